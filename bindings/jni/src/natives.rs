//! The native methods of `io.github.usersig.internal.Native`, in its order.
//!
//! Kotlin calls them with objects that live, and with no null but where a comment allows one. Unsigned numbers come as
//! the signed ones of the same bits.

use jni_sys::{jboolean, jclass, jint, jlong};
use usersig::{KeyKind, Privileges, SdkAppId, SecretKey, Signer, UnixTime, UserId, Validity, Verifier};

use crate::diagnosis;
use crate::ecdsa;
use crate::env::{Bytes, Env, Text, Texts};
use crate::failure::{call, kind_names};
use crate::fields::{Carried, expectation, language, request, rule, time_or_now, validity};
use crate::objects::{free as free_object, lent, owned};
use crate::record::Record;
use crate::text::{PLACE, ascii, secret, text, token};

/// The version of the library.
#[unsafe(export_name = "Java_io_github_usersig_internal_Native_version")]
pub extern "system" fn version(env: Env<'_>, _: jclass) -> Text<'_> {
    call(env, |env| ascii(env, env!("CARGO_PKG_VERSION").to_owned()))
}

/// What Kotlin writes once more, for the test that compares it: the names of the kinds of errors and of the privileges,
/// and the two usual validities.
#[unsafe(export_name = "Java_io_github_usersig_internal_Native_facts")]
pub extern "system" fn facts(env: Env<'_>, _: jclass) -> Bytes<'_> {
    call(env, |env| {
        let mut record = Record::new();
        let text = |record: &mut Record, name: &&str| record.text(name);
        record.list(&kind_names().collect::<Vec<_>>(), text);
        record.list(&Privileges::ALL.names().collect::<Vec<_>>(), text);
        record.u64(Validity::CLIENT_DEFAULT.as_seconds());
        record.u64(Validity::SERVER_DEFAULT.as_seconds());
        record.into_array(env)
    })
}

/// Makes a secret key of its text.
#[unsafe(export_name = "Java_io_github_usersig_internal_Native_secretKey")]
pub extern "system" fn secret_key<'call>(env: Env<'call>, _: jclass, key: Text<'call>) -> jlong {
    call(env, |env| Ok(owned(SecretKey::new(&secret(env, key)?)?)))
}

/// Reads a private key.
#[unsafe(export_name = "Java_io_github_usersig_internal_Native_privateKey")]
pub extern "system" fn private_key<'call>(env: Env<'call>, _: jclass, pem: Text<'call>) -> jlong {
    call(env, |env| ecdsa::private_key(&secret(env, pem)?))
}

/// Reads a public key.
#[unsafe(export_name = "Java_io_github_usersig_internal_Native_publicKey")]
pub extern "system" fn public_key<'call>(env: Env<'call>, _: jclass, pem: Text<'call>) -> jlong {
    call(env, |env| ecdsa::public_key(&text(env, pem, &mut PLACE.clone())?))
}

/// Frees an object of any kind, and wipes what is secret in it.
#[unsafe(export_name = "Java_io_github_usersig_internal_Native_free")]
pub extern "system" fn free(env: Env<'_>, _: jclass, kind: jint, object: jlong) {
    call(env, |_| {
        // SAFETY: Kotlin frees an object once, when no call has it and none can begin.
        unsafe { free_object(kind, object) };
        Ok(())
    });
}

/// Makes a signer with a secret key, or with a private one.
#[unsafe(export_name = "Java_io_github_usersig_internal_Native_signer")]
pub extern "system" fn signer(
    env: Env<'_>,
    _: jclass,
    sdkappid: jint,
    key: jlong,
    is_private: jboolean,
) -> jlong {
    call(env, |_| {
        let app = SdkAppId::new(sdkappid.cast_unsigned())?;
        if is_private {
            // SAFETY: Kotlin passes a private key, and holds it during the call.
            return unsafe { ecdsa::signer(app, key) };
        }
        // SAFETY: Kotlin passes a secret key, and holds it during the call.
        Ok(owned(Signer::new(app, unsafe { lent::<SecretKey>(key) }.clone())))
    })
}

/// The application of a signer.
#[unsafe(export_name = "Java_io_github_usersig_internal_Native_sdkappid")]
pub extern "system" fn sdkappid(env: Env<'_>, _: jclass, signer: jlong) -> jint {
    // SAFETY: Kotlin passes a signer, and holds it during the call.
    call(env, |_| Ok(unsafe { lent::<Signer>(signer) }.sdkappid().get().cast_signed()))
}

/// Whether a signer's key is a private one.
#[unsafe(export_name = "Java_io_github_usersig_internal_Native_hasPrivateKey")]
pub extern "system" fn has_private_key(env: Env<'_>, _: jclass, signer: jlong) -> jboolean {
    // SAFETY: Kotlin passes a signer, and holds it during the call.
    call(env, |_| Ok(unsafe { lent::<Signer>(signer) }.key_kind() == KeyKind::Public))
}

/// Signs one token. The userbuf and the room's name are null unless the kind of contents says that they are there.
#[unsafe(export_name = "Java_io_github_usersig_internal_Native_sign")]
pub extern "system" fn sign<'call>(
    env: Env<'call>,
    _: jclass,
    signer: jlong,
    userid: Text<'call>,
    userid_rule: jint,
    validity: jlong,
    issued_at: jlong,
    contents: jint,
    userbuf: Bytes<'call>,
    room_name: Text<'call>,
    room_number: jint,
    privileges: jint,
) -> Text<'call> {
    call(env, |env| {
        // SAFETY: Kotlin passes a signer, and holds it during the call.
        let signer = unsafe { lent::<Signer>(signer) };
        let mut place = PLACE;
        let userid = text(env, userid, &mut place)?;
        let carried = Carried::read(env, contents, userbuf, room_name, room_number, privileges)?;
        token(env, signer, &request(&userid, userid_rule, validity, issued_at, &carried)?)
    })
}

/// Signs a plain UserSig for each user.
#[unsafe(export_name = "Java_io_github_usersig_internal_Native_signMany")]
pub extern "system" fn sign_many<'call>(
    env: Env<'call>,
    _: jclass,
    signer: jlong,
    userids: Texts<'call>,
    userid_rule: jint,
    validity_seconds: jlong,
    issued_at: jlong,
) -> Texts<'call> {
    call(env, |env| {
        // SAFETY: Kotlin passes a signer, and holds it during the call.
        let signer = unsafe { lent::<Signer>(signer) };
        let mut texts = Vec::new();
        env.each_text(userids, |userid| {
            texts.push(text(env, userid, &mut PLACE.clone())?.into_owned());
            Ok(())
        })?;
        let users = texts
            .iter()
            .map(|userid| UserId::with_rule(userid, rule(userid_rule)))
            .collect::<Result<Vec<_>, _>>()?;
        let tokens = signer.sign_many(users, validity(validity_seconds)?, time_or_now(issued_at)?);
        env.texts(texts.len(), tokens.map(|token| ascii(env, token?)))
    })
}

/// Makes a verifier with a secret key, or with a public one.
#[unsafe(export_name = "Java_io_github_usersig_internal_Native_verifier")]
pub extern "system" fn verifier(
    env: Env<'_>,
    _: jclass,
    sdkappid: jint,
    key: jlong,
    is_public: jboolean,
) -> jlong {
    call(env, |_| {
        let app = SdkAppId::new(sdkappid.cast_unsigned())?;
        if is_public {
            // SAFETY: Kotlin passes a public key, and holds it during the call.
            return unsafe { ecdsa::verifier(app, key) };
        }
        // SAFETY: Kotlin passes a secret key, and holds it during the call.
        Ok(owned(Verifier::new(app, unsafe { lent::<SecretKey>(key) }.clone())))
    })
}

/// Verifies a token: a report.
#[unsafe(export_name = "Java_io_github_usersig_internal_Native_verify")]
pub extern "system" fn verify<'call>(
    env: Env<'call>,
    _: jclass,
    verifier: jlong,
    token: Text<'call>,
    userid: Text<'call>,
    now: jlong,
    leeway: jlong,
    max_validity: jlong,
    contents: jint,
    userbuf: Bytes<'call>,
    room_name: Text<'call>,
    room_number: jint,
    privileges: jint,
) -> Bytes<'call> {
    call(env, |env| {
        // SAFETY: Kotlin passes a verifier, and holds it during the call.
        let verifier = unsafe { lent::<Verifier>(verifier) };
        let (mut token_place, mut userid_place) = (PLACE, PLACE);
        let token = text(env, token, &mut token_place)?;
        let userid = text(env, userid, &mut userid_place)?;
        let carried = Carried::read(env, contents, userbuf, room_name, room_number, privileges)?;
        let report = verifier.verify(&*token, &expectation(&userid, now, leeway, max_validity, &carried)?);
        let mut record = Record::new();
        record.report(&report, |finding| (finding.to_string(), finding.hint().to_owned()));
        record.into_array(env)
    })
}

/// Verifies a token, and names what is behind the verdict: a report and diagnoses. The text of the key may be null.
#[unsafe(export_name = "Java_io_github_usersig_internal_Native_diagnose")]
pub extern "system" fn diagnose<'call>(
    env: Env<'call>,
    _: jclass,
    verifier: jlong,
    token: Text<'call>,
    userid: Text<'call>,
    now: jlong,
    leeway: jlong,
    max_validity: jlong,
    contents: jint,
    userbuf: Bytes<'call>,
    room_name: Text<'call>,
    room_number: jint,
    privileges: jint,
    key_text: Text<'call>,
    language_number: jint,
) -> Bytes<'call> {
    call(env, |env| {
        // SAFETY: Kotlin passes a verifier, and holds it during the call.
        let verifier = unsafe { lent::<Verifier>(verifier) };
        let (mut token_place, mut userid_place) = (PLACE, PLACE);
        let token = text(env, token, &mut token_place)?;
        let userid = text(env, userid, &mut userid_place)?;
        let carried = Carried::read(env, contents, userbuf, room_name, room_number, privileges)?;
        let expectation = expectation(&userid, now, leeway, max_validity, &carried)?;
        let key_text = if key_text.is_null() { None } else { Some(secret(env, key_text)?) };
        let key_text = key_text.as_ref().map(|text| text.as_str());
        diagnosis::with_verifier(verifier, &token, &expectation, key_text, language(language_number))?
            .into_array(env)
    })
}

/// Reads a token without verifying it: a token.
#[unsafe(export_name = "Java_io_github_usersig_internal_Native_inspect")]
pub extern "system" fn inspect<'call>(env: Env<'call>, _: jclass, token: Text<'call>) -> Bytes<'call> {
    call(env, |env| {
        let mut record = Record::new();
        record.token(&usersig::inspect_unverified(&*text(env, token, &mut PLACE.clone())?)?);
        record.into_array(env)
    })
}

/// Names what is wrong with a token without a key: diagnoses.
#[unsafe(export_name = "Java_io_github_usersig_internal_Native_diagnoseUnverified")]
pub extern "system" fn diagnose_unverified<'call>(
    env: Env<'call>,
    _: jclass,
    token: Text<'call>,
    now: jlong,
    language_number: jint,
) -> Bytes<'call> {
    call(env, |env| {
        let mut place = PLACE;
        let token = text(env, token, &mut place)?;
        let now = UnixTime::from_secs(now.cast_unsigned());
        diagnosis::unverified(&token, now, language(language_number))?.into_array(env)
    })
}

/// Names the shape of a key's text: a list of diagnoses.
#[unsafe(export_name = "Java_io_github_usersig_internal_Native_diagnoseKey")]
pub extern "system" fn diagnose_key<'call>(
    env: Env<'call>,
    _: jclass,
    key: Text<'call>,
    language_number: jint,
) -> Bytes<'call> {
    call(env, |env| diagnosis::key(&secret(env, key)?, language(language_number))?.into_array(env))
}

/// What a code means: a list of explanations.
#[unsafe(export_name = "Java_io_github_usersig_internal_Native_explain")]
pub extern "system" fn explain<'call>(
    env: Env<'call>,
    _: jclass,
    code: Text<'call>,
    language_number: jint,
) -> Bytes<'call> {
    call(env, |env| {
        let found = usersig::explain(&text(env, code, &mut PLACE.clone())?);
        let mut record = Record::new();
        record.list(&found, |record, entry| record.explanation(entry, language(language_number)));
        record.into_array(env)
    })
}

/// Every code: a list of explanations.
#[unsafe(export_name = "Java_io_github_usersig_internal_Native_explanations")]
pub extern "system" fn explanations(env: Env<'_>, _: jclass, language_number: jint) -> Bytes<'_> {
    call(env, |env| {
        let mut record = Record::new();
        record.list(usersig::explanations(), |record, entry| {
            record.explanation(entry, language(language_number));
        });
        record.into_array(env)
    })
}
