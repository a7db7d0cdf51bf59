//! Verifying from C.

use std::ffi::c_char;

use super::args;
use super::boundary::boundary;
use super::input::{self, usersig_expectation};
use super::out::{Object, Slot};
use super::report::{Done, Failure, TokenFailure, usersig_report};
use super::status::usersig_status;
use super::token::{self, usersig_token};
use crate::expectation::Expectation;
use crate::fields::SdkAppId;
use crate::key::SecretKey;
use crate::verifier::Verifier;

/// Verifies tokens of one application with one key.
///
/// Make one with `usersig_verifier_new` or `usersig_verifier_new_from_public_key`, and free it with
/// `usersig_verifier_free`. A verifier is immutable, so any number of threads may use it at the same time. The kind of its
/// key decides which version is accepted; a token never chooses its algorithm.
pub struct usersig_verifier(pub(super) Verifier);

#[cfg(feature = "ecdsa")]
fn public_key_verifier(app: SdkAppId, pem: &str) -> Result<Verifier, Failure> {
    Ok(Verifier::with_public_key(app, crate::ecdsa::PublicKey::from_pem(pem)?))
}

#[cfg(not(feature = "ecdsa"))]
fn public_key_verifier(_: SdkAppId, _: &str) -> Result<Verifier, Failure> {
    Err(Failure::NO_ECDSA)
}

/// Makes a verifier of version 2.0 (HMAC-SHA256) from the secret key that the console shows.
///
/// The caller owns `*verifier` and frees it with `usersig_verifier_free`. The text of the key is not kept; its hash states
/// are, and are wiped when the verifier is freed.
///
/// Returns `OK`, `BAD_SDKAPPID`, `BAD_KEY`, `NOT_UTF8`, `NULL_ARGUMENT`, `BAD_LENGTH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_verifier_new(
    sdkappid: u32,
    secret_key: *const c_char,
    secret_key_len: usize,
    verifier: *mut *mut usersig_verifier,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        // SAFETY: the pointers are as the header says.
        let (key, out) =
            unsafe { (args::text("secret_key", secret_key, secret_key_len)?, Slot::new("verifier", verifier)?) };
        let made = Verifier::new(SdkAppId::new(sdkappid)?, SecretKey::new(key)?);
        out.set(Box::into_raw(Box::new(usersig_verifier(made))));
        Ok(Done)
    })
}

/// Makes a verifier of version 1.0 (ECDSA-SHA256), including its oldest form, from a public key in PEM.
///
/// Accepts a `PUBLIC KEY` block on P-256 or secp256k1; in the console's `keys.zip` it is the file `public_key`.
/// Like `usersig_verifier_new`; also returns `UNSUPPORTED` in a build without version 1.0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_verifier_new_from_public_key(
    sdkappid: u32,
    pem: *const c_char,
    pem_len: usize,
    verifier: *mut *mut usersig_verifier,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        // SAFETY: the pointers are as the header says.
        let (pem, out) = unsafe { (args::text("pem", pem, pem_len)?, Slot::new("verifier", verifier)?) };
        let made = public_key_verifier(SdkAppId::new(sdkappid)?, pem)?;
        out.set(Box::into_raw(Box::new(usersig_verifier(made))));
        Ok(Done)
    })
}

/// Frees a verifier and wipes its key. Does nothing for NULL.
///
/// No other thread may be using the verifier.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_verifier_free(verifier: *mut usersig_verifier) {
    boundary!(or(), {
        if !verifier.is_null() {
            // SAFETY: made by `Box::into_raw` in one of the functions above, and freed once.
            drop(unsafe { Box::from_raw(verifier) });
        }
    });
}

/// Verifies the token, and returns it to the caller if it is valid.
fn verify(
    verifier: &Verifier,
    token: &[u8],
    expectation: &Expectation<'_>,
    out: Object<usersig_token>,
) -> Result<Done, TokenFailure> {
    let report = verifier.verify(token, expectation);
    match (report.is_valid(), report.token()) {
        (true, Some(token)) => {
            out.set(|| token::owned(token));
            Ok(Done::with(report.warnings()))
        }
        _ => Err(TokenFailure::NotValid(Box::new(report))),
    }
}

/// Verifies a token against what the caller expects.
///
/// The token may be any bytes; NULL with a length of 0 is the empty token. A token is valid up to and including the second
/// of its expiry. If the system clock is before 1970, every token has expired. `out` may be NULL; otherwise `*out` is the
/// token if it is valid, to be freed with `usersig_token_free`, and NULL in every other case.
///
/// Returns `OK` or the first finding, in this order: `EMPTY`, `MALFORMED`, `WRONG_KEY_KIND`, `SDKAPPID_MISMATCH`,
/// `USERID_MISMATCH`, `BAD_SIGNATURE`, `EXPIRED`, `VALIDITY_TOO_LONG`, `USERBUF_MISMATCH`, `RECORD_MISMATCH`. The
/// report has all of them, and the service's code, detail and hint of the first. Also `BAD_USERID`,
/// `BAD_LEEWAY`, `BAD_VALIDITY`, `BAD_USERBUF`, `BAD_ROOM`, `BAD_PRIVILEGES`, `BAD_STRUCT`, `NOT_UTF8`,
/// `NULL_ARGUMENT`, `BAD_LENGTH`.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn usersig_verifier_verify(
    verifier: *const usersig_verifier,
    token: *const c_char,
    token_len: usize,
    expectation: *const usersig_expectation,
    out: *mut *mut usersig_token,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, out: out, {
        // SAFETY: the pointers are as the header says.
        unsafe {
            let verifier = &args::object("verifier", verifier)?.0;
            let token = args::bytes("token", token.cast(), token_len)?;
            verify(verifier, token, &input::expectation(expectation)?, out)
        }
    })
}

/// Verifies one token of version 2.0: makes a verifier, verifies, and frees the verifier.
///
/// Returns what `usersig_verifier_new` and `usersig_verifier_verify` return.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn usersig_verify(
    sdkappid: u32,
    secret_key: *const c_char,
    secret_key_len: usize,
    token: *const c_char,
    token_len: usize,
    expectation: *const usersig_expectation,
    out: *mut *mut usersig_token,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, out: out, {
        // SAFETY: the pointers are as the header says.
        unsafe {
            let key = args::text("secret_key", secret_key, secret_key_len)?;
            let token = args::bytes("token", token.cast(), token_len)?;
            let expectation = input::expectation(expectation)?;
            let verifier = Verifier::new(SdkAppId::new(sdkappid)?, SecretKey::new(key)?);
            verify(&verifier, token, &expectation, out)
        }
    })
}
