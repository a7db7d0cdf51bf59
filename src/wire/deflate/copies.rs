//! The search for repetitions within a text: UserIDs and userbufs.
//!
//! The copies of the constant parts are known without a search (`","TLS.` and others: the writer of the document names
//! them), and a signature repeats itself by chance at most, so it is not searched. What is left are the texts of the
//! caller. Most of them repeat nothing (`user_12345678`), and a search costs more than writing them, so
//! [`may_repeat`] first looks at a short text for the few patterns that short texts have.
//!
//! The search itself, [`Parts`], is the usual one of compressors, made small. A table has one entry for each value of
//! an 8-bit hash of three bytes, with the place where three bytes of that hash were last. At each byte of the text:
//!
//! 1. Hash the three bytes from here, read the entry, and put this place into it.
//! 2. If there was a place, compare the text from there with the text from here. The hash of other bytes may be the
//!    same, so the comparison decides alone whether there is a copy, and how long it is.
//! 3. If the code has a copy of this length and distance, return the bytes before it as literals and then the copy,
//!    put the places inside the copy into the table as well, and go on behind it.
//!
//! For example `abcabcabc`: nothing is known at 0, 1 and 2. At 3, `abc` has the place 0, and six bytes are the same
//! from there on (they overlap with what they copy, which deflate allows). The text is `abc` as literals, and a copy
//! of 6 bytes from 3 bytes back.

#![expect(
    clippy::indexing_slicing,
    reason = "each place is inside the text, and a wrong one must not look like the end of the text; a hash of 8 bits indexes 256 entries"
)]

use super::huffman::{Code, FITTED, FIXED, MIN_COPY_BYTES};

/// The longest text of which [`may_repeat`] asks whether it repeats itself; a longer one is always searched.
pub(super) const USUAL_TEXT_BYTES: usize = 32;
/// The longest text in which only a repeated byte pays.
const SHORT_TEXT_BYTES: usize = 16;

/// Returns whether a text is worth a search: a short one if it has the same byte four times in a row, a usual one if it has a
/// pattern of up to four bytes, a longer one always.
pub(super) fn may_repeat(text: &[u8]) -> bool {
    let pairs = |apart: usize| text.iter().zip(text.get(apart..).unwrap_or_default());
    match text.len() {
        ..=SHORT_TEXT_BYTES => {
            // Of four equal bytes in a row, two are at even offsets, one after the other: most texts are done with
            // these. (In a text of odd length the last byte is not looked at here: four that end with it stay literals.)
            let (twos, _) = text.as_chunks::<2>();
            let mut same = 0;
            twos.iter().zip(twos.get(1..).unwrap_or_default()).any(|([byte, _], [next, _])| byte == next)
                && pairs(1).any(|(byte, next)| {
                    same = if byte == next { same + 1 } else { 0 };
                    same == 3
                })
        }
        len @ ..=USUAL_TEXT_BYTES => {
            (1..=4).any(|apart| pairs(apart).filter(|(a, b)| a == b).count() >= len / 4)
        }
        _ => true,
    }
}

/// Returns whether a document with this text is longer in the fitted code. Both codes must have its bytes.
pub(super) fn is_better_fixed(text: &[u8]) -> bool {
    /// What the fitted code saves in the rest of a document, about.
    const SAVED_ELSEWHERE_BITS: u32 = 36;
    // With copies that both codes have, the fitted one is better: its literals and its copies are the shorter.
    if Parts::new(text, &FIXED).all(|part| part.copied.len() <= FITTED.longest_copy_bytes) {
        return false;
    }
    let cost_bits = |code: &'static Code| {
        let literals = |text: &[u8]| text.iter().map(|byte| code.literal(*byte).1).sum::<u32>();
        let mut parts = Parts::new(text, code);
        let copies: u32 = (&mut parts).map(|part| literals(part.literals) + part.count).sum();
        copies + literals(parts.rest())
    };
    cost_bits(&FIXED) + SAVED_ELSEWHERE_BITS < cost_bits(&FITTED)
}

/// The parts of a text, each of literals and a copy after them.
pub(super) struct Parts<'t> {
    text: &'t [u8],
    code: &'static Code,
    /// Where the last part ended.
    from: usize,
    /// For each hash, 1 + the place where three bytes of it were last, or 0.
    last_places: [u16; 256],
}

/// Bytes to write as literals, and then a copy.
pub(super) struct Part<'t> {
    pub literals: &'t [u8],
    /// The bytes that the copy makes.
    pub copied: &'t [u8],
    /// The bits of the copy, and their number.
    pub bits: u64,
    pub count: u32,
}

impl<'t> Parts<'t> {
    pub(super) fn new(text: &'t [u8], code: &'static Code) -> Self {
        // The table has 16 bits for a place. A UserID is far shorter, and a userbuf comes in chunks.
        assert!(u16::try_from(text.len()).is_ok(), "a text that is searched is shorter than 64 KiB");
        Self { text, code, from: 0, last_places: [0; 256] }
    }

    /// Returns what follows the last copy.
    pub(super) fn rest(&self) -> &'t [u8] {
        &self.text[self.from..]
    }

    /// Returns the place where the three bytes at `at` were last, if their hash is that of bytes before, and puts `at`
    /// into the table for them.
    fn replace_place(&mut self, at: usize) -> Option<usize> {
        let [a, b, c] = *self.text[at..].first_chunk::<MIN_COPY_BYTES>()?;
        let hash = a.wrapping_mul(31) ^ b.wrapping_mul(7).rotate_left(3) ^ c;
        let before = std::mem::replace(&mut self.last_places[usize::from(hash)], at as u16 + 1);
        usize::from(before).checked_sub(1)
    }
}

impl<'t> Iterator for Parts<'t> {
    type Item = Part<'t>;

    fn next(&mut self) -> Option<Part<'t>> {
        for at in self.from..self.text.len() {
            let Some(place) = self.replace_place(at) else { continue };
            let (before, ahead) = self.text.split_at(at);
            let pairs = ahead.iter().zip(&self.text[place..]).take(self.code.longest_copy_bytes);
            let same = pairs.take_while(|(a, b)| a == b).count();
            if let Some((bits, count)) = self.code.copy(same, at - place) {
                let literals = &before[self.from..];
                self.from = at + same;
                for passed in at + 1..self.from {
                    self.replace_place(passed);
                }
                return Some(Part { literals, copied: &ahead[..same], bits, count });
            }
        }
        None
    }
}
