//! The fields of a UserSig as types: a value that exists is a legal one (`docs/FORMAT.md`, section 5).

use std::fmt;
use std::str::FromStr;

use crate::error::Error;
use crate::wire::text::{clip, find_control};
use crate::wire::userbuf::{MAX_ACCOUNT, MAX_ROOM_NAME, RoomKind};

/// The number of an application, as the console shows it: 1 to 4294967295.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SdkAppId(u32);

impl SdkAppId {
    /// Takes the number.
    ///
    /// # Errors
    /// [`Error::SdkAppIdZero`].
    pub fn new(number: u32) -> Result<Self, Error> {
        if number == 0 { Err(Error::SdkAppIdZero) } else { Ok(Self(number)) }
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }
}

impl fmt::Display for SdkAppId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Whether a byte may stand in a documented UserID.
fn is_documented(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// A user's name within an application.
///
/// [`UserId::new`] holds it to the documented rule. [`UserId::any`] is the explicit opt-out for system
/// accounts and IDs imported long ago. A control character is refused by both: a line break in a UserID
/// forges the signed text of another token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct UserId<'a>(&'a str);

impl<'a> UserId<'a> {
    /// The longest documented UserID, in bytes.
    pub const MAX_LEN: usize = 32;
    /// The longest UserID that the opt-out takes, in bytes.
    pub const MAX_LEN_ANY: usize = MAX_ACCOUNT;

    /// Takes 1 to 32 bytes of `a-z A-Z 0-9 _ -`.
    ///
    /// # Errors
    /// [`Error::UserIdEmpty`], [`Error::UserIdTooLong`], [`Error::UserIdControl`] or
    /// [`Error::UserIdCharacter`].
    pub fn new(text: &'a str) -> Result<Self, Error> {
        // Nearly every UserID is right: one look at its bytes, and only then at what is wrong with it.
        if (1..=Self::MAX_LEN).contains(&text.len()) && text.bytes().all(is_documented) {
            return Ok(Self(text));
        }
        let id = Self::checked(text, Self::MAX_LEN)?;
        let is_wrong = |c: char| !u8::try_from(c).is_ok_and(is_documented);
        match text.char_indices().find(|(_, c)| is_wrong(*c)) {
            Some((offset, character)) => Err(Error::UserIdCharacter { character, offset }),
            None => Ok(id),
        }
    }

    /// Takes any 1 to 1024 bytes of text without control characters (below U+0020, or U+007F).
    ///
    /// # Errors
    /// [`Error::UserIdEmpty`], [`Error::UserIdTooLong`] or [`Error::UserIdControl`].
    pub fn any(text: &'a str) -> Result<Self, Error> {
        Self::checked(text, Self::MAX_LEN_ANY)
    }

    fn checked(text: &'a str, max: usize) -> Result<Self, Error> {
        if text.is_empty() {
            return Err(Error::UserIdEmpty { max });
        }
        if let Some((offset, character)) = find_control(text) {
            return Err(Error::UserIdControl { character, offset });
        }
        if text.len() > max {
            return Err(Error::UserIdTooLong { len: text.len(), max });
        }
        Ok(Self(text))
    }

    /// The text.
    #[must_use]
    pub fn as_str(self) -> &'a str {
        self.0
    }
}

impl fmt::Display for UserId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// How long a token is valid, in whole seconds: 1 to 1576800000 (50 years).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Validity(u64);

impl Validity {
    /// The longest validity: 50 years of 365 days.
    pub const MAX: Self = Self(1_576_800_000);
    /// What clients' demo code signs: 7 days.
    pub const CLIENT_DEFAULT: Self = Self(604_800);
    /// What server code signs: 180 days.
    pub const SERVER_DEFAULT: Self = Self(15_552_000);

    /// Takes seconds.
    ///
    /// # Errors
    /// [`Error::ValidityOutOfRange`].
    pub fn seconds(seconds: u64) -> Result<Self, Error> {
        if (1..=Self::MAX.0).contains(&seconds) {
            Ok(Self(seconds))
        } else {
            Err(Error::ValidityOutOfRange { seconds })
        }
    }

    /// Takes days of 86400 seconds.
    ///
    /// # Errors
    /// [`Error::ValidityOutOfRange`].
    pub fn days(days: u32) -> Result<Self, Error> {
        Self::seconds(u64::from(days).saturating_mul(86_400))
    }

    /// The seconds.
    #[must_use]
    pub fn as_seconds(self) -> u64 {
        self.0
    }
}

impl FromStr for Validity {
    type Err = Error;

    /// Reads seconds (`604800`) or a number with a unit (`45m`, `12h`, `7d`, `2w`).
    fn from_str(text: &str) -> Result<Self, Error> {
        let syntax = || Error::ValiditySyntax { text: clip(text) };
        let (digits, unit) = match text.strip_suffix(['s', 'm', 'h', 'd', 'w']) {
            Some(digits) => (digits, text.chars().next_back()),
            None => (text, None),
        };
        // u64's own parser takes a plus sign.
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(syntax());
        }
        let number: u64 = digits.parse().map_err(|_| syntax())?;
        let factor = match unit {
            Some('m') => 60,
            Some('h') => 3_600,
            Some('d') => 86_400,
            Some('w') => 604_800,
            _ => 1,
        };
        Self::seconds(number.saturating_mul(factor))
    }
}

impl fmt::Display for Validity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} s", self.0)
    }
}

/// Bytes that the application adds to a token and that are signed with it: 0 to 32768 of them.
///
/// The service reads a userbuf as a PrivateMapKey record; sign those with
/// [`Signer::private_map_key`](crate::Signer::private_map_key).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Userbuf<'a>(&'a [u8]);

impl<'a> Userbuf<'a> {
    /// The longest userbuf, in bytes: its token stays below the 64 KiB that readers take.
    pub const MAX_LEN: usize = 32_768;

    /// Takes the bytes.
    ///
    /// # Errors
    /// [`Error::UserbufTooLong`].
    pub fn new(bytes: &'a [u8]) -> Result<Self, Error> {
        if bytes.len() > Self::MAX_LEN {
            return Err(Error::UserbufTooLong { len: bytes.len(), max: Self::MAX_LEN });
        }
        Ok(Self(bytes))
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(self) -> &'a [u8] {
        self.0
    }
}

/// The TRTC room that a PrivateMapKey opens: a number or a string, as the application uses them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Room<'a>(RoomKind<'a>);

impl<'a> Room<'a> {
    /// The longest string room, in bytes.
    pub const MAX_NAME_LEN: usize = MAX_ROOM_NAME;

    /// Takes a numeric room, 1 to 4294967294.
    ///
    /// # Errors
    /// [`Error::RoomNumberOutOfRange`].
    pub fn number(number: u32) -> Result<Self, Error> {
        if (1..u32::MAX).contains(&number) {
            Ok(Self(RoomKind::Number(number)))
        } else {
            Err(Error::RoomNumberOutOfRange { number })
        }
    }

    /// Takes a string room: 1 to 64 bytes of `a-z A-Z 0-9`, space and `!#$%&()+-:;<=.>?@[]^_{}|~,`.
    ///
    /// # Errors
    /// [`Error::RoomNameLength`] or [`Error::RoomNameCharacter`].
    pub fn name(name: &'a str) -> Result<Self, Error> {
        if name.is_empty() || name.len() > Self::MAX_NAME_LEN {
            return Err(Error::RoomNameLength { len: name.len() });
        }
        let legal = |c: char| c.is_ascii_alphanumeric() || " !#$%&()+-:;<=.>?@[]^_{}|~,".contains(c);
        match name.char_indices().find(|(_, c)| !legal(*c)) {
            Some((offset, character)) => Err(Error::RoomNameCharacter { character, offset }),
            None => Ok(Self(RoomKind::Name(name))),
        }
    }

    pub(crate) fn kind(self) -> RoomKind<'a> {
        self.0
    }
}
