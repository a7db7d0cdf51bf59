//! The progress bar of a batch.

use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use usersig::Language;

use crate::lang::pick;

/// The bar on standard error: shown when that is a terminal and the tokens go elsewhere.
pub struct Progress {
    pub bar: ProgressBar,
}

impl Progress {
    pub fn new(bytes: Option<u64>, language: Language) -> Self {
        if io::stdout().is_terminal() || !io::stderr().is_terminal() {
            return Self { bar: ProgressBar::hidden() };
        }
        let (bar, template) = match bytes {
            Some(bytes) => (
                ProgressBar::new(bytes),
                pick(
                    language,
                    "[{bar:24}] {percent:>3} %  {msg} lines, {prefix} per second, {eta} left",
                    "[{bar:24}] {percent:>3} %  {msg} 行，每秒 {prefix} 行，剩余 {eta}",
                ),
            ),
            None => (
                ProgressBar::new_spinner(),
                pick(
                    language,
                    "{spinner} {msg} lines, {prefix} per second, {elapsed}",
                    "{spinner} {msg} 行，每秒 {prefix} 行，已用 {elapsed}",
                ),
            ),
        };
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        Self { bar: bar.with_style(style.progress_chars("=> ")) }
    }

    /// Shows how many lines are done, and how many bytes of the list.
    pub fn show(&self, lines: u64, bytes_read: u64) {
        if !self.bar.is_hidden() {
            self.bar.set_message(lines.to_string());
            self.bar.set_prefix(per_second(lines, self.bar.elapsed()).to_string());
            self.bar.set_position(bytes_read);
        }
    }
}

/// Returns the rate of the whole time.
fn per_second(lines: u64, elapsed: Duration) -> u128 {
    u128::from(lines) * 1_000_000 / elapsed.as_micros().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_is_that_of_the_whole_time() {
        assert_eq!(per_second(3_000_000, Duration::from_millis(1_500)), 2_000_000);
        assert_eq!(per_second(1, Duration::from_secs(2)), 0);
        assert_eq!(per_second(u64::MAX, Duration::ZERO), u128::from(u64::MAX) * 1_000_000);
    }
}
