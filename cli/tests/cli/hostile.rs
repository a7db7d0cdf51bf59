//! Hostile input, and output that cannot be written.

use std::fs::File;
use std::process::Stdio;

use crate::{NOW, file, signed, token_of, userids, usersig};

fn both(input: &[u8]) -> [crate::Ended; 2] {
    [
        usersig(&["inspect", "-", "--format", "json"]).input(input).run(),
        usersig(&["verify", "--userid", "x", "-", "--format", "json"]).with_app().input(input).run(),
    ]
}

#[test]
fn large_input_is_malformed_and_larger_is_rejected() {
    for ended in both(&vec![b'A'; 10 << 20]) {
        assert_eq!(ended.status, 1, "{ended:?}");
        let json = ended.json();
        assert_eq!(json["detail"], "base64: the token is 10485760 characters long; expected at most 65536");
    }
    for ended in both(&vec![b'A'; 17 << 20]) {
        assert_eq!((ended.status, ended.stdout.as_str()), (2, ""));
        assert!(ended.stderr.contains("more than 16777216 bytes"), "{}", ended.stderr);
    }
}

#[test]
fn a_bomb_is_malformed() {
    let bomb = token_of(&vec![b' '; 30 << 20]);
    assert!(bomb.len() < 65_536);
    for ended in both(bomb.as_bytes()) {
        assert_eq!(ended.status, 1);
        assert_eq!(ended.json()["detail"], "zlib: the content inflates to more than 65536 bytes");
    }
}

#[test]
fn an_empty_input_is_empty() {
    for input in [&b""[..], b"\n", b" \t\r\n"] {
        for ended in both(input) {
            assert_eq!((ended.status, &ended.json()["finding"]), (1, &"empty".into()));
        }
    }
}

#[test]
fn random_bytes_are_malformed() {
    // xorshift: the same bytes in every run.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for length in [1, 2, 3, 16, 255, 4_096, 65_537] {
        let bytes: Vec<u8> = (0..length)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                state.to_le_bytes()[0] | 0x80
            })
            .collect();
        for ended in both(&bytes) {
            assert_eq!((ended.status, &ended.json()["finding"]), (1, &"malformed".into()), "{length}");
        }
    }
    for ended in both(b"\0\0\0\0") {
        assert_eq!(ended.status, 1);
    }
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_not_utf_8_is_no_panic() {
    use std::os::unix::ffi::OsStrExt;
    let bytes = std::ffi::OsStr::from_bytes(b"eJ\xff");
    let mut run = usersig(&["inspect"]);
    run.command.arg(bytes);
    assert!(run.ends(1).stdout.contains("byte 0xFF at offset 2"));
    let mut run = usersig(&["verify", "eJy", "--userid"]);
    run.command.arg(bytes);
    run.ends(2);
    let mut run = usersig(&["sign", "--userid", "x", "--sdkappid", "1"]);
    run.command.env("USERSIG_SECRET_KEY", bytes);
    run.rejects("not text in UTF-8");
}

/// The reader of standard output has gone before anything is written.
#[test]
fn a_reader_that_is_gone_is_no_success() {
    let token = signed(&[]);
    let verify = ["verify", "--userid", "xiaojun", "--at", NOW, &token];
    let not_valid = ["verify", "--userid", "bob", "--at", NOW, &token];
    let not_valid_json = ["verify", "--userid", "bob", "--format", "json", &token];
    let ids = file("reader-gone-ids", "alice\n");
    let commands: [(&[&str], i32); 13] = [
        (&["sign", "--userid", "xiaojun"], 3),
        (&["batch", &ids], 3),
        // The verdict is in the exit status.
        (&verify, 0),
        (&not_valid, 1),
        (&not_valid_json, 1),
        (&["inspect", &token], 0),
        (&["inspect", "eJy"], 1),
        (&["inspect", &token, "--format", "json"], 0),
        (&["explain"], 3),
        (&["completions", "bash"], 3),
        (&["man"], 3),
        (&["--help"], 3),
        (&["--version"], 3),
    ];
    for (args, status) in commands {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut run = usersig(args).with_app();
        let output = run.command.stdin(Stdio::null()).stdout(writer).output().expect("it ends");
        assert_eq!(output.status.code(), Some(status), "{args:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
    }
    // The reader of standard error has gone.
    let demo = ["sign", "--demo", "--userid", "xiaojun"];
    for (args, status) in [(&demo[..], 0), (&["explain", "1"], 2), (&["sgin"], 2)] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = usersig(args).command.stdin(Stdio::null()).stderr(writer).output().expect("it ends");
        assert_eq!(output.status.code(), Some(status), "{args:?}");
    }
}

/// `usersig … >&-`: the standard library would write into `/dev/null` without an error.
#[cfg(unix)]
#[test]
fn a_closed_standard_output_is_status_3() {
    let token = signed(&[]);
    let ids = file("closed-ids", "alice\n");
    let commands: [&[&str]; 10] = [
        &["sign", "--userid", "xiaojun"],
        &["batch", &ids],
        &["verify", "--userid", "xiaojun", "--at", NOW, &token],
        &["inspect", &token],
        &["inspect", "--format", "json", &token],
        &["explain"],
        &["completions", "bash"],
        &["man"],
        &["--help"],
        &["--version"],
    ];
    for args in commands {
        let ended = redirected(args, ">&-").ends(3);
        assert_eq!(ended.stderr, "error: cannot write to standard output: it is closed\n", "{args:?}");
        // Output into /dev/null is written.
        redirected(args, ">/dev/null").ends(0);
        redirected(args, "<>/dev/null 1<>/dev/null").ends(0);
    }
    // A closed standard input is neither an empty list nor an empty token.
    for args in [&["batch"][..], &["verify", "--userid", "x", "-"], &["inspect", "-"]] {
        let ended = redirected(args, "<&-").ends(3);
        assert!(ended.stderr.contains("from standard input: it is closed"), "{}", ended.stderr);
        assert_eq!(ended.stdout, "");
    }
    // Standard error may be closed.
    redirected(&["sign", "--userid", "xiaojun"], "2>&-").ends(0);
}

/// The command in a shell with this redirection.
#[cfg(unix)]
fn redirected(args: &[&str], redirection: &str) -> crate::Usersig {
    let mut run = usersig(&[]).with_app();
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", &format!("exec \"$@\" {redirection}"), "sh"]).arg(run.command.get_program()).args(args);
    shell.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    run.command = shell;
    run.with_app()
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_status_3() {
    let (token, ids) = (signed(&[]), file("full-disk-ids", userids(10_000)));
    let commands: [&[&str]; 9] = [
        &["--help"],
        &["--version"],
        &["batch", &ids],
        &["sign", "--userid", "xiaojun"],
        &["verify", "--userid", "xiaojun", "--at", NOW, &token],
        &["inspect", &token],
        &["explain"],
        &["completions", "bash"],
        &["man"],
    ];
    for args in commands {
        let full = File::options().write(true).open("/dev/full").expect("there");
        let mut run = usersig(args).with_app();
        let output = run.command.stdin(Stdio::null()).stdout(full).output().expect("it ends");
        assert_eq!(output.status.code(), Some(3), "{args:?}");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.starts_with("error: cannot write to standard output"), "{stderr}");
    }
}
