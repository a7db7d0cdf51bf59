//! What Kotlin, Java and Swift see of `usersig`: a thin skin, no logic of its own.
//!
//! Keys are objects and never records, since a generated record prints its fields. The names are those of
//! the Rust crate. Texts and numbers go in as they are, and are checked by the core's own types.
//!
//! `any_userid` stands for the explicit opt-out of the documented UserID rule: `false` takes 1 to 32 bytes
//! of `a-z A-Z 0-9 _ -`, `true` takes 1 to 1024 bytes without control characters.
#![forbid(unsafe_code)]
// The callers are generated: they take values over, and the comments become KDoc and DocC, which know no
// heading for errors.
#![allow(clippy::missing_errors_doc, clippy::must_use_candidate, clippy::needless_pass_by_value)]

mod errors;
mod keys;
mod signer;
mod token;
mod verifier;

pub use errors::{Finding, FindingKind, ServiceCode, UserSigError, service_code, service_codes};
pub use keys::{KeyKind, PrivateKey, PublicKey, SecretKey};
pub use signer::{Room, Signer};
pub use token::{PrivateMapKey, RecordRoom, Token, Version, inspect_unverified};
pub use verifier::{Policy, Report, Verifier};

uniffi::setup_scaffolding!();

/// The version of this library, as in `0.1.0`.
#[uniffi::export]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// The validity that clients' demo code signs, in seconds: 7 days.
#[uniffi::export]
pub fn validity_client_default() -> u64 {
    usersig::Validity::CLIENT_DEFAULT.as_seconds()
}

/// The validity that server code signs, in seconds: 180 days.
#[uniffi::export]
pub fn validity_server_default() -> u64 {
    usersig::Validity::SERVER_DEFAULT.as_seconds()
}

/// The names of the privileges in a set of bits, in the order of the bits; bits above 255 are left out.
#[uniffi::export]
pub fn privilege_names(bits: u32) -> Vec<String> {
    usersig::Privileges::from_bits(bits & 255)
        .map(|set| set.names().map(str::to_owned).collect())
        .unwrap_or_default()
}

fn userid(text: &str, any: bool) -> Result<usersig::UserId<'_>, UserSigError> {
    let id = if any { usersig::UserId::any(text) } else { usersig::UserId::new(text) };
    Ok(id?)
}

fn validity(seconds: u64) -> Result<usersig::Validity, UserSigError> {
    Ok(usersig::Validity::seconds(seconds)?)
}
