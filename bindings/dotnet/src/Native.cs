using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

#if NET
// All that crosses the border is numbers and pointers: nothing is marshalled at run time, which trimming and AOT allow.
[assembly: DisableRuntimeMarshalling]
#endif

namespace UserSig
{
    /// <summary>The C ABI: what include/usersig.h declares, in its order.</summary>
    internal static unsafe class Native
    {
#if USERSIG_STATIC
        // iOS: the library is linked into the program.
        private const string Library = "__Internal";
#else
        private const string Library = "usersig";
#endif
        private const uint AbiVersion = 0;

        internal const int Ok = 0, NotUtf8 = 202, BufferTooSmall = 203;
        internal const uint FixedTime = 1;

        /// <summary>What a signer or verifier is to the garbage collector, which sees a small object: its memory in the library.</summary>
        internal const long Pressure = 1024;
        internal const uint HasUserbuf = 1, HasRecord = 2, HasRoomName = 4, TimeApproximate = 8;

        [StructLayout(LayoutKind.Sequential)]
        internal struct Report
        {
            internal uint Size, IsOk, Findings, Warnings, ServiceCode;
            internal fixed byte Detail[1536];
            internal fixed byte Hint[512];
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct Request
        {
            internal uint Size, Flags;
            internal byte* UserId;
            internal nuint UserIdLength;
            internal ulong Validity, IssuedAt;
            internal uint UserIdRule, Contents;
            internal byte* Userbuf;
            internal nuint UserbufLength;
            internal uint Room, Privileges;
            internal byte* RoomName;
            internal nuint RoomNameLength;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct Expectation
        {
            internal uint Size, Flags;
            internal byte* UserId;
            internal nuint UserIdLength;
            internal ulong Now, Leeway, MaxValidity;
            internal uint Contents, Room;
            internal byte* Userbuf;
            internal nuint UserbufLength;
            internal byte* RoomName;
            internal nuint RoomNameLength;
            internal uint Privileges, Reserved;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct Token
        {
            internal uint Size, Version, Flags, Warnings;
            internal ulong IssuedAt, Expire, ExpiresAt;
            internal byte* UserId;
            internal nuint UserIdLength;
            internal byte* SdkAppIdText;
            internal nuint SdkAppIdTextLength;
            internal byte* Userbuf;
            internal nuint UserbufLength;
            internal uint SdkAppId, RecordSdkAppId, RecordRoom, RecordPrivileges;
            internal ulong RecordExpiresAt;
            internal byte* RecordAccount;
            internal nuint RecordAccountLength;
            internal byte* RecordRoomName;
            internal nuint RecordRoomNameLength;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct Note
        {
            internal uint Size, Kind;
            internal long Code;
            internal byte* Name, Detail, Fix, DetailChinese, FixChinese, Layer, LayerChinese, Remark, RemarkChinese;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct Notes
        {
            internal uint Size, Count;
            internal Note** Items;
            internal byte* Unwrapped;
            internal nuint UnwrappedLength;
        }

        [DllImport(Library)] internal static extern byte* usersig_version();
        [DllImport(Library)] internal static extern uint usersig_abi_version();
        [DllImport(Library)] internal static extern byte* usersig_status_name(int status);
        [DllImport(Library)] internal static extern byte* usersig_status_message(int status, uint language);
        [DllImport(Library)] internal static extern int usersig_inspect_unverified(byte* token, nuint length, Token** result, Report* report);
        [DllImport(Library)] internal static extern void usersig_token_free(Token* token);
        [DllImport(Library)] internal static extern int usersig_signer_new(uint sdkAppId, byte* key, nuint length, void** signer, Report* report);
        [DllImport(Library)] internal static extern int usersig_signer_new_from_private_key(uint sdkAppId, byte* pem, nuint length, void** signer, Report* report);
        [DllImport(Library)] internal static extern void usersig_signer_free(void* signer);
        [DllImport(Library)] internal static extern int usersig_signer_sign(void* signer, Request* request, byte* buffer, nuint capacity, nuint* length, Report* report);
        [DllImport(Library)] internal static extern int usersig_verifier_new(uint sdkAppId, byte* key, nuint length, void** verifier, Report* report);
        [DllImport(Library)] internal static extern int usersig_verifier_new_from_public_key(uint sdkAppId, byte* pem, nuint length, void** verifier, Report* report);
        [DllImport(Library)] internal static extern void usersig_verifier_free(void* verifier);
        [DllImport(Library)] internal static extern int usersig_verifier_verify(void* verifier, byte* token, nuint length, Expectation* expectation, Token** result, Report* report);
        [DllImport(Library)] internal static extern int usersig_verifier_diagnose(void* verifier, byte* token, nuint length, Expectation* expectation, byte* key, nuint keyLength, Notes** result, Report* report);
        [DllImport(Library)] internal static extern int usersig_diagnose_unverified(byte* token, nuint length, ulong now, Notes** result, Report* report);
        [DllImport(Library)] internal static extern int usersig_diagnose_key(byte* key, nuint length, Notes** result, Report* report);
        [DllImport(Library)] internal static extern int usersig_explain(byte* code, nuint length, Notes** result, Report* report);
        [DllImport(Library)] internal static extern void usersig_notes_free(Notes* notes);

        /// <summary>Throws if the library that was found is of another ABI. Each way into the library begins here.</summary>
        internal static void CheckAbi()
        {
            uint found = usersig_abi_version();
            if (found != AbiVersion)
            {
                throw new DllNotFoundException(
                    $"the library usersig that was found has version {found} of the ABI; expected {AbiVersion}: that of this package");
            }
        }

        /// <summary>Returns a report that a call can fill in.</summary>
        internal static void Prepare(Report* report) => report->Size = (uint)sizeof(Report);

        /// <summary>Throws what a report describes, for a status that is no finding.</summary>
        internal static UserSigException Failure(int status, Report* report) =>
            new UserSigException(Kind(status), Detail(status, report), Text(report->Hint), null);

        internal static string Detail(int status, Report* report)
        {
            string detail = Text(report->Detail);
            return detail.Length > 0 ? detail : Text(usersig_status_message(status, 0));
        }

        private static ErrorKind Kind(int status)
        {
            // Texts are checked before; only the bytes of a key come as they are.
            if (status == NotUtf8) return ErrorKind.Key;
            var kind = (ErrorKind)status;
            return kind >= ErrorKind.SdkAppId && kind <= ErrorKind.Time || kind == ErrorKind.Unsupported ? kind : ErrorKind.Internal;
        }

        /// <summary>Returns a text of the library that ends in NUL.</summary>
        internal static string Text(byte* text)
        {
            int length = 0;
            while (text[length] != 0) length++;
            return Text(text, (nuint)length);
        }

        internal static string Text(byte* text, nuint length) => Encoding.UTF8.GetString(text, checked((int)length));

        internal static byte[] Bytes(byte* bytes, nuint length)
        {
            var copy = new byte[checked((int)length)];
            if (copy.Length > 0) Marshal.Copy((IntPtr)bytes, copy, 0, copy.Length);
            return copy;
        }
    }

    /// <summary>A text in UTF-8 for the time of a call: on the caller's stack if it fits, otherwise on the heap.</summary>
    internal unsafe ref struct Utf8
    {
        /// <summary>How many bytes on the stack are enough for the texts that occur in practice.</summary>
        internal const int StackSize = 768;

        internal static readonly UTF8Encoding Strict = new UTF8Encoding(false, true);

        internal readonly byte* Bytes;
        internal readonly nuint Length;
        private IntPtr heap;

        private Utf8(string text, byte* stack, Encoding encoding)
        {
            heap = IntPtr.Zero;
            Bytes = stack;
            int capacity = StackSize;
            // A char is at most three bytes.
            if (text.Length > StackSize / 3)
            {
                capacity = encoding.GetByteCount(text);
                heap = Marshal.AllocHGlobal(capacity);
                Bytes = (byte*)heap;
            }
            fixed (char* chars = text) Length = (nuint)encoding.GetBytes(chars, text.Length, Bytes, capacity);
        }

        /// <summary>Converts a text; half of a surrogate pair, which UTF-8 cannot express, is an error.</summary>
        internal static Utf8 Of(string text, byte* stack, ErrorKind kind, string what)
        {
            if (text == null) throw UserSigException.Null(kind, what);
            try
            {
                return new Utf8(text, stack, Strict);
            }
            catch (EncoderFallbackException)
            {
                throw UserSigException.Surrogate(kind, what);
            }
        }

        /// <summary>
        /// Converts what need not be a valid text: half of a surrogate pair becomes U+FFFD, which no token and no code has, and null
        /// the empty text.
        /// </summary>
        internal static Utf8 OfAny(string? text, byte* stack) => new Utf8(text ?? "", stack, Encoding.UTF8);

        public void Dispose()
        {
            if (heap != IntPtr.Zero) Marshal.FreeHGlobal(heap);
            heap = IntPtr.Zero;
        }
    }
}

#if !NET
namespace System.Runtime.CompilerServices
{
    /// <summary>The compiler knows this attribute by its name: it does not zero buffers on the stack.</summary>
    internal sealed class SkipLocalsInitAttribute : Attribute
    {
    }
}
#endif
