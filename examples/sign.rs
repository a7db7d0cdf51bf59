//! Signs a UserSig for a user, and a PrivateMapKey for a room: `cargo run --example sign -- xiaojun`.
//!
//! The key is the published sample key, which the service accepts no token of. A server reads its own from where its
//! secrets are, such as the environment.

use usersig::{Contents, Privileges, Room, SdkAppId, SecretKey, SignRequest, Signer, UserId, Validity};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let userid = std::env::args().nth(1).unwrap_or_else(|| "xiaojun".to_owned());
    let key = std::env::var("USERSIG_SECRET_KEY")
        .unwrap_or_else(|_| "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e".to_owned());

    // Made once and kept: threads may share it.
    let signer = Signer::new(SdkAppId::new(1_400_000_000)?, SecretKey::new(&key)?);

    let user = UserId::new(&userid)?;
    let usersig = signer.sign(&SignRequest::new(user, Validity::days(7)?))?;
    println!("UserSig        {usersig}");

    let contents = Contents::Room { room: Room::number(10_000)?, privileges: Privileges::ALL };
    let private_map_key =
        signer.sign(&SignRequest::new(user, Validity::seconds(3_600)?).with_contents(contents))?;
    println!("PrivateMapKey  {private_map_key}");
    Ok(())
}
