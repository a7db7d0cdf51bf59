using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace UserSig
{
    /// <summary>Frees a signer of the library once, when nobody uses it any more.</summary>
    internal sealed unsafe class SignerHandle : SafeHandle
    {
        internal SignerHandle(void* signer) : base(IntPtr.Zero, true)
        {
            SetHandle((IntPtr)signer);
            GC.AddMemoryPressure(Native.Pressure);
        }

        public override bool IsInvalid => handle == IntPtr.Zero;

        protected override bool ReleaseHandle()
        {
            Native.usersig_signer_free((void*)handle);
            GC.RemoveMemoryPressure(Native.Pressure);
            return true;
        }

        internal int Sign(Native.Request* request, byte* buffer, nuint capacity, nuint* length, Native.Report* report)
        {
            bool added = false;
            try
            {
                DangerousAddRef(ref added);
                return Native.usersig_signer_sign((void*)handle, request, buffer, capacity, length, report);
            }
            finally
            {
                if (added) DangerousRelease();
            }
        }
    }

    /// <summary>Signs UserSigs and PrivateMapKeys of one application.</summary>
    /// <remarks>Any number of threads may use it at once, and dispose of it meanwhile: make one and keep it.</remarks>
    public sealed unsafe class Signer : IDisposable
    {
        /// <summary>Enough for a UserID of the documented length and for most others.</summary>
        private const int TokenSize = 640;

        private readonly SignerHandle handle;

        /// <summary>Makes a signer of version 2.0 tokens.</summary>
        /// <param name="sdkAppId">The application's SDKAppID, 1 to 4294967295.</param>
        /// <param name="key">The application's secret key.</param>
        /// <exception cref="UserSigException">With <see cref="ErrorKind.SdkAppId"/>.</exception>
        public Signer(uint sdkAppId, SecretKey key) : this(sdkAppId, KeyText.Of(key), KeyText.Use.Sign)
        {
        }

        /// <summary>Makes a signer of version 1.0 tokens.</summary>
        /// <param name="sdkAppId">The application's SDKAppID, 1 to 4294967295.</param>
        /// <param name="key">The application's private key.</param>
        /// <exception cref="UserSigException">With <see cref="ErrorKind.SdkAppId"/>.</exception>
        public Signer(uint sdkAppId, PrivateKey key) : this(sdkAppId, KeyText.Of(key), KeyText.Use.SignVersion1)
        {
        }

        private Signer(uint sdkAppId, KeyText key, KeyText.Use use)
        {
            SdkAppId = sdkAppId;
            handle = new SignerHandle(key.Make(use, sdkAppId));
        }

        /// <summary>The application that it signs for.</summary>
        public uint SdkAppId { get; }

        /// <summary>Signs a plain UserSig, issued now.</summary>
        /// <param name="userId">The user the token is for: the one who has logged in, never a name from the request.</param>
        /// <param name="validity">For how long the token is valid, from 1 second to 50 years; fractions of a second are rounded down.</param>
        /// <returns>The token.</returns>
        /// <exception cref="UserSigException">For a field that cannot be used; nothing was signed.</exception>
        [SkipLocalsInit]
        public string Sign(string userId, TimeSpan validity)
        {
            byte* stack = stackalloc byte[Utf8.StackSize];
            using Utf8 user = Utf8.Of(userId, stack, ErrorKind.UserId, "the UserID");
            Native.Request request = default;
            request.Validity = Checks.Validity(Checks.Seconds(validity));
            return Sign(&request, user);
        }

        /// <summary>Signs one token.</summary>
        /// <param name="request">What to sign.</param>
        /// <returns>The token.</returns>
        /// <exception cref="UserSigException">For a field that cannot be used; nothing was signed.</exception>
        [SkipLocalsInit]
        public string Sign(SignRequest request)
        {
            if (request == null) throw new ArgumentNullException(nameof(request));
            byte* stack = stackalloc byte[Utf8.StackSize], roomStack = stackalloc byte[Utf8.StackSize];
            using Utf8 user = Utf8.Of(request.UserId, stack, ErrorKind.UserId, "the UserID");
            Contents contents = request.Contents;
            using Utf8 name = Utf8.Of(contents.InRoom?.Name ?? "", roomStack, ErrorKind.Room, "the string room");
            Native.Request native = default;
            native.Validity = Checks.Validity(request.ValiditySeconds);
            native.UserIdRule = (uint)request.UserIdRule;
            if (request.IssuedAtSeconds is long issuedAt)
            {
                native.Flags = Native.FixedTime;
                native.IssuedAt = Checks.Time(issuedAt);
            }
            fixed (byte* userbuf = contents.UserbufBytes)
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
                return Sign(&native, user);
            }
        }

        [SkipLocalsInit]
        private string Sign(Native.Request* request, in Utf8 user)
        {
            byte* buffer = stackalloc byte[TokenSize];
            request->Size = (uint)sizeof(Native.Request);
            request->UserId = user.Bytes;
            request->UserIdLength = user.Length;
            nuint length;
            // Without a report, which has 2 KB: only a failure asks for it.
            int status = handle.Sign(request, buffer, TokenSize, &length, null);
            return status == Native.Ok ? Encoding.ASCII.GetString(buffer, (int)length) : SignAgain(request, length);
        }

        /// <summary>Signs a long token into a buffer on the heap, or throws why nothing can be signed.</summary>
        private string SignAgain(Native.Request* request, nuint length)
        {
            Native.Report report;
            Native.Prepare(&report);
            var buffer = new byte[TokenSize];
            while (true)
            {
                int status;
                fixed (byte* bytes = buffer) status = handle.Sign(request, bytes, (nuint)buffer.Length, &length, &report);
                if (status == Native.Ok) return Encoding.ASCII.GetString(buffer, 0, (int)length);
                if (status != Native.BufferTooSmall) throw Native.Failure(status, &report);
                // The next second can make the token longer.
                buffer = new byte[(int)length + 64];
            }
        }

        /// <summary>Frees the signer and wipes its key, after the calls that use it at this moment.</summary>
        public void Dispose() => handle.Dispose();

        /// <summary>Returns what it signs for, and nothing of the key.</summary>
        /// <returns>A text for logs.</returns>
        public override string ToString() => $"Signer(sdkAppId={SdkAppId})";
    }
}
