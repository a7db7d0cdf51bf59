//! The `usersig` command: signs, verifies, inspects and explains UserSig tokens.

#![deny(unsafe_code)]
// No input may cause a panic.
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod args;
mod batch;
mod diagnosis;
mod doctor;
mod encoding;
mod escape;
mod explain;
mod failure;
mod input;
mod json;
mod keys;
mod lang;
mod pages;
mod redact;
mod stdio;
mod text;
mod token;
mod usage;

use std::env;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use crate::args::{Cli, Command};
use crate::failure::{Failure, Outcome};

fn main() -> ExitCode {
    if stdio::output_is_closed() {
        return fail(Failure::Io("cannot write to standard output: it is closed".to_owned()));
    }
    let args: Vec<OsString> = env::args_os().collect();
    match usage::parse(&args).map(|cli| run(&cli)) {
        Ok(Ok(outcome)) => outcome.into(),
        Ok(Err(failure)) => fail(failure),
        Err(status) => status,
    }
}

fn run(cli: &Cli) -> Result<Outcome, Failure> {
    let language = lang::choose(cli.lang);
    match &cli.command {
        Command::Sign(args) => token::sign(args, language),
        Command::Verify(args) => token::verify(args, language),
        Command::Inspect(args) => token::inspect(args, language),
        Command::Doctor(args) => doctor::run(args, language),
        Command::Batch(args) => batch::run(args, language),
        Command::Explain { code } => explain::run(code.as_deref(), language),
        Command::Completions { shell } => pages::completions(*shell),
        Command::Man { command } => pages::man(command.as_deref()),
    }
}

/// Reports why there is no result, and returns the exit status for it.
fn fail(failure: Failure) -> ExitCode {
    match failure {
        Failure::Input(message) => {
            report(&message);
            ExitCode::from(2)
        }
        Failure::Io(message) => {
            report(&message);
            ExitCode::from(3)
        }
        Failure::ReaderGone => ExitCode::from(3),
    }
}

/// Tells something beside the result.
fn note(message: &str) {
    // Not a macro that panics when nobody reads standard error.
    let _ = writeln!(anstream::stderr(), "{}", escape::message(message));
}

/// Prints an error as clap does, and no key with it.
fn report(message: &str) {
    let style = clap::builder::Styles::styled();
    let error = style.get_error();
    let message = escape::message(&redact::message(message));
    let _ = write!(anstream::stderr(), "{error}error:{error:#} {message}");
}
