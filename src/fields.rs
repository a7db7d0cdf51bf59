//! The fields of a UserSig as types: a value that exists is a valid one (`docs/FORMAT.md`, section 5).

use std::fmt;
use std::str::FromStr;

use crate::error::Error;
use crate::wire::text::{clip, find_control};
use crate::wire::userbuf::{MAX_ACCOUNT, MAX_ROOM_NAME, RoomKind};

/// The number of an application, as the console shows it: 1 to 4294967295.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SdkAppId(u32);

impl SdkAppId {
    /// Checks an SDKAppID.
    ///
    /// # Errors
    /// [`Error::SdkAppIdZero`].
    pub fn new(number: u32) -> Result<Self, Error> {
        if number == 0 { Err(Error::SdkAppIdZero) } else { Ok(Self(number)) }
    }

    /// Returns the number.
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

/// Which UserIDs are accepted when signing.
///
/// Control characters (below U+0020, or U+007F) are rejected by every rule: a line break in a UserID can turn the
/// signed text into that of another token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum UserIdRule {
    /// What the IM service documents (its error 7003): 1 to 32 bytes of printable ASCII, 0x20 to 0x7E.
    #[default]
    Im,
    /// What TRTC recommends: 1 to 32 bytes of `a-z A-Z 0-9 _ -`. Accepted by every product.
    Trtc,
    /// Any 1 to 1024 bytes of UTF-8: for IDs that were imported long ago.
    Any,
}

impl UserIdRule {
    /// Every rule.
    pub const ALL: [Self; 3] = [Self::Im, Self::Trtc, Self::Any];

    /// Returns the stable name: `im`, `trtc` or `any`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Im => "im",
            Self::Trtc => "trtc",
            Self::Any => "any",
        }
    }

    /// Returns the length of the longest UserID, in bytes.
    #[must_use]
    pub fn max_len(self) -> usize {
        match self {
            Self::Im | Self::Trtc => UserId::MAX_LEN,
            Self::Any => UserId::MAX_LEN_ANY,
        }
    }

    /// Describes the accepted characters, as error messages name them.
    pub(crate) fn characters(self) -> &'static str {
        match self {
            Self::Im => "printable ASCII (0x20 to 0x7E)",
            Self::Trtc => "a-z A-Z 0-9 _ -",
            Self::Any => "UTF-8 without control characters",
        }
    }

    #[inline]
    fn accepts(self, byte: u8) -> bool {
        match self {
            Self::Im => matches!(byte, 0x20..=0x7e),
            Self::Trtc => byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'),
            Self::Any => !byte.is_ascii_control(),
        }
    }
}

/// A user's name within an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct UserId<'a>(&'a str);

impl<'a> UserId<'a> {
    /// The length of the longest UserID that IM and TRTC document, in bytes.
    pub const MAX_LEN: usize = 32;
    /// The length of the longest UserID that [`UserIdRule::Any`] accepts, in bytes.
    pub const MAX_LEN_ANY: usize = MAX_ACCOUNT;

    /// Checks a UserID by [`UserIdRule::Im`].
    ///
    /// # Errors
    /// [`Error::UserIdEmpty`], [`Error::UserIdTooLong`], [`Error::UserIdControl`] or [`Error::UserIdCharacter`].
    pub fn new(text: &'a str) -> Result<Self, Error> {
        Self::with_rule(text, UserIdRule::Im)
    }

    /// Checks a UserID by the given rule.
    ///
    /// # Errors
    /// The same as for [`UserId::new`].
    #[inline]
    pub fn with_rule(text: &'a str, rule: UserIdRule) -> Result<Self, Error> {
        // Nearly every UserID is valid, so the usual case is one pass over its bytes.
        if (1..=rule.max_len()).contains(&text.len()) && text.bytes().all(|byte| rule.accepts(byte)) {
            return Ok(Self(text));
        }
        Err(Self::what_is_wrong(text, rule))
    }

    #[cold]
    fn what_is_wrong(text: &str, rule: UserIdRule) -> Error {
        let (len, max) = (text.len(), rule.max_len());
        if text.is_empty() {
            return Error::UserIdEmpty { max };
        }
        if let Some((offset, character)) = find_control(text) {
            return Error::UserIdControl { character, offset };
        }
        let is_wrong = |c: char| !u8::try_from(c).is_ok_and(|byte| rule.accepts(byte));
        match text.char_indices().find(|(_, c)| is_wrong(*c)) {
            Some((offset, character)) if len <= max => Error::UserIdCharacter { character, offset, rule },
            _ => Error::UserIdTooLong { len, max },
        }
    }

    /// Returns the text.
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
    /// The validity that the demos of clients use: 7 days.
    pub const CLIENT_DEFAULT: Self = Self(604_800);
    /// The validity that server code usually uses: 180 days.
    pub const SERVER_DEFAULT: Self = Self(15_552_000);

    /// Checks a validity in seconds.
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

    /// Checks a validity in days of 86400 seconds.
    ///
    /// # Errors
    /// [`Error::ValidityOutOfRange`].
    pub fn days(days: u32) -> Result<Self, Error> {
        Self::seconds(u64::from(days).saturating_mul(86_400))
    }

    /// Returns the seconds.
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
        // u64's own parser accepts a plus sign.
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

/// How long after its expiry a token is still accepted, because clocks differ: 0 to 86400 seconds (one day).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Leeway(u64);

impl Leeway {
    /// No leeway: the default, and what the service uses.
    pub const ZERO: Self = Self(0);
    /// The longest leeway: one day.
    pub const MAX: Self = Self(86_400);

    /// Checks a leeway in seconds.
    ///
    /// # Errors
    /// [`Error::LeewayOutOfRange`].
    pub fn seconds(seconds: u64) -> Result<Self, Error> {
        if seconds <= Self::MAX.0 { Ok(Self(seconds)) } else { Err(Error::LeewayOutOfRange { seconds }) }
    }

    /// Returns the seconds.
    #[must_use]
    pub fn as_seconds(self) -> u64 {
        self.0
    }
}

/// Bytes of the application that are signed as a part of the token: 0 to 32768 bytes.
///
/// The service reads a userbuf as a PrivateMapKey record; sign those with
/// [`Contents::Room`](crate::Contents::Room).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Userbuf<'a>(&'a [u8]);

impl<'a> Userbuf<'a> {
    /// The longest userbuf, in bytes: its token stays below the 64 KiB that readers accept.
    pub const MAX_LEN: usize = 32_768;

    /// Checks a userbuf.
    ///
    /// # Errors
    /// [`Error::UserbufTooLong`].
    pub fn new(bytes: &'a [u8]) -> Result<Self, Error> {
        if bytes.len() > Self::MAX_LEN {
            return Err(Error::UserbufTooLong { len: bytes.len(), max: Self::MAX_LEN });
        }
        Ok(Self(bytes))
    }

    /// Returns the bytes.
    #[must_use]
    pub fn as_bytes(self) -> &'a [u8] {
        self.0
    }
}

/// The TRTC room that a PrivateMapKey is for: a numeric room or a string room, whichever the application uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Room<'a>(RoomKind<'a>);

impl<'a> Room<'a> {
    /// The largest numeric room.
    pub const MAX_NUMBER: u32 = u32::MAX - 1;
    /// The length of the longest string room, in bytes.
    pub const MAX_NAME_LEN: usize = MAX_ROOM_NAME;
    /// The characters of a string room beside `a-z A-Z 0-9`.
    pub const NAME_PUNCTUATION: &'static str = " !#$%&()+-:;<=.>?@[]^_{}|~,";

    /// Checks a numeric room, 1 to 4294967294.
    ///
    /// # Errors
    /// [`Error::RoomNumberOutOfRange`].
    pub fn number(number: u32) -> Result<Self, Error> {
        if (1..=Self::MAX_NUMBER).contains(&number) {
            Ok(Self(RoomKind::Number(number)))
        } else {
            Err(Error::RoomNumberOutOfRange { number })
        }
    }

    /// Checks a string room: 1 to 64 bytes of `a-z A-Z 0-9`, space and `!#$%&()+-:;<=.>?@[]^_{}|~,`.
    ///
    /// # Errors
    /// [`Error::RoomNameLength`] or [`Error::RoomNameCharacter`].
    pub fn name(name: &'a str) -> Result<Self, Error> {
        if name.is_empty() || name.len() > Self::MAX_NAME_LEN {
            return Err(Error::RoomNameLength { len: name.len() });
        }
        let legal = |c: char| c.is_ascii_alphanumeric() || Self::NAME_PUNCTUATION.contains(c);
        match name.char_indices().find(|(_, c)| !legal(*c)) {
            Some((offset, character)) => Err(Error::RoomNameCharacter { character, offset }),
            None => Ok(Self(RoomKind::Name(name))),
        }
    }

    pub(crate) fn kind(self) -> RoomKind<'a> {
        self.0
    }
}
