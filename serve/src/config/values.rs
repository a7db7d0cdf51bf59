//! The values of settings that have a form of their own: lengths of time, rates, networks, sources of secrets.

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use utoipa::PartialSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use zeroize::Zeroizing;

/// Makes a type that is written as text in the configuration.
macro_rules! as_text {
    ($name:ident) => {
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                String::deserialize(from)?.parse().map_err(de::Error::custom)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new().schema_type(Type::String).into()
            }
        }

        impl utoipa::ToSchema for $name {}
    };
}

/// A length of time: a number with `ms`, `s`, `m`, `h`, `d` or `w`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span(pub Duration);
as_text!(Span);

impl Span {
    /// Makes a length of seconds.
    #[must_use]
    pub const fn seconds(seconds: u64) -> Self {
        Self(Duration::from_secs(seconds))
    }
}

impl FromStr for Span {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "{text:?} is not a length of time; expected a number with ms, s, m, h, d or w, such as 10s"
            )
        };
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let number: u64 = digits.parse().map_err(|_| wrong())?;
        let milliseconds = match text.get(digits.len()..) {
            Some("ms") => 1,
            Some("s") => 1_000,
            Some("m") => 60_000,
            Some("h") => 3_600_000,
            Some("d") => 86_400_000,
            Some("w") => 604_800_000,
            _ => return Err(wrong()),
        };
        number.checked_mul(milliseconds).map(|total| Self(Duration::from_millis(total))).ok_or_else(wrong)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.0.as_millis();
        let units =
            [("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];
        let (name, unit) = units
            .into_iter()
            .find(|(_, unit)| total > 0 && total.is_multiple_of(*unit))
            .unwrap_or(("s", 1_000));
        write!(f, "{}{name}", total / unit)
    }
}

/// How many requests are allowed in how much time, all of them at once if they come so; or `off`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rate {
    /// No limit.
    Off,
    /// This many in this time.
    Per(u32, Duration),
}
as_text!(Rate);

impl FromStr for Rate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "off" {
            return Ok(Self::Off);
        }
        let wrong = || {
            format!(
                "{text:?} is not a rate; expected a number, a slash and a length of time, such as 60/1m, or off"
            )
        };
        let (count, time) = text.split_once('/').ok_or_else(wrong)?;
        let count = count.parse().ok().filter(|count| *count > 0).ok_or_else(wrong)?;
        let Span(time) = time.parse().map_err(|_| wrong())?;
        if (1..=86_400_000).contains(&time.as_millis()) { Ok(Self::Per(count, time)) } else { Err(wrong()) }
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Off => f.write_str("off"),
            Self::Per(count, time) => write!(f, "{count}/{}", Span(*time)),
        }
    }
}

/// An address, or a network such as `10.0.0.0/8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}
as_text!(Network);

impl Network {
    /// Returns whether the address is in this network.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.bits)).unwrap_or(0);
                own.to_bits() & mask == other.to_bits() & mask
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(self.bits)).unwrap_or(0);
                own.to_bits() & mask == other.to_bits() & mask
            }
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "{text:?} is not a network; expected an address such as 10.0.0.5, or a network such as 10.0.0.0/8"
            )
        };
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u8>().map_err(|_| wrong())?)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(most);
        if bits <= most { Ok(Self { address, bits }) } else { Err(wrong()) }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.bits)
    }
}

/// Where a secret is: `{ file = "…" }`, `{ env = "…" }` or `{ credential = "…" }`, one of them.
#[derive(Clone, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Source {
    /// A file, such as one of a mounted Kubernetes secret. White space around the secret is ignored.
    #[schema(value_type = Option<String>)]
    pub file: Option<PathBuf>,
    /// An environment variable. It is read once: a change needs a restart.
    pub env: Option<String>,
    /// A credential of systemd: a file in `$CREDENTIALS_DIRECTORY`.
    pub credential: Option<String>,
    /// The secret itself: what `--demo` has made.
    #[serde(skip)]
    pub(crate) given: Option<Zeroizing<String>>,
}

impl Source {
    /// Returns whether nothing is named.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// Returns how many places are named.
    #[must_use]
    pub fn count(&self) -> usize {
        let named =
            [self.file.is_some(), self.env.is_some(), self.credential.is_some(), self.given.is_some()];
        named.into_iter().filter(|is_named| *is_named).count()
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("file", &self.file).field("env", &self.env).finish_non_exhaustive()
    }
}

/// Written by hand: a secret in place of a source must not be in the message about it.
impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(SourceVisitor)
    }
}

struct SourceVisitor;

impl<'de> Visitor<'de> for SourceVisitor {
    type Value = Source;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("one of { file = \"…\" }, { env = \"…\" } or { credential = \"…\" }")
    }

    fn visit_str<E: de::Error>(self, _: &str) -> Result<Source, E> {
        Err(E::custom(
            "a secret is written in the configuration, where backups and reviewers read it; expected where it is: \
             { file = \"…\" }, { env = \"…\" } or { credential = \"…\" }; move it there, and replace it if this file was \
             shared",
        ))
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Source, M::Error> {
        let mut source = Source::default();
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                // Absent in TOML; null where the environment replaces settings.
                "file" => source.file = map.next_value()?,
                "env" => source.env = map.next_value()?,
                "credential" => source.credential = map.next_value()?,
                other => return Err(de::Error::unknown_field(other, &["file", "env", "credential"])),
            }
        }
        Ok(source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_and_rates_are_read_and_written() {
        for text in ["250ms", "10s", "1m", "12h", "7d", "2w"] {
            let expected = if text == "7d" { "1w" } else { text };
            assert_eq!(text.parse::<Span>().map(|span| span.to_string()), Ok(expected.into()));
        }
        for text in ["", "10", "s", "-1s", "1y", "1.5s", "99999999999999999w"] {
            assert!(text.parse::<Span>().is_err(), "{text}");
        }
        assert_eq!("60/1m".parse(), Ok(Rate::Per(60, Duration::from_secs(60))));
        assert_eq!("off".parse(), Ok(Rate::Off));
        for text in ["0/1m", "60", "60/0s", "60/2d", "x/1m", ""] {
            assert!(text.parse::<Rate>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_network_contains_its_addresses() {
        let contains = |network: &str, address: &str| {
            network
                .parse::<Network>()
                .is_ok_and(|network| address.parse().is_ok_and(|ip| network.contains(ip)))
        };
        assert!(contains("10.0.0.0/8", "10.9.8.7"));
        assert!(contains("10.0.0.0/8", "::ffff:10.9.8.7"));
        assert!(!contains("10.0.0.0/8", "11.0.0.1"));
        assert!(contains("0.0.0.0/0", "203.0.113.9"));
        assert!(!contains("0.0.0.0/0", "2001:db8::1"));
        assert!(contains("2001:db8::/32", "2001:db8:1::2"));
        assert!(contains("127.0.0.1", "127.0.0.1"));
        assert!(!contains("127.0.0.1", "127.0.0.2"));
        for text in ["10.0.0.0/33", "10.0.0", "x", "::/129"] {
            assert!(text.parse::<Network>().is_err(), "{text}");
        }
    }
}
