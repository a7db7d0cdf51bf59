//! The report: what went wrong, in the caller's memory.

use std::ffi::c_char;

#[allow(clippy::wildcard_imports, reason = "every status")]
use super::status::*;
use crate::error::Error;
use crate::finding::Finding;
use crate::verifier::Report;

/// Room for the detail text of a report, its NUL included.
pub const USERSIG_DETAIL_SIZE: usize = 1536;
/// Room for the hint of a report, its NUL included.
pub const USERSIG_HINT_SIZE: usize = 512;

/// What went wrong, in words: the optional last argument of every call that can fail.
///
/// The caller owns it and sets `size` before the first call; it can be used again for the next ones, by one
/// thread at a time. It is filled in by every call that gets it, also by one that succeeds. Later versions of
/// the library may add fields at the end: a caller with the older, smaller struct goes on working, and in a
/// newer, larger one the fields that this library does not know are set to 0.
#[repr(C)]
pub struct usersig_report {
    /// Set by the caller: `sizeof(usersig_report)`.
    pub size: u32,
    /// What the call returned.
    pub status: usersig_status,
    /// Everything that is wrong with the token: a set of `USERSIG_PROBLEM_*`. `status` is the first of them.
    pub problems: u32,
    /// What the service answers to this token (70001, …); 0 if `status` is not about a token.
    pub service_code: u32,
    /// What was wrong and what was expected: UTF-8, ends in NUL, empty on success. It never holds a key, but
    /// it does hold UserIDs.
    pub detail: [c_char; USERSIG_DETAIL_SIZE],
    /// What to do about it: UTF-8, ends in NUL, may be empty.
    pub hint: [c_char; USERSIG_HINT_SIZE],
}

/// Why a call did not succeed.
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
    Flags(u32),
    StructSize {
        name: &'static str,
        size: u32,
        least: usize,
    },
    Absent(&'static str),
    #[cfg_attr(feature = "ecdsa", expect(dead_code, reason = "everything is supported"))]
    Unsupported,
    Panic,
    Input(Error),
    /// What stands in a token that could not be read.
    Token(Finding),
    /// A report with at least one problem.
    NotValid(Box<Report>),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Input(error)
    }
}

impl From<Finding> for Failure {
    fn from(finding: Finding) -> Self {
        Self::Token(finding)
    }
}

impl Failure {
    pub(super) fn status(&self) -> usersig_status {
        match self {
            Self::Null(_) => USERSIG_STATUS_NULL_ARGUMENT,
            Self::Length { .. } => USERSIG_STATUS_BAD_LENGTH,
            Self::NotUtf8 { .. } => USERSIG_STATUS_NOT_UTF8,
            Self::Short { .. } => USERSIG_STATUS_BUFFER_TOO_SMALL,
            Self::Flags(_) => USERSIG_STATUS_BAD_FLAGS,
            Self::StructSize { .. } => USERSIG_STATUS_BAD_STRUCT_SIZE,
            Self::Absent(_) => USERSIG_STATUS_ABSENT,
            Self::Unsupported => USERSIG_STATUS_UNSUPPORTED,
            Self::Panic => USERSIG_STATUS_PANIC,
            Self::Input(error) => input_status(error),
            Self::Token(_) | Self::NotValid(_) => self.finding().map_or(USERSIG_STATUS_PANIC, finding_status),
        }
    }

    fn finding(&self) -> Option<&Finding> {
        match self {
            Self::Token(finding) => Some(finding),
            Self::NotValid(report) => report.first(),
            _ => None,
        }
    }

    fn problems(&self) -> u32 {
        let bit = |finding: &Finding| 1 << (finding_status(finding) - 1);
        match self {
            Self::Token(finding) => bit(finding),
            Self::NotValid(report) => report.problems().iter().fold(0, |set, finding| set | bit(finding)),
            _ => 0,
        }
    }

    fn detail(&self) -> String {
        match self {
            Self::Null(name) => format!("the argument {name} is NULL"),
            Self::Length { name, len } => {
                format!("the argument {name} is a length of {len}: a negative number that became a size_t?")
            }
            Self::NotUtf8 { name, offset } => format!("the argument {name} is not UTF-8 at byte {offset}"),
            Self::Short { needed, cap } => {
                format!("the buffer holds {cap} bytes; expected at least {needed}")
            }
            Self::Flags(flags) => format!("the flags are 0x{flags:x}; expected 0 or USERSIG_FLAG_ANY_USERID"),
            Self::StructSize { name, size, least } => {
                format!("the size in {name} is {size}; expected its sizeof, at least {least}")
            }
            Self::Absent(what) => format!("the token has no {what}"),
            Self::Unsupported | Self::Panic => texts(self.status()).1.to_str().unwrap_or_default().to_owned(),
            Self::Input(error) => error.to_string(),
            Self::Token(_) | Self::NotValid(_) => self.finding().map(ToString::to_string).unwrap_or_default(),
        }
    }
}

fn finding_status(finding: &Finding) -> usersig_status {
    match finding {
        Finding::Empty => USERSIG_STATUS_EMPTY,
        Finding::Malformed(_) => USERSIG_STATUS_MALFORMED,
        Finding::WrongKeyKind { .. } => USERSIG_STATUS_WRONG_KEY_KIND,
        Finding::SdkAppIdMismatch { .. } => USERSIG_STATUS_SDKAPPID_MISMATCH,
        Finding::UserIdMismatch { .. } => USERSIG_STATUS_USERID_MISMATCH,
        Finding::BadSignature { .. } => USERSIG_STATUS_BAD_SIGNATURE,
        Finding::Expired { .. } => USERSIG_STATUS_EXPIRED,
    }
}

fn input_status(error: &Error) -> usersig_status {
    match error {
        Error::SdkAppIdZero => USERSIG_STATUS_BAD_SDKAPPID,
        Error::UserIdEmpty { .. }
        | Error::UserIdTooLong { .. }
        | Error::UserIdCharacter { .. }
        | Error::UserIdControl { .. } => USERSIG_STATUS_BAD_USERID,
        Error::ValidityOutOfRange { .. } | Error::ValiditySyntax { .. } => USERSIG_STATUS_BAD_VALIDITY,
        Error::UserbufTooLong { .. } => USERSIG_STATUS_BAD_USERBUF,
        Error::RoomNumberOutOfRange { .. }
        | Error::RoomNameLength { .. }
        | Error::RoomNameCharacter { .. } => USERSIG_STATUS_BAD_ROOM,
        Error::PrivilegesOutOfRange { .. } | Error::PrivilegeName { .. } => USERSIG_STATUS_BAD_PRIVILEGES,
        Error::PrivateMapKeyExpiry { .. } => USERSIG_STATUS_BAD_EXPIRY,
        Error::SecretKeyEmpty | Error::SecretKeyWhitespace { .. } | Error::BadKey { .. } => {
            USERSIG_STATUS_BAD_KEY
        }
        Error::BufferTooSmall { .. } => USERSIG_STATUS_BUFFER_TOO_SMALL,
    }
}

/// A struct that a caller cannot have on purpose: its `size` was never set.
const LARGEST_STRUCT: usize = 65_536;

/// Reads and checks the `size` that leads a struct of the caller.
///
/// # Safety
/// `ptr` points to a struct that starts with an aligned `u32`.
pub(super) unsafe fn struct_size<T>(name: &'static str, ptr: *const T) -> Result<usize, Failure> {
    // SAFETY: the caller's promise.
    let size = unsafe { ptr.cast::<u32>().read() };
    match usize::try_from(size) {
        Ok(bytes) if (size_of::<T>()..=LARGEST_STRUCT).contains(&bytes) => Ok(bytes),
        _ => Err(Failure::StructSize { name, size, least: size_of::<T>() }),
    }
}

/// Sets what a newer caller's struct has beyond ours to 0.
///
/// # Safety
/// `size` bytes can be written at `ptr`.
pub(super) unsafe fn clear_beyond<T>(ptr: *mut T, size: usize) {
    // SAFETY: the bytes from our size to the caller's are inside its struct.
    unsafe { ptr.cast::<u8>().add(size_of::<T>()).write_bytes(0, size.saturating_sub(size_of::<T>())) }
}

/// The caller's report, if there is one.
pub(super) struct ReportOut(*mut usersig_report, usize);

impl ReportOut {
    /// Takes the last argument of a call. It must be NULL or a report as the header describes it: that is
    /// the contract of every function that has one, and they are all `unsafe`.
    pub(super) fn new(ptr: *mut usersig_report) -> Result<Self, usersig_status> {
        if ptr.is_null() {
            return Ok(Self(ptr, 0));
        }
        // SAFETY: not NULL; the contract of every caller.
        let size = unsafe { struct_size("report", ptr) }.map_err(|failure| failure.status())?;
        Ok(Self(ptr, size))
    }

    pub(super) fn write(&mut self, result: &Result<(), Failure>) {
        let Self(ptr, size) = *self;
        if ptr.is_null() {
            return;
        }
        // SAFETY: `new` checked that the struct is as large as ours; the caller alone uses it.
        let report = unsafe {
            clear_beyond(ptr, size);
            &mut *ptr
        };
        match result {
            Ok(()) => {
                (report.status, report.problems, report.service_code) = (USERSIG_STATUS_OK, 0, 0);
                copy_text(&mut report.detail, "");
                copy_text(&mut report.hint, "");
            }
            Err(failure) => {
                let finding = failure.finding();
                report.status = failure.status();
                report.problems = failure.problems();
                report.service_code = finding.map_or(0, |f| f.service_code().number());
                copy_text(&mut report.detail, &failure.detail());
                copy_text(&mut report.hint, finding.map_or("", Finding::hint));
            }
        }
    }
}

/// Copies a text and its NUL. Texts of ours fit (a test holds them to it); another would be cut between two
/// characters.
fn copy_text(out: &mut [c_char], text: &str) {
    let mut end = text.len().min(out.len().saturating_sub(1));
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let bytes = text.as_bytes().iter().take(end).copied();
    for (to, from) in out.iter_mut().zip(bytes.chain(std::iter::once(0))) {
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
    fn a_text_is_cut_between_two_characters() {
        let mut out = [1; 8];
        copy_text(&mut out, "abcde张三");
        assert_eq!(out.map(|c| c.to_ne_bytes()[0]), *b"abcde\0\x01\x01");
    }
}
