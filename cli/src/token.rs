//! `sign`, `verify` and `inspect`: one token each.

use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use usersig::{
    Contents, Error, Expectation, Expected, Language, Privileges, Room, SignRequest, UnixTime, UserId,
    UserIdRule, Userbuf, Version, inspect_unverified,
};

use crate::args::{Expire, Format, Inspect, Sign, TokenArgument, Verify, VerifyingKeys};
use crate::diagnosis::Diagnosed;
use crate::failure::{Failure, Outcome};
use crate::lang::{pick, say};
use crate::text::Span;
use crate::{input, json, keys, note, text};

pub fn sign(args: &Sign, language: Language) -> Result<Outcome, Failure> {
    // Checks the arguments before it reads a key.
    let failed = |error| Failure::input(&error, language);
    let user = userid(&args.userid, args.signing.userid_rule, language)?;
    let userbuf = decode(args.userbuf_base64.as_deref(), language)?;
    let contents = match (room(args.room, args.room_str.as_deref(), language)?, &userbuf) {
        (Some(room), _) => Contents::Room { room, privileges: args.privileges.unwrap_or(Privileges::ALL) },
        (None, Some(bytes)) => Contents::Userbuf(Userbuf::new(bytes).map_err(failed)?),
        (None, None) => Contents::None,
    };
    let signer = keys::signer(&args.app, &args.signing.keys, language)?;
    note_milliseconds(args.signing.expire, language);
    let issued_at = now(args.signing.at, language)?;
    let validity = args.signing.expire.validity;
    let request = SignRequest::new(user, validity).issued_at(issued_at).with_contents(contents);
    let usersig = signer.sign(&request).map_err(failed)?;
    match args.format {
        Format::Text => print(&(usersig + "\n"))?,
        Format::Json => print_json(&json::Signed {
            userid: user.as_str(),
            sdkappid: signer.sdkappid().get(),
            usersig: &usersig,
            issued_at: issued_at.as_secs(),
            expire: validity.as_seconds(),
            expires_at: issued_at.as_secs().saturating_add(validity.as_seconds()),
            version: match signer.key_kind() {
                usersig::KeyKind::Secret => Version::V2.as_str(),
                usersig::KeyKind::Public => Version::V1.as_str(),
            },
            demo: args.app.demo,
        })?,
    }
    Ok(Outcome::Good)
}

/// Checks a UserID for signing.
pub fn userid(text: &str, rule: UserIdRule, language: Language) -> Result<UserId<'_>, Failure> {
    UserId::with_rule(text, rule).map_err(|error| {
        // The library does not know the option. A UserID that is too long is also too long for the service.
        let wider = match rule {
            UserIdRule::Trtc if UserId::with_rule(text, UserIdRule::Im).is_ok() => UserIdRule::Im,
            _ => UserIdRule::Any,
        };
        let (detail, wider) = (error.detail_in(language), wider.name());
        match error {
            Error::UserIdCharacter { .. } => Failure::Input(say!(
                language,
                "{detail} (--userid-rule {wider})",
                "{detail}（--userid-rule {wider}）"
            )),
            _ => Failure::Input(detail),
        }
    })
}

/// Returns the room that the options name, if they name one.
pub fn room(
    number: Option<u32>,
    name: Option<&str>,
    language: Language,
) -> Result<Option<Room<'_>>, Failure> {
    let room = match (number, name) {
        (Some(number), _) => Room::number(number),
        (None, Some(name)) => Room::name(name),
        (None, None) => return Ok(None),
    };
    room.map(Some).map_err(|error| Failure::input(&error, language))
}

fn decode(base64: Option<&str>, language: Language) -> Result<Option<Vec<u8>>, Failure> {
    base64.map(|text| STANDARD.decode(text)).transpose().map_err(|error| {
        Failure::Input(match language {
            Language::English => format!("--userbuf-base64: {error}; expected standard base64 with padding"),
            Language::Chinese => "--userbuf-base64：不是标准 base64；应使用 + / 字母表并带填充 =".to_owned(),
        })
    })
}

/// Notes on standard error that a validity is probably in milliseconds. It may be intended, so it is signed.
pub fn note_milliseconds(expire: Expire, language: Language) {
    let Some(meant) = expire.meant() else { return };
    let (given, meant) = (expire.validity.as_seconds(), Span(meant, language).with_seconds());
    let span = Span(given, language);
    note(&say!(
        language,
        "note: --expire {given} is {span}; the unit is seconds, and this looks like {meant} in milliseconds",
        "提示：--expire {given} 是 {span}；单位是秒，而这看起来像是以毫秒写的 {meant}"
    ));
}

/// Returns the time of `--at`, or the system clock's.
pub fn now(at: Option<UnixTime>, language: Language) -> Result<UnixTime, Failure> {
    at.map_or_else(UnixTime::now, Ok).map_err(|error| Failure::input(&error, language))
}

/// Fails if both the key and the token are to be read from standard input.
pub fn expect_one_reader(
    keys: &VerifyingKeys,
    token: &TokenArgument,
    language: Language,
) -> Result<(), Failure> {
    if keys.shared.secret_key_stdin && token.is_from_stdin() {
        let message = pick(
            language,
            "both the key and the token are to be read from standard input; expected one of them; give the key in a \
             file or in USERSIG_SECRET_KEY, or the token after --",
            "密钥和票据都要从标准输入读取；只能有一个；请把密钥放在文件或 USERSIG_SECRET_KEY 里，或把票据写在 -- 之后",
        );
        return Err(Failure::Input(message.to_owned()));
    }
    Ok(())
}

pub fn verify(args: &Verify, language: Language) -> Result<Outcome, Failure> {
    let failed = |error| Failure::input(&error, language);
    expect_one_reader(&args.keys, &args.token, language)?;
    let user = UserId::with_rule(&args.userid, UserIdRule::Any).map_err(failed)?;
    let now = now(args.at, language)?;
    let mut expectation = Expectation::new(user).at(now).leeway(args.leeway);
    if let Some(max) = args.max_validity {
        expectation = expectation.max_validity(max);
    }
    let userbuf = decode(args.userbuf_base64.as_deref(), language)?;
    let contents = match (room(args.room, args.room_str.as_deref(), language)?, &userbuf) {
        (Some(room), _) => Expected::Room { room, privileges: args.privileges.unwrap_or(Privileges::NONE) },
        (None, Some(bytes)) => Expected::Userbuf(Userbuf::new(bytes).map_err(failed)?),
        (None, None) if args.no_userbuf => Expected::NoUserbuf,
        (None, None) => Expected::Any,
    };
    let keys::Checker { verifier, key_text } = keys::verifier(&args.app, &args.keys, language)?;
    let token = input::token(&args.token, language)?;
    let expectation = expectation.with_contents(contents);
    let report = verifier.verify(&token, &expectation);
    let key_text = key_text.as_ref().map(|text| text.as_str());
    let diagnosed = Diagnosed::verified(&verifier, &token, &expectation, key_text);
    show(match args.format {
        Format::Text => print(&text::verdict(&report, &diagnosed, now, language)),
        Format::Json => print_json(&json::Verdict::new(&report, &diagnosed, language, args.app.demo)),
    })?;
    Ok(if report.is_valid() { Outcome::Good } else { Outcome::NotValid })
}

pub fn inspect(args: &Inspect, language: Language) -> Result<Outcome, Failure> {
    let token = input::token(&args.token, language)?;
    let now = now(args.at, language)?;
    let result = inspect_unverified(&token);
    let diagnosed = Diagnosed::unverified(&token, now);
    show(match (&result, args.format) {
        (Ok(token), Format::Text) => print(&text::contents(token, &diagnosed, now, language)),
        (Ok(token), Format::Json) => print_json(&json::Contents::new(token, &diagnosed, now, language)),
        (Err(finding), Format::Text) => print(&text::unreadable(finding, &diagnosed, now, language)),
        (Err(finding), Format::Json) => print_json(&json::Unreadable::new(finding, &diagnosed, language)),
    })?;
    Ok(if result.is_ok() { Outcome::Good } else { Outcome::NotValid })
}

/// Ignores that the reader of a verdict has gone: the verdict is in the exit status too.
pub fn show(printed: Result<(), Failure>) -> Result<(), Failure> {
    match printed {
        Err(Failure::ReaderGone) => Ok(()),
        other => other,
    }
}

/// Prints a text, in colours where the terminal supports them.
pub fn print(text: &str) -> Result<(), Failure> {
    put(anstream::stdout().lock(), text)
}

fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    let line = json::line(value)?;
    put(io::stdout().lock(), &line)
}

fn put(mut out: impl Write, text: &str) -> Result<(), Failure> {
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Failure::write)
}
