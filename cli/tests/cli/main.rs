//! Tests of the command as a process: its arguments, output and exit status.

mod arguments;
mod batch;
mod browser;
mod contents;
mod demo;
mod diagnosis;
mod doctor;
mod gate;
mod hostile;
mod installed;
mod keys;
mod language;
mod pages;
#[cfg(unix)]
mod serve;
mod sign;
mod terminal;
mod verify;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::{fs, thread};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

/// The demo app.
pub(crate) const APP: &str = "1400000000";
pub(crate) const KEY: &str = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
/// A key that belongs to no application.
pub(crate) const OTHER_KEY: &str = "00000000000000000000000000000000000000000000000000000000deadbeef";
pub(crate) const NOW: &str = "1700000000";

/// A command that is about to run: without the environment's keys, and with nothing on standard input.
#[must_use = "a command that does not run tests nothing"]
pub(crate) struct Usersig {
    pub(crate) command: Command,
    input: Vec<u8>,
}

/// The result of a command.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

pub(crate) fn usersig(args: &[&str]) -> Usersig {
    let mut command = Command::new(env!("CARGO_BIN_EXE_usersig"));
    command.args(args);
    for variable in [
        "USERSIG_SDKAPPID",
        "USERSIG_SECRET_KEY",
        "NO_COLOR",
        "CLICOLOR_FORCE",
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
    ] {
        command.env_remove(variable);
    }
    Usersig { command, input: Vec::new() }
}

impl Usersig {
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Sets the demo app as the application of the environment.
    pub(crate) fn with_app(self) -> Self {
        self.env("USERSIG_SDKAPPID", APP).env("USERSIG_SECRET_KEY", KEY)
    }

    pub(crate) fn input(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.input = bytes.into();
        self
    }

    pub(crate) fn run(mut self) -> Ended {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.command.spawn().expect("the command starts");
        let mut stdin = child.stdin.take().expect("piped");
        let input = self.input;
        // A command may end before it has read everything.
        let writer = thread::spawn(move || stdin.write_all(&input).ok());
        let output = child.wait_with_output().expect("it ends");
        writer.join().expect("no panic");
        let ended = Ended {
            status: output.status.code().expect("no signal"),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        };
        for key in [KEY, OTHER_KEY, "MHcCAQEEIP8GJbUnxvvinhj5D5jOquunaLPsHRy4RophjQq8uqw4oAoGCCqGSM49"] {
            assert!(!ended.stdout.contains(key) && !ended.stderr.contains(key), "a key is shown: {ended:?}");
        }
        assert!(!ended.stderr.contains("panicked"), "{}", ended.stderr);
        ended
    }

    /// Runs, and expects this exit status.
    #[track_caller]
    pub(crate) fn ends(self, status: i32) -> Ended {
        let ended = self.run();
        assert_eq!(ended.status, status, "{ended:?}");
        ended
    }

    /// Expects wrong usage or input: status 2, nothing on standard output, and an error with this in it.
    #[track_caller]
    pub(crate) fn rejects(self, expected: &str) {
        let ended = self.ends(2);
        assert_eq!(ended.stdout, "");
        assert!(ended.stderr.starts_with("error: "), "{}", ended.stderr);
        assert!(ended.stderr.contains(expected), "{expected:?} is not in: {}", ended.stderr);
    }
}

impl Ended {
    /// The one line of standard output.
    #[track_caller]
    pub(crate) fn line(&self) -> &str {
        let line = self.stdout.strip_suffix('\n').expect("a whole line");
        assert!(!line.contains('\n'), "{line}");
        line
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(self.line()).expect("JSON")
    }
}

/// The keys of a JSON object, in the order of its text.
pub(crate) fn keys_of(line: &str) -> Vec<String> {
    let value: Value = serde_json::from_str(line).expect("JSON");
    let mut keys: Vec<String> = value.as_object().expect("an object").keys().cloned().collect();
    keys.sort_by_key(|key| line.find(&format!("\"{key}\":")).expect("there"));
    keys
}

/// A file of this test, with this content.
pub(crate) fn file(name: &str, content: impl AsRef<[u8]>) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).expect("written");
    path.to_str().expect("UTF-8").to_owned()
}

/// A token with this document, whether or not a signer would write it.
pub(crate) fn token_of(json: &[u8]) -> String {
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    zlib.write_all(json).expect("memory");
    STANDARD
        .encode(zlib.finish().expect("memory"))
        .chars()
        .map(|c| match c {
            '+' => '*',
            '/' => '-',
            '=' => '_',
            other => other,
        })
        .collect()
}

/// The document inside a token.
pub(crate) fn document_of(token: &str) -> Value {
    let base64: String = token
        .chars()
        .map(|c| match c {
            '*' => '+',
            '-' => '/',
            '_' => '=',
            other => other,
        })
        .collect();
    let zlib = STANDARD.decode(base64).expect("base64");
    let json = std::io::read_to_string(flate2::read::ZlibDecoder::new(zlib.as_slice())).expect("zlib");
    serde_json::from_str(&json).expect("JSON")
}

/// A token of the demo app for `xiaojun`, issued at [`NOW`] and valid for 7 days.
pub(crate) fn signed(more: &[&str]) -> String {
    let args = [&["sign", "--userid", "xiaojun", "--at", NOW], more].concat();
    usersig(&args).with_app().ends(0).line().to_owned()
}

/// The reference tokens' file.
pub(crate) fn reference_tokens() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/reference-tokens.json");
    serde_json::from_str(&fs::read_to_string(path).expect("readable")).expect("JSON")
}

/// The mistakes of `vectors/diagnoses.json`.
pub(crate) fn mistakes() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/diagnoses.json");
    serde_json::from_str(&fs::read_to_string(path).expect("readable")).expect("JSON")
}

/// The token of a mistake with this name.
pub(crate) fn mistake(id: &str) -> Vec<u8> {
    let data = mistakes();
    let case = data["cases"].as_array().expect("a list").iter().find(|case| case["id"] == id);
    let base64 = case.expect("there")["token_base64"].as_str().expect("text");
    STANDARD.decode(base64).expect("base64")
}

/// A command with the application of the mistakes, its user and their time.
pub(crate) fn of_mistakes(command: &str, more: &[&str]) -> Usersig {
    let data = mistakes();
    let text = |name: &str| data[name].as_str().expect("text");
    let (sdkappid, now) = (data["sdkappid"].to_string(), data["now"].to_string());
    let user = ["--userid", text("userid")];
    let user: &[&str] = if command == "inspect" { &[] } else { &user };
    usersig(&[&[command, "--at", &now], user, more].concat())
        .env("USERSIG_SDKAPPID", &sdkappid)
        .env("USERSIG_SECRET_KEY", text("key"))
}

/// Expects that no eight characters in a row of the secret are in the text.
#[track_caller]
pub(crate) fn shows_nothing_of(secret: &str, shown: &str) {
    let secret: Vec<char> = secret.chars().collect();
    for part in secret.windows(8) {
        let part: String = part.iter().collect();
        assert!(!shown.contains(&part), "{part} is in: {shown}");
    }
}

/// `count` UserIDs, one per line.
pub(crate) fn userids(count: usize) -> String {
    (0..count).fold(String::new(), |mut lines, n| {
        writeln!(lines, "user_{n}").expect("memory");
        lines
    })
}
