//! Which kind of block a document goes into.

use super::copies::{USUAL_TEXT_BYTES, is_better_fixed};
use super::huffman::FITTED;

/// How a token's document is packed. Every reader accepts both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Compression {
    /// Makes the shortest tokens.
    #[default]
    Compact,
    /// Does not compress: tokens are longer, but the fastest to read.
    Stored,
}

/// The kind of block that a document goes into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Block {
    /// Type 2, with the code fitted to UserSig documents.
    Fitted,
    /// Type 1, with the fixed code of the RFC.
    Fixed,
    /// Type 0: the bytes themselves, preceded by their number, which is `None` until it is known.
    Stored(Option<u16>),
}

impl Block {
    /// Returns the block for a document whose only text outside the fitted code may be `text`, its UserID.
    pub(crate) fn for_text(compression: Compression, text: &[u8]) -> Self {
        // The fitted code has the quotation mark, but not the backslash that JSON puts before it.
        let fitted = |byte: &u8| *byte != b'"' && FITTED.literal(*byte).1 > 0;
        match compression {
            Compression::Stored => Self::Stored(None),
            Compression::Compact if !text.iter().all(fitted) => Self::Fixed,
            // Only a long text may have copies so long that the fixed code is the better one.
            Compression::Compact if text.len() > USUAL_TEXT_BYTES && is_better_fixed(text) => Self::Fixed,
            Compression::Compact => Self::Fitted,
        }
    }

    /// Returns the same block, for a document of `document_len` bytes.
    pub(crate) fn with_len(self, document_len: usize) -> Self {
        match self {
            Self::Stored(_) => Self::Stored(Some(stored_len(document_len))),
            other => other,
        }
    }
}

/// Returns the length of a document as a stored block has it.
#[expect(
    clippy::expect_used,
    reason = "the longest UserID and the longest userbuf stay below 64 KiB together"
)]
pub(super) fn stored_len(document_len: usize) -> u16 {
    u16::try_from(document_len).expect("a document is shorter than 64 KiB")
}
