//! What a caller expects of a token: [`Expectation`].

use crate::fields::{Leeway, Room, UserId, Userbuf, Validity};
use crate::privileges::Privileges;
use crate::time::{Clock, UnixTime};

/// What [`Verifier::verify`](crate::Verifier::verify) compares a token with, beside its signature.
///
/// Without [`at`](Self::at) the system clock is read at each verification, so an expectation can be kept and reused.
///
/// ```
/// use usersig::{Expectation, Privileges, Room, UserId, Validity};
///
/// let user_sig = Expectation::new(UserId::new("xiaojun")?).without_userbuf().max_validity(Validity::days(180)?);
/// let private_map_key =
///     Expectation::new(UserId::new("xiaojun")?).with_room(Room::number(1234)?, Privileges::ENTER_ROOM);
/// # let _ = (user_sig, private_map_key);
/// # Ok::<(), usersig::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "an expectation does nothing until a token is verified"]
pub struct Expectation<'a> {
    pub(crate) user: UserId<'a>,
    pub(crate) clock: Clock,
    pub(crate) leeway: Leeway,
    pub(crate) max_validity: Option<Validity>,
    pub(crate) contents: Expected<'a>,
}

/// What a token is expected to contain beside the UserID.
///
/// A PrivateMapKey record that disagrees with its own token is always a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Expected<'a> {
    /// Anything, or nothing: the caller reads the userbuf or the record from the report.
    #[default]
    Any,
    /// No userbuf: a plain UserSig. A PrivateMapKey is a finding.
    NoUserbuf,
    /// Exactly this userbuf.
    Userbuf(Userbuf<'a>),
    /// A PrivateMapKey for this room, with at least these privileges.
    Room {
        /// The room.
        room: Room<'a>,
        /// The privileges that the record must have.
        privileges: Privileges,
    },
}

impl<'a> Expectation<'a> {
    /// Expects a token for this user that is valid now, by the system clock.
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    pub fn new(user: UserId<'a>) -> Self {
        Self::with_clock(user, Clock::System)
    }

    /// Expects a token for this user that is valid at the given time, for targets without a system clock.
    pub fn new_at(user: UserId<'a>, now: UnixTime) -> Self {
        Self::with_clock(user, Clock::At(now))
    }

    fn with_clock(user: UserId<'a>, clock: Clock) -> Self {
        Self { user, clock, leeway: Leeway::ZERO, max_validity: None, contents: Expected::Any }
    }

    /// Sets the time at which the token must be valid, instead of the system clock's.
    pub fn at(mut self, now: UnixTime) -> Self {
        self.clock = Clock::At(now);
        self
    }

    /// Accepts a token for this long after its expiry.
    pub fn leeway(mut self, leeway: Leeway) -> Self {
        self.leeway = leeway;
        self
    }

    /// Rejects tokens with a longer validity than this.
    pub fn max_validity(mut self, max: Validity) -> Self {
        self.max_validity = Some(max);
        self
    }

    /// Sets the expected contents of the token.
    pub fn with_contents(mut self, contents: Expected<'a>) -> Self {
        self.contents = contents;
        self
    }

    /// Expects a plain UserSig, without a userbuf.
    pub fn without_userbuf(self) -> Self {
        self.with_contents(Expected::NoUserbuf)
    }

    /// Expects exactly this userbuf.
    pub fn with_userbuf(self, userbuf: Userbuf<'a>) -> Self {
        self.with_contents(Expected::Userbuf(userbuf))
    }

    /// Expects a PrivateMapKey for this room, with at least these privileges.
    pub fn with_room(self, room: Room<'a>, privileges: Privileges) -> Self {
        self.with_contents(Expected::Room { room, privileges })
    }
}
