//! For load balancers and Prometheus: `/healthz`, `/readyz`, `/metrics`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::server::Server;

/// Whether the server works.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// `ok`, or why not.
    status: &'static str,
    /// `current`, or `stale` while the newest configuration cannot be used. The log says why.
    configuration: &'static str,
}

impl Health {
    fn of(server: &Server, status: &'static str) -> Self {
        Self { status, configuration: if server.is_stale() { "stale" } else { "current" } }
    }
}

/// Returns 200 as long as the process works.
#[utoipa::path(get, path = "/healthz", tag = "health", responses((status = 200, body = Health)))]
pub async fn healthz(State(server): State<Arc<Server>>) -> Response {
    super::json(&Health::of(&server, "ok"))
}

/// Returns 200 while the server accepts requests. A configuration that cannot be used does not change that: every replica
/// would have it, and the earlier one works.
#[utoipa::path(
    get, path = "/readyz", tag = "health",
    responses((status = 200, body = Health), (status = 503, description = "Stopping, or not ready yet", body = Health))
)]
pub async fn readyz(State(server): State<Arc<Server>>) -> Response {
    let status = if server.is_stopping() { "stopping" } else { server.live().auth.readiness() };
    let mut response = super::json(&Health::of(&server, status));
    if status != "ok" {
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    }
    response
}

/// Returns the numbers.
pub async fn metrics(State(server): State<Arc<Server>>) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], server.metrics.text()).into_response()
}
