//! `serve`: starts the server, a program of its own. This command is smaller and quicker to build without it.

use std::env;
use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::process::Command;

use usersig::Language;

use crate::failure::{Failure, Outcome};
use crate::lang::say;

const PROGRAM: &str = if cfg!(windows) { "usersig-serve.exe" } else { "usersig-serve" };

/// Becomes the server beside this command, or the one in PATH.
pub fn run(arguments: &[OsString], language: Language) -> Result<Outcome, Failure> {
    let beside =
        env::current_exe().ok().and_then(|path| Some(path.canonicalize().ok()?.parent()?.join(PROGRAM)));
    let program = match beside {
        Some(path) if path.is_file() => path.into_os_string(),
        _ => PROGRAM.into(),
    };
    match start(Command::new(&program).args(arguments)) {
        Ok(outcome) => Ok(outcome),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(Failure::Read(say!(
            language,
            "no server: {PROGRAM} is neither beside this command nor in PATH; it is published with each release, and \
             cargo build --release -p usersig-serve makes it",
            "没有服务器程序：本命令所在目录和 PATH 中都没有 {PROGRAM}；每个发行版都附有它，cargo build --release -p usersig-serve \
             也可以生成"
        ))),
        Err(error) => Err(Failure::read(PROGRAM, &error, language)),
    }
}

/// Signals reach the server only if there is no process in between.
#[cfg(unix)]
fn start(command: &mut Command) -> io::Result<Outcome> {
    Err(std::os::unix::process::CommandExt::exec(command))
}

#[cfg(not(unix))]
fn start(command: &mut Command) -> io::Result<Outcome> {
    let status = command.status()?;
    std::process::exit(status.code().unwrap_or(3));
}
