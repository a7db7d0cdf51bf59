//! The search for what a text repeats of itself: names, numbers and payloads. A signature repeats itself by chance at
//! most, and is not searched.

use super::huffman::{Code, FITTED, FIXED};

/// The longest text of which it is asked quickly whether it repeats itself.
pub(crate) const USUAL: usize = 32;
const SHORT: usize = 16;

/// Whether a text is worth being searched for copies: a short one if a byte comes four times in a row, a usual one
/// if it has a pattern of up to four, a longer one always.
pub(crate) fn repeats(text: &[u8]) -> bool {
    let pairs = |apart: usize| text.iter().zip(text.get(apart..).unwrap_or_default());
    match text.len() {
        ..=SHORT => {
            // Of four in a row, two stand at even places: most texts are done with these.
            let (twos, _) = text.as_chunks::<2>();
            let mut same = 0;
            twos.iter().zip(twos.get(1..).unwrap_or_default()).any(|([byte, _], [next, _])| byte == next)
                && pairs(1).any(|(byte, next)| {
                    same = if byte == next { same + 1 } else { 0 };
                    same == 3
                })
        }
        len @ ..=USUAL => (1..=4).any(|apart| pairs(apart).filter(|(a, b)| a == b).count() >= len / 4),
        _ => true,
    }
}

/// Whether a text that both codes have makes the longer document in the fitted code.
pub(crate) fn is_better_fixed(text: &[u8]) -> bool {
    /// What the fitted code saves in the rest of a document, about.
    const REST: u32 = 36;
    // With copies that both have, the fitted code is the better one: its literals and copies are the shorter.
    if Parts::new(text, &FIXED).all(|part| part.copied.len() <= FITTED.longest) {
        return false;
    }
    let cost = |code: &'static Code| {
        let literals = |text: &[u8]| text.iter().map(|byte| code.literal(*byte).1).sum::<u32>();
        let mut parts = Parts::new(text, code);
        let copies: u32 = (&mut parts).map(|part| literals(part.plain) + part.count).sum();
        copies + literals(parts.rest())
    };
    cost(&FIXED) + REST < cost(&FITTED)
}

/// The parts of a text, each of literals and a copy after them.
pub(crate) struct Parts<'t> {
    text: &'t [u8],
    code: &'static Code,
    /// Where the last part ended.
    from: usize,
    /// One above where three bytes of each hash stood last.
    last: [u16; 256],
}

pub(crate) struct Part<'t> {
    pub plain: &'t [u8],
    pub copied: &'t [u8],
    /// The copy.
    pub bits: u64,
    pub count: u32,
}

impl<'t> Parts<'t> {
    pub(crate) fn new(text: &'t [u8], code: &'static Code) -> Self {
        Self { text, code, from: 0, last: [0; 256] }
    }

    /// What stands after the last copy.
    pub(crate) fn rest(&self) -> &'t [u8] {
        self.text.get(self.from..).unwrap_or_default()
    }

    /// Where the three bytes at `at` stood last; they stand there from now on.
    fn last_place(&mut self, at: usize) -> Option<usize> {
        let [a, b, c] = *self.text.get(at..)?.first_chunk()?;
        let hash = a.wrapping_mul(31) ^ b.wrapping_mul(7).rotate_left(3) ^ c;
        let place = self.last.get_mut(usize::from(hash))?;
        // No text is longer than a userbuf in base64.
        let before = std::mem::replace(place, at as u16 + 1);
        usize::from(before).checked_sub(1)
    }
}

impl<'t> Iterator for Parts<'t> {
    type Item = Part<'t>;

    fn next(&mut self) -> Option<Part<'t>> {
        for at in self.from..self.text.len() {
            let Some(place) = self.last_place(at) else { continue };
            let (plain, ahead) = self.text.get(self.from..)?.split_at_checked(at - self.from)?;
            let pairs = ahead.iter().zip(self.text.get(place..)?).take(self.code.longest);
            let same = pairs.take_while(|(a, b)| a == b).count();
            if let Some((bits, count)) = self.code.copy(same, at - place) {
                let copied = ahead.get(..same)?;
                self.from = at + same;
                for passed in at + 1..self.from {
                    self.last_place(passed);
                }
                return Some(Part { plain, copied, bits, count });
            }
        }
        None
    }
}
