//! Tokens: `POST /v1/usersig` and `POST /v1/private-map-key`.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use usersig::{Privileges, Room, SignRequest, UnixTime, UserId, Validity};
use utoipa::ToSchema;

use super::room::RoomBody;
use super::{Incoming, number};
use crate::apps::{Allowed, App};
use crate::audit::Entry;
use crate::auth::{self, ServerRule, User};
use crate::config::WhenFull;
use crate::problem::{Kind, Problem};
use crate::server::Server;

/// What a UserSig is asked for with. Every field may be missing.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserSigRequest {
    /// The application. May be missing if the server has one.
    #[serde(default, deserialize_with = "number::optional")]
    #[schema(minimum = 1)]
    sdk_app_id: Option<u32>,
    /// For whom. Only a server names a user; anybody else gets a token for themselves.
    #[schema(min_length = 1, max_length = 1024)]
    user_id: Option<String>,
    /// Seconds. Without it, what the application is configured with.
    #[serde(default, deserialize_with = "number::optional")]
    #[schema(minimum = 1, maximum = 1_576_800_000)]
    validity: Option<u64>,
}

/// What a PrivateMapKey is asked for with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PrivateMapKeyRequest {
    /// The application. May be missing if the server has one.
    #[serde(default, deserialize_with = "number::optional")]
    #[schema(minimum = 1)]
    sdk_app_id: Option<u32>,
    /// For whom. Only a server names a user; anybody else gets a token for themselves.
    #[schema(min_length = 1, max_length = 1024)]
    user_id: Option<String>,
    /// Seconds. Without it, what the application is configured with.
    #[serde(default, deserialize_with = "number::optional")]
    #[schema(minimum = 1, maximum = 1_576_800_000)]
    validity: Option<u64>,
    /// The room.
    room: RoomBody,
    /// What the user may do in it. Without it, all that the application allows.
    privileges: Option<Vec<Privilege>>,
}

/// A privilege in a room.
#[derive(Debug, Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Privilege {
    Create,
    Enter,
    AudioSend,
    AudioReceive,
    VideoSend,
    VideoReceive,
    SubstreamSend,
    SubstreamReceive,
}

impl From<Privilege> for Privileges {
    fn from(one: Privilege) -> Self {
        match one {
            Privilege::Create => Self::CREATE_ROOM,
            Privilege::Enter => Self::ENTER_ROOM,
            Privilege::AudioSend => Self::SEND_AUDIO,
            Privilege::AudioReceive => Self::RECEIVE_AUDIO,
            Privilege::VideoSend => Self::SEND_VIDEO,
            Privilege::VideoReceive => Self::RECEIVE_VIDEO,
            Privilege::SubstreamSend => Self::SEND_SUBSTREAM,
            Privilege::SubstreamReceive => Self::RECEIVE_SUBSTREAM,
        }
    }
}

/// A UserSig.
#[derive(Debug, Serialize, ToSchema)]
pub struct UserSigResponse {
    /// The token.
    user_sig: String,
    /// Its application.
    sdk_app_id: u32,
    /// Its user.
    user_id: String,
    /// Unix seconds: the last second at which it is valid.
    expires_at: u64,
    /// Unix seconds: when to fetch the next one.
    refresh_after: u64,
}

/// A PrivateMapKey.
#[derive(Debug, Serialize, ToSchema)]
pub struct PrivateMapKeyResponse {
    /// The token.
    private_map_key: String,
    /// Its application.
    sdk_app_id: u32,
    /// Its user.
    user_id: String,
    /// Its room.
    room: RoomBody,
    /// Unix seconds: the last second at which it is valid.
    expires_at: u64,
    /// Unix seconds: when to fetch the next one.
    refresh_after: u64,
}

/// Signs a UserSig for the user who asks, or whom a server names.
#[utoipa::path(
    post, path = "/v1/usersig", tag = "tokens", request_body = Option<UserSigRequest>,
    responses(
        (status = 200, description = "The token", body = UserSigResponse),
        super::docs::Problems,
    ),
    security(("bearer" = []), ("cookie" = []), ("mtls" = []))
)]
pub async fn user_sig(State(server): State<Arc<Server>>, request: Request) -> Result<Response, Problem> {
    let incoming = Incoming::read(&server, request).await?;
    let body = incoming.json::<Option<UserSigRequest>>()?.unwrap_or_default();
    let granted = Granted::find(&server, &incoming, body.sdk_app_id, body.user_id.as_deref()).await?;
    let times = Times::new(granted.app.validity, body.validity)?;
    let user_sig = granted.sign(&times, None).await?;
    Ok(super::json(&UserSigResponse {
        user_sig,
        sdk_app_id: granted.app.id.get(),
        user_id: granted.user.id.clone(),
        expires_at: times.expires_at(),
        refresh_after: times.refresh_after(),
    }))
}

/// Signs a PrivateMapKey for one room, as far as the application's policy allows.
#[utoipa::path(
    post, path = "/v1/private-map-key", tag = "tokens", request_body = PrivateMapKeyRequest,
    responses(
        (status = 200, description = "The token", body = PrivateMapKeyResponse),
        super::docs::Problems,
    ),
    security(("bearer" = []), ("cookie" = []), ("mtls" = []))
)]
pub async fn private_map_key(
    State(server): State<Arc<Server>>,
    request: Request,
) -> Result<Response, Problem> {
    let incoming = Incoming::read(&server, request).await?;
    let body: PrivateMapKeyRequest = incoming.json()?;
    let granted = Granted::find(&server, &incoming, body.sdk_app_id, body.user_id.as_deref()).await?;
    let forbidden = |detail: String| Problem::new(Kind::Forbidden, detail);
    let Some(policy) = &granted.app.private_map_key else {
        return Err(forbidden("no PrivateMapKey is signed for this application".into()));
    };
    let room = body.room.room()?;
    let is_allowed = match &body.room {
        RoomBody::Number(number) => policy.allows_number(*number),
        RoomBody::Name(name) => policy.allows_name(name),
    };
    if !is_allowed {
        return Err(forbidden("no PrivateMapKey is signed for this room".into()));
    }
    let privileges = match body.privileges {
        None => policy.privileges,
        Some(names) => names.into_iter().fold(Privileges::NONE, |all, one| all | one.into()),
    };
    if !policy.privileges.contains(privileges) {
        let allowed: Vec<&str> = policy.privileges.names().collect();
        return Err(forbidden(format!(
            "these privileges are not signed for; expected some of {}",
            allowed.join(", ")
        )));
    }
    let times = Times::new(policy.validity, body.validity)?;
    let wanted = RoomGrant { room, privileges, body: &body.room };
    let private_map_key = granted.sign(&times, Some(wanted)).await?;
    Ok(super::json(&PrivateMapKeyResponse {
        private_map_key,
        sdk_app_id: granted.app.id.get(),
        user_id: granted.user.id.clone(),
        room: body.room.clone(),
        expires_at: times.expires_at(),
        refresh_after: times.refresh_after(),
    }))
}

/// When a token begins, and how long it is valid.
struct Times {
    issued_at: UnixTime,
    validity: Validity,
}

impl Times {
    fn new(allowed: Allowed, wanted: Option<u64>) -> Result<Self, Problem> {
        let validity = wanted.map_or(Ok(allowed.usual), Validity::seconds)?;
        if validity > allowed.max {
            let detail =
                format!("the validity is {validity}; this application's tokens have at most {}", allowed.max);
            return Err(Problem::new(Kind::Forbidden, detail));
        }
        Ok(Self { issued_at: UnixTime::now()?, validity })
    }

    fn expires_at(&self) -> u64 {
        self.issued_at.as_secs().saturating_add(self.validity.as_seconds())
    }

    /// Four fifths of the validity: the rest is for retries.
    fn refresh_after(&self) -> u64 {
        self.issued_at.as_secs().saturating_add(self.validity.as_seconds() / 5 * 4)
    }
}

/// The room of a PrivateMapKey, for the token and as the request named it.
struct RoomGrant<'a> {
    room: Room<'a>,
    privileges: Privileges,
    body: &'a RoomBody,
}

/// A token that may be signed: for whom, and why.
struct Granted<'a> {
    server: &'a Server,
    incoming: &'a Incoming,
    app: &'a App,
    user: User,
    asked_by: &'a str,
}

impl<'a> Granted<'a> {
    async fn find(
        server: &'a Server,
        incoming: &'a Incoming,
        app: Option<u32>,
        named: Option<&str>,
    ) -> Result<Self, Problem> {
        let app = find_app(incoming, app)?;
        let by_server = incoming.server();
        let (user, asked_by) = match by_server {
            Some(rule) => (named_by_server(rule, app, named)?, rule.rule.as_str()),
            None => (known_user(server, incoming, app, named).await?, "user"),
        };
        UserId::with_rule(&user.id, app.rule)?;
        let is_reserved = app.reserved_users.iter().any(|reserved| reserved.eq_ignore_ascii_case(&user.id));
        if is_reserved && !by_server.is_some_and(|rule| rule.reserved_users) {
            return Err(Problem::new(Kind::Forbidden, "this UserID is reserved: it is not signed for here"));
        }
        let address = by_server.is_none().then_some(incoming.address);
        incoming.live.limits.count_user(app.id.get(), &user.id, address, &server.metrics).await?;
        Ok(Self { server, incoming, app, user, asked_by })
    }

    /// Signs, and writes the audit line before the token leaves.
    async fn sign(&self, times: &Times, wanted: Option<RoomGrant<'_>>) -> Result<String, Problem> {
        let user = UserId::with_rule(&self.user.id, self.app.rule)?;
        let request = SignRequest::new(user, times.validity).issued_at(times.issued_at);
        let (request, kind) = match &wanted {
            None => (request, "user_sig"),
            Some(wanted) => (request.with_room(wanted.room, wanted.privileges), "private_map_key"),
        };
        let token = self.app.signer.sign(&request)?;
        let entry = Entry {
            time: times.issued_at.as_secs(),
            request_id: &self.incoming.id,
            kind,
            sdk_app_id: self.app.id.get(),
            user_id: &self.user.id,
            expires_at: times.expires_at(),
            room: wanted.as_ref().map(|wanted| wanted.body),
            privileges: wanted.as_ref().map(|wanted| wanted.privileges.bits()),
            allowed_by: &self.user.rule,
            asked_by: self.asked_by,
            address: self.incoming.address.to_string(),
        };
        if !self.server.audit.write(&entry).await {
            self.server.metrics.audit_failures.inc();
            if self.incoming.live.config.audit.when_full == WhenFull::Deny {
                let detail = "the audit log cannot be written, and no token leaves without its line";
                return Err(Problem::new(Kind::Unavailable, detail).retry_after(10));
            }
        }
        self.server.metrics.tokens.with_label_values(&[kind]).inc();
        Ok(token)
    }
}

pub(super) fn find_app(incoming: &Incoming, number: Option<u32>) -> Result<&App, Problem> {
    incoming.live.app(number).ok_or_else(|| match number {
        Some(number) => Problem::new(Kind::NotFound, format!("there is no application {number} here")),
        None => {
            let detail = "the request names no application, and there are several; expected sdk_app_id";
            Problem::new(Kind::Field(usersig::ErrorKind::SdkAppId), detail)
        }
    })
}

fn named_by_server(rule: &ServerRule, app: &App, named: Option<&str>) -> Result<User, Problem> {
    if !rule.covers(app.id.get()) {
        return Err(Problem::new(Kind::Forbidden, "this server may not use this application"));
    }
    let Some(id) = named else {
        let kind = Kind::Field(usersig::ErrorKind::UserId);
        return Err(Problem::new(kind, "a server asks, and names no user; expected user_id"));
    };
    if !rule.may_name(id) {
        return Err(Problem::new(Kind::Forbidden, "this server may not name this user"));
    }
    Ok(User { id: id.to_owned(), rule: rule.rule.clone() })
}

async fn known_user(
    server: &Server,
    incoming: &Incoming,
    app: &App,
    named: Option<&str>,
) -> Result<User, Problem> {
    let request = auth::Request {
        peer: &incoming.peer,
        headers: &incoming.headers,
        app: app.id.get(),
        metrics: &server.metrics,
    };
    let user = incoming.live.auth.user(&request).await?;
    if named.is_some_and(|named| named != user.id) {
        let detail = "the request names another user than the one who asks; leave out user_id";
        return Err(Problem::new(Kind::Forbidden, detail));
    }
    Ok(user)
}
