//! What can be wrong: [`Error`] when something is built or signed, [`Finding`] when a token is read or
//! verified, [`ServiceCode`] for what Tencent Cloud answers in the same case.

use std::fmt;

use crate::fields::UnixTime;

/// Bad input: a field, a key or a buffer that cannot be used.
///
/// Every message says what was wrong, what was expected and what to do; none of them holds a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The SDKAppID is 0.
    #[error("the SDKAppID is 0; expected the number the console shows for the application, 1 to 4294967295")]
    SdkAppIdZero,
    /// The UserID is empty.
    #[error("the UserID is empty; expected 1 to {max} bytes")]
    UserIdEmpty {
        /// The longest UserID that the chosen rule takes, in bytes.
        max: usize,
    },
    /// The UserID is longer than the rule allows.
    #[error("the UserID is {len} bytes long; expected at most {max}")]
    UserIdTooLong {
        /// Its length in bytes.
        len: usize,
        /// The longest UserID that the chosen rule takes, in bytes.
        max: usize,
    },
    /// The UserID has a character outside the documented rule.
    #[error(
        "the UserID has the character {character:?} at byte {offset}; the documented rule is a-z A-Z 0-9 _ -; \
         for system accounts and IDs imported long ago, opt out of the rule explicitly"
    )]
    UserIdCharacter {
        /// The character.
        character: char,
        /// Where it starts, in bytes.
        offset: usize,
    },
    /// The UserID has a control character. No opt-out: a line break forges the signed text of another
    /// token.
    #[error(
        "the UserID has the control character U+{:04X} at byte {offset}; control characters are always refused, \
         since a line break inside a UserID forges the signed text of another token; reject or clean this ID \
         where it enters your system",
        u32::from(*character)
    )]
    UserIdControl {
        /// The character.
        character: char,
        /// Where it starts, in bytes.
        offset: usize,
    },
    /// The validity is 0 or above 50 years.
    #[error("a validity of {seconds} seconds; expected 1 to 1576800000 (50 years)")]
    ValidityOutOfRange {
        /// What was asked for.
        seconds: u64,
    },
    /// A validity in text form cannot be read.
    #[error(
        "{text:?} is not a validity; expected seconds such as 604800, or a number with s, m, h, d or w, such as 7d"
    )]
    ValiditySyntax {
        /// What was given (cut to 64 characters).
        text: String,
    },
    /// The userbuf is too long for a token of 64 KiB.
    #[error("the userbuf is {len} bytes long; expected at most {max}")]
    UserbufTooLong {
        /// Its length in bytes.
        len: usize,
        /// The limit in bytes.
        max: usize,
    },
    /// The room number is outside 1..=4294967294.
    #[error("the room number {number}; expected 1 to 4294967294")]
    RoomNumberOutOfRange {
        /// What was given.
        number: u32,
    },
    /// The string room is empty or longer than 64 bytes.
    #[error("the string room is {len} bytes long; expected 1 to 64")]
    RoomNameLength {
        /// Its length in bytes.
        len: usize,
    },
    /// The string room has a character outside the 89 that the service takes.
    #[error(
        "the string room has the character {character:?} at byte {offset}; expected a-z A-Z 0-9, space and \
         !#$%&()+-:;<=.>?@[]^_{{}}|~,"
    )]
    RoomNameCharacter {
        /// The character.
        character: char,
        /// Where it starts, in bytes.
        offset: usize,
    },
    /// Privileges have bits above 255.
    #[error(
        "the privileges {bits}; expected 0 to 255 (create 1, enter 2, audio-send 4, audio-receive 8, video-send 16, \
             video-receive 32, substream-send 64, substream-receive 128)"
    )]
    PrivilegesOutOfRange {
        /// What was given.
        bits: u32,
    },
    /// A privilege name is not known.
    #[error(
        "{name:?} is not a privilege; expected all, a number from 0 to 255, or names of create, enter, audio-send, \
             audio-receive, video-send, video-receive, substream-send, substream-receive with commas between"
    )]
    PrivilegeName {
        /// What was given (cut to 64 characters).
        name: String,
    },
    /// A PrivateMapKey's expiry does not fit its 32 bits.
    #[error(
        "the PrivateMapKey would expire at {expires_at}; its record holds at most 4294967295 (7 February 2106); \
             shorten the validity or check the clock"
    )]
    PrivateMapKeyExpiry {
        /// Issue time plus validity.
        expires_at: UnixTime,
    },
    /// The secret key is empty.
    #[error(
        "the secret key is empty; expected the key the console shows for the application (usually 64 hex digits)"
    )]
    SecretKeyEmpty,
    /// The secret key has a control character, or white space at an end.
    #[error(
        "the secret key has white space or a control character at byte {offset} of {len}; expected the key exactly \
             as the console shows it; trim the line break that a file or a copy adds"
    )]
    SecretKeyWhitespace {
        /// Where, in bytes.
        offset: usize,
        /// The key's length in bytes.
        len: usize,
    },
    /// A PEM key cannot be read.
    #[error("the {expected} cannot be read: {reason}; expected PEM on the curve P-256 or secp256k1")]
    BadKey {
        /// Which key was expected: `private key` or `public key`.
        expected: &'static str,
        /// What was wrong; never a part of the key.
        reason: String,
    },
    /// The caller's buffer is too small. Nothing was written.
    #[error("the buffer holds {got} bytes; the token needs {needed}")]
    BufferTooSmall {
        /// Bytes that the token needs.
        needed: usize,
        /// Bytes that were there.
        got: usize,
    },
}

impl Error {
    /// A stable name for this kind of error, for programs; the text of `Display` may change.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::SdkAppIdZero => "sdkappid",
            Self::UserIdEmpty { .. }
            | Self::UserIdTooLong { .. }
            | Self::UserIdCharacter { .. }
            | Self::UserIdControl { .. } => "userid",
            Self::ValidityOutOfRange { .. } | Self::ValiditySyntax { .. } => "validity",
            Self::UserbufTooLong { .. } => "userbuf",
            Self::RoomNumberOutOfRange { .. }
            | Self::RoomNameLength { .. }
            | Self::RoomNameCharacter { .. } => "room",
            Self::PrivilegesOutOfRange { .. } | Self::PrivilegeName { .. } => "privileges",
            Self::PrivateMapKeyExpiry { .. } => "private_map_key_expiry",
            Self::SecretKeyEmpty | Self::SecretKeyWhitespace { .. } | Self::BadKey { .. } => "key",
            Self::BufferTooSmall { .. } => "buffer_too_small",
        }
    }
}

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

/// Text from a token or a caller, short enough for a message: a token may hold 64 KiB of it.
pub(crate) fn clip(text: &str) -> String {
    const MAX: usize = 64;
    match text.char_indices().nth(MAX) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

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

/// Why a token cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Malformed {
    /// The token is above 64 KiB.
    #[error("base64: the token is {len} characters long; expected at most {max}")]
    TooLong {
        /// Its length.
        len: usize,
        /// The limit.
        max: usize,
    },
    /// A byte outside the alphabet.
    #[error(
        "base64: byte 0x{byte:02X} at offset {offset} is outside the alphabet A-Z a-z 0-9 * - with _ as padding"
    )]
    Alphabet {
        /// The byte.
        byte: u8,
        /// Where it stands.
        offset: usize,
    },
    /// A length, padding or last character that base64 cannot have.
    #[error(
        "base64: {len} characters do not end as base64 does; expected four-character groups, the last one padded with _ or cut"
    )]
    Base64Length {
        /// Length of the token.
        len: usize,
    },
    /// The first bytes are no zlib header.
    #[error("zlib: the content does not start with a zlib header (RFC 1950)")]
    ZlibHeader,
    /// The compressed data has an error in it.
    #[error("zlib: the compressed data is corrupt")]
    ZlibData,
    /// The stream ends too early.
    #[error("zlib: the stream ends before its end: the token was cut")]
    Truncated,
    /// The Adler-32 does not match.
    #[error("zlib: the checksum (Adler-32) does not match: a character was altered")]
    Checksum,
    /// There is more after the end of the stream.
    #[error("zlib: {extra} bytes follow the end of the stream; expected none")]
    TrailingBytes {
        /// How many.
        extra: usize,
    },
    /// The content inflates to more than 64 KiB.
    #[error("zlib: the content inflates to more than {max} bytes")]
    InflatedTooLarge {
        /// The limit.
        max: usize,
    },
    /// Not JSON, or not an object.
    #[error("JSON: {reason}")]
    Json {
        /// What the parser says, with the place.
        reason: String,
    },
    /// A key appears twice.
    #[error("JSON: the key {key:?} appears twice; expected each key once")]
    DuplicateKey {
        /// The key (cut to 64 characters).
        key: String,
    },
    /// A field is not there.
    #[error("field: {field} is missing")]
    MissingField {
        /// The JSON key.
        field: &'static str,
    },
    /// A field has another JSON type.
    #[error("field: {field} must be {expected}")]
    FieldType {
        /// The JSON key.
        field: &'static str,
        /// The type in words.
        expected: &'static str,
    },
    /// A number has a sign, a fraction, an exponent, a leading zero or too many digits.
    #[error("field: {field} is {found:?}; expected {expected}")]
    FieldNumber {
        /// The JSON key.
        field: &'static str,
        /// What stands there (cut to 64 characters).
        found: String,
        /// What was expected, in words.
        expected: &'static str,
    },
    /// A signed value has a control character.
    #[error("field: {field} has the control character U+{:04X}; a line break in a signed value forges another document", u32::from(*character))]
    ControlCharacter {
        /// The JSON key.
        field: &'static str,
        /// The character.
        character: char,
    },
    /// `TLS.userbuf` or `TLS.sig` is not canonical base64.
    #[error("field: {field} is not canonical base64 (RFC 4648 with padding)")]
    FieldBase64 {
        /// The JSON key.
        field: &'static str,
    },
    /// The version is not one of ours.
    #[error("field: TLS.ver is {found:?}; expected \"2.0\", or no TLS.ver for version 1.0")]
    Version {
        /// What stands there (cut to 64 characters).
        found: String,
    },
}

impl Malformed {
    /// Whether the token was cut, which the service tells apart.
    fn is_truncation(&self) -> bool {
        matches!(self, Self::Truncated | Self::Base64Length { .. })
    }

    fn hint(&self) -> &'static str {
        match self {
            Self::TooLong { .. } | Self::InflatedTooLarge { .. } => {
                "no UserSig is that large: check what was pasted or sent in its place"
            }
            Self::Alphabet { .. } => {
                "take the token exactly as it was signed: no quotes, spaces or line breaks, no URL encoding, and \
                 base64 with + / = mapped to * - _"
            }
            Self::Base64Length { .. } | Self::Truncated => {
                "the end is missing: look for a column, a log or a buffer that is too short, and sign anew"
            }
            Self::ZlibHeader => {
                "this is no UserSig: check that no other token (a PrivateMapKey, a JWT, a key) was passed in its place"
            }
            Self::ZlibData | Self::Checksum | Self::TrailingBytes { .. } => {
                "the token changed on its way: compare it with what the server signed, and sign anew"
            }
            _ => {
                "the signing code writes a document that the service refuses: sign with this library, then compare"
            }
        }
    }
}

macro_rules! service_codes {
    ($($(#[doc = $doc:literal])* $name:ident = $number:literal, $meaning:literal, $advice:literal;)*) => {
        /// A code of the service for a UserSig that it refuses (`docs/FORMAT.md`, section 6).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ServiceCode {
            $($(#[doc = $doc])* $name,)*
        }

        impl ServiceCode {
            /// All codes, in the order of their numbers.
            #[must_use]
            pub fn all() -> &'static [Self] {
                &[$(Self::$name),*]
            }

            /// The number, such as 70009.
            #[must_use]
            pub fn number(self) -> u32 {
                match self { $(Self::$name => $number),* }
            }

            /// What the service means by it.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$name => $meaning),* }
            }

            /// What to do about it.
            #[must_use]
            pub fn advice(self) -> &'static str {
                match self { $(Self::$name => $advice),* }
            }

            /// The code with this number, if it is one of UserSig.
            #[must_use]
            pub fn from_number(number: u32) -> Option<Self> {
                match number { $($number => Some(Self::$name),)* _ => None }
            }
        }
    };
}

service_codes! {
    /// 70001
    Expired = 70001, "the UserSig has expired",
        "sign a new one; let clients fetch a new UserSig before the old one ends, and check the signing server's clock";
    /// 70002
    Empty = 70002, "the UserSig is empty",
        "look for the call that lost it: a failed request to the signing server, or a signing error that was ignored";
    /// 70003
    Malformed = 70003, "the UserSig cannot be parsed",
        "inspect the token to see what is wrong with it, then sign with this library";
    /// 70004
    Truncated = 70004, "the UserSig is cut",
        "look for a buffer, a column or a log that is too short for the token";
    /// 70009
    BadSignature = 70009, "the signature does not match",
        "compare the key with the console's for this SDKAppID and data centre: another application's key, an old key, \
         or white space around it";
    /// 70013
    UserIdMismatch = 70013, "the UserID differs from the one in the UserSig",
        "sign and log in with the same UserID, byte for byte (case counts)";
    /// 70014
    SdkAppIdMismatch = 70014, "the SDKAppID differs from the one in the UserSig",
        "use the SDKAppID of the same application on the signing server and in the client";
    /// 70016
    NoKey = 70016, "the service has no key of this kind for the SDKAppID",
        "check the data centre the application belongs to, and the key's kind: applications made since 19 July 2019 \
         sign with a secret key (version 2.0), older ones with a private key (version 1.0)";
    /// 70020
    NoSuchSdkAppId = 70020, "there is no such SDKAppID",
        "compare the SDKAppID with the console's; the application may be deleted, or belong to another data centre";
    /// 70050
    TooManyFailures = 70050, "the UserSig was wrong, and tried too often",
        "stop the retries, mend the cause (verify the token with this library), then wait for the service's limit to pass";
}

impl fmt::Display for ServiceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.number(), self.meaning())
    }
}
