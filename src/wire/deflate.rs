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
//! document six times. What varies is written as literals, except for runs of one character.
//!
//! A document with a byte that the fitted code leaves out (a space, an `@`, a Chinese UserID) is a block of
//! type 1, with the fixed code of the RFC. [`Compression::Stored`] is a block of type 0.

use crate::wire::huffman::{Bits, Code, FITTED, FITTED_HEADER, FIXED, PLAIN, Piece, bits, length};

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
        let fitted = |byte: &u8| *byte != b'"' && FITTED.literal(*byte) != 0;
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
    /// Adds the literals of at most six bytes: at most 9 bits each, they fit beside what is pending.
    #[inline]
    fn add(&mut self, code: &Code, group: &[u8]) {
        for byte in group {
            let literal = code.literal(*byte);
            self.pending |= bits(literal) << self.pending_bits;
            self.pending_bits += length(literal);
            self.sum += u64::from(*byte);
            self.sum_of_sums += self.sum;
        }
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

const ADLER_MODULUS: u64 = 65_521;

/// Where LEN and its complement stand in a stored block.
const STORED_LEN: std::ops::Range<usize> = 3..7;

impl<'a> Stream<'a> {
    pub(crate) fn new(block: Block, overflow: &'a mut dyn FnMut(&[u8])) -> Self {
        let mut stream = Self {
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
        };
        match block {
            Block::Fitted => {
                stream.put(0x9c78, 16);
                stream.put_all(&FITTED_HEADER);
            }
            Block::Fixed => stream.put((0b011 << 16) | 0x9c78, 19),
            Block::Stored(len) => {
                stream.put((0b001 << 16) | 0x0178, 24);
                stream.put(u64::from(stored_len(len.unwrap_or(0))), 32);
            }
        }
        stream
    }

    /// How many bytes of the document are written.
    pub(crate) fn position(&self) -> usize {
        self.position
    }

    /// Writes a constant part.
    #[inline]
    pub(crate) fn piece(&mut self, piece: &'static Piece) {
        if self.block == Block::Fitted {
            self.add_piece(piece);
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
                self.add_piece(piece);
                self.put(bits, count);
            }
            None => self.piece(piece),
        }
    }

    /// Writes bytes that may be anything.
    #[inline]
    pub(crate) fn text(&mut self, text: &[u8]) {
        let mut state = self.state;
        let (groups, rest) = text.as_chunks::<6>();
        for group in groups {
            state.add(self.code, group);
            self.flush(&mut state);
        }
        state.add(self.code, rest);
        self.flush(&mut state);
        self.state = state;
        self.position += text.len();
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

    fn add_piece(&mut self, piece: &Piece) {
        self.position += piece.text.len();
        self.state.sum_of_sums += self.state.sum * piece.text.len() as u64 + piece.weighted;
        self.state.sum += piece.sum;
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
        if self.len > KEPT {
            self.hand_on();
        }
        if let Some(room) = self.buffer.get_mut(self.len..).and_then(<[u8]>::first_chunk_mut) {
            *room = state.pending.to_le_bytes();
        }
        self.len += (state.pending_bits / 8) as usize;
        state.pending >>= state.pending_bits & !7;
        state.pending_bits %= 8;
    }

    #[cold]
    fn hand_on(&mut self) {
        let whole = self.len - self.len % 3;
        (self.overflow)(self.buffer.get(..whole).unwrap_or_default());
        self.buffer.copy_within(whole..self.len, 0);
        self.len -= whole;
        self.handed_on += whole;
    }
}

/// LEN of a stored block and its complement.
fn stored_len(len: u16) -> u32 {
    (u32::from(!len) << 16) | u32::from(len)
}

/// Whether one byte comes four times in a row: that is when a copy pays.
fn has_run(text: &[u8]) -> bool {
    let mut equal = 0;
    text.iter().zip(text.iter().skip(1)).any(|(a, b)| {
        equal = if a == b { equal + 1 } else { 0 };
        equal == 3
    })
}
