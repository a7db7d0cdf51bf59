//! Points in time: [`UnixTime`].

use std::fmt;

use crate::error::Error;
use crate::wire::date;

/// A point in time: whole seconds since 1 January 1970, UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixTime(u64);

impl UnixTime {
    /// Makes a point in time from seconds.
    #[must_use]
    pub const fn from_secs(seconds: u64) -> Self {
        Self(seconds)
    }

    /// Reads the system clock. Not available on `wasm32-unknown-unknown`, which has none.
    ///
    /// # Errors
    /// [`Error::ClockBefore1970`] if the clock was never set. It is not read as 0, which would make every expired token
    /// valid.
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    pub fn now() -> Result<Self, Error> {
        Self::since_1970(std::time::SystemTime::now())
    }

    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    fn since_1970(time: std::time::SystemTime) -> Result<Self, Error> {
        let since = time.duration_since(std::time::UNIX_EPOCH);
        since.map(|since| Self(since.as_secs())).map_err(|_| Error::ClockBefore1970)
    }

    /// Returns the seconds.
    #[must_use]
    pub fn as_secs(self) -> u64 {
        self.0
    }

    /// Returns the date and time as text, such as `2023-11-14 22:13:20 UTC`; `None` after the year 9999.
    ///
    /// ```
    /// use usersig::UnixTime;
    /// assert_eq!(UnixTime::from_secs(1_700_000_000).utc().as_deref(), Some("2023-11-14 22:13:20 UTC"));
    /// ```
    #[must_use]
    pub fn utc(self) -> Option<String> {
        const END_OF_9999: u64 = 253_402_300_799;
        if self.0 > END_OF_9999 {
            return None;
        }
        let (year, month, day) = date::from_days(self.0 / 86_400);
        let second = self.0 % 86_400;
        let (hour, minute, second) = (second / 3_600, second % 3_600 / 60, second % 60);
        Some(format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC"))
    }
}

impl fmt::Display for UnixTime {
    /// Writes `1700000000 (2023-11-14 22:13:20 UTC)`, or only the number after the year 9999.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        match self.utc() {
            Some(date) => write!(f, " ({date})"),
            None => Ok(()),
        }
    }
}

/// Where a call gets its time from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clock {
    At(UnixTime),
    /// The system clock, read by each call.
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    System,
}

impl Clock {
    #[inline]
    pub(crate) fn now(self) -> Result<UnixTime, Error> {
        match self {
            Self::At(time) => Ok(time),
            #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
            Self::System => UnixTime::now(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime, UNIX_EPOCH};

    use super::*;

    #[test]
    fn a_clock_before_1970_is_an_error_and_never_second_0() {
        assert_eq!(UnixTime::since_1970(UNIX_EPOCH), Ok(UnixTime::from_secs(0)));
        for before in [Duration::from_micros(1), Duration::from_secs(1), Duration::from_secs(1 << 33)] {
            let time: SystemTime = UNIX_EPOCH - before;
            assert_eq!(UnixTime::since_1970(time), Err(Error::ClockBefore1970));
        }
    }
}
