//! Reading a token without a key: [`inspect_unverified`].

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::finding::Finding;
use crate::record::PrivateMapKey;
use crate::time::UnixTime;
use crate::warning::Warning;
use crate::wire::document::{Document, Form};
use crate::wire::envelope::{self, Opened};
use crate::wire::malformed::Malformed;

/// The format of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Version {
    /// 2.0: HMAC-SHA256.
    V2,
    /// 1.0: ECDSA-SHA256.
    V1,
    /// 1.0 in its oldest form: plain JSON, its time a local date.
    V1Plain,
}

impl Version {
    /// Returns `2.0` or `1.0`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V2 => "2.0",
            Self::V1 | Self::V1Plain => "1.0",
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The contents of a token. They cannot be trusted until a [`Verifier`](crate::Verifier) has verified the token.
///
/// `Debug` leaves out the signature, with which the fields could be made into the token again.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    version: Version,
    userid: String,
    sdkappid: String,
    issued_at: UnixTime,
    expire: u64,
    userbuf: Option<Vec<u8>>,
    sig: Vec<u8>,
    warnings: Vec<Warning>,
}

/// Reads a token **without verifying it**: anyone can write such a token.
///
/// Use it where no key is needed: in a client that has to know when to fetch a new token, or to show what is in a token.
/// Never grant access because of what it returns.
///
/// ```
/// use usersig::{UnixTime, inspect_unverified};
/// # use usersig::*;
/// # let signer = Signer::new(SdkAppId::new(1_400_000_000)?, SecretKey::new("k")?);
/// # let issued = UnixTime::from_secs(1_700_000_000);
/// # let text = signer.sign(&SignRequest::new(UserId::new("xiaojun")?, Validity::days(7)?).issued_at(issued))?;
///
/// let token = inspect_unverified(&text)?;
/// assert_eq!(token.userid(), "xiaojun");
/// assert_eq!(token.time_left_at(UnixTime::from_secs(1_700_000_100)), 604_700);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`Finding::Empty`] or [`Finding::Malformed`].
pub fn inspect_unverified(token: impl AsRef<[u8]>) -> Result<Token, Finding> {
    read(token.as_ref(), |token, _| token)
}

/// Unpacks and parses a token, and passes its contents to `then` with the document that was signed.
pub(crate) fn read<R>(token: &[u8], then: impl FnOnce(Token, &Document<'_>) -> R) -> Result<R, Finding> {
    if token.is_empty() {
        return Err(Finding::Empty);
    }
    let opened = envelope::open(token).map_err(Finding::Malformed)?;
    let (json, plain) = match &opened {
        Opened::Compressed(json) => (json.as_slice(), false),
        Opened::Plain(json) => (*json, true),
    };
    let document = Document::parse(json, plain).map_err(Finding::Malformed)?;
    let token = Token::from_document(&document).map_err(Finding::Malformed)?;
    Ok(then(token, &document))
}

impl Token {
    fn from_document(document: &Document<'_>) -> Result<Self, Malformed> {
        let decode = |text: &str, field| STANDARD.decode(text).map_err(|_| Malformed::FieldBase64 { field });
        let version = match document.form {
            Form::V2 => Version::V2,
            Form::V1 => Version::V1,
            Form::V1Plain => Version::V1Plain,
        };
        let sig = match version {
            Version::V2 => decode(&document.sig, "TLS.sig")?,
            // Some writers break the lines of their base64.
            Version::V1 | Version::V1Plain => decode(&document.sig.replace(['\r', '\n'], ""), "TLS.sig")?,
        };
        Ok(Self {
            version,
            userid: document.identifier.to_string(),
            sdkappid: document.sdkappid.to_string(),
            issued_at: UnixTime::from_secs(document.time),
            expire: document.expire,
            // Each content has one text: the library rejects every base64 that is not canonical.
            userbuf: document.userbuf.as_deref().map(|text| decode(text, "TLS.userbuf")).transpose()?,
            sig,
            warnings: document.numbers_as_text.iter().map(|field| Warning::NumberAsText { field }).collect(),
        })
    }

    /// Returns the format.
    #[must_use]
    pub fn version(&self) -> Version {
        self.version
    }

    /// Returns the UserID verbatim. In tokens of other writers it may break the documented rules.
    #[must_use]
    pub fn userid(&self) -> &str {
        &self.userid
    }

    /// Returns the SDKAppID, or `None` if the number is negative or too large, as writers with a bug make it.
    #[must_use]
    pub fn sdkappid(&self) -> Option<u32> {
        self.sdkappid.parse().ok()
    }

    /// Returns the SDKAppID verbatim: decimal digits, possibly with a minus sign.
    #[must_use]
    pub fn sdkappid_text(&self) -> &str {
        &self.sdkappid
    }

    /// Returns when the token was issued.
    #[must_use]
    pub fn issued_at(&self) -> UnixTime {
        self.issued_at
    }

    /// Returns whether the issue time may be wrong by hours: in the oldest form it is a local date without a reliable
    /// time zone, which is read in UTC+8.
    #[must_use]
    pub fn is_time_approximate(&self) -> bool {
        self.version == Version::V1Plain
    }

    /// Returns the validity in seconds, verbatim.
    #[must_use]
    pub fn expire(&self) -> u64 {
        self.expire
    }

    /// Returns the last second at which the token is valid: issue time plus validity, at most `u64::MAX`.
    #[must_use]
    pub fn expires_at(&self) -> UnixTime {
        UnixTime::from_secs(self.issued_at.as_secs().saturating_add(self.expire))
    }

    /// Returns whether the token has expired at `now`.
    #[must_use]
    pub fn is_expired_at(&self, now: UnixTime) -> bool {
        now > self.expires_at()
    }

    /// Returns the seconds from `now` to the expiry; 0 if the token has expired.
    #[must_use]
    pub fn time_left_at(&self, now: UnixTime) -> u64 {
        self.expires_at().as_secs().saturating_sub(now.as_secs())
    }

    /// Returns the userbuf's bytes, if there is one.
    #[must_use]
    pub fn userbuf(&self) -> Option<&[u8]> {
        self.userbuf.as_deref()
    }

    /// Reads the userbuf as a PrivateMapKey record; `None` if it is not one.
    #[must_use]
    pub fn private_map_key(&self) -> Option<PrivateMapKey> {
        PrivateMapKey::from_userbuf(self.userbuf()?)
    }

    /// Returns what is unusual in the token although the service accepts it.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    pub(crate) fn sig(&self) -> &[u8] {
        &self.sig
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token")
            .field("version", &self.version)
            .field("userid", &self.userid)
            .field("sdkappid", &self.sdkappid)
            .field("issued_at", &self.issued_at.as_secs())
            .field("expire", &self.expire)
            .field("userbuf", &self.userbuf)
            .finish_non_exhaustive()
    }
}
