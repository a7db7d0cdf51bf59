//! Who is asking. It decides for whom is signed; a name in the request never does, except a server's.

mod forward;
mod header;
mod jwks;
mod oidc;
mod server;
mod signature;

use std::sync::Arc;

use axum::http::{HeaderMap, header as names};

pub use forward::ForwardRule;
pub use header::HeaderRule;
pub use jwks::Keys;
pub use oidc::OidcRule;
pub use server::ServerRule;

use crate::client::Client;
use crate::config::{Config, ConfigError};
use crate::metrics::Metrics;
use crate::peer::Peer;
use crate::problem::{Kind, Problem};

/// What is known of a request before it is known who asks.
pub struct Request<'a> {
    /// The other end of the connection.
    pub peer: &'a Peer,
    /// The headers.
    pub headers: &'a HeaderMap,
    /// The application that a token is wanted for.
    pub app: u32,
    /// What `/metrics` shows.
    pub metrics: &'a Metrics,
}

/// A user who is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The UserID.
    pub id: String,
    /// The rule that knows the user, such as `oidc:login`.
    pub rule: String,
}

/// Every way of `Config`, in the order in which they are tried.
pub struct Auth {
    servers: Vec<ServerRule>,
    headers: Vec<HeaderRule>,
    oidc: Vec<OidcRule>,
    forward: Vec<ForwardRule>,
}

impl Auth {
    /// Reads what the rules need. Every error goes into `errors`. The keys of identity providers that `before` knows stay known.
    pub fn build(config: &Config, before: Option<&Self>, errors: &mut Vec<ConfigError>) -> Self {
        check_rules(config, errors);
        let needs_client =
            !config.forward.is_empty() || config.oidc.iter().any(|rule| rule.jwks_url.is_some());
        let client = match needs_client.then(|| Client::new(config.ca_file.as_deref())).transpose() {
            Ok(client) => client,
            Err(message) => {
                errors.push(ConfigError::new("ca_file", message));
                None
            }
        };
        let known = before.map_or(&[][..], |before| &before.oidc);
        Self {
            servers: ServerRule::all(config, errors),
            headers: HeaderRule::all(config, errors),
            oidc: OidcRule::all(config, client.as_ref(), known, errors),
            forward: ForwardRule::all(config, client.as_ref(), errors),
        }
    }

    /// Returns the key sets that are to be fetched now.
    #[must_use]
    pub fn due(&self) -> Vec<Arc<Keys>> {
        self.oidc.iter().map(|rule| &rule.keys).filter(|keys| keys.is_due()).cloned().collect()
    }

    /// Returns `ok`, or what is missing for users to be known.
    #[must_use]
    pub fn readiness(&self) -> &'static str {
        if self.oidc.iter().all(|rule| rule.keys.is_ready()) {
            "ok"
        } else {
            "waiting for the keys of an identity provider"
        }
    }

    /// Returns the rule of the server that asks; `None` if it is none.
    #[must_use]
    pub fn server(&self, peer: &Peer, headers: &HeaderMap) -> Option<&ServerRule> {
        ServerRule::find(&self.servers, peer, bearer_token(headers))
    }

    /// Returns the user who asks.
    ///
    /// # Errors
    /// Nobody knows the user, or cannot say so at the moment.
    pub async fn user(&self, request: &Request<'_>) -> Result<User, Problem> {
        for rule in self.headers.iter().filter(|rule| rule.covers(request.app)) {
            if let Some(user) = rule.user(request)? {
                return Ok(user);
            }
        }
        for rule in &self.oidc {
            if let Some(user) = rule.user(request).await? {
                return Ok(user);
            }
        }
        for rule in &self.forward {
            if let Some(user) = rule.user(request).await? {
                return Ok(user);
            }
        }
        Err(unknown())
    }
}

fn unknown() -> Problem {
    Problem::new(
        Kind::Unauthenticated,
        "nobody knows this caller; expected what the server is configured for: a token of the identity provider, the \
         application's cookie, a server's token or a client certificate",
    )
}

/// Returns the token of `Authorization: Bearer`.
fn bearer_token(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(names::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Returns whether a rule for these applications covers this one. A rule for none named is for all.
fn covers(apps: &[u32], app: u32) -> bool {
    apps.is_empty() || apps.contains(&app)
}

/// Checks what all rules have: a name of their own, and applications that exist.
fn check_rules(config: &Config, errors: &mut Vec<ConfigError>) {
    let mut rules: Vec<(String, &str, &[u32])> = Vec::new();
    macro_rules! add {
        ($($kind:ident)*) => {$(
            for (index, rule) in config.$kind.iter().enumerate() {
                rules.push((format!("{}[{index}]", stringify!($kind)), &rule.name, &rule.apps));
            }
        )*};
    }
    add!(oidc forward header bearer mtls);
    if rules.is_empty() {
        errors.push(ConfigError::new(
            "",
            "no rule says who may ask, so nobody could, or everybody; expected one of [[oidc]], [[forward]], [[header]], \
             [[bearer]] or [[mtls]]; to try the server, start it with --demo",
        ));
    }
    for (index, (field, name, apps)) in rules.iter().enumerate() {
        if name.is_empty() || rules.iter().take(index).any(|(_, other, _)| other == name) {
            let message = format!(
                "the name {name:?} is empty or used twice; expected one of its own, for the audit log"
            );
            errors.push(ConfigError::new(format!("{field}.name"), message));
        }
        for app in apps.iter().filter(|app| !config.app.iter().any(|known| known.sdk_app_id == **app)) {
            let message = format!("there is no [[app]] with the sdk_app_id {app}");
            errors.push(ConfigError::new(format!("{field}.apps"), message));
        }
    }
}
