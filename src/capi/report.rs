//! The report of a call, in the caller's memory; and how structs of the caller are read and written.

use std::ffi::c_char;

#[allow(clippy::wildcard_imports, reason = "every status")]
use super::status::*;
use super::token::warning_bits;
use crate::error::{Error, ErrorKind};
use crate::finding::{Finding, FindingKind};
use crate::service_code::ServiceCode;
use crate::verifier::Report;
use crate::warning::Warning;

/// Size of the detail text of a report in bytes, its NUL included.
pub const USERSIG_DETAIL_SIZE: usize = 1536;
/// Size of the hint of a report in bytes, its NUL included.
pub const USERSIG_HINT_SIZE: usize = 512;

/// Describes what went wrong: the optional last argument of every call that can fail.
///
/// The caller owns it and sets `size`: `usersig_report report = {.size = sizeof report};`. It can be reused for any number
/// of calls, by one thread at a time. Every call, successful or not, overwrites all of it. The returned status alone decides
/// whether a call succeeded; `ok` is 1 only in a report that a successful call has written. Later versions may add fields
/// at the end: a caller with the older, smaller struct still works, and in a newer, larger struct the fields that this
/// library does not know are set to 0.
#[repr(C)]
pub struct usersig_report {
    /// Set by the caller: `sizeof(usersig_report)`.
    pub size: u32,
    /// 1 if the call succeeded; 0 if it failed, and in a zeroed report that no call has written.
    pub ok: u32,
    /// Everything that is wrong with the token: a set of `USERSIG_FINDING_*`. The returned status is the first of them.
    pub findings: u32,
    /// What is unusual in a token that the service accepts: a set of `USERSIG_WARNING_*`.
    pub warnings: u32,
    /// The code that the service returns for this token (70001, …); 0 if the service has none.
    pub service_code: u32,
    /// What is wrong and what was expected: UTF-8, ends in NUL, empty on success. It never contains a key, but may contain
    /// UserIDs.
    pub detail: [c_char; USERSIG_DETAIL_SIZE],
    /// What to do: UTF-8, ends in NUL, may be empty.
    pub hint: [c_char; USERSIG_HINT_SIZE],
    /// In builds that test the ABI.
    pub later: PhantomData<u64>,
}

/// The type of `later`, the last field of each struct that can grow. It is empty, except in a build with
/// `--cfg usersig_grown_structs`, which has one field more, as a later version may have. The stage `abi` runs programs that
/// were compiled against today's header with that build. The name is `PhantomData` because cbindgen leaves that out of the header.
#[cfg(not(usersig_grown_structs))]
pub(super) use std::marker::PhantomData;
#[cfg(usersig_grown_structs)]
pub(super) type PhantomData<T> = T;

/// The value of the field `later`.
#[cfg(not(usersig_grown_structs))]
pub(super) const LATER: PhantomData<u64> = PhantomData;
#[cfg(usersig_grown_structs)]
pub(super) const LATER: PhantomData<u64> = u64::MAX;

/// A call that succeeded.
#[derive(Clone, Copy, Default)]
pub(super) struct Done {
    warnings: u32,
}

/// A call that succeeded without warnings.
#[expect(non_upper_case_globals, reason = "reads like the variant of a result")]
pub(super) const Done: Done = Done { warnings: 0 };

impl Done {
    pub(super) fn with(warnings: &[Warning]) -> Self {
        Self { warnings: warning_bits(warnings) }
    }
}

/// What a report says about a call that did not succeed.
pub(super) trait Explained: From<Failure> {
    fn status(&self) -> usersig_status;

    fn detail(&self) -> String;

    /// The first thing that is wrong with the token, if that is the reason.
    fn finding(&self) -> Option<&Finding> {
        None
    }

    fn findings(&self) -> u32 {
        0
    }

    fn warnings(&self) -> u32 {
        0
    }
}

/// Why a call that reads no token did not succeed. It is a type of its own so that a library of which only signing is
/// used, as in a web page, has none of the texts of verification.
pub(super) enum Failure {
    Null(&'static str),
    Length {
        name: &'static str,
        len: usize,
    },
    NotUtf8 {
        name: &'static str,
        offset: usize,
    },
    Short {
        needed: usize,
        cap: usize,
    },
    /// A number in a struct that this library does not know.
    Unknown {
        field: &'static str,
        value: u32,
    },
    /// A field is set although another field selects that it is not used.
    Unused {
        field: &'static str,
        by: &'static str,
    },
    StructSize {
        name: &'static str,
        size: u32,
        least: usize,
    },
    /// A newer program has set a field that this library does not know.
    NewerStruct {
        name: &'static str,
        size: usize,
        known: usize,
    },
    #[cfg_attr(
        all(
            feature = "ecdsa",
            feature = "diagnose",
            not(all(target_family = "wasm", target_os = "unknown"))
        ),
        expect(dead_code, reason = "everything is supported")
    )]
    Unsupported(&'static str),
    Panic,
    Input(Error),
}

/// Why a call that reads a token did not succeed.
pub(super) enum TokenFailure {
    Call(Failure),
    /// A token that could not be read.
    Token(Finding),
    /// A report with at least one finding.
    NotValid(Box<Report>),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Input(error)
    }
}

impl From<Failure> for TokenFailure {
    fn from(failure: Failure) -> Self {
        Self::Call(failure)
    }
}

impl From<Error> for TokenFailure {
    fn from(error: Error) -> Self {
        Self::Call(error.into())
    }
}

impl From<Finding> for TokenFailure {
    fn from(finding: Finding) -> Self {
        Self::Token(finding)
    }
}

impl Failure {
    #[cfg(not(feature = "ecdsa"))]
    pub(super) const NO_ECDSA: Self =
        Self::Unsupported("this build of the library leaves out version 1.0: it needs the feature ecdsa");
    #[cfg(not(feature = "codes"))]
    pub(super) const NO_CODES: Self = Self::Unsupported(
        "this build of the library leaves out the service's codes: they need the feature codes",
    );
    #[cfg(not(feature = "diagnose"))]
    pub(super) const NO_DIAGNOSE: Self =
        Self::Unsupported("this build of the library leaves out diagnosis: it needs the feature diagnose");
}

impl Explained for Failure {
    fn status(&self) -> usersig_status {
        match self {
            Self::Null(_) => USERSIG_STATUS_NULL_ARGUMENT,
            Self::Length { .. } => USERSIG_STATUS_BAD_LENGTH,
            Self::NotUtf8 { .. } => USERSIG_STATUS_NOT_UTF8,
            Self::Short { .. } => USERSIG_STATUS_BUFFER_TOO_SMALL,
            Self::Unknown { .. } | Self::Unused { .. } => USERSIG_STATUS_BAD_STRUCT,
            Self::StructSize { .. } | Self::NewerStruct { .. } => USERSIG_STATUS_BAD_STRUCT_SIZE,
            Self::Unsupported(_) => USERSIG_STATUS_UNSUPPORTED,
            Self::Panic => USERSIG_STATUS_PANIC,
            Self::Input(error) => input_status(error),
        }
    }

    fn detail(&self) -> String {
        match self {
            Self::Null(name) => format!("the argument {name} is NULL"),
            Self::Length { name, len } => {
                format!(
                    "the length {name} is {len}; expected at most PTRDIFF_MAX: a negative number may have become a size_t"
                )
            }
            Self::NotUtf8 { name, offset } => format!("the argument {name} is not UTF-8 at byte {offset}"),
            Self::Short { needed, cap } => {
                format!("the buffer holds {cap} bytes; expected at least {needed}")
            }
            Self::Unknown { field, value } => {
                format!(
                    "the field {field} is {value}, which this library does not know; expected one of the header's numbers"
                )
            }
            Self::Unused { field, by } => {
                format!(
                    "the field {field} is set, but {by} does not select it; set {by}, or leave {field} at 0"
                )
            }
            Self::StructSize { name, size, least } => {
                format!("the size in {name} is {size}; expected its sizeof, {least} to {LARGEST_STRUCT}")
            }
            Self::NewerStruct { name, size, known } => format!(
                "the {name} of {size} bytes has a field set that this library does not know, since its own has {known} bytes; \
                 use a library as new as the header"
            ),
            Self::Unsupported(why) => (*why).to_owned(),
            Self::Panic => texts(self.status()).english.to_string_lossy().into_owned(),
            Self::Input(error) => error.to_string(),
        }
    }
}

impl Explained for TokenFailure {
    fn status(&self) -> usersig_status {
        match self {
            Self::Call(failure) => failure.status(),
            Self::Token(_) | Self::NotValid(_) => {
                self.finding().map_or(USERSIG_STATUS_PANIC, |finding| finding_status(finding.kind()))
            }
        }
    }

    fn detail(&self) -> String {
        match self {
            Self::Call(failure) => failure.detail(),
            Self::Token(_) | Self::NotValid(_) => {
                self.finding().map_or_else(|| "no finding".to_owned(), ToString::to_string)
            }
        }
    }

    fn finding(&self) -> Option<&Finding> {
        match self {
            Self::Call(_) => None,
            Self::Token(finding) => Some(finding),
            Self::NotValid(report) => report.first(),
        }
    }

    fn findings(&self) -> u32 {
        match self {
            Self::Call(_) => 0,
            Self::Token(finding) => finding_bit(finding.kind()),
            Self::NotValid(report) => {
                report.findings().iter().fold(0, |set, finding| set | finding_bit(finding.kind()))
            }
        }
    }

    fn warnings(&self) -> u32 {
        match self {
            Self::NotValid(report) => warning_bits(report.warnings()),
            Self::Call(_) | Self::Token(_) => 0,
        }
    }
}

/// Returns the status of a finding: the first statuses are the findings, in their order.
pub(super) fn finding_status(kind: FindingKind) -> usersig_status {
    kind as usersig_status + 1
}

pub(super) fn finding_bit(kind: FindingKind) -> u32 {
    1 << (kind as u32)
}

fn input_status(error: &Error) -> usersig_status {
    match error.kind() {
        ErrorKind::SdkAppId => USERSIG_STATUS_BAD_SDKAPPID,
        ErrorKind::UserId => USERSIG_STATUS_BAD_USERID,
        ErrorKind::Validity => USERSIG_STATUS_BAD_VALIDITY,
        ErrorKind::Leeway => USERSIG_STATUS_BAD_LEEWAY,
        ErrorKind::Userbuf => USERSIG_STATUS_BAD_USERBUF,
        ErrorKind::Room => USERSIG_STATUS_BAD_ROOM,
        ErrorKind::Privileges => USERSIG_STATUS_BAD_PRIVILEGES,
        ErrorKind::PrivateMapKeyExpiry => USERSIG_STATUS_BAD_EXPIRY,
        ErrorKind::Time => USERSIG_STATUS_BAD_TIME,
        ErrorKind::Key => USERSIG_STATUS_BAD_KEY,
        ErrorKind::BufferTooSmall => USERSIG_STATUS_BUFFER_TOO_SMALL,
    }
}

/// The largest `size` that is accepted: if it was not set, it may be any number.
const LARGEST_STRUCT: usize = 4096;

/// A struct of the caller that later versions may append fields to.
///
/// # Safety
/// It is `repr(C)`, starts with its `size: u32`, and all of its bytes may be 0.
pub(super) unsafe trait Grows: Sized {
    /// The size of its first version, which callers may still have.
    const FIRST_SIZE: usize;
}

// SAFETY: integers and arrays of them.
unsafe impl Grows for usersig_report {
    const FIRST_SIZE: usize = std::mem::offset_of!(Self, hint) + USERSIG_HINT_SIZE;
}

/// Reads and checks the `size` at the start of a struct of the caller.
///
/// # Safety
/// `ptr` points to a struct that starts with an aligned `u32`.
unsafe fn struct_size<T: Grows>(name: &'static str, ptr: *const T) -> Result<usize, Failure> {
    // SAFETY: the caller's promise.
    let size = unsafe { ptr.cast::<u32>().read() };
    match usize::try_from(size) {
        Ok(bytes) if (T::FIRST_SIZE..=LARGEST_STRUCT).contains(&bytes) => Ok(bytes),
        _ => Err(Failure::StructSize { name, size, least: T::FIRST_SIZE }),
    }
}

/// Copies an input struct, with 0 in the fields that an older caller does not have.
///
/// # Safety
/// `ptr` is NULL, or points to a struct of the caller with as many bytes as its `size` says.
#[inline]
pub(super) unsafe fn read_struct<T: Grows + Copy>(name: &'static str, ptr: *const T) -> Result<T, Failure> {
    if ptr.is_null() {
        return Err(Failure::Null(name));
    }
    // SAFETY: the caller's promise; zero bytes are a value by the promise of `Grows`.
    unsafe {
        let size = struct_size(name, ptr)?;
        if size == size_of::<T>() {
            return Ok(ptr.read());
        }
        let mut copy: T = std::mem::zeroed();
        let known = size.min(size_of::<T>());
        std::ptr::copy_nonoverlapping(ptr.cast::<u8>(), std::ptr::from_mut(&mut copy).cast(), known);
        let unknown = std::slice::from_raw_parts(ptr.cast::<u8>().add(known), size - known);
        // Ignoring an unknown option could accept what the option is meant to reject.
        if unknown.iter().any(|byte| *byte != 0) {
            return Err(Failure::NewerStruct { name, size, known: size_of::<T>() });
        }
        Ok(copy)
    }
}

/// The caller's report, if there is one.
pub(super) struct ReportOut(*mut usersig_report, usize);

impl ReportOut {
    /// Checks the last argument of a call. It must be NULL or a report as the header describes it: that is
    /// the contract of every function that has one, and they are all `unsafe`.
    pub(super) fn new(ptr: *mut usersig_report) -> Result<Self, usersig_status> {
        if ptr.is_null() {
            return Ok(Self(ptr, 0));
        }
        // SAFETY: not NULL; the contract of every caller.
        let size = unsafe { struct_size("report", ptr) }.map_err(|failure| failure.status())?;
        Ok(Self(ptr, size))
    }

    /// Where the texts start; the numbers before them are all written.
    const TEXTS: usize = std::mem::offset_of!(usersig_report, detail);

    /// Writes every byte of the caller's struct, so that nothing of an earlier call is left.
    pub(super) fn write<F: Explained>(&mut self, result: &Result<Done, F>) {
        let Self(ptr, size) = *self;
        if ptr.is_null() {
            return;
        }
        // SAFETY: `new` checked that the struct has at least the fields of the first version, all that is written here,
        // and that it has `size` bytes in all. The caller alone uses it. No reference is made to the whole: an older
        // caller's struct is smaller than ours.
        unsafe {
            ptr.cast::<u8>().add(Self::TEXTS).write_bytes(0, size - Self::TEXTS);
            (*ptr).ok = u32::from(result.is_ok());
            match result {
                Ok(done) => {
                    ((*ptr).findings, (*ptr).warnings, (*ptr).service_code) = (0, done.warnings, 0);
                }
                Err(failure) => {
                    let finding = failure.finding();
                    (*ptr).findings = failure.findings();
                    (*ptr).warnings = failure.warnings();
                    (*ptr).service_code =
                        finding.and_then(Finding::service_code).map_or(0, ServiceCode::number);
                    copy_text(&mut (*ptr).detail, &failure.detail());
                    copy_text(&mut (*ptr).hint, finding.map_or("", Finding::hint));
                }
            }
            #[cfg(usersig_grown_structs)]
            if size >= size_of::<usersig_report>() {
                (*ptr).later = LATER;
            }
        }
    }
}

/// Copies a text into zeroed memory, and leaves its last byte 0. All texts of the library fit, which a test checks; a
/// longer one would be truncated between two characters.
fn copy_text(dest: &mut [c_char], text: &str) {
    let mut end = text.len().min(dest.len().saturating_sub(1));
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    for (to, from) in dest.iter_mut().zip(text.bytes().take(end)) {
        *to = c_char::from_ne_bytes([from]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::KeyKind;
    use crate::service_code::ServiceCode;
    use crate::time::UnixTime;
    use crate::wire::malformed::Malformed;

    /// The texts that quote most: 64 characters from outside, each escaped as far as that goes.
    #[test]
    fn the_longest_texts_fit() {
        let long = "\u{10ffff}".repeat(70_000);
        let details = [
            Finding::UserIdMismatch { expected: long.clone(), found: long.clone() }.to_string(),
            Finding::SdkAppIdMismatch { expected: u32::MAX, found: long.clone() }.to_string(),
            Finding::Expired { expires_at: UnixTime::from_secs(0), now: UnixTime::from_secs(u64::MAX) }
                .to_string(),
            Error::RoomNameCharacter { character: '\u{10ffff}', offset: usize::MAX }.to_string(),
        ];
        for detail in details {
            assert!(detail.len() < USERSIG_DETAIL_SIZE, "{} bytes: {detail}", detail.len());
        }
        let mut hints: Vec<&str> = ServiceCode::all().iter().map(|code| code.advice()).collect();
        hints.push(
            Finding::WrongKeyKind { token_needs: KeyKind::Public, verifier_has: KeyKind::Secret }.hint(),
        );
        hints.push(Finding::Malformed(Malformed::ZlibHeader).hint());
        for hint in hints {
            assert!(hint.len() < USERSIG_HINT_SIZE, "{hint}");
        }
    }

    #[test]
    fn a_text_is_truncated_between_two_characters() {
        let mut out = [0; 8];
        copy_text(&mut out, "abcde张三");
        assert_eq!(out.map(|c| c.to_ne_bytes()[0]), *b"abcde\0\0\0");
    }
}
