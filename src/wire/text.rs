//! Text from outside: control characters in it, and how much of it is quoted in messages.

/// Returns the first ASCII control character of a text and its offset in bytes.
pub(crate) fn find_control(text: &str) -> Option<(usize, char)> {
    let at = text.bytes().enumerate().find(|(_, byte)| byte.is_ascii_control());
    at.map(|(at, byte)| (at, char::from(byte)))
}

/// Returns text from a token or a caller, truncated for a message: a token may have 64 KiB of it.
pub(crate) fn clip(text: &str) -> String {
    const MAX_CHARACTERS: usize = 64;
    match text.char_indices().nth(MAX_CHARACTERS) {
        Some((end, _)) => format!("{}…", text.split_at(end).0),
        None => text.to_owned(),
    }
}
