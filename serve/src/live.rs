//! What is made of one configuration. A reload makes another; requests that have begun keep theirs, and the last of them
//! drops it, which wipes its keys.

use std::path::PathBuf;
use std::sync::Arc;

use axum::body::Bytes;

use crate::apps::App;
use crate::auth::Auth;
use crate::config::{Config, ConfigError};
use crate::limit::Limits;
use crate::{secret, tls};

/// A configuration in use.
pub struct Live {
    /// As it was read.
    pub config: Config,
    /// Its applications.
    pub apps: Vec<App>,
    /// Who may ask.
    pub auth: Auth,
    /// How much.
    pub limits: Arc<Limits>,
    /// TLS of the API.
    pub tls: Option<Arc<rustls::ServerConfig>>,
    /// The page at `/`.
    pub page: Option<Bytes>,
}

impl Live {
    /// Reads every key and file that the configuration names. `before` is the configuration in use, whose counts go on.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn build(config: Config, before: Option<&Self>) -> Result<Self, Vec<ConfigError>> {
        let mut errors = Vec::new();
        let wrong = &mut errors;
        let build_app = |(index, app)| App::build(app, &format!("app[{index}]"), wrong);
        let apps: Vec<App> = config.app.iter().enumerate().filter_map(build_app).collect();
        check_apps(&config, &mut errors);
        let auth = Auth::build(&config, before.map(|before| &before.auth), &mut errors);
        let limits =
            Limits::build(&config, before.map(|before| (&before.config, &before.limits)), &mut errors);
        let tls = tls::server(&config.tls, &mut errors);
        let page = config.page.as_ref().and_then(|path| match std::fs::read(path) {
            Ok(page) => Some(Bytes::from(page)),
            Err(error) => {
                errors.push(ConfigError::new("page", format!("{} cannot be read: {error}", path.display())));
                None
            }
        });
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Self { config, apps, auth, limits, tls, page })
    }

    /// Returns an application; without a number, the only one.
    #[must_use]
    pub fn app(&self, number: Option<u32>) -> Option<&App> {
        match (number, self.apps.as_slice()) {
            (None, [only]) => Some(only),
            (None, _) => None,
            (Some(number), apps) => apps.iter().find(|app| app.id.get() == number),
        }
    }

    /// Returns the files whose change is a reason to reload.
    #[must_use]
    pub fn files(config: &Config) -> Vec<PathBuf> {
        let sources = config
            .app
            .iter()
            .flat_map(|app| [&app.key, &app.earlier_key])
            .chain(config.bearer.iter().map(|rule| &rule.token))
            .chain([&config.tls.key, &config.redis.url_from]);
        let secrets = sources.filter_map(|source| secret::path(source).ok().flatten());
        let plain = [&config.page, &config.ca_file, &config.tls.certificate_file, &config.tls.client_ca_file];
        let jwks = config.oidc.iter().map(|rule| &rule.jwks_file);
        secrets.chain(plain.into_iter().chain(jwks).flatten().cloned()).collect()
    }
}

fn check_apps(config: &Config, errors: &mut Vec<ConfigError>) {
    if config.app.is_empty() {
        errors
            .push(ConfigError::new("", "there is no application; expected [[app]] with sdk_app_id and key"));
    }
    for (index, app) in config.app.iter().enumerate() {
        if config.app.iter().take(index).any(|other| other.sdk_app_id == app.sdk_app_id) {
            let message = format!("there are two applications {}; expected one", app.sdk_app_id);
            errors.push(ConfigError::new(format!("app[{index}].sdk_app_id"), message));
        }
    }
}
