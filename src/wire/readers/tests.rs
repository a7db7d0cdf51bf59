//! The readers against the libraries: altered streams and documents, the same ones in every run. As many as `USERSIG_CASES`
//! names (`scripts/stages/speed`).

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::write::DeflateEncoder;

use super::libraries_alone;
use crate::wire::document::Document;
use crate::wire::inflate::{MAX_INFLATED_BYTES, adler32, decompress, usual};
use crate::{
    Expectation, Privileges, Report, Room, SdkAppId, SecretKey, SignRequest, Signer, UnixTime, UserId,
    UserIdRule, Userbuf, Validity, Verifier, inspect_unverified,
};

const NOW: UnixTime = UnixTime::from_secs(1_700_000_000);

/// xorshift64*.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.next() as u8).collect()
    }
}

fn cases() -> usize {
    std::env::var("USERSIG_CASES").map_or(20_000, |text| text.parse().expect("a number"))
}

fn app() -> SdkAppId {
    SdkAppId::new(1_400_000_000).expect("not 0")
}

fn key() -> SecretKey {
    SecretKey::new("5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e").expect("a key")
}

/// A token as applications have it: its deflate data, and its document.
fn usual_token(random: &mut Random) -> (Vec<u8>, Vec<u8>) {
    let number = random.below(100_000_000);
    let userid = match random.below(6) {
        0 => format!("{number}@example.com"),
        1 => format!("张{number}"),
        2 => "ab".repeat(1 + random.below(500)),
        3 => format!("quote\"{number}\\"),
        _ => format!("user_{number}"),
    };
    let user = UserId::with_rule(&userid, UserIdRule::Any).expect("legal");
    let request = SignRequest::new(user, Validity::CLIENT_DEFAULT).issued_at(NOW);
    let len = random.below(300);
    let userbuf = random.bytes(len);
    let request = match random.below(4) {
        0 => request.with_userbuf(Userbuf::new(&userbuf).expect("short")),
        1 => request.with_room(Room::number(1 + number as u32).expect("legal"), Privileges::ALL),
        _ => request,
    };
    let token = Signer::new(app(), key()).sign(&request).expect("signed");
    let stream =
        STANDARD.decode(token.replace('*', "+").replace('-', "/").replace('_', "=")).expect("base64");
    let data = &stream[2..stream.len() - 4];
    let (document, _) = decompress(data).expect("readable");
    (data.to_vec(), document)
}

fn deflated(content: &[u8], level: u32) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), flate2::Compression::new(level));
    encoder.write_all(content).expect("a Vec accepts all");
    encoder.finish().expect("a Vec accepts all")
}

/// The token of deflate data that decompresses to `content`.
fn token(data: &[u8], content: &[u8]) -> String {
    let stream = [&[0x78, 0x9c], data, &adler32(content).to_be_bytes()].concat();
    STANDARD.encode(stream).replace('+', "*").replace('/', "-").replace('=', "_")
}

/// Expects that a token has the same report with the readers and without them: contents, verdict and details.
#[track_caller]
fn compare_reports(token: &str) -> Report {
    let userid = inspect_unverified(token).map_or(String::new(), |token| token.userid().to_owned());
    let user = UserId::with_rule(&userid, UserIdRule::Any);
    let user = user.unwrap_or(UserId::new("xiaojun").expect("legal"));
    let verify = || Verifier::new(app(), key()).verify(token, &Expectation::new(user).at(NOW));
    let report = verify();
    let details = |report: &Report| report.findings().iter().map(ToString::to_string).collect::<Vec<_>>();
    libraries_alone(|| {
        let theirs = verify();
        assert_eq!((&report, details(&report)), (&theirs, details(&theirs)), "{token}");
    });
    report
}

/// How often a reader read something, and how often that was a valid token.
#[derive(Default)]
struct Counts {
    cases: usize,
    read: usize,
    valid: usize,
}

impl Counts {
    /// Compares the readers of deflate data with the library, and then the reports with a checksum that is right.
    fn compare_data(&mut self, data: &[u8]) {
        let theirs = decompress(data);
        if let Some(ours) = usual(data) {
            assert_eq!(Ok(&ours), theirs.as_ref(), "{data:02x?}");
            self.read += 1;
        }
        let (content, consumed) = theirs.unwrap_or((Vec::new(), data.len()));
        self.cases += 1;
        self.valid += usize::from(compare_reports(&token(&data[..consumed], &content)).is_valid());
    }

    fn compare_document(&mut self, document: &[u8], random: &mut Random) {
        if let Ok(text) = std::str::from_utf8(document)
            && Document::usual(text).is_some()
        {
            self.read += 1;
        }
        self.cases += 1;
        let data = deflated(document, random.pick(&[0, 0, 0, 1, 6]));
        self.valid += usize::from(compare_reports(&token(&data, document)).is_valid());
    }

    /// Each side must have been there often.
    fn assert_all_kinds(&self, name: &str) {
        let Self { cases, read, valid } = self;
        println!("{name}: {cases} cases, {read} of them read without the library, {valid} valid");
        assert!(cases / 20 < *read && *read < cases / 20 * 19, "{read} of {cases}");
        assert!(cases / 100 < *valid && *valid < cases / 20 * 19, "{valid} of {cases}");
    }
}

fn alter_data(data: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(data.len());
    match random.below(7) {
        0 => {}
        1 => data[at] ^= 1 << random.below(8),
        2 => (0..3).for_each(|_| {
            let at = random.below(data.len());
            data[at] ^= 1 << random.below(8);
        }),
        3 => data[at] = random.next() as u8,
        4 => data.truncate(at),
        // Symbols by chance: those of the fitted code are all legal, those of the fixed one nearly all.
        5 => {
            let tail = random.below(60);
            data.truncate(at);
            data.extend(random.bytes(tail));
        }
        _ => {
            let tail = 1 + random.below(10);
            data.extend(random.bytes(tail));
        }
    }
}

#[test]
fn altered_streams_have_the_reports_of_the_libraries() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut counts = Counts::default();
    while counts.cases < cases() / 2 {
        let (ours, document) = usual_token(&mut random);
        let theirs = deflated(&document, random.pick(&[0, 1, 6, 9]));
        for mut data in [ours.clone(), ours.clone(), ours, theirs] {
            alter_data(&mut data, &mut random);
            counts.compare_data(&data);
        }
    }
    counts.assert_all_kinds("streams");
}

/// What an attacker may write in a place where there is something else.
const FRAGMENTS: [&str; 50] = [
    "\"",
    "\\",
    "\\\"",
    "\\u0041",
    "\\ud800",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    " ",
    "  ",
    "\n",
    "\t",
    "\r",
    "\0",
    "\u{1f}",
    "\u{7f}",
    "\u{80}",
    "\u{feff}",
    "张",
    "0",
    "00",
    "1",
    "-",
    "-1",
    "+1",
    ".0",
    "1e3",
    "E",
    "null",
    "true",
    "\"1\"",
    "\"\"",
    "18446744073709551615",
    "18446744073709551616",
    "99999999999999999999999",
    "TLS.",
    "TLS.ver",
    "\"2.0\"",
    "\"1.0\"",
    "{}",
    ",\"a\":{\"b\":[1]}",
    ",\"TLS.ver\":\"2.0\"",
    ",\"TLS.time\":1",
    ",\"TLS.userbuf\":\"AA==\"",
    "AA=A",
    "=",
    ",\"TLS.sdk_appid\":\"1\"",
];

fn alter_document(document: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(document.len());
    let text = random.pick(&FRAGMENTS).bytes();
    match random.below(9) {
        0 => drop(document.splice(at..at, text)),
        1 => drop(document.splice(at..=at, text)),
        // A value, or most of one.
        2 => {
            let end =
                document[at..].iter().position(|byte| b",\"}".contains(byte)).map_or(at, |len| at + len);
            document.splice(at..end, text);
        }
        3 => document[at] = random.next() as u8,
        4 => drop(document.remove(at)),
        5 => document.truncate(at),
        6 => document.extend(text),
        // Each member once more, or elsewhere.
        7 => {
            let mut members: Vec<&[u8]> =
                document[1..document.len() - 1].split(|byte| *byte == b',').collect();
            let (from, to) = (random.below(members.len()), random.below(members.len()));
            match random.below(3) {
                0 => members.swap(from, to),
                1 => members.push(members[from]),
                _ => drop(members.remove(from)),
            }
            *document = [&b"{"[..], &members.join(&b','), b"}"].concat();
        }
        // Spaces as Python writes them, some of them twice.
        _ => {
            let space = random.pick(&[" ", " ", " ", "  ", "\n"]);
            let text = String::from_utf8_lossy(document).replace("\":", &format!("\":{space}"));
            *document = text.replace(",\"", &format!(",{space}\"")).into_bytes();
        }
    }
}

#[test]
fn altered_documents_have_the_reports_of_the_libraries() {
    let mut random = Random(11);
    let mut counts = Counts::default();
    while counts.cases < cases() / 2 {
        let (_, document) = usual_token(&mut random);
        for changes in [0, 1, 1, 1, 1, 1, 2, 3] {
            let mut altered = document.clone();
            for _ in 0..changes {
                if altered.len() > 2 {
                    alter_document(&mut altered, &mut random);
                }
            }
            counts.compare_document(&altered, &mut random);
        }
    }
    counts.assert_all_kinds("documents");
}

/// Bits as a block of the fixed code has them (RFC 1951, section 3.2.6).
struct FixedBlock {
    bytes: Vec<u8>,
    bits: u32,
}

impl FixedBlock {
    fn new() -> Self {
        let mut block = Self { bytes: Vec::new(), bits: 0 };
        block.plain(0b011, 3);
        block
    }

    fn plain(&mut self, value: u32, count: u32) {
        for bit in 0..count {
            if self.bits.is_multiple_of(8) {
                self.bytes.push(0);
            }
            let last = self.bytes.last_mut().expect("pushed");
            *last |= ((value >> bit & 1) as u8) << (self.bits % 8);
            self.bits += 1;
        }
    }

    fn code(&mut self, code: u32, count: u32) {
        self.plain(code.reverse_bits() >> (32 - count), count);
    }

    fn symbol(&mut self, symbol: u32) {
        match symbol {
            0..144 => self.code(0b0011_0000 + symbol, 8),
            144..256 => self.code(0b1_1001_0000 + symbol - 144, 9),
            256..280 => self.code(symbol - 256, 7),
            _ => self.code(0b1100_0000 + symbol - 280, 8),
        }
    }
}

/// Blocks of random symbols: copies of each length from each distance, those that reach before the start and those that do
/// not exist, and contents around the limit.
#[test]
fn random_symbols_are_read_as_the_library_reads_them() {
    let mut random = Random(13);
    let (mut read, mut rejected, mut too_large) = (0, 0, 0);
    for round in 0..(cases() / 20).max(1_000) {
        let mut block = FixedBlock::new();
        // Around the limit, without an error.
        let is_large = round % 50 == 0;
        let literals = 1 + random.below(if is_large { 60_000 } else { 400 });
        for _ in 0..literals {
            block.symbol(random.below(256) as u32);
        }
        for _ in 0..random.below(if is_large { 600 } else { 20 }) {
            match random.below(100) {
                0 if !is_large => block.symbol(random.pick(&[286, 287])),
                0..50 => block.symbol(random.below(256) as u32),
                _ => {
                    let length = random.below(29) as u32;
                    let plain_bits = if length == 28 { 0 } else { (length / 4).saturating_sub(1) };
                    block.symbol(257 + length);
                    block.plain(random.next() as u32, plain_bits);
                    // Mostly distances that reach what was written.
                    let is_any = !is_large && random.below(60) == 0;
                    let distances = if is_any { 32 } else { (2 * literals.ilog2()).clamp(1, 30) as usize };
                    let distance = random.below(distances) as u32;
                    block.code(distance, 5);
                    block.plain(random.next() as u32, (distance / 2).saturating_sub(1).min(13));
                }
            }
        }
        block.symbol(256);
        let theirs = decompress(&block.bytes);
        match usual(&block.bytes) {
            Some(ours) => {
                read += 1;
                assert_eq!(Ok(ours), theirs);
            }
            None => {
                rejected += 1;
                too_large += usize::from(
                    theirs == Err(crate::Malformed::InflatedTooLarge { max: MAX_INFLATED_BYTES }),
                );
                assert!(theirs.is_err(), "the reader reads every legal block of the fixed code");
            }
        }
    }
    println!("{read} blocks read, {rejected} left to the library, {too_large} of them too large");
    assert!(read > 100 && rejected > 100 && too_large > 0, "{read}, {rejected}, {too_large}");
}

#[test]
fn the_last_byte_within_the_limit_is_read() {
    for (bytes, is_read) in [(MAX_INFLATED_BYTES, true), (MAX_INFLATED_BYTES + 1, false)] {
        let mut block = FixedBlock::new();
        (0..bytes).for_each(|at| block.symbol((at % 251) as u32));
        block.symbol(256);
        assert_eq!(usual(&block.bytes).is_some(), is_read);
        assert_eq!(decompress(&block.bytes).is_ok(), is_read);
    }
}

/// The readers read what they are for.
#[test]
fn usual_tokens_need_no_library() {
    let mut random = Random(17);
    let mut documents = 0;
    for _ in 0..1_000 {
        let (data, document) = usual_token(&mut random);
        assert_eq!(usual(&data), Some((document.clone(), data.len())));
        let text = std::str::from_utf8(&document).expect("UTF-8");
        assert_eq!(Document::usual(text).is_none(), text.contains('\\'), "{text}");
        documents += usize::from(!text.contains('\\'));
    }
    assert!(documents > 500);
}
