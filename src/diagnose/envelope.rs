//! The encoding of a token: the alphabet and the compression.

use std::io::Read;

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use flate2::read::{DeflateDecoder, GzDecoder, ZlibDecoder};

use super::{Cause, Diagnosis};
use crate::wire::inflate::MAX_INFLATED_BYTES;

/// Lenient base64: it accepts any padding and last bits, since its result is only used to explain.
const FORGIVING: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Alphabet {
    UserSig,
    Standard,
    Url,
}

impl Alphabet {
    fn decode(self, text: &str) -> Option<Vec<u8>> {
        let body = text.trim_end_matches(['=', '_']);
        let standard: Option<String> = body
            .chars()
            .map(|c| match (self, c) {
                (_, c) if c.is_ascii_alphanumeric() => Some(c),
                (Self::UserSig, '*') | (Self::Url, '-') => Some('+'),
                (Self::UserSig, '-') | (Self::Url, '_') => Some('/'),
                (Self::Standard, '+' | '/') => Some(c),
                _ => None,
            })
            .collect();
        let mut standard = standard?;
        // One character left over is a truncated group.
        if standard.len() % 4 == 1 {
            standard.pop();
        }
        FORGIVING.decode(standard).ok()
    }

    fn cause(self) -> Option<Diagnosis> {
        match self {
            Self::UserSig => None,
            Self::Standard => Some(Diagnosis::new(Cause::Base64Standard)),
            Self::Url => Some(Diagnosis::new(Cause::Base64Url)),
        }
    }
}

/// What decoded bytes are.
enum Content {
    Document(Option<Cause>, Vec<u8>),
    /// The start of a document whose end is missing.
    Start(Vec<u8>),
    Base64(String),
    Mac(usize),
    SignedText,
}

/// Returns the document inside a text, and names how it is packed if that is not how a token is.
pub(super) fn open(text: &str, causes: &mut Vec<Diagnosis>) -> Option<Vec<u8>> {
    if text.starts_with("TLS.") {
        causes.push(Diagnosis::new(Cause::SignedTextOnly));
        return None;
    }
    if text.starts_with('{') {
        // The oldest form of version 1.0 is a document by itself, and its time is a date.
        let names_v2 = text.contains("\"TLS.ver\"") || text.contains("\"TLS.sdkappid\"");
        if names_v2 || has_decimal_time(text) {
            causes.push(Diagnosis::new(Cause::BareDocument));
        }
        return Some(text.as_bytes().to_vec());
    }
    if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        causes.push(Diagnosis::with(Cause::BareMac, ["32".to_owned()]));
        return None;
    }
    let mut text = text.to_owned();
    for _ in 0..3 {
        let (alphabet, content) = [Alphabet::UserSig, Alphabet::Standard, Alphabet::Url]
            .into_iter()
            .filter_map(|alphabet| Some((alphabet, recognize(&alphabet.decode(&text)?)?)))
            .max_by_key(|(alphabet, content)| {
                (matches!(content, Content::Document(..)), matches!(alphabet, Alphabet::UserSig))
            })?;
        // A text without the characters in which they differ is in all three alphabets: ours then.
        causes.extend(alphabet.cause());
        match content {
            Content::Document(cause, document) => {
                causes.extend(cause.map(Diagnosis::new));
                return Some(document);
            }
            Content::Start(start) => {
                causes.push(Diagnosis::with(Cause::Truncated, [start.len().to_string()]));
                return None;
            }
            Content::Mac(len) => {
                causes.push(Diagnosis::with(Cause::BareMac, [len.to_string()]));
                return None;
            }
            Content::SignedText => {
                causes.push(Diagnosis::new(Cause::SignedTextOnly));
                return None;
            }
            Content::Base64(inner) => {
                causes.push(Diagnosis::new(Cause::Base64Twice));
                text = inner;
            }
        }
    }
    None
}

fn has_decimal_time(document: &str) -> bool {
    let value = serde_json::from_str::<serde_json::Value>(document).ok();
    let time = value.as_ref().and_then(|value| value.get("TLS.time")?.as_str());
    time.is_some_and(|time| !time.is_empty() && time.bytes().all(|byte| byte.is_ascii_digit()))
}

fn recognize(bytes: &[u8]) -> Option<Content> {
    let is_object = |bytes: &[u8]| bytes.trim_ascii_start().first() == Some(&b'{');
    let decoded: [(Option<Cause>, Vec<u8>, bool); 3] = [
        inflated(None, ZlibDecoder::new(bytes)),
        inflated(Some(Cause::Gzip), GzDecoder::new(bytes)),
        inflated(Some(Cause::RawDeflate), DeflateDecoder::new(bytes)),
    ];
    let mut start = None;
    for (cause, content, is_whole) in decoded {
        if content.starts_with(b"TLS.") {
            return Some(Content::SignedText);
        }
        if is_object(&content) && is_whole {
            return Some(Content::Document(cause, content));
        }
        if is_object(&content) && cause != Some(Cause::RawDeflate) {
            start.get_or_insert(Content::Start(content));
        }
    }
    if start.is_some() {
        return start;
    }
    if is_object(bytes) {
        return Some(Content::Document(Some(Cause::NotCompressed), bytes.to_vec()));
    }
    if bytes.starts_with(b"TLS.") {
        return Some(Content::SignedText);
    }
    match std::str::from_utf8(bytes) {
        Ok(text)
            if text.len() > 40
                && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"*-_+/=\r\n".contains(&b)) =>
        {
            Some(Content::Base64(text.replace(['\r', '\n'], "")))
        }
        _ if matches!(bytes.len(), 16 | 20 | 32 | 48 | 64) => Some(Content::Mac(bytes.len())),
        _ => None,
    }
}

/// Reads as far as the stream goes, never beyond the bound of a document.
fn inflated(cause: Option<Cause>, decoder: impl Read) -> (Option<Cause>, Vec<u8>, bool) {
    let mut content = Vec::new();
    let is_whole = decoder.take(MAX_INFLATED_BYTES as u64 + 1).read_to_end(&mut content).is_ok();
    let is_bounded = content.len() <= MAX_INFLATED_BYTES;
    (cause, content, is_whole && is_bounded)
}
