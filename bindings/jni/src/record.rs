//! Results with more than one field, as bytes that `Record.kt` reads.
//!
//! Numbers are big-endian; texts (UTF-8) and bytes have their length before them in 4 bytes, lists their number of
//! elements, and what may be missing a byte that is 1 if it is there. An enum is a byte: the place in Kotlin's enum.
//!
//! So a warning is `00 00 00 0E number_as_text`, then the detail, then the hint.

use usersig::{
    Explanation, Finding, FindingKind, Language, PrivateMapKey, RecordRoom, Report, Subject, Token, Version,
    Warning,
};

use crate::env::{Bytes, Env};
use crate::failure::Failure;

pub(crate) struct Record(Vec<u8>);

impl Record {
    /// A record with space for the report on an ordinary token, so that it is allocated once.
    pub(crate) fn new() -> Self {
        Self(Vec::with_capacity(256))
    }

    pub(crate) fn into_array(self, env: Env<'_>) -> Result<Bytes<'_>, Failure> {
        env.bytes(&self.0)
    }

    fn byte(&mut self, number: u8) {
        self.0.push(number);
    }

    pub(crate) fn u32(&mut self, number: u32) {
        self.0.extend(number.to_be_bytes());
    }

    pub(crate) fn u64(&mut self, number: u64) {
        self.0.extend(number.to_be_bytes());
    }

    fn length(&mut self, length: usize) {
        // Whatever is longer than 4 GiB cannot come out of Java's strings.
        self.u32(length as u32);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.length(bytes.len());
        self.0.extend(bytes);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    pub(crate) fn option<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.byte(value.is_some().into());
        if let Some(value) = value {
            write(self, value);
        }
    }

    pub(crate) fn list<T>(&mut self, values: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.length(values.len());
        for value in values {
            write(self, value);
        }
    }

    pub(crate) fn token(&mut self, token: &Token) {
        self.byte(match token.version() {
            Version::V1Plain => 0,
            Version::V1 => 1,
            // 2.0; a version that the core learns gets its place here with it.
            _ => 2,
        });
        self.text(token.userid());
        self.option(token.sdkappid(), Self::u32);
        self.text(token.sdkappid_text());
        self.u64(token.issued_at().as_secs());
        self.u64(token.expire());
        self.u64(token.expires_at().as_secs());
        self.option(token.userbuf(), Self::bytes);
        self.option(token.private_map_key(), |record, key| record.private_map_key(&key));
        self.byte(token.is_time_approximate().into());
        self.list(token.warnings(), Self::warning);
    }

    fn private_map_key(&mut self, key: &PrivateMapKey) {
        self.bytes(key.account_bytes());
        self.text(&key.account_lossy());
        self.u32(key.sdkappid());
        match key.room() {
            RecordRoom::Number(number) => {
                self.byte(0);
                self.u32(*number);
            }
            RecordRoom::Name(name) => {
                self.byte(1);
                self.text(name);
            }
        }
        self.u32(key.privilege_bits());
        self.u64(key.expires_at().as_secs());
    }

    /// Writes a report, with the texts of its findings in a language or, without one, as they print.
    pub(crate) fn report(&mut self, report: &Report, texts: impl Fn(&Finding) -> (String, String)) {
        self.byte(report.is_valid().into());
        self.option(report.token(), Self::token);
        self.list(report.findings(), |record, finding| {
            let (detail, hint) = texts(finding);
            record.byte(finding_kind(finding.kind()));
            record.text(finding.kind().name());
            record.option(finding.service_code(), |record, code| record.u32(code.number()));
            record.text(&detail);
            record.text(&hint);
        });
        self.list(report.warnings(), Self::warning);
    }

    fn warning(&mut self, warning: &Warning) {
        self.text(warning.name());
        self.text(&warning.to_string());
        self.text(warning.hint());
    }

    pub(crate) fn explanation(&mut self, entry: &Explanation, language: Language) {
        self.list(entry.numbers(), |record, number| record.u32(number.cast_unsigned()));
        self.list(entry.names(), |record, name| record.text(name));
        self.text(entry.layer().title(language));
        self.byte(match entry.subject() {
            Subject::UserSig => 0,
            Subject::PrivateMapKey => 1,
            // A subject that the core learns gets its place here with it.
            _ => 2,
        });
        self.text(entry.meaning(language));
        self.text(entry.advice(language));
        self.option(entry.note(language), Self::text);
    }
}

/// Returns the place of a kind in Kotlin's enum.
pub(crate) fn finding_kind(kind: FindingKind) -> u8 {
    match kind {
        FindingKind::Empty => 0,
        FindingKind::WrongKeyKind => 2,
        FindingKind::SdkAppIdMismatch => 3,
        FindingKind::UserIdMismatch => 4,
        FindingKind::BadSignature => 5,
        FindingKind::Expired => 6,
        FindingKind::ValidityTooLong => 7,
        FindingKind::UserbufMismatch => 8,
        FindingKind::RecordMismatch => 9,
        // Malformed. The core may learn findings; a token that is rejected for one stays rejected here.
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{Record, finding_kind};
    use usersig::FindingKind;

    #[test]
    fn numbers_texts_and_what_is_missing() {
        let mut record = Record::new();
        record.u32(1_400_000_000);
        record.text("é");
        record.option(Some(7), Record::u64);
        record.option(None, Record::u64);
        record.list(&["a", ""], |record, text| record.text(text));
        let expected =
            b"\x53\x72\x4e\x00 \0\0\0\x02\xc3\xa9 \x01\0\0\0\0\0\0\0\x07 \0 \0\0\0\x02\0\0\0\x01a\0\0\0\0";
        let expected: Vec<u8> = expected.iter().copied().filter(|&byte| byte != b' ').collect();
        assert_eq!(record.0, expected);
    }

    #[test]
    fn a_token_is_its_fields_in_order() {
        let signer = usersig::Signer::new(
            usersig::SdkAppId::new(1).expect("an application"),
            usersig::SecretKey::new("k").expect("a key"),
        );
        let user = usersig::UserId::new("bob").expect("a user");
        let request = usersig::SignRequest::new(user, usersig::Validity::seconds(60).expect("a validity"))
            .issued_at(usersig::UnixTime::from_secs(256));
        let token = usersig::inspect_unverified(signer.sign(&request).expect("a token")).expect("a token");
        let mut record = Record::new();
        record.token(&token);
        let mut expected = vec![2, 0, 0, 0, 3, b'b', b'o', b'b', 1, 0, 0, 0, 1, 0, 0, 0, 1, b'1'];
        for seconds in [256_u64, 60, 316] {
            expected.extend(seconds.to_be_bytes());
        }
        expected.extend([0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(record.0, expected);
    }

    #[test]
    fn findings_have_the_places_of_their_order() {
        let places: Vec<u8> = FindingKind::ALL.iter().map(|&kind| finding_kind(kind)).collect();
        assert_eq!(places, (0..FindingKind::ALL.len() as u8).collect::<Vec<_>>());
    }
}
