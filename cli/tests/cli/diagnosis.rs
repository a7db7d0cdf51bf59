//! The causes of a verdict: their names and texts. They never change the verdict.

use serde_json::{Value, json};

use crate::{
    APP, KEY, NOW, OTHER_KEY, document_of, file, mistake, mistakes, of_mistakes, reference_tokens,
    shows_nothing_of, signed, token_of, usersig,
};

fn names(list: &Value, member: &str) -> Vec<String> {
    let name = |item: &Value| {
        for text in ["detail", "fix"] {
            assert!(item[text].as_str().is_some_and(|text| !text.is_empty()), "{item}");
        }
        item[member].as_str().expect("a name").to_owned()
    };
    list.as_array().expect("a list").iter().map(name).collect()
}

fn strings(list: &Value) -> Vec<String> {
    list.as_array().expect("a list").iter().map(|item| item.as_str().expect("text").to_owned()).collect()
}

/// The labels and values of a text form, in its order.
fn fields(text: &str) -> Vec<(String, String)> {
    let field = |line: &str| {
        let (label, value) = line.strip_prefix("  ")?.split_once("  ")?;
        Some((label.to_owned(), value.trim_start().to_owned()))
    };
    text.lines().filter_map(field).collect()
}

pub(crate) fn has_chinese(text: &str) -> bool {
    text.contains(|c| ('\u{4e00}'..'\u{a000}').contains(&c))
}

#[test]
fn every_mistake_is_named_and_accepted_only_if_the_service_accepts_it() {
    let data = mistakes();
    let key = data["key"].as_str().expect("text");
    let all = data["cases"].as_array().expect("a list");
    assert!(all.len() >= 200);
    let mut invalid = 0;
    for mistaken in all {
        let id = mistaken["id"].as_str().expect("text");
        let token = mistake(id);
        // Some records are for another user.
        let own = of_mistakes("inspect", &["--format", "json", "-"]).input(token.clone()).run().json();
        let user = own["userid"].as_str().or(data["userid"].as_str()).expect("text");
        let user = format!("--userid={user}");
        let (sdkappid, now) = (data["sdkappid"].to_string(), data["now"].to_string());
        let verify = |lang: &str, format: &str| {
            let args = [
                "verify",
                &user,
                "--sdkappid",
                &sdkappid,
                "--at",
                &now,
                "--lang",
                lang,
                "--format",
                format,
                "-",
            ];
            let ended = usersig(&args).env("USERSIG_SECRET_KEY", key).input(token.clone()).run();
            shows_nothing_of(key, &ended.stdout);
            ended
        };
        let ended = verify("en", "json");
        let json = ended.json();

        let (causes, warnings) = (names(&json["causes"], "cause"), names(&json["warnings"], "warning"));
        let (expected, unusual) = (strings(&mistaken["causes"]), strings(&mistaken["warnings"]));
        assert_eq!(json["unwrapped"]["finding"], mistaken["inner"], "{id}: {json}");
        assert_eq!(
            &json["unwrapped"]["findings"][0],
            match mistaken["inner"].as_str() {
                Some("valid") => &Value::Null,
                _ => &mistaken["inner"],
            }
        );
        // The Chinese form and the text forms have the same names, each with its texts.
        let chinese = verify("zh", "json");
        assert_eq!(chinese.status, ended.status, "{id}");
        let chinese = chinese.json();
        for name in ["valid", "finding", "findings", "service_code", "unwrapped"] {
            assert_eq!(chinese[name], json[name], "{id}: {chinese}");
        }
        for (list, member) in [("causes", "cause"), ("warnings", "warning")] {
            assert_eq!(names(&chinese[list], member), names(&json[list], member), "{id}: {chinese}");
            for item in chinese[list].as_array().expect("a list") {
                for text in [&item["detail"], &item["fix"]] {
                    assert!(has_chinese(text.as_str().expect("text")), "{id}: {item}");
                }
            }
        }
        for (lang, json, labels, inner) in [
            (
                "en",
                &json,
                ["cause", "warning", "seen", "fix"],
                ["inside", "the token inside is otherwise valid"],
            ),
            ("zh", &chinese, ["原因", "警告", "现象", "修改"], ["内层", "里面的票据本身有效"]),
        ] {
            let shown = verify(lang, "text");
            assert_eq!(shown.status, ended.status, "{id}");
            let fields = fields(&shown.stdout);
            let [cause, warning, seen, fix] = labels;
            for (label, list, member) in [(cause, "causes", "cause"), (warning, "warnings", "warning")] {
                let block = |item: &Value| {
                    [(label, &item[member]), (seen, &item["detail"]), (fix, &item["fix"])]
                        .map(|(label, value)| (label.to_owned(), value.as_str().expect("text").to_owned()))
                };
                let expected: Vec<_> = json[list].as_array().expect("a list").iter().map(block).collect();
                let starts = fields.windows(3).filter(|block| block[0].0 == label);
                let found: Vec<_> = starts.map(<[_]>::to_vec).collect();
                assert_eq!(found, expected, "{id}: {}", shown.stdout);
            }
            let [label, valid] = inner;
            let inside = fields.iter().find(|(name, _)| name == label).map(|(_, value)| value.as_str());
            match mistaken["inner"].as_str() {
                None => assert_eq!(inside, None, "{id}: {}", shown.stdout),
                Some("valid") => assert_eq!(inside, Some(valid), "{id}: {}", shown.stdout),
                Some(finding) => {
                    assert!(inside.is_some_and(|text| text.contains(finding)), "{id}: {}", shown.stdout);
                }
            }
        }
        if json["valid"] == true {
            assert_eq!((ended.status, causes.len()), (0, 0), "{id}: {json}");
            assert_eq!(warnings, unusual, "{id}: {json}");
        } else {
            invalid += 1;
            assert_eq!(ended.status, 1, "{id}: {json}");
            // What is unusual in a valid token is a cause in one that is not.
            assert!(causes == expected || causes == [expected, unusual].concat(), "{id}: {json}");
        }
    }
    assert!(invalid >= 150, "{invalid}");
}

#[test]
fn the_text_has_a_block_for_each_cause() {
    let verify = || of_mistakes("verify", &["-"]);
    let text = verify().input(mistake("signature/no_end/plain")).ends(1).stdout;
    let block = "\n\n  cause       text_no_final_line_end\n  seen        your key is right: the signed text ended \
                 without a line feed\n  fix         end the last line with a line feed too\n";
    assert!(text.starts_with("not valid: bad_signature (") && text.contains(block), "{text}");

    let text = verify().input(mistake("url/query")).ends(1).stdout;
    assert!(text.starts_with("not valid: malformed ("), "{text}");
    assert!(text.contains("\n  cause       inside_url\n"), "{text}");
    assert!(text.contains("\n  inside      the token inside is otherwise valid\n"), "{text}");
    assert!(text.contains("\n  UserID      li-lei\n"), "{text}");

    let text = verify().input(mistake("signature/other_key/in_url")).ends(1).stdout;
    assert!(
        text.contains("\n  inside      the token inside is not valid: bad_signature (the service "),
        "{text}"
    );

    let text = of_mistakes("verify", &["-"]).input(mistake("milliseconds/now")).ends(0).stdout;
    assert!(
        text.starts_with("valid\n\n  warning     time_in_milliseconds\n  seen        TLS.time is 1"),
        "{text}"
    );
}

#[test]
fn inspect_names_causes_without_a_key() {
    let inspect = |more: &[&str], id: &str| {
        let args = [&["inspect", "--at", "1790000100", "-"], more].concat();
        usersig(&args).input(mistake(id))
    };
    for (id, cause) in [
        ("gzip/plain", "gzip"),
        ("placeholder/undefined", "placeholder"),
        ("jwt/plain", "jwt"),
        ("truncated/60", "truncated"),
        ("renamed/TLS.appId", "member_renamed"),
    ] {
        let text = inspect(&[], id).ends(1).stdout;
        assert!(text.contains(&format!("\n  cause       {cause}\n  seen        ")), "{text}");
        let json = inspect(&["--format", "json"], id).ends(1).json();
        assert_eq!(names(&json["causes"], "cause"), [cause]);
        assert_eq!(json["unwrapped"], Value::Null);
    }
    let text = inspect(&[], "json/nested").ends(1).stdout;
    assert!(text.contains("\n  inside      the token inside can be read; it is not verified\n"), "{text}");
    let json = inspect(&["--format", "json"], "json/nested").ends(1).json();
    assert_eq!(json["unwrapped"], json!({ "finding": null, "findings": [] }));
    let json = inspect(&["--format", "json"], "json/gzip").ends(1).json();
    assert_eq!(json["unwrapped"], json!({ "finding": "malformed", "findings": ["malformed"] }));
    // The clock is that of --at.
    let json = inspect(&["--format", "json"], "future/200000").ends(0).json();
    assert_eq!(names(&json["warnings"], "warning"), ["issued_in_future"]);
    let late = usersig(&["inspect", "--at", "1790200100", "--format", "json", "-"]);
    let json = late.input(mistake("future/200000")).ends(0).json();
    assert_eq!(json["warnings"], json!([]));
}

#[test]
fn a_key_that_verifies_nothing_is_recognized_by_its_shape() {
    let token = signed(&[]);
    let verify = |name: &str, key: &str| {
        let key = file(name, key);
        usersig(&[
            "verify",
            "--userid",
            "xiaojun",
            "--at",
            NOW,
            "--sdkappid",
            APP,
            "--secret-key-file",
            &key,
            "--",
            &token,
        ])
    };
    for (name, key, cause) in [
        ("shape-short", KEY[1..].to_owned(), "key_looks_short"),
        ("shape-long", format!("{KEY}0"), "key_looks_long"),
        (
            "shape-assignment",
            format!("SECRETKEY={}", mistakes()["key"].as_str().expect("text")),
            "key_is_assignment",
        ),
        ("shape-sample", "your_secret_key".to_owned(), "key_is_placeholder"),
        ("shape-cloud", "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE".to_owned(), "key_is_api_secret"),
    ] {
        let ended = verify(name, &key).ends(1);
        assert!(ended.stdout.contains(&format!("\n  cause       {cause}\n")), "{}", ended.stdout);
        shows_nothing_of(&key, &ended.stdout);
    }
    // The published sample key signed it, whatever key is tried.
    let ended = verify("shape-other", OTHER_KEY).ends(1);
    assert!(ended.stdout.contains("\n  cause       key_placeholder\n"), "{}", ended.stdout);
    // This key has no unusual shape: it is another application's.
    let ended = of_mistakes("verify", &["-"]).input(mistake("signature/other_key")).ends(1);
    assert!(!ended.stdout.contains("\n  cause"), "{}", ended.stdout);
}

#[test]
fn a_key_that_cannot_be_used_is_recognized_by_its_shape() {
    let data = reference_tokens();
    let pem = |name: &str| data["keys"]["prime256v1"][name].as_str().expect("PEM");
    let body: String = pem("sec1only").lines().filter(|line| !line.starts_with("-----")).collect();
    let rsa = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----\n";
    let cases = [
        ("--secret-key-file", pem("sec1only").to_owned(), "key_is_private_key"),
        ("--secret-key-file", pem("sec1only").replace('\n', "\\n"), "pem_escaped_line_ends"),
        ("--secret-key-file", rsa.to_owned(), "pem_rsa"),
        ("--secret-key-file", String::new(), "key_is_placeholder"),
        ("--private-key-file", body, "key_is_pem_body"),
        ("--private-key-file", rsa.to_owned(), "pem_rsa"),
        ("--private-key-file", pem("sec1only").replace('\n', "\\n"), "pem_escaped_line_ends"),
    ];
    for (at, (option, key, cause)) in cases.into_iter().enumerate() {
        let path = file(&format!("unusable-{at}"), &key);
        let ended = usersig(&["sign", "--userid", "xiaojun", "--sdkappid", APP, option, &path]).ends(2);
        assert_eq!(ended.stdout, "");
        assert!(
            ended.stderr.contains(&format!("\n  cause       {cause}\n  seen        ")),
            "{}",
            ended.stderr
        );
        assert!(ended.stderr.contains("\n  fix         "), "{}", ended.stderr);
    }
    // For a public key in place of a private one, the message is enough.
    let path = file("unusable-half", pem("pub"));
    let ended =
        usersig(&["sign", "--userid", "xiaojun", "--sdkappid", APP, "--private-key-file", &path]).ends(2);
    assert!(!ended.stderr.contains("cause"), "{}", ended.stderr);
}

#[test]
fn a_mistake_in_the_use_of_the_key_is_found_with_a_key_from_anywhere() {
    let data = mistakes();
    let key = data["key"].as_str().expect("text");
    let (sdkappid, token) = (data["sdkappid"].to_string(), mistake("signature/key/hex"));
    let token = String::from_utf8(token).expect("ASCII");
    let path = file("use-key", key);
    let verify = |more: &[&str]| {
        let args = [
            "verify",
            "--userid",
            "li-lei",
            "--sdkappid",
            &sdkappid,
            "--at",
            "1790000100",
            "--format",
            "json",
        ];
        usersig(&[&args[..], more, &["--", &token]].concat())
    };
    for run in [
        verify(&["--secret-key-file", &path]),
        verify(&["--secret-key-stdin"]).input(format!("{key}\n")),
        verify(&[]).env("USERSIG_SECRET_KEY", key),
    ] {
        let ended = run.ends(1);
        assert_eq!(names(&ended.json()["causes"], "cause"), ["key_hex_decoded"]);
        shows_nothing_of(key, &ended.stdout);
    }
}

#[test]
fn control_characters_are_escaped_in_causes() {
    let mut document = document_of(&signed(&[]));
    let expire = document.as_object_mut().expect("an object").remove("TLS.expire");
    document["TLS.expire\u{202e}Time"] = expire.expect("there");
    let token = token_of(document.to_string().as_bytes());
    for command in [&["inspect"][..], &["verify", "--userid", "xiaojun"]] {
        for format in ["text", "json"] {
            let args = [command, &["--format", format, "--", &token]].concat();
            let ended = usersig(&args).with_app().ends(1);
            assert!(!ended.stdout.contains('\u{202e}'), "{}", ended.stdout);
        }
    }
}
