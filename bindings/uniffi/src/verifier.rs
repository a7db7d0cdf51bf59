//! Verifying.

use std::sync::Arc;

use usersig::{SdkAppId, UnixTime};

use crate::{
    Diagnoses, Finding, Language, PublicKey, Room, SecretKey, Token, UserSigError, Warning, diagnosis,
    keys::wiped,
};

/// What a token is expected to carry beside the user's name. Whatever is expected, a PrivateMapKey record that
/// disagrees with its own token is a finding.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Expected {
    /// Anything, or nothing: the caller reads it from the report.
    Any,
    /// No userbuf: a plain UserSig, and no PrivateMapKey in its place.
    NoUserbuf,
    /// Exactly these bytes.
    Userbuf {
        /// 0 to 32768 bytes.
        bytes: Vec<u8>,
    },
    /// A PrivateMapKey for this room, with at least these privileges.
    Room {
        /// The room.
        room: Room,
        /// What the user is to be allowed, as bits, 0 to 255.
        privileges: u32,
    },
}

/// What a verified token has to be.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Expectation {
    /// The user who presents the token: 1 to 1024 bytes, by no other rule.
    pub userid: String,
    /// When the token is to be valid, in Unix seconds; nothing for the system clock.
    pub now: Option<u64>,
    /// For how many seconds after its expiry a token is accepted: 0, as in the service, to 86400 (one day).
    pub leeway: u64,
    /// The longest validity that is accepted, in seconds; nothing for any.
    pub max_validity: Option<u64>,
    /// What the token is expected to carry.
    pub contents: Expected,
}

impl Expectation {
    pub(crate) fn checked(&self) -> Result<usersig::Expectation<'_>, UserSigError> {
        // Whatever a token may hold can be asked for: nothing is signed here.
        let user = usersig::UserId::with_rule(&self.userid, usersig::UserIdRule::Any)?;
        let mut expectation = usersig::Expectation::new(user)
            .leeway(usersig::Leeway::seconds(self.leeway)?)
            .with_contents(match &self.contents {
                Expected::Any => usersig::Expected::Any,
                Expected::NoUserbuf => usersig::Expected::NoUserbuf,
                Expected::Userbuf { bytes } => usersig::Expected::Userbuf(usersig::Userbuf::new(bytes)?),
                Expected::Room { room, privileges } => usersig::Expected::Room {
                    room: room.checked()?,
                    privileges: usersig::Privileges::from_bits(*privileges)?,
                },
            });
        if let Some(seconds) = self.now {
            expectation = expectation.at(UnixTime::from_secs(seconds));
        }
        if let Some(seconds) = self.max_validity {
            expectation = expectation.max_validity(usersig::Validity::seconds(seconds)?);
        }
        Ok(expectation)
    }
}

/// The result of a verification.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Report {
    /// Whether the token is valid: it could be read, and there are no findings.
    pub is_valid: bool,
    /// The token's content, if it could be read; not to be trusted unless the token is valid.
    pub token: Option<Token>,
    /// Everything that is wrong with it, in the order of the kinds.
    pub findings: Vec<Finding>,
    /// What is unusual in it although the service accepts it.
    pub warnings: Vec<Warning>,
}

impl From<&usersig::Report> for Report {
    fn from(report: &usersig::Report) -> Self {
        Self {
            is_valid: report.is_valid(),
            token: report.token().map(Token::from),
            findings: report.findings().iter().map(Finding::from).collect(),
            warnings: report.warnings().iter().map(Warning::from).collect(),
        }
    }
}

/// Verifies tokens of one application with one key. The key decides which version is accepted, never the
/// token. Any number of threads may use it at once.
#[derive(uniffi::Object)]
pub struct Verifier(usersig::Verifier);

#[uniffi::export]
impl Verifier {
    /// Makes a verifier of version 2.0 tokens. Fails with the kind `sdkappid` if the number is 0.
    #[uniffi::constructor]
    pub fn new(sdkappid: u32, key: &SecretKey) -> Result<Arc<Self>, UserSigError> {
        Ok(Arc::new(Self(usersig::Verifier::new(SdkAppId::new(sdkappid)?, key.0.clone()))))
    }

    /// Makes a verifier of version 1.0 tokens. Fails with the kind `sdkappid` if the number is 0.
    #[uniffi::constructor]
    pub fn with_public_key(sdkappid: u32, key: &PublicKey) -> Result<Arc<Self>, UserSigError> {
        Ok(Arc::new(Self(usersig::Verifier::with_public_key(SdkAppId::new(sdkappid)?, key.0.clone()))))
    }

    /// Verifies a token against what the caller expects. Fails only if the expectation cannot be used.
    pub fn verify(&self, token: &str, expectation: Expectation) -> Result<Report, UserSigError> {
        Ok(Report::from(&self.0.verify(token, &expectation.checked()?)))
    }

    /// Verifies a token, and names what is behind the verdict: the mistakes of the code that made the token, or on its
    /// way here. Fails if the expectation cannot be used, and with the kind `unsupported` in a build without diagnosis.
    pub fn diagnose(
        &self,
        token: &str,
        expectation: Expectation,
        language: Language,
    ) -> Result<Diagnoses, UserSigError> {
        diagnosis::with_verifier(&self.0, token, expectation, None, language)
    }

    /// Diagnoses with the text that this verifier's secret key was made of, so that mistakes in the key's use are tried
    /// too. The text is wiped when the call ends.
    pub fn diagnose_with_key_text(
        &self,
        token: &str,
        expectation: Expectation,
        key_text: String,
        language: Language,
    ) -> Result<Diagnoses, UserSigError> {
        let key_text = wiped(key_text);
        diagnosis::with_verifier(&self.0, token, expectation, Some(&key_text), language)
    }
}
