//! The cases of `search.py` over the Rust API: `wipe CASE LENGTH` reads a key of LENGTH bytes from its standard
//! input, uses it as the case says, and keeps still while its memory is searched.

use std::fs::File;
use std::hint::{black_box, spin_loop};
use std::io::Read;
use std::sync::atomic::{AtomicBool, Ordering};
use std::{env, str, thread};

use usersig::{
    Expectation, Privileges, Report, Room, SdkAppId, SecretKey, SignRequest, Signer, UnixTime, UserId,
    UserIdRule, Userbuf, Validity, Verifier,
};
use zeroize::Zeroize;

// What search.py computes the nonces of.
const NOW: UnixTime = UnixTime::from_secs(1_700_000_000);
const WEEK: Validity = Validity::CLIENT_DEFAULT;
const USER: &str = "xiaojun";

static IS_DONE: AtomicBool = AtomicBool::new(false);

fn main() {
    let mut words = env::args().skip(1);
    let case = words.next().expect("a case");
    let length: usize = words.next().and_then(|word| word.parse().ok()).expect("a length");
    thread::spawn(move || {
        let mut key = vec![0; length];
        // Not `io::stdin()`, whose buffer would keep the key.
        File::open("/dev/stdin").and_then(|mut input| input.read_exact(&mut key)).expect("the key");
        run(&case, str::from_utf8(&key).expect("text"));
        key.zeroize();
        IS_DONE.store(true, Ordering::Release);
        // A call would overwrite a part of the stack that is to be searched.
        loop {
            spin_loop();
        }
    });
    while !IS_DONE.load(Ordering::Acquire) {
        thread::yield_now();
    }
    println!("done");
    loop {
        thread::park();
    }
}

/// Not inlined, so that all that a case has on the stack is in frames that have ended.
#[inline(never)]
fn run(case: &str, text: &str) {
    let app = SdkAppId::new(1_400_000_000).expect("not 0");
    let user = UserId::new(USER).expect("legal");
    let key = || SecretKey::new(text).expect("a key");
    let signer = || Signer::new(app, key());
    let verifier = || Verifier::new(app, key());
    match case {
        "leak on the heap" => drop(black_box(text.as_bytes().to_vec())),
        "leak on the stack" => leak_on_the_stack(text.as_bytes()),
        "leak of blocks" => leak_of_blocks(text.as_bytes()),
        // Kept until the process ends.
        "alive" => std::mem::forget(Box::new(signer())),
        "key" => drop(key()),
        "signer" => drop(signer()),
        "sign" => sign(&signer(), user),
        "sign long" => sign_long(&signer(), user),
        "sign many" => sign_many(&signer(), user),
        "clone" => sign(&signer().clone(), user),
        "verifier" => drop(verifier()),
        "verify" => {
            let token = signer().sign(&SignRequest::new(user, WEEK).issued_at(NOW)).expect("signed");
            assert!(verify(&verifier(), &token).is_valid());
        }
        "verify malformed" => assert!(verify(&verifier(), "eJw").token().is_none()),
        "verify wrong" => {
            let other = SecretKey::new("another").expect("a key");
            let token =
                Signer::new(app, other).sign(&SignRequest::new(user, WEEK).issued_at(NOW)).expect("signed");
            assert!(!verify(&verifier(), &token).is_valid());
        }
        "bad sdkappid" => {
            let made = SecretKey::new(text).and_then(|key| Ok(Signer::new(SdkAppId::new(0)?, key)));
            assert!(made.is_err());
        }
        "bad userid" => {
            let signer = signer();
            assert!(
                UserId::new("\n")
                    .and_then(|user| signer.sign(&SignRequest::new(user, WEEK).issued_at(NOW)))
                    .is_err()
            );
        }
        "bad userid under verification" => {
            let verifier = verifier();
            assert!(
                UserId::with_rule("\n", UserIdRule::Any)
                    .map(|user| verifier.verify("eJw", &Expectation::new(user).at(NOW)))
                    .is_err()
            );
        }
        "bad key" => assert!(SecretKey::new(text).is_err()),
        diagnosis if diagnosis.starts_with("diagnose") => run_diagnosis(diagnosis, text, app, user),
        private => run_private(private, text, app, user),
    }
}

#[inline(never)]
fn run_diagnosis(case: &str, text: &str, app: SdkAppId, user: UserId<'_>) {
    use usersig::{Cause, Diagnosis, diagnose_key};
    use zeroize::Zeroizing;

    if case == "diagnose key" {
        black_box(diagnose_key(text));
        return;
    }
    // Made at once: a growing text would leave copies behind.
    let mut quoted = Zeroizing::new(String::with_capacity(text.len() + 2));
    for part in ["\"", text, "\""] {
        quoted.push_str(part);
    }
    let (signing_key, expected) = match case {
        // No mistake fits: all are tried.
        "diagnose" => ("another", None),
        "diagnose quoted" => (quoted.as_str(), Some(Cause::KeyQuoted)),
        unknown => panic!("no case {unknown}"),
    };
    let key = |text| SecretKey::new(text).expect("a key");
    let token = Signer::new(app, key(signing_key)).sign(&SignRequest::new(user, WEEK).issued_at(NOW));
    let expectation = Expectation::new(user).at(NOW);
    let (_, diagnoses) =
        Verifier::new(app, key(text)).diagnose(token.expect("signed"), &expectation, Some(text));
    let is_shape = |found: &Cause| matches!(found, Cause::KeyLooksShort | Cause::KeyLooksLong);
    let found = diagnoses.causes().iter().map(Diagnosis::cause).find(|found| !is_shape(found));
    assert_eq!(found, expected);
}

#[inline(never)]
fn run_private(case: &str, text: &str, app: SdkAppId, user: UserId<'_>) {
    use usersig::PrivateKey;

    let key = || PrivateKey::from_pem(text).expect("a key");
    match case {
        "private alive" => std::mem::forget(Box::new(Signer::with_private_key(app, key()))),
        "private key" => drop(key()),
        "private sign" => sign(&Signer::with_private_key(app, key()), user),
        "private clone" => {
            let key = key();
            let signer = Signer::with_private_key(app, key.clone());
            drop(key);
            sign(&signer.clone(), user);
        }
        "private bad sdkappid" => {
            let made = PrivateKey::from_pem(text)
                .and_then(|key| Ok(Signer::with_private_key(SdkAppId::new(0)?, key)));
            assert!(made.is_err());
        }
        "private bad userid" => {
            let signer = Signer::with_private_key(app, key());
            assert!(
                UserId::new("\n")
                    .and_then(|user| signer.sign(&SignRequest::new(user, WEEK).issued_at(NOW)))
                    .is_err()
            );
        }
        "bad private key" => assert!(PrivateKey::from_pem(text).is_err()),
        unknown => panic!("no case {unknown}"),
    }
}

fn sign(signer: &Signer, user: UserId<'_>) {
    black_box(signer.sign(&SignRequest::new(user, WEEK).issued_at(NOW)).expect("signed"));
    let mut buffer = [0; 1024];
    black_box(signer.sign_into(&SignRequest::new(user, WEEK).issued_at(NOW), &mut buffer).expect("signed"));
}

/// Messages of many blocks, as strings and into a buffer.
fn sign_long(signer: &Signer, user: UserId<'_>) {
    let userbuf = [b'u'; 3000];
    let userbuf = Userbuf::new(&userbuf).expect("legal");
    black_box(
        signer.sign(&SignRequest::new(user, WEEK).issued_at(NOW).with_userbuf(userbuf)).expect("signed"),
    );
    let room = Room::name("room").expect("legal");
    black_box(
        signer
            .sign(&SignRequest::new(user, WEEK).issued_at(NOW).with_room(room, Privileges::ALL))
            .expect("signed"),
    );
}

/// Four at once, and two that are left over.
fn sign_many(signer: &Signer, user: UserId<'_>) {
    assert!(signer.sign_many([user; 6], WEEK, NOW).all(|token| black_box(token).is_ok()));
}

fn verify(verifier: &Verifier, token: &str) -> Report {
    verifier
        .verify(token, &Expectation::new(UserId::with_rule(USER, UserIdRule::Any).expect("legal")).at(NOW))
}

#[inline(never)]
fn leak_on_the_stack(key: &[u8]) {
    // Far enough down that what is called later does not overwrite all of it.
    let mut copy = [[0; 64]; 16];
    for place in &mut copy {
        place.copy_from_slice(&key[..64]);
    }
    black_box(&mut copy);
}

/// The blocks that the two hashes of HMAC start with.
#[inline(never)]
fn leak_of_blocks(key: &[u8]) {
    let block = |pad: u8| -> Vec<u8> { key.iter().map(|byte| byte ^ pad).collect() };
    // Both before either is freed: the second could be put where the first was.
    drop(black_box([block(0x36), block(0x5c)]));
}
