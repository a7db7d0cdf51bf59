//! A reader of the blocks that tokens usually have: those that this module writes, and those of the fixed code.
//!
//! The library reads every block. It sets up a table for the code of a block first, which costs more than reading a
//! token with it. Here the tables are constant: the description of the fitted code is only compared, and so is the
//! start of our documents behind it.
//!
//! # What is not read here
//!
//! [`read`] returns `None` for whatever else the data may be: another kind of block, a second block, data that ends too
//! early, a symbol or a distance that does not exist, a content that is too long. The library then reads the same data
//! from its start, and only the library reports an error. So this reader never has to find out what is wrong, but it
//! must not read anything that the library rejects, nor read anything else than the library does. The unit tests, a fuzz
//! target and the stage `speed` compare both.
//!
//! # Bits out of bytes
//!
//! [`Input`] is the opposite of a [`Stream`](super::Stream): a word of 64 bits with the next bits, the first one lowest.
//! [`Input::refill`] loads eight bytes and ORs them in above those that are left. There are at least 56 bits then, enough
//! for eight literals of the fitted code or seven of the fixed one, or for a whole copy. Bits above the counted ones may
//! be set already; the next refill ORs the same bits again.
//!
//! # Where the time goes
//!
//! A symbol can be looked up only when the one before it is shifted out, and that takes its length. If the length came out
//! of the table, each symbol would wait for the load of the one before it. So for most literals it is known without the table:
//! those of the fitted code have 7 bits if the first two are ones, and 6 otherwise; those of ASCII in the fixed code have 8.

#![expect(clippy::indexing_slicing, reason = "the remainder is below the number of entries, a power of two")]

use super::constant::Opening;
use super::huffman::{
    COPY_DISTANCES, COPY_LENGTHS, END_OF_BLOCK, FIRST_COPY_SYMBOL, FITTED_CODE, FITTED_LOOKUP, FIXED_CODE,
    FIXED_HEADER, FIXED_LOOKUP, LOOKUP_LENGTH_BITS, Lookup, MAX_COPY_BYTES, Range,
};

/// What a copy reads and writes at a time: it may write so much behind its end.
const WORD_BYTES: usize = size_of::<u64>();
/// The bits after [`Input::refill`].
const REFILLED_BITS: u32 = 56;
const FITTED_LITERALS: usize = 8;
const FIXED_LITERALS: usize = 7;
/// The literals whose lengths are known without the table: all of the fitted code, and of the fixed one these.
const FIXED_KNOWN: usize = 144;
const FIXED_KNOWN_BITS: u32 = 8;

/// Returns the length of a literal of the fitted code.
#[inline]
const fn fitted_bits(next: u64) -> u32 {
    if next & 0b11 == 0b11 { 7 } else { 6 }
}
/// What one round of the loop may write.
const ROUND_BYTES: usize = FITTED_LITERALS + MAX_COPY_BYTES + WORD_BYTES;

const _: () = {
    assert!(FITTED_LITERALS as u32 * FITTED_CODE.longest_literal_bits() <= REFILLED_BITS);
    assert!(FIXED_LITERALS as u32 * FIXED_KNOWN_BITS <= REFILLED_BITS);
    // The longest symbol, the plain bits of a length, a distance, and its plain bits.
    assert!(9 + 5 + 5 + 13 <= REFILLED_BITS);
    let mut byte = 0;
    while byte < END_OF_BLOCK {
        let (next, count) = FITTED_CODE.literal(byte as u8);
        assert!(count == 0 || count == fitted_bits(next));
        assert!(byte >= FIXED_KNOWN || FIXED_CODE.literal(byte as u8).1 == FIXED_KNOWN_BITS);
        byte += 1;
    }
};

/// Returns the content of deflate data and how many bytes of it the only block fills, if that block is of the fixed code,
/// or of the fitted one with `opening` as the start of its content.
///
/// `None` says nothing about the data: the library has to read it.
// Apart from its caller, whose other paths stay small.
#[inline(never)]
pub(crate) fn read(data: &[u8], opening: &Opening, max_bytes: usize) -> Option<(Vec<u8>, usize)> {
    if let Some(rest) = data.strip_prefix(opening.fitted.deflate_data()) {
        let mut input = Input::new(rest);
        if input.take(opening.fitted.pending_bits)? != opening.fitted.pending {
            return None;
        }
        let (content, consumed) = input.content::<FITTED_LITERALS, _, _>(
            &FITTED_LOOKUP,
            END_OF_BLOCK,
            fitted_bits,
            opening.text(),
            max_bytes,
        )?;
        return Some((content, data.len() - rest.len() + consumed));
    }
    let mut input = Input::new(data);
    if input.take(FIXED_HEADER.count)? != FIXED_HEADER.words[0] {
        return None;
    }
    input.content::<FIXED_LITERALS, _, _>(&FIXED_LOOKUP, FIXED_KNOWN, |_| FIXED_KNOWN_BITS, b"", max_bytes)
}

/// Data that is read bit by bit.
struct Input<'d> {
    data: &'d [u8],
    /// The bytes of the data that were loaded.
    loaded: usize,
    /// The next bits, and how many of them count.
    bits: u64,
    count: u32,
}

impl<'d> Input<'d> {
    fn new(data: &'d [u8]) -> Self {
        Self { data, loaded: 0, bits: 0, count: 0 }
    }

    /// Loads bytes until at least [`REFILLED_BITS`] are there. Behind the end of the data are zeros; `None` if any of them
    /// was consumed.
    #[inline]
    fn refill(&mut self) -> Option<()> {
        let rest = self.data.get(self.loaded..).unwrap_or_default();
        let word = match rest.first_chunk() {
            Some(word) => u64::from_le_bytes(*word),
            None => rest.iter().rev().fold(0, |word, byte| (word << 8) | u64::from(*byte)),
        };
        self.bits |= word << self.count;
        // Whole bytes, as many as fit above the bits that are there.
        self.loaded += (63 - self.count as usize) / 8;
        self.count |= REFILLED_BITS;
        (self.consumed() <= self.data.len()).then_some(())
    }

    /// Returns how many bytes the consumed bits fill.
    #[inline]
    fn consumed(&self) -> usize {
        self.loaded - self.count as usize / 8
    }

    /// Refills, and consumes the next bits.
    #[inline]
    fn take(&mut self, count: u32) -> Option<u64> {
        self.refill()?;
        let taken = self.bits & ((1 << count) - 1);
        self.skip(count);
        Some(taken)
    }

    #[inline]
    fn skip(&mut self, count: u32) {
        self.bits >>= count;
        self.count -= count;
    }

    /// Returns the entry of the next symbol of a code, whose number of entries is a power of two.
    #[inline]
    fn entry<const ENTRIES: usize>(&self, entries: &[u16; ENTRIES]) -> u16 {
        const { assert!(ENTRIES.is_power_of_two()) };
        entries[self.bits as usize % ENTRIES]
    }

    /// Consumes the next symbol.
    #[inline]
    fn symbol<const ENTRIES: usize>(&mut self, entries: &[u16; ENTRIES]) -> usize {
        let entry = self.entry(entries);
        self.bits = self.bits.wrapping_shr(entry.into());
        self.count -= u32::from(entry) % (1 << LOOKUP_LENGTH_BITS);
        usize::from(entry >> LOOKUP_LENGTH_BITS)
    }

    /// Reads the symbols up to the end of the block, `LITERALS` of them at a time if they are below `known`, which have as
    /// many bits as `known_bits` returns for the next ones. The content starts with `start`.
    fn content<const LITERALS: usize, const SYMBOLS: usize, const DISTANCES: usize>(
        mut self,
        code: &Lookup<SYMBOLS, DISTANCES>,
        known: usize,
        known_bits: impl Fn(u64) -> u32,
        start: &[u8],
        max_bytes: usize,
    ) -> Option<(Vec<u8>, usize)> {
        // Tokens have less than twice as many bytes in them.
        let mut content = vec![0; start.len() + 2 * self.data.len() + ROUND_BYTES];
        content.get_mut(..start.len())?.copy_from_slice(start);
        let mut len = start.len();
        loop {
            if content.len() - len < ROUND_BYTES {
                if len > max_bytes {
                    return None;
                }
                content.resize(2 * content.len(), 0);
            }
            self.refill()?;
            let space: &mut [u8; LITERALS] = content.get_mut(len..)?.first_chunk_mut()?;
            let mut literals = 0;
            for byte in space {
                let symbol = self.entry(&code.symbols) >> LOOKUP_LENGTH_BITS;
                if usize::from(symbol) >= known {
                    break;
                }
                *byte = symbol as u8;
                literals += 1;
                self.skip(known_bits(self.bits));
            }
            len += literals;
            if literals == LITERALS {
                continue;
            }
            self.refill()?;
            match self.symbol(&code.symbols) {
                END_OF_BLOCK => break,
                symbol @ FIRST_COPY_SYMBOL.. => {
                    len += self.copy(symbol, &code.distances, &mut content, len)?;
                }
                literal => {
                    *content.get_mut(len)? = literal as u8;
                    len += 1;
                }
            }
        }
        let consumed = self.consumed();
        if len > max_bytes || consumed > self.data.len() {
            return None;
        }
        content.truncate(len);
        Some((content, consumed))
    }

    /// Reads the rest of a copy after the symbol of its length, appends it to the `len` bytes of content, and returns how
    /// many bytes it has.
    ///
    /// Eight bytes are copied at a time, from `distance` bytes back. With a distance of 3, only the first three of them are
    /// there yet: then each step advances by those three, and the next one overwrites the others.
    #[inline]
    fn copy<const ENTRIES: usize>(
        &mut self,
        symbol: usize,
        distances: &[u16; ENTRIES],
        content: &mut [u8],
        len: usize,
    ) -> Option<usize> {
        let copied = self.plain(*COPY_LENGTHS.get(symbol - FIRST_COPY_SYMBOL)?);
        let distance = self.symbol(distances);
        let distance = self.plain(*COPY_DISTANCES.get(distance)?);
        let from = len.checked_sub(distance)?;
        let mut done = 0;
        while done < copied {
            let word: [u8; WORD_BYTES] = *content.get(from + done..)?.first_chunk()?;
            *content.get_mut(len + done..)?.first_chunk_mut()? = word;
            done += distance.min(WORD_BYTES);
        }
        Some(copied)
    }

    /// Consumes the plain bits of a range, and returns the number that they make.
    #[inline]
    fn plain(&mut self, range: Range) -> usize {
        let plain = self.bits & ((1 << range.plain_bits) - 1);
        self.skip(range.plain_bits.into());
        usize::from(range.least) + plain as usize
    }
}
