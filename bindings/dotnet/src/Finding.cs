using System;
using System.Collections.Generic;

namespace UserSig
{
    /// <summary>What a <see cref="Finding"/> is, in the order in which findings are reported.</summary>
    public enum FindingKind
    {
        /// <summary>There is no token.</summary>
        Empty = 1,

        /// <summary>The token cannot be read.</summary>
        Malformed = 2,

        /// <summary>The token needs a key of the other version.</summary>
        WrongKeyKind = 3,

        /// <summary>The token is for another application.</summary>
        SdkAppIdMismatch = 4,

        /// <summary>The token is for another user.</summary>
        UserIdMismatch = 5,

        /// <summary>The signature does not match.</summary>
        BadSignature = 6,

        /// <summary>The token has expired.</summary>
        Expired = 7,

        /// <summary>The token is valid for longer than the <see cref="Expectation"/> allows.</summary>
        ValidityTooLong = 8,

        /// <summary>The userbuf is not the expected one.</summary>
        UserbufMismatch = 9,

        /// <summary>The PrivateMapKey record disagrees with its token or with the <see cref="Expectation"/>.</summary>
        RecordMismatch = 10,
    }

    /// <summary>What is unusual in a token although the service accepts it. It never changes the verdict.</summary>
    [Flags]
    public enum Warnings : uint
    {
        /// <summary>Nothing.</summary>
        None = 0,

        /// <summary>A number in the token is written as a JSON string.</summary>
        NumberAsText = 1,
    }

    /// <summary>One thing that is wrong with a token.</summary>
    public sealed class Finding
    {
        internal unsafe Finding(int status, Native.Report* report)
        {
            Kind = (FindingKind)status;
            ServiceCode = report->ServiceCode == 0 ? (int?)null : (int)report->ServiceCode;
            Detail = Native.Detail(status, report);
            Hint = Native.Text(report->Hint);
        }

        /// <summary>What it is. A number without a name is from a newer native library.</summary>
        public FindingKind Kind { get; }

        /// <summary>The stable name, the same in every language of this library, such as <c>expired</c>.</summary>
        public string Name => NameOf(Kind);

        /// <summary>
        /// The code with which the service rejects the same token, such as 70001; null for what the service does not report: a mismatch
        /// with what only the <see cref="Expectation"/> demanded, or in a PrivateMapKey record.
        /// </summary>
        public int? ServiceCode { get; }

        /// <summary>What was wrong and what was expected. It may contain UserIDs, but no key and no token.</summary>
        public string Detail { get; }

        /// <summary>What to do about it; may be empty.</summary>
        public string Hint { get; }

        /// <summary>Returns the stable name of a kind, such as <c>expired</c>.</summary>
        /// <param name="kind">The kind.</param>
        /// <returns>The name; <c>unknown</c> for a number without one.</returns>
        public static unsafe string NameOf(FindingKind kind) => Native.Text(Native.usersig_status_name((int)kind));

        /// <summary>Returns the name, the service's code and the detail.</summary>
        /// <returns>A text for logs.</returns>
        public override string ToString() => ServiceCode == null ? $"{Name}: {Detail}" : $"{Name} ({ServiceCode}): {Detail}";

        internal static bool Is(int status) => status > 0 && status < 100;

        /// <summary>Returns the kinds in a set of the C ABI; bit 0 is the kind 1.</summary>
        internal static IReadOnlyList<FindingKind> Kinds(uint set)
        {
            var kinds = new List<FindingKind>();
            for (int bit = 0; bit < 32; bit++)
            {
                if ((set & 1u << bit) != 0) kinds.Add((FindingKind)(bit + 1));
            }
            return kinds;
        }
    }
}
