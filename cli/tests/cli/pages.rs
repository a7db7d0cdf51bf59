use crate::{signed, usersig};

const COMMANDS: [&str; 9] =
    ["sign", "verify", "inspect", "doctor", "batch", "explain", "page", "completions", "man"];

#[test]
fn every_command_has_help_with_examples() {
    let top = usersig(&["--help"]).ends(0).stdout;
    assert!(top.contains("Exit status:") && top.contains("USERSIG_SECRET_KEY") && top.contains("Examples:"));
    for command in COMMANDS {
        assert!(top.contains(&format!("\n  {command}")), "{command} is not in the overview");
        // For these three, success means a valid token.
        let status = if ["verify", "inspect", "doctor"].contains(&command) { 2 } else { 0 };
        let help = usersig(&[command, "--help"]).ends(status);
        assert_eq!(help.stderr, "");
        assert!(
            help.stdout.contains("Usage: usersig ") && help.stdout.contains("Examples:"),
            "{}",
            help.stdout
        );
        assert_eq!(usersig(&["help", command]).ends(0).stdout, help.stdout);
        assert!(usersig(&[command, "-h"]).ends(status).stdout.len() <= help.stdout.len());
        assert!(help.stdout.lines().all(|line| line.len() <= 120), "{}", help.stdout);
    }
    // The environment's values are not in the help: one of them is the key.
    usersig(&["sign", "--help"]).with_app().ends(0);
    assert!(usersig(&["--version"]).ends(0).line().starts_with("usersig "));
}

#[test]
fn wrong_usage_is_status_2() {
    let token = signed(&[]);
    for args in [
        &[][..],
        &["sgin"],
        &["sign"],
        &["verify", "--userid", "x"],
        &["verify", &token],
        &["inspect", &token, &token],
        &["inspect", &token, "--format", "xml"],
        &["completions"],
        &["completions", "tcsh"],
        &["man", "sgin"],
    ] {
        let ended = usersig(args).ends(2);
        assert_eq!(ended.stdout, "", "{args:?}");
        assert!(!ended.stderr.is_empty(), "{args:?}");
    }
    usersig(&["sgin"]).rejects("'sign'");
}

/// What `explain` prints for these arguments, in a language.
fn explained(args: &[&str], locale: &str) -> String {
    let all = [&["explain"], args].concat();
    usersig(&all).env("LC_ALL", locale).ends(0).stdout
}

#[test]
fn explain_knows_every_code() {
    let all = explained(&[], "C");
    for code in ["70001", "70002", "70003", "70004", "70009", "70013", "70014", "70016", "70020", "70050"] {
        let one = explained(&[code], "C");
        assert!(one.starts_with(&format!("{code}: ")) && one.lines().count() >= 2, "{one}");
        let (paragraph, layer) = one.trim_end().rsplit_once('\n').expect("lines");
        assert!(all.contains(paragraph), "{code}");
        assert!(layer.starts_with("  Returned by: account server"), "{layer}");
    }
    assert!(all.starts_with("# account server"), "{all}");
    assert_eq!(all.lines().filter(|line| line.starts_with("# ")).count(), usersig::Layer::ALL.len());
    for entry in usersig::explanations() {
        assert!(all.contains(entry.meaning(usersig::Language::English)), "{entry:?}");
    }
}

#[test]
fn explain_accepts_numbers_with_a_sign_and_names() {
    for (code, start) in [
        ("6206", "6206: "),
        ("70001", "70001: "),
        ("-70001", "70001: "),
        ("-100018", "-100018: "),
        ("-3320", "-3320: userSig is empty"),
        ("5400", "5400: "),
        // One meaning, several numbers.
        ("70203", "70203: the service had"),
        ("-70252", "-70252: "),
        (" 70009 ", "70009: "),
        ("ERR_USER_SIG_EXPIRED", "6206: "),
        ("err_user_sig_expired", "6206: "),
        (
            "Err_TLS_Third_Sig_Check_Sig_Identifier_Unmatch",
            "Err_TLS_Third_Sig_Check_Sig_Identifier_Unmatch: ",
        ),
    ] {
        let one = explained(&[code], "C");
        assert!(one.starts_with(start) && one.contains("\n  Returned by: "), "{code}: {one}");
        assert_eq!(explained(&["--", code], "C"), one);
    }
    assert!(explained(&["-70001"], "C").contains("\n  Also: ERR_SVR_ACCOUNT_USERSIG_EXPIRED, "));
    assert!(explained(&["5503"], "C").contains("\n  Also: 5502\n"));
    // One number, two layers.
    let both = explained(&["60004"], "C");
    assert!(both.contains("\n\n60004: the camera") && both.matches("Returned by: ").count() == 2, "{both}");
    let other = explained(&["-100013"], "C");
    assert!(other.contains("not documented as a problem of the UserSig"), "{other}");
    assert!(!explained(&["70009"], "C").contains("not documented"));
}

#[test]
fn explain_makes_no_claim_about_unknown_codes() {
    for unknown in ["1", "70000", "-1", "seventy", "", "99999999999999999999", "100001", "0x4001", "70009x"] {
        usersig(&["explain", "--", unknown])
            .env("LC_ALL", "C")
            .rejects("is not a code that this library knows");
    }
    usersig(&["explain", "-1"]).rejects("");
    // A word with a dash is still an option.
    usersig(&["explain", "-x"]).rejects("'-x'");
    let ended = usersig(&["explain", "1"]).env("LC_ALL", "zh_CN.UTF-8").ends(2);
    assert!(ended.stderr.contains("不是本库认识的错误码"), "{}", ended.stderr);
}

#[test]
fn explain_speaks_the_language_of_the_locale() {
    let language = |locale: &[(&str, &str)]| {
        let run = usersig(&["explain", "70001"]);
        let run = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().fold(run, |run, name| run.env(name, ""));
        locale.iter().fold(run, |run, (name, value)| run.env(name, value)).ends(0).stdout
    };
    let (english, chinese) = (language(&[]), language(&[("LC_ALL", "zh_CN.UTF-8")]));
    assert!(english.starts_with("70001: the UserSig has expired\n"), "{english}");
    assert!(
        chinese.starts_with("70001：UserSig 已过期\n") && chinese.contains("来源：账号服务"),
        "{chinese}"
    );
    assert_eq!(language(&[("LANG", "zh_CN")]), chinese);
    assert_eq!(language(&[("LC_MESSAGES", "zh_SG.UTF-8"), ("LANG", "en_US.UTF-8")]), chinese);
    assert_eq!(language(&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")]), english);
    assert!(explained(&[], "zh_CN.UTF-8").starts_with("# 账号服务"));
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = usersig(&["completions", shell]).ends(0).stdout;
        for word in COMMANDS.into_iter().chain(["--secret-key-file", "--privileges"]) {
            // fish names long options without their dashes.
            assert!(script.contains(word.trim_start_matches('-')), "{word} is not in the script for {shell}");
        }
    }
}

#[test]
fn the_manual_is_roff() {
    let page = usersig(&["man"]).ends(0).stdout;
    assert!(page.contains(".TH usersig 1") && page.contains(".SH NAME"), "{page}");
    for command in COMMANDS {
        assert!(page.contains(&format!("usersig\\-{command}(1)")), "{command}");
        let page = usersig(&["man", command]).ends(0).stdout;
        assert!(page.contains(&format!("usersig\\-{command}")), "{page}");
    }
}

#[test]
fn no_colours_without_a_terminal() {
    let token = signed(&[]);
    for args in [&["verify", "--userid", "bob", &token][..], &["inspect", &token], &["sgin"], &["--help"]] {
        let ended = usersig(args).with_app().run();
        assert!(!ended.stdout.contains('\u{1b}') && !ended.stderr.contains('\u{1b}'), "{ended:?}");
    }
}
