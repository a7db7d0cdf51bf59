//! The C ABI. Its documentation is the header that cbindgen generates from these files, `include/usersig.h`, so the
//! comments on public items are written for C programmers.
//!
//! This is the only `unsafe` of the crate. It is needed where memory of the caller is read or written: in `args`,
//! `input`, `notes`, `out`, `report` and `token`, and where a handle is made or freed.

#![allow(unsafe_code)]
#![deny(unsafe_op_in_unsafe_fn)]
#![allow(non_camel_case_types, reason = "names of a C header")]
#![allow(clippy::missing_safety_doc, reason = "the header's first page is the contract of every function")]
#![allow(clippy::too_many_arguments, reason = "C has no slices; no function has more than eight")]

mod args;
mod boundary;
mod out;

// The header has them in this order.
mod status;

mod report;

mod input;

mod token;

mod signer;

mod verifier;

mod notes;

pub use input::*;
pub use notes::*;
pub use report::*;
pub use signer::*;
pub use status::*;
pub use token::*;
pub use verifier::*;

use std::ffi::c_char;

use boundary::boundary;

/// The major number of the version that this header belongs to.
pub const USERSIG_VERSION_MAJOR: u32 = 0;
/// The minor number of the version that this header belongs to.
pub const USERSIG_VERSION_MINOR: u32 = 1;
/// The patch number of the version that this header belongs to.
pub const USERSIG_VERSION_PATCH: u32 = 0;
/// The version of the ABI that this header belongs to. It changes only when programs must be compiled again, and is the
/// number in the name of the shared library (`libusersig.so.0`).
pub const USERSIG_ABI_VERSION: u32 = 0;

/// Returns the version of the library that is loaded, such as `1.2.3`.
///
/// `USERSIG_VERSION_MAJOR`, `_MINOR` and `_PATCH` are the version that the program was compiled against. The text is static
/// and ends in NUL. Thread-safe.
#[unsafe(no_mangle)]
pub extern "C" fn usersig_version() -> *const c_char {
    boundary!(or std::ptr::null(), concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast())
}

/// Returns the version of the ABI of the library that is loaded.
///
/// A program that loads the library itself (`dlopen`) must not use it if this differs from `USERSIG_ABI_VERSION`.
/// Thread-safe.
#[unsafe(no_mangle)]
pub extern "C" fn usersig_abi_version() -> u32 {
    boundary!(or u32::MAX, USERSIG_ABI_VERSION)
}

/// Panics inside the boundary, so that the C tests can check what a panic returns. Only in builds with
/// `--cfg usersig_panic_probe`, never in a release.
#[cfg(usersig_panic_probe)]
#[unsafe(no_mangle)]
#[expect(clippy::panic, reason = "its purpose")]
pub unsafe extern "C" fn usersig_panic_probe(report: *mut usersig_report) -> usersig_status {
    boundary!(report: report, { panic!("the probe") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_says_the_version_of_the_crate() {
        let macros = format!("{USERSIG_VERSION_MAJOR}.{USERSIG_VERSION_MINOR}.{USERSIG_VERSION_PATCH}");
        assert_eq!(macros, env!("CARGO_PKG_VERSION"), "change the constants in src/capi/mod.rs");
    }
}
