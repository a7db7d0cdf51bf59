//! Base64 into a stream of the fitted code, two characters at a time.

#![expect(
    clippy::indexing_slicing,
    reason = "12 bits index 4096 entries, and a wrong length must not be written in part"
)]

use super::super::huffman::{Code, FITTED_CODE};
use super::{MAX_LEFT_BITS, Pending, Stream};
use crate::wire::encode::big_endian;

/// A pair of base64 characters from [`fitted_pair`] has 12 bits; four of them are made from six bytes.
const PAIR_BITS: usize = 12;
const PAIRS_PER_FLUSH: usize = 4;
const PAIRED_BYTES_PER_FLUSH: usize = PAIRS_PER_FLUSH * PAIR_BITS / 8;

const _: () = {
    let fitted_literal_bits = FITTED_CODE.longest_literal_bits();
    assert!(MAX_LEFT_BITS + PAIRS_PER_FLUSH as u32 * 2 * fitted_literal_bits <= u64::BITS);
};

impl Stream<'_> {
    /// Writes the base64 of a signature or the like, and returns whether this stream has the fitted code. Nothing is
    /// written otherwise.
    ///
    /// It makes literals of the bytes without the characters in between: [`fitted_pair`] returns the bits of two
    /// characters for each 12 bits.
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
        let (groups, rest) = bytes.as_chunks::<PAIRED_BYTES_PER_FLUSH>();
        for [a, b, c, d, e, f] in groups {
            let word = big_endian([*a, *b, *c, *d, *e, *f, 0, 0]) >> 16;
            for shift in [36, 24, 12, 0] {
                add(&mut pending, fitted_pair(word >> shift));
            }
            self.flush(&mut pending);
        }
        let word = rest.iter().fold(0, |word, byte| (word << 8) | u64::from(*byte)) << (48 - 8 * rest.len());
        let characters = (rest.len() * 8).div_ceil(6);
        for shift in [36, 24, 12].into_iter().take(characters / 2) {
            add(&mut pending, fitted_pair(word >> shift));
        }
        self.flush(&mut pending);
        (self.pending, self.sums) = (pending, sums);
        self.position += groups.len() * 8 + characters / 2 * 2;
        // What is left is no pair: one character or none, and the padding.
        let odd = characters % 2;
        let last = (fitted_pair(word >> (36 - characters / 2 * 12)) >> 18) as u8 & 0x7f;
        let padding = (3 - rest.len() % 3) % 3;
        self.text(&[last, b'=', b'='][1 - odd..=padding]);
        true
    }
}

/// Returns the two characters of the base64 of 12 bits, in a code: from bit 0 the bits of both (at most 14), from bit 14
/// the number of those, from bit 18 the first character and from bit 25 the second one.
const fn pair_of(code: &Code, twelve: usize) -> u32 {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (first, second) = (ALPHABET[twelve >> 6], ALPHABET[twelve & 63]);
    let (first_bits, first_length) = code.literal(first);
    let (second_bits, second_length) = code.literal(second);
    (first_bits | (second_bits << first_length)) as u32
        | ((first_length + second_length) << 14)
        | ((first as u32) << 18)
        | ((second as u32) << 25)
}

/// Returns the two characters of the base64 of the lowest 12 bits in the fitted code, as [`pair_of`] packs them.
#[inline]
fn fitted_pair(twelve: u64) -> u32 {
    FITTED_PAIRS[(twelve & 0xfff) as usize]
}

/// [`pair_of`] each 12 bits in the fitted code.
static FITTED_PAIRS: [u32; 4096] = {
    let mut pairs = [0; 4096];
    let mut at = 0;
    while at < pairs.len() {
        pairs[at] = pair_of(&FITTED_CODE, at);
        at += 1;
    }
    pairs
};
