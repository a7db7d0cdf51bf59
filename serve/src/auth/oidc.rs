//! Users with a JWT of an OpenID Connect provider.

use std::sync::Arc;

use jsonwebtoken::dangerous::insecure_decode_claims;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, Header, TokenData, Validation, decode, decode_header};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::jwks::Keys;
use super::{Request, User, bearer_token, covers, signature};
use crate::client::{self, Client};
use crate::config::{self, Config, ConfigError, UserIdFormat};
use crate::problem::{Kind, Problem};

/// Longer tokens are not read.
const MAX_TOKEN: usize = 16 << 10;

/// One `[[oidc]]`.
pub struct OidcRule {
    rule: String,
    apps: Vec<u32>,
    config: config::Oidc,
    /// What is checked of a token of each algorithm that is accepted.
    validations: Vec<(Algorithm, Validation)>,
    /// The provider's keys, which outlive a reload.
    pub(super) keys: Arc<Keys>,
}

#[derive(Deserialize)]
struct Issuer {
    iss: String,
}

impl OidcRule {
    pub(super) fn all(
        config: &Config,
        client: Option<&Client>,
        before: &[Self],
        errors: &mut Vec<ConfigError>,
    ) -> Vec<Self> {
        signature::install();
        let mut rules = Vec::new();
        for (index, rule) in config.oidc.iter().enumerate() {
            match Self::new(rule, client, before) {
                Ok(rule) => rules.push(rule),
                Err((name, message)) => {
                    errors.push(ConfigError::new(format!("oidc[{index}].{name}"), message));
                }
            }
        }
        rules
    }

    fn new(
        config: &config::Oidc,
        client: Option<&Client>,
        before: &[Self],
    ) -> Result<Self, (&'static str, String)> {
        if config.audience.is_empty() || config.issuer.is_empty() {
            let message =
                "without issuer and audience, tokens for other applications would count; expected both";
            return Err(("audience", message.to_owned()));
        }
        let algorithm = |name: &String| match name.as_str() {
            "RS256" => Ok(Algorithm::RS256),
            "PS256" => Ok(Algorithm::PS256),
            "ES256" => Ok(Algorithm::ES256),
            "EdDSA" => Ok(Algorithm::EdDSA),
            _ => Err((
                "algorithms",
                format!("{name:?} is not accepted; expected RS256, PS256, ES256 or EdDSA"),
            )),
        };
        let validations = config
            .algorithms
            .iter()
            .map(|name| algorithm(name).map(|one| (one, validation(one, config))))
            .collect::<Result<_, _>>()?;
        let keys = match (&config.jwks_url, &config.jwks_file, client) {
            (Some(url), None, Some(client)) => {
                let uri = client::address(url).map_err(|message| ("jwks_url", message))?;
                if !client::is_safe(&uri) {
                    let message =
                        "whoever is in between could send other keys; expected https://, or this machine";
                    return Err(("jwks_url", message.to_owned()));
                }
                let known = before.iter().find(|rule| rule.keys.is_from(&uri, config.refresh.0));
                known.map_or_else(
                    || Arc::new(Keys::of_address(uri.clone(), client.clone(), config.refresh.0)),
                    |rule| rule.keys.clone(),
                )
            }
            (None, Some(file), _) => Arc::new(Keys::of_file(file).map_err(|message| ("jwks_file", message))?),
            _ => return Err(("jwks_url", "expected one of jwks_url and jwks_file".to_owned())),
        };
        let rule = format!("oidc:{}", config.name);
        Ok(Self { rule, apps: config.apps.clone(), config: config.clone(), validations, keys })
    }

    /// Returns the user of a token; `None` if the request has no token of this issuer.
    pub(super) async fn user(&self, request: &Request<'_>) -> Result<Option<User>, Problem> {
        let Some(token) = bearer_token(request.headers).filter(|token| token.len() <= MAX_TOKEN) else {
            return Ok(None);
        };
        // Read without being verified, only to find the rule: what is verified below has the same issuer.
        let issuer = insecure_decode_claims::<Issuer>(token).map(|claims| claims.iss);
        if !covers(&self.apps, request.app) || issuer.ok().as_ref() != Some(&self.config.issuer) {
            return Ok(None);
        }
        let header = decode_header(token).map_err(|error| rejected(error.kind()))?;
        let validation = self.validations.iter().find(|(algorithm, _)| *algorithm == header.alg);
        let (None, Some((_, validation))) = (&header.crit, validation) else {
            return Err(rejected(&ErrorKind::InvalidAlgorithm));
        };
        let claims = match self.verify(token, &header, validation) {
            Some(result) => result?,
            None => {
                // Maybe a new key.
                if self.keys.refresh().await.is_err() {
                    request.metrics.jwks_failures.inc();
                }
                self.verify(token, &header, validation).ok_or_else(|| {
                    if self.keys.is_ready() {
                        unauthenticated("no key of the provider fits it")
                    } else {
                        let detail = "the keys of the identity provider are not known yet";
                        Problem::new(Kind::Unavailable, detail).retry_after(5)
                    }
                })??
            }
        };
        self.user_of(&claims).map(Some)
    }

    /// Verifies with the key that the header names; `None` if it is not known.
    fn verify(
        &self,
        token: &str,
        header: &Header,
        validation: &Validation,
    ) -> Option<Result<Map<String, Value>, Problem>> {
        self.keys.with_key(header.kid.as_deref(), header.alg, |key| {
            if !key.algorithms.contains(&header.alg) {
                return Err(rejected(&ErrorKind::InvalidAlgorithm));
            }
            let decoded: Result<TokenData<Map<String, Value>>, _> = decode(token, &key.decoding, validation);
            decoded.map(|decoded| decoded.claims).map_err(|error| rejected(error.kind()))
        })
    }

    fn user_of(&self, claims: &Map<String, Value>) -> Result<User, Problem> {
        let name = &self.config.user_id_claim;
        let text = match claims.get(name) {
            Some(Value::String(text)) if !text.is_empty() => text.clone(),
            Some(Value::Number(number)) if number.is_u64() => number.to_string(),
            _ => return Err(unauthenticated(&format!("its claim {name:?} names no user"))),
        };
        let text = match self.config.user_id_format {
            UserIdFormat::Text => text,
            UserIdFormat::Uuid if is_uuid(&text) => text.replace('-', "").to_ascii_lowercase(),
            UserIdFormat::Uuid => return Err(unauthenticated(&format!("its claim {name:?} is no UUID"))),
        };
        Ok(User { id: format!("{}{text}", self.config.user_id_prefix), rule: self.rule.clone() })
    }
}

/// What is checked of a token that has this algorithm.
fn validation(algorithm: Algorithm, config: &config::Oidc) -> Validation {
    let mut validation = Validation::new(algorithm);
    validation.leeway = config.leeway.0.as_secs();
    validation.validate_exp = true;
    validation.validate_nbf = true;
    validation.set_audience(&config.audience);
    validation.set_issuer(&[&config.issuer]);
    validation.set_required_spec_claims(&["exp", "iss", "aud"]);
    validation
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn rejected(kind: &ErrorKind) -> Problem {
    unauthenticated(match kind {
        ErrorKind::ExpiredSignature => "it has expired",
        ErrorKind::ImmatureSignature => "it is not valid yet",
        ErrorKind::InvalidAudience => "it is for another audience",
        ErrorKind::InvalidIssuer => "it has another issuer",
        ErrorKind::InvalidSignature => "its signature does not fit the provider's key",
        ErrorKind::InvalidAlgorithm | ErrorKind::UnsupportedAlgorithm => {
            "its algorithm is not accepted for this key"
        }
        ErrorKind::MissingRequiredClaim(_) => "exp, iss or aud is missing",
        _ => "it cannot be read",
    })
}

fn unauthenticated(why: &str) -> Problem {
    Problem::new(Kind::Unauthenticated, format!("the token of the identity provider is not valid: {why}"))
}
