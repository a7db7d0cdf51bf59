//! What a call costs in Rust: the other half of `scripts/bench-kotlin`.

use std::hint::black_box;
use std::time::Instant;

use usersig::{SdkAppId, SecretKey, Signer, UnixTime, UserId, Validity, Verifier};

fn main() -> Result<(), usersig::Error> {
    let app = SdkAppId::new(1_400_000_000)?;
    let key = SecretKey::new("5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e")?;
    let (signer, verifier) = (Signer::new(app, key.clone()), Verifier::new(app, key));
    let now = UnixTime::from_secs(1_700_000_000);
    let validity = Validity::CLIENT_DEFAULT;
    let token = signer.sign_at(UserId::new("user_12345678")?, validity, now)?;

    report("rust  sign", || {
        UserId::new(black_box("user_12345678")).and_then(|u| signer.sign_at(u, validity, now))
    });
    report("rust  verify", || {
        UserId::new("user_12345678").map(|u| verifier.verify_at(black_box(&token), u, now))
    });
    Ok(())
}

/// The best of ten runs, in nanoseconds a call.
fn report<T>(name: &str, mut call: impl FnMut() -> T) {
    const CALLS: u32 = 20_000;
    let best = (0..10)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..CALLS {
                black_box(call());
            }
            start.elapsed().as_nanos() / u128::from(CALLS)
        })
        .min();
    println!("{name:<14} {:>7} ns", best.unwrap_or_default());
}
