//! The secret key of version 2.0.

use std::fmt;

use hmac::{Hmac, KeyInit};
use sha2::Sha256;

use crate::error::Error;

/// An application's secret key, as the console shows it.
///
/// Kept as the keyed state of the MAC, so that its cost is paid once and its text is not kept at all. Wiped
/// from memory when it is dropped; `Debug` prints nothing of it.
#[derive(Clone)]
pub struct SecretKey(Hmac<Sha256>);

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
            None => Hmac::new_from_slice(key.as_bytes()).map(Self).map_err(|_| Error::BadKey {
                expected: "secret key",
                reason: "HMAC does not take it".to_owned(),
            }),
        }
    }

    /// The MAC of version 2.0, waiting for its message.
    pub(crate) fn hmac(&self) -> Hmac<Sha256> {
        self.0.clone()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use hmac::Mac;

    use super::*;

    /// The keyed state is two hash states, and each wipes itself.
    #[test]
    fn the_keyed_state_is_wiped_on_drop() {
        fn wiped<T: zeroize::ZeroizeOnDrop>() {}
        wiped::<sha2::block_api::Sha256VarCore>();
        assert!(std::mem::needs_drop::<SecretKey>());
    }

    /// RFC 4231, section 4: HMAC-SHA-256. Keys with control characters are not secret keys, so the MAC is
    /// keyed here as `SecretKey::new` keys it.
    #[test]
    fn rfc_4231() {
        let hex = |text: &str| -> Vec<u8> {
            (0..text.len())
                .step_by(2)
                .map(|at| u8::from_str_radix(&text[at..at + 2], 16).expect("hex"))
                .collect()
        };
        let cases: [(Vec<u8>, Vec<u8>, &str); 7] = [
            (vec![0x0b; 20], b"Hi There".to_vec(), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (
                b"Jefe".to_vec(),
                b"what do ya want for nothing?".to_vec(),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (vec![0xaa; 20], vec![0xdd; 50], "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
            (
                (0x01..=0x19).collect(),
                vec![0xcd; 50],
                "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
            ),
            (vec![0x0c; 20], b"Test With Truncation".to_vec(), "a3b6167473100ee06e0c796c2955552b"),
            (
                vec![0xaa; 131],
                b"Test Using Larger Than Block-Size Key - Hash Key First".to_vec(),
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
            (
                vec![0xaa; 131],
                b"This is a test using a larger than block-size key and a larger than block-size data. The key \
                  needs to be hashed before being used by the HMAC algorithm."
                    .to_vec(),
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
            ),
        ];
        for (key, message, mac) in cases {
            let mut hmac = Hmac::<Sha256>::new_from_slice(&key).expect("any key");
            hmac.update(&message);
            let got = hmac.finalize().into_bytes();
            let expected = hex(mac);
            assert_eq!(&got[..expected.len()], &expected[..]);
        }
    }
}
