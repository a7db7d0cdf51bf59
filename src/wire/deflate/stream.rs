//! The writer of zlib streams (RFC 1950, RFC 1951): one block, written as the document comes.
//!
//! A general compressor spends its time on what is known here before: the documents are alike, so their
//! repetitions and a good code for their characters can be found once. The stream is
//!
//! ```text
//! bytes 78 9c      zlib, window 32 KiB
//! bits  1 01       last block, type 2: a code of its own
//!       6 15 8     257 + 6 symbols, 1 + 15 distances, 4 + 8 lengths of the code that describes them
//!       …          the description: the same 176 bits in every token, see `huffman`
//!       …          the document: a literal for each byte, or a copy (length, distance) of bytes before it
//!       …          end of block, and zeros up to a whole byte
//! bytes adler32    of the document, big-endian
//! ```
//!
//! Bits fill each byte from its lowest; a Huffman code goes out from its highest bit, so the tables hold it
//! reversed. The [`Claims`](crate::wire::claims::Claims) name their copies themselves: `","TLS.` stands in every
//! document six times. Everything up to the UserID is the same in every token: the compiler makes it, see
//! [`Opening`]. What varies is written as literals, except for what a text repeats of itself, see `copies`, and for
//! the end of a number that the number before it has as well.
//!
//! A document with a byte that the fitted code leaves out (a space, an `@`, a Chinese UserID) is a block of
//! type 1, with the fixed code of the RFC, and so is one with a long UserID that mostly repeats itself. [`Compression::Stored`] is a block of type 0.

use super::constant::{Opening, Piece, Start};
use super::copies::{Part, Parts, USUAL, is_better_fixed, repeats};
use super::huffman::{Bits, Code, FITTED, FITTED_PAIRS, FIXED, PLAIN, bits, length};

/// How a token's document is packed. Every reader takes both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Compression {
    /// The shortest token.
    #[default]
    Compact,
    /// Not compressed: a longer token that costs least to read.
    Stored,
}

/// The block that a document goes into.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Block {
    Fitted,
    Fixed,
    /// With the number of bytes, if it is known already: it stands before them.
    Stored(Option<u16>),
}

impl Block {
    /// The block for a document whose only unusual text is `text`.
    pub(crate) fn for_text(compression: Compression, text: &[u8]) -> Self {
        // A quotation mark brings a backslash with it.
        let fitted = |byte: &u8| *byte != b'"' && FITTED.literal(*byte).1 > 0;
        match compression {
            Compression::Stored => Self::Stored(None),
            Compression::Compact if !text.iter().all(fitted) => Self::Fixed,
            // Only a long text may have copies so long that the fixed code is the better one.
            Compression::Compact if text.len() > USUAL && is_better_fixed(text) => Self::Fixed,
            Compression::Compact => Self::Fitted,
        }
    }

    /// The same block, for a document of this many bytes.
    pub(crate) fn with_len(self, document_len: usize) -> Self {
        match self {
            // The longest userbuf and UserID stay below 64 KiB together.
            Self::Stored(_) => Self::Stored(Some(document_len as u16)),
            other => other,
        }
    }
}

/// Bytes that are kept before they are handed on: enough for a token of a usual UserID with a PrivateMapKey,
/// and a multiple of 3, so that base64 can be made of them piecewise.
const KEPT: usize = 384;
/// What one flush may write beyond them.
const WORD: usize = 8;

/// A zlib stream that is being written.
///
/// Whatever does not fit into its buffer goes to `overflow`, in multiples of 3 bytes.
pub(crate) struct Stream<'a> {
    buffer: [u8; KEPT + WORD],
    len: usize,
    overflow: &'a mut dyn FnMut(&[u8]),
    handed_on: usize,
    pending: Pending,
    sums: Sums,
    block: Block,
    code: &'static Code,
    /// Bytes of the document so far.
    position: usize,
}

// What changes with each byte, apart from the rest so that it stays in registers; in two parts, since a copy
// changes the bits alone.

/// The bits that are no whole byte yet, the first one lowest: at most 7 after each flush.
#[derive(Clone, Copy)]
struct Pending {
    bits: u64,
    count: u32,
}

impl Pending {
    #[inline]
    fn add(&mut self, bits: u64, count: u32) {
        self.bits |= bits << self.count;
        self.count += count;
    }
}

/// The two sums of Adler-32. 64 bits hold them for any document without a division in between.
#[derive(Clone, Copy)]
struct Sums {
    sum: u64,
    sum_of_sums: u64,
}

impl Sums {
    #[inline]
    fn add(&mut self, byte: u32) {
        self.sum += u64::from(byte);
        self.sum_of_sums += self.sum;
    }
}

/// A stream that was written.
pub(crate) struct Written<'a> {
    /// The end of it, or all of it if nothing was handed on.
    pub rest: &'a [u8],
    /// How many bytes went to the overflow.
    pub handed_on: usize,
    pub document_len: usize,
}

/// A part of a document in the fitted code, written once to be repeated in many streams. What it copies has to
/// stand at the same distance in each of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Recorded {
    /// 56 bits each.
    words: [u64; 10],
    bits: usize,
    len: usize,
    /// As in [`Piece`].
    sum: u64,
    weighted: u64,
}

impl Recorded {
    /// Records what `write` writes at this position of a document.
    pub(crate) fn new(position: usize, write: impl FnOnce(&mut Stream<'_>)) -> Self {
        let mut nowhere = |_: &[u8]| {};
        let mut stream = Stream::new(Block::Fitted, &mut nowhere);
        stream.position = position;
        stream.sums.sum = 0;
        write(&mut stream);
        let Sums { sum, sum_of_sums } = stream.sums;
        let mut recorded = Self {
            words: [0; 10],
            bits: stream.len * 8 + stream.pending.count as usize,
            len: stream.position - position,
            sum,
            weighted: sum_of_sums,
        };
        // The bits that are no whole byte yet stand behind those that are: each flush leaves them there.
        for (word, bytes) in recorded.words.iter_mut().zip(stream.buffer.chunks(7)) {
            *word = bytes.iter().rev().fold(0, |word, byte| (word << 8) | u64::from(*byte));
        }
        recorded
    }
}

const ADLER_MODULUS: u64 = 65_521;

/// Where LEN and its complement stand in a stored block.
const STORED_LEN: std::ops::Range<usize> = 3..7;

impl<'a> Stream<'a> {
    /// A stream that is to be opened.
    #[inline]
    pub(crate) fn new(block: Block, overflow: &'a mut dyn FnMut(&[u8])) -> Self {
        Self {
            buffer: [0; KEPT + WORD],
            len: 0,
            overflow,
            handed_on: 0,
            pending: Pending { bits: 0, count: 0 },
            sums: Sums { sum: 1, sum_of_sums: 0 },
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
            Block::Fitted => self.start(&opening.fitted, opening),
            Block::Fixed => self.start(&opening.fixed, opening),
            Block::Stored(len) => {
                self.put((0b001 << 16) | 0x0178, 24);
                self.put(u64::from(stored_len(len.unwrap_or(0))), 32);
                self.text(opening.text);
            }
        }
    }

    #[inline]
    fn start(&mut self, start: &'static Start, opening: &'static Opening) {
        if let Some(room) = self.buffer.first_chunk_mut() {
            *room = start.stream;
        }
        self.len = start.len;
        self.put(start.pending, start.pending_bits);
        self.add_sums(opening.text.len(), opening.sum, opening.weighted);
    }

    /// Whether it has the fitted code.
    #[inline]
    pub(crate) fn is_fitted(&self) -> bool {
        self.block == Block::Fitted
    }

    /// How many bytes of the document are written.
    pub(crate) fn position(&self) -> usize {
        self.position
    }

    /// Writes a constant part.
    #[inline]
    pub(crate) fn piece(&mut self, piece: &'static Piece) {
        if self.is_fitted() {
            self.add_sums(piece.text.len(), piece.sum, piece.weighted);
            self.put_all(&piece.fitted);
        } else {
            self.text(piece.text);
        }
    }

    /// Writes a constant part that stands at `from` already.
    #[inline]
    pub(crate) fn again(&mut self, piece: &'static Piece, from: usize) {
        if self.copy(piece.text.len(), from) {
            self.add_sums(piece.text.len(), piece.sum, piece.weighted);
        } else {
            self.piece(piece);
        }
    }

    /// Writes a text and a constant part after it, which stand at `from` already.
    #[inline]
    pub(crate) fn again_with(&mut self, text: &[u8], piece: &'static Piece, from: usize) {
        if self.copy(text.len() + piece.text.len(), from) {
            self.count(text);
            self.add_sums(piece.text.len(), piece.sum, piece.weighted);
        } else {
            self.text(text);
            self.piece(piece);
        }
    }

    /// Writes the bits of a copy of what stands at `from`, if this stream's code has it. The caller counts it in.
    #[inline]
    fn copy(&mut self, len: usize, from: usize) -> bool {
        let copy = self.code.copy(len, self.position - from);
        if let Some((bits, count)) = copy {
            self.put(bits, count);
        }
        copy.is_some()
    }

    /// Writes a recorded part, if this stream has the code that it was recorded in.
    pub(crate) fn replay(&mut self, recorded: &Recorded) -> bool {
        if !self.is_fitted() {
            return false;
        }
        self.add_sums(recorded.len, recorded.sum, recorded.weighted);
        let mut left = recorded.bits;
        for word in recorded.words {
            // All of a word are 56 bits, and nothing is set above the last one.
            let count = left.min(56);
            self.put(word, count as u32);
            left -= count;
            if left == 0 {
                break;
            }
        }
        true
    }

    /// Writes bytes that may be anything.
    #[inline]
    pub(crate) fn text(&mut self, text: &[u8]) {
        match self.block {
            Block::Fitted => self.grouped::<8>(text),
            Block::Fixed | Block::Stored(_) => self.grouped::<6>(text),
        }
    }

    /// Eight literals of the fitted code, or six of any, fit beside what is pending.
    #[inline]
    fn grouped<const N: usize>(&mut self, text: &[u8]) {
        let (mut pending, mut sums) = (self.pending, self.sums);
        let code = self.code;
        let mut add = |pending: &mut Pending, byte: u8| {
            let (bits, count) = code.literal(byte);
            pending.add(bits, count);
            sums.add(u32::from(byte));
        };
        for group in text.chunks(N) {
            for byte in group {
                add(&mut pending, *byte);
            }
            self.flush(&mut pending);
        }
        (self.pending, self.sums) = (pending, sums);
        self.position += text.len();
    }

    /// Writes the base64 of bytes of which none can be foreseen, if this stream has the fitted code.
    pub(crate) fn base64(&mut self, bytes: &[u8]) -> bool {
        if !self.is_fitted() {
            return false;
        }
        let (mut pending, mut sums) = (self.pending, self.sums);
        let mut add = |pending: &mut Pending, pair: u32| {
            pending.add(u64::from(pair & 0x3fff), (pair >> 14) & 0xf);
            sums.add((pair >> 18) & 0x7f);
            sums.add(pair >> 25);
        };
        let (groups, rest) = bytes.as_chunks::<6>();
        for [a, b, c, d, e, f] in groups {
            let word = u64::from_be_bytes([0, 0, *a, *b, *c, *d, *e, *f]);
            for shift in [36, 24, 12, 0] {
                add(&mut pending, pair(word >> shift));
            }
            self.flush(&mut pending);
        }
        let word = rest.iter().fold(0, |word, byte| (word << 8) | u64::from(*byte)) << (48 - 8 * rest.len());
        let characters = (rest.len() * 8).div_ceil(6);
        for shift in [36, 24, 12].into_iter().take(characters / 2) {
            add(&mut pending, pair(word >> shift));
        }
        self.flush(&mut pending);
        (self.pending, self.sums) = (pending, sums);
        self.position += groups.len() * 8 + characters / 2 * 2;
        // What is left is no pair: one character or none, and the padding.
        let odd = characters % 2;
        let last = (pair(word >> (36 - characters / 2 * 12)) >> 18) as u8 & 0x7f;
        let padding = (3 - rest.len() % 3) % 3;
        self.text([last, b'=', b'='].get(1 - odd..=padding).unwrap_or_default());
        true
    }

    /// Writes bytes that may repeat themselves.
    pub(crate) fn text_with_copies(&mut self, text: &[u8]) {
        match self.block {
            Block::Fitted if repeats(text) => self.search(text),
            Block::Fixed => self.search(text),
            Block::Fitted | Block::Stored(_) => self.text(text),
        }
    }

    /// Apart from the rest, which is to stay small.
    #[inline(never)]
    fn search(&mut self, text: &[u8]) {
        let mut parts = Parts::new(text, self.code);
        for Part { plain, copied, bits, count } in &mut parts {
            self.text(plain);
            self.count(copied);
            self.put(bits, count);
        }
        self.text(parts.rest());
    }

    /// Ends the stream.
    pub(crate) fn finish(&mut self) -> Written<'_> {
        self.put(bits(self.code.end), length(self.code.end));
        self.put(0, self.pending.count.wrapping_neg() % 8);
        let Sums { sum, sum_of_sums } = self.sums;
        let adler32 = ((sum_of_sums % ADLER_MODULUS) << 16) | (sum % ADLER_MODULUS);
        self.put((adler32 as u32).swap_bytes().into(), 32);
        if self.block == Block::Stored(None)
            && let Some(len) = self.buffer.get_mut(STORED_LEN)
        {
            len.copy_from_slice(&stored_len(self.position as u16).to_le_bytes());
        }
        Written {
            rest: self.buffer.get(..self.len).unwrap_or_default(),
            handed_on: self.handed_on,
            document_len: self.position,
        }
    }

    /// Ends the stream, and hands on what is left of it too.
    pub(crate) fn finish_to_overflow(mut self) {
        self.finish();
        (self.overflow)(self.buffer.get(..self.len).unwrap_or_default());
    }

    /// Counts bytes of the document in that are copied.
    #[inline]
    fn count(&mut self, copied: &[u8]) {
        for byte in copied {
            self.sums.add(u32::from(*byte));
        }
        self.position += copied.len();
    }

    /// Counts a part of the document in whose sums are known.
    #[inline]
    fn add_sums(&mut self, len: usize, sum: u64, weighted: u64) {
        self.position += len;
        self.sums.sum_of_sums += self.sums.sum * len as u64 + weighted;
        self.sums.sum += sum;
    }

    #[inline]
    fn put_all(&mut self, bits: &Bits) {
        for (word, count) in bits.words() {
            self.put(word, count);
        }
    }

    /// Adds at most 56 bits.
    #[inline]
    fn put(&mut self, bits: u64, count: u32) {
        let mut pending = self.pending;
        pending.add(bits, count);
        self.flush(&mut pending);
        self.pending = pending;
    }

    /// Moves the whole bytes among the pending bits to the buffer: eight are written, and those that are not
    /// whole are written over by the next flush.
    #[inline]
    fn flush(&mut self, pending: &mut Pending) {
        let word = pending.bits.to_le_bytes();
        match self.buffer.get_mut(self.len..).and_then(<[u8]>::first_chunk_mut) {
            Some(room) => *room = word,
            None => self.hand_on(word),
        }
        self.len += (pending.count / 8) as usize;
        pending.bits >>= pending.count & !7;
        pending.count %= 8;
    }

    /// Makes room for a word that did not fit.
    #[cold]
    fn hand_on(&mut self, word: [u8; WORD]) {
        let whole = self.len - self.len % 3;
        (self.overflow)(self.buffer.get(..whole).unwrap_or_default());
        self.buffer.copy_within(whole..self.len, 0);
        self.len -= whole;
        self.handed_on += whole;
        if let Some(room) = self.buffer.get_mut(self.len..).and_then(<[u8]>::first_chunk_mut) {
            *room = word;
        }
    }
}

/// The two characters of base64 that the lowest 12 bits are, in the fitted code: see [`FITTED_PAIRS`].
#[inline]
#[expect(clippy::indexing_slicing, reason = "12 bits index 4096 entries")]
fn pair(twelve: u64) -> u32 {
    FITTED_PAIRS[(twelve & 0xfff) as usize]
}

/// LEN of a stored block and its complement.
fn stored_len(len: u16) -> u32 {
    (u32::from(!len) << 16) | u32::from(len)
}
