//! Verifying.

use ext_php_rs::boxed::ZBox;
use ext_php_rs::prelude::*;
use ext_php_rs::types::{ZendHashTable, Zval};
use usersig::{Expectation, Leeway, UserId, UserIdRule, Userbuf, Validity};

use crate::{Bytes, report, text, time};

/// Verifies tokens of one application with one key.
#[php_class]
#[php(name = "UserSig\\Native\\Verifier")]
#[php(flags = crate::CLASS)]
pub struct Verifier(pub(crate) usersig::Verifier);

#[php_impl]
impl Verifier {
    /// Returns the findings and the fields of a token (see `report.rs`); null if an argument cannot be used. The token may be any text.
    /// Without `now` it is compared with the system clock; `is_plain` expects a token without a userbuf.
    #[php(defaults(leeway = 0, is_plain = false, privileges = 0))]
    #[php(optional = now)]
    pub fn verify(
        &self,
        token: Bytes<'_>,
        user_id: Bytes<'_>,
        now: Option<i64>,
        leeway: i64,
        max_validity: Option<i64>,
        is_plain: bool,
        userbuf: Option<Bytes<'_>>,
        room: Option<&Zval>,
        privileges: i64,
    ) -> Option<ZBox<ZendHashTable>> {
        let user = UserId::with_rule(text(&user_id)?, UserIdRule::Any).ok()?;
        let mut expectation =
            Expectation::new(user).leeway(Leeway::seconds(u64::try_from(leeway).ok()?).ok()?);
        if let Some(seconds) = now {
            expectation = expectation.at(time(seconds)?);
        }
        if let Some(seconds) = max_validity {
            expectation = expectation.max_validity(Validity::seconds(u64::try_from(seconds).ok()?).ok()?);
        }
        if is_plain {
            expectation = expectation.without_userbuf();
        }
        if let Some(bytes) = &userbuf {
            expectation = expectation.with_userbuf(Userbuf::new(bytes).ok()?);
        }
        if let Some(room) = room.filter(|room| !room.is_null()) {
            let (room, privileges) = crate::room(room, privileges)?;
            expectation = expectation.with_room(room, privileges);
        }
        report::write(&self.0.verify(*token, &expectation)).ok()
    }
}
