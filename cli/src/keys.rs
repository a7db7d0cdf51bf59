//! Where keys come from: a file, standard input, the environment, the console's archive. Never from the
//! command line, and never into a message.

use std::env;
use std::io::{Cursor, Read};
use std::path::Path;

use usersig::{Error, PrivateKey, PublicKey, SdkAppId, SecretKey, Signer, Verifier};
use zeroize::Zeroizing;
use zip::ZipArchive;

use crate::args::{SharedKeys, SigningKeys, VerifyingKeys};
use crate::failure::Failure;
use crate::input::{read_file, read_stdin};
use crate::note;

const SECRET_KEY_VARIABLE: &str = "USERSIG_SECRET_KEY";
/// The sample of the published documentation and demos: the service has no such application.
const DEMO_SDKAPPID: u32 = 1_400_000_000;
const DEMO_SECRET_KEY: &str = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";

const MAX_KEY: usize = 64 << 10;
const MAX_ZIP: usize = 1 << 20;

/// The application with its key: a secret key, or a key of version 1.0.
struct App<Old> {
    sdkappid: SdkAppId,
    key: Key<Old>,
}

enum Key<Old> {
    Secret(SecretKey),
    Old(Box<Old>),
}

/// The signer that the options ask for. `demo` allows the built-in app.
pub fn signer(sdkappid: Option<SdkAppId>, keys: &SigningKeys, demo: bool) -> Result<Signer, Failure> {
    let old = OldKey {
        file: keys.private_key_file.as_deref(),
        option: "--private-key-file",
        zip_entry: "private_key",
        from_pem: PrivateKey::from_pem,
    };
    let app = app(sdkappid, &keys.shared, &old, demo)?;
    Ok(match app.key {
        Key::Secret(key) => Signer::new(app.sdkappid, key),
        Key::Old(key) => Signer::with_private_key(app.sdkappid, *key),
    })
}

/// The verifier that the options ask for.
pub fn verifier(sdkappid: Option<SdkAppId>, keys: &VerifyingKeys) -> Result<Verifier, Failure> {
    let old = OldKey {
        file: keys.public_key_file.as_deref(),
        option: "--public-key-file",
        zip_entry: "public_key",
        from_pem: PublicKey::from_pem,
    };
    let app = app(sdkappid, &keys.shared, &old, true)?;
    Ok(match app.key {
        Key::Secret(key) => Verifier::new(app.sdkappid, key),
        Key::Old(key) => Verifier::with_public_key(app.sdkappid, *key),
    })
}

/// The half of a version 1.0 key pair that a command needs, and where it may come from.
struct OldKey<'a, Old> {
    file: Option<&'a Path>,
    option: &'static str,
    zip_entry: &'static str,
    from_pem: fn(&str) -> Result<Old, Error>,
}

fn app<Old>(
    sdkappid: Option<SdkAppId>,
    shared: &SharedKeys,
    old: &OldKey<'_, Old>,
    demo: bool,
) -> Result<App<Old>, Failure> {
    let key = given_key(shared, old)?;
    match (sdkappid, key) {
        (Some(sdkappid), Some(key)) => Ok(App { sdkappid, key }),
        (None, None) if demo => {
            note(&format!(
                "note: no SDKAppID and no key given: using the demo app {DEMO_SDKAPPID} and its published sample \
                 key; the service accepts none of its tokens"
            ));
            Ok(App {
                sdkappid: SdkAppId::new(DEMO_SDKAPPID).map_err(Failure::input)?,
                key: Key::Secret(SecretKey::new(DEMO_SECRET_KEY).map_err(Failure::input)?),
            })
        }
        (None, _) => Err(Failure::input(
            "no SDKAppID; give the application's number with --sdkappid or in the environment variable \
             USERSIG_SDKAPPID",
        )),
        (Some(_), None) => Err(Failure::Input(format!(
            "no key; give one with --secret-key-file, --secret-key-stdin or the environment variable \
             {SECRET_KEY_VARIABLE} (version 2.0), or with {} or --keys-zip (version 1.0)",
            old.option
        ))),
    }
}

fn given_key<Old>(shared: &SharedKeys, old: &OldKey<'_, Old>) -> Result<Option<Key<Old>>, Failure> {
    if let Some(path) = &shared.secret_key_file {
        let bytes = read_file(path, "--secret-key-file", MAX_KEY)?;
        return secret_key(&bytes, &format!("the file {}", path.display()), old.option).map(Some);
    }
    if shared.secret_key_stdin {
        let bytes = read_stdin("the secret key", MAX_KEY)?;
        return secret_key(&bytes, "standard input", old.option).map(Some);
    }
    if let Some(path) = old.file {
        let bytes = read_file(path, old.option, MAX_KEY)?;
        return pem_key(&bytes, &format!("the file {}", path.display()), old).map(Some);
    }
    if let Some(path) = &shared.keys_zip {
        let bytes = read_file(path, "--keys-zip", MAX_ZIP)?;
        let (name, pem) = unzip(&bytes, path, old.zip_entry)?;
        return pem_key(&pem, &format!("{name} in {}", path.display()), old).map(Some);
    }
    match env::var_os(SECRET_KEY_VARIABLE) {
        Some(value) => {
            let bytes = Zeroizing::new(value.into_encoded_bytes());
            let source = format!("the environment variable {SECRET_KEY_VARIABLE}");
            secret_key(&bytes, &source, old.option).map(Some)
        }
        None => Ok(None),
    }
}

fn secret_key<Old>(bytes: &[u8], source: &str, pem_option: &str) -> Result<Key<Old>, Failure> {
    let text = text(bytes, source)?.trim();
    if text.starts_with("-----BEGIN ") {
        return Err(Failure::Input(format!(
            "{source} holds a PEM key of version 1.0, expected a secret key; give it with {pem_option}"
        )));
    }
    match SecretKey::new(text) {
        Ok(key) => Ok(Key::Secret(key)),
        Err(error) => Err(Failure::Input(format!("{source}: {error}"))),
    }
}

fn pem_key<Old>(bytes: &[u8], source: &str, old: &OldKey<'_, Old>) -> Result<Key<Old>, Failure> {
    let text = text(bytes, source)?;
    if !text.trim().is_empty() && !text.contains("-----BEGIN ") {
        return Err(Failure::Input(format!(
            "{source} holds no PEM key, expected one for {}; if it is a secret key (version 2.0), give it with \
             --secret-key-file",
            old.option
        )));
    }
    match (old.from_pem)(text) {
        Ok(key) => Ok(Key::Old(Box::new(key))),
        Err(error) => Err(Failure::Input(format!("{source}: {error}"))),
    }
}

/// The text of a key, without the mark that Windows editors put in front.
fn text<'a>(bytes: &'a [u8], source: &str) -> Result<&'a str, Failure> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|_| {
        Failure::Input(format!(
            "{source} is not text in UTF-8, expected a key; was it saved in another encoding?"
        ))
    })
}

/// The content of the archive's file of this name, in whatever folder it lies, with its full name.
fn unzip(bytes: &[u8], path: &Path, wanted: &str) -> Result<(String, Zeroizing<Vec<u8>>), Failure> {
    let path = path.display();
    let broken = |error| Failure::Input(format!("{path} cannot be read as a zip archive: {error}"));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    // By number: a folder's name may be in an encoding that cannot be asked for.
    let found: Vec<(usize, String)> = (0..archive.len())
        .filter_map(|index| Some((index, archive.name_for_index(index)?.ok()?.into_owned())))
        .filter(|(_, name)| name.rsplit(['/', '\\']).next() == Some(wanted))
        .collect();
    let [(index, name)] = found.as_slice() else {
        let count = found.len();
        return Err(Failure::Input(format!(
            "{path} has {count} files called {wanted}, expected one; take the archive as the console gives it out"
        )));
    };
    let entry = archive.by_index(*index).map_err(broken)?;
    let mut pem = Zeroizing::new(Vec::with_capacity(MAX_KEY + 1));
    entry
        .take(MAX_KEY as u64 + 1)
        .read_to_end(&mut pem)
        .map_err(|error| Failure::Input(format!("{name} in {path} cannot be unpacked: {error}")))?;
    if pem.len() > MAX_KEY {
        return Err(Failure::Input(format!(
            "{name} in {path} is larger than {MAX_KEY} bytes, expected a key"
        )));
    }
    Ok((name.clone(), pem))
}
