//! A package has signed: usersig must read what was asked for, and report what the package is known to do wrong.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use usersig::{
    Expectation, Finding, FindingKind, PrivateMapKey, Privileges, RecordMismatch, Room, SdkAppId,
    SignRequest, Token, UnixTime, UserId, UserIdRule, Userbuf, Validity, Version, inspect_unverified,
};

use crate::Run;
use crate::packages::{Bug, Package, RecordText, class};
use crate::random::{Case, Contents};

/// Returns the class of a token that is as expected.
pub fn compare(run: &Run, case: &Case, reply: &Value) -> Result<&'static str, String> {
    let package = run.package;
    let token = reply["token"].as_str().unwrap_or_default();
    let read = inspect_unverified(token);
    if let Some(class) = unreadable(package, case, token) {
        return match read {
            // Java reads `\'` in the JSON that it has just made.
            Ok(read) if class == class::NOT_ESCAPED && read.userid() != case.userid => Ok(class),
            // What fits exactly is as long as what is truncated.
            Ok(_) if matches!(class, class::TRUNCATED | class::TRUNCATED_V1) => readable(run, case, token),
            Err(finding) if matches!(finding.kind(), FindingKind::Malformed | FindingKind::Empty) => {
                Ok(class)
            }
            other => Err(format!("expected malformed, {class}; got {other:?}")),
        };
    }
    readable(run, case, token)
}

/// Returns the class of a token that usersig must read.
fn readable(run: &Run, case: &Case, token: &str) -> Result<&'static str, String> {
    let package = run.package;
    let read = inspect_unverified(token).map_err(|finding| format!("cannot be read: {finding}"))?;
    let clock = same_fields(package, case, &read)?;
    let (Ok(app), Ok(user)) = (app(case), UserId::with_rule(&case.userid, UserIdRule::Any)) else {
        return Ok(match case.userid.len() {
            0 => class::EMPTY_USERID,
            _ if case.sdkappid <= 0 => class::NO_APP,
            _ => class::LONG_USERID,
        });
    };

    let report =
        run.keys.verifier(package, app, case.key).verify(token, &Expectation::new(user).at(read.issued_at()));
    if report.token() != Some(&read) {
        return Err(format!("verifying reads another token: {report:?}"));
    }
    let (class, expected) = findings(package, case, &read);
    let found: Vec<_> = report.findings().iter().map(name).collect();
    if found != expected {
        return Err(format!("expected {expected:?}, {class}; found {found:?}"));
    }
    if class == class::VALID && !package.is_v1 && clock == read.issued_at().as_secs() {
        same_token(run, case, &read, app, user)?;
    }
    Ok(class)
}

fn app(case: &Case) -> Result<SdkAppId, ()> {
    u32::try_from(case.sdkappid).ok().and_then(|number| SdkAppId::new(number).ok()).ok_or(())
}

/// Returns the class of a token that nobody can read.
fn unreadable(package: &Package, case: &Case, token: &str) -> Option<&'static str> {
    let zeros = case.expire == 0 || case.sdkappid == 0;
    let compressed = || {
        STANDARD
            .decode(token.replace('*', "+").replace('-', "/").replace('_', "="))
            .map_or(0, |bytes| bytes.len())
    };
    if package.has(Bug::NoEscapes)
        && case.userid.contains(|c: char| c == '"' || c == '\\' || c.is_ascii_control())
    {
        Some(class::NOT_ESCAPED)
    } else if package.has(Bug::LeavesOutZeros) && case.userid.is_empty() {
        Some(class::EMPTY_LEFT_OUT)
    } else if case.userid.contains(|c: char| c.is_ascii_control()) {
        Some(class::CONTROL)
    } else if package.has(Bug::LeavesOutZeros) && zeros {
        Some(class::ZERO_LEFT_OUT)
    } else if package.has(Bug::Truncates) && compressed() == 2048 {
        Some(class::TRUNCATED)
    } else if package.has(Bug::Truncates512) && compressed() == 512 {
        Some(class::TRUNCATED_V1)
    } else if package.is_v1 && case.sdkappid < 0 {
        Some(class::NEGATIVE)
    } else {
        None
    }
}

/// Compares the fields with what was asked for, and returns the time with which the package made a record.
fn same_fields(package: &Package, case: &Case, read: &Token) -> Result<u64, String> {
    let expire =
        if package.has(Bug::ZeroIsHalfAYear) && case.expire == 0 { 180 * 86_400 } else { case.expire };
    // Go's is a number without a sign.
    let app = if package.has(Bug::LeavesOutZeros) {
        case.sdkappid.cast_unsigned().to_string()
    } else {
        case.sdkappid.to_string()
    };
    let version = if package.is_v1 { Version::V1 } else { Version::V2 };
    let got = (read.version(), read.userid(), read.sdkappid_text(), read.expire(), read.warnings().len());
    let want = (version, &*case.userid, &*app, expire, 0);
    if got != want {
        return Err(format!("expected {want:?}, got {got:?}"));
    }
    let now = UnixTime::now().expect("a clock").as_secs();
    let issued_at = read.issued_at().as_secs();
    // Replies wait in a pipe; the class of the Web demos is half a second ahead.
    if issued_at > now + 1 || issued_at + 600 < now {
        return Err(format!("issued at {issued_at}, and now is {now}"));
    }
    let same = |wanted: Option<&[u8]>| read.userbuf() == wanted;
    let is_same = match &case.contents {
        Contents::Plain => same(None),
        Contents::Userbuf(bytes) if bytes.is_empty() && package.has(Bug::LeavesOutZeros) => same(None),
        Contents::Userbuf(bytes) => same(Some(bytes)),
        Contents::Number(_) | Contents::Name(_) => {
            // The packages read the clock twice, and so may be a second apart.
            let clocks = [issued_at, issued_at - 1, issued_at + 1];
            let clock = clocks.into_iter().find(|clock| same(Some(&package.record(case, *clock))));
            return clock.ok_or_else(|| format!("another record than expected: {:?}", read.userbuf()));
        }
    };
    if is_same { Ok(issued_at) } else { Err(format!("another userbuf: {:?}", read.userbuf())) }
}

/// Returns the class, and the names of what must be found.
fn findings(package: &Package, case: &Case, read: &Token) -> (&'static str, Vec<&'static str>) {
    match &case.contents {
        Contents::Userbuf(bytes) if bytes.is_empty() && package.has(Bug::LeavesOutZeros) => {
            return (class::EMPTY_USERBUF, vec!["bad_signature"]);
        }
        Contents::Plain | Contents::Userbuf(_) => return (class::VALID, vec![]),
        Contents::Number(_) | Contents::Name(_) => {}
    }
    let mut found = vec![];
    let mut class = class::VALID;
    let mut add = |of_class, name| {
        if found.is_empty() {
            class = of_class;
        }
        found.push(name);
    };
    if package.record_text == RecordText::LowBytes && !case.userid.is_ascii() {
        add(class::ACCOUNT, "record: user");
    }
    if matches!(&case.contents, Contents::Number(0))
        || matches!(&case.contents, Contents::Name(name) if name.is_empty())
    {
        add(class::ROOM_ZERO, "record: room 0");
    }
    if read.expires_at().as_secs() > u64::from(u32::MAX) + 1 {
        add(class::WRAPPED, "record: expiry");
        let record = read.private_map_key().map(|record: PrivateMapKey| record.expires_at());
        if record < Some(read.issued_at()) {
            add(class::WRAPPED, "record: expired");
        }
    }
    (class, found)
}

fn name(finding: &Finding) -> &'static str {
    match finding {
        Finding::RecordMismatch(RecordMismatch::UserId { .. }) => "record: user",
        Finding::RecordMismatch(RecordMismatch::RoomZero) => "record: room 0",
        Finding::RecordMismatch(RecordMismatch::Expiry { .. }) => "record: expiry",
        Finding::RecordMismatch(RecordMismatch::Expired { .. }) => "record: expired",
        other => other.kind().name(),
    }
}

/// Signs the same at the same time: the token must have the same contents, the signature too. What usersig does not sign is left out.
fn same_token(run: &Run, case: &Case, read: &Token, app: SdkAppId, user: UserId<'_>) -> Result<(), String> {
    let Ok(validity) = Validity::seconds(case.expire) else { return Ok(()) };
    let request = SignRequest::new(user, validity).issued_at(read.issued_at());
    let room = match &case.contents {
        Contents::Number(number) => Some(Room::number(*number)),
        Contents::Name(name) => Some(Room::name(name)),
        Contents::Plain | Contents::Userbuf(_) => None,
    };
    let request = match (room, &case.contents) {
        (Some(room), _) => match (room, Privileges::from_bits(case.privileges)) {
            (Ok(room), Ok(privileges)) => request.with_room(room, privileges),
            _ => return Ok(()),
        },
        (None, Contents::Userbuf(bytes)) => {
            request.with_userbuf(Userbuf::new(bytes).expect("a short userbuf"))
        }
        (None, _) => request,
    };
    let ours = run
        .keys
        .signer(run.package, app, case.key)
        .sign(&request)
        .map_err(|error| format!("usersig signs it not: {error}"))?;
    match inspect_unverified(&ours) {
        Ok(ours) if ours == *read => Ok(()),
        other => Err(format!("usersig signs another token: {other:?}")),
    }
}
