//! How much a reader allocates for a hostile token: bounded for every content.

mod common;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use common::{
    APP, KEY, NOW, document_of, envelope, expectation, forge, names, pack, request, the_verifier, user,
};
use usersig::{UnixTime, inspect_unverified};

thread_local! {
    static LIVE: Cell<usize> = const { Cell::new(0) };
    static PEAK: Cell<usize> = const { Cell::new(0) };
}

/// Counts what this thread holds.
struct Counting;

// SAFETY: each call goes to the system's allocator unchanged; the counters are plain thread-local numbers that
// need no allocation and no destructor.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let live = LIVE.get().saturating_add(layout.size());
        LIVE.set(live);
        PEAK.set(PEAK.get().max(live));
        // SAFETY: the caller's promises are those of the system's allocator.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        LIVE.set(LIVE.get().saturating_sub(layout.size()));
        // SAFETY: as above.
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The peak of allocated bytes while `work` ran, above those that were allocated before.
fn peak_of<R>(work: impl FnOnce() -> R) -> (usize, R) {
    let before = LIVE.get();
    PEAK.set(before);
    let result = work();
    (PEAK.get() - before, result)
}

const LIMIT: usize = 1 << 20;

/// The finding, once both readers were seen to stay below the limit.
fn bounded(what: &str, token: &[u8]) -> &'static str {
    // Tables that are made on first use do not count for the token.
    let _ = inspect_unverified(token);
    let (inspecting, read) = peak_of(|| inspect_unverified(token));
    let (verifying, report) = peak_of(|| the_verifier().verify(token, &expectation(user("xiaojun"), NOW)));
    println!("{what}: {inspecting} bytes to inspect, {verifying} to verify");
    assert!(inspecting < LIMIT && verifying < LIMIT, "{what}: {inspecting}, {verifying}");
    assert_eq!(report.token().is_some(), read.is_ok());
    names(&report).first().copied().unwrap_or("valid")
}

#[test]
fn the_counter_counts() {
    let (peak, kept) = peak_of(|| vec![0_u8; 3 << 20]);
    assert!(peak >= kept.len());
    drop(kept);
    let (peak, ()) = peak_of(|| ());
    assert_eq!(peak, 0);
}

#[test]
fn ten_megabytes_are_rejected_unread() {
    for byte in [b'A', b'{', b'_', b'\0'] {
        let token = vec![byte; 10 << 20];
        assert_eq!(bounded("10 MiB", &token), "malformed");
        let (peak, _) = peak_of(|| inspect_unverified(&token));
        assert!(peak < 1_000, "{peak}");
    }
    let json = format!("{{\"a\":\"{}\"}}", "x".repeat(10 << 20));
    assert_eq!(bounded("10 MiB of JSON", json.as_bytes()), "malformed");
}

#[test]
fn a_zlib_bomb_is_stopped() {
    for megabytes in [1, 16, 40] {
        let bomb = pack(vec![b' '; megabytes << 20]);
        assert!(bomb.len() <= 65_536);
        assert_eq!(bounded("bomb", bomb.as_bytes()), "malformed");
    }
}

#[test]
fn random_bytes_are_rejected() {
    let mut state = 1_u64;
    let mut random = |length: usize| -> Vec<u8> {
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        };
        (0..length).map(|_| next()).collect()
    };
    for _ in 0..20 {
        assert_eq!(bounded("64 KiB of bytes", &random(65_536)), "malformed");
        // Valid base64, then a valid zlib header, then a valid zlib stream.
        assert_eq!(bounded("48 KiB in base64", envelope(&random(49_152)).as_bytes()), "malformed");
        let deflated = [&[0x78, 0x9c][..], &random(49_000)].concat();
        assert_eq!(bounded("48 KiB of deflate data", envelope(&deflated).as_bytes()), "malformed");
        assert_eq!(bounded("random JSON", pack(random(40_000)).as_bytes()), "malformed");
    }
}

#[test]
fn json_as_large_as_it_may_be_is_bounded_too() {
    let good = forge(KEY.as_bytes(), "xiaojun", APP.into(), NOW.as_secs(), 60, None).to_string();
    let with = |more: &str| {
        let room = 65_000 - good.len();
        let inside = more.repeat(room / more.len());
        good.replacen('{', &format!("{{{inside}"), 1)
    };
    let mut distinct = String::new();
    for n in 0.. {
        if distinct.len() > 64_000 {
            break;
        }
        distinct += &["\"", &format!("{n:x}"), "\":0,"].concat();
    }
    let distinct = good.replacen('{', &format!("{{{distinct}"), 1);
    let escaped = distinct.replace("\":0", "\\n\":0");
    for (what, json, finding) in [
        ("many keys", &distinct, "valid"),
        ("one key often", &with("\"a\":0,"), "malformed"),
        ("open arrays", &format!("{{\"a\":{}", "[".repeat(65_000)), "malformed"),
        ("open objects", &"{\"a\":".repeat(13_000), "malformed"),
        ("one long text", &format!("\"{}\"", "\\u0041".repeat(10_900)), "malformed"),
        ("one long key", &format!("{{\"{}\":1}}", "\\u0041".repeat(10_900)), "malformed"),
        ("a long number", &good.replace("60", &"6".repeat(60_000)), "malformed"),
        ("a long UserID", &good.replace("xiaojun", &"\\u0041".repeat(10_000)), "userid_mismatch"),
    ] {
        assert_eq!(bounded(what, pack(json).as_bytes()), finding, "{what}");
    }
    let cut: String = escaped.chars().take(65_000).collect();
    assert_eq!(bounded("many escaped keys", pack(cut).as_bytes()), "malformed");
    assert_eq!(bounded("plain", &[b"{\"a\":", "[".repeat(65_000).as_bytes()].concat()), "malformed");
}

#[test]
fn an_honest_token_costs_little() {
    let token = common::the_signer()
        .sign(&request(
            user("xiaojun"),
            usersig::Validity::CLIENT_DEFAULT,
            UnixTime::from_secs(NOW.as_secs()),
        ))
        .expect("signed");
    assert_eq!(bounded("a valid token", token.as_bytes()), "valid");
    assert_eq!(document_of(&token)["TLS.ver"], "2.0");
}

/// Signing into the caller's buffer allocates nothing, for every length of the token.
#[test]
fn signing_into_a_buffer_allocates_nothing() {
    let signer = common::the_signer();
    let mut buffer = vec![0; 65_536];
    let (validity, room) = (usersig::Validity::CLIENT_DEFAULT, usersig::Room::number(1).expect("in range"));
    let long = "\"张".repeat(200);
    let bytes = vec![7; 32_768];
    for userid in ["xiaojun", "a@example.com", &long] {
        for compression in [usersig::Compression::Compact, usersig::Compression::Stored] {
            let signer = signer.clone().with_compression(compression);
            let (peak, done) =
                peak_of(|| signer.sign_into(&request(user(userid), validity, NOW), &mut buffer));
            assert_eq!((peak, done.is_ok()), (0, true), "{userid}");
            let (peak, done) = peak_of(|| {
                let all = usersig::Privileges::ALL;
                signer.sign_into(&request(user(userid), validity, NOW).with_room(room, all), &mut buffer)
            });
            assert_eq!((peak, done.is_ok()), (0, true), "{userid}");
            let (peak, done) = peak_of(|| {
                let userbuf = usersig::Userbuf::new(&bytes)?;
                signer.sign_into(&request(user(userid), validity, NOW).with_userbuf(userbuf), &mut buffer)
            });
            assert_eq!((peak, done.is_ok()), (0, true), "{userid}");
        }
    }
    // What the count would look like.
    let (peak, token) = peak_of(|| signer.sign(&request(user("xiaojun"), validity, NOW)).expect("signed"));
    assert_eq!(peak, token.len(), "one allocation, of exactly the token");
}
