//! Reading, never more than a bound.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::Path;

use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::note;
use crate::text::terminal_safe;

/// Far above any token, so that a large one is still answered as a token.
const MAX_TOKEN_INPUT: usize = 16 << 20;

/// The content of a key file.
pub fn read_file(path: &Path, option: &str, max: usize) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let what = format!("the file {} of {option}", terminal_safe(&path.to_string_lossy()));
    let file = File::open(path).map_err(|error| Failure::read(&what, &error))?;
    read_bounded(file, &what, max)
}

/// All of standard input.
pub fn read_stdin(what: &str, max: usize) -> Result<Zeroizing<Vec<u8>>, Failure> {
    announce(what);
    read_bounded(io::stdin().lock(), &format!("{what} from standard input"), max)
}

/// Tells a person at a terminal that the command waits for them.
pub fn announce(what: &str) {
    if io::stdin().is_terminal() {
        let end = if cfg!(windows) { "Ctrl-Z and Enter" } else { "Ctrl-D" };
        note(&format!("reading {what} from the terminal; end with {end}"));
    }
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

/// The token of the command line, or of standard input for `-`, without white space around it.
pub fn token(argument: &OsStr) -> Result<Vec<u8>, Failure> {
    let bytes = match argument.as_encoded_bytes() {
        b"-" => std::mem::take(&mut *read_stdin("the token", MAX_TOKEN_INPUT)?),
        given => given.to_vec(),
    };
    Ok(bytes.trim_ascii().to_vec())
}
