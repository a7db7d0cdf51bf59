//! Scripts let users in by the exit status of `verify`: only a valid token may end it with success.

use crate::{NOW, signed, usersig};

#[test]
fn help_of_verify_or_inspect_is_no_success() {
    for help in ["--help", "-h", "-hx", "-hh"] {
        for args in [
            &["verify", "--userid", "administrator", help][..],
            &["verify", help],
            &["verify", help, "--userid", "administrator"],
            &["verify", "--userid", "administrator", "eJy", help],
            &["inspect", help],
            &["inspect", "eJy", help],
            &["doctor", help],
            &["doctor", "--userid", "administrator", "eJy", help],
            &[help, "verify"],
            &[help, "inspect"],
        ] {
            for run in [usersig(args), usersig(args).with_app()] {
                run.ends(2);
            }
        }
    }
    let help = usersig(&["verify", "--help"]).ends(2).stdout;
    assert!(help.contains("Usage: usersig verify "), "{help}");
    for args in [
        &["--version", "verify"][..],
        &["-V", "verify", "eJy"],
        &["-V", "inspect"],
        &["verify", "-V"],
        &["verify", "--version"],
        &["inspect", "--version"],
        &["-V", "--help", "verify"],
        &["sign", "--help", "verify"],
        &["verify", "help"],
    ] {
        assert_ne!(usersig(args).with_app().run().status, 0, "{args:?}");
    }
    // These commands print pages: no program waits for a verdict.
    for args in [&["help", "verify"][..], &["help", "inspect"], &["man", "verify"], &["man", "inspect"]] {
        usersig(args).ends(0);
    }
    usersig(&["sign", "--userid", "verify"]).with_app().ends(0);
}

#[test]
fn after_two_dashes_every_word_is_a_token() {
    let token = signed(&[]);
    for command in [&["verify", "--userid", "xiaojun", "--at", NOW][..], &["inspect"]] {
        let run = |words: &[&str]| {
            usersig(&[command, &["--format", "json"], words].concat()).with_app().input(token.as_str())
        };
        run(&["--", &token]).ends(0);
        // The valid token on standard input is not read.
        for word in ["-", "--", "--help", "-h", "-V", "--demo", "--format=text", "verify"] {
            let json = run(&["--", word]).ends(1).json();
            assert_eq!(json["finding"], "malformed", "{word}");
        }
        assert_eq!(run(&["--", ""]).ends(1).json()["finding"], "empty");
        run(&["--", &token, &token]).ends(2);
        run(&[&token, "--", &token]).ends(2);
        run(&["-", "--", "-"]).ends(2);
        // Two dashes alone are no token.
        run(&["-", "--"]).ends(0);
        run(&["--"]).ends(2);
    }
}

#[test]
fn without_a_token_nothing_is_read() {
    let token = signed(&[]);
    let verify = ["verify", "--userid", "xiaojun", "--at", NOW];
    for input in [token.clone(), format!(" {token}\r\n")] {
        for args in [&verify[..], &["inspect"]] {
            usersig(&[args, &["-"]].concat()).with_app().input(input.clone()).ends(0);
            // An option in place of the token, with a valid token on standard input.
            usersig(args).with_app().input(input.clone()).rejects("- to read it from standard input");
            usersig(&[args, &["--at=1"]].concat()).with_app().input(input.clone()).ends(2);
        }
    }
    for args in [&verify[..], &["inspect"]] {
        let ended = usersig(&[args, &["--format", "json", "-"]].concat()).with_app().ends(1);
        assert_eq!(ended.json()["finding"], "empty");
    }
    usersig(&[&verify[..], &["--secret-key-stdin", "-"]].concat()).rejects("standard input");
}

/// xorshift: the same numbers in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).expect("below end")
    }

    fn one_of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

/// Whatever the arguments are, without a valid token there is no success.
#[test]
fn no_argument_list_without_a_valid_token_succeeds() {
    const CASES: usize = 1_200;
    const BEFORE: [&str; 7] = ["-h", "--help", "-V", "--version", "--", "-hV", "--demo"];
    const WORDS: [&str; 46] = [
        "-h",
        "--help",
        "-hx",
        "-V",
        "--version",
        "--",
        "-",
        "",
        " ",
        "--help=x",
        "-h=1",
        "help",
        "man",
        "completions",
        "verify",
        "inspect",
        "sign",
        "batch",
        "explain",
        "bash",
        "--demo",
        "--format",
        "json",
        "text",
        "--at",
        NOW,
        "0",
        "--leeway",
        "--leeway=86400",
        "--max-validity=50w",
        "--room",
        "1",
        "--room-str=x",
        "--privileges=0",
        "--no-userbuf",
        "--userbuf-base64=",
        "--secret-key-stdin",
        "--public-key-file=/dev/null",
        "--sdkappid=1",
        "--userid=x",
        "--keys-zip",
        "eJy",
        "eJwDAAAAAAE_",
        "\u{1b}[2J",
        "--é",
        "@/etc/passwd",
    ];
    let (expired, foreign) = (signed(&["--expire", "1"]), signed(&[]).replacen("eJ", "eK", 1));
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for _ in 0..CASES {
        let command = numbers.one_of(&["verify", "verify", "inspect"]);
        let mut args: Vec<&str> = (0..numbers.below(4) / 2).map(|_| numbers.one_of(&BEFORE)).collect();
        args.push(command);
        if command == "verify" && numbers.below(4) > 0 {
            args.extend(["--userid", numbers.one_of(&["administrator", "xiaojun"])]);
        }
        for _ in 0..numbers.below(4) {
            args.push(match numbers.below(12) {
                // Not for inspect, which succeeds for any token that can be read.
                0 if command == "verify" && !args.contains(&"inspect") && !args.contains(&NOW) => &expired,
                1 => &foreign,
                _ => numbers.one_of(&WORDS),
            });
        }
        // A second `--userid` or an option without its value is wrong usage, which is no success either.
        let mut run = usersig(&args);
        if numbers.below(3) > 0 {
            run = run.with_app();
        }
        let input = numbers.one_of(&["", "eJy", "--help", "5bd2", "\n"]);
        let ended = run.input(input).run();
        assert_ne!(ended.status, 0, "{args:?} {ended:?}");
    }
}
