//! What is wrong with a token that was read or verified: [`Finding`].

use std::fmt;

use crate::error::kinds;
use crate::fields::Validity;
use crate::record::RecordMismatch;
use crate::service_code::ServiceCode;
use crate::time::UnixTime;
use crate::wire::malformed::Malformed;
use crate::wire::text::clip;

/// One thing that is wrong with a token.
///
/// The variants are in the order in which they are reported. `Display` writes what is wrong and what was expected;
/// [`Finding::hint`] returns what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finding {
    /// The token is empty.
    Empty,
    /// The token cannot be read.
    Malformed(Malformed),
    /// The token is of another version than the verifier's key.
    WrongKeyKind {
        /// The kind of key that this token needs.
        token_needs: KeyKind,
        /// The kind of key that the verifier holds.
        verifier_has: KeyKind,
    },
    /// The token is for another application.
    SdkAppIdMismatch {
        /// The SDKAppID of the verifier.
        expected: u32,
        /// The SDKAppID of the token, verbatim.
        found: String,
    },
    /// The token is for another user.
    UserIdMismatch {
        /// The UserID that the caller expected.
        expected: String,
        /// The UserID of the token.
        found: String,
    },
    /// The signature does not match.
    BadSignature {
        /// The kind of key that was tried.
        key_kind: KeyKind,
    },
    /// The token has expired.
    Expired {
        /// The last second at which the token was valid.
        expires_at: UnixTime,
        /// The time with which the expiry was compared.
        now: UnixTime,
    },
    /// The token is valid for longer than the caller allows.
    ValidityTooLong {
        /// The token's validity in seconds.
        validity: u64,
        /// The longest validity that the caller allows.
        max: Validity,
    },
    /// The userbuf is not what the caller expected.
    UserbufMismatch {
        /// The length of the expected userbuf in bytes; `None` if none was expected.
        expected_len: Option<usize>,
        /// The length of the token's userbuf in bytes; `None` if it has none.
        found_len: Option<usize>,
    },
    /// The PrivateMapKey record disagrees with its own token, or with what the caller expected.
    RecordMismatch(RecordMismatch),
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
    /// Returns the name of the kind with the version that it belongs to, for messages.
    #[must_use]
    pub fn describe(self) -> &'static str {
        match self {
            Self::Secret => "secret key (HMAC-SHA256, version 2.0)",
            Self::Public => "public key (ECDSA-SHA256, version 1.0)",
        }
    }
}

kinds! {
    /// The kind of a [`Finding`], in the order in which findings are reported.
    FindingKind {
        /// The token is empty.
        Empty = "empty",
        /// The token cannot be read.
        Malformed = "malformed",
        /// The token is of another version than the verifier's key.
        WrongKeyKind = "wrong_key_kind",
        /// The token is for another application.
        SdkAppIdMismatch = "sdkappid_mismatch",
        /// The token is for another user.
        UserIdMismatch = "userid_mismatch",
        /// The signature does not match.
        BadSignature = "bad_signature",
        /// The token has expired.
        Expired = "expired",
        /// The token is valid for longer than the caller allows.
        ValidityTooLong = "validity_too_long",
        /// The userbuf is not the expected one.
        UserbufMismatch = "userbuf_mismatch",
        /// The PrivateMapKey record disagrees with its token or with the expectation.
        RecordMismatch = "record_mismatch",
    }
}

impl Finding {
    /// Returns the kind of this finding.
    #[must_use]
    pub fn kind(&self) -> FindingKind {
        match self {
            Self::Empty => FindingKind::Empty,
            Self::Malformed(_) => FindingKind::Malformed,
            Self::WrongKeyKind { .. } => FindingKind::WrongKeyKind,
            Self::SdkAppIdMismatch { .. } => FindingKind::SdkAppIdMismatch,
            Self::UserIdMismatch { .. } => FindingKind::UserIdMismatch,
            Self::BadSignature { .. } => FindingKind::BadSignature,
            Self::Expired { .. } => FindingKind::Expired,
            Self::ValidityTooLong { .. } => FindingKind::ValidityTooLong,
            Self::UserbufMismatch { .. } => FindingKind::UserbufMismatch,
            Self::RecordMismatch(_) => FindingKind::RecordMismatch,
        }
    }

    /// Returns the code with which the service rejects the same token; `None` for what only the caller
    /// demands, and for a PrivateMapKey, for which the service has no code.
    #[must_use]
    pub fn service_code(&self) -> Option<ServiceCode> {
        Some(match self {
            Self::Empty => ServiceCode::Empty,
            Self::Malformed(m) if m.is_truncation() => ServiceCode::Truncated,
            Self::Malformed(_) => ServiceCode::Malformed,
            Self::WrongKeyKind { .. } => ServiceCode::NoKey,
            Self::SdkAppIdMismatch { .. } => ServiceCode::SdkAppIdMismatch,
            Self::UserIdMismatch { .. } => ServiceCode::UserIdMismatch,
            Self::BadSignature { .. } => ServiceCode::BadSignature,
            Self::Expired { .. } => ServiceCode::Expired,
            Self::ValidityTooLong { .. } | Self::UserbufMismatch { .. } | Self::RecordMismatch(_) => {
                return None;
            }
        })
    }

    /// Returns what to do about the finding, as one sentence.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Malformed(m) => m.hint(),
            Self::WrongKeyKind { token_needs: KeyKind::Public, .. } => {
                "verify this version 1.0 token with the application's public key, or sign again with the secret key \
                 if the application has moved to version 2.0"
            }
            Self::WrongKeyKind { token_needs: KeyKind::Secret, .. } => {
                "verify this version 2.0 token with the application's secret key, never with a public key"
            }
            Self::ValidityTooLong { .. } => {
                "sign tokens with a shorter validity, and look for the code that signs longer ones"
            }
            Self::UserbufMismatch { expected_len: None, .. } => {
                "a PrivateMapKey or another token with a userbuf was passed where a plain UserSig was expected: pass \
                 the UserSig"
            }
            Self::UserbufMismatch { .. } => "pass the token that was signed with this userbuf",
            Self::RecordMismatch(mismatch) => mismatch.hint(),
            other => other.service_code().map_or("", ServiceCode::advice),
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
                "the token needs a {}, but the verifier has a {}",
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
                "the signature does not match: the token was signed with another key, or altered later; the verifier used the {}",
                key_kind.describe()
            ),
            Self::Expired { expires_at, now } => write!(
                f,
                "the token expired {} ago: it was valid until {expires_at}, and now is {now}",
                Ago(now.as_secs().saturating_sub(expires_at.as_secs()))
            ),
            Self::ValidityTooLong { validity, max } => write!(
                f,
                "the token is valid for {validity} seconds ({}); expected at most {}",
                Ago(*validity),
                max.as_seconds()
            ),
            Self::UserbufMismatch { expected_len, found_len } => match (expected_len, found_len) {
                (None, Some(found)) => write!(f, "the token has a userbuf of {found} bytes; expected none"),
                (Some(expected), None) => {
                    write!(f, "the token has no userbuf; expected one of {expected} bytes")
                }
                (Some(expected), Some(found)) => write!(
                    f,
                    "the token has another userbuf, of {found} bytes, than the expected one of {expected} bytes"
                ),
                (None, None) => f.write_str("the token has no userbuf, as expected"),
            },
            Self::RecordMismatch(mismatch) => mismatch.fmt(f),
        }
    }
}

impl std::error::Error for Finding {}

/// A length of time, written in its two largest units.
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
