//! The `usersig` command: signs, verifies, inspects and explains UserSig tokens.

#![forbid(unsafe_code)]
// No input may cause a panic.
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod args;
mod batch;
mod explain;
mod failure;
mod input;
mod json;
mod keys;
mod pages;
mod redact;
mod text;
mod token;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use crate::args::{Cli, Command};
use crate::failure::Failure;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    let result = match &cli.command {
        Command::Sign(args) => token::sign(args),
        Command::Verify(args) => token::verify(args),
        Command::Inspect(args) => token::inspect(args),
        Command::Batch(args) => batch::run(args),
        Command::Explain { code } => explain::run(code.as_deref()),
        Command::Completions { shell } => pages::completions(*shell),
        Command::Man { command } => pages::man(command.as_deref()),
    };
    match result {
        Ok(outcome) => outcome.into(),
        Err(failure) => {
            if let Failure::Input(message) | Failure::Io(message) = &failure {
                report(message);
            }
            match failure {
                Failure::ReaderGone => ExitCode::SUCCESS,
                Failure::Input(_) => ExitCode::from(2),
                Failure::Io(_) => ExitCode::from(3),
            }
        }
    }
}

/// Help, the version, or wrong usage.
fn usage(error: &clap::Error) -> ExitCode {
    let text = error.render().ansi().to_string();
    // Nobody is left to tell when this cannot be written.
    let _ = if error.use_stderr() {
        anstream::stderr().write_all(redact::message(&text).as_bytes())
    } else {
        anstream::stdout().write_all(text.as_bytes())
    };
    ExitCode::from(u8::from(error.use_stderr()) * 2)
}

/// Tells something beside the result.
fn note(message: &str) {
    // Not a macro that panics when nobody reads standard error.
    let _ = writeln!(anstream::stderr(), "{message}");
}

/// Prints an error as clap does, and no key with it.
fn report(message: &str) {
    let style = clap::builder::Styles::styled();
    let error = style.get_error();
    let _ = write!(anstream::stderr(), "{error}error:{error:#} {}", redact::message(message));
}
