//! What is behind a verdict. The interface is the same in every build; one without the feature `diagnose` fails.

pub(crate) use build::{key, unverified, with_verifier};

/// With diagnosis.
#[cfg(feature = "diagnose")]
mod build {
    use usersig::{Diagnoses, Diagnosis, Expectation, Language, UnixTime, Verifier};

    use crate::failure::Failure;
    use crate::record::Record;

    #[expect(clippy::unnecessary_wraps, reason = "the build without diagnosis fails")]
    pub(crate) fn with_verifier(
        verifier: &Verifier,
        token: &str,
        expectation: &Expectation<'_>,
        key_text: Option<&str>,
        language: Language,
    ) -> Result<Record, Failure> {
        let (verdict, found) = verifier.diagnose(token, expectation, key_text);
        let mut record = Record::new();
        record
            .report(&verdict, |finding| (finding.detail_in(language), finding.hint_in(language).to_string()));
        diagnoses(&mut record, &found, language);
        Ok(record)
    }

    #[expect(clippy::unnecessary_wraps, reason = "the build without diagnosis fails")]
    pub(crate) fn unverified(token: &str, now: UnixTime, language: Language) -> Result<Record, Failure> {
        let mut record = Record::new();
        diagnoses(&mut record, &usersig::diagnose_unverified(token, now), language);
        Ok(record)
    }

    #[expect(clippy::unnecessary_wraps, reason = "the build without diagnosis fails")]
    pub(crate) fn key(text: &str, language: Language) -> Result<Record, Failure> {
        let mut record = Record::new();
        list(&mut record, &usersig::diagnose_key(text), language);
        Ok(record)
    }

    fn diagnoses(record: &mut Record, found: &Diagnoses, language: Language) {
        list(record, found.causes(), language);
        list(record, found.warnings(), language);
        // A text: the core unwraps a text, and what is left of one is one.
        record.option(found.unwrapped(), |record, token| record.text(&String::from_utf8_lossy(token)));
    }

    fn list(record: &mut Record, found: &[Diagnosis], language: Language) {
        record.list(found, |record, one| {
            record.text(one.cause().name());
            record.text(&one.detail(language));
            record.text(&one.fix(language));
        });
    }
}

/// Without diagnosis.
#[cfg(not(feature = "diagnose"))]
mod build {
    use usersig::{Expectation, Language, UnixTime, Verifier};

    use crate::failure::Failure;
    use crate::record::Record;

    pub(crate) fn with_verifier(
        _: &Verifier,
        _: &str,
        _: &Expectation<'_>,
        _: Option<&str>,
        _: Language,
    ) -> Result<Record, Failure> {
        Err(unsupported())
    }

    pub(crate) fn unverified(_: &str, _: UnixTime, _: Language) -> Result<Record, Failure> {
        Err(unsupported())
    }

    pub(crate) fn key(_: &str, _: Language) -> Result<Record, Failure> {
        Err(unsupported())
    }

    fn unsupported() -> Failure {
        Failure::unsupported(
            "this build of the library leaves out diagnosis, as those for Android do, to be small; expected one for \
             a server or a desktop; diagnose there, or with `usersig doctor`",
        )
    }
}
