//! Text of others: what is looked for in it, and how much of it goes into a message.

/// The first ASCII control character of a text and its offset in bytes.
pub(crate) fn find_control(text: &str) -> Option<(usize, char)> {
    text.bytes().position(|b| b.is_ascii_control()).and_then(|at| Some((at, text.get(at..)?.chars().next()?)))
}

/// Text from a token or a caller, short enough for a message: a token may hold 64 KiB of it.
pub(crate) fn clip(text: &str) -> String {
    const MAX: usize = 64;
    match text.char_indices().nth(MAX) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
