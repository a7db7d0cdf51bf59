//! The constant parts of documents, compressed by the compiler.

#![expect(clippy::indexing_slicing, reason = "the compiler runs this and stops at an index outside")]

use super::huffman::{Bits, Code, FITTED_CODE, FITTED_HEADER, FIXED_CODE, FIXED_HEADER};

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
        let (sum, weighted) = sums(text);
        let mut piece = Self { text, fitted: Bits::new(), sum, weighted };
        let mut at = 0;
        while at < text.len() {
            let (bits, count) = FITTED_CODE.literal(text[at]);
            assert!(count > 0, "the fitted code has every byte of the constant parts");
            piece.fitted.push(bits, count);
            at += 1;
        }
        piece
    }
}

/// What a text adds to the checksum, as in [`Piece`].
const fn sums(text: &[u8]) -> (u64, u64) {
    let (mut sum, mut weighted, mut at) = (0, 0, 0);
    while at < text.len() {
        sum += text[at] as u64;
        weighted += sum;
        at += 1;
    }
    (sum, weighted)
}

/// The constant start of a document, as the start of its stream in either code.
pub(crate) struct Opening {
    pub text: &'static [u8],
    pub fitted: Start,
    pub fixed: Start,
    /// As in [`Piece`].
    pub sum: u64,
    pub weighted: u64,
}

impl Opening {
    pub(crate) const fn new(text: &'static str) -> Self {
        let text = text.as_bytes();
        let fitted = Start::new(&FITTED_HEADER, &FITTED_CODE, text);
        let fixed = Start::new(&FIXED_HEADER, &FIXED_CODE, text);
        let (sum, weighted) = sums(text);
        Self { text, fitted, fixed, sum, weighted }
    }
}

/// The bytes of a [`Start`], with room for the longest.
const START: usize = 64;

/// The first bytes of a stream: the zlib header, the start of the block and the text of the [`Opening`].
pub(crate) struct Start {
    pub stream: [u8; START],
    /// How many of the bytes are whole.
    pub len: usize,
    /// The bits after them.
    pub pending: u64,
    pub pending_bits: u32,
}

impl Start {
    const fn new(header: &Bits, code: &Code, text: &[u8]) -> Self {
        let mut start = Self { stream: [0; START], len: 0, pending: 0, pending_bits: 0 };
        start.push(0x9c78, 16);
        let mut word = 0;
        while word * 56 < header.count as usize {
            let left = header.count - word as u32 * 56;
            start.push(header.words[word], if left < 56 { left } else { 56 });
            word += 1;
        }
        let mut at = 0;
        while at < text.len() {
            // The longest copy of what stands before; of two the nearer.
            let (mut best, mut best_from, mut from) = (0, 0, 0);
            while from < at {
                let mut len = 0;
                while at + len < text.len() && text[from + len] == text[at + len] && len < code.longest {
                    len += 1;
                }
                if len >= best {
                    (best, best_from) = (len, from);
                }
                from += 1;
            }
            match code.copy(best, at - best_from) {
                Some((bits, count)) => start.push(bits, count),
                None => {
                    best = 1;
                    let (bits, count) = code.literal(text[at]);
                    assert!(count > 0, "the code has every byte of the constant parts");
                    start.push(bits, count);
                }
            }
            at += best;
        }
        start
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
