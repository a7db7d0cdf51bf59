//! Any bytes can be diagnosed: no panic, a bounded time, texts without open places, and no cause for a valid token.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use usersig::{Expectation, Language, Verifier, diagnose_key, diagnose_unverified};
use usersig_fuzz::{NOW, SECRET_KEY, token_of, user, verifier};

static SECRET: LazyLock<Verifier> = LazyLock::new(verifier);

fuzz_target!(|data: &[u8]| {
    let bytes = token_of(data);
    let user = user("xiaojun").expect("legal");
    let expectation = Expectation::new(user).at(NOW);
    let (report, diagnoses) = SECRET.diagnose(&bytes, &expectation, Some(SECRET_KEY));
    assert_eq!(report, SECRET.verify(&bytes, &expectation));
    assert!(!report.is_valid() || diagnoses.causes().is_empty());
    let unverified = diagnose_unverified(&bytes, NOW);
    for diagnosis in diagnoses.causes().iter().chain(diagnoses.warnings()).chain(unverified.causes()) {
        for language in [Language::English, Language::Chinese] {
            let text = diagnosis.detail(language) + &diagnosis.fix(language);
            assert!(text.len() < 2_000 && !text.contains(&SECRET_KEY[..8]), "{text}");
            assert!(!text.contains(|c: char| c.is_control()), "{text:?}");
        }
    }
    if let Some(inner) = diagnoses.unwrapped() {
        assert!(inner.len() <= bytes.len() * 3);
    }
    if let Ok(text) = std::str::from_utf8(data) {
        assert!(diagnose_key(text).len() <= 1);
    }
});
