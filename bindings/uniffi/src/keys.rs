//! Keys, as objects: nothing prints them.

use std::sync::Arc;

use zeroize::Zeroizing;

use crate::UserSigError;

/// Which key a token needs, or a signer or verifier holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum KeyKind {
    /// The secret key of version 2.0 (HMAC-SHA256).
    Secret,
    /// A key pair of version 1.0 (ECDSA-SHA256).
    Public,
}

impl From<usersig::KeyKind> for KeyKind {
    fn from(kind: usersig::KeyKind) -> Self {
        match kind {
            usersig::KeyKind::Secret => Self::Secret,
            usersig::KeyKind::Public => Self::Public,
        }
    }
}

/// Wipes a key's text when it is dropped, on success and on failure.
///
/// The text is the buffer that the foreign code has filled: UniFFI turns it into a `String` without a copy, and would
/// free it as it is behind a `&str`, and copy it out of an `Option<String>`. So whoever accepts a key's text owns it,
/// and it is never optional.
pub(crate) fn wiped(text: String) -> Zeroizing<String> {
    Zeroizing::new(text)
}

/// The secret key of an application, as the console shows it (version 2.0).
#[derive(uniffi::Object)]
pub struct SecretKey(pub(crate) usersig::SecretKey);

#[uniffi::export]
impl SecretKey {
    /// Takes the key's text.
    ///
    /// Fails with the kind `key` if it is empty, or has white space or a control character in it.
    #[uniffi::constructor]
    pub fn new(text: String) -> Result<Arc<Self>, UserSigError> {
        let text = wiped(text);
        Ok(Arc::new(Self(usersig::SecretKey::new(&text)?)))
    }
}

/// The private key of an application from before 19 July 2019 (version 1.0).
#[derive(uniffi::Object)]
pub struct PrivateKey(pub(crate) usersig::PrivateKey);

#[uniffi::export]
impl PrivateKey {
    /// Reads PEM: PKCS#8 or SEC1, P-256 or secp256k1. Fails with the kind `key`.
    #[uniffi::constructor]
    pub fn from_pem(pem: String) -> Result<Arc<Self>, UserSigError> {
        let pem = wiped(pem);
        Ok(Arc::new(Self(usersig::PrivateKey::from_pem(&pem)?)))
    }
}

/// The public key of an application from before 19 July 2019 (version 1.0).
#[derive(uniffi::Object)]
pub struct PublicKey(pub(crate) usersig::PublicKey);

#[uniffi::export]
impl PublicKey {
    /// Reads PEM: SPKI, P-256 or secp256k1. Fails with the kind `key`.
    #[uniffi::constructor]
    pub fn from_pem(pem: &str) -> Result<Arc<Self>, UserSigError> {
        Ok(Arc::new(Self(usersig::PublicKey::from_pem(pem)?)))
    }
}
