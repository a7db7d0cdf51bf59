//! The application's own endpoint knows the user: it gets the caller's cookies and headers, as with nginx's `auth_request`.

use axum::http::{HeaderMap, HeaderName, Uri, header};
use serde_json::Value;

use super::{Request, User, covers};
use crate::client::{self, Client, Reply};
use crate::config::{self, Config, ConfigError};
use crate::problem::{Kind, Problem};

const DEFAULT_HEADER: HeaderName = HeaderName::from_static("x-user-id");
/// Headers that the client writes itself, or that say how long a body is.
const NOT_PASSED_ON: [HeaderName; 5] =
    [header::HOST, header::CONTENT_LENGTH, header::TRANSFER_ENCODING, header::CONNECTION, header::UPGRADE];

/// One `[[forward]]`.
pub struct ForwardRule {
    rule: String,
    apps: Vec<u32>,
    uri: Uri,
    passed_on: Vec<HeaderName>,
    user: Place,
    timeout: std::time::Duration,
    client: Client,
}

/// Where the reply has the UserID.
enum Place {
    Header(HeaderName),
    Field(String),
}

impl ForwardRule {
    pub(super) fn all(config: &Config, client: Option<&Client>, errors: &mut Vec<ConfigError>) -> Vec<Self> {
        let mut rules = Vec::new();
        for (index, rule) in config.forward.iter().enumerate() {
            match client
                .ok_or(("url", "there is no client".to_owned()))
                .and_then(|client| Self::new(rule, client))
            {
                Ok(rule) => rules.push(rule),
                Err((name, message)) => {
                    errors.push(ConfigError::new(format!("forward[{index}].{name}"), message));
                }
            }
        }
        rules
    }

    fn new(config: &config::Forward, client: &Client) -> Result<Self, (&'static str, String)> {
        let header = |name: &String, field| {
            name.parse::<HeaderName>().map_err(|_| (field, format!("{name:?} is not the name of a header")))
        };
        let mut passed_on = vec![header::COOKIE, header::AUTHORIZATION];
        for name in &config.headers {
            let name = header(name, "headers")?;
            if NOT_PASSED_ON.contains(&name) {
                return Err(("headers", format!("{name} cannot be passed on")));
            }
            passed_on.push(name);
        }
        let user = match (&config.user_id_header, &config.user_id_field) {
            (None, None) => Place::Header(DEFAULT_HEADER),
            (Some(name), None) => Place::Header(header(name, "user_id_header")?),
            (None, Some(field)) => Place::Field(field.clone()),
            _ => {
                return Err((
                    "user_id_header",
                    "expected one of user_id_header and user_id_field".to_owned(),
                ));
            }
        };
        Ok(Self {
            rule: format!("forward:{}", config.name),
            apps: config.apps.clone(),
            uri: client::address(&config.url).map_err(|message| ("url", message))?,
            passed_on,
            user,
            timeout: config.timeout.0,
            client: client.clone(),
        })
    }

    /// Asks the endpoint; `None` if the request has nothing that it could know the user by, or it does not know the user.
    pub(super) async fn user(&self, request: &Request<'_>) -> Result<Option<User>, Problem> {
        let mut headers = HeaderMap::new();
        for name in &self.passed_on {
            for value in request.headers.get_all(name) {
                headers.append(name, value.clone());
            }
        }
        if !covers(&self.apps, request.app) || headers.is_empty() {
            return Ok(None);
        }
        let reply = self.client.get(&self.uri, headers, self.timeout).await;
        let reply = reply.map_err(|error| self.unavailable(&error))?;
        if reply.status.is_server_error() {
            return Err(self.unavailable(reply.status.as_str()));
        }
        // A redirect leads to a login page: who is sent there is not known.
        if !reply.status.is_success() {
            return Ok(None);
        }
        match self.user_of(&reply) {
            Some(id) => Ok(Some(User { id, rule: self.rule.clone() })),
            None => Err(self.unavailable("the reply names no user")),
        }
    }

    fn user_of(&self, reply: &Reply) -> Option<String> {
        match &self.user {
            Place::Header(name) => {
                let mut values = reply.headers.get_all(name).iter();
                let value = std::str::from_utf8(values.next()?.as_bytes()).ok()?;
                (values.next().is_none() && !value.is_empty()).then(|| value.to_owned())
            }
            Place::Field(name) => match serde_json::from_slice::<Value>(&reply.body).ok()?.get(name)? {
                Value::String(text) if !text.is_empty() => Some(text.clone()),
                Value::Number(number) if number.is_u64() => Some(number.to_string()),
                _ => None,
            },
        }
    }

    fn unavailable(&self, error: &str) -> Problem {
        tracing::warn!(rule = self.rule, error, "the application's endpoint does not say who the user is");
        Problem::new(Kind::Unavailable, "the application cannot say who the user is").retry_after(2)
    }
}
