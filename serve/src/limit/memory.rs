//! Limits in memory. However many names and addresses callers have, the space is the same.
//!
//! governor computes the limit (GCRA); what it keeps of a caller is one number, the time until which the caller has used
//! its share. Here these numbers are in a fixed table, at a place that a keyed hash of the caller names. Two callers can
//! have the same place, and then they share a limit: one in 262 144 others does. Nothing is ever evicted, so no crowd of
//! callers can make the table forget one who is above the limit.

use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};

use governor::clock::{Clock, MonotonicClock};
use governor::nanos::Nanos;
use governor::state::StateStore;
use governor::{Quota, RateLimiter};

use crate::config::Rate;

const PLACES: usize = 1 << 18;

struct Table {
    hasher: RandomState,
    places: Box<[AtomicU64]>,
}

impl Table {
    fn new() -> Self {
        Self { hasher: RandomState::new(), places: (0..PLACES).map(|_| AtomicU64::new(0)).collect() }
    }
}

impl StateStore for Table {
    type Key = u64;

    fn measure_and_replace<T, F, E>(&self, key: &u64, f: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let index = *key as usize % PLACES;
        #[expect(clippy::indexing_slicing, reason = "the table has PLACES places")]
        let place = &self.places[index];
        let mut before = place.load(Ordering::Acquire);
        loop {
            // 0 is a place that nobody has used.
            let (result, after) = f((before != 0).then(|| Nanos::from(before)))?;
            match place.compare_exchange_weak(before, after.into(), Ordering::AcqRel, Ordering::Acquire) {
                Ok(_) => return Ok(result),
                Err(now) => before = now,
            }
        }
    }
}

/// One limit for each of any number of callers.
pub struct Memory {
    limiter: RateLimiter<u64, Table, MonotonicClock>,
    hasher: RandomState,
}

impl Memory {
    /// Makes a limit; `None` for `off`.
    #[must_use]
    pub fn new(rate: Rate) -> Option<Self> {
        let Rate::Per(count, time) = rate else { return None };
        let count = NonZeroU32::new(count)?;
        let quota = Quota::with_period(time / count.get())?.allow_burst(count);
        let table = Table::new();
        let hasher = table.hasher.clone();
        Some(Self { limiter: RateLimiter::new(quota, table, MonotonicClock), hasher })
    }

    /// Counts a request.
    ///
    /// # Errors
    /// The caller is above the limit: the seconds until the next request is allowed.
    pub fn count(&self, caller: impl std::hash::Hash) -> Result<(), u64> {
        self.limiter.check_key(&self.hasher.hash_one(caller)).map_err(|not_until| {
            let wait = not_until.wait_time_from(MonotonicClock.now());
            wait.as_secs() + 1
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_caller_has_its_share_and_no_more() {
        let limit = Memory::new(Rate::Per(3, Duration::from_secs(60))).expect("a limit");
        for _ in 0..3 {
            assert_eq!(limit.count("a"), Ok(()));
        }
        let wait = limit.count("a").expect_err("above the limit");
        assert!((1..=21).contains(&wait), "{wait}");
        assert_eq!(limit.count("b"), Ok(()));
        assert!(Memory::new(Rate::Off).is_none());
    }

    /// A million other callers do not make the table forget one who is above the limit.
    #[test]
    fn a_crowd_does_not_help() {
        let limit = Memory::new(Rate::Per(2, Duration::from_secs(3600))).expect("a limit");
        while limit.count("a").is_ok() {}
        for other in 0..1_000_000_u32 {
            let _ = limit.count(other);
        }
        assert!(limit.count("a").is_err());
    }
}
