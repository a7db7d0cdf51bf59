//! Limits that replicas share, in Redis or Valkey: one call of one script for each token.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, RedisError, Script};

use crate::config::{Rate, Redis, WhenAway};
use crate::secret;

/// After a failure, how long Redis is not asked: each request would wait for the timeout.
const PAUSE: Duration = Duration::from_millis(500);

/// What is counted: its key and its limit.
pub struct Counted {
    /// The rest of the key.
    pub key: String,
    /// The limit.
    pub rate: Rate,
    /// What is limited, for the message.
    pub who: &'static str,
}

/// The result of a count.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Below every limit.
    Below,
    /// Above this one: the seconds to wait.
    Above(&'static str, u64),
    /// Redis did not reply.
    Away,
}

/// A connection to Redis, which is made again when it breaks.
pub struct Shared {
    manager: ConnectionManager,
    script: Script,
    timeout: Duration,
    prefix: String,
    /// What happens when Redis does not reply.
    pub when_away: WhenAway,
    begun: Instant,
    /// Milliseconds since `begun`.
    paused_until: AtomicU64,
}

impl Shared {
    /// Makes a connection, which is opened when it is used; `None` if the configuration names no Redis.
    ///
    /// # Errors
    /// The address cannot be used. The text has no password in it.
    pub fn new(config: &Redis) -> Result<Option<Self>, (&'static str, String)> {
        let (field, url) = match (&config.url, config.url_from.is_empty()) {
            (None, true) => return Ok(None),
            (Some(url), true) => ("url", zeroize::Zeroizing::new(url.clone())),
            (None, false) => {
                ("url_from", secret::read(&config.url_from).map_err(|message| ("url_from", message))?)
            }
            (Some(_), false) => return Err(("url", "expected one of url and url_from".to_owned())),
        };
        if field == "url" && url.contains('@') {
            let message = "a password is written in the configuration, where backups and reviewers read it; expected \
                           the address in a file: url_from = { file = \"…\" }";
            return Err((field, message.to_owned()));
        }
        let wrong =
            |_| (field, "this is no address of Redis; expected redis://host:6379/0 or rediss://…".to_owned());
        let client = Client::open(url.as_str()).map_err(wrong)?;
        let settings = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(config.timeout.0))
            .set_response_timeout(Some(config.timeout.0))
            .set_number_of_retries(1)
            .set_max_delay(PAUSE);
        let manager = ConnectionManager::new_lazy_with_config(client, settings).map_err(wrong)?;
        Ok(Some(Self {
            manager,
            script: Script::new(include_str!("gcra.lua")),
            timeout: config.timeout.0,
            prefix: config.prefix.clone(),
            when_away: config.when_away,
            begun: Instant::now(),
            paused_until: AtomicU64::new(0),
        }))
    }

    /// Counts in one call: all keys, or none if one is above its limit.
    pub async fn count(&self, counted: &[Counted]) -> Verdict {
        let now = self.begun.elapsed().as_millis() as u64;
        if now < self.paused_until.load(Ordering::Acquire) {
            return Verdict::Away;
        }
        let mut call = self.script.prepare_invoke();
        let mut names = Vec::new();
        for one in counted {
            let Rate::Per(count, time) = one.rate else { continue };
            let interval = (time.as_micros() as u64 / u64::from(count)).max(1);
            call.key(format!("{}:{}", self.prefix, one.key)).arg(interval).arg(interval * u64::from(count));
            names.push(one.who);
        }
        if names.is_empty() {
            return Verdict::Below;
        }
        let mut connection = self.manager.clone();
        let reply =
            tokio::time::timeout(self.timeout, call.invoke_async::<(usize, u64)>(&mut connection)).await;
        match reply {
            Ok(Ok((0, _))) => Verdict::Below,
            Ok(Ok((index, wait))) => {
                Verdict::Above(names.get(index - 1).copied().unwrap_or("caller"), wait / 1_000_000 + 1)
            }
            Ok(Err(error)) => self.is_away(&reason(&error)),
            Err(_) => self.is_away("no reply in time"),
        }
    }

    fn is_away(&self, reason: &str) -> Verdict {
        tracing::warn!(reason, "Redis does not count");
        let now = self.begun.elapsed() + PAUSE;
        self.paused_until.store(now.as_millis() as u64, Ordering::Release);
        Verdict::Away
    }
}

/// Without details: the address may be among them.
fn reason(error: &RedisError) -> String {
    format!("{:?}", error.kind())
}
