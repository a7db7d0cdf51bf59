//! Signing from C.

use std::ffi::c_char;

use super::args;
use super::boundary::boundary;
use super::input::{self, usersig_request};
use super::out::{Slot, TextBuffer};
use super::report::{Done, Failure, usersig_report};
use super::status::usersig_status;
use crate::fields::SdkAppId;
use crate::key::SecretKey;
use crate::signer::Signer;

/// Signs tokens of one application with one key.
///
/// Make one with `usersig_signer_new` or `usersig_signer_new_from_private_key`, and free it with `usersig_signer_free`. A
/// signer is immutable, so any number of threads may use it at the same time.
pub struct usersig_signer(Signer);

#[cfg(feature = "ecdsa")]
fn private_key_signer(app: SdkAppId, pem: &str) -> Result<Signer, Failure> {
    Ok(Signer::with_private_key(app, crate::ecdsa::PrivateKey::from_pem(pem)?))
}

#[cfg(not(feature = "ecdsa"))]
fn private_key_signer(_: SdkAppId, _: &str) -> Result<Signer, Failure> {
    Err(Failure::NO_ECDSA)
}

/// Makes a signer of version 2.0 (HMAC-SHA256) from the secret key that the console shows, for applications that were
/// created since 19 July 2019.
///
/// The caller owns `*signer` and frees it with `usersig_signer_free`. The text of the key is not kept; its hash states are,
/// and are wiped when the signer is freed. A program that signs only once can use `usersig_sign` instead.
///
/// Returns `OK`, `BAD_SDKAPPID`, `BAD_KEY`, `NOT_UTF8`, `NULL_ARGUMENT`, `BAD_LENGTH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_signer_new(
    sdkappid: u32,
    secret_key: *const c_char,
    secret_key_len: usize,
    signer: *mut *mut usersig_signer,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        // SAFETY: the pointers are as the header says.
        let (key, out) =
            unsafe { (args::text("secret_key", secret_key, secret_key_len)?, Slot::new("signer", signer)?) };
        let made = Signer::new(SdkAppId::new(sdkappid)?, SecretKey::new(key)?);
        out.set(Box::into_raw(Box::new(usersig_signer(made))));
        Ok(Done)
    })
}

/// Makes a signer of version 1.0 (ECDSA-SHA256) from a private key in PEM, for older applications that were never moved
/// to a secret key.
///
/// Accepts PKCS#8 (`PRIVATE KEY`) and SEC1 (`EC PRIVATE KEY`), on P-256 or secp256k1. Like `usersig_signer_new`;
/// also returns `UNSUPPORTED` in a build without version 1.0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_signer_new_from_private_key(
    sdkappid: u32,
    pem: *const c_char,
    pem_len: usize,
    signer: *mut *mut usersig_signer,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        // SAFETY: the pointers are as the header says.
        let (pem, out) = unsafe { (args::text("pem", pem, pem_len)?, Slot::new("signer", signer)?) };
        let made = private_key_signer(SdkAppId::new(sdkappid)?, pem)?;
        out.set(Box::into_raw(Box::new(usersig_signer(made))));
        Ok(Done)
    })
}

/// Frees a signer and wipes its key. Does nothing for NULL.
///
/// No other thread may be using the signer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_signer_free(signer: *mut usersig_signer) {
    boundary!(or(), {
        if !signer.is_null() {
            // SAFETY: made by `Box::into_raw` in one of the functions above, and freed once.
            drop(unsafe { Box::from_raw(signer) });
        }
    });
}

/// Signs one token.
///
/// Writes the token and a NUL to `buf`, and the length of the token to `*len`. 512 bytes are enough for a UserID of the
/// documented length without a userbuf. Uses no network, no lock and no allocation.
///
/// Returns `OK`, `BAD_USERID`, `BAD_VALIDITY`, `BAD_USERBUF`, `BAD_ROOM`, `BAD_PRIVILEGES`, `BAD_EXPIRY`,
/// `BAD_TIME`, `BAD_STRUCT`, `NOT_UTF8`, `NULL_ARGUMENT`, `BAD_LENGTH`, `BUFFER_TOO_SMALL`; `BAD_KEY` if a private key cannot
/// sign.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn usersig_signer_sign(
    signer: *const usersig_signer,
    request: *const usersig_request,
    buf: *mut c_char,
    cap: usize,
    len: *mut usize,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        // SAFETY: the pointers are as the header says.
        unsafe {
            let signer = args::object("signer", signer)?;
            let (request, out) = (input::request(request)?, TextBuffer::new(buf, cap, len)?);
            out.fill(|out| signer.0.sign_into(&request, out))
        }
    })
}

/// Signs one token of version 2.0: makes a signer, signs, and frees the signer.
///
/// Returns what `usersig_signer_new` and `usersig_signer_sign` return.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn usersig_sign(
    sdkappid: u32,
    secret_key: *const c_char,
    secret_key_len: usize,
    request: *const usersig_request,
    buf: *mut c_char,
    cap: usize,
    len: *mut usize,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        // SAFETY: the pointers are as the header says.
        unsafe {
            let key = args::text("secret_key", secret_key, secret_key_len)?;
            let (request, out) = (input::request(request)?, TextBuffer::new(buf, cap, len)?);
            let signer = Signer::new(SdkAppId::new(sdkappid)?, SecretKey::new(key)?);
            out.fill(|out| signer.sign_into(&request, out))
        }
    })
}
