//! Why a command ends without a result, and with which exit status.

use std::fmt::Display;
use std::io;
use std::process::ExitCode;

/// What keeps a command from its result.
#[derive(Debug)]
pub enum Failure {
    /// Wrong usage or input: exit status 2.
    Input(String),
    /// Could not read or write: exit status 3.
    Io(String),
    /// Whoever read our output has gone: exit status 3, and nobody to tell.
    ReaderGone,
}

impl Failure {
    pub fn input(message: impl Display) -> Self {
        Self::Input(message.to_string())
    }

    pub fn read(what: impl Display, error: &io::Error) -> Self {
        Self::Io(format!("cannot read {what}: {error}"))
    }

    pub fn write(error: &io::Error) -> Self {
        // Windows may say it with ERROR_PIPE_NOT_CONNECTED, for which the standard library has no kind.
        let not_connected = cfg!(windows) && error.raw_os_error() == Some(233);
        if error.kind() == io::ErrorKind::BrokenPipe || not_connected {
            Self::ReaderGone
        } else {
            Self::Io(format!("cannot write to standard output: {error}"))
        }
    }
}

/// How a command ended that had a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Signed, valid, or shown.
    Good,
    /// The token is not valid.
    NotValid,
    /// Some lines of a batch were bad; each has been reported.
    BadLines,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Good => Self::SUCCESS,
            Outcome::NotValid => Self::from(1),
            Outcome::BadLines => Self::from(2),
        }
    }
}
