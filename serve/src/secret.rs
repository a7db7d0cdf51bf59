//! Reads secrets from where the configuration says they are. Every buffer on the way is wiped.

use std::env;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use zeroize::{Zeroize, Zeroizing};

use crate::config::Source;

const MAX_SECRET: usize = 64 << 10;
const CREDENTIALS: &str = "CREDENTIALS_DIRECTORY";

/// Reads a secret, without the white space around it.
///
/// # Errors
/// The source names no place, or more than one; nothing is there; it is empty, too long or not UTF-8.
pub fn read(source: &Source) -> Result<Zeroizing<String>, String> {
    if source.count() != 1 {
        return Err(format!(
            "{} places are named; expected one of {{ file = \"…\" }}, {{ env = \"…\" }} or {{ credential = \"…\" }}",
            source.count()
        ));
    }
    if let Some(given) = &source.given {
        return Ok(given.clone());
    }
    let (text, place) = if let Some(name) = &source.env {
        let value = env::var(name)
            .map_err(|_| format!("the environment variable {name} is not set, or not UTF-8"))?;
        (Zeroizing::new(value), format!("the environment variable {name}"))
    } else {
        let path = path(source)?.ok_or("no place is named")?;
        let text = read_file(&path).map_err(|reason| format!("the file {}: {reason}", path.display()))?;
        (text, format!("the file {}", path.display()))
    };
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(format!("{place} is empty"));
    }
    Ok(Zeroizing::new(trimmed.to_owned()))
}

/// Returns the file that a source names; `None` for what is no file.
///
/// # Errors
/// A credential without systemd, or with a name that leaves its folder.
pub fn path(source: &Source) -> Result<Option<PathBuf>, String> {
    if let Some(name) = &source.credential {
        if name.contains(['/', '\\']) || name.starts_with('.') {
            return Err(format!("{name:?} is not the name of a credential; expected one without a path"));
        }
        let folder = env::var_os(CREDENTIALS).ok_or_else(|| {
            format!("{CREDENTIALS} is not set; expected it from systemd: add LoadCredential={name}:/path to the unit")
        })?;
        return Ok(Some(Path::new(&folder).join(name)));
    }
    Ok(source.file.clone())
}

/// Reads a file into memory that is wiped. It never grows, since growing leaves copies.
fn read_file(path: &Path) -> Result<Zeroizing<String>, String> {
    let reason = |error: std::io::Error| format!("cannot be read: {error}");
    let mut file = File::open(path).map_err(reason)?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(MAX_SECRET + 1));
    bytes.resize(MAX_SECRET + 1, 0);
    let mut length = 0;
    loop {
        match file.read(bytes.get_mut(length..).unwrap_or_default()).map_err(reason)? {
            0 => break,
            count => length += count,
        }
    }
    if length > MAX_SECRET {
        return Err(format!("is longer than {MAX_SECRET} bytes; expected a key"));
    }
    bytes.truncate(length);
    String::from_utf8(std::mem::take(&mut *bytes)).map(Zeroizing::new).map_err(|error| {
        error.into_bytes().zeroize();
        "is not UTF-8; expected a key as text".to_owned()
    })
}
