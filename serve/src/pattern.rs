//! Patterns of names: `*` is any run of characters.

/// Returns whether a pattern matches the whole text.
#[must_use]
pub fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let mut parts = parts.peekable();
    // No star: the first part is all of it.
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    true
}

/// A range of numeric rooms: `7` or `1000-1999`.
#[derive(Debug, Clone, Copy)]
pub struct Range {
    first: u32,
    last: u32,
}

impl Range {
    /// Returns whether the number is in the range.
    #[must_use]
    pub fn contains(self, number: u32) -> bool {
        (self.first..=self.last).contains(&number)
    }
}

impl std::str::FromStr for Range {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        match (first.trim().parse(), last.trim().parse()) {
            (Ok(first), Ok(last)) if first <= last => Ok(Self { first, last }),
            _ => {
                Err(format!("{text:?} is not a range of rooms; expected a number, or two such as 1000-1999"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_match_any_characters() {
        for (pattern, text) in [
            ("*", ""),
            ("*", "x"),
            ("class-*", "class-"),
            ("class-*", "class-7"),
            ("*-7", "class-7"),
            ("a*b*c", "a1b2b3c"),
            ("a", "a"),
        ] {
            assert!(matches(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [
            ("", "x"),
            ("class-*", "class"),
            ("*-7", "class-77x"),
            ("a*b*c", "acb"),
            ("a*a", "a"),
            ("a", "ab"),
            ("a", ""),
        ] {
            assert!(!matches(pattern, text), "{pattern} {text}");
        }
    }

    #[test]
    fn ranges_are_inclusive() {
        let range: Range = "1000-1999".parse().expect("a range");
        assert!(
            range.contains(1000) && range.contains(1999) && !range.contains(2000) && !range.contains(999)
        );
        for text in ["", "2-1", "x", "1-", "-1"] {
            assert!(text.parse::<Range>().is_err(), "{text}");
        }
    }
}
