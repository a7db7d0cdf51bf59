//! Signing from C.

use std::ffi::c_char;

use super::args;
use super::boundary::boundary;
use super::out::{Buffer, Slot};
use super::report::{Failure, usersig_report};
use super::status::usersig_status;
use crate::error::Error;
use crate::fields::{Room, SdkAppId, UserId, Userbuf, Validity};
use crate::key::SecretKey;
use crate::privileges::Privileges;
use crate::signer::Signer;
use crate::time::UnixTime;

/// Signs tokens of one application with one key.
///
/// Made by `usersig_signer_new` or `usersig_signer_new_from_private_key`, given back by
/// `usersig_signer_free`. Immutable: any number of threads may use one signer at the same time.
pub struct usersig_signer(Signer);

#[cfg(feature = "ecdsa")]
fn private_key_signer(app: SdkAppId, pem: &str) -> Result<Signer, Failure> {
    Ok(Signer::with_private_key(app, crate::ecdsa::PrivateKey::from_pem(pem)?))
}

#[cfg(not(feature = "ecdsa"))]
fn private_key_signer(_: SdkAppId, _: &str) -> Result<Signer, Failure> {
    Err(Failure::Unsupported)
}

/// The clock of the forms without `now`.
#[cfg(not(target_family = "wasm"))]
fn clock() -> UnixTime {
    UnixTime::now()
}

/// What every kind of token needs from a caller.
struct Request {
    userid: *const c_char,
    userid_len: usize,
    validity: u64,
    flags: u32,
    buf: *mut c_char,
    cap: usize,
    len: *mut usize,
}

impl Request {
    /// Reads and checks the arguments, and lets `sign` write the token.
    ///
    /// # Safety
    /// The pointers are as the header says.
    unsafe fn serve(
        self,
        sign: impl FnOnce(UserId<'_>, Validity, &mut [u8]) -> Result<usize, Error>,
    ) -> Result<(), Failure> {
        // SAFETY: the caller's promise.
        let (text, out) = unsafe {
            (args::text("userid", self.userid, self.userid_len)?, Buffer::text(self.buf, self.cap, self.len)?)
        };
        let user = args::userid_to_sign(text, self.flags)?;
        let validity = Validity::seconds(self.validity)?;
        out.fill(|out| sign(user, validity, out))
    }
}

/// Makes a signer of version 2.0 (HMAC-SHA256) from the secret key that the console shows: for every
/// application made since 19 July 2019.
///
/// `*signer` is the caller's: give it to `usersig_signer_free`. The key's text is not kept, and what is kept
/// is wiped when the signer is freed. A program that signs once can use `usersig_sign` instead.
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
        Ok(())
    })
}

/// Makes a signer of version 1.0 (ECDSA-SHA256) from a private key in PEM: for older applications that were
/// never moved to a secret key.
///
/// Takes `PRIVATE KEY` and `EC PRIVATE KEY` blocks (with or without `EC PARAMETERS`) on P-256 or secp256k1;
/// in the console's `keys.zip` it is the file `private_key`. `*signer` is the caller's: give it to
/// `usersig_signer_free`.
///
/// Returns what `usersig_signer_new` does, and `UNSUPPORTED` in a build without version 1.0.
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
        Ok(())
    })
}

/// Gives a signer back and wipes its key. NULL is taken and does nothing.
///
/// No other thread may use the signer any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_signer_free(signer: *mut usersig_signer) {
    boundary!(or(), {
        if !signer.is_null() {
            // SAFETY: made by `Box::into_raw` in one of the functions above, and given back once.
            drop(unsafe { Box::from_raw(signer) });
        }
    });
}

/// Signs a UserSig that is issued at `now`.
///
/// `validity` is in seconds from `now`, 1 to `USERSIG_VALIDITY_MAX`. `flags` is 0 or
/// `USERSIG_FLAG_ANY_USERID`. The token goes to `buf` and ends in NUL; it is about 200 characters for a
/// UserID of up to 16, and never more than 4096 without a userbuf.
///
/// Returns `OK`, `BAD_USERID`, `BAD_VALIDITY`, `BAD_FLAGS`, `BUFFER_TOO_SMALL`, `NOT_UTF8`, `NULL_ARGUMENT`,
/// `BAD_LENGTH`; with a private key also `BAD_KEY` if it cannot sign.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_signer_sign_at(
    signer: *const usersig_signer,
    userid: *const c_char,
    userid_len: usize,
    validity: u64,
    now: u64,
    flags: u32,
    buf: *mut c_char,
    cap: usize,
    len: *mut usize,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        let now = UnixTime::from_secs(now);
        // SAFETY: the pointers are as the header says.
        unsafe {
            let signer = args::object("signer", signer)?;
            Request { userid, userid_len, validity, flags, buf, cap, len }
                .serve(|user, validity, out| signer.0.sign_into(user, validity, now, out))
        }
    })
}

/// Signs a UserSig that is issued now, by the machine's clock. Otherwise as `usersig_signer_sign_at`.
#[cfg(not(target_family = "wasm"))]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_signer_sign(
    signer: *const usersig_signer,
    userid: *const c_char,
    userid_len: usize,
    validity: u64,
    flags: u32,
    buf: *mut c_char,
    cap: usize,
    len: *mut usize,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        // SAFETY: the pointers are as the header says.
        unsafe {
            let signer = args::object("signer", signer)?;
            Request { userid, userid_len, validity, flags, buf, cap, len }
                .serve(|user, validity, out| signer.0.sign_into(user, validity, clock(), out))
        }
    })
}

/// Signs a UserSig with a userbuf, any bytes that are signed with it: 0 to 32768 of them.
///
/// The service reads a userbuf as a PrivateMapKey record; for those use
/// `usersig_signer_private_map_key_at`. NULL with a length of 0 is an empty userbuf, which is not the same
/// as none. A token of a userbuf of n bytes has at most 4096 + 2 n characters.
///
/// Returns what `usersig_signer_sign_at` does, and `BAD_USERBUF`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_signer_sign_with_userbuf_at(
    signer: *const usersig_signer,
    userid: *const c_char,
    userid_len: usize,
    validity: u64,
    userbuf: *const u8,
    userbuf_len: usize,
    now: u64,
    flags: u32,
    buf: *mut c_char,
    cap: usize,
    len: *mut usize,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        let now = UnixTime::from_secs(now);
        // SAFETY: the pointers are as the header says.
        unsafe {
            let signer = args::object("signer", signer)?;
            let userbuf = Userbuf::new(args::bytes("userbuf", userbuf, userbuf_len)?)?;
            Request { userid, userid_len, validity, flags, buf, cap, len }.serve(|user, validity, out| {
                signer.0.sign_with_userbuf_into(user, validity, userbuf, now, out)
            })
        }
    })
}

/// Signs a UserSig with a userbuf by the machine's clock. Otherwise as `usersig_signer_sign_with_userbuf_at`.
#[cfg(not(target_family = "wasm"))]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_signer_sign_with_userbuf(
    signer: *const usersig_signer,
    userid: *const c_char,
    userid_len: usize,
    validity: u64,
    userbuf: *const u8,
    userbuf_len: usize,
    flags: u32,
    buf: *mut c_char,
    cap: usize,
    len: *mut usize,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        // SAFETY: the pointers are as the header says.
        unsafe {
            let signer = args::object("signer", signer)?;
            let userbuf = Userbuf::new(args::bytes("userbuf", userbuf, userbuf_len)?)?;
            Request { userid, userid_len, validity, flags, buf, cap, len }.serve(|user, validity, out| {
                signer.0.sign_with_userbuf_into(user, validity, userbuf, clock(), out)
            })
        }
    })
}

/// Signs a PrivateMapKey for a numeric room (TRTC advanced permission control): a token that lets the user
/// into this room with these privileges.
///
/// `room` is 1 to 4294967294; `privileges` is a set of `USERSIG_PRIVILEGE_*`.
///
/// Returns what `usersig_signer_sign_at` does, and `BAD_ROOM`, `BAD_PRIVILEGES`, `BAD_EXPIRY`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_signer_private_map_key_at(
    signer: *const usersig_signer,
    userid: *const c_char,
    userid_len: usize,
    validity: u64,
    room: u32,
    privileges: u32,
    now: u64,
    flags: u32,
    buf: *mut c_char,
    cap: usize,
    len: *mut usize,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        let (now, room) = (UnixTime::from_secs(now), Room::number(room)?);
        let privileges = Privileges::from_bits(privileges)?;
        // SAFETY: the pointers are as the header says.
        unsafe {
            let signer = args::object("signer", signer)?;
            Request { userid, userid_len, validity, flags, buf, cap, len }.serve(|user, validity, out| {
                signer.0.private_map_key_into(user, validity, room, privileges, now, out)
            })
        }
    })
}

/// Signs a PrivateMapKey for a numeric room by the machine's clock. Otherwise as
/// `usersig_signer_private_map_key_at`.
#[cfg(not(target_family = "wasm"))]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_signer_private_map_key(
    signer: *const usersig_signer,
    userid: *const c_char,
    userid_len: usize,
    validity: u64,
    room: u32,
    privileges: u32,
    flags: u32,
    buf: *mut c_char,
    cap: usize,
    len: *mut usize,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        let (room, privileges) = (Room::number(room)?, Privileges::from_bits(privileges)?);
        // SAFETY: the pointers are as the header says.
        unsafe {
            let signer = args::object("signer", signer)?;
            Request { userid, userid_len, validity, flags, buf, cap, len }.serve(|user, validity, out| {
                signer.0.private_map_key_into(user, validity, room, privileges, clock(), out)
            })
        }
    })
}

/// Signs a PrivateMapKey for a string room: 1 to 64 bytes of `a-z A-Z 0-9`, space and
/// `!#$%&()+-:;<=.>?@[]^_{}|~,`.
///
/// A string room is another room than the numeric one of the same digits. Otherwise as
/// `usersig_signer_private_map_key_at`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_signer_private_map_key_string_room_at(
    signer: *const usersig_signer,
    userid: *const c_char,
    userid_len: usize,
    validity: u64,
    room: *const c_char,
    room_len: usize,
    privileges: u32,
    now: u64,
    flags: u32,
    buf: *mut c_char,
    cap: usize,
    len: *mut usize,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        let (now, privileges) = (UnixTime::from_secs(now), Privileges::from_bits(privileges)?);
        // SAFETY: the pointers are as the header says.
        unsafe {
            let signer = args::object("signer", signer)?;
            let room = Room::name(args::text("room", room, room_len)?)?;
            Request { userid, userid_len, validity, flags, buf, cap, len }.serve(|user, validity, out| {
                signer.0.private_map_key_into(user, validity, room, privileges, now, out)
            })
        }
    })
}

/// Signs a PrivateMapKey for a string room by the machine's clock. Otherwise as
/// `usersig_signer_private_map_key_string_room_at`.
#[cfg(not(target_family = "wasm"))]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_signer_private_map_key_string_room(
    signer: *const usersig_signer,
    userid: *const c_char,
    userid_len: usize,
    validity: u64,
    room: *const c_char,
    room_len: usize,
    privileges: u32,
    flags: u32,
    buf: *mut c_char,
    cap: usize,
    len: *mut usize,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        let privileges = Privileges::from_bits(privileges)?;
        // SAFETY: the pointers are as the header says.
        unsafe {
            let signer = args::object("signer", signer)?;
            let room = Room::name(args::text("room", room, room_len)?)?;
            Request { userid, userid_len, validity, flags, buf, cap, len }.serve(|user, validity, out| {
                signer.0.private_map_key_into(user, validity, room, privileges, clock(), out)
            })
        }
    })
}

/// Signs one UserSig of version 2.0 that is issued at `now`: a signer, one token, and the signer freed.
///
/// For one user a request this is all that is needed; for many under one key a signer is faster. The UserID
/// is held to the documented rule.
///
/// Returns what `usersig_signer_new` and `usersig_signer_sign_at` do.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_sign_at(
    sdkappid: u32,
    secret_key: *const c_char,
    secret_key_len: usize,
    userid: *const c_char,
    userid_len: usize,
    validity: u64,
    now: u64,
    buf: *mut c_char,
    cap: usize,
    len: *mut usize,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        let now = UnixTime::from_secs(now);
        // SAFETY: the pointers are as the header says.
        unsafe {
            let key = SecretKey::new(args::text("secret_key", secret_key, secret_key_len)?)?;
            let signer = Signer::new(SdkAppId::new(sdkappid)?, key);
            Request { userid, userid_len, validity, flags: 0, buf, cap, len }
                .serve(|user, validity, out| signer.sign_into(user, validity, now, out))
        }
    })
}

/// Signs one UserSig of version 2.0 by the machine's clock. Otherwise as `usersig_sign_at`.
#[cfg(not(target_family = "wasm"))]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_sign(
    sdkappid: u32,
    secret_key: *const c_char,
    secret_key_len: usize,
    userid: *const c_char,
    userid_len: usize,
    validity: u64,
    buf: *mut c_char,
    cap: usize,
    len: *mut usize,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        // SAFETY: the pointers are as the header says.
        unsafe {
            let key = SecretKey::new(args::text("secret_key", secret_key, secret_key_len)?)?;
            let signer = Signer::new(SdkAppId::new(sdkappid)?, key);
            Request { userid, userid_len, validity, flags: 0, buf, cap, len }
                .serve(|user, validity, out| signer.sign_into(user, validity, clock(), out))
        }
    })
}
