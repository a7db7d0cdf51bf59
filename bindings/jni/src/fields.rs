//! What a token carries, or is expected to carry, as the arguments of a native method.

use jni_sys::{jint, jlong};
use usersig::{
    Contents, Expectation, Expected, Language, Leeway, Privileges, Room, SignRequest, UnixTime, UserId,
    UserIdRule, Userbuf, Validity,
};

use crate::env::{Bytes, Env, Text};
use crate::failure::Failure;
use crate::text::{PLACE, text};

/// The contents, copied out of Java's objects: the same for signing and verifying.
pub(crate) enum Carried {
    /// Anything, or nothing; for verifying.
    Any,
    /// Nothing.
    Nothing,
    Userbuf(Vec<u8>),
    Number(u32, u32),
    Name(String, u32),
}

impl Carried {
    /// Reads the arguments of which `kind` says which are there. The bits of the numbers are unsigned.
    pub(crate) fn read(
        env: Env<'_>,
        kind: jint,
        userbuf: Bytes<'_>,
        room_name: Text<'_>,
        room_number: jint,
        privileges: jint,
    ) -> Result<Self, Failure> {
        Ok(match kind {
            0 => Self::Any,
            1 => Self::Nothing,
            2 => Self::Userbuf(env.to_vec(userbuf)?),
            3 => Self::Number(room_number.cast_unsigned(), privileges.cast_unsigned()),
            _ => {
                Self::Name(text(env, room_name, &mut PLACE.clone())?.into_owned(), privileges.cast_unsigned())
            }
        })
    }

    fn contents(&self) -> Result<Contents<'_>, usersig::Error> {
        Ok(match self.expected()? {
            Expected::Userbuf(bytes) => Contents::Userbuf(bytes),
            Expected::Room { room, privileges } => Contents::Room { room, privileges },
            _ => Contents::None,
        })
    }

    fn expected(&self) -> Result<Expected<'_>, usersig::Error> {
        let room =
            |room, privileges| Ok(Expected::Room { room, privileges: Privileges::from_bits(privileges)? });
        match self {
            Self::Any => Ok(Expected::Any),
            Self::Nothing => Ok(Expected::NoUserbuf),
            Self::Userbuf(bytes) => Ok(Expected::Userbuf(Userbuf::new(bytes)?)),
            Self::Number(number, privileges) => room(Room::number(*number)?, *privileges),
            Self::Name(name, privileges) => room(Room::name(name)?, *privileges),
        }
    }
}

/// A number of seconds, or nothing, which Kotlin passes as a negative one: no second after the year 292277026596 is asked
/// for.
fn seconds(number: jlong) -> Option<u64> {
    u64::try_from(number).ok()
}

/// Returns the rule that Kotlin passes as its place in the enum.
pub(crate) fn rule(number: jint) -> UserIdRule {
    match number {
        0 => UserIdRule::Im,
        1 => UserIdRule::Trtc,
        _ => UserIdRule::Any,
    }
}

/// Returns the language that Kotlin passes as its place in the enum.
pub(crate) fn language(number: jint) -> Language {
    if number == 0 { Language::English } else { Language::Chinese }
}

pub(crate) fn validity(number: jlong) -> Result<Validity, usersig::Error> {
    Validity::seconds(number.cast_unsigned())
}

/// Returns a time, or the system clock's.
pub(crate) fn time_or_now(number: jlong) -> Result<UnixTime, usersig::Error> {
    seconds(number).map_or_else(UnixTime::now, |seconds| Ok(UnixTime::from_secs(seconds)))
}

pub(crate) fn request<'a>(
    userid: &'a str,
    rule_number: jint,
    validity_seconds: jlong,
    issued_at: jlong,
    carried: &'a Carried,
) -> Result<SignRequest<'a>, usersig::Error> {
    let user = UserId::with_rule(userid, rule(rule_number))?;
    let mut request = SignRequest::new(user, validity(validity_seconds)?);
    if let Some(seconds) = seconds(issued_at) {
        request = request.issued_at(UnixTime::from_secs(seconds));
    }
    Ok(request.with_contents(carried.contents()?))
}

pub(crate) fn expectation<'a>(
    userid: &'a str,
    now: jlong,
    leeway: jlong,
    max_validity: jlong,
    carried: &'a Carried,
) -> Result<Expectation<'a>, usersig::Error> {
    // Whatever a token may hold can be asked for: nothing is signed here.
    let user = UserId::with_rule(userid, UserIdRule::Any)?;
    let mut expectation = Expectation::new(user)
        .leeway(Leeway::seconds(leeway.cast_unsigned())?)
        .with_contents(carried.expected()?);
    if let Some(seconds) = seconds(now) {
        expectation = expectation.at(UnixTime::from_secs(seconds));
    }
    if let Some(seconds) = seconds(max_validity) {
        expectation = expectation.max_validity(Validity::seconds(seconds)?);
    }
    Ok(expectation)
}

#[cfg(test)]
mod tests {
    use super::{Carried, expectation, request, time_or_now};
    use usersig::{SdkAppId, SecretKey, Signer, Verifier};

    const NOW: i64 = 1_790_000_100;

    #[test]
    fn a_token_of_these_arguments_is_what_the_same_arguments_expect() -> Result<(), usersig::Error> {
        let (app, key) = (SdkAppId::new(1)?, SecretKey::new("k")?);
        let (signer, verifier) = (Signer::new(app, key.clone()), Verifier::new(app, key));
        let all = [
            Carried::Nothing,
            Carried::Userbuf(vec![1, 2, 3]),
            Carried::Number(7, 255),
            Carried::Name("lesson".to_owned(), 2),
        ];
        for (at, carried) in all.iter().enumerate() {
            let token = signer.sign(&request("bob", 0, 60, NOW, carried)?)?;
            assert!(verifier.verify(&token, &expectation("bob", NOW, 0, 60, &Carried::Any)?).is_valid());
            for (other, expected) in all.iter().enumerate() {
                let report = verifier.verify(&token, &expectation("bob", NOW + 1, 0, -1, expected)?);
                assert_eq!(report.is_valid(), at == other, "{at} {other}");
            }
        }
        Ok(())
    }

    #[test]
    fn a_negative_time_is_the_system_clock() -> Result<(), usersig::Error> {
        assert_eq!(time_or_now(0)?.as_secs(), 0);
        let now = usersig::UnixTime::now()?.as_secs();
        assert!((now..now + 60).contains(&time_or_now(-1)?.as_secs()));
        Ok(())
    }
}
