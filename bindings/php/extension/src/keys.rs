//! Keys.

use ext_php_rs::prelude::*;
use usersig::{Curve, PrivateKey, PublicKey, SdkAppId, SecretKey};

use crate::signer::Signer;
use crate::verifier::Verifier;
use crate::{Bytes, text};

/// A key of any kind. The kind decides which version it signs and verifies.
#[php_class]
#[php(name = "UserSig\\Native\\Key")]
#[php(flags = crate::CLASS)]
pub struct Key(Kind);

enum Kind {
    Secret(SecretKey),
    Private(PrivateKey),
    Public(Box<PublicKey>),
}

#[php_impl]
impl Key {
    /// Returns a secret key (version 2.0); null if the text is none.
    pub fn secret(key: Bytes<'_>) -> Option<Self> {
        SecretKey::new(text(&key)?).ok().map(|key| Self(Kind::Secret(key)))
    }

    /// Returns the key of a PEM that signs version 1.0; null if the text is none.
    pub fn private(pem: Bytes<'_>) -> Option<Self> {
        PrivateKey::from_pem(text(&pem)?).ok().map(|key| Self(Kind::Private(key)))
    }

    /// Returns the key of a PEM that verifies version 1.0; null if the text is none.
    pub fn public(pem: Bytes<'_>) -> Option<Self> {
        PublicKey::from_pem(text(&pem)?).ok().map(|key| Self(Kind::Public(Box::new(key))))
    }

    /// Returns whether the key is of version 1.0, on the curve P-256.
    pub fn is_p256(&self) -> bool {
        match &self.0 {
            Kind::Secret(_) => false,
            Kind::Private(key) => key.curve() == Curve::P256,
            Kind::Public(key) => key.curve() == Curve::P256,
        }
    }

    /// Returns what signs with this key; null for a public key, and for a number that is no SDKAppID.
    pub fn signer(&self, sdk_app_id: i64) -> Option<Signer> {
        let app = application(sdk_app_id)?;
        match &self.0 {
            Kind::Secret(key) => Some(Signer(usersig::Signer::new(app, key.clone()))),
            Kind::Private(key) => Some(Signer(usersig::Signer::with_private_key(app, key.clone()))),
            Kind::Public(_) => None,
        }
    }

    /// Returns what verifies with this key; null for a private key, and for a number that is no SDKAppID.
    pub fn verifier(&self, sdk_app_id: i64) -> Option<Verifier> {
        let app = application(sdk_app_id)?;
        match &self.0 {
            Kind::Secret(key) => Some(Verifier(usersig::Verifier::new(app, key.clone()))),
            Kind::Public(key) => {
                Some(Verifier(usersig::Verifier::with_public_key(app, PublicKey::clone(key))))
            }
            Kind::Private(_) => None,
        }
    }
}

fn application(number: i64) -> Option<SdkAppId> {
    SdkAppId::new(u32::try_from(number).ok()?).ok()
}
