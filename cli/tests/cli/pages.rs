use crate::{signed, usersig};

const COMMANDS: [&str; 8] = ["sign", "verify", "inspect", "doctor", "batch", "explain", "completions", "man"];

#[test]
fn every_command_has_help_with_examples() {
    let top = usersig(&["--help"]).ends(0).stdout;
    assert!(top.contains("Exit status:") && top.contains("USERSIG_SECRET_KEY") && top.contains("Examples:"));
    for command in COMMANDS {
        assert!(top.contains(&format!("\n  {command}")), "{command} is not in the overview");
        // Success of these three is a verdict.
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

#[test]
fn explain_knows_every_code() {
    let all = usersig(&["explain"]).ends(0).stdout;
    for code in ["70001", "70002", "70003", "70004", "70009", "70013", "70014", "70016", "70020", "70050"] {
        let one = usersig(&["explain", code]).ends(0).stdout;
        assert!(one.starts_with(&format!("{code}: ")) && one.lines().count() >= 2, "{one}");
        assert!(all.contains(&one), "{code}");
    }
    for unknown in ["1", "70000", "-1", "seventy", "", "99999999999999999999"] {
        let ended = usersig(&["explain", "--", unknown]).ends(2);
        assert_eq!(ended.stdout, "");
        assert!(ended.stderr.contains("70001: ") && ended.stderr.contains("70050: "), "{}", ended.stderr);
    }
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
