//! Files, arguments and the environment cannot control the terminal, and keys in them are not shown.

use std::io::{Cursor, Write};

use serde_json::json;
use zip::write::SimpleFileOptions;

use crate::{APP, KEY, token_of, usersig};

/// One of each kind: control characters, bidi controls, invisible letters, unusual spaces, tags.
const DECEPTIVE: &str = "\u{1b}\u{9b}\u{7f}\u{202e}\u{2066}\u{200b}\u{ad}\u{3164}\u{115f}\u{34f}\u{2800}\u{fe00}\u{fe0f}\
                         \u{e0100}\u{e01ef}\u{a0}\u{2003}\u{3000}\u{2028}\u{feff}\u{e0041}\u{61c}";

fn escaped() -> String {
    DECEPTIVE.chars().flat_map(char::escape_unicode).collect()
}

/// Expects that none of these characters is printed, and that each is named on standard error.
#[track_caller]
fn is_escaped(ended: &crate::Ended) {
    for c in DECEPTIVE.chars() {
        assert!(!ended.stdout.contains(c) && !ended.stderr.contains(c), "{c:?} in {ended:?}");
    }
    assert!(ended.stderr.contains(&escaped()), "{}", ended.stderr);
}

#[test]
fn arguments_in_errors_are_escaped() {
    let word = DECEPTIVE;
    for args in [
        &[word][..],
        &["sign", word],
        &["sign", &format!("--{word}")],
        &["sign", &format!("--userid=x{word}"), &format!("--{word}=1")],
        &["sign", "--userid", "x", "--expire", word],
        &["sign", "--userid", "x", &format!("--at={word}")],
        &["sign", "--userid", "x", "--sdkappid", word],
        &["sign", "--userid", "x", "--userid-rule", word],
        &["sign", "--userid", "x", "--room", word],
        &["verify", "--userid", "x", "--leeway", word],
        &["inspect", "--format", word],
        &["completions", word],
        &["explain", "x", word],
        &["help", word],
    ] {
        for run in [
            usersig(args),
            usersig(args).env("CLICOLOR_FORCE", "1"),
            usersig(args).env("CLICOLOR_FORCE", "1").env("LANG", "zh"),
        ] {
            is_escaped(&run.ends(2));
        }
    }
    // Our own messages do not quote these arguments verbatim; they must not print the characters either.
    for args in [
        &["explain", word][..],
        &["man", word],
        &["sign", "--userid", word],
        &["sign", "--userid", "x", "--userbuf-base64", word],
        &["sign", "--userid", "x", "--room-str", word],
    ] {
        let ended = usersig(args).with_app().ends(2);
        assert!(!ended.stderr.contains(|c| DECEPTIVE.contains(c)), "{}", ended.stderr);
    }
    // A line break in an argument cannot start a line that looks like an error.
    let ended = usersig(&["sign", "x\nerror: the disk is full"]).ends(2);
    assert!(ended.stderr.contains("'x\\u{a}error: the disk is full'"), "{}", ended.stderr);
    let ended = usersig(&["sign", "--at=x\nerror: the disk is full"]).ends(2);
    assert!(ended.stderr.contains("'x\\u{a}error: the disk is full'"), "{}", ended.stderr);
}

#[test]
fn colours_stay_in_errors_without_such_characters() {
    let ended = usersig(&["sgin"]).env("CLICOLOR_FORCE", "1").ends(2);
    assert!(ended.stderr.starts_with("\u{1b}[1m\u{1b}[31merror:"), "{:?}", ended.stderr);
    let ended = usersig(&["sgin"]).env("CLICOLOR_FORCE", "1").env("LANG", "zh").ends(2);
    assert!(ended.stderr.starts_with("\u{1b}[1m\u{1b}[31m错误："), "{:?}", ended.stderr);
    assert!(ended.stderr.contains("\u{1b}[1m\u{1b}[4m用法：\u{1b}[0m\u{1b}[1musersig"), "{:?}", ended.stderr);
}

#[test]
fn file_names_are_escaped() {
    let path = format!("/no/such/{DECEPTIVE}");
    for option in ["--secret-key-file", "--private-key-file", "--keys-zip"] {
        is_escaped(&usersig(&["sign", "--userid", "x", "--sdkappid", APP, option, &path]).ends(3));
    }
    is_escaped(&usersig(&["verify", "--userid", "x", "--public-key-file", &path, "--", "eJy"]).ends(3));
    let ended = usersig(&["batch", &path]).with_app().ends(3);
    is_escaped(&ended);
    let ended = usersig(&["batch", "/no/such/a\nb"]).with_app().ends(3);
    assert!(ended.stderr.contains("/no/such/a\\u{a}b"), "{}", ended.stderr);
}

#[test]
fn names_inside_keys_zip_are_escaped() {
    let zip = |content: &[u8]| {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(format!("{DECEPTIVE}/private_key"), SimpleFileOptions::default()).expect("memory");
        zip.write_all(content).expect("memory");
        zip.finish().expect("memory").into_inner()
    };
    let large = vec![b' '; 1 << 20];
    let pem = b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    let contents: [&[u8]; 4] = [b"no key", pem, &[0xff, 0xfe], &large];
    for (number, content) in contents.into_iter().enumerate() {
        let path = crate::file(&format!("terminal-{number}.zip"), zip(content));
        is_escaped(&usersig(&["sign", "--userid", "x", "--sdkappid", APP, "--keys-zip", &path]).ends(2));
    }
}

#[test]
fn deceptive_characters_in_a_token_are_escaped() {
    // A control character of ASCII would make the token malformed.
    let userid: String = DECEPTIVE.chars().filter(|c| !c.is_ascii()).collect();
    let document = json!({
        "TLS.ver": "2.0", "TLS.identifier": userid, "TLS.sdkappid": 1_400_000_000, "TLS.time": 1, "TLS.expire": 1,
        "TLS.sig": "AAAA",
    });
    let token = token_of(document.to_string().as_bytes());
    for args in [&["inspect", "--", &token][..], &["verify", "--userid", "x", "--", &token]] {
        let text = usersig(args).with_app().run();
        assert!(!text.stdout.contains(|c| DECEPTIVE.contains(c)), "{}", text.stdout);
        let shown: String = userid.chars().flat_map(char::escape_unicode).collect();
        assert!(text.stdout.contains(&format!("UserID      {shown}\n")), "{}", text.stdout);
        let json = usersig(&[&[args[0], "--format", "json"], &args[1..]].concat()).with_app().run();
        assert!(!json.stdout.contains(|c| DECEPTIVE.contains(c)), "{}", json.stdout);
        assert_eq!(json.json()["userid"], userid, "the escapes mean the same");
    }
    // Escaped once, not twice.
    let record = "\u{202e}room";
    let ended = usersig(&["sign", "--userid", "x", "--room-str", record]).with_app().ends(2);
    assert!(ended.stderr.contains("'\\u{202e}'"), "{}", ended.stderr);
}

/// [`crate::Usersig::run`] looks for the key in everything that is printed.
#[test]
fn a_key_in_the_wrong_variable_is_not_shown() {
    for args in [
        &["sign", "--help"][..],
        &["sign", "-h"],
        &["verify", "--help"],
        &["batch", "--help"],
        &["help", "sign"],
        &["man", "sign"],
        &["completions", "bash"],
    ] {
        usersig(args).env("USERSIG_SDKAPPID", KEY).env("USERSIG_SECRET_KEY", KEY).run();
    }
    let odd = KEY.replacen('5', "\u{200b}5", 1);
    for value in [KEY, &odd, "my-password", ""] {
        for args in [&["sign", "--userid", "x"][..], &["verify", "--userid", "x", "--", "eJy"], &["batch"]] {
            let ended = usersig(args).env("USERSIG_SDKAPPID", value).ends(2);
            assert!(ended.stderr.contains("USERSIG_SDKAPPID has no SDKAppID in it"), "{}", ended.stderr);
            assert!(ended.stderr.contains("USERSIG_SECRET_KEY"), "{}", ended.stderr);
            assert!(value.is_empty() || !ended.stderr.contains(value), "{}", ended.stderr);
        }
    }
}
