//! Signing.

use std::sync::Arc;

use usersig::{Privileges, SdkAppId, UnixTime, Userbuf};

use crate::{KeyKind, PrivateKey, SecretKey, UserSigError};

/// The TRTC room that a PrivateMapKey opens.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Room {
    /// A numeric room, 1 to 4294967294.
    Number {
        /// The number.
        number: u32,
    },
    /// A string room, 1 to 64 bytes of `a-z A-Z 0-9`, space and `!#$%&()+-:;<=.>?@[]^_{}|~,`.
    Name {
        /// The name.
        name: String,
    },
}

impl Room {
    fn checked(&self) -> Result<usersig::Room<'_>, UserSigError> {
        Ok(match self {
            Self::Number { number } => usersig::Room::number(*number)?,
            Self::Name { name } => usersig::Room::name(name)?,
        })
    }
}

/// Signs UserSigs and PrivateMapKeys of one application. Any number of threads may use it at once.
#[derive(uniffi::Object)]
pub struct Signer(usersig::Signer);

#[uniffi::export]
impl Signer {
    /// A signer of version 2.0 tokens. Fails with the kind `sdkappid` if the number is 0.
    #[uniffi::constructor]
    pub fn new(sdkappid: u32, key: &SecretKey) -> Result<Arc<Self>, UserSigError> {
        Ok(Arc::new(Self(usersig::Signer::new(SdkAppId::new(sdkappid)?, key.0.clone()))))
    }

    /// A signer of version 1.0 tokens. Fails with the kind `sdkappid` if the number is 0.
    #[uniffi::constructor]
    pub fn with_private_key(sdkappid: u32, key: &PrivateKey) -> Result<Arc<Self>, UserSigError> {
        Ok(Arc::new(Self(usersig::Signer::with_private_key(SdkAppId::new(sdkappid)?, key.0.clone()))))
    }

    /// The application that it signs for.
    pub fn sdkappid(&self) -> u32 {
        self.0.sdkappid().get()
    }

    /// Which key it holds, and so which version it writes.
    pub fn key_kind(&self) -> KeyKind {
        self.0.key_kind().into()
    }

    /// A UserSig issued now, valid for `validity` seconds.
    pub fn sign(&self, userid: &str, any_userid: bool, validity: u64) -> Result<String, UserSigError> {
        self.sign_at(userid, any_userid, validity, UnixTime::now().as_secs())
    }

    /// A UserSig issued at `now` (Unix seconds), valid for `validity` seconds.
    pub fn sign_at(
        &self,
        userid: &str,
        any_userid: bool,
        validity: u64,
        now: u64,
    ) -> Result<String, UserSigError> {
        let (user, validity) = (crate::userid(userid, any_userid)?, crate::validity(validity)?);
        Ok(self.0.sign_at(user, validity, UnixTime::from_secs(now))?)
    }

    /// UserSigs for many users, in their order, all issued at `now`. Fails at the first UserID that cannot
    /// be used.
    pub fn sign_many_at(
        &self,
        userids: Vec<String>,
        any_userid: bool,
        validity: u64,
        now: u64,
    ) -> Result<Vec<String>, UserSigError> {
        let users = userids.iter().map(|id| crate::userid(id, any_userid)).collect::<Result<Vec<_>, _>>()?;
        let validity = crate::validity(validity)?;
        let tokens = self.0.sign_many_at(users, validity, UnixTime::from_secs(now));
        Ok(tokens.collect::<Result<Vec<_>, _>>()?)
    }

    /// A UserSig with a userbuf of the application's own, issued now.
    pub fn sign_with_userbuf(
        &self,
        userid: &str,
        any_userid: bool,
        validity: u64,
        userbuf: &[u8],
    ) -> Result<String, UserSigError> {
        self.sign_with_userbuf_at(userid, any_userid, validity, userbuf, UnixTime::now().as_secs())
    }

    /// A UserSig with a userbuf of the application's own, issued at `now` (Unix seconds).
    pub fn sign_with_userbuf_at(
        &self,
        userid: &str,
        any_userid: bool,
        validity: u64,
        userbuf: &[u8],
        now: u64,
    ) -> Result<String, UserSigError> {
        let (user, validity) = (crate::userid(userid, any_userid)?, crate::validity(validity)?);
        Ok(self.0.sign_with_userbuf_at(user, validity, Userbuf::new(userbuf)?, UnixTime::from_secs(now))?)
    }

    /// A PrivateMapKey for one room, issued now. `privileges` are bits, 0 to 255.
    pub fn private_map_key(
        &self,
        userid: &str,
        any_userid: bool,
        validity: u64,
        room: Room,
        privileges: u32,
    ) -> Result<String, UserSigError> {
        self.private_map_key_at(userid, any_userid, validity, room, privileges, UnixTime::now().as_secs())
    }

    /// A PrivateMapKey for one room, issued at `now` (Unix seconds). `privileges` are bits, 0 to 255.
    pub fn private_map_key_at(
        &self,
        userid: &str,
        any_userid: bool,
        validity: u64,
        room: Room,
        privileges: u32,
        now: u64,
    ) -> Result<String, UserSigError> {
        let (user, validity) = (crate::userid(userid, any_userid)?, crate::validity(validity)?);
        let privileges = Privileges::from_bits(privileges)?;
        Ok(self.0.private_map_key_at(
            user,
            validity,
            room.checked()?,
            privileges,
            UnixTime::from_secs(now),
        )?)
    }
}
