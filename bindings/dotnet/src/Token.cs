using System;
using System.Runtime.CompilerServices;
using System.Text;

namespace UserSig
{
    /// <summary>The version of a token's format.</summary>
    public enum TokenVersion
    {
        /// <summary>1.0, ECDSA-SHA256.</summary>
        V1 = 1,

        /// <summary>2.0, HMAC-SHA256.</summary>
        V2 = 2,

        /// <summary>The oldest form: version 1.0 as bare JSON.</summary>
        V1Plain = 10,
    }

    /// <summary>A token's content. Reading it proves nothing: only a <see cref="Verifier"/> knows whether it is genuine.</summary>
    public sealed unsafe class Token
    {
        private readonly byte[]? userbuf;

        internal Token(Native.Token* token)
        {
            Version = (TokenVersion)token->Version;
            UserId = Native.Text(token->UserId, token->UserIdLength);
            SdkAppId = token->SdkAppId == 0 ? (uint?)null : token->SdkAppId;
            SdkAppIdText = Native.Text(token->SdkAppIdText, token->SdkAppIdTextLength);
            IssuedAtSeconds = Clamp(token->IssuedAt);
            ValiditySeconds = Clamp(token->Expire);
            ExpiresAtSeconds = Clamp(token->ExpiresAt);
            IsTimeApproximate = (token->Flags & Native.TimeApproximate) != 0;
            Warnings = (Warnings)token->Warnings;
            if ((token->Flags & Native.HasUserbuf) != 0) userbuf = Native.Bytes(token->Userbuf, token->UserbufLength);
            if ((token->Flags & Native.HasRecord) != 0) PrivateMapKey = new PrivateMapKey(token);
        }

        /// <summary>The version of the format.</summary>
        public TokenVersion Version { get; }

        /// <summary>The UserID.</summary>
        public string UserId { get; }

        /// <summary>The SDKAppID, or null if the token's text is no such number.</summary>
        public uint? SdkAppId { get; }

        /// <summary>The SDKAppID in the token, verbatim.</summary>
        public string SdkAppIdText { get; }

        /// <summary>When it was issued, in Unix seconds; at most <see cref="long.MaxValue"/>, as the other times.</summary>
        public long IssuedAtSeconds { get; }

        /// <summary>For how many seconds it is valid.</summary>
        public long ValiditySeconds { get; }

        /// <summary>The last second at which it is valid, in Unix seconds.</summary>
        public long ExpiresAtSeconds { get; }

        /// <summary>The last second at which it is valid; later ones are <see cref="DateTimeOffset.MaxValue"/>.</summary>
        public DateTimeOffset ExpiresAt => ExpiresAtSeconds >= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.MaxValue
            : DateTimeOffset.FromUnixTimeSeconds(ExpiresAtSeconds);

        /// <summary>Whether the issue time is a guess: the oldest form does not say its time zone.</summary>
        public bool IsTimeApproximate { get; }

        /// <summary>What is unusual in it although the service accepts it.</summary>
        public Warnings Warnings { get; }

        /// <summary>The userbuf read as a PrivateMapKey record, if it is one.</summary>
        public PrivateMapKey? PrivateMapKey { get; }

        /// <summary>Returns the bytes that were signed with it, as a copy; null if there are none.</summary>
        /// <returns>The userbuf.</returns>
        public byte[]? GetUserbuf() => (byte[]?)userbuf?.Clone();

        /// <summary>Returns how long it is still valid; zero from its last second on.</summary>
        /// <param name="now">The time; null for the system clock.</param>
        /// <returns>A length of time, at most that of <see cref="TimeSpan.MaxValue"/> in whole seconds.</returns>
        public TimeSpan TimeLeft(DateTimeOffset? now = null)
        {
            // No token is valid before 1970; and without that the longest one would overflow.
            long left = ExpiresAtSeconds - Math.Max((now ?? DateTimeOffset.UtcNow).ToUnixTimeSeconds(), 0);
            return TimeSpan.FromTicks(Math.Min(Math.Max(left, 0), TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerSecond) * TimeSpan.TicksPerSecond);
        }

        /// <summary>
        /// Reads a token without verifying it. Anybody can write such a token: trust nothing in it. A client uses it to know when to ask
        /// its server for a new one.
        /// </summary>
        /// <param name="token">Any text.</param>
        /// <returns>What is in it.</returns>
        /// <exception cref="UserSigException">With <see cref="ErrorKind.Token"/> if it cannot be read.</exception>
        [SkipLocalsInit]
        public static Token InspectUnverified(string token)
        {
            Native.CheckAbi();
            byte* stack = stackalloc byte[Utf8.StackSize];
            using Utf8 text = Utf8.OfAny(token, stack);
            Native.Token* read = null;
            Native.Report report;
            Native.Prepare(&report);
            int status = Native.usersig_inspect_unverified(text.Bytes, text.Length, &read, &report);
            if (status == Native.Ok) return Taken(read);
            throw Finding.Is(status) ? UserSigException.Of(new Finding(status, &report)) : Native.Failure(status, &report);
        }

        /// <summary>
        /// Names what is wrong with a token, or unusual in it, without a key: how it was pasted, encoded and built, and whether its times
        /// make sense. There is no verdict; see <see cref="Verifier.Diagnose"/> for one.
        /// </summary>
        /// <param name="token">Any text.</param>
        /// <param name="now">The time; null for the system clock.</param>
        /// <returns>The notes.</returns>
        /// <exception cref="UserSigException">With <see cref="ErrorKind.Time"/> for a time before 1970; with
        /// <see cref="ErrorKind.Unsupported"/> in a build without diagnosis.</exception>
        public static Diagnosis DiagnoseUnverified(string token, DateTimeOffset? now = null)
        {
            Native.CheckAbi();
            ulong seconds = Checks.Time((now ?? DateTimeOffset.UtcNow).ToUnixTimeSeconds());
            byte* stack = stackalloc byte[Utf8.StackSize];
            using Utf8 text = Utf8.OfAny(token, stack);
            Native.Notes* notes = null;
            Native.Report report;
            Native.Prepare(&report);
            int status = Native.usersig_diagnose_unverified(text.Bytes, text.Length, seconds, &notes, &report);
            return notes != null ? new Diagnosis(notes) : throw Native.Failure(status, &report);
        }

        /// <summary>Copies a token of the library and frees it.</summary>
        internal static Token Taken(Native.Token* token)
        {
            try
            {
                return new Token(token);
            }
            finally
            {
                Native.usersig_token_free(token);
            }
        }

        internal static long Clamp(ulong seconds) => (long)Math.Min(seconds, long.MaxValue);

        /// <summary>Returns the fields on one line, without the userbuf.</summary>
        /// <returns>A text for logs.</returns>
        public override string ToString() =>
            $"Token(version={Version}, userId={UserId}, sdkAppId={SdkAppIdText}, issuedAt={IssuedAtSeconds}, expiresAt={ExpiresAtSeconds})";
    }

    /// <summary>What a PrivateMapKey allows.</summary>
    public sealed unsafe class PrivateMapKey
    {
        private readonly byte[] account;

        internal PrivateMapKey(Native.Token* token)
        {
            account = Native.Bytes(token->RecordAccount, token->RecordAccountLength);
            SdkAppId = token->RecordSdkAppId;
            bool hasName = (token->Flags & Native.HasRoomName) != 0;
            Room = new Room(token->RecordRoom, hasName ? Native.Text(token->RecordRoomName, token->RecordRoomNameLength) : null);
            Privileges = (Privileges)token->RecordPrivileges;
            ExpiresAtSeconds = Token.Clamp(token->RecordExpiresAt);
        }

        /// <summary>The UserID in the record; bytes that are no UTF-8 show as U+FFFD.</summary>
        public string AccountText => Encoding.UTF8.GetString(account);

        /// <summary>The SDKAppID in the record.</summary>
        public uint SdkAppId { get; }

        /// <summary>The room.</summary>
        public Room Room { get; }

        /// <summary>What the user may do, all 32 bits.</summary>
        public Privileges Privileges { get; }

        /// <summary>The last second at which the privileges are valid, in Unix seconds.</summary>
        public long ExpiresAtSeconds { get; }

        /// <summary>Returns the bytes of the UserID in the record, which some writers corrupt, as a copy.</summary>
        /// <returns>The bytes.</returns>
        public byte[] GetAccount() => (byte[])account.Clone();
    }
}
