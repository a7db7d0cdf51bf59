//! The JSON forms of results: one object per line, for programs.

use std::fmt::Write;
use std::ops::Not;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use usersig::{Diagnosis, Finding, Language, RecordRoom, Report, ServiceCode, Token, UnixTime};

use crate::diagnosis::{Diagnosed, Inside};
use crate::escape::is_deceptive;
use crate::failure::Failure;

/// What `sign --format json` prints.
#[derive(Debug, Serialize)]
pub struct Signed<'a> {
    pub userid: &'a str,
    pub sdkappid: u32,
    pub usersig: &'a str,
    pub issued_at: u64,
    pub expire: u64,
    pub expires_at: u64,
    pub version: &'a str,
    /// Only in what was signed with the published key of `--demo`.
    #[serde(skip_serializing_if = "Not::not")]
    pub demo: bool,
}

/// What `batch` prints for each line.
#[derive(Debug, Serialize)]
pub struct Line<'a> {
    pub userid: &'a str,
    pub usersig: &'a str,
    #[serde(skip_serializing_if = "Not::not")]
    pub demo: bool,
}

/// What `verify --format json` prints. `finding`, `service_code`, `detail` and `hint` are of the first finding; the
/// code is 0 if the service has none for it. `causes` are the causes of the findings. `unwrapped` is
/// the result for the token inside what was pasted, or null. The fields from `version` on are the content of the token,
/// null if it cannot be read.
#[derive(Debug, Serialize)]
pub struct Verdict<'a> {
    valid: bool,
    finding: &'static str,
    findings: Vec<&'static str>,
    service_code: u32,
    detail: Option<String>,
    hint: Option<&'static str>,
    causes: Vec<Cause>,
    warnings: Vec<Warning>,
    unwrapped: Option<Unwrapped>,
    version: Option<&'static str>,
    userid: Option<&'a str>,
    sdkappid: Option<Sdkappid<'a>>,
    issued_at: Option<u64>,
    expire: Option<u64>,
    expires_at: Option<u64>,
    userbuf: Option<String>,
    private_map_key: Option<Record>,
    #[serde(skip_serializing_if = "Not::not")]
    demo: bool,
}

impl<'a> Verdict<'a> {
    pub fn new(report: &'a Report, diagnosed: &Diagnosed, language: Language, demo: bool) -> Self {
        let (first, token) = (report.first(), report.token());
        Self {
            valid: report.is_valid(),
            finding: name_of_first(report),
            findings: names(report),
            service_code: first.map_or(0, service_code),
            detail: first.map(|finding| finding.detail_in(language)),
            hint: first.map(|finding| finding.hint_in(language)),
            causes: Cause::all(diagnosed, language),
            warnings: Warning::all(diagnosed, language),
            unwrapped: Unwrapped::of(diagnosed),
            version: token.map(|token| token.version().as_str()),
            userid: token.map(Token::userid),
            sdkappid: token.map(Sdkappid::of),
            issued_at: token.map(|token| token.issued_at().as_secs()),
            expire: token.map(Token::expire),
            expires_at: token.map(|token| token.expires_at().as_secs()),
            userbuf: token.and_then(Token::userbuf).map(|bytes| STANDARD.encode(bytes)),
            private_map_key: token.and_then(Record::of),
            demo,
        }
    }
}

/// What `inspect --format json` prints for a token that can be read.
#[derive(Debug, Serialize)]
pub struct Contents<'a> {
    verified: bool,
    version: &'static str,
    userid: &'a str,
    sdkappid: Sdkappid<'a>,
    issued_at: u64,
    time_approximate: bool,
    expire: u64,
    expires_at: u64,
    time_left: u64,
    expired: bool,
    userbuf: Option<String>,
    private_map_key: Option<Record>,
    warnings: Vec<Warning>,
}

impl<'a> Contents<'a> {
    pub fn new(token: &'a Token, diagnosed: &Diagnosed, now: UnixTime, language: Language) -> Self {
        Self {
            verified: false,
            version: token.version().as_str(),
            userid: token.userid(),
            sdkappid: Sdkappid::of(token),
            issued_at: token.issued_at().as_secs(),
            time_approximate: token.is_time_approximate(),
            expire: token.expire(),
            expires_at: token.expires_at().as_secs(),
            time_left: token.time_left_at(now),
            expired: token.is_expired_at(now),
            userbuf: token.userbuf().map(|bytes| STANDARD.encode(bytes)),
            private_map_key: Record::of(token),
            warnings: Warning::all(diagnosed, language),
        }
    }
}

/// What `inspect --format json` prints for a token that cannot be read.
#[derive(Debug, Serialize)]
pub struct Unreadable {
    verified: bool,
    finding: &'static str,
    service_code: u32,
    detail: String,
    hint: &'static str,
    causes: Vec<Cause>,
    warnings: Vec<Warning>,
    unwrapped: Option<Unwrapped>,
}

impl Unreadable {
    pub fn new(finding: &Finding, diagnosed: &Diagnosed, language: Language) -> Self {
        Self {
            verified: false,
            finding: finding.kind().name(),
            service_code: service_code(finding),
            detail: finding.detail_in(language),
            hint: finding.hint_in(language),
            causes: Cause::all(diagnosed, language),
            warnings: Warning::all(diagnosed, language),
            unwrapped: Unwrapped::of(diagnosed),
        }
    }
}

/// The cause of a finding. The name is the same in every language.
#[derive(Debug, Serialize)]
struct Cause {
    #[serde(rename = "cause")]
    name: &'static str,
    detail: String,
    fix: String,
}

impl Cause {
    fn all(diagnosed: &Diagnosed, language: Language) -> Vec<Self> {
        let of = |diagnosis: &Diagnosis| Self {
            name: diagnosis.cause().name(),
            detail: diagnosis.detail(language),
            fix: diagnosis.fix(language),
        };
        diagnosed.causes().iter().map(of).collect()
    }
}

/// Something unusual in a token that is valid, or that can be read.
#[derive(Debug, Serialize)]
struct Warning {
    #[serde(rename = "warning")]
    name: &'static str,
    detail: String,
    fix: String,
}

impl Warning {
    fn all(diagnosed: &Diagnosed, language: Language) -> Vec<Self> {
        let of = |diagnosis: &Diagnosis| Self {
            name: diagnosis.cause().name(),
            detail: diagnosis.detail(language),
            fix: diagnosis.fix(language),
        };
        diagnosed.warnings().iter().map(of).collect()
    }
}

/// The result for the token inside what was pasted. `inspect` does not verify it: there, the finding is null for a
/// token that can be read.
#[derive(Debug, Serialize)]
struct Unwrapped {
    finding: Option<&'static str>,
    findings: Vec<&'static str>,
}

impl Unwrapped {
    fn of(diagnosed: &Diagnosed) -> Option<Self> {
        Some(match diagnosed.inside()? {
            Inside::Verified(report) => {
                Self { finding: Some(name_of_first(report)), findings: names(report) }
            }
            Inside::Inspected(result) => {
                let name = result.as_ref().err().map(|finding| finding.kind().name());
                Self { finding: name, findings: name.into_iter().collect() }
            }
        })
    }
}

fn name_of_first(report: &Report) -> &'static str {
    report.first().map_or("valid", |finding| finding.kind().name())
}

fn names(report: &Report) -> Vec<&'static str> {
    report.findings().iter().map(|finding| finding.kind().name()).collect()
}

fn service_code(finding: &Finding) -> u32 {
    finding.service_code().map_or(0, ServiceCode::number)
}

/// An SDKAppID. A number outside its range is written as text: JSON readers that keep numbers as floats would change
/// it.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Sdkappid<'a> {
    Number(u32),
    Text(&'a str),
}

impl<'a> Sdkappid<'a> {
    fn of(token: &'a Token) -> Self {
        token.sdkappid().map_or(Self::Text(token.sdkappid_text()), Self::Number)
    }
}

/// A PrivateMapKey record.
#[derive(Debug, Serialize)]
struct Record {
    account: String,
    sdkappid: u32,
    room: Room,
    privileges: u32,
    privilege_names: Vec<&'static str>,
    expires_at: u64,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Room {
    Number(u32),
    Name(String),
}

impl Record {
    fn of(token: &Token) -> Option<Self> {
        let record = token.private_map_key()?;
        Some(Self {
            account: record.account_lossy().into_owned(),
            sdkappid: record.sdkappid(),
            room: match record.room() {
                RecordRoom::Number(number) => Room::Number(*number),
                RecordRoom::Name(name) => Room::Name(name.clone()),
            },
            privileges: record.privilege_bits(),
            privilege_names: record.privileges().names().collect(),
            expires_at: record.expires_at().as_secs(),
        })
    }
}

/// Writes one line of JSON. Characters that deceive on a terminal are written as `\u` escapes: they can only be
/// inside strings, where the escape means the same.
pub fn line(value: &impl Serialize) -> Result<String, Failure> {
    // Only a map with keys that are not strings fails, and there is none.
    let json = serde_json::to_string(value).map_err(|error| Failure::write(error.into()))?;
    if json.is_ascii() && !json.contains('\x7f') {
        return Ok(json + "\n");
    }
    let mut safe = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if is_deceptive(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a String cannot fail.
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(c);
        }
    }
    safe.push('\n');
    Ok(safe)
}
