//! Errors with a stable kind and the service's code.

/// A call that did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Error)]
pub enum UserSigError {
    /// A field, a key or a text that cannot be used. Nothing was signed.
    InvalidInput {
        /// A stable name for programs: `sdkappid`, `userid`, `validity`, `userbuf`, `room`, `privileges`,
        /// `private_map_key_expiry` or `key`.
        kind: String,
        /// What was wrong, what was expected and what to do; never a part of a key.
        detail: String,
    },
    /// A token that cannot be read.
    Unreadable {
        /// What is wrong with it.
        finding: Finding,
    },
}

impl std::fmt::Display for UserSigError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::InvalidInput { detail, .. } => f.write_str(detail),
            Self::Unreadable { finding } => f.write_str(&finding.detail),
        }
    }
}

impl std::error::Error for UserSigError {}

impl From<usersig::Error> for UserSigError {
    fn from(error: usersig::Error) -> Self {
        Self::InvalidInput { kind: error.kind().to_owned(), detail: error.to_string() }
    }
}

impl From<usersig::Finding> for UserSigError {
    fn from(finding: usersig::Finding) -> Self {
        Self::Unreadable { finding: (&finding).into() }
    }
}

/// What a finding is, in the order in which findings are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum FindingKind {
    /// No token at all.
    Empty,
    /// The token cannot be read.
    Malformed,
    /// The token is of the other version than the key is for.
    WrongKeyKind,
    /// The token is for another application.
    SdkAppIdMismatch,
    /// The token is for another user.
    UserIdMismatch,
    /// The signature does not match.
    BadSignature,
    /// The token has expired.
    Expired,
}

/// One thing that is wrong with a token.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// Its stable name, the same in every language: `empty`, `malformed`, `wrong_key_kind`,
    /// `sdkappid_mismatch`, `userid_mismatch`, `bad_signature` or `expired`.
    pub name: String,
    /// What the service answers to the same token, such as 70001.
    pub service_code: u32,
    /// What was wrong and what was expected.
    pub detail: String,
    /// What to do about it.
    pub hint: String,
}

impl From<&usersig::Finding> for Finding {
    fn from(finding: &usersig::Finding) -> Self {
        use usersig::Finding as F;
        let kind = match finding {
            F::Empty => FindingKind::Empty,
            F::WrongKeyKind { .. } => FindingKind::WrongKeyKind,
            F::SdkAppIdMismatch { .. } => FindingKind::SdkAppIdMismatch,
            F::UserIdMismatch { .. } => FindingKind::UserIdMismatch,
            F::BadSignature { .. } => FindingKind::BadSignature,
            F::Expired { .. } => FindingKind::Expired,
            // The core may learn findings; a token that is refused for one stays refused here.
            _ => FindingKind::Malformed,
        };
        Self {
            kind,
            name: finding.name().to_owned(),
            service_code: finding.service_code().number(),
            detail: finding.to_string(),
            hint: finding.hint().to_owned(),
        }
    }
}

/// A code that the service answers, 70001 to 70050, in words.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ServiceCode {
    /// The number.
    pub number: u32,
    /// What the service means by it.
    pub meaning: String,
    /// What to do about it.
    pub advice: String,
}

impl From<usersig::ServiceCode> for ServiceCode {
    fn from(code: usersig::ServiceCode) -> Self {
        Self { number: code.number(), meaning: code.meaning().to_owned(), advice: code.advice().to_owned() }
    }
}

/// Every code that is known, in the order of their numbers.
#[uniffi::export]
pub fn service_codes() -> Vec<ServiceCode> {
    usersig::ServiceCode::all().iter().copied().map(ServiceCode::from).collect()
}

/// What a number from the service means, or nothing if it is no UserSig code.
#[uniffi::export]
pub fn service_code(number: u32) -> Option<ServiceCode> {
    usersig::ServiceCode::from_number(number).map(ServiceCode::from)
}
