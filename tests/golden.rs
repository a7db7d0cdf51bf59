//! The golden file, `vectors/golden.json`: what is signed, accepted, rejected and found, computed without the
//! library. The bindings of every language are tested with the same file.

#![cfg(feature = "ecdsa")]

mod common;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use common::{APP, app, document_of, golden, list, number, text};
use serde_json::Value;
use usersig::{
    Compression, Error, Expectation, Expected, Finding, Leeway, PrivateKey, Privileges, PublicKey,
    RecordRoom, Room, SdkAppId, SecretKey, ServiceCode, SignRequest, Signer, Token, UnixTime, UserId,
    UserIdRule, Userbuf, Validity, Verifier, Warning, inspect_unverified,
};

fn key<'a>(data: &'a Value, case: &Value) -> &'a Value {
    &data["keys"][text(case, "key")]
}

fn signer(data: &Value, case: &Value) -> Signer {
    let key = key(data, case);
    match key["secret_key"].as_str() {
        Some(secret) => Signer::new(app(case), SecretKey::new(secret).expect("a key")),
        None => {
            let private = PrivateKey::from_pem(text(key, "pkcs8")).expect("a key");
            assert_eq!(
                private.public_key(),
                PrivateKey::from_pem(text(key, "sec1")).expect("a key").public_key()
            );
            assert_eq!(private.public_key(), PublicKey::from_pem(text(key, "public")).expect("a key"));
            Signer::with_private_key(app(case), private)
        }
    }
}

fn verifier(data: &Value, case: &Value) -> Verifier {
    let key = key(data, case);
    match key["secret_key"].as_str() {
        Some(secret) => Verifier::new(app(case), SecretKey::new(secret).expect("a key")),
        None => {
            Verifier::with_public_key(app(case), PublicKey::from_pem(text(key, "public")).expect("a key"))
        }
    }
}

/// One request and its token.
fn sign(data: &Value, case: &Value, compression: Compression) -> Result<String, Error> {
    let signer = signer(data, case).with_compression(compression);
    let userid = text(case, "userid");
    let user = match text(case, "userid_rule") {
        "trtc" => UserId::with_rule(userid, UserIdRule::Trtc)?,
        "im" => {
            assert!(UserId::with_rule(userid, UserIdRule::Trtc).is_err());
            UserId::new(userid)?
        }
        _ => {
            assert!(UserId::new(userid).is_err());
            UserId::with_rule(userid, UserIdRule::Any)?
        }
    };
    let validity = Validity::seconds(number(case, "expire"))?;
    let issued_at = UnixTime::from_secs(number(case, "issued_at"));
    let request = SignRequest::new(user, validity).issued_at(issued_at);
    let record = &case["private_map_key"];
    let bytes = case["userbuf"].as_str().map(|base64| STANDARD.decode(base64).expect("base64"));
    let request = if record.is_object() {
        let privileges = Privileges::from_bits(number(record, "privileges").try_into().expect("u32"))?;
        request.with_room(room(&record["room"])?, privileges)
    } else if let Some(bytes) = &bytes {
        request.with_userbuf(Userbuf::new(bytes)?)
    } else {
        let many = signer.sign_many([user, user], validity, issued_at).collect::<Result<Vec<_>, _>>()?;
        let token = signer.sign(&request)?;
        assert_eq!(many, [token.clone(), token]);
        request
    };
    let mut buffer = vec![0; 65_536];
    let token = signer.sign(&request)?;
    let len = signer.sign_into(&request, &mut buffer)?;
    assert_eq!(token.as_bytes(), &buffer[..len]);
    Ok(token)
}

fn room(value: &Value) -> Result<Room<'_>, Error> {
    match value.as_str() {
        Some(name) => Room::name(name),
        None => Room::number(value.as_u64().expect("a room").try_into().expect("u32")),
    }
}

#[test]
fn every_signed_document_is_the_golden_one() {
    let data = golden();
    assert_eq!(list(&data, "sign").len(), 131);
    for case in list(&data, "sign") {
        let id = text(case, "id");
        for compression in [Compression::Compact, Compression::Stored] {
            let token = sign(&data, case, compression).unwrap_or_else(|error| panic!("{id}: {error}"));
            assert!(token.len().is_multiple_of(4), "{id}");
            assert!(token.bytes().all(|b| b.is_ascii_alphanumeric() || b"*-_".contains(&b)), "{id}");
            assert_eq!(document_of(&token), case["document"], "{id}");

            let user = UserId::with_rule(text(case, "userid"), UserIdRule::Any).expect("legal");
            let now = UnixTime::from_secs(number(case, "issued_at"));
            let report = verifier(&data, case).verify(&token, &Expectation::new(user).at(now));
            assert!(report.is_valid(), "{id}: {:?}", report.findings());
            let read = report.into_result().expect("valid");
            assert_eq!(read.issued_at(), now, "{id}");
            assert_eq!(read.expire(), number(case, "expire"), "{id}");
            let userbuf = read.userbuf().map(|bytes| STANDARD.encode(bytes));
            assert_eq!(userbuf.as_deref(), case["document"]["TLS.userbuf"].as_str(), "{id}");
        }
    }
}

/// One input of its type; `None` is a case this test does not know.
fn check(what: &str, value: &Value) -> Option<Result<(), Error>> {
    let text = || value.as_str().expect("a text");
    let number = || u32::try_from(value.as_u64().expect("a number")).expect("u32");
    Some(match what {
        "sdkappid" => SdkAppId::new(number()).map(drop),
        "userid" => UserId::new(text()).map(drop),
        "userid_trtc" => UserId::with_rule(text(), UserIdRule::Trtc).map(drop),
        "userid_any" => UserId::with_rule(text(), UserIdRule::Any).map(drop),
        "leeway_seconds" => Leeway::seconds(value.as_u64().expect("a number")).map(drop),
        "validity_seconds" => Validity::seconds(value.as_u64().expect("a number")).map(drop),
        "validity_text" => text().parse::<Validity>().map(drop),
        "userbuf_length" => Userbuf::new(&vec![0; number() as usize]).map(drop),
        "room_number" => Room::number(number()).map(drop),
        "room_name" => Room::name(text()).map(drop),
        "privileges_bits" => Privileges::from_bits(number()).map(drop),
        "privileges_text" => text().parse::<Privileges>().map(drop),
        "secret_key" => SecretKey::new(text()).map(drop),
        "private_key" => PrivateKey::from_pem(text()).map(drop),
        "public_key" => PublicKey::from_pem(text()).map(drop),
        "private_map_key_issued_at" => {
            let signer = Signer::new(SdkAppId::new(APP).ok()?, SecretKey::new("k").ok()?);
            let (user, room) = (UserId::new("xiaojun").ok()?, Room::number(1).ok()?);
            let now = UnixTime::from_secs(text().parse().ok()?);
            let request = SignRequest::new(user, Validity::CLIENT_DEFAULT).issued_at(now);
            signer.sign(&request.with_room(room, Privileges::ALL)).map(drop)
        }
        _ => return None,
    })
}

#[test]
fn every_input_is_accepted_or_rejected_as_the_golden_file_says() {
    let data = golden();
    assert_eq!(list(&data, "inputs").len(), 328);
    for case in list(&data, "inputs") {
        let what = text(case, "input");
        let result = check(what, &case["value"]).unwrap_or_else(|| panic!("no input {what}"));
        let error = result.err();
        assert_eq!(error.as_ref().map(|error| error.kind().name()), case["error"].as_str(), "{case}");
    }
}

fn assert_fields(id: &str, token: &Token, fields: &Value) {
    assert_eq!(token.version().as_str(), fields["version"], "{id}");
    assert_eq!(token.userid(), fields["userid"], "{id}");
    assert_eq!(token.sdkappid_text(), fields["sdkappid"], "{id}");
    assert_eq!(token.sdkappid(), text(fields, "sdkappid").parse().ok(), "{id}");
    assert_eq!(token.issued_at().as_secs(), number(fields, "issued_at"), "{id}");
    assert_eq!(token.expire(), number(fields, "expire"), "{id}");
    assert_eq!(token.expires_at().as_secs(), number(fields, "expires_at"), "{id}");
    assert_eq!(token.is_time_approximate(), fields["is_time_approximate"], "{id}");
    assert_eq!(
        token.userbuf().map(|bytes| STANDARD.encode(bytes)).as_deref(),
        fields["userbuf"].as_str(),
        "{id}"
    );
    let (record, expected) = (token.private_map_key(), &fields["private_map_key"]);
    assert_eq!(record.is_some(), expected.is_object(), "{id}");
    if let Some(record) = record {
        assert_eq!(record.account_lossy(), text(expected, "account"), "{id}");
        assert_eq!(u64::from(record.sdkappid()), number(expected, "sdkappid"), "{id}");
        assert_eq!(record.expires_at().as_secs(), number(expected, "expires_at"), "{id}");
        assert_eq!(u64::from(record.privilege_bits()), number(expected, "privileges"), "{id}");
        match record.room() {
            RecordRoom::Number(number) => assert_eq!(expected["room"], *number, "{id}"),
            RecordRoom::Name(name) => assert_eq!(expected["room"], *name, "{id}"),
        }
    }
}

#[test]
fn every_token_is_verified_as_the_golden_file_says() {
    let data = golden();
    assert_eq!(list(&data, "verify").len(), 520);
    for case in list(&data, "verify") {
        let (id, token) = (text(case, "id"), text(case, "token"));
        let user = UserId::with_rule(text(case, "userid"), UserIdRule::Any).expect("legal");
        let expect = &case["expect"];
        let bytes = expect["userbuf"].as_str().map(|base64| STANDARD.decode(base64).expect("base64"));
        let mut expectation = Expectation::new(user)
            .at(UnixTime::from_secs(number(case, "now")))
            .leeway(Leeway::seconds(number(case, "leeway")).expect("legal"))
            .with_contents(match expect["contents"].as_str() {
                None => Expected::Any,
                Some("none") => Expected::NoUserbuf,
                Some("userbuf") => {
                    Expected::Userbuf(Userbuf::new(bytes.as_deref().expect("bytes")).expect("legal"))
                }
                Some("room") => Expected::Room {
                    room: room(&expect["room"]).expect("legal"),
                    privileges: Privileges::from_bits(number(expect, "privileges").try_into().expect("u32"))
                        .expect("legal"),
                },
                Some(other) => panic!("{id}: {other}"),
            });
        if !case["max_validity"].is_null() {
            expectation =
                expectation.max_validity(Validity::seconds(number(case, "max_validity")).expect("legal"));
        }
        let report = verifier(&data, case).verify(token, &expectation);

        let names = |name: &str| -> Vec<String> {
            list(case, name).iter().map(|name| name.as_str().expect("a name").to_owned()).collect()
        };
        let findings: Vec<_> = report.findings().iter().map(|finding| finding.kind().name()).collect();
        assert_eq!(findings, names("findings"), "{id}: {:?}", report.findings());
        let warnings: Vec<_> = report.warnings().iter().map(Warning::name).collect();
        assert_eq!(warnings, names("warnings"), "{id}");
        assert_eq!(report.first().map_or("valid", |finding| finding.kind().name()), case["finding"], "{id}");
        assert_eq!(report.is_valid(), findings.is_empty(), "{id}");
        let code = report.first().and_then(Finding::service_code).map_or(0, ServiceCode::number);
        assert_eq!(case["service_code"], code, "{id}: {:?}", report.first());
        if let Some(layer) = case["layer"].as_str() {
            let detail = report.first().expect("malformed").to_string();
            assert_eq!(detail.split(':').next(), Some(layer), "{id}: {detail}");
        }

        // Reading needs no key, and returns the same.
        match (inspect_unverified(token), report.token()) {
            (Ok(read), Some(seen)) => {
                assert_eq!(read, *seen, "{id}");
                assert_fields(id, seen, &case["fields"]);
            }
            (Err(finding), None) => {
                assert_eq!(Some(&finding), report.first(), "{id}");
                assert!(case["fields"].is_null(), "{id}");
            }
            (read, seen) => panic!("{id}: {read:?}, but {seen:?}"),
        }
    }
}
