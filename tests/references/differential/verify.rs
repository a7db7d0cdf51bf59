//! usersig has signed: the package must come to the same as usersig, also for what was altered.

use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::ZlibDecoder;
use serde_json::{Value, json};
use usersig::{
    Expectation, Finding, Privileges, Room, SdkAppId, SignRequest, UnixTime, UserId, UserIdRule, Userbuf,
    Validity, inspect_unverified,
};

use crate::Run;
use crate::packages::{Bug, Task, case_request, class};
use crate::random::{Case, Contents, KEYS, Random};

/// A token by usersig, what the package is asked, and what it must reply.
pub struct Trial {
    pub request: Value,
    expected: Expected,
}

enum Expected {
    Verdict {
        verdict: Value,
        class: &'static str,
    },
    Mac(Value),
    Fields(Value),
    /// An exception, of the class.
    Error(&'static str),
}

impl Trial {
    pub fn new(run: &Run, random: &mut Random) -> Self {
        let case = Case::legal(random, run.package.can);
        let now = UnixTime::now().expect("a clock").as_secs();
        // Java's verifier reads the system clock. A minute ahead is valid, also when the queue is long.
        let issued_at = if run.package.task == Task::JavaVerify { now } else { random.below(2_000_000_000) };
        match run.package.task {
            Task::GoVerify => go_verify(run, random, &case, issued_at),
            Task::NodeVerify | Task::JavaVerify => public_key_verify(run, random, &case, issued_at),
            Task::NodeMac => node_mac(run, &case, issued_at),
            Task::PythonDecode => {
                let token = token_of(run, &case, issued_at);
                let fields = fields_of(&token, &case, issued_at);
                Self {
                    request: json!({ "call": "decode", "token": token }),
                    expected: Expected::Fields(fields),
                }
            }
            Task::Sign => unreachable!("sign.rs compares these"),
        }
    }

    pub fn compare(&self, reply: &Value) -> Result<&'static str, String> {
        let (got, want, class) = match &self.expected {
            Expected::Error(class) if reply["error"].is_string() => return Ok(class),
            Expected::Error(class) => return Err(format!("expected an error, {class}")),
            Expected::Verdict { verdict, class } => (&reply["verdict"], verdict, *class),
            Expected::Mac(mac) => (&reply["mac"], mac, class::VALID),
            Expected::Fields(fields) => (&reply["fields"], fields, class::VALID),
        };
        if got == want {
            Ok(class)
        } else {
            Err(format!("expected {want}, got {got}\n        {}", self.request))
        }
    }
}

fn app(case: &Case) -> SdkAppId {
    SdkAppId::new(case.sdkappid.cast_unsigned() as u32).expect("not 0")
}

fn user(case: &Case) -> UserId<'_> {
    UserId::with_rule(&case.userid, UserIdRule::Any).expect("a legal UserID")
}

/// Signs a legal case.
fn token_of(run: &Run, case: &Case, issued_at: u64) -> String {
    let validity = Validity::seconds(case.expire).expect("a legal validity");
    let request = SignRequest::new(user(case), validity).issued_at(UnixTime::from_secs(issued_at));
    let privileges = Privileges::from_bits(case.privileges).expect("eight bits");
    let request = match &case.contents {
        Contents::Plain => request,
        Contents::Userbuf(bytes) => request.with_userbuf(Userbuf::new(bytes).expect("a short userbuf")),
        Contents::Number(number) => request.with_room(Room::number(*number).expect("a room"), privileges),
        Contents::Name(name) => request.with_room(Room::name(name).expect("a room"), privileges),
    };
    run.keys.signer(run.package, app(case), case.key).sign(&request).expect("signed")
}

/// Returns the userbuf of a token, as usersig reads it.
fn userbuf_of(token: &str) -> Option<Vec<u8>> {
    inspect_unverified(token).expect("our token").userbuf().map(<[u8]>::to_vec)
}

/// Returns the JSON in a token, read without usersig.
fn document_of(token: &str) -> String {
    let stream =
        STANDARD.decode(token.replace('*', "+").replace('-', "/").replace('_', "=")).expect("base64");
    let mut document = String::new();
    ZlibDecoder::new(&*stream).read_to_string(&mut document).expect("a zlib stream");
    document
}

/// Returns the fields of a token, read without usersig; they must be those of the case.
fn fields_of(token: &str, case: &Case, issued_at: u64) -> Value {
    let fields: Value = serde_json::from_str(&document_of(token)).expect("JSON");
    let mut want = json!({
        "TLS.ver": "2.0", "TLS.identifier": case.userid, "TLS.sdkappid": case.sdkappid, "TLS.time": issued_at, "TLS.expire": case.expire,
        "TLS.sig": fields["TLS.sig"],
    });
    if let Some(userbuf) = userbuf_of(token) {
        want["TLS.userbuf"] = STANDARD.encode(userbuf).into();
    }
    assert_eq!(fields, want, "the fields of {token}");
    fields
}

fn node_mac(run: &Run, case: &Case, issued_at: u64) -> Trial {
    let fields = fields_of(&token_of(run, case, issued_at), case, issued_at);
    let mut request = case_request(case);
    request["call"] = "mac".into();
    request["key"] = run.keys.for_package(run.package, case.key).clone();
    request["time"] = issued_at.into();
    request["userbuf"] = fields["TLS.userbuf"].clone();
    Trial { request, expected: Expected::Mac(fields["TLS.sig"].clone()) }
}

/// Asks for another application, user or key than the token is for, each in one of eight cases.
fn altered(random: &mut Random, case: &Case) -> Case {
    let mut asked = case.clone();
    if random.below(8) == 0 {
        asked.sdkappid = random.within(1, u32::MAX.into()).cast_signed();
    }
    if random.below(8) == 0 {
        asked.userid.push('x');
        // As long as a UserID can be.
        if asked.userid.len() > UserId::MAX_LEN_ANY {
            "x".clone_into(&mut asked.userid);
        }
    }
    if random.below(8) == 0 {
        asked.key = random.below(KEYS as u64) as usize;
    }
    asked
}

fn go_verify(run: &Run, random: &mut Random, case: &Case, issued_at: u64) -> Trial {
    let token = token_of(run, case, issued_at);
    let asked = altered(random, case);
    let expiry = issued_at + case.expire;
    let now = random.pick(&[
        issued_at,
        issued_at,
        expiry,
        expiry,
        random_between(issued_at, expiry),
        expiry + 1,
        expiry + 1_000_000,
    ]);
    let userbuf = match random.below(16) {
        0 => None,
        1 => Some(vec![]),
        2 => Some(b"another".to_vec()),
        _ => userbuf_of(&token),
    };

    let expectation = Expectation::new(user(&asked)).at(UnixTime::from_secs(now));
    let expectation = match &userbuf {
        None => expectation.without_userbuf(),
        Some(bytes) => expectation.with_userbuf(Userbuf::new(bytes).expect("a short userbuf")),
    };
    let report = run.keys.verifier(run.package, app(&asked), asked.key).verify(&token, &expectation);
    let found = |wanted: fn(&Finding) -> bool| report.findings().iter().any(wanted);
    // Go reports the first thing that is wrong, in this order.
    let verdict = if found(|one| matches!(one, Finding::SdkAppIdMismatch { .. })) {
        "sdk appid not match"
    } else if found(|one| matches!(one, Finding::UserIdMismatch { .. })) {
        "identifier not match"
    } else if found(|one| matches!(one, Finding::Expired { .. })) {
        "expired"
    } else if found(|one| {
        matches!(one, Finding::UserbufMismatch { expected_len: Some(_), found_len: Some(_) })
    }) {
        "userbuf not match"
    } else if found(|one| matches!(one, Finding::UserbufMismatch { .. })) {
        "userbuf type not match"
    } else if found(|one| matches!(one, Finding::BadSignature { .. })) {
        "sig not match"
    } else {
        assert!(report.is_valid(), "{:?}", report.findings());
        "valid"
    };
    let mut request = case_request(&asked);
    request["call"] = "verify".into();
    request["key"] = run.keys.for_package(run.package, asked.key).clone();
    request["token"] = token.into();
    request["now"] = now.into();
    request["userbuf"] = userbuf.map_or(Value::Null, |bytes| STANDARD.encode(bytes).into());
    let class = if verdict == "valid" { class::VALID } else { class::REJECTED };
    Trial { request, expected: Expected::Verdict { verdict: verdict.into(), class } }
}

/// Returns a moment between two others that depends on nothing but them.
fn random_between(first: u64, last: u64) -> u64 {
    first + (last - first) / 3
}

fn public_key_verify(run: &Run, random: &mut Random, case: &Case, issued_at: u64) -> Trial {
    let package = run.package;
    let token = token_of(run, case, issued_at);
    let asked = altered(random, case);
    let report = run
        .keys
        .verifier(package, app(&asked), asked.key)
        .verify(&token, &Expectation::new(user(&asked)).at(UnixTime::from_secs(issued_at)));
    let is_same = asked.sdkappid == case.sdkappid
        && asked.userid == case.userid
        && run.keys.is_same(package, asked.key, case.key);
    assert_eq!(report.is_valid(), is_same, "{:?}", report.findings());
    let userbuf = userbuf_of(&token);
    let is_too_long = package.has(Bug::Reads1024) && document_of(&token).len() > 1024;
    let (verdict, class) = if !is_same {
        (false.into(), class::REJECTED)
    } else if package.has(Bug::SignedApp) && asked.sdkappid > i64::from(i32::MAX) {
        (false.into(), class::SIGNED_APP)
    } else {
        // Node returns a userbuf as text.
        let verdict =
            userbuf.as_ref().map_or(Value::Bool(true), |bytes| String::from_utf8_lossy(bytes).into());
        (verdict, class::VALID)
    };
    let mut request = case_request(&asked);
    request["call"] = if userbuf.is_some() { "v1_verify_userbuf" } else { "v1_verify" }.into();
    request["public_key"] = run.keys.for_package(package, asked.key).clone();
    request["token"] = token.into();
    let expected =
        if is_too_long { Expected::Error(class::READS_1024) } else { Expected::Verdict { verdict, class } };
    Trial { request, expected }
}
