//! What the program around the WebAssembly module computes, because its language has it faster: Go's standard library uses
//! the instructions of the processor for SHA-256, P-256 and the order of bytes, which WebAssembly does not have.
//!
//! Only in builds with `--cfg usersig_host`, whose module imports these functions from `host`. It is no feature: a feature
//! can be switched on by accident, and the module would not start.
#![expect(unsafe_code, reason = "imported functions are declared in no other way")]

mod imports {
    #[link(wasm_import_module = "host")]
    unsafe extern "C" {
        /// Hashes `count` blocks of 64 bytes into a state of eight words.
        pub(super) fn sha256(state: *mut u32, blocks: *const u8, count: usize);
        /// Reverses the order of the bytes.
        pub(super) safe fn swap_bytes(word: u64) -> u64;
        /// Writes the DER signature of a digest to `der`, and returns its length; 0 if the key cannot sign.
        #[cfg(feature = "ecdsa")]
        pub(super) fn p256_sign(scalar: *const u8, digest: *const u8, der: *mut u8) -> usize;
        /// Returns whether `der` is the signature of a digest, by the key with this uncompressed point.
        #[cfg(feature = "ecdsa")]
        pub(super) fn p256_verify(point: *const u8, digest: *const u8, der: *const u8, length: usize) -> u32;
    }
}

/// Hashes blocks into a state of SHA-256, as the function of `sha2` with this name does.
pub(crate) fn compress256(state: &mut [u32; 8], blocks: &[[u8; 64]]) {
    // SAFETY: the host writes the eight words, and reads the blocks.
    unsafe { imports::sha256(state.as_mut_ptr(), blocks.as_ptr().cast(), blocks.len()) }
}

/// Reverses the order of the bytes.
pub(crate) fn swap_bytes(word: u64) -> u64 {
    imports::swap_bytes(word)
}

#[cfg(feature = "ecdsa")]
mod p256_keys {
    use p256::ecdsa::{SigningKey, VerifyingKey};
    use p256::elliptic_curve::sec1::ToSec1Point as _;
    use zeroize::Zeroizing;

    use super::imports;
    use crate::ecdsa::Digest;

    /// The longest DER signature on a curve of 256 bits.
    const DER: usize = 72;

    /// Returns the DER signature of a digest (deterministic, RFC 6979).
    pub(crate) fn p256_sign(key: &SigningKey, digest: &Digest) -> Result<Vec<u8>, p256::ecdsa::Error> {
        let scalar = Zeroizing::new(key.to_bytes());
        let mut der = vec![0; DER];
        // SAFETY: the host reads 32 bytes of each, and writes at most DER.
        let length = unsafe { imports::p256_sign(scalar.as_ptr(), digest.as_ptr(), der.as_mut_ptr()) };
        der.truncate(length);
        if der.is_empty() { Err(p256::ecdsa::Error::new()) } else { Ok(der) }
    }

    /// Returns whether `der` is this key's signature of a digest.
    pub(crate) fn p256_verify(key: &VerifyingKey, digest: &Digest, der: &[u8]) -> bool {
        let point = key.as_affine().to_sec1_point(false);
        // SAFETY: the host reads the 65 bytes of the point, 32 of the digest, and the signature.
        unsafe {
            imports::p256_verify(point.as_bytes().as_ptr(), digest.as_ptr(), der.as_ptr(), der.len()) == 1
        }
    }
}

#[cfg(feature = "ecdsa")]
pub(crate) use p256_keys::{p256_sign, p256_verify};
