//! The boundary that catches panics.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::out::Object;
use super::report::{Done, Explained, Failure, ReportOut, TokenFailure, usersig_report};
use super::status::{USERSIG_STATUS_OK, USERSIG_STATUS_PANIC, usersig_status};

/// Wraps the whole body of every exported function.
///
/// * `boundary!(report: pointer, { … })` for a body of `Result<Done, Failure>`: writes the caller's report
///   and returns the status.
/// * `boundary!(report: pointer, out: pointer, { … })` for one that also returns a token or notes, whose error is a
///   `TokenFailure`: the second pointer is an `Object` in the body.
/// * `boundary!(or value, …)` for anything else: returns `value` after a panic.
macro_rules! boundary {
    (report: $report:expr, $body:block) => {
        $crate::capi::boundary::reporting::<$crate::capi::report::Failure>($report, || $body)
    };
    (report: $report:expr, out: $out:ident, $body:block) => {
        $crate::capi::boundary::reporting_object($report, $out, |$out| $body)
    };
    (or $on_panic:expr, $body:expr) => {
        $crate::capi::boundary::catching($on_panic, || $body)
    };
}
pub(super) use boundary;

pub(super) fn catching<T>(on_panic: T, body: impl FnOnce() -> T) -> T {
    // Unwind safety: handles are immutable, and outputs are written by the last statement of a body.
    catch_unwind(AssertUnwindSafe(body)).unwrap_or(on_panic)
}

pub(super) fn reporting<F: Explained>(
    report: *mut usersig_report,
    body: impl FnOnce() -> Result<Done, F>,
) -> usersig_status {
    let mut report = match ReportOut::new(report) {
        Ok(report) => report,
        Err(status) => return status,
    };
    let status = catching(None, || {
        let result = body();
        report.write(&result);
        Some(result.map_or_else(|failure| failure.status(), |_| USERSIG_STATUS_OK))
    });
    status.unwrap_or_else(|| {
        catching((), || report.write(&Err(F::from(Failure::Panic))));
        USERSIG_STATUS_PANIC
    })
}

/// Like [`reporting`], but first sets the caller's pointer to an object to NULL, so that it is NULL after every failure,
/// an invalid report included.
pub(super) fn reporting_object<T>(
    report: *mut usersig_report,
    out: *mut *mut T,
    body: impl FnOnce(Object<T>) -> Result<Done, TokenFailure>,
) -> usersig_status {
    // SAFETY: NULL or writable, which is the contract of every function with such an argument.
    let out = unsafe { Object::new(out) };
    reporting(report, || body(out))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_status() {
        let status = reporting::<Failure>(std::ptr::null_mut(), || panic!("on purpose"));
        assert_eq!(status, USERSIG_STATUS_PANIC);
        assert_eq!(catching(7, || -> i32 { panic!("on purpose") }), 7);
    }

    /// No function of the ABI has a statement outside of the boundary.
    #[test]
    fn every_function_is_inside_the_boundary() {
        let sources = [
            include_str!("mod.rs"),
            include_str!("notes.rs"),
            include_str!("signer.rs"),
            include_str!("status.rs"),
            include_str!("token.rs"),
            include_str!("verifier.rs"),
        ];
        let mut seen = 0;
        for source in sources {
            for function in source.split("#[unsafe(no_mangle)]").skip(1) {
                let name = function.split("fn ").nth(1).and_then(|f| f.split('(').next()).expect("a name");
                let body = function.split_once(" {\n").expect("a body").1;
                let body = body.split_once("\n}\n").expect("an end").0.trim().trim_end_matches(';');
                assert!(body.starts_with("boundary!("), "{name}");
                assert!(body.ends_with(')') && !body.contains("\n    boundary!"), "{name}");
                seen += 1;
            }
        }
        let exported = include_str!("../../abi/exports.txt").lines().count();
        assert_eq!(seen, exported + 1, "the exports and the panic probe");
    }
}
