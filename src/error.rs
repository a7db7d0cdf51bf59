//! Errors of building values and of signing: [`Error`].

use crate::fields::{Leeway, Room, UserIdRule, Validity};
use crate::time::UnixTime;

/// An input that cannot be used: a field, a key or a buffer.
///
/// `Display` states what is wrong, what was expected and, where that is not obvious, what to do. No message contains a
/// key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The SDKAppID is 0.
    #[error("the SDKAppID is 0; expected the number the console shows for the application, 1 to 4294967295")]
    SdkAppIdZero,
    /// The UserID is empty.
    #[error("the UserID is empty; expected 1 to {max} bytes")]
    UserIdEmpty {
        /// The longest UserID that the chosen rule accepts, in bytes.
        max: usize,
    },
    /// The UserID is longer than the rule allows.
    #[error("the UserID is {len} bytes long; expected at most {max}")]
    UserIdTooLong {
        /// Its length in bytes.
        len: usize,
        /// The longest UserID that the chosen rule accepts, in bytes.
        max: usize,
    },
    /// The UserID has a character outside the chosen rule.
    #[error(
        "the UserID has the character {character:?} at byte {offset}; expected {}{}",
        rule.characters(),
        match rule {
            UserIdRule::Trtc => "; the rule of IM also accepts other printable ASCII",
            _ => "; for IDs imported long ago, choose the rule that accepts any text",
        }
    )]
    UserIdCharacter {
        /// The character.
        character: char,
        /// The offset of the character, in bytes.
        offset: usize,
        /// The rule that was chosen.
        rule: UserIdRule,
    },
    /// The UserID has a control character. No rule accepts one: a line break in a UserID can turn the signed text into
    /// that of another token.
    #[error(
        "the UserID has the control character U+{:04X} at byte {offset}; expected none, since a \
         line break in a UserID can turn the signed text into that of another token; reject or clean this ID \
         where it enters your system",
        u32::from(*character)
    )]
    UserIdControl {
        /// The character.
        character: char,
        /// The offset of the character, in bytes.
        offset: usize,
    },
    /// The validity is 0 or above 50 years.
    #[error("the validity is {seconds} seconds; expected {} to {} (50 years)", 1, Validity::MAX.as_seconds())]
    ValidityOutOfRange {
        /// The seconds that were given.
        seconds: u64,
    },
    /// A text is not a validity.
    #[error(
        "{text:?} is not a validity; expected seconds such as 604800, or a number with s, m, h, d or w, such as 7d"
    )]
    ValiditySyntax {
        /// What was given (truncated to 64 characters).
        text: String,
    },
    /// The leeway is above one day.
    #[error("the leeway is {seconds} seconds; expected 0 to {} (one day)", Leeway::MAX.as_seconds())]
    LeewayOutOfRange {
        /// The seconds that were given.
        seconds: u64,
    },
    /// The userbuf is too long for a token of 64 KiB.
    #[error("the userbuf is {len} bytes long; expected at most {max}")]
    UserbufTooLong {
        /// Its length in bytes.
        len: usize,
        /// The limit in bytes.
        max: usize,
    },
    /// The room number is outside 1 to [`Room::MAX_NUMBER`].
    #[error("the room number is {number}; expected 1 to {}", Room::MAX_NUMBER)]
    RoomNumberOutOfRange {
        /// What was given.
        number: u32,
    },
    /// The string room is empty, or longer than [`Room::MAX_NAME_LEN`] bytes.
    #[error("the string room is {len} bytes long; expected 1 to {}", Room::MAX_NAME_LEN)]
    RoomNameLength {
        /// Its length in bytes.
        len: usize,
    },
    /// The string room has a character outside the 89 that the service accepts.
    #[error(
        "the string room has the character {character:?} at byte {offset}; expected a-z A-Z 0-9, space and {}",
        Room::NAME_PUNCTUATION.trim_start()
    )]
    RoomNameCharacter {
        /// The character.
        character: char,
        /// The offset of the character, in bytes.
        offset: usize,
    },
    /// Privileges have bits above 255.
    #[error(
        "the privileges are {bits}; expected 0 to 255 (create 1, enter 2, audio-send 4, audio-receive 8, video-send 16, \
             video-receive 32, substream-send 64, substream-receive 128)"
    )]
    PrivilegesOutOfRange {
        /// What was given.
        bits: u32,
    },
    /// A text is not the name of a privilege.
    #[error(
        "{name:?} is not a privilege; expected all, a number from 0 to 255, or some of these names, separated by commas: create, enter, audio-send, \
             audio-receive, video-send, video-receive, substream-send, substream-receive"
    )]
    PrivilegeName {
        /// What was given (truncated to 64 characters).
        name: String,
    },
    /// The expiry of a PrivateMapKey does not fit the 32 bits of its record.
    #[error(
        "the PrivateMapKey would expire at {expires_at}; expected at most 4294967295 (7 February 2106), the end of its 32 bits; \
             shorten the validity or check the clock"
    )]
    PrivateMapKeyExpiry {
        /// Issue time plus validity.
        expires_at: UnixTime,
    },
    /// The system clock is before 1970.
    #[error("the system clock is before 1 January 1970; set the clock, or pass the time")]
    ClockBefore1970,
    /// The secret key is empty.
    #[error(
        "the secret key is empty; expected the key the console shows for the application (usually 64 hex digits)"
    )]
    SecretKeyEmpty,
    /// The secret key has a control character, or white space at its start or end.
    #[error(
        "the secret key has white space or a control character at byte {offset} of {len}; expected the key exactly \
             as the console shows it; trim the line break that a file or the clipboard adds"
    )]
    SecretKeyWhitespace {
        /// The offset of the first such character, in bytes.
        offset: usize,
        /// The key's length in bytes.
        len: usize,
    },
    /// A PEM key cannot be read.
    #[error("the {expected} cannot be read: {reason}; expected PEM on the curve P-256 or secp256k1")]
    BadKey {
        /// Which key was expected: `private key` or `public key`.
        expected: &'static str,
        /// What is wrong with it.
        reason: KeyProblem,
    },
    /// The caller's buffer is too small. Nothing was written.
    #[error("the buffer holds {got} bytes; expected at least {needed} for the token")]
    BufferTooSmall {
        /// Bytes that the token needs.
        needed: usize,
        /// Bytes that the buffer has.
        got: usize,
    },
}

/// Why a key in PEM cannot be used. No text contains a part of the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyProblem {
    /// There is no text.
    #[error("it is empty")]
    Empty,
    /// The text has no PEM block.
    #[error("found no PEM block, expected {expected}")]
    NoBlock {
        /// The labels that were expected, such as `PRIVATE KEY or EC PRIVATE KEY`.
        expected: &'static str,
    },
    /// The text has a PEM block of another kind.
    #[error("found a PEM block {found}, expected {expected}")]
    OtherBlock {
        /// Its label.
        found: &'static str,
        /// The labels that were expected.
        expected: &'static str,
    },
    /// The last line of the block is missing.
    #[error("its end is missing: no line -----END {label}-----")]
    NoEnd {
        /// The label of the block.
        label: &'static str,
    },
    /// The key is protected with a password.
    #[error("it is encrypted; decrypt it first")]
    Encrypted,
    /// The text inside the block is not base64.
    #[error("the base64 inside {label} is damaged")]
    Base64 {
        /// The label of the block.
        label: &'static str,
    },
    /// An `EC PARAMETERS` block names a curve that is neither P-256 nor secp256k1.
    #[error("its EC PARAMETERS name another curve")]
    OtherCurve,
    /// The content of the block is not a key on P-256 or secp256k1.
    #[error("its {format} content is damaged or of another curve")]
    Content {
        /// The format of the content: `PKCS#8`, `SEC1` or `SPKI`.
        format: &'static str,
    },
    /// The key was read, but signing with it failed.
    #[error("signing with it failed")]
    CannotSign,
}

/// Declares an enum of kinds with its stable names.
macro_rules! kinds {
    ($(#[$attribute:meta])* $kind:ident { $($(#[doc = $doc:literal])* $variant:ident = $name:literal,)* }) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $kind {
            $($(#[doc = $doc])* $variant,)*
        }

        impl $kind {
            /// Every kind, in its documented order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Returns the stable name, the same in every language, in JSON and in the C status names.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }

        impl std::fmt::Display for $kind {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}
pub(crate) use kinds;

kinds! {
    /// The kind of an [`Error`], for programs that handle kinds differently.
    ErrorKind {
        /// The SDKAppID is not valid.
        SdkAppId = "sdkappid",
        /// The UserID breaks the chosen rule.
        UserId = "userid",
        /// The validity is out of range or cannot be read.
        Validity = "validity",
        /// The leeway is above one day.
        Leeway = "leeway",
        /// The userbuf is too long.
        Userbuf = "userbuf",
        /// The room number or the string room is not valid.
        Room = "room",
        /// The privileges are not valid.
        Privileges = "privileges",
        /// The expiry of a PrivateMapKey does not fit the 32 bits of its record.
        PrivateMapKeyExpiry = "private_map_key_expiry",
        /// A time is before 1970.
        Time = "time",
        /// A key cannot be used.
        Key = "key",
        /// The caller's buffer is too small.
        BufferTooSmall = "buffer_too_small",
    }
}

impl Error {
    /// Returns the kind of this error.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::SdkAppIdZero => ErrorKind::SdkAppId,
            Self::UserIdEmpty { .. }
            | Self::UserIdTooLong { .. }
            | Self::UserIdCharacter { .. }
            | Self::UserIdControl { .. } => ErrorKind::UserId,
            Self::ValidityOutOfRange { .. } | Self::ValiditySyntax { .. } => ErrorKind::Validity,
            Self::LeewayOutOfRange { .. } => ErrorKind::Leeway,
            Self::UserbufTooLong { .. } => ErrorKind::Userbuf,
            Self::RoomNumberOutOfRange { .. }
            | Self::RoomNameLength { .. }
            | Self::RoomNameCharacter { .. } => ErrorKind::Room,
            Self::PrivilegesOutOfRange { .. } | Self::PrivilegeName { .. } => ErrorKind::Privileges,
            Self::PrivateMapKeyExpiry { .. } => ErrorKind::PrivateMapKeyExpiry,
            Self::ClockBefore1970 => ErrorKind::Time,
            Self::SecretKeyEmpty | Self::SecretKeyWhitespace { .. } | Self::BadKey { .. } => ErrorKind::Key,
            Self::BufferTooSmall { .. } => ErrorKind::BufferTooSmall,
        }
    }
}
