//! The base64 of tokens, fast. It has a table of 8 KiB, so a build for WebAssembly leaves it to the library.

use crate::wire::envelope::{ALPHABET, PADDING};

/// Fills `text` with the base64 of `bytes`, padding included. It encodes 24 bytes at a time, which is much faster than the
/// library for short texts, whose vector instructions need longer ones.
#[expect(clippy::indexing_slicing, reason = "a text of another length must not be filled in part")]
pub(crate) fn encode(bytes: &[u8], text: &mut [u8]) {
    debug_assert_eq!(text.len(), bytes.len().div_ceil(3) * 4);
    let (groups, rest) = bytes.as_chunks();
    let (characters, last) = text.split_at_mut(groups.len() * 32);
    for (group, characters) in groups.iter().zip(characters.as_chunks_mut().0) {
        *characters = encode_group(group);
    }
    let mut group = [0; 24];
    group[..rest.len()].copy_from_slice(rest);
    last.copy_from_slice(&encode_group(&group)[..last.len()]);
    let padding = (3 - rest.len() % 3) % 3;
    for character in last.iter_mut().rev().take(padding) {
        *character = PADDING;
    }
}

/// Returns the base64 of 24 bytes: two characters for each 12 bits.
#[inline]
#[expect(clippy::unreachable, reason = "24 bytes are three times 8, which the compiler knows")]
fn encode_group(group: &[u8; 24]) -> [u8; 32] {
    let [a, b, c] = *group.as_chunks().0 else { unreachable!() };
    let (a, b, c) = (big_endian(a), big_endian(b), big_endian(c));
    let (ab, bc) = ((a << 8) | (b >> 56), (b << 4) | (c >> 60));
    #[rustfmt::skip]
    let pairs = [
        a >> 52, a >> 40, a >> 28, a >> 16, a >> 4, ab, b >> 44, b >> 32,
        b >> 20, b >> 8, bc, c >> 48, c >> 36, c >> 24, c >> 12, c,
    ];
    let mut characters = [0; 32];
    for (two, pair) in characters.as_chunks_mut().0.iter_mut().zip(pairs) {
        *two = two_characters(pair);
    }
    characters
}

/// Returns the number with these bytes, the highest one first.
#[inline]
pub(super) fn big_endian(bytes: [u8; 8]) -> u64 {
    // WebAssembly has no instruction for it; Go has.
    #[cfg(usersig_host)]
    return crate::host::swap_bytes(u64::from_le_bytes(bytes));
    #[cfg(not(usersig_host))]
    u64::from_be_bytes(bytes)
}

/// Returns the base64 of the lowest 12 bits.
#[inline]
#[expect(clippy::indexing_slicing, reason = "12 bits index 4096 entries")]
fn two_characters(twelve: u64) -> [u8; 2] {
    let twelve = (twelve & 0xfff) as usize;
    TWO_CHARACTERS[twelve]
}

/// Returns the base64 of 12 bits.
#[expect(clippy::indexing_slicing, reason = "6 bits index 64 characters")]
const fn characters_of(twelve: usize) -> [u8; 2] {
    [ALPHABET.as_bytes()[twelve >> 6], ALPHABET.as_bytes()[twelve & 63]]
}

/// The two base64 characters of each 12 bits.
#[expect(clippy::indexing_slicing, reason = "the compiler runs this and stops at an index outside")]
static TWO_CHARACTERS: [[u8; 2]; 4096] = {
    let mut table = [[0; 2]; 4096];
    let mut bits = 0;
    while bits < table.len() {
        table[bits] = characters_of(bits);
        bits += 1;
    }
    table
};
