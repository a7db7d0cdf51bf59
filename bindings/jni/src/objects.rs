//! Objects that Kotlin holds as numbers.

use jni_sys::jlong;
use usersig::{SecretKey, Signer, Verifier};

// Which object a number is: what Kotlin passes when it frees one.
const SECRET_KEY: i32 = 0;
#[cfg(feature = "ecdsa")]
const PRIVATE_KEY: i32 = 1;
#[cfg(feature = "ecdsa")]
const PUBLIC_KEY: i32 = 2;
const SIGNER: i32 = 3;
const VERIFIER: i32 = 4;

/// Gives an object to Kotlin.
pub(crate) fn owned<T>(object: T) -> jlong {
    Box::into_raw(Box::new(object)) as jlong
}

/// Returns the object during a call.
///
/// # Safety
/// The number is one that [`owned`] has returned for this type, and the object is not freed during the call.
pub(crate) unsafe fn lent<'call, T>(number: jlong) -> &'call T {
    // SAFETY: the caller's promise.
    unsafe { &*(number as *const T) }
}

/// Frees an object.
///
/// # Safety
/// The number is one that [`owned`] has returned for this kind, no call has it, and none will.
pub(crate) unsafe fn free(kind: i32, number: jlong) {
    unsafe fn drop_box<T>(number: jlong) {
        // SAFETY: the promise of the caller of `free`.
        drop(unsafe { Box::from_raw(number as *mut T) });
    }
    // SAFETY: the caller's promise.
    unsafe {
        match kind {
            SECRET_KEY => drop_box::<SecretKey>(number),
            #[cfg(feature = "ecdsa")]
            PRIVATE_KEY => drop_box::<usersig::PrivateKey>(number),
            #[cfg(feature = "ecdsa")]
            PUBLIC_KEY => drop_box::<usersig::PublicKey>(number),
            SIGNER => drop_box::<Signer>(number),
            VERIFIER => drop_box::<Verifier>(number),
            _ => debug_assert!(false, "no object of the kind {kind}"),
        }
    }
}
