//! The causes behind the findings of a token, as `verify`, `inspect` and `doctor` show them.

use usersig::{
    Cause, Diagnoses, Diagnosis, Expectation, Finding, Report, Token, UnixTime, Verifier,
    diagnose_unverified, inspect_unverified,
};

/// The causes and warnings of a token, and the token inside what was pasted.
pub struct Diagnosed {
    diagnoses: Diagnoses,
    inside: Option<Inside>,
}

/// The result for the token inside what was pasted.
pub enum Inside {
    Verified(Report),
    Inspected(Result<Token, Finding>),
}

impl Diagnosed {
    /// Diagnoses a token after its verification.
    pub fn verified(
        verifier: &Verifier,
        token: &[u8],
        expectation: &Expectation<'_>,
        key_text: Option<&str>,
    ) -> Self {
        let (_, diagnoses) = verifier.diagnose(token, expectation, key_text);
        let inside = diagnoses.unwrapped().map(|inner| Inside::Verified(verifier.verify(inner, expectation)));
        Self { diagnoses, inside }
    }

    /// Diagnoses a token without a key.
    pub fn unverified(token: &[u8], now: UnixTime) -> Self {
        let diagnoses = diagnose_unverified(token, now);
        let inside = diagnoses.unwrapped().map(|inner| Inside::Inspected(inspect_unverified(inner)));
        Self { diagnoses, inside }
    }

    pub fn causes(&self) -> &[Diagnosis] {
        self.diagnoses.causes()
    }

    /// Returns the causes that remain when what was pasted around the token is removed.
    pub fn causes_inside(&self) -> Vec<Diagnosis> {
        let is_around = |cause| {
            matches!(
                cause,
                Cause::InsideUrl
                    | Cause::InsideJson
                    | Cause::InsideText
                    | Cause::PercentEncoded
                    | Cause::Quoted
                    | Cause::LineBroken
                    | Cause::ByteOrderMark
                    | Cause::Utf16
            )
        };
        self.causes().iter().filter(|diagnosis| !is_around(diagnosis.cause())).cloned().collect()
    }

    pub fn warnings(&self) -> &[Diagnosis] {
        self.diagnoses.warnings()
    }

    pub fn inside(&self) -> Option<&Inside> {
        self.inside.as_ref()
    }
}
