//! The constant parts of documents, compressed by the compiler.
//!
//! A [`Piece`] is a text such as `sig` or `","TLS.` that a document has in its middle: its literals in the fitted
//! code and its part of the checksum are made once. An [`Opening`] is the text that a document starts with. Nothing
//! precedes it, so the whole start of the stream is constant: the zlib header, the header of the block (with the
//! description of its code) and the text itself, whose repetitions are found here too.
//!
//! Both also return where a shorter piece is inside them, so the writer of documents derives the distances of its copies
//! from the texts, and none is written by hand.

#![expect(clippy::indexing_slicing, reason = "the compiler runs this and stops at an index outside")]

use super::adler::PartSums;
use super::huffman::{BITS_PER_WORD, Bits, Code, FITTED_CODE, FITTED_HEADER, FIXED_CODE, FIXED_HEADER};

/// A constant part of a document.
pub(crate) struct Piece {
    text: &'static [u8],
    /// Its literals.
    pub(super) fitted: Bits,
    pub(super) sums: PartSums,
}

impl Piece {
    /// Compresses a text. The compiler stops if the fitted code lacks one of its bytes.
    pub(crate) const fn new(text: &'static str) -> Self {
        let text = text.as_bytes();
        let mut fitted = Bits::new();
        let mut at = 0;
        while at < text.len() {
            let (bits, count) = FITTED_CODE.literal(text[at]);
            assert!(count > 0, "the fitted code has every byte of the constant parts");
            fitted.push(bits, count);
            at += 1;
        }
        Self { text, fitted, sums: PartSums::new(text) }
    }

    /// Returns its text.
    pub(crate) const fn text(&self) -> &'static [u8] {
        self.text
    }

    /// Returns the length of its text in bytes.
    pub(crate) const fn len(&self) -> usize {
        self.text.len()
    }

    /// Returns the offset of the last `part` in its text. The compiler stops if there is none.
    pub(crate) const fn offset_of_last(&self, part: &Self) -> usize {
        offset_of_last(part.text, self.text)
    }
}

/// The constant start of a document, as the start of its stream in either code.
pub(crate) struct Opening {
    text: &'static [u8],
    pub(super) fitted: InitialBytes,
    pub(super) fixed: InitialBytes,
    pub(super) sums: PartSums,
}

impl Opening {
    /// Compresses a text in both codes.
    pub(crate) const fn new(text: &'static str) -> Self {
        let text = text.as_bytes();
        Self {
            text,
            fitted: InitialBytes::new(&FITTED_HEADER, &FITTED_CODE, text),
            fixed: InitialBytes::new(&FIXED_HEADER, &FIXED_CODE, text),
            sums: PartSums::new(text),
        }
    }

    /// Returns its text.
    pub(crate) const fn text(&self) -> &'static [u8] {
        self.text
    }

    /// Returns the offset of the first `part` in its text. The compiler stops if there is none.
    pub(crate) const fn offset_of_first(&self, part: &Piece) -> usize {
        let mut at = 0;
        while !has_at(self.text, part.text, at) {
            at += 1;
            assert!(at < self.text.len(), "the part is in the text");
        }
        at
    }

    /// Returns the offset of the last `part` in its text. The compiler stops if there is none.
    pub(crate) const fn offset_of_last(&self, part: &Piece) -> usize {
        offset_of_last(part.text, self.text)
    }
}

const fn offset_of_last(part: &[u8], text: &[u8]) -> usize {
    let mut at = text.len();
    while !has_at(text, part, at) {
        assert!(at > 0, "the part is in the text");
        at -= 1;
    }
    at
}

/// Returns whether `text` has `part` at offset `at`.
const fn has_at(text: &[u8], part: &[u8], at: usize) -> bool {
    let mut same = 0;
    while same < part.len() && at + same < text.len() && text[at + same] == part[same] {
        same += 1;
    }
    same == part.len()
}

/// Space for the longest [`InitialBytes`]. All of it is copied into each stream: a constant length costs less to copy
/// than the exact one.
pub(super) const INITIAL_BYTES: usize = 64;

/// The first bytes of a stream: the zlib header, the header of the block and the text of the [`Opening`].
pub(super) struct InitialBytes {
    pub bytes: [u8; INITIAL_BYTES],
    /// How many of the bytes are complete.
    pub len: usize,
    /// The bits after them, at most 7.
    pub pending: u64,
    pub pending_bits: u32,
}

/// The two bytes of the zlib header, the first one lowest: deflate with a window of 32 KiB, and no dictionary.
const ZLIB_HEADER: u64 = 0x9c78;
const ZLIB_HEADER_BYTES: usize = 2;

impl InitialBytes {
    const fn new(header: &Bits, code: &Code, text: &[u8]) -> Self {
        let mut initial = Self { bytes: [0; INITIAL_BYTES], len: 0, pending: 0, pending_bits: 0 };
        initial.push(ZLIB_HEADER, 8 * ZLIB_HEADER_BYTES as u32);
        let mut word = 0;
        while word * BITS_PER_WORD < header.count {
            let left = header.count - word * BITS_PER_WORD;
            initial
                .push(header.words[word as usize], if left < BITS_PER_WORD { left } else { BITS_PER_WORD });
            word += 1;
        }
        let mut at = 0;
        while at < text.len() {
            let (len, distance) = longest_copy(text, at, code.longest_copy_bytes);
            if let Some((bits, count)) = code.copy(len, distance) {
                initial.push(bits, count);
                at += len;
            } else {
                let (bits, count) = code.literal(text[at]);
                assert!(count > 0, "the code has every byte of the constant parts");
                initial.push(bits, count);
                at += 1;
            }
        }
        initial
    }

    /// Returns the complete bytes after the zlib header.
    pub(super) fn deflate_data(&self) -> &[u8] {
        &self.bytes[ZLIB_HEADER_BYTES..self.len]
    }

    const fn push(&mut self, bits: u64, count: u32) {
        assert!(self.pending_bits + count <= u64::BITS);
        self.pending |= bits << self.pending_bits;
        self.pending_bits += count;
        while self.pending_bits >= 8 {
            self.bytes[self.len] = self.pending as u8;
            self.len += 1;
            self.pending >>= 8;
            self.pending_bits -= 8;
        }
    }
}

/// Returns length and distance of the longest copy, of two the nearer, of what precedes `at`, at most `max_len` bytes.
const fn longest_copy(text: &[u8], at: usize, max_len: usize) -> (usize, usize) {
    let (mut best_len, mut best_from, mut from) = (0, 0, 0);
    while from < at {
        let mut len = 0;
        while at + len < text.len() && text[from + len] == text[at + len] && len < max_len {
            len += 1;
        }
        if len >= best_len {
            (best_len, best_from) = (len, from);
        }
        from += 1;
    }
    (best_len, at - best_from)
}
