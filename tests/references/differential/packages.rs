//! The official packages: what each can do, how it is asked, and in what it differs from usersig.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::random::{Abilities, Case, Contents};

/// What a package is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// It signs; usersig verifies.
    Sign,
    /// usersig signs; it verifies, and reports the first thing that is wrong.
    GoVerify,
    /// usersig signs; it computes the MAC of the same fields.
    NodeMac,
    /// usersig signs; it decodes the token.
    PythonDecode,
    /// usersig signs; it verifies the signature and the user.
    NodeVerify,
    /// usersig signs; it verifies all that it knows.
    JavaVerify,
}

/// How a package writes the UserID and the string room into a PrivateMapKey record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordText {
    Utf8,
    /// Only the low byte of each UTF-16 unit.
    LowBytes,
}

pub struct Package {
    pub name: &'static str,
    pub task: Task,
    pub is_v1: bool,
    pub can: Abilities,
    pub record_text: RecordText,
    /// The bugs of its tokens.
    pub bugs: &'static [Bug],
    /// Its classes of cases that are not valid, and are to be seen if there are many cases.
    pub classes: &'static [&'static str],
}

/// A bug of an official package (known_bugs.py reproduces each).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bug {
    /// Fields that are 0 or empty are left out of the JSON, and an empty userbuf too, which is signed.
    LeavesOutZeros,
    /// More than 2048 compressed bytes are truncated.
    Truncates,
    /// A validity of 0 is one of 180 days.
    ZeroIsHalfAYear,
    /// An empty string room makes a record of version 1.
    EmptyNameIsVersion1,
    /// The UserID is not escaped in the JSON.
    NoEscapes,
    /// The verifier reads the SDKAppID as a signed number of 32 bits.
    SignedApp,
    /// More than 512 compressed bytes are truncated.
    Truncates512,
    /// The verifier reads 1024 bytes of JSON.
    Reads1024,
}

pub mod class {
    pub const VALID: &str = "valid";
    pub const CONTROL: &str = "control character in the UserID: signed, and malformed for usersig";
    pub const EMPTY_USERID: &str = "empty UserID: signed; usersig reads it, and signs none";
    pub const EMPTY_LEFT_OUT: &str = "Go leaves out an empty UserID: malformed";
    pub const NEGATIVE: &str = "negative SDKAppID of version 1.0: malformed";
    pub const ZERO_LEFT_OUT: &str = "Go leaves out a validity or SDKAppID of 0: malformed";
    pub const EMPTY_USERBUF: &str = "Go signs an empty userbuf and leaves it out: bad_signature";
    pub const TRUNCATED: &str = "Java truncates at 2048 compressed bytes: malformed";
    pub const NOT_ESCAPED: &str = "Java 1.0 does not escape its JSON: no token, or one for another UserID";
    pub const NO_APP: &str = "SDKAppID of 0 or below: signed; usersig reads it, and has no verifier for it";
    pub const LONG_USERID: &str = "UserID over 1024 bytes: signed; usersig reads it, and signs none";
    pub const ACCOUNT: &str = "only low bytes of the account in the record: record_mismatch";
    pub const ROOM_ZERO: &str = "record for room 0 or \"\": signed; record_mismatch";
    pub const WRAPPED: &str = "expiry beyond 2^32 in the record: wrapped; record_mismatch";
    pub const REJECTED: &str = "altered: both reject it, for the same reason";
    pub const TRUNCATED_V1: &str = "Java 1.0 truncates at 512 compressed bytes: malformed";
    pub const READS_1024: &str = "Java 1.0 throws if a token has more than 1024 bytes of JSON";
    pub const SIGNED_APP: &str = "Java 1.0 rejects SDKAppIDs over 2147483647";
}
use class::{
    ACCOUNT, CONTROL, EMPTY_LEFT_OUT, EMPTY_USERBUF, EMPTY_USERID, LONG_USERID, NEGATIVE, NO_APP,
    NOT_ESCAPED, READS_1024, REJECTED, ROOM_ZERO, SIGNED_APP, TRUNCATED, TRUNCATED_V1, WRAPPED,
    ZERO_LEFT_OUT,
};

const PLAIN: Abilities = Abilities { userbuf: false, rooms: false };
const USERBUF: Abilities = Abilities { userbuf: true, rooms: false };
const ROOMS: Abilities = Abilities { userbuf: false, rooms: true };
const ALL: Abilities = Abilities { userbuf: true, rooms: true };
const ALWAYS: &[&str] = &[CONTROL, EMPTY_USERID, NO_APP, LONG_USERID];
const ALWAYS_V1: &[&str] = &[CONTROL, EMPTY_USERID, NO_APP, LONG_USERID, NEGATIVE];

const fn package(
    name: &'static str,
    task: Task,
    can: Abilities,
    classes: &'static [&'static str],
) -> Package {
    Package { name, task, is_v1: false, can, record_text: RecordText::Utf8, bugs: &[], classes }
}

#[rustfmt::skip]
pub const PACKAGES: &[Package] = &[
    Package { bugs: &[Bug::LeavesOutZeros],
        ..package("go", Task::Sign, ALL, &[CONTROL, EMPTY_LEFT_OUT, ZERO_LEFT_OUT, EMPTY_USERBUF, NO_APP, LONG_USERID, ROOM_ZERO, WRAPPED]) },
    package("go-verify", Task::GoVerify, ALL, &[REJECTED]),
    Package { record_text: RecordText::LowBytes, bugs: &[Bug::EmptyNameIsVersion1],
        ..package("node", Task::Sign, ALL, &[CONTROL, EMPTY_USERID, NO_APP, LONG_USERID, ACCOUNT, ROOM_ZERO, WRAPPED]) },
    package("node-mac", Task::NodeMac, ALL, &[]),
    package("python", Task::Sign, USERBUF, ALWAYS),
    package("python-decode", Task::PythonDecode, ALL, &[]),
    Package { record_text: RecordText::LowBytes, bugs: &[Bug::Truncates],
        ..package("java", Task::Sign, ROOMS, &[CONTROL, EMPTY_USERID, NO_APP, LONG_USERID, ACCOUNT, ROOM_ZERO, WRAPPED, TRUNCATED]) },
    package("web", Task::Sign, USERBUF, ALWAYS),
    Package { is_v1: true, bugs: &[Bug::ZeroIsHalfAYear], ..package("node-1.0", Task::Sign, USERBUF, ALWAYS_V1) },
    Package { is_v1: true, ..package("node-1.0-verify", Task::NodeVerify, ALL, &[REJECTED]) },
    Package { is_v1: true, ..package("python-1.0", Task::Sign, PLAIN, ALWAYS_V1) },
    Package { is_v1: true, bugs: &[Bug::NoEscapes, Bug::Truncates512], ..package("java-1.0", Task::Sign, PLAIN, &[NOT_ESCAPED, NEGATIVE, TRUNCATED_V1]) },
    Package { is_v1: true, bugs: &[Bug::SignedApp, Bug::Reads1024], ..package("java-1.0-verify", Task::JavaVerify, PLAIN, &[REJECTED, SIGNED_APP, READS_1024]) },
];

impl Package {
    pub fn has(&self, bug: Bug) -> bool {
        self.bugs.contains(&bug)
    }

    /// Returns the request to sign a case.
    pub fn sign_request(&self, case: &Case, key: &Value) -> Value {
        let mut request = case_request(case);
        let (call, field, value) = match &case.contents {
            Contents::Plain => ("plain", "", Value::Null),
            Contents::Userbuf(bytes) => ("userbuf", "userbuf", STANDARD.encode(bytes).into()),
            Contents::Number(number) => ("room", "room", (*number).into()),
            Contents::Name(name) => ("room_str", "room_str", name.as_str().into()),
        };
        let prefix = match self.name {
            "web" => "web_",
            _ if self.is_v1 => "v1_",
            _ => "",
        };
        request["call"] = format!("{prefix}{call}").into();
        request[if self.is_v1 { "private_key" } else { "key" }] = key.clone();
        if !field.is_empty() {
            request[field] = value;
            request["privileges"] = case.privileges.into();
        }
        request
    }

    /// Returns the record that the package writes for a case with a room, if its clock reads `now`.
    pub fn record(&self, case: &Case, now: u64) -> Vec<u8> {
        let text = |text: &str| match self.record_text {
            RecordText::Utf8 => text.as_bytes().to_vec(),
            RecordText::LowBytes => text.encode_utf16().map(|unit| unit as u8).collect(),
        };
        let (number, name) = match &case.contents {
            Contents::Number(number) => (*number, None),
            Contents::Name(name) if name.is_empty() && !self.has(Bug::EmptyNameIsVersion1) => (0, None),
            Contents::Name(name) => (0, Some(text(name))),
            Contents::Plain | Contents::Userbuf(_) => unreachable!("a case with a room"),
        };
        let mut record = vec![u8::from(name.is_some())];
        let mut put = |text: &[u8]| {
            record.extend((text.len() as u16).to_be_bytes());
            record.extend(text);
        };
        put(&text(&case.userid));
        // Each is written modulo 2^32.
        for word in
            [case.sdkappid.cast_unsigned() as u32, number, (now + case.expire) as u32, case.privileges, 0]
        {
            record.extend(word.to_be_bytes());
        }
        if let Some(name) = name {
            record.extend((name.len() as u16).to_be_bytes());
            record.extend(name);
        }
        record
    }
}

/// Returns the request that all calls have.
pub fn case_request(case: &Case) -> Value {
    json!({ "sdkappid": case.sdkappid, "userid": case.userid, "expire": case.expire })
}
