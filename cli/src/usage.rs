//! Parses the argument list, or prints help, the version or what is wrong with the arguments.

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::builder::Styles;
use clap::error::ErrorKind;
use clap::{CommandFactory, Error, FromArgMatches};
use usersig::Language;

use crate::args::Cli;
use crate::{chinese, escape, fail, redact, token};

/// Commands that print pages. An argument list that names one of [`VERDICTS`] and asks for help only succeeds if it
/// starts with one of these.
const PAGES: [&str; 3] = ["help", "man", "completions"];
const VERDICTS: [&str; 3] = ["verify", "inspect", "doctor"];

/// Parses the arguments; the error is the exit status of what has been printed instead.
pub fn parse(args: &[OsString], language: Language) -> Result<Cli, ExitCode> {
    // clap prints arguments verbatim. Its colours could not be distinguished from control characters in an argument.
    let is_deceptive = args.iter().any(|arg| arg.to_string_lossy().contains(escape::is_deceptive));
    let styles = if is_deceptive { Styles::plain() } else { Styles::styled() };
    let command = match language {
        Language::English => Cli::command(),
        Language::Chinese => chinese::translate(Cli::command()),
    };
    let matches = command.styles(styles.clone()).try_get_matches_from(args);
    matches.and_then(|matches| Cli::from_arg_matches(&matches)).map_err(|error| {
        let text = text(&error, &styles, language);
        let text = if is_deceptive { escaped(&text, args) } else { text };
        if error.use_stderr() { wrong_usage(&text, language) } else { page(&text, args, language) }
    })
}

fn text(error: &Error, styles: &Styles, language: Language) -> String {
    let english = error.render().ansi().to_string();
    match (language, error.kind()) {
        (Language::English, _) | (_, ErrorKind::DisplayVersion) => english,
        (_, ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand) => {
            chinese::page(&english)
        }
        _ => chinese::render(error, styles),
    }
}

/// Escapes a text that quotes arguments, with their line breaks but not its own.
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

fn wrong_usage(text: &str, language: Language) -> ExitCode {
    // An error here cannot be reported anywhere.
    let _ = anstream::stderr().write_all(redact::message(text, language).as_bytes());
    ExitCode::from(2)
}

fn page(text: &str, args: &[OsString], language: Language) -> ExitCode {
    match token::print(text) {
        Ok(()) if asks_for_a_verdict(args) => ExitCode::from(2),
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => fail(failure, language),
    }
}

/// Returns whether a program may read the exit status 0 as "the token is valid".
///
/// A stranger may pass `--help` as a token to a script that passes it on as an argument: the script must not let them
/// in.
fn asks_for_a_verdict(args: &[OsString]) -> bool {
    let words = args.get(1..).unwrap_or_default();
    let is_page = words.first().is_some_and(|word| PAGES.iter().any(|page| word == page));
    !is_page && words.iter().any(|word| VERDICTS.iter().any(|verdict| word == verdict))
}
