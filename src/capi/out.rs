//! Writes into the memory of a C caller.

use std::ffi::c_char;

use super::args;
use super::report::Failure;
use crate::error::Error;

/// A place for one value, written on success only.
pub(super) struct Slot<T>(*mut T);

impl<T> Slot<T> {
    /// # Safety
    /// `ptr` is NULL or can take a `T` while the call lasts.
    pub(super) unsafe fn new(name: &'static str, ptr: *mut T) -> Result<Self, Failure> {
        if ptr.is_null() { Err(Failure::Null(name)) } else { Ok(Self(ptr)) }
    }

    pub(super) fn set(self, value: T) {
        // SAFETY: not NULL, and writable by the promise of `new`. Nothing is dropped: what stands there is
        // the caller's, maybe uninitialised.
        unsafe { self.0.write(value) }
    }
}

/// A buffer with its capacity, and the place for the length.
pub(super) struct Buffer {
    ptr: *mut u8,
    cap: usize,
    len: Slot<usize>,
    /// 1 for text, which ends in NUL; 0 for bytes.
    nul: usize,
}

impl Buffer {
    /// # Safety
    /// `cap` bytes can be written at `ptr`, and a `usize` at `len`, while the call lasts; neither overlaps an
    /// input.
    pub(super) unsafe fn text(ptr: *mut c_char, cap: usize, len: *mut usize) -> Result<Self, Failure> {
        // SAFETY: the caller's promise is the same.
        unsafe { Self::new(ptr.cast(), cap, len, 1) }
    }

    /// # Safety
    /// As [`Buffer::text`].
    pub(super) unsafe fn bytes(ptr: *mut u8, cap: usize, len: *mut usize) -> Result<Self, Failure> {
        // SAFETY: the caller's promise is the same.
        unsafe { Self::new(ptr, cap, len, 0) }
    }

    unsafe fn new(ptr: *mut u8, cap: usize, len: *mut usize, nul: usize) -> Result<Self, Failure> {
        if ptr.is_null() && cap > 0 {
            return Err(Failure::Null("buf"));
        }
        args::length("cap", cap)?;
        // SAFETY: the caller's promise covers it.
        let len = unsafe { Slot::new("len", len) }?;
        Ok(Self { ptr, cap, len, nul })
    }

    /// Lets `write` fill the buffer and say the length, or say what it needs and leave the buffer alone.
    pub(super) fn fill(self, write: impl FnOnce(&mut [u8]) -> Result<usize, Error>) -> Result<(), Failure> {
        let Self { ptr, cap, len, nul } = self;
        let out: &mut [u8] = if cap > nul {
            // SAFETY: `cap` > 0, so `ptr` is not NULL (checked in `new`); the caller vouches for the memory.
            unsafe { std::slice::from_raw_parts_mut(ptr, cap - nul) }
        } else {
            &mut []
        };
        match write(out) {
            // An empty text still needs the room for its NUL.
            Ok(written) if written + nul > cap => {
                len.set(written);
                Err(Failure::Short { needed: written + nul, cap })
            }
            Ok(written) => {
                if nul == 1 {
                    // SAFETY: `written` < `cap`.
                    unsafe { ptr.add(written).write(0) }
                }
                len.set(written);
                Ok(())
            }
            Err(Error::BufferTooSmall { needed, .. }) => {
                len.set(needed);
                Err(Failure::Short { needed: needed + nul, cap })
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Copies `content` into the buffer.
    pub(super) fn put(self, content: &[u8]) -> Result<(), Failure> {
        self.fill(|out| match out.get_mut(..content.len()) {
            Some(room) => {
                room.copy_from_slice(content);
                Ok(content.len())
            }
            None => Err(Error::BufferTooSmall { needed: content.len(), got: out.len() }),
        })
    }
}
