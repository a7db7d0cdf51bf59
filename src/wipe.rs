//! Wipes what computations with a key leave on the stack and in registers.
//!
//! A type that wipes itself on drop wipes only the value that is dropped. It does not wipe the copies that Rust makes when
//! a value moves, nor the intermediate values that the compiler spills to the stack. Both stay in memory below the current
//! frame until a later call happens to overwrite them. The crates that compute with keys leave such copies, and their
//! callers have no reference with which to wipe them.
//!
//! So each computation with a key runs in a separate call. After it has returned, the vector registers are overwritten,
//! because the dynamic linker and signal handlers would save them to the stack, and then the stack below the caller:
//!
//! ```text
//! caller                          has the result, which is public or a pointer to the heap
//! ├─ work                         copies of the key, up to DEPTH bytes down
//! ├─ overwrite_registers
//! └─ zeroize_stack::<DEPTH>       the same bytes again, now zeros
//! ```
//!
//! How much stack the work uses depends on the compiler and the processor; the depths below have a margin. The stage
//! `wipe` tests them: it searches the memory of optimised programs for keys.

use std::hint::black_box;

use sha2::block_api::compress256;
use zeroize::zeroize_stack;

/// The depth of the block function of SHA-256, in bytes: 352 of the version in plain Rust on x86-64. Every signature
/// overwrites it, so it is no larger than needed. Go's has a stack of its own.
pub(crate) const BLOCK_FUNCTION: usize = if cfg!(usersig_host) { 0 } else { 384 };

/// The depth for hashing the key of an HMAC, in bytes: the block function and the code that fills its block.
pub(crate) const HASHING: usize = 2 << 10;

/// The depth for reading a private key and signing with it, in bytes. Only the tables of a curve, which are made once
/// and hold no key, need more.
#[cfg(feature = "ecdsa")]
pub(crate) const CURVES: usize = 32 << 10;

/// Returns what `work` returns, and overwrites the registers and the first `DEPTH` bytes of the stack that it used.
///
/// The result must not hold a key: it is copied through the caller's frame, which is not overwritten.
pub(crate) fn after<const DEPTH: usize, T>(work: impl FnOnce() -> T) -> T {
    let result = call(work);
    // WebAssembly has none that could be overwritten.
    if cfg!(not(target_family = "wasm")) {
        overwrite_registers();
    }
    zeroize_stack::<DEPTH>();
    result
}

/// Calls `work` in a frame below the caller's. Inlined, its variables would be above what is overwritten.
#[inline(never)]
fn call<T>(work: impl FnOnce() -> T) -> T {
    work()
}

/// Overwrites the registers that computing with a key uses: it hashes a block of zeros, and copies slices of zeros,
/// because the `memcpy` of the C library uses other registers.
#[inline(never)]
fn overwrite_registers() {
    let mut state = black_box([0; 8]);
    compress256(&mut state, &[black_box([0; 64])]);
    black_box(&mut state);

    let zeros = black_box([0_u8; 512]);
    let mut copy = [0_u8; 512];
    // Which registers `memcpy` uses depends on the length.
    for length in black_box([16, 32, 64, 128, 256, 512]) {
        if let (Some(to), Some(from)) = (copy.get_mut(..length), zeros.get(..length)) {
            to.copy_from_slice(from);
        }
        black_box(&mut copy);
    }
}
