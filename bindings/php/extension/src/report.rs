//! The result of a verification, as arrays: `[findings, token]`.

use ext_php_rs::boxed::ZBox;
use ext_php_rs::error::Result;
use ext_php_rs::types::{ZendHashTable, Zval};
use usersig::{Finding, Report, ServiceCode, Token, Warning};

use crate::string;

/// Writes the list of findings, and the fields of the token if it can be read.
pub(crate) fn write(report: &Report) -> Result<ZBox<ZendHashTable>> {
    let mut findings = ZendHashTable::new();
    for finding in report.findings() {
        findings.push(describe(finding)?)?;
    }
    let mut both = ZendHashTable::new();
    both.push(findings)?;
    both.push(report.token().map(fields).transpose()?)?;
    Ok(both)
}

/// `[name, detail, hint, service code or null]`
fn describe(finding: &Finding) -> Result<ZBox<ZendHashTable>> {
    let mut values = ZendHashTable::new();
    values.push(finding.kind().name())?;
    values.push(finding.to_string())?;
    values.push(finding.hint())?;
    values.push(finding.service_code().map(ServiceCode::number))?;
    Ok(values)
}

/// `[version, is it in the oldest form, UserID, SDKAppID, issue time, validity, userbuf or null, the numbers that are written as texts]`
fn fields(token: &Token) -> Result<ZBox<ZendHashTable>> {
    let mut values = ZendHashTable::with_capacity(8);
    values.push(token.version().as_str())?;
    values.push(token.is_time_approximate())?;
    values.push(token.userid())?;
    values.push(token.sdkappid_text())?;
    values.push(integer(token.issued_at().as_secs()))?;
    values.push(integer(token.expire()))?;
    values.push(token.userbuf().map_or_else(Zval::new, string))?;
    let mut numbers = ZendHashTable::new();
    for warning in token.warnings() {
        if let Warning::NumberAsText { field } = warning {
            numbers.push(*field)?;
        }
    }
    values.push(numbers)?;
    Ok(values)
}

/// Returns a number; the largest of PHP for what is larger.
fn integer(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
