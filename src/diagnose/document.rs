//! The content of a document: names, types, units of time, the form of the signature.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use super::{Cause, Diagnosis};
use crate::fields::Validity;
use crate::time::UnixTime;
use crate::wire::text::clip;

const DAY_SECONDS: i128 = 86_400;
/// A time above this is not in seconds: the year 5138. Milliseconds reach it in 1973.
const MAX_SECONDS: i128 = 100_000_000_000;
/// A time above this is not in milliseconds either.
const MAX_MILLISECONDS: i128 = 100_000_000_000_000;

/// The names in a document of version 2.0, and other names that are used for them.
const NAMES: [(&str, &[&str]); 7] = [
    ("TLS.ver", &["ver", "version"]),
    (
        "TLS.identifier",
        &["identifier", "userid", "user", "uid", "identity", "account", "username", "identifer", "id"],
    ),
    ("TLS.sdkappid", &["sdkappid", "appid", "sdkapp", "sdkid"]),
    (
        "TLS.time",
        &["time", "timestamp", "issuedat", "iat", "currtime", "currenttime", "createtime", "starttime"],
    ),
    (
        "TLS.expire",
        &["expire", "expiretime", "expires", "expireafter", "exp", "ttl", "expiry", "validity", "expiration"],
    ),
    ("TLS.userbuf", &["userbuf", "userbuffer", "usrbuf"]),
    ("TLS.sig", &["sig", "signature", "mac", "hash", "sign", "hmac"]),
];

/// The names of version 1.0, where they are not mistakes.
const NAMES_OF_V1: [&str; 5] =
    ["TLS.account_type", "TLS.appid_at_3rd", "TLS.sdk_appid", "TLS.expire_after", "TLS.version"];

pub(super) fn examine(
    document: &[u8],
    now: UnixTime,
    causes: &mut Vec<Diagnosis>,
    warnings: &mut Vec<Diagnosis>,
) {
    let Ok(Value::Object(members)) = serde_json::from_slice::<Value>(document) else { return };
    let is_v1 = !members.contains_key("TLS.ver")
        && NAMES_OF_V1.iter().any(|name| members.contains_key(*name))
        && !members.contains_key("TLS.sdkappid");
    if is_v1 {
        types_of_v1(&members, causes);
        return;
    }
    names(&members, causes);
    types(&members, causes, warnings);
    let time = number(&members, "TLS.time");
    let expire = number(&members, "TLS.expire");
    times(time, expire, now, warnings);
    signature(&members, causes);
    // What is unusual in a good token is a cause in one that is not: the caller chooses.
    causes.extend(warnings.iter().filter(|warning| warning.cause() != Cause::NumberAsText).cloned());
}

fn names(members: &Map<String, Value>, causes: &mut Vec<Diagnosis>) {
    for (expected, synonyms) in NAMES {
        if members.contains_key(expected) {
            continue;
        }
        let is_near = |name: &&String| {
            let plain: String = name
                .strip_prefix("TLS.")
                .unwrap_or(name)
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .map(|c| c.to_ascii_lowercase())
                .collect();
            synonyms.contains(&&*plain)
        };
        match members.keys().filter(|name| !NAMES.iter().any(|(known, _)| known == name)).find(is_near) {
            Some(found) => {
                causes.push(Diagnosis::with(Cause::MemberRenamed, [clip(found), expected.to_owned()]));
            }
            None if expected == "TLS.ver" => causes.push(Diagnosis::new(Cause::VersionMissing)),
            None => {}
        }
    }
}

fn types(members: &Map<String, Value>, causes: &mut Vec<Diagnosis>, warnings: &mut Vec<Diagnosis>) {
    for name in ["TLS.sdkappid", "TLS.time", "TLS.expire"] {
        if let Some(Value::String(text)) = members.get(name) {
            let note = Diagnosis::with(Cause::NumberAsText, [name.to_owned()]);
            let is_canonical = text.parse::<u64>().is_ok_and(|number| number.to_string() == *text);
            if is_canonical { warnings.push(note) } else { causes.push(note) }
        }
    }
    for name in ["TLS.ver", "TLS.identifier", "TLS.userbuf", "TLS.sig"] {
        text_as_number(members, name, causes);
    }
}

fn types_of_v1(members: &Map<String, Value>, causes: &mut Vec<Diagnosis>) {
    for name in NAMES_OF_V1.into_iter().chain(["TLS.identifier", "TLS.time", "TLS.sig", "TLS.userbuf"]) {
        text_as_number(members, name, causes);
    }
}

fn text_as_number(members: &Map<String, Value>, name: &str, causes: &mut Vec<Diagnosis>) {
    if let Some(value) = members.get(name).filter(|value| !value.is_string()) {
        let found = match value {
            Value::Number(_) => "a number",
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            _ => "an object or a list",
        };
        causes.push(Diagnosis::with(Cause::TextAsNumber, [name.to_owned(), found.to_owned()]));
    }
}

/// Returns a whole number, which may be in a string.
fn number(members: &Map<String, Value>, name: &str) -> Option<i128> {
    match members.get(name)? {
        Value::Number(number) => number.to_string().parse().ok(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

fn times(time: Option<i128>, expire: Option<i128>, now: UnixTime, warnings: &mut Vec<Diagnosis>) {
    if let Some(time) = time {
        if time > MAX_MILLISECONDS {
            warnings.push(Diagnosis::with(Cause::TimeInTicks, [time.to_string()]));
        } else if time > MAX_SECONDS {
            let values = [time.to_string(), (time / 1000).to_string()];
            warnings.push(Diagnosis::with(Cause::TimeInMilliseconds, values));
        } else if time > i128::from(now.as_secs()) + DAY_SECONDS {
            let ahead = time - i128::from(now.as_secs());
            warnings.push(Diagnosis::with(Cause::IssuedInFuture, [ahead.to_string()]));
        }
    }
    if let Some(expire) = expire {
        warnings.extend(validity(time, expire));
    }
}

fn validity(time: Option<i128>, expire: i128) -> Option<Diagnosis> {
    let max = i128::from(Validity::MAX.as_seconds());
    if expire == 0 {
        return Some(Diagnosis::new(Cause::ValidityZero));
    }
    // In seconds, or both in milliseconds.
    let seconds_of = |time: i128| {
        let unit = if time > MAX_SECONDS { 1000 } else { 1 };
        Some((expire - time) / unit).filter(|length| time > 1_000_000_000 && (0..=max).contains(length))
    };
    if let Some(length) = time.and_then(seconds_of) {
        let values = [expire.to_string(), length.to_string()];
        return Some(Diagnosis::with(Cause::ValidityIsAMoment, values));
    }
    if is_usual_in_milliseconds(expire) {
        let values = [expire.to_string(), (expire / 1000).to_string()];
        return Some(Diagnosis::with(Cause::ValidityInMilliseconds, values));
    }
    (expire > max).then(|| Diagnosis::with(Cause::ValidityAboveLimit, [expire.to_string()]))
}

/// Returns whether a validity is 1000 times a usual one: whole minutes up to hours, then whole hours. Whole years are
/// usual themselves.
fn is_usual_in_milliseconds(expire: i128) -> bool {
    const HOUR: i128 = 3_600;
    const YEAR: i128 = 365 * DAY_SECONDS;
    let seconds = expire / 1000;
    let is_usual = seconds % HOUR == 0 || matches!(seconds, 60 | 300 | 600 | 900 | 1_800);
    expire % 1000 == 0 && seconds > 0 && is_usual && expire % YEAR != 0
}

fn signature(members: &Map<String, Value>, causes: &mut Vec<Diagnosis>) {
    let Some(Value::String(sig)) = members.get("TLS.sig") else { return };
    let is_hex =
        |text: &[u8]| matches!(text.len(), 40 | 64 | 96 | 128) && text.iter().all(u8::is_ascii_hexdigit);
    if is_hex(sig.as_bytes()) {
        causes.push(Diagnosis::new(Cause::MacInHex));
        return;
    }
    let Ok(bytes) = STANDARD.decode(sig.replace(['\r', '\n'], "")) else { return };
    if is_hex(&bytes) {
        causes.push(Diagnosis::new(Cause::MacInHex));
    } else if bytes.len() != 32 {
        causes.push(Diagnosis::with(Cause::MacLength, [bytes.len().to_string()]));
    }
}
