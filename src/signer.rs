//! Signing: [`Signer`].

use std::fmt;

#[cfg(feature = "ecdsa")]
use crate::ecdsa::PrivateKey;
use crate::error::Error;
use crate::fields::{Room, SdkAppId, UserId, Userbuf, Validity};
use crate::finding::KeyKind;
use crate::key::SecretKey;
use crate::mac::Mac;
use crate::privileges::Privileges;
use crate::time::UnixTime;
#[cfg(feature = "ecdsa")]
use crate::wire::claims::V1Claims;
use crate::wire::claims::{Base64, Claims, Decimal, Known, SIGNED_START};
use crate::wire::deflate::{Compression, Recorded};
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
    /// What all tokens of the application have, compressed once.
    recorded: Recorded,
    key: SigningKey,
    compression: Compression,
}

#[derive(Clone)]
enum SigningKey {
    Secret(SecretKey),
    #[cfg(feature = "ecdsa")]
    Private(PrivateKey),
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
        Self::with_key(sdkappid, SigningKey::Private(key))
    }

    fn with_key(sdkappid: SdkAppId, key: SigningKey) -> Self {
        let sdkappid_text = Decimal::new(sdkappid.get().into());
        let app = Claims { sdkappid: sdkappid_text.as_bytes(), ..Claims::default() };
        Self { sdkappid, sdkappid_text, recorded: app.record_app(), key, compression: Compression::default() }
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
        self.token(user, None, &Moment::new(validity, now))
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
        self.token_into(user, None, &Moment::new(validity, now), out)
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
        self.token(user, Some(userbuf.as_bytes()), &Moment::new(validity, now))
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
        self.token_into(user, Some(userbuf.as_bytes()), &Moment::new(validity, now), out)
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
        self.token(user, Some(record.as_bytes()), &Moment::new(validity, now))
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
        self.token_into(user, Some(record.as_bytes()), &Moment::new(validity, now), out)
    }

    /// Signs a UserSig for each user, in their order, as the returned iterator is read. With a secret key the users
    /// are read up to four ahead: together they cost less than one by one.
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
        let moment = Moment::new(validity, now);
        let common = Common::new(self, &moment);
        let mut users = users.into_iter().fuse();
        let mut ready = Vec::with_capacity(AT_ONCE);
        std::iter::from_fn(move || {
            if ready.is_empty() {
                self.sign_some(&mut users, &moment, &common, &mut ready);
                ready.reverse();
            }
            ready.pop()
        })
    }

    /// Signs for the next few users together: their MACs depend on nothing of each other, so the processor
    /// works on several of them at once.
    fn sign_some<'u>(
        &self,
        users: &mut impl Iterator<Item = UserId<'u>>,
        moment: &Moment,
        common: &Common,
        tokens: &mut Vec<Result<String, Error>>,
    ) {
        let secret = match &self.key {
            SigningKey::Secret(key) => Some(key),
            // Signing takes its time: nothing is signed that nobody may ask for.
            #[cfg(feature = "ecdsa")]
            SigningKey::Private(_) => None,
        };
        let ahead = if secret.is_some() { AT_ONCE } else { 1 };
        let mut some = [None; AT_ONCE];
        for (slot, user) in some.iter_mut().take(ahead).zip(users) {
            *slot = Some(user);
        }
        let is_full = some.last().is_some_and(Option::is_some);
        let users = some.iter().flatten();
        let Some(key) = secret.filter(|_| is_full) else {
            tokens.extend(users.map(|user| self.token(*user, None, moment)));
            return;
        };
        let mut macs: [_; AT_ONCE] = std::array::from_fn(|_| key.mac());
        for (user, mac) in users.clone().zip(&mut macs) {
            for piece in [SIGNED_START, user.as_str().as_bytes(), &common.signed_end] {
                mac.update(piece);
            }
        }
        let known = Known::Numbers(&common.numbers);
        tokens.extend(users.zip(&Mac::together(&mut macs)).map(|(user, mac)| {
            let claims = self.claims(user.as_str().as_bytes(), None, moment);
            let mut token = Vec::new();
            envelope::seal(&claims, mac, self.compression, known, grown(&mut token))?;
            Ok(into_text(token))
        }));
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

    fn token(&self, user: UserId<'_>, userbuf: Option<&[u8]>, moment: &Moment) -> Result<String, Error> {
        let mut token = Vec::new();
        self.write(user, userbuf, moment, grown(&mut token))?;
        Ok(into_text(token))
    }

    fn token_into(
        &self,
        user: UserId<'_>,
        userbuf: Option<&[u8]>,
        moment: &Moment,
        out: &mut [u8],
    ) -> Result<usize, Error> {
        self.write(user, userbuf, moment, move |needed| {
            let got = out.len();
            out.get_mut(..needed).ok_or(Error::BufferTooSmall { needed, got })
        })
    }

    /// Signs, and writes the token into the room that it is given for it.
    fn write<'r>(
        &self,
        user: UserId<'_>,
        userbuf: Option<&[u8]>,
        moment: &Moment,
        room: impl FnOnce(usize) -> Result<&'r mut [u8], Error>,
    ) -> Result<usize, Error> {
        let claims = self.claims(user.as_str().as_bytes(), userbuf, moment);
        match &self.key {
            SigningKey::Secret(key) => {
                let mut mac = key.mac();
                claims.signed_text(|piece| mac.update(piece));
                envelope::seal(&claims, &mac.finish(), self.compression, Known::App(&self.recorded), room)
            }
            #[cfg(feature = "ecdsa")]
            SigningKey::Private(key) => {
                let v1 = V1Claims { account_type: b"0", appid_at_3rd: Some(b"0") };
                let claims = Claims { v1: Some(v1), ..claims };
                let sig = key.sign(&crate::ecdsa::digest(&claims))?;
                envelope::seal(&claims, &sig, self.compression, Known::App(&self.recorded), room)
            }
        }
    }

    fn claims<'c>(
        &'c self,
        identifier: &'c [u8],
        userbuf: Option<&'c [u8]>,
        moment: &'c Moment,
    ) -> Claims<'c> {
        Claims {
            identifier,
            sdkappid: self.sdkappid_text.as_bytes(),
            time: moment.time.as_bytes(),
            expire: moment.expire.as_bytes(),
            userbuf: userbuf.map(Base64::Of),
            v1: None,
        }
    }
}

/// Asks for room in a token of the right length.
fn grown<'t>(token: &'t mut Vec<u8>) -> impl FnOnce(usize) -> Result<&'t mut [u8], Error> {
    move |len| {
        *token = Vec::with_capacity(len);
        token.resize(len, 0);
        Ok(token.as_mut_slice())
    }
}

/// Base64 is ASCII: this cannot fail.
fn into_text(token: Vec<u8>) -> String {
    String::from_utf8(token).unwrap_or_default()
}

/// How many messages are hashed together. More than the processor has room for would only be read ahead.
const AT_ONCE: usize = 4;

/// When a token is issued and for how long, as it is written.
struct Moment {
    time: Decimal,
    expire: Decimal,
}

impl Moment {
    fn new(validity: Validity, now: UnixTime) -> Self {
        let (time, expire) = (Decimal::new(now.as_secs()), Decimal::new(validity.as_seconds()));
        Self { time, expire }
    }
}

/// What the tokens of an application have in common that are issued at one moment.
struct Common {
    /// The signed text after the UserID.
    signed_end: Vec<u8>,
    numbers: Recorded,
}

impl Common {
    fn new(signer: &Signer, moment: &Moment) -> Self {
        let claims = signer.claims(&[], None, moment);
        let mut text = Vec::new();
        claims.signed_text(|piece| text.extend_from_slice(piece));
        Self { signed_end: text.split_off(SIGNED_START.len()), numbers: claims.record_numbers() }
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer")
            .field("sdkappid", &self.sdkappid.get())
            .field("key_kind", &self.key_kind())
            .finish_non_exhaustive()
    }
}
