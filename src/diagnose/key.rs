//! The form of a key: what it seems to be instead of an application's key. No text contains a part of it, and nothing
//! here copies it: a copy would have to be wiped.

use super::{Cause, Diagnosis};
use crate::wipe;

/// The digits of a key that the console shows.
const CONSOLE_DIGITS: usize = 64;

pub(super) fn examine(key: &str) -> Vec<Diagnosis> {
    // Comparing texts leaves them in vector registers.
    wipe::after::<{ wipe::HASHING }, _>(|| shape(key)).into_iter().collect()
}

fn shape(key: &str) -> Option<Diagnosis> {
    let trimmed = key.trim();
    let only = |cause| Some(Diagnosis::new(cause));
    if trimmed.contains("-----BEGIN RSA") || is_rsa_body(trimmed) {
        return only(Cause::PemRsa);
    }
    if trimmed.contains("-----BEGIN") {
        return only(if trimmed.contains("\\n") {
            Cause::PemEscapedLineEnds
        } else {
            Cause::KeyIsPrivateKey
        });
    }
    if is_placeholder(trimmed) {
        return only(Cause::KeyIsPlaceholder);
    }
    if trimmed.starts_with("AKID") {
        return only(Cause::KeyIsApiSecret);
    }
    if is_pem_body(trimmed) {
        return only(Cause::KeyIsPemBody);
    }
    if is_assignment(trimmed) {
        return only(Cause::KeyIsAssignment);
    }
    let is_hex = !trimmed.is_empty() && trimmed.bytes().all(|byte| byte.is_ascii_hexdigit());
    let with_len = |cause| Some(Diagnosis::with(cause, [trimmed.len().to_string()]));
    match trimmed.len() {
        len if is_hex && (16..CONSOLE_DIGITS).contains(&len) => with_len(Cause::KeyLooksShort),
        len if is_hex && (CONSOLE_DIGITS + 1..=160).contains(&len) => with_len(Cause::KeyLooksLong),
        _ => None,
    }
}

/// Returns whether a text starts like the base64 of an EC key in PKCS#8, SEC1 or SPKI.
fn is_pem_body(key: &str) -> bool {
    let is_base64 = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=\r\n \\".contains(&byte));
    is_base64
        && key.len() > 60
        && ["MIGHAgEA", "MHcCAQEE", "MHQCAQEE", "MFkwEwYH", "MFYwEAYH", "MIGEAgEA"]
            .iter()
            .any(|start| key.starts_with(start))
}

fn is_rsa_body(key: &str) -> bool {
    ["MIIEvQIBADAN", "MIIEvgIBADAN", "MIIEpAIBAAK", "MIIEowIBAAK", "MIIBIjANBgkq"]
        .iter()
        .any(|start| key.contains(start))
}

fn is_assignment(key: &str) -> bool {
    let Some((name, value)) = key.split_once(['=', ':']) else { return false };
    let name = name.trim_matches(|c: char| c.is_whitespace() || "{}\"'`".contains(c));
    let ends_with = |word: &&str| {
        let at = name.len().checked_sub(word.len());
        at.and_then(|at| name.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(word))
    };
    let is_name = ["key", "secret"].iter().any(ends_with);
    is_name && name.len() <= 64 && !value.trim().is_empty()
}

fn is_placeholder(key: &str) -> bool {
    let bare = key.trim_matches(|c: char| "<>[](){}$%\"'`".contains(c)).trim();
    let words = [
        "",
        "undefined",
        "null",
        "none",
        "secretkey",
        "secret_key",
        "key",
        "todo",
        "placeholder",
        "test",
        "xxx",
    ];
    let is_repeated =
        bare.len() > 1 && bare.chars().all(|c| matches!(c, 'x' | 'X' | '*' | '-' | '.' | '_' | '0'));
    let starts_with =
        |word: &&str| bare.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    words.iter().any(|word| bare.eq_ignore_ascii_case(word))
        || is_repeated
        || ["your", "please"].iter().any(starts_with)
        || ["请填写", "您的", "你的"].iter().any(|word| key.starts_with(word))
}
