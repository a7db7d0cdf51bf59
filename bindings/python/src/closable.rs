//! What can be closed.

use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::PyValueError;

use crate::failure::Failure;

/// Something with a key in it, which is wiped when it is closed and the calls that still use it have ended.
///
/// The lock is never held while Python's own lock is waited for: a call takes a share, and then works without the lock.
pub(crate) struct Closable<T>(Mutex<Option<Arc<T>>>);

impl<T> Closable<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Mutex::new(Some(Arc::new(value))))
    }

    /// Returns a share for one call.
    ///
    /// # Errors
    /// `ValueError`, as a closed file has it.
    pub(crate) fn get(&self) -> Result<Arc<T>, Failure> {
        let value = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        value.ok_or_else(|| PyValueError::new_err("it is closed; make a new one").into())
    }

    pub(crate) fn close(&self) {
        let value = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        drop(value);
    }
}
