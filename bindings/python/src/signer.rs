//! Signing.

use std::borrow::Cow;

use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};
use usersig::{ErrorKind, KeyKind, SignRequest, UserId};

use crate::closable::Closable;
use crate::contents::Carried;
use crate::failure::Failure;
use crate::keys::{PrivateKey, SecretKey};
use crate::values::{self, rule, text, time, time_or_now, wrong_type};

/// Signs UserSigs and PrivateMapKeys of one application.
///
/// Make one and keep it: any number of threads may use it, and close it meanwhile.
///
/// Args:
///     sdkappid: The application's SDKAppID, 1 to 4294967295.
///     key: Its ``SecretKey`` (version 2.0) or ``PrivateKey`` (version 1.0). The signer has its own share of it.
///
/// Raises:
///     UserSigError: With the kind ``sdkappid``.
#[pyclass(frozen, module = "usersig")]
pub(crate) struct Signer {
    sdkappid: u32,
    signer: Closable<usersig::Signer>,
}

#[pymethods]
impl Signer {
    #[new]
    pub(crate) fn new(sdkappid: &Bound<'_, PyAny>, key: &Bound<'_, PyAny>) -> Result<Self, Failure> {
        let sdkappid = values::sdkappid(sdkappid)?;
        let signer = if let Ok(key) = key.cast::<SecretKey>() {
            usersig::Signer::new(sdkappid, usersig::SecretKey::clone(&*key.get().0.get()?))
        } else if let Ok(key) = key.cast::<PrivateKey>() {
            usersig::Signer::with_private_key(sdkappid, usersig::PrivateKey::clone(&*key.get().0.get()?))
        } else {
            return Err(wrong_type(key, "the key", "SecretKey or PrivateKey"));
        };
        Ok(Self { sdkappid: sdkappid.get(), signer: Closable::new(signer) })
    }

    /// The application's SDKAppID.
    #[getter]
    fn sdkappid(&self) -> u32 {
        self.sdkappid
    }

    /// Signs one token.
    ///
    /// Args:
    ///     userid: The user the token is for: the one who has logged in, never a name from the request.
    ///     validity: For how long it is valid, in seconds or as a ``timedelta``: 1 second to 50 years.
    ///     userbuf: 0 to 32768 bytes of the application, to be signed with it.
    ///     room: Makes the token a PrivateMapKey for one TRTC room: a number from 1 to 4294967294, or a text of 1 to 64
    ///         bytes.
    ///     privileges: What the user may do in the room: a ``Privileges``.
    ///     issued_at: When it is issued, in Unix seconds or as a ``datetime`` with a time zone; None for now.
    ///     userid_rule: Which UserIDs are accepted: ``im`` (1 to 32 bytes of printable ASCII), ``trtc`` (1 to 32 bytes of
    ///         ``a-z A-Z 0-9 _ -``) or ``any`` (1 to 1024 bytes, for those that were imported long ago).
    ///
    /// Returns:
    ///     The token.
    ///
    /// Raises:
    ///     UserSigError: A value that cannot be used; nothing was signed.
    #[pyo3(signature = (userid, validity, *, userbuf=None, room=None, privileges=None, issued_at=None, userid_rule="im"))]
    pub(crate) fn sign<'py>(
        &self,
        py: Python<'py>,
        userid: &Bound<'py, PyString>,
        validity: &Bound<'py, PyAny>,
        userbuf: Option<Cow<'_, [u8]>>,
        room: Option<&Bound<'py, PyAny>>,
        privileges: Option<&Bound<'py, PyAny>>,
        issued_at: Option<&Bound<'py, PyAny>>,
        userid_rule: &str,
    ) -> Result<Bound<'py, PyString>, Failure> {
        let signer = self.signer.get()?;
        let userid = text(userid, ErrorKind::UserId, "the UserID")?;
        let user = UserId::with_rule(&userid, rule(userid_rule)?)?;
        let carried = Carried::read(userbuf, room, privileges)?;
        let mut request =
            SignRequest::new(user, values::validity(validity)?).with_contents(carried.contents()?);
        if let Some(issued_at) = issued_at {
            request = request.issued_at(time(issued_at)?);
        }
        if signer.key_kind() == KeyKind::Public {
            // Other threads of Python go on: a signature with a private key takes a hundred times as long.
            return Ok(PyString::new(py, &py.detach(|| signer.sign(&request))?));
        }
        // A token that needs more has a userbuf.
        let mut short = [0; 768];
        match signer.sign_into(&request, &mut short) {
            Ok(length) => ascii(py, short.get(..length).unwrap_or_default()),
            Err(usersig::Error::BufferTooSmall { .. }) => Ok(PyString::new(py, &signer.sign(&request)?)),
            Err(error) => Err(error.into()),
        }
    }

    /// Signs a plain UserSig for each user, faster than one by one. Other threads of Python go on meanwhile.
    ///
    /// Args:
    ///     userids: The users, in any iterable.
    ///     validity: As in ``sign``.
    ///     issued_at: As in ``sign``; the same for all.
    ///     userid_rule: As in ``sign``.
    ///
    /// Returns:
    ///     The tokens, in the same order. All are in memory: pass some thousands at a time.
    ///
    /// Raises:
    ///     UserSigError: A value that cannot be used; nothing was signed.
    #[pyo3(signature = (userids, validity, *, issued_at=None, userid_rule="im"))]
    fn sign_many(
        &self,
        py: Python<'_>,
        userids: &Bound<'_, PyAny>,
        validity: &Bound<'_, PyAny>,
        issued_at: Option<&Bound<'_, PyAny>>,
        userid_rule: &str,
    ) -> Result<Vec<String>, Failure> {
        let signer = self.signer.get()?;
        let (validity, issued_at) = (values::validity(validity)?, time_or_now(issued_at)?);
        let rule = rule(userid_rule)?;
        // A text is an iterable of characters, and no list of users.
        if userids.is_instance_of::<PyString>() {
            return Err(wrong_type(userids, "userids", "an iterable of str"));
        }
        let mut texts = Vec::new();
        for userid in userids.try_iter()? {
            let userid = userid?;
            let Ok(userid) = userid.cast::<PyString>() else {
                return Err(wrong_type(&userid, "a UserID", "str"));
            };
            texts.push(text(userid, ErrorKind::UserId, "the UserID")?.into_owned());
        }
        let tokens = py.detach(|| {
            let users =
                texts.iter().map(|text| UserId::with_rule(text, rule)).collect::<Result<Vec<_>, _>>()?;
            signer.sign_many(users, validity, issued_at).collect::<Result<_, _>>()
        });
        Ok(tokens?)
    }

    /// Wipes the key after the calls that use it at this moment. Does nothing the second time.
    fn close(&self) {
        self.signer.close();
    }

    fn __enter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    #[pyo3(signature = (*_exception))]
    fn __exit__(&self, _exception: &Bound<'_, PyTuple>) {
        self.close();
    }

    fn __repr__(&self) -> String {
        format!("Signer(sdkappid={})", self.sdkappid)
    }
}

/// Makes a text of a token, which is ASCII.
fn ascii<'py>(py: Python<'py>, token: &[u8]) -> Result<Bound<'py, PyString>, Failure> {
    Ok(PyString::from_bytes(py, token)?)
}
