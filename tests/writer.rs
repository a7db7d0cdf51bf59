//! The token writer against the libraries: random fields of every shape, each token unpacked by flate2 and
//! compared with a document that is put together here.
//!
//! `USERSIG_CASES` sets how many. With `USERSIG_DUMP=PATH`, each token is written there with its document, for
//! another zlib to read, and with `USERSIG_LENGTHS=PATH`, those whose length it is to compare with its own
//! (`scripts/stages/speed`).

mod common;

use std::fs::File;
use std::io::{BufWriter, Read, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use common::{KEY, cases, expectation, request, the_key};
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use usersig::{
    Compression, Error, Finding, FindingKind, SdkAppId, Signer, UnixTime, UserId, UserIdRule, Userbuf,
    Validity, Verifier,
};

/// The same cases in every run: xorshift64*.
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

    /// A number in a range, each count of digits as likely as the others.
    fn number(&mut self, min: u64, max: u64) -> u64 {
        let digits = 1 + self.below(max.ilog10() as usize + 1) as u32;
        let low = 10_u64.pow(digits - 1);
        let number = match self.below(3) {
            // A round number: 14000…
            0 => (1 + self.next() % 99).saturating_mul(10_u64.pow(digits.saturating_sub(2))),
            _ => low.saturating_add(self.next() % low.saturating_mul(9)),
        };
        number.clamp(min, max)
    }
}

const DOCUMENTED: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

fn documented_userid(random: &mut Random, len: usize) -> String {
    let alphabet = match random.below(5) {
        0 => DOCUMENTED,
        1 => b"0123456789",
        2 => b"0123456789abcdef",
        3 => &DOCUMENTED[..26],
        _ => &DOCUMENTED[26..52],
    };
    let mut text = String::from(random.pick(&["", "", "user_", "u-", "1400000000"]));
    while text.len() < len {
        text.push(char::from(random.pick(alphabet)));
    }
    text.truncate(len);
    text
}

fn any_userid(random: &mut Random) -> String {
    let len = 1 + random.below(1024);
    let mut text = String::new();
    let one = match random.below(4) {
        0 => Some(random.pick(&['a', '"', '\\', 'é', '张', '😀'])),
        _ => None,
    };
    loop {
        let c = one.unwrap_or_else(|| match random.below(8) {
            0 => '"',
            1 => '\\',
            2 => '张',
            3 => '😀',
            4 => char::from_u32(0x80 + random.below(0x700) as u32).expect("no surrogate"),
            _ => char::from(b' ' + random.below(0x5f) as u8),
        });
        if text.len() + c.len_utf8() > len {
            break;
        }
        text.push(c);
    }
    if text.is_empty() { "@".to_owned() } else { text }
}

struct Case {
    userid: String,
    sdkappid: u32,
    expire: u64,
    time: u64,
    userbuf: Option<Vec<u8>>,
    compression: Compression,
}

impl Case {
    fn random(random: &mut Random) -> Self {
        let userid = match random.below(10) {
            0 => any_userid(random),
            1 => random.pick(&["a", "Z", "_", "0"]).repeat(1 + random.below(32)),
            _ => {
                let len = 1 + random.below(32);
                documented_userid(random, len)
            }
        };
        let userbuf = match random.below(10) {
            0 => {
                let len = random.below(4097);
                Some((0..len).map(|_| random.next() as u8).collect())
            }
            1 => Some(vec![random.next() as u8; random.below(300)]),
            _ => None,
        };
        Self {
            userid,
            sdkappid: random.number(1, u32::MAX.into()) as u32,
            expire: random.number(1, Validity::MAX.as_seconds()),
            time: random.number(0, u64::MAX),
            userbuf,
            compression: random.pick(&[Compression::Compact, Compression::Compact, Compression::Stored]),
        }
    }

    fn sign(&self, out: Option<&mut [u8]>) -> (Result<usize, Error>, String) {
        let signer = Signer::new(SdkAppId::new(self.sdkappid).expect("not 0"), the_key())
            .with_compression(self.compression);
        let user = UserId::with_rule(&self.userid, UserIdRule::Any).expect("legal");
        let validity = Validity::seconds(self.expire).expect("in range");
        let now = UnixTime::from_secs(self.time);
        let out = out.unwrap_or_default();
        match &self.userbuf {
            None => (
                signer.sign_into(&request(user, validity, now), out),
                signer.sign(&request(user, validity, now)).expect("signed"),
            ),
            Some(userbuf) => {
                let userbuf = Userbuf::new(userbuf).expect("not too long");
                (
                    signer.sign_into(&request(user, validity, now).with_userbuf(userbuf), out),
                    signer.sign(&request(user, validity, now).with_userbuf(userbuf)).expect("signed"),
                )
            }
        }
    }

    /// The document, put together from the format's description.
    fn document(&self) -> Vec<u8> {
        let Self { userid, sdkappid, expire, time, .. } = self;
        let userbuf = self.userbuf.as_ref().map(|bytes| STANDARD.encode(bytes));
        let mut signed = format!(
            "TLS.identifier:{userid}\nTLS.sdkappid:{sdkappid}\nTLS.time:{time}\nTLS.expire:{expire}\n"
        );
        let mut last = String::new();
        if let Some(userbuf) = &userbuf {
            signed = format!("{signed}TLS.userbuf:{userbuf}\n");
            last = format!(r#","TLS.userbuf":"{userbuf}""#);
        }
        let mac = Hmac::<Sha256>::new_from_slice(KEY.as_bytes()).expect("any key").chain_update(signed);
        let sig = STANDARD.encode(mac.finalize().into_bytes());
        let identifier = serde_json::to_string(userid).expect("JSON");
        let json = format!(
            r#"{{"TLS.ver":"2.0","TLS.identifier":{identifier},"TLS.sig":"{sig}","TLS.sdkappid":{sdkappid},"TLS.expire":{expire},"TLS.time":{time}{last}}}"#
        );
        json.into_bytes()
    }
}

fn zlib_of(token: &str) -> Vec<u8> {
    let standard: String = token
        .chars()
        .map(|c| match c {
            '*' => '+',
            '-' => '/',
            '_' => '=',
            other => other,
        })
        .collect();
    STANDARD.decode(standard).expect("base64 with its padding")
}

/// A file with documents and tokens for another program, one on each line.
struct Dump(Option<BufWriter<File>>);

impl Dump {
    fn to(variable: &str) -> Self {
        let open = |path| BufWriter::new(File::create(path).expect("a writable path"));
        Self(std::env::var_os(variable).map(open))
    }

    fn add(&mut self, document: &[u8], token: &str) {
        if let Some(dump) = &mut self.0 {
            dump.write_all(document).and_then(|()| writeln!(dump, "\n{token}")).expect("written");
        }
    }
}

#[test]
fn random_tokens_unpack_to_their_documents() {
    let mut dump = Dump::to("USERSIG_DUMP");
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut buffer = vec![0; 65_536];
    for _ in 0..cases(10_000) {
        let case = Case::random(&mut random);
        let document = case.document();
        let (len, token) = case.sign(Some(&mut buffer));
        assert_eq!(len.map(|len| &buffer[..len]), Ok(token.as_bytes()));

        let stream = zlib_of(&token);
        let mut content = Vec::new();
        let mut decoder = ZlibDecoder::new(&stream[..]);
        decoder.read_to_end(&mut content).expect("zlib");
        assert_eq!(content, document, "{token}");
        assert_eq!(decoder.total_in(), stream.len() as u64, "bytes after the stream: {token}");

        let app = SdkAppId::new(case.sdkappid).expect("not 0");
        let user = UserId::with_rule(&case.userid, UserIdRule::Any).expect("legal");
        let report =
            Verifier::new(app, the_key()).verify(&token, &expectation(user, UnixTime::from_secs(case.time)));
        // By chance a userbuf is a PrivateMapKey record, such as 23 zeros: it is for another user then.
        let is_record = report.token().is_some_and(|token| token.private_map_key().is_some());
        let is_expected = |finding: &Finding| is_record && finding.kind() == FindingKind::RecordMismatch;
        assert!(report.findings().iter().all(is_expected), "{token}: {:?}", report.findings());

        dump.add(&document, &token);
    }
}

/// A short buffer is unchanged, and the error has the length that is needed.
#[test]
fn a_buffer_too_small_is_untouched() {
    let mut random = Random(7);
    for _ in 0..200 {
        let case = Case::random(&mut random);
        let (_, token) = case.sign(None);
        for short in [0, 1, token.len() - 1] {
            let mut buffer = vec![b'#'; short];
            let (rejected, _) = case.sign(Some(&mut buffer));
            assert_eq!(rejected, Err(Error::BufferTooSmall { needed: token.len(), got: short }));
            assert!(buffer.iter().all(|byte| *byte == b'#'));
        }
        let mut buffer = vec![0; token.len()];
        assert_eq!(case.sign(Some(&mut buffer)).0, Ok(token.len()));
    }
}

impl Case {
    /// Fields as applications have them.
    fn usual(random: &mut Random, userid: String) -> Self {
        Self {
            userid,
            sdkappid: random.pick(&[1_400_000_000, 1_600_000_000, 20_000_000])
                + random.below(10_000_000) as u32,
            expire: random.pick(&[86_400, 604_800, 2_592_000, 15_552_000]),
            time: 1_700_000_000 + random.next() % 100_000_000,
            userbuf: None,
            compression: Compression::Compact,
        }
    }

    /// The length of its token, and of the one that flate2 makes of the same document at level 6.
    fn lengths(&self, dump: &mut Dump) -> (usize, usize) {
        let (_, token) = self.sign(None);
        let document = self.document();
        let mut zlib = ZlibEncoder::new(Vec::new(), flate2::Compression::new(6));
        zlib.write_all(&document).expect("writing to a Vec does not fail");
        let level_6 = zlib.finish().expect("writing to a Vec does not fail").len().div_ceil(3) * 4;
        dump.add(&document, &token);
        (token.len(), level_6)
    }
}

/// How many tokens of usual fields are longer than level 6 makes of the same document, and by how much: bounded here
/// so that a change which costs length is seen.
#[test]
fn tokens_are_hardly_ever_longer_than_those_of_level_6() {
    let mut dump = Dump::to("USERSIG_LENGTHS");
    let mut random = Random(11);
    let (mut ours, mut theirs, mut longer, mut short_ids) = (0, 0, 0, 0);
    let total = cases(10_000);
    for _ in 0..total {
        let len = 1 + random.below(32);
        let userid = documented_userid(&mut random, len);
        let (token, level_6) = Case::usual(&mut random, userid).lengths(&mut dump);
        (ours, theirs) = (ours + token, theirs + level_6);
        if len <= 16 {
            short_ids += 1;
            longer += usize::from(token > level_6);
        }
        assert!(token <= level_6 + 8, "{token} > {level_6}");
    }
    println!("{total} tokens: {ours} characters; by flate2's level 6: {theirs}");
    println!("UserIDs of 1 to 16 characters: {longer} of {short_ids} tokens longer than flate2's level 6");
    assert!(ours < theirs);
    assert!(longer * 1000 <= short_ids);
}

/// UserIDs outside the documented rule, and those that repeat themselves.
#[test]
fn no_userid_makes_a_token_much_longer_than_level_6_does() {
    let mut random = Random(13);
    let mut dump = Dump(None);
    for round in 0..4000 {
        let userid = match round % 8 {
            0 => ["张伟", "欧阳修", "开发者", "测试用户"][random.below(4)].repeat(1 + random.below(4)),
            1 => (0..=random.below(16))
                .map(|_| char::from_u32(0x4e00 + random.below(0x5000) as u32).expect("a character"))
                .collect(),
            2 => format!("{}@example.com", documented_userid(&mut random, 6)),
            3 => format!("{} {}", documented_userid(&mut random, 4), documented_userid(&mut random, 6)),
            4 => random.pick(&["a", "ab", "abc", "user", "12345"]).repeat(1 + random.below(200)),
            5 => random.pick(&["\"", "\\", "张", "😀", "x y "]).repeat(1 + random.below(250)),
            6 => format!("tenant:{}/user:{}", random.below(100_000), random.below(100_000)),
            _ => {
                let len = 33 + random.below(96);
                documented_userid(&mut random, len)
            }
        };
        let case = Case::usual(&mut random, userid);
        let (token, level_6) = case.lengths(&mut dump);
        assert!(token * 100 <= level_6 * 108, "{token} > {level_6}: {}", case.userid);
    }
}
