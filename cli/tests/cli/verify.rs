use serde_json::{Value, json};

use crate::{APP, KEY, NOW, OTHER_KEY, file, keys_of, reference_tokens, signed, token_of, usersig};

pub(crate) const FIELDS: [&str; 17] = [
    "valid",
    "finding",
    "findings",
    "service_code",
    "detail",
    "hint",
    "causes",
    "warnings",
    "unwrapped",
    "version",
    "userid",
    "sdkappid",
    "issued_at",
    "expire",
    "expires_at",
    "userbuf",
    "private_map_key",
];

fn verify(token: &str, more: &[&str]) -> crate::Usersig {
    usersig(&[&["verify", "--userid", "xiaojun", token], more].concat()).with_app()
}

#[test]
fn json_of_a_valid_token() {
    let ended = verify(&signed(&[]), &["--at", NOW, "--format", "json"]).ends(0);
    assert_eq!(keys_of(ended.line()), FIELDS);
    assert_eq!(
        ended.json(),
        json!({
            "valid": true, "finding": "valid", "findings": [], "causes": [], "warnings": [],
            "unwrapped": null, "service_code": 0, "detail": null, "hint": null,
            "version": "2.0", "userid": "xiaojun", "sdkappid": 1_400_000_000, "issued_at": 1_700_000_000,
            "expire": 604_800, "expires_at": 1_700_604_800, "userbuf": null, "private_map_key": null,
        })
    );
}

#[test]
fn json_of_a_private_map_key() {
    let token = signed(&["--room-str", "a room"]);
    let line = verify(&token, &["--at", NOW, "--format", "json"]).ends(0).line().to_owned();
    let record = line.split_once("\"private_map_key\":").expect("there").1;
    assert_eq!(
        keys_of(record.strip_suffix('}').expect("an object")),
        ["account", "sdkappid", "room", "privileges", "privilege_names", "expires_at"]
    );
}

/// A token with this finding, and parts of its report.
struct Case {
    finding: &'static str,
    code: u32,
    findings: &'static [&'static str],
    args: Vec<String>,
    parts: &'static [&'static str],
}

fn cases() -> Vec<Case> {
    let args = |token: &str, more: &[&str]| {
        let all = ["verify", token, "--sdkappid", APP, "--userid", "xiaojun", "--at", NOW];
        // A later option of the same name replaces the first.
        let mut all: Vec<String> = all.iter().map(ToString::to_string).collect();
        for pair in more.chunks(2) {
            let at = all.iter().position(|arg| arg == pair[0]).expect("one to replace");
            pair[1].clone_into(&mut all[at + 1]);
        }
        all
    };
    let good = signed(&[]);
    let truncated = &good[..good.len() - 20];
    let (foreign, other) = (file("verify-other-key", OTHER_KEY), signed(&[]));
    let mut wrong_key = args(&other, &[]);
    wrong_key.extend(["--secret-key-file".to_owned(), foreign]);
    vec![
        Case { finding: "empty", code: 70002, findings: &["empty"], args: args("", &[]), parts: &["empty"] },
        Case {
            finding: "malformed",
            code: 70003,
            findings: &["malformed"],
            args: args(&good.replacen('e', "%", 1), &[]),
            parts: &["byte 0x25 at offset 0"],
        },
        Case {
            finding: "malformed",
            code: 70004,
            findings: &["malformed"],
            args: args(truncated, &[]),
            parts: &["truncated"],
        },
        Case {
            finding: "sdkappid_mismatch",
            code: 70014,
            findings: &["sdkappid_mismatch"],
            args: args(&good, &["--sdkappid", "7"]),
            parts: &["SDKAppID 1400000000", "expected 7"],
        },
        Case {
            finding: "userid_mismatch",
            code: 70013,
            findings: &["userid_mismatch"],
            args: args(&good, &["--userid", "小军"]),
            parts: &["\"xiaojun\"", "expected \"小军\""],
        },
        Case {
            finding: "bad_signature",
            code: 70009,
            findings: &["bad_signature"],
            args: wrong_key,
            parts: &["signature does not match", "secret key", "set the key of the application"],
        },
        Case {
            finding: "expired",
            code: 70001,
            findings: &["expired"],
            args: args(&good, &["--at", "1700615600"]),
            parts: &["expired 3 h 0 min ago", "2023-11-21 22:13:20 UTC (3 h ago)"],
        },
        Case {
            finding: "sdkappid_mismatch",
            code: 70014,
            findings: &["sdkappid_mismatch", "userid_mismatch", "expired"],
            args: args(&good, &["--sdkappid", "7", "--userid", "bob", "--at", "1800000000"]),
            parts: &["also", "UserID \"xiaojun\"", "expired"],
        },
    ]
}

#[test]
fn each_finding_has_its_name_code_and_status() {
    for Case { finding, code, findings, mut args, parts } in cases() {
        let run = |args: &[String]| {
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            usersig(&args).env("USERSIG_SECRET_KEY", KEY).ends(1)
        };
        let text = run(&args).stdout;
        assert!(text.starts_with(&format!("not valid: {finding} (the service returns {code}: ")), "{text}");
        for part in parts {
            assert!(text.contains(part), "{part:?} is not in: {text}");
        }
        // With a cause, its fix is what to do.
        assert!(text.contains("\n  do  ") || text.contains("\n  fix  "), "{text}");

        args.extend(["--format".to_owned(), "json".to_owned()]);
        let ended = run(&args);
        assert_eq!(ended.stderr, "");
        assert_eq!(keys_of(ended.line()), FIELDS);
        let json = ended.json();
        assert_eq!(json["valid"], false);
        assert_eq!(json["finding"], finding);
        assert_eq!(json["service_code"], code);
        assert_eq!(json["findings"], json!(findings));
        assert!(json["detail"].is_string() && json["hint"].is_string());
        assert_eq!(json["userid"].is_null(), ["empty", "malformed"].contains(&finding));
    }
}

#[test]
fn text_of_a_valid_token() {
    let token = signed(&["--room", "7", "--privileges", "42"]);
    assert_eq!(
        verify(&token, &["--at", "1700003600"]).ends(0).stdout,
        "\
valid

  version     2.0 (HMAC-SHA256)
  UserID      xiaojun
  SDKAppID    1400000000
  issued      2023-11-14 22:13:20 UTC (1 h ago)
  expires     2023-11-21 22:13:20 UTC (in 6 d 23 h)
  validity    604800 s (7 d)

PrivateMapKey
  account     xiaojun
  SDKAppID    1400000000
  room        7
  privileges  42 (enter, audio-receive, video-receive)
  expires     2023-11-21 22:13:20 UTC (in 6 d 23 h)
"
    );
}

#[test]
fn the_last_second_and_the_leeway() {
    let token = signed(&["--expire", "60"]);
    for (at, leeway, status) in [
        ("1700000060", "0", 0),
        ("1700000061", "0", 1),
        ("1700000061", "1", 0),
        ("1700000062", "1", 1),
        ("1700086460", "86400", 0),
        ("1700086461", "86400", 1),
    ] {
        verify(&token, &["--at", at, "--leeway", leeway]).ends(status);
    }
    verify(&token, &["--leeway", "-1"]).rejects("--leeway");
    // The error of the library.
    verify(&token, &["--leeway", "86401"])
        .rejects("the leeway is 86401 seconds; expected 0 to 86400 (one day)");
    verify(&token, &["--leeway", "18446744073709551615"]).rejects("0 to 86400");
    verify(&token, &["--leeway", "18446744073709551616"]).rejects("0 to 86400");
}

#[test]
fn a_token_comes_from_standard_input_and_is_trimmed() {
    let token = signed(&[]);
    for input in [token.clone(), format!("{token}\n"), format!("  \t{token}\r\n\n")] {
        verify("-", &["--at", NOW]).input(input.clone()).ends(0);
        usersig(&["inspect", "-"]).input(input.clone()).ends(0);
        verify(&input, &["--at", NOW]).ends(0);
    }
    let (first, last) = token.split_at(40);
    verify("-", &[]).input(format!("{first}\n{last}")).ends(1);
}

#[test]
fn inspect_needs_no_key_and_reports_that_nothing_is_verified() {
    let token = signed(&["--userbuf-base64", "5bCP5Yab"]);
    let ended = usersig(&["inspect", &token, "--at", "1700000100", "--format", "json"]).ends(0);
    assert_eq!(
        keys_of(ended.line()),
        [
            "verified",
            "version",
            "userid",
            "sdkappid",
            "issued_at",
            "time_approximate",
            "expire",
            "expires_at",
            "time_left",
            "expired",
            "userbuf",
            "private_map_key",
            "warnings"
        ]
    );
    assert_eq!(
        ended.json(),
        json!({
            "verified": false, "version": "2.0", "userid": "xiaojun", "sdkappid": 1_400_000_000,
            "issued_at": 1_700_000_000, "time_approximate": false, "expire": 604_800, "expires_at": 1_700_604_800,
            "time_left": 604_700, "expired": false, "userbuf": "5bCP5Yab", "private_map_key": null,
            "warnings": [],
        })
    );
    let text = usersig(&["inspect", &token, "--at", "1700000100"]).ends(0).stdout;
    assert!(text.starts_with("not verified: "), "{text}");
    assert!(text.contains("  userbuf     6 bytes, base64 5bCP5Yab\n"), "{text}");
    // An expired token can be read.
    let json = usersig(&["inspect", &token, "--at", "1800000000", "--format", "json"]).ends(0).json();
    assert_eq!((&json["expired"], &json["time_left"]), (&true.into(), &0.into()));

    let ended = usersig(&["inspect", "eJy", "--format", "json"]).ends(1);
    assert_eq!(
        keys_of(ended.line()),
        ["verified", "finding", "service_code", "detail", "hint", "causes", "warnings", "unwrapped"]
    );
    assert_eq!(ended.json()["finding"], "malformed");
    let text = usersig(&["inspect", ""]).ends(1).stdout;
    assert!(text.starts_with("empty (the service returns 70002: "), "{text}");
}

#[test]
fn an_sdkappid_out_of_range_is_text() {
    for sdkappid in ["-1", "4294967296", "99999999999999999999"] {
        let token = token_of(
            format!(
                r#"{{"TLS.ver":"2.0","TLS.identifier":"x","TLS.sdkappid":{sdkappid},"TLS.time":1,"TLS.expire":1,"TLS.sig":"AAAA"}}"#
            )
            .as_bytes(),
        );
        let json = usersig(&["inspect", &token, "--format", "json"]).ends(0).json();
        assert_eq!(json["sdkappid"], sdkappid);
        let json = verify(&token, &["--format", "json"]).ends(1).json();
        assert_eq!((&json["finding"], &json["sdkappid"]), (&"sdkappid_mismatch".into(), &sdkappid.into()));
    }
}

/// A person may inspect a token of an attacker: nothing in it must control the terminal.
#[test]
fn control_characters_of_a_token_are_escaped() {
    let userid = "\u{9b}2J\u{202e}gnp.exe\u{2066}\u{200b}\u{e0041}";
    let document = json!({
        "TLS.ver": "2.0", "TLS.identifier": userid, "TLS.sdkappid": 1_400_000_000, "TLS.time": 1, "TLS.expire": 1,
        "TLS.sig": "AAAA",
    });
    let token = token_of(document.to_string().as_bytes());
    let hostile = |text: &str| text.chars().any(|c| userid.contains(c) && !c.is_ascii());
    for command in ["verify", "inspect"] {
        let run = |format: &str| {
            let args = [command, token.as_str(), "--format", format];
            let more: &[&str] = if command == "verify" { &["--userid", "xiaojun"] } else { &[] };
            usersig(&[&args[..], more].concat()).with_app().run()
        };
        let text = run("text");
        assert!(!hostile(&text.stdout), "{}", text.stdout);
        assert!(text.stdout.contains("\\u{9b}2J\\u{202e}gnp.exe"), "{}", text.stdout);
        let json = run("json");
        assert!(!hostile(&json.stdout), "{}", json.stdout);
        assert_eq!(json.json()["userid"], userid, "the escapes mean the same");
    }
    // Control characters of ASCII make it malformed, and its message has none.
    let token = token_of(br#"{"TLS.ver":"2.0\u001b[2J"}"#);
    let text = usersig(&["inspect", &token]).ends(1).stdout;
    assert!(!text.contains('\u{1b}'), "{text}");
}

#[test]
fn every_reference_token_has_the_expected_verdict() {
    let data = reference_tokens();
    let vectors = data["vectors"].as_array().expect("a list");
    assert_eq!(vectors.len(), 150);
    for vector in vectors {
        let text = |name: &str| vector[name].as_str().expect("text");
        let (id, sdkappid) = (text("id"), vector["sdkappid"].to_string());
        let (userid, expect) = (format!("--userid={}", text("userid")), text("expect"));
        let token = text("token");
        let mut args = vec!["verify", &userid, "--sdkappid", &sdkappid, "--format", "json", "--at"];
        // The oldest form has a local date: the time is what `inspect` shows.
        let issued = match vector["issued_at"].as_u64() {
            Some(seconds) => seconds,
            None => {
                let json = usersig(&["inspect", "--format", "json", token]).run().json();
                json["issued_at"].as_u64().unwrap_or_default()
            }
        }
        .to_string();
        args.push(&issued);
        let pem = match vector["curve"].as_str() {
            Some(curve) => &data["keys"][curve]["pub"],
            None => &vector["public_key"],
        };
        let key = match vector["secret_key"].as_str() {
            Some(key) => key.to_owned(),
            None => file(&format!("reference-{id}"), pem.as_str().expect("PEM")),
        };
        let mut run = match vector["secret_key"].as_str() {
            Some(_) => usersig(&args).env("USERSIG_SECRET_KEY", &key),
            None => {
                args.extend(["--public-key-file", &key]);
                usersig(&args)
            }
        };
        run.command.args(["--", token]);
        let ended = run.run();
        let json: Value = ended.json();
        assert_eq!(json["finding"], expect, "{id}: {json}");
        assert_eq!(ended.status, i32::from(expect != "valid"), "{id}");
        if ["valid", "record_mismatch"].contains(&expect) {
            assert_eq!(
                json["findings"].as_array().map(Vec::len),
                Some(usize::from(expect != "valid")),
                "{id}"
            );
            assert_eq!(json["userid"], vector["userid"], "{id}");
            assert_eq!(json["version"], vector["version"], "{id}");
            assert_eq!(json["userbuf"], vector["userbuf"], "{id}");
            if let Some(record) = vector["private_map_key"].as_object() {
                assert_eq!(json["private_map_key"]["room"], record["room"], "{id}");
                assert_eq!(json["private_map_key"]["privileges"], record["privileges"], "{id}");
            }
        }
    }
}
