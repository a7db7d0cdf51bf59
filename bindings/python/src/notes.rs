//! What helps a person who looks for a mistake: causes, and what the service's codes mean.

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use usersig::{Language, Subject};

use crate::failure::Failure;
use crate::report::Report;
use crate::values::{anything, time_or_now};

/// The mistake behind a token that is not valid, or behind something unusual.
#[pyclass(frozen, eq, module = "usersig")]
#[derive(PartialEq)]
pub(crate) struct Cause(usersig::Diagnosis);

impl Cause {
    pub(crate) fn tuple<'py>(
        py: Python<'py>,
        found: &[usersig::Diagnosis],
    ) -> Result<Bound<'py, PyTuple>, Failure> {
        Ok(PyTuple::new(py, found.iter().cloned().map(Self))?)
    }
}

#[pymethods]
impl Cause {
    /// The name that is the same in every language, such as ``placeholder``.
    #[getter]
    fn name(&self) -> &'static str {
        self.0.cause().name()
    }

    /// What was found.
    #[getter]
    fn detail(&self) -> String {
        self.0.detail(Language::English)
    }

    /// What to change.
    #[getter]
    fn fix(&self) -> String {
        self.0.fix(Language::English)
    }

    /// What was found, in Chinese.
    #[getter]
    fn detail_zh(&self) -> String {
        self.0.detail(Language::Chinese)
    }

    /// What to change, in Chinese.
    #[getter]
    fn fix_zh(&self) -> String {
        self.0.fix(Language::Chinese)
    }

    fn __repr__(&self) -> String {
        format!("Cause(name='{}')", self.name())
    }
}

/// What is behind the verdict on a token.
#[pyclass(frozen, module = "usersig")]
pub(crate) struct Diagnosis {
    pub(crate) report: Option<Report>,
    pub(crate) diagnoses: usersig::Diagnoses,
}

#[pymethods]
impl Diagnosis {
    /// The report of the verification; None if there was none.
    #[getter]
    fn report(&self) -> Option<Report> {
        self.report.clone()
    }

    /// Why the token is not valid, the outermost cause first; none for a valid token.
    #[getter]
    fn causes<'py>(&self, py: Python<'py>) -> Result<Bound<'py, PyTuple>, Failure> {
        Cause::tuple(py, self.diagnoses.causes())
    }

    /// What is unusual, and probably a mistake.
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> Result<Bound<'py, PyTuple>, Failure> {
        Cause::tuple(py, self.diagnoses.warnings())
    }

    /// The token without what was pasted around it, not verified; None if there was nothing.
    #[getter]
    fn unwrapped(&self) -> Option<String> {
        // A text: the core unwraps a text, and what is left of one is one.
        self.diagnoses.unwrapped().map(|token| String::from_utf8_lossy(token).into_owned())
    }

    fn __repr__(&self) -> String {
        let names = |found: &[usersig::Diagnosis]| {
            found.iter().map(|one| one.cause().name()).collect::<Vec<_>>().join(", ")
        };
        format!(
            "Diagnosis(causes=({}), warnings=({}))",
            names(self.diagnoses.causes()),
            names(self.diagnoses.warnings())
        )
    }
}

/// Names what is wrong with a token, or unusual in it, without a key. There is no verdict; see ``Verifier.diagnose``.
///
/// Args:
///     token: Any text.
///     now: The time, in Unix seconds or as a ``datetime`` with a time zone; None for the system clock.
#[pyfunction]
#[pyo3(signature = (token, *, now=None))]
pub(crate) fn diagnose_unverified(
    token: &Bound<'_, PyAny>,
    now: Option<&Bound<'_, PyAny>>,
) -> Result<Diagnosis, Failure> {
    let diagnoses = usersig::diagnose_unverified(anything(token, "the token")?, time_or_now(now)?);
    Ok(Diagnosis { report: None, diagnoses })
}

/// What a code of the service or of an SDK means.
#[pyclass(frozen, module = "usersig")]
pub(crate) struct Explanation(&'static usersig::Explanation);

impl Explanation {
    fn tuple(
        py: Python<'_>,
        entries: impl ExactSizeIterator<Item = &'static usersig::Explanation>,
    ) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, entries.map(Self))
    }
}

#[pymethods]
impl Explanation {
    /// The numbers that have this meaning, the usual one first; none if the code is a text.
    #[getter]
    fn numbers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.numbers())
    }

    /// The names in headers and tables, such as ``ERR_USER_SIG_EXPIRED``.
    #[getter]
    fn names<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.names())
    }

    /// What the code is about: ``usersig``, ``private_map_key`` or ``other``.
    #[getter]
    fn subject(&self) -> &'static str {
        match self.0.subject() {
            Subject::UserSig => "usersig",
            Subject::PrivateMapKey => "private_map_key",
            _ => "other",
        }
    }

    /// Which part of the products returns it.
    #[getter]
    fn layer(&self) -> &'static str {
        self.0.layer().title(Language::English)
    }

    /// What it means.
    #[getter]
    fn meaning(&self) -> &'static str {
        self.0.meaning(Language::English)
    }

    /// What to do.
    #[getter]
    fn advice(&self) -> &'static str {
        self.0.advice(Language::English)
    }

    /// Where the documents disagree, or what they do not state; or None.
    #[getter]
    fn note(&self) -> Option<&'static str> {
        self.0.note(Language::English)
    }

    /// The layer in Chinese.
    #[getter]
    fn layer_zh(&self) -> &'static str {
        self.0.layer().title(Language::Chinese)
    }

    /// The meaning in Chinese.
    #[getter]
    fn meaning_zh(&self) -> &'static str {
        self.0.meaning(Language::Chinese)
    }

    /// The advice in Chinese.
    #[getter]
    fn advice_zh(&self) -> &'static str {
        self.0.advice(Language::Chinese)
    }

    /// The note in Chinese, or None.
    #[getter]
    fn note_zh(&self) -> Option<&'static str> {
        self.0.note(Language::Chinese)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Explanation(numbers={}, meaning={:?})", self.numbers(py)?.repr()?, self.meaning()))
    }
}

/// Returns what a code means; more than one entry where products use the same number, and none for an unknown one.
///
/// Args:
///     code: A number, or a name such as ``ERR_USER_SIG_EXPIRED``.
#[pyfunction]
pub(crate) fn explain<'py>(code: &Bound<'py, PyAny>) -> Result<Bound<'py, PyTuple>, Failure> {
    let text = code.str()?;
    Ok(Explanation::tuple(code.py(), usersig::explain(&text.to_string_lossy()).into_iter())?)
}

/// Returns every code that is known, sorted.
#[pyfunction]
pub(crate) fn explanations(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
    Explanation::tuple(py, usersig::explanations().iter())
}
