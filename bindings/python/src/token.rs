//! What is in a token.

use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};
use usersig::RecordRoom;

use crate::failure::Failure;
use crate::report::TokenWarning;
use crate::values::{anything, time_or_now};

/// What is in a token. It can be trusted if ``Verifier.verify`` has returned it.
#[pyclass(frozen, eq, module = "usersig")]
#[derive(PartialEq)]
pub(crate) struct Token(pub(crate) usersig::Token);

#[pymethods]
impl Token {
    /// The version: ``2.0`` or ``1.0``.
    #[getter]
    fn version(&self) -> &'static str {
        self.0.version().as_str()
    }

    /// The user it is for.
    #[getter]
    fn userid(&self) -> &str {
        self.0.userid()
    }

    /// The SDKAppID, or None if what is written there is no SDKAppID.
    #[getter]
    fn sdkappid(&self) -> Option<u32> {
        self.0.sdkappid()
    }

    /// The SDKAppID, verbatim.
    #[getter]
    fn sdkappid_text(&self) -> &str {
        self.0.sdkappid_text()
    }

    /// When it was issued, in Unix seconds.
    #[getter]
    fn issued_at(&self) -> u64 {
        self.0.issued_at().as_secs()
    }

    /// For how many seconds it is valid.
    #[getter]
    fn validity(&self) -> u64 {
        self.0.expire()
    }

    /// The last second at which it is valid, in Unix seconds.
    #[getter]
    fn expires_at(&self) -> u64 {
        self.0.expires_at().as_secs()
    }

    /// Whether the time of issue is a guess: the oldest form does not say its time zone.
    #[getter]
    fn is_time_approximate(&self) -> bool {
        self.0.is_time_approximate()
    }

    /// The bytes that were signed with it, or None.
    #[getter]
    fn userbuf(&self) -> Option<&[u8]> {
        self.0.userbuf()
    }

    /// The userbuf read as the record of a PrivateMapKey, if it is one.
    #[getter]
    fn private_map_key(&self) -> Option<PrivateMapKey> {
        self.0.private_map_key().map(PrivateMapKey)
    }

    /// What is unusual although the service accepts it.
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        TokenWarning::tuple(py, self.0.warnings())
    }

    /// Returns for how many seconds it is still valid: 0 from its last second on.
    ///
    /// Args:
    ///     now: The time, in Unix seconds or as a ``datetime`` with a time zone; None for the system clock.
    #[pyo3(signature = (now=None))]
    fn time_left(&self, now: Option<&Bound<'_, PyAny>>) -> Result<u64, Failure> {
        Ok(self.0.time_left_at(time_or_now(now)?))
    }

    // Without the userbuf, which may be private.
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!(
            "Token(version='{}', userid={}, sdkappid_text={}, issued_at={}, expires_at={})",
            self.version(),
            PyString::new(py, self.userid()).repr()?,
            PyString::new(py, self.sdkappid_text()).repr()?,
            self.issued_at(),
            self.expires_at(),
        ))
    }
}

/// What a PrivateMapKey allows.
#[pyclass(frozen, eq, module = "usersig")]
#[derive(PartialEq)]
pub(crate) struct PrivateMapKey(usersig::PrivateMapKey);

#[pymethods]
impl PrivateMapKey {
    /// The user; bytes that are no UTF-8 show as U+FFFD.
    #[getter]
    fn account(&self) -> String {
        self.0.account_lossy().into_owned()
    }

    /// The bytes of the user, which some writers corrupt.
    #[getter]
    fn account_bytes(&self) -> &[u8] {
        self.0.account_bytes()
    }

    /// The application.
    #[getter]
    fn sdkappid(&self) -> u32 {
        self.0.sdkappid()
    }

    /// The room: a number or a text.
    #[getter]
    fn room<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(match self.0.room() {
            RecordRoom::Number(number) => number.into_pyobject(py)?.into_any(),
            RecordRoom::Name(name) => name.into_pyobject(py)?.into_any(),
        })
    }

    /// What the user may do there, as ``Privileges``; all 32 bits.
    #[getter]
    fn privileges<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("usersig")?.getattr("Privileges")?.call1((self.0.privilege_bits(),))
    }

    /// The last second at which it is valid, in Unix seconds.
    #[getter]
    fn expires_at(&self) -> u64 {
        self.0.expires_at().as_secs()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!(
            "PrivateMapKey(account={}, sdkappid={}, room={}, privileges={}, expires_at={})",
            PyString::new(py, &self.account()).repr()?,
            self.sdkappid(),
            self.room(py)?.repr()?,
            self.0.privilege_bits(),
            self.expires_at(),
        ))
    }
}

/// Reads a token without verifying it: anybody can write such a token, so trust nothing in it.
///
/// A client uses it to know when to ask its server for a new one.
///
/// Args:
///     token: Any text.
///
/// Returns:
///     What is in the token.
///
/// Raises:
///     InvalidTokenError: It cannot be read.
#[pyfunction]
pub(crate) fn inspect_unverified(token: &Bound<'_, PyAny>) -> Result<Token, Failure> {
    Ok(Token(usersig::inspect_unverified(anything(token, "the token")?)?))
}
