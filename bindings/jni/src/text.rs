//! Texts between Java's UTF-16 and Rust's UTF-8.

use std::borrow::Cow;
use std::ffi::CStr;

use usersig::{SignRequest, Signer};
use zeroize::Zeroizing;

use crate::env::{Env, Text};
use crate::failure::Failure;

/// A text of up to this many UTF-16 units is read without the heap: every UserID, and the usual tokens.
const SHORT: usize = 512;
/// Where the bytes of a short text are put.
pub(crate) type Place = [u8; SHORT];
pub(crate) const PLACE: Place = [0; SHORT];

/// Reads a text that is no secret. Half of a surrogate pair becomes U+FFFD; Kotlin lets none pass.
pub(crate) fn text<'p>(env: Env<'_>, text: Text<'_>, place: &'p mut Place) -> Result<Cow<'p, str>, Failure> {
    let length = env.length(text)?;
    let mut short = [0; SHORT];
    if let Some(units) = short.get_mut(..length) {
        env.copy(text, units);
        return Ok(match short_ascii(units, place) {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(String::from_utf16_lossy(units)),
        });
    }
    let mut units = vec![0; length];
    env.copy(text, &mut units);
    Ok(Cow::Owned(String::from_utf16_lossy(&units)))
}

/// Reads the text of a key. Both copies of it are wiped.
pub(crate) fn secret(env: Env<'_>, text: Text<'_>) -> Result<Zeroizing<String>, Failure> {
    let mut units = Zeroizing::new(vec![0; env.length(text)?]);
    env.copy(text, &mut units);
    Ok(utf8(&units))
}

/// Returns the text if it is ASCII, with its bytes in `place`.
fn short_ascii<'p>(units: &[u16], place: &'p mut Place) -> Option<&'p str> {
    let bytes = place.get_mut(..units.len())?;
    let mut seen = 0;
    for (byte, &unit) in bytes.iter_mut().zip(units) {
        *byte = unit as u8;
        seen |= unit;
    }
    if seen < 0x80 { std::str::from_utf8(bytes).ok() } else { None }
}

fn utf8(units: &[u16]) -> Zeroizing<String> {
    // A unit becomes at most three bytes: so the text does not move as it grows, which would leave a copy behind.
    let mut text = Zeroizing::new(String::with_capacity(3 * units.len()));
    for unit in char::decode_utf16(units.iter().copied()) {
        text.push(unit.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    text
}

/// Signs one token, as a text of Java's.
pub(crate) fn token<'call>(
    env: Env<'call>,
    signer: &Signer,
    request: &SignRequest<'_>,
) -> Result<Text<'call>, Failure> {
    // With a zero behind it. A token that needs more has a userbuf.
    let mut short = [0; 768];
    let [place @ .., _] = &mut short;
    match signer.sign_into(request, place) {
        Ok(_) => until_zero(env, &short),
        Err(usersig::Error::BufferTooSmall { .. }) => ascii(env, signer.sign(request)?),
        Err(error) => Err(error.into()),
    }
}

/// Makes a text of Java's from a token, which is ASCII.
pub(crate) fn ascii(env: Env<'_>, token: String) -> Result<Text<'_>, Failure> {
    let mut bytes = token.into_bytes();
    bytes.push(0);
    until_zero(env, &bytes)
}

fn until_zero<'call>(env: Env<'call>, bytes: &[u8]) -> Result<Text<'call>, Failure> {
    let text = CStr::from_bytes_until_nul(bytes);
    debug_assert!(text.is_ok(), "there is a zero");
    env.ascii(text.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{PLACE, SHORT, short_ascii, utf8};

    #[test]
    fn ascii_is_copied_byte_by_byte() {
        for text in ["", "a", "user_12345678", &"~\0".repeat(SHORT / 2)] {
            let units: Vec<u16> = text.encode_utf16().collect();
            assert_eq!(short_ascii(&units, &mut PLACE.clone()), Some(text));
        }
        // The last one has an ASCII character as its low byte.
        for text in ["\u{80}", "张三", "user_é", "\u{1f600}", "\u{4141}"] {
            let units: Vec<u16> = text.encode_utf16().collect();
            assert_eq!(short_ascii(&units, &mut PLACE.clone()), None, "{text}");
        }
        assert_eq!(short_ascii(&[0x41; SHORT + 1], &mut PLACE.clone()), None);
    }

    #[test]
    fn a_secret_is_the_same_text_and_never_moves() {
        for text in ["", "k", "key\0", "张三", "é\u{1f600}\u{ffff}"] {
            let units: Vec<u16> = text.encode_utf16().collect();
            let read = utf8(&units);
            assert_eq!(*read, text);
            assert!(read.capacity() >= 3 * units.len());
            assert!(read.len() <= 3 * units.len());
        }
        assert_eq!(*utf8(&[0xd83d, 0x41, 0xde00]), "\u{fffd}A\u{fffd}");
    }
}
