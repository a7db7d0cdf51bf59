//! The reader of the JSON documents of versions 2.0 and 1.0 (`docs/FORMAT.md`, sections 2 and 4).

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::wire::claims::{Base64, Claims, V1Claims};
use crate::wire::date;
use crate::wire::malformed::Malformed;
use crate::wire::readers;
use crate::wire::text::{clip, find_control};

mod usual;

/// The form of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    V2,
    V1,
    /// Version 1.0 in its oldest form: not compressed, and the time as a date.
    V1Plain,
}

/// A document that was read: its texts verbatim, and the numbers among them.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    pub form: Form,
    pub identifier: Cow<'a, str>,
    /// Decimal digits, in 2.0 possibly with a minus sign; not always a u32.
    pub sdkappid: Cow<'a, str>,
    time_text: Cow<'a, str>,
    expire_text: Cow<'a, str>,
    pub time: u64,
    pub expire: u64,
    pub userbuf: Option<Cow<'a, str>>,
    /// Base64 verbatim; line breaks inside it are legal in 1.0.
    pub sig: Cow<'a, str>,
    account_type: Cow<'a, str>,
    appid_at_3rd: Option<Cow<'a, str>>,
    /// The keys of the numbers that are written as strings, as some writers of 2.0 do: the signed text is the same.
    pub numbers_as_text: Vec<&'static str>,
}

impl<'a> Document<'a> {
    /// Reads a document, and enforces every rule of "one signed text, one document" (`docs/FORMAT.md`, section 5).
    pub(crate) fn parse(json: &'a [u8], plain: bool) -> Result<Self, Malformed> {
        let json = std::str::from_utf8(json).map_err(|error| Malformed::Json {
            reason: format!("byte {} is not UTF-8", error.valid_up_to()),
        })?;
        if !plain
            && readers::are_on()
            && let Some(document) = Self::usual(json)
        {
            return Ok(document);
        }
        let fields: Fields<'a> =
            serde_json::from_str(json).map_err(|error| Malformed::Json { reason: json_error(&error) })?;
        if let Some(key) = fields.duplicate {
            return Err(Malformed::DuplicateKey { key: clip(&key) });
        }
        match (fields.optional_text(Key::Ver)?, plain) {
            (None, true) => Self::v1(&fields, Form::V1Plain),
            (None, false) => Self::v1(&fields, Form::V1),
            (Some(ver), false) if ver == "2.0" => Self::v2(&fields),
            (Some(ver), false) => Err(Malformed::Version { found: clip(&ver) }),
            (Some(_), true) => Err(Malformed::Json {
                reason: "a document that is not compressed can only be the oldest form of version 1.0, which has no \
                         TLS.ver"
                    .to_owned(),
            }),
        }
    }

    fn v2(fields: &Fields<'a>) -> Result<Self, Malformed> {
        let mut numbers_as_text = Vec::new();
        let mut number = |key: Key| {
            let raw = fields.required(key)?;
            let Some(inside) = unquoted_number(raw) else { return fields.number(key) };
            if !is_plain_decimal(inside) {
                return Err(not_decimal(key, inside));
            }
            numbers_as_text.push(key.name());
            Ok(inside)
        };
        let (sdkappid, time_text, expire_text) =
            (number(Key::Sdkappid)?, number(Key::Time)?, number(Key::Expire)?);
        Ok(Self {
            form: Form::V2,
            identifier: fields.signed_text(Key::Identifier)?,
            sdkappid: sdkappid.into(),
            time: whole(Key::Time, time_text)?,
            expire: whole(Key::Expire, expire_text)?,
            time_text: time_text.into(),
            expire_text: expire_text.into(),
            userbuf: fields.optional_signed_text(Key::Userbuf)?,
            sig: fields.text(Key::Sig)?,
            account_type: Cow::Borrowed(""),
            appid_at_3rd: None,
            numbers_as_text,
        })
    }

    fn v1(fields: &Fields<'a>, form: Form) -> Result<Self, Malformed> {
        let (time_text, expire_text) =
            (fields.signed_text(Key::Time)?, fields.signed_text(Key::ExpireAfter)?);
        let sdkappid = fields.signed_text(Key::SdkAppid)?;
        if !is_plain_decimal(&sdkappid) {
            return Err(not_decimal(Key::SdkAppid, &sdkappid));
        }
        let time = match form {
            Form::V1Plain => date::parse_oldest(&time_text).ok_or_else(|| Malformed::FieldNumber {
                field: Key::Time.name(),
                found: clip(&time_text),
                expected: "a date such as 2015-12-03T08:00:00-08:00, since the document is not compressed",
            })?,
            Form::V1 | Form::V2 => whole(Key::Time, &time_text)?,
        };
        Ok(Self {
            form,
            identifier: fields.signed_text(Key::Identifier)?,
            sdkappid,
            time,
            expire: whole(Key::ExpireAfter, &expire_text)?,
            time_text,
            expire_text,
            userbuf: fields.optional_signed_text(Key::Userbuf)?,
            sig: fields.text(Key::Sig)?,
            account_type: fields.signed_text(Key::AccountType)?,
            appid_at_3rd: fields.optional_signed_text(Key::AppidAt3rd)?,
            numbers_as_text: Vec::new(),
        })
    }

    /// Returns the signed values.
    pub(crate) fn claims(&self) -> Claims<'_> {
        Claims {
            identifier: self.identifier.as_bytes(),
            sdkappid: self.sdkappid.as_bytes(),
            time: self.time_text.as_bytes(),
            expire: self.expire_text.as_bytes(),
            userbuf: self.userbuf.as_deref().map(|text| Base64::Text(text.as_bytes())),
            v1: (self.form != Form::V2).then_some(V1Claims {
                account_type: self.account_type.as_bytes(),
                appid_at_3rd: self.appid_at_3rd.as_deref().map(str::as_bytes),
            }),
        }
    }
}

/// Returns the message of the parser. For a value of another type it is shortened, since the parser quotes the value in
/// full.
fn json_error(error: &serde_json::Error) -> String {
    if error.is_data() { "the document is no object".to_owned() } else { error.to_string() }
}

/// Returns what is between the quotation marks of a JSON string.
fn unquoted_number(raw: &str) -> Option<&str> {
    raw.strip_prefix('"')?.strip_suffix('"')
}

/// Returns whether a text is digits without a sign or leading zeros.
fn is_plain_decimal(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_digit())
        && (text.len() == 1 || !text.starts_with('0'))
}

fn whole(key: Key, text: &str) -> Result<u64, Malformed> {
    if !is_plain_decimal(text) {
        return Err(not_decimal(key, text));
    }
    text.parse().map_err(|_| not_decimal(key, text))
}

fn not_decimal(key: Key, text: &str) -> Malformed {
    Malformed::FieldNumber {
        field: key.name(),
        found: clip(text),
        expected: "plain decimal digits, at most 64 bits, without sign, fraction, exponent or leading zeros",
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Ver,
    Identifier,
    Sdkappid,
    Time,
    Expire,
    Userbuf,
    Sig,
    AccountType,
    AppidAt3rd,
    SdkAppid,
    ExpireAfter,
}

impl Key {
    const ALL: [(Self, &'static str); 11] = [
        (Self::Ver, "TLS.ver"),
        (Self::Identifier, "TLS.identifier"),
        (Self::Sdkappid, "TLS.sdkappid"),
        (Self::Time, "TLS.time"),
        (Self::Expire, "TLS.expire"),
        (Self::Userbuf, "TLS.userbuf"),
        (Self::Sig, "TLS.sig"),
        (Self::AccountType, "TLS.account_type"),
        (Self::AppidAt3rd, "TLS.appid_at_3rd"),
        (Self::SdkAppid, "TLS.sdk_appid"),
        (Self::ExpireAfter, "TLS.expire_after"),
    ];

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(key, _)| *key)
    }

    #[expect(clippy::indexing_slicing, reason = "each key is in ALL at its own index, see below")]
    fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

#[expect(clippy::indexing_slicing, reason = "the compiler runs this")]
const _: () = {
    let mut index = 0;
    while index < Key::ALL.len() {
        assert!(Key::ALL[index].0 as usize == index, "Key::ALL is in the order of the keys");
        index += 1;
    }
};

/// The values of the object verbatim, and the first key that appears twice.
#[derive(Default)]
struct Fields<'a> {
    values: [Option<&'a RawValue>; Key::ALL.len()],
    duplicate: Option<Cow<'a, str>>,
}

impl<'a> Fields<'a> {
    #[expect(clippy::indexing_slicing, reason = "there is a value for each key")]
    fn raw(&self, key: Key) -> Option<&'a str> {
        self.values[key as usize].map(RawValue::get)
    }

    fn required(&self, key: Key) -> Result<&'a str, Malformed> {
        self.raw(key).ok_or(Malformed::MissingField { field: key.name() })
    }

    fn text(&self, key: Key) -> Result<Cow<'a, str>, Malformed> {
        unquote(key, self.required(key)?)
    }

    fn optional_text(&self, key: Key) -> Result<Option<Cow<'a, str>>, Malformed> {
        self.raw(key).map(|raw| unquote(key, raw)).transpose()
    }

    fn signed_text(&self, key: Key) -> Result<Cow<'a, str>, Malformed> {
        self.text(key).and_then(|text| without_controls(key, text))
    }

    fn optional_signed_text(&self, key: Key) -> Result<Option<Cow<'a, str>>, Malformed> {
        self.optional_text(key)?.map(|text| without_controls(key, text)).transpose()
    }

    /// Returns the text of a JSON number without fraction or exponent.
    fn number(&self, key: Key) -> Result<&'a str, Malformed> {
        let raw = self.required(key)?;
        if !raw.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
            return Err(Malformed::FieldType { field: key.name(), expected: "a JSON number" });
        }
        if raw.contains(['.', 'e', 'E']) { Err(not_decimal(key, raw)) } else { Ok(raw) }
    }
}

fn unquote(key: Key, raw: &str) -> Result<Cow<'_, str>, Malformed> {
    let Some(inside) = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
        return Err(Malformed::FieldType { field: key.name(), expected: "a JSON string" });
    };
    if !inside.contains('\\') {
        return Ok(Cow::Borrowed(inside));
    }
    serde_json::from_str(raw)
        .map(Cow::Owned)
        .map_err(|error| Malformed::Json { reason: format!("{} has a bad escape: {error}", key.name()) })
}

fn without_controls(key: Key, text: Cow<'_, str>) -> Result<Cow<'_, str>, Malformed> {
    match find_control(&text) {
        Some((_, character)) => Err(Malformed::ControlCharacter { field: key.name(), character }),
        None => Ok(text),
    }
}

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    #[expect(clippy::indexing_slicing, reason = "there is a value for each key")]
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Fields::default();
        let mut others = HashSet::new();
        while let Some(Name(name)) = map.next_key()? {
            let seen = if let Some(key) = Key::from_name(&name) {
                let value = map.next_value::<&RawValue>()?;
                fields.values[key as usize].replace(value).is_some()
            } else {
                map.next_value::<IgnoredAny>()?;
                !others.insert(name.clone())
            };
            if seen && fields.duplicate.is_none() {
                fields.duplicate = Some(name);
            }
        }
        Ok(fields)
    }
}

/// A key of the object, borrowed unless it has escapes.
struct Name<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;
        impl<'de> Visitor<'de> for NameVisitor {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
                Ok(Name(Cow::Borrowed(name)))
            }

            fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
                Ok(Name(Cow::Owned(name.to_owned())))
            }
        }
        deserializer.deserialize_str(NameVisitor)
    }
}
