//! Random cases against the official packages, by the million: a package signs and usersig verifies, or usersig signs and it verifies.
//!
//! ```text
//! differential PACKAGE CASES SEED VECTORS COMMAND…
//! ```
//!
//! COMMAND is the program around the package (tests/references), which has a line of JSON for each case. VECTORS is
//! tests/vectors/reference-tokens.json, whose keys sign version 1.0. What is expected of each case is computed here, with the bugs that
//! the package is known for (packages.rs); anything else fails. Prints a row of a table; ends with status 1 if a case was not as expected.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::process::{Child, Command, Stdio, exit};
use std::time::Instant;
use std::{env, fs, thread};

use serde_json::Value;

use crate::keys::Keys;
use crate::packages::{PACKAGES, Package, Task};
use crate::random::{Case, Random};

mod keys;
mod packages;
mod random;
mod sign;
mod verify;

/// How many differences are printed.
const PRINTED: usize = 20;
/// From so many cases on, each known class must have been seen.
const MANY: u64 = 20_000;

/// A run: what all cases share.
struct Run {
    package: &'static Package,
    seed: u64,
    keys: Keys,
}

fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    let [name, cases, seed, vectors, program, arguments @ ..] = &*words else {
        eprintln!("usage: differential PACKAGE CASES SEED VECTORS COMMAND…");
        exit(2);
    };
    let package = PACKAGES.iter().find(|package| package.name == *name).expect("a package of packages.rs");
    let (cases, seed) = (cases.parse().expect("a number of cases"), seed.parse().expect("a seed"));
    let vectors = serde_json::from_str(&fs::read_to_string(vectors).expect("the vectors")).expect("JSON");
    let child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let run = Run { package, seed, keys: Keys::new(seed, &vectors) };
    let begun = Instant::now();
    let counts = run.all(child, cases);
    let seconds = begun.elapsed().as_secs_f64();
    exit(report(package, cases, seconds, &counts));
}

/// How many cases of each class there were, and what was not as expected.
#[derive(Default)]
struct Counts {
    classes: BTreeMap<&'static str, u64>,
    failed: u64,
}

impl Run {
    /// Runs all cases: a thread asks, this one compares the replies, which come in the same order.
    fn all(&self, mut child: Child, cases: u64) -> Counts {
        let requests = child.stdin.take().expect("a pipe");
        let replies = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut counts = Counts::default();
        thread::scope(|scope| {
            scope.spawn(|| self.ask(BufWriter::new(requests), cases));
            let mut number = 0;
            for line in replies.lines() {
                let line = line.expect("text");
                let reply = serde_json::from_str(&line).expect("a line of JSON");
                match self.compare(number, &reply) {
                    Ok(class) => *counts.classes.entry(class).or_default() += 1,
                    Err(difference) => {
                        if counts.failed < PRINTED as u64 {
                            println!(
                                "FAILED  {} case {number} of seed {}: {difference}",
                                self.package.name, self.seed
                            );
                            println!("        {line:.600}");
                        }
                        counts.failed += 1;
                    }
                }
                number += 1;
            }
            if number != cases {
                println!("FAILED  {} replied to {number} of {cases} cases", self.package.name);
                counts.failed += 1;
            }
        });
        let status = child.wait().expect("the program ends");
        assert!(status.success(), "{status}");
        counts
    }

    fn ask(&self, mut requests: impl Write, cases: u64) {
        for number in 0..cases {
            let line = ascii(&self.request(number).to_string());
            // A program that has ended is reported by whoever reads its replies.
            if writeln!(requests, "{line}").is_err() {
                return;
            }
        }
    }

    fn request(&self, number: u64) -> Value {
        let mut random = Random::new(self.seed, number);
        if self.package.task == Task::Sign {
            let case = Case::any(&mut random, self.package.can);
            self.package.sign_request(&case, self.keys.for_package(self.package, case.key))
        } else {
            verify::Trial::new(self, &mut random).request
        }
    }

    /// Returns the class of a reply that is as expected.
    fn compare(&self, number: u64, reply: &Value) -> Result<&'static str, String> {
        let mut random = Random::new(self.seed, number);
        if self.package.task == Task::Sign {
            let case = Case::any(&mut random, self.package.can);
            sign::compare(self, &case, reply).map_err(|difference| format!("{difference}\n        {case:?}"))
        } else {
            verify::Trial::new(self, &mut random).compare(reply)
        }
    }
}

/// Returns JSON with every other character escaped: each language reads its input in some encoding.
fn ascii(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        if character.is_ascii() {
            text.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(text, "\\u{unit:04x}").expect("a text grows");
            }
        }
    }
    text
}

/// Prints the row of a package, and returns the exit status.
fn report(package: &Package, cases: u64, seconds: f64, counts: &Counts) -> i32 {
    let mut failed = counts.failed > 0;
    let unseen = |class: &&&str| cases >= MANY && !counts.classes.contains_key(**class);
    for class in package.classes.iter().filter(unseen) {
        println!("FAILED  {}: no case of the known class {class:?}", package.name);
        failed = true;
    }
    let classes: Vec<_> = counts.classes.iter().map(|(class, count)| format!("{count} {class}")).collect();
    println!(
        "| {} | {cases} | {seconds:.0} s | {:.0} | {} |",
        package.name,
        f64::from(u32::try_from(cases).expect("fewer than 2^32")) / seconds,
        classes.join("; ")
    );
    failed.into()
}
