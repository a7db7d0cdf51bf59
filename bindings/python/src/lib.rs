//! What Python calls: the module `usersig._usersig`, a thin layer over the core, which checks every value itself.
//!
//! * A result is an object that cannot be changed, around the core's own (`token.rs`, `report.rs`, `notes.rs`).
//! * What holds a key can be closed while other threads use it (`closable.rs`).
//! * Text and numbers come from Python in `values.rs`, the arguments that have a place in a token in `contents.rs`.
//! * The server modules have a signer of their own, which accepts more types (`server.rs`).
//! * An error is one of two exceptions, whose attributes are plain values (`failure.rs`).
//!
//! The comments of classes and methods are their documentation in Python, and `python/usersig/_usersig.pyi` has their types.
#![deny(unsafe_code)]
// A method has the arguments that Python has, by value.
#![allow(clippy::too_many_arguments, clippy::needless_pass_by_value)]

mod closable;
mod contents;
mod failure;
mod keys;
mod notes;
mod report;
mod server;
mod signer;
mod token;
mod values;
mod verifier;

/// The part of the package `usersig` that is not written in Python.
#[pyo3::pymodule(gil_used = false)]
mod _usersig {
    use pyo3::prelude::*;
    use usersig::{ErrorKind, FindingKind, Privileges, Validity};

    #[pymodule_export]
    use crate::failure::{InvalidTokenError, UserSigError};
    #[pymodule_export]
    use crate::keys::{PrivateKey, PublicKey, SecretKey, diagnose_key};
    #[pymodule_export]
    use crate::notes::{Cause, Diagnosis, Explanation, diagnose_unverified, explain, explanations};
    #[pymodule_export]
    use crate::report::{Finding, Report, TokenWarning};
    #[pymodule_export]
    use crate::server::{ServerSigner, whole_sdkappid};
    #[pymodule_export]
    use crate::signer::Signer;
    #[pymodule_export]
    use crate::token::{PrivateMapKey, Token, inspect_unverified};
    #[pymodule_export]
    use crate::verifier::Verifier;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::failure::describe(module.py())?;
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        // What Python writes once more, for the test that compares it.
        module.add("_PRIVILEGES", Privileges::ALL.names().collect::<Vec<_>>())?;
        module.add("_ERROR_KINDS", ErrorKind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>())?;
        module.add("_FINDING_KINDS", FindingKind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>())?;
        module.add("CLIENT_VALIDITY", Validity::CLIENT_DEFAULT.as_seconds())?;
        module.add("SERVER_VALIDITY", Validity::SERVER_DEFAULT.as_seconds())
    }
}
