//! The Huffman codes that tokens are written with, made at compile time (RFC 1951, section 3.2).
//!
//! # How deflate makes a code of lengths
//!
//! A block of type 2 does not list its codes. It lists how many bits each symbol's code has, and both sides derive the
//! codes from that: shorter codes come first, codes of one length are consecutive numbers in the order of their
//! symbols, and after each length the next number is doubled. With lengths `A: 2, B: 1, C: 3, D: 3` that makes `B = 0`,
//! `A = 10`, `C = 110`, `D = 111`. [`canonical`] does it.
//!
//! There are two codes in a block. The first one has 286 symbols: the 256 bytes, the end of the block (256), and the
//! lengths of copies (257 and up). The second one has the distances of copies. A symbol for many lengths or distances
//! is followed by the plain bits that tell which of them is meant.
//!
//! # How the fitted code is described
//!
//! Even the list of lengths is compressed. It is a sequence of symbols of a third code: 0 to 15 are a length, 16
//! repeats the last length 3 to 6 times (2 plain bits), 17 writes 3 to 10 zeros (3 plain bits), 18 writes 11 to 138
//! zeros (7 plain bits). And the lengths of the third code, 3 bits each, precede all that, in an order that has the
//! rarely used ones last so that they can be left out. [`FITTED_HEADER`] writes both, from [`FITTED_RUNS`].
//!
//! # How the tables hold a code
//!
//! A deflate stream fills each byte from its lowest bit, and sends a Huffman code from its highest bit and plain bits
//! from their lowest. So the tables hold a code reversed, and then everything is appended in the same way: shift left by
//! the number of bits that are there, and OR.

#![expect(
    clippy::indexing_slicing,
    reason = "the compiler runs this and stops at an index outside; at run time, a byte indexes 256 entries"
)]

/// A run of equal code lengths: the length in bits, and how many consecutive symbols have it.
type Run = (u8, u16);

/// The code fitted to UserSig documents, as runs over the literals 0..=255, the end of the block (256), the
/// copy lengths 3..=8 (257..=262), and then the distances 1..=256 (0..=15).
///
/// A UserSig is mostly digits, lower-case letters and base64 that nobody can predict, so two lengths are
/// enough: six bits for what is frequent, seven for the upper case and `+ , - . / _`. More lengths would save
/// less in the content than they cost in the description that precedes it.
const FITTED_RUNS: [Run; 18] = [
    (0, 34),
    (6, 1), // "
    (0, 8),
    (7, 5),  // + , - . /
    (6, 11), // 0-9 :
    (0, 2),
    (6, 1), // =
    (0, 3),
    (7, 26), // A-Z
    (0, 4),
    (7, 1), // _
    (0, 1),
    (6, 27), // a-z {
    (0, 1),
    (6, 1), // }
    (0, 130),
    (6, 7), // end of block, copies of 3 to 8
    (4, 16),
];

/// The symbol for the end of a block; those of the copies follow it.
pub(super) const END_OF_BLOCK: usize = 256;
pub(super) const FIRST_COPY_SYMBOL: usize = END_OF_BLOCK + 1;
/// The symbols of copies, each of which has one length.
const FITTED_COPY_SYMBOLS: usize = 6;
const FITTED_SYMBOLS: usize = FIRST_COPY_SYMBOL + FITTED_COPY_SYMBOLS;
const FITTED_DISTANCES: usize = 16;

/// The shortest copy of deflate.
pub(super) const MIN_COPY_BYTES: usize = 3;
/// The longest copy of deflate, which has a symbol of its own.
pub(super) const MAX_COPY_BYTES: usize = 258;
/// Up to this length, each has a symbol of its own: one look-up in the table finds it.
const LAST_SINGLE_COPY_BYTES: usize = 10;
/// The longest copy of the fitted code.
pub(crate) const MAX_FITTED_COPY_BYTES: usize = MIN_COPY_BYTES + FITTED_COPY_SYMBOLS - 1;
const _: () = assert!(MAX_FITTED_COPY_BYTES <= LAST_SINGLE_COPY_BYTES);
/// The farthest copy: what the 16 distances of the fitted code reach.
pub(super) const MAX_DISTANCE_BYTES: usize = 256;
/// The number of symbols that deflate has for the lengths of copies, and for their distances.
const COPY_SYMBOLS: usize = 29;
const DISTANCE_SYMBOLS: usize = 30;

/// The third code: of its symbols 0 to 18, how many bits each has.
const DESCRIPTION: [u8; 19] = [3, 0, 0, 0, 4, 0, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 1, 4, 4];
const REPEAT_LAST: usize = 16;
const FEW_ZEROS: usize = 17;
const MANY_ZEROS: usize = 18;
/// The order in which a block lists the lengths of that code.
const DESCRIPTION_ORDER: [u8; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
/// How many of them are listed: those up to the symbol 4, since the rest are not used.
const DESCRIPTION_LISTED: usize = 12;

/// The bits in each word of [`Bits`]: the most that can be appended to 7 pending ones without a check, in whole bytes.
pub(super) const BITS_PER_WORD: u32 = 56;

/// Bits in the order in which they are sent, [`BITS_PER_WORD`] to a word.
pub(super) struct Bits {
    pub words: [u64; 4],
    pub count: u32,
}

impl Bits {
    pub(super) const fn new() -> Self {
        Self { words: [0; 4], count: 0 }
    }

    /// Appends the lowest `count` bits of `value`, at most 16; the others are 0.
    pub(super) const fn push(&mut self, value: u64, count: u32) {
        let (word, offset) = ((self.count / BITS_PER_WORD) as usize, self.count % BITS_PER_WORD);
        self.words[word] |= (value << offset) & ((1 << BITS_PER_WORD) - 1);
        if offset + count > BITS_PER_WORD {
            self.words[word + 1] |= value >> (BITS_PER_WORD - offset);
        }
        self.count += count;
    }

    const fn push_code(&mut self, code: u16) {
        self.push(bits(code), length(code));
    }

    /// Returns the words, each with the number of its bits.
    pub(super) fn words(&self) -> impl Iterator<Item = (u64, u32)> {
        let mut left = self.count;
        self.words.into_iter().map_while(move |word| {
            let count = left.min(BITS_PER_WORD);
            left -= count;
            (count > 0).then_some((word, count))
        })
    }
}

/// A prefix code for literals, for copies, and for distances up to [`MAX_DISTANCE_BYTES`].
///
/// An entry of `end` and `copies` holds its bits, the first one lowest, and from bit 12 up their number; it is 0 where
/// there is no code. The literals are looked up most, so their bits and numbers are apart.
pub(super) struct Code {
    literals: [u16; 256],
    literal_lengths: [u8; 256],
    pub end: u16,
    copies: [u16; COPY_SYMBOLS],
    /// The longest copy that it has; 0 if it has none.
    pub longest_copy_bytes: usize,
    /// For each distance in bytes the bits, plain ones included, and their number.
    distances: [(u16, u8); MAX_DISTANCE_BYTES + 1],
}

const fn entry(bits: u16, length: u8) -> u16 {
    bits | ((length as u16) << 12)
}

/// Returns the bits of an entry.
pub(super) const fn bits(entry: u16) -> u64 {
    (entry & 0xfff) as u64
}

/// Returns how many bits an entry has.
pub(super) const fn length(entry: u16) -> u32 {
    (entry >> 12) as u32
}

/// Returns the canonical codes of symbols with these lengths (RFC 1951, section 3.2.2), as entries.
const fn canonical<const N: usize>(lengths: &[u8; N]) -> [u16; N] {
    let mut entries = [0; N];
    let mut next = 0_u16;
    let mut wanted_bits = 1;
    while wanted_bits < 16 {
        let mut symbol = 0;
        while symbol < N {
            if lengths[symbol] == wanted_bits {
                // Codes are sent from their highest bit on.
                entries[symbol] = entry(next.reverse_bits() >> (16 - wanted_bits as u32), wanted_bits);
                next += 1;
            }
            symbol += 1;
        }
        next <<= 1;
        wanted_bits += 1;
    }
    entries
}

/// Returns whether codes of these lengths use up all bit strings, which readers require.
const fn is_complete(lengths: &[u8], from: usize, to: usize) -> bool {
    let (mut used, mut symbol) = (0, from);
    while symbol < to {
        if lengths[symbol] > 0 {
            used += 1 << (15 - lengths[symbol]);
        }
        symbol += 1;
    }
    used == 1_u32 << 15
}

const _: () = {
    assert!(is_complete(&FITTED_LENGTHS, 0, FITTED_SYMBOLS));
    assert!(is_complete(&FITTED_LENGTHS, FITTED_SYMBOLS, FITTED_LENGTHS.len()));
    assert!(is_complete(&DESCRIPTION, 0, DESCRIPTION.len()));
};

/// The code lengths of the fitted code in bits: symbols, then distances.
const FITTED_LENGTHS: [u8; FITTED_SYMBOLS + FITTED_DISTANCES] = {
    let mut lengths = [0; FITTED_SYMBOLS + FITTED_DISTANCES];
    let (mut run, mut at) = (0, 0);
    while run < FITTED_RUNS.len() {
        let mut left = FITTED_RUNS[run].1;
        while left > 0 {
            lengths[at] = FITTED_RUNS[run].0;
            at += 1;
            left -= 1;
        }
        run += 1;
    }
    assert!(at == lengths.len());
    lengths
};

impl Code {
    const fn new(symbols: &[u8; 288], longest_copy_bytes: usize, distances: &[u8; DISTANCE_SYMBOLS]) -> Self {
        let entries = canonical(symbols);
        let mut code = Self {
            literals: [0; 256],
            literal_lengths: [0; 256],
            end: entries[END_OF_BLOCK],
            copies: [0; COPY_SYMBOLS],
            longest_copy_bytes,
            distances: self::distances(distances),
        };
        let mut at = 0;
        while at < 256 {
            code.literals[at] = bits(entries[at]) as u16;
            code.literal_lengths[at] = length(entries[at]) as u8;
            at += 1;
        }
        at = 0;
        while at < code.copies.len() {
            code.copies[at] = entries[FIRST_COPY_SYMBOL + at];
            at += 1;
        }
        code
    }

    /// Returns the bits of a byte and their number, which is 0 if the code lacks the byte.
    #[inline]
    pub(super) const fn literal(&self, byte: u8) -> (u64, u32) {
        (self.literals[byte as usize] as u64, self.literal_lengths[byte as usize] as u32)
    }

    /// Returns the number of bits of its longest literal.
    pub(super) const fn longest_literal_bits(&self) -> u32 {
        let (mut longest, mut byte) = (0, 0);
        while byte < self.literal_lengths.len() {
            if self.literal_lengths[byte] > longest {
                longest = self.literal_lengths[byte];
            }
            byte += 1;
        }
        longest as u32
    }

    /// Returns the bits of a copy of `len` bytes from `distance` bytes back, and their number; `None` if the code has
    /// no such copy, and the bytes are to be written as literals.
    #[inline]
    pub(super) const fn copy(&self, len: usize, distance: usize) -> Option<(u64, u32)> {
        if len < MIN_COPY_BYTES || distance >= self.distances.len() {
            return None;
        }
        let (copy, count) = if len <= LAST_SINGLE_COPY_BYTES {
            let copy = self.copies[len - MIN_COPY_BYTES];
            (bits(copy), length(copy))
        } else if len <= self.longest_copy_bytes {
            self.long_copy(len)
        } else {
            return None;
        };
        let (distance, distance_count) = self.distances[distance];
        if count == 0 || distance_count == 0 {
            return None;
        }
        Some((copy | ((distance as u64) << count), count + distance_count as u32))
    }

    /// Returns the bits of the length of a copy of more than [`LAST_SINGLE_COPY_BYTES`], and their number.
    ///
    /// Lengths are counted from 3. From 8 on, each power of two is four symbols, told apart by the two bits below the
    /// highest one, and the `extra` bits below those follow as plain bits. 31 = 3 + 28 = 3 + 0b11100: `extra` is 2, the
    /// upper three bits 0b111 are the last of the four symbols, and the plain bits are 00.
    #[cold]
    const fn long_copy(&self, len: usize) -> (u64, u32) {
        let (copy, rest, extra) = if len == MAX_COPY_BYTES {
            (self.copies[COPY_SYMBOLS - 1], 0, 0)
        } else {
            let over = len - MIN_COPY_BYTES;
            let extra = over.ilog2() - 2;
            (self.copies[4 * extra as usize + (over >> extra)], over & ((1 << extra) - 1), extra)
        };
        (bits(copy) | ((rest as u64) << length(copy)), length(copy) + extra)
    }
}

/// Returns the bits of each distance, and their number.
///
/// Distances are counted from 1. From 4 on, each power of two is two symbols, told apart by the bit below the highest
/// one, and the `extra` bits below that follow as plain bits. 20 = 1 + 19 = 1 + 0b10011: `extra` is 3, the upper two
/// bits 0b10 are the first of the two symbols, and the plain bits are 011.
const fn distances(lengths: &[u8; DISTANCE_SYMBOLS]) -> [(u16, u8); MAX_DISTANCE_BYTES + 1] {
    let codes = canonical(lengths);
    let mut distances = [(0, 0); MAX_DISTANCE_BYTES + 1];
    let mut distance = 1;
    while distance <= MAX_DISTANCE_BYTES {
        let back = distance - 1;
        let extra = if back < 4 { 0 } else { back.ilog2() - 1 };
        let code = codes[2 * extra as usize + (back >> extra)];
        let rest = (back & ((1 << extra) - 1)) as u16;
        distances[distance] = (bits(code) as u16 | (rest << length(code)), (length(code) + extra) as u8);
        distance += 1;
    }
    distances
}

/// The code that a block of type 1 uses without describing it.
pub(super) static FIXED: Code = FIXED_CODE;
pub(super) const FIXED_CODE: Code =
    Code::new(&FIXED_SYMBOL_LENGTHS, MAX_COPY_BYTES, &[FIXED_DISTANCE_BITS; DISTANCE_SYMBOLS]);
/// The last two symbols are part of the code, but no block may use them (RFC 1951, section 3.2.6).
const FIXED_SYMBOL_LENGTHS: [u8; 288] = {
    let mut symbols = [8; 288];
    let mut at = 144;
    while at < 280 {
        symbols[at] = if at < 256 { 9 } else { 7 };
        at += 1;
    }
    symbols
};
const FIXED_DISTANCE_BITS: u8 = 5;

/// The code of [`FITTED_RUNS`].
pub(super) static FITTED: Code = FITTED_CODE;
pub(super) const FITTED_CODE: Code =
    Code::new(&FITTED_SYMBOL_LENGTHS, MAX_FITTED_COPY_BYTES, &FITTED_DISTANCE_LENGTHS);
const FITTED_SYMBOL_LENGTHS: [u8; 288] = part(&FITTED_LENGTHS, 0, FITTED_SYMBOLS);
const FITTED_DISTANCE_LENGTHS: [u8; DISTANCE_SYMBOLS] =
    part(&FITTED_LENGTHS, FITTED_SYMBOLS, FITTED_LENGTHS.len());

/// Returns the lengths of some symbols, and zeros after them.
const fn part<const N: usize>(lengths: &[u8], from: usize, to: usize) -> [u8; N] {
    let mut part = [0; N];
    let mut at = from;
    while at < to {
        part[at - from] = lengths[at];
        at += 1;
    }
    part
}

/// A code as it is read: an entry for each value of the next bits, as many as the longest symbol has.
///
/// An entry has the symbol, and in the lowest [`LOOKUP_LENGTH_BITS`] the number of its bits. A shorter symbol has an entry
/// for each value of the bits after its own.
pub(super) struct Lookup<const SYMBOLS: usize, const DISTANCES: usize> {
    pub symbols: [u16; SYMBOLS],
    pub distances: [u16; DISTANCES],
}

/// As many as a processor reads of the distance of a 64-bit shift, so that it can shift by the entry itself.
pub(super) const LOOKUP_LENGTH_BITS: u32 = 6;

/// Up to 7 bits, and 4 for a distance.
pub(super) static FITTED_LOOKUP: Lookup<128, 16> =
    Lookup { symbols: lookup(&FITTED_SYMBOL_LENGTHS), distances: lookup(&FITTED_DISTANCE_LENGTHS) };
/// Up to 9 bits, and 5 for a distance. Two of the distances are part of the code too, but may not be used.
pub(super) static FIXED_LOOKUP: Lookup<512, 32> =
    Lookup { symbols: lookup(&FIXED_SYMBOL_LENGTHS), distances: lookup(&[FIXED_DISTANCE_BITS; 32]) };

/// Returns the entries of a code, which has to be complete, so that each value of the bits has one.
const fn lookup<const N: usize, const ENTRIES: usize>(lengths: &[u8; N]) -> [u16; ENTRIES] {
    let codes = canonical(lengths);
    let mut entries = [0; ENTRIES];
    let (mut symbol, mut filled) = (0, 0);
    while symbol < N {
        if lengths[symbol] > 0 {
            assert!(1 << lengths[symbol] <= ENTRIES, "no symbol has more bits than an index");
            let mut value = bits(codes[symbol]) as usize;
            while value < ENTRIES {
                entries[value] = ((symbol as u16) << LOOKUP_LENGTH_BITS) | lengths[symbol] as u16;
                filled += 1;
                value += 1 << lengths[symbol];
            }
        }
        symbol += 1;
    }
    assert!(filled == ENTRIES && is_complete(lengths, 0, N));
    entries
}

/// A symbol for several lengths of copies, or for several distances: the least of them, and how many plain bits are added
/// to it.
#[derive(Clone, Copy)]
pub(super) struct Range {
    pub least: u16,
    pub plain_bits: u8,
}

/// The lengths of copies, from symbol 257 on.
pub(super) static COPY_LENGTHS: [Range; COPY_SYMBOLS] = {
    let mut ranges = [Range { least: MAX_COPY_BYTES as u16, plain_bits: 0 }; COPY_SYMBOLS];
    // All but the longest copy, which has a symbol of its own.
    ranges_from(MIN_COPY_BYTES as u16, 4, &mut ranges, COPY_SYMBOLS - 1);
    ranges
};

/// The distances.
pub(super) static COPY_DISTANCES: [Range; DISTANCE_SYMBOLS] = {
    let mut ranges = [Range { least: 0, plain_bits: 0 }; DISTANCE_SYMBOLS];
    ranges_from(1, 2, &mut ranges, DISTANCE_SYMBOLS);
    ranges
};

/// Fills in `count` ranges, one after the other: twice `at_once` of them without plain bits, then `at_once` with each number
/// of them ([`Code::long_copy`] and [`distances`] explain why).
const fn ranges_from(mut least: u16, at_once: usize, ranges: &mut [Range], count: usize) {
    let mut at = 0;
    while at < count {
        let plain_bits = (at / at_once).saturating_sub(1) as u8;
        ranges[at] = Range { least, plain_bits };
        least += 1 << plain_bits;
        at += 1;
    }
}

/// Bytes verbatim: the content of a stored block. It has no copies, and its end of block has no bits.
pub(super) static PLAIN: Code = {
    let mut literals = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        literals[byte] = byte as u16;
        byte += 1;
    }
    let distances = [(0, 0); MAX_DISTANCE_BYTES + 1];
    Code {
        literals,
        literal_lengths: [8; 256],
        end: 0,
        copies: [0; COPY_SYMBOLS],
        longest_copy_bytes: 0,
        distances,
    }
};

/// The start of a block with the fixed code: last block, type 1.
pub(super) const FIXED_HEADER: Bits = {
    let mut header = Bits::new();
    header.push(0b011, 3);
    header
};

/// The start of a block with the fitted code: last block, type 2, and the description of its code.
pub(super) const FITTED_HEADER: Bits = {
    let mut header = Bits::new();
    header.push(0b101, 3);
    header.push(FITTED_SYMBOLS as u64 - 257, 5);
    header.push(FITTED_DISTANCES as u64 - 1, 5);
    header.push(DESCRIPTION_LISTED as u64 - 4, 4);
    let mut at = 0;
    while at < DESCRIPTION_LISTED {
        header.push(DESCRIPTION[DESCRIPTION_ORDER[at] as usize] as u64, 3);
        at += 1;
    }
    let codes = canonical(&DESCRIPTION);
    let mut run = 0;
    while run < FITTED_RUNS.len() {
        let (len, mut left) = FITTED_RUNS[run];
        // A length other than 0 is written once before it can be repeated.
        if len > 0 {
            header.push_code(codes[len as usize]);
            left -= 1;
        }
        while left > 0 {
            let repeated = match (len, left) {
                (_, 1 | 2) => 1,
                (0, 138..) => 138,
                (0, _) => left,
                // What a repetition leaves must not be too short to be repeated itself.
                (_, 7 | 8) => 4,
                (_, 6..) => 6,
                (_, _) => left,
            };
            match (len, repeated) {
                (_, 1) => header.push_code(codes[len as usize]),
                (0, 3..=10) => {
                    header.push_code(codes[FEW_ZEROS]);
                    header.push(repeated as u64 - 3, 3);
                }
                (0, _) => {
                    header.push_code(codes[MANY_ZEROS]);
                    header.push(repeated as u64 - 11, 7);
                }
                (_, _) => {
                    header.push_code(codes[REPEAT_LAST]);
                    header.push(repeated as u64 - 3, 2);
                }
            }
            left -= repeated;
        }
        run += 1;
    }
    header
};

#[cfg(test)]
mod tests {
    use super::*;

    /// The example at the top of the module.
    #[test]
    fn codes_are_derived_from_their_lengths() {
        let sent = |entry: u16| (0..length(entry)).map(|at| bits(entry) >> at & 1).collect::<Vec<_>>();
        let codes = canonical(&[2, 1, 3, 3]).map(sent);
        assert_eq!(codes, [vec![1, 0], vec![0], vec![1, 1, 0], vec![1, 1, 1]]);
    }
}
