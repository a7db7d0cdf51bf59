//! What PHP calls: the classes `UserSig\Native\…`, a thin layer over the core.
//!
//! Only the Composer package (`../src`) calls them, and they may change in any release. It checks what users pass and has the texts of
//! errors: a call that cannot do its work because of an argument returns null here, and the package explains it. Findings come from the core
//! with their texts.
//!
//! * A key is kept in the memory of Rust, which wipes it when its last object is gone. No object has properties, and none can be copied or
//!   serialized.
//! * There is no state beside the objects, and PHP never shares an object between threads. So the same code serves builds of PHP without
//!   (NTS) and with threads (ZTS); a binary is for the one it was built with.
//! * Nothing panics. If PHP reaches its memory limit in a call, it leaves the call without returning: what the call had in the memory of
//!   Rust, never a new copy of a key, is lost until the process ends.

// A method has the arguments that PHP has, by value.
#![allow(clippy::too_many_arguments, clippy::needless_pass_by_value, clippy::must_use_candidate)]

mod keys;
mod report;
mod signer;
mod verifier;

use ext_php_rs::binary_slice::BinarySlice;
use ext_php_rs::flags::ClassFlags;
use ext_php_rs::prelude::*;
use ext_php_rs::types::{ZendStr, Zval};
use usersig::{Privileges, Room, UnixTime};

/// What an object of these classes is: no dump shows more of it than its name, and it stays in its process.
const CLASS: ClassFlags =
    ClassFlags::Final.union(ClassFlags::NotSerializable).union(ClassFlags::NoDynamicProperties);

/// A string of PHP, which may have any bytes.
type Bytes<'a> = BinarySlice<'a, u8>;

/// The extension `usersig`, for PHP.
#[php_module]
pub fn get_module(module: ModuleBuilder) -> ModuleBuilder {
    module.name("usersig").class::<keys::Key>().class::<signer::Signer>().class::<verifier::Verifier>()
}

/// Makes a string of PHP.
fn string(bytes: &[u8]) -> Zval {
    let mut value = Zval::new();
    value.set_zend_string(ZendStr::new(bytes, false));
    value
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

fn time(seconds: i64) -> Option<UnixTime> {
    u64::try_from(seconds).ok().map(UnixTime::from_secs)
}

/// Reads a room, which is an integer or a string, and what is allowed in it.
fn room(room: &Zval, privileges: i64) -> Option<(Room<'_>, Privileges)> {
    let room = match room.long() {
        Some(number) => Room::number(u32::try_from(number).ok()?),
        None => Room::name(room.str()?),
    };
    Some((room.ok()?, Privileges::from_bits(u32::try_from(privileges).ok()?).ok()?))
}
