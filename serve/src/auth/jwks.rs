//! The public keys of an identity provider: fetched, kept, and fetched again when they are old or a new one is used.

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use axum::http::{HeaderMap, Uri};
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyAlgorithm, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey};
use serde::Deserialize;

use crate::client::Client;

/// Between two fetches at least, however many unknown keys callers name.
const GAP: Duration = Duration::from_secs(10);
/// Until there are any keys.
const FIRST_GAP: Duration = Duration::from_secs(2);
const TIMEOUT: Duration = Duration::from_secs(5);
const MAX_KEYS: usize = 100;

/// One key. Its kind decides which algorithms it verifies, never a token.
pub struct Key {
    id: Option<String>,
    /// The algorithms, at most two.
    pub algorithms: Vec<Algorithm>,
    /// For the JWT library.
    pub decoding: DecodingKey,
}

/// The keys of one address or file.
pub struct Keys {
    uri: Option<Uri>,
    client: Option<Client>,
    refresh: Duration,
    set: RwLock<Arc<Vec<Key>>>,
    fetches: tokio::sync::Mutex<()>,
    times: RwLock<FetchTimes>,
}

#[derive(Default, Clone, Copy)]
struct FetchTimes {
    tried: Option<Instant>,
    fetched: Option<Instant>,
}

impl Keys {
    /// Makes an empty set that is fetched from an address.
    #[must_use]
    pub fn of_address(uri: Uri, client: Client, refresh: Duration) -> Self {
        Self {
            uri: Some(uri),
            client: Some(client),
            refresh,
            set: RwLock::default(),
            fetches: tokio::sync::Mutex::new(()),
            times: RwLock::default(),
        }
    }

    /// Reads the keys of a file. A change of it is a reload.
    ///
    /// # Errors
    /// The file cannot be read, or has no usable key.
    pub fn of_file(path: &Path) -> Result<Self, String> {
        let bytes =
            std::fs::read(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
        let keys = parse(&bytes)?;
        Ok(Self {
            uri: None,
            client: None,
            refresh: Duration::MAX,
            set: RwLock::new(Arc::new(keys)),
            fetches: tokio::sync::Mutex::new(()),
            times: RwLock::default(),
        })
    }

    /// Returns whether this is what such a rule would make.
    #[must_use]
    pub fn is_from(&self, uri: &Uri, refresh: Duration) -> bool {
        self.uri.as_ref() == Some(uri) && self.refresh == refresh
    }

    /// Returns whether there are keys.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        !self.set().is_empty()
    }

    fn set(&self) -> Arc<Vec<Key>> {
        self.set.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn times(&self) -> FetchTimes {
        *self.times.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Calls `with` with the key of this name; without a name, with the only key that has the algorithm. `None` if there is none.
    pub fn with_key<R>(
        &self,
        id: Option<&str>,
        algorithm: Algorithm,
        with: impl FnOnce(&Key) -> R,
    ) -> Option<R> {
        let set = self.set();
        let mut fitting = set.iter().filter(|key| match id {
            Some(id) => key.id.as_deref() == Some(id),
            None => key.algorithms.contains(&algorithm),
        });
        match (fitting.next(), fitting.next()) {
            (Some(key), None) => Some(with(key)),
            // Two keys of one name: the one that has the algorithm, as some providers publish them.
            (Some(first), Some(second)) if id.is_some() => {
                [first, second].into_iter().find(|key| key.algorithms.contains(&algorithm)).map(with)
            }
            _ => None,
        }
    }

    /// Returns whether the keys are so old that they are fetched again.
    #[must_use]
    pub fn is_due(&self) -> bool {
        let times = self.times();
        let is_old = times.fetched.is_none_or(|fetched| fetched.elapsed() >= self.refresh);
        self.uri.is_some() && is_old && Self::may_try(times)
    }

    fn may_try(times: FetchTimes) -> bool {
        let gap = if times.fetched.is_none() { FIRST_GAP } else { GAP };
        times.tried.is_none_or(|tried| tried.elapsed() >= gap)
    }

    /// Fetches the keys, unless that was tried a moment ago. If it fails, the known ones stay.
    ///
    /// # Errors
    /// The fetch failed.
    pub async fn refresh(&self) -> Result<(), ()> {
        let (Some(uri), Some(client)) = (&self.uri, &self.client) else { return Ok(()) };
        // Who waits here finds that it has just been tried.
        let _one_at_a_time = self.fetches.lock().await;
        if !Self::may_try(self.times()) {
            return Ok(());
        }
        self.times.write().unwrap_or_else(PoisonError::into_inner).tried = Some(Instant::now());
        let reply = client.get(uri, HeaderMap::new(), TIMEOUT).await;
        let keys = reply.and_then(|reply| {
            if reply.status.is_success() {
                parse(&reply.body)
            } else {
                Err(format!("status {}", reply.status))
            }
        });
        match keys {
            Ok(keys) => {
                tracing::debug!(%uri, keys = keys.len(), "fetched the provider's keys");
                *self.set.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
                self.times.write().unwrap_or_else(PoisonError::into_inner).fetched = Some(Instant::now());
                Ok(())
            }
            Err(error) => {
                tracing::warn!(%uri, error, "cannot fetch the provider's keys; the known ones are used");
                Err(())
            }
        }
    }
}

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<serde_json::Value>,
}

/// Reads a key set. Keys of other kinds are left out: providers publish them beside.
fn parse(bytes: &[u8]) -> Result<Vec<Key>, String> {
    let set: KeySet =
        serde_json::from_slice(bytes).map_err(|error| format!("this is no key set: {error}"))?;
    let keys: Vec<Key> = set.keys.into_iter().take(MAX_KEYS).filter_map(key).collect();
    if keys.is_empty() {
        return Err("the key set has no RSA, P-256 or Ed25519 key for signatures".into());
    }
    Ok(keys)
}

fn key(value: serde_json::Value) -> Option<Key> {
    let jwk: Jwk = serde_json::from_value(value).ok()?;
    if jwk.common.public_key_use.as_ref().is_some_and(|used| *used != PublicKeyUse::Signature) {
        return None;
    }
    let mut algorithms = match &jwk.algorithm {
        AlgorithmParameters::RSA(_) => vec![Algorithm::RS256, Algorithm::PS256],
        AlgorithmParameters::EllipticCurve(key) if key.curve == EllipticCurve::P256 => vec![Algorithm::ES256],
        AlgorithmParameters::OctetKeyPair(key) if key.curve == EllipticCurve::Ed25519 => {
            vec![Algorithm::EdDSA]
        }
        // A symmetric key would let whoever reads the set sign.
        _ => return None,
    };
    match jwk.common.key_algorithm {
        None => {}
        Some(KeyAlgorithm::RS256) => algorithms.retain(|one| *one == Algorithm::RS256),
        Some(KeyAlgorithm::PS256) => algorithms.retain(|one| *one == Algorithm::PS256),
        Some(KeyAlgorithm::ES256) => algorithms.retain(|one| *one == Algorithm::ES256),
        Some(KeyAlgorithm::EdDSA) => algorithms.retain(|one| *one == Algorithm::EdDSA),
        Some(_) => return None,
    }
    let decoding = DecodingKey::from_jwk(&jwk).ok()?;
    (!algorithms.is_empty()).then_some(Key { id: jwk.common.key_id, algorithms, decoding })
}
