//! Errors, as exceptions of the platform.

use std::any::Any;

use jni::{Env, EnvUnowned, errors, errors::ErrorPolicy, jni_str, strings::JNIString};
use usersig::{ErrorKind, Finding};

use crate::record::finding_kind;

/// A call that did not succeed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// An input that cannot be used: the position of its kind in [`kind_names`], and what was wrong.
    Input(usize, String),
    /// A token that cannot be read.
    Unreadable(Finding),
    /// The virtual machine could not do what it was asked for.
    Machine(errors::Error),
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

    /// Returns what Kotlin takes apart: for an input its kind and the text; for a token an empty kind and the finding. The
    /// last field is the one that may hold anything.
    fn message(&self) -> Option<String> {
        const END: char = '\u{1f}';
        match self {
            Self::Input(kind, detail) => Some(format!("{kind}{END}{detail}")),
            Self::Unreadable(finding) => Some(format!(
                "{END}{}{END}{}{END}{}{END}{}{END}{finding}",
                finding_kind(finding.kind()),
                finding.kind().name(),
                finding.service_code().map(|code| code.number().to_string()).unwrap_or_default(),
                finding.hint(),
            )),
            Self::Machine(_) => None,
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

impl From<errors::Error> for Failure {
    fn from(error: errors::Error) -> Self {
        Self::Machine(error)
    }
}

/// Runs a native method: no panic leaves it, and a failure becomes an exception.
pub(crate) fn call<'l, T: Default>(
    mut env: EnvUnowned<'l>,
    work: impl FnOnce(&mut Env<'l>) -> Result<T, Failure>,
) -> T {
    env.with_env(work).resolve::<Throw>()
}

/// How failures and panics become exceptions.
struct Throw;

impl<T: Default> ErrorPolicy<T, Failure> for Throw {
    type Captures<'unowned_env_local: 'native_method, 'native_method> = ();

    fn on_error<'unowned_env_local: 'native_method, 'native_method>(
        env: &mut Env<'unowned_env_local>,
        (): &mut (),
        failure: Failure,
    ) -> errors::Result<T> {
        use errors::{Error, JniError};
        let thrown = match (failure.message(), &failure) {
            (Some(message), _) => {
                env.throw_new(jni_str!("java/lang/IllegalArgumentException"), JNIString::new(message))
            }
            // It is on its way.
            (None, Failure::Machine(Error::JavaException)) => Ok(()),
            (None, Failure::Machine(Error::JniCall(JniError::NoMemory))) => env
                .throw_new(jni_str!("java/lang/OutOfMemoryError"), jni_str!("in the native library usersig")),
            (None, other) => {
                let message =
                    format!("the native library usersig could not call the virtual machine: {other:?}");
                env.throw_new(jni_str!("java/lang/IllegalStateException"), JNIString::new(message))
            }
        };
        is_thrown(thrown)
    }

    fn on_panic<'unowned_env_local: 'native_method, 'native_method>(
        env: &mut Env<'unowned_env_local>,
        (): &mut (),
        _: Box<dyn Any + Send>,
    ) -> errors::Result<T> {
        // What the panic says is on standard error, and not in an exception that goes to a log or a client.
        is_thrown(env.throw_new(
            jni_str!("java/lang/IllegalStateException"),
            jni_str!("a bug in the native library usersig: it panicked; please report what it wrote to standard error"),
        ))
    }
}

/// A call of `throw_new` that succeeds returns that there is an exception now.
fn is_thrown<T: Default>(result: errors::Result<()>) -> errors::Result<T> {
    match result {
        Ok(()) | Err(errors::Error::JavaException) => Ok(T::default()),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::{Failure, kind_names};

    #[test]
    fn a_message_begins_with_the_kind() {
        let kind = |error: usersig::Error| {
            let message = Failure::from(error).message().expect("a message");
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
        let message = Failure::from(finding.clone()).message().expect("a message");
        let fields: Vec<_> = message.splitn(6, '\u{1f}').collect();
        assert_eq!(fields, ["", "1", "malformed", "70003", finding.hint(), &finding.to_string()]);
    }
}
