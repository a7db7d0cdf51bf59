//! The text forms of results, for people at a terminal.

use std::cmp::Ordering;
use std::fmt::{self, Display, Write as _};

use anstyle::{AnsiColor, Style};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use usersig::{Finding, PrivateMapKey, RecordRoom, Report, Token, UnixTime, Version};

const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const DOUBT: Style = AnsiColor::Yellow.on_default().bold();
const LABEL: Style = Style::new().dimmed();

/// Whether a character does something to a terminal, or hides, or turns the direction of the text.
pub fn is_deceptive(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Text from outside as it may be shown: `\u{1b}` for an escape.
pub fn terminal_safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if is_deceptive(c) {
            safe.extend(c.escape_unicode());
        } else {
            safe.push(c);
        }
    }
    safe
}

/// What `verify` says.
pub fn verdict(report: &Report, now: UnixTime) -> String {
    let mut out = String::new();
    match report.problems() {
        [] => line(&mut out, format_args!("{GOOD}valid{GOOD:#}")),
        [first, others @ ..] => {
            let code = first.service_code();
            line(
                &mut out,
                format_args!("{BAD}not valid: {}{BAD:#} (the service answers {code})", first.name()),
            );
            line(&mut out, "");
            problem(&mut out, "problem", first);
            for other in others {
                line(&mut out, "");
                problem(&mut out, "also", other);
            }
        }
    }
    if let Some(token) = report.token() {
        line(&mut out, "");
        fields(&mut out, token, now);
    }
    out
}

/// What `inspect` says of a token that can be read.
pub fn contents(token: &Token, now: UnixTime) -> String {
    let mut out = String::new();
    line(&mut out, format_args!("{DOUBT}not verified{DOUBT:#}: anyone could have written this"));
    line(&mut out, "");
    fields(&mut out, token, now);
    out
}

/// What `inspect` says of a token that cannot be read.
pub fn unreadable(finding: &Finding) -> String {
    let mut out = String::new();
    let code = finding.service_code();
    line(&mut out, format_args!("{BAD}{}{BAD:#} (the service answers {code})", finding.name()));
    line(&mut out, "");
    problem(&mut out, "problem", finding);
    out
}

fn problem(out: &mut String, label: &str, finding: &Finding) {
    field(out, label, terminal_safe(&finding.to_string()));
    field(out, "do", finding.hint());
}

fn fields(out: &mut String, token: &Token, now: UnixTime) {
    let algorithm = match token.version() {
        Version::V2 => "HMAC-SHA256",
        Version::V1Plain => "ECDSA-SHA256, oldest form",
        _ => "ECDSA-SHA256",
    };
    field(out, "version", format_args!("{} ({algorithm})", token.version()));
    field(out, "UserID", terminal_safe(token.userid()));
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
    field(out, "account", terminal_safe(&record.account_lossy()));
    field(out, "SDKAppID", record.sdkappid());
    match record.room() {
        RecordRoom::Number(number) => field(out, "room", number),
        RecordRoom::Name(name) => field(out, "room", format_args!("{:?}", terminal_safe(name))),
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

/// A time, and how far it is from now.
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
