//! Reads files and standard input, up to a limit.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::Path;

use usersig::Language;
use zeroize::Zeroizing;

use crate::args::TokenArgument;
use crate::failure::Failure;
use crate::lang::{pick, say};
use crate::{escape, note, stdio};

/// Far above any token, so that a token that is too large still gets a verdict.
const MAX_TOKEN_INPUT: usize = 16 << 20;

/// Reads a key file.
pub fn read_file(
    path: &Path,
    option: &str,
    max: usize,
    language: Language,
) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let shown = escape::os(path);
    let what = say!(language, "the file {shown} of {option}", "文件 {shown}（{option}）");
    let file = File::open(path).map_err(|error| Failure::read(&what, &error, language))?;
    read_bounded(file, &what, max, language)
}

/// Reads all of standard input.
pub fn read_stdin(what: &str, max: usize, language: Language) -> Result<Zeroizing<Vec<u8>>, Failure> {
    expect_stdin(what, language)?;
    let what = say!(language, "{what} from standard input", "标准输入中的{what}");
    read_bounded(io::stdin().lock(), &what, max, language)
}

/// Fails if standard input is closed, and tells a person at a terminal that the command waits for them.
pub fn expect_stdin(what: &str, language: Language) -> Result<(), Failure> {
    if stdio::input_is_closed() {
        return Err(Failure::Read(say!(
            language,
            "cannot read {what} from standard input: it is closed",
            "无法从标准输入读取{what}：标准输入已关闭"
        )));
    }
    if io::stdin().is_terminal() {
        let end = match (cfg!(windows), language) {
            (true, Language::English) => "Ctrl-Z and Enter",
            (true, Language::Chinese) => "Ctrl-Z 和回车",
            (false, _) => "Ctrl-D",
        };
        note(&say!(
            language,
            "reading {what} from the terminal; end with {end}",
            "正在从终端读取{what}；以 {end} 结束"
        ));
    }
    Ok(())
}

fn read_bounded(
    source: impl Read,
    what: &str,
    max: usize,
    language: Language,
) -> Result<Zeroizing<Vec<u8>>, Failure> {
    // A small input is read into one allocation: one that grows would leave copies of a key in memory.
    let mut bytes = Zeroizing::new(Vec::with_capacity(max.min(64 << 10) + 1));
    source
        .take(max as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::read(what, &error, language))?;
    if bytes.len() > max {
        return Err(Failure::Input(say!(
            language,
            "{what}: more than {max} bytes; check that this is the right input",
            "{what}超过 {max} 字节；请检查给出的内容是否正确"
        )));
    }
    Ok(bytes)
}

/// Reads the token of the command line, or of standard input, without white space around it.
pub fn token(argument: &TokenArgument, language: Language) -> Result<Vec<u8>, Failure> {
    let given = argument.literal.as_ref().or(argument.token.as_ref());
    // Standard input is only read for a dash: a stranger who can pass an option in place of the token must not be able
    // to choose the token too.
    let Some(text) = given else {
        let message = pick(
            language,
            "no token; give it after --, or give - to read it from standard input",
            "缺少票据；请把它写在 -- 之后，或写 - 从标准输入读取",
        );
        return Err(Failure::Input(message.to_owned()));
    };
    let bytes = if argument.is_from_stdin() {
        std::mem::take(&mut *read_stdin(pick(language, "the token", "票据"), MAX_TOKEN_INPUT, language)?)
    } else {
        text.as_encoded_bytes().to_vec()
    };
    Ok(bytes.trim_ascii().to_vec())
}
