//! Why bytes are not a token: [`Malformed`].

/// Why a token cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Malformed {
    /// The token is above 64 KiB.
    #[error("base64: the token is {len} characters long; expected at most {max}")]
    TooLong {
        /// Its length.
        len: usize,
        /// The limit.
        max: usize,
    },
    /// A byte outside the alphabet.
    #[error(
        "base64: byte 0x{byte:02X} at offset {offset} is outside the alphabet A-Z a-z 0-9 * - with _ as padding"
    )]
    Alphabet {
        /// The byte.
        byte: u8,
        /// Its offset in the token.
        offset: usize,
    },
    /// A length, padding or last character that base64 cannot have.
    #[error(
        "base64: {len} characters do not end as base64 does; expected four-character groups, the last one padded with _ or cut"
    )]
    Base64Length {
        /// Length of the token.
        len: usize,
    },
    /// The first bytes are no zlib header.
    #[error("zlib: the content does not start with a zlib header (RFC 1950)")]
    ZlibHeader,
    /// The compressed data has an error in it.
    #[error("zlib: the compressed data is corrupt")]
    ZlibData,
    /// The stream ends too early.
    #[error("zlib: the stream ends before its end: the token was cut")]
    Truncated,
    /// The Adler-32 does not match.
    #[error("zlib: the checksum (Adler-32) does not match: a character was altered")]
    Checksum,
    /// There is more after the end of the stream.
    #[error("zlib: {extra} bytes follow the end of the stream; expected none")]
    TrailingBytes {
        /// How many.
        extra: usize,
    },
    /// The content inflates to more than 64 KiB.
    #[error("zlib: the content inflates to more than {max} bytes")]
    InflatedTooLarge {
        /// The limit.
        max: usize,
    },
    /// Not JSON, or not an object.
    #[error("JSON: {reason}")]
    Json {
        /// What the parser reports, with the place.
        reason: String,
    },
    /// A key appears twice.
    #[error("JSON: the key {key:?} appears twice; expected each key once")]
    DuplicateKey {
        /// The key (truncated to 64 characters).
        key: String,
    },
    /// A field is not there.
    #[error("field: {field} is missing")]
    MissingField {
        /// The JSON key.
        field: &'static str,
    },
    /// A field has another JSON type.
    #[error("field: {field} must be {expected}")]
    FieldType {
        /// The JSON key.
        field: &'static str,
        /// The type in words.
        expected: &'static str,
    },
    /// A number has a sign, a fraction, an exponent, a leading zero or too many digits.
    #[error("field: {field} is {found:?}; expected {expected}")]
    FieldNumber {
        /// The JSON key.
        field: &'static str,
        /// What is there (truncated to 64 characters).
        found: String,
        /// What was expected, in words.
        expected: &'static str,
    },
    /// A signed value has a control character.
    #[error("field: {field} has the control character U+{:04X}; a line break in a signed value forges another document", u32::from(*character))]
    ControlCharacter {
        /// The JSON key.
        field: &'static str,
        /// The character.
        character: char,
    },
    /// `TLS.userbuf` or `TLS.sig` is not canonical base64.
    #[error("field: {field} is not canonical base64 (RFC 4648 with padding)")]
    FieldBase64 {
        /// The JSON key.
        field: &'static str,
    },
    /// The version is not one of ours.
    #[error("field: TLS.ver is {found:?}; expected \"2.0\", or no TLS.ver for version 1.0")]
    Version {
        /// What is there (truncated to 64 characters).
        found: String,
    },
}

impl Malformed {
    /// Whether the token was truncated, which the service tells apart.
    pub(crate) fn is_truncation(&self) -> bool {
        matches!(self, Self::Truncated | Self::Base64Length { .. })
    }

    pub(crate) fn hint(&self) -> &'static str {
        match self {
            Self::TooLong { .. } | Self::InflatedTooLarge { .. } => {
                "no UserSig is that large: check what was pasted or sent in its place"
            }
            Self::Alphabet { .. } => {
                "take the token exactly as it was signed: no quotes, spaces or line breaks, no URL encoding, and \
                 base64 with + / = mapped to * - _"
            }
            Self::Base64Length { .. } | Self::Truncated => {
                "the end is missing: look for a column, a log or a buffer that is too short, and sign anew"
            }
            Self::ZlibHeader => {
                "this is no UserSig: check that no other token (a PrivateMapKey, a JWT, a key) was passed in its place"
            }
            Self::ZlibData | Self::Checksum | Self::TrailingBytes { .. } => {
                "the token changed on its way: compare it with what the server signed, and sign anew"
            }
            _ => {
                "the signing code writes a document that the service refuses: sign with this library, then compare"
            }
        }
    }
}
