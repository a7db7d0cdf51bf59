//! What verification reports.

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use usersig::{Language, ServiceCode};

use crate::failure::Failure;
use crate::token::Token;

/// The verdict on a token, with everything that is wrong with it.
///
/// A report is true in an ``if`` only if the token is valid.
#[pyclass(frozen, eq, module = "usersig")]
#[derive(Clone, PartialEq)]
pub(crate) struct Report(pub(crate) usersig::Report);

#[pymethods]
impl Report {
    /// Whether the token is valid: the verdict.
    #[getter]
    fn is_valid(&self) -> bool {
        self.0.is_valid()
    }

    fn __bool__(&self) -> bool {
        self.0.is_valid()
    }

    /// What is in the token if it is valid, else None.
    #[getter]
    fn token(&self) -> Option<Token> {
        self.0.token().filter(|_| self.0.is_valid()).cloned().map(Token)
    }

    /// Everything that is wrong, the first one for a person to see.
    #[getter]
    fn findings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.findings().iter().cloned().map(Finding))
    }

    /// What is unusual although the service accepts it. It never changes the verdict.
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        TokenWarning::tuple(py, self.0.warnings())
    }

    /// Returns what is in the token if it is valid.
    ///
    /// Raises:
    ///     InvalidTokenError: For the first finding.
    fn token_or_raise(&self) -> Result<Token, Failure> {
        Ok(Token(self.0.clone().into_result()?))
    }

    fn __repr__(&self) -> String {
        let kinds: Vec<_> = self.0.findings().iter().map(|finding| finding.kind().name()).collect();
        let verdict = if self.0.is_valid() { "True" } else { "False" };
        format!("Report(is_valid={verdict}, findings=({}))", kinds.join(", "))
    }
}

/// One thing that is wrong with a token.
#[pyclass(frozen, eq, module = "usersig")]
#[derive(PartialEq)]
pub(crate) struct Finding(usersig::Finding);

#[pymethods]
impl Finding {
    /// The name that is the same in every language, such as ``expired``.
    #[getter]
    fn kind(&self) -> &'static str {
        self.0.kind().name()
    }

    /// The code with which the service rejects the token; None for what only you demand.
    #[getter]
    fn service_code(&self) -> Option<u32> {
        self.0.service_code().map(ServiceCode::number)
    }

    /// What is wrong, and what was expected.
    #[getter]
    fn detail(&self) -> String {
        self.0.to_string()
    }

    /// What to do.
    #[getter]
    fn hint(&self) -> &'static str {
        self.0.hint()
    }

    /// The detail in Chinese.
    #[getter]
    fn detail_zh(&self) -> String {
        self.0.detail_in(Language::Chinese)
    }

    /// The hint in Chinese.
    #[getter]
    fn hint_zh(&self) -> &'static str {
        self.0.hint_in(Language::Chinese)
    }

    fn __str__(&self) -> String {
        self.detail()
    }

    fn __repr__(&self) -> String {
        let code = self.service_code().map_or("None".to_owned(), |code| code.to_string());
        format!("Finding(kind='{}', service_code={code})", self.kind())
    }
}

/// What is unusual in a token although the service accepts it.
#[pyclass(frozen, eq, module = "usersig")]
#[derive(PartialEq)]
pub(crate) struct TokenWarning(usersig::Warning);

impl TokenWarning {
    pub(crate) fn tuple<'py>(
        py: Python<'py>,
        warnings: &[usersig::Warning],
    ) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, warnings.iter().cloned().map(Self))
    }
}

#[pymethods]
impl TokenWarning {
    /// The name that is the same in every language.
    #[getter]
    fn name(&self) -> &'static str {
        self.0.name()
    }

    /// What was found.
    #[getter]
    fn detail(&self) -> String {
        self.0.to_string()
    }

    /// What to do.
    #[getter]
    fn hint(&self) -> &'static str {
        self.0.hint()
    }

    fn __repr__(&self) -> String {
        format!("TokenWarning(name='{}')", self.0.name())
    }
}
