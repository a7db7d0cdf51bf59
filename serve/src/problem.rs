//! Errors as callers see them: RFC 9457, `application/problem+json`.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// Why there is no result. `kind` is stable; `detail` is for people.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProblemBody {
    /// `urn:usersig:problem:` and the kind.
    #[serde(rename = "type")]
    pub type_uri: String,
    /// The kind: one of this server's, or of the library's for what is wrong with a field.
    pub kind: &'static str,
    /// A short text for the kind.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong, what was expected, what to do.
    pub detail: String,
}

/// The kinds that are not the library's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    BadRequest,
    Field(usersig::ErrorKind),
    Unauthenticated,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    Timeout,
    TooLarge,
    UnsupportedMediaType,
    RateLimited,
    Unavailable,
}

impl Kind {
    fn describe(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::BadRequest => (StatusCode::BAD_REQUEST, "bad_request", "The request cannot be read"),
            Self::Field(kind) => {
                (StatusCode::BAD_REQUEST, kind.name(), "A field of the request is not valid")
            }
            Self::Unauthenticated => (StatusCode::UNAUTHORIZED, "unauthenticated", "The caller is not known"),
            Self::Forbidden => (StatusCode::FORBIDDEN, "forbidden", "The caller may not do this"),
            Self::NotFound => (StatusCode::NOT_FOUND, "not_found", "There is nothing at this address"),
            Self::MethodNotAllowed => {
                (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "The address has other methods")
            }
            Self::Timeout => (StatusCode::REQUEST_TIMEOUT, "timeout", "The request was not complete in time"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too_large", "The request body is too long"),
            Self::UnsupportedMediaType => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", "The request body is not JSON")
            }
            Self::RateLimited => (StatusCode::TOO_MANY_REQUESTS, "rate_limited", "Too many requests"),
            Self::Unavailable => {
                (StatusCode::SERVICE_UNAVAILABLE, "unavailable", "Not possible at the moment")
            }
        }
    }

    /// Returns the stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.describe().1
    }
}

/// A problem, and after how many seconds to try again.
#[derive(Debug, Clone)]
pub struct Problem {
    kind: Kind,
    detail: String,
    retry_after: Option<u64>,
}

impl Problem {
    /// Makes a problem.
    pub fn new(kind: Kind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), retry_after: None }
    }

    /// Says when to try again.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds.max(1));
        self
    }

    /// Returns the kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }
}

impl From<usersig::Error> for Problem {
    fn from(error: usersig::Error) -> Self {
        match error.kind() {
            // The server's own clock and keys are not the caller's concern.
            usersig::ErrorKind::Time | usersig::ErrorKind::Key => {
                tracing::error!(%error, "cannot sign");
                Self::new(Kind::Unavailable, "the server cannot sign at the moment").retry_after(30)
            }
            kind => Self::new(Kind::Field(kind), error.to_string()),
        }
    }
}

/// The kind of a response's problem, for the log and the metrics.
#[derive(Debug, Clone, Copy)]
pub struct ProblemKind(pub &'static str);

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, kind, title) = self.kind.describe();
        let body = ProblemBody {
            type_uri: format!("urn:usersig:problem:{kind}"),
            kind,
            title,
            status: status.as_u16(),
            detail: self.detail,
        };
        let mut response = (status, axum::Json(body)).into_response();
        let headers = response.headers_mut();
        let mut set = |name: HeaderName, value| headers.insert(name, value);
        set(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        set(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.kind == Kind::Unauthenticated {
            set(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = self.retry_after {
            set(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(ProblemKind(kind));
        response
    }
}
