//! Benches for developers: `cargo bench --manifest-path benches/compare/Cargo.toml [FILTER]`. For comparing two
//! commits on one machine; what is published comes from `scripts/bench`.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use usersig::{
    Compression, Expectation, PrivateKey, Privileges, Room, SdkAppId, SecretKey, SignRequest, Signer,
    UnixTime, UserId, Userbuf, Validity, Verifier, inspect_unverified,
};

#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

const NOW: UnixTime = UnixTime::from_secs(1_700_000_000);
const WEEK: Validity = Validity::CLIENT_DEFAULT;
const USERIDS: [&str; 3] = ["a", "user_12345678", "userid_of_exactly_32_characters_"];

fn main() {
    divan::main();
}

fn app() -> SdkAppId {
    SdkAppId::new(1_400_000_000).expect("not 0")
}

fn key() -> SecretKey {
    SecretKey::new("5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e").expect("a key")
}

fn signer() -> Signer {
    Signer::new(app(), key())
}

fn user(userid: &str) -> UserId<'_> {
    UserId::new(userid).expect("legal")
}

#[divan::bench]
fn new_signer(bencher: Bencher<'_, '_>) {
    bencher.bench(signer);
}

#[divan::bench(args = USERIDS)]
fn sign_into(bencher: Bencher<'_, '_>, userid: &str) {
    let (signer, mut buffer) = (signer(), [0; 512]);
    bencher.bench_local(|| {
        signer.sign_into(&SignRequest::new(user(black_box(userid)), WEEK).issued_at(NOW), &mut buffer)
    });
}

#[divan::bench(args = USERIDS)]
fn sign(bencher: Bencher<'_, '_>, userid: &str) {
    let signer = signer();
    bencher.bench(|| signer.sign(&SignRequest::new(user(black_box(userid)), WEEK)));
}

#[divan::bench(args = [1, 2, 8, 64, 512])]
fn sign_many(bencher: Bencher<'_, '_>, tokens: usize) {
    let signer = signer();
    bencher.counter(ItemsCount::new(tokens)).bench(|| {
        let users = (0..tokens).map(|_| user(black_box("user_12345678")));
        signer.sign_many(users, WEEK, NOW).for_each(|token| drop(black_box(token)));
    });
}

#[divan::bench(args = [0, 100, 4096])]
fn sign_with_userbuf(bencher: Bencher<'_, '_>, bytes: usize) {
    let (signer, userbuf) = (signer(), vec![b'x'; bytes]);
    bencher.bench(|| {
        let userbuf = Userbuf::new(black_box(&userbuf)).expect("legal");
        signer.sign(&SignRequest::new(user("user_12345678"), WEEK).issued_at(NOW).with_userbuf(userbuf))
    });
}

#[divan::bench]
fn private_map_key(bencher: Bencher<'_, '_>) {
    let (signer, room) = (signer(), Room::number(10_000).expect("legal"));
    bencher.bench(|| {
        signer.sign(
            &SignRequest::new(user("user_12345678"), WEEK)
                .issued_at(NOW)
                .with_room(black_box(room), Privileges::ALL),
        )
    });
}

#[divan::bench(args = [Compression::Compact, Compression::Stored])]
fn verify(bencher: Bencher<'_, '_>, compression: Compression) {
    let token = signer()
        .with_compression(compression)
        .sign(&SignRequest::new(user("user_12345678"), WEEK).issued_at(NOW))
        .expect("signed");
    let verifier = Verifier::new(app(), key());
    bencher.bench(|| verifier.verify(black_box(&token), &Expectation::new(user("user_12345678")).at(NOW)));
}

#[divan::bench]
fn inspect(bencher: Bencher<'_, '_>) {
    let token = signer().sign(&SignRequest::new(user("user_12345678"), WEEK).issued_at(NOW)).expect("signed");
    bencher.bench(|| inspect_unverified(black_box(&token)));
}

#[divan::bench(args = ["prime256v1", "secp256k1"])]
fn sign_version_1(bencher: Bencher<'_, '_>, curve: &str) {
    let vectors: serde_json::Value =
        serde_json::from_str(include_str!("../../../tests/vectors/reference-tokens.json")).expect("JSON");
    let key = PrivateKey::from_pem(vectors["keys"][curve]["pkcs8"].as_str().expect("PEM")).expect("a key");
    let signer = Signer::with_private_key(app(), key);
    bencher.bench(|| signer.sign(&SignRequest::new(user(black_box("user_12345678")), WEEK).issued_at(NOW)));
}
