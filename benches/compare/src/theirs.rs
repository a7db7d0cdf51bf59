//! The crate `tls_sig_api`. Its tokens are plain base64, which the service does not take; it is timed as it is.

use std::hint::black_box;

use chrono::Duration;
use tls_sig_api::TlsSigApiVer2;

use crate::{Answer, Fields, time_tokens};

pub fn sign(fields: &Fields, userid: &str) -> String {
    let api = TlsSigApiVer2::new(fields.sdkappid.into(), &fields.key);
    api.gen_sign(userid, Duration::seconds(fields.expire.into()), None)
}

pub fn run(fields: &Fields, operation: &str, count: u32) -> Answer {
    if operation != "sign" {
        return Answer::NotThere;
    }
    let api = TlsSigApiVer2::new(fields.sdkappid.into(), &fields.key);
    let expire = Duration::seconds(fields.expire.into());
    time_tokens(count, || api.gen_sign(black_box(&fields.userid), expire, None))
}
