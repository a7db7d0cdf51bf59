//! Shared by several test files: the keys of the golden file, and tokens that are packed without the library.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use usersig::{
    Expectation, Finding, Report, SdkAppId, SecretKey, SignRequest, Signer, UnixTime, UserId, UserIdRule,
    Validity, Verifier,
};

pub const KEY: &str = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
pub const APP: u32 = 1_400_000_000;
pub const NOW: UnixTime = UnixTime::from_secs(1_700_000_000);

/// How many random cases a test has: what `USERSIG_CASES` says, or this many.
pub fn cases(default: usize) -> usize {
    std::env::var("USERSIG_CASES").map_or(default, |text| text.parse().expect("a number"))
}

pub fn golden() -> Value {
    serde_json::from_str(include_str!("../vectors/golden.json")).expect("JSON")
}

pub fn list<'a>(data: &'a Value, name: &str) -> &'a [Value] {
    data[name].as_array().expect("a list")
}

pub fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("no text {name} in {value}"))
}

/// Reads a number, which the golden file has as text above 53 bits.
pub fn number(value: &Value, name: &str) -> u64 {
    value[name].as_u64().unwrap_or_else(|| text(value, name).parse().expect("a number"))
}

pub fn app(value: &Value) -> SdkAppId {
    SdkAppId::new(number(value, "sdkappid").try_into().expect("u32")).expect("not 0")
}

pub fn the_app() -> SdkAppId {
    SdkAppId::new(APP).expect("not 0")
}

pub fn the_key() -> SecretKey {
    SecretKey::new(KEY).expect("a key")
}

pub fn the_signer() -> Signer {
    Signer::new(the_app(), the_key())
}

pub fn the_verifier() -> Verifier {
    Verifier::new(the_app(), the_key())
}

pub fn user(text: &str) -> UserId<'_> {
    UserId::with_rule(text, UserIdRule::Any).expect("a UserID")
}

pub fn seconds(seconds: u64) -> Validity {
    Validity::seconds(seconds).expect("in range")
}

/// A plain UserSig, issued at a fixed time.
pub fn request(user: UserId<'_>, validity: Validity, issued_at: UnixTime) -> SignRequest<'_> {
    SignRequest::new(user, validity).issued_at(issued_at)
}

/// Any contents, at a fixed time.
pub fn expectation(user: UserId<'_>, now: UnixTime) -> Expectation<'_> {
    Expectation::new(user).at(now)
}

pub fn name_of(finding: &Finding) -> &'static str {
    finding.kind().name()
}

pub fn verify(token: impl AsRef<[u8]>, userid: &str, now: u64) -> Report {
    the_verifier().verify(token, &expectation(user(userid), UnixTime::from_secs(now)))
}

pub fn names(report: &Report) -> Vec<&'static str> {
    report.findings().iter().map(name_of).collect()
}

/// The zlib stream inside a token.
pub fn stream(token: &str) -> Vec<u8> {
    STANDARD.decode(token.replace('*', "+").replace('-', "/").replace('_', "=")).expect("base64")
}

/// The JSON text inside a token, by a reader that is not the library's.
pub fn json_of(token: &str) -> String {
    let mut json = String::new();
    flate2::read::ZlibDecoder::new(&*stream(token)).read_to_string(&mut json).expect("zlib");
    json
}

pub fn document_of(token: &str) -> Value {
    serde_json::from_str(&json_of(token)).expect("JSON")
}

/// A token of any bytes.
pub fn pack(content: impl AsRef<[u8]>) -> String {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::new(6));
    std::io::Write::write_all(&mut encoder, content.as_ref()).expect("writing to a Vec does not fail");
    envelope(&encoder.finish().expect("writing to a Vec does not fail"))
}

pub fn envelope(stream: &[u8]) -> String {
    STANDARD.encode(stream).replace('+', "*").replace('/', "-").replace('=', "_")
}

pub fn hmac(key: &[u8], message: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any key");
    mac.update(message.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// A document of version 2.0 as a faulty or hostile writer would sign it: nothing is checked.
pub fn forge(
    key: &[u8],
    userid: &str,
    sdkappid: i64,
    time: u64,
    expire: u64,
    userbuf: Option<&str>,
) -> Value {
    let mut message =
        format!("TLS.identifier:{userid}\nTLS.sdkappid:{sdkappid}\nTLS.time:{time}\nTLS.expire:{expire}\n");
    let mut document = json!({
        "TLS.ver": "2.0", "TLS.identifier": userid, "TLS.sdkappid": sdkappid, "TLS.time": time, "TLS.expire": expire,
    });
    if let Some(userbuf) = userbuf {
        message.extend(["TLS.userbuf:", userbuf, "\n"]);
        document["TLS.userbuf"] = userbuf.into();
    }
    document["TLS.sig"] = hmac(key, &message).into();
    document
}
