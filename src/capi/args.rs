//! Reads the arguments of a C caller.

use std::ffi::c_char;

use super::report::Failure;

/// Returns the bytes of an argument. NULL with length 0 is empty, like a default `std::string_view`.
///
/// # Safety
/// `len` bytes can be read at `ptr`, and nobody writes to them while the call lasts.
pub(super) unsafe fn bytes<'a>(name: &'static str, ptr: *const u8, len: usize) -> Result<&'a [u8], Failure> {
    if len == 0 {
        return Ok(&[]);
    }
    if ptr.is_null() {
        return Err(Failure::Null(name));
    }
    length(name, len)?;
    // SAFETY: not NULL, the length fits an object; the caller vouches for the memory.
    Ok(unsafe { std::slice::from_raw_parts(ptr, len) })
}

/// Returns the text of an argument. Not inlined, so that the functions of the ABI share one copy.
///
/// # Safety
/// The same as for [`bytes`].
#[inline(never)]
pub(super) unsafe fn text<'a>(
    name: &'static str,
    ptr: *const c_char,
    len: usize,
) -> Result<&'a str, Failure> {
    // SAFETY: the caller's promise is the same.
    let bytes = unsafe { bytes(name, ptr.cast(), len) }?;
    // Nearly every UserID, key and token is ASCII, which is much faster to check.
    if bytes.is_ascii() {
        // SAFETY: ASCII is UTF-8.
        return Ok(unsafe { std::str::from_utf8_unchecked(bytes) });
    }
    std::str::from_utf8(bytes).map_err(|e| Failure::NotUtf8 { name, offset: e.valid_up_to() })
}

/// Checks a length. No object is larger than `PTRDIFF_MAX`, but a negative number that became a `size_t` is.
pub(super) fn length(name: &'static str, len: usize) -> Result<(), Failure> {
    if isize::try_from(len).is_err() { Err(Failure::Length { name, len }) } else { Ok(()) }
}

/// Returns the handle behind a pointer.
///
/// # Safety
/// `ptr` is NULL, or points to a live `T` that nobody writes to while the call lasts.
pub(super) unsafe fn object<'a, T>(name: &'static str, ptr: *const T) -> Result<&'a T, Failure> {
    // SAFETY: the caller vouches for what is not NULL.
    unsafe { ptr.as_ref() }.ok_or(Failure::Null(name))
}
