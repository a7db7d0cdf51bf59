//! Token text ⇄ JSON bytes: zlib inside a base64 of its own alphabet (`docs/FORMAT.md`, section 1).

use base64::Engine;
use base64::alphabet::Alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::wire::claims::{Claims, Known};
use crate::wire::deflate::{Block, Compression, Stream};
#[cfg(not(feature = "small"))]
use crate::wire::encode::encode;
use crate::wire::inflate::{Content, MAX_INFLATED_BYTES, inflate, is_zlib_header};
use crate::wire::malformed::Malformed;

/// The longest token that is read.
pub(crate) const MAX_TOKEN_BYTES: usize = 64 * 1024;

pub(crate) const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-";

/// Standard base64 with `*` for `+` and `-` for `/`. Its padding `_` (for `=`) is handled here: the library
/// knows `=` only.
const ENGINE: GeneralPurpose = {
    let Ok(alphabet) = Alphabet::new(ALPHABET) else { panic!("64 different characters") };
    let config = GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone);
    GeneralPurpose::new(&alphabet, config)
};
pub(crate) const PADDING: u8 = b'_';

/// Packs a document into a token and returns its length. `dest` is called once, with the length of the token, and
/// returns a slice of exactly that many bytes.
pub(crate) fn seal<'r, E>(
    claims: &Claims<'_>,
    sig: &[u8],
    compression: Compression,
    known: Known<'_>,
    dest: impl FnOnce(usize) -> Result<&'r mut [u8], E>,
) -> Result<usize, E> {
    let block = Block::for_text(compression, claims.identifier);
    let mut nowhere = |_: &[u8]| {};
    let mut stream = Stream::new(block, &mut nowhere);
    stream.open(claims.opening());
    claims.write(sig, known, &mut stream);
    let written = stream.finish();
    let len = (written.overflowed_bytes + written.rest.len()).div_ceil(3) * 4;
    let mut dest = dest(len)?;
    if written.overflowed_bytes == 0 {
        encode(written.rest, dest);
    } else {
        // The stream is longer than its buffer. Its length is known now, so it is written again, piece by piece.
        let block = block.with_len(written.document_len);
        let mut piecewise = |chunk: &[u8]| {
            let chunk_len = chunk.len().div_ceil(3) * 4;
            let (head, tail) = std::mem::take(&mut dest).split_at_mut(chunk_len);
            encode(chunk, head);
            dest = tail;
        };
        let mut stream = Stream::new(block, &mut piecewise);
        stream.open(claims.opening());
        claims.write(sig, known, &mut stream);
        stream.finish_to_overflow();
        assert!(dest.is_empty(), "the same document makes a token of the same length");
    }
    Ok(len)
}

/// Fills `text` with the base64 of `bytes`, padding included.
#[cfg(feature = "small")]
#[expect(clippy::expect_used, clippy::indexing_slicing, reason = "the caller has counted the characters")]
fn encode(bytes: &[u8], text: &mut [u8]) {
    let len = ENGINE.encode_slice(bytes, text).expect("the text has room");
    text[len..].fill(PADDING);
}

/// The document inside a token: compressed, or (the oldest form) the token itself.
#[derive(Debug)]
pub(crate) enum Opened<'a> {
    Compressed(Content),
    Plain(&'a [u8]),
}

/// Unpacks a token.
pub(crate) fn open(token: &[u8]) -> Result<Opened<'_>, Malformed> {
    if token.len() > MAX_TOKEN_BYTES {
        return Err(Malformed::TooLong { len: token.len(), max: MAX_TOKEN_BYTES });
    }
    if token.first() == Some(&b'{') {
        return Ok(Opened::Plain(token));
    }
    let stream =
        strip_padding(token).and_then(|text| ENGINE.decode(text).ok()).ok_or_else(|| base64_error(token))?;
    debug_assert!(stream.len() <= MAX_INFLATED_BYTES);
    inflate(stream).map(Opened::Compressed)
}

/// Returns the token without its padding, which must be complete or absent.
fn strip_padding(token: &[u8]) -> Option<&[u8]> {
    let text = without_trailing_padding(token);
    match token.len() - text.len() {
        0 => Some(text),
        1 | 2 if token.len().is_multiple_of(4) => Some(text),
        _ => None,
    }
}

fn without_trailing_padding(token: &[u8]) -> &[u8] {
    let padding = token.iter().rev().take_while(|byte| **byte == PADDING).count();
    token.split_at(token.len() - padding).0
}

/// Returns what is wrong with a text that is not base64. A byte outside the alphabet is reported first, since it explains
/// more than a wrong length or padding in the middle.
fn base64_error(token: &[u8]) -> Malformed {
    let text = without_trailing_padding(token);
    let foreign = |byte: &u8| !byte.is_ascii_alphanumeric() && !b"*-".contains(byte);
    let bytes = || text.iter().copied().enumerate();
    let found = bytes().find(|(_, byte)| foreign(byte) && *byte != PADDING);
    match found.or_else(|| bytes().find(|(_, byte)| foreign(byte))) {
        Some((offset, byte)) => Malformed::Alphabet { byte, offset },
        // A word or a UserID is no token whose end is missing: its beginning is already another.
        None if !starts_like_a_token(text) => Malformed::ZlibHeader,
        None => Malformed::Base64Length { len: token.len() },
    }
}

/// Returns whether a text of the alphabet starts with a zlib header, as far as its characters reach.
fn starts_like_a_token(text: &[u8]) -> bool {
    let mut group = *b"AAAA";
    group.iter_mut().zip(text).for_each(|(place, character)| *place = *character);
    match (text.len(), ENGINE.decode(group).as_deref()) {
        (0 | 1, _) => true,
        (2, Ok([method, ..])) => method & 0x8f == 8,
        (_, Ok([method, flags, ..])) => is_zlib_header([*method, *flags]),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::write::ZlibEncoder;

    use super::*;

    fn content(token: &str) -> Result<Vec<u8>, Malformed> {
        match open(token.as_bytes())? {
            Opened::Compressed(content) => Ok(content.as_slice().to_vec()),
            Opened::Plain(content) => Ok(content.to_vec()),
        }
    }

    /// Packs a content into a token, with the libraries.
    fn pack(content: &[u8], level: u32) -> String {
        let mut zlib = ZlibEncoder::new(Vec::new(), flate2::Compression::new(level));
        zlib.write_all(content).expect("a Vec accepts all");
        let mut token = ENGINE.encode(zlib.finish().expect("a Vec accepts all"));
        while !token.len().is_multiple_of(4) {
            token.push(char::from(PADDING));
        }
        token
    }

    #[test]
    fn every_length_opens_with_and_without_padding() {
        for size in 0..300_usize {
            let json: Vec<u8> = (0..size).map(|i| (i * 7 % 256) as u8).collect();
            for level in [0, 6] {
                let token = pack(&json, level);
                assert_eq!(content(&token).as_deref(), Ok(&json[..]));
                assert_eq!(content(token.trim_end_matches('_')).as_deref(), Ok(&json[..]));
            }
        }
    }

    #[test]
    fn padding_is_whole_or_absent() {
        let token = (0..9).map(|n| pack(&vec![b'x'; n], 0)).find(|t| t.ends_with("__"));
        let token = token.expect("one of three lengths");
        let bare = token.trim_end_matches('_');
        for wrong in [format!("{bare}_"), format!("{token}_"), format!("{token}____")] {
            assert_eq!(content(&wrong), Err(Malformed::Base64Length { len: wrong.len() }), "{wrong}");
        }
    }

    #[test]
    fn only_of_a_token_is_the_end_missing() {
        for token in ["e", "eJ", "eJyrA", "eNoBA", "eAFLz", "eF4rZ__"] {
            assert_eq!(content(token), Err(Malformed::Base64Length { len: token.len() }), "{token}");
        }
        for word in ["--", "-h", "eh", "--help", "hello", "xiaojun", "1400000000", "eJAAA", "eyJhb", "H4sIA"]
        {
            assert_eq!(content(word), Err(Malformed::ZlibHeader), "{word}");
        }
    }

    #[test]
    fn a_foreign_byte_is_named_with_its_place() {
        let token = pack(b"a document", 6);
        for byte in [b'+', b'/', b'=', b'_', b' ', b'\n', 0, 0xff] {
            let mut bytes = token.clone().into_bytes();
            bytes[5] = byte;
            assert_eq!(open(&bytes).expect_err("not ours"), Malformed::Alphabet { byte, offset: 5 });
        }
        let long = vec![b'A'; MAX_TOKEN_BYTES + 1];
        assert_eq!(
            open(&long).expect_err("long"),
            Malformed::TooLong { len: MAX_TOKEN_BYTES + 1, max: MAX_TOKEN_BYTES }
        );
    }
}
