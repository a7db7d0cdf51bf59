//! How much one caller may use: for each address, and for each user.

mod memory;

use std::net::IpAddr;

pub use memory::Memory;

use crate::config;
use crate::problem::{Kind, Problem};

/// The limits of this server.
pub struct Limits {
    addresses: Option<Memory>,
    users: Option<Memory>,
}

impl Limits {
    /// Makes the limits.
    #[must_use]
    pub fn new(config: &config::Limits) -> Self {
        Self { addresses: Memory::new(config.per_address), users: Memory::new(config.per_user) }
    }

    /// Counts a request of an address, before it is known who asks.
    ///
    /// # Errors
    /// The address is above its limit.
    pub fn count_address(&self, address: IpAddr) -> Result<(), Problem> {
        check(self.addresses.as_ref(), share_of(address), "address")
    }

    /// Counts a token of a user.
    ///
    /// # Errors
    /// The user is above the limit.
    pub fn count_user(&self, app: u32, user: &str) -> Result<(), Problem> {
        check(self.users.as_ref(), (app, user), "user")
    }
}

fn check(limit: Option<&Memory>, caller: impl std::hash::Hash, who: &'static str) -> Result<(), Problem> {
    let Some(limit) = limit else { return Ok(()) };
    limit.count(caller).map_err(|seconds| above(who, seconds))
}

fn above(who: &'static str, seconds: u64) -> Problem {
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
