//! `page`: opens the page that checks and signs tokens, a file beside this command, in the browser.

use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use usersig::Language;

use crate::failure::{Failure, Outcome};
use crate::lang::say;
use crate::token::print;

const FILE: &str = "usersig.html";

/// Prints where the page is, and opens it unless only its path is wanted.
pub fn page(only_path: bool, language: Language) -> Result<Outcome, Failure> {
    let path = find().ok_or_else(|| {
        Failure::Read(say!(
            language,
            "no page: {FILE} is neither beside this command nor in ../share/usersig; it is published with \
             each release, and scripts/pack page makes it",
            "没有页面：本命令所在目录和 ../share/usersig 中都没有 {FILE}；每个发行版都附有它，scripts/pack page 也可以生成"
        ))
    })?;
    print(&format!("{}\n", path.display()))?;
    if only_path {
        return Ok(Outcome::Good);
    }
    let (program, before) = OPEN;
    let opened = Command::new(program)
        .args(before)
        .arg(&path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if opened.is_ok_and(|status| status.success()) {
        return Ok(Outcome::Good);
    }
    Err(Failure::Read(say!(
        language,
        "no browser could be started with {program}: open the file whose path is printed",
        "无法用 {program} 启动浏览器：请自行打开所打印路径的文件"
    )))
}

/// What opens a file with the program that its user has chosen.
const OPEN: (&str, &[&str]) = if cfg!(windows) {
    ("rundll32", &["url.dll,FileProtocolHandler"])
} else if cfg!(target_os = "macos") {
    ("open", &[])
} else {
    ("xdg-open", &[])
};

fn find() -> Option<PathBuf> {
    let command = env::current_exe().and_then(|path| path.canonicalize()).ok()?;
    let folder = command.parent()?;
    [folder.join(FILE), folder.join("../share/usersig").join(FILE)]
        .into_iter()
        .find_map(|path| path.canonicalize().ok())
}
