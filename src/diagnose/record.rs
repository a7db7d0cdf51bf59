//! What is wrong with a PrivateMapKey record.

use super::{Cause, Diagnosis};
use crate::finding::Finding;
use crate::record::RecordMismatch;
use crate::token::Token;
use crate::verifier::Report;

pub(super) fn examine(report: &Report, causes: &mut Vec<Diagnosis>) {
    let Some(token) = report.token() else { return };
    if is_little_endian(token) {
        causes.push(Diagnosis::new(Cause::RecordLittleEndian));
        return;
    }
    for finding in report.findings() {
        if let Finding::RecordMismatch(mismatch) = finding {
            causes.extend(cause_of(mismatch, token));
        }
    }
}

fn cause_of(mismatch: &RecordMismatch, token: &Token) -> Option<Diagnosis> {
    Some(match mismatch {
        RecordMismatch::Expired { expired_at, .. } => {
            Diagnosis::with(Cause::RecordExpired, [expired_at.to_string()])
        }
        RecordMismatch::UserId { .. } if !token.userid().is_ascii() => {
            Diagnosis::new(Cause::RecordCorruptAccount)
        }
        RecordMismatch::UserId { .. } => Diagnosis::new(Cause::RecordUserIdMismatch),
        RecordMismatch::SdkAppId { record, .. } => {
            Diagnosis::with(Cause::RecordSdkAppIdMismatch, [record.to_string()])
        }
        RecordMismatch::RoomZero => Diagnosis::new(Cause::RecordRoomZero),
        _ => return None,
    })
}

/// Returns whether the userbuf is a record in little-endian order, with or without its lengths.
fn is_little_endian(token: &Token) -> bool {
    let Some(sdkappid) = token.sdkappid() else { return false };
    if let Some(record) = token.private_map_key() {
        return record.sdkappid() != sdkappid && record.sdkappid().swap_bytes() == sdkappid;
    }
    let account_and_app = |userbuf: &[u8]| {
        let (_version, rest) = userbuf.split_first()?;
        let (len, rest) = rest.split_first_chunk::<2>()?;
        let (account, rest) = rest.split_at_checked(usize::from(u16::from_le_bytes(*len)))?;
        Some((account == token.userid().as_bytes(), u32::from_le_bytes(*rest.first_chunk()?)))
    };
    token.userbuf().and_then(account_and_app) == Some((true, sdkappid))
}
