using System;

namespace UserSig
{
    /// <summary>Which input cannot be used, for programs that decide by it.</summary>
    public enum ErrorKind
    {
        /// <summary>A token cannot be read or is not valid: see <see cref="UserSigException.Finding"/>.</summary>
        Token = 1,

        /// <summary>The SDKAppID.</summary>
        SdkAppId = 100,

        /// <summary>The UserID.</summary>
        UserId = 101,

        /// <summary>The validity, or the longest one that an <see cref="Expectation"/> accepts.</summary>
        Validity = 102,

        /// <summary>The userbuf.</summary>
        Userbuf = 103,

        /// <summary>The room number or the string room.</summary>
        Room = 104,

        /// <summary>The privileges.</summary>
        Privileges = 105,

        /// <summary>A key.</summary>
        Key = 106,

        /// <summary>A PrivateMapKey would expire after its record's 32 bits end, in February 2106.</summary>
        PrivateMapKeyExpiry = 107,

        /// <summary>The leeway.</summary>
        Leeway = 108,

        /// <summary>A time before 1970, which may be the system clock's.</summary>
        Time = 109,

        /// <summary>What was asked for: the native library that was found leaves it out.</summary>
        Unsupported = 300,

        /// <summary>An enumeration has no such member, or there is a bug in this library. Please report that; the process can continue.</summary>
        Internal = 301,
    }

    /// <summary>
    /// The only exception of this library for inputs that cannot be used. No text of it contains a key or a token.
    /// </summary>
    /// <remarks>
    /// A token that a <see cref="Verifier"/> rejects is no exception: see <see cref="Verification"/>. A use after <c>Dispose</c> is an
    /// <see cref="ObjectDisposedException"/>.
    /// </remarks>
    public sealed class UserSigException : Exception
    {
        internal UserSigException(ErrorKind kind, string detail, string hint, Finding? finding) : base(detail)
        {
            Kind = kind;
            Hint = hint;
            Finding = finding;
        }

        /// <summary>Which input it is. <see cref="Exception.Message"/> says what was wrong and what was expected; its wording may change.</summary>
        public ErrorKind Kind { get; }

        /// <summary>What to do about it; may be empty.</summary>
        public string Hint { get; }

        /// <summary>What is wrong with the token if <see cref="Kind"/> is <see cref="ErrorKind.Token"/>, otherwise null.</summary>
        public Finding? Finding { get; }

        internal static UserSigException Of(Finding finding) => new UserSigException(ErrorKind.Token, finding.Detail, finding.Hint, finding);

        internal static UserSigException Invalid(ErrorKind kind, string detail) => new UserSigException(kind, detail, "", null);

        internal static UserSigException Null(ErrorKind kind, string what) => Invalid(kind, $"{what} is null; expected a text");

        internal static UserSigException Surrogate(ErrorKind kind, string what) =>
            Invalid(kind, $"{what} has half of a surrogate pair; expected Unicode text");
    }

    /// <summary>Numbers of the native side are unsigned: what does not fit is rejected here.</summary>
    internal static class Checks
    {
        internal static ulong Validity(long seconds) =>
            seconds >= 0 ? (ulong)seconds : throw UserSigException.Invalid(
                ErrorKind.Validity, $"the validity is {seconds} seconds; expected a positive number");

        internal static ulong Leeway(long seconds) =>
            seconds >= 0 ? (ulong)seconds : throw UserSigException.Invalid(
                ErrorKind.Leeway, $"the leeway is {seconds} seconds; expected 0 or more");

        internal static ulong Time(long seconds) =>
            seconds >= 0 ? (ulong)seconds : throw UserSigException.Invalid(
                ErrorKind.Time, $"the time is {seconds} in Unix seconds, which is before 1970; expected 0 or more; check the clock");

        /// <summary>Returns the whole seconds of a length of time, rounded down.</summary>
        internal static long Seconds(TimeSpan time) =>
            time.Ticks / TimeSpan.TicksPerSecond - (time.Ticks % TimeSpan.TicksPerSecond < 0 ? 1 : 0);
    }
}
