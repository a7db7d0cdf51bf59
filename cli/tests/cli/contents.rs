//! What `verify` expects a token to carry, and for how long it may be valid.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::verify::FIELDS;
use crate::{NOW, keys_of, signed, token_of, usersig};

fn verify(token: &str, more: &[&str]) -> crate::Usersig {
    let args = ["verify", "--userid", "xiaojun", "--at", NOW, "--format", "json"];
    usersig(&[&args[..], more, &["--", token]].concat()).with_app()
}

/// Expects a token that is not valid for this reason alone.
#[track_caller]
fn finds(token: &str, more: &[&str], finding: &str, detail: &str) {
    let ended = verify(token, more).ends(1);
    assert_eq!(keys_of(ended.line()), FIELDS);
    let json = ended.json();
    assert_eq!(json["findings"], json!([finding]), "{json}");
    assert_eq!((&json["valid"], &json["finding"]), (&false.into(), &finding.into()));
    assert_eq!(json["service_code"], 0, "the service has no code for it");
    assert!(json["detail"].as_str().expect("text").contains(detail), "{json}");
    assert!(!json["hint"].as_str().expect("text").is_empty());
    let args = ["verify", "--userid", "xiaojun", "--at", NOW];
    let text = usersig(&[&args[..], more, &["--", token]].concat()).with_app().ends(1).stdout;
    assert!(text.starts_with(&format!("not valid: {finding}\n\n  finding     ")), "{text}");
    assert!(text.contains(detail) && text.contains("\n  do          "), "{text}");
}

#[test]
fn a_room_is_expected_with_its_privileges() {
    let number = signed(&["--room", "1234", "--privileges", "enter,audio-receive"]);
    verify(&number, &[]).ends(0);
    verify(&number, &["--room", "1234"]).ends(0);
    verify(&number, &["--room", "1234", "--privileges", "enter"]).ends(0);
    verify(&number, &["--room", "1234", "--privileges", "10"]).ends(0);
    let json = verify(&number, &["--room", "1234"]).ends(0).json();
    assert_eq!((&json["findings"], &json["warnings"]), (&json!([]), &json!([])));
    assert_eq!(
        json["private_map_key"],
        json!({
            "account": "xiaojun", "sdkappid": 1_400_000_000, "room": 1234, "privileges": 10,
            "privilege_names": ["enter", "audio-receive"], "expires_at": 1_700_604_800,
        })
    );
    finds(&number, &["--room", "1235"], "record_mismatch", "for room 1234; expected room 1235");
    finds(&number, &["--room-str", "1234"], "record_mismatch", "expected string room \"1234\"");
    finds(&number, &["--room", "1234", "--privileges", "all"], "record_mismatch", "does not allow create, ");

    let name = signed(&["--room-str", "a room"]);
    verify(&name, &["--room-str", "a room", "--privileges", "all"]).ends(0);
    finds(&name, &["--room-str", "a_room"], "record_mismatch", "string room \"a room\"");
    finds(&signed(&[]), &["--room", "1"], "record_mismatch", "no PrivateMapKey record");
}

#[test]
fn a_userbuf_is_expected_or_none() {
    let (plain, userbuf, room) =
        (signed(&[]), signed(&["--userbuf-base64", "5bCP5Yab"]), signed(&["--room", "1"]));
    verify(&plain, &["--no-userbuf"]).ends(0);
    finds(&userbuf, &["--no-userbuf"], "userbuf_mismatch", "a userbuf of 6 bytes; expected none");
    finds(&room, &["--no-userbuf"], "userbuf_mismatch", "expected none");
    let json = verify(&userbuf, &["--userbuf-base64", "5bCP5Yab"]).ends(0).json();
    assert_eq!(json["userbuf"], "5bCP5Yab");
    finds(&userbuf, &["--userbuf-base64", "5bCP5YaA"], "userbuf_mismatch", "another userbuf");
    finds(&plain, &["--userbuf-base64", "5bCP5Yab"], "userbuf_mismatch", "no userbuf");
    // An empty userbuf is not the same as none.
    finds(&plain, &["--userbuf-base64", ""], "userbuf_mismatch", "no userbuf");
    verify(&signed(&["--userbuf-base64", ""]), &["--userbuf-base64", ""]).ends(0);
    let text = usersig(&["verify", "--userid", "xiaojun", "--at", NOW, &userbuf]).with_app().ends(0).stdout;
    assert!(text.contains("\n  userbuf     6 bytes, base64 5bCP5Yab\n"), "{text}");
}

#[test]
fn a_validity_may_be_too_long() {
    let token = signed(&["--expire", "8d"]);
    verify(&token, &["--max-validity", "8d"]).ends(0);
    verify(&token, &["--max-validity", "691200"]).ends(0);
    finds(&token, &["--max-validity", "7d"], "validity_too_long", "expected at most 604800");
    verify(&token, &["--max-validity", "0"]).rejects("--max-validity");
    verify(&token, &["--max-validity", "51y"]).rejects("--max-validity");
}

#[test]
fn expectations_that_exclude_each_other_are_wrong_usage() {
    let verify = |more: &[&str]| verify("eJy", more);
    let contents: [&[&str]; 4] =
        [&["--room", "1"], &["--room-str", "a"], &["--userbuf-base64", "AA=="], &["--no-userbuf"]];
    for (at, one) in contents.iter().enumerate() {
        for other in &contents[at + 1..] {
            verify(&[*one, *other].concat()).rejects("cannot be used with");
        }
    }
    verify(&["--privileges", "enter"]).rejects("--room");
    verify(&["--no-userbuf", "--privileges", "enter"]).ends(2);
    verify(&["--room", "0"]).rejects("1 to 4294967294");
    verify(&["--room-str", ""]).rejects("1 to 64");
    verify(&["--room", "1", "--privileges", "256"]).rejects("0 to 255");
    verify(&["--userbuf-base64", "AA"]).rejects("--userbuf-base64");
    verify(&["--userbuf-base64", &"AAAA".repeat(10_923)]).rejects("32768");
}

/// A record for another user inside a token with a good signature.
#[test]
fn a_record_that_disagrees_with_its_token_is_a_finding() {
    let token = signed(&["--room", "7"]);
    let json = verify(&token, &[]).ends(0).json();
    let record = STANDARD.decode(json["userbuf"].as_str().expect("base64")).expect("base64");
    let other = String::from_utf8_lossy(&record).contains("xiaojun");
    assert!(other, "the record has the UserID");
    let at = record.windows(7).position(|bytes| bytes == b"xiaojun").expect("there");
    let mut record = record;
    record[at..at + 7].copy_from_slice(b"mallory");
    let forged = signed(&["--userbuf-base64", &STANDARD.encode(&record)]);
    finds(&forged, &[], "record_mismatch", "for UserID \"mallory\"; its token is for \"xiaojun\"");
    finds(&forged, &["--room", "7"], "record_mismatch", "\"mallory\"");
    let text =
        usersig(&["verify", "--userid", "xiaojun", "--at", NOW, "--", &forged]).with_app().ends(1).stdout;
    assert!(text.contains("\n  account     mallory\n"), "the record is shown: {text}");
}

/// Numbers as JSON strings: the service accepts them, but other implementations do not write them.
#[test]
fn warnings_are_shown_and_change_no_verdict() {
    let document = crate::document_of(&signed(&[]));
    let mut text = document.clone();
    for field in ["TLS.time", "TLS.expire"] {
        text[field] = document[field].to_string().into();
    }
    let token = token_of(text.to_string().as_bytes());
    let fix = "write the value as a JSON number";
    let warning = |field: &str| {
        let seen = "is a JSON string; the service accepts it, and other implementations write a number";
        json!({ "warning": "number_as_text", "detail": format!("{field} {seen}"), "fix": fix })
    };
    let warnings = json!([warning("TLS.time"), warning("TLS.expire")]);
    let json = verify(&token, &[]).ends(0).json();
    assert_eq!(json["valid"], true);
    assert_eq!(json["findings"], json!([]));
    assert_eq!(json["warnings"], warnings);
    let shown = "\n\n  warning     number_as_text\n  seen        TLS.time is a JSON string; ";
    let output = usersig(&["verify", "--userid", "xiaojun", "--at", NOW, &token]).with_app().ends(0).stdout;
    assert!(output.starts_with("valid\n") && output.contains(shown), "{output}");

    let json = usersig(&["inspect", "--format", "json", &token]).ends(0).json();
    assert_eq!(json["warnings"], warnings);
    let output = usersig(&["inspect", &token]).ends(0).stdout;
    assert!(output.contains(shown), "{output}");
    // Also beside a finding.
    let json = verify(&token, &["--max-validity", "1"]).ends(1).json();
    assert_eq!(json["findings"], json!(["validity_too_long"]));
    assert_eq!(json["warnings"], warnings);
}
