//! The writer of zlib streams (RFC 1950, RFC 1951): one block, written as the document comes.
//!
//! A general compressor spends its time on what is known here before: the documents are alike, so their
//! repetitions and a good code for their characters can be found once. The stream is
//!
//! ```text
//! bytes 78 9c      zlib, window 32 KiB
//! bits  1 01       last block, type 2: a code of its own
//!       6 15 8     257 + 6 symbols, 1 + 15 distances, 4 + 8 lengths of the code that describes them
//!       …          the description: the same 174 bits in every token, see `huffman`
//!       …          the document: a literal for each byte, or a copy (length, distance) of bytes before it
//!       …          end of block, and zeros up to a whole byte
//! bytes adler32    of the document, big-endian
//! ```
//!
//! Bits fill each byte from its lowest; a Huffman code goes out from its highest bit, so the tables hold it
//! reversed. The [`Claims`](super::claims::Claims) name their copies themselves: `","TLS.` stands in every
//! document six times. Everything up to the UserID is the same in every token: the compiler makes it, see
//! [`Opening`]. What varies is written as literals, except for runs of one character.
//!
//! A document with a byte that the fitted code leaves out (a space, an `@`, a Chinese UserID) is a block of
//! type 1, with the fixed code of the RFC. [`Compression::Stored`] is a block of type 0.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::wire::constant::{Opening, Piece};
use crate::wire::huffman::{Bits, Code, FITTED, FITTED_PAIRS, FIXED, PLAIN, bits, length};

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
            Compression::Compact if text.iter().all(fitted) => Self::Fitted,
            Compression::Compact => Self::Fixed,
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
    state: State,
    block: Block,
    code: &'static Code,
    /// Bytes of the document so far.
    position: usize,
}

/// What changes with each byte, apart from the rest so that it stays in registers.
#[derive(Clone, Copy)]
struct State {
    /// The bits that are no whole byte yet, the first one lowest: at most 7 after each flush.
    pending: u64,
    pending_bits: u32,
    // The two sums of Adler-32. 64 bits hold them for any document without a division in between.
    sum: u64,
    sum_of_sums: u64,
}

impl State {
    /// Adds the literals of some bytes.
    #[inline]
    fn add(&mut self, code: &Code, group: &[u8]) {
        for byte in group {
            let (bits, count) = code.literal(*byte);
            self.pending |= bits << self.pending_bits;
            self.pending_bits += count;
            self.count(u32::from(*byte));
        }
    }

    /// Adds the two characters of base64 that the lowest 12 bits are, in the fitted code.
    #[inline]
    #[expect(clippy::indexing_slicing, reason = "12 bits index 4096 entries")]
    fn add_pair(&mut self, twelve: u64) {
        let pair = FITTED_PAIRS[(twelve & 0xfff) as usize];
        self.pending |= u64::from(pair & 0x3fff) << self.pending_bits;
        self.pending_bits += (pair >> 14) & 0xf;
        self.count((pair >> 18) & 0x7f);
        self.count(pair >> 25);
    }

    #[inline]
    fn count(&mut self, byte: u32) {
        self.sum += u64::from(byte);
        self.sum_of_sums += self.sum;
    }
}

/// The longest copy that every code has.
const LONGEST_COPY: usize = 8;

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
        let mut stream = Stream::empty(Block::Fitted, &mut nowhere);
        stream.position = position;
        stream.state.sum = 0;
        write(&mut stream);
        let State { pending_bits, sum, sum_of_sums, .. } = stream.state;
        let mut recorded = Self {
            words: [0; 10],
            bits: stream.len * 8 + pending_bits as usize,
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
    fn empty(block: Block, overflow: &'a mut dyn FnMut(&[u8])) -> Self {
        Self {
            buffer: [0; KEPT + WORD],
            len: 0,
            overflow,
            handed_on: 0,
            state: State { pending: 0, pending_bits: 0, sum: 1, sum_of_sums: 0 },
            block,
            code: match block {
                Block::Fitted => &FITTED,
                Block::Fixed => &FIXED,
                Block::Stored(_) => &PLAIN,
            },
            position: 0,
        }
    }

    /// A stream with the document's constant start in it.
    pub(crate) fn new(block: Block, opening: &'static Opening, overflow: &'a mut dyn FnMut(&[u8])) -> Self {
        let mut stream = Self::empty(block, overflow);
        match block {
            Block::Fitted => {
                if let Some(room) = stream.buffer.first_chunk_mut() {
                    *room = opening.stream;
                }
                stream.len = opening.len;
                stream.put(opening.pending, opening.pending_bits);
                stream.add_sums(opening.text.len(), opening.sum, opening.weighted);
            }
            Block::Fixed => {
                stream.put((0b011 << 16) | 0x9c78, 19);
                stream.text(opening.text);
            }
            Block::Stored(len) => {
                stream.put((0b001 << 16) | 0x0178, 24);
                stream.put(u64::from(stored_len(len.unwrap_or(0))), 32);
                stream.text(opening.text);
            }
        }
        stream
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
        match self.code.copy(piece.text.len(), self.position - from) {
            Some((bits, count)) => {
                self.add_sums(piece.text.len(), piece.sum, piece.weighted);
                self.put(bits, count);
            }
            None => self.piece(piece),
        }
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
        let mut state = self.state;
        let (groups, rest) = text.as_chunks::<N>();
        for group in groups {
            state.add(self.code, group);
            self.flush(&mut state);
        }
        state.add(self.code, rest);
        self.flush(&mut state);
        self.state = state;
        self.position += text.len();
    }

    /// Writes the base64 of bytes of which none can be foreseen.
    pub(crate) fn base64(&mut self, bytes: &[u8]) {
        if !self.is_fitted() {
            let mut text = [0; 128];
            // 96 bytes are 128 characters.
            for chunk in bytes.chunks(96) {
                let len = STANDARD.encode_slice(chunk, &mut text).unwrap_or(0);
                self.text(text.get(..len).unwrap_or_default());
            }
            return;
        }
        let mut state = self.state;
        let mut rest = bytes;
        while rest.len() >= 6 {
            let word = six_bytes(rest);
            for shift in [36, 24, 12, 0] {
                state.add_pair(word >> shift);
            }
            self.flush(&mut state);
            rest = rest.get(6..).unwrap_or_default();
        }
        let word = six_bytes(rest);
        let characters = (rest.len() * 8).div_ceil(6);
        for shift in [36, 24, 12].into_iter().take(characters / 2) {
            state.add_pair(word >> shift);
        }
        self.flush(&mut state);
        self.state = state;
        self.position += bytes.len() / 6 * 8 + characters / 2 * 2;
        if characters % 2 == 1 {
            self.text(&[first_of_pair(word >> (36 - characters / 2 * 12))]);
        }
        self.text(b"==".get(..(3 - bytes.len() % 3) % 3).unwrap_or_default());
    }

    /// Writes bytes in which one may come many times in a row.
    pub(crate) fn text_with_runs(&mut self, text: &[u8]) {
        if !has_run(text) {
            return self.text(text);
        }
        for run in text.chunk_by(|a, b| a == b) {
            let (literal, mut rest) = run.split_at(1.min(run.len()));
            self.text(literal);
            while let Some((head, tail)) = rest.split_at_checked(LONGEST_COPY.min(rest.len()))
                && let Some((bits, count)) = self.code.copy(head.len(), 1)
            {
                for byte in head {
                    self.state.sum += u64::from(*byte);
                    self.state.sum_of_sums += self.state.sum;
                }
                self.position += head.len();
                self.put(bits, count);
                rest = tail;
            }
            self.text(rest);
        }
    }

    /// Ends the stream.
    pub(crate) fn finish(&mut self) -> Written<'_> {
        self.put(bits(self.code.end), length(self.code.end));
        self.put(0, self.state.pending_bits.wrapping_neg() % 8);
        let State { sum, sum_of_sums, .. } = self.state;
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

    /// Counts a part of the document in whose sums are known.
    #[inline]
    fn add_sums(&mut self, len: usize, sum: u64, weighted: u64) {
        self.position += len;
        self.state.sum_of_sums += self.state.sum * len as u64 + weighted;
        self.state.sum += sum;
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
        let mut state = self.state;
        state.pending |= bits << state.pending_bits;
        state.pending_bits += count;
        self.flush(&mut state);
        self.state = state;
    }

    /// Moves the whole bytes among the pending bits to the buffer: eight are written, and those that are not
    /// whole are written over by the next flush.
    #[inline]
    fn flush(&mut self, state: &mut State) {
        let word = state.pending.to_le_bytes();
        match self.buffer.get_mut(self.len..).and_then(<[u8]>::first_chunk_mut) {
            Some(room) => *room = word,
            None => self.hand_on(word),
        }
        self.len += (state.pending_bits / 8) as usize;
        state.pending >>= state.pending_bits & !7;
        state.pending_bits %= 8;
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

/// The first six bytes as a number, with zeros for those that are not there.
#[inline]
pub(crate) fn six_bytes(bytes: &[u8]) -> u64 {
    // Eight are read where they are: one load instead of six.
    let word = bytes.first_chunk().copied().unwrap_or_else(|| {
        let mut word = [0; 8];
        for (to, from) in word.iter_mut().zip(bytes) {
            *to = *from;
        }
        word
    });
    u64::from_be_bytes(word) >> 16
}

/// The first of the two characters of base64 that the lowest 12 bits are.
#[expect(clippy::indexing_slicing, reason = "12 bits index 4096 entries")]
fn first_of_pair(twelve: u64) -> u8 {
    ((FITTED_PAIRS[(twelve & 0xfff) as usize] >> 18) & 0x7f) as u8
}

/// LEN of a stored block and its complement.
fn stored_len(len: u16) -> u32 {
    (u32::from(!len) << 16) | u32::from(len)
}

/// Whether one byte comes four times in a row: that is when a copy pays.
fn has_run(text: &[u8]) -> bool {
    text.windows(4).any(|window| matches!(window, [a, b, c, d] if a == d && b == c && a == b))
}
