//! usersig. Each operation starts from text, as a server does: the UserID is checked inside the time.

use std::hint::black_box;
use std::thread;
use std::time::Instant;

use usersig::{
    Compression, Expectation, PrivateKey, Privileges, PublicKey, Room, SdkAppId, SecretKey, SignRequest,
    Signer, UnixTime, UserId, Validity, Verifier,
};

use crate::{Fields, Reply, time, time_tokens, variable};

/// Tokens that one call of `sign_many` makes.
const MANY: u32 = 64;

pub struct Ours {
    userid: String,
    validity: Validity,
    now: UnixTime,
    app: SdkAppId,
    signer: Signer,
    verifier: Verifier,
}

impl Ours {
    pub fn new(fields: &Fields) -> Self {
        let app = SdkAppId::new(fields.sdkappid).expect("not 0");
        let key = SecretKey::new(&fields.key).expect("a key");
        Self {
            userid: fields.userid.clone(),
            validity: Validity::seconds(fields.expire.into()).expect("in range"),
            now: UnixTime::from_secs(fields.now),
            app,
            signer: Signer::new(app, key.clone()),
            verifier: Verifier::new(app, key),
        }
    }

    pub fn token(&self, userid: &str) -> String {
        self.signer
            .sign(&SignRequest::new(UserId::new(userid).expect("legal"), self.validity))
            .expect("signed")
    }

    fn user(&self) -> UserId<'_> {
        UserId::new(black_box(&self.userid)).expect("legal")
    }

    pub fn run(&self, operation: &str, count: u32, token: &str) -> Reply {
        let signer = &self.signer;
        // Hidden from the compiler in each round, or it would move the work on them out of the loops.
        let validity = || black_box(self.validity);
        let now = || black_box(self.now);
        match operation {
            "sign" => time_tokens(count, || {
                signer.sign(&SignRequest::new(self.user(), validity())).expect("signed")
            }),
            "sign-at" => time_tokens(count, || {
                signer.sign(&SignRequest::new(self.user(), validity()).issued_at(now())).expect("signed")
            }),
            "sign-stored" => {
                let signer = signer.clone().with_compression(Compression::Stored);
                time_tokens(count, || {
                    signer.sign(&SignRequest::new(self.user(), validity())).expect("signed")
                })
            }
            "sign-into" => {
                let mut buffer = [0; 512];
                time(count, || {
                    signer
                        .sign_into(
                            &SignRequest::new(self.user(), validity()).issued_at(now()),
                            black_box(&mut buffer),
                        )
                        .expect("signed")
                })
            }
            "sign-many" => {
                // Only whole calls; the time is scaled to `count` tokens.
                let calls = count.div_ceil(MANY);
                let Reply::Time(nanoseconds, _) = time(calls, || {
                    let users = (0..MANY).map(|_| self.user());
                    for token in signer.sign_many(users, validity(), now()) {
                        black_box(token.expect("signed"));
                    }
                }) else {
                    unreachable!("`time` returns a time")
                };
                Reply::Time(nanoseconds * u128::from(count) / u128::from((calls * MANY).max(1)), None)
            }
            // Wall time of two threads that share the signer and the work.
            "sign-two-threads" => {
                let start = Instant::now();
                thread::scope(|scope| {
                    for _ in 0..2 {
                        scope.spawn(|| {
                            let mut buffer = [0; 512];
                            for _ in 0..count / 2 {
                                let user = self.user();
                                black_box(signer.sign_into(
                                    &SignRequest::new(user, validity()).issued_at(now()),
                                    black_box(&mut buffer),
                                ))
                                .expect("signed");
                            }
                        });
                    }
                });
                Reply::Time(start.elapsed().as_nanos(), None)
            }
            "room" => {
                let room = || Room::number(black_box(10_000)).expect("in range");
                time_tokens(count, || {
                    signer
                        .sign(&SignRequest::new(self.user(), validity()).with_room(room(), Privileges::ALL))
                        .expect("signed")
                })
            }
            "verify" => time(count, || {
                assert!(
                    self.verifier
                        .verify(black_box(token), &Expectation::new(self.user()).at(now()))
                        .is_valid()
                );
            }),
            "sign-p256" => self.ecdsa_sign("P256", count),
            "sign-secp256k1" => self.ecdsa_sign("SECP256K1", count),
            "verify-p256" => self.ecdsa_verify("P256", count, token),
            "verify-secp256k1" => self.ecdsa_verify("SECP256K1", count, token),
            _ => Reply::Unsupported,
        }
    }

    // Version 1.0 uses the system clock, like the verifiers of some references.
    fn ecdsa_sign(&self, curve: &str, count: u32) -> Reply {
        let key = PrivateKey::from_pem(&variable(&format!("BENCH_{curve}_PRIVATE"))).expect("a key");
        let signer = Signer::with_private_key(self.app, key);
        time_tokens(count, || {
            signer.sign(&SignRequest::new(self.user(), black_box(self.validity))).expect("signed")
        })
    }

    fn ecdsa_verify(&self, curve: &str, count: u32, token: &str) -> Reply {
        let key = PublicKey::from_pem(&variable(&format!("BENCH_{curve}_PUBLIC"))).expect("a key");
        let verifier = Verifier::with_public_key(self.app, key);
        time(count, || assert!(verifier.verify(black_box(token), &Expectation::new(self.user())).is_valid()))
    }
}
