//! Keys.

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::closable::Closable;
use crate::failure::Failure;
use crate::notes::Cause;
use crate::values::secret;

/// The secret key of an application (version 2.0), as the console shows it.
///
/// Only what the HMAC is computed from is kept, and is wiped by ``close()``, at the end of a ``with`` block, or by the garbage
/// collector. A signer or verifier that was made of it goes on working. Python's own copy of the text is not wiped: pass a
/// ``bytearray`` and overwrite it if you have to.
///
/// Args:
///     text: The key: usually 64 hex digits, which are used as they are.
///
/// Raises:
///     UserSigError: With the kind ``key``: it is empty, or has white space around it.
#[pyclass(frozen, module = "usersig")]
pub(crate) struct SecretKey(pub(crate) Closable<usersig::SecretKey>);

#[pymethods]
impl SecretKey {
    #[new]
    fn new(text: &Bound<'_, PyAny>) -> Result<Self, Failure> {
        Ok(Self(Closable::new(usersig::SecretKey::new(&secret(text)?)?)))
    }

    /// Wipes the key after the calls that use it at this moment. Does nothing the second time.
    fn close(&self) {
        self.0.close();
    }

    fn __enter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    #[pyo3(signature = (*_exception))]
    fn __exit__(&self, _exception: &Bound<'_, PyTuple>) {
        self.close();
    }

    #[expect(clippy::unused_self, reason = "Python calls it on an object")]
    fn __repr__(&self) -> &'static str {
        "SecretKey(hidden)"
    }
}

/// The private key of an application with a key pair (version 1.0): P-256 or secp256k1.
///
/// Wiped like a ``SecretKey``.
///
/// Args:
///     pem: PEM text: PKCS#8 (``PRIVATE KEY``) or SEC1 (``EC PRIVATE KEY``), without a password.
///
/// Raises:
///     UserSigError: With the kind ``key``.
#[pyclass(frozen, module = "usersig")]
pub(crate) struct PrivateKey(pub(crate) Closable<usersig::PrivateKey>);

#[pymethods]
impl PrivateKey {
    #[new]
    fn new(pem: &Bound<'_, PyAny>) -> Result<Self, Failure> {
        Ok(Self(Closable::new(usersig::PrivateKey::from_pem(&secret(pem)?)?)))
    }

    /// The curve: ``P-256`` or ``secp256k1``.
    #[getter]
    fn curve(&self) -> Result<String, Failure> {
        Ok(self.0.get()?.curve().to_string())
    }

    /// Returns the public key of the pair.
    fn public_key(&self) -> Result<PublicKey, Failure> {
        Ok(PublicKey(self.0.get()?.public_key()))
    }

    /// Wipes the key after the calls that use it at this moment. Does nothing the second time.
    fn close(&self) {
        self.0.close();
    }

    fn __enter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    #[pyo3(signature = (*_exception))]
    fn __exit__(&self, _exception: &Bound<'_, PyTuple>) {
        self.close();
    }

    #[expect(clippy::unused_self, reason = "Python calls it on an object")]
    fn __repr__(&self) -> &'static str {
        "PrivateKey(hidden)"
    }
}

/// The public key of an application with a key pair (version 1.0), which verifies tokens.
///
/// Args:
///     pem: PEM text (``PUBLIC KEY``).
///
/// Raises:
///     UserSigError: With the kind ``key``.
#[pyclass(frozen, eq, module = "usersig")]
#[derive(PartialEq)]
pub(crate) struct PublicKey(pub(crate) usersig::PublicKey);

#[pymethods]
impl PublicKey {
    #[new]
    fn new(pem: &Bound<'_, PyAny>) -> Result<Self, Failure> {
        // Some pass the private key by mistake.
        Ok(Self(usersig::PublicKey::from_pem(&secret(pem)?)?))
    }

    /// The curve: ``P-256`` or ``secp256k1``.
    #[getter]
    fn curve(&self) -> String {
        self.0.curve().to_string()
    }

    fn __repr__(&self) -> String {
        format!("PublicKey(curve={:?})", self.curve())
    }
}

/// Names what a key seems to be if it does not look like the secret key of an application.
///
/// Args:
///     text: The key, which is in no part of the result.
///
/// Returns:
///     The causes; none if the key looks as usual. A key with an unusual form may still be the right one.
#[pyfunction]
pub(crate) fn diagnose_key<'py>(text: &Bound<'py, PyAny>) -> Result<Bound<'py, PyTuple>, Failure> {
    Cause::tuple(text.py(), &usersig::diagnose_key(&secret(text)?))
}
