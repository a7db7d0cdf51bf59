//! The tokens of the reference implementations, each verified as expected.

#![cfg(feature = "ecdsa")]

mod common;

use common::{expectation, name_of, request};
use serde_json::Value;
use usersig::{
    PrivateKey, PublicKey, RecordRoom, Report, SdkAppId, SecretKey, Signer, UnixTime, UserId, UserIdRule,
    Validity, Verifier, inspect_unverified,
};

fn load() -> Value {
    serde_json::from_str(include_str!("vectors/reference-tokens.json")).expect("JSON")
}

fn verifier(data: &Value, vector: &Value) -> Verifier {
    let app =
        SdkAppId::new(vector["sdkappid"].as_u64().expect("number").try_into().expect("u32")).expect("not 0");
    if let Some(key) = vector["secret_key"].as_str() {
        return Verifier::new(app, SecretKey::new(key).expect("a key"));
    }
    let pem = match vector["curve"].as_str() {
        Some(curve) => &data["keys"][curve]["pub"],
        None => &vector["public_key"],
    };
    Verifier::with_public_key(app, PublicKey::from_pem(pem.as_str().expect("PEM")).expect("a key"))
}

fn first_name(report: &Report) -> &'static str {
    report.first().map_or("valid", name_of)
}

#[test]
fn every_reference_token_is_verified_as_expected() {
    use base64::{Engine, engine::general_purpose::STANDARD};

    let data = load();
    let vectors = data["vectors"].as_array().expect("a list");
    assert_eq!(vectors.len(), 150);
    for vector in vectors {
        let id = vector["id"].as_str().expect("an id");
        let token = vector["token"].as_str().expect("a token");
        let expect = vector["expect"].as_str().expect("a finding");
        let user =
            UserId::with_rule(vector["userid"].as_str().expect("a UserID"), UserIdRule::Any).expect("legal");
        let verifier = verifier(&data, vector);
        let Ok(read) = inspect_unverified(token) else {
            assert_eq!(expect, "malformed", "{id}");
            assert_eq!(
                first_name(&verifier.verify(token, &expectation(user, UnixTime::from_secs(0)))),
                expect,
                "{id}"
            );
            continue;
        };
        // The oldest form has a local date, which is compared below.
        let issued = match vector["issued_at"].as_u64() {
            Some(seconds) => UnixTime::from_secs(seconds),
            None => {
                assert!(read.is_time_approximate(), "{id}");
                read.issued_at()
            }
        };
        let expire = vector["expire"].as_u64().expect("seconds");
        assert_eq!(read.issued_at(), issued, "{id}");
        assert_eq!(read.expire(), expire, "{id}");
        assert_eq!(read.userid(), user.as_str(), "{id}");
        assert_eq!(read.version().as_str(), vector["version"], "{id}");
        let userbuf = vector["userbuf"].as_str().map(|text| STANDARD.decode(text).expect("base64"));
        assert_eq!(read.userbuf(), userbuf.as_deref(), "{id}");
        if let Some(expected) = vector["private_map_key"].as_object() {
            let record = read.private_map_key().expect("a record");
            match record.room() {
                RecordRoom::Number(number) => assert_eq!(expected["room"], *number, "{id}"),
                RecordRoom::Name(name) => assert_eq!(expected["room"], *name, "{id}"),
            }
            assert_eq!(expected["privileges"], record.privilege_bits(), "{id}");
            assert_eq!(record.account_bytes(), user.as_str().as_bytes(), "{id}");
            assert_eq!(Some(record.sdkappid()), read.sdkappid(), "{id}");
            assert_eq!(record.expires_at(), read.expires_at(), "{id}");
        }

        let last = UnixTime::from_secs(issued.as_secs() + expire);
        for now in [issued, last] {
            assert_eq!(first_name(&verifier.verify(token, &expectation(user, now))), expect, "{id} at {now}");
        }
        let after = verifier.verify(token, &expectation(user, UnixTime::from_secs(last.as_secs() + 1)));
        assert!(after.findings().iter().any(|finding| name_of(finding) == "expired"), "{id}");
    }
}

#[test]
fn the_oldest_form_is_read_in_utc_plus_8() {
    let data = load();
    let plain: Vec<_> =
        data["vectors"].as_array().expect("a list").iter().filter(|v| v["plain"] == true).collect();
    assert_eq!(plain.len(), 4);
    for vector in plain {
        assert_eq!(vector["issued_at"], "2026-11-22T10:31:16-08:00");
        let token = inspect_unverified(vector["token"].as_str().expect("a token")).expect("readable");
        // 10:31:16 in UTC+8.
        assert_eq!(token.issued_at(), UnixTime::from_secs(1_795_314_676));
    }
}

#[test]
fn every_encoding_of_a_private_key_signs_what_its_public_key_verifies() {
    let data = load();
    let (user, validity) = (UserId::new("xiaojun").expect("legal"), Validity::SERVER_DEFAULT);
    let (app, now) = (SdkAppId::new(1_400_000_000).expect("not 0"), UnixTime::from_secs(1_700_000_000));
    for curve in ["prime256v1", "secp256k1"] {
        let keys = &data["keys"][curve];
        let public = PublicKey::from_pem(keys["pub"].as_str().expect("PEM")).expect("a key");
        for encoding in ["sec1", "sec1only", "pkcs8"] {
            let private = PrivateKey::from_pem(keys[encoding].as_str().expect("PEM")).expect("a key");
            assert_eq!(private.public_key(), public, "{curve} {encoding}");
            let token =
                Signer::with_private_key(app, private).sign(&request(user, validity, now)).expect("signed");
            let report =
                Verifier::with_public_key(app, public.clone()).verify(&token, &expectation(user, now));
            assert!(report.is_valid(), "{curve} {encoding}: {:?}", report.findings());
        }
    }
}
