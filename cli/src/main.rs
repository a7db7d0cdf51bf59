//! The `usersig` command: signs, verifies, inspects and explains UserSig tokens.

#![deny(unsafe_code)]
// No input may cause a panic.
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod args;
mod batch;
mod browser;
mod chinese;
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
mod serve;
mod stdio;
mod text;
mod token;
mod usage;

use std::env;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use usersig::Language;

use crate::args::{Cli, Command};
use crate::failure::{Failure, Outcome};
use crate::lang::{pick, say};

fn main() -> ExitCode {
    let args: Vec<OsString> = env::args_os().collect();
    let language = lang::of_arguments(&args);
    if stdio::output_is_closed() {
        let message = pick(
            language,
            "cannot write to standard output: it is closed",
            "无法写入标准输出：标准输出已关闭",
        );
        report(message, language);
        return ExitCode::from(3);
    }
    match usage::parse(&args, language) {
        Ok(cli) => {
            let language = lang::choose(cli.lang);
            run(&cli, language).map_or_else(|failure| fail(failure, language), ExitCode::from)
        }
        Err(status) => status,
    }
}

fn run(cli: &Cli, language: Language) -> Result<Outcome, Failure> {
    match &cli.command {
        Command::Sign(args) => token::sign(args, language),
        Command::Verify(args) => token::verify(args, language),
        Command::Inspect(args) => token::inspect(args, language),
        Command::Doctor(args) => doctor::run(args, language),
        Command::Batch(args) => batch::run(args, language),
        Command::Explain { code } => explain::run(code.as_deref(), language),
        Command::Page { path } => browser::page(*path, language),
        Command::Serve { arguments } => serve::run(arguments, language),
        Command::Completions { shell } => pages::completions(*shell),
        Command::Man { command } => pages::man(command.as_deref(), language),
    }
}

/// Reports why there is no result, and returns the exit status for it.
fn fail(failure: Failure, language: Language) -> ExitCode {
    match failure {
        Failure::Input(message) => {
            report(&message, language);
            ExitCode::from(2)
        }
        Failure::Read(message) => {
            report(&message, language);
            ExitCode::from(3)
        }
        Failure::Write(error) => {
            let reason = failure::reason(&error, language);
            let message =
                say!(language, "cannot write to standard output: {reason}", "无法写入标准输出：{reason}");
            report(&message, language);
            ExitCode::from(3)
        }
        Failure::ReaderGone => ExitCode::from(3),
    }
}

/// Prints a note on standard error, beside the result.
fn note(message: &str) {
    // A macro would panic when standard error is closed.
    let _ = writeln!(anstream::stderr(), "{}", escape::message(message));
}

/// Prints an error as clap does, and no key with it.
fn report(message: &str, language: Language) {
    let style = clap::builder::Styles::styled();
    let error = style.get_error();
    let title = pick(language, "error:", "错误：");
    let space = pick(language, " ", "");
    let message = escape::message(&redact::message(message, language));
    // An error here cannot be reported anywhere.
    let _ = write!(anstream::stderr(), "{error}{title}{error:#}{space}{message}");
}
