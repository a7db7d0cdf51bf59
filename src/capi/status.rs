//! The statuses: their numbers, names and texts.

use std::ffi::{CStr, c_char};

use super::boundary::boundary;

/// What a call returns: `USERSIG_STATUS_OK`, or the reason of its failure. A number that is not listed here comes from a
/// newer library; treat it as a failure.
///
/// Numbers are never reused. 1 to 99: a token is not valid. 100 to 199: a value or a key is not valid. 200 to 299: the
/// arguments of the call are wrong. 300 and above: a limit of this build, or a bug in the library.
pub type usersig_status = i32;

/// The call succeeded. If it verified a token, the token is valid.
pub const USERSIG_STATUS_OK: usersig_status = 0;
/// The token is empty.
pub const USERSIG_STATUS_EMPTY: usersig_status = 1;
/// The token cannot be read; the detail of the report states where.
pub const USERSIG_STATUS_MALFORMED: usersig_status = 2;
/// The token is of another version than the verifier's key.
pub const USERSIG_STATUS_WRONG_KEY_KIND: usersig_status = 3;
/// The token is for another application.
pub const USERSIG_STATUS_SDKAPPID_MISMATCH: usersig_status = 4;
/// The token is for another user.
pub const USERSIG_STATUS_USERID_MISMATCH: usersig_status = 5;
/// The signature does not match: the token was signed with another key, or altered later.
pub const USERSIG_STATUS_BAD_SIGNATURE: usersig_status = 6;
/// The token has expired.
pub const USERSIG_STATUS_EXPIRED: usersig_status = 7;
/// The token is valid for longer than the expectation allows.
pub const USERSIG_STATUS_VALIDITY_TOO_LONG: usersig_status = 8;
/// The userbuf is not the expected one, or there is one where none was expected.
pub const USERSIG_STATUS_USERBUF_MISMATCH: usersig_status = 9;
/// The PrivateMapKey record disagrees with its own token, or with the expected room and privileges.
pub const USERSIG_STATUS_RECORD_MISMATCH: usersig_status = 10;
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
/// The key is empty, has white space around it, or is not a PEM key on P-256 or secp256k1.
pub const USERSIG_STATUS_BAD_KEY: usersig_status = 106;
/// A PrivateMapKey would expire after 7 February 2106, which its record cannot hold.
pub const USERSIG_STATUS_BAD_EXPIRY: usersig_status = 107;
/// The leeway is above one day.
pub const USERSIG_STATUS_BAD_LEEWAY: usersig_status = 108;
/// The system clock is before 1970.
pub const USERSIG_STATUS_BAD_TIME: usersig_status = 109;
/// A required pointer is NULL.
pub const USERSIG_STATUS_NULL_ARGUMENT: usersig_status = 200;
/// A length is above `PTRDIFF_MAX`, such as a negative number that became a `size_t`.
pub const USERSIG_STATUS_BAD_LENGTH: usersig_status = 201;
/// A text is not UTF-8.
pub const USERSIG_STATUS_NOT_UTF8: usersig_status = 202;
/// The buffer is too small. Nothing was written to it; `*len` is the length of the token.
pub const USERSIG_STATUS_BUFFER_TOO_SMALL: usersig_status = 203;
/// A struct has a number that this library does not know, or a field that its flags and contents do not use.
pub const USERSIG_STATUS_BAD_STRUCT: usersig_status = 204;
/// The `size` of a struct was not set to its `sizeof`, or the struct has a field set that this library does not know.
pub const USERSIG_STATUS_BAD_STRUCT_SIZE: usersig_status = 205;
/// This build of the library lacks the function: version 1.0, diagnosis or the codes, as the detail of the report states.
pub const USERSIG_STATUS_UNSUPPORTED: usersig_status = 300;
/// A bug in the library was caught. Please report it; the process can continue.
pub const USERSIG_STATUS_PANIC: usersig_status = 301;

/// In `usersig_report.findings`: `USERSIG_STATUS_EMPTY`. Each bit is `1 << (status - 1)`.
pub const USERSIG_FINDING_EMPTY: u32 = 1;
/// In `usersig_report.findings`: `USERSIG_STATUS_MALFORMED`.
pub const USERSIG_FINDING_MALFORMED: u32 = 2;
/// In `usersig_report.findings`: `USERSIG_STATUS_WRONG_KEY_KIND`.
pub const USERSIG_FINDING_WRONG_KEY_KIND: u32 = 4;
/// In `usersig_report.findings`: `USERSIG_STATUS_SDKAPPID_MISMATCH`.
pub const USERSIG_FINDING_SDKAPPID_MISMATCH: u32 = 8;
/// In `usersig_report.findings`: `USERSIG_STATUS_USERID_MISMATCH`.
pub const USERSIG_FINDING_USERID_MISMATCH: u32 = 16;
/// In `usersig_report.findings`: `USERSIG_STATUS_BAD_SIGNATURE`.
pub const USERSIG_FINDING_BAD_SIGNATURE: u32 = 32;
/// In `usersig_report.findings`: `USERSIG_STATUS_EXPIRED`.
pub const USERSIG_FINDING_EXPIRED: u32 = 64;
/// In `usersig_report.findings`: `USERSIG_STATUS_VALIDITY_TOO_LONG`.
pub const USERSIG_FINDING_VALIDITY_TOO_LONG: u32 = 128;
/// In `usersig_report.findings`: `USERSIG_STATUS_USERBUF_MISMATCH`.
pub const USERSIG_FINDING_USERBUF_MISMATCH: u32 = 256;
/// In `usersig_report.findings`: `USERSIG_STATUS_RECORD_MISMATCH`.
pub const USERSIG_FINDING_RECORD_MISMATCH: u32 = 512;

/// In `usersig_report.warnings`: a number in the token is written as a JSON string, which the service accepts.
pub const USERSIG_WARNING_NUMBER_AS_TEXT: u32 = 1;

/// The usual validity of tokens that client code signs: 7 days, in seconds.
pub const USERSIG_VALIDITY_CLIENT: u64 = 604_800;
/// The usual validity of tokens that server code signs: 180 days, in seconds.
pub const USERSIG_VALIDITY_SERVER: u64 = 15_552_000;
/// The longest validity: 50 years of 365 days, in seconds.
pub const USERSIG_VALIDITY_MAX: u64 = 1_576_800_000;
/// The longest leeway: one day, in seconds.
pub const USERSIG_LEEWAY_MAX: u64 = 86_400;

/// Length of the longest UserID by the rules of IM and TRTC, in bytes.
pub const USERSIG_USERID_MAX_LEN: u32 = 32;
/// Length of the longest UserID by `USERSIG_USERID_RULE_ANY`, in bytes.
pub const USERSIG_USERID_MAX_LEN_ANY: u32 = 1024;
/// Length of the longest userbuf, in bytes.
pub const USERSIG_USERBUF_MAX_LEN: u32 = 32768;
/// Length of the longest string room, in bytes.
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

/// English.
pub const USERSIG_LANGUAGE_ENGLISH: u32 = 0;
/// Simplified Chinese.
pub const USERSIG_LANGUAGE_CHINESE: u32 = 1;

/// Every status with its name and its message, in English and Chinese.
const STATUSES: [(usersig_status, &CStr, &CStr, &CStr); 29] = [
    (USERSIG_STATUS_OK, c"ok", c"done", c"完成"),
    (USERSIG_STATUS_EMPTY, c"empty", c"the token is empty", c"票据为空"),
    (USERSIG_STATUS_MALFORMED, c"malformed", c"the token cannot be read", c"票据无法解析"),
    (
        USERSIG_STATUS_WRONG_KEY_KIND,
        c"wrong_key_kind",
        c"the token is of another version than the verifier's key", c"票据的版本与校验所用密钥的版本不同"),
    (USERSIG_STATUS_SDKAPPID_MISMATCH, c"sdkappid_mismatch", c"the token is for another SDKAppID", c"票据属于另一个 SDKAppID"),
    (USERSIG_STATUS_USERID_MISMATCH, c"userid_mismatch", c"the token is for another UserID", c"票据属于另一个 UserID"),
    (
        USERSIG_STATUS_BAD_SIGNATURE,
        c"bad_signature",
        c"the signature does not match: the token was signed with another key, or altered later", c"签名不匹配：由另一个密钥签发，或签发后被改动"),
    (USERSIG_STATUS_EXPIRED, c"expired", c"the token has expired", c"票据已过期"),
    (
        USERSIG_STATUS_VALIDITY_TOO_LONG,
        c"validity_too_long",
        c"the token is valid for longer than the expectation allows", c"票据的有效期超出所允许的长度"),
    (USERSIG_STATUS_USERBUF_MISMATCH, c"userbuf_mismatch", c"the userbuf of the token is not the expected one", c"票据的 userbuf 与预期不符"),
    (
        USERSIG_STATUS_RECORD_MISMATCH,
        c"record_mismatch",
        c"the PrivateMapKey record disagrees with its own token, or with the expected room and privileges", c"PrivateMapKey 记录与所在票据不一致，或与预期的房间和权限不符"),
    (USERSIG_STATUS_BAD_SDKAPPID, c"bad_sdkappid", c"the SDKAppID must be 1 to 4294967295", c"SDKAppID 应为 1 到 4294967295"),
    (
        USERSIG_STATUS_BAD_USERID,
        c"bad_userid",
        c"the UserID must be 1 to 32 bytes of printable ASCII, or what the chosen rule accepts", c"UserID 应为 1 到 32 字节的可打印 ASCII，或符合所选的规则"),
    (USERSIG_STATUS_BAD_VALIDITY, c"bad_validity", c"the validity must be 1 to 1576800000 seconds (50 years)", c"有效期应为 1 到 1576800000 秒（50 年）"),
    (USERSIG_STATUS_BAD_USERBUF, c"bad_userbuf", c"the userbuf must be at most 32768 bytes", c"userbuf 最多 32768 字节"),
    (
        USERSIG_STATUS_BAD_ROOM,
        c"bad_room",
        c"the room must be a number from 1 to 4294967294, or a text of 1 to 64 bytes of the characters that the \
          service accepts", c"房间应为 1 到 4294967294 的数字，或 1 到 64 字节、由服务端接受的字符组成的字符串"),
    (USERSIG_STATUS_BAD_PRIVILEGES, c"bad_privileges", c"the privileges must be 0 to 255", c"权限应为 0 到 255"),
    (
        USERSIG_STATUS_BAD_KEY,
        c"bad_key",
        c"the key cannot be used: expected the console's secret key without white space around it, or PEM on P-256 \
          or secp256k1", c"密钥不可用：应为控制台显示的密钥且前后没有空白，或 P-256、secp256k1 曲线的 PEM"),
    (
        USERSIG_STATUS_BAD_EXPIRY,
        c"bad_expiry",
        c"the PrivateMapKey would expire after 7 February 2106, which its record cannot hold", c"PrivateMapKey 的过期时间晚于 2106 年 2 月 7 日，其记录无法容纳"),
    (USERSIG_STATUS_BAD_LEEWAY, c"bad_leeway", c"the leeway must be at most 86400 seconds (one day)", c"宽限最多 86400 秒（一天）"),
    (USERSIG_STATUS_BAD_TIME, c"bad_time", c"the system clock is before 1970", c"系统时钟早于 1970 年"),
    (USERSIG_STATUS_NULL_ARGUMENT, c"null_argument", c"a required pointer is NULL", c"某个指针不应为 NULL"),
    (
        USERSIG_STATUS_BAD_LENGTH,
        c"bad_length",
        c"a length is above PTRDIFF_MAX, such as a negative number that became a size_t", c"长度大于 PTRDIFF_MAX：可能是负数被转成了 size_t"),
    (USERSIG_STATUS_NOT_UTF8, c"not_utf8", c"a text is not UTF-8", c"文本不是 UTF-8"),
    (
        USERSIG_STATUS_BUFFER_TOO_SMALL,
        c"buffer_too_small",
        c"the buffer is too small; nothing was written to it, and the length is that of the token", c"缓冲区太小；没有写入任何内容，所需长度见返回的长度"),
    (
        USERSIG_STATUS_BAD_STRUCT,
        c"bad_struct",
        c"a struct has a number that this library does not know, or a field that its flags and contents do not use", c"结构体中有本库不认识的数字，或有 flags 和 contents 未启用的字段"),
    (
        USERSIG_STATUS_BAD_STRUCT_SIZE,
        c"bad_struct_size",
        c"the size of a struct is not set to its sizeof, or the struct has a field set that this library does not know", c"结构体的 size 未设为 sizeof，或设置了本库不认识的字段"),
    (
        USERSIG_STATUS_UNSUPPORTED,
        c"unsupported",
        c"this build of the library lacks the function", c"本库的这个构建不含此功能"),
    (USERSIG_STATUS_PANIC, c"panic", c"a bug in the library was caught; please report it", c"捕获到本库的一个缺陷；请报告"),
];

/// The name and the message of a status.
pub(super) struct StatusTexts {
    pub(super) name: &'static CStr,
    pub(super) english: &'static CStr,
    chinese: &'static CStr,
}

pub(super) fn texts(status: usersig_status) -> StatusTexts {
    let unknown = (status, c"unknown", c"a status that this library does not know", c"本库不认识的状态");
    let known = STATUSES.iter().find(|(number, ..)| *number == status);
    let (_, name, english, chinese) = *known.unwrap_or(&unknown);
    StatusTexts { name, english, chinese }
}

/// Returns the name of a status, for logs and programs: `ok`, `expired`, `bad_userid`, …; `unknown` for a number that
/// this library does not know.
///
/// The text is static, ASCII, and ends in NUL. Never NULL. Thread-safe.
#[unsafe(no_mangle)]
pub extern "C" fn usersig_status_name(status: usersig_status) -> *const c_char {
    boundary!(or c"unknown".as_ptr(), texts(status).name.as_ptr())
}

/// Returns the message of a status in a language, one of `USERSIG_LANGUAGE_*`; in English for any other number.
///
/// The detail of a report is more specific: which character, which length. The text is static, UTF-8, and ends in NUL. Never
/// NULL. Thread-safe.
#[unsafe(no_mangle)]
pub extern "C" fn usersig_status_message(status: usersig_status, language: u32) -> *const c_char {
    boundary!(or c"unknown".as_ptr(), {
        let texts = texts(status);
        if language == USERSIG_LANGUAGE_CHINESE { texts.chinese.as_ptr() } else { texts.english.as_ptr() }
    })
}

#[cfg(test)]
mod tests {
    use super::super::report::{finding_bit, finding_status};
    use super::*;
    use crate::fields::{Leeway, Room, UserId, Userbuf, Validity};
    use crate::finding::FindingKind;
    use crate::privileges::Privileges;

    /// The numbers in the header are the constants of the library.
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
        assert_eq!(USERSIG_LEEWAY_MAX, Leeway::MAX.as_seconds());
    }

    /// The findings have the first statuses and the bits of a report, under the same names.
    #[test]
    fn findings_are_statuses_and_bits() {
        let last = USERSIG_STATUS_RECORD_MISMATCH;
        assert_eq!(FindingKind::ALL.len(), usize::try_from(last).expect("positive"));
        for kind in FindingKind::ALL {
            let name = texts(finding_status(*kind)).name;
            assert_eq!(name.to_str(), Ok(kind.name()));
        }
        assert_eq!(USERSIG_FINDING_EMPTY, finding_bit(FindingKind::Empty));
        assert_eq!(USERSIG_FINDING_EXPIRED, finding_bit(FindingKind::Expired));
        assert_eq!(USERSIG_FINDING_RECORD_MISMATCH, finding_bit(FindingKind::RecordMismatch));
    }

    #[test]
    fn every_status_has_its_texts() {
        for (status, name, english, chinese) in STATUSES {
            assert!(name.to_bytes().is_ascii() && english.to_bytes().is_ascii(), "{status}");
            assert!(!chinese.to_bytes().is_ascii() && chinese.to_str().is_ok(), "{status}");
        }
    }
}
