//! What is unusual in a token although the service accepts it: [`Warning`].

use std::fmt;

/// Something unusual in a token that can be read. It never makes a token valid or invalid.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// A number is written as a JSON string. The signed text is the same, so the service accepts it.
    NumberAsText {
        /// The JSON key.
        field: &'static str,
    },
}

impl Warning {
    /// Returns the stable name: `number_as_text`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::NumberAsText { .. } => "number_as_text",
        }
    }

    /// Returns what to do about the warning, as one sentence.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NumberAsText { .. } => "write the value as a JSON number, as the other implementations do",
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NumberAsText { field } => write!(f, "{field} is a JSON string; expected a JSON number"),
        }
    }
}
