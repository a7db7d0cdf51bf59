//! `POST /v1/verify`: what is wrong with a token. Servers only: it says of any token whether it would work.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use usersig::{Expectation, Privileges, ServiceCode, UserId};
use utoipa::ToSchema;

use super::room::RoomBody;
use super::{Incoming, number, tokens};
use crate::problem::{Kind, Problem};
use crate::server::Server;

/// A token, and what it has to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyRequest {
    /// The application. May be missing if the server has one.
    #[serde(default, deserialize_with = "number::optional")]
    #[schema(minimum = 1)]
    sdk_app_id: Option<u32>,
    /// Whose token it has to be.
    #[schema(min_length = 1, max_length = 1024)]
    user_id: String,
    /// The token.
    token: String,
    /// The room that it has to be for: then it is a PrivateMapKey.
    room: Option<RoomBody>,
}

/// What was found. The names and codes are those of the command line's JSON.
#[derive(Debug, Serialize, ToSchema)]
pub struct VerifyResponse {
    /// Whether the token is valid.
    valid: bool,
    /// The key that fits: `current`, `earlier` or `none`.
    key: &'static str,
    /// Everything that is wrong, the service's first reason first.
    findings: Vec<FoundBody>,
    /// Why, as far as it can be seen.
    causes: Vec<CauseBody>,
    /// Unix seconds, if the token can be read.
    expires_at: Option<u64>,
}

/// One thing that is wrong.
#[derive(Debug, Serialize, ToSchema)]
struct FoundBody {
    finding: &'static str,
    /// What the service returns for it; 0 if nothing.
    service_code: u32,
    detail: String,
    hint: &'static str,
}

/// One mistake behind it.
#[derive(Debug, Serialize, ToSchema)]
struct CauseBody {
    cause: &'static str,
    detail: String,
    fix: String,
}

/// Verifies a token as the service would, with the current and the earlier key.
#[utoipa::path(
    post, path = "/v1/verify", tag = "tokens", request_body = VerifyRequest,
    responses((status = 200, description = "What was found", body = VerifyResponse), super::docs::Problems),
    security(("bearer" = []), ("mtls" = []))
)]
pub async fn verify(State(server): State<Arc<Server>>, request: Request) -> Result<Response, Problem> {
    let incoming = Incoming::read(&server, request).await?;
    let Some(rule) = incoming.server() else {
        return Err(Problem::new(
            Kind::Unauthenticated,
            "only servers verify here; expected one of [[bearer]] or [[mtls]]",
        ));
    };
    let body: VerifyRequest = incoming.json()?;
    let app = tokens::find_app(&incoming, body.sdk_app_id)?;
    if !rule.covers(app.id.get()) {
        return Err(Problem::new(Kind::Forbidden, "this server may not use this application"));
    }
    let expectation = Expectation::new(UserId::with_rule(&body.user_id, app.rule)?);
    let expectation = match &body.room {
        None => expectation,
        Some(room) => expectation.with_room(room.room()?, Privileges::NONE),
    };
    let language = super::language(&incoming.headers);
    let (report, diagnoses, key) = app.diagnose(&body.token, &expectation);
    let findings = report.findings().iter().map(|finding| FoundBody {
        finding: finding.kind().name(),
        service_code: finding.service_code().map_or(0, ServiceCode::number),
        detail: finding.detail_in(language),
        hint: finding.hint_in(language),
    });
    let causes = diagnoses.causes().iter().map(|cause| CauseBody {
        cause: cause.cause().name(),
        detail: cause.detail(language),
        fix: cause.fix(language),
    });
    Ok(super::json(&VerifyResponse {
        valid: report.is_valid(),
        key,
        findings: findings.collect(),
        causes: causes.collect(),
        expires_at: report.token().map(|token| token.expires_at().as_secs()),
    }))
}
