//! What Kotlin, Java and Swift see of `usersig`: a thin layer, no logic of its own.
//!
//! Keys are objects and never records, since a generated record prints its fields. The names are those of
//! the Rust crate. Texts and numbers are passed on as they are, and checked by the core's own types.
#![forbid(unsafe_code)]
// The callers are generated: they take values over, and the comments become KDoc and DocC, which know no
// heading for errors.
#![allow(clippy::missing_errors_doc, clippy::must_use_candidate, clippy::needless_pass_by_value)]

mod codes;
mod diagnosis;
mod errors;
mod fields;
mod keys;
mod signer;
mod token;
mod verifier;

pub use codes::{Explanation, Language, Subject, explain, explanations};
pub use diagnosis::{Diagnoses, Diagnosis, UnverifiedDiagnoses, diagnose_key, diagnose_unverified};
pub use errors::{ErrorKind, Finding, FindingKind, UserSigError, Warning, error_kind_name};
pub use fields::{Room, UserIdRule};
pub use keys::{KeyKind, PrivateKey, PublicKey, SecretKey};
pub use signer::{Contents, SignRequest, Signer};
pub use token::{PrivateMapKey, Token, Version, inspect_unverified};
pub use verifier::{Expectation, Expected, Report, Verifier};

uniffi::setup_scaffolding!();

/// Returns the version of this library, as in `1.2.3`.
#[uniffi::export]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Returns the validity that clients' demo code signs, in seconds: 7 days.
#[uniffi::export]
pub fn validity_client_default() -> u64 {
    usersig::Validity::CLIENT_DEFAULT.as_seconds()
}

/// Returns the validity that server code signs, in seconds: 180 days.
#[uniffi::export]
pub fn validity_server_default() -> u64 {
    usersig::Validity::SERVER_DEFAULT.as_seconds()
}

/// Returns the names of the privileges in a set of bits, in the order of the bits; bits above 255 are left out.
#[uniffi::export]
pub fn privilege_names(bits: u32) -> Vec<String> {
    usersig::Privileges::from_bits(bits & 255)
        .map(|set| set.names().map(str::to_owned).collect())
        .unwrap_or_default()
}
