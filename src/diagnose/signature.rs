//! The usual mistakes of signing code, tried with the key to find one with which the signature matches.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use super::{Cause, Diagnosis};
use crate::mac::MacKey;

/// The keys that documents and samples show.
const SAMPLE_KEYS: [&str; 5] = [
    "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e",
    "YOUR_SECRET_KEY",
    "your_secret_key",
    "SECRETKEY",
    "PLACEHOLDER",
];

/// The members of a document, and its signature as bytes.
struct Signed<'a> {
    members: &'a Map<String, Value>,
    text: &'a str,
    mac: [u8; 32],
}

/// Names the first mistake with which the signature matches. Computes at most about 60 MACs.
pub(super) fn examine(document: &[u8], key: &MacKey, key_text: Option<&str>, causes: &mut Vec<Diagnosis>) {
    let Ok(text) = std::str::from_utf8(document) else { return };
    let Ok(Value::Object(members)) = serde_json::from_str::<Value>(text) else { return };
    let Some(mac) = members.get("TLS.sig").and_then(Value::as_str).and_then(mac_of) else { return };
    let signed = Signed { members: &members, text, mac };
    let Some(lines) = signed.lines() else { return };
    if signed.fits(key, &joined(&lines, "\n", "\n")) {
        // The signature is right, so the mistake is elsewhere.
        return;
    }
    causes.extend(signed.mistake_in_text(&lines, key).or_else(|| signed.mistake_in_key(&lines, key_text?)));
}

/// Returns the 32 bytes of a MAC, from any of its encodings.
fn mac_of(text: &str) -> Option<[u8; 32]> {
    if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return hex(text)?.try_into().ok();
    }
    let bytes = STANDARD.decode(text.trim()).ok()?;
    match std::str::from_utf8(&bytes) {
        Ok(inner) if inner.len() == 64 => hex(inner)?.try_into().ok(),
        _ => bytes.try_into().ok(),
    }
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let digit = |byte: u8| char::from(byte).to_digit(16);
    if !rest.is_empty() {
        return None;
    }
    // The text may be a key: collecting into an `Option` would grow the vector, and leave copies that are not wiped.
    let mut bytes = Zeroizing::new(Vec::with_capacity(pairs.len()));
    for [high, low] in pairs {
        bytes.push((digit(*high)? * 16 + digit(*low)?) as u8);
    }
    Some(std::mem::take(&mut *bytes))
}

/// Joins parts of a key in one allocation, which is wiped. A vector that grows would leave copies.
fn wiped(parts: &[&str]) -> Zeroizing<Vec<u8>> {
    let mut joined = Zeroizing::new(Vec::with_capacity(parts.iter().map(|part| part.len()).sum()));
    for part in parts {
        joined.extend_from_slice(part.as_bytes());
    }
    joined
}

/// Decodes a key in base64. The buffer is wiped also when only its end is no base64.
fn decoded(key: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(vec![0; base64::decoded_len_estimate(key.len())]);
    let len = STANDARD.decode_slice(key, &mut bytes).ok()?;
    bytes.truncate(len);
    Some(bytes)
}

fn joined(lines: &[String], between: &str, end: &str) -> String {
    lines.join(between) + end
}

impl Signed<'_> {
    fn value(&self, name: &str) -> Option<String> {
        match self.members.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    fn lines(&self) -> Option<Vec<String>> {
        let line = |name: &str| Some(format!("{name}:{}", self.value(name)?));
        let mut lines =
            vec![line("TLS.identifier")?, line("TLS.sdkappid")?, line("TLS.time")?, line("TLS.expire")?];
        lines.extend(line("TLS.userbuf"));
        Some(lines)
    }

    fn fits(&self, key: &MacKey, text: &str) -> bool {
        let mut mac = key.start();
        mac.update(text.as_bytes());
        mac.matches(&self.mac)
    }

    fn mistake_in_text(&self, lines: &[String], key: &MacKey) -> Option<Diagnosis> {
        let fits = |text: &str| self.fits(key, text);
        let simple = [
            (Cause::TextNoFinalLineEnd, joined(lines, "\n", "")),
            (Cause::TextLiteralBackslashN, joined(lines, "\\n", "\\n")),
            (Cause::TextLiteralBackslashN, joined(lines, "\\n", "")),
            (Cause::TextCrlf, joined(lines, "\r\n", "\r\n")),
            (Cause::TextCrlf, joined(lines, "\r\n", "")),
            (Cause::TextCrlf, joined(lines, "\r\n", "\n")),
        ];
        if let Some((cause, _)) = simple.iter().find(|(_, text)| fits(text)) {
            return Some(Diagnosis::new(*cause));
        }
        let without_userbuf = lines.get(..4)?;
        if lines.len() > 4 && ["\n", ""].iter().any(|end| fits(&joined(without_userbuf, "\n", end))) {
            return Some(Diagnosis::new(Cause::TextWithoutUserbuf));
        }
        self.expires_at(lines, key).or_else(|| self.json(key)).or_else(|| self.other_order(lines, key))
    }

    /// Tries the time of expiry where the document has the validity.
    fn expires_at(&self, lines: &[String], key: &MacKey) -> Option<Diagnosis> {
        let number = |name: &str| self.value(name)?.parse::<u64>().ok();
        let expires_at = number("TLS.time")?.checked_add(number("TLS.expire")?)?;
        let mut lines = lines.to_vec();
        *lines.get_mut(3)? = format!("TLS.expire:{expires_at}");
        self.fits(key, &joined(&lines, "\n", "\n")).then(|| Diagnosis::new(Cause::TextExpiresAt))
    }

    /// Tries the document without its signature: as it was written, and as the usual writers write it.
    fn json(&self, key: &MacKey) -> Option<Diagnosis> {
        let mut members = self.members.clone();
        members.remove("TLS.sig");
        let sorted = serde_json::to_string(&members).ok()?;
        let written = self.without_signature();
        let spaced = written.as_ref().map(|text| text.replace("\":", "\": ").replace(",\"", ", \""));
        let texts = [Some(sorted), written, spaced];
        texts.iter().flatten().any(|text| self.fits(key, text)).then(|| Diagnosis::new(Cause::TextIsTheJson))
    }

    /// Returns the text of the document without the member of the signature.
    fn without_signature(&self) -> Option<String> {
        let at = self.text.find("\"TLS.sig\"")?;
        let (before, rest) = self.text.split_at_checked(at)?;
        let value_at = rest.find(':')?;
        let value = rest.get(value_at + 1..)?.trim_start();
        let end = value.get(1..)?.find('"')? + 2;
        let after = value.get(end..)?.trim_start();
        Some(match after.strip_prefix(',') {
            Some(after) => format!("{before}{}", after.trim_start()),
            None => format!("{}{after}", before.trim_end().trim_end_matches(',')),
        })
    }

    fn other_order(&self, lines: &[String], key: &MacKey) -> Option<Diagnosis> {
        let (fields, userbuf) = lines.split_at_checked(4)?;
        let names = ["identifier", "sdkappid", "time", "expire"];
        for [a, b, c, d] in permutations() {
            let order = [a, b, c, d];
            let mut permuted: Vec<String> = order.iter().filter_map(|at| fields.get(*at).cloned()).collect();
            permuted.extend_from_slice(userbuf);
            if ["\n", ""].iter().any(|end| self.fits(key, &joined(&permuted, "\n", end))) {
                let shown: Vec<&str> = order.iter().filter_map(|at| names.get(*at).copied()).collect();
                return Some(Diagnosis::with(Cause::TextOtherOrder, [shown.join(", ")]));
            }
        }
        None
    }

    fn mistake_in_key(&self, lines: &[String], key: &str) -> Option<Diagnosis> {
        let text = joined(lines, "\n", "\n");
        let with = |before: &str, after: &str| wiped(&[before, key, after]);
        let is_lower = key.contains(|c: char| c.is_ascii_lowercase());
        let upper_or_lower = if is_lower { key.to_ascii_uppercase() } else { key.to_ascii_lowercase() };
        let mut variants = vec![
            (Cause::KeyWithLineEnd, with("", "\n")),
            (Cause::KeyWithLineEnd, with("", "\r\n")),
            (Cause::KeyWithSpace, with("", " ")),
            (Cause::KeyWithSpace, with(" ", "")),
            (Cause::KeyWithSpace, with("\t", "")),
            (Cause::KeyQuoted, with("\"", "\"")),
            (Cause::KeyQuoted, with("'", "'")),
            (Cause::KeyQuoted, wiped(&[key.trim_matches(['"', '\'', '`'])])),
            (Cause::KeyUpperCase, Zeroizing::new(upper_or_lower.into_bytes())),
            (Cause::KeyPlaceholder, wiped(&[])),
        ];
        variants.extend(hex(key).map(|bytes| (Cause::KeyHexDecoded, Zeroizing::new(bytes))));
        variants.extend(decoded(key).map(|bytes| (Cause::KeyBase64Decoded, bytes)));
        variants.extend(SAMPLE_KEYS.iter().map(|sample| (Cause::KeyPlaceholder, wiped(&[sample]))));
        let fits = |key: &[u8]| self.fits(&MacKey::new(key), &text);
        variants.iter().find(|(_, key)| fits(key)).map(|(cause, _)| Diagnosis::new(*cause))
    }
}

/// Returns the orders of four elements, without the right one.
fn permutations() -> impl Iterator<Item = [usize; 4]> {
    let all = (0..4_usize).flat_map(|a| (0..4_usize).flat_map(move |b| (0..4_usize).map(move |c| (a, b, c))));
    all.filter(|(a, b, c)| a != b && b != c && a != c)
        .map(|(a, b, c)| [a, b, c, 6 - a - b - c])
        .filter(|order| *order != [0, 1, 2, 3])
}
