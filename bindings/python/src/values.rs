//! Text, bytes, numbers and times, from Python's objects.

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use pyo3::exceptions::{PyException, PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyByteArray, PyBytes, PyFloat, PyInt, PyString};
use usersig::{ErrorKind, Leeway, SdkAppId, UnixTime, UserIdRule, Validity};
use zeroize::Zeroizing;

use crate::failure::Failure;

/// Reads a text that is no secret. UTF-8 cannot have half of a surrogate pair, which Python's texts can.
pub(crate) fn text<'t>(
    text: &'t Bound<'_, PyString>,
    kind: ErrorKind,
    what: &str,
) -> Result<Cow<'t, str>, Failure> {
    text.to_cow().map_err(|_| half(kind, what))
}

fn half(kind: ErrorKind, what: &str) -> Failure {
    let text = format!(
        "{what} has half of a surrogate pair in it; expected whole characters; check where it was decoded"
    );
    Failure::input(kind, text)
}

/// Reads a token or a code, which may be anything: what cannot be one is reported as such.
pub(crate) fn anything<'py>(object: &Bound<'py, PyAny>, what: &str) -> Result<Bound<'py, PyBytes>, Failure> {
    if let Ok(text) = object.cast::<PyString>() {
        // Half of a surrogate pair becomes U+FFFD.
        return Ok(text
            .encode_utf8()
            .unwrap_or_else(|_| PyBytes::new(object.py(), text.to_string_lossy().as_bytes())));
    }
    match object.cast::<PyBytes>() {
        Ok(bytes) => Ok(bytes.clone()),
        Err(_) => Err(wrong_type(object, what, "str or bytes")),
    }
}

/// Reads the text of a key, and wipes its own copy. Python's object stays as it is.
pub(crate) fn secret(object: &Bound<'_, PyAny>) -> Result<Zeroizing<String>, Failure> {
    const WHAT: &str = "the key";
    if let Ok(text) = object.cast::<PyString>() {
        // Character by character: Python would make a copy of the whole that nobody wipes. None becomes more than four
        // bytes, so this text does not move as it grows.
        let length = text.len()?;
        let mut secret = Zeroizing::new(String::with_capacity(4 * length));
        for index in 0..length.cast_signed() {
            // SAFETY: It is a text of Python, whose length does not change, and the index is below it.
            #[expect(unsafe_code, reason = "PyO3 makes an object of each character")]
            let character = unsafe { pyo3::ffi::PyUnicode_ReadChar(text.as_ptr(), index) };
            secret.push(char::from_u32(character).ok_or_else(|| half(ErrorKind::Key, WHAT))?);
        }
        return Ok(secret);
    }
    let bytes = if let Ok(bytes) = object.cast::<PyBytes>() {
        Zeroizing::new(bytes.as_bytes().to_vec())
    } else if let Ok(bytes) = object.cast::<PyByteArray>() {
        Zeroizing::new(bytes.to_vec())
    } else {
        return Err(wrong_type(object, WHAT, "str, bytes or bytearray"));
    };
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(Zeroizing::new(text.to_owned())),
        Err(_) => Err(Failure::input(
            ErrorKind::Key,
            "the key is not UTF-8; expected text; check the file".to_owned(),
        )),
    }
}

pub(crate) fn wrong_type(object: &Bound<'_, PyAny>, what: &str, expected: &str) -> Failure {
    let found = object.get_type().name().map_or_else(|_| "an object".to_owned(), |name| name.to_string());
    PyTypeError::new_err(format!("{what} has the type {found}; expected {expected}")).into()
}

/// Reads a whole number; one that the core's type cannot hold is outside every range.
pub(crate) fn number<'py, T: for<'a> FromPyObject<'a, 'py, Error = PyErr>>(
    object: &Bound<'py, PyAny>,
    kind: ErrorKind,
    what: &str,
) -> Result<T, Failure> {
    object.extract().map_err(|error: PyErr| {
        if error.is_instance_of::<PyOverflowError>(object.py()) {
            let text = format!("{what} is negative or too large; expected a number in its range");
            return Failure::input(kind, text);
        }
        wrong_type(object, what, "int")
    })
}

/// Reads a whole number that the caller may have as a text: `os.environ` has nothing else.
pub(crate) fn whole<'py>(
    object: &Bound<'py, PyAny>,
    kind: ErrorKind,
    what: &str,
) -> Result<Bound<'py, PyAny>, Failure> {
    if object.is_exact_instance_of::<PyInt>() {
        return Ok(object.clone());
    }
    let py = object.py();
    match py.get_type::<PyInt>().call1((object,)) {
        // Not what `int` raises: somebody has pressed Ctrl-C.
        Err(error) if !error.is_instance_of::<PyException>(py) => Err(error.into()),
        // A fraction would be signed as something else than what is written in the token.
        Ok(number) if !object.is_instance_of::<PyFloat>() || number.eq(object)? => Ok(number),
        _ => Err(Failure::input(kind, format!("{what} is no whole number; expected an int or its digits"))),
    }
}

/// Reads a name that the caller may have as a number, a UUID or another object with a text. What is most likely a mistake is
/// an error: the text of None is "None", and a token for a user of that name helps nobody.
pub(crate) fn name<'py>(object: &Bound<'py, PyAny>, what: &str) -> Result<Bound<'py, PyString>, Failure> {
    let mistaken = object.is_none()
        || object.is_instance_of::<PyBool>()
        || object.is_instance_of::<PyBytes>()
        || object.is_instance_of::<PyByteArray>();
    if mistaken { Err(wrong_type(object, what, "str or int")) } else { Ok(object.str()?) }
}

pub(crate) fn sdkappid(object: &Bound<'_, PyAny>) -> Result<SdkAppId, Failure> {
    Ok(SdkAppId::new(number(object, ErrorKind::SdkAppId, "the SDKAppID")?)?)
}

/// Reads a length in seconds, or a `timedelta`, whose fractions of a second are rounded down.
fn seconds(object: &Bound<'_, PyAny>, kind: ErrorKind, what: &str) -> Result<u64, Failure> {
    if object.is_instance_of::<PyInt>() {
        return number(object, kind, what);
    }
    match object.extract::<Duration>() {
        Ok(length) => Ok(length.as_secs()),
        Err(error) if error.is_instance_of::<PyTypeError>(object.py()) => {
            Err(wrong_type(object, what, "int (seconds) or datetime.timedelta"))
        }
        Err(_) => Err(Failure::input(kind, format!("{what} is negative; expected a length of time"))),
    }
}

pub(crate) fn validity(object: &Bound<'_, PyAny>) -> Result<Validity, Failure> {
    Ok(Validity::seconds(seconds(object, ErrorKind::Validity, "the validity")?)?)
}

pub(crate) fn leeway(object: &Bound<'_, PyAny>) -> Result<Leeway, Failure> {
    Ok(Leeway::seconds(seconds(object, ErrorKind::Leeway, "the leeway")?)?)
}

/// Reads Unix seconds, or a `datetime` that has a time zone.
pub(crate) fn time(object: &Bound<'_, PyAny>) -> Result<UnixTime, Failure> {
    const WHAT: &str = "the time";
    if object.is_instance_of::<PyInt>() {
        return Ok(UnixTime::from_secs(number(object, ErrorKind::Time, WHAT)?));
    }
    let Ok(time) = object.extract::<SystemTime>() else {
        return Err(wrong_type(object, WHAT, "int (Unix seconds) or datetime.datetime with a time zone"));
    };
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => Ok(UnixTime::from_secs(since.as_secs())),
        Err(_) => {
            Err(Failure::input(ErrorKind::Time, "the time is before 1970; expected a later one".to_owned()))
        }
    }
}

pub(crate) fn time_or_now(object: Option<&Bound<'_, PyAny>>) -> Result<UnixTime, Failure> {
    object.map_or_else(|| Ok(UnixTime::now()?), time)
}

pub(crate) fn rule(name: &str) -> Result<UserIdRule, Failure> {
    UserIdRule::ALL.into_iter().find(|rule| rule.name() == name).ok_or_else(|| {
        PyValueError::new_err("userid_rule is none of the rules; expected 'im', 'trtc' or 'any'").into()
    })
}
