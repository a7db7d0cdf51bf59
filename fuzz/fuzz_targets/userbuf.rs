//! Any bytes can be a userbuf and are read unchanged; a record that is written is read unchanged.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use usersig::{
    PrivateMapKey, Privileges, RecordRoom, Room, SignRequest, Signer, UnixTime, Userbuf, Validity,
    inspect_unverified,
};
use usersig_fuzz::{NOW, app, signer, user};

static SIGNER: LazyLock<Signer> = LazyLock::new(signer);

fuzz_target!(|data: &[u8]| {
    let record = PrivateMapKey::from_userbuf(data);
    if let Ok(userbuf) = Userbuf::new(data) {
        let user = user("xiaojun").expect("legal");
        let token = SIGNER
            .sign(&SignRequest::new(user, Validity::CLIENT_DEFAULT).issued_at(NOW).with_userbuf(userbuf))
            .expect("signed");
        let token = inspect_unverified(token).expect("readable");
        assert_eq!(token.userbuf(), Some(data));
        assert_eq!(token.private_map_key(), record);
    }

    // A record that signing can write is written again, byte for byte, except for the account type, which is not read.
    let Some(record) = record else { return };
    let Ok(account) = std::str::from_utf8(record.account_bytes()) else { return };
    let Some(user) = user(account) else { return };
    let room = match record.room() {
        RecordRoom::Number(number) => Room::number(*number),
        RecordRoom::Name(name) => Room::name(name),
    };
    let (Ok(room), Ok(privileges)) = (room, Privileges::from_bits(record.privilege_bits())) else { return };
    let Some(issued_at) = record.expires_at().as_secs().checked_sub(1) else { return };
    let validity = Validity::seconds(1).expect("in range");
    let token = SIGNER.sign(
        &SignRequest::new(user, validity)
            .issued_at(UnixTime::from_secs(issued_at))
            .with_room(room, privileges),
    );
    let token = inspect_unverified(token.expect("signed")).expect("readable");
    let again = token.private_map_key().expect("a record");
    assert_eq!((again.account_bytes(), again.room()), (record.account_bytes(), record.room()));
    assert_eq!((again.privileges(), again.expires_at()), (privileges, record.expires_at()));
    assert_eq!(again.sdkappid(), app().get());
});
