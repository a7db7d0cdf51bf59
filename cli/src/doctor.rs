//! `doctor`: for a person with a rejected token. Prints the verdict with its causes, the clock, the code that the
//! service returned, and a summary for support without anything secret.

use std::io::{self, BufRead, IsTerminal, Read, Write};

use usersig::{
    Expectation, Expected, Explanation, Finding, KeyKind, Language, Privileges, Report, Token, UnixTime,
    UserId, UserIdRule,
};

use crate::args::{self, App, Doctor};
use crate::diagnosis::{Diagnosed, Inside};
use crate::failure::{Failure, Outcome};
use crate::keys::{self, Checker};
use crate::lang::{pick, say};
use crate::text::{self, Page, Span};
use crate::token::{expect_one_reader, now, print, room, show};
use crate::{escape, input, redact};

/// 2024-01-01, before this library was written. An earlier clock was never set.
const EARLIEST: u64 = 1_704_067_200;
/// 2100-01-01. A later clock is wrong, or not in seconds.
const LATEST: u64 = 4_102_444_800;
/// The difference in seconds that two clocks may have.
const TOLERANCE: u64 = 60;
/// The longest input in bytes. A longer one is no UserID, no number and no token.
const MAX_INPUT: u64 = 64 << 10;

pub fn run(args: &Doctor, language: Language) -> Result<Outcome, Failure> {
    expect_one_reader(&args.keys, &args.token, language)?;
    let asks = Questions { language, is_person: is_person(args) };
    let app = app(args, &asks)?;
    let Checker { verifier, key_text } = keys::verifier(&app, &args.keys, language)?;
    let userid = match &args.userid {
        Some(userid) => userid.clone(),
        None => asks.userid()?,
    };
    let user =
        UserId::with_rule(&userid, UserIdRule::Any).map_err(|error| Failure::input(&error, language))?;
    let contents = match room(args.room, args.room_str.as_deref(), language)? {
        Some(room) => Expected::Room { room, privileges: Privileges::NONE },
        None => Expected::Any,
    };
    let token = token(args, &asks)?;
    let code = match &args.code {
        None if asks.is_person => asks.code()?,
        given => given.clone(),
    };
    let now = now(args.at, language)?;
    let expectation = Expectation::new(user).at(now).with_contents(contents);
    let report = verifier.verify(&token, &expectation);
    let diagnosed =
        Diagnosed::verified(&verifier, &token, &expectation, key_text.as_ref().map(|text| text.as_str()));
    let visit = Visit {
        sdkappid: verifier.sdkappid().get(),
        key_kind: verifier.key_kind(),
        key_text: key_text.as_ref().map(|text| text.as_str()),
        userid: user.as_str(),
        report: &report,
        diagnosed: &diagnosed,
        code,
        now,
        is_own_clock: args.at.is_none(),
        language,
    };
    show(print(&visit.text()))?;
    Ok(if report.is_valid() { Outcome::Good } else { Outcome::NotValid })
}

/// Returns whether a person can be asked. Standard input may be needed for the key or the token.
fn is_person(args: &Doctor) -> bool {
    let is_needed = args.keys.shared.secret_key_stdin || args.token.is_from_stdin();
    !is_needed && io::stdin().is_terminal() && io::stderr().is_terminal()
}

fn app(args: &Doctor, asks: &Questions) -> Result<App, Failure> {
    let sdkappid = if !keys::names_app(&args.app) && asks.is_person {
        let typed = asks.ask("SDKAppID")?;
        Some(args::sdkappid(typed.trim()).map_err(|error| Failure::Input(error.in_language(asks.language)))?)
    } else {
        args.app.sdkappid
    };
    Ok(App { sdkappid, demo: args.app.demo })
}

fn token(args: &Doctor, asks: &Questions) -> Result<Vec<u8>, Failure> {
    let is_given = args.token.token.is_some() || args.token.literal.is_some();
    if is_given || !asks.is_person {
        return input::token(&args.token, asks.language);
    }
    Ok(asks.ask(pick(asks.language, "Token", "票据"))?.trim().as_bytes().to_vec())
}

/// Asks a person at a terminal for what is missing.
struct Questions {
    language: Language,
    is_person: bool,
}

impl Questions {
    fn userid(&self) -> Result<String, Failure> {
        if !self.is_person {
            let message = pick(
                self.language,
                "no UserID; give the user who logs in with --userid",
                "缺少 UserID；请用 --userid 给出登录的用户",
            );
            return Err(Failure::Input(message.to_owned()));
        }
        Ok(self.ask("UserID")?.trim().to_owned())
    }

    fn code(&self) -> Result<Option<String>, Failure> {
        let question = pick(
            self.language,
            "Code that the service returned (Enter if there is none)",
            "服务端返回的错误码（没有则按回车）",
        );
        let typed = self.ask(question)?;
        Ok(Some(typed.trim().to_owned()).filter(|code| !code.is_empty()))
    }

    fn ask(&self, question: &str) -> Result<String, Failure> {
        let mut err = io::stderr().lock();
        // An error here cannot be reported anywhere.
        let _ = write!(err, "{question}{} ", pick(self.language, ":", "：")).and_then(|()| err.flush());
        let mut line = String::new();
        io::stdin().lock().take(MAX_INPUT).read_line(&mut line).map_err(|error| {
            Failure::read(pick(self.language, "the input", "输入"), &error, self.language)
        })?;
        Ok(line)
    }
}

/// What is known about the problem.
struct Visit<'a> {
    sdkappid: u32,
    key_kind: KeyKind,
    key_text: Option<&'a str>,
    userid: &'a str,
    report: &'a Report,
    diagnosed: &'a Diagnosed,
    code: Option<String>,
    now: UnixTime,
    is_own_clock: bool,
    language: Language,
}

impl Visit<'_> {
    fn text(&self) -> String {
        let mut page = Page::new(self.language);
        page.out = text::verdict(self.report, self.diagnosed, self.now, self.language);
        self.clock(&mut page);
        self.explain_code(&mut page);
        self.summary(&mut page);
        page.out
    }

    /// Returns the token that can be read: the argument, or the token inside it.
    fn token(&self) -> Option<&Token> {
        let inside = || match self.diagnosed.inside()? {
            Inside::Verified(report) => report.token(),
            Inside::Inspected(result) => result.as_ref().ok(),
        };
        self.report.token().or_else(inside)
    }

    fn clock(&self, page: &mut Page) {
        page.line("");
        page.line(page.pick("Clock", "时钟"));
        let shown = self.now.utc().unwrap_or_else(|| self.now.as_secs().to_string());
        let label = if self.is_own_clock { page.pick("system", "系统时间") } else { "--at" };
        page.field(label, shown);
        let check = page.pick("check", "检查");
        let now = self.now.as_secs();
        if now < EARLIEST {
            page.field(
                check,
                page.pick(
                    "the clock is before 2024, so it was never set; set it (NTP), and run this again",
                    "时钟早于 2024 年，应是从未校准；请先校准（NTP）再运行",
                ),
            );
        } else if now > LATEST {
            page.field(
                check,
                page.pick(
                    "the clock is after 2099, so it is wrong; set it (NTP), and run this again",
                    "时钟晚于 2099 年，显然有误；请先校准（NTP）再运行",
                ),
            );
        } else {
            page.field(check, self.issue_time(page));
        }
    }

    /// Compares the clock with the token's issue time.
    fn issue_time(&self, page: &Page) -> String {
        let Some(token) = self.token() else {
            return page
                .pick(
                    "the clock is plausible; the token has no issue time that can be read to compare it with",
                    "时钟看起来正常；票据中读不出签发时间，无法比较",
                )
                .to_owned();
        };
        let (now, issued) = (self.now.as_secs(), token.issued_at().as_secs());
        if issued > LATEST {
            return page
                .pick(
                    "the clock is plausible; the token's issue time is not in seconds, so it cannot be compared with it",
                    "时钟看起来正常；票据的签发时间不是以秒为单位，无法比较",
                )
                .to_owned();
        }
        let span = Span(issued.abs_diff(now), self.language);
        if issued > now.saturating_add(TOLERANCE) {
            say!(
                self.language,
                "the token was issued {span} after this time: this clock is slow, or that of the signing server is fast",
                "票据的签发时间比这个时间晚 {span}：本机时钟偏慢，或签发服务器的时钟偏快"
            )
        } else {
            say!(
                self.language,
                "the clock is plausible, and the token's issue time is not after it",
                "时钟看起来正常，票据的签发时间不晚于它"
            )
        }
    }

    fn explain_code(&self, page: &mut Page) {
        let Some(code) = &self.code else { return };
        page.line("");
        page.line(page.pick("Code of the service", "服务端错误码"));
        let entries = usersig::explain(code);
        if entries.is_empty() {
            page.field(
                &self.public(code),
                page.pick("not a code that this library knows", "本库不认识这个错误码"),
            );
            return;
        }
        let is_of = |report: &Report, entry: &Explanation| {
            let numbers = || entry.numbers().iter().map(|number| number.unsigned_abs());
            let mut codes = report.findings().iter().filter_map(Finding::service_code);
            codes.any(|code| numbers().any(|number| number == code.number()))
        };
        let is_of_token = |entry: &Explanation| is_of(self.report, entry);
        let is_of_inside = |entry: &Explanation| match self.diagnosed.inside() {
            Some(Inside::Verified(report)) => is_of(report, entry),
            _ => false,
        };
        for entry in &entries {
            // The cause is more than the general advice for the code, and may contradict it.
            let has_cause = is_of_token(entry) && !self.diagnosed.causes().is_empty()
                || is_of_inside(entry) && !self.diagnosed.causes_inside().is_empty();
            let advice = if has_cause {
                page.pick("see the cause above", "见上面的原因")
            } else {
                entry.advice(self.language)
            };
            page.field(code, entry.meaning(self.language));
            page.field(page.pick("do", "处理"), advice);
        }
        if !entries.iter().any(|entry| is_of_token(entry) || is_of_inside(entry)) {
            page.field(
                page.pick("here", "本机结果"),
                page.pick(
                    "this check did not find this problem: the service uses another token, key, SDKAppID, UserID or clock than \
                     this command",
                    "本次检查没有得出这个错误码：服务端收到的票据、密钥、SDKAppID、UserID 或时钟与这里给出的不同",
                ),
            );
        }
    }

    /// Writes what support needs to know, and nothing that lets anybody in: no key, no token, no signature.
    fn summary(&self, page: &mut Page) {
        let language = self.language;
        page.line("");
        page.line(page.pick(
            "To send to support (without key, token and signature)",
            "发给技术支持（不含密钥、票据和签名）",
        ));
        page.field("usersig", env!("CARGO_PKG_VERSION"));
        page.field("SDKAppID", self.sdkappid);
        page.field("UserID", self.public(self.userid));
        page.field(page.pick("key", "密钥类型"), self.key_kind.describe_in(language));
        let checked = self.now.utc().unwrap_or_else(|| self.now.as_secs().to_string());
        page.field(page.pick("checked at", "检查时间"), checked);
        if let Some(token) = self.token() {
            let of = |value: &str| self.public(value);
            let comma = page.pick(", ", "，");
            page.field(
                page.pick("token", "票据"),
                format_args!(
                    "{} {}{comma}SDKAppID {}{comma}UserID {}",
                    page.pick("version", "版本"),
                    token.version(),
                    of(token.sdkappid_text()),
                    of(token.userid())
                ),
            );
            page.field(page.pick("issued", "签发时间"), text::moment(token.issued_at(), self.now, language));
            page.field(
                page.pick("expires", "到期时间"),
                text::moment(token.expires_at(), self.now, language),
            );
        }
        let finding_names = |report: &Report| match report.findings() {
            [] => "valid".to_owned(),
            findings => list(findings.iter().map(|finding| finding.kind().name())),
        };
        page.field(page.pick("findings", "问题"), finding_names(self.report));
        let names = |diagnoses: &[usersig::Diagnosis]| list(diagnoses.iter().map(|one| one.cause().name()));
        page.field(page.pick("causes", "原因"), names(self.diagnosed.causes()));
        page.field(page.pick("warnings", "警告"), names(self.diagnosed.warnings()));
        if let Some(Inside::Verified(report)) = self.diagnosed.inside() {
            page.field(page.pick("inside", "内层"), finding_names(report));
        }
        if let Some(code) = &self.code {
            page.field(page.pick("code", "错误码"), self.public(code));
        }
    }

    /// Returns a value that was typed or is in a token, without what looks like a key or is a part of this key.
    fn public(&self, value: &str) -> String {
        const PART: usize = 8;
        let has_part_of_key = self.key_text.is_some_and(|key| {
            let mut parts = key.as_bytes().windows(PART);
            parts.any(|part| value.as_bytes().windows(PART).any(|piece| piece == part))
        });
        if has_part_of_key {
            redact::hidden(self.language).to_owned()
        } else {
            escape::text(&redact::keys(value, self.language))
        }
    }
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<_> = names.collect();
    if names.is_empty() { "-".to_owned() } else { names.join(", ") }
}
