//! A contestant of `scripts/bench`: reads lines `OPERATION COUNT [TOKEN]`, does the operation COUNT times, and
//! prints `NANOSECONDS BYTES TOKEN`: the time, the allocated bytes (`-`: counted from outside), and the last token that was
//! made (`-`: none). `token USERID` signs one token and prints it. For an operation that it does not have it prints `-`.
//!
//! Usage: compare usersig|common-crates|tls_sig_api, with the fields and keys in the environment (`Fields`).

use std::env;
use std::hint::black_box;
use std::io::{BufRead, Write};
use std::time::Instant;

mod common_crates;
mod ours;
mod theirs;

/// What is signed, the same for every contestant.
struct Fields {
    key: String,
    sdkappid: u32,
    userid: String,
    expire: u32,
    /// The time, for operations that have it as an argument.
    now: u64,
}

impl Fields {
    fn from_env() -> Self {
        let number = |name| variable(name).parse().expect("a number");
        Self {
            key: variable("BENCH_KEY"),
            sdkappid: number("BENCH_SDKAPPID"),
            userid: variable("BENCH_USERID"),
            expire: number("BENCH_EXPIRE"),
            now: number("BENCH_NOW").into(),
        }
    }
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("{name} is not set; scripts/bench sets it"))
}

/// The reply to a line.
enum Reply {
    Time(u128, Option<String>),
    Token(String),
    Unsupported,
}

/// Does `work` `count` times. The time includes dropping the results, as a server drops what it has sent.
fn time<T>(count: u32, mut work: impl FnMut() -> T) -> Reply {
    let start = Instant::now();
    for _ in 0..count {
        black_box(work());
    }
    Reply::Time(start.elapsed().as_nanos(), None)
}

/// Like [`time`], but for work that makes a token: one of them is returned to be checked.
fn time_tokens(count: u32, mut work: impl FnMut() -> String) -> Reply {
    let Reply::Time(nanoseconds, _) = time(count, &mut work) else { unreachable!("`time` returns a time") };
    Reply::Time(nanoseconds, Some(work()))
}

fn main() {
    let contestant = env::args().nth(1).expect("usersig, common-crates or tls_sig_api");
    let fields = Fields::from_env();
    let ours = ours::Ours::new(&fields);
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("UTF-8");
        let mut words = line.split(' ');
        let (operation, argument) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let token = words.next().unwrap_or_default();
        let count = argument.parse().unwrap_or(0);
        let reply = match (contestant.as_str(), operation) {
            ("usersig", "token") => Reply::Token(ours.token(argument)),
            ("usersig", _) => ours.run(operation, count, token),
            ("common-crates", "token") => Reply::Token(common_crates::sign(&fields, argument)),
            ("common-crates", _) => common_crates::run(&fields, operation, count, token),
            ("tls_sig_api", "token") => Reply::Token(theirs::sign(&fields, argument)),
            ("tls_sig_api", _) => theirs::run(&fields, operation, count),
            (name, _) => panic!("no contestant {name}"),
        };
        match reply {
            Reply::Time(nanoseconds, token) => {
                writeln!(out, "{nanoseconds} - {}", token.as_deref().unwrap_or("-"))
            }
            Reply::Token(token) => writeln!(out, "{token}"),
            Reply::Unsupported => writeln!(out, "-"),
        }
        .and_then(|()| out.flush())
        .expect("a pipe");
    }
}
