//! Shared by the fuzz targets.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use usersig::{SdkAppId, SecretKey, Signer, UnixTime, UserId, UserIdRule, Verifier};

/// The key, application and clock of the tokens in the corpus.
pub const SECRET_KEY: &str = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
pub const PUBLIC_KEY: &str = include_str!("p256.pem");
pub const NOW: UnixTime = UnixTime::from_secs(1_700_000_000);

/// Returns the bytes to read as a token. The first byte of the input selects its form: `j` for a JSON document and `z` for a
/// zlib stream, so that the fuzzer need not guess a checksum, or `t` for a token, verbatim.
pub fn token_of(data: &[u8]) -> Vec<u8> {
    match data.split_first() {
        Some((b'j', json)) => envelope(&stored(json)),
        Some((b'z', stream)) => envelope(stream),
        Some((b't', token)) => token.to_vec(),
        _ => data.to_vec(),
    }
}

/// Returns the token of a zlib stream.
pub fn envelope(stream: &[u8]) -> Vec<u8> {
    STANDARD.encode(stream).replace('+', "*").replace('/', "-").replace('=', "_").into_bytes()
}

/// A zlib stream of stored blocks.
fn stored(content: &[u8]) -> Vec<u8> {
    const MOST: usize = 65_535;
    let mut stream = vec![0x78, 0x01];
    let last = content.len().saturating_sub(1) / MOST;
    for at in 0..=last {
        let block = &content[at * MOST..content.len().min((at + 1) * MOST)];
        let length = block.len() as u16;
        stream.push(u8::from(at == last));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
    }
    stream.extend(adler32(content).to_be_bytes());
    stream
}

/// Returns the checksum at the end of a zlib stream.
pub fn adler32(content: &[u8]) -> u32 {
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in content {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    b << 16 | a
}

pub fn app() -> SdkAppId {
    SdkAppId::new(1_400_000_000).expect("not 0")
}

pub fn key() -> SecretKey {
    SecretKey::new(SECRET_KEY).expect("a key")
}

pub fn signer() -> Signer {
    Signer::new(app(), key())
}

pub fn verifier() -> Verifier {
    Verifier::new(app(), key())
}

pub fn user(text: &str) -> Option<UserId<'_>> {
    UserId::with_rule(text, UserIdRule::Any).ok()
}
