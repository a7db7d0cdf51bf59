using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace UserSig
{
    /// <summary>Frees a verifier of the library once, when nobody uses it any more.</summary>
    internal sealed unsafe class VerifierHandle : SafeHandle
    {
        internal VerifierHandle(void* verifier) : base(IntPtr.Zero, true)
        {
            SetHandle((IntPtr)verifier);
            GC.AddMemoryPressure(Native.Pressure);
        }

        public override bool IsInvalid => handle == IntPtr.Zero;

        protected override bool ReleaseHandle()
        {
            Native.usersig_verifier_free((void*)handle);
            GC.RemoveMemoryPressure(Native.Pressure);
            return true;
        }

        internal int Verify(byte* token, nuint length, Native.Expectation* expectation, Native.Token** result, Native.Report* report)
        {
            bool added = false;
            try
            {
                DangerousAddRef(ref added);
                return Native.usersig_verifier_verify((void*)handle, token, length, expectation, result, report);
            }
            finally
            {
                if (added) DangerousRelease();
            }
        }

        internal int Diagnose(
            byte* token, nuint length, Native.Expectation* expectation, KeyText? key, Native.Notes** result, Native.Report* report)
        {
            bool added = false, keyAdded = false;
            try
            {
                DangerousAddRef(ref added);
                nuint keyLength = 0;
                byte* text = key == null ? null : key.Lend(ref keyAdded, out keyLength);
                return Native.usersig_verifier_diagnose((void*)handle, token, length, expectation, text, keyLength, result, report);
            }
            finally
            {
                if (keyAdded) key!.DangerousRelease();
                if (added) DangerousRelease();
            }
        }
    }

    /// <summary>The result of a verification. Only <see cref="IsValid"/> is the verdict.</summary>
    public sealed class Verification
    {
        internal Verification(Token? token, Finding? finding, IReadOnlyList<FindingKind> findings, Warnings warnings)
        {
            Token = token;
            Finding = finding;
            Findings = findings;
            Warnings = warnings;
        }

        /// <summary>Whether the token is genuine, valid at that time, and what the <see cref="Expectation"/> demands.</summary>
        public bool IsValid => Token != null;

        /// <summary>The token's content, to be trusted; null unless it is valid.</summary>
        public Token? Token { get; }

        /// <summary>The first thing that is wrong with the token; null exactly if it is valid.</summary>
        public Finding? Finding { get; }

        /// <summary>Everything that is wrong with the token, in the order of <see cref="FindingKind"/>; empty exactly if it is valid.</summary>
        public IReadOnlyList<FindingKind> Findings { get; }

        /// <summary>What is unusual in the token although the service accepts it.</summary>
        public Warnings Warnings { get; }

        /// <summary>Returns the content of a valid token.</summary>
        /// <returns>What <see cref="Token"/> is.</returns>
        /// <exception cref="UserSigException">With <see cref="ErrorKind.Token"/> if the token is not valid.</exception>
        public Token TokenOrThrow() => Token ?? throw UserSigException.Of(Finding!);

        /// <summary>Returns the verdict, and what is wrong.</summary>
        /// <returns>A text for logs.</returns>
        public override string ToString() => Finding == null ? "valid" : Finding.ToString();
    }

    /// <summary>Verifies tokens of one application with one key. The key decides which version is accepted, never the token.</summary>
    /// <remarks>Any number of threads may use it at once, and dispose of it meanwhile: make one and keep it.</remarks>
    public sealed unsafe class Verifier : IDisposable
    {
        private readonly VerifierHandle handle;

        /// <summary>Makes a verifier of version 2.0 tokens.</summary>
        /// <param name="sdkAppId">The application's SDKAppID, 1 to 4294967295.</param>
        /// <param name="key">The application's secret key.</param>
        /// <exception cref="UserSigException">With <see cref="ErrorKind.SdkAppId"/>.</exception>
        public Verifier(uint sdkAppId, SecretKey key) => handle = new VerifierHandle(KeyText.Of(key).Make(KeyText.Use.Verify, sdkAppId));

        /// <summary>Makes a verifier of version 1.0 tokens.</summary>
        /// <param name="sdkAppId">The application's SDKAppID, 1 to 4294967295.</param>
        /// <param name="key">The application's public key.</param>
        /// <exception cref="UserSigException">With <see cref="ErrorKind.SdkAppId"/>.</exception>
        public Verifier(uint sdkAppId, PublicKey key) => handle = new VerifierHandle(KeyText.Of(key).Make(KeyText.Use.VerifyVersion1, sdkAppId));

        /// <summary>Verifies a token against what the caller expects.</summary>
        /// <param name="token">Any text; null is the empty one.</param>
        /// <param name="expectation">What is expected.</param>
        /// <returns>The verdict, and what is wrong.</returns>
        /// <exception cref="UserSigException">For a field of the expectation that cannot be used.</exception>
        public Verification Verify(string? token, Expectation expectation) => Run(token, expectation, false, null, out _);

        /// <summary>
        /// Verifies a token, and names what is behind the verdict: the mistakes of the code that made the token, or on its way here. It is
        /// for a person, a support tool or the log of a few rejections: it costs up to twenty times as much as <see cref="Verify"/>.
        /// </summary>
        /// <param name="token">Any text; null is the empty one.</param>
        /// <param name="expectation">What is expected.</param>
        /// <param name="key">The secret key of this verifier, with which mistakes in its use are found too; null to leave them out.</param>
        /// <returns>The verdict, and the notes.</returns>
        /// <exception cref="UserSigException">For a field of the expectation that cannot be used; with
        /// <see cref="ErrorKind.Unsupported"/> in a build without diagnosis.</exception>
        public Diagnosis Diagnose(string? token, Expectation expectation, SecretKey? key = null)
        {
            Run(token, expectation, true, key?.Text, out Diagnosis? diagnosis);
            return diagnosis!;
        }

        [SkipLocalsInit]
        private Verification Run(string? token, Expectation expectation, bool diagnose, KeyText? key, out Diagnosis? diagnosis)
        {
            if (expectation == null) throw new ArgumentNullException(nameof(expectation));
            diagnosis = null;
            byte* tokenStack = stackalloc byte[Utf8.StackSize], userStack = stackalloc byte[Utf8.StackSize], roomStack = stackalloc byte[Utf8.StackSize];
            using Utf8 text = Utf8.OfAny(token, tokenStack);
            using Utf8 user = Utf8.Of(expectation.UserId, userStack, ErrorKind.UserId, "the UserID");
            Contents? contents = expectation.Contents;
            using Utf8 name = Utf8.Of(contents?.InRoom?.Name ?? "", roomStack, ErrorKind.Room, "the string room");
            Native.Expectation native = default;
            native.Size = (uint)sizeof(Native.Expectation);
            native.UserId = user.Bytes;
            native.UserIdLength = user.Length;
            native.Leeway = Checks.Leeway(expectation.LeewaySeconds);
            if (expectation.MaxValiditySeconds is long longest)
            {
                // 0 means any to the library.
                if (longest == 0) throw UserSigException.Invalid(ErrorKind.Validity, "the longest validity is 0 seconds; expected a positive number");
                native.MaxValidity = Checks.Validity(longest);
            }
            if (expectation.NowSeconds is long now)
            {
                native.Flags = Native.FixedTime;
                native.Now = Checks.Time(now);
            }
            fixed (byte* userbuf = contents?.UserbufBytes)
            {
                if (contents != null)
                {
                    native.Contents = contents.Kind;
                    native.Userbuf = userbuf;
                    native.UserbufLength = (nuint)contents.UserbufBytes.Length;
                    native.Room = contents.InRoom?.Number ?? 0;
                    native.Privileges = (uint)contents.Allowed;
                    if (contents.Kind == Contents.NameKind)
                    {
                        native.RoomName = name.Bytes;
                        native.RoomNameLength = name.Length;
                    }
                }
                Native.Token* valid = null;
                Native.Report report;
                Native.Prepare(&report);
                int status = handle.Verify(text.Bytes, text.Length, &native, &valid, &report);
                Verification verification = Result(status, valid, &report);
                if (diagnose)
                {
                    Native.Notes* notes = null;
                    status = handle.Diagnose(text.Bytes, text.Length, &native, key, &notes, &report);
                    diagnosis = notes != null ? new Diagnosis(notes, verification) : throw Native.Failure(status, &report);
                }
                return verification;
            }
        }

        /// <summary>Valid is only what the library calls valid, with its content.</summary>
        private static Verification Result(int status, Native.Token* valid, Native.Report* report)
        {
            var warnings = (Warnings)report->Warnings;
            if (status == Native.Ok) return new Verification(Token.Taken(valid), null, Finding.Kinds(0), warnings);
            if (!Finding.Is(status)) throw Native.Failure(status, report);
            return new Verification(null, new Finding(status, report), Finding.Kinds(report->Findings), warnings);
        }

        /// <summary>Frees the verifier and wipes its key, after the calls that use it at this moment.</summary>
        public void Dispose() => handle.Dispose();
    }
}
