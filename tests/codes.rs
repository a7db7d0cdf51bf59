//! The table of error codes: it is complete in both languages, and each number and name finds its entry.

#![cfg(feature = "diagnose")]

use std::collections::HashSet;

use usersig::{Explanation, Language, Layer, ServiceCode, Subject, explain, explanations};

const LANGUAGES: [Language; 2] = [Language::English, Language::Chinese];

/// The entry of a code in one layer.
#[track_caller]
fn entry(code: &str, layer: Layer) -> &'static Explanation {
    explain(code).into_iter().find(|entry| entry.layer() == layer).unwrap_or_else(|| panic!("no {code}"))
}

#[test]
fn every_entry_is_found_by_its_numbers_and_names() {
    for entry in explanations() {
        assert!(!entry.numbers().is_empty() || !entry.names().is_empty(), "{entry:?}");
        for number in entry.numbers() {
            assert!(explain(&number.to_string()).contains(&entry), "{number}");
            assert!(explain(&format!(" {number}\n")).contains(&entry), "{number}");
        }
        for name in entry.names() {
            assert_eq!(explain(name), [entry], "{name}");
            assert_eq!(explain(&name.to_lowercase()), [entry], "{name}");
            assert_eq!(explain(&name.to_uppercase()), [entry], "{name}");
        }
    }
}

#[test]
fn only_codes_of_the_account_server_are_found_with_the_other_sign() {
    for entry in explanations() {
        for number in entry.numbers() {
            let found = explain(&(-number).to_string()).contains(&entry);
            assert_eq!(found, (70_000..71_000).contains(&number.abs()), "{number}");
        }
    }
    // LiveKit's 100018 is a password; TRTC's -100018 a UserSig.
    assert_eq!(entry("100018", Layer::RoomEngine).subject(), Subject::Other);
    assert_eq!(entry("-100018", Layer::TrtcServer).subject(), Subject::UserSig);
}

#[test]
fn documented_minus_forms_are_listed() {
    let listed: Vec<i32> = [
        70001, 70003, 70004, 70005, 70006, 70007, 70008, 70009, 70010, 70013, 70014, 70017, 70018, 70020,
        70051, 70052, 70114, 70221, 70252, 70346, 70347, 70398, 70500,
    ]
    .map(|number: i32| -number)
    .to_vec();
    let account = explanations().iter().filter(|entry| entry.layer() == Layer::Account);
    let minus: Vec<i32> =
        account.flat_map(Explanation::numbers).copied().filter(|number| *number < 0).collect();
    assert_eq!(minus, listed);
}

#[test]
fn a_number_is_in_a_layer_once_and_a_name_once() {
    let (mut numbers, mut names) = (HashSet::new(), HashSet::new());
    for entry in explanations() {
        for number in entry.numbers() {
            assert!(numbers.insert((entry.layer(), number)), "{number}");
        }
        for name in entry.names() {
            assert!(names.insert(name.to_lowercase()), "{name}");
        }
    }
    assert!(numbers.len() > 170 && names.len() > 100, "{} numbers, {} names", numbers.len(), names.len());
}

#[test]
fn the_table_is_sorted_by_layer_and_number() {
    // Chinese and English have the order of the layers in common; what has no number is last.
    let key =
        |entry: &Explanation| (entry.layer(), entry.numbers().first().map_or(u32::MAX, |n| n.unsigned_abs()));
    assert!(explanations().is_sorted_by_key(key));
    let layers: HashSet<Layer> = explanations().iter().map(Explanation::layer).collect();
    assert_eq!(layers.len(), Layer::ALL.len());
}

#[test]
fn texts_are_in_both_languages() {
    let has_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for entry in explanations() {
        let notes = LANGUAGES.map(|language| entry.note(language));
        assert_eq!(notes[0].is_some(), notes[1].is_some(), "{entry:?}");
        let texts =
            |language| [entry.meaning(language), entry.advice(language), entry.note(language).unwrap_or("-")];
        let [english, chinese] = LANGUAGES.map(texts);
        for (english, chinese) in english.iter().zip(chinese).filter(|pair| *pair.0 != "-") {
            assert!(!english.is_empty() && english.is_ascii(), "{english}");
            assert!(has_chinese(chinese), "{chinese}");
            // Other code joins these fragments with labels: no full stop, and no punctuation of the other language.
            assert!(!english.ends_with('.') && !chinese.ends_with('。'), "{english} {chinese}");
            assert!(!chinese.contains([',', ';', '(', ')', ':']), "{chinese}");
        }
    }
    for layer in Layer::ALL {
        assert!(LANGUAGES.iter().all(|language| !layer.title(*language).is_empty()), "{layer:?}");
    }
}

#[test]
fn codes_of_findings_have_the_same_texts() {
    for code in ServiceCode::all() {
        let entry = entry(&code.number().to_string(), Layer::Account);
        assert_eq!(entry.meaning(Language::English), code.meaning());
        assert_eq!(entry.advice(Language::English), code.advice());
        assert_eq!(entry.subject(), Subject::UserSig);
    }
}

#[test]
fn disagreements_between_tables_are_stated() {
    for (code, layer, english, chinese) in [
        ("70003", Layer::Account, "tables disagree", "各表说法不一"),
        ("70004", Layer::Account, "words of 70003", "与 70003 相同"),
        ("70007", Layer::Account, "share one text", "文案相同"),
        ("70009", Layer::Account, "public key", "公钥"),
        ("70016", Layer::Account, "tables disagree", "不一"),
        ("70018", Layer::Account, "timeout", "超时"),
        ("70020", Layer::Account, "tables disagree", "不一"),
        ("70051", Layer::Account, "tables disagree", "不一"),
        ("70052", Layer::Account, "70001", "70001"),
        ("70101", Layer::Account, "another meaning", "另有含义"),
        ("70101", Layer::ImLegacy, "TRTC Web", "TRTC Web"),
        ("70169", Layer::Account, "tables disagree", "不一"),
        ("6206", Layer::ImSdk, "70001", "70001"),
        ("60004", Layer::ImServer, "current table", "现行的表"),
        ("-3320", Layer::TrtcSdk, "-100018", "-100018"),
        ("-100018", Layer::TrtcServer, "newer text", "较新的表"),
        ("-100006", Layer::TrtcServer, "no table", "没有单独的错误码"),
        ("-102010", Layer::TrtcServer, "lacks it", "没有"),
        ("-8", Layer::TrtcWebExtra, "native SDK", "Native SDK"),
        ("-1002", Layer::RoomEngine, "CallKit", "CallKit"),
        ("-1002", Layer::CallKit, "RoomEngine", "RoomEngine"),
    ] {
        let entry = entry(code, layer);
        let notes = LANGUAGES.map(|language| entry.note(language).unwrap_or_default());
        assert!(notes[0].contains(english) && notes[1].contains(chinese), "{code}: {notes:?}");
    }
}

#[test]
fn codes_of_other_problems_are_marked() {
    for code in [
        "6017", "6208", "7013", "20001", "20002", "70398", "70404", "72000", "-3307", "-3340", "-100013",
        "5016", "5401", "-100024",
    ] {
        assert!(explain(code).iter().all(|entry| entry.subject() == Subject::Other), "{code}");
    }
    for code in ["-100006", "-102010", "-102011", "-102013", "-102015", "-102019"] {
        assert!(explain(code).iter().all(|entry| entry.subject() == Subject::PrivateMapKey), "{code}");
    }
}

#[test]
fn unknown_codes_are_not_explained() {
    // 70011, 70012, 70021 and 70022 are in no table.
    for code in [
        "",
        " ",
        "0",
        "1",
        "-",
        "--70001",
        "70000",
        "70011",
        "70012",
        "70021",
        "70022",
        "-6206",
        "3320",
        "0x4001",
        "70001.0",
        "7e4",
        "99999999999999999999",
        "-99999999999999999999",
        "4295037297",
        "ERR_",
        "ERR_USER_SIG",
        "-9223372036854775808",
        "9223372036854775807",
        "７０００１",
    ] {
        assert!(explain(code).is_empty(), "{code:?}");
    }
}
