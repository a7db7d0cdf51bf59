//! What the modules `TLSSigAPIv2` and `TLSSigAPI` sign with.

use std::borrow::Cow;

use pyo3::prelude::*;
use pyo3::types::PyString;
use usersig::ErrorKind;

use crate::failure::Failure;
use crate::signer::Signer;
use crate::values::{name, whole};

/// A signer that accepts what callers of those modules pass: numbers as texts, users as numbers, and every UserID.
#[pyclass(frozen, module = "usersig", name = "_ServerSigner")]
pub(crate) struct ServerSigner(Signer);

#[pymethods]
impl ServerSigner {
    #[new]
    fn new(sdkappid: &Bound<'_, PyAny>, key: &Bound<'_, PyAny>) -> Result<Self, Failure> {
        Ok(Self(Signer::new(&whole_sdkappid(sdkappid)?, key)?))
    }

    #[pyo3(signature = (userid, validity, userbuf=None))]
    fn sign<'py>(
        &self,
        py: Python<'py>,
        userid: &Bound<'py, PyAny>,
        validity: &Bound<'py, PyAny>,
        userbuf: Option<Cow<'_, [u8]>>,
    ) -> Result<Bound<'py, PyString>, Failure> {
        self.0.sign(py, &user(userid)?, &length(validity)?, userbuf, None, None, None, "any")
    }

    fn sign_room<'py>(
        &self,
        userid: &Bound<'py, PyAny>,
        validity: &Bound<'py, PyAny>,
        room: &Bound<'py, PyAny>,
        privileges: &Bound<'py, PyAny>,
    ) -> Result<Bound<'py, PyString>, Failure> {
        self.permit(userid, validity, &whole(room, ErrorKind::Room, "the room number")?, privileges)
    }

    fn sign_string_room<'py>(
        &self,
        userid: &Bound<'py, PyAny>,
        validity: &Bound<'py, PyAny>,
        room: &Bound<'py, PyAny>,
        privileges: &Bound<'py, PyAny>,
    ) -> Result<Bound<'py, PyString>, Failure> {
        self.permit(userid, validity, name(room, "the room")?.as_any(), privileges)
    }
}

impl ServerSigner {
    fn permit<'py>(
        &self,
        userid: &Bound<'py, PyAny>,
        validity: &Bound<'py, PyAny>,
        room: &Bound<'py, PyAny>,
        privileges: &Bound<'py, PyAny>,
    ) -> Result<Bound<'py, PyString>, Failure> {
        let privileges = whole(privileges, ErrorKind::Privileges, "the privileges")?;
        let (userid, validity) = (user(userid)?, length(validity)?);
        self.0.sign(room.py(), &userid, &validity, None, Some(room), Some(&privileges), None, "any")
    }
}

fn user<'py>(userid: &Bound<'py, PyAny>) -> Result<Bound<'py, PyString>, Failure> {
    name(userid, "the UserID")
}

fn length<'py>(validity: &Bound<'py, PyAny>) -> Result<Bound<'py, PyAny>, Failure> {
    whole(validity, ErrorKind::Validity, "the validity")
}

/// Returns an SDKAppID that the caller may have as a text.
#[pyfunction]
#[pyo3(name = "_whole_sdkappid")]
pub(crate) fn whole_sdkappid<'py>(sdkappid: &Bound<'py, PyAny>) -> Result<Bound<'py, PyAny>, Failure> {
    whole(sdkappid, ErrorKind::SdkAppId, "the SDKAppID")
}
