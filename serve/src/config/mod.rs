//! The configuration: one TOML file, whose scalar settings the environment can replace. `docs/SERVER.md` has a table of it
//! that a test writes from these types.

mod load;
mod values;

use std::net::SocketAddr;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use load::{ConfigError, Located, parse, settings};
pub use values::{Network, Rate, Source, Span};

/// The whole file.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Address and port of the API.
    #[schema(value_type = String)]
    pub listen: SocketAddr,
    /// Reverse proxies whose `X-Forwarded-For` names the caller's address. Nobody else's counts.
    pub proxies: Vec<Network>,
    /// The page that checks and signs tokens (`usersig.html`), served at `/`.
    #[schema(value_type = Option<String>)]
    pub page: Option<PathBuf>,
    /// Certificates (PEM) that outgoing HTTPS trusts, instead of the system's.
    #[schema(value_type = Option<String>)]
    pub ca_file: Option<PathBuf>,
    /// TLS of the API. Without it, TLS ends at a proxy in front.
    pub tls: Tls,
    /// Metrics for Prometheus.
    pub metrics: Metrics,
    /// The log, on standard error.
    pub log: Log,
    /// The audit log: one line for each token.
    pub audit: Audit,
    /// What one caller may use.
    pub limits: Limits,
    /// A Redis or Valkey that counts for all replicas together.
    pub redis: Redis,
    /// Web pages of other origins.
    pub cors: Cors,
    /// How the server stops.
    pub shutdown: Shutdown,
    /// The applications that are signed for.
    pub app: Vec<App>,
    /// Users with a JWT of an OpenID Connect provider.
    pub oidc: Vec<Oidc>,
    /// Users whom your own endpoint knows by their cookie or token.
    pub forward: Vec<Forward>,
    /// Users whom a proxy in front has authenticated.
    pub header: Vec<Header>,
    /// Servers with a token. They name the user.
    pub bearer: Vec<Bearer>,
    /// Servers with a client certificate. They name the user.
    pub mtls: Vec<Mtls>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8600)),
            proxies: Vec::new(),
            page: None,
            ca_file: None,
            tls: Tls::default(),
            metrics: Metrics::default(),
            log: Log::default(),
            audit: Audit::default(),
            limits: Limits::default(),
            redis: Redis::default(),
            cors: Cors::default(),
            shutdown: Shutdown::default(),
            app: Vec::new(),
            oidc: Vec::new(),
            forward: Vec::new(),
            header: Vec::new(),
            bearer: Vec::new(),
            mtls: Vec::new(),
        }
    }
}

/// `[tls]`
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Tls {
    /// The certificate and those that signed it (PEM). A new one is used from the next connection on.
    #[schema(value_type = Option<String>)]
    pub certificate_file: Option<PathBuf>,
    /// Its private key (PEM).
    pub key: Source,
    /// The authorities (PEM) whose client certificates are accepted: for `[[mtls]]`.
    #[schema(value_type = Option<String>)]
    pub client_ca_file: Option<PathBuf>,
}

/// `[metrics]`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Metrics {
    /// Address and port of `/metrics`, `/healthz` and `/readyz`, without TLS and authentication; `off` for none.
    pub listen: String,
}

impl Default for Metrics {
    fn default() -> Self {
        Self { listen: "127.0.0.1:8601".into() }
    }
}

/// `[log]`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// `error`, `warn`, `info`, `debug` or `trace`.
    pub level: LogLevel,
    /// `json` or `text`.
    pub format: LogFormat,
}

impl Default for Log {
    fn default() -> Self {
        Self { level: LogLevel::Info, format: LogFormat::Json }
    }
}

/// How much is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum LogLevel {
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

/// The form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum LogFormat {
    Json,
    Text,
}

/// `[audit]`
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Audit {
    /// The file that lines are appended to; standard output without it. A reload opens it again, for rotation.
    #[schema(value_type = Option<String>)]
    pub file: Option<PathBuf>,
    /// Whether a token waits until its line is on the disk (`fsync`), which a power failure needs. A killed process does not.
    pub sync: bool,
    /// When a line cannot be written: `deny` issues no token (503), `continue` issues it and counts the line.
    pub when_full: WhenFull,
}

/// What happens when the audit log cannot be written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum WhenFull {
    #[default]
    Deny,
    Continue,
}

/// `[limits]`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Tokens for one user of one application.
    pub per_user: Rate,
    /// Requests from one address (IPv6: one /64). Servers with `[[bearer]]` or `[[mtls]]` are not counted.
    pub per_address: Rate,
    /// The longest request body, in bytes.
    pub body: usize,
    /// How long a caller may take to send the head of a request.
    pub header_timeout: Span,
    /// How long a request may take, its body included.
    pub request_timeout: Span,
    /// How long a connection may be idle between two requests: longer than a proxy in front keeps it.
    pub idle_timeout: Span,
    /// Connections at the same time. Further ones wait.
    pub connections: usize,
    /// Connections from one address at the same time, `proxies` excepted. Further ones are closed.
    pub connections_per_address: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            per_user: Rate::Per(30, std::time::Duration::from_secs(60)),
            per_address: Rate::Per(300, std::time::Duration::from_secs(60)),
            body: 16 << 10,
            header_timeout: Span::seconds(10),
            request_timeout: Span::seconds(10),
            idle_timeout: Span::seconds(75),
            connections: 10_000,
            connections_per_address: 500,
        }
    }
}

/// `[redis]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Redis {
    /// Its address: `redis://host:6379/0`. One with a password is a secret: see `url_from`.
    pub url: Option<String>,
    /// Where the address is, if it has a password in it.
    pub url_from: Source,
    /// How long a count may take.
    pub timeout: Span,
    /// When it does not reply: `deny` signs nothing (503), `local` counts in this replica alone.
    pub when_away: WhenAway,
    /// What its keys start with.
    pub prefix: String,
}

impl Default for Redis {
    fn default() -> Self {
        Self {
            url: None,
            url_from: Source::default(),
            timeout: Span(std::time::Duration::from_millis(200)),
            when_away: WhenAway::Local,
            prefix: "usersig".into(),
        }
    }
}

/// What happens when Redis does not reply.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum WhenAway {
    #[default]
    Local,
    Deny,
}

/// `[cors]`
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Cors {
    /// Origins whose pages may call the API, such as `https://app.example.com`, with cookies if `forward` uses them.
    pub origins: Vec<String>,
}

/// `[shutdown]`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Shutdown {
    /// How long the server goes on after `/readyz` has turned to 503, so that load balancers notice.
    pub delay: Span,
    /// How long requests may take to end after that.
    pub drain: Span,
}

impl Default for Shutdown {
    fn default() -> Self {
        Self { delay: Span::seconds(5), drain: Span::seconds(20) }
    }
}

/// `[[app]]`
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct App {
    /// The number of the application, as the console shows it.
    pub sdk_app_id: u32,
    /// The key that signs and verifies: a secret key (version 2.0), or a private key in PEM (version 1.0).
    pub key: Source,
    /// The key before it, which verifies only: during a rotation.
    #[serde(default)]
    pub earlier_key: Source,
    /// Which UserIDs are accepted: `im`, `trtc` or `any`.
    #[serde(default = "App::user_id_rule")]
    pub user_id_rule: String,
    /// How long a token is valid if the request does not say.
    #[serde(default = "App::validity")]
    pub validity: Span,
    /// The longest validity that a request may ask for.
    #[serde(default = "App::max_validity")]
    pub max_validity: Span,
    /// UserIDs that users cannot get, whoever says that they are these: administrators of IM above all.
    #[serde(default = "App::reserved_users")]
    pub reserved_users: Vec<String>,
    /// What PrivateMapKeys are signed. None without it.
    #[serde(default)]
    pub private_map_key: Option<PrivateMapKey>,
}

impl App {
    pub(crate) fn user_id_rule() -> String {
        "im".into()
    }
    pub(crate) fn validity() -> Span {
        Span::seconds(86_400)
    }
    pub(crate) fn max_validity() -> Span {
        Span::seconds(604_800)
    }
    pub(crate) fn reserved_users() -> Vec<String> {
        vec!["administrator".into()]
    }
}

/// `[app.private_map_key]`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PrivateMapKey {
    /// String rooms that are signed for, with `*` for any characters.
    pub rooms: Vec<String>,
    /// Numeric rooms that are signed for: numbers, or ranges such as `1000-1999`.
    pub room_numbers: Vec<String>,
    /// The privileges that a request may ask for, at most: names with commas between, a number, or `all`.
    pub privileges: String,
    /// How long a token is valid if the request does not say.
    pub validity: Span,
    /// The longest validity that a request may ask for.
    pub max_validity: Span,
}

impl Default for PrivateMapKey {
    fn default() -> Self {
        Self {
            rooms: Vec::new(),
            room_numbers: Vec::new(),
            privileges: "all".into(),
            validity: Span::seconds(600),
            max_validity: Span::seconds(86_400),
        }
    }
}

/// `[[oidc]]`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Oidc {
    /// A name of your choice, for logs.
    pub name: String,
    /// Applications that these users are in; all without it.
    #[serde(default)]
    pub apps: Vec<u32>,
    /// The issuer, exactly as in the claim `iss`.
    pub issuer: String,
    /// The audiences, of which the claim `aud` has one.
    pub audience: Vec<String>,
    /// The address of the provider's keys (`jwks_uri`).
    #[serde(default)]
    pub jwks_url: Option<String>,
    /// A file with the provider's keys.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub jwks_file: Option<PathBuf>,
    /// The algorithms that are accepted: RS256, PS256, ES256, `EdDSA`. The kind of a key limits them further.
    #[serde(default = "Oidc::algorithms")]
    pub algorithms: Vec<String>,
    /// The claim that is the UserID.
    #[serde(default = "Oidc::user_id_claim")]
    pub user_id_claim: String,
    /// What is put before the claim.
    #[serde(default)]
    pub user_id_prefix: String,
    /// The form of the claim: `text` is used verbatim, `uuid` loses its hyphens, since 36 characters are too many for IM.
    #[serde(default)]
    pub user_id_format: UserIdFormat,
    /// How far the provider's clock may differ.
    #[serde(default = "Oidc::leeway")]
    pub leeway: Span,
    /// How old keys become before they are fetched again. While the provider is away, the known ones are used.
    #[serde(default = "Oidc::refresh")]
    pub refresh: Span,
}

impl Oidc {
    pub(crate) fn algorithms() -> Vec<String> {
        ["RS256", "ES256"].map(String::from).into()
    }
    pub(crate) fn user_id_claim() -> String {
        "sub".into()
    }
    pub(crate) fn leeway() -> Span {
        Span::seconds(30)
    }
    pub(crate) fn refresh() -> Span {
        Span::seconds(3600)
    }
}

/// How a claim becomes a UserID.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum UserIdFormat {
    #[default]
    Text,
    Uuid,
}

/// `[[forward]]`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Forward {
    /// A name of your choice, for logs.
    pub name: String,
    /// Applications that these users are in; all without it.
    #[serde(default)]
    pub apps: Vec<u32>,
    /// Your endpoint. It gets a GET request with the caller's `Cookie` and `Authorization`; only a status of 2xx counts.
    pub url: String,
    /// Further headers of the caller that it gets.
    #[serde(default)]
    pub headers: Vec<String>,
    /// The header of the reply that has the UserID. `X-User-Id` if `user_id_field` is not there either.
    #[serde(default)]
    pub user_id_header: Option<String>,
    /// The field of the reply's JSON object that has the UserID.
    #[serde(default)]
    pub user_id_field: Option<String>,
    /// How long it may take.
    #[serde(default = "Forward::timeout")]
    pub timeout: Span,
}

impl Forward {
    pub(crate) fn timeout() -> Span {
        Span::seconds(2)
    }
}

/// `[[header]]`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// A name of your choice, for logs.
    pub name: String,
    /// Applications that these users are in; all without it.
    #[serde(default)]
    pub apps: Vec<u32>,
    /// The header that has the UserID. The proxy must remove it from what callers send.
    pub header: String,
    /// The proxy's addresses, as they connect to this server.
    pub from: Vec<Network>,
}

/// `[[bearer]]`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Bearer {
    /// A name of your choice, for logs.
    pub name: String,
    /// Applications that this server may use; all without it.
    #[serde(default)]
    pub apps: Vec<u32>,
    /// Where its token is: at least 32 characters.
    #[serde(default)]
    pub token: Source,
    /// Or the SHA-256 of its token, 64 hex digits.
    #[serde(default)]
    pub token_sha256: Option<String>,
    /// Users that it may name, with `*` for any characters.
    #[serde(default = "any_user")]
    pub users: Vec<String>,
    /// Whether it may name `reserved_users` too.
    #[serde(default)]
    pub reserved_users: bool,
}

/// `[[mtls]]`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Mtls {
    /// A name of your choice, for logs.
    pub name: String,
    /// Applications that this server may use; all without it.
    #[serde(default)]
    pub apps: Vec<u32>,
    /// A DNS name of its certificate (subject alternative name).
    #[serde(default)]
    pub dns: Option<String>,
    /// Or a URI of its certificate, such as `spiffe://example.com/backend`.
    #[serde(default)]
    pub uri: Option<String>,
    /// Or the whole subject of its certificate, such as `CN=backend,O=Example`.
    #[serde(default)]
    pub subject: Option<String>,
    /// Users that it may name, with `*` for any characters.
    #[serde(default = "any_user")]
    pub users: Vec<String>,
    /// Whether it may name `reserved_users` too.
    #[serde(default)]
    pub reserved_users: bool,
}

pub(crate) fn any_user() -> Vec<String> {
    vec!["*".into()]
}
