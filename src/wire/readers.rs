//! Our own readers of what tokens usually have: blocks of a known code (`deflate`) and documents of 2.0 (`document`).
//!
//! Each of them reads what it expects and returns `None` for everything else. Then a library reads it, and only the
//! libraries report errors. So every token has the same contents and the same errors, with the readers and without them.

/// Returns whether the readers are used. Not by a page or an app: it contains the libraries anyway, and reads few tokens.
#[cfg(any(feature = "small", not(any(test, fuzzing))))]
pub(crate) const fn are_on() -> bool {
    cfg!(not(feature = "small"))
}

#[cfg(all(any(test, fuzzing), not(feature = "small")))]
pub(crate) use comparison::are_on;
#[cfg(all(any(test, fuzzing), not(feature = "small")))]
pub use comparison::libraries_alone;

#[cfg(all(any(test, fuzzing), not(feature = "small")))]
mod comparison {
    use std::cell::Cell;

    thread_local! {
        static ARE_ON: Cell<bool> = const { Cell::new(true) };
    }

    pub(crate) fn are_on() -> bool {
        ARE_ON.get()
    }

    /// Runs `work` without the readers.
    pub fn libraries_alone<R>(work: impl FnOnce() -> R) -> R {
        let before = ARE_ON.replace(false);
        let result = work();
        ARE_ON.set(before);
        result
    }
}

#[cfg(all(test, not(feature = "small")))]
mod tests;
