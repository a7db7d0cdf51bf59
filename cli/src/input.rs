//! Reading, never more than a bound.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::Path;

use zeroize::Zeroizing;

use crate::args::TokenArgument;
use crate::failure::Failure;
use crate::{escape, note, stdio};

/// Far above any token, so that a large one still gets the verdict of a token.
const MAX_TOKEN_INPUT: usize = 16 << 20;

/// Reads a key file.
pub fn read_file(path: &Path, option: &str, max: usize) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let what = format!("the file {} of {option}", escape::os(path));
    let file = File::open(path).map_err(|error| Failure::read(&what, &error))?;
    read_bounded(file, &what, max)
}

/// Reads all of standard input.
pub fn read_stdin(what: &str, max: usize) -> Result<Zeroizing<Vec<u8>>, Failure> {
    expect_stdin(what)?;
    read_bounded(io::stdin().lock(), &format!("{what} from standard input"), max)
}

/// Fails if standard input is closed, and tells a person at a terminal that the command waits for them.
pub fn expect_stdin(what: &str) -> Result<(), Failure> {
    if stdio::input_is_closed() {
        return Err(Failure::Io(format!("cannot read {what} from standard input: it is closed")));
    }
    if io::stdin().is_terminal() {
        let end = if cfg!(windows) { "Ctrl-Z and Enter" } else { "Ctrl-D" };
        note(&format!("reading {what} from the terminal; end with {end}"));
    }
    Ok(())
}

fn read_bounded(source: impl Read, what: &str, max: usize) -> Result<Zeroizing<Vec<u8>>, Failure> {
    // A small input is read into one allocation: one that grows would leave copies of a key behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(max.min(64 << 10) + 1));
    source.take(max as u64 + 1).read_to_end(&mut bytes).map_err(|error| Failure::read(what, &error))?;
    if bytes.len() > max {
        return Err(Failure::Input(format!("{what}: more than {max} bytes, which cannot be what was meant")));
    }
    Ok(bytes)
}

/// Reads the token of the command line, or of standard input, without white space around it.
pub fn token(argument: &TokenArgument) -> Result<Vec<u8>, Failure> {
    let given = argument.literal.as_ref().or(argument.token.as_ref());
    // Never read without being asked: an option in place of a token would leave the verdict to whoever writes there.
    let Some(text) = given else {
        return Err(Failure::input("no token; expected it behind --, or - to read it from standard input"));
    };
    let bytes = if argument.is_from_stdin() {
        std::mem::take(&mut *read_stdin("the token", MAX_TOKEN_INPUT)?)
    } else {
        text.as_encoded_bytes().to_vec()
    };
    Ok(bytes.trim_ascii().to_vec())
}
