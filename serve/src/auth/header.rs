//! A proxy in front has authenticated the user and names the user in a header.

use axum::http::HeaderName;

use super::{Request, User, covers};
use crate::config::{Config, ConfigError, Network};
use crate::problem::{Kind, Problem};

/// One `[[header]]`.
pub struct HeaderRule {
    rule: String,
    apps: Vec<u32>,
    header: HeaderName,
    from: Vec<Network>,
}

impl HeaderRule {
    pub(super) fn all(config: &Config, errors: &mut Vec<ConfigError>) -> Vec<Self> {
        let mut rules = Vec::new();
        for (index, rule) in config.header.iter().enumerate() {
            let mut wrong = |name: &str, message: &str| {
                errors.push(ConfigError::new(format!("header[{index}].{name}"), message));
            };
            if rule.from.is_empty() {
                wrong(
                    "from",
                    "no address is named; expected those of the proxy: anyone else could write the header",
                );
            }
            match rule.header.parse() {
                Ok(header) => rules.push(Self {
                    rule: format!("header:{}", rule.name),
                    apps: rule.apps.clone(),
                    header,
                    from: rule.from.clone(),
                }),
                Err(_) => wrong("header", "this is not the name of a header"),
            }
        }
        rules
    }

    /// Returns whether the rule is for this application.
    #[must_use]
    pub fn covers(&self, app: u32) -> bool {
        covers(&self.apps, app)
    }

    /// Returns the user that the proxy names; `None` if the request does not come from it, or it names nobody.
    pub(super) fn user(&self, request: &Request<'_>) -> Result<Option<User>, Problem> {
        // The connection's own address: what others write in X-Forwarded-For proves nothing.
        let address = request.peer.address.ip();
        if !self.from.iter().any(|network| network.contains(address)) {
            return Ok(None);
        }
        let mut values = request.headers.get_all(&self.header).iter();
        let Some(value) = values.next() else { return Ok(None) };
        match (std::str::from_utf8(value.as_bytes()), values.next()) {
            (Ok(id), None) if !id.is_empty() => Ok(Some(User { id: id.to_owned(), rule: self.rule.clone() })),
            // Twice: one of them may be the caller's own.
            _ => Err(Problem::new(
                Kind::Unauthenticated,
                format!("the header {} does not name one user; expected it once, in UTF-8", self.header),
            )),
        }
    }
}
