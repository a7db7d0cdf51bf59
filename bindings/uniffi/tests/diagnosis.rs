//! Diagnosis and codes as Kotlin and Swift call them, in both builds: with the feature `diagnose` and without it.

use usersig_uniffi::{
    Contents, Expectation, Expected, Language, SecretKey, SignRequest, Signer, Subject, UserIdRule, Verifier,
    diagnose_key, diagnose_unverified, explain, explanations,
};

const KEY: &str = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
const NOW: u64 = 1_790_000_100;

fn token(key: &str) -> String {
    signed(key, Some(NOW))
}

fn signed(key: &str, issued_at: Option<u64>) -> String {
    let signer =
        Signer::new(1_400_000_000, &SecretKey::new(key.to_owned()).expect("a key")).expect("a signer");
    let request = SignRequest {
        userid: "xiaojun".to_owned(),
        userid_rule: UserIdRule::Im,
        validity: 604_800,
        issued_at,
        contents: Contents::None,
    };
    signer.sign(request).expect("a token")
}

fn verifier() -> std::sync::Arc<Verifier> {
    Verifier::new(1_400_000_000, &SecretKey::new(KEY.to_owned()).expect("a key")).expect("a verifier")
}

fn expectation(now: Option<u64>) -> Expectation {
    Expectation {
        userid: "xiaojun".to_owned(),
        now,
        leeway: 0,
        max_validity: None,
        contents: Expected::NoUserbuf,
    }
}

fn is_chinese(text: &str) -> bool {
    text.contains(|c: char| ('\u{4e00}'..'\u{a000}').contains(&c))
}

#[cfg(feature = "diagnose")]
mod with_diagnosis {
    use super::{
        KEY, Language, NOW, diagnose_key, diagnose_unverified, expectation, is_chinese, signed, token,
        verifier,
    };

    #[test]
    fn the_report_is_the_one_of_verify() {
        for key in [KEY, "another key"] {
            let token = token(key);
            let report = verifier().verify(&token, expectation(Some(NOW))).expect("a report");
            let found =
                verifier().diagnose(&token, expectation(Some(NOW)), Language::English).expect("diagnoses");
            assert_eq!(found.report, report);
            assert_eq!(report.is_valid, key == KEY);
            assert!(found.causes.is_empty(), "no mistake that is known: {:?}", found.causes);
        }
    }

    #[test]
    fn without_a_time_the_clock_is_the_systems() {
        for (issued_at, is_valid) in [(None, true), (Some(1_000_000_000), false)] {
            let token = signed(KEY, issued_at);
            let found = verifier().diagnose(&token, expectation(None), Language::English).expect("diagnoses");
            assert_eq!(found.report.is_valid, is_valid, "{:?}", found.report.findings);
        }
    }

    #[test]
    fn the_key_text_names_a_mistake_in_the_use_of_the_key() {
        let token = token(&format!("\"{KEY}\""));
        let (expectation, language) = (expectation(Some(NOW)), Language::Chinese);
        let found = verifier()
            .diagnose_with_key_text(&token, expectation.clone(), KEY.to_owned(), language)
            .expect("diagnoses");
        assert_eq!(found.causes.iter().map(|one| &*one.name).collect::<Vec<_>>(), ["key_quoted"]);
        assert!(!found.report.is_valid);
        let finding = &found.report.findings[0];
        assert_eq!((&*finding.name, finding.service_code), ("bad_signature", Some(70009)));
        for text in [&finding.detail, &finding.hint, &found.causes[0].detail, &found.causes[0].fix] {
            assert!(is_chinese(text), "{text}");
        }
        let without = verifier().diagnose(&token, expectation, language).expect("diagnoses");
        assert_ne!(without.causes, found.causes);
    }

    #[test]
    fn without_a_verifier_there_is_no_verdict() {
        let inner = token(KEY);
        let found = diagnose_unverified(&format!("\"{inner}\""), NOW, Language::English).expect("diagnoses");
        assert_eq!(found.causes[0].name, "quoted");
        assert_eq!(found.unwrapped, Some(inner));
        let found = diagnose_key(KEY[..32].to_owned(), Language::English).expect("diagnoses");
        assert_eq!(found[0].name, "key_looks_short");
        assert_eq!(diagnose_key(KEY.to_owned(), Language::English), Ok(Vec::new()));
    }

    #[test]
    fn an_expectation_that_cannot_be_used_is_an_error() {
        let mut expectation = expectation(Some(NOW));
        expectation.userid.clear();
        let verified = verifier().verify("", expectation.clone()).expect_err("no UserID");
        assert_eq!(verifier().diagnose("", expectation, Language::English), Err(verified));
    }
}

#[cfg(not(feature = "diagnose"))]
#[test]
fn a_build_without_diagnosis_says_so() {
    use usersig_uniffi::{ErrorKind, UserSigError, error_kind_name};

    let (token, language) = (token(KEY), Language::Chinese);
    assert!(verifier().verify(&token, expectation(Some(NOW))).expect("a report").is_valid);
    for error in [
        verifier().diagnose(&token, expectation(Some(NOW)), language).err(),
        verifier().diagnose_with_key_text(&token, expectation(None), KEY.to_owned(), language).err(),
        diagnose_unverified(&token, NOW, language).err(),
        diagnose_key(KEY.to_owned(), language).err(),
    ] {
        let Some(UserSigError::InvalidInput { kind: ErrorKind::Unsupported, detail }) = error else {
            panic!("{error:?}")
        };
        assert!(detail.contains("leaves out diagnosis") && detail.contains("diagnose there"), "{detail}");
        assert!(!detail.contains("  "), "{detail:?}");
    }
    assert_eq!(error_kind_name(ErrorKind::Unsupported), "unsupported");
}

#[test]
fn codes_are_in_every_build_and_in_both_languages() {
    let expired = explain("70001", Language::English);
    assert_eq!(expired, explain("-70001", Language::English));
    assert_eq!((&expired[0].numbers[..], expired[0].subject), (&[70001, -70001][..], Subject::UserSig));
    let chinese = explain("70001", Language::Chinese);
    assert_eq!((&chinese[0].numbers, &chinese[0].names), (&expired[0].numbers, &expired[0].names));
    for text in [&chinese[0].layer, &chinese[0].meaning, &chinese[0].advice] {
        assert!(is_chinese(text), "{text}");
    }
    assert!(explain("12345", Language::English).is_empty());

    let all = explanations(Language::English);
    assert_eq!(all.len(), usersig::explanations().len());
    for subject in [Subject::UserSig, Subject::PrivateMapKey, Subject::Other] {
        assert!(all.iter().any(|entry| entry.subject == subject), "{subject:?}");
    }
    assert!(all.iter().any(|entry| entry.note.is_some()) && all.iter().any(|entry| entry.note.is_none()));
}
