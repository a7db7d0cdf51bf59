//! The interface: routes, and what happens around every request.

mod docs;
mod explain;
mod health;
mod number;
mod room;
mod tokens;
mod verify;

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::DeserializeOwned;
use tower_http::cors::{AllowOrigin, CorsLayer};

pub use docs::document;
pub use room::RoomBody;

use crate::auth::ServerRule;
use crate::live::Live;
use crate::peer::{self, Peer};
use crate::problem::{Kind, Problem, ProblemKind};
use crate::server::Server;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The identifier of a request, in its response, the log and the audit log.
#[derive(Debug, Clone)]
pub struct RequestId(String);

/// Makes the routes of the API.
pub fn router(server: &Arc<Server>) -> Router {
    let cors = {
        let server = server.clone();
        let is_allowed = move |origin: &HeaderValue, _: &Parts| {
            server.live().config.cors.origins.iter().any(|allowed| allowed.as_bytes() == origin.as_bytes())
        };
        CorsLayer::new()
            .allow_origin(AllowOrigin::predicate(is_allowed))
            .allow_credentials(true)
            .allow_methods([axum::http::Method::POST, axum::http::Method::GET])
            .allow_headers([header::CONTENT_TYPE, header::AUTHORIZATION, REQUEST_ID])
            .expose_headers([REQUEST_ID, header::RETRY_AFTER])
            .max_age(std::time::Duration::from_secs(600))
    };
    Router::new()
        .route("/v1/usersig", post(tokens::user_sig))
        .route("/v1/private-map-key", post(tokens::private_map_key))
        .route("/v1/verify", post(verify::verify))
        .route("/v1/explain/{code}", get(explain::explain))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/openapi.json", get(docs::openapi))
        .route("/", get(docs::page))
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(cors)
        .layer(middleware::from_fn_with_state(server.clone(), observe))
        .with_state(server.clone())
}

/// Makes the routes of the listener for metrics.
pub fn metrics_router(server: &Arc<Server>) -> Router {
    Router::new()
        .route("/metrics", get(health::metrics))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .fallback(not_found)
        .with_state(server.clone())
}

async fn not_found() -> Problem {
    Problem::new(Kind::NotFound, "there is nothing at this address; /openapi.json lists what there is")
}

async fn method_not_allowed() -> Problem {
    Problem::new(
        Kind::MethodNotAllowed,
        "the address does not have this method; the header Allow lists those it has",
    )
}

/// Around every request: its identifier, its time limit, one line in the log, the numbers.
async fn observe(State(server): State<Arc<Server>>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let id = request_id(request.headers());
    request.extensions_mut().insert(RequestId(id.clone()));
    let route =
        request.extensions().get::<MatchedPath>().map_or("none".into(), |path| path.as_str().to_owned());
    let method = request.method().clone();
    let limit = server.live().config.limits.request_timeout.0;
    #[cfg(feature = "otel")]
    let span = crate::otel::span(&request, &route, &id);
    let running = next.run(request);
    #[cfg(feature = "otel")]
    let running = tracing::Instrument::instrument(running, span.clone());
    let mut response = match tokio::time::timeout(limit, running).await {
        Ok(response) => response,
        Err(_) => Problem::new(Kind::Timeout, format!("the request was not complete after {limit:?}"))
            .into_response(),
    };
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID, value);
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // What is left of a request that was not read would be read as the next one; and who is served by a server that stops
    // goes elsewhere with the next request.
    let is_unread = matches!(response.status(), StatusCode::REQUEST_TIMEOUT | StatusCode::PAYLOAD_TOO_LARGE);
    if is_unread || server.is_stopping() {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    let status = response.status();
    #[cfg(feature = "otel")]
    span.record("http.response.status_code", status.as_u16());
    let took = begun.elapsed();
    server.metrics.requests.with_label_values(&[route.as_str(), status.as_str()]).inc();
    server.metrics.seconds.observe(took.as_secs_f64());
    let problem = response.extensions().get::<ProblemKind>().map(|kind| kind.0);
    tracing::info!(
        request_id = id,
        method = method.as_str(),
        route,
        status = status.as_u16(),
        problem,
        milliseconds = took.as_secs_f64() * 1000.0,
        "request"
    );
    response
}

/// Returns the caller's identifier if it can be logged, or a new one.
fn request_id(headers: &HeaderMap) -> String {
    let given = headers.get(REQUEST_ID).and_then(|value| value.to_str().ok());
    let is_sane = |id: &&str| {
        (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    match given.filter(is_sane) {
        Some(id) => id.to_owned(),
        None => {
            // Numbers that do not say how many requests there are, without asking the system for each.
            static COUNTER: AtomicU64 = AtomicU64::new(0);
            static KEYS: LazyLock<RandomState> = LazyLock::new(RandomState::new);
            let number = COUNTER.fetch_add(1, Ordering::Relaxed);
            format!("{:016x}{:016x}", KEYS.hash_one((number, 0)), KEYS.hash_one((number, 1)))
        }
    }
}

/// Counts a request for which it does not matter who asks.
fn count(server: &Server, request: &Request) -> Result<(), Problem> {
    let Some(peer) = request.extensions().get::<Peer>() else { return Ok(()) };
    let live = server.live();
    let address = peer::source(peer, request.headers(), &live.config.proxies);
    live.limits.count_address(address, &server.metrics)
}

/// A request whose body was read.
struct Incoming {
    live: Arc<Live>,
    headers: HeaderMap,
    peer: Peer,
    address: std::net::IpAddr,
    id: String,
    body: Bytes,
}

impl Incoming {
    /// Counts the request and reads its body. What a server sends is not counted by its address: it asks for many users.
    async fn read(server: &Server, request: Request) -> Result<Self, Problem> {
        let live = server.live();
        let (parts, body) = request.into_parts();
        let Some(peer) = parts.extensions.get::<Peer>().cloned() else {
            return Err(Problem::new(Kind::Unavailable, "the connection has no address"));
        };
        let address = peer::source(&peer, &parts.headers, &live.config.proxies);
        if live.auth.server(&peer, &parts.headers).is_none() {
            live.limits.count_address(address, &server.metrics)?;
        }
        let id = parts.extensions.get::<RequestId>().map_or(String::new(), |id| id.0.clone());
        let body = read_body(&parts.headers, body, live.config.limits.body).await?;
        Ok(Self { live, headers: parts.headers, peer, address, id, body })
    }

    /// Returns the rule of the server that asks.
    fn server(&self) -> Option<&ServerRule> {
        self.live.auth.server(&self.peer, &self.headers)
    }

    /// Parses the body, an object. An empty one is null.
    fn json<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        let body: &[u8] = if self.body.is_empty() { b"null" } else { self.body.trim_ascii_start() };
        // serde reads an array as the fields in their order.
        if body.starts_with(b"[") {
            return Err(Problem::new(Kind::BadRequest, "the body is an array; expected an object"));
        }
        serde_json::from_slice(body)
            .map_err(|error| Problem::new(Kind::BadRequest, format!("the body: {error}")))
    }
}

async fn read_body(headers: &HeaderMap, body: Body, limit: usize) -> Result<Bytes, Problem> {
    let too_large = || Problem::new(Kind::TooLarge, format!("the body is longer than {limit} bytes"));
    let announced =
        headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > limit as u64) {
        return Err(too_large());
    }
    let body = match Limited::new(body, limit).collect().await {
        Ok(body) => body.to_bytes(),
        Err(error) if error.is::<LengthLimitError>() => return Err(too_large()),
        Err(_) => return Err(Problem::new(Kind::BadRequest, "the body ended early")),
    };
    // Pages of other origins cannot send JSON without asking first.
    let is_json =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| {
            value.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
        });
    if body.is_empty() || is_json {
        Ok(body)
    } else {
        Err(Problem::new(
            Kind::UnsupportedMediaType,
            "the body is not JSON; expected Content-Type: application/json",
        ))
    }
}

/// Makes a JSON response that nobody keeps.
fn json(value: &impl serde::Serialize) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], axum::Json(value)).into_response()
}

/// Returns the language that the caller prefers, of the two that there are.
fn language(headers: &HeaderMap) -> usersig::Language {
    let first =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if first.trim_start().to_ascii_lowercase().starts_with("zh") {
        usersig::Language::Chinese
    } else {
        usersig::Language::English
    }
}
