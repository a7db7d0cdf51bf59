//! `doctor` without a terminal: the whole report at once, and a summary without secrets.

use crate::{
    APP, KEY, NOW, document_of, file, mistake, mistakes, of_mistakes, shows_nothing_of, signed, usersig,
};

/// The summary for support.
fn summary(stdout: &str) -> &str {
    let at = stdout.find("To send to support").or_else(|| stdout.find("发给技术支持"));
    &stdout[at.expect("a summary")..]
}

/// A token of the demo app with this issue time.
fn issued(at: &str, more: &[&str]) -> String {
    let args = [&["sign", "--userid", "xiaojun", "--at", at], more].concat();
    usersig(&args).with_app().ends(0).line().to_owned()
}

#[test]
fn a_valid_token_is_found_valid() {
    let token = signed(&[]);
    let args = ["doctor", "--userid", "xiaojun", "--at", "1790000000", "--", &token];
    let ended = usersig(&args).with_app().ends(1);
    assert!(ended.stdout.starts_with("not valid: expired ("), "{}", ended.stdout);

    let token = issued("1789990000", &[]);
    let args = ["doctor", "--userid", "xiaojun", "--at", "1790000000", "-"];
    let ended = usersig(&args).with_app().input(format!("{token}\n")).ends(0);
    assert_eq!(
        ended.stdout,
        format!(
            "\
valid

  version     2.0 (HMAC-SHA256)
  UserID      xiaojun
  SDKAppID    1400000000
  issued      2026-09-21 11:26:40 UTC (2 h 46 min ago)
  expires     2026-09-28 11:26:40 UTC (in 6 d 21 h)
  validity    604800 s (7 d)

Clock
  --at        2026-09-21 14:13:20 UTC
  check       the clock is plausible, and the token's issue time is not after it

To send to support (without key, token and signature)
  usersig     {}
  SDKAppID    1400000000
  UserID      xiaojun
  key         secret key (HMAC-SHA256, version 2.0)
  checked at  2026-09-21 14:13:20 UTC
  token       version 2.0, SDKAppID 1400000000, UserID xiaojun
  issued      2026-09-21 11:26:40 UTC (2 h 46 min ago)
  expires     2026-09-28 11:26:40 UTC (in 6 d 21 h)
  findings    valid
  causes      -
  warnings    -
",
            env!("CARGO_PKG_VERSION")
        )
    );
    assert_eq!(ended.stderr, "");
}

#[test]
fn causes_codes_and_the_token_inside_are_explained() {
    let ended =
        of_mistakes("doctor", &["--code", "70009", "-"]).input(mistake("signature/no_end/plain")).ends(1);
    assert!(ended.stdout.starts_with("not valid: bad_signature ("), "{}", ended.stdout);
    for part in [
        "\n  cause       text_no_final_line_end\n  seen        ",
        "\n  fix         end the last line with a line feed too\n",
        "\nCode of the service\n  70009       the signature does not match\n  do          see the cause above\n",
        "\n  findings    bad_signature\n  causes      text_no_final_line_end\n  warnings    -\n  code        70009\n",
    ] {
        assert!(ended.stdout.contains(part), "{part:?} is not in: {}", ended.stdout);
    }
    assert!(!ended.stdout.contains("did not find this problem"), "{}", ended.stdout);

    let inside = of_mistakes("doctor", &["-"]).input(mistake("url/query")).ends(1).stdout;
    assert!(inside.contains("the token inside is otherwise valid"), "{inside}");
    assert!(summary(&inside).contains("\n  findings    malformed\n  causes      inside_url\n"), "{inside}");
    assert!(summary(&inside).contains("\n  inside      valid\n"), "{inside}");

    // A code with the minus of SDKs, a code of another problem, and an unknown code.
    let doctor =
        |code: &str| of_mistakes("doctor", &["--code", code, "-"]).input(mistake("valid")).ends(0).stdout;
    assert!(doctor("-70001").contains("the UserSig has expired"));
    assert!(doctor("70001").contains("did not find this problem"));
    assert!(doctor("12345").contains("\n  12345       not a code that this library knows\n"));
    assert!(doctor("seventy").contains("not a code that this library knows"));
    assert!(doctor("-3320").contains("-3320"));
    assert!(doctor("ERR_USER_SIG_EXPIRED").contains("ERR_USER_SIG_EXPIRED"));
}

#[test]
fn the_clock_is_checked() {
    let token = issued("1790000000", &[]);
    let check = |at: &str| {
        let args = ["doctor", "--userid", "xiaojun", "--at", at, "--", &token];
        usersig(&args).with_app().run().stdout
    };
    for (at, part) in [
        (NOW, "before 2024"),
        ("99999999999", "after 2099"),
        (
            "1789982000",
            "was issued 5 h after this time: this clock is slow, or that of the signing server is fast",
        ),
        ("1789999990", "the clock is plausible"),
        ("1790000010", "the clock is plausible"),
    ] {
        let text = check(at);
        assert!(text.contains(part), "{part:?} is not in: {text}");
    }
    let args = ["doctor", "--userid", "xiaojun", "--", "undefined"];
    let text = usersig(&args).with_app().ends(1).stdout;
    assert!(text.contains("\n  system      20") && text.contains("no issue time that can be read"), "{text}");
}

#[test]
fn the_summary_has_nothing_secret() {
    let data = mistakes();
    let key = data["key"].as_str().expect("text");
    let mut tried = 0;
    for case in data["cases"].as_array().expect("a list").iter().step_by(5) {
        let token = mistake(case["id"].as_str().expect("text"));
        let ended = of_mistakes("doctor", &["--code=70003", "-"]).input(token.clone()).run();
        let summary = summary(&ended.stdout);
        shows_nothing_of(key, summary);
        let text = String::from_utf8_lossy(&token);
        if text.starts_with("eJ") && !text.contains('&') {
            shows_nothing_of(&text, summary);
            tried += 1;
        }
    }
    assert!(tried >= 10, "{tried}");

    // Neither the signature of a token, nor a key or a part of a key in place of a UserID.
    let token = signed(&[]);
    let document = document_of(&token);
    let signature = document["TLS.sig"].as_str().expect("text");
    let doctor = |user: &str| {
        let args = ["doctor", "--userid", user, "--at", NOW, "--", &token];
        usersig(&args).with_app().run()
    };
    shows_nothing_of(signature, summary(&doctor("xiaojun").stdout));
    let ended = doctor(&KEY[10..30]);
    assert!(summary(&ended.stdout).contains("\n  UserID      [hidden"), "{}", ended.stdout);
    shows_nothing_of(KEY, summary(&ended.stdout));
}

#[test]
fn what_is_missing_is_named_without_a_terminal() {
    let token = signed(&[]);
    usersig(&["doctor", "--userid", "x", "--", &token]).rejects("no SDKAppID; give");
    usersig(&["doctor", "--userid", "x", "--sdkappid", APP, "--", &token])
        .rejects("no key; give one with --secret-key");
    usersig(&["doctor", "--", &token])
        .with_app()
        .rejects("no UserID; give the user who logs in with --userid");
    usersig(&["doctor", "--userid", "x"])
        .with_app()
        .input(token.as_str())
        .rejects("no token; give it after --");
    let both = ["doctor", "--userid", "x", "--sdkappid", APP, "--secret-key-stdin", "-"];
    usersig(&both).rejects("both the key and the token");
    usersig(&["doctor", "--demo", "--userid", "x", "--", &token]).ends(1);
}

#[test]
fn a_room_is_expected() {
    let token = issued("1790000000", &["--room", "7"]);
    let doctor = |room: &str| {
        let args = ["doctor", "--userid", "xiaojun", "--at", "1790000000", room, "--", &token];
        usersig(&args).with_app()
    };
    doctor("--room=7").ends(0);
    assert!(summary(&doctor("--room=8").ends(1).stdout).contains("\n  findings    record_mismatch\n"));
    doctor("--room-str=7").ends(1);
    doctor("--room=lobby").rejects("--room-str");
}

#[test]
fn the_report_is_chinese_where_that_is_the_language() {
    let ended = of_mistakes("doctor", &["--code", "70009", "-"])
        .env("LANG", "zh_CN.UTF-8")
        .input(mistake("signature/crlf/all"))
        .ends(1);
    for part in [
        "无效：bad_signature（服务端返回 70009：签名校验不通过）\n",
        "\n  原因        text_crlf\n  现象        密钥是对的：",
        "\n时钟\n  --at        ",
        "\n服务端错误码\n  70009       ",
        "\n发给技术支持（不含密钥、票据和签名）\n",
    ] {
        assert!(ended.stdout.contains(part), "{part:?} is not in: {}", ended.stdout);
    }
    let key = file("doctor-empty-key", "");
    let args =
        ["doctor", "--lang=zh", "--userid", "x", "--sdkappid", APP, "--secret-key-file", &key, "--", "eJy"];
    assert!(usersig(&args).ends(2).stderr.contains("\n  原因        key_is_placeholder\n"));
}
