//! What can be wrong with a token that is read or verified: [`Finding`].

use std::fmt;

use crate::service_code::ServiceCode;
use crate::time::UnixTime;
use crate::wire::malformed::Malformed;
use crate::wire::text::clip;

/// One thing that is wrong with a token.
///
/// The variants stand in the order in which they are reported. `Display` is the detail: what was wrong and
/// what was expected. [`Finding::hint`] says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finding {
    /// No token at all.
    Empty,
    /// The token cannot be read.
    Malformed(Malformed),
    /// The token is of the other version than the key is for.
    WrongKeyKind {
        /// The kind of key that this token needs.
        token_needs: KeyKind,
        /// The kind of key that the verifier holds.
        verifier_has: KeyKind,
    },
    /// The token is for another application.
    SdkAppIdMismatch {
        /// What the verifier expected.
        expected: u32,
        /// What stands in the token, as it stands there.
        found: String,
    },
    /// The token is for another user.
    UserIdMismatch {
        /// What the caller expected.
        expected: String,
        /// What stands in the token.
        found: String,
    },
    /// The signature does not match.
    BadSignature {
        /// The kind of key that was tried.
        key_kind: KeyKind,
    },
    /// The token has expired.
    Expired {
        /// The last second at which it was valid.
        expires_at: UnixTime,
        /// The clock it was held against.
        now: UnixTime,
    },
}

/// Which key a token needs, or a verifier holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// The secret key of version 2.0 (HMAC-SHA256).
    Secret,
    /// A public key of version 1.0 (ECDSA-SHA256).
    Public,
}

impl KeyKind {
    /// The key in words, with its version.
    #[must_use]
    pub fn describe(self) -> &'static str {
        match self {
            Self::Secret => "secret key (HMAC-SHA256, version 2.0)",
            Self::Public => "public key (ECDSA-SHA256, version 1.0)",
        }
    }
}

impl Finding {
    /// The stable name: `empty`, `malformed`, `wrong_key_kind`, `sdkappid_mismatch`, `userid_mismatch`,
    /// `bad_signature` or `expired`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Malformed(_) => "malformed",
            Self::WrongKeyKind { .. } => "wrong_key_kind",
            Self::SdkAppIdMismatch { .. } => "sdkappid_mismatch",
            Self::UserIdMismatch { .. } => "userid_mismatch",
            Self::BadSignature { .. } => "bad_signature",
            Self::Expired { .. } => "expired",
        }
    }

    /// What the service answers to the same token.
    #[must_use]
    pub fn service_code(&self) -> ServiceCode {
        match self {
            Self::Empty => ServiceCode::Empty,
            Self::Malformed(m) if m.is_truncation() => ServiceCode::Truncated,
            Self::Malformed(_) => ServiceCode::Malformed,
            Self::WrongKeyKind { .. } => ServiceCode::NoKey,
            Self::SdkAppIdMismatch { .. } => ServiceCode::SdkAppIdMismatch,
            Self::UserIdMismatch { .. } => ServiceCode::UserIdMismatch,
            Self::BadSignature { .. } => ServiceCode::BadSignature,
            Self::Expired { .. } => ServiceCode::Expired,
        }
    }

    /// What to do about it, in a sentence.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Malformed(m) => m.hint(),
            Self::WrongKeyKind { token_needs: KeyKind::Public, .. } => {
                "verify this version 1.0 token with the application's public key, or sign anew with the secret key \
                 if the application has moved to version 2.0"
            }
            Self::WrongKeyKind { token_needs: KeyKind::Secret, .. } => {
                "verify this version 2.0 token with the application's secret key, never with a public key"
            }
            other => other.service_code().advice(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the token is empty; expected a UserSig"),
            Self::Malformed(m) => m.fmt(f),
            Self::WrongKeyKind { token_needs, verifier_has } => write!(
                f,
                "the token needs a {}, but it was checked with a {}",
                token_needs.describe(),
                verifier_has.describe()
            ),
            Self::SdkAppIdMismatch { expected, found } => {
                write!(f, "the token is for SDKAppID {}; expected {expected}", clip(found))
            }
            Self::UserIdMismatch { expected, found } => {
                write!(f, "the token is for UserID {:?}; expected {:?}", clip(found), clip(expected))
            }
            Self::BadSignature { key_kind } => write!(
                f,
                "the signature does not match: made with another key, or altered since; tried with the {}",
                key_kind.describe()
            ),
            Self::Expired { expires_at, now } => write!(
                f,
                "the token expired {} ago: valid until {expires_at}, and it is {now}",
                Ago(now.as_secs().saturating_sub(expires_at.as_secs()))
            ),
        }
    }
}

impl std::error::Error for Finding {}

/// A span of time in its two largest units.
pub(crate) struct Ago(pub u64);

impl fmt::Display for Ago {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = self.0;
        match s {
            0..60 => write!(f, "{s} s"),
            60..3_600 => write!(f, "{} min {} s", s / 60, s % 60),
            3_600..86_400 => write!(f, "{} h {} min", s / 3_600, s % 3_600 / 60),
            _ => write!(f, "{} d {} h", s / 86_400, s % 86_400 / 3_600),
        }
    }
}
