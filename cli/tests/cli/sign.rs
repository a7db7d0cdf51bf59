use serde_json::json;

use crate::{APP, KEY, NOW, document_of, keys_of, signed, usersig};

#[test]
fn the_known_answer() {
    let document = document_of(&signed(&["--expire", "180d"]));
    assert_eq!(
        document,
        json!({
            "TLS.ver": "2.0", "TLS.identifier": "xiaojun", "TLS.sdkappid": 1_400_000_000, "TLS.time": 1_700_000_000,
            "TLS.expire": 15_552_000, "TLS.sig": "LvA7d/Iw7gSsnskvVzBDPOCCDbuNCw4GHwTC0bip+B4=",
        })
    );
}

#[test]
fn json_has_the_token_and_its_fields() {
    let ended = usersig(&["sign", "--userid", "xiaojun", "--at", NOW, "--format", "json"]).with_app().ends(0);
    let expected = ["userid", "sdkappid", "usersig", "issued_at", "expire", "expires_at", "version"];
    assert_eq!(keys_of(ended.line()), expected);
    assert_eq!(
        ended.json(),
        json!({
            "userid": "xiaojun", "sdkappid": 1_400_000_000, "usersig": signed(&[]), "issued_at": 1_700_000_000,
            "expire": 604_800, "expires_at": 1_700_604_800, "version": "2.0",
        })
    );
}

#[test]
fn a_validity_has_units_and_bounds() {
    for (text, seconds) in [("1", 1), ("604800", 604_800), ("45m", 2_700), ("12h", 43_200), ("2w", 1_209_600)]
    {
        assert_eq!(document_of(&signed(&["--expire", text]))["TLS.expire"], seconds);
    }
    for text in ["0", "51y", "7 d", "", "-1", "+7d", "1576800001", "99999999999999999999"] {
        usersig(&["sign", "--userid", "x", "--expire", text]).with_app().rejects("--expire");
    }
}

#[test]
fn a_room_makes_a_private_map_key() {
    let inspect = |token: &str| {
        usersig(&["inspect", "--format", "json", token]).ends(0).json()["private_map_key"].clone()
    };
    let number = signed(&["--room", "1234", "--privileges", "enter,audio-receive,video-receive"]);
    assert_eq!(
        inspect(&number),
        json!({
            "account": "xiaojun", "sdkappid": 1_400_000_000, "room": 1234, "privileges": 42,
            "privilege_names": ["enter", "audio-receive", "video-receive"], "expires_at": 1_700_604_800,
        })
    );
    let name = signed(&["--room-str", "a room"]);
    assert_eq!(inspect(&name)["room"], "a room");
    assert_eq!(inspect(&name)["privileges"], 255, "all by default");
    assert_eq!(
        inspect(&signed(&["--room", "4294967294", "--privileges", "0"]))["privilege_names"],
        json!([])
    );

    let sign = |more: &[&str]| usersig(&[&["sign", "--userid", "xiaojun"], more].concat()).with_app();
    sign(&["--room", "0"]).rejects("1 to 4294967294");
    sign(&["--room", "4294967295"]).rejects("1 to 4294967294");
    sign(&["--room", "-1"]).rejects("--room");
    sign(&["--room-str", ""]).rejects("1 to 64");
    sign(&["--room-str", "房间"]).rejects("string room");
    sign(&["--room", "1", "--room-str", "1"]).rejects("cannot be used with");
    sign(&["--room", "1", "--userbuf-base64", "AA=="]).rejects("cannot be used with");
    sign(&["--room", "1", "--privileges", "256"]).rejects("0 to 255");
    sign(&["--room", "1", "--privileges", "enter,fly"]).rejects("\"fly\" is not a privilege");
    sign(&["--privileges", "all"]).rejects("--room");
    sign(&["--room", "1", "--at", "4294967295"]).rejects("7 February 2106");
}

#[test]
fn a_userbuf_is_signed_as_given() {
    for base64 in ["", "AA==", "5bCP5Yab", "/+8="] {
        let token = signed(&["--userbuf-base64", base64]);
        assert_eq!(document_of(&token)["TLS.userbuf"], base64);
        let verified =
            usersig(&["verify", "--userid", "xiaojun", "--at", NOW, "--format", "json", &token]).with_app();
        assert_eq!(verified.ends(0).json()["userbuf"], base64);
    }
    for wrong in ["AA", "AB==", "_-8=", "A A="] {
        usersig(&["sign", "--userid", "x", "--userbuf-base64", wrong]).rejects("--userbuf-base64");
    }
    let long = "AAAA".repeat(10_923);
    usersig(&["sign", "--userid", "x", "--userbuf-base64", &long]).with_app().rejects("32768");
}

#[test]
fn a_userid_rule_is_chosen_by_its_name() {
    let sign = |id: &str, more: &[&str]| usersig(&[&["sign", "--userid", id], more].concat()).with_app();
    let accepts = |id: &str, rule: &str| {
        let token = sign(id, &["--userid-rule", rule]).ends(0);
        let verified =
            usersig(&["verify", "--userid", id, "--format", "json", token.line()]).with_app().ends(0);
        assert_eq!(verified.json()["userid"], id);
    };
    for id in ["a b", "administrator@x", "~"] {
        sign(id, &[]).ends(0);
        accepts(id, "im");
        accepts(id, "any");
        sign(id, &["--userid-rule", "trtc"]).rejects("(--userid-rule im)");
    }
    accepts("Xiao_jun-7", "trtc");
    for id in ["小军", "é"] {
        accepts(id, "any");
        sign(id, &[]).rejects("(--userid-rule any)");
        sign(id, &["--userid-rule", "trtc"]).rejects("(--userid-rule any)");
    }
    sign("", &[]).rejects("empty");
    for id in ["bob\nTLS.sdkappid:1", "a\tb", "\u{1b}[2J", "\u{7f}"] {
        for rule in ["im", "trtc", "any"] {
            sign(id, &["--userid-rule", rule]).rejects("control character");
        }
        usersig(&["verify", "--userid", id, "eJy"]).with_app().rejects("control character");
    }
    sign(&"x".repeat(1025), &["--userid-rule", "any"]).rejects("at most 1024");
    sign("x", &["--userid-rule", "none"]).rejects("[possible values: im, trtc, any]");
    sign("x", &["--any-userid"]).rejects("--any-userid");
    assert_eq!(document_of(&dashed())["TLS.identifier"], "-x");
}

/// No product accepts such a UserID: with another rule, the service would reject the token.
#[test]
fn a_userid_that_is_too_long_is_offered_no_other_rule() {
    for id in ["user_of_more_than_thirty_two_bytes", &"x".repeat(1024), &"小".repeat(11)] {
        for rule in ["im", "trtc"] {
            let ended = usersig(&["sign", "--userid", id, "--userid-rule", rule]).with_app().ends(2);
            assert!(ended.stderr.contains("bytes long; expected at most 32"), "{}", ended.stderr);
            assert!(!ended.stderr.contains("--userid-rule"), "{}", ended.stderr);
        }
        let token = usersig(&["sign", "--userid", id, "--userid-rule", "any"]).with_app().ends(0);
        usersig(&["verify", "--userid", id, token.line()]).with_app().ends(0);
        let ended = usersig(&["batch"]).with_app().input(format!("{id}\n")).ends(2);
        assert!(!ended.stderr.contains("--userid-rule"), "{}", ended.stderr);
    }
}

fn dashed() -> String {
    usersig(&["sign", "--userid=-x"]).with_app().ends(0).line().to_owned()
}

#[test]
fn an_sdkappid_is_a_number_that_the_console_shows() {
    let sign = |sdkappid: &str| {
        usersig(&["sign", "--userid", "x", "--sdkappid", sdkappid]).env("USERSIG_SECRET_KEY", KEY)
    };
    assert_eq!(document_of(sign("4294967295").ends(0).line())["TLS.sdkappid"], 4_294_967_295_u32);
    for wrong in ["0", "-1", "4294967296", "14e8", "", "app"] {
        sign(wrong).rejects("1 to 4294967295");
    }
    usersig(&["sign", "--userid", "x"]).env("USERSIG_SDKAPPID", "zero").rejects("1 to 4294967295");
    // The option has precedence over the environment.
    let ended = sign("7").env("USERSIG_SDKAPPID", APP).ends(0);
    assert_eq!(document_of(ended.line())["TLS.sdkappid"], 7);
}

#[test]
fn times_are_unix_seconds() {
    for wrong in ["yesterday", "-1", "1.5", "18446744073709551615", "18446744073709551616", ""] {
        usersig(&["sign", "--userid", "x", "--at", wrong]).with_app().rejects("--at");
    }
    let token = usersig(&["sign", "--userid", "x", "--at", "100000000000", "--format", "json"]).with_app();
    assert_eq!(token.ends(0).json()["expires_at"], 100_000_604_800_u64);
}
