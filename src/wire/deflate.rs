//! The writer of zlib streams (RFC 1950).

use flate2::{Compress, FlushCompress, Status};

/// How a token's document is packed. Every reader takes both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Compression {
    /// The shortest token.
    #[default]
    Compact,
    /// Not compressed: a longer token that costs least to read.
    Stored,
}

/// Appends `content` as one zlib stream to `out`.
pub(crate) fn deflate(content: &[u8], compression: Compression, out: &mut Vec<u8>) {
    let level = match compression {
        Compression::Compact => flate2::Compression::default(),
        Compression::Stored => flate2::Compression::none(),
    };
    let mut compress = Compress::new(level, true);
    // Deflate never grows a content by more than this, so the loop runs once.
    out.reserve(content.len() + content.len() / 8 + 64);
    while let Ok(Status::Ok | Status::BufError) = compress.compress_vec(
        content.get(usize::try_from(compress.total_in()).unwrap_or(usize::MAX)..).unwrap_or_default(),
        out,
        FlushCompress::Finish,
    ) {
        out.reserve(content.len() + 64);
    }
}
