//! Status numbers, service codes, and their texts.

use std::ffi::{CStr, CString, c_char};
use std::sync::LazyLock;

use super::boundary::boundary;
use crate::service_code::ServiceCode;

/// What a call says: `USERSIG_STATUS_OK`, or why not. A number that is not listed here comes from a newer
/// library; treat it as a failure.
///
/// Numbers are never reused. 1 to 99: a token is not valid. 100 to 199: an input cannot be signed or used as
/// a key. 200 to 299: the call itself is wrong. 300 and above: this build, or a fault of the library.
pub type usersig_status = i32;

/// Done; a verified token is valid.
pub const USERSIG_STATUS_OK: usersig_status = 0;
/// The token is empty.
pub const USERSIG_STATUS_EMPTY: usersig_status = 1;
/// The token cannot be read; the report's detail says where.
pub const USERSIG_STATUS_MALFORMED: usersig_status = 2;
/// The token is of the other version than the verifier's key is for.
pub const USERSIG_STATUS_WRONG_KEY_KIND: usersig_status = 3;
/// The token is for another application.
pub const USERSIG_STATUS_SDKAPPID_MISMATCH: usersig_status = 4;
/// The token is for another user.
pub const USERSIG_STATUS_USERID_MISMATCH: usersig_status = 5;
/// The signature does not match: another key, or an altered token.
pub const USERSIG_STATUS_BAD_SIGNATURE: usersig_status = 6;
/// The token has expired.
pub const USERSIG_STATUS_EXPIRED: usersig_status = 7;
/// The SDKAppID is 0.
pub const USERSIG_STATUS_BAD_SDKAPPID: usersig_status = 100;
/// The UserID breaks its rule (length, characters, control characters).
pub const USERSIG_STATUS_BAD_USERID: usersig_status = 101;
/// The validity is 0 or above 50 years.
pub const USERSIG_STATUS_BAD_VALIDITY: usersig_status = 102;
/// The userbuf is longer than 32768 bytes.
pub const USERSIG_STATUS_BAD_USERBUF: usersig_status = 103;
/// The room number or the string room breaks its rule.
pub const USERSIG_STATUS_BAD_ROOM: usersig_status = 104;
/// The privileges have bits above 255.
pub const USERSIG_STATUS_BAD_PRIVILEGES: usersig_status = 105;
/// The key is empty, has white space around it, or is no PEM key on P-256 or secp256k1.
pub const USERSIG_STATUS_BAD_KEY: usersig_status = 106;
/// A PrivateMapKey would expire after 7 February 2106, which its record cannot hold.
pub const USERSIG_STATUS_BAD_EXPIRY: usersig_status = 107;
/// A pointer is NULL that must not be.
pub const USERSIG_STATUS_NULL_ARGUMENT: usersig_status = 200;
/// A length is above `PTRDIFF_MAX`: a negative number that became a `size_t`.
pub const USERSIG_STATUS_BAD_LENGTH: usersig_status = 201;
/// A text is not UTF-8.
pub const USERSIG_STATUS_NOT_UTF8: usersig_status = 202;
/// The buffer is too small. Nothing was written to it; `*len` says what is needed.
pub const USERSIG_STATUS_BUFFER_TOO_SMALL: usersig_status = 203;
/// The flags have a bit that this library does not know.
pub const USERSIG_STATUS_BAD_FLAGS: usersig_status = 204;
/// The `size` of a struct was not set to its `sizeof`.
pub const USERSIG_STATUS_BAD_STRUCT_SIZE: usersig_status = 205;
/// The token has no such thing: no userbuf, no PrivateMapKey record, no string room.
pub const USERSIG_STATUS_ABSENT: usersig_status = 206;
/// This build of the library leaves it out: version 1.0 needs the feature `ecdsa`.
pub const USERSIG_STATUS_UNSUPPORTED: usersig_status = 300;
/// A fault of the library was caught. Please report it; the process can go on.
pub const USERSIG_STATUS_PANIC: usersig_status = 301;

/// Set in `usersig_report.problems` for an empty token. Each bit is `1 << (status - 1)`.
pub const USERSIG_PROBLEM_EMPTY: u32 = 1;
/// Set in `usersig_report.problems` for `USERSIG_STATUS_MALFORMED`.
pub const USERSIG_PROBLEM_MALFORMED: u32 = 2;
/// Set in `usersig_report.problems` for `USERSIG_STATUS_WRONG_KEY_KIND`.
pub const USERSIG_PROBLEM_WRONG_KEY_KIND: u32 = 4;
/// Set in `usersig_report.problems` for `USERSIG_STATUS_SDKAPPID_MISMATCH`.
pub const USERSIG_PROBLEM_SDKAPPID_MISMATCH: u32 = 8;
/// Set in `usersig_report.problems` for `USERSIG_STATUS_USERID_MISMATCH`.
pub const USERSIG_PROBLEM_USERID_MISMATCH: u32 = 16;
/// Set in `usersig_report.problems` for `USERSIG_STATUS_BAD_SIGNATURE`.
pub const USERSIG_PROBLEM_BAD_SIGNATURE: u32 = 32;
/// Set in `usersig_report.problems` for `USERSIG_STATUS_EXPIRED`.
pub const USERSIG_PROBLEM_EXPIRED: u32 = 64;

/// Take any UserID of 1 to 1024 bytes of UTF-8, not only 1 to 32 of `a-z A-Z 0-9 _ -`: for system accounts
/// and IDs imported long ago. Control characters are refused all the same, since a line break inside a UserID
/// forges the signed text of another token.
pub const USERSIG_FLAG_ANY_USERID: u32 = 1;

/// The usual validity of tokens that client code signs: 7 days, in seconds.
pub const USERSIG_VALIDITY_CLIENT: u64 = 604_800;
/// The usual validity of tokens that server code signs: 180 days, in seconds.
pub const USERSIG_VALIDITY_SERVER: u64 = 15_552_000;
/// The longest validity: 50 years of 365 days, in seconds.
pub const USERSIG_VALIDITY_MAX: u64 = 1_576_800_000;

/// The longest UserID by the documented rule, in bytes.
pub const USERSIG_USERID_MAX_LEN: u32 = 32;
/// The longest UserID with `USERSIG_FLAG_ANY_USERID`, in bytes.
pub const USERSIG_USERID_MAX_LEN_ANY: u32 = 1024;
/// The longest userbuf, in bytes.
pub const USERSIG_USERBUF_MAX_LEN: u32 = 32768;
/// The longest string room, in bytes.
pub const USERSIG_ROOM_MAX_NAME_LEN: u32 = 64;

/// Create the room.
pub const USERSIG_PRIVILEGE_CREATE_ROOM: u32 = 1;
/// Enter the room.
pub const USERSIG_PRIVILEGE_ENTER_ROOM: u32 = 2;
/// Send audio.
pub const USERSIG_PRIVILEGE_SEND_AUDIO: u32 = 4;
/// Receive audio.
pub const USERSIG_PRIVILEGE_RECEIVE_AUDIO: u32 = 8;
/// Send video.
pub const USERSIG_PRIVILEGE_SEND_VIDEO: u32 = 16;
/// Receive video.
pub const USERSIG_PRIVILEGE_RECEIVE_VIDEO: u32 = 32;
/// Send the sub-stream (screen sharing).
pub const USERSIG_PRIVILEGE_SEND_SUBSTREAM: u32 = 64;
/// Receive the sub-stream.
pub const USERSIG_PRIVILEGE_RECEIVE_SUBSTREAM: u32 = 128;
/// All eight privileges.
pub const USERSIG_PRIVILEGE_ALL: u32 = 255;

/// The service: the UserSig has expired.
pub const USERSIG_SERVICE_EXPIRED: u32 = 70001;
/// The service: the UserSig is empty.
pub const USERSIG_SERVICE_EMPTY: u32 = 70002;
/// The service: the UserSig cannot be parsed.
pub const USERSIG_SERVICE_MALFORMED: u32 = 70003;
/// The service: the UserSig is cut.
pub const USERSIG_SERVICE_TRUNCATED: u32 = 70004;
/// The service: the signature does not match.
pub const USERSIG_SERVICE_BAD_SIGNATURE: u32 = 70009;
/// The service: the UserID differs from the one in the UserSig.
pub const USERSIG_SERVICE_USERID_MISMATCH: u32 = 70013;
/// The service: the SDKAppID differs from the one in the UserSig.
pub const USERSIG_SERVICE_SDKAPPID_MISMATCH: u32 = 70014;
/// The service: it has no key of this kind for the SDKAppID.
pub const USERSIG_SERVICE_NO_KEY: u32 = 70016;
/// The service: there is no such SDKAppID.
pub const USERSIG_SERVICE_NO_SUCH_SDKAPPID: u32 = 70020;
/// The service: the UserSig was wrong, and tried too often.
pub const USERSIG_SERVICE_TOO_MANY_FAILURES: u32 = 70050;

/// Every status with its name and its sentence.
const STATUSES: [(usersig_status, &CStr, &CStr); 25] = [
    (USERSIG_STATUS_OK, c"ok", c"done"),
    (USERSIG_STATUS_EMPTY, c"empty", c"the token is empty"),
    (USERSIG_STATUS_MALFORMED, c"malformed", c"the token cannot be read"),
    (
        USERSIG_STATUS_WRONG_KEY_KIND,
        c"wrong_key_kind",
        c"the token is of the other version than the verifier's key is for",
    ),
    (USERSIG_STATUS_SDKAPPID_MISMATCH, c"sdkappid_mismatch", c"the token is for another SDKAppID"),
    (USERSIG_STATUS_USERID_MISMATCH, c"userid_mismatch", c"the token is for another UserID"),
    (
        USERSIG_STATUS_BAD_SIGNATURE,
        c"bad_signature",
        c"the signature does not match: made with another key, or altered since",
    ),
    (USERSIG_STATUS_EXPIRED, c"expired", c"the token has expired"),
    (USERSIG_STATUS_BAD_SDKAPPID, c"bad_sdkappid", c"the SDKAppID must be 1 to 4294967295"),
    (
        USERSIG_STATUS_BAD_USERID,
        c"bad_userid",
        c"the UserID must be 1 to 32 bytes of a-z A-Z 0-9 _ -, or by the opt-out 1 to 1024 bytes without control \
          characters",
    ),
    (USERSIG_STATUS_BAD_VALIDITY, c"bad_validity", c"the validity must be 1 to 1576800000 seconds (50 years)"),
    (USERSIG_STATUS_BAD_USERBUF, c"bad_userbuf", c"the userbuf must be at most 32768 bytes"),
    (
        USERSIG_STATUS_BAD_ROOM,
        c"bad_room",
        c"the room must be a number from 1 to 4294967294, or a text of 1 to 64 bytes of the characters that the \
          service takes",
    ),
    (USERSIG_STATUS_BAD_PRIVILEGES, c"bad_privileges", c"the privileges must be 0 to 255"),
    (
        USERSIG_STATUS_BAD_KEY,
        c"bad_key",
        c"the key cannot be used: expected the console's secret key without white space around it, or PEM on P-256 \
          or secp256k1",
    ),
    (
        USERSIG_STATUS_BAD_EXPIRY,
        c"bad_expiry",
        c"the PrivateMapKey would expire after 7 February 2106, which its record cannot hold",
    ),
    (USERSIG_STATUS_NULL_ARGUMENT, c"null_argument", c"a pointer is NULL that must not be"),
    (
        USERSIG_STATUS_BAD_LENGTH,
        c"bad_length",
        c"a length is above PTRDIFF_MAX: a negative number that became a size_t",
    ),
    (USERSIG_STATUS_NOT_UTF8, c"not_utf8", c"a text is not UTF-8"),
    (
        USERSIG_STATUS_BUFFER_TOO_SMALL,
        c"buffer_too_small",
        c"the buffer is too small; nothing was written, and the length says what is needed",
    ),
    (USERSIG_STATUS_BAD_FLAGS, c"bad_flags", c"the flags have a bit that this library does not know"),
    (
        USERSIG_STATUS_BAD_STRUCT_SIZE,
        c"bad_struct_size",
        c"the size of a struct is not set to its sizeof, or it is of an older header than this library takes",
    ),
    (
        USERSIG_STATUS_ABSENT,
        c"absent",
        c"the token has no such thing (userbuf, PrivateMapKey record or string room)",
    ),
    (
        USERSIG_STATUS_UNSUPPORTED,
        c"unsupported",
        c"this build of the library leaves it out: version 1.0 needs the feature ecdsa",
    ),
    (USERSIG_STATUS_PANIC, c"panic", c"a fault of the library was caught; please report it"),
];

/// Name and sentence of a status.
pub(super) fn texts(status: usersig_status) -> (&'static CStr, &'static CStr) {
    let known = STATUSES.iter().find(|(number, ..)| *number == status);
    known.map_or((c"unknown", c"a status that this library does not know"), |(_, name, message)| {
        (*name, *message)
    })
}

/// Meaning and advice of each service code as C text; made once, since Rust's text has no NUL.
static SERVICE_TEXTS: LazyLock<Vec<(u32, CString, CString)>> = LazyLock::new(|| {
    let c_text = |text: &str| CString::new(text).unwrap_or_default();
    let entry = |code: &ServiceCode| (code.number(), c_text(code.meaning()), c_text(code.advice()));
    ServiceCode::all().iter().map(entry).collect()
});

fn service_text(
    code: u32,
    choose: impl FnOnce(&'static (u32, CString, CString)) -> &'static CString,
) -> *const c_char {
    let known = SERVICE_TEXTS.iter().find(|(number, ..)| *number == code);
    known.map_or(std::ptr::null(), |entry| choose(entry).as_ptr())
}

/// The name of a status, for logs and programs: `ok`, `expired`, `bad_userid`, …; `unknown` for a number that
/// this library does not know.
///
/// The text is static, ASCII, and ends in NUL. Never NULL. Thread-safe.
#[unsafe(no_mangle)]
pub extern "C" fn usersig_status_name(status: usersig_status) -> *const c_char {
    boundary!(or c"unknown".as_ptr(), texts(status).0.as_ptr())
}

/// A status in one English sentence. The report of a call says more: which character, which length.
///
/// The text is static, ASCII, and ends in NUL. Never NULL. Thread-safe.
#[unsafe(no_mangle)]
pub extern "C" fn usersig_status_message(status: usersig_status) -> *const c_char {
    boundary!(or c"unknown".as_ptr(), texts(status).1.as_ptr())
}

/// What the service answers to a token with this status, such as 70009 for `USERSIG_STATUS_BAD_SIGNATURE`;
/// 0 for a status that is not about a token.
///
/// The report of a call is more exact: it tells a token that was cut (70004) from other malformed ones
/// (70003). Thread-safe.
#[unsafe(no_mangle)]
pub extern "C" fn usersig_status_service_code(status: usersig_status) -> u32 {
    boundary!(or 0, match status {
        USERSIG_STATUS_EMPTY => USERSIG_SERVICE_EMPTY,
        USERSIG_STATUS_MALFORMED => USERSIG_SERVICE_MALFORMED,
        USERSIG_STATUS_WRONG_KEY_KIND => USERSIG_SERVICE_NO_KEY,
        USERSIG_STATUS_SDKAPPID_MISMATCH => USERSIG_SERVICE_SDKAPPID_MISMATCH,
        USERSIG_STATUS_USERID_MISMATCH => USERSIG_SERVICE_USERID_MISMATCH,
        USERSIG_STATUS_BAD_SIGNATURE => USERSIG_SERVICE_BAD_SIGNATURE,
        USERSIG_STATUS_EXPIRED => USERSIG_SERVICE_EXPIRED,
        _ => 0,
    })
}

/// What the service means by one of its codes (70001, …); NULL for a code that is not about UserSigs.
///
/// The text is static, UTF-8, and ends in NUL. Thread-safe.
#[unsafe(no_mangle)]
pub extern "C" fn usersig_service_code_meaning(code: u32) -> *const c_char {
    boundary!(or std::ptr::null(), service_text(code, |(_, meaning, _)| meaning))
}

/// What to do when the service answers this code; NULL for a code that is not about UserSigs.
///
/// The text is static, UTF-8, and ends in NUL. Thread-safe.
#[unsafe(no_mangle)]
pub extern "C" fn usersig_service_code_advice(code: u32) -> *const c_char {
    boundary!(or std::ptr::null(), service_text(code, |(_, _, advice)| advice))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::{Room, UserId, Userbuf, Validity};
    use crate::privileges::Privileges;

    /// What the header writes as numbers is what the library holds.
    #[test]
    fn the_numbers_of_the_header_are_those_of_the_library() {
        let privileges = [
            (USERSIG_PRIVILEGE_CREATE_ROOM, Privileges::CREATE_ROOM),
            (USERSIG_PRIVILEGE_ENTER_ROOM, Privileges::ENTER_ROOM),
            (USERSIG_PRIVILEGE_SEND_AUDIO, Privileges::SEND_AUDIO),
            (USERSIG_PRIVILEGE_RECEIVE_AUDIO, Privileges::RECEIVE_AUDIO),
            (USERSIG_PRIVILEGE_SEND_VIDEO, Privileges::SEND_VIDEO),
            (USERSIG_PRIVILEGE_RECEIVE_VIDEO, Privileges::RECEIVE_VIDEO),
            (USERSIG_PRIVILEGE_SEND_SUBSTREAM, Privileges::SEND_SUBSTREAM),
            (USERSIG_PRIVILEGE_RECEIVE_SUBSTREAM, Privileges::RECEIVE_SUBSTREAM),
            (USERSIG_PRIVILEGE_ALL, Privileges::ALL),
        ];
        for (number, set) in privileges {
            assert_eq!(number, set.bits());
        }
        let validities = [
            (USERSIG_VALIDITY_CLIENT, Validity::CLIENT_DEFAULT),
            (USERSIG_VALIDITY_SERVER, Validity::SERVER_DEFAULT),
            (USERSIG_VALIDITY_MAX, Validity::MAX),
        ];
        for (number, validity) in validities {
            assert_eq!(number, validity.as_seconds());
        }
        let lengths = [
            (USERSIG_USERID_MAX_LEN, UserId::MAX_LEN),
            (USERSIG_USERID_MAX_LEN_ANY, UserId::MAX_LEN_ANY),
            (USERSIG_USERBUF_MAX_LEN, Userbuf::MAX_LEN),
            (USERSIG_ROOM_MAX_NAME_LEN, Room::MAX_NAME_LEN),
        ];
        for (number, length) in lengths {
            assert_eq!(usize::try_from(number), Ok(length));
        }
        let codes = [
            USERSIG_SERVICE_EXPIRED,
            USERSIG_SERVICE_EMPTY,
            USERSIG_SERVICE_MALFORMED,
            USERSIG_SERVICE_TRUNCATED,
            USERSIG_SERVICE_BAD_SIGNATURE,
            USERSIG_SERVICE_USERID_MISMATCH,
            USERSIG_SERVICE_SDKAPPID_MISMATCH,
            USERSIG_SERVICE_NO_KEY,
            USERSIG_SERVICE_NO_SUCH_SDKAPPID,
            USERSIG_SERVICE_TOO_MANY_FAILURES,
        ];
        assert_eq!(codes.to_vec(), ServiceCode::all().iter().map(|code| code.number()).collect::<Vec<_>>());
    }
}
