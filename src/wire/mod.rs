//! Bytes only: nothing here knows a key, a clock or a policy.

pub(crate) mod claims;
pub(crate) mod date;
pub(crate) mod deflate;
pub(crate) mod document;
pub(crate) mod envelope;
pub(crate) mod inflate;
pub(crate) mod malformed;
pub(crate) mod text;
pub(crate) mod userbuf;
