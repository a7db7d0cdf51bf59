//! The text that was pasted around a token: removes it until a token is left.

use std::borrow::Cow;

use serde_json::Value;

use super::{Cause, Diagnosis};
use crate::wire::text::clip;

/// The most layers that are removed. A URL inside JSON inside quotation marks has three.
const MAX_LAYERS: usize = 8;
/// A shorter word is not a token.
const MIN_TOKEN_LEN: usize = 24;

/// Returns whether there is nothing more to examine after this cause.
pub(super) fn ends_the_search(cause: Cause) -> bool {
    matches!(cause, Cause::Placeholder | Cause::Jwt | Cause::TwoPart | Cause::Shortened)
}

/// Returns the text without what was pasted around it, and names what that was.
pub(super) fn unwrap(token: &[u8], causes: &mut Vec<Diagnosis>) -> String {
    let mut text = decode(token, causes);
    for _ in 0..MAX_LAYERS {
        match step(&text) {
            Some((Some(diagnosis), inner)) => {
                if causes.last() != Some(&diagnosis) {
                    causes.push(diagnosis);
                }
                text = inner;
            }
            Some((None, inner)) => text = inner,
            None => break,
        }
    }
    if let Some(diagnosis) = what_it_is_instead(&text) {
        causes.push(diagnosis);
    }
    text
}

/// Reads the bytes as text.
fn decode(bytes: &[u8], causes: &mut Vec<Diagnosis>) -> String {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        causes.push(Diagnosis::new(Cause::ByteOrderMark));
        return String::from_utf8_lossy(rest).into_owned();
    }
    let marked = match bytes {
        [0xff, 0xfe, rest @ ..] => Some((rest, true)),
        [0xfe, 0xff, rest @ ..] => Some((rest, false)),
        // Without a byte order mark: every second byte of ASCII in UTF-16 is 0.
        [_, 0, _, 0, ..] => Some((bytes, true)),
        [0, _, 0, _, ..] => Some((bytes, false)),
        _ => None,
    };
    match marked {
        Some((units, is_little)) => {
            causes.push(Diagnosis::new(Cause::Utf16));
            let (pairs, _) = units.as_chunks::<2>();
            let to_unit = |pair: &[u8; 2]| {
                if is_little { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) }
            };
            let units: Vec<u16> = pairs.iter().map(to_unit).collect();
            String::from_utf16_lossy(&units)
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

type Step = Option<(Option<Diagnosis>, String)>;

/// Removes one layer.
fn step(text: &str) -> Step {
    let trimmed =
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\0'));
    if trimmed.len() != text.len() {
        return Some((None, trimmed.to_owned()));
    }
    if is_document(text) || is_signed_text(text) {
        return None;
    }
    json(text)
        .or_else(|| quoted(text))
        .or_else(|| parameter(text))
        .or_else(|| line_broken(text))
        .or_else(|| inside_text(text))
        .or_else(|| percent_encoded(text))
}

/// Returns whether the text is a document, which `envelope` examines.
fn is_document(text: &str) -> bool {
    text.starts_with('{') && text.contains("TLS.")
}

fn is_signed_text(text: &str) -> bool {
    text.starts_with("TLS.")
}

/// Returns whether a name is that of a UserSig, in any spelling.
fn names_a_token(name: &str) -> bool {
    let plain: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    plain.ends_with("usersig")
        || matches!(&*plain, "sig" | "privatemapkey" | "privatekey" | "token" | "usertoken")
}

fn looks_like_a_token(text: &str) -> bool {
    text.len() >= MIN_TOKEN_LEN && text.bytes().all(is_encoded)
}

/// Returns whether a byte is in one of the alphabets of tokens.
fn is_encoded(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"*-_+/=%".contains(&byte)
}

fn json(text: &str) -> Step {
    if !text.starts_with(['{', '[']) {
        return None;
    }
    let value: Value = serde_json::from_str(text).ok()?;
    let (name, token) = find(&value, "")?;
    Some((Some(Diagnosis::with(Cause::InsideJson, [clip(&name)])), token))
}

/// Returns the member that is the token, by its name or else by its form.
fn find(value: &Value, name: &str) -> Option<(String, String)> {
    let by = |accepts: &dyn Fn(&str, &str) -> bool| {
        let mut queue = vec![(name.to_owned(), value)];
        while let Some((name, value)) = queue.pop() {
            match value {
                Value::String(text) if accepts(&name, text) => return Some((name, text.clone())),
                Value::Array(items) => queue.extend(items.iter().map(|item| (name.clone(), item))),
                Value::Object(members) => {
                    queue.extend(members.iter().map(|(name, value)| (name.clone(), value)));
                }
                _ => {}
            }
        }
        None
    };
    by(&|name, _| names_a_token(name))
        .or_else(|| by(&|_, text| text.starts_with("eJ") && looks_like_a_token(text)))
}

fn quoted(text: &str) -> Step {
    const MARKS: [char; 8] = ['"', '\'', '`', '\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}', '\\'];
    let inner = text.trim_end_matches([',', ';']).trim_matches(MARKS);
    let inner = if looks_like_a_token(&inner.replace("\\/", "/")) {
        inner.replace("\\/", "/")
    } else {
        inner.to_owned()
    };
    (inner != text && !inner.is_empty()).then(|| (Some(Diagnosis::new(Cause::Quoted)), inner))
}

/// Removes a URL or a query string, or the rest of one after the token.
fn parameter(text: &str) -> Step {
    if text.contains(char::is_whitespace) && !text.contains("://") {
        return None;
    }
    let is_url = text.contains("://");
    let has_parameters = text.contains('&') || (is_url && text.contains('?')) || text.starts_with('?');
    let ends_name = |c: char| matches!(c, '?' | '&' | '#' | ';') || c.is_whitespace();
    for part in text.split(ends_name) {
        if let Some((name, value)) = part.split_once('=')
            && names_a_token(name)
            && !value.is_empty()
        {
            let value = value.trim_end_matches(['"', '\'', '>', ')']);
            return Some((Some(Diagnosis::with(Cause::InsideUrl, [clip(name)])), value.to_owned()));
        }
    }
    let first = text.split(ends_name).next()?;
    (has_parameters && first.len() < text.len() && looks_like_a_token(first) && !first.contains("=."))
        .then(|| (Some(Diagnosis::with(Cause::InsideUrl, [String::from("&")])), first.to_owned()))
}

fn line_broken(text: &str) -> Step {
    let lines: Vec<&str> = text.split(['\r', '\n', ' ', '\t']).filter(|line| !line.is_empty()).collect();
    let (first, last) = (lines.first()?, lines.last()?);
    let is_wrapped = lines.len() > 1
        && lines.iter().all(|line| line.bytes().all(is_encoded))
        && lines.iter().take(lines.len() - 1).all(|line| line.len() == first.len())
        && last.len() <= first.len()
        && first.len() >= 16;
    is_wrapped.then(|| (Some(Diagnosis::with(Cause::LineBroken, [lines.len().to_string()])), lines.concat()))
}

fn inside_text(text: &str) -> Step {
    let separators = |c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | '"' | '\'' | '<' | '>' | '(' | ')' | '[' | ']')
    };
    let words = || {
        text.split(separators).map(|word| match word.split_once(['=', ':']) {
            Some((name, value)) if !value.is_empty() && names_a_token(name) => value,
            _ => word,
        })
    };
    if words().count() < 2 && !text.contains(':') {
        return None;
    }
    let token = words()
        .filter(|word| looks_like_a_token(word))
        .max_by_key(|word| (word.starts_with("eJ"), word.len()))?;
    (token != text).then(|| (Some(Diagnosis::new(Cause::InsideText)), token.to_owned()))
}

fn percent_encoded(text: &str) -> Step {
    let at = text.find('%')?;
    let code = text.get(at..at + 3)?;
    let decoded = decode_percent(text)?;
    Some((Some(Diagnosis::with(Cause::PercentEncoded, [code.to_owned()])), decoded.into_owned()))
}

fn decode_percent(text: &str) -> Option<Cow<'_, str>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    let mut is_changed = false;
    while let Some((first, tail)) = rest.split_first() {
        let digit = |at: usize| tail.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        if let (b'%', Some(high), Some(low)) = (*first, digit(0), digit(1)) {
            bytes.push((high * 16 + low) as u8);
            rest = tail.get(2..)?;
            is_changed = true;
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    let text = String::from_utf8(bytes).ok()?;
    is_changed.then_some(Cow::Owned(text))
}

/// Names what a text is that does not contain a token.
fn what_it_is_instead(text: &str) -> Option<Diagnosis> {
    if is_placeholder(text) {
        return Some(Diagnosis::with(Cause::Placeholder, [format!("{:?}", clip(text))]));
    }
    if text.ends_with('\u{2026}') || text.contains("...") || text.contains('\u{2026}') {
        return Some(Diagnosis::new(Cause::Shortened));
    }
    // After the name of a scheme, such as Bearer.
    let last_word = text.split_whitespace().next_back()?;
    let parts: Vec<&str> = last_word.split('.').collect();
    let is_encoded_part = |part: &&str| !part.is_empty() && part.bytes().all(is_encoded);
    match parts.as_slice() {
        [header, payload, _]
            if header.starts_with("ey") && is_encoded_part(header) && is_encoded_part(payload) =>
        {
            Some(Diagnosis::new(Cause::Jwt))
        }
        [mac, payload] if mac.len() >= 16 && is_encoded_part(mac) && is_encoded_part(payload) => {
            Some(Diagnosis::new(Cause::TwoPart))
        }
        _ => None,
    }
}

fn is_placeholder(text: &str) -> bool {
    let lower = text.to_lowercase();
    let bare = lower.trim_matches(|c: char| "<>[](){}$%\"'`".contains(c)).trim();
    let words = [
        "undefined",
        "null",
        "nan",
        "none",
        "nil",
        "object object",
        "object",
        "void",
        "false",
        "true",
        "usersig",
        "user_sig",
        "user sig",
        "token",
        "sig",
        "todo",
        "fixme",
        "placeholder",
        "string",
        "empty",
        "test",
        "xxx",
        "optional",
    ];
    let is_sample = text.len() <= 64
        && (bare.starts_with("your") || bare.starts_with("my_") || bare.starts_with("please"))
        && !lower.starts_with("ej");
    let is_repeated = !bare.is_empty()
        && bare.len() <= 64
        && bare.chars().all(|c| matches!(c, 'x' | '*' | '-' | '.' | '_'));
    let is_chinese = ["请填写", "您的", "你的"].iter().any(|word| text.starts_with(word));
    words.contains(&bare)
        || is_sample
        || is_repeated
        || is_chinese
        || (lower.starts_with("promise") && lower.len() < 40)
        || (lower.contains("object promise"))
}
