//! Verifies a token, and explains why it is not valid: `cargo run --example verify -- xiaojun TOKEN`.
//!
//! With the key in USERSIG_SECRET_KEY, or the published sample key.

use std::process::ExitCode;

use usersig::{Expectation, Language, SdkAppId, SecretKey, UserId, Verifier};

fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, userid, token] = &arguments[..] else {
        eprintln!("usage: verify USERID TOKEN");
        return Ok(ExitCode::from(2));
    };
    let key = std::env::var("USERSIG_SECRET_KEY")
        .unwrap_or_else(|_| "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e".to_owned());

    let verifier = Verifier::new(SdkAppId::new(1_400_000_000)?, SecretKey::new(&key)?);
    let expectation = Expectation::new(UserId::new(userid)?);
    // A server calls `verify`. This verifies too, and finds out for a person which line of the signing code is wrong.
    let (report, diagnoses) = verifier.diagnose(token, &expectation, Some(&key));
    if report.is_valid() {
        println!("valid");
        return Ok(ExitCode::SUCCESS);
    }
    for finding in report.findings() {
        println!("{}: {finding}; {}", finding.kind(), finding.hint());
    }
    for diagnosis in diagnoses.causes() {
        println!("{}: {}", diagnosis.cause().name(), diagnosis.detail(Language::English));
        println!("    {}", diagnosis.fix(Language::English));
    }
    Ok(ExitCode::FAILURE)
}
