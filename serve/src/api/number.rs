//! Whole numbers in JSON: `7` and `7.0` are the same number, and clients write both.

use serde::de::{Deserialize, Deserializer, Error};
use serde_json::Number;

/// Reads a whole number.
pub fn whole<'de, D: Deserializer<'de>, T: TryFrom<u64>>(from: D) -> Result<T, D::Error> {
    of(&Number::deserialize(from)?)
        .ok_or_else(|| D::Error::custom("expected a whole number in the range of this field"))
}

/// Reads a whole number that may be missing.
pub fn optional<'de, D: Deserializer<'de>, T: TryFrom<u64>>(from: D) -> Result<Option<T>, D::Error> {
    let Some(number) = Option::<Number>::deserialize(from)? else { return Ok(None) };
    match of(&number) {
        Some(number) => Ok(Some(number)),
        None => Err(D::Error::custom("expected a whole number in the range of this field")),
    }
}

fn of<T: TryFrom<u64>>(number: &Number) -> Option<T> {
    // Up to here each whole number has a float of its own.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let whole = number.as_u64().or_else(|| {
        let float = number.as_f64().filter(|float| float.fract() == 0.0 && (0.0..EXACT).contains(float))?;
        #[expect(clippy::cast_sign_loss, reason = "it is not negative")]
        Some(float as u64)
    });
    T::try_from(whole?).ok()
}
