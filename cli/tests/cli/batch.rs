use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

use serde_json::Value;

use crate::{APP, KEY, NOW, file, keys_of, signed, userids, usersig};

fn batch(more: &[&str]) -> crate::Usersig {
    usersig(&[&["batch", "--at", NOW], more].concat()).with_app()
}

fn ids(stdout: &str) -> Vec<String> {
    let id = |line: &str| -> Value { serde_json::from_str(line).expect("JSON") };
    stdout.lines().map(|line| id(line)["userid"].as_str().expect("text").to_owned()).collect()
}

#[test]
fn one_object_per_line_in_the_order_of_the_list() {
    let ended = batch(&[]).input("xiaojun\nbob\n").ends(0);
    assert_eq!(ended.stderr, "");
    assert_eq!(ids(&ended.stdout), ["xiaojun", "bob"]);
    let first = ended.stdout.lines().next().expect("a line");
    assert_eq!(keys_of(first), ["userid", "usersig"]);
    assert_eq!(first, format!(r#"{{"userid":"xiaojun","usersig":"{}"}}"#, signed(&[])));
    // From a file, with the key from standard input.
    let path = file("batch-ids", "xiaojun\nbob\n");
    let args = ["batch", "--at", NOW, "--sdkappid", APP, "--secret-key-stdin", &path];
    assert_eq!(usersig(&args).input(KEY).ends(0).stdout, ended.stdout);
    assert_eq!(batch(&[]).ends(0).stdout, "");
}

#[test]
fn line_ends_of_every_kind() {
    for input in ["a\nb\n", "a\nb", "a\r\nb\r\n", "a\r\nb", "\u{feff}a\r\nb\r\n"] {
        assert_eq!(ids(&batch(&[]).input(input).ends(0).stdout), ["a", "b"], "{input:?}");
    }
}

#[test]
fn a_bad_line_is_named_and_ends_the_batch() {
    for (bad, part) in [
        (&b""[..], "the UserID is empty"),
        (b"\r", "the UserID is empty"),
        (b"a\tb", "control character U+0009"),
        (b"\x1b[2J", "control character U+001B"),
        (b"ab\xff", "byte 0xFF at byte 2 is not UTF-8"),
        ("小军".as_bytes(), "--userid-rule any"),
        (&[b'x'; 33], "33 bytes long; expected at most 32"),
        (&"x".repeat(1 << 20).into_bytes(), "1048576 bytes long; expected at most 32"),
    ] {
        let input = [b"alice\nbob\n", bad, b"\ncarol\n"].concat();
        let ended = batch(&[]).input(input.clone()).ends(2);
        assert_eq!(ids(&ended.stdout), ["alice", "bob"], "what came before is printed");
        assert!(ended.stderr.starts_with("error: line 3: "), "{}", ended.stderr);
        assert!(ended.stderr.contains(part) && ended.stderr.contains("--keep-going"), "{}", ended.stderr);

        let ended = batch(&["--keep-going"]).input(input).ends(2);
        assert_eq!(ids(&ended.stdout), ["alice", "bob", "carol"]);
        let errors: Vec<&str> = ended.stderr.lines().collect();
        assert_eq!(errors.len(), 2, "{}", ended.stderr);
        assert!(errors[0].starts_with("error: line 3: ") && errors[0].contains(part));
        assert_eq!(errors[1], "error: 1 of 4 lines were bad and have no token");
    }
}

/// With any number of workers, the output and the messages are the same.
#[test]
fn more_jobs_change_nothing() {
    let list = |bad: &[usize]| {
        let mut lines: Vec<String> = userids(5_000).lines().map(str::to_owned).collect();
        for at in bad {
            lines[*at] = format!("bad\t{at}");
        }
        lines.join("\n")
    };
    for (bad, more, status) in [
        (&[][..], &[][..], 0),
        (&[0], &[], 2),
        (&[1_300], &[], 2),
        (&[1_300, 1_301, 4_999], &[], 2),
        (&[0, 700, 1_300, 1_301, 4_998], &["--keep-going"], 2),
    ] {
        let one = batch(&[more, &["--jobs", "1"]].concat()).input(list(bad)).ends(status);
        let signed = if more.is_empty() { bad.first().copied().unwrap_or(5_000) } else { 5_000 - bad.len() };
        assert_eq!(ids(&one.stdout).len(), signed);
        for jobs in ["2", "3", "16"] {
            let many = batch(&[more, &["--jobs", jobs]].concat()).input(list(bad)).ends(status);
            assert!(many.stdout == one.stdout && many.stderr == one.stderr, "{jobs}: {}", many.stderr);
        }
    }
    for jobs in ["0", "257", "-1", "many"] {
        let ended = batch(&["--jobs", jobs]).ends(2);
        assert!(ended.stderr.contains("a number of threads from 1 to 256"), "{}", ended.stderr);
    }
}

/// The other workers are waiting for more of the list then.
#[test]
fn a_bad_line_ends_the_batch_while_the_list_is_still_open() {
    for jobs in ["1", "4"] {
        let mut run = batch(&["--jobs", jobs]);
        let command = run.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("starts");
        let mut stdin = child.stdin.take().expect("piped");
        // The last line has no end yet.
        stdin.write_all(b"alice\nbob\n\ncarol\nda").expect("read");
        let (mut stdout, mut stderr) = (String::new(), String::new());
        child.stdout.take().expect("piped").read_to_string(&mut stdout).expect("UTF-8");
        child.stderr.take().expect("piped").read_to_string(&mut stderr).expect("UTF-8");
        assert_eq!(child.wait().expect("ends").code(), Some(2));
        assert_eq!(ids(&stdout), ["alice", "bob"]);
        assert!(stderr.starts_with("error: line 3: "), "{stderr}");
        drop(stdin);
    }
}

#[test]
fn a_userid_rule_and_a_pem_key() {
    let ended = batch(&["--userid-rule", "trtc"]).input("alice\na b\n").ends(2);
    assert!(ended.stderr.contains("line 2: ") && ended.stderr.contains("' ' at byte 1"), "{}", ended.stderr);
    let ended = batch(&["--userid-rule", "any"]).input("小军\n\"quoted\" \\ \u{202e}\n").ends(0);
    assert_eq!(ids(&ended.stdout), ["小军", "\"quoted\" \\ \u{202e}"]);
    assert!(!ended.stdout.contains('\u{202e}'), "written as an escape");
    let data = crate::reference_tokens();
    let pem = file("batch-pem", data["keys"]["secp256k1"]["pkcs8"].as_str().expect("PEM"));
    let args = ["batch", "--sdkappid", APP, "--private-key-file", &pem];
    assert_eq!(ids(&usersig(&args).input("a\nb\n").ends(0).stdout), ["a", "b"]);
}

/// Another program may write an ID and wait for its token.
#[test]
fn a_token_is_printed_as_soon_as_its_id_is_read() {
    let mut child = batch(&[]).command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("starts");
    let mut stdin = child.stdin.take().expect("piped");
    let mut stdout = BufReader::new(child.stdout.take().expect("piped"));
    for id in ["alice", "bob"] {
        writeln!(stdin, "{id}").expect("read");
        let mut line = String::new();
        stdout.read_line(&mut line).expect("written");
        assert_eq!(ids(&line), [id]);
    }
    drop(stdin);
    assert!(child.wait().expect("ends").success());
}

#[test]
fn a_reader_that_leaves_early_ends_the_batch_without_success() {
    let mut run = batch(&[]);
    let command = run.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("starts");
    let mut stdin = child.stdin.take().expect("piped");
    let writer = std::thread::spawn(move || stdin.write_all(userids(50_000).as_bytes()).ok());
    let mut stdout = BufReader::new(child.stdout.take().expect("piped"));
    let mut line = String::new();
    stdout.read_line(&mut line).expect("written");
    assert_eq!(ids(&line), ["user_0"]);
    drop(stdout);
    let mut stderr = String::new();
    child.stderr.take().expect("piped").read_to_string(&mut stderr).expect("UTF-8");
    assert_eq!(child.wait().expect("ends").code(), Some(3));
    assert_eq!(stderr, "");
    writer.join().expect("no panic");
}
