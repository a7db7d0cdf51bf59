//! With the readers of usual tokens and with the libraries alone, zlib-rs and serde_json, any bytes have the same report.

#![no_main]

use std::sync::LazyLock;

use flate2::{Decompress, FlushDecompress, Status};
use libfuzzer_sys::fuzz_target;
use usersig::{Expectation, Verifier, inspect_unverified, libraries_alone};
use usersig_fuzz::{NOW, adler32, envelope, token_of, user, verifier};

static VERIFIER: LazyLock<Verifier> = LazyLock::new(verifier);

fuzz_target!(|data: &[u8]| {
    // After a `d`: deflate data without a header and a checksum.
    let token = match data.split_first() {
        Some((b'd', data)) => envelope(&stream_of(data)),
        _ => token_of(data),
    };
    let read = inspect_unverified(&token);
    let userid = read.as_ref().map_or("", |token| token.userid());
    let Some(user) = user(userid).or(user("xiaojun")) else { return };
    let verify = || VERIFIER.verify(&token, &Expectation::new(user).at(NOW));
    let report = verify();
    libraries_alone(|| {
        assert_eq!(read, inspect_unverified(&token));
        let theirs = verify();
        assert_eq!(report, theirs);
        for (ours, theirs) in report.findings().iter().zip(theirs.findings()) {
            assert_eq!(ours.to_string(), theirs.to_string());
        }
    });
});

/// Returns the stream of deflate data with a checksum that is right: the fuzzer cannot guess one.
fn stream_of(data: &[u8]) -> Vec<u8> {
    let mut content = vec![0; 1 << 17];
    let mut library = Decompress::new(false);
    let status = library.decompress(data, &mut content, FlushDecompress::Finish);
    let mut stream = [&[0x78, 0x9c], data].concat();
    if let Ok(Status::StreamEnd) = status {
        // Each 16th has bytes after its end.
        if data.len() % 16 != 0 {
            stream.truncate(2 + library.total_in() as usize);
        }
        stream.extend(adler32(&content[..library.total_out() as usize]).to_be_bytes());
    }
    stream
}
