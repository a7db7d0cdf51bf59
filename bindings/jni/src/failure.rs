//! Errors, as exceptions of the platform.

use std::panic::{AssertUnwindSafe, catch_unwind};

use usersig::{ErrorKind, Finding};

use crate::env::Env;
use crate::record::finding_kind;

/// A call that did not succeed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// An input that cannot be used: the position of its kind in [`kind_names`], and what was wrong.
    Input(usize, String),
    /// A token that cannot be read.
    Unreadable(Finding),
    /// An argument is null that Kotlin never passes as null.
    Null(&'static str),
    /// The machine could not make an object, and has thrown why.
    Thrown,
}

/// The kinds that have a name in Kotlin, in the order of its enum, which goes on with [`UNSUPPORTED`] and "other".
const KINDS: [ErrorKind; 10] = [
    ErrorKind::SdkAppId,
    ErrorKind::UserId,
    ErrorKind::Validity,
    ErrorKind::Leeway,
    ErrorKind::Userbuf,
    ErrorKind::Room,
    ErrorKind::Privileges,
    ErrorKind::PrivateMapKeyExpiry,
    ErrorKind::Time,
    ErrorKind::Key,
];
/// What was asked for is left out of this build. The core has no such kind: it is decided at compile time.
#[cfg(not(all(feature = "diagnose", feature = "ecdsa")))]
const UNSUPPORTED: usize = KINDS.len();

/// Returns the stable names of the kinds, in the order of Kotlin's enum.
pub(crate) fn kind_names() -> impl Iterator<Item = &'static str> {
    KINDS.into_iter().map(ErrorKind::name).chain(["unsupported", "other"])
}

impl Failure {
    /// Reports that this build leaves something out.
    #[cfg(not(all(feature = "diagnose", feature = "ecdsa")))]
    pub(crate) fn unsupported(detail: &str) -> Self {
        Self::Input(UNSUPPORTED, detail.to_owned())
    }

    /// Throws it. The message of the first two is what Kotlin takes apart: for an input its kind and the text; for a token
    /// an empty kind and the finding. The last field is the one that may hold anything.
    fn throw(&self, env: Env<'_>) {
        match self {
            Self::Input(..) | Self::Unreadable(_) => {
                env.throw(c"java/lang/IllegalArgumentException", &self.message());
            }
            Self::Null(_) => env.throw(c"java/lang/NullPointerException", &self.message()),
            Self::Thrown => {}
        }
    }

    fn message(&self) -> String {
        const END: char = '\u{1f}';
        match self {
            Self::Input(kind, detail) => format!("{kind}{END}{detail}"),
            Self::Unreadable(finding) => format!(
                "{END}{}{END}{}{END}{}{END}{}{END}{finding}",
                finding_kind(finding.kind()),
                finding.kind().name(),
                finding.service_code().map(|code| code.number().to_string()).unwrap_or_default(),
                finding.hint(),
            ),
            Self::Null(what) => format!("the native library usersig got null instead of {what}"),
            Self::Thrown => String::new(),
        }
    }
}

impl From<usersig::Error> for Failure {
    fn from(error: usersig::Error) -> Self {
        let kind = KINDS.iter().position(|&kind| kind == error.kind());
        Self::Input(kind.unwrap_or(KINDS.len() + 1), error.to_string())
    }
}

impl From<Finding> for Failure {
    fn from(finding: Finding) -> Self {
        Self::Unreadable(finding)
    }
}

/// Runs a native method: no panic leaves it, and a failure becomes an exception.
pub(crate) fn call<'call, T: Default>(
    env: Env<'call>,
    work: impl FnOnce(Env<'call>) -> Result<T, Failure>,
) -> T {
    // Whatever a panic leaves half done is dropped: the objects that outlive a call are not changed by one.
    match catch_unwind(AssertUnwindSafe(|| work(env))) {
        Ok(Ok(value)) => return value,
        Ok(Err(failure)) => failure.throw(env),
        // What the panic says is on standard error, and not in an exception that goes to a log or a client.
        Err(_) => env.throw(
            c"java/lang/IllegalStateException",
            "a bug in the native library usersig: it panicked; please report what it wrote to standard error",
        ),
    }
    T::default()
}

#[cfg(test)]
mod tests {
    use super::{Failure, kind_names};

    #[test]
    fn a_message_begins_with_the_kind() {
        let kind = |error: usersig::Error| {
            let message = Failure::from(error).message();
            let (kind, detail) = message.split_once('\u{1f}').expect("two fields");
            assert!(detail.contains("expected"), "{detail}");
            kind_names().nth(kind.parse().expect("a number")).expect("a name")
        };
        assert_eq!(kind(usersig::SdkAppId::new(0).expect_err("an error")), "sdkappid");
        assert_eq!(kind(usersig::UserId::new("").expect_err("an error")), "userid");
        assert_eq!(kind(usersig::SecretKey::new("").expect_err("an error")), "key");
        assert_eq!(kind(usersig::Error::BufferTooSmall { needed: 2, got: 1 }), "other");
    }

    #[test]
    fn a_finding_is_six_fields_and_the_text_is_the_last() {
        let finding = usersig::inspect_unverified("no token").expect_err("an error");
        let message = Failure::from(finding.clone()).message();
        let fields: Vec<_> = message.splitn(6, '\u{1f}').collect();
        assert_eq!(fields, ["", "1", "malformed", "70003", finding.hint(), &finding.to_string()]);
    }
}
