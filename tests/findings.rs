//! Every finding and every kind of malformed token: their order, codes and messages.

mod common;

use std::collections::HashSet;

use common::{
    APP, KEY, NOW, document_of, envelope, expectation, forge, name_of, names, pack, request, stream, the_app,
    the_key, the_signer, the_verifier, user, verify,
};
use serde_json::{Value, json};
use usersig::{
    Error, Finding, KeyKind, Leeway, Malformed, SdkAppId, SecretKey, ServiceCode, UnixTime, Userbuf,
    Validity, Verifier, inspect_unverified,
};

fn good() -> String {
    the_signer().sign(&request(user("xiaojun"), Validity::CLIENT_DEFAULT, NOW)).expect("signed")
}

/// The good document with one field replaced by a JSON text.
fn with(field: &str, raw: &str) -> String {
    let mut document = document_of(&good());
    document[field] = json!("@");
    pack(document.to_string().replace("\"@\"", raw))
}

fn without(field: &str) -> String {
    let mut document = document_of(&good());
    document.as_object_mut().expect("an object").remove(field);
    pack(document.to_string())
}

const PLAIN_NUMBER: &str =
    "plain decimal digits, at most 64 bits, without sign, fraction, exponent or leading zeros";

fn every_malformed() -> Vec<(Vec<u8>, Malformed, u32)> {
    let whole = stream(&good());
    let (mut checksum, mut data) = (whole.clone(), vec![0x78, 0x9c]);
    *checksum.last_mut().expect("not empty") ^= 1;
    // A block of the type that does not exist.
    data.extend([0x07, 0, 0, 0, 0]);
    let extra = [&whole[..], b"abc"].concat();
    let cases: Vec<(String, Malformed, u32)> = vec![
        ("A".repeat(65_537), Malformed::TooLong { len: 65_537, max: 65_536 }, 70003),
        (format!("{}+", &good()[..7]), Malformed::Alphabet { byte: b'+', offset: 7 }, 70003),
        ("eJwAA".to_owned(), Malformed::Base64Length { len: 5 }, 70004),
        (envelope(b"no zlib header"), Malformed::ZlibHeader, 70003),
        (envelope(&data), Malformed::ZlibData, 70003),
        (envelope(&whole[..whole.len() - 5]), Malformed::Truncated, 70004),
        (envelope(&checksum), Malformed::Checksum, 70003),
        (envelope(&extra), Malformed::TrailingBytes { extra: 3 }, 70003),
        (pack(vec![b' '; 65_537]), Malformed::InflatedTooLarge { max: 65_536 }, 70003),
        (pack("[]"), Malformed::Json { reason: "the document is no object".to_owned() }, 70003),
        (pack("{\"a\":1,\"\\u0061\":1}"), Malformed::DuplicateKey { key: "a".to_owned() }, 70003),
        (without("TLS.time"), Malformed::MissingField { field: "TLS.time" }, 70003),
        (
            with("TLS.time", "[1700000000]"),
            Malformed::FieldType { field: "TLS.time", expected: "a JSON number" },
            70003,
        ),
        (
            with("TLS.time", "1.7e9"),
            Malformed::FieldNumber { field: "TLS.time", found: "1.7e9".to_owned(), expected: PLAIN_NUMBER },
            70003,
        ),
        (
            with("TLS.identifier", "\"xiao\\tjun\""),
            Malformed::ControlCharacter { field: "TLS.identifier", character: '\t' },
            70003,
        ),
        (with("TLS.userbuf", "\"QUI\""), Malformed::FieldBase64 { field: "TLS.userbuf" }, 70003),
        (with("TLS.ver", "\"3.0\""), Malformed::Version { found: "3.0".to_owned() }, 70003),
    ];
    cases.into_iter().map(|(token, malformed, code)| (token.into_bytes(), malformed, code)).collect()
}

#[test]
fn every_way_to_be_malformed_has_its_own_detail_and_code() {
    let mut seen = HashSet::new();
    for (token, malformed, code) in every_malformed() {
        let finding = inspect_unverified(&token).expect_err("malformed");
        assert_eq!(finding, Finding::Malformed(malformed.clone()));
        assert_eq!(name_of(&finding), "malformed");
        assert_eq!(finding.service_code().map(ServiceCode::number), Some(code), "{malformed}");
        assert_eq!(finding.to_string(), malformed.to_string());
        assert!(!finding.hint().is_empty());
        assert!(seen.insert(std::mem::discriminant(&malformed)), "{malformed} twice");

        // With everything else wrong as well, it is the only finding, since nothing else is known.
        let report = Verifier::new(SdkAppId::new(1).expect("not 0"), SecretKey::new("k").expect("a key"))
            .verify(&token, &expectation(user("other"), UnixTime::from_secs(u64::MAX)));
        assert_eq!(report.findings(), [finding]);
        assert!(report.token().is_none());
    }
    assert_eq!(seen.len(), 17);
}

#[test]
fn an_empty_token_is_told_apart() {
    assert_eq!(inspect_unverified(""), Err(Finding::Empty));
    let report = verify("", "xiaojun", 0);
    assert_eq!(report.findings(), [Finding::Empty]);
    assert_eq!((report.first().map(name_of), report.is_valid()), (Some("empty"), false));
    assert_eq!(report.into_result(), Err(Finding::Empty));
    assert_eq!(Finding::Empty.service_code(), Some(ServiceCode::Empty));
    // One byte is not nothing.
    for token in ["_", " ", "\0", "{"] {
        assert_eq!(
            inspect_unverified(token).expect_err("unreadable").kind().name(),
            "malformed",
            "{token:?}"
        );
    }
}

#[test]
fn the_findings_are_in_their_order_and_the_first_is_the_verdict() {
    let wrong = Verifier::new(SdkAppId::new(7).expect("not 0"), SecretKey::new("another").expect("a key"));
    let now = UnixTime::from_secs(NOW.as_secs() + 604_800 + 90_061);
    let report = wrong.verify(good(), &expectation(user("mallory"), now));
    assert_eq!(
        report.findings(),
        [
            Finding::SdkAppIdMismatch { expected: 7, found: "1400000000".to_owned() },
            Finding::UserIdMismatch { expected: "mallory".to_owned(), found: "xiaojun".to_owned() },
            Finding::BadSignature { key_kind: KeyKind::Secret },
            Finding::Expired { expires_at: UnixTime::from_secs(1_700_604_800), now },
        ]
    );
    assert_eq!(report.token().map(usersig::Token::userid), Some("xiaojun"));
    let details: Vec<_> = report.findings().iter().map(ToString::to_string).collect();
    assert_eq!(
        details,
        [
            "the token is for SDKAppID 1400000000; expected 7",
            "the token is for UserID \"xiaojun\"; expected \"mallory\"",
            "the signature does not match: the token was signed with another key, or altered later; the verifier used the secret key \
             (HMAC-SHA256, version 2.0)",
            "the token expired 1 d 1 h ago: it was valid until 1700604800 (2023-11-21 22:13:20 UTC), and now is 1700694861 \
             (2023-11-22 23:14:21 UTC)",
        ]
    );
    let codes: Vec<_> =
        report.findings().iter().map(|f| f.service_code().expect("a code").number()).collect();
    assert_eq!(codes, [70014, 70013, 70009, 70001]);
    assert_eq!(report.clone().into_result(), Err(report.findings()[0].clone()));
}

/// Each subset of the four problems is reported exactly: no problem hides another or adds one.
#[test]
fn each_finding_is_independent_of_the_others() {
    for mask in 0..16_u32 {
        let is_wrong = |bit: u32| mask & (1 << bit) != 0;
        let app = if is_wrong(0) { SdkAppId::new(7).expect("not 0") } else { the_app() };
        let userid = if is_wrong(1) { "mallory" } else { "xiaojun" };
        let key = if is_wrong(2) { SecretKey::new("k").expect("a key") } else { the_key() };
        let now = NOW.as_secs() + 604_800 + u64::from(is_wrong(3));
        let report =
            Verifier::new(app, key).verify(good(), &expectation(user(userid), UnixTime::from_secs(now)));
        let all = ["sdkappid_mismatch", "userid_mismatch", "bad_signature", "expired"];
        let expected: Vec<_> = (0..4).filter(|bit| is_wrong(*bit)).map(|bit| all[bit as usize]).collect();
        assert_eq!(names(&report), expected);
        assert_eq!(report.is_valid(), mask == 0);
    }
}

#[cfg(feature = "ecdsa")]
#[test]
fn the_kind_of_the_key_decides_and_comes_first() {
    let data = common::golden();
    let public = usersig::PublicKey::from_pem(common::text(&data["keys"]["p256"], "public")).expect("a key");
    let verifier = Verifier::with_public_key(SdkAppId::new(7).expect("not 0"), public);
    let report = verifier.verify(good(), &expectation(user("mallory"), UnixTime::from_secs(u64::MAX)));
    // No signature was verified, so a mismatch is not reported.
    assert_eq!(names(&report), ["wrong_key_kind", "sdkappid_mismatch", "userid_mismatch", "expired"]);
    let first = report.first().expect("a problem");
    assert_eq!(first.service_code(), Some(ServiceCode::NoKey));
    assert!(
        first.to_string().contains("needs a secret key") && first.hint().contains("never with a public key")
    );
}

#[test]
fn the_second_of_expiry_is_valid_and_no_clock_wraps() {
    let is_expired = |now, leeway| {
        let leeway = Leeway::seconds(leeway).expect("at most a day");
        let expectation = expectation(user("xiaojun"), UnixTime::from_secs(now)).leeway(leeway);
        !the_verifier().verify(good(), &expectation).is_valid()
    };
    let last = NOW.as_secs() + 604_800;
    assert_eq!(Leeway::default().as_seconds(), 0);
    for (now, leeway, expected) in [
        (0, 0, false),
        (0, 86_400, false),
        (last, 0, false),
        (last + 1, 0, true),
        (last + 1, 1, false),
        (last + 2, 1, true),
        (last + 86_400, 86_400, false),
        (last + 86_401, 86_400, true),
        (u64::MAX, 0, true),
        (u64::MAX, 86_400, true),
    ] {
        assert_eq!(is_expired(now, leeway), expected, "{now} with {leeway}");
    }
    for seconds in [86_401, u64::MAX] {
        assert_eq!(Leeway::seconds(seconds), Err(Error::LeewayOutOfRange { seconds }));
    }

    // Times that only a forger or a broken clock writes.
    for (time, expire, last) in [
        (0, 0, 0),
        (u64::MAX, 0, u64::MAX),
        (u64::MAX, u64::MAX, u64::MAX),
        (1, u64::MAX, u64::MAX),
        (u64::MAX - 1, 1, u64::MAX),
        (u64::MAX - 2, 1, u64::MAX - 1),
    ] {
        let token = pack(forge(KEY.as_bytes(), "xiaojun", APP.into(), time, expire, None).to_string());
        let read = inspect_unverified(&token).expect("readable");
        assert_eq!(read.expires_at().as_secs(), last);
        assert_eq!(read.time_left_at(UnixTime::from_secs(0)), last);
        assert_eq!(read.time_left_at(UnixTime::from_secs(u64::MAX)), 0);
        assert!(!read.is_expired_at(UnixTime::from_secs(last)));
        assert!(verify(&token, "xiaojun", last).is_valid());
        if let Some(after) = last.checked_add(1) {
            assert!(read.is_expired_at(UnixTime::from_secs(after)));
            assert_eq!(names(&verify(&token, "xiaojun", after)), ["expired"]);
            assert_eq!(names(&verify(&token, "xiaojun", u64::MAX)), ["expired"]);
        }
    }
}

#[test]
fn an_sdkappid_outside_u32_is_a_mismatch_and_shown_verbatim() {
    for found in ["-1", "0", "-0", "4294967296", "99999999999999999999999999999999"] {
        let token = with("TLS.sdkappid", found);
        let read = inspect_unverified(&token).expect("readable");
        assert_eq!(read.sdkappid(), if found == "0" { Some(0) } else { None });
        assert_eq!(read.sdkappid_text(), found);
        let report = verify(&token, "xiaojun", 0);
        assert_eq!(names(&report), ["sdkappid_mismatch", "bad_signature"], "{found}");
        let expected = Finding::SdkAppIdMismatch { expected: APP, found: found.to_owned() };
        assert_eq!(report.first(), Some(&expected));
    }
    // Truncated to 32 bits, it would be the expected number.
    let wrapped = (u64::from(u32::MAX) + 1 + u64::from(APP)).to_string();
    assert_eq!(names(&verify(with("TLS.sdkappid", &wrapped), "xiaojun", 0))[0], "sdkappid_mismatch");
}

#[test]
fn deep_and_wide_json_is_no_danger() {
    let nested = |open: &str, close: &str, depth: usize| {
        let inner = format!("{}{}", open.repeat(depth), close.repeat(depth));
        with("TLS.more", &inner)
    };
    for depth in [1, 127, 128, 129, 10_000, 30_000] {
        // A value that is not looked at may be as deep as it likes.
        assert!(verify(nested("[", "]", depth), "xiaojun", NOW.as_secs()).is_valid(), "{depth}");
        let open = with("TLS.more", &"[".repeat(depth));
        assert_eq!(names(&verify(open, "xiaojun", 0)), ["malformed"], "{depth}");
    }
    assert!(verify(nested("{\"a\":", "}", 3).replace("a\":}", "a\":1}"), "xiaojun", 0).first().is_some());
    let many = (0..5_000).map(|n| format!("\"{n}\":{n},")).collect::<Vec<_>>().concat();
    let wide = document_of(&good()).to_string().replacen('{', &format!("{{{many}"), 1);
    assert!(verify(pack(&wide), "xiaojun", NOW.as_secs()).is_valid());
    let twice = pack(wide.replacen("\"4999\"", "\"0\"", 1));
    let expected = Finding::Malformed(Malformed::DuplicateKey { key: "0".to_owned() });
    assert_eq!(verify(twice, "xiaojun", NOW.as_secs()).findings(), [expected]);
}

#[test]
fn a_message_is_short_and_escaped_whatever_stands_in_the_token() {
    let long = "\u{9b}31m\u{202e}".repeat(2_000);
    let evil = [
        with("TLS.ver", &json!(long).to_string()),
        with(&long, "1"),
        with("TLS.sdkappid", &"9".repeat(20_000)),
        with("TLS.time", &"9".repeat(20_000)),
        with("TLS.identifier", &json!(long).to_string()),
        pack(json!(long).to_string()),
        pack(format!("{{{0}:1,{0}:1}}", json!(long))),
        json!({ "TLS.time": long, "TLS.expire_after": "1", "TLS.sdk_appid": "1" }).to_string(),
        json!({ "TLS.time": "1", "TLS.expire_after": long, "TLS.sdk_appid": "1" }).to_string(),
    ];
    for token in evil {
        for problem in verify(&token, "xiaojun", 0).findings() {
            let detail = problem.to_string();
            assert!(detail.chars().count() < 1_000, "{}", detail.len());
            assert!(!detail.contains(|c: char| c.is_control() || c == '\u{202e}'), "{detail:?}");
        }
    }
}

#[test]
fn a_token_is_bytes_of_any_kind() {
    let token = good();
    for bytes in [token.as_bytes().to_vec(), token.clone().into_bytes()] {
        assert!(the_verifier().verify(bytes, &expectation(user("xiaojun"), NOW)).is_valid());
    }
    for byte in 0..=255_u8 {
        let mut altered = token.clone().into_bytes();
        altered[9] = byte;
        let report = the_verifier().verify(&altered, &expectation(user("xiaojun"), NOW));
        assert_eq!(report.is_valid(), altered == token.as_bytes(), "{byte}");
    }
}

#[test]
fn the_userbuf_comes_back_and_a_foreign_record_is_read_as_it_stands() {
    let bytes: Vec<u8> = (0..=255).collect();
    let userbuf = Userbuf::new(&bytes).expect("short");
    let token =
        the_signer().sign(&request(user("x"), Validity::MAX, NOW).with_userbuf(userbuf)).expect("signed");
    assert_eq!(
        verify(&token, "x", NOW.as_secs()).token().and_then(usersig::Token::userbuf),
        Some(&bytes[..])
    );

    // UTF-16 units as bytes, a room that is no UTF-8, privileges above 255.
    let record = b"\x01\x00\x02\x20\x09\x00\x00\x00\x07\x00\x00\x00\x09\xff\xff\xff\xff\x00\x00\x01\x2a\x00\x00\x00\x01\x00\x02\xff!";
    let read = usersig::PrivateMapKey::from_userbuf(record).expect("a record");
    assert_eq!((read.account_bytes(), read.sdkappid()), (&b"\x20\x09"[..], 7));
    assert_eq!(*read.room(), usersig::RecordRoom::Name("\u{fffd}!".to_owned()));
    assert_eq!((read.privilege_bits(), read.privileges().bits()), (298, 42));
    assert_eq!(read.expires_at().as_secs(), u64::from(u32::MAX));
}

#[test]
fn the_service_codes_are_those_of_the_service() {
    let numbers: Vec<_> = ServiceCode::all().iter().map(|code| code.number()).collect();
    assert!(numbers.is_sorted() && numbers.len() >= 10, "{numbers:?}");
    let mut words = HashSet::new();
    for code in ServiceCode::all() {
        assert_eq!(ServiceCode::from_number(code.number()), Some(*code));
        assert_eq!(code.to_string(), format!("{}: {}", code.number(), code.meaning()));
        assert!(words.insert(code.meaning()) && words.insert(code.advice()), "{code}");
    }
    for number in [0, 70000, 70010, u32::MAX] {
        assert_eq!(ServiceCode::from_number(number), None);
    }
}

#[test]
fn a_finding_is_an_error_that_can_be_carried_anywhere() {
    fn carried<T: std::error::Error + Send + Sync + Clone + 'static>(_: &T) {}
    carried(&Finding::Empty);
    let boxed: Box<dyn std::error::Error + Send + Sync> = Finding::Empty.into();
    assert_eq!(boxed.to_string(), "the token is empty; expected a UserSig");
    let document: Value = document_of(&good());
    assert_eq!(document["TLS.ver"], "2.0");
}

/// A PrivateMapKey must not pass where a plain UserSig, or another room, was expected.
mod contents {
    use base64::{Engine, engine::general_purpose::STANDARD};
    use usersig::{Expectation, Privileges, RecordMismatch, RecordRoom, Report, Room, SignRequest, Validity};

    use super::common::{
        NOW, expectation, forge, name_of, names, pack, request, the_signer, the_verifier, user,
    };
    use super::{APP, Finding, KEY, UnixTime, Userbuf, json};

    fn signed(change: impl FnOnce(SignRequest<'static>) -> SignRequest<'static>) -> String {
        let request = request(user("alice"), Validity::CLIENT_DEFAULT, NOW);
        the_signer().sign(&change(request)).expect("signed")
    }

    fn private_map_key() -> String {
        signed(|request| request.with_room(Room::number(7).expect("legal"), Privileges::ENTER_ROOM))
    }

    fn verified(token: &str, change: impl FnOnce(Expectation<'static>) -> Expectation<'static>) -> Report {
        the_verifier().verify(token, &change(expectation(user("alice"), NOW)))
    }

    #[test]
    fn a_private_map_key_is_no_plain_usersig() {
        let report = verified(&private_map_key(), Expectation::without_userbuf);
        assert_eq!(names(&report), ["userbuf_mismatch"]);
        assert!(report.first().expect("one").to_string().ends_with("expected none"), "{report:?}");
        assert!(!report.first().expect("one").hint().is_empty());
        assert!(verified(&signed(|request| request), Expectation::without_userbuf).is_valid());
        // A caller that expects nothing sees it in the report.
        assert!(
            verified(&private_map_key(), |any| any).into_result().expect("valid").private_map_key().is_some()
        );
    }

    /// A record for bob, SDKAppID 7 and room 0 that ended in 1970, inside a well-signed token for alice.
    #[test]
    fn a_record_that_is_not_for_its_token_is_found_by_default() {
        let mut record = b"\x00\x00\x03bob".to_vec();
        for word in [7_u32, 0, 0, 255, 0] {
            record.extend(word.to_be_bytes());
        }
        let userbuf = STANDARD.encode(&record);
        let token = forge(KEY.as_bytes(), "alice", APP.into(), NOW.as_secs(), 60, Some(&userbuf));
        let report = verified(&pack(token.to_string()), |any| any);
        let token_ends = UnixTime::from_secs(NOW.as_secs() + 60);
        let mismatches = [
            RecordMismatch::UserId { record: "bob".to_owned(), token: "alice".to_owned() },
            RecordMismatch::SdkAppId { record: 7, token: APP.to_string() },
            RecordMismatch::RoomZero,
            RecordMismatch::Expiry { record: UnixTime::from_secs(0), token: token_ends },
            RecordMismatch::Expired { expired_at: UnixTime::from_secs(0), now: NOW },
        ];
        assert_eq!(report.findings(), mismatches.map(Finding::RecordMismatch));
        for finding in report.findings() {
            assert!(!finding.to_string().is_empty() && !finding.hint().is_empty());
            assert_eq!((name_of(finding), finding.service_code()), ("record_mismatch", None));
        }
    }

    #[test]
    fn another_room_or_more_privileges_are_not_what_was_signed() {
        let (seven, eight) = (Room::number(7).expect("legal"), Room::number(8).expect("legal"));
        let wants = |room, privileges| verified(&private_map_key(), |any| any.with_room(room, privileges));
        assert!(wants(seven, Privileges::ENTER_ROOM).is_valid());
        assert!(wants(seven, Privileges::NONE).is_valid());
        let report = wants(eight, Privileges::ENTER_ROOM | Privileges::SEND_AUDIO);
        assert_eq!(
            report.findings(),
            [
                Finding::RecordMismatch(RecordMismatch::Room {
                    record: RecordRoom::Number(7),
                    expected: RecordRoom::Number(8)
                }),
                Finding::RecordMismatch(RecordMismatch::Privileges { missing: Privileges::SEND_AUDIO }),
            ]
        );
        assert_eq!(report.findings()[1].to_string(), "the PrivateMapKey record does not allow audio-send");
        let plain = verified(&signed(|request| request), |any| any.with_room(seven, Privileges::NONE));
        assert_eq!(plain.findings(), [Finding::RecordMismatch(RecordMismatch::Missing)]);
    }

    #[test]
    fn a_userbuf_is_compared_byte_for_byte() {
        let (one, two) = (Userbuf::new(b"one").expect("short"), Userbuf::new(b"two").expect("short"));
        let token = signed(|request| request.with_userbuf(one));
        assert!(verified(&token, |any| any.with_userbuf(one)).is_valid());
        assert_eq!(names(&verified(&token, |any| any.with_userbuf(two))), ["userbuf_mismatch"]);
        let plain = signed(|request| request);
        assert_eq!(names(&verified(&plain, |any| any.with_userbuf(one))), ["userbuf_mismatch"]);
    }

    #[test]
    fn a_token_of_44_years_can_be_rejected() {
        let token =
            the_signer().sign(&request(user("alice"), Validity::seconds(1_400_000_000).expect("legal"), NOW));
        let report = verified(&token.expect("signed"), |any| any.max_validity(Validity::SERVER_DEFAULT));
        assert_eq!(names(&report), ["validity_too_long"]);
        assert!(report.first().expect("one").to_string().contains("expected at most 15552000"), "{report:?}");
    }

    /// The official HarmonyOS demos write `TLS.time` as a JSON string; the signed text is the same.
    #[test]
    fn canonical_decimal_texts_are_numbers_with_a_warning() {
        let mut document = forge(KEY.as_bytes(), "alice", APP.into(), NOW.as_secs(), 60, None);
        document["TLS.time"] = json!(NOW.as_secs().to_string());
        let report = verified(&pack(document.to_string()), |any| any);
        assert!(report.is_valid(), "{report:?}");
        let [warning] = report.warnings() else { panic!("{report:?}") };
        assert_eq!(warning.name(), "number_as_text");
        assert_eq!(warning.to_string(), "TLS.time is a JSON string; expected a JSON number");
        for wrong in ["", "01700000000", "+1700000000", "1700000000 ", "1.7e9", "-1"] {
            document["TLS.time"] = json!(wrong);
            assert_eq!(names(&verified(&pack(document.to_string()), |any| any)), ["malformed"], "{wrong}");
        }
    }
}
