//! A room as requests and responses have it: a number, or the name of a string room.

use serde::{Deserialize, Serialize};
use usersig::{Error, Room};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use super::number;

/// A TRTC room. The room `"7"` is another one than the room `7`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "expected a room: a number from 1 to 4294967294, or a text for a string room")]
pub enum RoomBody {
    /// A numeric room.
    Number(#[serde(deserialize_with = "number::whole")] u32),
    /// A string room.
    Name(String),
}

impl RoomBody {
    /// Checks the room.
    ///
    /// # Errors
    /// The number or the name is not one that a room can have.
    pub fn room(&self) -> Result<Room<'_>, Error> {
        match self {
            Self::Number(number) => Room::number(*number),
            Self::Name(name) => Room::name(name),
        }
    }
}

impl PartialSchema for RoomBody {
    fn schema() -> RefOr<Schema> {
        let number = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .description(Some("A numeric room"))
            .minimum(Some(1))
            .maximum(Some(Room::MAX_NUMBER));
        // Inside brackets, these characters have a meaning of their own.
        let punctuation = Room::NAME_PUNCTUATION
            .replace(']', "\\]")
            .replace('[', "\\[")
            .replace('^', "\\^")
            .replace('-', "\\-");
        let name = ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("A string room"))
            .min_length(Some(1))
            .max_length(Some(Room::MAX_NAME_LEN))
            .pattern(Some(format!("^[a-zA-Z0-9{punctuation}]+$")));
        OneOfBuilder::new().item(number).item(name).into()
    }
}

impl ToSchema for RoomBody {}
