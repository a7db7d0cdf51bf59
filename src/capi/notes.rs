//! Diagnosis and the service's codes, for C: `usersig_notes`.

use std::ffi::c_char;
#[cfg(feature = "codes")]
use std::{ffi::CString, ptr};

use super::args;
use super::boundary::boundary;
use super::input::{self, usersig_expectation};
use super::out::Object;
#[cfg(not(feature = "codes"))]
use super::report::Failure;
use super::report::{Done, PhantomData, TokenFailure, usersig_report};
use super::status::usersig_status;
use super::verifier::usersig_verifier;
#[cfg(feature = "codes")]
use crate::language::Language::{Chinese, English};

/// What is wrong with the token, as `usersig_verifier_verify` reports it. `name` is the name of the status.
pub const USERSIG_NOTE_FINDING: u32 = 1;
/// Why it is wrong: a mistake in the code that made the token, or a change to the token after that.
pub const USERSIG_NOTE_CAUSE: u32 = 2;
/// Something unusual in a token that can be read, which is probably a mistake.
pub const USERSIG_NOTE_WARNING: u32 = 3;
/// What a code of the service means.
pub const USERSIG_NOTE_CODE: u32 = 4;

/// One note, in English and Chinese.
///
/// All texts are UTF-8, end in NUL, and are never NULL; a text that does not apply is empty. No text contains a key.
#[repr(C)]
pub struct usersig_note {
    /// Size of this struct in the library that made it.
    pub size: u32,
    /// One of `USERSIG_NOTE_*`.
    pub kind: u32,
    /// The service's code for a finding, or the code that is explained; 0 if there is none.
    pub code: i64,
    /// The stable name, for programs: `expired`, `gzip`, … For a code, its names in headers, separated by commas.
    pub name: *const c_char,
    /// What was found, or what a code means.
    pub detail: *const c_char,
    /// What to change.
    pub fix: *const c_char,
    /// `detail` in Chinese.
    pub detail_zh: *const c_char,
    /// `fix` in Chinese.
    pub fix_zh: *const c_char,
    /// For a code: the part of the service that returns it.
    pub layer: *const c_char,
    /// `layer` in Chinese.
    pub layer_zh: *const c_char,
    /// For a code: where the documents of the service disagree.
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
    /// The number of notes.
    pub count: u32,
    /// `count` pointers to notes: findings in the order of their statuses, then causes from the outermost to the innermost,
    /// then warnings.
    pub notes: *const *const usersig_note,
    /// The token without the text that was pasted around it, ending in NUL; NULL if there was no such text. It is not
    /// verified.
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
    /// The first field, so that a pointer to it is also a pointer to the whole.
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
    /// Copies a text to the heap, where it is not moved when the vector grows. NULs are escaped, since C ends a text there.
    fn text(&mut self, text: &str) -> *const c_char {
        #[expect(clippy::expect_used, reason = "an empty text would hide the mistake")]
        let text = CString::new(text.replace('\0', "\\0")).expect("no NUL is left");
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

    /// Moves everything to the heap, where the pointers into it stay valid.
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
    use super::super::report::{Done, TokenFailure};

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
    ) -> Result<Done, TokenFailure> {
        let (report, diagnoses) = verifier.diagnose(token, expectation, key_text);
        out.set(|| notes_of(report.findings(), &diagnoses).into_raw());
        if report.is_valid() {
            Ok(Done::with(report.warnings()))
        } else {
            Err(TokenFailure::NotValid(Box::new(report)))
        }
    }

    pub(super) fn unverified(
        token: &[u8],
        now: u64,
        out: Object<usersig_notes>,
    ) -> Result<Done, TokenFailure> {
        let diagnoses = diagnose_unverified(token, UnixTime::from_secs(now));
        let read = inspect_unverified(token);
        let finding = read.as_ref().err();
        out.set(|| notes_of(finding.map_or(&[], std::slice::from_ref), &diagnoses).into_raw());
        Ok(Done::with(read?.warnings()))
    }

    pub(super) fn key(text: &str, out: Object<usersig_notes>) -> Result<Done, TokenFailure> {
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
    use super::super::report::{Done, Failure, TokenFailure};
    use super::usersig_notes;
    use crate::expectation::Expectation;
    use crate::verifier::Verifier;

    pub(super) fn verified(
        _: &Verifier,
        _: &[u8],
        _: &Expectation<'_>,
        _: Option<&str>,
        _: Object<usersig_notes>,
    ) -> Result<Done, TokenFailure> {
        Err(Failure::NO_DIAGNOSE.into())
    }

    pub(super) fn unverified(_: &[u8], _: u64, _: Object<usersig_notes>) -> Result<Done, TokenFailure> {
        Err(Failure::NO_DIAGNOSE.into())
    }

    pub(super) fn key(_: &str, _: Object<usersig_notes>) -> Result<Done, TokenFailure> {
        Err(Failure::NO_DIAGNOSE.into())
    }
}

#[cfg(feature = "codes")]
#[expect(clippy::unnecessary_wraps, reason = "a build without codes fails")]
fn explained(code: &str, out: Object<usersig_notes>) -> Result<Done, TokenFailure> {
    let mut notes = Notes::default();
    for entry in crate::explain(code) {
        notes.push_code(entry);
    }
    out.set(|| notes.into_raw());
    Ok(Done)
}

#[cfg(not(feature = "codes"))]
fn explained(_: &str, _: Object<usersig_notes>) -> Result<Done, TokenFailure> {
    Err(Failure::NO_CODES.into())
}

/// Verifies a token, and names the mistakes because of which it is not valid.
///
/// This is for people who look for a mistake, and for logs: it computes up to about 60 MACs, where
/// `usersig_verifier_verify` computes one. `key_text` is the text of the verifier's secret key, with which mistakes in the
/// use of the key are found too; pass NULL and 0 to leave them out. `*out` has the notes if the token was verified, valid or
/// not, and is NULL if the call failed for another reason. Free it with `usersig_notes_free`.
///
/// Returns what `usersig_verifier_verify` returns for the same token: the notes never change the result. Also
/// `UNSUPPORTED` in a build without diagnosis.
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

/// Reads a token **without verifying it**, and names what is wrong with it or unusual in it, as far as that is possible
/// without a key.
///
/// `now` is the time in Unix seconds, such as `time(NULL)`. `*out` has the notes if the token was examined, readable or not,
/// and is NULL if the call failed for another reason. Free it with `usersig_notes_free`.
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

/// Names what a key seems to be if it does not look like the secret key of an application: a PEM key, a line of a
/// configuration file, a key of another service.
///
/// A key with an unusual form may still be the right one, and a key without notes may be the wrong one. `*out` has the
/// notes if the key was examined. Free it with `usersig_notes_free`.
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

/// Explains a code of the service: what it means and what to do, with one note for each part of the service that has the
/// code.
///
/// `code` is a decimal number, with or without a minus sign, or a name such as `ERR_USER_SIG_EXPIRED` in upper or lower
/// case. A code that this library does not know has no notes; the service may still use it. Free `*out` with
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

/// Frees notes. Does nothing for NULL.
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
