//! The log, on standard error. Standard output is for the audit log.

use tracing::Level;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{Log, LogFormat, LogLevel};

/// Starts the log.
pub fn start(config: &Log) {
    let level = match config.level {
        LogLevel::Error => Level::ERROR,
        LogLevel::Warn => Level::WARN,
        LogLevel::Info => Level::INFO,
        LogLevel::Debug => Level::DEBUG,
        LogLevel::Trace => Level::TRACE,
    };
    // Of this crate alone: at level trace, others log headers, and tokens are in them.
    let ours = Targets::new().with_default(LevelFilter::WARN).with_target("usersig_serve", level);
    let format = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let layer = match config.format {
        LogFormat::Json => {
            format.json().flatten_event(true).with_current_span(false).with_span_list(false).boxed()
        }
        LogFormat::Text => format.with_ansi(false).boxed(),
    };
    let registry = tracing_subscriber::registry().with(layer.with_filter(ours));
    #[cfg(feature = "otel")]
    let registry = registry
        .with(crate::otel::layer().with_filter(Targets::new().with_target("usersig_serve", Level::INFO)));
    // A second start in one process is a test's.
    let _ = registry.try_init();
}
