//! Verifying.

use std::sync::Arc;

use usersig::{SdkAppId, UnixTime};

use crate::{Finding, PublicKey, SecretKey, Token, UserSigError};

/// How strict a verifier is.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Policy {
    /// For how many seconds after its expiry a token is still accepted, for clocks that differ.
    pub leeway_seconds: u64,
}

/// What a verifier saw. The token is valid exactly when there are no problems.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Report {
    /// The token's content, if it could be read; not to be trusted while there are problems.
    pub token: Option<Token>,
    /// Everything that is wrong with it, the most telling first.
    pub problems: Vec<Finding>,
}

/// Verifies tokens of one application with one key. The key decides which version is accepted, never the
/// token. Any number of threads may use it at once.
#[derive(uniffi::Object)]
pub struct Verifier(usersig::Verifier);

#[uniffi::export]
impl Verifier {
    /// A verifier of version 2.0 tokens. Fails with the kind `sdkappid` if the number is 0.
    #[uniffi::constructor]
    pub fn new(sdkappid: u32, key: &SecretKey) -> Result<Arc<Self>, UserSigError> {
        Ok(Arc::new(Self(usersig::Verifier::new(SdkAppId::new(sdkappid)?, key.0.clone()))))
    }

    /// A verifier of version 1.0 tokens. Fails with the kind `sdkappid` if the number is 0.
    #[uniffi::constructor]
    pub fn with_public_key(sdkappid: u32, key: &PublicKey) -> Result<Arc<Self>, UserSigError> {
        Ok(Arc::new(Self(usersig::Verifier::with_public_key(SdkAppId::new(sdkappid)?, key.0.clone()))))
    }

    /// The same verifier under another policy.
    pub fn with_policy(&self, policy: Policy) -> Arc<Self> {
        let policy = usersig::Policy::default().with_leeway_seconds(policy.leeway_seconds);
        Arc::new(Self(self.0.clone().with_policy(policy)))
    }

    /// Verifies a token for a user now. Fails with the kind `userid` only if the UserID cannot be one.
    pub fn verify(&self, token: &str, userid: &str, any_userid: bool) -> Result<Report, UserSigError> {
        self.verify_at(token, userid, any_userid, UnixTime::now().as_secs())
    }

    /// Verifies a token for a user at `now` (Unix seconds).
    pub fn verify_at(
        &self,
        token: &str,
        userid: &str,
        any_userid: bool,
        now: u64,
    ) -> Result<Report, UserSigError> {
        let user = crate::userid(userid, any_userid)?;
        let report = self.0.verify_at(token, user, UnixTime::from_secs(now));
        Ok(Report {
            token: report.token().map(Token::from),
            problems: report.problems().iter().map(Finding::from).collect(),
        })
    }
}
