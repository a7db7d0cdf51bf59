//! Properties that hold for every input, tested on more than 100 000 inputs in each run.
//!
//! A mutated token can still be valid: its padding is optional, and a document has many compressed forms. So each mutated
//! token is either rejected, or it is the same document.

#![cfg(feature = "ecdsa")]

mod common;

use std::sync::LazyLock;

use common::{expectation, json_of, pack, request, text, the_app, the_signer, the_verifier, user};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::Union;
use proptest::test_runner::TestRunner;
use usersig::{
    Compression, PrivateKey, PrivateMapKey, Privileges, PublicKey, RecordRoom, Room, SdkAppId, SecretKey,
    Signer, Token, UnixTime, UserId, UserIdRule, Userbuf, Validity, Verifier, inspect_unverified,
};

/// The cases of each property. A test below asserts that there are more than 10^5 in all.
const SIGN: u32 = 20_000;
const RECORD: u32 = 10_000;
const MUTATE_TOKEN: u32 = 30_000;
const MUTATE_DOCUMENT: u32 = 15_000;
const ANY_BYTES: u32 = 15_000;
const ANY_DOCUMENT: u32 = 10_000;
const ANY_TEXT: u32 = 5_000;
const ECDSA: u32 = 1_000;
const _: () = assert!(
    SIGN + RECORD + MUTATE_TOKEN + MUTATE_DOCUMENT + ANY_BYTES + ANY_DOCUMENT + ANY_TEXT + 2 * ECDSA
        >= 100_000
);

fn hold<S: Strategy>(cases: u32, strategy: S, property: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    if let Err(failure) = TestRunner::new(config).run(&strategy, property) {
        panic!("{failure}");
    }
}

/// Mostly what people use, sometimes all that is legal.
fn userid() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-zA-Z0-9_-]{1,32}",
        1 => "[^\\x00-\\x1f\\x7f]{1,40}",
        1 => "[\"\\\\/{}:,张👩é]{1,12}",
    ]
}

fn clock() -> impl Strategy<Value = u64> {
    prop_oneof![
        3 => 1_600_000_000..2_000_000_000_u64,
        1 => any::<u64>(),
        1 => Union::new([0, 1, 1 << 31, u64::from(u32::MAX), 1 << 53, u64::MAX - 1, u64::MAX].map(Just)),
    ]
}

fn validity() -> impl Strategy<Value = Validity> {
    (1..=Validity::MAX.as_seconds()).prop_map(|seconds| Validity::seconds(seconds).expect("in range"))
}

fn app() -> impl Strategy<Value = SdkAppId> {
    (1..=u32::MAX).prop_map(|number| SdkAppId::new(number).expect("not 0"))
}

fn secret() -> impl Strategy<Value = String> {
    prop_oneof!["[0-9a-f]{64}", "[!-~]{1,100}", "[!-~][^\\x00-\\x1f\\x7f]{0,40}[!-~]"]
}

fn compression() -> impl Strategy<Value = Compression> {
    Union::new([Compression::Compact, Compression::Stored].map(Just))
}

/// Bytes that are not by chance a PrivateMapKey record, which would be for another user than its token.
fn userbuf() -> impl Strategy<Value = Option<Vec<u8>>> {
    let bytes = prop_oneof![2 => vec(any::<u8>(), 0..64), 1 => vec(any::<u8>(), 0..2_000)];
    let bytes = bytes.prop_filter("a record", |bytes| PrivateMapKey::from_userbuf(bytes).is_none());
    prop_oneof![2 => Just(None), 3 => bytes.prop_map(Some)]
}

#[test]
fn what_is_signed_is_valid_and_reads_back() {
    let inputs = (app(), secret(), userid(), validity(), clock(), userbuf(), compression());
    hold(SIGN, inputs, |(app, secret, userid, validity, now, userbuf, compression)| {
        let key = SecretKey::new(&secret).expect("a key");
        let signer = Signer::new(app, key.clone()).with_compression(compression);
        let (user, now) =
            (UserId::with_rule(&userid, UserIdRule::Any).expect("legal"), UnixTime::from_secs(now));
        let token = match &userbuf {
            Some(bytes) => {
                signer.sign(&request(user, validity, now).with_userbuf(Userbuf::new(bytes).expect("short")))
            }
            None => signer.sign(&request(user, validity, now)),
        };
        let token = token.expect("signed");
        let verifier = Verifier::new(app, key);
        let last = now.as_secs().saturating_add(validity.as_seconds());
        for now in [0, now.as_secs(), last] {
            let report = verifier.verify(&token, &expectation(user, UnixTime::from_secs(now)));
            prop_assert!(report.is_valid(), "{:?}", report.findings());
        }
        if let Some(late) = last.checked_add(1) {
            let report = verifier.verify(&token, &expectation(user, UnixTime::from_secs(late)));
            prop_assert_eq!(common::names(&report), ["expired"]);
        }
        let read = inspect_unverified(&token).expect("readable");
        prop_assert_eq!(read.userid(), &userid);
        prop_assert_eq!(read.sdkappid(), Some(app.get()));
        prop_assert_eq!((read.issued_at(), read.expire()), (now, validity.as_seconds()));
        prop_assert_eq!(read.userbuf(), userbuf.as_deref());
        // Not by the wrong key, application or user.
        let other = Verifier::new(app, SecretKey::new(&format!("{secret}x")).expect("a key"));
        prop_assert_eq!(common::names(&other.verify(&token, &expectation(user, now))), ["bad_signature"]);
        Ok(())
    });
}

#[test]
fn a_private_map_key_reads_back() {
    let room =
        prop_oneof![(1..u32::MAX).prop_map(Ok), "[a-zA-Z0-9 !#$%&()+:;<=.>?@^_{}|~,-]{1,64}".prop_map(Err)];
    let inputs = (userid(), 1..1_000_000_000_u64, 0..3_000_000_000_u64, room, 0..=255_u32);
    hold(RECORD, inputs, |(userid, expire, now, room, bits)| {
        let validity = Validity::seconds(expire).expect("in range");
        let privileges = Privileges::from_bits(bits).expect("8 bits");
        let (asked, expected) = match &room {
            Ok(number) => (Room::number(*number), RecordRoom::Number(*number)),
            Err(name) => (Room::name(name), RecordRoom::Name(name.clone())),
        };
        let token = the_signer().sign(
            &request(user(&userid), validity, UnixTime::from_secs(now))
                .with_room(asked.expect("legal"), privileges),
        );
        let report = the_verifier()
            .verify(token.expect("signed"), &expectation(user(&userid), UnixTime::from_secs(now + expire)));
        let record = report.into_result().expect("valid").private_map_key().expect("a record");
        prop_assert_eq!(record.account_bytes(), userid.as_bytes());
        prop_assert_eq!((record.room(), record.privileges()), (&expected, privileges));
        prop_assert_eq!((record.sdkappid(), record.expires_at().as_secs()), (the_app().get(), now + expire));
        Ok(())
    });
}

/// One change to a text of bytes.
#[derive(Debug, Clone)]
enum Mutation {
    Replace(Index, u8),
    Flip(Index, u8),
    Delete(Index),
    Insert(Index, u8),
    Swap(Index, Index),
    Cut(Index),
    Repeat(Index, Index),
    Remove(Index, Index),
}

fn mutation(alphabet: &'static [u8]) -> impl Strategy<Value = Mutation> {
    use Mutation::{Cut, Delete, Flip, Insert, Remove, Repeat, Replace, Swap};
    let byte = || prop_oneof![3 => proptest::sample::select(alphabet), 1 => any::<u8>()];
    let at = any::<Index>;
    prop_oneof![
        6 => (at(), byte()).prop_map(|(i, b)| Replace(i, b)),
        2 => (at(), 0..8_u8).prop_map(|(i, bit)| Flip(i, bit)),
        1 => at().prop_map(Delete),
        1 => (at(), byte()).prop_map(|(i, b)| Insert(i, b)),
        1 => (at(), at()).prop_map(|(a, b)| Swap(a, b)),
        1 => at().prop_map(Cut),
        1 => (at(), at()).prop_map(|(a, b)| Repeat(a, b)),
        1 => (at(), at()).prop_map(|(a, b)| Remove(a, b)),
    ]
}

impl Mutation {
    fn apply(&self, original: &[u8]) -> Vec<u8> {
        let mut bytes = original.to_vec();
        let at = |index: &Index| index.index(original.len());
        let range = |a: &Index, b: &Index| at(a).min(at(b))..at(a).max(at(b));
        match self {
            Self::Replace(i, byte) => bytes[at(i)] = *byte,
            Self::Flip(i, bit) => bytes[at(i)] ^= 1 << bit,
            Self::Delete(i) => drop(bytes.remove(at(i))),
            Self::Insert(i, byte) => bytes.insert(at(i), *byte),
            Self::Swap(a, b) => bytes.swap(at(a), at(b)),
            Self::Cut(i) => bytes.truncate(at(i)),
            Self::Repeat(a, b) => bytes.extend_from_slice(&original[range(a, b)]),
            Self::Remove(a, b) => drop(bytes.drain(range(a, b))),
        }
        bytes
    }
}

const TOKEN_ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-_";
const JSON_ALPHABET: &[u8] = b"{}[]\":,.\\ 0123456789TLSeExpimuv-+AQ=n";

/// A signed token with its verifier and its fields.
struct Sample {
    token: String,
    userid: String,
    verifier: Verifier,
    read: Token,
}

const SAMPLE_TIME: UnixTime = UnixTime::from_secs(1_700_000_100);

/// Plain, with a userbuf, a PrivateMapKey; packed both ways.
fn samples_of(signer: &Signer, verifier: &Verifier) -> Vec<Sample> {
    let (validity, now) = (Validity::SERVER_DEFAULT, common::NOW);
    let room = Room::name("room").expect("legal");
    let mut samples = Vec::new();
    for compression in [Compression::Compact, Compression::Stored] {
        let signer = signer.clone().with_compression(compression);
        for userid in ["x", "xiaojun", "user_12345678", "张三", "a\"b\\c"] {
            let id = user(userid);
            let userbuf = Userbuf::new(b"a userbuf of some length").expect("short");
            for token in [
                signer.sign(&request(id, validity, now)),
                signer.sign(&request(id, validity, now).with_userbuf(userbuf)),
                signer.sign(&request(id, validity, now).with_room(room, Privileges::ALL)),
            ] {
                let token = token.expect("signed");
                let read = inspect_unverified(&token).expect("readable");
                samples.push(Sample { token, userid: userid.to_owned(), verifier: verifier.clone(), read });
            }
        }
    }
    samples
}

static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(|| samples_of(&the_signer(), &the_verifier()));

static ECDSA_SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(|| {
    let data = common::golden();
    let samples_of_curve = |curve: &str| {
        let key = PrivateKey::from_pem(text(&data["keys"][curve], "pkcs8")).expect("a key");
        let verifier = Verifier::with_public_key(the_app(), key.public_key());
        samples_of(&Signer::with_private_key(the_app(), key), &verifier)
    };
    ["p256", "secp256k1"].into_iter().flat_map(samples_of_curve).collect()
});

impl Sample {
    /// Whether a mutated token is rejected, or has the same fields as the original. In version 1.0 a signature has more
    /// than one form, but the signed text has one.
    fn rejected_or_same(&self, mutated: &[u8]) -> Result<(), TestCaseError> {
        let report = self.verifier.verify(mutated, &expectation(user(&self.userid), SAMPLE_TIME));
        let read = inspect_unverified(mutated);
        prop_assert_eq!(read.as_ref().ok(), report.token());
        if report.is_valid() {
            let same = |token: &Token| {
                (
                    token.version(),
                    token.userid().to_owned(),
                    token.sdkappid(),
                    token.issued_at(),
                    token.expire(),
                    token.userbuf().map(<[u8]>::to_vec),
                )
            };
            prop_assert_eq!(read.as_ref().map(same), Ok(same(&self.read)));
        }
        Ok(())
    }
}

fn hold_for_mutated_tokens(cases: u32, samples: &'static [Sample]) {
    let mutations = vec(mutation(TOKEN_ALPHABET), 1..3);
    hold(cases, (any::<Index>(), mutations), |(which, mutations)| {
        let sample = which.get(samples);
        let mut token = sample.token.clone().into_bytes();
        for mutation in &mutations {
            if !token.is_empty() {
                token = mutation.apply(&token);
            }
        }
        sample.rejected_or_same(&token)?;
        // One change that is not in the padding, and Adler-32 always sees it, unless the document is the same.
        if let [Mutation::Replace(at, byte)] = &mutations[..] {
            let at = at.index(sample.token.len());
            let report = sample.verifier.verify(&token, &expectation(user(&sample.userid), SAMPLE_TIME));
            if report.is_valid() && sample.token.as_bytes()[at] != *byte {
                let token = String::from_utf8(token).expect("still base64");
                prop_assert_eq!(json_of(&token), json_of(&sample.token));
            }
        }
        Ok(())
    });
}

#[test]
fn a_mutated_token_is_rejected_or_the_same() {
    hold_for_mutated_tokens(MUTATE_TOKEN, &SAMPLES);
}

#[test]
fn a_mutated_token_of_version_1_is_rejected_or_the_same() {
    hold_for_mutated_tokens(ECDSA, &ECDSA_SAMPLES);
}

/// An attacker can pack any document with the right checksum, so only the signature protects it.
fn hold_for_mutated_documents(cases: u32, samples: &'static [Sample]) {
    let mutations = vec(mutation(JSON_ALPHABET), 1..3);
    hold(cases, (any::<Index>(), mutations), |(which, mutations)| {
        let sample = which.get(samples);
        let mut json = json_of(&sample.token).into_bytes();
        for mutation in &mutations {
            if !json.is_empty() {
                json = mutation.apply(&json);
            }
        }
        sample.rejected_or_same(pack(json).as_bytes())
    });
}

#[test]
fn a_mutated_document_is_rejected_or_the_same() {
    hold_for_mutated_documents(MUTATE_DOCUMENT, &SAMPLES);
}

#[test]
fn a_mutated_document_of_version_1_is_rejected_or_the_same() {
    hold_for_mutated_documents(ECDSA, &ECDSA_SAMPLES);
}

fn never_valid(token: &[u8]) -> Result<(), TestCaseError> {
    let read = inspect_unverified(token);
    for verifier in [&SAMPLES[0].verifier, &ECDSA_SAMPLES[0].verifier] {
        let report = verifier.verify(token, &expectation(user("xiaojun"), UnixTime::from_secs(0)));
        prop_assert!(!report.is_valid());
        prop_assert_eq!(read.as_ref().ok(), report.token());
        for problem in report.findings() {
            prop_assert!(!problem.to_string().is_empty());
        }
    }
    Ok(())
}

#[test]
fn any_bytes_are_answered_and_never_valid() {
    let alphabet = || proptest::sample::select(TOKEN_ALPHABET);
    let tokens = prop_oneof![
        vec(any::<u8>(), 0..600),
        vec(alphabet(), 0..600),
        vec(any::<u8>(), 0..300).prop_map(|bytes| common::envelope(&bytes).into_bytes()),
        vec(any::<u8>(), 0..300)
            .prop_map(|bytes| common::envelope(&[&[0x78, 0x9c][..], &bytes].concat()).into_bytes()),
        vec(any::<u8>(), 0..300).prop_map(|bytes| pack(bytes).into_bytes()),
        vec(proptest::sample::select(JSON_ALPHABET), 0..300).prop_map(|bytes| [&b"{"[..], &bytes].concat()),
    ];
    hold(ANY_BYTES, tokens, |token| never_valid(&token));
}

const KNOWN: &[&str] = &[
    "\"2.0\"",
    "\"1.0\"",
    "1400000000",
    "\"1400000000\"",
    "\"xiaojun\"",
    "60",
    "\"60\"",
    "\"QUJD\"",
    "\"0\"",
];
const ODD: &[&str] = &[
    "null",
    "true",
    "-1",
    "1.5",
    "1e9",
    "\"\"",
    "[]",
    "{}",
    "\"\\n\"",
    "99999999999999999999",
    "\"\\ud800\"",
    "0",
];

/// Documents that have the right keys, and values of every kind in them.
#[test]
fn any_document_is_answered_and_never_valid() {
    let value = || {
        prop_oneof![
            4 => proptest::sample::select(KNOWN).prop_map(str::to_owned),
            1 => proptest::sample::select(ODD).prop_map(str::to_owned),
            1 => any::<u64>().prop_map(|n| n.to_string()),
            1 => any::<String>().prop_map(|text| serde_json::Value::from(text).to_string()),
        ]
    };
    let keys = [
        "TLS.ver",
        "TLS.identifier",
        "TLS.sdkappid",
        "TLS.time",
        "TLS.expire",
        "TLS.userbuf",
        "TLS.sig",
        "TLS.account_type",
        "TLS.appid_at_3rd",
        "TLS.sdk_appid",
        "TLS.expire_after",
        "TLS.version",
    ];
    let present = vec(prop::bool::weighted(0.8), keys.len());
    let inputs = (present, vec(value(), keys.len()), any::<bool>());
    hold(ANY_DOCUMENT, inputs, |(present, values, is_plain)| {
        let fields: Vec<_> = keys
            .iter()
            .zip(present)
            .zip(values)
            .filter(|((_, there), _)| *there)
            .map(|((key, _), value)| format!("\"{key}\":{value}"))
            .collect();
        let json = format!("{{{}}}", fields.join(","));
        if is_plain { never_valid(json.as_bytes()) } else { never_valid(pack(json).as_bytes()) }
    });
}

#[test]
fn any_text_is_accepted_or_rejected() {
    let texts = (any::<String>(), "[-+0-9a-z, ]{0,24}", vec(any::<u8>(), 0..200), "[-A-Z \n]{0,60}");
    hold(ANY_TEXT, texts, |(text, word, bytes, pem)| {
        for text in [&text, &word] {
            if let Ok(id) = UserId::with_rule(text, UserIdRule::Any) {
                prop_assert_eq!(id.as_str(), text);
                prop_assert!(!text.contains(|c: char| c.is_ascii_control()));
            }
            if let Ok(id) = UserId::new(text) {
                prop_assert!(id.as_str().len() <= 32 && UserId::with_rule(text, UserIdRule::Any).is_ok());
            }
            if let Ok(validity) = text.parse::<Validity>() {
                prop_assert_eq!(Validity::seconds(validity.as_seconds()), Ok(validity));
            }
            if let Ok(privileges) = text.parse::<Privileges>() {
                prop_assert!(Privileges::from_bits(privileges.bits()).is_ok());
            }
            if Room::name(text).is_ok() {
                prop_assert!((1..=64).contains(&text.len()) && text.is_ascii());
            }
            if SecretKey::new(text).is_ok() {
                prop_assert!(!text.is_empty() && text.trim() == text);
            }
            prop_assert!(PrivateKey::from_pem(text).is_err() && PublicKey::from_pem(text).is_err());
        }
        let pem = format!("-----BEGIN {pem}KEY-----\n{text}\n-----END {pem}KEY-----");
        prop_assert!(PrivateKey::from_pem(&pem).is_err() && PublicKey::from_pem(&pem).is_err());
        if let Some(record) = PrivateMapKey::from_userbuf(&bytes) {
            prop_assert!(record.account_bytes().len() + 23 <= bytes.len());
        }
        Ok(())
    });
}
