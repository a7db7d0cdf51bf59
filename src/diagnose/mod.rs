//! Diagnosis: the mistake because of which a token is not valid.
//!
//! A finding states that a signature does not match; a developer needs to know which line of the signing code to change.
//! Diagnosis runs after verification and has no influence on its result. It examines a token from the outside inwards:
//!
//! 1. `paste`: the text around the token. A URL, a JSON text or a log line is removed until a token is left.
//! 2. `envelope`: the encoding. Names the alphabet and the compression, and decodes the token if possible.
//! 3. `document`: names, types and units of time in the document, and the form of the signature.
//! 4. `signature`: the usual mistakes of signing code, tried with a key. A small, constant number of MACs.
//! 5. `record`: what is wrong with a PrivateMapKey.
//! 6. `key`: the form of a key that does not match.
//!
//! The limits are those of reading: a text above 64 KiB is not examined, and nothing is inflated beyond that. No text
//! contains a key or a part of one.

mod cause;
mod chinese;
mod document;
mod envelope;
mod key;
mod paste;
mod record;
mod signature;

pub use cause::Cause;

use crate::expectation::Expectation;
use crate::finding::{Finding, KeyKind};
use crate::language::Language;
use crate::time::{Clock, UnixTime};
use crate::verifier::{Report, Verifier};
use crate::wire::envelope::MAX_TOKEN_BYTES;

/// One cause, with the values that were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    cause: Cause,
    values: Vec<String>,
}

impl Diagnosis {
    fn new(cause: Cause) -> Self {
        Self { cause, values: Vec::new() }
    }

    /// Makes a diagnosis with the values for the places in its texts. Control characters and invisible characters in them
    /// are escaped, since values may come from a token.
    fn with<const N: usize>(cause: Cause, values: [String; N]) -> Self {
        let escaped = |value: String| -> String {
            let is_shown = |c: char| matches!(c, '"' | '\'' | '\\');
            let show = |c: char| if is_shown(c) { c.to_string() } else { c.escape_debug().to_string() };
            value.chars().map(show).collect()
        };
        Self { cause, values: values.map(escaped).into() }
    }

    /// Returns the cause.
    #[must_use]
    pub fn cause(&self) -> Cause {
        self.cause
    }

    /// Returns what was found, as one sentence.
    #[must_use]
    pub fn detail(&self, language: Language) -> String {
        self.fill(self.cause.templates(language).0)
    }

    /// Returns what to change, as one sentence.
    #[must_use]
    pub fn fix(&self, language: Language) -> String {
        self.fill(self.cause.templates(language).1)
    }

    fn fill(&self, template: &str) -> String {
        let mut text = template.to_owned();
        for (at, value) in self.values.iter().enumerate() {
            text = text.replace(&format!("{{{at}}}"), value);
        }
        text
    }
}

/// The causes behind the findings of a token.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Diagnoses {
    causes: Vec<Diagnosis>,
    warnings: Vec<Diagnosis>,
    unwrapped: Option<Vec<u8>>,
}

impl Diagnoses {
    /// Returns why the token is not valid, the outermost cause first. Empty for a valid token.
    #[must_use]
    pub fn causes(&self) -> &[Diagnosis] {
        &self.causes
    }

    /// Returns what is unusual in a token that is valid or can be read, and is probably a mistake.
    #[must_use]
    pub fn warnings(&self) -> &[Diagnosis] {
        &self.warnings
    }

    /// Returns the token without the text that was pasted around it; `None` if there was no such text.
    ///
    /// The returned token is not verified. Verify it to find out what else is wrong.
    #[must_use]
    pub fn unwrapped(&self) -> Option<&[u8]> {
        self.unwrapped.as_deref()
    }
}

/// Names what is wrong with a token, or unusual in it, as far as that can be seen without a key.
///
/// A token that can be read may have a cause: a signature that is no MAC fits no key.
///
/// ```
/// use usersig::{Cause, Language, UnixTime, diagnose_unverified};
///
/// let now = UnixTime::from_secs(1_790_000_100);
/// let diagnoses = diagnose_unverified("undefined", now);
/// assert_eq!(diagnoses.causes()[0].cause(), Cause::Placeholder);
/// assert!(diagnoses.causes()[0].fix(Language::English).starts_with("look for the call"));
/// ```
#[must_use]
pub fn diagnose_unverified(token: impl AsRef<[u8]>, now: UnixTime) -> Diagnoses {
    let token = token.as_ref();
    let verdict = match crate::token::inspect_unverified(token) {
        Ok(_) => Verdict::Unknown,
        Err(_) => Verdict::NotValid,
    };
    Examined::new(token, now).into_diagnoses(verdict)
}

/// Names what a key seems to be if it does not look like the key of an application. Empty if it does.
///
/// Use it for a key that was rejected or verifies no token. A key with an unusual form may still be the right one.
#[must_use]
pub fn diagnose_key(key: &str) -> Vec<Diagnosis> {
    key::examine(key)
}

impl Verifier {
    /// Verifies a token as [`Verifier::verify`] does, and returns its report with the causes behind it.
    ///
    /// With `key_text`, the text of this verifier's secret key, mistakes in the use of the key are found too. The text is
    /// read only during the call.
    pub fn diagnose(
        &self,
        token: impl AsRef<[u8]>,
        expectation: &Expectation<'_>,
        key_text: Option<&str>,
    ) -> (Report, Diagnoses) {
        let token = token.as_ref();
        // One reading of the clock: a token that expires in between would be valid and have a cause.
        let now = expectation.clock.now().ok();
        let expectation = &Expectation { clock: now.map_or(expectation.clock, Clock::At), ..*expectation };
        // By a clock that is wrong, no token is from the future.
        let now = now.unwrap_or(UnixTime::from_secs(u64::MAX));
        let report = self.verify(token, expectation);
        let mut examined = Examined::new(token, now);
        if report.is_valid() {
            record::examine(&report, &mut examined.warnings);
        } else {
            // The signature covers the token without the text around it.
            let inner = examined.unwrapped.as_ref().map(|inner| self.verify(inner, expectation));
            let inner = inner.as_ref().unwrap_or(&report);
            self.examine_signature(&mut examined, inner, key_text);
            record::examine(inner, &mut examined.causes);
        }
        let verdict = if report.is_valid() { Verdict::Valid } else { Verdict::NotValid };
        (report, examined.into_diagnoses(verdict))
    }

    fn examine_signature(&self, examined: &mut Examined, report: &Report, key_text: Option<&str>) {
        let is_unreadable = report.token().is_none();
        let is_bad = report.findings().iter().any(|finding| matches!(finding, Finding::BadSignature { .. }));
        let Some(document) = examined.document.as_deref().filter(|_| is_unreadable || is_bad) else { return };
        if let Some(key) = self.mac_key() {
            signature::examine(document, key, key_text, &mut examined.causes);
        }
        if is_bad
            && self.key_kind() == KeyKind::Secret
            && let Some(text) = key_text
        {
            examined.causes.extend(key::examine(text));
        }
    }
}

/// The results of examining a text.
struct Examined {
    causes: Vec<Diagnosis>,
    warnings: Vec<Diagnosis>,
    unwrapped: Option<Vec<u8>>,
    document: Option<Vec<u8>>,
}

impl Examined {
    fn new(token: &[u8], now: UnixTime) -> Self {
        let mut causes = Vec::new();
        let mut warnings = Vec::new();
        if token.len() > MAX_TOKEN_BYTES {
            return Self { causes, warnings, unwrapped: None, document: None };
        }
        let text = paste::unwrap(token, &mut causes);
        let is_final = causes.last().is_some_and(|last| paste::ends_the_search(last.cause()));
        let document = if is_final { None } else { envelope::open(&text, &mut causes) };
        if let Some(document) = &document {
            document::examine(document, now, &mut causes, &mut warnings);
        }
        let is_left = document.is_some() && text.as_bytes() != token;
        let unwrapped = is_left.then(|| text.into_bytes());
        Self { causes, warnings, unwrapped, document }
    }

    /// What is unusual is a cause in a token that is not valid, and a warning in any other. Nothing is both.
    fn into_diagnoses(self, verdict: Verdict) -> Diagnoses {
        let Self { mut causes, mut warnings, unwrapped, .. } = self;
        match verdict {
            Verdict::Valid => causes.clear(),
            Verdict::Unknown => causes.retain(|cause| !warnings.contains(cause)),
            Verdict::NotValid => warnings.retain(|warning| !causes.contains(warning)),
        }
        Diagnoses { causes, warnings, unwrapped: unwrapped.filter(|_| verdict == Verdict::NotValid) }
    }
}

/// What is known of a token.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// It was verified.
    Valid,
    /// It can be read, and was not verified.
    Unknown,
    /// It cannot be read, or verifying it has found something.
    NotValid,
}
