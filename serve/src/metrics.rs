//! What `/metrics` shows. No label has a UserID, an address or a key in it.

use prometheus::{
    Encoder, Histogram, HistogramOpts, IntCounter, IntCounterVec, IntGauge, Opts, Registry, TextEncoder,
};

/// All numbers.
pub struct Metrics {
    registry: Registry,
    /// Requests by route and status.
    pub requests: IntCounterVec,
    /// How long requests take.
    pub seconds: Histogram,
    /// Tokens by kind.
    pub tokens: IntCounterVec,
    /// Requests above a limit, by limit.
    pub limited: IntCounterVec,
    /// Reloads that failed.
    pub reload_failures: IntCounter,
    /// Whether an earlier configuration is used, because the new one cannot be.
    pub stale: IntGauge,
    /// Audit lines that could not be written.
    pub audit_failures: IntCounter,
    /// Fetches of a provider's keys that failed.
    pub jwks_failures: IntCounter,
    /// Counts that Redis did not reply to.
    pub redis_failures: IntCounter,
    /// Open connections.
    pub connections: IntGauge,
}

impl Metrics {
    /// Makes all numbers, 0.
    ///
    /// # Errors
    /// Two of them have the same name.
    pub fn new() -> prometheus::Result<Self> {
        let registry = Registry::new();
        let register = |metric: Box<dyn prometheus::core::Collector>| registry.register(metric);
        let counter = |name: &str, help: &str| {
            let counter = IntCounter::new(name, help)?;
            register(Box::new(counter.clone()))?;
            Ok::<_, prometheus::Error>(counter)
        };
        let counters = |name: &str, help: &str, labels: &[&str]| {
            let counters = IntCounterVec::new(Opts::new(name, help), labels)?;
            register(Box::new(counters.clone()))?;
            Ok::<_, prometheus::Error>(counters)
        };
        let gauge = |name: &str, help: &str| {
            let gauge = IntGauge::new(name, help)?;
            register(Box::new(gauge.clone()))?;
            Ok::<_, prometheus::Error>(gauge)
        };
        let buckets =
            vec![0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
        let seconds =
            HistogramOpts::new("usersig_request_seconds", "How long requests take").buckets(buckets);
        let seconds = Histogram::with_opts(seconds)?;
        register(Box::new(seconds.clone()))?;
        Ok(Self {
            requests: counters(
                "usersig_requests_total",
                "Requests by route and status",
                &["route", "status"],
            )?,
            seconds,
            tokens: counters("usersig_tokens_total", "Tokens issued", &["kind"])?,
            limited: counters("usersig_limited_total", "Requests above a limit", &["limit"])?,
            reload_failures: counter("usersig_reload_failures_total", "Reloads that failed")?,
            stale: gauge("usersig_configuration_stale", "1 while the configuration on disk cannot be used")?,
            audit_failures: counter("usersig_audit_failures_total", "Audit lines that could not be written")?,
            jwks_failures: counter(
                "usersig_jwks_failures_total",
                "Fetches of a provider's keys that failed",
            )?,
            redis_failures: counter("usersig_redis_failures_total", "Counts that Redis did not reply to")?,
            connections: gauge("usersig_connections", "Open connections of the API")?,
            registry,
        })
    }

    /// Writes them as Prometheus reads them.
    #[must_use]
    pub fn text(&self) -> Vec<u8> {
        let mut text = Vec::new();
        // Writing to memory does not fail, and the names were checked when they were registered.
        let _ = TextEncoder::new().encode(&self.registry.gather(), &mut text);
        text
    }
}
