//! The bugs of the code that this library replaces, one test each: this library does not have them. Each test is named
//! after the code and its bug.

#![cfg(feature = "ecdsa")]

mod common;

use std::ffi::OsString;
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use common::{
    APP, KEY, NOW, document_of, envelope, expectation, forge, hmac, names, pack, request, seconds, stream,
    text, the_app, the_key, the_signer, the_verifier, user, verify,
};
use serde_json::{Value, json};
use usersig::{
    Error, Finding, KeyKind, Malformed, PrivateKey, PrivateMapKey, Privileges, PublicKey, RecordRoom, Room,
    SdkAppId, SecretKey, Signer, Token, UnixTime, UserId, UserIdRule, Userbuf, Validity, Verifier,
    inspect_unverified,
};

fn sign(userid: &str) -> String {
    the_signer().sign(&request(user(userid), Validity::CLIENT_DEFAULT, NOW)).expect("signed")
}

fn sign_with(userbuf: &[u8]) -> String {
    let userbuf = Userbuf::new(userbuf).expect("short enough");
    the_signer()
        .sign(&request(user("xiaojun"), Validity::CLIENT_DEFAULT, NOW).with_userbuf(userbuf))
        .expect("signed")
}

fn record(userid: &str, room: Room<'_>, privileges: Privileges) -> PrivateMapKey {
    let token =
        the_signer().sign(&request(user(userid), Validity::CLIENT_DEFAULT, NOW).with_room(room, privileges));
    read(&token.expect("signed")).private_map_key().expect("a record")
}

fn read(token: &str) -> Token {
    inspect_unverified(token).expect("readable")
}

fn number(room: u32) -> Room<'static> {
    Room::number(room).expect("in range")
}

/// Bytes that do not compress.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let step = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    (0..length).map(step).collect()
}

#[test]
fn macos_objective_c_signs_the_sdkappid_as_the_validity() {
    let document = document_of(&sign("xiaojun"));
    assert_eq!(document["TLS.expire"], 604_800);
    assert_eq!(document["TLS.sdkappid"], APP);
}

#[test]
fn objective_c_crashes_on_a_userid_that_is_not_ascii() {
    for userid in ["张三", "👩‍🚀", "é", "\u{7ff}\u{800}\u{ffff}\u{10000}\u{10ffff}"] {
        let token = sign(userid);
        assert_eq!(document_of(&token)["TLS.identifier"], userid);
        assert!(verify(&token, userid, NOW.as_secs()).is_valid());
    }
}

#[test]
fn objective_c_prints_the_signed_text_and_the_mac() {
    let printed = output_of_the_quiet_child();
    for leak in ["TLS.", "identifier", KEY, text(&document_of(&sign("quiet")), "TLS.sig")] {
        assert!(!printed.contains(leak), "{leak} in {printed}");
    }
}

#[test]
fn windows_cpp_does_not_escape_json() {
    for userid in ["a\"b", "a\\b", "\",\"TLS.expire\":1,\"x\":\"", "\\u0041", "\\\"", "{}[]:,/"] {
        let token = sign(userid);
        assert_eq!(document_of(&token)["TLS.identifier"], userid);
        assert_eq!(document_of(&token)["TLS.expire"], 604_800);
        assert!(verify(&token, userid, NOW.as_secs()).is_valid());
    }
}

#[test]
fn windows_cpp_returns_nothing_for_what_does_not_compress() {
    for length in [1, 16, 255, 1_000, 10_000] {
        let content = noise(length);
        assert_eq!(read(&sign_with(&content)).userbuf(), Some(&content[..]));
    }
}

/// The `assert`s of the original are not in a release build. Here no invalid value can be built.
#[test]
fn windows_cpp_checks_its_arguments_in_debug_builds_only() {
    assert_eq!(SdkAppId::new(0), Err(Error::SdkAppIdZero));
    assert_eq!(UserId::new(""), Err(Error::UserIdEmpty { max: 32 }));
    assert_eq!(Validity::seconds(0), Err(Error::ValidityOutOfRange { seconds: 0 }));
    assert_eq!(SecretKey::new("").err(), Some(Error::SecretKeyEmpty));
}

#[test]
fn java_cuts_a_token_of_more_than_2048_bytes() {
    for length in [2_000, 2_048, 4_096, 20_000] {
        let content = noise(length);
        let token = sign_with(&content);
        assert!(stream(&token).len() > 2_048);
        let report = verify(&token, "xiaojun", NOW.as_secs());
        assert_eq!(report.into_result().expect("valid").userbuf(), Some(&content[..]));
    }
}

#[test]
fn java_answers_every_failure_with_an_empty_text() {
    // By its type, an error is never a token. Its message states what is wrong, what was expected, and where.
    let late = the_signer().sign(
        &request(user("xiaojun"), Validity::CLIENT_DEFAULT, UnixTime::from_secs(u64::MAX))
            .with_room(number(1), Privileges::ALL),
    );
    assert_eq!(late.expect_err("late").kind().name(), "private_map_key_expiry");
    let error = UserId::with_rule("a b", UserIdRule::Trtc).expect_err("a space").to_string();
    assert!(
        error.contains("' '") && error.contains("byte 1") && error.contains("a-z A-Z 0-9 _ -"),
        "{error}"
    );
}

#[test]
fn java_and_node_write_utf_16_units_of_the_account_as_bytes() {
    for account in ["张三", "é", "👩‍🚀", "𝄞"] {
        assert_eq!(record(account, number(1), Privileges::ALL).account_bytes(), account.as_bytes());
    }
}

#[test]
fn python_raises_on_an_account_that_is_not_ascii() {
    let record = record("小军", Room::name("room").expect("legal"), Privileges::ALL);
    assert_eq!(record.account_lossy(), "小军");
    assert_eq!(*record.room(), RecordRoom::Name("room".to_owned()));
}

#[test]
fn python_prints_the_userbuf() {
    assert_no_userbuf(&output_of_the_quiet_child());
}

#[test]
fn csharp_counts_the_account_in_characters() {
    let token = the_signer()
        .sign(&request(user("张三"), Validity::CLIENT_DEFAULT, NOW).with_room(number(1), Privileges::ALL))
        .expect("signed");
    let userbuf = read(&token).userbuf().expect("one").to_vec();
    assert_eq!(userbuf[1..9], [0, 6, 0xe5, 0xbc, 0xa0, 0xe4, 0xb8, 0x89]);
}

#[test]
fn csharp_does_not_escape_json() {
    let (userid, room) = ("\"\\\"", Room::name("{}[]").expect("legal"));
    let token = the_signer()
        .sign(&request(user(userid), Validity::CLIENT_DEFAULT, NOW).with_room(room, Privileges::ALL));
    let token = token.expect("signed");
    assert_eq!(document_of(&token)["TLS.identifier"], userid);
    assert!(verify(&token, userid, NOW.as_secs()).is_valid());
}

#[test]
fn csharp_signs_the_sdkappid_4294967295_as_minus_1() {
    let signer = Signer::new(SdkAppId::new(u32::MAX).expect("not 0"), the_key());
    let token = signer.sign(&request(user("xiaojun"), Validity::CLIENT_DEFAULT, NOW)).expect("signed");
    assert_eq!(document_of(&token)["TLS.sdkappid"], u32::MAX);
    // What that server writes: another application, not an unreadable token.
    let theirs = pack(forge(KEY.as_bytes(), "xiaojun", -1, NOW.as_secs(), 60, None).to_string());
    let verifier = Verifier::new(SdkAppId::new(u32::MAX).expect("not 0"), the_key());
    let report = verifier.verify(theirs, &expectation(user("xiaojun"), NOW));
    let found = Finding::SdkAppIdMismatch { expected: u32::MAX, found: "-1".to_owned() };
    assert_eq!(report.findings(), [found]);
}

#[test]
fn csharp_prints_the_userbuf() {
    assert_no_userbuf(&output_of_the_quiet_child());
}

#[test]
fn node_makes_the_expiry_a_float_before_it_shifts_it() {
    for (now, validity) in [(0, 1), (0x7fff_ffff, 1), (0x8000_0000, 604_800), (u64::from(u32::MAX) - 60, 60)]
    {
        let token = the_signer()
            .sign(
                &request(user("x"), seconds(validity), UnixTime::from_secs(now))
                    .with_room(number(1), Privileges::ALL),
            )
            .expect("signed");
        let userbuf = read(&token).userbuf().expect("one").to_vec();
        let expiry = u32::try_from(now + validity).expect("u32").to_be_bytes();
        assert_eq!(userbuf[1 + 2 + 1 + 8..][..4], expiry);
    }
}

#[test]
fn node_writes_an_empty_string_room() {
    assert_eq!(Room::name(""), Err(Error::RoomNameLength { len: 0 }));
}

#[test]
fn go_has_no_error_for_json_that_does_not_parse() {
    for content in ["", "{", "not json", "[]", "{\"TLS.ver\":\"2.0\"", "nul"] {
        let report = verify(pack(content), "xiaojun", NOW.as_secs());
        assert!(matches!(report.findings(), [Finding::Malformed(Malformed::Json { .. })]), "{content}");
        assert!(report.into_result().is_err());
    }
}

#[test]
fn go_inflates_without_bound() {
    // 32 MiB in a token of 43 KiB, which is below the limit of a token.
    let bomb = pack(vec![b' '; 32 << 20]);
    assert!(bomb.len() < 64 * 1024);
    let expected = Finding::Malformed(Malformed::InflatedTooLarge { max: 65_536 });
    assert_eq!(inspect_unverified(&bomb), Err(expected.clone()));
    assert_eq!(verify(&bomb, "xiaojun", NOW.as_secs()).findings(), [expected]);
}

#[test]
fn go_signs_an_empty_userbuf_and_leaves_it_out_of_the_json() {
    let token = sign_with(b"");
    assert_eq!(document_of(&token)["TLS.userbuf"], "");
    assert!(verify(&token, "xiaojun", NOW.as_secs()).is_valid());
    assert_eq!(read(&token).userbuf(), Some(&b""[..]));
    // No verifier accepts their document, and this one reports why.
    let mut theirs = document_of(&token);
    theirs.as_object_mut().expect("an object").remove("TLS.userbuf");
    assert_eq!(names(&verify(pack(theirs.to_string()), "xiaojun", NOW.as_secs())), ["bad_signature"]);
}

#[test]
fn flutter_ignores_the_userbuf() {
    assert_ne!(sign_with(b"one"), sign_with(b"two"));
    assert_eq!(read(&sign_with(b"one")).userbuf(), Some(&b"one"[..]));
    assert_eq!(document_of(&sign_with(b"one"))["TLS.userbuf"], STANDARD.encode("one"));
}

#[test]
fn cpp_server_fails_on_a_long_token() {
    let (longest, userid) = (noise(Userbuf::MAX_LEN), "\"".repeat(UserId::MAX_LEN_ANY));
    let token = the_signer().sign(
        &request(user(&userid), Validity::MAX, UnixTime::from_secs(u64::MAX))
            .with_userbuf(Userbuf::new(&longest).expect("the limit")),
    );
    let token = token.expect("signed");
    let report = verify(&token, &userid, u64::MAX);
    assert_eq!(report.into_result().expect("valid").userbuf(), Some(&longest[..]));
}

/// Here the room and the validity have different types, so a call with both swapped does not compile.
#[test]
fn cpp_server_takes_room_and_expiry_in_two_orders() {
    let record = record("xiaojun", number(604_801), Privileges::ALL);
    assert_eq!(*record.room(), RecordRoom::Number(604_801));
    assert_eq!(record.expires_at().as_secs(), NOW.as_secs() + 604_800);
}

/// Anyone who knows the public key can make a token of version 2.0 with the text of its PEM file as the secret key. The
/// C++ verifier has one key argument and lets the token choose the version, so it accepts that token.
#[test]
fn cpp_verifier_lets_the_token_choose_the_algorithm() {
    let data = common::golden();
    let pem = text(&data["keys"]["p256"], "public");
    let der = pem.lines().filter(|line| !line.starts_with('-')).collect::<String>();
    let der = STANDARD.decode(der).expect("base64");
    let verifier = Verifier::with_public_key(the_app(), PublicKey::from_pem(pem).expect("a key"));
    for secret in [pem.as_bytes(), pem.trim_end().as_bytes(), &der, b""] {
        let minted = forge(secret, "administrator", APP.into(), NOW.as_secs(), 99_999_999, None);
        let report = verifier.verify(pack(minted.to_string()), &expectation(user("administrator"), NOW));
        let expected = Finding::WrongKeyKind { token_needs: KeyKind::Secret, verifier_has: KeyKind::Public };
        assert_eq!(report.findings(), std::slice::from_ref(&expected));
        assert_eq!(report.into_result(), Err(expected));
    }
    // Nor can the public key be made a secret key by mistake: its line breaks are rejected.
    assert_eq!(SecretKey::new(pem).expect_err("rejected").kind().name(), "key");
}

#[test]
fn cpp_verifier_ignores_a_userbuf_it_was_not_asked_for() {
    // The userbuf is in the result, expected or not, and its line is part of the signed text.
    let token = sign_with(b"who asked?");
    let seen = verify(&token, "xiaojun", NOW.as_secs()).into_result().expect("valid");
    assert_eq!(seen.userbuf(), Some(&b"who asked?"[..]));
    for replaced in [Value::Null, json!("b3RoZXI=")] {
        let mut document = document_of(&token);
        let fields = document.as_object_mut().expect("an object");
        fields.remove("TLS.userbuf");
        if !replaced.is_null() {
            fields.insert("TLS.userbuf".to_owned(), replaced);
        }
        assert_eq!(names(&verify(pack(document.to_string()), "xiaojun", NOW.as_secs())), ["bad_signature"]);
    }
}

/// A test cannot assert the time. It asserts that the whole MAC is compared, that only its own length matches, and that
/// the comparison is the one for secrets.
#[test]
fn php_cpp_and_go_compare_the_mac_in_variable_time() {
    let good = document_of(&sign("xiaojun"));
    let mac = STANDARD.decode(text(&good, "TLS.sig")).expect("base64");
    let with = |mac: &[u8]| {
        let mut document = good.clone();
        document["TLS.sig"] = STANDARD.encode(mac).into();
        names(&verify(pack(document.to_string()), "xiaojun", NOW.as_secs()))
    };
    assert!(with(&mac).is_empty());
    for bit in 0..mac.len() * 8 {
        let mut altered = mac.clone();
        altered[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(with(&altered), ["bad_signature"], "bit {bit}");
    }
    for length in 0..mac.len() {
        assert_eq!(with(&mac[..length]), ["bad_signature"], "{length} bytes");
    }
    assert_eq!(with(&[&mac[..], &[0]].concat()), ["bad_signature"]);

    let (verifier, mac) = (include_str!("../src/verifier.rs"), include_str!("../src/mac.rs"));
    assert!(
        verifier.contains("mac.matches(token.sig())") && mac.contains(".ct_eq("),
        "no constant-time comparison"
    );
    assert!(!verifier.contains("== token.sig()"), "a comparison in variable time");
}

#[test]
fn old_node_verifier_never_checks_the_expiry() {
    let token = sign("xiaojun");
    let last = NOW.as_secs() + 604_800;
    assert!(verify(&token, "xiaojun", last).is_valid());
    let expires_at = UnixTime::from_secs(last);
    for now in [last + 1, last + 1_000_000, u64::MAX] {
        let report = verify(&token, "xiaojun", now);
        assert_eq!(report.findings(), [Finding::Expired { expires_at, now: UnixTime::from_secs(now) }]);
    }
}

#[test]
fn tls_sig_api_crate_leaves_base64_as_it_is() {
    let mut seen = String::new();
    for n in 0..200 {
        let token = sign(&format!("user_{n}"));
        assert!(!token.contains(['+', '/', '=']), "{token}");
        seen.push_str(&token);
        // What that crate would write is rejected, and the first byte outside the alphabet is named.
        let theirs = STANDARD.encode(stream(&token));
        if let Some(offset) = theirs.find(['+', '/', '=']) {
            let byte = theirs.as_bytes()[offset];
            let expected = Finding::Malformed(Malformed::Alphabet { byte, offset });
            assert_eq!(verify(&theirs, "xiaojun", NOW.as_secs()).findings(), [expected]);
        }
    }
    assert!(['*', '-', '_'].iter().all(|c| seen.contains(*c)));
}

/// The applications that still need version 1.0 have no working Python signer; this signs for them.
#[test]
fn old_python_can_no_longer_sign_version_1() {
    let data = common::golden();
    for curve in ["p256", "secp256k1"] {
        let key = PrivateKey::from_pem(text(&data["keys"][curve], "sec1")).expect("a key");
        let verifier = Verifier::with_public_key(the_app(), key.public_key());
        let token = Signer::with_private_key(the_app(), key)
            .sign(&request(user("xiaojun"), Validity::SERVER_DEFAULT, NOW))
            .expect("signed");
        assert!(document_of(&token).as_object().expect("an object").values().all(Value::is_string));
        assert!(verifier.verify(&token, &expectation(user("xiaojun"), NOW)).is_valid());
    }
}

#[test]
fn webrtc_servers_write_privilege_255_whatever_is_asked() {
    for bits in 0..=255 {
        let asked = Privileges::from_bits(bits).expect("8 bits");
        let record = record("xiaojun", number(1), asked);
        assert_eq!((record.privilege_bits(), record.privileges()), (bits, asked));
    }
}

/// One signed text, two documents. A server that signs any UserID gets one with line breaks; the owner of that token then
/// writes another document, in whose userbuf the rest of the lines are.
#[test]
fn php_accepts_a_forgery_from_a_userid_with_line_breaks() {
    let now = NOW.as_secs();
    let evil = format!("bob\nTLS.sdkappid:{APP}\nTLS.time:{now}\nTLS.expire:99999999\nTLS.userbuf:QUJD");
    // 1. This library never signs it.
    for rejected in [UserId::new(&evil), UserId::with_rule(&evil, UserIdRule::Any)] {
        assert_eq!(rejected, Err(Error::UserIdControl { character: '\n', offset: 3 }));
    }

    // 2. A server that does sign it, for 60 seconds.
    let signed = forge(KEY.as_bytes(), &evil, APP.into(), now, 60, None);
    // 3. The forgery: bob, three years, and the same MAC, because the text is the same.
    let swallowed = format!("QUJD\nTLS.sdkappid:{APP}\nTLS.time:{now}\nTLS.expire:60");
    let mut forged = forge(KEY.as_bytes(), "bob", APP.into(), now, 99_999_999, Some(&swallowed));
    assert_eq!(forged["TLS.sig"], signed["TLS.sig"], "the attack itself no longer works: fix this test");

    // 4. Two decoders out of three skip what is not base64, and would read a userbuf here.
    let lenient: String = swallowed.chars().filter(char::is_ascii_alphanumeric).collect();
    assert!(lenient.starts_with("QUJDTLS"));

    // 5. This library rejects the forgery, and the token that it was made from.
    let later = now + 1_000;
    for (document, field) in [(&forged, "TLS.userbuf"), (&signed, "TLS.identifier")] {
        let report = verify(pack(document.to_string()), "bob", later);
        let expected = Finding::Malformed(Malformed::ControlCharacter { field, character: '\n' });
        assert_eq!(report.findings(), std::slice::from_ref(&expected));
        assert_eq!(inspect_unverified(pack(document.to_string())), Err(expected));
    }
    // 6. Nor does a userbuf pass that decodes leniently without a control character.
    forged["TLS.userbuf"] = "QUJD TLS".into();
    let report = verify(pack(forged.to_string()), "bob", later);
    assert_eq!(report.findings(), [Finding::Malformed(Malformed::FieldBase64 { field: "TLS.userbuf" })]);
}

/// The same over version 1.0, whose values are all text: each of them could carry a line break.
#[test]
fn a_line_break_in_a_value_of_version_1_is_refused_as_well() {
    let fields = [
        ("TLS.account_type", "0"),
        ("TLS.identifier", "bob"),
        ("TLS.appid_at_3rd", "0"),
        ("TLS.sdk_appid", "1400000000"),
        ("TLS.time", "1700000000"),
        ("TLS.expire_after", "60"),
        ("TLS.userbuf", "QUJD"),
    ];
    for (field, value) in fields {
        let mut document: Value =
            fields.iter().map(|(k, v)| ((*k).to_owned(), json!(v))).collect::<serde_json::Map<_, _>>().into();
        document["TLS.sig"] = "MAYCAQECAQE=".into();
        document[field] = format!("{value}\nTLS.time:1").into();
        let expected = Finding::Malformed(Malformed::ControlCharacter { field, character: '\n' });
        assert_eq!(inspect_unverified(pack(document.to_string())), Err(expected));
    }
}

/// A userbuf, to be found if `quiet_child` prints one.
const QUIET_USERBUF: &[u8] = b"quiet userbuf";

fn assert_no_userbuf(printed: &str) {
    let base64 = STANDARD.encode(QUIET_USERBUF);
    for leak in ["quiet userbuf", &base64[..12], "[113, 117, 105", "71756965"] {
        assert!(!printed.contains(leak), "{leak} in {printed}");
    }
}

/// Everything that this program prints when it signs, verifies and inspects, standard error included.
fn output_of_the_quiet_child() -> String {
    let program = std::env::current_exe().expect("this test");
    // An emulator that cargo runs this program in does not run what the program starts.
    let emulator = std::env::var("CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUNNER")
        .ok()
        .filter(|_| cfg!(all(target_arch = "aarch64", target_os = "linux")));
    let mut command: Vec<OsString> =
        emulator.iter().flat_map(|line| line.split(' ')).map(OsString::from).collect();
    command.push(program.into());
    let output = Command::new(&command[0])
        .args(&command[1..])
        .args(["--exact", "quiet_child", "--nocapture", "--test-threads=1"])
        .output()
        .expect("this test runs");
    assert!(output.status.success());
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8_lossy(&printed).into_owned();
    assert!(printed.contains("1 passed"), "{printed}");
    printed
}

#[test]
fn quiet_child() {
    let token = sign("quiet");
    assert!(verify(&token, "quiet", NOW.as_secs()).is_valid());
    assert!(!verify(&token, "other", u64::MAX).is_valid());
    assert!(!verify(envelope(b"quiet userbuf"), "other", 0).is_valid());
    let token = sign_with(QUIET_USERBUF);
    assert_eq!(read(&token).userbuf(), Some(QUIET_USERBUF));
    let room = Room::name("quiet userbuf").expect("legal");
    assert_eq!(
        *record("quiet userbuf", room, Privileges::ALL).room(),
        RecordRoom::Name("quiet userbuf".to_owned())
    );
    assert!(the_verifier().verify(hmac(b"quiet", "userbuf"), &expectation(user("x"), NOW)).first().is_some());
}
