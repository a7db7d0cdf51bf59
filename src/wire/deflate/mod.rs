//! The writer of zlib streams.

mod adler;
mod block;
mod constant;
mod copies;
mod huffman;
mod stream;

pub(crate) use block::Block;
pub use block::Compression;
pub(crate) use constant::{Opening, Piece};
pub(crate) use huffman::MAX_FITTED_COPY_BYTES;
pub(crate) use stream::{Prerecorded, Stream};
