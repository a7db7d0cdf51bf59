//! Fields that tokens are signed with.

use crate::UserSigError;

/// Which UserIDs are accepted when signing. Control characters are rejected by every rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum UserIdRule {
    /// What IM documents: 1 to 32 bytes of printable ASCII. The default.
    Im,
    /// What TRTC recommends: 1 to 32 bytes of `a-z A-Z 0-9 _ -`.
    Trtc,
    /// 1 to 1024 bytes of UTF-8: for IDs that were imported long ago.
    Any,
}

impl From<UserIdRule> for usersig::UserIdRule {
    fn from(rule: UserIdRule) -> Self {
        match rule {
            UserIdRule::Im => Self::Im,
            UserIdRule::Trtc => Self::Trtc,
            UserIdRule::Any => Self::Any,
        }
    }
}

/// A TRTC room: a number or a string, as the application uses them.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Room {
    /// A numeric room, 1 to 4294967294.
    Number {
        /// The number.
        number: u32,
    },
    /// A string room, 1 to 64 bytes of `a-z A-Z 0-9`, space and `!#$%&()+-:;<=.>?@[]^_{}|~,`.
    Name {
        /// The name.
        name: String,
    },
}

impl Room {
    pub(crate) fn checked(&self) -> Result<usersig::Room<'_>, UserSigError> {
        Ok(match self {
            Self::Number { number } => usersig::Room::number(*number)?,
            Self::Name { name } => usersig::Room::name(name)?,
        })
    }
}
