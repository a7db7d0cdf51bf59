//! The PrivateMapKey record inside a token, and what can be wrong with it: [`PrivateMapKey`], [`RecordMismatch`].

use std::borrow::Cow;
use std::fmt;

use crate::fields::Room;
use crate::privileges::Privileges;
use crate::time::UnixTime;
use crate::token::Token;
use crate::wire::text::clip;
use crate::wire::userbuf::{self, RoomKind};

/// The record in the userbuf of a PrivateMapKey, verbatim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivateMapKey {
    account: Vec<u8>,
    sdkappid: u32,
    room: RecordRoom,
    privilege_bits: u32,
    expires_at: UnixTime,
}

/// The room in a PrivateMapKey record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordRoom {
    /// A numeric room.
    Number(u32),
    /// A string room; bytes that are not UTF-8 are replaced by U+FFFD.
    Name(String),
}

impl PrivateMapKey {
    /// Reads the bytes of a userbuf; `None` if they are not exactly one record.
    #[must_use]
    pub fn from_userbuf(bytes: &[u8]) -> Option<Self> {
        let record = userbuf::parse(bytes)?;
        Some(Self {
            account: record.account.to_vec(),
            sdkappid: record.sdkappid,
            room: match record.room {
                userbuf::RecordRoom::Number(number) => RecordRoom::Number(number),
                userbuf::RecordRoom::Name(name) => {
                    RecordRoom::Name(String::from_utf8_lossy(name).into_owned())
                }
            },
            privilege_bits: record.privileges,
            expires_at: UnixTime::from_secs(u64::from(record.expires_at)),
        })
    }

    /// Returns the UserID's bytes, verbatim: several writers corrupt one that is not ASCII.
    #[must_use]
    pub fn account_bytes(&self) -> &[u8] {
        &self.account
    }

    /// Returns the UserID as text; bytes that are not UTF-8 are replaced by U+FFFD.
    #[must_use]
    pub fn account_lossy(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.account)
    }

    /// Returns the SDKAppID.
    #[must_use]
    pub fn sdkappid(&self) -> u32 {
        self.sdkappid
    }

    /// Returns the room.
    #[must_use]
    pub fn room(&self) -> &RecordRoom {
        &self.room
    }

    /// Returns the privilege map verbatim, all 32 bits.
    #[must_use]
    pub fn privilege_bits(&self) -> u32 {
        self.privilege_bits
    }

    /// Returns the eight privileges that have a meaning, without further bits of the map.
    #[must_use]
    pub fn privileges(&self) -> Privileges {
        Privileges::from_map(self.privilege_bits)
    }

    /// Returns when the privileges end.
    #[must_use]
    pub fn expires_at(&self) -> UnixTime {
        self.expires_at
    }
}

/// The largest difference between the expiry of a record and that of its token, in seconds: several writers read the
/// clock twice, once for each.
const EXPIRY_TOLERANCE_SECONDS: u64 = 60;

/// How a PrivateMapKey record disagrees with its own token, or with what the caller expected.
///
/// The service reads the record without comparing it with the token, so a record for another user or room inside a
/// correctly signed token gives access to the wrong room or to none.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RecordMismatch {
    /// A record was expected, and the token has none.
    Missing,
    /// The record names another user than its token.
    UserId {
        /// The UserID in the record; bytes that are not UTF-8 are replaced by U+FFFD.
        record: String,
        /// The UserID of the token.
        token: String,
    },
    /// The record names another application than its token.
    SdkAppId {
        /// The SDKAppID in the record.
        record: u32,
        /// The SDKAppID of the token, verbatim.
        token: String,
    },
    /// The record names no room.
    RoomZero,
    /// The record ends at another time than its token.
    Expiry {
        /// When the record ends.
        record: UnixTime,
        /// When the token ends.
        token: UnixTime,
    },
    /// The record has ended.
    Expired {
        /// When the record ended.
        expired_at: UnixTime,
        /// The time with which the end of the record was compared.
        now: UnixTime,
    },
    /// The record is for another room than the expected one.
    Room {
        /// The room in the record.
        record: RecordRoom,
        /// The expected room.
        expected: RecordRoom,
    },
    /// The record allows less than expected.
    Privileges {
        /// The privileges that are missing.
        missing: Privileges,
    },
}

impl RecordMismatch {
    /// Returns what to do about the mismatch, as one sentence.
    pub(crate) fn hint(&self) -> &'static str {
        match self {
            Self::Missing => "pass the PrivateMapKey that was signed for the room, not the UserSig",
            Self::UserId { .. } => {
                "sign the record and the token for the same UserID; code that copies the UserID character by \
                 character corrupts one that is not ASCII"
            }
            Self::SdkAppId { .. } => "sign the record and the token for the same SDKAppID",
            Self::RoomZero => {
                "sign the PrivateMapKey for a room number from 1 to 4294967294, or for a string room"
            }
            Self::Expiry { .. } => {
                "write the issue time plus the validity into the record, as Unix seconds in big-endian order"
            }
            Self::Expired { .. } => "sign a new PrivateMapKey",
            Self::Room { .. } => "sign a PrivateMapKey for the room that the user enters",
            Self::Privileges { .. } => "sign a PrivateMapKey with the missing privileges",
        }
    }
}

impl fmt::Display for RecordMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("the token has no PrivateMapKey record; expected one for a room"),
            Self::UserId { record, token } => write!(
                f,
                "the PrivateMapKey record is for UserID {:?}; its token is for {:?}",
                clip(record),
                clip(token)
            ),
            Self::SdkAppId { record, token } => write!(
                f,
                "the PrivateMapKey record is for SDKAppID {record}; its token is for {}",
                clip(token)
            ),
            Self::RoomZero => f.write_str("the PrivateMapKey record is for room 0, which is not a room"),
            Self::Expiry { record, token } => {
                write!(
                    f,
                    "the PrivateMapKey record is valid until {record}, but its token is valid until {token}"
                )
            }
            Self::Expired { expired_at, now } => {
                write!(
                    f,
                    "the PrivateMapKey record has expired: it was valid until {expired_at}, and now is {now}"
                )
            }
            Self::Room { record, expected } => {
                write!(f, "the PrivateMapKey record is for {record}; expected {expected}")
            }
            Self::Privileges { missing } => {
                f.write_str("the PrivateMapKey record does not allow ")?;
                for (at, name) in missing.names().enumerate() {
                    write!(f, "{}{name}", if at == 0 { "" } else { ", " })?;
                }
                Ok(())
            }
        }
    }
}

impl fmt::Display for RecordRoom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "room {number}"),
            Self::Name(name) => write!(f, "string room {:?}", clip(name)),
        }
    }
}

impl From<Room<'_>> for RecordRoom {
    fn from(room: Room<'_>) -> Self {
        match room.kind() {
            RoomKind::Number(number) => Self::Number(number),
            RoomKind::Name(name) => Self::Name(name.to_owned()),
        }
    }
}

impl PrivateMapKey {
    /// Calls `report` for each difference between the record and its token.
    pub(crate) fn compare_with_token(
        &self,
        token: &Token,
        last_second: impl Fn(UnixTime) -> u64,
        now: UnixTime,
        mut report: impl FnMut(RecordMismatch),
    ) {
        if self.account != token.userid().as_bytes() {
            let record = self.account_lossy().into_owned();
            report(RecordMismatch::UserId { record, token: token.userid().to_owned() });
        }
        if token.sdkappid() != Some(self.sdkappid) {
            let token = token.sdkappid_text().to_owned();
            report(RecordMismatch::SdkAppId { record: self.sdkappid, token });
        }
        if matches!(&self.room, RecordRoom::Number(0))
            || matches!(&self.room, RecordRoom::Name(name) if name.is_empty())
        {
            report(RecordMismatch::RoomZero);
        }
        let apart = self.expires_at.as_secs().abs_diff(token.expires_at().as_secs());
        if apart > EXPIRY_TOLERANCE_SECONDS && !token.is_time_approximate() {
            report(RecordMismatch::Expiry { record: self.expires_at, token: token.expires_at() });
        }
        // If the token has expired too, its own finding reports that.
        let is_over = |expires_at| now.as_secs() > last_second(expires_at);
        if is_over(self.expires_at) && !is_over(token.expires_at()) {
            report(RecordMismatch::Expired { expired_at: self.expires_at, now });
        }
    }

    /// Calls `report` for each difference from what the caller expects.
    pub(crate) fn compare_with_expected(
        &self,
        room: Room<'_>,
        privileges: Privileges,
        mut report: impl FnMut(RecordMismatch),
    ) {
        let expected = RecordRoom::from(room);
        if self.room != expected {
            report(RecordMismatch::Room { record: self.room.clone(), expected });
        }
        let missing = privileges - self.privileges();
        if missing != Privileges::NONE {
            report(RecordMismatch::Privileges { missing });
        }
    }
}
