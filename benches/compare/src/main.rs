//! A contestant of `scripts/bench`: reads lines `OPERATION COUNT [TOKEN]`, does the operation COUNT times, and
//! answers `NANOSECONDS BYTES TOKEN`: the time it took, the bytes it allocated (`-`: counted from outside), and the
//! last token made (`-`: none). `token USERID` signs one token and answers it. An operation that it does not have
//! is answered with `-`.
//!
//! Usage: compare usersig|by-the-book|tls_sig_api, with the fields and keys in the environment (`Fields`).

use std::env;
use std::hint::black_box;
use std::io::{BufRead, Write};
use std::time::Instant;

mod by_the_book;
mod ours;
mod theirs;

/// What is signed, the same for every contestant.
struct Fields {
    key: String,
    sdkappid: u32,
    userid: String,
    expire: u32,
    /// The clock, for what takes it as an argument.
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

/// The answer to a line.
enum Answer {
    Time(u128, Option<String>),
    Token(String),
    NotThere,
}

/// Does it `count` times; what it makes is dropped inside the time, as a server drops what it has sent.
fn time<T>(count: u32, mut work: impl FnMut() -> T) -> Answer {
    let start = Instant::now();
    for _ in 0..count {
        black_box(work());
    }
    Answer::Time(start.elapsed().as_nanos(), None)
}

/// As [`time`], for work that makes a token: one is handed on to be checked.
fn time_tokens(count: u32, mut work: impl FnMut() -> String) -> Answer {
    let Answer::Time(nanoseconds, _) = time(count, &mut work) else {
        unreachable!("time answers with a time")
    };
    Answer::Time(nanoseconds, Some(work()))
}

fn main() {
    let contestant = env::args().nth(1).expect("usersig, by-the-book or tls_sig_api");
    let fields = Fields::from_env();
    let ours = ours::Ours::new(&fields);
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("UTF-8");
        let mut words = line.split(' ');
        let (operation, argument) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let token = words.next().unwrap_or_default();
        let count = argument.parse().unwrap_or(0);
        let answer = match (contestant.as_str(), operation) {
            ("usersig", "token") => Answer::Token(ours.token(argument)),
            ("usersig", _) => ours.run(operation, count, token),
            ("by-the-book", "token") => Answer::Token(by_the_book::sign(&fields, argument)),
            ("by-the-book", _) => by_the_book::run(&fields, operation, count, token),
            ("tls_sig_api", "token") => Answer::Token(theirs::sign(&fields, argument)),
            ("tls_sig_api", _) => theirs::run(&fields, operation, count),
            (name, _) => panic!("no contestant {name}"),
        };
        match answer {
            Answer::Time(nanoseconds, token) => {
                writeln!(out, "{nanoseconds} - {}", token.as_deref().unwrap_or("-"))
            }
            Answer::Token(token) => writeln!(out, "{token}"),
            Answer::NotThere => writeln!(out, "-"),
        }
        .and_then(|()| out.flush())
        .expect("a pipe");
    }
}
