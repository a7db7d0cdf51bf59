using System;

namespace UserSig
{
    /// <summary>What a <see cref="Verifier"/> demands of a token beside its signature.</summary>
    /// <remarks>
    /// An expectation does not change and can be used any number of times. Its fields are checked at each verification. A PrivateMapKey
    /// record that disagrees with its own token is a finding, whatever is expected.
    /// </remarks>
    public sealed class Expectation
    {
        /// <summary>Expects a token, with the times in seconds.</summary>
        /// <param name="userId">The user who presents the token: 1 to 1024 bytes of UTF-8 without control characters.</param>
        /// <param name="nowSeconds">When the token is to be valid, in Unix seconds; null for the system clock at each verification.</param>
        /// <param name="leewaySeconds">For how many seconds after its expiry a token is accepted: 0, as in the service, to one day.</param>
        /// <param name="maxValiditySeconds">The longest validity that is accepted, from 1 second to 50 years; null for any.</param>
        /// <param name="contents">What the token is to carry; null for anything, or nothing.</param>
        public Expectation(
            string userId, long? nowSeconds, long leewaySeconds = 0, long? maxValiditySeconds = null, Contents? contents = null)
        {
            UserId = userId;
            NowSeconds = nowSeconds;
            LeewaySeconds = leewaySeconds;
            MaxValiditySeconds = maxValiditySeconds;
            Contents = contents;
        }

        /// <summary>Expects a token. Fractions of a second are rounded down.</summary>
        /// <param name="userId">The user who presents the token: 1 to 1024 bytes of UTF-8 without control characters.</param>
        /// <param name="now">When the token is to be valid; null for the system clock at each verification.</param>
        /// <param name="leeway">For how long after its expiry a token is accepted: 0, as in the service, to one day.</param>
        /// <param name="maxValidity">The longest validity that is accepted, from 1 second to 50 years; null for any.</param>
        /// <param name="contents">What the token is to carry; null for anything, or nothing.</param>
        public Expectation(
            string userId, DateTimeOffset? now = null, TimeSpan leeway = default, TimeSpan? maxValidity = null, Contents? contents = null)
            : this(userId, now?.ToUnixTimeSeconds(), Checks.Seconds(leeway),
                maxValidity is TimeSpan max ? Checks.Seconds(max) : (long?)null, contents)
        {
        }

        /// <summary>The user who presents the token.</summary>
        public string UserId { get; }

        /// <summary>When the token is to be valid, in Unix seconds; null for the system clock at each verification.</summary>
        public long? NowSeconds { get; }

        /// <summary>For how many seconds after its expiry a token is accepted.</summary>
        public long LeewaySeconds { get; }

        /// <summary>The longest validity that is accepted, in seconds; null for any.</summary>
        public long? MaxValiditySeconds { get; }

        /// <summary>What the token is to carry; null for anything, or nothing.</summary>
        public Contents? Contents { get; }
    }
}
