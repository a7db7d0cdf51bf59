//! The server that signs UserSig tokens for the users of an application: `usersig serve`.
//!
//! A request goes this way: [`listen`] accepts the connection, [`api`] reads the request, [`auth`] finds out who asks, [`limit`]
//! counts, the [`usersig`] library signs, [`audit`] writes it down. What a configuration is made into is [`live`].

#![forbid(unsafe_code)]
// No input may cause a panic.
#![cfg_attr(
    not(test),
    warn(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::unreachable
    )
)]

pub mod api;
pub mod apps;
pub mod audit;
pub mod auth;
mod client;
pub mod config;
pub mod demo;
pub mod limit;
pub mod listen;
pub mod live;
pub mod log;
pub mod metrics;
#[cfg(feature = "otel")]
mod otel;
mod patience;
mod pattern;
pub mod peer;
pub mod problem;
pub mod run;
mod secret;
pub mod server;
mod tls;
pub mod watch;
