//! Signing: [`Signer`].

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::Mac;

#[cfg(feature = "ecdsa")]
use crate::ecdsa::PrivateKey;
use crate::error::Error;
use crate::fields::{Room, SdkAppId, UserId, Userbuf, Validity};
use crate::finding::KeyKind;
use crate::key::SecretKey;
use crate::privileges::Privileges;
use crate::time::UnixTime;
#[cfg(feature = "ecdsa")]
use crate::wire::claims::V1Claims;
use crate::wire::claims::{Base64, Claims, Decimal};
use crate::wire::deflate::Compression;
use crate::wire::envelope;
use crate::wire::userbuf::RecordBytes;

/// Signs tokens of one application with one key.
///
/// Immutable and cheap to share: one signer serves any number of threads. Each kind of token has three
/// forms: `…_at` takes the clock as an argument, the bare one reads the machine's, and `…_into` writes into
/// the caller's buffer.
///
/// ```
/// use usersig::{SdkAppId, SecretKey, Signer, UnixTime, UserId, Validity};
///
/// let key = SecretKey::new("5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e")?;
/// let signer = Signer::new(SdkAppId::new(1_400_000_000)?, key);
/// let now = UnixTime::from_secs(1_700_000_000);
/// let token = signer.sign_at(UserId::new("xiaojun")?, Validity::days(7)?, now)?;
/// assert!(token.starts_with("eJ"));
/// # Ok::<(), usersig::Error>(())
/// ```
#[derive(Clone)]
pub struct Signer {
    sdkappid: SdkAppId,
    sdkappid_text: Decimal,
    key: SigningKey,
    compression: Compression,
}

#[derive(Clone)]
enum SigningKey {
    Secret(SecretKey),
    #[cfg(feature = "ecdsa")]
    Private(Box<PrivateKey>),
}

impl Signer {
    /// A signer of version 2.0 (HMAC-SHA256): every application made since 19 July 2019.
    #[must_use]
    pub fn new(sdkappid: SdkAppId, key: SecretKey) -> Self {
        Self::with_key(sdkappid, SigningKey::Secret(key))
    }

    /// A signer of version 1.0 (ECDSA-SHA256): older applications that were never moved to a secret key.
    #[cfg(feature = "ecdsa")]
    #[must_use]
    pub fn with_private_key(sdkappid: SdkAppId, key: PrivateKey) -> Self {
        Self::with_key(sdkappid, SigningKey::Private(Box::new(key)))
    }

    fn with_key(sdkappid: SdkAppId, key: SigningKey) -> Self {
        let sdkappid_text = Decimal::new(sdkappid.get().into());
        Self { sdkappid, sdkappid_text, key, compression: Compression::default() }
    }

    /// The same signer with another way to pack its tokens.
    #[must_use]
    pub fn with_compression(mut self, compression: Compression) -> Self {
        self.compression = compression;
        self
    }

    /// The application.
    #[must_use]
    pub fn sdkappid(&self) -> SdkAppId {
        self.sdkappid
    }

    /// The kind of key that verifies this signer's tokens.
    #[must_use]
    pub fn key_kind(&self) -> KeyKind {
        match self.key {
            SigningKey::Secret(_) => KeyKind::Secret,
            #[cfg(feature = "ecdsa")]
            SigningKey::Private(_) => KeyKind::Public,
        }
    }

    /// Signs a UserSig that is issued at `now`.
    ///
    /// # Errors
    /// None for a secret key. [`Error::BadKey`] if a private key cannot sign.
    pub fn sign_at(&self, user: UserId<'_>, validity: Validity, now: UnixTime) -> Result<String, Error> {
        self.token(user, validity, None, now)
    }

    /// Signs a UserSig by the machine's clock.
    ///
    /// # Errors
    /// As [`Signer::sign_at`].
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    pub fn sign(&self, user: UserId<'_>, validity: Validity) -> Result<String, Error> {
        self.sign_at(user, validity, UnixTime::now())
    }

    /// Signs a UserSig into `out` and returns its length.
    ///
    /// # Errors
    /// [`Error::BufferTooSmall`] with the length that is needed; `out` is untouched then. Otherwise as
    /// [`Signer::sign_at`].
    pub fn sign_into(
        &self,
        user: UserId<'_>,
        validity: Validity,
        now: UnixTime,
        out: &mut [u8],
    ) -> Result<usize, Error> {
        self.token_into(user, validity, None, now, out)
    }

    /// Signs a UserSig with a userbuf.
    ///
    /// # Errors
    /// As [`Signer::sign_at`].
    pub fn sign_with_userbuf_at(
        &self,
        user: UserId<'_>,
        validity: Validity,
        userbuf: Userbuf<'_>,
        now: UnixTime,
    ) -> Result<String, Error> {
        self.token(user, validity, Some(userbuf.as_bytes()), now)
    }

    /// Signs a UserSig with a userbuf by the machine's clock.
    ///
    /// # Errors
    /// As [`Signer::sign_at`].
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    pub fn sign_with_userbuf(
        &self,
        user: UserId<'_>,
        validity: Validity,
        userbuf: Userbuf<'_>,
    ) -> Result<String, Error> {
        self.sign_with_userbuf_at(user, validity, userbuf, UnixTime::now())
    }

    /// Signs a UserSig with a userbuf into `out` and returns its length.
    ///
    /// # Errors
    /// As [`Signer::sign_into`].
    pub fn sign_with_userbuf_into(
        &self,
        user: UserId<'_>,
        validity: Validity,
        userbuf: Userbuf<'_>,
        now: UnixTime,
        out: &mut [u8],
    ) -> Result<usize, Error> {
        self.token_into(user, validity, Some(userbuf.as_bytes()), now, out)
    }

    /// Signs a PrivateMapKey: a token whose userbuf opens one TRTC room with the given privileges.
    ///
    /// # Errors
    /// [`Error::PrivateMapKeyExpiry`] if `now` plus the validity lies beyond 32 bits. Otherwise as
    /// [`Signer::sign_at`].
    pub fn private_map_key_at(
        &self,
        user: UserId<'_>,
        validity: Validity,
        room: Room<'_>,
        privileges: Privileges,
        now: UnixTime,
    ) -> Result<String, Error> {
        let record = self.record(user, validity, room, privileges, now)?;
        self.token(user, validity, Some(record.as_bytes()), now)
    }

    /// Signs a PrivateMapKey by the machine's clock.
    ///
    /// # Errors
    /// As [`Signer::private_map_key_at`].
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    pub fn private_map_key(
        &self,
        user: UserId<'_>,
        validity: Validity,
        room: Room<'_>,
        privileges: Privileges,
    ) -> Result<String, Error> {
        self.private_map_key_at(user, validity, room, privileges, UnixTime::now())
    }

    /// Signs a PrivateMapKey into `out` and returns its length.
    ///
    /// # Errors
    /// As [`Signer::private_map_key_at`] and [`Signer::sign_into`].
    pub fn private_map_key_into(
        &self,
        user: UserId<'_>,
        validity: Validity,
        room: Room<'_>,
        privileges: Privileges,
        now: UnixTime,
        out: &mut [u8],
    ) -> Result<usize, Error> {
        let record = self.record(user, validity, room, privileges, now)?;
        self.token_into(user, validity, Some(record.as_bytes()), now, out)
    }

    /// Signs a UserSig for each user, in their order, as the returned iterator is read.
    ///
    /// ```
    /// # use usersig::*;
    /// # let signer = Signer::new(SdkAppId::new(1_400_000_000)?, SecretKey::new("k")?);
    /// let users = ["alice", "bob"].into_iter().map(UserId::new).collect::<Result<Vec<_>, _>>()?;
    /// let now = UnixTime::from_secs(1_700_000_000);
    /// let tokens = signer.sign_many_at(users, Validity::CLIENT_DEFAULT, now).collect::<Result<Vec<_>, _>>()?;
    /// assert_eq!(tokens.len(), 2);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Each item as [`Signer::sign_at`].
    pub fn sign_many_at<'u, I>(
        &self,
        users: I,
        validity: Validity,
        now: UnixTime,
    ) -> impl Iterator<Item = Result<String, Error>>
    where
        I: IntoIterator<Item = UserId<'u>>,
    {
        users.into_iter().map(move |user| self.sign_at(user, validity, now))
    }

    fn record(
        &self,
        user: UserId<'_>,
        validity: Validity,
        room: Room<'_>,
        privileges: Privileges,
        now: UnixTime,
    ) -> Result<RecordBytes, Error> {
        let expires_at = now.as_secs().saturating_add(validity.as_seconds());
        let Ok(expires_at) = u32::try_from(expires_at) else {
            return Err(Error::PrivateMapKeyExpiry { expires_at: UnixTime::from_secs(expires_at) });
        };
        Ok(RecordBytes::new(user.as_str(), self.sdkappid.get(), room.kind(), expires_at, privileges.bits()))
    }

    fn token(
        &self,
        user: UserId<'_>,
        validity: Validity,
        userbuf: Option<&[u8]>,
        now: UnixTime,
    ) -> Result<String, Error> {
        let mut token = Vec::new();
        let room = &mut token;
        self.write(user, validity, userbuf, now, move |len| {
            room.resize(len, 0);
            Ok(room.as_mut_slice())
        })?;
        // Base64 is ASCII: this cannot fail.
        Ok(String::from_utf8(token).unwrap_or_default())
    }

    fn token_into(
        &self,
        user: UserId<'_>,
        validity: Validity,
        userbuf: Option<&[u8]>,
        now: UnixTime,
        out: &mut [u8],
    ) -> Result<usize, Error> {
        self.write(user, validity, userbuf, now, move |needed| {
            let got = out.len();
            out.get_mut(..needed).ok_or(Error::BufferTooSmall { needed, got })
        })
    }

    /// Signs, and writes the token into the room that it is given for it.
    fn write<'r>(
        &self,
        user: UserId<'_>,
        validity: Validity,
        userbuf: Option<&[u8]>,
        now: UnixTime,
        room: impl FnOnce(usize) -> Result<&'r mut [u8], Error>,
    ) -> Result<usize, Error> {
        let (time, expire) = (Decimal::new(now.as_secs()), Decimal::new(validity.as_seconds()));
        let claims = Claims {
            identifier: user.as_str().as_bytes(),
            sdkappid: self.sdkappid_text.as_bytes(),
            time: time.as_bytes(),
            expire: expire.as_bytes(),
            userbuf: userbuf.map(Base64::Of),
            v1: None,
        };
        // Room for the base64 of the longest ECDSA signature.
        let mut sig = [0; 96];
        match &self.key {
            SigningKey::Secret(key) => {
                let mut hmac = key.hmac();
                claims.signed_text(|piece| hmac.update(piece));
                let sig = encode(&hmac.finalize().into_bytes(), &mut sig);
                envelope::seal(&claims, sig, self.compression, room)
            }
            #[cfg(feature = "ecdsa")]
            SigningKey::Private(key) => {
                let v1 = V1Claims { account_type: b"0", appid_at_3rd: Some(b"0") };
                let claims = Claims { v1: Some(v1), ..claims };
                let sig = encode(&key.sign(&crate::ecdsa::digest(&claims))?, &mut sig);
                envelope::seal(&claims, sig, self.compression, room)
            }
        }
    }
}

fn encode<'t>(bytes: &[u8], text: &'t mut [u8]) -> &'t [u8] {
    let len = STANDARD.encode_slice(bytes, text).unwrap_or(0);
    text.get(..len).unwrap_or_default()
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer")
            .field("sdkappid", &self.sdkappid.get())
            .field("key_kind", &self.key_kind())
            .finish_non_exhaustive()
    }
}
