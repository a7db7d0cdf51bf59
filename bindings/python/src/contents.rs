//! What a token carries, or is expected to carry, as arguments.

use std::borrow::Cow;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyString};
use usersig::{
    Contents, ErrorKind, Expectation, Expected, Privileges, Room, UserId, UserIdRule, Userbuf, Validity,
};

use crate::failure::Failure;
use crate::values::{leeway, number, text, time, validity, wrong_type};

/// The arguments that exclude each other, copied out of Python's objects.
pub(crate) enum Carried<'a> {
    /// Nothing that was asked for.
    Unspecified,
    Userbuf(Cow<'a, [u8]>),
    Number(u32, u32),
    Name(Cow<'a, str>, u32),
}

impl<'a> Carried<'a> {
    pub(crate) fn read(
        userbuf: Option<Cow<'a, [u8]>>,
        room: Option<&'a Bound<'_, PyAny>>,
        privileges: Option<&Bound<'_, PyAny>>,
    ) -> Result<Self, Failure> {
        match (userbuf, room, privileges) {
            (None, None, None) => Ok(Self::Unspecified),
            (Some(userbuf), None, None) => Ok(Self::Userbuf(userbuf)),
            (None, Some(room), Some(privileges)) => {
                let bits = number(privileges, ErrorKind::Privileges, "the privileges")?;
                if let Ok(name) = room.cast::<PyString>() {
                    return Ok(Self::Name(text(name, ErrorKind::Room, "the string room")?, bits));
                }
                if !room.is_instance_of::<PyInt>() {
                    return Err(wrong_type(room, "the room", "int or str"));
                }
                Ok(Self::Number(number(room, ErrorKind::Room, "the room number")?, bits))
            }
            _ => Err(PyTypeError::new_err("room and privileges belong together, and exclude userbuf").into()),
        }
    }

    pub(crate) fn contents(&self) -> Result<Contents<'_>, usersig::Error> {
        Ok(match self.expected()? {
            Expected::Userbuf(bytes) => Contents::Userbuf(bytes),
            Expected::Room { room, privileges } => Contents::Room { room, privileges },
            Expected::Any | Expected::NoUserbuf => Contents::None,
        })
    }

    fn expected(&self) -> Result<Expected<'_>, usersig::Error> {
        let room = |room, bits| Ok(Expected::Room { room, privileges: Privileges::from_bits(bits)? });
        match self {
            Self::Unspecified => Ok(Expected::Any),
            Self::Userbuf(bytes) => Ok(Expected::Userbuf(Userbuf::new(bytes)?)),
            Self::Number(number, bits) => room(Room::number(*number)?, *bits),
            Self::Name(name, bits) => room(Room::name(name)?, *bits),
        }
    }
}

/// The arguments of `Verifier.verify`, `report` and `diagnose`, copied out of Python's objects.
pub(crate) struct Demands<'a> {
    userid: Cow<'a, str>,
    plain: bool,
    carried: Carried<'a>,
    now: Option<usersig::UnixTime>,
    leeway: Option<usersig::Leeway>,
    max_validity: Option<Validity>,
}

impl<'a> Demands<'a> {
    pub(crate) fn read(
        userid: &'a Bound<'_, PyString>,
        plain: bool,
        userbuf: Option<Cow<'a, [u8]>>,
        room: Option<&'a Bound<'_, PyAny>>,
        privileges: Option<&Bound<'_, PyAny>>,
        now: Option<&Bound<'_, PyAny>>,
        leeway_length: Option<&Bound<'_, PyAny>>,
        max_validity: Option<&Bound<'_, PyAny>>,
    ) -> Result<Self, Failure> {
        let carried = Carried::read(userbuf, room, privileges)?;
        if plain && !matches!(carried, Carried::Unspecified) {
            return Err(PyTypeError::new_err("plain excludes userbuf and room").into());
        }
        Ok(Self {
            userid: text(userid, ErrorKind::UserId, "the UserID")?,
            plain,
            carried,
            now: now.map(time).transpose()?,
            leeway: leeway_length.map(leeway).transpose()?,
            max_validity: max_validity.map(validity).transpose()?,
        })
    }

    pub(crate) fn expectation(&self) -> Result<Expectation<'_>, usersig::Error> {
        // Whatever a token may hold can be asked for: nothing is signed here.
        let user = UserId::with_rule(&self.userid, UserIdRule::Any)?;
        let expected = if self.plain { Expected::NoUserbuf } else { self.carried.expected()? };
        let mut expectation = Expectation::new(user).with_contents(expected);
        if let Some(now) = self.now {
            expectation = expectation.at(now);
        }
        if let Some(leeway) = self.leeway {
            expectation = expectation.leeway(leeway);
        }
        if let Some(longest) = self.max_validity {
            expectation = expectation.max_validity(longest);
        }
        Ok(expectation)
    }
}
