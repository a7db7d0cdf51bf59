//! Tests of the writer: against flate2, and against a reader of this module that names every bit.

use std::collections::HashSet;
use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::ZlibDecoder;

use super::adler::{PartSums, Sums};
use super::copies::{Parts, is_better_fixed, may_repeat};
use super::huffman::{FITTED, FIXED, MAX_COPY_BYTES, MAX_DISTANCE_BYTES, MIN_COPY_BYTES};
use super::stream::KEPT_BYTES;
use super::{Block, Compression, MAX_FITTED_COPY_BYTES, Opening, Piece, Prerecorded, Stream};

static OPENING: Opening = Opening::new("{\"TLS.ver\":\"2.0\",\"TLS.identifier\":\"");
static NAME: Piece = Piece::new("\",\"TLS.");
static END: Piece = Piece::new("\"}");

/// The content of a stream by the library, which checks the checksum too.
fn inflated(stream: &[u8]) -> Vec<u8> {
    let mut content = Vec::new();
    let mut decoder = ZlibDecoder::new(stream);
    decoder.read_to_end(&mut content).expect("zlib");
    assert_eq!(decoder.total_in(), stream.len() as u64, "bytes after the stream");
    content
}

/// The stream that `write` writes behind the opening, and the chunks in which it overflowed.
fn chunks_of(block: Block, write: impl FnOnce(&mut Stream<'_>)) -> Vec<Vec<u8>> {
    let mut chunks = Vec::new();
    let mut collect = |chunk: &[u8]| chunks.push(chunk.to_vec());
    let mut stream = Stream::new(block, &mut collect);
    stream.open(&OPENING);
    write(&mut stream);
    stream.finish_to_overflow();
    chunks
}

fn stream_of(block: Block, write: impl FnOnce(&mut Stream<'_>)) -> Vec<u8> {
    chunks_of(block, write).concat()
}

fn document_of(text: &[u8]) -> Vec<u8> {
    [OPENING.text(), text, NAME.text(), NAME.text(), END.text()].concat()
}

fn write_document(text: &[u8], stream: &mut Stream<'_>) {
    stream.text_with_copies(text);
    let from = stream.position();
    stream.piece(&NAME);
    stream.repeat_piece(&NAME, from);
    stream.piece(&END);
}

fn blocks(text: &[u8]) -> [Block; 3] {
    [Block::Fitted, Block::Fixed, Block::Stored(None).with_len(document_of(text).len())]
}

/// Texts of the fitted code that repeat themselves in different ways, and one that does not.
fn texts(len: usize) -> [Vec<u8>; 4] {
    let mut state = 1_u32;
    let mut random = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as usize
    };
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    [
        (0..len).map(|_| alphabet[random() % 64]).collect(),
        (0..len).map(|_| alphabet[random() % 2]).collect(),
        vec![b'a'; len],
        b"user_1234567".iter().copied().cycle().take(len).collect(),
    ]
}

#[test]
fn each_block_inflates_to_the_document() {
    for len in (0..100).chain([255, 256, 257, 1024, 2048]) {
        for text in texts(len) {
            for block in blocks(&text) {
                let stream = stream_of(block, |stream| write_document(&text, stream));
                assert_eq!(inflated(&stream), document_of(&text), "{block:?}");
            }
        }
    }
}

/// Bytes outside the fitted code: all of them.
#[test]
fn the_other_blocks_have_every_byte() {
    let text: Vec<u8> = (0..=255).rev().chain(0..=255).collect();
    let [_, others @ ..] = blocks(&text);
    for block in others {
        let stream = stream_of(block, |stream| write_document(&text, stream));
        assert_eq!(inflated(&stream), document_of(&text), "{block:?}");
    }
}

/// A stream of each length around the size of the buffer, where it starts to overflow, and around twice that.
#[test]
fn no_length_around_the_size_of_the_buffer_is_lost() {
    let mut lengths = HashSet::new();
    for len in (250..400).chain(620..820).chain([5_000, 40_000]) {
        let text = &texts(len)[0];
        for block in blocks(text) {
            let chunks = chunks_of(block, |stream| write_document(text, stream));
            let (_, full) = chunks.split_last().expect("the end");
            assert!(
                full.iter().all(|chunk| chunk.len().is_multiple_of(3)),
                "base64 of each chunk has no padding"
            );
            let stream = chunks.concat();
            assert_eq!(inflated(&stream), document_of(text), "{block:?}");
            lengths.insert(stream.len());

            // The first pass, whose overflow nobody reads, counts the same bytes.
            let mut overflow = Vec::new();
            let mut collect = |chunk: &[u8]| overflow.extend_from_slice(chunk);
            let mut first = Stream::new(block, &mut collect);
            first.open(&OPENING);
            write_document(text, &mut first);
            let written = first.finish();
            assert_eq!(written.document_len, document_of(text).len());
            assert_eq!(written.overflowed_bytes + written.rest.len(), stream.len());
            assert_eq!(written.overflowed_bytes > 0, chunks.len() > 1);
            assert!(stream.ends_with(written.rest));
            assert_eq!(written.overflowed_bytes, overflow.len());
        }
    }
    for length in (KEPT_BYTES - 20..KEPT_BYTES + 20).chain(2 * KEPT_BYTES - 20..2 * KEPT_BYTES + 20) {
        assert!(lengths.contains(&length), "no stream of {length} bytes");
    }
}

#[test]
fn a_stored_block_has_its_length_though_it_was_not_known() {
    for text in texts(200) {
        let mut nowhere = |_: &[u8]| {};
        let mut stream = Stream::new(Block::Stored(None), &mut nowhere);
        stream.open(&OPENING);
        write_document(&text, &mut stream);
        let written = stream.finish();
        assert_eq!(written.overflowed_bytes, 0);
        assert_eq!(inflated(written.rest), document_of(&text));
    }
}

#[test]
#[should_panic(expected = "shorter than 64 KiB")]
fn a_document_that_a_stored_block_cannot_hold_panics() {
    let _ = Block::Stored(None).with_len(65_536);
}

/// Every distance, each with the lengths at which a code or its plain bits change.
#[test]
fn copies_of_every_distance_and_length_are_read_as_they_were_meant() {
    const LENGTHS: [usize; 18] = [3, 4, 8, 9, 10, 11, 12, 18, 19, 34, 35, 66, 67, 130, 131, 162, 257, 258];
    let text = &texts(MAX_DISTANCE_BYTES)[0];
    for (block, max_len) in [(Block::Fitted, MAX_FITTED_COPY_BYTES), (Block::Fixed, MAX_COPY_BYTES)] {
        for distance in 1..=MAX_DISTANCE_BYTES {
            for len in LENGTHS.into_iter().filter(|len| *len <= max_len) {
                let mut document = [OPENING.text(), text].concat();
                let from = document.len() - distance;
                // A copy may overlap with what it makes.
                (0..len).for_each(|at| document.push(document[from + at]));
                let stream = stream_of(block, |stream| {
                    stream.text(text);
                    assert!(stream.copy(len, from), "{block:?} has {len} bytes from {distance} bytes back");
                    stream.count_bytes(&document[document.len() - len..]);
                });
                assert_eq!(inflated(&stream), document, "{block:?}: {len} bytes from {distance} bytes back");
            }
        }
    }
}

#[test]
fn a_code_has_no_copy_outside_its_limits() {
    for (code, max_len) in [(&FITTED, MAX_FITTED_COPY_BYTES), (&FIXED, MAX_COPY_BYTES)] {
        for len in 0..=MAX_COPY_BYTES + 1 {
            for distance in 0..=MAX_DISTANCE_BYTES + 1 {
                let is_legal =
                    (MIN_COPY_BYTES..=max_len).contains(&len) && (1..=MAX_DISTANCE_BYTES).contains(&distance);
                assert_eq!(code.copy(len, distance).is_some(), is_legal, "{len} from {distance}");
            }
        }
    }
}

/// What a code has no copy for is written as literals.
#[test]
fn a_piece_too_far_away_is_written_again() {
    for distance in MAX_DISTANCE_BYTES - 1..=MAX_DISTANCE_BYTES + 1 {
        let text = &texts(distance - NAME.len())[0];
        for block in [Block::Fitted, Block::Fixed] {
            let write = |is_copied: bool| {
                stream_of(block, |stream| {
                    let from = stream.position();
                    stream.piece(&NAME);
                    stream.text(text);
                    if is_copied {
                        stream.repeat_piece(&NAME, from);
                        stream.repeat_text_and_piece(b"", &NAME, from + distance);
                    } else {
                        stream.piece(&NAME);
                        stream.piece(&NAME);
                    }
                })
            };
            let (copied, plain) = (write(true), write(false));
            let document = [OPENING.text(), NAME.text(), text, NAME.text(), NAME.text()].concat();
            assert_eq!(inflated(&copied), document);
            assert_eq!(inflated(&plain), document);
            let saved = plain.len() - copied.len();
            assert!(if distance > MAX_DISTANCE_BYTES { saved < 6 } else { saved > 6 }, "{distance}: {saved}");
        }
    }
}

/// Adler-32 as RFC 1950 defines it, with a remainder after each byte.
fn adler32(bytes: &[u8]) -> u32 {
    let (mut a, mut b) = (1, 0);
    for byte in bytes {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    (b << 16) | a
}

#[test]
fn the_checksum_is_that_of_the_rfc() {
    assert_eq!(Sums::INITIAL.adler32(), adler32(b""));
    for len in [0, 1, 2, 257, 258, 5_552, 5_553, 65_535] {
        let bytes: Vec<u8> = vec![0xff; len];
        let mut sums = Sums::INITIAL;
        for byte in &bytes {
            sums.add(u32::from(*byte));
        }
        assert_eq!(sums.adler32(), adler32(&bytes), "{len} bytes");

        // As two parts, and as one whose sums were computed separately.
        for at in [0, len / 3, len] {
            let (start, end) = bytes.split_at(at);
            let mut sums = Sums::INITIAL;
            sums.add_part(&PartSums::new(start));
            let mut part = Sums::ZERO;
            for byte in end {
                part.add(u32::from(*byte));
            }
            sums.add_part(&part.of_part(end.len()));
            assert_eq!(sums.adler32(), adler32(&bytes), "{len} bytes in two parts");
        }
    }
}

/// What is recorded with some distance to what it copies, and replayed with the same distance at each offset within a
/// byte.
#[test]
fn a_prerecorded_part_is_the_same_as_the_part_itself() {
    static VALUE: Piece = Piece::new("\":\"");
    let write = |first: usize, number: &[u8], out: &mut Stream<'_>| {
        out.repeat_piece(&NAME, first);
        out.text_with_copies(number);
        out.piece(&VALUE);
        let from = out.position() - VALUE.len();
        out.repeat_text_and_piece(b"", &VALUE, from);
    };
    for number in [&b""[..], b"1", b"1400000000", b"18446744073709551615", &[b'Z'; 60]] {
        let prerecorded = Prerecorded::new(NAME.len(), |out| write(0, number, out));
        for before in 0..16 {
            let text = &texts(before)[0];
            let part = |out: &mut Stream<'_>, is_replayed: bool| {
                out.text(text);
                let first = out.position();
                out.piece(&NAME);
                if is_replayed {
                    assert!(out.replay(&prerecorded));
                } else {
                    write(first, number, out);
                }
                out.piece(&END);
            };
            let live = stream_of(Block::Fitted, |out| part(out, false));
            assert_eq!(stream_of(Block::Fitted, |out| part(out, true)), live);
            assert!(inflated(&live).ends_with(b"\":\"\":\"\"}"));
        }
    }
    let prerecorded = Prerecorded::new(NAME.len(), |out| write(0, b"1", out));
    let document = stream_of(Block::Fixed, |out| assert!(!out.replay(&prerecorded), "the fixed code"));
    assert_eq!(inflated(&document), OPENING.text());
}

#[test]
#[should_panic(expected = "prerecorded is short")]
fn a_part_too_long_to_be_prerecorded_panics() {
    let _ = Prerecorded::new(0, |out| out.text(&[b'a'; 100]));
}

#[cfg(not(feature = "small"))]
#[test]
fn base64_is_written_as_its_characters_are() {
    let bytes: Vec<u8> = (0..=255).rev().collect();
    for len in 0..bytes.len() {
        let bytes = &bytes[..len];
        let text = STANDARD.encode(bytes);
        let by_pairs = stream_of(Block::Fitted, |out| assert!(out.base64(bytes)));
        assert_eq!(by_pairs, stream_of(Block::Fitted, |out| out.text(text.as_bytes())));
        assert_eq!(inflated(&by_pairs), [OPENING.text(), text.as_bytes()].concat());
    }
    let nothing = stream_of(Block::Fixed, |out| assert!(!out.base64(&bytes)));
    assert_eq!(inflated(&nothing), OPENING.text());
}

/// The example at the top of `copies`.
#[test]
fn a_pattern_is_found_at_its_first_repetition() {
    let mut parts = Parts::new(b"abcabcabc", &FITTED);
    let part = parts.next().expect("a copy");
    assert_eq!((part.literals, part.copied), (&b"abc"[..], &b"abcabc"[..]));
    assert_eq!(Some((part.bits, part.count)), FITTED.copy(6, 3));
    assert!(parts.next().is_none());
    assert_eq!(parts.rest(), b"");
}

#[test]
fn a_block_is_chosen_by_the_text() {
    let block = |text: &[u8]| Block::for_text(Compression::Compact, text);
    assert_eq!(Block::for_text(Compression::Stored, b"xiaojun"), Block::Stored(None));
    assert_eq!(block(b"xiaojun"), Block::Fitted);
    for text in ["a b", "a@b", "a\"b", "a\\b", "张三"] {
        assert_eq!(block(text.as_bytes()), Block::Fixed, "{text}");
    }
    // Copies of 258 bytes, which the fitted code has not.
    assert!(is_better_fixed(&[b'a'; 600]));
    assert_eq!(block(&[b'a'; 600]), Block::Fixed);
    assert!(!is_better_fixed(&texts(600)[0]));
    assert_eq!(block(&texts(600)[0]), Block::Fitted);
    assert!(may_repeat(b"user_00000") && may_repeat(b"abcdabcdabcdabcdabcd") && may_repeat(&[b'x'; 33]));
    assert!(!may_repeat(b"") && !may_repeat(b"user_000") && !may_repeat(b"abcdefghijklmnopqrstuv"));
}

/// Bits in the order in which they are sent, as text: the first one left.
fn sent(bits: u64, count: u32) -> String {
    (0..count).map(|at| if bits >> at & 1 == 1 { '1' } else { '0' }).collect()
}

/// The examples at `Code::long_copy` and `distances`, with the codes that RFC 1951 lists in section 3.2.6.
#[test]
fn plain_bits_follow_the_codes_of_long_copies() {
    let (bits, count) = FIXED.copy(31, 20).expect("a copy");
    assert_eq!(sent(bits, count), ["0010000", "00", "01000", "110"].concat());
}

fn counted(number: usize, unit: &str) -> String {
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

/// A slow reader of one stream with a block of type 2, which names each group of bits.
struct Reader<'s> {
    stream: &'s [u8],
    at: usize,
    content: Vec<u8>,
    rows: Vec<String>,
}

impl Reader<'_> {
    fn bit(&mut self) -> u32 {
        let bit = self.stream[self.at / 8] >> (self.at % 8) & 1;
        self.at += 1;
        bit.into()
    }

    /// A number of plain bits, the lowest one first.
    fn number(&mut self, count: u32) -> usize {
        (0..count).fold(0, |number, at| number | (self.bit() as usize) << at)
    }

    /// A symbol of a code, whose first bit is the highest one.
    fn symbol(&mut self, lengths: &[usize]) -> usize {
        let (mut code, mut length) = (0, 0);
        // RFC 1951, section 3.2.2: the smallest code of each length.
        let mut smallest = 0;
        loop {
            smallest = (smallest + lengths.iter().filter(|l| **l == length && length > 0).count()) << 1;
            code = code << 1 | self.bit() as usize;
            length += 1;
            let mut symbols = lengths.iter().enumerate().filter(|(_, l)| **l == length);
            if let Some((symbol, _)) = code.checked_sub(smallest).and_then(|index| symbols.nth(index)) {
                return symbol;
            }
        }
    }

    /// Adds a row about the bits from the first mark to here, with a space at each mark between.
    fn row(&mut self, marks: &[usize], meaning: &str) {
        let ends = marks[1..].iter().copied().chain([self.at]);
        let bit = |at: usize| if self.stream[at / 8] >> (at % 8) & 1 == 1 { '1' } else { '0' };
        let groups = marks.iter().zip(ends).filter(|(from, to)| *from < to);
        let groups: Vec<String> = groups.map(|(from, to)| (*from..to).map(bit).collect()).collect();
        self.rows.push(format!("{:>5}  {:<16}  {meaning}", marks[0], groups.join(" ")));
    }

    fn number_row(&mut self, count: u32, meaning: impl Fn(usize) -> String) -> usize {
        let from = self.at;
        let number = self.number(count);
        self.row(&[from], &meaning(number));
        number
    }

    fn read(&mut self) {
        self.number_row(16, |number| format!("zlib header {:02x} {:02x}", number & 0xff, number >> 8));
        self.number_row(1, |number| format!("{number}: the last block"));
        self.number_row(2, |number| format!("{number}: with a code of its own"));
        let symbols = 257 + self.number_row(5, |number| format!("257 + {number} symbols"));
        let distances = 1 + self.number_row(5, |number| format!("1 + {number} distances"));
        let listed = 4 + self.number_row(4, |number| format!("4 + {number} lengths of the third code"));
        let mut third = [0; 19];
        for symbol in
            [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15].into_iter().take(listed)
        {
            third[symbol] = self
                .number_row(3, |number| format!("third code, symbol {symbol}: {}", counted(number, "bit")));
        }
        let mut lengths = Vec::new();
        while lengths.len() < symbols + distances {
            self.read_lengths(&third, symbols, &mut lengths);
        }
        let (symbols, distances) = lengths.split_at(symbols);
        while self.read_symbol(symbols, distances) {}
        let rest = self.at.wrapping_neg() % 8;
        self.number_row(rest as u32, |_| "zeros up to a complete byte".to_owned());
        self.number_row(32, |number| format!("Adler-32 {:08x}", (number as u32).swap_bytes()));
    }

    fn read_lengths(&mut self, third: &[usize], symbols: usize, lengths: &mut Vec<usize>) {
        let from = self.at;
        let symbol = self.symbol(third);
        let mark = self.at;
        let (length, count) = match symbol {
            16 => (*lengths.last().expect("a length to repeat"), 3 + self.number(2)),
            17 => (0, 3 + self.number(3)),
            18 => (0, 11 + self.number(7)),
            length => (length, 1),
        };
        let first = lengths.len();
        lengths.resize(first + count, length);
        let last = lengths.len() - 1;
        let what = match (first < symbols, first == last) {
            (true, true) => format!("symbol {first}"),
            (true, false) => format!("symbols {first} to {last}"),
            (false, true) => format!("distance symbol {}", first - symbols),
            (false, false) => format!("distance symbols {} to {}", first - symbols, last - symbols),
        };
        self.row(&[from, mark], &format!("{what}: {}", counted(length, "bit")));
    }

    /// Whether there was a symbol other than the end of the block.
    fn read_symbol(&mut self, symbols: &[usize], distances: &[usize]) -> bool {
        let from = self.at;
        let symbol = self.symbol(symbols);
        if symbol == 256 {
            self.row(&[from], "end of block");
            return false;
        }
        if let Ok(byte) = u8::try_from(symbol) {
            self.content.push(byte);
            self.row(&[from], &format!("literal {}", char::from(byte)));
            return true;
        }
        assert!(symbol <= 264, "a length without plain bits");
        let len = symbol - 257 + 3;
        let distance_mark = self.at;
        let symbol = self.symbol(distances);
        let plain_mark = self.at;
        let extra = (symbol / 2).saturating_sub(1);
        let base = if symbol < 2 { symbol } else { (2 + symbol % 2) << extra };
        let distance = 1 + base + self.number(extra as u32);
        let start = self.content.len() - distance;
        (0..len).for_each(|at| self.content.push(self.content[start + at]));
        let copied = String::from_utf8_lossy(&self.content[self.content.len() - len..]).into_owned();
        let meaning = format!("copy {len} bytes from {} back: {copied}", counted(distance, "byte"));
        self.row(&[from, distance_mark, plain_mark], &meaning);
        true
    }
}

/// Reads the essay at the top of the module, and compares each row of its table with the token.
#[test]
fn the_token_of_the_essay_is_as_the_essay_has_it() {
    use crate::{SdkAppId, SecretKey, SignRequest, Signer, UnixTime, UserId, Validity};
    let key =
        SecretKey::new("5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e").expect("a key");
    let signer = Signer::new(SdkAppId::new(1_400_000_000).expect("legal"), key);
    let (user, validity) =
        (UserId::new("xiaojun").expect("legal"), Validity::seconds(15_552_000).expect("legal"));
    let token = signer
        .sign(&SignRequest::new(user, validity).issued_at(UnixTime::from_secs(1_700_000_000)))
        .expect("signed");
    let stream =
        STANDARD.decode(token.replace('*', "+").replace('-', "/").replace('_', "=")).expect("base64");

    let mut reader = Reader { stream: &stream, at: 0, content: Vec::new(), rows: Vec::new() };
    reader.read();
    assert_eq!(reader.at, 8 * stream.len());
    assert_eq!(reader.content, inflated(&stream));
    let document = String::from_utf8(reader.content).expect("ASCII");

    let essay: Vec<&str> = include_str!("mod.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("//!")?.strip_prefix(' '))
        .collect();
    let joined = essay.concat();
    assert!(joined.contains(&token), "the essay has the token {token}");
    assert!(joined.contains(&document), "the essay has the document {document}");
    let is_made_of = |word: Option<&str>, digits: &str| {
        word.is_some_and(|word| word.chars().all(|digit| digits.contains(digit)))
    };
    let is_row = |line: &&&str| {
        let mut words = line.split_whitespace();
        line.starts_with(' ') && is_made_of(words.next(), "0123456789") && is_made_of(words.next(), "01")
    };
    let (mut stated, mut next) = (0, 0);
    for row in essay.iter().filter(is_row) {
        let found = reader.rows[next..].iter().position(|real| real == row);
        next += 1 + found.unwrap_or_else(|| panic!("{row}\nis none of\n{}", reader.rows.join("\n")));
        stated += 1;
    }
    assert!(stated >= 100, "{stated} rows of {}", reader.rows.len());
}
