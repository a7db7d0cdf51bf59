//! The Huffman codes that tokens are written with, made at compile time (RFC 1951, section 3.2).

#![expect(
    clippy::indexing_slicing,
    reason = "the compiler runs this and stops at an index outside; at run time, a byte indexes 256 entries"
)]

/// A run of equal code lengths: the length in bits, and how many symbols in a row have it.
type Run = (u8, u16);

/// The code fitted to UserSig documents, as runs over the literals 0..=255, the end of the block (256), the
/// copy lengths 3..=8 (257..=262), and then the distances 1..=256 (0..=15).
///
/// A UserSig is mostly digits, lower-case letters and base64 that nobody can predict, so two lengths are
/// enough: six bits for what is frequent, seven for the upper case and `+ , - . / _`. More lengths would save
/// less in the content than they cost in the description that stands before it.
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
const FITTED_DISTANCES: usize = 16;

/// The longest copy of the fitted code.
pub(crate) const LONGEST_FITTED: usize = FITTED_SYMBOLS - 257 + 2;
/// The farthest copy: what the 16 distances of the fitted code reach.
const FARTHEST: usize = 256;
/// The number of codes there are for the length of a copy, and the longest, which has one for itself.
const COPY_CODES: usize = 29;
const LONGEST: usize = 258;
/// The number of distance codes there are.
const DISTANCE_CODES: usize = 30;
const FITTED_SYMBOLS: usize = 257 + 6;

/// The code lengths that describe [`FITTED_RUNS`]: of the lengths 0 to 18, in their own order, how many bits
/// each has. 16 repeats the last length, 17 and 18 are runs of 0.
const DESCRIPTION: [u8; 19] = [3, 0, 0, 0, 4, 0, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 1, 4, 4];
/// The order in which a block names the lengths of that description.
const DESCRIPTION_ORDER: [u8; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
/// Those up to the 4; the rest are not used.
const DESCRIPTION_NAMED: usize = 12;

/// Bits in the order in which they go out, 56 to a word.
pub(crate) struct Bits {
    pub words: [u64; 4],
    pub count: u32,
}

impl Bits {
    pub(crate) const fn new() -> Self {
        Self { words: [0; 4], count: 0 }
    }

    pub(crate) const fn push(&mut self, value: u64, count: u32) {
        let (word, offset) = ((self.count / 56) as usize, self.count % 56);
        self.words[word] |= (value << offset) & ((1 << 56) - 1);
        if offset + count > 56 {
            self.words[word + 1] |= value >> (56 - offset);
        }
        self.count += count;
    }

    const fn push_code(&mut self, code: u16) {
        self.push(bits(code), length(code));
    }

    /// The words, each with the number of its bits.
    pub(crate) fn words(&self) -> impl Iterator<Item = (u64, u32)> {
        let mut left = self.count;
        self.words.into_iter().map_while(move |word| {
            let count = left.min(56);
            left -= count;
            (count > 0).then_some((word, count))
        })
    }
}

/// A prefix code for literals, for copies, and for distances up to [`FARTHEST`].
///
/// An entry holds its bits, the first one lowest, and above them their number; 0 where there is no code. The
/// literals are looked up most, so theirs are apart.
pub(crate) struct Code {
    literals: [u16; 256],
    literal_lengths: [u8; 256],
    pub end: u16,
    copies: [u16; COPY_CODES],
    /// The longest copy that it has.
    pub longest: usize,
    distances: [(u16, u8); FARTHEST + 1],
}

const fn entry(bits: u16, length: u8) -> u16 {
    bits | ((length as u16) << 12)
}

/// The bits of an entry.
pub(crate) const fn bits(entry: u16) -> u64 {
    (entry & 0xfff) as u64
}

/// How many bits an entry has.
pub(crate) const fn length(entry: u16) -> u32 {
    (entry >> 12) as u32
}

/// Canonical codes (RFC 1951, section 3.2.2) of symbols with these lengths.
const fn canonical<const N: usize>(lengths: &[u8; N]) -> [u16; N] {
    let mut entries = [0; N];
    let mut next = 0_u16;
    let mut wanted = 1;
    while wanted < 16 {
        let mut symbol = 0;
        while symbol < N {
            if lengths[symbol] == wanted {
                // Codes are sent from their highest bit on.
                entries[symbol] = entry(next.reverse_bits() >> (16 - wanted as u32), wanted);
                next += 1;
            }
            symbol += 1;
        }
        next <<= 1;
        wanted += 1;
    }
    entries
}

/// The code lengths of the fitted code: symbols, then distances.
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
    const fn new(symbols: &[u8; 288], longest: usize, distances: &[u8; DISTANCE_CODES]) -> Self {
        let entries = canonical(symbols);
        let mut code = Self {
            literals: [0; 256],
            literal_lengths: [0; 256],
            end: entries[256],
            copies: [0; COPY_CODES],
            longest,
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
            code.copies[at] = entries[257 + at];
            at += 1;
        }
        code
    }

    /// The bits of a byte and their number, 0 if the code leaves the byte out.
    #[inline]
    pub(crate) const fn literal(&self, byte: u8) -> (u64, u32) {
        (self.literals[byte as usize] as u64, self.literal_lengths[byte as usize] as u32)
    }

    /// The bits of a copy and their number; `None` if there is no code for it here.
    #[inline]
    pub(crate) const fn copy(&self, len: usize, distance: usize) -> Option<(u64, u32)> {
        if len < 3 || distance >= self.distances.len() {
            return None;
        }
        let (copy, count) = if len <= 10 {
            let copy = self.copies[len - 3];
            (bits(copy), length(copy))
        } else if len <= self.longest {
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

    /// The bits of the length of a copy of more than 10 bytes, and their number: four codes share each power of two,
    /// and the rest follows as plain bits.
    #[cold]
    const fn long_copy(&self, len: usize) -> (u64, u32) {
        let (copy, rest, extra) = if len == LONGEST {
            (self.copies[COPY_CODES - 1], 0, 0)
        } else {
            let over = len - 3;
            let extra = over.ilog2() - 2;
            (self.copies[4 * extra as usize + (over >> extra)], over & ((1 << extra) - 1), extra)
        };
        (bits(copy) | ((rest as u64) << length(copy)), length(copy) + extra)
    }
}

/// The bits of each distance, and their number. Two codes share each power of two, and the rest of the
/// distance follows as plain bits.
const fn distances(lengths: &[u8; DISTANCE_CODES]) -> [(u16, u8); FARTHEST + 1] {
    let codes = canonical(lengths);
    let mut distances = [(0, 0); FARTHEST + 1];
    let mut distance = 1;
    while distance <= FARTHEST {
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
pub(crate) static FIXED: Code = FIXED_CODE;
pub(crate) const FIXED_CODE: Code = {
    let mut symbols = [8; 288];
    let mut at = 144;
    while at < 280 {
        symbols[at] = if at < 256 { 9 } else { 7 };
        at += 1;
    }
    Code::new(&symbols, LONGEST, &[5; DISTANCE_CODES])
};

/// The code of [`FITTED_RUNS`].
pub(crate) static FITTED: Code = FITTED_CODE;
pub(crate) const FITTED_CODE: Code = {
    let (mut symbols, mut distances) = ([0; 288], [0; DISTANCE_CODES]);
    let mut at = 0;
    while at < FITTED_LENGTHS.len() {
        if at < FITTED_SYMBOLS {
            symbols[at] = FITTED_LENGTHS[at];
        } else {
            distances[at - FITTED_SYMBOLS] = FITTED_LENGTHS[at];
        }
        at += 1;
    }
    Code::new(&symbols, LONGEST_FITTED, &distances)
};

/// Bytes as they are: the content of a stored block.
pub(crate) static PLAIN: Code = {
    let mut literals = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        literals[byte] = byte as u16;
        byte += 1;
    }
    let distances = [(0, 0); FARTHEST + 1];
    Code { literals, literal_lengths: [8; 256], end: 0, copies: [0; COPY_CODES], longest: 0, distances }
};

/// The two characters of base64 that 12 bits are, in the fitted code: their bits, above bit 14 the number of
/// those, and above bits 18 and 25 the characters themselves.
pub(crate) static FITTED_PAIRS: [u32; 4096] = {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut pairs = [0; 4096];
    let mut at = 0;
    while at < pairs.len() {
        let (first, second) = (ALPHABET[at >> 6], ALPHABET[at & 63]);
        let (first_bits, first_length) = FITTED_CODE.literal(first);
        let (second_bits, second_length) = FITTED_CODE.literal(second);
        pairs[at] = (first_bits | (second_bits << first_length)) as u32
            | ((first_length + second_length) << 14)
            | ((first as u32) << 18)
            | ((second as u32) << 25);
        at += 1;
    }
    pairs
};

/// The start of a block with the fixed code: last block, type 1.
pub(crate) const FIXED_HEADER: Bits = {
    let mut header = Bits::new();
    header.push(0b011, 3);
    header
};

/// The start of a block with the fitted code: last block, type 2, and the description of its code.
pub(crate) const FITTED_HEADER: Bits = {
    let mut header = Bits::new();
    header.push(0b101, 3);
    header.push(FITTED_SYMBOLS as u64 - 257, 5);
    header.push(FITTED_DISTANCES as u64 - 1, 5);
    header.push(DESCRIPTION_NAMED as u64 - 4, 4);
    let mut at = 0;
    while at < DESCRIPTION_NAMED {
        header.push(DESCRIPTION[DESCRIPTION_ORDER[at] as usize] as u64, 3);
        at += 1;
    }
    let codes = canonical(&DESCRIPTION);
    let mut run = 0;
    while run < FITTED_RUNS.len() {
        let (len, mut left) = FITTED_RUNS[run];
        // A length other than 0 is said once before it can be repeated.
        if len > 0 {
            header.push_code(codes[len as usize]);
            left -= 1;
        }
        while left > 0 {
            let take = match (len, left) {
                (_, 1 | 2) => 1,
                (0, 138..) => 138,
                (0, _) => left,
                // What a repetition leaves must not be too short to be repeated itself.
                (_, 7 | 8) => 4,
                (_, 6..) => 6,
                (_, _) => left,
            };
            match (len, take) {
                (_, 1) => header.push_code(codes[len as usize]),
                (0, 3..=10) => {
                    header.push_code(codes[17]);
                    header.push(take as u64 - 3, 3);
                }
                (0, _) => {
                    header.push_code(codes[18]);
                    header.push(take as u64 - 11, 7);
                }
                (_, _) => {
                    header.push_code(codes[16]);
                    header.push(take as u64 - 3, 2);
                }
            }
            left -= take;
        }
        run += 1;
    }
    header
};
