using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace UserSig
{
    /// <summary>
    /// The text of a key in memory that the garbage collector does not copy. It is wiped when the key is disposed of or collected.
    /// </summary>
    internal sealed unsafe class KeyText : SafeHandle
    {
        private int length;

        internal KeyText(string text, string what) : base(IntPtr.Zero, true)
        {
            Native.CheckAbi();
            if (text == null) throw UserSigException.Null(ErrorKind.Key, what);
            try
            {
                Allocate(Utf8.Strict.GetByteCount(text));
                fixed (char* chars = text) Utf8.Strict.GetBytes(chars, text.Length, (byte*)handle, length);
            }
            catch (EncoderFallbackException)
            {
                throw UserSigException.Surrogate(ErrorKind.Key, what);
            }
        }

#if NET
        internal KeyText(ReadOnlySpan<byte> utf8) : base(IntPtr.Zero, true)
        {
            Native.CheckAbi();
            Allocate(utf8.Length);
            utf8.CopyTo(new Span<byte>((void*)handle, length));
        }
#endif

        internal static KeyText Of(SecretKey key) => (key ?? throw new ArgumentNullException(nameof(key))).Text;

        internal static KeyText Of(PrivateKey key) => (key ?? throw new ArgumentNullException(nameof(key))).Text;

        internal static KeyText Of(PublicKey key) => (key ?? throw new ArgumentNullException(nameof(key))).Text;

        public override bool IsInvalid => handle == IntPtr.Zero;

        private void Allocate(int bytes)
        {
            SetHandle(Marshal.AllocHGlobal(bytes + 1));
            length = bytes;
        }

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
        protected override bool ReleaseHandle()
        {
            for (int at = 0; at < length; at++) ((byte*)handle)[at] = 0;
            Marshal.FreeHGlobal(handle);
            return true;
        }

        /// <summary>What the library makes of a key.</summary>
        internal enum Use
        {
            Sign,
            Verify,
            SignVersion1,
            VerifyVersion1,
        }

        /// <summary>Has the library read the key, and returns what it makes of it.</summary>
        internal void* Make(Use use, uint sdkAppId)
        {
            bool added = false;
            try
            {
                DangerousAddRef(ref added);
                void* made = null;
                Native.Report report;
                Native.Prepare(&report);
                int status = Make(use, sdkAppId, (byte*)handle, (nuint)length, &made, &report);
                return status == Native.Ok ? made : throw Native.Failure(status, &report);
            }
            finally
            {
                if (added) DangerousRelease();
            }
        }

        private static int Make(Use use, uint sdkAppId, byte* key, nuint length, void** made, Native.Report* report) => use switch
        {
            Use.Sign => Native.usersig_signer_new(sdkAppId, key, length, made, report),
            Use.Verify => Native.usersig_verifier_new(sdkAppId, key, length, made, report),
            Use.SignVersion1 => Native.usersig_signer_new_from_private_key(sdkAppId, key, length, made, report),
            _ => Native.usersig_verifier_new_from_public_key(sdkAppId, key, length, made, report),
        };

        /// <summary>Throws if the library cannot use the key.</summary>
        internal KeyText Checked(Use use)
        {
            try
            {
                if (use == Use.VerifyVersion1)
                {
                    Native.usersig_verifier_free(Make(use, 1));
                }
                else
                {
                    Native.usersig_signer_free(Make(use, 1));
                }
                return this;
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        /// <summary>Has the library examine the text, whether or not it is a key.</summary>
        internal Native.Notes* Diagnose()
        {
            Native.Notes* notes = null;
            Native.Report report;
            Native.Prepare(&report);
            int status = Native.usersig_diagnose_key((byte*)handle, (nuint)length, &notes, &report);
            return notes != null ? notes : throw Native.Failure(status, &report);
        }

        /// <summary>Lends the text to <see cref="Verifier.Diagnose"/>, which ends with <c>DangerousRelease</c>.</summary>
        internal byte* Lend(ref bool added, out nuint bytes)
        {
            DangerousAddRef(ref added);
            bytes = (nuint)length;
            return (byte*)handle;
        }
    }

    /// <summary>
    /// The secret key of an application, as the console shows it (version 2.0). It belongs on a server: anyone who has it can
    /// impersonate any user of the application.
    /// </summary>
    /// <remarks>Signers and verifiers that were made with a key keep working after its <see cref="Dispose"/>.</remarks>
    public sealed class SecretKey : IDisposable
    {
        internal readonly KeyText Text;

        /// <summary>Reads a secret key.</summary>
        /// <param name="text">The key, without white space around it. A string cannot be wiped: it stays in the program's memory.</param>
        /// <exception cref="UserSigException">With <see cref="ErrorKind.Key"/> if the text cannot be a key.</exception>
        public SecretKey(string text) => Text = new KeyText(text, "the secret key").Checked(KeyText.Use.Sign);

#if NET
        /// <summary>Reads a secret key from bytes that the caller can wipe.</summary>
        /// <param name="utf8">The key in UTF-8, without white space around it. It is copied.</param>
        /// <exception cref="UserSigException">With <see cref="ErrorKind.Key"/> if the bytes cannot be a key.</exception>
        public SecretKey(ReadOnlySpan<byte> utf8) => Text = new KeyText(utf8).Checked(KeyText.Use.Sign);
#endif

        /// <summary>
        /// Names what a text seems to be if it does not look like a secret key: half of one, a placeholder, a line of a configuration, a
        /// private key. A key with an unusual form may still be the right one.
        /// </summary>
        /// <param name="text">The text, of which nothing is in the notes.</param>
        /// <returns>The notes; empty if the text looks like a key.</returns>
        /// <exception cref="UserSigException">With <see cref="ErrorKind.Key"/> if the text cannot be a key and no note says why.</exception>
        public static IReadOnlyList<Note> Diagnose(string text) => Note.OfKey(text);

        /// <summary>Wipes the key now instead of when the garbage collector finds it.</summary>
        public void Dispose() => Text.Dispose();

        /// <summary>Returns nothing of the key.</summary>
        /// <returns>A fixed text.</returns>
        public override string ToString() => "SecretKey(hidden)";
    }

    /// <summary>The private key of an application from before 19 July 2019 (version 1.0). It belongs on a server.</summary>
    public sealed class PrivateKey : IDisposable
    {
        internal readonly KeyText Text;

        private PrivateKey(string pem) => Text = new KeyText(pem, "the private key").Checked(KeyText.Use.SignVersion1);

        /// <summary>Reads PEM: PKCS#8 or SEC1, on the curve P-256 or secp256k1.</summary>
        /// <param name="pem">The text of the file.</param>
        /// <returns>The key.</returns>
        /// <exception cref="UserSigException">With <see cref="ErrorKind.Key"/>; with <see cref="ErrorKind.Unsupported"/> in a build
        /// without version 1.0.</exception>
        public static PrivateKey FromPem(string pem) => new PrivateKey(pem);

        /// <summary>Wipes the key now instead of when the garbage collector finds it.</summary>
        public void Dispose() => Text.Dispose();

        /// <summary>Returns nothing of the key.</summary>
        /// <returns>A fixed text.</returns>
        public override string ToString() => "PrivateKey(hidden)";
    }

    /// <summary>The public key of an application from before 19 July 2019 (version 1.0).</summary>
    public sealed class PublicKey : IDisposable
    {
        internal readonly KeyText Text;

        private PublicKey(string pem) => Text = new KeyText(pem, "the public key").Checked(KeyText.Use.VerifyVersion1);

        /// <summary>Reads PEM: SPKI, on the curve P-256 or secp256k1.</summary>
        /// <param name="pem">The text of the file.</param>
        /// <returns>The key.</returns>
        /// <exception cref="UserSigException">With <see cref="ErrorKind.Key"/>; with <see cref="ErrorKind.Unsupported"/> in a build
        /// without version 1.0.</exception>
        public static PublicKey FromPem(string pem) => new PublicKey(pem);

        /// <summary>Frees the key now instead of when the garbage collector finds it.</summary>
        public void Dispose() => Text.Dispose();
    }
}
