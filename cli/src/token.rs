//! `sign`, `verify` and `inspect`: one token each.

use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use usersig::{
    Error, Policy, Privileges, Room, Signer, UnixTime, UserId, Userbuf, Version, inspect_unverified,
};

use crate::args::{Format, Inspect, Sign, Verify};
use crate::failure::{Failure, Outcome};
use crate::{input, json, keys, text};

pub fn sign(args: &Sign) -> Result<Outcome, Failure> {
    // Everything that can be wrong with the arguments comes before a key is read.
    let user = userid(&args.userid, args.signing.any_userid)?;
    let payload = Payload::of(args)?;
    let signer = keys::signer(args.app.sdkappid, &args.signing.keys, true)?;
    let now = args.signing.at.unwrap_or_else(UnixTime::now);
    let expire = args.signing.expire;
    let usersig = payload.sign(&signer, user, expire, now).map_err(Failure::input)?;
    match args.format {
        Format::Text => print(&(usersig + "\n"))?,
        Format::Json => print_json(&json::Signed {
            userid: user.as_str(),
            sdkappid: signer.sdkappid().get(),
            usersig: &usersig,
            issued_at: now.as_secs(),
            expire: expire.as_seconds(),
            expires_at: now.as_secs().saturating_add(expire.as_seconds()),
            version: match signer.key_kind() {
                usersig::KeyKind::Secret => Version::V2.as_str(),
                usersig::KeyKind::Public => Version::V1.as_str(),
            },
        })?,
    }
    Ok(Outcome::Good)
}

/// A UserID for signing: the documented rule, unless the caller opts out of it.
pub fn userid(text: &str, any: bool) -> Result<UserId<'_>, Failure> {
    if any {
        return UserId::any(text).map_err(Failure::input);
    }
    UserId::new(text).map_err(|error| match error {
        // The library cannot name our way out.
        Error::UserIdCharacter { .. } | Error::UserIdTooLong { .. } if UserId::any(text).is_ok() => {
            Failure::Input(format!("{error} (--any-userid)"))
        }
        _ => Failure::input(error),
    })
}

/// What is signed with the user's name.
enum Payload<'a> {
    Nothing,
    Userbuf(Vec<u8>),
    Room(Room<'a>, Privileges),
}

impl<'a> Payload<'a> {
    fn of(args: &'a Sign) -> Result<Self, Failure> {
        let room = match (args.room, &args.room_str) {
            (Some(number), _) => Room::number(number).map_err(Failure::input)?,
            (None, Some(name)) => Room::name(name).map_err(Failure::input)?,
            (None, None) => return Self::userbuf(args.userbuf_base64.as_deref()),
        };
        Ok(Self::Room(room, args.privileges.unwrap_or(Privileges::ALL)))
    }

    fn userbuf(base64: Option<&str>) -> Result<Self, Failure> {
        let Some(base64) = base64 else { return Ok(Self::Nothing) };
        let bytes = STANDARD.decode(base64).map_err(|error| {
            Failure::Input(format!("--userbuf-base64: {error}; expected standard base64 with padding"))
        })?;
        Userbuf::new(&bytes).map_err(Failure::input)?;
        Ok(Self::Userbuf(bytes))
    }

    fn sign(
        &self,
        signer: &Signer,
        user: UserId<'_>,
        expire: usersig::Validity,
        now: UnixTime,
    ) -> Result<String, Error> {
        match self {
            Self::Nothing => signer.sign_at(user, expire, now),
            Self::Userbuf(bytes) => signer.sign_with_userbuf_at(user, expire, Userbuf::new(bytes)?, now),
            Self::Room(room, privileges) => signer.private_map_key_at(user, expire, *room, *privileges, now),
        }
    }
}

pub fn verify(args: &Verify) -> Result<Outcome, Failure> {
    if args.keys.shared.secret_key_stdin && args.token == "-" {
        return Err(Failure::input(
            "both the key and the token from standard input; give the key in a file or in USERSIG_SECRET_KEY",
        ));
    }
    let user = UserId::any(&args.userid).map_err(Failure::input)?;
    let verifier = keys::verifier(args.app.sdkappid, &args.keys)?
        .with_policy(Policy::default().with_leeway_seconds(args.leeway));
    let token = input::token(&args.token)?;
    let now = args.at.unwrap_or_else(UnixTime::now);
    let report = verifier.verify_at(&token, user, now);
    match args.format {
        Format::Text => print(&text::verdict(&report, now))?,
        Format::Json => print_json(&json::Verdict::new(&report))?,
    }
    Ok(if report.is_valid() { Outcome::Good } else { Outcome::NotValid })
}

pub fn inspect(args: &Inspect) -> Result<Outcome, Failure> {
    let token = input::token(&args.token)?;
    let now = args.at.unwrap_or_else(UnixTime::now);
    match (inspect_unverified(&token), args.format) {
        (Ok(token), Format::Text) => print(&text::contents(&token, now))?,
        (Ok(token), Format::Json) => print_json(&json::Contents::new(&token, now))?,
        (Err(finding), format) => {
            match format {
                Format::Text => print(&text::unreadable(&finding))?,
                Format::Json => print_json(&json::Unreadable::new(&finding))?,
            }
            return Ok(Outcome::NotValid);
        }
    }
    Ok(Outcome::Good)
}

/// Prints a text, in colours where the terminal takes them.
pub fn print(text: &str) -> Result<(), Failure> {
    put(anstream::stdout().lock(), text)
}

fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    let line = json::line(value).map_err(Failure::input)?;
    put(io::stdout().lock(), &line)
}

fn put(mut out: impl Write, text: &str) -> Result<(), Failure> {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| Failure::write(&error)) {
        // The exit status still has its reader: a token that is not valid must not end in success.
        Err(Failure::ReaderGone) => Ok(()),
        other => other,
    }
}
