//! A bounded reader of zlib streams (RFC 1950).

use flate2::{Decompress, FlushDecompress, Status};

use crate::error::Malformed;

/// The most a token may inflate to: no honest document comes near it, and a bomb ends here.
pub(crate) const MAX_INFLATED: usize = 64 * 1024;

/// The content of a zlib stream that fills `stream` exactly.
///
/// The header and the checksum are read here and only the deflate data by the library, so that each fault
/// has its own name and the bytes after the stream are seen.
pub(crate) fn inflate(stream: &[u8]) -> Result<Vec<u8>, Malformed> {
    let Some((header, data)) = stream.split_first_chunk::<2>() else {
        return Err(Malformed::Truncated);
    };
    let [method, flags] = *header;
    let has_dictionary = flags & 0x20 != 0;
    if method & 0x0f != 8
        || method >> 4 > 7
        || has_dictionary
        || !u16::from_be_bytes(*header).is_multiple_of(31)
    {
        return Err(Malformed::ZlibHeader);
    }

    let mut decompress = Decompress::new(false);
    // One byte above the limit, so that a content of exactly the limit is told from a larger one.
    let mut content = vec![0; (data.len() * 4).clamp(512, MAX_INFLATED + 1)];
    let (consumed, length) = loop {
        let (consumed, length) = (count(decompress.total_in()), count(decompress.total_out()));
        let input = data.get(consumed..).unwrap_or_default();
        let room = content.get_mut(length..).unwrap_or_default();
        let status =
            decompress.decompress(input, room, FlushDecompress::Finish).map_err(|_| Malformed::ZlibData)?;
        let (consumed, length) = (count(decompress.total_in()), count(decompress.total_out()));
        if length > MAX_INFLATED {
            return Err(Malformed::InflatedTooLarge { max: MAX_INFLATED });
        }
        if status == Status::StreamEnd {
            break (consumed, length);
        }
        if length < content.len() {
            return Err(Malformed::Truncated);
        }
        content.resize((content.len() * 4).min(MAX_INFLATED + 1), 0);
    };
    content.truncate(length);

    let Some((checksum, extra)) = data.get(consumed..).and_then(<[u8]>::split_first_chunk::<4>) else {
        return Err(Malformed::Truncated);
    };
    if u32::from_be_bytes(*checksum) != adler32(&content) {
        return Err(Malformed::Checksum);
    }
    if !extra.is_empty() {
        return Err(Malformed::TrailingBytes { extra: extra.len() });
    }
    Ok(content)
}

/// The library counts in u64; both counts are bounded by slices here.
fn count(total: u64) -> usize {
    usize::try_from(total).unwrap_or(usize::MAX)
}

/// The checksum at the end of a zlib stream.
pub(crate) fn adler32(bytes: &[u8]) -> u32 {
    const MODULUS: u32 = 65_521;
    // The most bytes whose sums stay below 2^32 without a division.
    const CHUNK: usize = 5_552;
    let (mut a, mut b) = (1_u32, 0_u32);
    for chunk in bytes.chunks(CHUNK) {
        for byte in chunk {
            a += u32::from(*byte);
            b += a;
        }
        a %= MODULUS;
        b %= MODULUS;
    }
    b << 16 | a
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::ZlibEncoder};

    use super::*;

    fn zlib(content: &[u8], level: u32) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(level));
        encoder.write_all(content).expect("a Vec takes all");
        encoder.finish().expect("a Vec takes all")
    }

    #[test]
    fn every_block_type_and_size_is_read() {
        for size in [0_usize, 1, 200, 5_552, 5_553, 65_535, MAX_INFLATED] {
            let content: Vec<u8> = (0..size).map(|i| (i * i % 251) as u8).collect();
            for level in [0, 1, 6, 9] {
                assert_eq!(inflate(&zlib(&content, level)).as_deref(), Ok(&content[..]), "{size} at {level}");
            }
        }
    }

    #[test]
    fn a_bomb_stops_at_the_limit() {
        let bomb = zlib(&vec![0; 50 << 20], 9);
        assert_eq!(inflate(&bomb), Err(Malformed::InflatedTooLarge { max: MAX_INFLATED }));
        let one_more = zlib(&vec![b' '; MAX_INFLATED + 1], 6);
        assert_eq!(inflate(&one_more), Err(Malformed::InflatedTooLarge { max: MAX_INFLATED }));
    }

    #[test]
    fn each_fault_has_its_name() {
        let good = zlib(b"a document, a document, a document", 6);
        for cut in 0..good.len() {
            assert_eq!(inflate(&good[..cut]), Err(Malformed::Truncated), "cut at {cut}");
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
}
