use usersig::{Expectation, SdkAppId, SecretKey, SignRequest, Signer, UserId, Validity, Verifier};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let app = SdkAppId::new(1_400_000_000)?;
    let key = SecretKey::new(&std::env::var("USERSIG_SECRET_KEY")?)?;
    let token = Signer::new(app, key.clone()).sign(&SignRequest::new(UserId::new("xiaojun")?, Validity::days(7)?))?;
    let verifier = Verifier::new(app, key);
    verifier.verify(&token, &Expectation::new(UserId::new("xiaojun")?)).into_result()?;
    let other = verifier.verify(&token, &Expectation::new(UserId::new("mallory")?));
    println!("xiaojun: valid, mallory: {}", if other.into_result().is_err() { "rejected" } else { "valid" });
    Ok(())
}
