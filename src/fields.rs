//! The fields of a UserSig as types: a value that exists is a legal one (`docs/FORMAT.md`, section 5).

use std::fmt;
use std::ops::{BitAnd, BitOr, BitOrAssign, Not, Sub};
use std::str::FromStr;

use crate::error::{Error, clip};

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
    pub const MAX_LEN_ANY: usize = 1024;

    /// Takes 1 to 32 bytes of `a-z A-Z 0-9 _ -`.
    ///
    /// # Errors
    /// [`Error::UserIdEmpty`], [`Error::UserIdTooLong`], [`Error::UserIdControl`] or
    /// [`Error::UserIdCharacter`].
    pub fn new(text: &'a str) -> Result<Self, Error> {
        let id = Self::checked(text, Self::MAX_LEN)?;
        match text.char_indices().find(|(_, c)| !(c.is_ascii_alphanumeric() || *c == '_' || *c == '-')) {
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

/// The first ASCII control character of a text and its offset in bytes.
pub(crate) fn find_control(text: &str) -> Option<(usize, char)> {
    text.bytes().position(|b| b.is_ascii_control()).and_then(|at| Some((at, text.get(at..)?.chars().next()?)))
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

/// A point in time: whole seconds since 1 January 1970, UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixTime(u64);

impl UnixTime {
    /// Takes the seconds.
    #[must_use]
    pub const fn from_secs(seconds: u64) -> Self {
        Self(seconds)
    }

    /// The machine's clock; 0 if it stands before 1970. Not there on `wasm32-unknown-unknown`, which has no
    /// clock.
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    #[must_use]
    pub fn now() -> Self {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Self(since.map_or(0, |d| d.as_secs()))
    }

    /// The seconds.
    #[must_use]
    pub fn as_secs(self) -> u64 {
        self.0
    }

    /// The date and time in words, `2023-11-14 22:13:20 UTC`; `None` beyond the year 9999.
    ///
    /// ```
    /// use usersig::UnixTime;
    /// assert_eq!(UnixTime::from_secs(1_700_000_000).utc().as_deref(), Some("2023-11-14 22:13:20 UTC"));
    /// ```
    #[must_use]
    pub fn utc(self) -> Option<String> {
        const END_OF_9999: u64 = 253_402_300_799;
        if self.0 > END_OF_9999 {
            return None;
        }
        let (year, month, day) = crate::wire::date::from_days(self.0 / 86_400);
        let second = self.0 % 86_400;
        let (hour, minute, second) = (second / 3_600, second % 3_600 / 60, second % 60);
        Some(format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC"))
    }
}

impl fmt::Display for UnixTime {
    /// `1700000000 (2023-11-14 22:13:20 UTC)`, or the bare number beyond the year 9999.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        match self.utc() {
            Some(date) => write!(f, " ({date})"),
            None => Ok(()),
        }
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum RoomKind<'a> {
    Number(u32),
    Name(&'a str),
}

impl<'a> Room<'a> {
    /// The longest string room, in bytes.
    pub const MAX_NAME_LEN: usize = 64;

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

/// What a PrivateMapKey allows in its room: a set.
///
/// ```
/// use usersig::Privileges;
/// let listen = Privileges::ENTER_ROOM | Privileges::RECEIVE_AUDIO | Privileges::RECEIVE_VIDEO;
/// assert_eq!(listen.bits(), 42);
/// assert_eq!("enter,audio-receive,video-receive".parse(), Ok(listen));
/// assert!((Privileges::ALL - Privileges::SEND_VIDEO).contains(listen));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Privileges(u8);

impl Privileges {
    /// None at all.
    pub const NONE: Self = Self(0);
    /// Create the room.
    pub const CREATE_ROOM: Self = Self(1);
    /// Enter the room.
    pub const ENTER_ROOM: Self = Self(2);
    /// Send audio.
    pub const SEND_AUDIO: Self = Self(4);
    /// Receive audio.
    pub const RECEIVE_AUDIO: Self = Self(8);
    /// Send video.
    pub const SEND_VIDEO: Self = Self(16);
    /// Receive video.
    pub const RECEIVE_VIDEO: Self = Self(32);
    /// Send the sub-stream (screen sharing).
    pub const SEND_SUBSTREAM: Self = Self(64);
    /// Receive the sub-stream.
    pub const RECEIVE_SUBSTREAM: Self = Self(128);
    /// All eight.
    pub const ALL: Self = Self(255);

    const NAMES: [(Self, &'static str); 8] = [
        (Self::CREATE_ROOM, "create"),
        (Self::ENTER_ROOM, "enter"),
        (Self::SEND_AUDIO, "audio-send"),
        (Self::RECEIVE_AUDIO, "audio-receive"),
        (Self::SEND_VIDEO, "video-send"),
        (Self::RECEIVE_VIDEO, "video-receive"),
        (Self::SEND_SUBSTREAM, "substream-send"),
        (Self::RECEIVE_SUBSTREAM, "substream-receive"),
    ];

    /// Takes the bits, 0 to 255.
    ///
    /// # Errors
    /// [`Error::PrivilegesOutOfRange`].
    pub fn from_bits(bits: u32) -> Result<Self, Error> {
        u8::try_from(bits).map(Self).map_err(|_| Error::PrivilegesOutOfRange { bits })
    }

    /// The bits.
    #[must_use]
    pub fn bits(self) -> u32 {
        u32::from(self.0)
    }

    /// Whether every privilege of `other` is in this set.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self & other == other
    }

    /// The names of the set's members, in the order of their bits.
    #[must_use = "iterators do nothing until they are read"]
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES.into_iter().filter(move |(one, _)| self.contains(*one)).map(|(_, name)| name)
    }
}

impl BitOr for Privileges {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Privileges {
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}

impl BitAnd for Privileges {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl Sub for Privileges {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl Not for Privileges {
    type Output = Self;
    fn not(self) -> Self {
        Self(!self.0)
    }
}

impl FromStr for Privileges {
    type Err = Error;

    /// Reads `all`, a number, or names with commas between.
    fn from_str(text: &str) -> Result<Self, Error> {
        if text == "all" {
            return Ok(Self::ALL);
        }
        if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
            return Self::from_bits(text.parse().unwrap_or(u32::MAX));
        }
        text.split(',').try_fold(Self::NONE, |set, name| {
            match Self::NAMES.iter().find(|(_, known)| *known == name.trim()) {
                Some((one, _)) => Ok(set | *one),
                None => Err(Error::PrivilegeName { name: clip(name) }),
            }
        })
    }
}
