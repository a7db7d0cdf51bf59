//! The functions of the virtual machine that the native methods call.
//!
//! Over the raw table, by `jni-sys`: these are all that is called, and the crate `jni`, which offers every function, would be
//! a fifth of a library for Android. Every call of the table is in this file.

use std::ffi::{CStr, CString};
use std::marker::PhantomData;

use jni_sys::{JNIEnv, jarray, jobject, jsize};

use crate::failure::Failure;

/// The machine, during the call of a native method. What a native method gets as its first argument.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Env<'call>(*mut JNIEnv, PhantomData<&'call ()>);

/// A reference to an object of Java's, during the call of a native method: what it gets as an argument, and returns. It may
/// be null, which the functions below report.
macro_rules! reference {
    ($(#[$comment:meta])* $name:ident) => {
        $(#[$comment])*
        #[derive(Clone, Copy)]
        #[repr(transparent)]
        pub struct $name<'call>(jobject, PhantomData<&'call ()>);

        impl $name<'_> {
            pub(crate) fn is_null(self) -> bool {
                self.0.is_null()
            }

            fn not_null(self, what: &'static str) -> Result<Self, Failure> {
                if self.is_null() { Err(Failure::Null(what)) } else { Ok(self) }
            }
        }

        impl Default for $name<'_> {
            fn default() -> Self {
                Self(std::ptr::null_mut(), PhantomData)
            }
        }
    };
}

reference!(
    /// A `String`.
    Text
);
reference!(
    /// A `byte[]`.
    Bytes
);
reference!(
    /// A `String[]`.
    Texts
);

/// Calls a function of the table. The version is that of Java in which it came.
macro_rules! call {
    ($env:expr, $version:ident, $function:ident $(, $argument:expr)*) => {
        ((**$env.0).$version.$function)($env.0 $(, $argument)*)
    };
}

impl<'call> Env<'call> {
    /// Returns the number of UTF-16 units of a text.
    pub(crate) fn length(self, text: Text<'_>) -> Result<usize, Failure> {
        let text = text.not_null("a text")?;
        // SAFETY: an `Env` points to the table of functions, and the text is a string that lives during the call.
        Ok(size(unsafe { call!(self, v1_1, GetStringLength, text.0) }))
    }

    /// Copies the first units of a text, which has at least as many and is not null.
    pub(crate) fn copy(self, text: Text<'_>, units: &mut [u16]) {
        // SAFETY: as in `length`. The units are inside the text, and the slice has space for them.
        unsafe { call!(self, v1_2, GetStringRegion, text.0, 0, count(units.len()), units.as_mut_ptr()) };
    }

    /// Makes a text of ASCII.
    pub(crate) fn ascii(self, text: &CStr) -> Result<Text<'call>, Failure> {
        debug_assert!(text.to_bytes().is_ascii(), "another encoding begins behind ASCII");
        // SAFETY: as in `length`. ASCII is the same in modified UTF-8.
        let made = made(unsafe { call!(self, v1_1, NewStringUTF, text.as_ptr()) })?;
        Ok(Text(made, PhantomData))
    }

    /// Copies an array of bytes.
    pub(crate) fn to_vec(self, bytes: Bytes<'_>) -> Result<Vec<u8>, Failure> {
        let mut copied = vec![0; self.array_length(bytes.not_null("an array of bytes")?.0)];
        // SAFETY: as in `length`. The vector is as long as the array; a byte of Java's has the same size.
        unsafe {
            call!(
                self,
                v1_1,
                GetByteArrayRegion,
                bytes.0,
                0,
                count(copied.len()),
                copied.as_mut_ptr().cast()
            );
        }
        Ok(copied)
    }

    /// Makes an array of bytes.
    pub(crate) fn bytes(self, bytes: &[u8]) -> Result<Bytes<'call>, Failure> {
        // SAFETY: as in `length`.
        let array = made(unsafe { call!(self, v1_1, NewByteArray, count(bytes.len())) })?;
        // SAFETY: as in `length`. The array is as long as the slice.
        unsafe {
            call!(self, v1_1, SetByteArrayRegion, array, 0, count(bytes.len()), bytes.as_ptr().cast());
        }
        Ok(Bytes(array, PhantomData))
    }

    /// Calls `work` with every text of an array.
    pub(crate) fn each_text(
        self,
        texts: Texts<'_>,
        mut work: impl FnMut(Text<'_>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let length = self.array_length(texts.not_null("an array of texts")?.0);
        (0..length).try_for_each(|index| {
            // SAFETY: as in `length`. The index is inside the array.
            let text = unsafe { call!(self, v1_1, GetObjectArrayElement, texts.0, count(index)) };
            let done = work(Text(text, PhantomData));
            self.forget(text);
            done
        })
    }

    /// Makes an array of texts, as many as `length`, with what `texts` returns.
    pub(crate) fn texts(
        self,
        length: usize,
        texts: impl Iterator<Item = Result<Text<'call>, Failure>>,
    ) -> Result<Texts<'call>, Failure> {
        // SAFETY: as in `length`. The name is one that every machine has.
        let class = made(unsafe { call!(self, v1_1, FindClass, c"java/lang/String".as_ptr()) })?;
        let nothing = std::ptr::null_mut();
        // SAFETY: as in `length`.
        let array = made(unsafe { call!(self, v1_1, NewObjectArray, count(length), class, nothing) })?;
        for (index, text) in texts.take(length).enumerate() {
            let text = text?.0;
            // SAFETY: as in `length`. The index is inside the array, and the object is a string.
            unsafe { call!(self, v1_1, SetObjectArrayElement, array, count(index), text) };
            self.forget(text);
        }
        Ok(Texts(array, PhantomData))
    }

    /// Throws an exception of the platform, unless one is on its way.
    pub(crate) fn throw(self, class: &CStr, message: &str) {
        // SAFETY: as in `length`; this function may be called with an exception on its way.
        if unsafe { call!(self, v1_2, ExceptionCheck) } {
            return;
        }
        // SAFETY: as in `length`.
        let class = unsafe { call!(self, v1_1, FindClass, class.as_ptr()) };
        // Without it, an exception says so.
        if !class.is_null() {
            // SAFETY: as in `length`, and the message ends with a zero.
            unsafe { call!(self, v1_1, ThrowNew, class, modified_utf8(message).as_ptr()) };
        }
    }

    fn array_length(self, array: jarray) -> usize {
        // SAFETY: as in `length`. The callers pass arrays that are not null.
        size(unsafe { call!(self, v1_1, GetArrayLength, array) })
    }

    /// Frees a reference before the end of the call: the machine has space for few.
    fn forget(self, object: jobject) {
        // SAFETY: as in `length`. The reference is one of this call, and is not used again.
        unsafe { call!(self, v1_1, DeleteLocalRef, object) };
    }
}

/// Whatever the machine cannot make is null, and it has thrown why.
fn made(object: jobject) -> Result<jobject, Failure> {
    if object.is_null() { Err(Failure::Thrown) } else { Ok(object) }
}

fn size(length: jsize) -> usize {
    length.unsigned_abs() as usize
}

/// What Java counts fits: it came from there, or is far smaller than memory.
#[expect(clippy::cast_possible_wrap, reason = "see above")]
fn count(length: usize) -> jsize {
    debug_assert!(jsize::try_from(length).is_ok(), "{length}");
    length as jsize
}

/// Returns the text as the machine reads one: without a zero inside, and what is outside the first plane in two halves.
fn modified_utf8(text: &str) -> CString {
    let mut bytes = Vec::with_capacity(text.len() + 1);
    for unit in text.encode_utf16() {
        match unit {
            0x01..=0x7f => bytes.push(unit as u8),
            0 | 0x80..=0x7ff => bytes.extend([0xc0 | (unit >> 6) as u8, 0x80 | (unit & 0x3f) as u8]),
            _ => bytes.extend([
                0xe0 | (unit >> 12) as u8,
                0x80 | (unit >> 6 & 0x3f) as u8,
                0x80 | (unit & 0x3f) as u8,
            ]),
        }
    }
    CString::new(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::modified_utf8;

    #[test]
    fn a_message_is_in_modified_utf_8() {
        for text in ["", "a ~", "é", "张三", "\u{ffff}"] {
            assert_eq!(modified_utf8(text).as_bytes(), text.as_bytes(), "{text}");
        }
        assert_eq!(modified_utf8("a\0b").as_bytes(), b"a\xc0\x80b");
        assert_eq!(modified_utf8("\u{1f600}").as_bytes(), b"\xed\xa0\xbd\xed\xb8\x80");
    }
}
