//! Escapes text from outside before it is shown: characters that control a terminal, and invisible ones.

use std::ffi::OsStr;

/// Returns whether a character is a command to a terminal, is invisible, looks like a plain space, or turns the
/// direction of the text.
pub fn is_deceptive(c: char) -> bool {
    c.is_control()
        || (c.is_whitespace() && c != ' ')
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d159}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Escapes a text from outside: `\u{1b}` for the control character ESC.
pub fn text(text: &str) -> String {
    escape(text, is_deceptive)
}

/// Like [`text`], but keeps line breaks: for messages that have several lines of their own.
pub fn message(text: &str) -> String {
    escape(text, |c| is_deceptive(c) && c != '\n')
}

/// Escapes an argument or a path.
pub fn os(text: impl AsRef<OsStr>) -> String {
    self::text(&text.as_ref().to_string_lossy())
}

fn escape(text: &str, escapes: impl Fn(char) -> bool) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if escapes(c) {
            safe.extend(c.escape_unicode());
        } else {
            safe.push(c);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_and_invisible_characters_are_escaped() {
        for c in [
            '\0',
            '\n',
            '\t',
            '\u{1b}',
            '\u{7f}',
            '\u{9b}',
            '\u{a0}',
            '\u{ad}',
            '\u{34f}',
            '\u{61c}',
            '\u{115f}',
            '\u{1160}',
            '\u{1680}',
            '\u{180e}',
            '\u{2003}',
            '\u{200b}',
            '\u{200f}',
            '\u{2028}',
            '\u{202e}',
            '\u{202f}',
            '\u{205f}',
            '\u{2066}',
            '\u{2800}',
            '\u{3000}',
            '\u{3164}',
            '\u{fe00}',
            '\u{fe0f}',
            '\u{feff}',
            '\u{ffa0}',
            '\u{e0041}',
            '\u{e0100}',
            '\u{e01ef}',
        ] {
            assert_eq!(text(&format!("a{c}b")), format!("a\\u{{{:x}}}b", u32::from(c)));
        }
        for plain in ["a b", "小军", "déjà vu", "Привет", "مرحبا", "😀", "\\u{1b}"] {
            assert_eq!(text(plain), plain);
        }
        assert_eq!(message("a\n\tb"), "a\n\\u{9}b");
    }
}
