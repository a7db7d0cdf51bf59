//! A bounded reader of zlib streams (RFC 1950).

use std::cell::RefCell;
use std::ops::Range;

use flate2::{Decompress, FlushDecompress, Status};

use crate::wire::claims::OPENING_V2;
use crate::wire::deflate;
use crate::wire::malformed::Malformed;
use crate::wire::readers;

/// The limit for the content of a token in bytes. Documents are far smaller; a crafted token must not use more memory.
pub(crate) const MAX_INFLATED_BYTES: usize = 64 * 1024;

/// The content of a stream, in the stream's own bytes if it is not compressed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Content {
    bytes: Vec<u8>,
    place: Range<usize>,
}

impl Content {
    #[expect(
        clippy::indexing_slicing,
        reason = "the place is in the bytes, and a wrong one must not return other content"
    )]
    pub(crate) fn as_slice(&self) -> &[u8] {
        &self.bytes[self.place.clone()]
    }
}

/// Returns whether two bytes are those before deflate data: method 8, a window of at most 32 KiB, no preset dictionary, and
/// the check bits.
pub(crate) fn is_zlib_header([method, flags]: [u8; 2]) -> bool {
    let has_dictionary = flags & 0x20 != 0;
    method & 0x0f == 8
        && method >> 4 <= 7
        && !has_dictionary
        && u16::from_be_bytes([method, flags]).is_multiple_of(31)
}

/// Returns the content of a zlib stream that fills `stream` exactly.
///
/// The library reads only the deflate data. The header and the checksum are read here, so that each error has its own
/// variant and bytes after the stream are detected.
#[expect(clippy::indexing_slicing, reason = "the place was found in the data")]
pub(crate) fn inflate(stream: Vec<u8>) -> Result<Content, Malformed> {
    let Some((header, data)) = stream.split_first_chunk::<2>() else {
        return Err(Malformed::Truncated);
    };
    if !is_zlib_header(*header) {
        return Err(Malformed::ZlibHeader);
    }
    if let Some((place, consumed)) = stored(data) {
        check_end(data, consumed, &data[place.clone()])?;
        let place = header.len() + place.start..header.len() + place.end;
        return Ok(Content { bytes: stream, place });
    }
    let (bytes, consumed) = match usual(data) {
        Some(usual) => usual,
        None => decompress(data)?,
    };
    check_end(data, consumed, &bytes)?;
    let place = 0..bytes.len();
    Ok(Content { bytes, place })
}

/// Returns the content of deflate data and the end of the data, if it is one of the blocks that tokens usually have.
pub(super) fn usual(data: &[u8]) -> Option<(Vec<u8>, usize)> {
    if readers::are_on() { deflate::read(data, &OPENING_V2, MAX_INFLATED_BYTES) } else { None }
}

/// Returns the content of deflate data and the end of the data, as the library reads it.
pub(super) fn decompress(data: &[u8]) -> Result<(Vec<u8>, usize), Malformed> {
    let shared = DECOMPRESS.try_with(|shared| {
        let mut decompress = shared.try_borrow_mut().ok()?;
        decompress.reset(false);
        Some(decompress_bounded(&mut decompress, data))
    });
    // A thread that is ending may have freed its decompressor already.
    match shared {
        Ok(Some(inflated)) => inflated,
        _ => decompress_bounded(&mut Decompress::new(false), data),
    }
}

thread_local! {
    /// The window and tables are some 50 KB, which cost more to set up than a token costs to read. Each thread that reads
    /// compressed tokens has its own, so no lock is needed and threads share no data.
    static DECOMPRESS: RefCell<Decompress> = RefCell::new(Decompress::new(false));
}

/// Returns the place of the content in deflate data that is stored in one piece, and the end of the data.
///
/// The library reads everything else, and reports the error in corrupt data.
fn stored(data: &[u8]) -> Option<(Range<usize>, usize)> {
    let mut place = 0..0;
    let mut at = 0;
    loop {
        let ([head, a, b, c, d], _) = data.get(at..)?.split_first_chunk::<5>()?;
        let (len, complement) = (u16::from_le_bytes([*a, *b]), u16::from_le_bytes([*c, *d]));
        let is_last = match head & 0b111 {
            0b000 => false,
            0b001 => true,
            _ => return None,
        };
        let end = at + 5 + usize::from(len);
        if len != !complement || end > data.len() {
            return None;
        }
        if len > 0 {
            if !place.is_empty() {
                return None;
            }
            place = at + 5..end;
        }
        if is_last {
            return Some((place, end));
        }
        at = end;
    }
}

/// How the library is called with all of the data. On WebAssembly it is another library (`Cargo.toml`), which with
/// `Finish` rejects valid streams that outgrow the first buffer.
const FLUSH: FlushDecompress =
    if cfg!(target_family = "wasm") { FlushDecompress::None } else { FlushDecompress::Finish };

/// Returns the content of deflate data, and how many bytes of the data it fills.
#[expect(
    clippy::indexing_slicing,
    reason = "the library consumes and writes no more than the slices that it gets"
)]
fn decompress_bounded(decompress: &mut Decompress, data: &[u8]) -> Result<(Vec<u8>, usize), Malformed> {
    // One byte above the limit, to distinguish content of exactly the limit from larger content.
    let mut content = vec![0; (data.len() * 4).clamp(512, MAX_INFLATED_BYTES + 1)];
    let (consumed, length) = loop {
        let (consumed, length) = (count(decompress.total_in()), count(decompress.total_out()));
        let (input, dest) = (&data[consumed..], &mut content[length..]);
        let status = decompress.decompress(input, dest, FLUSH).map_err(|_| Malformed::ZlibData)?;
        let (consumed, length) = (count(decompress.total_in()), count(decompress.total_out()));
        if length > MAX_INFLATED_BYTES {
            return Err(Malformed::InflatedTooLarge { max: MAX_INFLATED_BYTES });
        }
        if status == Status::StreamEnd {
            break (consumed, length);
        }
        if length < content.len() {
            return Err(Malformed::Truncated);
        }
        content.resize((content.len() * 4).min(MAX_INFLATED_BYTES + 1), 0);
    };
    content.truncate(length);
    Ok((content, consumed))
}

/// Checks that the checksum follows the deflate data, and nothing follows the checksum.
fn check_end(data: &[u8], consumed: usize, content: &[u8]) -> Result<(), Malformed> {
    let Some((checksum, extra)) = data.get(consumed..).and_then(<[u8]>::split_first_chunk::<4>) else {
        return Err(Malformed::Truncated);
    };
    if u32::from_be_bytes(*checksum) != adler32(content) {
        return Err(Malformed::Checksum);
    }
    if !extra.is_empty() {
        return Err(Malformed::TrailingBytes { extra: extra.len() });
    }
    Ok(())
}

/// Returns a count of the library, which counts in u64, as a `usize`.
#[expect(clippy::expect_used, reason = "both of its counts are bounded by slices here")]
fn count(total: u64) -> usize {
    usize::try_from(total).expect("the length of a slice")
}

/// Returns the checksum at the end of a zlib stream, of at most 64 KiB.
pub(super) fn adler32(bytes: &[u8]) -> u32 {
    const MODULUS: u64 = 65_521;
    const WEIGHTS: [u16; 16] = [16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
    let (mut sum, mut sum_of_sums) = (1_u64, 0_u64);
    let (groups, rest) = bytes.as_chunks::<16>();
    for group in groups {
        // 16 bits hold both sums of 16 bytes: the compiler makes vector instructions of this.
        let (mut bytes, mut weighted) = (0_u16, 0_u16);
        for (weight, byte) in WEIGHTS.iter().zip(group) {
            bytes += u16::from(*byte);
            weighted += weight * u16::from(*byte);
        }
        sum_of_sums += 16 * sum + u64::from(weighted);
        sum += u64::from(bytes);
    }
    for byte in rest {
        sum += u64::from(*byte);
        sum_of_sums += sum;
    }
    (((sum_of_sums % MODULUS) << 16) | (sum % MODULUS)) as u32
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::ZlibEncoder};

    use super::*;

    fn inflate(stream: &[u8]) -> Result<Vec<u8>, Malformed> {
        super::inflate(stream.to_vec()).map(|content| content.as_slice().to_vec())
    }

    fn zlib(content: &[u8], level: u32) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(level));
        encoder.write_all(content).expect("a Vec accepts all");
        encoder.finish().expect("a Vec accepts all")
    }

    #[test]
    fn every_block_type_and_size_is_read() {
        for size in [0_usize, 1, 200, 5_552, 5_553, 65_535, MAX_INFLATED_BYTES] {
            let content: Vec<u8> = (0..size).map(|i| (i * i % 251) as u8).collect();
            for level in [0, 1, 6, 9] {
                assert_eq!(inflate(&zlib(&content, level)).as_deref(), Ok(&content[..]), "{size} at {level}");
            }
        }
    }

    #[test]
    fn a_bomb_stops_at_the_limit() {
        let bomb = zlib(&vec![0; 50 << 20], 9);
        assert_eq!(inflate(&bomb), Err(Malformed::InflatedTooLarge { max: MAX_INFLATED_BYTES }));
        let one_more = zlib(&vec![b' '; MAX_INFLATED_BYTES + 1], 6);
        assert_eq!(inflate(&one_more), Err(Malformed::InflatedTooLarge { max: MAX_INFLATED_BYTES }));
    }

    #[test]
    fn each_fault_has_its_name() {
        let good = zlib(b"a document, a document, a document", 6);
        for len in 0..good.len() {
            assert_eq!(inflate(&good[..len]), Err(Malformed::Truncated), "truncated to {len}");
        }
        let mut extra = good.clone();
        extra.extend(b"ab");
        assert_eq!(inflate(&extra), Err(Malformed::TrailingBytes { extra: 2 }));
        let mut checksum = good.clone();
        *checksum.last_mut().expect("not empty") ^= 1;
        assert_eq!(inflate(&checksum), Err(Malformed::Checksum));
        // Gzip, plain text, a preset dictionary, a window of 64 KiB, block type 3.
        for header in [&[0x1f, 0x8b][..], b"{\"", &[0x78, 0xbb], &[0x88, 0x1c]] {
            let mut bytes = good.clone();
            bytes[..2].copy_from_slice(header);
            assert_eq!(inflate(&bytes), Err(Malformed::ZlibHeader), "{header:?}");
        }
        assert_eq!(inflate(&[0x78, 0x9c, 0x07, 0, 0, 0, 0]), Err(Malformed::ZlibData));
    }

    #[test]
    fn stored_blocks_are_read_in_place_however_they_are_split() {
        let content = b"a document";
        let block = |is_last: u8, part: &[u8]| {
            let len = (part.len() as u16).to_le_bytes();
            [&[is_last, len[0], len[1], !len[0], !len[1]], part].concat()
        };
        let (whole, empty) = (block(0, content), block(0, b""));
        let stream = |blocks: &[&[u8]]| {
            [&[0x78, 0x01], &blocks.concat()[..], &adler32(content).to_be_bytes()].concat()
        };
        let last_empty = block(1, b"");
        for (blocks, in_place) in [
            (stream(&[&block(1, content)]), true),
            // As Go writes it.
            (stream(&[&whole, &last_empty]), true),
            (stream(&[&empty, &whole, &empty, &last_empty]), true),
            (stream(&[&block(0, b"a doc"), &block(1, b"ument")]), false),
        ] {
            let place = super::inflate(blocks.clone()).expect("readable").place;
            assert_eq!(inflate(&blocks).as_deref(), Ok(&content[..]));
            assert_eq!(place.start > 0, in_place);
            for len in 0..blocks.len() {
                assert_eq!(inflate(&blocks[..len]), Err(Malformed::Truncated), "truncated to {len}");
            }
            for at in 2..blocks.len() {
                for bit in 0..8 {
                    let mut altered = blocks.clone();
                    altered[at] ^= 1 << bit;
                    // The five bits beside a stored block's type have no meaning.
                    assert!(inflate(&altered).map_or(true, |got| got == content), "bit {bit} of byte {at}");
                }
            }
        }
    }

    #[test]
    fn the_checksum_is_that_of_the_library() {
        for len in (0..200_usize).chain([5_551, 5_552, 65_535, 65_536]) {
            let content: Vec<u8> =
                (0..len).map(|i| if i % 3 == 0 { 0xff } else { (i % 255) as u8 }).collect();
            let zlib = zlib(&content, 0);
            assert_eq!(zlib[zlib.len() - 4..], adler32(&content).to_be_bytes());
        }
    }
}
