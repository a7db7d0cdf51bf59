//! Nothing verifies but what was signed: a valid token has the signature that signing its own fields gives.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use usersig::{PublicKey, Userbuf, Validity, Verifier, inspect_unverified};
use usersig_fuzz::{NOW, PUBLIC_KEY, app, signer, token_of, user, verifier};

static SECRET: LazyLock<Verifier> = LazyLock::new(verifier);
static PUBLIC: LazyLock<Verifier> =
    LazyLock::new(|| Verifier::with_public_key(app(), PublicKey::from_pem(PUBLIC_KEY).expect("a key")));

fuzz_target!(|data: &[u8]| {
    let bytes = token_of(data);
    let read = inspect_unverified(&bytes);
    let userid = read.as_ref().map_or("xiaojun", |token| token.userid());
    let Some(user) = user(userid) else { return };

    let mut valid = 0;
    for verifier in [&*SECRET, &*PUBLIC] {
        let report = verifier.verify_at(&bytes, user, NOW);
        assert_eq!(report.token(), read.as_ref().ok());
        assert_eq!(report.is_valid(), report.problems().is_empty());
        for problem in report.problems() {
            assert!(problem.to_string().len() < 2_000);
        }
        valid += u32::from(report.is_valid());
    }
    assert!(valid < 2, "one token, two kinds of key");

    if SECRET.verify_at(&bytes, user, NOW).is_valid()
        && let Ok(token) = &read
        && let Ok(validity) = Validity::seconds(token.expire())
    {
        let again = match token.userbuf() {
            Some(bytes) => {
                let userbuf = Userbuf::new(bytes).expect("it fits");
                signer().sign_with_userbuf_at(user, validity, userbuf, token.issued_at())
            }
            None => signer().sign_at(user, validity, token.issued_at()),
        };
        assert_eq!(inspect_unverified(again.expect("signed")).as_ref(), Ok(token));
    }
});
