//! Texts between Java's UTF-16 and Rust's UTF-8.

use std::borrow::Cow;
use std::ffi::CStr;

use jni::objects::JString;
use jni::strings::JNIStr;
use jni::sys::{jsize, jstring};
use jni::{Env, errors};
use usersig::{SignRequest, Signer};
use zeroize::Zeroizing;

use crate::failure::Failure;

/// A text of up to this many UTF-16 units is read without the heap: every UserID, and the usual tokens.
const SHORT: usize = 512;
/// Where the bytes of a short text are put.
pub(crate) type Place = [u8; SHORT];
pub(crate) const PLACE: Place = [0; SHORT];

/// Returns the number of UTF-16 units of a text.
fn length(env: &Env<'_>, text: &JString<'_>) -> Result<usize, Failure> {
    if text.is_null() {
        return Err(errors::Error::NullPtr("text").into());
    }
    let (env, text): (_, jstring) = (env.get_raw(), text.as_raw());
    // SAFETY: an `Env` is a valid pointer to a table of functions, the text is a string and not null.
    let length = unsafe { ((**env).v1_1.GetStringLength)(env, text) };
    Ok(length.unsigned_abs() as usize)
}

/// Copies the first units of a text, which has at least as many.
///
/// By the function itself: the crate `jni` reads texts by `GetStringUTFChars` only, which allocates, encodes in two
/// passes, and leaves a copy of a key behind.
fn copy(env: &Env<'_>, text: &JString<'_>, units: &mut [u16]) {
    let (env, text): (_, jstring) = (env.get_raw(), text.as_raw());
    #[expect(clippy::cast_possible_wrap, reason = "the length was a `jsize`")]
    let count = units.len() as jsize;
    // SAFETY: as in `length`; the units are inside the text, and the slice has space for them.
    unsafe { ((**env).v1_2.GetStringRegion)(env, text, 0, count, units.as_mut_ptr()) };
}

/// Reads a text that is no secret. Half of a surrogate pair becomes U+FFFD; Kotlin lets none pass.
pub(crate) fn text<'p>(
    env: &Env<'_>,
    text: &JString<'_>,
    place: &'p mut Place,
) -> Result<Cow<'p, str>, Failure> {
    let length = length(env, text)?;
    let mut short = [0; SHORT];
    if let Some(units) = short.get_mut(..length) {
        copy(env, text, units);
        return Ok(match ascii(units, place) {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(String::from_utf16_lossy(units)),
        });
    }
    let mut units = vec![0; length];
    copy(env, text, &mut units);
    Ok(Cow::Owned(String::from_utf16_lossy(&units)))
}

/// Reads the text of a key. Both copies of it are wiped.
pub(crate) fn secret(env: &Env<'_>, text: &JString<'_>) -> Result<Zeroizing<String>, Failure> {
    let mut units = Zeroizing::new(vec![0; length(env, text)?]);
    copy(env, text, &mut units);
    Ok(utf8(&units))
}

/// Returns the text if it is ASCII, with its bytes in `place`.
fn ascii<'p>(units: &[u16], place: &'p mut Place) -> Option<&'p str> {
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

/// Signs one token, as a string of Java's. A token is ASCII, and so modified UTF-8 already.
pub(crate) fn token<'l>(
    env: &mut Env<'l>,
    signer: &Signer,
    request: &SignRequest<'_>,
) -> Result<JString<'l>, Failure> {
    // With a zero behind it. A token that needs more has a userbuf.
    let mut short = [0; 768];
    let [place @ .., _] = &mut short;
    match signer.sign_into(request, place) {
        Ok(_) => string(env, &short),
        Err(usersig::Error::BufferTooSmall { .. }) => {
            let mut long = signer.sign(request)?.into_bytes();
            long.push(0);
            string(env, &long)
        }
        Err(error) => Err(error.into()),
    }
}

/// Returns a string of ASCII that ends before the first zero of `bytes`.
fn string<'l>(env: &mut Env<'l>, bytes: &[u8]) -> Result<JString<'l>, Failure> {
    let text = CStr::from_bytes_until_nul(bytes).ok().and_then(JNIStr::from_cstr);
    debug_assert!(text.is_some(), "ASCII and a zero");
    Ok(JString::from_jni_str(env, text.ok_or(errors::Error::NullPtr("token"))?)?)
}

#[cfg(test)]
mod tests {
    use super::{PLACE, SHORT, ascii, utf8};

    #[test]
    fn ascii_is_copied_byte_by_byte() {
        for text in ["", "a", "user_12345678", &"~\0".repeat(SHORT / 2)] {
            let units: Vec<u16> = text.encode_utf16().collect();
            assert_eq!(ascii(&units, &mut PLACE.clone()), Some(text));
        }
        // The last one has an ASCII character as its low byte.
        for text in ["\u{80}", "张三", "user_é", "\u{1f600}", "\u{4141}"] {
            let units: Vec<u16> = text.encode_utf16().collect();
            assert_eq!(ascii(&units, &mut PLACE.clone()), None, "{text}");
        }
        assert_eq!(ascii(&[0x41; SHORT + 1], &mut PLACE.clone()), None);
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
