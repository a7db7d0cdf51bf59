//! Sign, verify and explain UserSig tokens.
//!
//! A UserSig is the signed token with which one user logs in to one application of Tencent Cloud's chat (IM) and
//! audio/video (TRTC) services, for a limited time. The application's **server** signs it with a key that only
//! the server has; anyone who has the key can impersonate any user. Signing inside a client is for demos only.
//!
//! ```
//! use usersig::{
//!     Expectation, SdkAppId, SecretKey, SignRequest, Signer, UserId, Validity, Verifier, inspect_unverified,
//! };
//!
//! let app = SdkAppId::new(1_400_000_000)?;
//! let key = SecretKey::new("5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e")?;
//!
//! // On your server, for a user who has logged in:
//! let request = SignRequest::new(UserId::new("xiaojun")?, Validity::days(7)?);
//! let token = Signer::new(app, key.clone()).sign(&request)?;
//!
//! // Why would the service reject it?
//! let report = Verifier::new(app, key).verify(&token, &Expectation::new(UserId::new("xiaojun")?));
//! assert!(report.is_valid(), "{:?}", report.first());
//!
//! // In a client, without a key: when must it fetch a new token?
//! let seconds_left = inspect_unverified(&token)?.time_left_at(usersig::UnixTime::now()?);
//! assert!(seconds_left > 604_700);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! * [`Signer`] signs a [`SignRequest`] as a token of version 2.0 (HMAC-SHA256, a [`SecretKey`]) or, with the feature
//!   `ecdsa`, of version 1.0 (ECDSA-SHA256, a [`PrivateKey`]): a plain UserSig, one with a userbuf, or a PrivateMapKey
//!   for a TRTC room.
//! * [`Verifier`] compares a token of any version with an [`Expectation`] and reports everything that is wrong with
//!   the token, with the code that the service returns ([`Report`], [`Finding`], [`ServiceCode`]).
//! * [`inspect_unverified`] reads a token without a key.
//!
//! The formats are described in `docs/FORMAT.md` of the repository.
//!
//! # Features
//!
//! * `ecdsa` (default): version 1.0.
//! * `codes`: [`explain`]s the service's error codes, in English and Chinese.
//! * `diagnose` (default): names the mistake behind a token that is not valid. Includes `codes`.
//! * `capi`: the C ABI of `include/usersig.h`.

#![cfg_attr(not(feature = "capi"), forbid(unsafe_code))]
#![deny(unsafe_code)]
// No input may cause a panic; tests may.
#![cfg_attr(
    not(test),
    warn(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::unreachable
    )
)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "capi")]
#[doc(hidden)]
pub mod capi;
#[cfg(feature = "codes")]
mod codes;
#[cfg(feature = "diagnose")]
mod diagnose;
#[cfg(feature = "ecdsa")]
mod ecdsa;
mod error;
mod expectation;
mod fields;
mod finding;
#[cfg(usersig_host)]
mod host;
mod key;
#[cfg(feature = "codes")]
mod language;
mod mac;
mod privileges;
mod record;
mod request;
mod service_code;
mod signer;
mod time;
mod token;
mod verifier;
mod warning;
mod wipe;
mod wire;

#[cfg(feature = "codes")]
pub use crate::codes::{Explanation, Layer, Subject, explain, explanations};
#[cfg(feature = "diagnose")]
pub use crate::diagnose::{Cause, Diagnoses, Diagnosis, diagnose_key, diagnose_unverified};
#[cfg(feature = "ecdsa")]
pub use crate::ecdsa::{Curve, PrivateKey, PublicKey};
pub use crate::error::{Error, ErrorKind, KeyProblem};
pub use crate::expectation::{Expectation, Expected};
pub use crate::fields::{Leeway, Room, SdkAppId, UserId, UserIdRule, Userbuf, Validity};
pub use crate::finding::{Finding, FindingKind, KeyKind};
pub use crate::key::SecretKey;
#[cfg(feature = "codes")]
pub use crate::language::Language;
pub use crate::privileges::Privileges;
pub use crate::record::{PrivateMapKey, RecordMismatch, RecordRoom};
pub use crate::request::{Contents, SignRequest};
pub use crate::service_code::ServiceCode;
pub use crate::signer::Signer;
pub use crate::time::UnixTime;
pub use crate::token::{Token, Version, inspect_unverified};
pub use crate::verifier::{Report, Verifier};
pub use crate::warning::Warning;
pub use crate::wire::deflate::Compression;
pub use crate::wire::malformed::Malformed;
#[cfg(all(fuzzing, not(feature = "small")))]
#[doc(hidden)]
pub use crate::wire::readers::libraries_alone;

/// The snippets of the README, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
