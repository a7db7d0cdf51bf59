//! The text forms of results, for people at a terminal.

use std::cmp::Ordering;
use std::fmt::{self, Display, Write as _};

use anstyle::{AnsiColor, Style};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use usersig::{Diagnosis, Finding, Language, PrivateMapKey, RecordRoom, Report, Token, UnixTime, Version};

use crate::diagnosis::{Diagnosed, Inside};
use crate::escape;
use crate::lang::{pick, say};

const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const DOUBT: Style = AnsiColor::Yellow.on_default().bold();
const LABEL: Style = Style::new().dimmed();

/// Writes what `verify` prints.
pub fn verdict(report: &Report, diagnosed: &Diagnosed, now: UnixTime, language: Language) -> String {
    let mut page = Page::new(language);
    page.verdict(report, diagnosed);
    page.causes(diagnosed.causes());
    page.inside(diagnosed, now);
    page.warnings(diagnosed.warnings());
    if let Some(token) = report.token() {
        page.line("");
        page.fields(token, now);
    }
    page.out
}

/// Writes what `inspect` prints of a token that can be read.
pub fn contents(token: &Token, diagnosed: &Diagnosed, now: UnixTime, language: Language) -> String {
    let mut page = Page::new(language);
    let (title, reason) = pick(
        language,
        ("not verified", ": anyone could have written this"),
        ("未验证", "：任何人都可能写出这些内容"),
    );
    page.line(format_args!("{DOUBT}{title}{DOUBT:#}{reason}"));
    page.warnings(diagnosed.warnings());
    page.line("");
    page.fields(token, now);
    page.out
}

/// Writes what `inspect` prints of a token that cannot be read.
pub fn unreadable(finding: &Finding, diagnosed: &Diagnosed, now: UnixTime, language: Language) -> String {
    let mut page = Page::new(language);
    let (name, code) = (finding.kind(), page.service_code(finding));
    page.line(format_args!("{BAD}{name}{BAD:#}{code}"));
    page.explain(pick(language, "finding", "问题"), finding, diagnosed.causes());
    page.causes(diagnosed.causes());
    page.inside(diagnosed, now);
    page.warnings(diagnosed.warnings());
    page.out
}

/// Writes the causes of an error, below its message.
pub fn causes(causes: &[Diagnosis], language: Language) -> String {
    let mut page = Page::new(language);
    page.causes(causes);
    anstream::adapter::strip_str(page.out.trim_end()).to_string()
}

/// A text that grows line by line.
pub struct Page {
    pub out: String,
    language: Language,
}

impl Page {
    pub fn new(language: Language) -> Self {
        Self { out: String::new(), language }
    }

    pub fn pick<T>(&self, english: T, chinese: T) -> T {
        pick(self.language, english, chinese)
    }

    pub fn verdict(&mut self, report: &Report, diagnosed: &Diagnosed) {
        let causes = diagnosed.causes();
        match report.findings() {
            [] => {
                let valid = self.pick("valid", "有效");
                self.line(format_args!("{GOOD}{valid}{GOOD:#}"));
            }
            [first, others @ ..] => {
                let (name, code) = (first.kind(), self.service_code(first));
                let title = self.pick("not valid: ", "无效：");
                self.line(format_args!("{BAD}{title}{name}{BAD:#}{code}"));
                self.explain(self.pick("finding", "问题"), first, causes);
                for other in others {
                    self.explain(self.pick("also", "另外"), other, causes);
                }
            }
        }
    }

    /// Returns what the service reports for the same token, where it has a code for it.
    fn service_code(&self, finding: &Finding) -> String {
        finding.service_code().map_or_else(String::new, |code| match self.language {
            Language::English => format!(" (the service returns {code})"),
            Language::Chinese => {
                let number = code.number().to_string();
                let meaning =
                    usersig::explain(&number).first().map_or("", |entry| entry.meaning(self.language));
                format!("（服务端返回 {number}：{meaning}）")
            }
        })
    }

    /// Writes a finding with what to do about it: a guess where the token cannot be read or its signature does not
    /// match, which is left out where a cause is known.
    fn explain(&mut self, label: &str, finding: &Finding, causes: &[Diagnosis]) {
        self.line("");
        self.field(label, escape::text(&finding.detail_in(self.language)));
        let is_guess = matches!(finding, Finding::Malformed(_) | Finding::BadSignature { .. });
        if !is_guess || causes.is_empty() {
            self.field(self.pick("do", "处理"), finding.hint_in(self.language));
        }
    }

    pub fn causes(&mut self, causes: &[Diagnosis]) {
        for cause in causes {
            self.diagnosis(self.pick("cause", "原因"), cause);
        }
    }

    pub fn warnings(&mut self, warnings: &[Diagnosis]) {
        for warning in warnings {
            self.diagnosis(self.pick("warning", "警告"), warning);
        }
    }

    fn diagnosis(&mut self, label: &str, diagnosis: &Diagnosis) {
        self.line("");
        self.field(label, format_args!("{DOUBT}{}{DOUBT:#}", diagnosis.cause().name()));
        self.field(self.pick("seen", "现象"), escape::text(&diagnosis.detail(self.language)));
        self.field(self.pick("fix", "修改"), escape::text(&diagnosis.fix(self.language)));
    }

    /// Writes the result for the token that is left without what was pasted around it.
    pub fn inside(&mut self, diagnosed: &Diagnosed, now: UnixTime) {
        let Some(inside) = diagnosed.inside() else { return };
        let label = self.pick("inside", "内层");
        let causes = diagnosed.causes_inside();
        self.line("");
        match inside {
            Inside::Verified(report) => {
                match report.first() {
                    None => self
                        .field(label, self.pick("the token inside is otherwise valid", "里面的票据本身有效")),
                    Some(first) => {
                        let title = self.pick("the token inside is not valid: ", "里面的票据无效：");
                        let code = self.service_code(first);
                        self.field(label, format_args!("{title}{}{code}", first.kind()));
                    }
                }
                for finding in report.findings() {
                    self.explain(self.pick("finding", "问题"), finding, &causes);
                }
                if let Some(token) = report.token() {
                    self.line("");
                    self.fields(token, now);
                }
            }
            Inside::Inspected(Ok(token)) => {
                self.field(
                    label,
                    self.pick(
                        "the token inside can be read; it is not verified",
                        "里面的票据可以读取，但未经验证",
                    ),
                );
                self.line("");
                self.fields(token, now);
            }
            Inside::Inspected(Err(finding)) => {
                let title = self.pick("the token inside cannot be read: ", "里面的票据无法读取：");
                let code = self.service_code(finding);
                self.field(label, format_args!("{title}{}{code}", finding.kind()));
                self.explain(self.pick("finding", "问题"), finding, &causes);
            }
        }
    }

    pub fn fields(&mut self, token: &Token, now: UnixTime) {
        let algorithm = match token.version() {
            Version::V2 => "HMAC-SHA256",
            Version::V1Plain => self.pick("ECDSA-SHA256, oldest form", "ECDSA-SHA256，最早的格式"),
            _ => "ECDSA-SHA256",
        };
        let approximate = if token.is_time_approximate() { self.pick("about ", "约 ") } else { "" };
        let language = self.language;
        self.field(self.pick("version", "版本"), format_args!("{} ({algorithm})", token.version()));
        self.field("UserID", escape::text(token.userid()));
        self.field("SDKAppID", token.sdkappid_text());
        let issued = moment(token.issued_at(), now, language);
        self.field(self.pick("issued", "签发时间"), format_args!("{approximate}{issued}"));
        let expires = moment(token.expires_at(), now, language);
        self.field(self.pick("expires", "到期时间"), format_args!("{approximate}{expires}"));
        self.field(self.pick("validity", "有效期"), Span(token.expire(), language).with_seconds());
        if token.is_time_approximate() {
            self.field(
                self.pick("note", "说明"),
                self.pick(
                    "the oldest form has a local time without a zone; it is read in UTC+8",
                    "最早的格式里是不带时区的本地时间，这里按 UTC+8 解读",
                ),
            );
        }
        match (token.userbuf(), token.private_map_key()) {
            (_, Some(record)) => self.private_map_key(&record, now),
            (Some(bytes), None) => self.userbuf(bytes),
            (None, None) => {}
        }
    }

    fn userbuf(&mut self, bytes: &[u8]) {
        const SHOWN: usize = 48;
        let shown = STANDARD.encode(bytes.get(..SHOWN).unwrap_or(bytes));
        let more = if bytes.len() > SHOWN { "..." } else { "" };
        let unit = self.pick("bytes, base64", "字节，base64");
        self.field("userbuf", format_args!("{} {unit} {shown}{more}", bytes.len()));
    }

    fn private_map_key(&mut self, record: &PrivateMapKey, now: UnixTime) {
        self.line("");
        self.line("PrivateMapKey");
        self.field(self.pick("account", "账号"), escape::text(&record.account_lossy()));
        self.field("SDKAppID", record.sdkappid());
        let label = self.pick("room", "房间");
        match record.room() {
            RecordRoom::Number(number) => self.field(label, number),
            RecordRoom::Name(name) => self.field(label, escape::text(&format!("{name:?}"))),
        }
        let names: Vec<_> = record.privileges().names().collect();
        let names = if names.is_empty() { self.pick("none", "无").to_owned() } else { names.join(", ") };
        self.field(self.pick("privileges", "权限"), format_args!("{} ({names})", record.privilege_bits()));
        self.field(self.pick("expires", "到期时间"), moment(record.expires_at(), now, self.language));
    }

    pub fn line(&mut self, text: impl Display) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.out, "{text}");
    }

    pub fn field(&mut self, label: &str, value: impl Display) {
        // A Chinese character is as wide as two others.
        let width: usize = label.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        let space = " ".repeat(12_usize.saturating_sub(width).max(1));
        self.line(format_args!("  {LABEL}{label}{space}{LABEL:#}{value}"));
    }
}

/// Writes a time, and how far it is from now.
pub fn moment(time: UnixTime, now: UnixTime, language: Language) -> String {
    let (then, now) = (time.as_secs(), now.as_secs());
    let Some(date) = time.utc() else {
        return say!(language, "{then} (after the year 9999)", "{then}（晚于公元 9999 年）");
    };
    let span = Span(then.abs_diff(now), language);
    match (then.cmp(&now), language) {
        (Ordering::Greater, Language::English) => format!("{date} (in {span})"),
        (Ordering::Equal, Language::English) => format!("{date} (now)"),
        (Ordering::Less, Language::English) => format!("{date} ({span} ago)"),
        (Ordering::Greater, Language::Chinese) => format!("{date}（{span}后）"),
        (Ordering::Equal, Language::Chinese) => format!("{date}（现在）"),
        (Ordering::Less, Language::Chinese) => format!("{date}（{span}前）"),
    }
}

/// Seconds, in the two largest units that are not 0.
pub struct Span(pub u64, pub Language);

impl Span {
    /// Writes the seconds, and the same in larger units.
    pub fn with_seconds(&self) -> String {
        match self.1 {
            Language::English => format!("{} s ({self})", self.0),
            Language::Chinese => format!("{} 秒（{self}）", self.0),
        }
    }
}

impl Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const UNITS: [(u64, &str, &str); 4] =
            [(86_400, "d", "天"), (3_600, "h", "小时"), (60, "min", "分钟"), (1, "s", "秒")];
        let largest = UNITS.iter().position(|(size, ..)| self.0 >= *size).unwrap_or(UNITS.len() - 1);
        let mut rest = self.0;
        for (i, (size, english, chinese)) in UNITS.iter().enumerate().skip(largest).take(2) {
            let (count, unit) = (rest / size, pick(self.1, english, chinese));
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
