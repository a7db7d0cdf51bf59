//! The crate `tls_sig_api`. Its tokens are plain base64, which the service does not accept; it is measured unchanged.

use std::hint::black_box;

use chrono::Duration;
use tls_sig_api::TlsSigApiVer2;

use crate::{Fields, Reply, time_tokens};

pub fn sign(fields: &Fields, userid: &str) -> String {
    let api = TlsSigApiVer2::new(fields.sdkappid.into(), &fields.key);
    api.gen_sign(userid, Duration::seconds(fields.expire.into()), None)
}

pub fn run(fields: &Fields, operation: &str, count: u32) -> Reply {
    if operation != "sign" {
        return Reply::Unsupported;
    }
    let api = TlsSigApiVer2::new(fields.sdkappid.into(), &fields.key);
    let expire = Duration::seconds(fields.expire.into());
    time_tokens(count, || api.gen_sign(black_box(&fields.userid), expire, None))
}
