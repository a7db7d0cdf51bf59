//! Reading a token without a key, from C.

use std::ffi::c_char;

use super::args;
use super::boundary::boundary;
use super::out::{Buffer, Slot};
use super::report::{Failure, clear_beyond, struct_size, usersig_report};
use super::status::usersig_status;
use crate::time::UnixTime;
use crate::token::{PrivateMapKey, RecordRoom, Token, Version, inspect_unverified};

/// `usersig_token.version`: 2.0, HMAC-SHA256.
pub const USERSIG_TOKEN_V2: u32 = 2;
/// `usersig_token.version`: 1.0, ECDSA-SHA256.
pub const USERSIG_TOKEN_V1: u32 = 1;
/// `usersig_token.version`: 1.0 in its oldest form, plain JSON with a local date.
pub const USERSIG_TOKEN_V1_PLAIN: u32 = 10;

/// `usersig_token.flags`: the token has a userbuf, maybe an empty one.
pub const USERSIG_TOKEN_HAS_USERBUF: u32 = 1;
/// `usersig_token.flags`: the userbuf is a PrivateMapKey record; the fields `record_…` hold it.
pub const USERSIG_TOKEN_HAS_RECORD: u32 = 2;
/// `usersig_token.flags`: the record's room is a string; read it with `usersig_unverified_room_name`.
pub const USERSIG_TOKEN_HAS_ROOM_NAME: u32 = 4;
/// `usersig_token.flags`: the issue time is a local date without a time zone, read in UTC+8; it may be wrong
/// by hours.
pub const USERSIG_TOKEN_TIME_APPROXIMATE: u32 = 8;

/// What stands in a token. Nothing of it is true until `usersig_verifier_verify` says so.
///
/// The caller owns it and sets `size` before the call. Later versions of the library may add fields at the
/// end, as with `usersig_report`.
#[repr(C)]
pub struct usersig_token {
    /// Set by the caller: `sizeof(usersig_token)`.
    pub size: u32,
    /// One of `USERSIG_TOKEN_V2`, `USERSIG_TOKEN_V1`, `USERSIG_TOKEN_V1_PLAIN`.
    pub version: u32,
    /// A set of `USERSIG_TOKEN_HAS_USERBUF` and its like.
    pub flags: u32,
    /// The SDKAppID; 0 if what stands there is none (a faulty writer's negative or larger number).
    pub sdkappid: u32,
    /// When the token was issued: Unix seconds.
    pub issued_at: u64,
    /// The validity in seconds, as it stands.
    pub expire: u64,
    /// The last second at which the token is valid: `issued_at` + `expire`, at most `UINT64_MAX`.
    pub expires_at: u64,
    /// Length of the UserID in bytes; read it with `usersig_unverified_userid`.
    pub userid_len: u32,
    /// Length of the userbuf in bytes; read it with `usersig_unverified_userbuf`.
    pub userbuf_len: u32,
    /// Length of the UserID in the record; read it with `usersig_unverified_account`.
    pub record_account_len: u32,
    /// The SDKAppID in the record.
    pub record_sdkappid: u32,
    /// The numeric room in the record; 0 with a string room.
    pub record_room: u32,
    /// Length of the string room in the record; read it with `usersig_unverified_room_name`.
    pub record_room_name_len: u32,
    /// The privilege map in the record as it stands: `USERSIG_PRIVILEGE_*`, maybe with further bits.
    pub record_privileges: u32,
    /// When the privileges end: Unix seconds.
    pub record_expires_at: u32,
}

impl usersig_token {
    fn new(size: u32, token: &Token) -> Self {
        // A token is at most 64 KiB.
        let len = |bytes: &[u8]| bytes.len() as u32;
        let mut out = Self {
            size,
            version: match token.version() {
                Version::V2 => USERSIG_TOKEN_V2,
                Version::V1 => USERSIG_TOKEN_V1,
                Version::V1Plain => USERSIG_TOKEN_V1_PLAIN,
            },
            flags: if token.is_time_approximate() { USERSIG_TOKEN_TIME_APPROXIMATE } else { 0 },
            sdkappid: token.sdkappid().unwrap_or(0),
            issued_at: token.issued_at().as_secs(),
            expire: token.expire(),
            expires_at: token.expires_at().as_secs(),
            userid_len: len(token.userid().as_bytes()),
            userbuf_len: 0,
            record_account_len: 0,
            record_sdkappid: 0,
            record_room: 0,
            record_room_name_len: 0,
            record_privileges: 0,
            record_expires_at: 0,
        };
        if let Some(userbuf) = token.userbuf() {
            out.flags |= USERSIG_TOKEN_HAS_USERBUF;
            out.userbuf_len = len(userbuf);
        }
        if let Some(record) = token.private_map_key() {
            out.flags |= USERSIG_TOKEN_HAS_RECORD;
            out.record_account_len = len(record.account_bytes());
            out.record_sdkappid = record.sdkappid();
            out.record_privileges = record.privilege_bits();
            // The record holds 32 bits.
            out.record_expires_at = record.expires_at().as_secs() as u32;
            match record.room() {
                RecordRoom::Number(number) => out.record_room = *number,
                RecordRoom::Name(name) => {
                    out.flags |= USERSIG_TOKEN_HAS_ROOM_NAME;
                    out.record_room_name_len = len(name.as_bytes());
                }
            }
        }
        out
    }
}

/// Reads the token of a caller.
///
/// # Safety
/// The pointer is as the header says.
unsafe fn read(token: *const c_char, token_len: usize) -> Result<Token, Failure> {
    // SAFETY: the caller's promise.
    Ok(inspect_unverified(unsafe { args::bytes("token", token.cast(), token_len) }?)?)
}

fn record(token: &Token) -> Result<PrivateMapKey, Failure> {
    token.private_map_key().ok_or(Failure::Absent("PrivateMapKey record"))
}

/// Reads a token without a key, **and so without verifying it**: whoever made it could write anything.
///
/// This is for a client that asks when to fetch a new token, and for people who want to see what is in one.
/// Never let anyone in because of what this returns. `info->size` must be set to `sizeof(usersig_token)`.
///
/// Returns `OK`, `EMPTY`, `MALFORMED`, `NULL_ARGUMENT`, `BAD_LENGTH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_inspect_unverified(
    token: *const c_char,
    token_len: usize,
    info: *mut usersig_token,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        // SAFETY: the pointers are as the header says; `struct_size` has checked the struct's size.
        unsafe {
            let out = Slot::new("info", info)?;
            let size = struct_size("info", info)?;
            let token = read(token, token_len)?;
            clear_beyond(info, size);
            out.set(usersig_token::new(size as u32, &token));
        }
        Ok(())
    })
}

/// The UserID in a token, not verified: UTF-8 without control characters, ends in NUL.
///
/// Returns `OK`, `EMPTY`, `MALFORMED`, `BUFFER_TOO_SMALL`, `NULL_ARGUMENT`, `BAD_LENGTH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_unverified_userid(
    token: *const c_char,
    token_len: usize,
    buf: *mut c_char,
    cap: usize,
    len: *mut usize,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        // SAFETY: the pointers are as the header says.
        let (out, token) = unsafe { (Buffer::text(buf, cap, len)?, read(token, token_len)?) };
        out.put(token.userid().as_bytes())
    })
}

/// The userbuf's bytes in a token, not verified. No NUL follows them.
///
/// Returns what `usersig_unverified_userid` does, and `ABSENT` if the token has no userbuf.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_unverified_userbuf(
    token: *const c_char,
    token_len: usize,
    buf: *mut u8,
    cap: usize,
    len: *mut usize,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        // SAFETY: the pointers are as the header says.
        let (out, token) = unsafe { (Buffer::bytes(buf, cap, len)?, read(token, token_len)?) };
        out.put(token.userbuf().ok_or(Failure::Absent("userbuf"))?)
    })
}

/// The UserID's bytes in the PrivateMapKey record of a token, not verified, as they stand: several writers
/// corrupt one that is not ASCII. No NUL follows them.
///
/// Returns what `usersig_unverified_userid` does, and `ABSENT` if the token has no such record.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_unverified_account(
    token: *const c_char,
    token_len: usize,
    buf: *mut u8,
    cap: usize,
    len: *mut usize,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        // SAFETY: the pointers are as the header says.
        let (out, token) = unsafe { (Buffer::bytes(buf, cap, len)?, read(token, token_len)?) };
        out.put(record(&token)?.account_bytes())
    })
}

/// The string room in the PrivateMapKey record of a token, not verified: UTF-8 (bytes that are not are
/// replaced by U+FFFD), ends in NUL.
///
/// Returns what `usersig_unverified_userid` does, and `ABSENT` if the token has no such record or its room
/// is a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_unverified_room_name(
    token: *const c_char,
    token_len: usize,
    buf: *mut c_char,
    cap: usize,
    len: *mut usize,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        // SAFETY: the pointers are as the header says.
        let (out, token) = unsafe { (Buffer::text(buf, cap, len)?, read(token, token_len)?) };
        match record(&token)?.room() {
            RecordRoom::Name(name) => out.put(name.as_bytes()),
            RecordRoom::Number(_) => Err(Failure::Absent("string room")),
        }
    })
}

/// Seconds from `now` to the last one at which the token is valid, not verified; 0 if it has expired.
///
/// This is how a client knows when to fetch a new token.
///
/// Returns `OK`, `EMPTY`, `MALFORMED`, `NULL_ARGUMENT`, `BAD_LENGTH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_unverified_time_left_at(
    token: *const c_char,
    token_len: usize,
    now: u64,
    seconds: *mut u64,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        // SAFETY: the pointers are as the header says.
        let (out, token) = unsafe { (Slot::new("seconds", seconds)?, read(token, token_len)?) };
        out.set(token.time_left_at(UnixTime::from_secs(now)));
        Ok(())
    })
}

/// Seconds that are left by the machine's clock. Otherwise as `usersig_unverified_time_left_at`.
#[cfg(not(target_family = "wasm"))]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_unverified_time_left(
    token: *const c_char,
    token_len: usize,
    seconds: *mut u64,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, {
        // SAFETY: the pointers are as the header says.
        let (out, token) = unsafe { (Slot::new("seconds", seconds)?, read(token, token_len)?) };
        out.set(token.time_left_at(UnixTime::now()));
        Ok(())
    })
}
