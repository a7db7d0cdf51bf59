//! Diagnosis and the service's codes, for C: `usersig_notes`.

use std::ffi::c_char;
#[cfg(feature = "codes")]
use std::{ffi::CString, ptr};

use super::args;
use super::boundary::boundary;
use super::input::{self, usersig_expectation};
use super::out::Object;
use super::report::{Done, Failure, PhantomData, usersig_report};
use super::status::usersig_status;
use super::verifier::usersig_verifier;
#[cfg(feature = "codes")]
use crate::language::Language::{Chinese, English};

/// A note about what is wrong with the token: what `usersig_verifier_verify` reports. `name` is the status's name.
pub const USERSIG_NOTE_FINDING: u32 = 1;
/// A note about why: a mistake in the code that made the token, or on the token's way here.
pub const USERSIG_NOTE_CAUSE: u32 = 2;
/// A note about something in a readable token that hardly anyone means.
pub const USERSIG_NOTE_WARNING: u32 = 3;
/// A note about a code of the service.
pub const USERSIG_NOTE_CODE: u32 = 4;

/// One note, in English and Chinese.
///
/// All texts are UTF-8, end in NUL, and are never NULL; a text that does not apply is empty. None holds a key.
#[repr(C)]
pub struct usersig_note {
    /// Size of this struct in the library that made it.
    pub size: u32,
    /// One of `USERSIG_NOTE_*`.
    pub kind: u32,
    /// The service's code for a finding, or the code that is explained; 0 without one.
    pub code: i64,
    /// The stable name, for programs: `expired`, `gzip`, … Of a code, its names in headers, with commas between.
    pub name: *const c_char,
    /// What was seen, or what a code means.
    pub detail: *const c_char,
    /// What to change.
    pub fix: *const c_char,
    /// `detail` in Chinese.
    pub detail_zh: *const c_char,
    /// `fix` in Chinese.
    pub fix_zh: *const c_char,
    /// Of a code: the part of the service that returns it.
    pub layer: *const c_char,
    /// `layer` in Chinese.
    pub layer_zh: *const c_char,
    /// Of a code: what the service's documents disagree about.
    pub remark: *const c_char,
    /// `remark` in Chinese.
    pub remark_zh: *const c_char,
    /// In builds that test the ABI.
    pub later: PhantomData<u64>,
}

/// Notes about a token, a key or a code.
///
/// Made by the library, freed by `usersig_notes_free`; read only. All pointers belong to it and are valid until it is
/// freed. Later versions append fields to it and to usersig_note. Any number of threads may read it at the same time.
#[repr(C)]
pub struct usersig_notes {
    /// Size of this struct in the library that made it.
    pub size: u32,
    /// How many notes there are.
    pub count: u32,
    /// `count` pointers to notes: the findings in the order of their statuses, then causes from the outside of what was
    /// passed to its inside, then warnings.
    pub notes: *const *const usersig_note,
    /// The token that is left when what was pasted around it is removed, ending in NUL; NULL if nothing was. It is
    /// not verified.
    pub unwrapped: *const c_char,
    /// Length of `unwrapped` in bytes, without the NUL.
    pub unwrapped_len: usize,
    /// In builds that test the ABI.
    pub later: PhantomData<u64>,
}

/// Notes and what their C form points into.
#[cfg(feature = "codes")]
#[repr(C)]
struct OwnedNotes {
    /// First, so that a pointer to it is one to all of it.
    c: usersig_notes,
    pointers: Vec<*const usersig_note>,
    items: Vec<usersig_note>,
    texts: Vec<CString>,
    unwrapped: Vec<u8>,
}

/// Collects notes.
#[cfg(feature = "codes")]
#[derive(Default)]
struct Notes {
    items: Vec<usersig_note>,
    texts: Vec<CString>,
    unwrapped: Option<Vec<u8>>,
}

/// A text in English and in Chinese.
#[cfg(feature = "codes")]
type Pair = [String; 2];

#[cfg(feature = "codes")]
impl Notes {
    /// Copies a text to the heap, where it stays when the vector grows. A NUL would end it early for C.
    fn text(&mut self, text: &str) -> *const c_char {
        let text = CString::new(text.replace('\0', "\\0")).unwrap_or_default();
        let at = text.as_ptr();
        self.texts.push(text);
        at
    }

    fn push(&mut self, kind: u32, code: i64, name: &str, [detail, detail_zh]: Pair, [fix, fix_zh]: Pair) {
        let note = usersig_note {
            size: size_of::<usersig_note>() as u32,
            kind,
            code,
            name: self.text(name),
            detail: self.text(&detail),
            fix: self.text(&fix),
            detail_zh: self.text(&detail_zh),
            fix_zh: self.text(&fix_zh),
            layer: c"".as_ptr(),
            layer_zh: c"".as_ptr(),
            remark: c"".as_ptr(),
            remark_zh: c"".as_ptr(),
            later: super::report::LATER,
        };
        self.items.push(note);
    }

    fn push_code(&mut self, entry: &crate::Explanation) {
        let pair = |text: fn(&crate::Explanation, crate::Language) -> &'static str| {
            [English, Chinese].map(|language| text(entry, language).to_owned())
        };
        let code = entry.numbers().first().map_or(0, |number| i64::from(*number));
        let (meaning, advice) = (pair(crate::Explanation::meaning), pair(crate::Explanation::advice));
        self.push(USERSIG_NOTE_CODE, code, &entry.names().join(", "), meaning, advice);
        let layer = [English, Chinese].map(|language| self.text(entry.layer().title(language)));
        let remark = [English, Chinese].map(|language| self.text(entry.note(language).unwrap_or("")));
        if let Some(note) = self.items.last_mut() {
            ([note.layer, note.layer_zh], [note.remark, note.remark_zh]) = (layer, remark);
        }
    }

    /// Moves all to the heap, where the pointers into it stay valid.
    fn into_raw(self) -> *mut usersig_notes {
        let Self { items, texts, unwrapped } = self;
        let mut owned = Box::new(OwnedNotes {
            c: usersig_notes {
                size: size_of::<usersig_notes>() as u32,
                count: items.len() as u32,
                notes: ptr::null(),
                unwrapped: ptr::null(),
                unwrapped_len: 0,
                later: super::report::LATER,
            },
            pointers: items.iter().map(ptr::from_ref).collect(),
            items,
            texts,
            unwrapped: Vec::new(),
        });
        owned.c.notes = owned.pointers.as_ptr();
        if let Some(mut token) = unwrapped {
            owned.c.unwrapped_len = token.len();
            token.push(0);
            owned.unwrapped = token;
            owned.c.unwrapped = owned.unwrapped.as_ptr().cast();
        }
        let owned: *mut OwnedNotes = Box::into_raw(owned);
        owned.cast()
    }
}

#[cfg(feature = "diagnose")]
mod diagnosis {
    use super::{
        Chinese, English, Notes, USERSIG_NOTE_CAUSE, USERSIG_NOTE_FINDING, USERSIG_NOTE_WARNING,
        usersig_notes,
    };
    use crate::expectation::Expectation;
    use crate::finding::Finding;
    use crate::key::SecretKey;
    use crate::service_code::ServiceCode;
    use crate::time::UnixTime;
    use crate::verifier::Verifier;
    use crate::{Diagnoses, Diagnosis, diagnose_key, diagnose_unverified, inspect_unverified};

    use super::super::out::Object;
    use super::super::report::{Done, Failure};

    fn push(notes: &mut Notes, kind: u32, diagnoses: &[Diagnosis]) {
        for diagnosis in diagnoses {
            let detail = [English, Chinese].map(|language| diagnosis.detail(language));
            let fix = [English, Chinese].map(|language| diagnosis.fix(language));
            notes.push(kind, 0, diagnosis.cause().name(), detail, fix);
        }
    }

    fn notes_of(findings: &[Finding], diagnoses: &Diagnoses) -> Notes {
        let mut notes = Notes::default();
        for finding in findings {
            let code = finding.service_code().map_or(0, ServiceCode::number);
            let detail = [English, Chinese].map(|language| finding.detail_in(language));
            let hint = [English, Chinese].map(|language| finding.hint_in(language).to_owned());
            notes.push(USERSIG_NOTE_FINDING, code.into(), finding.kind().name(), detail, hint);
        }
        push(&mut notes, USERSIG_NOTE_CAUSE, diagnoses.causes());
        push(&mut notes, USERSIG_NOTE_WARNING, diagnoses.warnings());
        notes.unwrapped = diagnoses.unwrapped().map(<[u8]>::to_vec);
        notes
    }

    pub(super) fn verified(
        verifier: &Verifier,
        token: &[u8],
        expectation: &Expectation<'_>,
        key_text: Option<&str>,
        out: Object<usersig_notes>,
    ) -> Result<Done, Failure> {
        let report = verifier.verify(token, expectation);
        let diagnoses = verifier.diagnose(token, expectation, key_text);
        out.set(|| notes_of(report.findings(), &diagnoses).into_raw());
        if report.is_valid() {
            Ok(Done::with(report.warnings()))
        } else {
            Err(Failure::NotValid(Box::new(report)))
        }
    }

    pub(super) fn unverified(token: &[u8], now: u64, out: Object<usersig_notes>) -> Result<Done, Failure> {
        let diagnoses = diagnose_unverified(token, UnixTime::from_secs(now));
        let read = inspect_unverified(token);
        let finding = read.as_ref().err();
        out.set(|| notes_of(finding.map_or(&[], std::slice::from_ref), &diagnoses).into_raw());
        Ok(Done::with(read?.warnings()))
    }

    pub(super) fn key(text: &str, out: Object<usersig_notes>) -> Result<Done, Failure> {
        let mut notes = Notes::default();
        push(&mut notes, USERSIG_NOTE_CAUSE, &diagnose_key(text));
        out.set(|| notes.into_raw());
        SecretKey::new(text)?;
        Ok(Done)
    }
}

#[cfg(not(feature = "diagnose"))]
mod diagnosis {
    use super::super::out::Object;
    use super::super::report::{Done, Failure};
    use super::usersig_notes;
    use crate::expectation::Expectation;
    use crate::verifier::Verifier;

    pub(super) fn verified(
        _: &Verifier,
        _: &[u8],
        _: &Expectation<'_>,
        _: Option<&str>,
        _: Object<usersig_notes>,
    ) -> Result<Done, Failure> {
        Err(Failure::NO_DIAGNOSE)
    }

    pub(super) fn unverified(_: &[u8], _: u64, _: Object<usersig_notes>) -> Result<Done, Failure> {
        Err(Failure::NO_DIAGNOSE)
    }

    pub(super) fn key(_: &str, _: Object<usersig_notes>) -> Result<Done, Failure> {
        Err(Failure::NO_DIAGNOSE)
    }
}

#[cfg(feature = "codes")]
#[expect(clippy::unnecessary_wraps, reason = "a build without codes fails")]
fn explained(code: &str, out: Object<usersig_notes>) -> Result<Done, Failure> {
    let mut notes = Notes::default();
    for entry in crate::explain(code) {
        notes.push_code(entry);
    }
    out.set(|| notes.into_raw());
    Ok(Done)
}

#[cfg(not(feature = "codes"))]
fn explained(_: &str, _: Object<usersig_notes>) -> Result<Done, Failure> {
    Err(Failure::NO_CODES)
}

/// Verifies a token, and says why it is not valid: the mistakes in the code that made it, or on its way here.
///
/// For a person who looks for a mistake, and for logs: it costs up to about 60 MACs, where `usersig_verifier_verify`
/// costs one. `key_text` is the text that this verifier's secret key was made of; with it, mistakes in the use of the
/// key are tried too. NULL with a length of 0: they are not. `*out` has the notes whenever the token was verified, also
/// if it is not valid, and NULL if the call failed otherwise; free it with `usersig_notes_free`.
///
/// Returns what `usersig_verifier_verify` returns for the same token: notes never change a verdict. Also `UNSUPPORTED`
/// in a build without diagnosis.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn usersig_verifier_diagnose(
    verifier: *const usersig_verifier,
    token: *const c_char,
    token_len: usize,
    expectation: *const usersig_expectation,
    key_text: *const c_char,
    key_text_len: usize,
    out: *mut *mut usersig_notes,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, out: out, {
        // SAFETY: the pointers are as the header says.
        let (verifier, token, expectation, key) = unsafe {
            (
                &args::object("verifier", verifier)?.0,
                args::bytes("token", token.cast(), token_len)?,
                input::expectation(expectation)?,
                args::text("key_text", key_text, key_text_len)?,
            )
        };
        let key = Some(key).filter(|key| !key.is_empty());
        diagnosis::verified(verifier, token, &expectation, key, out.wanted()?)
    })
}

/// Reads a token **without verifying it**, and says what is wrong with it or unusual in it, as far as that can be seen
/// without a key.
///
/// `now` is the time in Unix seconds, such as `time(NULL)`. `*out` has the notes whenever the token was looked at, also
/// if it cannot be read, and NULL if the call failed otherwise; free it with `usersig_notes_free`.
///
/// Returns what `usersig_inspect_unverified` returns for the same token. Also `UNSUPPORTED` in a build without
/// diagnosis.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn usersig_diagnose_unverified(
    token: *const c_char,
    token_len: usize,
    now: u64,
    out: *mut *mut usersig_notes,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, out: out, {
        // SAFETY: the pointers are as the header says.
        let token = unsafe { args::bytes("token", token.cast(), token_len) }?;
        diagnosis::unverified(token, now, out.wanted()?)
    })
}

/// Says what a key is if it does not look like the secret key of an application: a PEM key, a line of a configuration
/// file, a key of another service.
///
/// A key with an unusual shape may still be the right one, and a key without notes may be the wrong one. `*out` has the
/// notes whenever the key was looked at; free it with `usersig_notes_free`.
///
/// Returns what `usersig_verifier_new` returns for the same key. Also `UNSUPPORTED` in a build without diagnosis.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn usersig_diagnose_key(
    key: *const c_char,
    key_len: usize,
    out: *mut *mut usersig_notes,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, out: out, {
        // SAFETY: the pointers are as the header says.
        let key = unsafe { args::text("key", key, key_len) }?;
        diagnosis::key(key, out.wanted()?)
    })
}

/// Explains a code of the service: what it means and what to do, one note for each part of the service that has it.
///
/// `code` is a decimal number, with or without a minus, or a name such as `ERR_USER_SIG_EXPIRED` in either case. A code
/// that this library does not know has no notes, which says nothing about the service. Free `*out` with
/// `usersig_notes_free`.
///
/// Returns `OK`, `NOT_UTF8`, `NULL_ARGUMENT`, `BAD_LENGTH`; `UNSUPPORTED` in a build without codes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_explain(
    code: *const c_char,
    code_len: usize,
    out: *mut *mut usersig_notes,
    report: *mut usersig_report,
) -> usersig_status {
    boundary!(report: report, out: out, {
        // SAFETY: the pointers are as the header says.
        let code = unsafe { args::text("code", code, code_len) }?;
        explained(code, out.wanted()?)
    })
}

/// Frees notes. Does nothing with NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn usersig_notes_free(notes: *mut usersig_notes) {
    boundary!(or(), {
        #[cfg(feature = "codes")]
        if !notes.is_null() {
            // SAFETY: made by `Box::into_raw` of an `OwnedNotes`, whose first field this is, and freed once.
            drop(unsafe { Box::from_raw(notes.cast::<OwnedNotes>()) });
        }
        #[cfg(not(feature = "codes"))]
        let _ = notes;
    });
}
