//! From the argument list to a command; otherwise help, the version, or what is wrong with the arguments.

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::builder::Styles;
use clap::{CommandFactory, FromArgMatches};

use crate::args::Cli;
use crate::{escape, fail, redact, token};

/// Commands that print pages. Only behind one of them may a list that names one of [`VERDICTS`] ask for help and
/// succeed.
const PAGES: [&str; 3] = ["help", "man", "completions"];
const VERDICTS: [&str; 3] = ["verify", "inspect", "doctor"];

/// Reads the arguments; the error is the exit status of what has been printed instead.
pub fn parse(args: &[OsString]) -> Result<Cli, ExitCode> {
    // clap prints arguments verbatim. Its own colours could not be told from commands that an argument holds.
    let is_deceptive = args.iter().any(|arg| arg.to_string_lossy().contains(escape::is_deceptive));
    let mut command = Cli::command();
    if is_deceptive {
        command = command.styles(Styles::plain());
    }
    let cli = command.try_get_matches_from(args).and_then(|matches| Cli::from_arg_matches(&matches));
    cli.map_err(|error| {
        let text = error.render().ansi().to_string();
        let text = if is_deceptive { escaped(&text, args) } else { text };
        if error.use_stderr() { wrong_usage(&text) } else { page(&text, args) }
    })
}

/// Escapes a text that quotes arguments: their line breaks too, and not its own.
fn escaped(text: &str, args: &[OsString]) -> String {
    let mut text = text.to_owned();
    for arg in args.iter().map(|arg| arg.to_string_lossy()).filter(|arg| arg.contains('\n')) {
        // clap quotes `--option=value` without the option.
        for quoted in [arg.as_ref(), arg.split_once('=').map_or("", |(_, value)| value)] {
            if quoted.contains('\n') {
                text = text.replace(quoted, &escape::text(quoted));
            }
        }
    }
    escape::message(&text)
}

fn wrong_usage(text: &str) -> ExitCode {
    // Nobody is left to tell when this cannot be written.
    let _ = anstream::stderr().write_all(redact::message(text).as_bytes());
    ExitCode::from(2)
}

fn page(text: &str, args: &[OsString]) -> ExitCode {
    match token::print(text) {
        Ok(()) if asks_for_a_verdict(args) => ExitCode::from(2),
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => fail(failure),
    }
}

/// Returns whether a program that reads the exit status may take success for "the token is valid".
///
/// A script that passes a token as an argument may be given `--help` for one: that must not open its gate.
fn asks_for_a_verdict(args: &[OsString]) -> bool {
    let words = args.get(1..).unwrap_or_default();
    let is_page = words.first().is_some_and(|word| PAGES.iter().any(|page| word == page));
    !is_page && words.iter().any(|word| VERDICTS.iter().any(|verdict| word == verdict))
}
