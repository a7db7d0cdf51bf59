//! The mistakes of other signing code are named: `vectors/diagnoses.json`, generated in another language.

#![cfg(feature = "diagnose")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use common::{app, list, number, text};
use proptest::prelude::*;
use serde_json::Value;
use usersig::{
    Cause, Contents, Diagnosis, Error, ErrorKind, Expectation, Language, Leeway, Privileges, Room, SdkAppId,
    SecretKey, SignRequest, UnixTime, UserId, UserIdRule, Userbuf, Validity, Verifier, diagnose_key,
    diagnose_unverified,
};

fn data() -> Value {
    serde_json::from_str(include_str!("vectors/diagnoses.json")).expect("JSON")
}

fn names(diagnoses: &[Diagnosis]) -> Vec<&'static str> {
    diagnoses.iter().map(|diagnosis| diagnosis.cause().name()).collect()
}

fn expected(case: &Value, name: &str) -> Vec<String> {
    list(case, name).iter().map(|name| name.as_str().expect("a name").to_owned()).collect()
}

/// The user of a case: the records for corrupt accounts have their own.
fn userid_of(token: &[u8], usual: &str) -> String {
    usersig::inspect_unverified(token).map_or_else(|_| usual.to_owned(), |token| token.userid().to_owned())
}

#[test]
fn every_kind_of_mistake_is_named() {
    let data = data();
    let key = text(&data, "key");
    let verifier = Verifier::new(app(&data), SecretKey::new(key).expect("a key"));
    let now = UnixTime::from_secs(number(&data, "now"));
    let mut wrong = Vec::new();
    let mut members = BTreeMap::new();
    for case in list(&data, "cases") {
        let id = text(case, "id");
        let token = STANDARD.decode(text(case, "token_base64")).expect("base64");
        let userid = userid_of(&token, text(&data, "userid"));
        let user = UserId::with_rule(&userid, UserIdRule::Any).expect("legal");
        let expectation = Expectation::new(user).at(now);
        let before = verifier.verify(&token, &expectation);
        let (report, diagnoses) = verifier.diagnose(&token, &expectation, Some(key));
        assert_eq!(report, before, "{id}");
        // Diagnosis does not change the result.
        assert_eq!(verifier.verify(&token, &expectation), before, "{id}");

        let (causes, mut warnings) = (names(diagnoses.causes()), names(diagnoses.warnings()));
        warnings.sort_unstable();
        let unwrapped = diagnoses.unwrapped().map(|inner| {
            let report = verifier.verify(inner, &expectation);
            report.first().map_or("valid", |finding| finding.kind().name())
        });
        let expected_causes = expected(case, "causes");
        let mut expected_warnings = expected(case, "warnings");
        // What would be a warning of a good token is a cause of one that is not valid.
        if !before.is_valid() {
            expected_warnings.clear();
        }
        if causes != expected_causes
            && (before.is_valid()
                || causes != [&expected_causes[..], &expected(case, "warnings")[..]].concat())
            || (before.is_valid() && warnings != expected_warnings)
            || unwrapped != case["inner"].as_str()
        {
            wrong.push(format!("{id}: {causes:?} {warnings:?} {unwrapped:?}, but {case}"));
        }
        if before.is_valid() {
            assert!(causes.is_empty(), "{id}: a valid token has no cause: {causes:?}");
        }
        for name in expected_causes.into_iter().chain(expected(case, "warnings")) {
            *members.entry(name).or_insert(0) += 1;
        }
        for diagnosis in diagnoses.causes().iter().chain(diagnoses.warnings()) {
            for language in [Language::English, Language::Chinese] {
                let shown = format!("{} {}", diagnosis.detail(language), diagnosis.fix(language));
                assert!(!shown.contains("{0}") && !shown.contains("{1}"), "{id}: {shown}");
                assert_nothing_of(key, &shown);
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    // Every cause that a token can have, three times at least; those of a key alone are tried below.
    for cause in Cause::ALL {
        let name = cause.name();
        if !name.starts_with("key_is") && !name.starts_with("key_looks") && !name.starts_with("pem_") {
            assert!(
                members.get(name).is_some_and(|count| *count >= 3 || name.starts_with("key_")),
                "{name}: {:?}",
                members.get(name)
            );
        }
    }
}

/// The parts of a key that must not be in a text: any eight consecutive characters.
fn assert_nothing_of(key: &str, shown: &str) {
    let key: Vec<char> = key.chars().collect();
    for part in key.windows(8) {
        let part: String = part.iter().collect();
        assert!(!shown.contains(&part), "{part} in {shown}");
    }
}

/// Found by fuzzing: the name of a parameter went into a text verbatim.
#[test]
fn no_text_has_control_characters() {
    let now = UnixTime::from_secs(1_790_000_100);
    let good = common::pack(common::forge(b"k", "x", 1, 1_790_000_001, 60, None).to_string());
    for evil in ["use,\0\0rsig", "\u{1b}[31musersig", "\u{202e}usersig"] {
        for token in [
            format!("https://h.example.com/?a=b&{evil}={good}&c=d"),
            serde_json::json!({ evil: good }).to_string(),
            common::pack(
                serde_json::json!({ "TLS.ver": "2.0", format!("TLS.{}\u{1b}", "time_stamp"): 1 }).to_string(),
            ),
        ] {
            for diagnosis in diagnose_unverified(&token, now).causes() {
                for language in [Language::English, Language::Chinese] {
                    let shown = diagnosis.detail(language) + &diagnosis.fix(language);
                    assert!(!shown.contains(|c: char| c.is_control() || c == '\u{202e}'), "{shown:?}");
                }
            }
        }
    }
}

#[test]
fn every_cause_has_a_name_and_texts_of_its_own() {
    let mut seen = BTreeSet::new();
    for cause in Cause::ALL {
        assert!(seen.insert(cause.name()), "{}", cause.name());
        assert!(cause.name().bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'));
    }
    assert_eq!(seen.len(), 64);
}

#[test]
fn keys_are_known_by_their_shape() {
    let hex = "0123456789abcdef".repeat(4);
    let body = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgAAAAAAAAAAAAAAAAAAAAAAAA";
    for (key, cause) in [
        (hex.as_str(), None),
        ("k", None),
        ("a key of another kind", None),
        (&hex[..63], Some(Cause::KeyLooksShort)),
        (&hex[..32], Some(Cause::KeyLooksShort)),
        (&hex[..48], Some(Cause::KeyLooksShort)),
        (&format!("{hex}0"), Some(Cause::KeyLooksLong)),
        (&format!("{hex}{hex}"), Some(Cause::KeyLooksLong)),
        (&format!("{hex}01"), Some(Cause::KeyLooksLong)),
        (body, Some(Cause::KeyIsPemBody)),
        (&format!("{}\n{}", &body[..64], &body[64..]), Some(Cause::KeyIsPemBody)),
        (&body.replace("MIGHAgEA", "MHcCAQEE"), Some(Cause::KeyIsPemBody)),
        (
            &format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----"),
            Some(Cause::KeyIsPrivateKey),
        ),
        (&format!("-----BEGIN EC PRIVATE KEY-----\n{body}"), Some(Cause::KeyIsPrivateKey)),
        (&format!("-----BEGIN PUBLIC KEY-----\n{body}"), Some(Cause::KeyIsPrivateKey)),
        (
            &format!("-----BEGIN PRIVATE KEY-----\\n{body}\\n-----END PRIVATE KEY-----"),
            Some(Cause::PemEscapedLineEnds),
        ),
        (&format!("-----BEGIN RSA PRIVATE KEY-----\n{body}"), Some(Cause::PemRsa)),
        ("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", Some(Cause::KeyIsApiSecret)),
        (&format!("SECRETKEY={hex}"), Some(Cause::KeyIsAssignment)),
        (&format!("{{\"secretKey\": \"{hex}\"}}"), Some(Cause::KeyIsAssignment)),
        (&format!("export USERSIG_SECRET_KEY='{hex}'"), Some(Cause::KeyIsAssignment)),
        ("", Some(Cause::KeyIsPlaceholder)),
        ("YOUR_SECRET_KEY", Some(Cause::KeyIsPlaceholder)),
        ("xxxxxxxxxxxxxxxx", Some(Cause::KeyIsPlaceholder)),
        ("<your key>", Some(Cause::KeyIsPlaceholder)),
        ("undefined", Some(Cause::KeyIsPlaceholder)),
    ] {
        let found = diagnose_key(key);
        assert_eq!(found.first().map(Diagnosis::cause), cause, "{key}");
        for diagnosis in &found {
            for language in [Language::English, Language::Chinese] {
                assert_nothing_of(
                    key.trim_start_matches(|c: char| !c.is_ascii_hexdigit()),
                    &diagnosis.detail(language),
                );
            }
        }
    }
}

/// The time is bounded for any input.
#[test]
fn large_and_hostile_texts_are_diagnosed_quickly() {
    let now = UnixTime::from_secs(1_790_000_100);
    let bomb = common::pack(vec![b' '; 40 << 20]);
    let texts = [
        "A".repeat(65_536),
        "%25".repeat(21_000),
        "\"".repeat(65_000),
        "{\"usersig\":".repeat(5_000),
        "a.b".repeat(20_000),
        "eJ ".repeat(21_000),
        format!("{}\n", "eJ".repeat(30)).repeat(1_000),
        "[".repeat(65_000),
        bomb,
        "x".repeat(10 << 20),
    ];
    // Some stages build for another system without optimising (scripts/lib.sh).
    let optimised = !cfg!(debug_assertions) && option_env!("CARGO_PROFILE_RELEASE_OPT_LEVEL") != Some("0");
    let limit = match (optimised, cfg!(target_arch = "x86_64")) {
        (true, true) => 20,
        (false, true) => 1_000,
        // Tested in an emulator.
        (_, false) => 10_000,
    };
    for token in texts {
        // The fastest of three: other programs run beside this one.
        let took = (0..3).map(|_| {
            let start = std::time::Instant::now();
            let _ = diagnose_unverified(&token, now);
            start.elapsed()
        });
        let took = took.min().expect("three");
        assert!(took.as_millis() < limit, "{took:?} for {}", &token[..40]);
    }
}

/// Mistakes: the expected cause, the text between lines and after the last one, and the key that is used instead of `KEY`.
const KINDS: [(&str, &str, &str, &str); 9] = [
    ("text_no_final_line_end", "\n", "", "KEY"),
    ("text_literal_backslash_n", "\\n", "\\n", "KEY"),
    ("text_crlf", "\r\n", "\r\n", "KEY"),
    ("key_with_line_end", "\n", "\n", "KEY\n"),
    ("key_with_line_end", "\n", "\n", "KEY\r\n"),
    ("key_with_space", "\n", "\n", "KEY "),
    ("key_with_space", "\n", "\n", " KEY"),
    ("key_quoted", "\n", "\n", "\"KEY\""),
    ("key_quoted", "\n", "\n", "'KEY'"),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: common::cases(2_000) as u32, failure_persistence: None, ..ProptestConfig::default() })]

    /// Each kind of mistake is named with each key, and no text has eight consecutive characters of the key.
    #[test]
    fn no_text_holds_a_part_of_the_key(key in "[0-9a-f]{64}|[!-~]{9,80}", kind in 0..KINDS.len()) {
        let key = key.trim_matches(['"', '\'', '`']);
        prop_assume!(key.len() >= 8);
        let (cause, between, end, used) = KINDS[kind];
        let fields = ["TLS.identifier:xiaojun", "TLS.sdkappid:1400000000", "TLS.time:1790000001", "TLS.expire:604800"];
        let used = used.replace("KEY", key);
        let document = serde_json::json!({
            "TLS.ver": "2.0", "TLS.identifier": "xiaojun", "TLS.sdkappid": 1_400_000_000, "TLS.time": 1_790_000_001,
            "TLS.expire": 604_800, "TLS.sig": common::hmac(used.as_bytes(), &(fields.join(between) + end)),
        });
        let token = common::pack(document.to_string());
        let verifier = Verifier::new(common::the_app(), SecretKey::new(key).expect("a key"));
        let expectation = Expectation::new(common::user("xiaojun")).at(UnixTime::from_secs(1_790_000_100));
        prop_assert!(!verifier.verify(&token, &expectation).is_valid());
        let (_, diagnoses) = verifier.diagnose(&token, &expectation, Some(key));
        prop_assert_eq!(diagnoses.causes().first().map(|one| one.cause().name()), Some(cause));
        for diagnosis in diagnoses.causes() {
            for language in [Language::English, Language::Chinese] {
                assert_nothing_of(key, &(diagnosis.detail(language) + &diagnosis.fix(language)));
            }
        }
    }

    #[test]
    fn any_bytes_are_diagnosed_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let now = UnixTime::from_secs(1_790_000_100);
        for diagnosis in diagnose_unverified(&bytes, now).causes() {
            prop_assert!(!diagnosis.fix(Language::Chinese).is_empty());
        }
    }
}

/// Whoever verifies a token that is valid sees no cause, with a key or without, whatever signed it and whenever.
#[test]
fn no_valid_token_of_the_vectors_has_a_cause() {
    let golden = common::golden();
    let references: Value =
        serde_json::from_str(include_str!("vectors/reference-tokens.json")).expect("JSON");
    let of_golden = list(&golden, "verify").iter().filter(|case| case["finding"] == "valid");
    let of_references = list(&references, "vectors").iter().filter(|case| case["expect"] == "valid");
    let mut seen = 0;
    for case in of_golden.chain(of_references) {
        for now in [0, 1_700_000_000, u64::MAX] {
            let diagnoses = diagnose_unverified(text(case, "token"), UnixTime::from_secs(now));
            assert_eq!(diagnoses.causes(), [], "{}", case["id"]);
            assert_eq!(diagnoses.unwrapped(), None, "{}", case["id"]);
            seen += 1;
        }
    }
    assert!(seen > 3 * 200, "{seen}");
}

/// A signature that is no MAC fits no key: seen without one.
#[test]
fn a_signature_that_is_no_mac_is_seen_without_a_key() {
    let data = data();
    let now = UnixTime::from_secs(number(&data, "now"));
    let mut seen = 0;
    for case in list(&data, "cases") {
        let causes = expected(case, "causes");
        if causes.iter().any(|cause| cause == "mac_in_hex" || cause == "mac_length") {
            let token = STANDARD.decode(text(case, "token_base64")).expect("base64");
            let found = diagnose_unverified(&token, now);
            assert!(
                names(found.causes()).iter().any(|cause| causes.contains(&(*cause).to_owned())),
                "{case}"
            );
            seen += 1;
        }
    }
    assert!(seen >= 6, "{seen}");
}

/// Every finding that the golden file has, in both languages.
#[test]
fn findings_have_texts_in_both_languages() {
    let golden = common::golden();
    let mut kinds = BTreeSet::new();
    let mut malformed = BTreeSet::new();
    for case in list(&golden, "verify") {
        let Some(key) = golden["keys"][text(case, "key")]["secret_key"].as_str() else { continue };
        let verifier = Verifier::new(app(case), SecretKey::new(key).expect("a key"));
        let user = UserId::with_rule(text(case, "userid"), UserIdRule::Any).expect("legal");
        let expectation = Expectation::new(user).at(UnixTime::from_secs(number(case, "now")));
        let plain = verifier.verify(text(case, "token"), &expectation.without_userbuf());
        let any = verifier.verify(text(case, "token"), &expectation.max_validity(common::seconds(1)));
        for finding in plain.findings().iter().chain(any.findings()) {
            kinds.insert(finding.kind().name());
            assert_eq!(finding.detail_in(Language::English), finding.to_string());
            assert_eq!(finding.hint_in(Language::English), finding.hint());
            let (detail, hint) = (finding.detail_in(Language::Chinese), finding.hint_in(Language::Chinese));
            for shown in [&*detail, hint] {
                assert!(
                    shown.contains(|c: char| ('\u{4e00}'..'\u{a000}').contains(&c)),
                    "{finding:?}: {shown:?}"
                );
            }
            if let usersig::Finding::Malformed(kind) = finding {
                malformed.insert(format!("{kind:?}").split([' ', '(']).next().unwrap_or_default().to_owned());
            }
        }
    }
    let expected: BTreeSet<_> = usersig::FindingKind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(kinds, expected);
    assert!(malformed.len() >= 13, "{malformed:?}");
}

/// Expects Chinese without an English word: names, units and PEM labels are all that may be in Latin letters.
#[track_caller]
fn assert_chinese(shown: &str) {
    assert!(shown.contains(|c: char| ('\u{4e00}'..'\u{a000}').contains(&c)), "{shown:?}");
    assert!(
        ![", ", "; ", ": "].iter().any(|mark| shown.contains(mark)),
        "punctuation of English in {shown:?}"
    );
    for word in [
        "the", "is", "at", "or", "of", "in", "has", "no", "not", "expected", "found", "while", "line", "and",
        "with",
    ] {
        let mut words = shown.split(|c: char| !c.is_ascii_alphanumeric());
        assert!(!words.any(|other| other == word), "{word:?} in {shown:?}");
    }
}

#[test]
fn errors_have_texts_in_both_languages() {
    let name = " !#$%&()+-:;<=.>?@[]^_{}|~,".trim_start();
    let sign = SignRequest::new(common::user("x"), common::seconds(1))
        .issued_at(UnixTime::from_secs(1 << 32))
        .with_contents(Contents::Room {
            room: Room::number(1).expect("a room"),
            privileges: Privileges::ALL,
        });
    let errors = [
        SdkAppId::new(0).err(),
        UserId::new("").err(),
        UserId::new(&"x".repeat(33)).err(),
        UserId::new("小").err(),
        UserId::with_rule("a b", UserIdRule::Trtc).err(),
        UserId::with_rule("a\nb", UserIdRule::Any).err(),
        Validity::seconds(0).err(),
        "soon".parse::<Validity>().err(),
        Leeway::seconds(86_401).err(),
        Userbuf::new(&vec![0; 40_000]).err(),
        Room::number(0).err(),
        Room::name("").err(),
        Room::name("/").err(),
        Privileges::from_bits(256).err(),
        "fly".parse::<Privileges>().err(),
        common::the_signer().sign(&sign).err(),
        Some(Error::ClockBefore1970),
        SecretKey::new("").err(),
        SecretKey::new(" k").err(),
        Some(Error::BadKey { expected: "private key", reason: usersig::KeyProblem::CannotSign }),
        common::the_signer()
            .sign_into(&SignRequest::new(common::user("x"), common::seconds(1)), &mut [0; 3])
            .err(),
    ];
    let mut kinds = BTreeSet::new();
    for error in errors {
        let error = error.expect("an error");
        kinds.insert(error.kind().name());
        assert_eq!(error.detail_in(Language::English), error.to_string());
        assert_chinese(&error.detail_in(Language::Chinese).replace(name, ""));
    }
    let expected: BTreeSet<_> = ErrorKind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(kinds, expected);
}

/// The library has these reasons as English texts; each has a Chinese one.
#[cfg(feature = "ecdsa")]
#[test]
fn keys_that_cannot_be_read_have_reasons_in_both_languages() {
    use usersig::{PrivateKey, PublicKey};

    let block = |label: &str, body: &str| format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n");
    let curve = block("EC PARAMETERS", "BgUrgQQAIg==") + &block("EC PRIVATE KEY", "AAAA");
    for (pem, reason) in [
        (String::new(), "内容为空"),
        ("text".to_owned(), "里面没有 PEM 块，应为 PRIVATE KEY 或 EC PRIVATE KEY"),
        (block("PUBLIC KEY", "AAAA"), "里面是 PEM 块 PUBLIC KEY，应为 PRIVATE KEY 或 EC PRIVATE KEY"),
        (block("RSA PRIVATE KEY", "AAAA"), "里面是 PEM 块 RSA PRIVATE KEY，应为"),
        ("-----BEGIN PRIVATE KEY-----\nAAAA".to_owned(), "缺少结尾的 -----END PRIVATE KEY----- 行"),
        (block("EC PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\nAAAA"), "密钥是加密的，请先解密"),
        (block("PRIVATE KEY", "A!A"), "PRIVATE KEY 中的 base64 已损坏"),
        (block("PRIVATE KEY", "AAAA"), "其 PKCS#8 内容已损坏，或属于别的曲线"),
        (block("EC PRIVATE KEY", "AAAA"), "其 SEC1 内容已损坏，或属于别的曲线"),
        (curve, "其 EC PARAMETERS 指明的是别的曲线"),
    ] {
        let shown = PrivateKey::from_pem(&pem).expect_err("no key").detail_in(Language::Chinese);
        assert!(shown.starts_with(&format!("私钥无法读取：{reason}")), "{shown}");
        assert_chinese(&shown);
    }
    for pem in [String::new(), block("PUBLIC KEY", "AAAA"), block("PRIVATE KEY", "AAAA")] {
        let shown = PublicKey::from_pem(&pem).expect_err("no key").detail_in(Language::Chinese);
        assert!(shown.starts_with("公钥无法读取："), "{shown}");
        assert_chinese(&shown);
    }
}

#[test]
fn documents_that_cannot_be_parsed_have_reasons_in_both_languages() {
    for (document, reason) in [
        ("{", "第 1 行第 1 列有语法错误，或文档在此提前结束"),
        ("{\"TLS.ver\": x}", "第 1 行第 13 列有语法错误，或文档在此提前结束"),
        ("[]", "文档不是 JSON 对象"),
        ("1", "文档不是 JSON 对象"),
        ("{\"TLS.ver\":\"\\ud800\"}", "TLS.ver 里有错误的转义"),
    ] {
        let finding = usersig::inspect_unverified(common::pack(document)).expect_err("unreadable");
        assert_eq!(finding.detail_in(Language::Chinese), format!("JSON：{reason}"), "{finding}");
    }
    let finding = usersig::inspect_unverified(common::pack(b"{\xff}")).expect_err("unreadable");
    assert_eq!(finding.detail_in(Language::Chinese), "JSON：偏移 1 处的字节不是 UTF-8");
    let finding = usersig::inspect_unverified(r#"{"TLS.ver":"2.0"}"#).expect_err("unreadable");
    assert_eq!(
        finding.detail_in(Language::Chinese),
        "JSON：未压缩的文档只能是 1.0 版最早的格式，而它没有 TLS.ver"
    );
}
