//! What a PrivateMapKey allows: [`Privileges`].

use std::ops::{BitAnd, BitOr, BitOrAssign, Not, Sub};
use std::str::FromStr;

use crate::error::Error;
use crate::wire::text::clip;

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
    /// No privilege.
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
    /// All eight privileges.
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

    /// Makes a set from its bits, 0 to 255.
    ///
    /// # Errors
    /// [`Error::PrivilegesOutOfRange`].
    pub fn from_bits(bits: u32) -> Result<Self, Error> {
        u8::try_from(bits).map(Self).map_err(|_| Error::PrivilegesOutOfRange { bits })
    }

    /// Makes a set from the lowest eight bits of a record's map: the others have no meaning.
    pub(crate) fn from_map(map: u32) -> Self {
        Self(map as u8)
    }

    /// Returns the bits.
    #[must_use]
    pub fn bits(self) -> u32 {
        u32::from(self.0)
    }

    /// Returns whether every privilege of `other` is in this set.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self & other == other
    }

    /// Returns the names of the privileges in the set, in the order of their bits.
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

    /// Reads `all`, a number, or names separated by commas.
    fn from_str(text: &str) -> Result<Self, Error> {
        if text == "all" {
            return Ok(Self::ALL);
        }
        if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
            return match text.parse() {
                Ok(bits) => Self::from_bits(bits),
                Err(_) => Err(Error::PrivilegeName { name: clip(text) }),
            };
        }
        text.split(',').try_fold(Self::NONE, |set, name| {
            match Self::NAMES.iter().find(|(_, known)| *known == name.trim()) {
                Some((one, _)) => Ok(set | *one),
                None => Err(Error::PrivilegeName { name: clip(name) }),
            }
        })
    }
}
