//! A token is valid only if it was signed: signing its fields makes the same signature.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use usersig::{
    Expectation, PublicKey, SignRequest, Signer, Token, UnixTime, Userbuf, Validity, Verifier, Version,
    inspect_unverified,
};
use usersig_fuzz::{NOW, PUBLIC_KEY, app, signer, token_of, user, verifier};

static SIGNER: LazyLock<Signer> = LazyLock::new(signer);
static SECRET: LazyLock<Verifier> = LazyLock::new(verifier);
static PUBLIC: LazyLock<Verifier> =
    LazyLock::new(|| Verifier::with_public_key(app(), PublicKey::from_pem(PUBLIC_KEY).expect("a key")));

/// The fields that are signed.
fn fields(token: &Token) -> (Version, &str, &str, UnixTime, u64, Option<&[u8]>) {
    (
        token.version(),
        token.userid(),
        token.sdkappid_text(),
        token.issued_at(),
        token.expire(),
        token.userbuf(),
    )
}

fuzz_target!(|data: &[u8]| {
    let bytes = token_of(data);
    let read = inspect_unverified(&bytes);
    let userid = read.as_ref().map_or("xiaojun", |token| token.userid());
    let Some(user) = user(userid) else { return };

    let [valid, valid_by_public] = [&*SECRET, &*PUBLIC].map(|verifier| {
        let report = verifier.verify(&bytes, &Expectation::new(user).at(NOW));
        assert_eq!(report.token(), read.as_ref().ok());
        assert_eq!(report.is_valid(), report.findings().is_empty());
        for problem in report.findings() {
            assert!(problem.to_string().len() < 2_000);
        }
        report.is_valid()
    });
    assert!(!(valid && valid_by_public), "one token, two kinds of key");

    if valid
        && let Ok(token) = &read
        && let Ok(validity) = Validity::seconds(token.expire())
    {
        let again = match token.userbuf() {
            Some(bytes) => {
                let userbuf = Userbuf::new(bytes).expect("it fits");
                SIGNER.sign(
                    &SignRequest::new(user, validity).issued_at(token.issued_at()).with_userbuf(userbuf),
                )
            }
            None => SIGNER.sign(&SignRequest::new(user, validity).issued_at(token.issued_at())),
        };
        let again = inspect_unverified(again.expect("signed")).expect("it can be read");
        if token.warnings().is_empty() {
            assert_eq!(&again, token);
        } else {
            // A number that is written as a text is signed as the number is, and has a warning; what is signed here has none.
            assert_eq!(fields(&again), fields(token));
        }
    }
});
