//! Traces for OpenTelemetry (feature `otel`): one span for each request, sent over HTTP to the collector that the usual
//! variables name, such as `OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318`. Without one of them nothing is sent.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use axum::extract::Request;
use axum::http;
use http_body_util::{BodyExt, Full, Limited};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use opentelemetry::global;
use opentelemetry::trace::TracerProvider;
use opentelemetry_http::{Bytes, HeaderExtractor, HttpClient, HttpError};
use opentelemetry_otlp::{SpanExporter, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::{Span, Subscriber};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::Layer;
use tracing_subscriber::registry::LookupSpan;

const TIMEOUT: Duration = Duration::from_secs(10);
const MAX_REPLY: usize = 64 << 10;

/// Makes the layer that sends spans; `None` without a collector.
pub fn layer<S: Subscriber + for<'s> LookupSpan<'s>>() -> Option<impl Layer<S>> {
    let variables = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];
    variables.into_iter().find_map(std::env::var_os)?;
    let exporter = SpanExporter::builder().with_http().with_http_client(Sender::new()).build();
    let exporter = exporter.inspect_err(|error| eprintln!("warning: no traces are sent: {error}")).ok()?;
    let resource = Resource::builder().with_service_name("usersig-serve").build();
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource).build();
    global::set_text_map_propagator(TraceContextPropagator::new());
    Some(tracing_opentelemetry::layer().with_tracer(provider.tracer("usersig-serve")))
}

/// Makes the span of a request, inside the caller's trace if it names one. No UserID and no header is in it.
pub fn span(request: &Request, route: &str, id: &str) -> Span {
    let span = tracing::info_span!(
        "request",
        "otel.kind" = "server",
        "http.request.method" = request.method().as_str(),
        "http.route" = route,
        "http.response.status_code" = tracing::field::Empty,
        request_id = id,
    );
    let parent =
        global::get_text_map_propagator(|propagator| propagator.extract(&HeaderExtractor(request.headers())));
    // Without a collector there is no trace to be inside of.
    let _ = span.set_parent(parent);
    span
}

/// Sends spans. The exporter has a thread of its own, on which no connection can be opened: the server's threads do it.
#[derive(Debug)]
struct Sender {
    client: Client<HttpConnector, Full<Bytes>>,
    runtime: tokio::runtime::Handle,
}

impl Sender {
    fn new() -> Self {
        Self {
            client: Client::builder(TokioExecutor::new()).build_http(),
            runtime: tokio::runtime::Handle::current(),
        }
    }
}

impl HttpClient for Sender {
    fn send_bytes<'s, 'f>(
        &'s self,
        request: http::Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, HttpError>> + Send + 'f>>
    where
        's: 'f,
        Self: 'f,
    {
        let client = self.client.clone();
        let exchange = async move {
            let response = client.request(request.map(Full::new)).await?;
            let (parts, body) = response.into_parts();
            let body = Limited::new(body, MAX_REPLY).collect().await?.to_bytes();
            Ok::<_, HttpError>(http::Response::from_parts(parts, body))
        };
        let sending = self.runtime.spawn(async move { tokio::time::timeout(TIMEOUT, exchange).await? });
        Box::pin(async move { sending.await? })
    }
}
