//! Common mistakes in arguments: rejected, or noted, with the value that was probably meant.

use serde_json::Value;

use crate::{APP, KEY, NOW, document_of, file, of_mistakes, signed, usersig};

#[test]
fn a_time_in_milliseconds_is_rejected_with_the_seconds() {
    let token = signed(&[]);
    for (at, meant) in [
        ("1700000000123", "this is in milliseconds; expected seconds since 1970, probably 1700000000"),
        ("100000000001", "probably 100000000"),
        ("1700000000123456", "this is in microseconds; expected seconds since 1970, probably 1700000000"),
        ("1700000000123456789", "this is in nanoseconds; expected seconds since 1970, probably 1700000000"),
        ("18446744073709551616", "expected seconds since 1970, such as"),
    ] {
        for args in [
            &["sign", "--userid", "x", "--at", at][..],
            &["verify", "--userid", "x", "--at", at, &token],
            &["inspect", "--at", at, &token],
            &["batch", "--at", at],
        ] {
            usersig(args).with_app().rejects(meant);
        }
    }
    usersig(&["inspect", "--at", "100000000000", &token]).ends(0);
}

#[test]
fn a_validity_that_looks_like_milliseconds_is_signed_with_a_note() {
    let sign = |expire: &str, more: &[&str]| {
        let args = [&["sign", "--userid", "xiaojun", "--at", NOW, "--expire", expire], more].concat();
        usersig(&args).with_app().ends(0)
    };
    for (expire, meant) in [
        ("604800000", "604800 s (7 d)"),
        ("86400000s", "86400 s (1 d)"),
        ("3600000", "3600 s (1 h)"),
        ("7200000", "7200 s (2 h)"),
        ("60000", "60 s (1 min)"),
        ("300000", "300 s (5 min)"),
        ("1800000", "1800 s (30 min)"),
    ] {
        let ended = sign(expire, &[]);
        assert_eq!(document_of(ended.line())["TLS.expire"].to_string(), expire.trim_end_matches('s'));
        assert!(ended.stderr.starts_with(&format!("note: --expire {}", expire.trim_end_matches('s'))));
        assert!(ended.stderr.contains(&format!("looks like {meant} in milliseconds")), "{}", ended.stderr);
    }
    // Common lengths, whole years, and lengths with a larger unit.
    for expire in
        ["604800", "86400", "3600", "60", "1000", "31536000", "315360000", "1576800000", "125d", "1000h"]
    {
        assert_eq!(sign(expire, &[]).stderr, "", "{expire}");
    }
    assert!(sign("604800000", &["--lang", "zh"]).stderr.contains("604800 秒（7 天）"));
    // Too large to be signed, but recognized.
    let too_large = ["sign", "--userid", "x", "--expire", "15552000000"];
    usersig(&too_large).with_app().rejects("if this is in milliseconds, 15552000 seconds were meant");
    let batch = usersig(&["batch", "--expire", "604800000"]).with_app().input("a\nb\n").ends(0);
    assert_eq!(batch.stderr.matches("note: ").count(), 1, "{}", batch.stderr);
}

#[test]
fn a_room_that_is_no_number_points_to_the_string_room() {
    let token = signed(&[]);
    for room in ["lobby", "0", "4294967295", "4294967296", "99999999999999999999", "-1", "1.5", ""] {
        let room = format!("--room={room}");
        for args in [&["sign", "--userid", "x", &room][..], &["verify", "--userid", "x", &room, &token]] {
            let ended = usersig(args).with_app().ends(2);
            assert!(ended.stderr.contains("expected a number from 1 to 4294967294; "), "{}", ended.stderr);
            assert!(ended.stderr.contains("--room-str"), "{}", ended.stderr);
        }
    }
    signed(&["--room", "4294967294"]);
}

fn utf16(text: &str, is_little: bool) -> Vec<u8> {
    let bytes = |unit: u16| if is_little { unit.to_le_bytes() } else { unit.to_be_bytes() };
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn keys_are_read_in_utf_16() {
    let expected = signed(&[]);
    for (name, text, is_little) in [
        ("key-le", format!("\u{feff}{KEY}\r\n"), true),
        ("key-be", format!("\u{feff}{KEY}\r\n"), false),
        ("key-bare-le", format!("{KEY}\r\n"), true),
        ("key-bare-be", KEY.to_owned(), false),
    ] {
        let bytes = utf16(&text, is_little);
        let path = file(name, &bytes);
        let sign = |more: &[&str]| {
            usersig(&[&["sign", "--userid", "xiaojun", "--at", NOW, "--sdkappid", APP], more].concat())
        };
        assert_eq!(sign(&["--secret-key-file", &path]).ends(0).line(), expected, "{name}");
        assert_eq!(sign(&["--secret-key-stdin"]).input(bytes).ends(0).line(), expected, "{name}");
    }
    let data = crate::reference_tokens();
    let pem = data["keys"]["prime256v1"]["sec1only"].as_str().expect("PEM");
    let path = file("pem-utf16", utf16(&format!("\u{feff}{pem}"), true));
    usersig(&["sign", "--userid", "x", "--sdkappid", APP, "--private-key-file", &path]).ends(0);
}

#[test]
fn lists_are_read_in_utf_16() {
    let ids = |input: Vec<u8>, more: &[&str]| -> Vec<String> {
        let args = [&["batch", "--at", NOW, "--userid-rule", "any"], more].concat();
        let ended = usersig(&args).with_app().input(input).ends(0);
        let id = |line: &str| serde_json::from_str::<Value>(line).expect("JSON")["userid"].clone();
        ended.stdout.lines().map(|line| id(line).as_str().expect("text").to_owned()).collect()
    };
    for text in ["\u{feff}xiaojun\r\n小军\r\n😀", "xiaojun\r\n小军\r\n😀\r\n"] {
        for is_little in [true, false] {
            let bytes = utf16(text, is_little);
            let path = file(&format!("list-{}-{is_little}", text.len()), &bytes);
            assert_eq!(ids(bytes, &[]), ["xiaojun", "小军", "😀"]);
            assert_eq!(ids(Vec::new(), &[&path]), ["xiaojun", "小军", "😀"]);
        }
    }
    // Longer than any buffer, with pairs of units across its ends.
    let long: Vec<String> = (0..20_000).map(|n| format!("😀{n}")).collect();
    assert_eq!(ids(utf16(&format!("\u{feff}{}\n", long.join("\n")), true), &[]), long);
    // Half a character is reported, not replaced.
    let mut half = utf16("\u{feff}a", true);
    half.extend([0x3d, 0xd8, b'\n', 0]);
    let ended = usersig(&["batch", "--userid-rule", "any"]).with_app().input(half).ends(2);
    assert!(ended.stderr.contains("is not UTF-8"), "{}", ended.stderr);
}

#[test]
fn tokens_from_files_of_other_encodings_are_named() {
    let token = String::from_utf8(crate::mistake("valid")).expect("ASCII");
    for (bytes, cause) in [
        (format!("\u{feff}{token}\r\n").into_bytes(), "byte_order_mark"),
        (utf16(&format!("\u{feff}{token}\r\n"), true), "utf16"),
        (utf16(&format!("\u{feff}{token}\r\n"), false), "utf16"),
    ] {
        let json = of_mistakes("verify", &["--format", "json", "-"]).input(bytes.clone()).ends(1).json();
        assert_eq!(json["causes"][0]["cause"], cause, "{json}");
        assert_eq!(json["unwrapped"]["finding"], "valid", "{json}");
        let text = of_mistakes("inspect", &["-"]).input(bytes).ends(1).stdout;
        assert!(text.contains(&format!("\n  cause       {cause}\n")), "{text}");
    }
}
