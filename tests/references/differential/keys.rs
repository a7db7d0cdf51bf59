//! The keys that cases name by number.

use serde_json::Value;
use usersig::{PrivateKey, PublicKey, SdkAppId, SecretKey, Signer, Verifier};

use crate::packages::{Package, Task};
use crate::random::{KEYS, Random};

/// Secret keys of version 2.0, made of the seed, and the key pairs of the vectors for version 1.0.
pub struct Keys {
    secret: Vec<Value>,
    pairs: Vec<Pair>,
}

struct Pair {
    pkcs8: Value,
    sec1: Value,
    public: Value,
    private_key: PrivateKey,
    public_key: PublicKey,
}

impl Keys {
    pub fn new(seed: u64, vectors: &Value) -> Self {
        let secret = |number| {
            let bytes = Random::new(seed, u64::MAX - number as u64).bytes(32);
            bytes
                .iter()
                .flat_map(|byte| [byte >> 4, byte & 15])
                .map(|digit| char::from_digit(digit.into(), 16).expect("hexadecimal"))
                .collect::<String>()
                .into()
        };
        let pairs = vectors["keys"].as_object().expect("curves").values().map(|pair| Pair {
            pkcs8: pair["pkcs8"].clone(),
            sec1: pair["sec1only"].clone(),
            public: pair["pub"].clone(),
            private_key: PrivateKey::from_pem(pair["pkcs8"].as_str().expect("a PEM")).expect("a private key"),
            public_key: PublicKey::from_pem(pair["pub"].as_str().expect("a PEM")).expect("a public key"),
        });
        Self { secret: (0..KEYS).map(secret).collect(), pairs: pairs.collect() }
    }

    fn pair(&self, number: usize) -> &Pair {
        &self.pairs[number % self.pairs.len()]
    }

    /// Returns what a package signs or verifies with.
    pub fn for_package(&self, package: &Package, number: usize) -> &Value {
        match package.task {
            _ if !package.is_v1 => &self.secret[number],
            Task::NodeVerify | Task::JavaVerify => &self.pair(number).public,
            // Java reads only PKCS#8.
            _ if package.name.starts_with("java") => &self.pair(number).pkcs8,
            _ => &self.pair(number).sec1,
        }
    }

    /// Returns whether two numbers are of the same key.
    pub fn is_same(&self, package: &Package, one: usize, other: usize) -> bool {
        self.for_package(package, one) == self.for_package(package, other)
    }

    pub fn signer(&self, package: &Package, app: SdkAppId, number: usize) -> Signer {
        if package.is_v1 {
            return Signer::with_private_key(app, self.pair(number).private_key.clone());
        }
        Signer::new(app, self.secret_key(number))
    }

    pub fn verifier(&self, package: &Package, app: SdkAppId, number: usize) -> Verifier {
        if package.is_v1 {
            return Verifier::with_public_key(app, self.pair(number).public_key.clone());
        }
        Verifier::new(app, self.secret_key(number))
    }

    fn secret_key(&self, number: usize) -> SecretKey {
        SecretKey::new(self.secret[number].as_str().expect("a text")).expect("a key")
    }
}
