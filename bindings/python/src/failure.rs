//! Errors, as exceptions of Python.

use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use usersig::{ErrorKind, Finding};

create_exception!(
    usersig,
    UserSigError,
    PyValueError,
    "An input that cannot be used; nothing was signed or verified.\n\n\
     The text says what is wrong, what was expected and what to do. It contains no key and no token.\n\n\
     Attributes:\n    kind: Which input it is, such as ``userid``, ``validity`` or ``key``.\n    \
     service_code: The code of the service for the same problem, or None.\n    hint: What to do, or an empty text."
);
create_exception!(
    usersig,
    InvalidTokenError,
    UserSigError,
    "A token that is not valid, or cannot be read.\n\n\
     Attributes:\n    kind: What is wrong with it, such as ``expired``, ``userid_mismatch`` or ``malformed``.\n    \
     service_code: The code with which the service rejects it, or None.\n    hint: What to do."
);

/// Gives the exceptions the attributes that each instance has.
pub(crate) fn describe(py: Python<'_>) -> PyResult<()> {
    let class = py.get_type::<UserSigError>();
    class.setattr("kind", "")?;
    class.setattr("service_code", py.None())?;
    class.setattr("hint", "")
}

/// Why a call fails.
pub(crate) struct Failure(PyErr);

impl Failure {
    /// An input that the core does not get to see: half of a surrogate pair, or a number outside the core's type.
    pub(crate) fn input(kind: ErrorKind, text: String) -> Self {
        Self::with(UserSigError::new_err(text), kind.name(), None, "")
    }

    // Plain values, so that an exception can be pickled.
    fn with(error: PyErr, kind: &str, service_code: Option<u32>, hint: &str) -> Self {
        let set = |py: Python<'_>| {
            let value = error.value(py);
            value.setattr("kind", kind)?;
            value.setattr("service_code", service_code)?;
            value.setattr("hint", hint)
        };
        match Python::attach(set) {
            Ok(()) => Self(error),
            // Out of memory.
            Err(other) => Self(other),
        }
    }
}

impl From<usersig::Error> for Failure {
    fn from(error: usersig::Error) -> Self {
        Self::input(error.kind(), error.to_string())
    }
}

impl From<Finding> for Failure {
    fn from(finding: Finding) -> Self {
        let code = finding.service_code().map(usersig::ServiceCode::number);
        let error = InvalidTokenError::new_err(finding.to_string());
        Self::with(error, finding.kind().name(), code, finding.hint())
    }
}

impl From<PyErr> for Failure {
    fn from(error: PyErr) -> Self {
        Self(error)
    }
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> Self {
        failure.0
    }
}
