//! `--demo`: a server to try, with a key and a token of its own that are gone when it ends. For this machine only.

use std::net::SocketAddr;

use zeroize::Zeroizing;

use crate::config::{App, Bearer, Config, LogFormat, LogLevel, Source, any_user};

/// The number of the published demos. The service has no such application.
const DEMO_APP: u32 = 1_400_000_000;

/// A configuration to try, and the token with which to ask.
pub struct Demo {
    /// The configuration.
    pub config: Config,
    /// What a server shows.
    pub token: Zeroizing<String>,
}

/// Makes a configuration with a new key.
///
/// # Errors
/// The address is not this machine's own, or there are no random numbers.
pub fn demo(listen: Option<SocketAddr>) -> Result<Demo, String> {
    let mut config = Config::default();
    if let Some(listen) = listen {
        config.listen = listen;
    }
    if !config.listen.ip().is_loopback() {
        return Err(format!(
            "--demo cannot listen on {}; expected an address of this machine alone, such as 127.0.0.1:8600: whoever has \
             the printed line gets a token",
            config.listen
        ));
    }
    let token = random()?;
    config.metrics.listen = "off".into();
    config.log.format = LogFormat::Text;
    config.log.level = LogLevel::Warn;
    config.app.push(App {
        sdk_app_id: DEMO_APP,
        key: Source { given: Some(random()?), ..Source::default() },
        earlier_key: Source::default(),
        user_id_rule: App::user_id_rule(),
        validity: App::validity(),
        max_validity: App::max_validity(),
        reserved_users: App::reserved_users(),
        private_map_key: Some(crate::config::PrivateMapKey {
            rooms: vec!["*".into()],
            room_numbers: vec!["1-4294967294".into()],
            ..Default::default()
        }),
    });
    config.bearer.push(Bearer {
        name: "demo".into(),
        apps: Vec::new(),
        token: Source { given: Some(token.clone()), ..Source::default() },
        token_sha256: None,
        users: any_user(),
        reserved_users: false,
    });
    Ok(Demo { config, token })
}

/// Makes 64 random hex digits, as the console's keys are.
fn random() -> Result<Zeroizing<String>, String> {
    let mut bytes = Zeroizing::new([0; 32]);
    getrandom::fill(&mut *bytes).map_err(|error| format!("no random numbers: {error}"))?;
    let mut text = Zeroizing::new(String::with_capacity(64));
    for byte in *bytes {
        text.extend([byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16).unwrap_or('0')));
    }
    Ok(text)
}
