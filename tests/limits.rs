//! The limits of every input, every error, and that no key leaks.

mod common;

use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};

use common::{KEY, NOW, expectation, name_of, request, text, the_key, the_signer, the_verifier, user};
use usersig::{
    Compression, Error, Expectation, Finding, Leeway, PrivateMapKey, Privileges, Report, Room, SdkAppId,
    SecretKey, SignRequest, Signer, Token, UnixTime, UserId, UserIdRule, Userbuf, Validity, Verifier,
    inspect_unverified,
};

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn every_error_has_its_kind_and_says_what_was_expected() {
    let late = UnixTime::from_secs(u64::from(u32::MAX) + 1);
    let room = Room::number(1).expect("in range");
    let mut small = [7; 3];
    let cases: Vec<(Error, Error, &str, &str)> = vec![
        (SdkAppId::new(0).expect_err("0"), Error::SdkAppIdZero, "sdkappid", "1 to 4294967295"),
        (UserId::new("").expect_err("empty"), Error::UserIdEmpty { max: 32 }, "userid", "1 to 32"),
        (
            UserId::with_rule("", UserIdRule::Any).expect_err("empty"),
            Error::UserIdEmpty { max: 1024 },
            "userid",
            "1 to 1024",
        ),
        (
            UserId::new(&"x".repeat(33)).expect_err("long"),
            Error::UserIdTooLong { len: 33, max: 32 },
            "userid",
            "at most 32",
        ),
        (
            UserId::with_rule(&"x".repeat(1_025), UserIdRule::Any).expect_err("long"),
            Error::UserIdTooLong { len: 1_025, max: 1_024 },
            "userid",
            "at most 1024",
        ),
        (
            UserId::new("ab张").expect_err("foreign"),
            Error::UserIdCharacter { character: '张', offset: 2, rule: UserIdRule::Im },
            "userid",
            "printable ASCII (0x20 to 0x7E)",
        ),
        (
            UserId::with_rule("a.b", UserIdRule::Trtc).expect_err("foreign"),
            Error::UserIdCharacter { character: '.', offset: 1, rule: UserIdRule::Trtc },
            "userid",
            "a-z A-Z 0-9 _ -",
        ),
        (
            Leeway::seconds(86_401).expect_err("long"),
            Error::LeewayOutOfRange { seconds: 86_401 },
            "leeway",
            "0 to 86400 (one day)",
        ),
        (
            UserId::with_rule("张\n", UserIdRule::Any).expect_err("control"),
            Error::UserIdControl { character: '\n', offset: 3 },
            "userid",
            "U+000A at byte 3",
        ),
        (
            Validity::seconds(1_576_800_001).expect_err("long"),
            Error::ValidityOutOfRange { seconds: 1_576_800_001 },
            "validity",
            "1 to 1576800000",
        ),
        (
            "soon".parse::<Validity>().expect_err("a word"),
            Error::ValiditySyntax { text: "soon".to_owned() },
            "validity",
            "such as 7d",
        ),
        (
            Userbuf::new(&[0; 32_769]).expect_err("long"),
            Error::UserbufTooLong { len: 32_769, max: 32_768 },
            "userbuf",
            "at most 32768",
        ),
        (
            Room::number(u32::MAX).expect_err("large"),
            Error::RoomNumberOutOfRange { number: u32::MAX },
            "room",
            "1 to 4294967294",
        ),
        (Room::name("").expect_err("empty"), Error::RoomNameLength { len: 0 }, "room", "1 to 64"),
        (
            Room::name("a/b").expect_err("foreign"),
            Error::RoomNameCharacter { character: '/', offset: 1 },
            "room",
            "!#$%&()+-:;<=.>?@[]^_{}|~,",
        ),
        (
            Privileges::from_bits(256).expect_err("large"),
            Error::PrivilegesOutOfRange { bits: 256 },
            "privileges",
            "0 to 255",
        ),
        (
            "fly".parse::<Privileges>().expect_err("unknown"),
            Error::PrivilegeName { name: "fly".to_owned() },
            "privileges",
            "substream-receive",
        ),
        (
            the_signer()
                .sign(&request(user("x"), Validity::MAX, late).with_room(room, Privileges::ALL))
                .expect_err("late"),
            Error::PrivateMapKeyExpiry { expires_at: UnixTime::from_secs((1 << 32) + 1_576_800_000) },
            "private_map_key_expiry",
            "at most 4294967295",
        ),
        (SecretKey::new("").expect_err("empty"), Error::SecretKeyEmpty, "key", "64 hex digits"),
        (
            SecretKey::new("0123\n").expect_err("a line break"),
            Error::SecretKeyWhitespace { offset: 4, len: 5 },
            "key",
            "trim the line break",
        ),
        (
            the_signer().sign_into(&request(user("x"), Validity::MAX, NOW), &mut small).expect_err("small"),
            Error::BufferTooSmall { needed: the_token().len(), got: 3 },
            "buffer_too_small",
            "the buffer holds 3 bytes",
        ),
    ];
    for (error, expected, kind, words) in cases {
        assert_eq!(error, expected);
        assert_eq!(error.kind().name(), kind);
        assert!(error.to_string().contains(words), "{error}");
    }
    assert_eq!(small, [7; 3]);
}

fn the_token() -> String {
    the_signer().sign(&request(user("x"), Validity::MAX, NOW)).expect("signed")
}

#[test]
fn control_characters_are_rejected_by_every_rule_wherever_they_are() {
    for code in 0..=0x9f_u32 {
        let character = char::from_u32(code).expect("below the surrogates");
        for (id, offset) in
            [(format!("{character}"), 0), (format!("a{character}b"), 1), (format!("ab{character}"), 2)]
        {
            let control = code < 0x20 || code == 0x7f;
            let expected = control.then_some(Error::UserIdControl { character, offset });
            assert_eq!(UserId::with_rule(&id, UserIdRule::Any).err(), expected, "{code:x}");
            let trtc = UserId::with_rule(&id, UserIdRule::Trtc);
            if control {
                assert_eq!(UserId::new(&id).err(), expected, "{code:x}");
                assert_eq!(trtc.err(), expected, "{code:x}");
            } else {
                assert_eq!(UserId::new(&id).is_ok(), character.is_ascii(), "{code:x}");
                let legal = character.is_ascii_alphanumeric() || "_-".contains(character);
                assert_eq!(trtc.is_ok(), legal, "{code:x}");
            }
        }
    }
}

#[test]
fn a_string_room_accepts_the_89_characters_and_no_other() {
    let legal: Vec<_> = (0..=0x2fff_u32)
        .filter_map(char::from_u32)
        .filter(|c| Room::name(c.encode_utf8(&mut [0; 4])).is_ok())
        .collect();
    assert_eq!(legal.len(), 89);
    assert!(legal.iter().all(|c| c.is_ascii_alphanumeric() || " !#$%&()+-:;<=.>?@[]^_{}|~,".contains(*c)));
    for length in 0..=70 {
        let room = Room::name("r".repeat(length).leak()).map(|_| ());
        let expected =
            if (1..=64).contains(&length) { Ok(()) } else { Err(Error::RoomNameLength { len: length }) };
        assert_eq!(room, expected);
    }
}

#[test]
fn privileges_are_a_set() {
    let one = [
        (Privileges::CREATE_ROOM, 1, "create"),
        (Privileges::ENTER_ROOM, 2, "enter"),
        (Privileges::SEND_AUDIO, 4, "audio-send"),
        (Privileges::RECEIVE_AUDIO, 8, "audio-receive"),
        (Privileges::SEND_VIDEO, 16, "video-send"),
        (Privileges::RECEIVE_VIDEO, 32, "video-receive"),
        (Privileges::SEND_SUBSTREAM, 64, "substream-send"),
        (Privileges::RECEIVE_SUBSTREAM, 128, "substream-receive"),
    ];
    for (privilege, bits, name) in one {
        assert_eq!((privilege.bits(), name.parse()), (bits, Ok(privilege)));
        assert_eq!(privilege.names().collect::<Vec<_>>(), [name]);
        assert!(Privileges::ALL.contains(privilege) && !Privileges::NONE.contains(privilege));
        assert!(privilege.contains(Privileges::NONE));
    }
    for bits in 0..=255 {
        let set = Privileges::from_bits(bits).expect("8 bits");
        let names = set.names().collect::<Vec<_>>().join(",");
        assert_eq!(names.parse().ok(), (bits != 0).then_some(set));
        assert_eq!(bits.to_string().parse(), Ok(set));
        assert_eq!((!set).bits(), 255 - bits);
        assert_eq!(Privileges::ALL - set, !set);
        assert_eq!(set | !set, Privileges::ALL);
        assert_eq!(set & !set, Privileges::NONE);
    }
    let mut set = Privileges::ENTER_ROOM;
    set |= Privileges::RECEIVE_AUDIO;
    assert_eq!(set.bits(), 10);
    assert_eq!(Privileges::default(), Privileges::NONE);
    assert_eq!("all".parse(), Ok(Privileges::ALL));
}

#[test]
fn a_validity_is_read_from_text() {
    for (text, seconds) in [
        ("1", 1),
        ("604800", 604_800),
        ("90s", 90),
        ("45m", 2_700),
        ("12h", 43_200),
        ("7d", 604_800),
        ("2w", 1_209_600),
        ("18250d", 1_576_800_000),
    ] {
        assert_eq!(text.parse(), Validity::seconds(seconds), "{text}");
    }
    for text in ["0", "0d", "18251d", "1576800001", "18446744073709551615w"] {
        let error = text.parse::<Validity>().expect_err(text);
        assert!(matches!(error, Error::ValidityOutOfRange { .. }), "{text}: {error}");
    }
    let long = "d".repeat(1_000).parse::<Validity>().expect_err("no number").to_string();
    assert!(long.len() < 300, "{long}");
    assert_eq!(Validity::days(180), Ok(Validity::SERVER_DEFAULT));
    assert_eq!(
        Validity::days(u32::MAX),
        Err(Error::ValidityOutOfRange { seconds: 86_400 * u64::from(u32::MAX) })
    );
    assert_eq!(Validity::CLIENT_DEFAULT.as_seconds(), 604_800);
    assert_eq!(Validity::MAX.to_string(), "1576800000 s");
}

/// For every buffer that is too small, the error has the length that is needed, and the buffer is unchanged.
#[test]
fn a_buffer_is_filled_or_left_alone() {
    let signer = the_signer();
    let (id, validity, userbuf) =
        (user("xiaojun"), Validity::CLIENT_DEFAULT, Userbuf::new(b"abc").expect("short"));
    let (room, all) = (Room::number(1).expect("in range"), Privileges::ALL);
    for form in 0..3 {
        let sign_into = |out: &mut [u8]| match form {
            0 => signer.sign_into(&request(id, validity, NOW), out),
            1 => signer.sign_into(&request(id, validity, NOW).with_userbuf(userbuf), out),
            _ => signer.sign_into(&request(id, validity, NOW).with_room(room, all), out),
        };
        let expected = match form {
            0 => signer.sign(&request(id, validity, NOW)),
            1 => signer.sign(&request(id, validity, NOW).with_userbuf(userbuf)),
            _ => signer.sign(&request(id, validity, NOW).with_room(room, all)),
        };
        let expected = expected.expect("signed");
        for got in 0..expected.len() {
            let mut out = vec![0xee; got];
            assert_eq!(sign_into(&mut out), Err(Error::BufferTooSmall { needed: expected.len(), got }));
            assert!(out.iter().all(|b| *b == 0xee), "{got}");
        }
        for more in [0, 1, 1_000] {
            let mut out = vec![0xee; expected.len() + more];
            assert_eq!(sign_into(&mut out), Ok(expected.len()));
            assert_eq!(&out[..expected.len()], expected.as_bytes());
            assert!(out[expected.len()..].iter().all(|b| *b == 0xee));
        }
    }
}

#[test]
fn the_bare_forms_read_the_clock() {
    let (signer, id) = (the_signer(), user("xiaojun"));
    let room = Room::number(1).expect("in range");
    let before = UnixTime::now().expect("a clock");
    let tokens = [
        signer.sign(&SignRequest::new(id, Validity::CLIENT_DEFAULT)),
        signer.sign(
            &SignRequest::new(id, Validity::CLIENT_DEFAULT).with_userbuf(Userbuf::new(b"").expect("short")),
        ),
        signer.sign(&SignRequest::new(id, Validity::CLIENT_DEFAULT).with_room(room, Privileges::ALL)),
    ];
    let after = UnixTime::now().expect("a clock");
    assert!(before.as_secs() > 1_700_000_000);
    for token in tokens {
        let token = token.expect("signed");
        assert!((before..=after).contains(&inspect_unverified(&token).expect("readable").issued_at()));
        assert!(the_verifier().verify(&token, &Expectation::new(id)).is_valid());
    }
    let old = the_token();
    assert_eq!(
        the_verifier().verify(old, &Expectation::new(id)).first().map(name_of),
        Some("userid_mismatch")
    );
}

#[test]
fn a_time_is_shown_with_its_date() {
    for (seconds, shown) in [
        (0, "0 (1970-01-01 00:00:00 UTC)"),
        (951_782_399, "951782399 (2000-02-28 23:59:59 UTC)"),
        (951_868_799, "951868799 (2000-02-29 23:59:59 UTC)"),
        (4_294_967_295, "4294967295 (2106-02-07 06:28:15 UTC)"),
        (253_402_300_799, "253402300799 (9999-12-31 23:59:59 UTC)"),
        (253_402_300_800, "253402300800"),
        (u64::MAX, "18446744073709551615"),
    ] {
        assert_eq!(UnixTime::from_secs(seconds).to_string(), shown);
    }
}

#[test]
fn many_tokens_are_those_of_one_at_a_time() {
    // Signed a few together: every remainder, and tokens of every kind of block side by side.
    let ids = ["alice", "张三", "b o b", "0000000000", "a\"b\\c", "x", "user_12345678", "@TGS#1", "z"];
    for compression in [Compression::Compact, Compression::Stored] {
        let signer = the_signer().with_compression(compression);
        for count in 0..=ids.len() {
            let users =
                || ids[..count].iter().map(|id| UserId::with_rule(id, UserIdRule::Any).expect("a UserID"));
            let many: Result<Vec<_>, _> = signer.sign_many(users(), Validity::SERVER_DEFAULT, NOW).collect();
            let one: Result<Vec<_>, _> =
                users().map(|user| signer.sign(&request(user, Validity::SERVER_DEFAULT, NOW))).collect();
            assert_eq!(many.expect("signed"), one.expect("signed"));
        }
    }
    // Users are read only as tokens are requested, so the iterator may be endless.
    let endless = std::iter::repeat(user("x"));
    assert_eq!(the_signer().sign_many(endless, Validity::MAX, NOW).take(3).count(), 3);
}

#[cfg(feature = "ecdsa")]
#[test]
fn a_signer_of_version_1_signs_no_token_ahead() {
    let data = common::golden();
    let key = usersig::PrivateKey::from_pem(text(&data["keys"]["p256"], "pkcs8")).expect("a key");
    let signer = Signer::with_private_key(common::the_app(), key);
    let taken = std::cell::Cell::new(0);
    let users = (0..8).map(|_| user("x")).inspect(|_| taken.set(taken.get() + 1));
    let mut many = signer.sign_many(users, Validity::MAX, NOW);
    for expected in 1..=8 {
        many.next().expect("a user").expect("signed");
        assert_eq!(taken.get(), expected);
    }
    assert!(many.next().is_none());
}

#[test]
fn everything_can_be_shared_between_threads() {
    fn shared<T: Send + Sync + 'static>() {}
    shared::<Signer>();
    shared::<Verifier>();
    shared::<SecretKey>();
    shared::<Expectation<'static>>();
    shared::<SignRequest<'static>>();
    shared::<Report>();
    shared::<Token>();
    shared::<PrivateMapKey>();
    shared::<Error>();
    shared::<Finding>();
    shared::<UserId<'static>>();
    shared::<Room<'static>>();
    shared::<Compression>();
}

#[test]
fn eight_threads_share_a_signer_and_a_verifier() {
    let (signer, verifier) = (the_signer(), the_verifier());
    let (start, valid) = (Barrier::new(8), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let (signer, verifier, start, valid) = (&signer, &verifier, &start, &valid);
            scope.spawn(move || {
                start.wait();
                for round in 0..500 {
                    let name = format!("user_{thread}_{round}");
                    let token =
                        signer.sign(&request(user(&name), Validity::CLIENT_DEFAULT, NOW)).expect("signed");
                    assert!(!verifier.verify(&token, &expectation(user("mallory"), NOW)).is_valid());
                    valid.fetch_add(
                        usize::from(verifier.verify(&token, &expectation(user(&name), NOW)).is_valid()),
                        Ordering::Relaxed,
                    );
                }
            });
        }
    });
    assert_eq!(valid.into_inner(), 8 * 500);
}

/// The parts of a key that must not be in a text: any eight consecutive characters, or its bytes as numbers.
fn assert_nothing_of(key: &str, shown: &str) {
    let key: Vec<char> = key.chars().filter(|c| !c.is_whitespace()).collect();
    for part in key.windows(8) {
        let part: String = part.iter().collect();
        assert!(!shown.contains(&part), "{part} in {shown}");
    }
    let bytes: Vec<_> = key.iter().take(4).map(|c| u32::from(*c).to_string()).collect();
    assert!(!shown.contains(&bytes.join(", ")), "{shown}");
}

#[test]
fn no_text_holds_a_secret_key() {
    let report = the_verifier().verify(the_token(), &expectation(user("other"), NOW));
    let mut shown = format!(
        "{:?} {:#?} {:?} {:#?} {:?} {:#?} {report:?} {:?}",
        the_key(),
        the_key(),
        the_signer(),
        the_signer(),
        the_verifier(),
        the_verifier(),
        report.token()
    );
    for finding in report.findings() {
        shown += &[finding.to_string(), finding.hint().to_owned(), format!("{finding:?}")].concat();
    }
    for bad in [format!("{KEY}\n"), format!(" {KEY}"), format!("{}\0{}", &KEY[..32], &KEY[32..])] {
        let error = SecretKey::new(&bad).expect_err("rejected");
        shown.extend([error.to_string(), format!("{error:?} {error:#?}")]);
    }
    assert_nothing_of(KEY, &shown);
    // With the signature in a Debug text, a token could be rebuilt from a log.
    let sig = text(&common::document_of(&the_token()), "TLS.sig").to_owned();
    assert_nothing_of(&sig, &shown);
    assert_eq!(format!("{:?}", the_key()), "SecretKey(hidden)");
}

#[cfg(feature = "ecdsa")]
#[test]
fn no_text_holds_a_private_key() {
    use usersig::{Curve, PrivateKey, PublicKey};

    fn shared<T: Send + Sync + 'static>() {}
    shared::<PrivateKey>();
    shared::<PublicKey>();

    let data = common::golden();
    for (name, curve) in [("p256", Curve::P256), ("secp256k1", Curve::Secp256k1)] {
        for form in ["pkcs8", "sec1"] {
            let pem = text(&data["keys"][name], form);
            let key = PrivateKey::from_pem(pem).expect("a key");
            assert_eq!((key.curve(), key.public_key().curve()), (curve, curve));
            let signer = Signer::with_private_key(common::the_app(), key.clone());
            let mut shown = format!("{key:?} {key:#?} {signer:?} {signer:#?}");
            assert_eq!(format!("{key:?}"), format!("PrivateKey({curve}, hidden)"));

            // The body, the one after BEGIN, is damaged in every way an editor can.
            let body_at =
                pem.rfind("KEY-----\n").map_or(0, |_| pem.find("PRIVATE KEY-----").expect("begins") + 17);
            let body = pem[body_at..].split("-----").next().expect("a body");
            let damaged = [
                pem.replace(body, &body[8..]),
                pem.replace(body, &body[..body.len() - 9]),
                pem.replace(body, &body.replacen('M', "N", 1)),
                pem.replace(body, &format!("!{body}")),
                pem.replace("PRIVATE KEY", "PUBLIC KEY"),
                pem.replace("-----END", "-----FIN"),
                body.to_owned(),
                pem.replace("BEGIN", "BEGINN"),
            ];
            for bad in damaged {
                let error = PrivateKey::from_pem(&bad).expect_err("damaged");
                assert_eq!(error.kind().name(), "key");
                shown.extend([error.to_string(), format!("{error:?}")]);
                let error = PublicKey::from_pem(&bad).expect_err("damaged");
                shown.extend([error.to_string(), format!("{error:?}")]);
            }
            assert_nothing_of(body, &shown);
        }
    }
}
