//! What is behind a verdict. The interface is the same in every build; one without the feature `diagnose` fails.

use usersig::UnixTime;

use crate::{Expectation, Language, Report, UserSigError, keys::wiped};

/// One mistake, or something unusual.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Diagnosis {
    /// Its stable name, the same in every language, such as `key_quoted`.
    pub name: String,
    /// What was seen.
    pub detail: String,
    /// What to change.
    pub fix: String,
}

/// A verdict, and what is behind it. Only the report says whether the token is valid.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Diagnoses {
    /// The verdict: what `verify` returns, with the texts of its findings in the language that was asked for.
    pub report: Report,
    /// Why the token is not valid, the outermost cause first; empty for a valid token.
    pub causes: Vec<Diagnosis>,
    /// What is unusual in a token that is valid.
    pub warnings: Vec<Diagnosis>,
    /// The token that is left when what was pasted around it is removed. It is not verified.
    pub unwrapped: Option<String>,
}

/// What is wrong with a token, without a key and so without a verdict.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct UnverifiedDiagnoses {
    /// Why the token cannot be valid, as far as that can be seen without a key, the outermost cause first.
    pub causes: Vec<Diagnosis>,
    /// What is unusual in a token that may be valid.
    pub warnings: Vec<Diagnosis>,
    /// The token that is left when what was pasted around it is removed. It is not verified.
    pub unwrapped: Option<String>,
}

/// Names what is wrong with a token, or unusual in it, without a key. The time is in Unix seconds. Fails only with the
/// kind `unsupported`, in a build without diagnosis.
#[uniffi::export]
pub fn diagnose_unverified(
    token: &str,
    now: u64,
    language: Language,
) -> Result<UnverifiedDiagnoses, UserSigError> {
    build::unverified(token, UnixTime::from_secs(now), language)
}

/// Names the shape of a key that does not look like an application's secret key; nothing for one that does. The text is
/// wiped when the call ends. Fails only with the kind `unsupported`, in a build without diagnosis.
#[uniffi::export]
pub fn diagnose_key(text: String, language: Language) -> Result<Vec<Diagnosis>, UserSigError> {
    build::key(&wiped(text), language)
}

pub(crate) fn with_verifier(
    verifier: &usersig::Verifier,
    token: &str,
    expectation: Expectation,
    key_text: Option<&str>,
    language: Language,
) -> Result<Diagnoses, UserSigError> {
    build::with_verifier(verifier, token, expectation, key_text, language)
}

/// With diagnosis.
#[cfg(feature = "diagnose")]
mod build {
    use super::{
        Diagnoses, Diagnosis, Expectation, Language, Report, UnixTime, UnverifiedDiagnoses, UserSigError,
    };

    pub(super) fn with_verifier(
        verifier: &usersig::Verifier,
        token: &str,
        expectation: Expectation,
        key_text: Option<&str>,
        language: Language,
    ) -> Result<Diagnoses, UserSigError> {
        let (verdict, found) = verifier.diagnose(token, &expectation.checked()?, key_text);
        let mut report = Report::from(&verdict);
        for (shown, finding) in report.findings.iter_mut().zip(verdict.findings()) {
            shown.detail = finding.detail_in(language.into());
            finding.hint_in(language.into()).clone_into(&mut shown.hint);
        }
        Ok(Diagnoses {
            report,
            causes: list(found.causes(), language),
            warnings: list(found.warnings(), language),
            unwrapped: unwrapped(&found),
        })
    }

    #[expect(clippy::unnecessary_wraps, reason = "the build without diagnosis fails")]
    pub(super) fn unverified(
        token: &str,
        now: UnixTime,
        language: Language,
    ) -> Result<UnverifiedDiagnoses, UserSigError> {
        let found = usersig::diagnose_unverified(token, now);
        Ok(UnverifiedDiagnoses {
            causes: list(found.causes(), language),
            warnings: list(found.warnings(), language),
            unwrapped: unwrapped(&found),
        })
    }

    #[expect(clippy::unnecessary_wraps, reason = "the build without diagnosis fails")]
    pub(super) fn key(text: &str, language: Language) -> Result<Vec<Diagnosis>, UserSigError> {
        Ok(list(&usersig::diagnose_key(text), language))
    }

    fn list(found: &[usersig::Diagnosis], language: Language) -> Vec<Diagnosis> {
        let language = language.into();
        let shown = |one: &usersig::Diagnosis| Diagnosis {
            name: one.cause().name().to_owned(),
            detail: one.detail(language),
            fix: one.fix(language),
        };
        found.iter().map(shown).collect()
    }

    /// Returns a text: the core unwraps a text, and what is left of one is one.
    fn unwrapped(found: &usersig::Diagnoses) -> Option<String> {
        found.unwrapped().map(|token| String::from_utf8_lossy(token).into_owned())
    }
}

/// Without diagnosis.
#[cfg(not(feature = "diagnose"))]
mod build {
    use super::{Diagnoses, Diagnosis, Expectation, Language, UnixTime, UnverifiedDiagnoses, UserSigError};
    use crate::ErrorKind;

    pub(super) fn with_verifier(
        _: &usersig::Verifier,
        _: &str,
        _: Expectation,
        _: Option<&str>,
        _: Language,
    ) -> Result<Diagnoses, UserSigError> {
        Err(unsupported())
    }

    pub(super) fn unverified(_: &str, _: UnixTime, _: Language) -> Result<UnverifiedDiagnoses, UserSigError> {
        Err(unsupported())
    }

    pub(super) fn key(_: &str, _: Language) -> Result<Vec<Diagnosis>, UserSigError> {
        Err(unsupported())
    }

    fn unsupported() -> UserSigError {
        UserSigError::InvalidInput {
            kind: ErrorKind::Unsupported,
            detail: "this build of the library leaves out diagnosis, as those for Android and iOS do, to be small; \
                     expected one for a server or a desktop; diagnose there, or with `usersig doctor`"
                .to_owned(),
        }
    }
}
