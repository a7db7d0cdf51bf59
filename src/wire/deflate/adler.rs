//! The checksum at the end of a stream (Adler-32, RFC 1950), which adds known parts of a document as a whole.
//!
//! Adler-32 is two sums, each modulo 65521. The first starts at 1 and adds every byte. The second starts at 0 and
//! adds, after every byte, what the first one has become. So `n` bytes `x1 x2 … xn` change them like this:
//!
//! ```text
//! sum         += x1 + x2 + … + xn
//! sum_of_sums += n * sum + (n * x1 + (n - 1) * x2 + … + 1 * xn)        with the sum before these bytes
//! ```
//!
//! Neither `x1 + … + xn` nor the bracket depends on what precedes the bytes: [`PartSums`] has them for a part of a
//! document that is written many times, and adding it costs one multiplication.
//!
//! The remainders are left to the end. A document is shorter than 64 KiB, so `sum` stays below 2^24 and
//! `sum_of_sums` below 2^40.

#![expect(clippy::indexing_slicing, reason = "the compiler runs this and stops at an index outside")]

const MODULUS: u64 = 65_521;

/// The two sums of a document so far.
#[derive(Clone, Copy)]
pub(super) struct Sums {
    sum: u64,
    sum_of_sums: u64,
}

impl Sums {
    /// The sums before the first byte of a document.
    pub(super) const INITIAL: Self = Self { sum: 1, sum_of_sums: 0 };
    /// The sums before the first byte of a part that is measured on its own.
    pub(super) const ZERO: Self = Self { sum: 0, sum_of_sums: 0 };

    /// Adds a byte, as a `u32` because it often comes out of a table of those.
    #[inline]
    pub(super) fn add(&mut self, byte: u32) {
        self.sum += u64::from(byte);
        self.sum_of_sums += self.sum;
    }

    /// Adds a part.
    #[inline]
    pub(super) fn add_part(&mut self, part: &PartSums) {
        self.sum_of_sums += self.sum * part.len as u64 + part.weighted;
        self.sum += part.sum;
    }

    /// Returns the sums of a part of `len` bytes that were added to [`Sums::ZERO`].
    pub(super) fn of_part(self, len: usize) -> PartSums {
        PartSums { len, sum: self.sum, weighted: self.sum_of_sums }
    }

    /// Returns the checksum.
    pub(super) fn adler32(self) -> u32 {
        (((self.sum_of_sums % MODULUS) << 16) | (self.sum % MODULUS)) as u32
    }
}

/// What a part of a document adds to the two sums, wherever it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct PartSums {
    /// Its bytes.
    pub len: usize,
    /// `x1 + x2 + … + xn`.
    sum: u64,
    /// `n * x1 + (n - 1) * x2 + … + 1 * xn`.
    weighted: u64,
}

impl PartSums {
    /// Returns the sums of a text, at compile time.
    pub(super) const fn new(text: &[u8]) -> Self {
        let (mut sum, mut weighted, mut at) = (0, 0, 0);
        while at < text.len() {
            sum += text[at] as u64;
            weighted += sum;
            at += 1;
        }
        Self { len: text.len(), sum, weighted }
    }
}
