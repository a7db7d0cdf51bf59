//! Outputs: how results are written to the memory of a C caller.

use std::ffi::c_char;

use super::args;
use super::report::{Done, Failure};
use crate::error::Error;

/// A pointer to one value, which is written only on success.
pub(super) struct Slot<T>(*mut T);

impl<T> Slot<T> {
    /// # Safety
    /// `ptr` is NULL or can hold a `T` while the call lasts.
    pub(super) unsafe fn new(name: &'static str, ptr: *mut T) -> Result<Self, Failure> {
        if ptr.is_null() { Err(Failure::Null(name)) } else { Ok(Self(ptr)) }
    }

    pub(super) fn set(self, value: T) {
        // SAFETY: not NULL, and writable by the promise of `new`. Nothing is dropped: what is there belongs to
        // the caller, and may be uninitialised.
        unsafe { self.0.write(value) }
    }
}

/// The caller's pointer to an object of the library. It is NULL until the object is made, and may be absent.
pub(super) struct Object<T>(*mut *mut T);

impl<T> Object<T> {
    /// Sets the caller's pointer to NULL.
    ///
    /// # Safety
    /// `ptr` is NULL or can hold a pointer while the call lasts.
    pub(super) unsafe fn new(ptr: *mut *mut T) -> Self {
        if !ptr.is_null() {
            // SAFETY: the caller's promise.
            unsafe { ptr.write(std::ptr::null_mut()) };
        }
        Self(ptr)
    }

    /// Fails if the caller passed no pointer.
    pub(super) fn wanted(self) -> Result<Self, Failure> {
        if self.0.is_null() { Err(Failure::Null("out")) } else { Ok(self) }
    }

    /// Stores the object that `make` returns, if the caller passed a pointer.
    pub(super) fn set(self, make: impl FnOnce() -> *mut T) {
        if !self.0.is_null() {
            // SAFETY: by the promise of `new`.
            unsafe { self.0.write(make()) }
        }
    }
}

/// A buffer for text with its capacity, and the place for the length.
pub(super) struct TextBuffer {
    ptr: *mut u8,
    cap: usize,
    len: Slot<usize>,
}

impl TextBuffer {
    /// # Safety
    /// `cap` bytes can be written at `ptr`, and a `usize` at `len`, while the call lasts; neither overlaps an
    /// input.
    pub(super) unsafe fn new(ptr: *mut c_char, cap: usize, len: *mut usize) -> Result<Self, Failure> {
        if ptr.is_null() && cap > 0 {
            return Err(Failure::Null("buf"));
        }
        args::length("cap", cap)?;
        // SAFETY: the caller's promise covers it.
        let len = unsafe { Slot::new("len", len) }?;
        Ok(Self { ptr: ptr.cast(), cap, len })
    }

    /// Calls `write`, which fills the buffer and returns the length, or returns the length that it needs.
    pub(super) fn fill(self, write: impl FnOnce(&mut [u8]) -> Result<usize, Error>) -> Result<Done, Failure> {
        let Self { ptr, cap, len } = self;
        // One byte is for the NUL.
        let dest: &mut [u8] = if cap > 1 {
            // SAFETY: `cap` > 0, so `ptr` is not NULL (checked in `new`); the caller vouches for the memory.
            unsafe { std::slice::from_raw_parts_mut(ptr, cap - 1) }
        } else {
            &mut []
        };
        match write(dest) {
            Ok(written) => {
                debug_assert!(0 < written && written < cap, "no token is empty");
                // SAFETY: `written` is at most the length of `dest`, which is below `cap`.
                unsafe { ptr.add(written).write(0) }
                len.set(written);
                Ok(Done::default())
            }
            Err(Error::BufferTooSmall { needed, .. }) => {
                len.set(needed);
                Err(Failure::Short { needed: needed + 1, cap })
            }
            Err(error) => Err(error.into()),
        }
    }
}
