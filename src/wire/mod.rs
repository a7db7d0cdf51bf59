//! Bytes only: nothing here knows a key, a clock or a policy.

pub(crate) mod claims;
mod constant;
mod copies;
pub(crate) mod date;
pub(crate) mod deflate;
pub(crate) mod document;
pub(crate) mod envelope;
mod huffman;
pub(crate) mod inflate;
pub(crate) mod malformed;
pub(crate) mod text;
pub(crate) mod userbuf;
