//! A straightforward implementation of the format with common crates: hmac, serde_json, flate2 at level 6, and base64.

use std::hint::black_box;
use std::io::{Read, Write};
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::{Sha256, block_api};

use crate::{Fields, Reply, time, time_tokens};

fn mac(key: &str, userid: &str, sdkappid: u64, time: u64, expire: u64) -> Hmac<Sha256> {
    let text =
        format!("TLS.identifier:{userid}\nTLS.sdkappid:{sdkappid}\nTLS.time:{time}\nTLS.expire:{expire}\n");
    let mut mac = Hmac::new_from_slice(key.as_bytes()).expect("any key");
    mac.update(text.as_bytes());
    mac
}

pub fn sign(fields: &Fields, userid: &str) -> String {
    let time = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    let mac = mac(&fields.key, userid, fields.sdkappid.into(), time, fields.expire.into());
    let document = json!({
        "TLS.ver": "2.0", "TLS.identifier": userid, "TLS.sdkappid": fields.sdkappid, "TLS.time": time,
        "TLS.expire": fields.expire, "TLS.sig": STANDARD.encode(mac.finalize().into_bytes()),
    });
    let mut zlib = ZlibEncoder::new(Vec::new(), flate2::Compression::new(6));
    zlib.write_all(document.to_string().as_bytes()).expect("writing to a Vec does not fail");
    let text = STANDARD.encode(zlib.finish().expect("writing to a Vec does not fail"));
    text.replace('+', "*").replace('/', "-").replace('=', "_")
}

fn verify(fields: &Fields, token: &str) -> bool {
    let text = token.replace('*', "+").replace('-', "/").replace('_', "=");
    let stream = STANDARD.decode(text).expect("base64");
    let mut json = String::new();
    ZlibDecoder::new(&stream[..]).read_to_string(&mut json).expect("zlib");
    let document: Value = serde_json::from_str(&json).expect("JSON");
    let number = |name: &str| document[name].as_u64().expect("a number");
    let userid = document["TLS.identifier"].as_str().expect("text");
    let (time, expire) = (number("TLS.time"), number("TLS.expire"));
    let sig = STANDARD.decode(document["TLS.sig"].as_str().expect("text")).expect("base64");
    userid == fields.userid
        && number("TLS.sdkappid") == u64::from(fields.sdkappid)
        && fields.now <= time + expire
        && mac(&fields.key, userid, fields.sdkappid.into(), time, expire).verify_slice(&sig).is_ok()
}

pub fn run(fields: &Fields, operation: &str, count: u32, token: &str) -> Reply {
    match operation {
        "sign" => time_tokens(count, || sign(fields, black_box(&fields.userid))),
        "verify" => time(count, || assert!(verify(fields, black_box(token)))),
        // The lower bound for signing a short text with a prepared key: two blocks for the inner hash, one for the outer.
        "three-blocks" => {
            let mut state = [0_u32; 8];
            let blocks = [[7_u8; 64]; 3];
            time(count, || block_api::compress256(&mut state, black_box(&blocks)))
        }
        _ => Reply::Unsupported,
    }
}
