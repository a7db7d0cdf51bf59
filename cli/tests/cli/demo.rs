//! The built-in key is used where `--demo` asks for it, and nowhere else.

use crate::{APP, KEY, file, keys_of, usersig};

#[test]
fn the_first_command_works_and_names_its_application() {
    let ended = usersig(&["sign", "--demo", "--userid", "xiaojun"]).ends(0);
    assert!(ended.line().starts_with("eJ"));
    assert!(ended.stderr.starts_with("note: "), "{}", ended.stderr);
    assert!(ended.stderr.contains("demo app 1400000000"));
    let verified = usersig(&["verify", "--demo", "--userid", "xiaojun", ended.line()]).ends(0);
    assert!(verified.stderr.contains("demo app 1400000000"));
    let batch = usersig(&["batch", "--demo"]).input("xiaojun\n").ends(0);
    assert!(batch.stderr.contains("demo app 1400000000"));
    // Without a note for an application of one's own.
    assert_eq!(usersig(&["sign", "--userid", "xiaojun"]).with_app().ends(0).stderr, "");
}

/// Otherwise a server that lost its environment would let in anyone who knows the published key.
#[test]
fn without_a_key_nothing_is_signed_or_verified_with_the_published_one() {
    let token = usersig(&["sign", "--demo", "--userid", "administrator"]).ends(0).line().to_owned();
    for format in ["text", "json"] {
        let args = ["verify", "--userid", "administrator", "--format", format, "--", &token];
        usersig(&args).rejects("no SDKAppID; give the application's number with --sdkappid");
        usersig(&args).rejects("--demo");
    }
    usersig(&["verify", "--userid", "administrator"]).input(token.as_str()).rejects("no SDKAppID");
    usersig(&["sign", "--userid", "administrator"]).rejects("--demo");
    usersig(&["batch"]).input("administrator\n").rejects("--demo");
    // An SDKAppID without a key is not enough either.
    usersig(&["verify", "--userid", "administrator", "--", &token])
        .env("USERSIG_SDKAPPID", APP)
        .rejects("no key; give one with --secret-key-file");
    usersig(&["verify", "--userid", "administrator", "--sdkappid", APP, "--", &token]).rejects("--demo");
    usersig(&["verify", "--userid", "administrator", "--", &token])
        .env("USERSIG_SECRET_KEY", KEY)
        .rejects("no SDKAppID");
}

#[test]
fn the_demo_app_excludes_an_application() {
    let key = file("demo-key", KEY);
    let options: [&[&str]; 4] = [
        &["--sdkappid", "7"],
        &["--secret-key-file", &key],
        &["--secret-key-stdin"],
        &["--keys-zip", "keys.zip"],
    ];
    for more in options {
        usersig(&[&["sign", "--demo", "--userid", "x"], more].concat()).rejects("cannot be used with");
        usersig(&[&["verify", "--demo", "--userid", "x", "eJy"], more].concat())
            .rejects("cannot be used with");
        usersig(&[&["batch", "--demo", "ids"], more].concat()).rejects("cannot be used with");
    }
    usersig(&["sign", "--demo", "--userid", "x", "--private-key-file", &key]).rejects("cannot be used with");
    usersig(&["verify", "--demo", "--userid", "x", "--public-key-file", &key]).rejects("cannot be used with");
    // A stranger must not be able to pass `--demo` as a token to a script.
    for (name, value) in [("USERSIG_SDKAPPID", APP), ("USERSIG_SECRET_KEY", KEY), ("USERSIG_SECRET_KEY", "")]
    {
        for args in [
            &["sign", "--userid", "x", "--demo"][..],
            &["verify", "--userid", "x", "--demo"],
            &["batch", "--demo"],
        ] {
            usersig(args).env(name, value).rejects(name);
        }
    }
}

#[test]
fn json_names_only_the_demo_app() {
    let json = ["--userid", "xiaojun", "--format", "json"];
    let sign = |demo: &[&str]| usersig(&[&["sign"], demo, &json[..]].concat());
    let signed = sign(&["--demo"]).ends(0);
    assert_eq!(signed.json()["demo"], true);
    let token = signed.json()["usersig"].as_str().expect("a token").to_owned();
    let verify =
        |demo: &[&str], token: &str| usersig(&[&["verify"], demo, &json[..], &["--", token]].concat());
    assert_eq!(verify(&["--demo"], &token).ends(0).json()["demo"], true);
    assert_eq!(verify(&["--demo"], "eJy").ends(1).json()["demo"], true);
    let line = usersig(&["batch", "--demo"]).input("xiaojun\n").ends(0);
    assert_eq!(keys_of(line.line()), ["userid", "usersig", "demo"]);
    assert_eq!(line.json()["demo"], true);

    for ended in [
        sign(&[]).with_app().ends(0),
        verify(&[], &token).with_app().ends(0),
        usersig(&["batch"]).with_app().input("xiaojun\n").ends(0),
    ] {
        assert!(ended.json().get("demo").is_none(), "{}", ended.stdout);
    }
}
