//! The formats in bytes. Nothing here uses a key, a clock or an expectation.

pub(crate) mod claims;
pub(crate) mod date;
pub(crate) mod deflate;
pub(crate) mod document;
#[cfg(not(feature = "small"))]
pub(crate) mod encode;
pub(crate) mod envelope;
pub(crate) mod inflate;
pub(crate) mod malformed;
pub(crate) mod readers;
pub(crate) mod text;
pub(crate) mod userbuf;
