//! The writer of one stream: bits into bytes, bytes into a buffer.
//!
//! # Bits into bytes
//!
//! [`Pending`] is a 64-bit word with the bits that do not fill a byte yet, the first one lowest. Adding bits shifts
//! them left by the number of those that are there. [`Stream::flush`] then stores **all eight bytes** of the word at
//! the end of the buffer, but advances the end by the complete ones only: the next flush overwrites the rest. That is
//! one store of constant length and no loop. At most 7 bits are left after it, so 57 more fit, and code that adds
//! fewer needs no check in between: 56 bits of a constant part, eight literals of the fitted code (at most 7 bits
//! each), four pairs of base64 characters (14 bits each), six literals of the fixed code (9 bits), one copy. The
//! assertions below hold each of these bounds.
//!
//! # Bytes into a buffer
//!
//! A usual token fits into the buffer, and [`Stream::finish`] returns it as one slice. When a word no longer fits, the
//! bytes before it go to the overflow function in a multiple of 3, because each 3 bytes become 4 characters of base64
//! regardless of their neighbours. The one or two bytes left move to the start of the buffer. The caller learns from
//! [`Written::overflowed_bytes`] that it happened.

#![expect(clippy::indexing_slicing, reason = "a wrong place must not become an empty text")]

use super::adler::{PartSums, Sums};
use super::block::{Block, stored_len};
use super::constant::{InitialBytes, Opening, Piece};
use super::copies::{Part, Parts, may_repeat};
use super::huffman::{
    BITS_PER_WORD, Bits, Code, FITTED, FITTED_CODE, FIXED, FIXED_CODE, PLAIN, bits, length,
};

// Its table has 16 KiB.
#[cfg(not(feature = "small"))]
mod pairs;

/// The bytes of a stream that are kept before they overflow: enough for a token of a usual UserID with a
/// PrivateMapKey.
pub(super) const KEPT_BYTES: usize = 384;
/// What one flush stores.
const FLUSH_BYTES: usize = size_of::<u64>();
/// The base64 of this many bytes is four characters without padding.
const BASE64_GROUP_BYTES: usize = 3;

/// The bits that a flush may leave.
const MAX_LEFT_BITS: u32 = 7;
const FITTED_LITERALS_PER_FLUSH: usize = 8;
const ANY_LITERALS_PER_FLUSH: usize = 6;

const _: () = {
    let fitted_literal_bits = FITTED_CODE.longest_literal_bits();
    assert!(MAX_LEFT_BITS + BITS_PER_WORD <= u64::BITS);
    assert!(MAX_LEFT_BITS + FITTED_LITERALS_PER_FLUSH as u32 * fitted_literal_bits <= u64::BITS);
    assert!(MAX_LEFT_BITS + ANY_LITERALS_PER_FLUSH as u32 * FIXED_CODE.longest_literal_bits() <= u64::BITS);
    // What an overflow leaves and one word fit into the buffer, and so does the start of a stream.
    assert!(BASE64_GROUP_BYTES - 1 + FLUSH_BYTES <= KEPT_BYTES);
    assert!(super::constant::INITIAL_BYTES <= KEPT_BYTES);
};

/// A zlib stream that is being written.
///
/// What does not fit into its buffer goes to `overflow`, in multiples of 3 bytes.
pub(crate) struct Stream<'a> {
    buffer: [u8; KEPT_BYTES + FLUSH_BYTES],
    /// The complete bytes in the buffer.
    len: usize,
    overflow: &'a mut dyn FnMut(&[u8]),
    overflowed_bytes: usize,
    pending: Pending,
    sums: Sums,
    block: Block,
    code: &'static Code,
    /// Bytes of the document so far.
    position: usize,
}

// `Pending` and `Sums` change with each byte: the loops copy them, so that they stay in registers. They are two types,
// since a copy changes the bits alone.

/// The bits that do not fill a byte yet, the first one lowest.
#[derive(Clone, Copy)]
struct Pending {
    bits: u64,
    count: u32,
}

impl Pending {
    #[inline]
    fn add(&mut self, bits: u64, count: u32) {
        debug_assert!(self.count + count <= u64::BITS, "{} bits and {count} more", self.count);
        debug_assert!(count == u64::BITS || bits >> count == 0, "{bits:#b} has more than {count} bits");
        self.bits |= bits << self.count;
        self.count += count;
    }
}

/// A stream that is complete.
pub(crate) struct Written<'a> {
    /// The end of the stream, or all of it if nothing overflowed.
    pub rest: &'a [u8],
    /// How many bytes went to the overflow function.
    pub overflowed_bytes: usize,
    /// The length of the document in bytes.
    pub document_len: usize,
}

impl<'a> Stream<'a> {
    /// Returns a stream without a byte; [`Stream::open`] comes next.
    #[inline]
    pub(crate) fn new(block: Block, overflow: &'a mut dyn FnMut(&[u8])) -> Self {
        Self {
            buffer: [0; KEPT_BYTES + FLUSH_BYTES],
            len: 0,
            overflow,
            overflowed_bytes: 0,
            pending: Pending { bits: 0, count: 0 },
            sums: Sums::INITIAL,
            block,
            code: match block {
                Block::Fitted => &FITTED,
                Block::Fixed => &FIXED,
                Block::Stored(_) => &PLAIN,
            },
            position: 0,
        }
    }

    /// Writes the start of the stream and of the document.
    pub(crate) fn open(&mut self, opening: &'static Opening) {
        match self.block {
            Block::Fitted => self.start(&opening.fitted, &opening.sums),
            Block::Fixed => self.start(&opening.fixed, &opening.sums),
            Block::Stored(len) => {
                self.push(STORED_START, 8 * STORED_LEN_AT as u32);
                // A length of 0 reserves the space until the length is known: see `finish`.
                self.push(stored_len_bits(len.unwrap_or(0)), 32);
                self.text(opening.text());
            }
        }
    }

    #[inline]
    #[expect(clippy::expect_used, reason = "both lengths are constants, and compared at compile time")]
    fn start(&mut self, initial: &'static InitialBytes, sums: &PartSums) {
        *self.buffer.first_chunk_mut().expect("the buffer is longer than a start") = initial.bytes;
        self.len = initial.len;
        self.push(initial.pending, initial.pending_bits);
        self.count_part(sums);
    }

    /// Returns whether the stream uses the fitted code.
    #[inline]
    pub(crate) fn is_fitted(&self) -> bool {
        self.block == Block::Fitted
    }

    /// Returns how many bytes of the document are written.
    pub(crate) fn position(&self) -> usize {
        self.position
    }

    /// Writes a constant part.
    #[inline]
    pub(crate) fn piece(&mut self, piece: &'static Piece) {
        if self.is_fitted() {
            self.count_part(&piece.sums);
            self.push_all(&piece.fitted);
        } else {
            self.text(piece.text());
        }
    }

    /// Writes a constant part that the document already has at `from`.
    ///
    /// The bytes at `from` are not compared with the part.
    #[inline]
    pub(crate) fn repeat_piece(&mut self, piece: &'static Piece, from: usize) {
        if self.copy(piece.len(), from) {
            self.count_part(&piece.sums);
        } else {
            self.piece(piece);
        }
    }

    /// Writes a text and a constant part after it, which the document already has at `from`.
    #[inline]
    pub(crate) fn repeat_text_and_piece(&mut self, text: &[u8], piece: &'static Piece, from: usize) {
        if self.copy(text.len() + piece.len(), from) {
            self.count_bytes(text);
            self.count_part(&piece.sums);
        } else {
            self.text(text);
            self.piece(piece);
        }
    }

    /// Writes the bits of a copy of `len` bytes from `from`, and returns whether this stream's code has it. The caller
    /// counts the bytes.
    #[inline]
    pub(super) fn copy(&mut self, len: usize, from: usize) -> bool {
        debug_assert!(from < self.position, "a copy from {from} at {}", self.position);
        let copy = self.code.copy(len, self.position - from);
        if let Some((bits, count)) = copy {
            self.push(bits, count);
        }
        copy.is_some()
    }

    /// Writes a prerecorded part, and returns whether this stream has the code that it was recorded in.
    pub(crate) fn replay(&mut self, prerecorded: &Prerecorded) -> bool {
        if !self.is_fitted() {
            return false;
        }
        self.count_part(&prerecorded.sums);
        let mut left = prerecorded.bits;
        for word in prerecorded.words {
            let count = left.min(BITS_PER_WORD);
            self.push(word, count);
            left -= count;
            if left == 0 {
                break;
            }
        }
        true
    }

    /// Writes bytes as literals.
    #[inline]
    pub(crate) fn text(&mut self, text: &[u8]) {
        match self.block {
            Block::Fitted => self.literals::<FITTED_LITERALS_PER_FLUSH>(text),
            Block::Fixed | Block::Stored(_) => self.literals::<ANY_LITERALS_PER_FLUSH>(text),
        }
    }

    #[inline]
    fn literals<const PER_FLUSH: usize>(&mut self, text: &[u8]) {
        let (mut pending, mut sums) = (self.pending, self.sums);
        let code = self.code;
        let mut add = |pending: &mut Pending, byte: u8| {
            let (bits, count) = code.literal(byte);
            debug_assert!(count > 0, "the code has no literal for 0x{byte:02x}");
            pending.add(bits, count);
            sums.add(u32::from(byte));
        };
        for group in text.chunks(PER_FLUSH) {
            for byte in group {
                add(&mut pending, *byte);
            }
            self.flush(&mut pending);
        }
        (self.pending, self.sums) = (pending, sums);
        self.position += text.len();
    }

    /// Writes bytes that may repeat themselves.
    pub(crate) fn text_with_copies(&mut self, text: &[u8]) {
        match self.block {
            Block::Fitted if may_repeat(text) => self.search(text),
            Block::Fixed => self.search(text),
            Block::Fitted | Block::Stored(_) => self.text(text),
        }
    }

    /// Writes bytes, with copies of what they repeat. It is apart so that its caller stays small.
    #[inline(never)]
    fn search(&mut self, text: &[u8]) {
        let mut parts = Parts::new(text, self.code);
        for Part { literals, copied, bits, count } in &mut parts {
            self.text(literals);
            self.count_bytes(copied);
            self.push(bits, count);
        }
        self.text(parts.rest());
    }

    /// Ends the stream.
    pub(crate) fn finish(&mut self) -> Written<'_> {
        self.push(bits(self.code.end), length(self.code.end));
        // Zeros up to a complete byte.
        self.push(0, self.pending.count.wrapping_neg() % 8);
        self.push(self.sums.adler32().swap_bytes().into(), 32);
        if self.block == Block::Stored(None) && self.overflowed_bytes == 0 {
            let len = stored_len_bits(stored_len(self.position)) as u32;
            self.buffer[STORED_LEN_AT..STORED_LEN_AT + 4].copy_from_slice(&len.to_le_bytes());
        }
        Written {
            rest: &self.buffer[..self.len],
            overflowed_bytes: self.overflowed_bytes,
            document_len: self.position,
        }
    }

    /// Ends the stream, and hands what is left of it to the overflow function too.
    pub(crate) fn finish_to_overflow(mut self) {
        debug_assert!(self.block != Block::Stored(None), "the length is known before the stream overflows");
        self.finish();
        (self.overflow)(&self.buffer[..self.len]);
    }

    /// Counts bytes of the document that a copy makes.
    #[inline]
    pub(super) fn count_bytes(&mut self, copied: &[u8]) {
        for byte in copied {
            self.sums.add(u32::from(*byte));
        }
        self.position += copied.len();
    }

    /// Counts a part of the document whose sums are known.
    #[inline]
    fn count_part(&mut self, sums: &PartSums) {
        self.position += sums.len;
        self.sums.add_part(sums);
    }

    #[inline]
    fn push_all(&mut self, bits: &Bits) {
        for (word, count) in bits.words() {
            self.push(word, count);
        }
    }

    /// Writes at most 56 bits.
    #[inline]
    fn push(&mut self, bits: u64, count: u32) {
        let mut pending = self.pending;
        pending.add(bits, count);
        self.flush(&mut pending);
        self.pending = pending;
    }

    /// Moves the complete bytes among the pending bits to the buffer: eight are stored, and the next flush overwrites
    /// those that are not complete.
    #[inline]
    fn flush(&mut self, pending: &mut Pending) {
        let word = pending.bits.to_le_bytes();
        match self.buffer.get_mut(self.len..).and_then(<[u8]>::first_chunk_mut) {
            Some(dest) => *dest = word,
            None => self.flush_to_overflow(word),
        }
        self.len += (pending.count / 8) as usize;
        pending.bits >>= pending.count & !7;
        pending.count %= 8;
    }

    /// Makes space in the buffer for a word that does not fit, and stores it.
    #[cold]
    fn flush_to_overflow(&mut self, word: [u8; FLUSH_BYTES]) {
        let whole_groups = self.len - self.len % BASE64_GROUP_BYTES;
        (self.overflow)(&self.buffer[..whole_groups]);
        self.buffer.copy_within(whole_groups..self.len, 0);
        self.len -= whole_groups;
        self.overflowed_bytes += whole_groups;
        self.buffer[self.len..self.len + FLUSH_BYTES].copy_from_slice(&word);
    }
}

/// The bytes before LEN of a stored block, the first one lowest: the zlib header of an uncompressed stream, and the
/// header of the last block, of type 0, whose other bits are not used.
const STORED_START: u64 = (0b001 << 16) | 0x0178;
const STORED_LEN_AT: usize = 3;

/// Returns LEN of a stored block and, above it, its complement.
fn stored_len_bits(len: u16) -> u64 {
    (u64::from(!len) << 16) | u64::from(len)
}

/// The words of a [`Prerecorded`]. The longest one has two numbers of 10 digits and one of 20, of 6 bits each, and
/// less than 27 literals and copies around them.
const PRERECORDED_WORDS: usize = 10;

/// A part of a document in the fitted code, written once to be repeated in many streams.
///
/// Its bits do not depend on what precedes them, as long as each of its copies reaches what it reached when it was
/// recorded: between the part and whatever it copies from outside of itself there must be as many bytes in each stream.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Prerecorded {
    /// [`BITS_PER_WORD`] each, and nothing above the last one.
    words: [u64; PRERECORDED_WORDS],
    bits: u32,
    sums: PartSums,
}

impl Prerecorded {
    /// Records what `write` writes when the document has `position` bytes already.
    pub(crate) fn new(position: usize, write: impl FnOnce(&mut Stream<'_>)) -> Self {
        let mut nowhere = |_: &[u8]| {};
        let mut stream = Stream::new(Block::Fitted, &mut nowhere);
        stream.position = position;
        stream.sums = Sums::ZERO;
        write(&mut stream);
        let bits = 8 * stream.len as u32 + stream.pending.count;
        assert!(
            stream.overflowed_bytes == 0 && bits <= PRERECORDED_WORDS as u32 * BITS_PER_WORD,
            "a part that is prerecorded is short"
        );
        let mut words = [0; PRERECORDED_WORDS];
        // The bits that do not fill a byte are in the buffer too, behind the complete bytes: each flush stores them.
        for (word, bytes) in words.iter_mut().zip(stream.buffer.chunks(BITS_PER_WORD as usize / 8)) {
            *word = bytes.iter().rev().fold(0, |word, byte| (word << 8) | u64::from(*byte));
        }
        Self { words, bits, sums: stream.sums.of_part(stream.position - position) }
    }
}
