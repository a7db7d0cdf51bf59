//! The applications: their keys as the core's types, and what is signed for them.

use usersig::{
    Diagnoses, Expectation, Finding, PrivateKey, Privileges, Report, SdkAppId, SecretKey, Signer, UserIdRule,
    Validity, Verifier,
};

use crate::config::{self, ConfigError, Source, Span};
use crate::pattern::{self, Range};
use crate::secret;

/// One application.
pub struct App {
    /// Its number.
    pub id: SdkAppId,
    /// Signs with the current key.
    pub signer: Signer,
    current: Verifier,
    earlier: Option<Verifier>,
    /// Which UserIDs it has.
    pub rule: UserIdRule,
    /// The validity of its UserSigs.
    pub validity: Allowed,
    /// UserIDs that users cannot get.
    pub reserved_users: Vec<String>,
    /// What PrivateMapKeys are signed.
    pub private_map_key: Option<RoomPolicy>,
}

/// The usual validity, and the longest.
#[derive(Debug, Clone, Copy)]
pub struct Allowed {
    /// Without a wish of the request.
    pub usual: Validity,
    /// At most.
    pub max: Validity,
}

/// Which rooms, and what in them.
pub struct RoomPolicy {
    names: Vec<String>,
    numbers: Vec<Range>,
    /// At most these.
    pub privileges: Privileges,
    /// The validity of its PrivateMapKeys.
    pub validity: Allowed,
}

impl RoomPolicy {
    /// Returns whether this string room is signed for.
    #[must_use]
    pub fn allows_name(&self, room: &str) -> bool {
        self.names.iter().any(|pattern| pattern::matches(pattern, room))
    }

    /// Returns whether this numeric room is signed for.
    #[must_use]
    pub fn allows_number(&self, room: u32) -> bool {
        self.numbers.iter().any(|range| range.contains(room))
    }
}

impl App {
    /// Verifies with the current key, and if the signature is not its, with the earlier one. Returns which key it was too.
    pub fn diagnose(&self, token: &str, expectation: &Expectation<'_>) -> (Report, Diagnoses, &'static str) {
        let is_other_key = |report: &Report| {
            report
                .findings()
                .iter()
                .any(|finding| matches!(finding, Finding::BadSignature { .. } | Finding::WrongKeyKind { .. }))
        };
        let (report, diagnoses) = self.current.diagnose(token, expectation, None);
        if !is_other_key(&report) {
            return (report, diagnoses, "current");
        }
        if let Some(earlier) = &self.earlier {
            let (report, diagnoses) = earlier.diagnose(token, expectation, None);
            if !is_other_key(&report) {
                return (report, diagnoses, "earlier");
            }
        }
        (report, diagnoses, "none")
    }

    /// Reads the keys of an application and checks its settings. Every error goes into `errors`.
    pub fn build(config: &config::App, field: &str, errors: &mut Vec<ConfigError>) -> Option<Self> {
        let before = errors.len();
        let mut wrong =
            |name: &str, message: String| errors.push(ConfigError::new(format!("{field}.{name}"), message));
        let id =
            SdkAppId::new(config.sdk_app_id).map_err(|error| wrong("sdk_app_id", error.to_string())).ok();
        let rule = UserIdRule::ALL.into_iter().find(|rule| rule.name() == config.user_id_rule);
        if rule.is_none() {
            wrong("user_id_rule", format!("{:?} is no rule; expected im, trtc or any", config.user_id_rule));
        }
        let key = read_key(&config.key).map_err(|message| wrong("key", message)).ok();
        let earlier = if config.earlier_key.is_empty() {
            None
        } else {
            read_key(&config.earlier_key).map_err(|message| wrong("earlier_key", message)).ok()
        };
        let validity = allowed(config.validity, config.max_validity, &mut wrong);
        let private_map_key = config.private_map_key.as_ref().and_then(|policy| {
            room_policy(policy, &mut |name, message| wrong(&format!("private_map_key.{name}"), message))
        });
        if errors.len() > before {
            return None;
        }
        let (id, key) = (id?, key?);
        Some(Self {
            id,
            signer: key.signer(id),
            current: key.verifier(id),
            earlier: earlier.map(|key| key.verifier(id)),
            rule: rule?,
            validity: validity?,
            reserved_users: config.reserved_users.clone(),
            private_map_key,
        })
    }
}

/// What is shorter was not written completely: the console's keys have 64 digits.
const SHORTEST_SECRET_KEY: usize = 32;

/// A key of either version.
enum Key {
    Secret(SecretKey),
    Private(PrivateKey),
}

impl Key {
    fn signer(&self, app: SdkAppId) -> Signer {
        match self {
            Self::Secret(key) => Signer::new(app, key.clone()),
            Self::Private(key) => Signer::with_private_key(app, key.clone()),
        }
    }

    fn verifier(&self, app: SdkAppId) -> Verifier {
        match self {
            Self::Secret(key) => Verifier::new(app, key.clone()),
            Self::Private(key) => Verifier::with_public_key(app, key.public_key()),
        }
    }
}

/// Reads a key. A file that is half written is one too: what does not look like a whole key is rejected.
fn read_key(source: &Source) -> Result<Key, String> {
    let text = secret::read(source)?;
    if text.starts_with("-----BEGIN ") {
        return PrivateKey::from_pem(&text).map(Key::Private).map_err(|error| error.to_string());
    }
    if text.len() < SHORTEST_SECRET_KEY {
        let length = text.len();
        return Err(format!("the secret key has {length} characters; expected all 64 of the console's"));
    }
    if let Some(diagnosis) = usersig::diagnose_key(&text).first() {
        let language = usersig::Language::English;
        return Err(format!(
            "this is no secret key: {}; {}",
            diagnosis.detail(language),
            diagnosis.fix(language)
        ));
    }
    SecretKey::new(&text).map(Key::Secret).map_err(|error| error.to_string())
}

fn allowed(usual: Span, max: Span, wrong: &mut impl FnMut(&str, String)) -> Option<Allowed> {
    let mut of = |Span(time): Span, name: &str| match Validity::seconds(time.as_secs()) {
        Ok(validity) => Some(validity),
        Err(error) => {
            wrong(name, error.to_string());
            None
        }
    };
    let (usual, max) = (of(usual, "validity")?, of(max, "max_validity")?);
    if usual > max {
        wrong("validity", format!("{usual} is longer than max_validity, which is {max}"));
        return None;
    }
    Some(Allowed { usual, max })
}

fn room_policy(config: &config::PrivateMapKey, wrong: &mut impl FnMut(&str, String)) -> Option<RoomPolicy> {
    let privileges = config
        .privileges
        .parse()
        .map_err(|error: usersig::Error| wrong("privileges", error.to_string()))
        .ok();
    let numbers: Result<Vec<Range>, String> = config.room_numbers.iter().map(|text| text.parse()).collect();
    let numbers = numbers.map_err(|message| wrong("room_numbers", message)).ok();
    if config.rooms.is_empty() && config.room_numbers.is_empty() {
        wrong(
            "rooms",
            "neither rooms nor room_numbers are named; expected some, or no [app.private_map_key]".into(),
        );
    }
    let validity = allowed(config.validity, config.max_validity, wrong);
    Some(RoomPolicy {
        names: config.rooms.clone(),
        numbers: numbers?,
        privileges: privileges?,
        validity: validity?,
    })
}
