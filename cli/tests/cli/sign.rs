use serde_json::json;

use crate::{APP, KEY, NOW, document_of, keys_of, signed, usersig};

#[test]
fn the_first_command_works_and_says_with_what() {
    let ended = usersig(&["sign", "--userid", "xiaojun"]).ends(0);
    assert!(ended.line().starts_with("eJ"));
    assert!(ended.stderr.starts_with("note: "), "{}", ended.stderr);
    assert!(ended.stderr.contains("demo app 1400000000"));
    let verified = usersig(&["verify", "--userid", "xiaojun", ended.line()]).ends(0);
    assert!(verified.stderr.contains("demo app 1400000000"));
    // One's own app is no demo.
    assert_eq!(usersig(&["sign", "--userid", "xiaojun"]).with_app().ends(0).stderr, "");
}

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
        usersig(&["sign", "--userid", "x", "--expire", text]).with_app().refuses("--expire");
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
    assert_eq!(inspect(&name)["privileges"], 255, "all unless told");
    assert_eq!(
        inspect(&signed(&["--room", "4294967294", "--privileges", "0"]))["privilege_names"],
        json!([])
    );

    let sign = |more: &[&str]| usersig(&[&["sign", "--userid", "xiaojun"], more].concat()).with_app();
    sign(&["--room", "0"]).refuses("1 to 4294967294");
    sign(&["--room", "4294967295"]).refuses("1 to 4294967294");
    sign(&["--room", "-1"]).refuses("--room");
    sign(&["--room-str", ""]).refuses("1 to 64");
    sign(&["--room-str", "房间"]).refuses("string room");
    sign(&["--room", "1", "--room-str", "1"]).refuses("cannot be used with");
    sign(&["--room", "1", "--userbuf-base64", "AA=="]).refuses("cannot be used with");
    sign(&["--room", "1", "--privileges", "256"]).refuses("0 to 255");
    sign(&["--room", "1", "--privileges", "enter,fly"]).refuses("\"fly\" is not a privilege");
    sign(&["--privileges", "all"]).refuses("--room");
    sign(&["--room", "1", "--at", "4294967295"]).refuses("7 February 2106");
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
        usersig(&["sign", "--userid", "x", "--userbuf-base64", wrong]).refuses("--userbuf-base64");
    }
    let long = "AAAA".repeat(10_923);
    usersig(&["sign", "--userid", "x", "--userbuf-base64", &long]).with_app().refuses("32768");
}

#[test]
fn the_rule_for_userids_has_one_way_out() {
    for id in ["小军", "a b", "administrator@x", "user_of_more_than_thirty_two_bytes"] {
        usersig(&["sign", "--userid", id]).with_app().refuses("--any-userid");
        let token = usersig(&["sign", "--any-userid", "--userid", id]).with_app().ends(0);
        let verified =
            usersig(&["verify", "--userid", id, "--format", "json", token.line()]).with_app().ends(0);
        assert_eq!(verified.json()["userid"], id);
    }
    usersig(&["sign", "--userid", ""]).with_app().refuses("empty");
    for id in ["bob\nTLS.sdkappid:1", "a\tb", "\u{1b}[2J", "\u{7f}"] {
        usersig(&["sign", "--any-userid", "--userid", id]).with_app().refuses("control character");
        usersig(&["verify", "--userid", id, "eJy"]).with_app().refuses("control character");
    }
    usersig(&["sign", "--any-userid", "--userid", &"x".repeat(1025)]).with_app().refuses("at most 1024");
    assert_eq!(document_of(&dashed())["TLS.identifier"], "-x");
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
        sign(wrong).refuses("1 to 4294967295");
    }
    usersig(&["sign", "--userid", "x"]).env("USERSIG_SDKAPPID", "zero").refuses("1 to 4294967295");
    // The option is nearer than the environment.
    let ended = sign("7").env("USERSIG_SDKAPPID", APP).ends(0);
    assert_eq!(document_of(ended.line())["TLS.sdkappid"], 7);
}

#[test]
fn times_are_unix_seconds() {
    for wrong in ["yesterday", "-1", "1.5", "18446744073709551616", ""] {
        usersig(&["sign", "--userid", "x", "--at", wrong]).with_app().refuses("--at");
    }
    let token =
        usersig(&["sign", "--userid", "x", "--at", "18446744073709551615", "--format", "json"]).with_app();
    assert_eq!(token.ends(0).json()["expires_at"], u64::MAX);
}
