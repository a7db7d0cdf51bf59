//! Signing.

use std::sync::Arc;

use usersig::{SdkAppId, UnixTime};

use crate::{KeyKind, PrivateKey, Room, SecretKey, UserIdRule, UserSigError};

/// What a token carries beside the user's name.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Contents {
    /// Nothing: a plain UserSig.
    None,
    /// Bytes of the application.
    Userbuf {
        /// 0 to 32768 bytes.
        bytes: Vec<u8>,
    },
    /// The permission to use one TRTC room: the token is a PrivateMapKey.
    Room {
        /// The room.
        room: Room,
        /// What the user may do in it, as bits, 0 to 255.
        privileges: u32,
    },
}

/// One token to sign.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SignRequest {
    /// The user the token is for.
    pub userid: String,
    /// Which UserIDs are accepted.
    pub userid_rule: UserIdRule,
    /// For how many seconds the token is valid: 1 to 1576800000 (50 years).
    pub validity: u64,
    /// When the token is issued, in Unix seconds; nothing for the system clock.
    pub issued_at: Option<u64>,
    /// What the token carries.
    pub contents: Contents,
}

impl SignRequest {
    fn checked(&self) -> Result<usersig::SignRequest<'_>, UserSigError> {
        let user = usersig::UserId::with_rule(&self.userid, self.userid_rule.into())?;
        let request = usersig::SignRequest::new(user, usersig::Validity::seconds(self.validity)?);
        let request = match self.issued_at {
            Some(seconds) => request.issued_at(UnixTime::from_secs(seconds)),
            None => request,
        };
        Ok(request.with_contents(match &self.contents {
            Contents::None => usersig::Contents::None,
            Contents::Userbuf { bytes } => usersig::Contents::Userbuf(usersig::Userbuf::new(bytes)?),
            Contents::Room { room, privileges } => usersig::Contents::Room {
                room: room.checked()?,
                privileges: usersig::Privileges::from_bits(*privileges)?,
            },
        }))
    }
}

/// Signs UserSigs and PrivateMapKeys of one application. Any number of threads may use it at once.
#[derive(uniffi::Object)]
pub struct Signer(usersig::Signer);

#[uniffi::export]
impl Signer {
    /// Makes a signer of version 2.0 tokens. Fails with the kind `sdkappid` if the number is 0.
    #[uniffi::constructor]
    pub fn new(sdkappid: u32, key: &SecretKey) -> Result<Arc<Self>, UserSigError> {
        Ok(Arc::new(Self(usersig::Signer::new(SdkAppId::new(sdkappid)?, key.0.clone()))))
    }

    /// Makes a signer of version 1.0 tokens. Fails with the kind `sdkappid` if the number is 0.
    #[uniffi::constructor]
    pub fn with_private_key(sdkappid: u32, key: &PrivateKey) -> Result<Arc<Self>, UserSigError> {
        Ok(Arc::new(Self(usersig::Signer::with_private_key(SdkAppId::new(sdkappid)?, key.0.clone()))))
    }

    /// Returns the application that it signs for.
    pub fn sdkappid(&self) -> u32 {
        self.0.sdkappid().get()
    }

    /// Returns which key it holds, and so which version it writes.
    pub fn key_kind(&self) -> KeyKind {
        self.0.key_kind().into()
    }

    /// Signs one token.
    pub fn sign(&self, request: SignRequest) -> Result<String, UserSigError> {
        Ok(self.0.sign(&request.checked()?)?)
    }

    /// Signs a plain UserSig for each user, in their order, all issued at the same time (Unix seconds; nothing for the
    /// system clock). Fails at the first UserID that cannot be used.
    pub fn sign_many(
        &self,
        userids: Vec<String>,
        userid_rule: UserIdRule,
        validity: u64,
        issued_at: Option<u64>,
    ) -> Result<Vec<String>, UserSigError> {
        let users = userids
            .iter()
            .map(|id| usersig::UserId::with_rule(id, userid_rule.into()))
            .collect::<Result<Vec<_>, _>>()?;
        let issued_at = issued_at.map_or_else(UnixTime::now, |seconds| Ok(UnixTime::from_secs(seconds)))?;
        let tokens = self.0.sign_many(users, usersig::Validity::seconds(validity)?, issued_at);
        Ok(tokens.collect::<Result<Vec<_>, _>>()?)
    }
}
