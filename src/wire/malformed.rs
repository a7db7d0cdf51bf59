//! Why a token cannot be read: [`Malformed`].

/// Why a token cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Malformed {
    /// The token is longer than 64 KiB.
    #[error("base64: the token is {len} characters long; expected at most {max}")]
    TooLong {
        /// The length of the token.
        len: usize,
        /// The limit.
        max: usize,
    },
    /// A byte outside the alphabet.
    #[error(
        "base64: byte 0x{byte:02X} at offset {offset} is outside the alphabet; expected A-Z a-z 0-9 * - and _ as padding"
    )]
    Alphabet {
        /// The byte.
        byte: u8,
        /// The offset of the byte in the token.
        offset: usize,
    },
    /// A length, padding or last character that base64 cannot have.
    #[error(
        "base64: the end of the {len} characters is not valid; expected groups of four characters, the last one with or without its padding _"
    )]
    Base64Length {
        /// The length of the token.
        len: usize,
    },
    /// The content does not start with a zlib header.
    #[error("zlib: the content does not start with a zlib header (RFC 1950)")]
    ZlibHeader,
    /// The compressed data is corrupt.
    #[error("zlib: the compressed data is corrupt")]
    ZlibData,
    /// The stream ends too early.
    #[error("zlib: the stream ends too early: the token is truncated")]
    Truncated,
    /// The Adler-32 does not match.
    #[error("zlib: the checksum (Adler-32) does not match: a character was altered")]
    Checksum,
    /// There is more after the end of the stream.
    #[error("zlib: {extra} bytes follow the end of the stream; expected none")]
    TrailingBytes {
        /// The number of bytes after the end.
        extra: usize,
    },
    /// The content inflates to more than 64 KiB.
    #[error("zlib: the content inflates to more than {max} bytes")]
    InflatedTooLarge {
        /// The limit.
        max: usize,
    },
    /// The content is not JSON, or not an object.
    #[error("JSON: {reason}")]
    Json {
        /// The message of the parser, with the line and column.
        reason: String,
    },
    /// A key appears twice.
    #[error("JSON: the key {key:?} appears twice; expected each key once")]
    DuplicateKey {
        /// The key (truncated to 64 characters).
        key: String,
    },
    /// A field is missing.
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
        /// The expected JSON type.
        expected: &'static str,
    },
    /// A number has a sign, a fraction, an exponent, a leading zero or too many digits.
    #[error("field: {field} is {found:?}; expected {expected}")]
    FieldNumber {
        /// The JSON key.
        field: &'static str,
        /// The value in the document (truncated to 64 characters).
        found: String,
        /// The expected form of the number.
        expected: &'static str,
    },
    /// A signed value has a control character.
    #[error("field: {field} has the control character U+{:04X}; expected none, since a line break can turn the signed text into that of another document", u32::from(*character))]
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
    /// The version is not 2.0.
    #[error("field: TLS.ver is {found:?}; expected \"2.0\", or no TLS.ver for version 1.0")]
    Version {
        /// The value in the document (truncated to 64 characters).
        found: String,
    },
}

impl Malformed {
    /// Returns whether the token was truncated, for which the service has a code of its own.
    pub(crate) fn is_truncation(&self) -> bool {
        matches!(self, Self::Truncated | Self::Base64Length { .. })
    }

    pub(crate) fn hint(&self) -> &'static str {
        match self {
            Self::TooLong { .. } | Self::InflatedTooLarge { .. } => {
                "no UserSig is that large: check what was pasted or sent instead of one"
            }
            Self::Alphabet { .. } => {
                "pass the token exactly as it was signed: no quotes, spaces or line breaks, no URL encoding, and \
                 base64 with + / = mapped to * - _"
            }
            Self::Base64Length { .. } | Self::Truncated => {
                "the end of the token is missing: look for a column, a log or a buffer that is too short, then sign a new token"
            }
            Self::ZlibHeader => {
                "this is not a UserSig: check whether something else (a UserID, a JWT, a key) was passed instead"
            }
            Self::ZlibData | Self::Checksum | Self::TrailingBytes { .. } => {
                "the token was altered after it was signed: compare it with what the server signed, then sign a new token"
            }
            _ => {
                "the signing code writes a document that is not a UserSig's: sign the same fields with this library, and compare"
            }
        }
    }
}
