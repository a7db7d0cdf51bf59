//! Verifying.

use std::borrow::Cow;

use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};
use usersig::KeyKind;

use crate::closable::Closable;
use crate::contents::Demands;
use crate::failure::Failure;
use crate::keys::{PublicKey, SecretKey};
use crate::notes::Diagnosis;
use crate::report::Report;
use crate::token::Token;
use crate::values::{self, anything, secret, wrong_type};

/// Verifies tokens of one application.
///
/// Make one and keep it: any number of threads may use it, and close it meanwhile. The kind of the key decides which
/// version is accepted; a token never chooses.
///
/// Args:
///     sdkappid: The application's SDKAppID, 1 to 4294967295.
///     key: Its ``SecretKey`` (version 2.0) or ``PublicKey`` (version 1.0).
///
/// Raises:
///     UserSigError: With the kind ``sdkappid``.
#[pyclass(frozen, module = "usersig")]
pub(crate) struct Verifier {
    sdkappid: u32,
    verifier: Closable<usersig::Verifier>,
}

impl Verifier {
    fn examine(
        &self,
        py: Python<'_>,
        token: &Bound<'_, PyAny>,
        demands: &Demands<'_>,
    ) -> Result<usersig::Report, Failure> {
        let verifier = self.verifier.get()?;
        let token = anything(token, "the token")?;
        let token = token.as_bytes();
        let expectation = demands.expectation()?;
        if verifier.key_kind() == KeyKind::Public {
            // Other threads of Python go on: a public key takes fifty times as long.
            return Ok(py.detach(|| verifier.verify(token, &expectation)));
        }
        Ok(verifier.verify(token, &expectation))
    }
}

#[pymethods]
impl Verifier {
    #[new]
    fn new(sdkappid: &Bound<'_, PyAny>, key: &Bound<'_, PyAny>) -> Result<Self, Failure> {
        let sdkappid = values::sdkappid(sdkappid)?;
        let verifier = if let Ok(key) = key.cast::<SecretKey>() {
            usersig::Verifier::new(sdkappid, usersig::SecretKey::clone(&*key.get().0.get()?))
        } else if let Ok(key) = key.cast::<PublicKey>() {
            usersig::Verifier::with_public_key(sdkappid, key.get().0.clone())
        } else {
            return Err(wrong_type(key, "the key", "SecretKey or PublicKey"));
        };
        Ok(Self { sdkappid: sdkappid.get(), verifier: Closable::new(verifier) })
    }

    /// The application's SDKAppID.
    #[getter]
    fn sdkappid(&self) -> u32 {
        self.sdkappid
    }

    /// Returns what is in a valid token, and raises for every other.
    ///
    /// Without ``plain``, ``userbuf`` and ``room``, a token with any contents is accepted, a PrivateMapKey too: both are
    /// signed in the same way.
    ///
    /// Args:
    ///     token: Any text.
    ///     userid: Which user presents it.
    ///     plain: Whether it has to be a plain UserSig, without a userbuf.
    ///     userbuf: Exactly the bytes that it has to carry.
    ///     room: The room that it has to be a PrivateMapKey for: a number or a text.
    ///     privileges: What it has to allow there, at least: a ``Privileges``.
    ///     now: The time, in Unix seconds or as a ``datetime`` with a time zone; None for the system clock.
    ///     leeway: For how long after its expiry it is still accepted, in seconds or as a ``timedelta``: at most a day.
    ///     max_validity: The longest validity that is accepted, in seconds or as a ``timedelta``.
    ///
    /// Returns:
    ///     What is in the token, which is valid.
    ///
    /// Raises:
    ///     InvalidTokenError: The token is not valid; ``kind`` says why.
    ///     UserSigError: Another value that cannot be used.
    #[pyo3(signature = (token, userid, *, plain=false, userbuf=None, room=None, privileges=None, now=None, leeway=None, max_validity=None))]
    fn verify(
        &self,
        py: Python<'_>,
        token: &Bound<'_, PyAny>,
        userid: &Bound<'_, PyString>,
        plain: bool,
        userbuf: Option<Cow<'_, [u8]>>,
        room: Option<&Bound<'_, PyAny>>,
        privileges: Option<&Bound<'_, PyAny>>,
        now: Option<&Bound<'_, PyAny>>,
        leeway: Option<&Bound<'_, PyAny>>,
        max_validity: Option<&Bound<'_, PyAny>>,
    ) -> Result<Token, Failure> {
        let demands = Demands::read(userid, plain, userbuf, room, privileges, now, leeway, max_validity)?;
        Ok(Token(self.examine(py, token, &demands)?.into_result()?))
    }

    /// Returns everything that is wrong with a token. Only the report's ``is_valid`` is the verdict.
    ///
    /// Args:
    ///     token: Any text.
    ///     userid: Which user presents it.
    ///     plain: As in ``verify``, and so are the others.
    ///
    /// Raises:
    ///     UserSigError: A value other than the token that cannot be used.
    #[pyo3(signature = (token, userid, *, plain=false, userbuf=None, room=None, privileges=None, now=None, leeway=None, max_validity=None))]
    fn report(
        &self,
        py: Python<'_>,
        token: &Bound<'_, PyAny>,
        userid: &Bound<'_, PyString>,
        plain: bool,
        userbuf: Option<Cow<'_, [u8]>>,
        room: Option<&Bound<'_, PyAny>>,
        privileges: Option<&Bound<'_, PyAny>>,
        now: Option<&Bound<'_, PyAny>>,
        leeway: Option<&Bound<'_, PyAny>>,
        max_validity: Option<&Bound<'_, PyAny>>,
    ) -> Result<Report, Failure> {
        let demands = Demands::read(userid, plain, userbuf, room, privileges, now, leeway, max_validity)?;
        Ok(Report(self.examine(py, token, &demands)?))
    }

    /// Returns a report, and names the mistake behind it: for a person who looks for one.
    ///
    /// Args:
    ///     token: Any text.
    ///     userid: Which user presents it.
    ///     key: The text of this verifier's secret key, so that mistakes in its use are found too. It is in no part of the
    ///         result.
    ///     plain: As in ``verify``, and so are the others.
    ///
    /// Raises:
    ///     UserSigError: A value other than the token that cannot be used.
    #[pyo3(signature = (token, userid, *, key=None, plain=false, userbuf=None, room=None, privileges=None, now=None, leeway=None, max_validity=None))]
    fn diagnose(
        &self,
        token: &Bound<'_, PyAny>,
        userid: &Bound<'_, PyString>,
        key: Option<&Bound<'_, PyAny>>,
        plain: bool,
        userbuf: Option<Cow<'_, [u8]>>,
        room: Option<&Bound<'_, PyAny>>,
        privileges: Option<&Bound<'_, PyAny>>,
        now: Option<&Bound<'_, PyAny>>,
        leeway: Option<&Bound<'_, PyAny>>,
        max_validity: Option<&Bound<'_, PyAny>>,
    ) -> Result<Diagnosis, Failure> {
        let demands = Demands::read(userid, plain, userbuf, room, privileges, now, leeway, max_validity)?;
        let key = key.map(secret).transpose()?;
        let (report, diagnoses) = self.verifier.get()?.diagnose(
            anything(token, "the token")?,
            &demands.expectation()?,
            key.as_ref().map(|text| text.as_str()),
        );
        Ok(Diagnosis { report: Some(Report(report)), diagnoses })
    }

    /// Wipes the key after the calls that use it at this moment. Does nothing the second time.
    fn close(&self) {
        self.verifier.close();
    }

    fn __enter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    #[pyo3(signature = (*_exception))]
    fn __exit__(&self, _exception: &Bound<'_, PyTuple>) {
        self.close();
    }

    fn __repr__(&self) -> String {
        format!("Verifier(sdkappid={})", self.sdkappid)
    }
}
