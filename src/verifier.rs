//! Verifying: [`Verifier`] and its [`Report`].

use std::fmt;

#[cfg(feature = "ecdsa")]
use crate::ecdsa::PublicKey;
use crate::expectation::{Expectation, Expected};
use crate::fields::SdkAppId;
use crate::finding::{Finding, KeyKind};
use crate::key::SecretKey;
use crate::record::RecordMismatch;
use crate::time::UnixTime;
use crate::token::{Token, Version, read};
use crate::warning::Warning;
use crate::wire::document::Document;

/// Verifies tokens of one application with one key.
///
/// A verifier is immutable, so any number of threads can use it. The kind of its key decides which version is
/// accepted; a token never chooses its algorithm.
///
/// ```
/// use usersig::{Expectation, FindingKind, SdkAppId, SecretKey, UserId, Verifier};
/// # use usersig::{SignRequest, Signer, Validity};
/// # let signer = Signer::new(SdkAppId::new(1_400_000_000)?, SecretKey::new("k")?);
/// # let token = signer.sign(&SignRequest::new(UserId::new("xiaojun")?, Validity::days(7)?))?;
///
/// # let key = SecretKey::new("k")?;
/// let verifier = Verifier::new(SdkAppId::new(1_400_000_000)?, key);
/// assert!(verifier.verify(&token, &Expectation::new(UserId::new("xiaojun")?)).is_valid());
///
/// let report = verifier.verify(&token, &Expectation::new(UserId::new("mallory")?));
/// let finding = report.into_result().unwrap_err();
/// assert_eq!(finding.kind(), FindingKind::UserIdMismatch);
/// assert_eq!(finding.service_code().map(|code| code.number()), Some(70013));
/// # Ok::<(), usersig::Error>(())
/// ```
#[derive(Clone)]
pub struct Verifier {
    sdkappid: SdkAppId,
    key: VerifyingKey,
}

#[derive(Clone)]
enum VerifyingKey {
    Secret(SecretKey),
    #[cfg(feature = "ecdsa")]
    Public(Box<PublicKey>),
}

impl Verifier {
    /// Makes a verifier of version 2.0 (HMAC-SHA256).
    #[must_use]
    pub fn new(sdkappid: SdkAppId, key: SecretKey) -> Self {
        Self { sdkappid, key: VerifyingKey::Secret(key) }
    }

    /// Makes a verifier of version 1.0 (ECDSA-SHA256), its oldest form included.
    #[cfg(feature = "ecdsa")]
    #[must_use]
    pub fn with_public_key(sdkappid: SdkAppId, key: PublicKey) -> Self {
        Self { sdkappid, key: VerifyingKey::Public(Box::new(key)) }
    }

    /// Returns the application.
    #[must_use]
    pub fn sdkappid(&self) -> SdkAppId {
        self.sdkappid
    }

    /// Returns the kind of key that the verifier holds.
    #[must_use]
    pub fn key_kind(&self) -> KeyKind {
        match self.key {
            VerifyingKey::Secret(_) => KeyKind::Secret,
            #[cfg(feature = "ecdsa")]
            VerifyingKey::Public(_) => KeyKind::Public,
        }
    }

    /// Verifies a token against what the caller expects, and reports everything that is wrong with it.
    ///
    /// A token is valid up to and including the second of its expiry. A token that was issued in the future is valid,
    /// as it is for the service. If the system clock is before 1970, every token has expired. A PrivateMapKey record
    /// must always agree with its own token.
    #[must_use = "a token that was not verified is not valid"]
    pub fn verify(&self, token: impl AsRef<[u8]>, expectation: &Expectation<'_>) -> Report {
        let report = read(token.as_ref(), |token, document| {
            let findings = self.findings(&token, document, expectation);
            Report { token: Some(token), findings }
        });
        report.unwrap_or_else(|unreadable| Report { token: None, findings: vec![unreadable] })
    }

    fn findings(
        &self,
        token: &Token,
        document: &Document<'_>,
        expectation: &Expectation<'_>,
    ) -> Vec<Finding> {
        let &Expectation { user, clock, leeway, max_validity, contents } = expectation;
        let mut findings = Vec::new();
        let token_needs = match token.version() {
            Version::V2 => KeyKind::Secret,
            Version::V1 | Version::V1Plain => KeyKind::Public,
        };
        let is_right_kind = token_needs == self.key_kind();
        if !is_right_kind {
            findings.push(Finding::WrongKeyKind { token_needs, verifier_has: self.key_kind() });
        }
        if token.sdkappid() != Some(self.sdkappid.get()) {
            findings.push(Finding::SdkAppIdMismatch {
                expected: self.sdkappid.get(),
                found: token.sdkappid_text().to_owned(),
            });
        }
        if token.userid() != user.as_str() {
            findings.push(Finding::UserIdMismatch {
                expected: user.as_str().to_owned(),
                found: token.userid().to_owned(),
            });
        }
        if is_right_kind && !self.signature_matches(token, document) {
            findings.push(Finding::BadSignature { key_kind: self.key_kind() });
        }
        // A clock that was never set must not make expired tokens valid, so the time is after every expiry.
        let now = clock.now().unwrap_or(UnixTime::from_secs(u64::MAX));
        let last_second = |expires_at: UnixTime| expires_at.as_secs().saturating_add(leeway.as_seconds());
        if now.as_secs() > last_second(token.expires_at()) {
            findings.push(Finding::Expired { expires_at: token.expires_at(), now });
        }
        if let Some(max) = max_validity.filter(|max| token.expire() > max.as_seconds()) {
            findings.push(Finding::ValidityTooLong { validity: token.expire(), max });
        }
        Self::compare_contents(token, contents, last_second, now, &mut findings);
        findings
    }

    fn compare_contents(
        token: &Token,
        expected: Expected<'_>,
        last_second: impl Fn(UnixTime) -> u64,
        now: UnixTime,
        findings: &mut Vec<Finding>,
    ) {
        let expected_userbuf = match expected {
            Expected::Any | Expected::Room { .. } => token.userbuf(),
            Expected::NoUserbuf => None,
            Expected::Userbuf(userbuf) => Some(userbuf.as_bytes()),
        };
        if token.userbuf() != expected_userbuf {
            findings.push(Finding::UserbufMismatch {
                expected_len: expected_userbuf.map(<[u8]>::len),
                found_len: token.userbuf().map(<[u8]>::len),
            });
        }
        let mut report = |mismatch| findings.push(Finding::RecordMismatch(mismatch));
        let record = token.private_map_key();
        if let Some(record) = &record {
            record.compare_with_token(token, last_second, now, &mut report);
        }
        if let Expected::Room { room, privileges } = expected {
            match record {
                Some(record) => record.compare_with_expected(room, privileges, &mut report),
                None => report(RecordMismatch::Missing),
            }
        }
    }

    /// Returns the key of version 2.0, for diagnosis.
    #[cfg(feature = "diagnose")]
    #[cfg_attr(not(feature = "ecdsa"), expect(clippy::unnecessary_wraps, reason = "a public key has none"))]
    pub(crate) fn mac_key(&self) -> Option<&crate::mac::MacKey> {
        match &self.key {
            VerifyingKey::Secret(key) => Some(key.mac_key()),
            #[cfg(feature = "ecdsa")]
            VerifyingKey::Public(_) => None,
        }
    }

    fn signature_matches(&self, token: &Token, document: &Document<'_>) -> bool {
        let claims = document.claims();
        match &self.key {
            VerifyingKey::Secret(key) => {
                let mut mac = key.mac();
                claims.signed_text(|piece| mac.update(piece));
                mac.matches(token.sig())
            }
            #[cfg(feature = "ecdsa")]
            VerifyingKey::Public(key) => key.verify(&crate::ecdsa::digest(&claims), token.sig()),
        }
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("sdkappid", &self.sdkappid.get())
            .field("key_kind", &self.key_kind())
            .finish_non_exhaustive()
    }
}

/// The result of a verification: the decoded token and everything that is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a token that was not verified is not valid"]
pub struct Report {
    token: Option<Token>,
    findings: Vec<Finding>,
}

impl Report {
    /// Returns whether the token was read, and nothing is wrong with it.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.token.is_some() && self.findings.is_empty()
    }

    /// Returns the contents of the token, if it can be read. They can be trusted only if the report
    /// [is valid](Self::is_valid).
    #[must_use]
    pub fn token(&self) -> Option<&Token> {
        self.token.as_ref()
    }

    /// Returns everything that is wrong, in the order of [`FindingKind::ALL`](crate::FindingKind::ALL).
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Returns the first finding, which is the one to show to a person.
    #[must_use]
    pub fn first(&self) -> Option<&Finding> {
        self.findings.first()
    }

    /// Returns what is unusual in the token although the service accepts it. A warning never changes the verdict.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        self.token.as_ref().map_or(&[], Token::warnings)
    }

    /// Returns the contents of the token if it is valid.
    ///
    /// # Errors
    /// The first finding.
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "`verify` makes no report without both"
    )]
    pub fn into_result(self) -> Result<Token, Finding> {
        match (self.findings.into_iter().next(), self.token) {
            (None, Some(token)) => Ok(token),
            (finding, _) => Err(finding.expect("a report without a token has a finding")),
        }
    }
}
