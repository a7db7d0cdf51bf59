//! The secret key of version 2.0.

use std::fmt;

use crate::error::Error;
use crate::mac::{Mac, MacKey};

/// An application's secret key, as the console shows it.
///
/// Kept as the keyed state of the MAC, so that its cost is paid once and its text is not kept at all. Clones share
/// it, and it is wiped from memory when the last of them is dropped; `Debug` prints nothing of it. The text itself is
/// the caller's to wipe.
#[derive(Clone)]
pub struct SecretKey(MacKey);

impl SecretKey {
    /// Takes the text of the key, usually 64 hex digits. Its bytes are the HMAC key as they stand: nothing is
    /// decoded.
    ///
    /// # Errors
    /// [`Error::SecretKeyEmpty`]; [`Error::SecretKeyWhitespace`] for a control character anywhere or white
    /// space at an end, which no console key has and a file or a copy adds.
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

    /// The MAC of version 2.0, waiting for its message.
    pub(crate) fn mac(&self) -> Mac<'_> {
        self.0.start()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(hidden)")
    }
}
