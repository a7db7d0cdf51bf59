//! TLS of the API, by rustls with ring.

use std::path::Path;
use std::sync::Arc;

use rustls::RootCertStore;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;

use crate::config::{ConfigError, Tls};
use crate::secret;

/// Reads certificates and key. `None` without TLS, or if there are errors.
pub fn server(config: &Tls, errors: &mut Vec<ConfigError>) -> Option<Arc<rustls::ServerConfig>> {
    let mut wrong =
        |name: &str, message: String| errors.push(ConfigError::new(format!("tls.{name}"), message));
    let file = match (&config.certificate_file, config.key.is_empty()) {
        (None, true) => {
            if config.client_ca_file.is_some() {
                wrong(
                    "client_ca_file",
                    "client certificates need TLS; expected tls.certificate_file and tls.key".into(),
                );
            }
            return None;
        }
        (Some(file), false) => file,
        (Some(_), true) => {
            wrong("key", "the certificate has no key; expected tls.key".into());
            return None;
        }
        (None, false) => {
            wrong("certificate_file", "the key has no certificate; expected tls.certificate_file".into());
            return None;
        }
    };
    let certificates = certificates(file).map_err(|message| wrong("certificate_file", message)).ok();
    let key = secret::read(&config.key).and_then(|pem| {
        PrivateKeyDer::from_pem_slice(pem.as_bytes()).map_err(|_| "this is no private key in PEM".to_owned())
    });
    let key = key.map_err(|message| wrong("key", message)).ok();
    let builder = rustls::ServerConfig::builder();
    let builder = match &config.client_ca_file {
        None => builder.with_no_client_auth(),
        Some(path) => {
            let roots = roots(path).map_err(|message| wrong("client_ca_file", message)).ok()?;
            // Users come without a certificate; what a server may do is decided by its names.
            let verifier = WebPkiClientVerifier::builder(Arc::new(roots)).allow_unauthenticated().build();
            builder.with_client_cert_verifier(
                verifier.map_err(|error| wrong("client_ca_file", error.to_string())).ok()?,
            )
        }
    };
    let config = builder.with_single_cert(certificates?, key?);
    let mut config =
        config.map_err(|error| wrong("certificate_file", format!("certificate and key: {error}"))).ok()?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Some(Arc::new(config))
}

/// Reads authorities (PEM).
///
/// # Errors
/// The file cannot be read, or has none.
pub fn roots(path: &Path) -> Result<RootCertStore, String> {
    let mut store = RootCertStore::empty();
    for certificate in certificates(path)? {
        store.add(certificate).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(store)
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, String> {
    let found: Result<Vec<_>, _> = CertificateDer::pem_file_iter(path).and_then(Iterator::collect);
    match found {
        Ok(found) if !found.is_empty() => Ok(found),
        Ok(_) => Err(format!("{} has no certificate in PEM", path.display())),
        Err(error) => Err(format!("{} cannot be read: {error}", path.display())),
    }
}
