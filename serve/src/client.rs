//! Outgoing HTTP: keys of identity providers, and the application's own endpoint. Redirects are not followed.

use std::path::Path;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{HeaderMap, Request, Response, StatusCode, Uri};
use http_body_util::{BodyExt, Empty, Limited};
use hyper::body::Incoming;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Error;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::RootCertStore;

use crate::tls;

/// Longer replies are rejected.
const MAX_REPLY: usize = 256 << 10;

/// A client with its connections.
#[derive(Clone)]
pub struct Client(hyper_util::client::legacy::Client<HttpsConnector<HttpConnector>, Empty<Bytes>>);

/// A whole reply.
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Client {
    /// Makes a client that trusts the authorities in the file, or those of the system.
    ///
    /// # Errors
    /// The file has no authorities.
    pub fn new(ca_file: Option<&Path>) -> Result<Self, String> {
        let roots = match ca_file {
            Some(path) => tls::roots(path)?,
            None => {
                let mut roots = RootCertStore::empty();
                // A container without certificates: then HTTPS fails, and the message names the reason.
                roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
                roots
            }
        };
        let tls = rustls::ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
        let connector =
            HttpsConnectorBuilder::new().with_tls_config(tls).https_or_http().enable_http1().build();
        let client = hyper_util::client::legacy::Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(Duration::from_secs(20))
            .pool_max_idle_per_host(64)
            .build(connector);
        Ok(Self(client))
    }

    /// Sends a GET request and reads the reply.
    ///
    /// # Errors
    /// No reply in time, or one that is too long. The text has no header of the request in it.
    pub async fn get(&self, uri: &Uri, headers: HeaderMap, timeout: Duration) -> Result<Reply, String> {
        let exchange = async {
            let response = match self.send(uri, &headers).await {
                // The other end may have closed a kept connection just now: once more, on another.
                Err(error) if !error.is_connect() => self.send(uri, &headers).await,
                result => result,
            };
            let (parts, body) = response.map_err(|error| with_causes(&error))?.into_parts();
            let body = Limited::new(body, MAX_REPLY).collect().await.map_err(|error| error.to_string())?;
            Ok(Reply { status: parts.status, headers: parts.headers, body: body.to_bytes() })
        };
        tokio::time::timeout(timeout, exchange)
            .await
            .unwrap_or_else(|_| Err(format!("no reply after {timeout:?}")))
    }

    async fn send(&self, uri: &Uri, headers: &HeaderMap) -> Result<Response<Incoming>, Error> {
        let mut request = Request::new(Empty::new());
        *request.uri_mut() = uri.clone();
        *request.headers_mut() = headers.clone();
        self.0.request(request).await
    }
}

/// "client error (Connect)" alone helps nobody.
fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    text
}

/// Reads an address.
///
/// # Errors
/// It is not absolute, or neither HTTP nor HTTPS.
pub fn address(text: &str) -> Result<Uri, String> {
    let uri: Uri = text.parse().map_err(|error| format!("{text:?} is not an address: {error}"))?;
    match (uri.scheme_str(), uri.host()) {
        (Some("http" | "https"), Some(_)) => Ok(uri),
        _ => Err(format!("{text:?} is not an address; expected one that starts with https:// or http://")),
    }
}

/// Returns whether nobody in between can change what this address returns.
#[must_use]
pub fn is_safe(uri: &Uri) -> bool {
    uri.scheme_str() == Some("https") || matches!(uri.host(), Some("127.0.0.1" | "localhost" | "[::1]"))
}
