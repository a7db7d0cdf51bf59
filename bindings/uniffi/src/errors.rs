//! Errors with a stable kind and the service's code.

/// A call that did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Error)]
pub enum UserSigError {
    /// A field, a key or a text that cannot be used. Nothing was signed.
    InvalidInput {
        /// What kind of input it is.
        kind: ErrorKind,
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
        Self::InvalidInput { kind: error.kind().into(), detail: error.to_string() }
    }
}

impl From<usersig::Finding> for UserSigError {
    fn from(finding: usersig::Finding) -> Self {
        Self::Unreadable { finding: (&finding).into() }
    }
}

/// The kind of an input that cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum ErrorKind {
    /// The SDKAppID.
    SdkAppId,
    /// The UserID.
    UserId,
    /// The validity.
    Validity,
    /// The leeway.
    Leeway,
    /// The userbuf.
    Userbuf,
    /// The room.
    Room,
    /// The privileges.
    Privileges,
    /// A PrivateMapKey would expire after its record's 32 bits end.
    PrivateMapKeyExpiry,
    /// A time.
    Time,
    /// A key.
    Key,
    /// What was asked for: this build of the library leaves it out.
    Unsupported,
    /// An input that this layer has no name for.
    Other,
}

impl From<usersig::ErrorKind> for ErrorKind {
    fn from(kind: usersig::ErrorKind) -> Self {
        use usersig::ErrorKind as K;
        match kind {
            K::SdkAppId => Self::SdkAppId,
            K::UserId => Self::UserId,
            K::Validity => Self::Validity,
            K::Leeway => Self::Leeway,
            K::Userbuf => Self::Userbuf,
            K::Room => Self::Room,
            K::Privileges => Self::Privileges,
            K::PrivateMapKeyExpiry => Self::PrivateMapKeyExpiry,
            K::Time => Self::Time,
            K::Key => Self::Key,
            _ => Self::Other,
        }
    }
}

/// Returns the stable name of a kind, the same in every language, such as `userid`.
#[uniffi::export]
pub fn error_kind_name(kind: ErrorKind) -> String {
    use usersig::ErrorKind as K;
    match kind {
        ErrorKind::SdkAppId => K::SdkAppId.name(),
        ErrorKind::UserId => K::UserId.name(),
        ErrorKind::Validity => K::Validity.name(),
        ErrorKind::Leeway => K::Leeway.name(),
        ErrorKind::Userbuf => K::Userbuf.name(),
        ErrorKind::Room => K::Room.name(),
        ErrorKind::Privileges => K::Privileges.name(),
        ErrorKind::PrivateMapKeyExpiry => K::PrivateMapKeyExpiry.name(),
        ErrorKind::Time => K::Time.name(),
        ErrorKind::Key => K::Key.name(),
        // The core has no such kind: what a build of it leaves out is not there at compile time.
        ErrorKind::Unsupported => "unsupported",
        ErrorKind::Other => "other",
    }
    .to_owned()
}

/// What a finding is, in the order in which findings are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum FindingKind {
    /// There is no token.
    Empty,
    /// The token cannot be read.
    Malformed,
    /// The token needs a key of the other version.
    WrongKeyKind,
    /// The token is for another application.
    SdkAppIdMismatch,
    /// The token is for another user.
    UserIdMismatch,
    /// The signature does not match.
    BadSignature,
    /// The token has expired.
    Expired,
    /// The token is valid for longer than the expectation allows.
    ValidityTooLong,
    /// The userbuf is not the expected one.
    UserbufMismatch,
    /// The PrivateMapKey record disagrees with its token or with the expectation.
    RecordMismatch,
}

/// One thing that is wrong with a token.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// Its stable name, the same in every language, such as `expired`.
    pub name: String,
    /// The code that the service returns for the same token, such as 70001; nothing if it has none.
    pub service_code: Option<u32>,
    /// What was wrong and what was expected.
    pub detail: String,
    /// What to do about it.
    pub hint: String,
}

impl From<&usersig::Finding> for Finding {
    fn from(finding: &usersig::Finding) -> Self {
        use usersig::FindingKind as K;
        let kind = match finding.kind() {
            K::Empty => FindingKind::Empty,
            K::WrongKeyKind => FindingKind::WrongKeyKind,
            K::SdkAppIdMismatch => FindingKind::SdkAppIdMismatch,
            K::UserIdMismatch => FindingKind::UserIdMismatch,
            K::BadSignature => FindingKind::BadSignature,
            K::Expired => FindingKind::Expired,
            K::ValidityTooLong => FindingKind::ValidityTooLong,
            K::UserbufMismatch => FindingKind::UserbufMismatch,
            K::RecordMismatch => FindingKind::RecordMismatch,
            // The core may learn findings; a token that is rejected for one stays rejected here.
            _ => FindingKind::Malformed,
        };
        Self {
            kind,
            name: finding.kind().name().to_owned(),
            service_code: finding.service_code().map(usersig::ServiceCode::number),
            detail: finding.to_string(),
            hint: finding.hint().to_owned(),
        }
    }
}

/// Something unusual in a token that the service accepts. It never changes the verdict.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Warning {
    /// Its stable name, the same in every language, such as `number_as_text`.
    pub name: String,
    /// What is unusual.
    pub detail: String,
    /// What to do about it.
    pub hint: String,
}

impl From<&usersig::Warning> for Warning {
    fn from(warning: &usersig::Warning) -> Self {
        Self { name: warning.name().to_owned(), detail: warning.to_string(), hint: warning.hint().to_owned() }
    }
}
