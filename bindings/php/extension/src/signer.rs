//! Signing.

use ext_php_rs::prelude::*;
use ext_php_rs::types::Zval;
use usersig::{Error, SignRequest, UserId, UserIdRule, Userbuf, Validity};

use crate::{Bytes, string, text, time};

/// Signs tokens of one application with one key.
#[php_class]
#[php(name = "UserSig\\Native\\Signer")]
#[php(flags = crate::CLASS)]
pub struct Signer(pub(crate) usersig::Signer);

#[php_impl]
impl Signer {
    /// Returns a token; null if an argument cannot be used. `rule` is a constant of `UserSig\UserIdRule`; without `issued_at` it is issued
    /// now; `room` is a number or a name.
    #[php(defaults(privileges = 0))]
    #[php(optional = issued_at)]
    pub fn sign(
        &self,
        user_id: Bytes<'_>,
        validity: i64,
        rule: &str,
        issued_at: Option<i64>,
        userbuf: Option<Bytes<'_>>,
        room: Option<&Zval>,
        privileges: i64,
    ) -> Option<Zval> {
        let rule = UserIdRule::ALL.into_iter().find(|known| known.name() == rule)?;
        let user = UserId::with_rule(text(&user_id)?, rule).ok()?;
        let mut request = SignRequest::new(user, Validity::seconds(u64::try_from(validity).ok()?).ok()?);
        if let Some(seconds) = issued_at {
            request = request.issued_at(time(seconds)?);
        }
        if let Some(bytes) = &userbuf {
            request = request.with_userbuf(Userbuf::new(bytes).ok()?);
        }
        if let Some(room) = room.filter(|room| !room.is_null()) {
            let (room, privileges) = crate::room(room, privileges)?;
            request = request.with_room(room, privileges);
        }
        // A token that needs more has a userbuf.
        let mut short = [0; 768];
        match self.0.sign_into(&request, &mut short) {
            Ok(length) => short.get(..length).map(string),
            Err(Error::BufferTooSmall { .. }) => {
                self.0.sign(&request).ok().map(|token| string(token.as_bytes()))
            }
            Err(_) => None,
        }
    }
}
