//! Names what is really wrong: the mistake in the code that made a token, or on the token's way here.
//!
//! A verdict says that a signature does not match; a person wants the line to change. This module runs after the
//! verdict and is no part of it: nothing here makes a token valid. It looks from the outside inwards:
//!
//! 1. `paste`: what was pasted. A URL, a JSON text or a log line is unwrapped until a token is left.
//! 2. `envelope`: how it is encoded. With the alphabet that fits, the container is named, and opened if it can be.
//! 3. `document`: what is in it. Names, types, units of time, the form of the signature.
//! 4. `signature`: with a key, the few usual mistakes of signing code are tried. A constant, small number of MACs.
//! 5. `record`: what is wrong with a PrivateMapKey.
//! 6. `key`: the shape of a key that does not fit.
//!
//! Everything is bounded like reading is: texts above 64 KiB are not looked at, and nothing is inflated beyond that.
//! No text names a key or a part of one.

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
use crate::time::UnixTime;
use crate::verifier::{Report, Verifier};
use crate::wire::envelope::MAX_TOKEN_BYTES;

/// One cause, with what was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    cause: Cause,
    values: Vec<String>,
}

impl Diagnosis {
    fn new(cause: Cause) -> Self {
        Self { cause, values: Vec::new() }
    }

    /// With the values for the places in its texts. What a terminal would obey, or not show, is escaped in them: they
    /// may come from a token.
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

    /// Returns what was seen, as a sentence.
    #[must_use]
    pub fn detail(&self, language: Language) -> String {
        self.fill(self.cause.templates(language).0)
    }

    /// Returns what to change, as a sentence.
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

/// What is behind the findings of a token.
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

    /// Returns what hardly anyone means in a token that is valid, or that can be read.
    #[must_use]
    pub fn warnings(&self) -> &[Diagnosis] {
        &self.warnings
    }

    /// Returns the token that is left when what was pasted around it is removed; `None` if nothing was.
    ///
    /// To see what would still be wrong, verify it. It is not verified yet.
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

/// Names the shape of a key that does not look like an application's key. Empty for one that does.
///
/// For a key that was rejected, or that verified nothing: a key with an odd shape may still be the right one.
#[must_use]
pub fn diagnose_key(key: &str) -> Vec<Diagnosis> {
    key::examine(key)
}

impl Verifier {
    /// Names what is behind the report of [`Verifier::verify`] for the same token and expectation.
    ///
    /// With `key_text`, the text that this verifier's secret key was made of, mistakes in the key's use are tried too.
    /// It is only read during the call.
    #[must_use]
    pub fn diagnose(
        &self,
        token: impl AsRef<[u8]>,
        expectation: &Expectation<'_>,
        key_text: Option<&str>,
    ) -> Diagnoses {
        let token = token.as_ref();
        let now = expectation.clock.now().unwrap_or(UnixTime::from_secs(0));
        let report = self.verify(token, expectation);
        let mut examined = Examined::new(token, now);
        if report.is_valid() {
            record::examine(&report, &mut examined.warnings);
        } else {
            // What is left after unwrapping is what the signature is of.
            let inner = examined.unwrapped.as_ref().map(|inner| self.verify(inner, expectation));
            let report = inner.as_ref().unwrap_or(&report);
            self.examine_signature(&mut examined, report, key_text);
            record::examine(report, &mut examined.causes);
        }
        examined.into_diagnoses(if report.is_valid() { Verdict::Valid } else { Verdict::NotValid })
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

/// What looking at a text has shown.
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
