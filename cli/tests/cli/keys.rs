use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use crate::{APP, KEY, NOW, OTHER_KEY, file, reference_tokens, signed, usersig};

const SIGN: [&str; 5] = ["sign", "--userid", "xiaojun", "--at", NOW];

fn sign(more: &[&str]) -> crate::Usersig {
    usersig(&[&SIGN[..], &["--sdkappid", APP], more].concat())
}

fn verify(token: &str, more: &[&str]) -> crate::Usersig {
    usersig(&[&["verify", "--userid", "xiaojun", "--at", NOW, "--sdkappid", APP, token], more].concat())
}

#[test]
fn a_secret_key_comes_from_a_file_standard_input_or_the_environment() {
    let expected = signed(&[]);
    for (name, content) in [
        ("key-bare", KEY.to_owned()),
        ("key-line", format!("{KEY}\n")),
        ("key-spaces", format!("\t {KEY}\r\n\r\n")),
        ("key-bom", format!("\u{feff}{KEY}\r\n")),
    ] {
        let path = file(name, &content);
        assert_eq!(sign(&["--secret-key-file", &path]).ends(0).line(), expected);
        assert_eq!(sign(&["--secret-key-stdin"]).input(content.clone()).ends(0).line(), expected);
        assert_eq!(sign(&[]).env("USERSIG_SECRET_KEY", &content).ends(0).line(), expected);
        verify(&expected, &["--secret-key-file", &path]).ends(0);
        verify(&expected, &["--secret-key-stdin"]).input(content).ends(0);
    }
    // An option has precedence over the environment.
    let path = file("key-other", OTHER_KEY);
    let ended = sign(&["--secret-key-file", &path]).env("USERSIG_SECRET_KEY", KEY).ends(0);
    assert_ne!(ended.line(), expected);
    // Any text is accepted as a key; the console's keys are 64 hex digits.
    sign(&["--secret-key-stdin"]).input("short").ends(0);
}

#[test]
fn a_key_without_an_app_and_an_app_without_a_key_are_rejected() {
    sign(&[]).rejects("no key; give one with --secret-key-file");
    usersig(&SIGN).env("USERSIG_SECRET_KEY", KEY).rejects("no SDKAppID; give");
    usersig(&["verify", "--userid", "x", "--sdkappid", "1", "eJy"]).rejects("--public-key-file");
    // An empty variable is a mistake and does not select the demo app.
    usersig(&SIGN).env("USERSIG_SECRET_KEY", "").rejects("USERSIG_SECRET_KEY: the secret key is empty");
    usersig(&SIGN).env("USERSIG_SDKAPPID", "").rejects("1 to 4294967295");
    usersig(&["batch"]).input("x\n").rejects("no SDKAppID");
}

#[test]
fn two_keys_are_rejected() {
    let path = file("key-two", KEY);
    let zip = file("two.zip", archive(&[]));
    for (command, more) in [
        ("sign", ["--secret-key-file", &path, "--keys-zip", &zip]),
        ("sign", ["--secret-key-file", &path, "--private-key-file", &path]),
        ("batch", ["--private-key-file", &path, "--keys-zip", &zip]),
    ] {
        usersig(&[&[command, "--sdkappid", APP], &more[..]].concat()).rejects("cannot be used with");
    }
    verify("eJy", &["--public-key-file", &path, "--keys-zip", &zip]).rejects("cannot be used with");
    sign(&["--secret-key-file", &path, "--secret-key-stdin"]).rejects("cannot be used with");
    verify("-", &["--secret-key-stdin"]).rejects("standard input");
    usersig(&["batch", "--sdkappid", APP, "--secret-key-stdin"]).rejects("standard input");
}

#[test]
fn version_1_accepts_pem_keys_of_both_curves_and_the_console_s_archive() {
    let data = reference_tokens();
    for curve in ["prime256v1", "secp256k1"] {
        let pem = |name: &str| data["keys"][curve][name].as_str().expect("PEM");
        let public = file(&format!("{curve}-public"), pem("pub"));
        let mut tokens = Vec::new();
        for encoding in ["sec1", "sec1only", "pkcs8"] {
            let private = file(&format!("{curve}-{encoding}"), pem(encoding));
            tokens.push(sign(&["--private-key-file", &private]).ends(0).line().to_owned());
        }
        for folder in ["", "keys/", "a/b/"] {
            let entries = [
                (format!("{folder}private_key"), pem("sec1").as_bytes()),
                (format!("{folder}public_key"), pem("pub").as_bytes()),
                (format!("__MACOSX/{folder}._private_key"), b"\0\x05"),
            ];
            let zip = file(&format!("{curve}-{}.zip", folder.len()), archive(&entries));
            let json = sign(&["--keys-zip", &zip, "--format", "json"]).ends(0).json();
            assert_eq!(json["version"], "1.0");
            tokens.push(json["usersig"].as_str().expect("a token").to_owned());
            for token in &tokens {
                verify(token, &["--keys-zip", &zip]).ends(0);
            }
        }
        for token in &tokens {
            verify(token, &["--public-key-file", &public]).ends(0);
            // The kind of the key decides, also with another key in the environment.
            let json = verify(token, &["--format", "json"]).env("USERSIG_SECRET_KEY", KEY).ends(1).json();
            assert_eq!(json["finding"], "wrong_key_kind");
        }
        let json = verify(&signed(&[]), &["--public-key-file", &public, "--format", "json"]).ends(1).json();
        assert_eq!((&json["finding"], &json["service_code"]), (&"wrong_key_kind".into(), &70016.into()));
        // A PrivateMapKey of version 1.0.
        let private = file(&format!("{curve}-room"), pem("pkcs8"));
        let room = sign(&["--private-key-file", &private, "--room", "5"]).ends(0);
        let json = verify(room.line(), &["--public-key-file", &public, "--format", "json"]).ends(0).json();
        assert_eq!(json["private_map_key"]["room"], 5);
    }
}

#[test]
fn an_unusable_key_is_described() {
    let data = reference_tokens();
    let private = data["keys"]["prime256v1"]["pkcs8"].as_str().expect("PEM");
    let public = data["keys"]["prime256v1"]["pub"].as_str().expect("PEM");
    let (private, public) = (file("which-private", private), file("which-public", public));
    let (secret, empty) = (file("which-secret", KEY), file("which-empty", ""));
    let binary = file("which-binary", [0xff, 0xfe, 0x35]);
    sign(&["--secret-key-file", &private]).rejects("give it with --private-key-file");
    verify("eJy", &["--secret-key-file", &public]).rejects("give it with --public-key-file");
    sign(&["--private-key-file", &secret]).rejects("give it with --secret-key-file");
    sign(&["--private-key-file", &public]).rejects("found a PEM block PUBLIC KEY");
    verify("eJy", &["--public-key-file", &private]).rejects("found a PEM block PRIVATE KEY");
    sign(&["--secret-key-file", &empty]).rejects("the secret key is empty");
    sign(&["--private-key-file", &empty]).rejects("it is empty");
    sign(&["--secret-key-file", &binary]).rejects("not text in UTF-8");
    sign(&["--secret-key-file", &file("which-two", format!("{KEY}\n{KEY}\n"))]).rejects("byte 64");
    sign(&["--secret-key-stdin"]).input(vec![b'k'; 70_000]).rejects("more than 65536 bytes");
}

#[test]
fn an_unusable_archive_is_described() {
    let pem = reference_tokens()["keys"]["prime256v1"]["sec1"].as_str().expect("PEM").to_owned();
    let zip = |name: &str, content: Vec<u8>| sign(&["--keys-zip", &file(name, content)]);
    zip("zip-text.zip", b"not a zip".to_vec()).rejects("cannot be read as a zip archive");
    zip("zip-empty.zip", Vec::new()).rejects("cannot be read as a zip archive");
    zip("zip-none.zip", archive(&[])).rejects("0 files called private_key");
    let two = [("a/private_key".to_owned(), pem.as_bytes()), ("b/private_key".to_owned(), pem.as_bytes())];
    zip("zip-two.zip", archive(&two)).rejects("2 files called private_key");
    let bomb = vec![b' '; 1 << 20];
    zip("zip-bomb.zip", archive(&[("private_key".to_owned(), &bomb)])).rejects("larger than 65536 bytes");
    zip("zip-large.zip", vec![0; 2 << 20]).rejects("more than 1048576 bytes");
    let mut damaged = archive(&[("private_key".to_owned(), pem.as_bytes())]);
    damaged[45] ^= 0xff;
    zip("zip-damaged.zip", damaged).ends(2);
}

#[test]
fn a_file_that_cannot_be_read_is_status_3() {
    let folder = env!("CARGO_TARGET_TMPDIR");
    for option in ["--secret-key-file", "--private-key-file", "--keys-zip"] {
        let ended = sign(&[option, "/no/such/file"]).ends(3);
        assert!(ended.stderr.contains("/no/such/file") && ended.stderr.contains(option), "{}", ended.stderr);
        assert_eq!(sign(&[option, folder]).ends(3).stdout, "");
    }
    verify("eJy", &["--public-key-file", "/no/such/file"]).ends(3);
    usersig(&["batch", "/no/such/file"]).with_app().ends(3);
}

/// [`crate::Usersig::run`] looks for the keys in everything that is printed.
#[test]
fn a_key_in_a_wrong_place_is_not_shown() {
    let data = reference_tokens();
    let pem = |encoding: &str| data["keys"]["prime256v1"][encoding].as_str().expect("PEM");
    assert!(sign(&["--secret-key-file", KEY]).ends(3).stderr.contains("hidden"));
    for key in [KEY, pem("sec1"), pem("sec1only")] {
        let ended = sign(&[&format!("--secret-key-file={key}")]).ends(3);
        assert!(
            ended.stderr.contains("hidden") && ended.stderr.contains("shell's history"),
            "{}",
            ended.stderr
        );
        assert!(sign(&[&format!("--private-key-file={key}")]).ends(3).stderr.contains("hidden"));
        sign(&["--private-key", key]).ends(2);
        sign(&["--secret-key", key]).ends(2);
        sign(&[&format!("--secret-key={key}")]).ends(2);
        sign(&["--expire", key]).ends(2);
        sign(&["--at", key]).ends(2);
        sign(&[key]).ends(2);
        usersig(&[key]).ends(2);
        usersig(&["explain", key]).ends(2);
        usersig(&["man", key]).ends(2);
        usersig(&["sign", "--userid", key]).ends(2);
        usersig(&["inspect", key]).run();
        usersig(&["batch"]).with_app().input(format!("{key}\n")).ends(2);
    }
}

fn archive(entries: &[(String, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(name, SimpleFileOptions::default()).expect("memory");
        zip.write_all(content).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}
