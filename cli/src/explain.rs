//! `explain`: the codes with which the service rejects a UserSig.

use usersig::ServiceCode;

use crate::failure::{Failure, Outcome};
use crate::token::print;

pub fn run(code: Option<&str>) -> Result<Outcome, Failure> {
    let Some(text) = code else {
        print(&ServiceCode::all().iter().map(|code| paragraph(*code)).collect::<Vec<_>>().join("\n"))?;
        return Ok(Outcome::Good);
    };
    match text.trim().parse().ok().and_then(ServiceCode::from_number) {
        Some(code) => {
            print(&paragraph(code))?;
            Ok(Outcome::Good)
        }
        None => {
            let known: Vec<_> = ServiceCode::all().iter().map(ToString::to_string).collect();
            Err(Failure::Input(format!(
                "{text:?} is not a code with which the service rejects a UserSig; expected one of\n  {}",
                known.join("\n  ")
            )))
        }
    }
}

fn paragraph(code: ServiceCode) -> String {
    format!("{code}\n  {}\n", code.advice())
}
