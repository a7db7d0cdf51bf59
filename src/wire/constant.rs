//! The constant parts of documents, compressed by the compiler.

#![expect(clippy::indexing_slicing, reason = "the compiler runs this and stops at an index outside")]

use crate::wire::huffman::{Bits, FITTED_CODE, FITTED_HEADER};

/// A constant part of a document: its bytes, their bits in the fitted code, and what they add to the
/// checksum.
pub(crate) struct Piece {
    pub text: &'static [u8],
    pub fitted: Bits,
    /// The sum of the bytes.
    pub sum: u64,
    /// The sum of the bytes, each times the number of bytes from it to the end.
    pub weighted: u64,
}

impl Piece {
    pub(crate) const fn new(text: &'static str) -> Self {
        let text = text.as_bytes();
        let mut piece = Self { text, fitted: Bits::new(), sum: 0, weighted: 0 };
        let mut at = 0;
        while at < text.len() {
            let (bits, count) = FITTED_CODE.literal(text[at]);
            assert!(count > 0, "the fitted code has every byte of the constant parts");
            piece.fitted.push(bits, count);
            piece.sum += text[at] as u64;
            piece.weighted += piece.sum;
            at += 1;
        }
        piece
    }
}

/// The bytes of an [`Opening`], with room for the longest.
const OPENING: usize = 64;

/// The constant start of a document in the fitted code, as the bytes of its stream: the zlib header, the
/// description of the code and the compressed text.
pub(crate) struct Opening {
    pub text: &'static [u8],
    pub stream: [u8; OPENING],
    /// How many of the bytes are whole.
    pub len: usize,
    /// The bits after them.
    pub pending: u64,
    pub pending_bits: u32,
    /// As in [`Piece`].
    pub sum: u64,
    pub weighted: u64,
}

impl Opening {
    pub(crate) const fn new(text: &'static str) -> Self {
        let text = text.as_bytes();
        let mut opening =
            Self { text, stream: [0; OPENING], len: 0, pending: 0, pending_bits: 0, sum: 0, weighted: 0 };
        opening.push(0x9c78, 16);
        let mut word = 0;
        while word * 56 < FITTED_HEADER.count as usize {
            let left = FITTED_HEADER.count - word as u32 * 56;
            opening.push(FITTED_HEADER.words[word], if left < 56 { left } else { 56 });
            word += 1;
        }
        let mut at = 0;
        while at < text.len() {
            // The longest copy of what stands before; of two the nearer.
            let (mut best, mut best_from, mut from) = (0, 0, 0);
            while from < at {
                let mut len = 0;
                while at + len < text.len() && text[from + len] == text[at + len] && len < 8 {
                    len += 1;
                }
                if len >= best {
                    (best, best_from) = (len, from);
                }
                from += 1;
            }
            match FITTED_CODE.copy(best, at - best_from) {
                Some((bits, count)) => opening.push(bits, count),
                None => {
                    best = 1;
                    let (bits, count) = FITTED_CODE.literal(text[at]);
                    assert!(count > 0, "the fitted code has every byte of the constant parts");
                    opening.push(bits, count);
                }
            }
            let end = at + best;
            while at < end {
                opening.sum += text[at] as u64;
                opening.weighted += opening.sum;
                at += 1;
            }
        }
        opening
    }

    const fn push(&mut self, bits: u64, count: u32) {
        self.pending |= bits << self.pending_bits;
        self.pending_bits += count;
        while self.pending_bits >= 8 {
            self.stream[self.len] = self.pending as u8;
            self.len += 1;
            self.pending >>= 8;
            self.pending_bits -= 8;
        }
    }
}
