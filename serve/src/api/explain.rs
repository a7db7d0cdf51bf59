//! `GET /v1/explain/{code}`: what a code of the service or its SDKs means.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::{Kind, Problem, ProblemBody};
use crate::server::Server;

/// What a code means in one layer.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExplanationBody {
    numbers: &'static [i32],
    names: &'static [&'static str],
    /// Which part of the service or the SDKs returns it.
    layer: &'static str,
    meaning: &'static str,
    advice: &'static str,
    note: Option<&'static str>,
}

/// Explains a code, in English or Chinese by `Accept-Language`.
#[utoipa::path(
    get, path = "/v1/explain/{code}", tag = "codes",
    params(
        ("code" = String, Path, example = "70001", description = "A number such as 70009 or -3320, or a name such as ERR_USER_SIG_EXPIRED"),
        ("Accept-Language" = Option<String>, Header, description = "Chinese if it starts with zh"),
    ),
    responses(
        (status = 200, description = "One entry for each layer that has the code", body = [ExplanationBody]),
        (status = 400, description = "The address cannot be read", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "The code is not known", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn explain(
    State(server): State<Arc<Server>>,
    code: Result<Path<String>, axum::extract::rejection::PathRejection>,
    request: Request,
) -> Result<Response, Problem> {
    let Path(code) = code.map_err(|_| Problem::new(Kind::BadRequest, "the code is not UTF-8"))?;
    super::count(&server, &request)?;
    let language = super::language(request.headers());
    let found: Vec<_> = usersig::explain(&code)
        .into_iter()
        .map(|entry| ExplanationBody {
            numbers: entry.numbers(),
            names: entry.names(),
            layer: entry.layer().title(language),
            meaning: entry.meaning(language),
            advice: entry.advice(language),
            note: entry.note(language),
        })
        .collect();
    if found.is_empty() {
        return Err(Problem::new(
            Kind::NotFound,
            "this code is not known here; the service may still use it",
        ));
    }
    Ok(([(header::VARY, "Accept-Language")], axum::Json(found)).into_response())
}
