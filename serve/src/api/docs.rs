//! `/openapi.json`, and the page at `/`.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{IntoResponses, Modify, OpenApi};

use super::{explain, health, tokens, verify};
use crate::problem::{Kind, Problem, ProblemBody};
use crate::server::Server;

#[derive(OpenApi)]
#[openapi(
    info(title = "usersig", description = "Signs UserSig tokens for the users of an application."),
    paths(tokens::user_sig, tokens::private_map_key, verify::verify, explain::explain, health::healthz, health::readyz),
    modifiers(&Schemes)
)]
struct Document;

struct Schemes;

impl Modify for Schemes {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("A JWT of the identity provider, or the token of a server"));
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer.build()));
        let cookie = ApiKeyValue::with_description("Cookie", "Whatever your own endpoint accepts (forward)");
        components.add_security_scheme("cookie", SecurityScheme::ApiKey(ApiKey::Header(cookie)));
        components.add_security_scheme(
            "mtls",
            SecurityScheme::MutualTls {
                description: Some("The client certificate of a server".into()),
                deprecated: None,
                extensions: None,
            },
        );
    }
}

/// The problems of every address that needs a caller.
#[derive(IntoResponses)]
#[allow(dead_code)]
pub enum Problems {
    /// The request cannot be read, or a field is not valid
    #[response(status = 400, content_type = "application/problem+json")]
    BadRequest(ProblemBody),
    /// The caller is not known
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthenticated(ProblemBody),
    /// The caller may not do this
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(ProblemBody),
    /// There is no such application
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(ProblemBody),
    /// The request was not complete in time
    #[response(status = 408, content_type = "application/problem+json")]
    Timeout(ProblemBody),
    /// The body is too long
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(ProblemBody),
    /// The body is not JSON
    #[response(status = 415, content_type = "application/problem+json")]
    UnsupportedMediaType(ProblemBody),
    /// Too many requests
    #[response(status = 429, content_type = "application/problem+json")]
    RateLimited(ProblemBody),
    /// Not possible at the moment
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(ProblemBody),
}

/// Returns the description of the interface.
#[must_use]
pub fn document() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

pub(super) async fn openapi(
    State(server): State<Arc<Server>>,
    request: Request,
) -> Result<Response, Problem> {
    super::count(&server, &request)?;
    Ok(axum::Json(document()).into_response())
}

pub(super) async fn page(State(server): State<Arc<Server>>, request: Request) -> Result<Response, Problem> {
    super::count(&server, &request)?;
    let page = server.live().page.clone();
    let page = page.ok_or_else(|| {
        Problem::new(Kind::NotFound, "this server has no page; /openapi.json lists what it has")
    })?;
    Ok(([(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], page)
        .into_response())
}
