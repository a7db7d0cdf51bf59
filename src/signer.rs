//! Signing: [`Signer`].

use std::fmt;

#[cfg(feature = "ecdsa")]
use crate::ecdsa::PrivateKey;
use crate::error::Error;
use crate::fields::{Room, SdkAppId, UserId, Validity};
use crate::finding::KeyKind;
use crate::key::SecretKey;
use crate::mac::Mac;
use crate::privileges::Privileges;
use crate::request::{Contents, SignRequest};
use crate::time::UnixTime;
#[cfg(feature = "ecdsa")]
use crate::wire::claims::V1Claims;
use crate::wire::claims::{Base64, CHUNK_CHARACTERS, Claims, Known, SIGNED_START};
use crate::wire::deflate::{Compression, Prerecorded};
use crate::wire::envelope;
use crate::wire::userbuf::{RecordBytes, max_record_bytes};

/// Signs tokens of one application with one key.
///
/// A signer is immutable, so any number of threads can use it.
///
/// ```
/// use usersig::{SdkAppId, SecretKey, SignRequest, Signer, UserId, Validity};
///
/// let key = SecretKey::new("5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e")?;
/// let signer = Signer::new(SdkAppId::new(1_400_000_000)?, key);
/// let token = signer.sign(&SignRequest::new(UserId::new("xiaojun")?, Validity::days(7)?))?;
/// assert!(token.starts_with("eJ"));
/// # Ok::<(), usersig::Error>(())
/// ```
#[derive(Clone)]
pub struct Signer {
    sdkappid: SdkAppId,
    sdkappid_text: Box<str>,
    /// The parts that are equal in all tokens of the application, compressed once.
    recorded: Prerecorded,
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
    /// Makes a signer of version 2.0 (HMAC-SHA256), for applications that were created since 19 July 2019.
    #[must_use]
    pub fn new(sdkappid: SdkAppId, key: SecretKey) -> Self {
        Self::with_key(sdkappid, SigningKey::Secret(key))
    }

    /// Makes a signer of version 1.0 (ECDSA-SHA256), for older applications that were never moved to a secret key.
    #[cfg(feature = "ecdsa")]
    #[must_use]
    pub fn with_private_key(sdkappid: SdkAppId, key: PrivateKey) -> Self {
        Self::with_key(sdkappid, SigningKey::Private(key))
    }

    fn with_key(sdkappid: SdkAppId, key: SigningKey) -> Self {
        let sdkappid_text: Box<str> = itoa::Buffer::new().format(sdkappid.get()).into();
        let app = Claims { sdkappid: sdkappid_text.as_bytes(), ..Claims::default() };
        let recorded = app.record_app();
        Self { sdkappid, sdkappid_text, recorded, key, compression: Compression::default() }
    }

    /// Sets how tokens are packed.
    #[must_use]
    pub fn with_compression(mut self, compression: Compression) -> Self {
        self.compression = compression;
        self
    }

    /// Returns the application.
    #[must_use]
    pub fn sdkappid(&self) -> SdkAppId {
        self.sdkappid
    }

    /// Returns the kind of key that verifies this signer's tokens.
    #[must_use]
    pub fn key_kind(&self) -> KeyKind {
        match self.key {
            SigningKey::Secret(_) => KeyKind::Secret,
            #[cfg(feature = "ecdsa")]
            SigningKey::Private(_) => KeyKind::Public,
        }
    }

    /// Signs one token.
    ///
    /// ```
    /// # use usersig::*;
    /// # let signer = Signer::new(SdkAppId::new(1_400_000_000)?, SecretKey::new("k")?);
    /// let request = SignRequest::new(UserId::new("xiaojun")?, Validity::days(7)?);
    /// let user_sig = signer.sign(&request)?;
    /// let private_map_key = signer.sign(&request.with_room(Room::number(1234)?, Privileges::ALL))?;
    /// # let _ = (user_sig, private_map_key);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::PrivateMapKeyExpiry`] if the record of a PrivateMapKey would end after 7 February 2106, which its 32
    /// bits cannot hold; [`Error::ClockBefore1970`] without a fixed time; [`Error::BadKey`] if a private key cannot sign.
    pub fn sign(&self, request: &SignRequest<'_>) -> Result<String, Error> {
        let mut token = Vec::new();
        self.write(request, allocate(&mut token))?;
        Ok(into_text(token))
    }

    /// Signs one token into `out` and returns its length in bytes.
    ///
    /// # Errors
    /// The same as for [`Signer::sign`], and [`Error::BufferTooSmall`] with the length that is needed, in which case
    /// `out` is unchanged.
    pub fn sign_into(&self, request: &SignRequest<'_>, out: &mut [u8]) -> Result<usize, Error> {
        self.write(request, move |needed| {
            let got = out.len();
            out.get_mut(..needed).ok_or(Error::BufferTooSmall { needed, got })
        })
    }

    /// Signs a plain UserSig for each user, in the order of `users`, while the returned iterator is read. With a secret
    /// key, up to four users are read ahead, because signing them together costs less.
    ///
    /// ```
    /// # use usersig::*;
    /// # let signer = Signer::new(SdkAppId::new(1_400_000_000)?, SecretKey::new("k")?);
    /// let users = ["alice", "bob"].into_iter().map(UserId::new).collect::<Result<Vec<_>, _>>()?;
    /// let issued_at = UnixTime::from_secs(1_700_000_000);
    /// let tokens = signer.sign_many(users, Validity::CLIENT_DEFAULT, issued_at).collect::<Result<Vec<_>, _>>()?;
    /// assert_eq!(tokens.len(), 2);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Each item has the errors of [`Signer::sign`].
    pub fn sign_many<'u, I>(
        &self,
        users: I,
        validity: Validity,
        issued_at: UnixTime,
    ) -> impl Iterator<Item = Result<String, Error>>
    where
        I: IntoIterator<Item = UserId<'u>>,
    {
        let times = IssueTimes::new(validity, issued_at);
        let common = Common::new(self, &times);
        let mut users = users.into_iter().fuse();
        let mut ready = Vec::with_capacity(AT_ONCE);
        std::iter::from_fn(move || {
            if ready.is_empty() {
                self.sign_some(&mut users, &times, &common, &mut ready);
                ready.reverse();
            }
            ready.pop()
        })
    }

    /// Signs for the next few users together: their MACs are independent, so the processor computes several of them at
    /// the same time.
    fn sign_some<'u>(
        &self,
        users: &mut impl Iterator<Item = UserId<'u>>,
        times: &IssueTimes,
        common: &Common,
        tokens: &mut Vec<Result<String, Error>>,
    ) {
        let secret = match &self.key {
            SigningKey::Secret(key) => Some(key),
            // ECDSA is slow, so no token is signed before it is asked for.
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
            tokens.extend(users.map(|user| {
                let mut token = Vec::new();
                self.write_token(*user, None, times, allocate(&mut token))?;
                Ok(into_text(token))
            }));
            return;
        };
        let mut macs: [_; AT_ONCE] = std::array::from_fn(|_| key.mac());
        for (user, mac) in users.clone().zip(&mut macs) {
            for piece in [SIGNED_START, user.as_str().as_bytes(), &common.signed_end] {
                mac.update(piece);
            }
        }
        let known = Known::Numbers(&common.numbers);
        let mut digits = [itoa::Buffer::new(); 2];
        let claims = self.claims(&[], times, &mut digits);
        tokens.extend(users.zip(&Mac::together(&mut macs)).map(|(user, mac)| {
            let claims = Claims { identifier: user.as_str().as_bytes(), ..claims };
            let mut token = Vec::new();
            envelope::seal(&claims, mac, self.compression, known, allocate(&mut token))?;
            Ok(into_text(token))
        }));
    }

    /// Signs a token and writes it to the slice that `dest` returns for its length.
    #[inline]
    fn write<'d>(
        &self,
        request: &SignRequest<'_>,
        dest: impl FnOnce(usize) -> Result<&'d mut [u8], Error>,
    ) -> Result<usize, Error> {
        let &SignRequest { user, validity, clock, contents } = request;
        let issued_at = clock.now()?;
        let times = IssueTimes::new(validity, issued_at);
        match contents {
            Contents::None => self.write_token(user, None, &times, dest),
            Contents::Userbuf(userbuf) => self.write_token(user, Some(userbuf.as_bytes()), &times, dest),
            Contents::Room { room, privileges } => {
                // To clear a kilobyte costs more than to write a usual record.
                let (mut usual, mut longest);
                let space: &mut [u8] = if user.as_str().len() <= UserId::MAX_LEN {
                    usual = [0; max_record_bytes(UserId::MAX_LEN)];
                    &mut usual
                } else {
                    longest = [0; max_record_bytes(UserId::MAX_LEN_ANY)];
                    &mut longest
                };
                let record = self.record(space, user, room, privileges, validity, issued_at)?;
                self.write_token(user, Some(record.as_bytes()), &times, dest)
            }
        }
    }

    fn record<'b>(
        &self,
        space: &'b mut [u8],
        user: UserId<'_>,
        room: Room<'_>,
        privileges: Privileges,
        validity: Validity,
        issued_at: UnixTime,
    ) -> Result<RecordBytes<'b>, Error> {
        let expires_at = issued_at.as_secs().saturating_add(validity.as_seconds());
        let Ok(expires_at) = u32::try_from(expires_at) else {
            return Err(Error::PrivateMapKeyExpiry { expires_at: UnixTime::from_secs(expires_at) });
        };
        let (account, app) = (user.as_str(), self.sdkappid.get());
        Ok(RecordBytes::new(space, account, app, room.kind(), expires_at, privileges.bits()))
    }

    fn write_token<'d>(
        &self,
        user: UserId<'_>,
        userbuf: Option<&[u8]>,
        times: &IssueTimes,
        dest: impl FnOnce(usize) -> Result<&'d mut [u8], Error>,
    ) -> Result<usize, Error> {
        let mut digits = [itoa::Buffer::new(); 2];
        let mut claims = self.claims(user.as_str().as_bytes(), times, &mut digits);
        let mut space;
        if let Some(userbuf) = userbuf {
            space = [0; CHUNK_CHARACTERS];
            claims.userbuf = Some(Base64::encode(userbuf, &mut space));
        }
        match &self.key {
            SigningKey::Secret(key) => {
                let mut mac = key.mac();
                claims.signed_text(|piece| mac.update(piece));
                envelope::seal(&claims, &mac.finish(), self.compression, Known::App(&self.recorded), dest)
            }
            #[cfg(feature = "ecdsa")]
            SigningKey::Private(key) => {
                let v1 = V1Claims { account_type: b"0", appid_at_3rd: Some(b"0") };
                let claims = Claims { v1: Some(v1), ..claims };
                let sig = key.sign(&crate::ecdsa::digest(&claims))?;
                envelope::seal(&claims, &sig, self.compression, Known::App(&self.recorded), dest)
            }
        }
    }

    fn claims<'c>(
        &'c self,
        identifier: &'c [u8],
        times: &IssueTimes,
        [time, expire]: &'c mut [itoa::Buffer; 2],
    ) -> Claims<'c> {
        Claims {
            identifier,
            sdkappid: self.sdkappid_text.as_bytes(),
            time: time.format(times.time).as_bytes(),
            expire: expire.format(times.expire).as_bytes(),
            userbuf: None,
            v1: None,
        }
    }
}

/// Returns a function that allocates exactly the length of a token.
fn allocate<'t>(token: &'t mut Vec<u8>) -> impl FnOnce(usize) -> Result<&'t mut [u8], Error> {
    move |len| {
        *token = Vec::with_capacity(len);
        token.resize(len, 0);
        Ok(token.as_mut_slice())
    }
}

/// Returns the token as text.
#[expect(clippy::expect_used, reason = "base64 is ASCII, and a wrong token must not look like a right one")]
fn into_text(token: Vec<u8>) -> String {
    String::from_utf8(token).expect("base64 is ASCII")
}

/// How many messages are hashed together. The processor would not overlap more of them.
const AT_ONCE: usize = 4;

/// When a token is issued and for how long, in seconds.
struct IssueTimes {
    time: u64,
    expire: u64,
}

impl IssueTimes {
    fn new(validity: Validity, issued_at: UnixTime) -> Self {
        let (time, expire) = (issued_at.as_secs(), validity.as_seconds());
        Self { time, expire }
    }
}

/// The parts that are equal in all tokens of an application with the same issue time and validity.
struct Common {
    /// The signed text after the UserID.
    signed_end: Vec<u8>,
    numbers: Prerecorded,
}

impl Common {
    fn new(signer: &Signer, times: &IssueTimes) -> Self {
        let mut digits = [itoa::Buffer::new(); 2];
        let claims = signer.claims(&[], times, &mut digits);
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
