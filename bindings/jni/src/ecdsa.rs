//! The key pairs of version 1.0. In a build without the feature `ecdsa` there is none, so that nothing else needs one.

use jni_sys::jlong;
use usersig::SdkAppId;

use crate::failure::Failure;

pub(crate) use build::{private_key, public_key, signer, verifier};

/// With version 1.0.
#[cfg(feature = "ecdsa")]
mod build {
    use super::{Failure, SdkAppId, jlong};
    use crate::objects::{lent, owned};
    use usersig::{PrivateKey, PublicKey, Signer, Verifier};

    pub(crate) fn private_key(pem: &str) -> Result<jlong, Failure> {
        Ok(owned(PrivateKey::from_pem(pem)?))
    }

    pub(crate) fn public_key(pem: &str) -> Result<jlong, Failure> {
        Ok(owned(PublicKey::from_pem(pem)?))
    }

    /// # Safety
    /// The key is a private key that lives.
    #[expect(clippy::unnecessary_wraps, reason = "the build without version 1.0 fails")]
    pub(crate) unsafe fn signer(app: SdkAppId, key: jlong) -> Result<jlong, Failure> {
        // SAFETY: the caller's promise.
        let key = unsafe { lent::<PrivateKey>(key) };
        Ok(owned(Signer::with_private_key(app, key.clone())))
    }

    /// # Safety
    /// The key is a public key that lives.
    #[expect(clippy::unnecessary_wraps, reason = "the build without version 1.0 fails")]
    pub(crate) unsafe fn verifier(app: SdkAppId, key: jlong) -> Result<jlong, Failure> {
        // SAFETY: the caller's promise.
        let key = unsafe { lent::<PublicKey>(key) };
        Ok(owned(Verifier::with_public_key(app, key.clone())))
    }
}

/// Without version 1.0.
#[cfg(not(feature = "ecdsa"))]
mod build {
    use super::{Failure, SdkAppId, jlong};

    pub(crate) fn private_key(_: &str) -> Result<jlong, Failure> {
        Err(unsupported())
    }

    pub(crate) fn public_key(_: &str) -> Result<jlong, Failure> {
        Err(unsupported())
    }

    pub(crate) unsafe fn signer(_: SdkAppId, _: jlong) -> Result<jlong, Failure> {
        Err(unsupported())
    }

    pub(crate) unsafe fn verifier(_: SdkAppId, _: jlong) -> Result<jlong, Failure> {
        Err(unsupported())
    }

    fn unsupported() -> Failure {
        Failure::unsupported(
            "this build of the library leaves out the keys of version 1.0, as those for Android do, to be small; \
             expected a secret key, of version 2.0; sign and verify tokens of version 1.0 on a server or a desktop",
        )
    }
}
