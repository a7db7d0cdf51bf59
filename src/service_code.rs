//! The codes with which the service rejects a UserSig: [`ServiceCode`].
//!
//! The English texts are here, since every build has them. `codes/table.rs` has every documented code, and uses these
//! texts.

use std::fmt;

macro_rules! service_codes {
    ($($(#[doc = $doc:literal])* $name:ident = $number:literal, $meaning:literal, $advice:literal;)*) => {
        /// A code with which the service rejects a UserSig (`docs/FORMAT.md`, section 6).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ServiceCode {
            $($(#[doc = $doc])* $name,)*
        }

        impl ServiceCode {
            /// Returns all codes, in the order of their numbers.
            #[must_use]
            pub fn all() -> &'static [Self] {
                &[$(Self::$name),*]
            }

            /// Returns the number, such as 70009.
            #[must_use]
            pub const fn number(self) -> u32 {
                match self { $(Self::$name => $number),* }
            }

            /// Returns what the code means.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$name => $meaning),* }
            }

            /// Returns what to do about the code.
            #[must_use]
            pub const fn advice(self) -> &'static str {
                match self { $(Self::$name => $advice),* }
            }

            /// Returns the code with this number; `None` if this library does not know it.
            #[must_use]
            pub fn from_number(number: u32) -> Option<Self> {
                match number { $($number => Some(Self::$name),)* _ => None }
            }
        }
    };
}

service_codes! {
    /// 70001
    Expired = 70001, "the UserSig has expired",
        "sign a new one; let clients fetch a new UserSig before the old one expires, and check the signing server's clock";
    /// 70002
    Empty = 70002, "the UserSig is empty",
        "look for the call that lost the UserSig: a failed request to the signing server, or a signing error that was ignored";
    /// 70003
    Malformed = 70003, "the UserSig cannot be parsed",
        "inspect the token to see what is wrong with it, then sign with this library";
    /// 70004
    Truncated = 70004, "the UserSig is truncated",
        "look for a buffer, a column or a log that is too short for the token";
    /// 70009
    BadSignature = 70009, "the signature does not match",
        "compare the key with the console's for this SDKAppID and data centre: another application's key, an old key, \
         or white space around it";
    /// 70013
    UserIdMismatch = 70013, "the UserID differs from the one in the UserSig",
        "sign and log in with the same UserID, byte for byte (case counts)";
    /// 70014
    SdkAppIdMismatch = 70014, "the SDKAppID differs from the one in the UserSig",
        "use the SDKAppID of the same application on the signing server and in the client";
    /// 70016
    NoKey = 70016, "the service has no key of this kind for the SDKAppID",
        "check the data centre the application belongs to, and the key's kind: applications created since 19 July 2019 \
         sign with a secret key (version 2.0), older ones with a private key (version 1.0)";
    /// 70020
    NoSuchSdkAppId = 70020, "there is no such SDKAppID",
        "compare the SDKAppID with the console's; the application may have been deleted, or belong to another data centre";
    /// 70050
    TooManyFailures = 70050, "a wrong UserSig was used too often",
        "stop the retries, fix the cause (verify the token with this library), then wait until the service accepts logins again";
}

impl fmt::Display for ServiceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.number(), self.meaning())
    }
}
