//! Verifying from C.

use std::ffi::c_char;

use super::args;
use super::boundary::boundary;
use super::out::Slot;
use super::report::{Failure, usersig_report};
use super::status::usersig_status;
use crate::fields::{SdkAppId, UserId};
use crate::key::SecretKey;
use crate::time::UnixTime;
use crate::verifier::{Policy, Verifier};

/// Verifies tokens of one application with one key.
///
/// Made by `usersig_verifier_new` or `usersig_verifier_new_from_public_key`, given back by
/// `usersig_verifier_free`. Immutable: any number of threads may use one verifier at the same time. The kind
/// of its key decides which version can verify; a token never chooses its algorithm.
pub struct usersig_verifier(Verifier);

#[cfg(feature = "ecdsa")]
fn public_key_verifier(app: SdkAppId, pem: &str) -> Result<Verifier, Failure> {
    Ok(Verifier::with_public_key(app, crate::ecdsa::PublicKey::from_pem(pem)?))
}

#[cfg(not(feature = "ecdsa"))]
fn public_key_verifier(_: SdkAppId, _: &str) -> Result<Verifier, Failure> {
    Err(Failure::Unsupported)
}

/// Reads the arguments and judges the token.
///
/// # Safety
/// The pointers are as the header says.
unsafe fn judge(
    verifier: &Verifier,
    token: *const c_char,
    token_len: usize,
    userid: *const c_char,
    userid_len: usize,
    now: impl FnOnce() -> UnixTime,
) -> Result<(), Failure> {
    // SAFETY: the caller's promise.
    let (token, userid) = unsafe {
        (args::bytes("token", token.cast(), token_len)?, args::text("userid", userid, userid_len)?)
    };
    // Whatever a token may hold can be asked for: nothing is signed here.
    let report = verifier.verify_at(token, UserId::any(userid)?, now());
    if report.is_valid() { Ok(()) } else { Err(Failure::NotValid(Box::new(report))) }
}

/// Makes a verifier of version 2.0 (HMAC-SHA256) from the secret key that the console shows.
///
/// A token is still taken for `leeway` seconds after its expiry, for clocks that differ; the service itself
/// uses 0. `*verifier` is the caller's: give it to `usersig_verifier_free`. The key's text is not kept, and
/// what is kept is wiped when the verifier is freed.
///
/// Returns `OK`, `BAD_SDKAPPID`, `BAD_KEY`, `NOT_UTF8`, `NULL_ARGUMENT`, `BAD_LENGTH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_verifier_new(
    sdkappid: u32,
    secret_key: *const c_char,
    secret_key_len: usize,
    leeway: u64,
    verifier: *mut *mut usersig_verifier,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        // SAFETY: the pointers are as the header says.
        let (key, out) =
            unsafe { (args::text("secret_key", secret_key, secret_key_len)?, Slot::new("verifier", verifier)?) };
        let policy = Policy::default().with_leeway_seconds(leeway);
        let made = Verifier::new(SdkAppId::new(sdkappid)?, SecretKey::new(key)?).with_policy(policy);
        out.set(Box::into_raw(Box::new(usersig_verifier(made))));
        Ok(())
    })
}

/// Makes a verifier of version 1.0 (ECDSA-SHA256), its oldest form included, from a public key in PEM.
///
/// Takes a `PUBLIC KEY` block on P-256 or secp256k1; in the console's `keys.zip` it is the file
/// `public_key`. Otherwise as `usersig_verifier_new`; also returns `UNSUPPORTED` in a build without version
/// 1.0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_verifier_new_from_public_key(
    sdkappid: u32,
    pem: *const c_char,
    pem_len: usize,
    leeway: u64,
    verifier: *mut *mut usersig_verifier,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        // SAFETY: the pointers are as the header says.
        let (pem, out) = unsafe { (args::text("pem", pem, pem_len)?, Slot::new("verifier", verifier)?) };
        let policy = Policy::default().with_leeway_seconds(leeway);
        let made = public_key_verifier(SdkAppId::new(sdkappid)?, pem)?.with_policy(policy);
        out.set(Box::into_raw(Box::new(usersig_verifier(made))));
        Ok(())
    })
}

/// Gives a verifier back and wipes its key. NULL is taken and does nothing.
///
/// No other thread may use the verifier any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_verifier_free(verifier: *mut usersig_verifier) {
    boundary!(or(), {
        if !verifier.is_null() {
            // SAFETY: made by `Box::into_raw` in one of the functions above, and given back once.
            drop(unsafe { Box::from_raw(verifier) });
        }
    });
}

/// Verifies that a token lets this user in at `now`.
///
/// The token is any bytes; NULL with a length of 0 is the empty token. The UserID is what the user claims to
/// be: any text of 1 to 1024 bytes that a token may hold. A token is valid up to and including the second of
/// its expiry. The fields of a token for which this said `OK` can be read with
/// `usersig_inspect_unverified`.
///
/// Returns `OK` or the first problem of the token, in this order: `EMPTY`, `MALFORMED`, `WRONG_KEY_KIND`,
/// `SDKAPPID_MISMATCH`, `USERID_MISMATCH`, `BAD_SIGNATURE`, `EXPIRED`. The report holds all problems, the
/// service's code for the first, its detail and a hint. Or `BAD_USERID`, `NOT_UTF8`, `NULL_ARGUMENT`,
/// `BAD_LENGTH`.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn usersig_verifier_verify_at(
    verifier: *const usersig_verifier,
    token: *const c_char,
    token_len: usize,
    userid: *const c_char,
    userid_len: usize,
    now: u64,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        // SAFETY: the pointers are as the header says.
        unsafe {
            let verifier = &args::object("verifier", verifier)?.0;
            judge(verifier, token, token_len, userid, userid_len, || UnixTime::from_secs(now))
        }
    })
}

/// Verifies a token by the machine's clock. Otherwise as `usersig_verifier_verify_at`.
#[cfg(not(target_family = "wasm"))]
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn usersig_verifier_verify(
    verifier: *const usersig_verifier,
    token: *const c_char,
    token_len: usize,
    userid: *const c_char,
    userid_len: usize,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        // SAFETY: the pointers are as the header says.
        unsafe {
            let verifier = &args::object("verifier", verifier)?.0;
            judge(verifier, token, token_len, userid, userid_len, UnixTime::now)
        }
    })
}

/// Verifies one token of version 2.0 at `now`, without leeway: a verifier, one token, and the verifier freed.
///
/// Returns what `usersig_verifier_new` and `usersig_verifier_verify_at` do.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn usersig_verify_at(
    sdkappid: u32,
    secret_key: *const c_char,
    secret_key_len: usize,
    token: *const c_char,
    token_len: usize,
    userid: *const c_char,
    userid_len: usize,
    now: u64,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        // SAFETY: the pointers are as the header says.
        unsafe {
            let key = SecretKey::new(args::text("secret_key", secret_key, secret_key_len)?)?;
            let verifier = Verifier::new(SdkAppId::new(sdkappid)?, key);
            judge(&verifier, token, token_len, userid, userid_len, || UnixTime::from_secs(now))
        }
    })
}

/// Verifies one token of version 2.0 by the machine's clock. Otherwise as `usersig_verify_at`.
#[cfg(not(target_family = "wasm"))]
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn usersig_verify(
    sdkappid: u32,
    secret_key: *const c_char,
    secret_key_len: usize,
    token: *const c_char,
    token_len: usize,
    userid: *const c_char,
    userid_len: usize,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        // SAFETY: the pointers are as the header says.
        unsafe {
            let key = SecretKey::new(args::text("secret_key", secret_key, secret_key_len)?)?;
            let verifier = Verifier::new(SdkAppId::new(sdkappid)?, key);
            judge(&verifier, token, token_len, userid, userid_len, UnixTime::now)
        }
    })
}
