//! What can be wrong when something is built or signed: [`Error`].

use crate::time::UnixTime;

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
