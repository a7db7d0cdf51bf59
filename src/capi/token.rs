//! The contents of a token, for C: `usersig_token`.

use std::ffi::c_char;
use std::ptr;

use super::args;
use super::boundary::boundary;
use super::report::{Done, LATER, PhantomData, usersig_report};
use super::status::usersig_status;
use crate::record::{PrivateMapKey, RecordRoom};
use crate::token::{Token, Version, inspect_unverified};
use crate::warning::Warning;

/// Version 2.0: HMAC-SHA256.
pub const USERSIG_TOKEN_V2: u32 = 2;
/// Version 1.0: ECDSA-SHA256.
pub const USERSIG_TOKEN_V1: u32 = 1;
/// Version 1.0 in its oldest form: plain JSON, its time a local date.
pub const USERSIG_TOKEN_V1_PLAIN: u32 = 10;

/// The token has a userbuf.
pub const USERSIG_TOKEN_HAS_USERBUF: u32 = 1;
/// The userbuf is a PrivateMapKey record: the `record_` fields are set.
pub const USERSIG_TOKEN_HAS_RECORD: u32 = 2;
/// The record is for a string room.
pub const USERSIG_TOKEN_HAS_ROOM_NAME: u32 = 4;
/// The issue time is a local date without a reliable time zone, read in UTC+8: it may be wrong by hours.
pub const USERSIG_TOKEN_TIME_APPROXIMATE: u32 = 8;

/// The contents of a token, verbatim.
///
/// The library makes it, and the caller frees it with `usersig_token_free`. It is read-only, and its pointers are valid
/// until it is freed. Later versions append fields: a program that may run with an older library reads only the fields within
/// `size`. Any number of threads may read it at the same time.
#[repr(C)]
pub struct usersig_token {
    /// Size of this struct in the library that made it.
    pub size: u32,
    /// One of `USERSIG_TOKEN_V2`, `USERSIG_TOKEN_V1`, `USERSIG_TOKEN_V1_PLAIN`.
    pub version: u32,
    /// A set of `USERSIG_TOKEN_HAS_USERBUF`, `USERSIG_TOKEN_HAS_RECORD`, `USERSIG_TOKEN_HAS_ROOM_NAME`,
    /// `USERSIG_TOKEN_TIME_APPROXIMATE`.
    pub flags: u32,
    /// A set of `USERSIG_WARNING_*`.
    pub warnings: u32,
    /// The issue time in Unix seconds.
    pub issued_at: u64,
    /// The validity in seconds.
    pub expire: u64,
    /// The last second at which the token is valid: `issued_at` + `expire`, at most `UINT64_MAX`. A client fetches a
    /// new token shortly before it.
    pub expires_at: u64,
    /// The UserID: UTF-8, ends in NUL, without another NUL.
    pub userid: *const c_char,
    /// Length of `userid` in bytes, without the NUL.
    pub userid_len: usize,
    /// The SDKAppID in decimal digits, verbatim: possibly negative or too large. Ends in NUL.
    pub sdkappid_text: *const c_char,
    /// Length of `sdkappid_text` in bytes, without the NUL.
    pub sdkappid_text_len: usize,
    /// The userbuf; NULL if there is none.
    pub userbuf: *const u8,
    /// Length of `userbuf` in bytes.
    pub userbuf_len: usize,
    /// The SDKAppID; 0 if `sdkappid_text` is not a number from 1 to 4294967295.
    pub sdkappid: u32,
    /// The SDKAppID in the record.
    pub record_sdkappid: u32,
    /// The numeric room in the record; 0 with a string room.
    pub record_room: u32,
    /// The privilege map in the record, all 32 bits: `USERSIG_PRIVILEGE_*`, possibly with further bits.
    pub record_privileges: u32,
    /// When the privileges expire, in Unix seconds.
    pub record_expires_at: u64,
    /// The bytes of the UserID in the record, which some writers corrupt; NULL if there is no record.
    pub record_account: *const u8,
    /// Length of `record_account` in bytes.
    pub record_account_len: usize,
    /// The string room in the record: UTF-8 with U+FFFD for invalid bytes, ends in NUL; NULL if there is none.
    pub record_room_name: *const c_char,
    /// Length of `record_room_name` in bytes, without the NUL.
    pub record_room_name_len: usize,
    /// In builds that test the ABI.
    pub later: PhantomData<u64>,
}

/// A token and the memory that its C form points to.
#[repr(C)]
struct OwnedToken {
    /// The first field, so that a pointer to it is also a pointer to the whole.
    c: usersig_token,
    token: Token,
    userid: Vec<u8>,
    sdkappid_text: Vec<u8>,
    record: Option<PrivateMapKey>,
    room_name: Vec<u8>,
}

/// Returns the bits of warnings, as `warnings` has them.
pub(super) fn warning_bits(warnings: &[Warning]) -> u32 {
    warnings.iter().fold(0, |set, warning| {
        set | match warning {
            Warning::NumberAsText { .. } => super::status::USERSIG_WARNING_NUMBER_AS_TEXT,
        }
    })
}

impl OwnedToken {
    /// Copies a token to the heap, where the pointers into it stay valid.
    fn new(token: &Token) -> Box<Self> {
        let with_nul = |text: &str| [text.as_bytes(), &[0]].concat();
        let record = token.private_map_key();
        let room_name = match record.as_ref().map(PrivateMapKey::room) {
            Some(RecordRoom::Name(name)) => with_nul(name),
            _ => Vec::new(),
        };
        let mut owned = Box::new(Self {
            c: usersig_token {
                size: size_of::<usersig_token>() as u32,
                version: match token.version() {
                    Version::V2 => USERSIG_TOKEN_V2,
                    Version::V1 => USERSIG_TOKEN_V1,
                    Version::V1Plain => USERSIG_TOKEN_V1_PLAIN,
                },
                flags: if token.is_time_approximate() { USERSIG_TOKEN_TIME_APPROXIMATE } else { 0 },
                warnings: warning_bits(token.warnings()),
                issued_at: token.issued_at().as_secs(),
                expire: token.expire(),
                expires_at: token.expires_at().as_secs(),
                userid: ptr::null(),
                userid_len: token.userid().len(),
                sdkappid_text: ptr::null(),
                sdkappid_text_len: token.sdkappid_text().len(),
                userbuf: ptr::null(),
                userbuf_len: 0,
                sdkappid: token.sdkappid().unwrap_or(0),
                record_sdkappid: 0,
                record_room: 0,
                record_privileges: 0,
                record_expires_at: 0,
                record_account: ptr::null(),
                record_account_len: 0,
                record_room_name: ptr::null(),
                record_room_name_len: 0,
                later: LATER,
            },
            token: token.clone(),
            userid: with_nul(token.userid()),
            sdkappid_text: with_nul(token.sdkappid_text()),
            record,
            room_name,
        });
        let Self { c, token, userid, sdkappid_text, record, room_name } = &mut *owned;
        c.userid = userid.as_ptr().cast();
        c.sdkappid_text = sdkappid_text.as_ptr().cast();
        if let Some(userbuf) = token.userbuf() {
            c.flags |= USERSIG_TOKEN_HAS_USERBUF;
            (c.userbuf, c.userbuf_len) = (userbuf.as_ptr(), userbuf.len());
        }
        if let Some(record) = record {
            c.flags |= USERSIG_TOKEN_HAS_RECORD;
            c.record_sdkappid = record.sdkappid();
            c.record_privileges = record.privilege_bits();
            c.record_expires_at = record.expires_at().as_secs();
            let account = record.account_bytes();
            (c.record_account, c.record_account_len) = (account.as_ptr(), account.len());
            match record.room() {
                RecordRoom::Number(number) => c.record_room = *number,
                RecordRoom::Name(name) => {
                    c.flags |= USERSIG_TOKEN_HAS_ROOM_NAME;
                    (c.record_room_name, c.record_room_name_len) = (room_name.as_ptr().cast(), name.len());
                }
            }
        }
        owned
    }
}

/// Copies a token for the caller, who frees it with `usersig_token_free`.
pub(super) fn owned(token: &Token) -> *mut usersig_token {
    let owned: *mut OwnedToken = Box::into_raw(OwnedToken::new(token));
    owned.cast()
}

/// Reads a token **without verifying it**: anyone can write such a token.
///
/// Use it where no key is needed: in a client that has to know when to fetch a new token, or to show what is in a token.
/// Never grant access because of what it returns. `*out` is NULL unless the token can be read. Free it with
/// `usersig_token_free`.
///
/// Returns `OK`, `EMPTY`, `MALFORMED`, `NULL_ARGUMENT`, `BAD_LENGTH`.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn usersig_inspect_unverified(
    token: *const c_char,
    token_len: usize,
    out: *mut *mut usersig_token,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, out: out, {
        let out = out.wanted()?;
        // SAFETY: the pointers are as the header says.
        let token = inspect_unverified(unsafe { args::bytes("token", token.cast(), token_len) }?)?;
        out.set(|| owned(&token));
        Ok(Done::with(token.warnings()))
    })
}

/// Frees what `usersig_inspect_unverified`, `usersig_verifier_verify` or `usersig_verify` made. Does nothing for
/// NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_token_free(token: *mut usersig_token) {
    boundary!(or(), {
        if !token.is_null() {
            // SAFETY: made by `Box::into_raw` of an `OwnedToken`, whose first field this is, and freed once.
            drop(unsafe { Box::from_raw(token.cast::<OwnedToken>()) });
        }
    });
}
