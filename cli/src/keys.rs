//! Reads keys from a file, standard input, the environment or the console's archive. Keys are never on the command
//! line and never in a message. The built-in key is only used with `--demo`.

use std::env;
use std::io::{Cursor, Read};
use std::path::Path;

use usersig::{
    Cause, Error, Language, PrivateKey, PublicKey, SdkAppId, SecretKey, Signer, Verifier, diagnose_key,
};
use zeroize::Zeroizing;
use zip::ZipArchive;

use crate::args::{self, SharedKeys, SigningKeys, VerifyingKeys};
use crate::encoding::Encoding;
use crate::failure::{self, Failure};
use crate::input::{read_file, read_stdin};
use crate::lang::{pick, say};
use crate::{escape, note, text};

const SDKAPPID_VARIABLE: &str = "USERSIG_SDKAPPID";
const SECRET_KEY_VARIABLE: &str = "USERSIG_SECRET_KEY";
/// The sample of the published documentation and demos: the service has no such application.
const DEMO_SDKAPPID: u32 = 1_400_000_000;
const DEMO_SECRET_KEY: &str = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
const TRY_OUT: &str = "to try the command without an application of your own, add --demo";
const TRY_OUT_CHINESE: &str = "没有自己的应用也想试用，请加上 --demo";

const MAX_KEY: usize = 64 << 10;
const MAX_ZIP: usize = 1 << 20;

/// The application with its key: a secret key, or a key of version 1.0.
struct App<Old> {
    sdkappid: SdkAppId,
    key: Key<Old>,
}

enum Key<Old> {
    Secret(SecretKey, Zeroizing<String>),
    Old(Box<Old>),
}

/// A verifier, and the text that its secret key was made of.
pub struct Checker {
    pub verifier: Verifier,
    pub key_text: Option<Zeroizing<String>>,
}

/// Makes the signer that the options ask for.
pub fn signer(app: &args::App, keys: &SigningKeys, language: Language) -> Result<Signer, Failure> {
    let old = OldKey {
        file: keys.private_key_file.as_deref(),
        option: "--private-key-file",
        zip_entry: "private_key",
        from_pem: PrivateKey::from_pem,
        language,
    };
    let app = if app.demo {
        demo(pick(language, "the service accepts none of its tokens", "服务端不接受它的票据"), language)?
    } else {
        own(app.sdkappid, &keys.shared, &old)?
    };
    Ok(match app.key {
        Key::Secret(key, _) => Signer::new(app.sdkappid, key),
        Key::Old(key) => Signer::with_private_key(app.sdkappid, *key),
    })
}

/// Makes the verifier that the options ask for.
pub fn verifier(app: &args::App, keys: &VerifyingKeys, language: Language) -> Result<Checker, Failure> {
    let old = OldKey {
        file: keys.public_key_file.as_deref(),
        option: "--public-key-file",
        zip_entry: "public_key",
        from_pem: PublicKey::from_pem,
        language,
    };
    let app = if app.demo {
        demo(pick(language, "anyone can sign a token for it", "任何人都能为它签发票据"), language)?
    } else {
        own(app.sdkappid, &keys.shared, &old)?
    };
    Ok(match app.key {
        Key::Secret(key, text) => {
            Checker { verifier: Verifier::new(app.sdkappid, key), key_text: Some(text) }
        }
        Key::Old(key) => Checker { verifier: Verifier::with_public_key(app.sdkappid, *key), key_text: None },
    })
}

/// Returns whether an application is named, by an option or in the environment.
pub fn names_app(app: &args::App) -> bool {
    app.demo || app.sdkappid.is_some() || env::var_os(SDKAPPID_VARIABLE).is_some()
}

/// The key of a version 1.0 key pair that a command needs, and its possible sources.
struct OldKey<'a, Old> {
    file: Option<&'a Path>,
    option: &'static str,
    zip_entry: &'static str,
    from_pem: fn(&str) -> Result<Old, Error>,
    /// The language of messages.
    language: Language,
}

/// Returns the built-in application, and notes on standard error that it is no real one.
///
/// Fails where the environment names another application: an argument that a stranger controls (a token, say) must not
/// choose the published key.
fn demo<Old>(consequence: &str, language: Language) -> Result<App<Old>, Failure> {
    for variable in [SDKAPPID_VARIABLE, SECRET_KEY_VARIABLE] {
        if env::var_os(variable).is_some() {
            return Err(Failure::Input(say!(
                language,
                "--demo cannot be used while the environment variable {variable} is set; expected one application; \
                 remove --demo to use your own, or unset the variable to try the demo app",
                "设置了环境变量 {variable} 时不能使用 --demo；只能指定一个应用；要用自己的应用请去掉 --demo，要试用演示应用请取消\
                 该变量"
            )));
        }
    }
    note(&say!(
        language,
        "note: using the demo app {DEMO_SDKAPPID} with its published sample key; {consequence}",
        "提示：使用演示应用 {DEMO_SDKAPPID} 及其公开的示例密钥；{consequence}"
    ));
    let failed = |error| Failure::input(&error, language);
    Ok(App {
        sdkappid: SdkAppId::new(DEMO_SDKAPPID).map_err(failed)?,
        key: Key::Secret(
            SecretKey::new(DEMO_SECRET_KEY).map_err(failed)?,
            Zeroizing::new(DEMO_SECRET_KEY.to_owned()),
        ),
    })
}

/// Returns the caller's own application.
fn own<Old>(
    sdkappid: Option<SdkAppId>,
    shared: &SharedKeys,
    old: &OldKey<'_, Old>,
) -> Result<App<Old>, Failure> {
    let (language, option) = (old.language, old.option);
    let sdkappid = match sdkappid {
        None => sdkappid_of_environment(language)?,
        given => given,
    };
    match (sdkappid, given_key(shared, old)?) {
        (Some(sdkappid), Some(key)) => Ok(App { sdkappid, key }),
        (None, _) => Err(Failure::Input(say!(
            language,
            "no SDKAppID; give the application's number with --sdkappid or in the environment variable \
             {SDKAPPID_VARIABLE}, and its key with a key option or in {SECRET_KEY_VARIABLE}; {TRY_OUT}",
            "缺少 SDKAppID；请用 --sdkappid 或环境变量 {SDKAPPID_VARIABLE} 给出应用编号，并用密钥选项或 \
             {SECRET_KEY_VARIABLE} 给出它的密钥；{TRY_OUT_CHINESE}"
        ))),
        (Some(_), None) => Err(Failure::Input(say!(
            language,
            "no key; give one with --secret-key-file, --secret-key-stdin or the environment variable \
             {SECRET_KEY_VARIABLE} (version 2.0), or with {option} or --keys-zip (version 1.0); {TRY_OUT}",
            "缺少密钥；2.0 版请用 --secret-key-file、--secret-key-stdin 或环境变量 {SECRET_KEY_VARIABLE} 给出，1.0 版请用 \
             {option} 或 --keys-zip 给出；{TRY_OUT_CHINESE}"
        ))),
    }
}

/// Returns the SDKAppID of the environment. Its value is never in the error: it may be a key in the wrong variable.
fn sdkappid_of_environment(language: Language) -> Result<Option<SdkAppId>, Failure> {
    let Some(value) = env::var_os(SDKAPPID_VARIABLE) else { return Ok(None) };
    let number = value.to_str().and_then(|text| text.parse().ok());
    match number.and_then(|number| SdkAppId::new(number).ok()) {
        Some(sdkappid) => Ok(Some(sdkappid)),
        None => Err(Failure::Input(say!(
            language,
            "the environment variable {SDKAPPID_VARIABLE} has no SDKAppID in it; expected the number the console shows \
             for the application, 1 to 4294967295; a secret key belongs in {SECRET_KEY_VARIABLE}",
            "环境变量 {SDKAPPID_VARIABLE} 里不是 SDKAppID；应为控制台显示的应用编号，1 到 4294967295；密钥应放在 \
             {SECRET_KEY_VARIABLE}"
        ))),
    }
}

fn given_key<Old>(shared: &SharedKeys, old: &OldKey<'_, Old>) -> Result<Option<Key<Old>>, Failure> {
    let language = old.language;
    let file = |path: &Path| pick(language, "the file ", "文件 ").to_owned() + &escape::os(path);
    if let Some(path) = &shared.secret_key_file {
        let bytes = read_file(path, "--secret-key-file", MAX_KEY, language)?;
        return secret_key(&bytes, &file(path), old).map(Some);
    }
    if shared.secret_key_stdin {
        let bytes = read_stdin(pick(language, "the secret key", "密钥"), MAX_KEY, language)?;
        return secret_key(&bytes, pick(language, "standard input", "标准输入"), old).map(Some);
    }
    if let Some(path) = old.file {
        let bytes = read_file(path, old.option, MAX_KEY, language)?;
        return pem_key(&bytes, &file(path), old).map(Some);
    }
    if let Some(path) = &shared.keys_zip {
        let bytes = read_file(path, "--keys-zip", MAX_ZIP, language)?;
        let (name, pem) = unzip(&bytes, path, old.zip_entry, language)?;
        let (name, path) = (escape::text(&name), escape::os(path));
        let source = say!(language, "{name} in {path}", "{path} 中的 {name}");
        return pem_key(&pem, &source, old).map(Some);
    }
    match env::var_os(SECRET_KEY_VARIABLE) {
        Some(value) => {
            let bytes = Zeroizing::new(value.into_encoded_bytes());
            let source = say!(
                language,
                "the environment variable {SECRET_KEY_VARIABLE}",
                "环境变量 {SECRET_KEY_VARIABLE}"
            );
            secret_key(&bytes, &source, old).map(Some)
        }
        None => Ok(None),
    }
}

fn secret_key<Old>(bytes: &[u8], source: &str, old: &OldKey<'_, Old>) -> Result<Key<Old>, Failure> {
    let (language, option) = (old.language, old.option);
    let decoded = decode(bytes, source, language)?;
    let text = decoded.trim();
    let rejected = |message: String| Failure::Input(message + &causes(text, language, |_| true));
    if text.starts_with("-----BEGIN ") {
        return Err(rejected(say!(
            language,
            "{source} has a PEM key of version 1.0, expected a secret key; give it with {option}",
            "{source} 里是 1.0 版的 PEM 密钥，这里需要 2.0 版的密钥；请用 {option} 给出它"
        )));
    }
    match SecretKey::new(text) {
        Ok(key) => Ok(Key::Secret(key, Zeroizing::new(text.to_owned()))),
        Err(error) => Err(rejected(of_source(source, &error, language))),
    }
}

fn pem_key<Old>(bytes: &[u8], source: &str, old: &OldKey<'_, Old>) -> Result<Key<Old>, Failure> {
    let (language, option) = (old.language, old.option);
    let text = decode(bytes, source, language)?;
    // A PEM key is expected here, and a secret key's length does not matter.
    let fits = |cause| {
        !matches!(
            cause,
            Cause::KeyIsPrivateKey | Cause::KeyLooksShort | Cause::KeyLooksLong | Cause::KeyIsApiSecret
        )
    };
    let rejected = |message: String| Failure::Input(message + &causes(&text, language, fits));
    if !text.trim().is_empty() && !text.contains("-----BEGIN ") {
        return Err(rejected(say!(
            language,
            "{source} has no PEM key, expected one for {option}; if it is a secret key (version 2.0), give it with \
             --secret-key-file",
            "{source} 里没有 PEM 密钥，而 {option} 需要一个；如果它是 2.0 版的密钥，请用 --secret-key-file 给出"
        )));
    }
    match (old.from_pem)(&text) {
        Ok(key) => Ok(Key::Old(Box::new(key))),
        Err(error) => Err(rejected(of_source(source, &error, language))),
    }
}

fn of_source(source: &str, error: &Error, language: Language) -> String {
    source.to_owned() + pick(language, ": ", "：") + &error.detail_in(language)
}

/// Describes what a key that cannot be used is instead, by its shape and without its content.
fn causes(key: &str, language: Language, fits: impl Fn(Cause) -> bool) -> String {
    let mut causes = diagnose_key(key);
    causes.retain(|diagnosis| fits(diagnosis.cause()));
    if causes.is_empty() { String::new() } else { format!("\n{}", text::causes(&causes, language)) }
}

/// Returns the text of a key, in UTF-8 or, as Windows editors and shells write it, with a byte order mark or in UTF-16.
fn decode(bytes: &[u8], source: &str, language: Language) -> Result<Zeroizing<String>, Failure> {
    // One allocation that never grows: it leaves no copies of a key.
    let mut text = Zeroizing::new(String::with_capacity(bytes.len() * 2));
    let is_whole = match Encoding::of(bytes) {
        Encoding::Utf8 => match std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) {
            Ok(plain) => {
                text.push_str(plain);
                true
            }
            Err(_) => false,
        },
        Encoding::Utf16(order) => {
            let (pairs, rest) = bytes.as_chunks::<2>();
            let units = pairs.iter().map(|pair| order.unit(*pair));
            let mut characters = char::decode_utf16(units);
            rest.is_empty() && characters.all(|c| c.map(|c| text.push(c)).is_ok())
        }
    };
    if is_whole && text.starts_with('\u{feff}') {
        text.remove(0);
    }
    if is_whole {
        Ok(text)
    } else {
        Err(Failure::Input(say!(
            language,
            "{source} is not text in UTF-8, expected a key; was it saved in another encoding?",
            "{source} 不是 UTF-8 文本，应为密钥；是否保存成了其他编码？"
        )))
    }
}

/// Unpacks the archive's file of this name, in whatever folder it is, and returns its full name too.
fn unzip(
    bytes: &[u8],
    path: &Path,
    wanted: &str,
    language: Language,
) -> Result<(String, Zeroizing<Vec<u8>>), Failure> {
    let path = escape::os(path);
    let broken = |error| {
        Failure::Input(match language {
            Language::English => format!("{path} cannot be read as a zip archive: {error}"),
            // The reason is in English.
            Language::Chinese => format!("{path} 不是 zip 压缩包，或已损坏"),
        })
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    // By number: a folder's name may be in an encoding that cannot be asked for.
    let found: Vec<(usize, String)> = (0..archive.len())
        .filter_map(|index| Some((index, archive.name_for_index(index)?.ok()?.into_owned())))
        .filter(|(_, name)| name.rsplit(['/', '\\']).next() == Some(wanted))
        .collect();
    let [(index, name)] = found.as_slice() else {
        let count = found.len();
        return Err(Failure::Input(say!(
            language,
            "{path} has {count} files called {wanted}, expected one; use the archive that the console offers, unchanged",
            "{path} 里有 {count} 个名为 {wanted} 的文件，应为一个；请使用控制台提供的压缩包，不要改动"
        )));
    };
    let shown = escape::text(name);
    let entry = archive.by_index(*index).map_err(broken)?;
    let mut pem = Zeroizing::new(Vec::with_capacity(MAX_KEY + 1));
    entry.take(MAX_KEY as u64 + 1).read_to_end(&mut pem).map_err(|error| {
        let reason = failure::reason(&error, language);
        Failure::Input(say!(
            language,
            "{shown} in {path} cannot be unpacked: {reason}",
            "{path} 中的 {shown} 无法解压：{reason}"
        ))
    })?;
    if pem.len() > MAX_KEY {
        return Err(Failure::Input(say!(
            language,
            "{shown} in {path} is larger than {MAX_KEY} bytes, expected a key",
            "{path} 中的 {shown} 超过 {MAX_KEY} 字节，不是密钥"
        )));
    }
    Ok((name.clone(), pem))
}
