//! What `scripts/instructions` counts under callgrind: `instructions OPERATION COUNT` does the operation COUNT times.
//! The clock is fixed, nothing is random, so the same program counts the same every time.

use std::env;
use std::hint::black_box;

use usersig::{
    Compression, Expectation, Privileges, Room, SdkAppId, SecretKey, SignRequest, Signer, UnixTime, UserId,
    Validity, Verifier,
};

const NOW: UnixTime = UnixTime::from_secs(1_795_386_124);
const WEEK: Validity = Validity::CLIENT_DEFAULT;

/// A token of the same fields as Tencent's Python package writes it: spaces in its document, one block with the fixed code.
const PYTHONS: &str = "eJyrVgrxCdYrSy1SslJQMtIzUNJRAItkpqTmlWSmZUIkSotTi*INjYxNTM3MLWBKilOyEwsKMlOACgxNDKAAKpdaUZBZlA\
                       qUMTMwsYCLlmTmgsQMzS1NjS3MDI1MYCZlpoNsSa8szTCIyipOT3ULtCzydUuNynA1MS6u8tPXNg70TknVTvTODvSrjC\
                       hNL7ZVqgUAlXE0dA__";

fn main() {
    let mut words = env::args().skip(1);
    // `cargo test --all-targets` runs it without arguments.
    let (Some(operation), Some(count)) = (words.next(), words.next()) else { return };
    let count: u32 = count.parse().expect("a count");
    let app = SdkAppId::new(1_400_000_000).expect("not 0");
    let key =
        SecretKey::new("5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e").expect("a key");
    let user = UserId::new("user_12345678").expect("legal");
    let signer = Signer::new(app, key.clone());
    let verifier = Verifier::new(app, key);
    // Hidden from the compiler, or it would compute constant results at compile time.
    let week = || black_box(WEEK);
    let now = || black_box(NOW);
    let verify = |token: &str| {
        repeat(count, || {
            assert!(
                verifier.verify(black_box(token), &Expectation::new(black_box(user)).at(now())).is_valid()
            );
        });
    };
    let verify_signed = |compression| {
        let request = SignRequest::new(user, week()).issued_at(now());
        verify(&signer.clone().with_compression(compression).sign(&request).expect("signed"));
    };
    match operation.as_str() {
        "sign_into" => {
            let mut buffer = [0; 512];
            repeat(count, || {
                signer
                    .sign_into(
                        &SignRequest::new(black_box(user), week()).issued_at(now()),
                        black_box(&mut buffer),
                    )
                    .expect("signed")
            });
        }
        "sign" => repeat(count, || {
            signer.sign(&SignRequest::new(black_box(user), week()).issued_at(now())).expect("signed")
        }),
        // Of 64 each.
        "sign_many" => repeat(count.div_ceil(64), || {
            signer
                .sign_many([black_box(user); 64], week(), now())
                .map(|token| token.expect("signed").len())
                .sum::<usize>()
        }),
        "private_map_key" => {
            let room = Room::number(10_000).expect("legal");
            repeat(count, || {
                signer
                    .sign(
                        &SignRequest::new(black_box(user), week())
                            .issued_at(now())
                            .with_room(room, Privileges::ALL),
                    )
                    .expect("signed")
            });
        }
        "verify, our own" => verify_signed(Compression::Compact),
        "verify, stored" => verify_signed(Compression::Stored),
        "verify, fixed" => verify(PYTHONS),
        other => panic!("no operation {other}"),
    }
}

fn repeat<T>(count: u32, mut work: impl FnMut() -> T) {
    for _ in 0..count {
        black_box(work());
    }
}
