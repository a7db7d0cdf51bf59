//! How much one caller may use: for each address, and for each user. Addresses are counted in this replica before it is known who
//! asks; users, and the addresses of users, are counted for all replicas together if there is a Redis.

mod memory;
mod shared;

use std::net::IpAddr;
use std::sync::Arc;

pub use memory::Memory;
use shared::{Counted, Shared, Verdict};

use crate::config::{self, Config, ConfigError, WhenAway};
use crate::metrics::Metrics;
use crate::problem::{Kind, Problem};

/// The limits of this server.
pub struct Limits {
    config: config::Limits,
    addresses: Option<Memory>,
    users: Option<Memory>,
    shared: Option<Shared>,
}

impl Limits {
    /// Makes the limits, or returns those in use if nothing about them has changed: what they have counted goes on.
    pub fn build(
        config: &Config,
        before: Option<(&Config, &Arc<Self>)>,
        errors: &mut Vec<ConfigError>,
    ) -> Arc<Self> {
        let is_same = |other: &Config| {
            other.limits.per_user == config.limits.per_user
                && other.limits.per_address == config.limits.per_address
                && other.redis == config.redis
        };
        // An address that is in a file may have changed there.
        if let Some((other, limits)) = before
            && is_same(other)
            && config.redis.url_from.is_empty()
        {
            return limits.clone();
        }
        let shared = Shared::new(&config.redis).unwrap_or_else(|(name, message)| {
            errors.push(ConfigError::new(format!("redis.{name}"), message));
            None
        });
        Arc::new(Self {
            addresses: Memory::new(config.limits.per_address),
            users: Memory::new(config.limits.per_user),
            config: config.limits.clone(),
            shared,
        })
    }

    /// Counts a request of an address, before it is known who asks.
    ///
    /// # Errors
    /// The address is above its limit.
    pub fn count_address(&self, address: IpAddr, metrics: &Metrics) -> Result<(), Problem> {
        in_memory(self.addresses.as_ref(), share_of(address), "address", metrics)
    }

    /// Counts a token of a user; with the address of a user who asks directly, not with a server's.
    ///
    /// # Errors
    /// The user or the address is above the limit; Redis does not reply, and then nothing is signed.
    pub async fn count_user(
        &self,
        app: u32,
        user: &str,
        address: Option<IpAddr>,
        metrics: &Metrics,
    ) -> Result<(), Problem> {
        if let Some(shared) = &self.shared {
            let of_user =
                Counted { key: format!("user:{app}:{user}"), rate: self.config.per_user, who: "user" };
            let of_address = address.map(|address| Counted {
                key: format!("address:{:x}", share_of(address)),
                rate: self.config.per_address,
                who: "address",
            });
            let counted: Vec<Counted> = [Some(of_user), of_address].into_iter().flatten().collect();
            match (shared.count(&counted).await, shared.when_away) {
                (Verdict::Below, _) => return Ok(()),
                (Verdict::Above(who, seconds), _) => return Err(above(who, seconds, metrics)),
                (Verdict::Away, WhenAway::Deny) => {
                    metrics.redis_failures.inc();
                    return Err(Problem::new(Kind::Unavailable, "requests cannot be counted at the moment")
                        .retry_after(1));
                }
                (Verdict::Away, WhenAway::Local) => metrics.redis_failures.inc(),
            }
        }
        in_memory(self.users.as_ref(), (app, user), "user", metrics)
    }
}

fn in_memory(
    limit: Option<&Memory>,
    caller: impl std::hash::Hash,
    who: &'static str,
    metrics: &Metrics,
) -> Result<(), Problem> {
    let Some(limit) = limit else { return Ok(()) };
    limit.count(caller).map_err(|seconds| above(who, seconds, metrics))
}

fn above(who: &'static str, seconds: u64, metrics: &Metrics) -> Problem {
    metrics.limited.with_label_values(&[who]).inc();
    Problem::new(
        Kind::RateLimited,
        format!("this {who} has sent too many requests; try again in {seconds} s"),
    )
    .retry_after(seconds)
}

/// Who has one IPv6 address has the whole /64.
fn share_of(address: IpAddr) -> u128 {
    match address.to_canonical() {
        IpAddr::V4(address) => u128::from(address.to_bits()),
        IpAddr::V6(address) => address.to_bits() >> 64 << 64,
    }
}
