//! A reader of 2.0 documents as nearly all writers write them. The library reads the others.
//!
//! A usual document is an object of the keys of 2.0, each at most once, in any order. It has no white space but one space
//! after a colon or a comma, no escapes and no control characters; a number is decimal digits alone, and not in quotation
//! marks. Of such a document the parts between the quotation marks are the values, so no JSON needs to be parsed.

use std::borrow::Cow;

use super::{Document, Form, is_plain_decimal};

impl<'a> Document<'a> {
    /// Reads a usual document of 2.0. `None` says nothing about the document: the library has to read it.
    pub(in crate::wire) fn usual(json: &'a str) -> Option<Self> {
        let [mut ver, mut identifier, mut sig, mut userbuf] = [None; 4];
        let [mut sdkappid, mut time, mut expire] = [None; 3];
        let mut rest = json.strip_prefix('{')?;
        loop {
            let key;
            (key, rest) = text(rest)?;
            rest = without_space(rest.strip_prefix(':')?);
            let value;
            let field = match key {
                "TLS.sdkappid" | "TLS.time" | "TLS.expire" => {
                    (value, rest) = number(rest)?;
                    match key {
                        "TLS.sdkappid" => &mut sdkappid,
                        "TLS.time" => &mut time,
                        _ => &mut expire,
                    }
                }
                _ => {
                    (value, rest) = text(rest)?;
                    match key {
                        "TLS.ver" => &mut ver,
                        "TLS.identifier" => &mut identifier,
                        "TLS.sig" => &mut sig,
                        "TLS.userbuf" => &mut userbuf,
                        _ => return None,
                    }
                }
            };
            if field.replace(value).is_some() {
                return None;
            }
            match rest.strip_prefix(',') {
                Some(next) => rest = without_space(next),
                None if rest == "}" => break,
                None => return None,
            }
        }
        if ver? != "2.0" {
            return None;
        }
        let (time_text, expire_text) = (time?, expire?);
        Some(Self {
            form: Form::V2,
            identifier: identifier?.into(),
            sdkappid: sdkappid?.into(),
            time: time_text.parse().ok()?,
            expire: expire_text.parse().ok()?,
            time_text: time_text.into(),
            expire_text: expire_text.into(),
            userbuf: userbuf.map(Cow::Borrowed),
            sig: sig?.into(),
            account_type: Cow::Borrowed(""),
            appid_at_3rd: None,
            numbers_as_text: Vec::new(),
        })
    }
}

fn without_space(rest: &str) -> &str {
    rest.strip_prefix(' ').unwrap_or(rest)
}

/// Splits off a number, and returns its digits and what follows them.
fn number(rest: &str) -> Option<(&str, &str)> {
    let end = rest.bytes().position(|byte| !byte.is_ascii_digit())?;
    rest.split_at_checked(end).filter(|(digits, _)| is_plain_decimal(digits))
}

/// Splits off a string, and returns its inside and what follows it.
#[inline]
fn text(rest: &str) -> Option<(&str, &str)> {
    let rest = rest.strip_prefix('"')?;
    let (inside, rest) = rest.split_at_checked(first_special(rest.as_bytes())?)?;
    Some((inside, rest.strip_prefix('"')?))
}

/// Returns the offset of the first quotation mark, backslash or control character.
///
/// Eight bytes are looked at together, as the bytes of one word. `x - 0x01` has the highest bit set for a byte 0 of `x`, and
/// for a byte above 0x80, which `& !x` excludes. XORed with a byte that is searched, a word has the byte 0 where that one is.
/// `x - 0x20` finds those below 0x20 in the same way. A subtraction may borrow from the next byte and mark that one too, but
/// only if this byte is marked; so the lowest mark is right, and no other one is used.
#[inline]
fn first_special(bytes: &[u8]) -> Option<usize> {
    const ONES: u64 = u64::MAX / 0xff;
    const HIGHEST_BITS: u64 = ONES << 7;
    const WORD_BYTES: usize = size_of::<u64>();
    let marks = |word: u64| {
        let is_below = |x: u64, limit: u8| x.wrapping_sub(ONES * u64::from(limit)) & !x;
        let is = |byte: u8| is_below(word ^ (ONES * u64::from(byte)), 1);
        (is(b'"') | is(b'\\') | is(0x7f) | is_below(word, 0x20)) & HIGHEST_BITS
    };
    let (words, rest) = bytes.as_chunks::<WORD_BYTES>();
    for (at, word) in words.iter().enumerate() {
        let marks = marks(u64::from_le_bytes(*word));
        if marks != 0 {
            return Some(WORD_BYTES * at + marks.trailing_zeros() as usize / 8);
        }
    }
    let at = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0x7f | ..0x20))?;
    Some(WORD_BYTES * words.len() + at)
}
