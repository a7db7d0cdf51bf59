//! The PrivateMapKey record inside a userbuf (`docs/FORMAT.md`, section 3).
//!
//! ```text
//! version u8 | n u16, account n bytes | sdkappid u32 | room u32 | expiry u32 | privileges u32 | account type u32
//! and, in version 1 only: n u16, string room n bytes          (all integers big-endian)
//! ```

/// A record that was read. Only its layout is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Record<'a> {
    pub account: &'a [u8],
    pub sdkappid: u32,
    pub room: RecordRoom<'a>,
    pub expires_at: u32,
    pub privileges: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RecordRoom<'a> {
    Number(u32),
    Name(&'a [u8]),
}

/// The room to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum RoomKind<'a> {
    Number(u32),
    Name(&'a str),
}

/// The longest account that is written, in bytes.
pub(crate) const MAX_ACCOUNT: usize = 1024;
/// The longest string room that is written, in bytes.
pub(crate) const MAX_ROOM_NAME: usize = 64;
/// The longest record with an account of this length.
pub(crate) const fn max_record_bytes(account: usize) -> usize {
    1 + 2 + account + 5 * 4 + 2 + MAX_ROOM_NAME
}

/// A record in a buffer of the caller, so that signing needs no allocation.
pub(crate) struct RecordBytes<'b> {
    bytes: &'b mut [u8],
    len: usize,
}

impl<'b> RecordBytes<'b> {
    /// Writes a record into `bytes`, which has space for [`max_record_bytes`]. The account is at most [`UserId::MAX_LEN_ANY`](crate::UserId::MAX_LEN_ANY) bytes and
    /// the string room at most 64. Their types ensure that; a longer one panics.
    pub(crate) fn new(
        bytes: &'b mut [u8],
        account: &str,
        sdkappid: u32,
        room: RoomKind<'_>,
        expires_at: u32,
        privileges: u32,
    ) -> Self {
        let mut record = Self { bytes, len: 0 };
        let (version, number) = match room {
            RoomKind::Number(number) => (0, number),
            RoomKind::Name(_) => (1, 0),
        };
        record.put(&[version]);
        record.put_text(account);
        for word in [sdkappid, number, expires_at, privileges, 0] {
            record.put(&word.to_be_bytes());
        }
        if let RoomKind::Name(name) = room {
            record.put_text(name);
        }
        record
    }

    #[expect(clippy::indexing_slicing, reason = "the longest record fits, and none must be truncated")]
    fn put(&mut self, bytes: &[u8]) {
        self.bytes[self.len..self.len + bytes.len()].copy_from_slice(bytes);
        self.len += bytes.len();
    }

    #[expect(clippy::expect_used, reason = "lengths are far below 65536, see `new`")]
    fn put_text(&mut self, text: &str) {
        self.put(&u16::try_from(text.len()).expect("a text below 64 KiB").to_be_bytes());
        self.put(text.as_bytes());
    }

    #[expect(clippy::indexing_slicing, reason = "the length counts the bytes that were written")]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

/// Reads a record that fills `bytes` exactly; `None` for any other userbuf.
pub(crate) fn parse(bytes: &[u8]) -> Option<Record<'_>> {
    let (version, rest) = bytes.split_first()?;
    let (account, rest) = take_text(rest)?;
    let (sdkappid, rest) = take_u32(rest)?;
    let (number, rest) = take_u32(rest)?;
    let (expires_at, rest) = take_u32(rest)?;
    let (privileges, rest) = take_u32(rest)?;
    let (_account_type, rest) = take_u32(rest)?;
    let (room, rest) = match version {
        0 => (RecordRoom::Number(number), rest),
        1 => {
            let (name, rest) = take_text(rest)?;
            (RecordRoom::Name(name), rest)
        }
        _ => return None,
    };
    rest.is_empty().then_some(Record { account, sdkappid, room, expires_at, privileges })
}

fn take_u32(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (head, rest) = bytes.split_first_chunk::<4>()?;
    Some((u32::from_be_bytes(*head), rest))
}

fn take_text(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (len, rest) = bytes.split_first_chunk::<2>()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*len)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_back_as_it_was_written() {
        let account = "张".repeat(341);
        for (account, room) in [
            ("xiaojun", RoomKind::Number(4_294_967_294)),
            ("张三", RoomKind::Name("room-!#$%&()+:;<=.>?@[]^_{}|~, x")),
            (
                account.as_str(),
                RoomKind::Name("RRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRR"),
            ),
        ] {
            let mut space = vec![0; max_record_bytes(account.len())];
            let written = RecordBytes::new(&mut space, account, 1_400_000_000, room, u32::MAX, 255);
            let read = parse(written.as_bytes()).expect("a record");
            assert_eq!(read.account, account.as_bytes());
            assert_eq!((read.sdkappid, read.expires_at, read.privileges), (1_400_000_000, u32::MAX, 255));
            match (room, read.room) {
                (RoomKind::Number(a), RecordRoom::Number(b)) => assert_eq!(a, b),
                (RoomKind::Name(a), RecordRoom::Name(b)) => assert_eq!(a.as_bytes(), b),
                other => panic!("{other:?}"),
            }
            let bytes = written.as_bytes();
            for len in 0..bytes.len() {
                assert_eq!(parse(&bytes[..len]), None);
            }
            let mut longer = bytes.to_vec();
            longer.push(0);
            assert_eq!(parse(&longer), None);
            longer[0] = 2;
            assert_eq!(parse(&longer[..bytes.len()]), None);
        }
    }
}
