//! The text forms of results, for people at a terminal.

use std::cmp::Ordering;
use std::fmt::{self, Display, Write as _};

use anstyle::{AnsiColor, Style};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use usersig::{Finding, PrivateMapKey, RecordRoom, Report, Token, UnixTime, Version, Warning};

use crate::escape;

const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const DOUBT: Style = AnsiColor::Yellow.on_default().bold();
const LABEL: Style = Style::new().dimmed();

/// Writes what `verify` prints.
pub fn verdict(report: &Report, now: UnixTime) -> String {
    let mut out = String::new();
    match report.findings() {
        [] => line(&mut out, format_args!("{GOOD}valid{GOOD:#}")),
        [first, others @ ..] => {
            let (name, code) = (first.kind(), service_code(first));
            line(&mut out, format_args!("{BAD}not valid: {name}{BAD:#}{code}"));
            explain(&mut out, "finding", first);
            for other in others {
                explain(&mut out, "also", other);
            }
        }
    }
    warnings(&mut out, report.warnings());
    if let Some(token) = report.token() {
        line(&mut out, "");
        fields(&mut out, token, now);
    }
    out
}

/// Writes what `inspect` prints of a token that can be read.
pub fn contents(token: &Token, now: UnixTime) -> String {
    let mut out = String::new();
    line(&mut out, format_args!("{DOUBT}not verified{DOUBT:#}: anyone could have written this"));
    warnings(&mut out, token.warnings());
    line(&mut out, "");
    fields(&mut out, token, now);
    out
}

/// Writes what `inspect` prints of a token that cannot be read.
pub fn unreadable(finding: &Finding) -> String {
    let mut out = String::new();
    let (name, code) = (finding.kind(), service_code(finding));
    line(&mut out, format_args!("{BAD}{name}{BAD:#}{code}"));
    explain(&mut out, "finding", finding);
    out
}

/// Writes what the service returns for the same token, where it has a code for it.
fn service_code(finding: &Finding) -> String {
    finding.service_code().map_or_else(String::new, |code| format!(" (the service returns {code})"))
}

fn explain(out: &mut String, label: &str, finding: &Finding) {
    line(out, "");
    field(out, label, escape::text(&finding.to_string()));
    field(out, "do", finding.hint());
}

fn warnings(out: &mut String, warnings: &[Warning]) {
    for warning in warnings {
        line(out, "");
        field(out, "warning", escape::text(&warning.to_string()));
        field(out, "do", warning.hint());
    }
}

fn fields(out: &mut String, token: &Token, now: UnixTime) {
    let algorithm = match token.version() {
        Version::V2 => "HMAC-SHA256",
        Version::V1Plain => "ECDSA-SHA256, oldest form",
        _ => "ECDSA-SHA256",
    };
    field(out, "version", format_args!("{} ({algorithm})", token.version()));
    field(out, "UserID", escape::text(token.userid()));
    field(out, "SDKAppID", token.sdkappid_text());
    let approximate = if token.is_time_approximate() { "about " } else { "" };
    field(out, "issued", format_args!("{approximate}{}", moment(token.issued_at(), now)));
    field(out, "expires", format_args!("{approximate}{}", moment(token.expires_at(), now)));
    field(out, "validity", format_args!("{} s ({})", token.expire(), Span(token.expire())));
    if token.is_time_approximate() {
        field(out, "note", "the oldest form has a local time without a zone; it is read in UTC+8");
    }
    match (token.userbuf(), token.private_map_key()) {
        (_, Some(record)) => private_map_key(out, &record, now),
        (Some(bytes), None) => userbuf(out, bytes),
        (None, None) => {}
    }
}

fn userbuf(out: &mut String, bytes: &[u8]) {
    const SHOWN: usize = 48;
    let shown = STANDARD.encode(bytes.get(..SHOWN).unwrap_or(bytes));
    let more = if bytes.len() > SHOWN { "..." } else { "" };
    field(out, "userbuf", format_args!("{} bytes, base64 {shown}{more}", bytes.len()));
}

fn private_map_key(out: &mut String, record: &PrivateMapKey, now: UnixTime) {
    line(out, "");
    line(out, "PrivateMapKey");
    field(out, "account", escape::text(&record.account_lossy()));
    field(out, "SDKAppID", record.sdkappid());
    match record.room() {
        RecordRoom::Number(number) => field(out, "room", number),
        RecordRoom::Name(name) => field(out, "room", escape::text(&format!("{name:?}"))),
    }
    let names: Vec<_> = record.privileges().names().collect();
    let names = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
    field(out, "privileges", format_args!("{} ({names})", record.privilege_bits()));
    field(out, "expires", moment(record.expires_at(), now));
}

fn line(out: &mut String, text: impl Display) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{text}");
}

fn field(out: &mut String, label: &str, value: impl Display) {
    line(out, format_args!("  {LABEL}{label:<12}{LABEL:#}{value}"));
}

/// Writes a time, and how far it is from now.
fn moment(time: UnixTime, now: UnixTime) -> String {
    let date = time.utc().unwrap_or_else(|| time.as_secs().to_string());
    let (then, now) = (time.as_secs(), now.as_secs());
    match then.cmp(&now) {
        Ordering::Greater => format!("{date} (in {})", Span(then - now)),
        Ordering::Equal => format!("{date} (now)"),
        Ordering::Less => format!("{date} ({} ago)", Span(now - then)),
    }
}

/// Seconds, in the two largest units that are not 0.
pub struct Span(pub u64);

impl Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const UNITS: [(u64, &str); 4] = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")];
        let largest = UNITS.iter().position(|(size, _)| self.0 >= *size).unwrap_or(UNITS.len() - 1);
        let mut rest = self.0;
        for (i, (size, unit)) in UNITS.iter().enumerate().skip(largest).take(2) {
            let count = rest / size;
            rest %= size;
            if i == largest {
                write!(f, "{count} {unit}")?;
            } else if count > 0 {
                write!(f, " {count} {unit}")?;
            }
        }
        Ok(())
    }
}
