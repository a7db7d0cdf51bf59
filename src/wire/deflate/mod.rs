//! The writer of zlib streams.

mod constant;
mod copies;
mod huffman;
mod stream;

pub(crate) use constant::{Opening, Piece};
pub(crate) use huffman::LONGEST_FITTED;
pub use stream::Compression;
pub(crate) use stream::{Block, Recorded, Stream};
