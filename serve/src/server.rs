//! What all requests share: the configuration in use, the numbers, the audit log.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::audit::AuditLog;
use crate::config::{self, Config, Located};
use crate::live::Live;
use crate::metrics::Metrics;

/// The server.
pub struct Server {
    live: RwLock<Arc<Live>>,
    /// Where the configuration comes from; `None` for `--demo`.
    file: Option<PathBuf>,
    /// What `/metrics` shows.
    pub metrics: Metrics,
    /// Where each token is written down.
    pub audit: AuditLog,
    /// Why the newest configuration is not the one in use.
    stale: Mutex<Option<String>>,
    /// One reload at a time: the last one to end has read the files last.
    reloading: Mutex<()>,
    is_stopping: AtomicBool,
}

/// Reads a configuration file and the environment.
///
/// # Errors
/// What is wrong, with its line: one error for a file that is no configuration, all of them for one that cannot be used.
pub fn load(file: &std::path::Path, before: Option<&Live>) -> Result<Live, Vec<String>> {
    let name = file.display().to_string();
    let text =
        std::fs::read_to_string(file).map_err(|error| vec![format!("{name} cannot be read: {error}")])?;
    let environment = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    let config = config::parse(&name, &text, environment).map_err(|error| vec![error.to_string()])?;
    Live::build(config, before).map_err(|errors| {
        errors.into_iter().map(|error| Located::new(&name, &text, error).to_string()).collect()
    })
}

/// Returns the files whose change is a reason to reload a configuration that was read from `file`.
#[must_use]
pub fn watched(config: &Config, file: Option<&std::path::Path>) -> Vec<PathBuf> {
    let mut files = Live::files(config);
    files.extend(file.map(ToOwned::to_owned));
    files
}

impl Server {
    /// Makes a server of a configuration.
    ///
    /// # Errors
    /// The audit log cannot be opened.
    pub fn new(live: Live, file: Option<PathBuf>) -> Result<Arc<Self>, String> {
        let audit = AuditLog::open(&live.config.audit).map_err(|error| match &live.config.audit.file {
            Some(path) => format!("the audit log {} cannot be opened: {error}", path.display()),
            None => format!("the thread of the audit log cannot be started: {error}"),
        })?;
        let metrics = Metrics::new().map_err(|error| error.to_string())?;
        Ok(Arc::new(Self {
            live: RwLock::new(Arc::new(live)),
            file,
            metrics,
            audit,
            stale: Mutex::default(),
            reloading: Mutex::default(),
            is_stopping: AtomicBool::new(false),
        }))
    }

    /// Returns the configuration in use.
    #[must_use]
    pub fn live(&self) -> Arc<Live> {
        self.live.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads the configuration again. If that fails, the earlier one stays in use: no key is used that was not read whole.
    pub fn reload(&self) {
        let Some(file) = &self.file else { return };
        let _one_at_a_time = self.reloading.lock().unwrap_or_else(PoisonError::into_inner);
        match load(file, Some(&self.live())) {
            Ok(live) => {
                self.audit.reopen(&live.config.audit);
                *self.live.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(live);
                self.set_stale(None);
                tracing::info!("the configuration was loaded again");
            }
            Err(errors) => {
                for error in &errors {
                    tracing::error!(error, "the configuration cannot be used; the earlier one stays in use");
                }
                self.metrics.reload_failures.inc();
                self.set_stale(Some(errors.join("\n")));
            }
        }
    }

    fn set_stale(&self, why: Option<String>) {
        self.metrics.stale.set(i64::from(why.is_some()));
        *self.stale.lock().unwrap_or_else(PoisonError::into_inner) = why;
    }

    /// Returns whether an earlier configuration is in use because the newest cannot be.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.stale.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Turns `/readyz` to 503.
    pub fn stop(&self) {
        self.is_stopping.store(true, Ordering::Release);
    }

    /// Returns whether the server is stopping.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.is_stopping.load(Ordering::Acquire)
    }

    /// Returns the files whose change is a reason to reload.
    #[must_use]
    pub fn watched(&self) -> Vec<PathBuf> {
        watched(&self.live().config, self.file.as_deref())
    }

    /// Returns the configuration in use, for what does not change while the server runs.
    #[must_use]
    pub fn config(&self) -> Config {
        self.live().config.clone()
    }
}
