//! The contents of a token.

use crate::{Room, UserSigError, Warning};

/// The version of a token's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum Version {
    /// The oldest form: version 1.0 as bare JSON.
    V1Plain,
    /// 1.0, ECDSA-SHA256.
    V1,
    /// 2.0, HMAC-SHA256.
    V2,
}

/// A token's content. Reading it proves nothing: only a verifier knows whether it is genuine.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Token {
    /// The version of the format.
    pub version: Version,
    /// The UserID.
    pub userid: String,
    /// The SDKAppID, or nothing if the token's text is no such number.
    pub sdkappid: Option<u32>,
    /// The SDKAppID in the token, verbatim.
    pub sdkappid_text: String,
    /// When it was issued, in Unix seconds.
    pub issued_at: u64,
    /// For how many seconds it is valid.
    pub expire: u64,
    /// The last second at which it is valid, in Unix seconds.
    pub expires_at: u64,
    /// The bytes that were signed with it.
    pub userbuf: Option<Vec<u8>>,
    /// The userbuf read as a PrivateMapKey record, if it is one.
    pub private_map_key: Option<PrivateMapKey>,
    /// Whether the issue time is a guess: the oldest form does not say its time zone.
    pub is_time_approximate: bool,
    /// What is unusual in it although the service accepts it.
    pub warnings: Vec<Warning>,
}

/// What a PrivateMapKey allows.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PrivateMapKey {
    /// The account, as bytes.
    pub account: Vec<u8>,
    /// The account as text; bytes that are no UTF-8 show as U+FFFD.
    pub account_lossy: String,
    /// The SDKAppID.
    pub sdkappid: u32,
    /// The room.
    pub room: Room,
    /// The privileges as bits.
    pub privilege_bits: u32,
    /// The last second at which it is valid, in Unix seconds.
    pub expires_at: u64,
}

impl From<&usersig::Token> for Token {
    fn from(token: &usersig::Token) -> Self {
        Self {
            version: match token.version() {
                usersig::Version::V1Plain => Version::V1Plain,
                usersig::Version::V1 => Version::V1,
                // 2.0; a version that the core learns gets its name here with it.
                _ => Version::V2,
            },
            userid: token.userid().to_owned(),
            sdkappid: token.sdkappid(),
            sdkappid_text: token.sdkappid_text().to_owned(),
            issued_at: token.issued_at().as_secs(),
            expire: token.expire(),
            expires_at: token.expires_at().as_secs(),
            userbuf: token.userbuf().map(<[u8]>::to_vec),
            private_map_key: token.private_map_key().map(PrivateMapKey::from),
            is_time_approximate: token.is_time_approximate(),
            warnings: token.warnings().iter().map(Warning::from).collect(),
        }
    }
}

impl From<usersig::PrivateMapKey> for PrivateMapKey {
    fn from(record: usersig::PrivateMapKey) -> Self {
        Self {
            account: record.account_bytes().to_vec(),
            account_lossy: record.account_lossy().to_string(),
            sdkappid: record.sdkappid(),
            room: match record.room() {
                usersig::RecordRoom::Number(number) => Room::Number { number: *number },
                usersig::RecordRoom::Name(name) => Room::Name { name: name.clone() },
            },
            privilege_bits: record.privilege_bits(),
            expires_at: record.expires_at().as_secs(),
        }
    }
}

/// Reads a token without verifying it. Anybody can write such a token: trust nothing in it.
#[uniffi::export]
pub fn inspect_unverified(token: &str) -> Result<Token, UserSigError> {
    Ok(Token::from(&usersig::inspect_unverified(token)?))
}
