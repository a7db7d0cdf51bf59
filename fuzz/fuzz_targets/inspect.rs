//! Any bytes can be inspected: no panic, no empty message, no document that breaks the rules.

#![no_main]

use libfuzzer_sys::fuzz_target;
use usersig::{UnixTime, inspect_unverified};

fuzz_target!(|data: &[u8]| {
    let bytes = usersig_fuzz::token_of(data);
    match inspect_unverified(&bytes) {
        Err(finding) => {
            assert!(matches!(finding.kind().name(), "empty" | "malformed"));
            assert!(finding.to_string().len() < 2_000 && !finding.hint().is_empty());
            assert!(finding.service_code().is_some_and(|code| (70002..=70004).contains(&code.number())));
        }
        Ok(token) => {
            assert!(bytes.len() <= 65_536);
            assert!(!token.userid().contains(|c: char| c.is_ascii_control()));
            assert!(token.sdkappid().is_none_or(|number| number.to_string() == token.sdkappid_text()));
            assert!(token.expires_at() >= token.issued_at());
            for now in [0, token.expires_at().as_secs(), u64::MAX] {
                let now = UnixTime::from_secs(now);
                assert!(!token.is_expired_at(now) || token.time_left_at(now) == 0);
            }
            if let Some(record) = token.private_map_key() {
                assert!(
                    token.userbuf().is_some_and(|bytes| bytes.len() >= record.account_bytes().len() + 23)
                );
            }
            assert!(!format!("{token:?}").is_empty());
        }
    }
});
