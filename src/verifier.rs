//! Verifying: [`Verifier`], [`Policy`] and the [`Report`].

use std::fmt;

#[cfg(feature = "ecdsa")]
use crate::ecdsa::PublicKey;
use crate::fields::{SdkAppId, UserId};
use crate::finding::{Finding, KeyKind};
use crate::key::SecretKey;
use crate::time::UnixTime;
use crate::token::{Token, Version, read};
use crate::wire::document::Document;

/// Verifies tokens of one application with one key.
///
/// Immutable: one verifier serves any number of threads. The kind of the key decides which version can
/// verify; a token never chooses its algorithm.
///
/// ```
/// use usersig::{Finding, SdkAppId, SecretKey, UnixTime, UserId, Verifier};
/// # use usersig::{Signer, Validity};
/// # let signer = Signer::new(SdkAppId::new(1_400_000_000)?, SecretKey::new("k")?);
/// # let issued = UnixTime::from_secs(1_700_000_000);
/// # let token = signer.sign_at(UserId::new("xiaojun")?, Validity::days(7)?, issued)?;
///
/// # let key = SecretKey::new("k")?;
/// let verifier = Verifier::new(SdkAppId::new(1_400_000_000)?, key);
/// let now = UnixTime::from_secs(1_700_000_100);
/// assert!(verifier.verify_at(&token, UserId::new("xiaojun")?, now).is_valid());
///
/// let report = verifier.verify_at(&token, UserId::new("mallory")?, now);
/// let finding = report.into_result().unwrap_err();
/// assert_eq!(finding.name(), "userid_mismatch");
/// assert_eq!(finding.service_code().number(), 70013);
/// # Ok::<(), usersig::Error>(())
/// ```
#[derive(Clone)]
pub struct Verifier {
    sdkappid: SdkAppId,
    key: VerifyingKey,
    policy: Policy,
}

#[derive(Clone)]
enum VerifyingKey {
    Secret(SecretKey),
    #[cfg(feature = "ecdsa")]
    Public(Box<PublicKey>),
}

/// What a verifier forgives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Policy {
    /// Seconds that a token is still taken after its expiry, for clocks that differ. 0 by default, as in the
    /// service.
    pub leeway_seconds: u64,
}

impl Policy {
    /// A policy with this leeway.
    #[must_use]
    pub fn with_leeway_seconds(mut self, seconds: u64) -> Self {
        self.leeway_seconds = seconds;
        self
    }
}

impl Verifier {
    /// A verifier of version 2.0 (HMAC-SHA256).
    #[must_use]
    pub fn new(sdkappid: SdkAppId, key: SecretKey) -> Self {
        Self { sdkappid, key: VerifyingKey::Secret(key), policy: Policy::default() }
    }

    /// A verifier of version 1.0 (ECDSA-SHA256), its oldest form included.
    #[cfg(feature = "ecdsa")]
    #[must_use]
    pub fn with_public_key(sdkappid: SdkAppId, key: PublicKey) -> Self {
        Self { sdkappid, key: VerifyingKey::Public(Box::new(key)), policy: Policy::default() }
    }

    /// The same verifier with another policy.
    #[must_use]
    pub fn with_policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// The application.
    #[must_use]
    pub fn sdkappid(&self) -> SdkAppId {
        self.sdkappid
    }

    /// The kind of key it holds.
    #[must_use]
    pub fn key_kind(&self) -> KeyKind {
        match self.key {
            VerifyingKey::Secret(_) => KeyKind::Secret,
            #[cfg(feature = "ecdsa")]
            VerifyingKey::Public(_) => KeyKind::Public,
        }
    }

    /// Verifies that `token` lets `user` in at `now`, and says everything that is wrong with it.
    ///
    /// A token is valid up to and including the second of its expiry. One that was issued in the future is
    /// valid: the service takes it too.
    #[must_use = "a token that was not checked is not valid"]
    pub fn verify_at(&self, token: impl AsRef<[u8]>, user: UserId<'_>, now: UnixTime) -> Report {
        let judged = read(token.as_ref(), |token, document| {
            let problems = self.problems(&token, document, user, now);
            Report { token: Some(token), problems }
        });
        judged.unwrap_or_else(|unreadable| Report { token: None, problems: vec![unreadable] })
    }

    /// Verifies a token by the machine's clock; see [`Verifier::verify_at`].
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    #[must_use = "a token that was not checked is not valid"]
    pub fn verify(&self, token: impl AsRef<[u8]>, user: UserId<'_>) -> Report {
        self.verify_at(token, user, UnixTime::now())
    }

    fn problems(
        &self,
        token: &Token,
        document: &Document<'_>,
        user: UserId<'_>,
        now: UnixTime,
    ) -> Vec<Finding> {
        let mut problems = Vec::new();
        let token_needs = match token.version() {
            Version::V2 => KeyKind::Secret,
            Version::V1 | Version::V1Plain => KeyKind::Public,
        };
        let right_kind = token_needs == self.key_kind();
        if !right_kind {
            problems.push(Finding::WrongKeyKind { token_needs, verifier_has: self.key_kind() });
        }
        if token.sdkappid() != Some(self.sdkappid.get()) {
            problems.push(Finding::SdkAppIdMismatch {
                expected: self.sdkappid.get(),
                found: token.sdkappid_text().to_owned(),
            });
        }
        if token.userid() != user.as_str() {
            problems.push(Finding::UserIdMismatch {
                expected: user.as_str().to_owned(),
                found: token.userid().to_owned(),
            });
        }
        if right_kind && !self.signature_matches(token, document) {
            problems.push(Finding::BadSignature { key_kind: self.key_kind() });
        }
        let last_second = token.expires_at().as_secs().saturating_add(self.policy.leeway_seconds);
        if now.as_secs() > last_second {
            problems.push(Finding::Expired { expires_at: token.expires_at(), now });
        }
        problems
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
            .field("policy", &self.policy)
            .finish_non_exhaustive()
    }
}

/// What verification saw: the decoded fields and every problem.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a token that was not checked is not valid"]
pub struct Report {
    token: Option<Token>,
    problems: Vec<Finding>,
}

impl Report {
    /// Whether there is no problem at all.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.problems.is_empty()
    }

    /// What stands in the token, if it can be read. True only if the report [is valid](Self::is_valid).
    #[must_use]
    pub fn token(&self) -> Option<&Token> {
        self.token.as_ref()
    }

    /// Every problem, in this order: empty, malformed, wrong key kind, SDKAppID, UserID, signature, expiry.
    #[must_use]
    pub fn problems(&self) -> &[Finding] {
        &self.problems
    }

    /// The first problem: the one to tell.
    #[must_use]
    pub fn first(&self) -> Option<&Finding> {
        self.problems.first()
    }

    /// The token's fields if it is valid, else the first problem.
    ///
    /// # Errors
    /// The first problem.
    pub fn into_result(self) -> Result<Token, Finding> {
        match (self.problems.into_iter().next(), self.token) {
            (Some(problem), _) => Err(problem),
            (None, Some(token)) => Ok(token),
            // No constructor leaves both empty.
            (None, None) => Err(Finding::Empty),
        }
    }
}
