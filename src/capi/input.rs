//! The inputs of a C caller: `usersig_request` and `usersig_expectation`.

use std::ffi::c_char;

use super::args;
use super::report::{Failure, Grows, PhantomData, read_struct};
use crate::expectation::{Expectation, Expected};
use crate::fields::{Leeway, Room, UserId, UserIdRule, Userbuf, Validity};
use crate::privileges::Privileges;
use crate::request::{Contents, SignRequest};
use crate::time::{Clock, UnixTime};

/// Use the time in the struct. Without this flag the system clock is read, and the field must be 0.
pub const USERSIG_FLAG_FIXED_TIME: u32 = 1;

/// The rule of IM: 1 to 32 bytes of printable ASCII, 0x20 to 0x7E. The default.
pub const USERSIG_USERID_RULE_IM: u32 = 0;
/// The rule of TRTC: 1 to 32 bytes of `a-z A-Z 0-9 _ -`.
pub const USERSIG_USERID_RULE_TRTC: u32 = 1;
/// Any 1 to 1024 bytes of UTF-8 without control characters: for IDs that were imported long ago.
pub const USERSIG_USERID_RULE_ANY: u32 = 2;

/// In a request: no contents, a plain UserSig. In an expectation: any contents, or none.
pub const USERSIG_CONTENTS_DEFAULT: u32 = 0;
/// No userbuf: a plain UserSig, not a PrivateMapKey.
pub const USERSIG_CONTENTS_NONE: u32 = 1;
/// The bytes in `userbuf`.
pub const USERSIG_CONTENTS_USERBUF: u32 = 2;
/// A PrivateMapKey for the numeric room in `room`, with `privileges`.
pub const USERSIG_CONTENTS_ROOM_NUMBER: u32 = 3;
/// A PrivateMapKey for the string room in `room_name`, with `privileges`.
pub const USERSIG_CONTENTS_ROOM_NAME: u32 = 4;

/// One token to sign. Set the struct to zero, then `size` and the fields that are needed:
/// `usersig_request request = {.size = sizeof request};`, then `request.userid = "xiaojun"; request.userid_len = 7;
/// request.validity = USERSIG_VALIDITY_CLIENT;`.
///
/// A field that `flags` or `contents` does not use must be 0: a room without `USERSIG_CONTENTS_ROOM_NUMBER` is
/// `BAD_STRUCT`, not a plain UserSig. Later versions may add fields at the end, for which 0 is today's behaviour.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct usersig_request {
    /// `sizeof(usersig_request)`.
    pub size: u32,
    /// 0 or `USERSIG_FLAG_FIXED_TIME`.
    pub flags: u32,
    /// The UserID that the token is for.
    pub userid: *const c_char,
    /// Length of `userid` in bytes.
    pub userid_len: usize,
    /// How long the token is valid: 1 to `USERSIG_VALIDITY_MAX` seconds.
    pub validity: u64,
    /// The issue time in Unix seconds, with `USERSIG_FLAG_FIXED_TIME`.
    pub issued_at: u64,
    /// One of `USERSIG_USERID_RULE_*`.
    pub userid_rule: u32,
    /// One of `USERSIG_CONTENTS_*`.
    pub contents: u32,
    /// 0 to `USERSIG_USERBUF_MAX_LEN` bytes, with `USERSIG_CONTENTS_USERBUF`.
    pub userbuf: *const u8,
    /// Length of `userbuf` in bytes.
    pub userbuf_len: usize,
    /// The numeric room, 1 to 4294967294, with `USERSIG_CONTENTS_ROOM_NUMBER`.
    pub room: u32,
    /// The privileges of the user in the room: a set of `USERSIG_PRIVILEGE_*`.
    pub privileges: u32,
    /// The string room, 1 to `USERSIG_ROOM_MAX_NAME_LEN` bytes, with `USERSIG_CONTENTS_ROOM_NAME`.
    pub room_name: *const c_char,
    /// Length of `room_name` in bytes.
    pub room_name_len: usize,
    /// In builds that test the ABI.
    pub later: PhantomData<u64>,
}

/// What the caller expects of a token. Set the struct to zero, then `size` and the fields that are needed:
/// `usersig_expectation expectation = {.size = sizeof expectation};`, then `expectation.userid = "xiaojun";
/// expectation.userid_len = 7; expectation.contents = USERSIG_CONTENTS_NONE;`.
///
/// A PrivateMapKey record must always agree with the token that contains it. As in a usersig_request, fields that are not
/// used must be 0, and later versions may add fields at the end.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct usersig_expectation {
    /// `sizeof(usersig_expectation)`.
    pub size: u32,
    /// 0 or `USERSIG_FLAG_FIXED_TIME`.
    pub flags: u32,
    /// The UserID of the user who presents the token, by the rule `USERSIG_USERID_RULE_ANY`.
    pub userid: *const c_char,
    /// Length of `userid` in bytes.
    pub userid_len: usize,
    /// The time at which the token must be valid, in Unix seconds, with `USERSIG_FLAG_FIXED_TIME`.
    pub now: u64,
    /// How many seconds after its expiry a token is still accepted: 0 (as in the service) to `USERSIG_LEEWAY_MAX`.
    pub leeway: u64,
    /// The longest validity that is accepted, in seconds; 0 for any.
    pub max_validity: u64,
    /// One of `USERSIG_CONTENTS_*`.
    pub contents: u32,
    /// The numeric room, with `USERSIG_CONTENTS_ROOM_NUMBER`.
    pub room: u32,
    /// The exact userbuf, with `USERSIG_CONTENTS_USERBUF`.
    pub userbuf: *const u8,
    /// Length of `userbuf` in bytes.
    pub userbuf_len: usize,
    /// The string room, with `USERSIG_CONTENTS_ROOM_NAME`.
    pub room_name: *const c_char,
    /// Length of `room_name` in bytes.
    pub room_name_len: usize,
    /// The privileges that the record must have: a set of `USERSIG_PRIVILEGE_*`.
    pub privileges: u32,
    /// Must be 0.
    pub reserved: u32,
    /// In builds that test the ABI.
    pub later: PhantomData<u64>,
}

/// Where the last field of the first version of each struct ends. This never changes.
macro_rules! first_version_ends_with {
    ($struct:ident, $field:ident: $type:ty) => {
        // SAFETY: integers and raw pointers, for which zero bytes are a value.
        unsafe impl Grows for $struct {
            const FIRST_SIZE: usize = std::mem::offset_of!($struct, $field) + size_of::<$type>();
        }
    };
}
first_version_ends_with!(usersig_request, room_name_len: usize);
first_version_ends_with!(usersig_expectation, reserved: u32);

/// The contents of a token, as both structs name them.
struct RawContents {
    contents: u32,
    userbuf: (*const u8, usize),
    room: u32,
    room_name: (*const c_char, usize),
    privileges: u32,
}

enum Named<'a> {
    Default,
    None,
    Userbuf(Userbuf<'a>),
    Room(Room<'a>, Privileges),
}

impl RawContents {
    /// # Safety
    /// The pointers are as the header says.
    #[inline]
    unsafe fn read<'a>(&self) -> Result<Named<'a>, Failure> {
        let &Self { contents, userbuf, room, room_name, privileges } = self;
        let is_room = matches!(contents, USERSIG_CONTENTS_ROOM_NUMBER | USERSIG_CONTENTS_ROOM_NAME);
        let unused = [
            ("userbuf", contents != USERSIG_CONTENTS_USERBUF && !(userbuf.0.is_null() && userbuf.1 == 0)),
            ("room", contents != USERSIG_CONTENTS_ROOM_NUMBER && room != 0),
            (
                "room_name",
                contents != USERSIG_CONTENTS_ROOM_NAME && !(room_name.0.is_null() && room_name.1 == 0),
            ),
            ("privileges", !is_room && privileges != 0),
        ];
        if let Some((field, _)) = unused.iter().find(|(_, is_set)| *is_set) {
            return Err(Failure::Unused { field, by: "contents" });
        }
        // SAFETY: the caller's promise.
        unsafe {
            Ok(match contents {
                USERSIG_CONTENTS_DEFAULT => Named::Default,
                USERSIG_CONTENTS_NONE => Named::None,
                USERSIG_CONTENTS_USERBUF => {
                    Named::Userbuf(Userbuf::new(args::bytes("userbuf", userbuf.0, userbuf.1)?)?)
                }
                USERSIG_CONTENTS_ROOM_NUMBER => {
                    Named::Room(Room::number(room)?, Privileges::from_bits(privileges)?)
                }
                USERSIG_CONTENTS_ROOM_NAME => {
                    let name = args::text("room_name", room_name.0, room_name.1)?;
                    Named::Room(Room::name(name)?, Privileges::from_bits(privileges)?)
                }
                unknown => return Err(Failure::Unknown { field: "contents", value: unknown }),
            })
        }
    }
}

/// Returns the time that a struct selects.
#[inline]
fn clock(flags: u32, field: &'static str, time: u64) -> Result<Clock, Failure> {
    match flags {
        USERSIG_FLAG_FIXED_TIME => Ok(Clock::At(UnixTime::from_secs(time))),
        0 if time != 0 => Err(Failure::Unused { field, by: "flags" }),
        0 => system_clock(),
        unknown => Err(Failure::Unknown { field: "flags", value: unknown }),
    }
}

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
#[expect(clippy::unnecessary_wraps, reason = "another target has no clock")]
fn system_clock() -> Result<Clock, Failure> {
    Ok(Clock::System)
}

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
fn system_clock() -> Result<Clock, Failure> {
    Err(Failure::Unsupported("this target has no system clock: set the time and USERSIG_FLAG_FIXED_TIME"))
}

/// # Safety
/// `ptr` is NULL or a request as the header describes it.
#[inline]
pub(super) unsafe fn request<'a>(ptr: *const usersig_request) -> Result<SignRequest<'a>, Failure> {
    // SAFETY: the caller's promise.
    unsafe {
        let raw = read_struct("request", ptr)?;
        let rule = match raw.userid_rule {
            USERSIG_USERID_RULE_IM => UserIdRule::Im,
            USERSIG_USERID_RULE_TRTC => UserIdRule::Trtc,
            USERSIG_USERID_RULE_ANY => UserIdRule::Any,
            unknown => return Err(Failure::Unknown { field: "userid_rule", value: unknown }),
        };
        let contents = RawContents {
            contents: raw.contents,
            userbuf: (raw.userbuf, raw.userbuf_len),
            room: raw.room,
            room_name: (raw.room_name, raw.room_name_len),
            privileges: raw.privileges,
        };
        Ok(SignRequest {
            user: UserId::with_rule(args::text("userid", raw.userid, raw.userid_len)?, rule)?,
            validity: Validity::seconds(raw.validity)?,
            clock: clock(raw.flags, "issued_at", raw.issued_at)?,
            contents: match contents.read()? {
                Named::Default | Named::None => Contents::None,
                Named::Userbuf(userbuf) => Contents::Userbuf(userbuf),
                Named::Room(room, privileges) => Contents::Room { room, privileges },
            },
        })
    }
}

/// # Safety
/// `ptr` is NULL or an expectation as the header describes it.
#[inline]
pub(super) unsafe fn expectation<'a>(ptr: *const usersig_expectation) -> Result<Expectation<'a>, Failure> {
    // SAFETY: the caller's promise.
    unsafe {
        let raw = read_struct("expectation", ptr)?;
        if raw.reserved != 0 {
            return Err(Failure::Unknown { field: "reserved", value: raw.reserved });
        }
        let contents = RawContents {
            contents: raw.contents,
            userbuf: (raw.userbuf, raw.userbuf_len),
            room: raw.room,
            room_name: (raw.room_name, raw.room_name_len),
            privileges: raw.privileges,
        };
        Ok(Expectation {
            // A token may have any UserID, and nothing is signed here.
            user: UserId::with_rule(args::text("userid", raw.userid, raw.userid_len)?, UserIdRule::Any)?,
            clock: clock(raw.flags, "now", raw.now)?,
            leeway: Leeway::seconds(raw.leeway)?,
            max_validity: match raw.max_validity {
                0 => None,
                seconds => Some(Validity::seconds(seconds)?),
            },
            contents: match contents.read()? {
                Named::Default => Expected::Any,
                Named::None => Expected::NoUserbuf,
                Named::Userbuf(userbuf) => Expected::Userbuf(userbuf),
                Named::Room(room, privileges) => Expected::Room { room, privileges },
            },
        })
    }
}
