//! What is to be signed: [`SignRequest`].

use crate::fields::{Room, UserId, Userbuf, Validity};
use crate::privileges::Privileges;
use crate::time::{Clock, UnixTime};

/// One token to sign: its user, validity, issue time and contents.
///
/// Without [`issued_at`](Self::issued_at) the system clock is read when the token is signed, so a request can be kept and
/// reused.
///
/// ```
/// use usersig::{Privileges, Room, SignRequest, UnixTime, UserId, Validity};
///
/// let user_sig = SignRequest::new(UserId::new("xiaojun")?, Validity::days(7)?);
/// let private_map_key = user_sig.with_room(Room::number(1234)?, Privileges::ALL);
/// let reproducible = user_sig.issued_at(UnixTime::from_secs(1_700_000_000));
/// # let _ = (private_map_key, reproducible);
/// # Ok::<(), usersig::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "a request does nothing until it is signed"]
pub struct SignRequest<'a> {
    pub(crate) user: UserId<'a>,
    pub(crate) validity: Validity,
    pub(crate) clock: Clock,
    pub(crate) contents: Contents<'a>,
}

/// What a token contains beside the UserID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Contents<'a> {
    /// Nothing: a plain UserSig.
    #[default]
    None,
    /// Bytes of the application.
    Userbuf(Userbuf<'a>),
    /// The permission to use one TRTC room: the token is a PrivateMapKey.
    Room {
        /// The room.
        room: Room<'a>,
        /// What the user may do in it.
        privileges: Privileges,
    },
}

impl<'a> SignRequest<'a> {
    /// Requests a plain UserSig whose issue time is the system clock's when it is signed.
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    pub fn new(user: UserId<'a>, validity: Validity) -> Self {
        Self { user, validity, clock: Clock::System, contents: Contents::None }
    }

    /// Requests a plain UserSig with the given issue time, for targets without a system clock.
    pub fn new_at(user: UserId<'a>, validity: Validity, issued_at: UnixTime) -> Self {
        Self { user, validity, clock: Clock::At(issued_at), contents: Contents::None }
    }

    /// Sets the issue time, instead of the system clock's.
    pub fn issued_at(mut self, time: UnixTime) -> Self {
        self.clock = Clock::At(time);
        self
    }

    /// Sets the contents of the token.
    pub fn with_contents(mut self, contents: Contents<'a>) -> Self {
        self.contents = contents;
        self
    }

    /// Adds bytes of the application.
    pub fn with_userbuf(self, userbuf: Userbuf<'a>) -> Self {
        self.with_contents(Contents::Userbuf(userbuf))
    }

    /// Makes the token a PrivateMapKey for one TRTC room.
    pub fn with_room(self, room: Room<'a>, privileges: Privileges) -> Self {
        self.with_contents(Contents::Room { room, privileges })
    }
}
