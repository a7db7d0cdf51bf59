//! The progress bar of a batch.

use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{HumanCount, ProgressBar, ProgressStyle};
use usersig::Language;

use crate::lang::{pick, say};

/// The bar on standard error: shown when that is a terminal and the tokens go elsewhere.
pub struct Progress {
    pub bar: ProgressBar,
    language: Language,
}

impl Progress {
    /// A bar that is gone sooner only flickers.
    const HIDDEN_AT_FIRST: Duration = Duration::from_millis(300);

    pub fn new(bytes: Option<u64>, language: Language) -> Self {
        if io::stdout().is_terminal() || !io::stderr().is_terminal() {
            return Self { bar: ProgressBar::hidden(), language };
        }
        // `wide_msg` ends where the terminal does: no line is broken.
        let (bar, template) = match bytes {
            Some(bytes) => (
                ProgressBar::new(bytes),
                pick(
                    language,
                    "{percent:>3} % [{bar:12}] {eta} left, {wide_msg}",
                    "{percent:>3} % [{bar:12}] 剩余 {eta}，{wide_msg}",
                ),
            ),
            None => (
                ProgressBar::new_spinner(),
                pick(language, "{spinner} {elapsed}, {wide_msg}", "{spinner} 已用 {elapsed}，{wide_msg}"),
            ),
        };
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        Self { bar: bar.with_style(style.progress_chars("=> ")), language }
    }

    /// Shows how many lines are done, and how many bytes of the list.
    pub fn show(&self, lines: u64, bytes_read: u64) {
        let elapsed = self.bar.elapsed();
        if self.bar.is_hidden() || elapsed < Self::HIDDEN_AT_FIRST {
            return;
        }
        let (rate, lines) = (HumanCount(per_second(lines, elapsed)), HumanCount(lines));
        self.bar.set_message(say!(self.language, "{rate}/s, {lines} lines", "每秒 {rate} 行，共 {lines} 行"));
        self.bar.set_position(bytes_read);
    }
}

/// Returns the rate of the whole time.
fn per_second(lines: u64, elapsed: Duration) -> u64 {
    u64::try_from(u128::from(lines) * 1_000_000 / elapsed.as_micros().max(1)).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_is_that_of_the_whole_time() {
        assert_eq!(per_second(3_000_000, Duration::from_millis(1_500)), 2_000_000);
        assert_eq!(per_second(1, Duration::from_secs(2)), 0);
        assert_eq!(per_second(u64::MAX, Duration::ZERO), u64::MAX);
    }
}
