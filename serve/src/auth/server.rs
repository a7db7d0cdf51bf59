//! Servers: with a token, or with a client certificate. They name the user.

use sha2::{Digest, Sha256};
use subtle::{Choice, ConstantTimeEq};

use super::covers;
use crate::config::{Bearer, Config, ConfigError, Mtls};
use crate::pattern;
use crate::peer::{Certificate, Peer};
use crate::secret;

/// A token that can be guessed is none.
const SHORTEST_TOKEN: usize = 32;

/// One `[[bearer]]` or `[[mtls]]`.
pub struct ServerRule {
    /// The rule, such as `bearer:backend`.
    pub rule: String,
    apps: Vec<u32>,
    users: Vec<String>,
    /// Whether it may name reserved users.
    pub reserved_users: bool,
    proof: Proof,
}

enum Proof {
    /// The SHA-256 of a token. A slow hash is for passwords: a token of 32 random characters cannot be guessed.
    Token([u8; 32]),
    Dns(String),
    Uri(String),
    Subject(String),
}

impl ServerRule {
    pub(super) fn all(config: &Config, errors: &mut Vec<ConfigError>) -> Vec<Self> {
        let mut rules = Vec::new();
        for (index, rule) in config.bearer.iter().enumerate() {
            match token_hash(rule) {
                Ok(hash) => rules.push(Self::bearer(rule, hash)),
                Err((name, message)) => {
                    errors.push(ConfigError::new(format!("bearer[{index}].{name}"), message));
                }
            }
        }
        for (index, rule) in config.mtls.iter().enumerate() {
            match certificate_name(rule) {
                Ok(proof) => rules.push(Self::mtls(rule, proof)),
                Err(message) => errors.push(ConfigError::new(format!("mtls[{index}]"), message)),
            }
            if config.tls.client_ca_file.is_none() {
                let message =
                    "a client certificate is expected, and no authority for it; expected tls.client_ca_file";
                errors.push(ConfigError::new(format!("mtls[{index}]"), message));
            }
        }
        rules
    }

    fn bearer(rule: &Bearer, hash: [u8; 32]) -> Self {
        Self {
            rule: format!("bearer:{}", rule.name),
            apps: rule.apps.clone(),
            users: rule.users.clone(),
            reserved_users: rule.reserved_users,
            proof: Proof::Token(hash),
        }
    }

    fn mtls(rule: &Mtls, proof: Proof) -> Self {
        Self {
            rule: format!("mtls:{}", rule.name),
            apps: rule.apps.clone(),
            users: rule.users.clone(),
            reserved_users: rule.reserved_users,
            proof,
        }
    }

    /// Finds the rule of a server. Which token it has, or how much of it is right, takes the same time.
    pub(super) fn find<'r>(rules: &'r [Self], peer: &Peer, token: Option<&str>) -> Option<&'r Self> {
        let hash: Option<[u8; 32]> = token.map(|token| Sha256::digest(token.as_bytes()).into());
        let mut found = None;
        for rule in rules {
            let is_it = match &rule.proof {
                Proof::Token(own) => hash.map_or(Choice::from(0), |hash| own.ct_eq(&hash)),
                named => Choice::from(u8::from(
                    peer.certificate.as_deref().is_some_and(|names| named.is_in(names)),
                )),
            };
            if bool::from(is_it) {
                found = Some(rule);
            }
        }
        found
    }

    /// Returns whether the server may use this application.
    #[must_use]
    pub fn covers(&self, app: u32) -> bool {
        covers(&self.apps, app)
    }

    /// Returns whether the server may name this user.
    #[must_use]
    pub fn may_name(&self, user: &str) -> bool {
        self.users.iter().any(|pattern| pattern::matches(pattern, user))
    }
}

impl Proof {
    fn is_in(&self, names: &Certificate) -> bool {
        match self {
            Self::Token(_) => false,
            Self::Dns(name) => names.dns.iter().any(|dns| dns.eq_ignore_ascii_case(name)),
            Self::Uri(uri) => names.uris.contains(uri),
            Self::Subject(subject) => names.subject == *subject,
        }
    }
}

fn token_hash(rule: &Bearer) -> Result<[u8; 32], (&'static str, String)> {
    match (&rule.token_sha256, rule.token.is_empty()) {
        (Some(hex), true) => from_hex(hex)
            .ok_or_else(|| ("token_sha256", "this is no SHA-256; expected 64 hex digits".to_owned())),
        (None, false) => {
            let token = secret::read(&rule.token).map_err(|message| ("token", message))?;
            if token.len() < SHORTEST_TOKEN {
                let message =
                    format!("the token has {} characters; expected at least {SHORTEST_TOKEN}", token.len());
                return Err(("token", message));
            }
            Ok(Sha256::digest(token.as_bytes()).into())
        }
        _ => Err(("token", "expected either token or token_sha256".to_owned())),
    }
}

fn from_hex(hex: &str) -> Option<[u8; 32]> {
    let mut hash = [0; 32];
    if hex.len() != 64 || !hex.is_ascii() {
        return None;
    }
    for (byte, at) in hash.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()?;
    }
    Some(hash)
}

fn certificate_name(rule: &Mtls) -> Result<Proof, String> {
    match (&rule.dns, &rule.uri, &rule.subject) {
        (Some(name), None, None) => Ok(Proof::Dns(name.clone())),
        (None, Some(uri), None) => Ok(Proof::Uri(uri.clone())),
        (None, None, Some(subject)) => Ok(Proof::Subject(subject.clone())),
        _ => Err("expected one of dns, uri or subject: what the certificate has".into()),
    }
}
