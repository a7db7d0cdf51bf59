//! The secret key of version 2.0.

use std::fmt;

use crate::error::Error;
use crate::mac::{Mac, MacKey};

/// An application's secret key, as the console shows it.
///
/// Only the keyed state of the MAC is kept, which is computed once; the text of the key is not kept. Clones share the
/// state, which is wiped from memory when the last clone is dropped. `Debug` prints nothing of the key. The caller wipes
/// the text.
#[derive(Clone)]
pub struct SecretKey(MacKey);

impl SecretKey {
    /// Makes a key from its text, usually 64 hex digits. The bytes of the text are the HMAC key: nothing is decoded.
    ///
    /// # Errors
    /// [`Error::SecretKeyEmpty`]; [`Error::SecretKeyWhitespace`] for a control character anywhere, or white
    /// space at the start or end: no key of the console has these, but files and the clipboard add them.
    pub fn new(key: &str) -> Result<Self, Error> {
        if key.is_empty() {
            return Err(Error::SecretKeyEmpty);
        }
        let edges = key.len() - key.trim_start().len()..key.trim_end().len();
        let outside = if edges.start > 0 { Some(0) } else { (edges.end < key.len()).then_some(edges.end) };
        let control = key.find(|c: char| c.is_ascii_control());
        match control.or(outside) {
            Some(offset) => Err(Error::SecretKeyWhitespace { offset, len: key.len() }),
            None => Ok(Self(MacKey::new(key.as_bytes()))),
        }
    }

    /// Returns the keyed state, for diagnosis.
    #[cfg(feature = "diagnose")]
    pub(crate) fn mac_key(&self) -> &MacKey {
        &self.0
    }

    /// Starts a MAC of version 2.0.
    pub(crate) fn mac(&self) -> Mac<'_> {
        self.0.start()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(hidden)")
    }
}
