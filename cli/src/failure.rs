//! Why a command ends without a result, and with which exit status.

use std::io::{self, ErrorKind};
use std::process::ExitCode;

use usersig::{Error, Language};

use crate::lang::say;

/// What keeps a command from its result, in the language of the command.
#[derive(Debug)]
pub enum Failure {
    /// Wrong usage or input: exit status 2.
    Input(String),
    /// Could not read: exit status 3.
    Read(String),
    /// Could not write to standard output: exit status 3.
    Write(io::Error),
    /// The reader of the output has gone: exit status 3, without a message.
    ReaderGone,
}

impl Failure {
    /// Makes the failure of an error of the library.
    pub fn input(error: &Error, language: Language) -> Self {
        Self::Input(error.detail_in(language))
    }

    /// Makes the failure to read `what`.
    pub fn read(what: &str, error: &io::Error, language: Language) -> Self {
        let reason = reason(error, language);
        Self::Read(say!(language, "cannot read {what}: {reason}", "无法读取{what}：{reason}"))
    }

    /// Makes the failure to write to standard output.
    pub fn write(error: io::Error) -> Self {
        // Windows may report ERROR_PIPE_NOT_CONNECTED, for which the standard library has no kind.
        let not_connected = cfg!(windows) && error.raw_os_error() == Some(233);
        if error.kind() == ErrorKind::BrokenPipe || not_connected {
            Self::ReaderGone
        } else {
            Self::Write(error)
        }
    }
}

/// Describes an error of the system, whose own texts are in English.
pub fn reason(error: &io::Error, language: Language) -> String {
    if language == Language::English {
        return error.to_string();
    }
    let words = match error.kind() {
        ErrorKind::NotFound => "文件不存在",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::IsADirectory => "这是一个目录",
        ErrorKind::NotADirectory => "路径中有一部分不是目录",
        ErrorKind::InvalidFilename => "文件名无效",
        ErrorKind::InvalidData => "数据已损坏",
        ErrorKind::StorageFull => "磁盘已满",
        ErrorKind::TimedOut => "超时",
        _ => "系统报告了错误",
    };
    error.raw_os_error().map_or_else(|| words.to_owned(), |number| format!("{words}（系统错误 {number}）"))
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
