//! The native methods of `io.github.usersig.internal.Native`, in its order.
//!
//! Kotlin calls them with objects that live, and with no null but where a comment allows one. Unsigned numbers come as
//! the signed ones of the same bits.

use jni::objects::{JByteArray, JClass, JObjectArray, JString};
use jni::sys::{jboolean, jint, jlong};
use jni::{EnvUnowned, jni_mangle};
use usersig::{KeyKind, Privileges, SdkAppId, SecretKey, Signer, UnixTime, UserId, Validity, Verifier};

use crate::diagnosis;
use crate::ecdsa;
use crate::failure::{call, kind_names};
use crate::fields::{Carried, expectation, language, request, rule, time_or_now, validity};
use crate::objects::{free as free_object, lent, owned};
use crate::record::Record;
use crate::text::{PLACE, secret, text, token};

/// The version of the library.
#[jni_mangle("io.github.usersig.internal.Native")]
pub fn version<'l>(env: EnvUnowned<'l>, _: JClass<'l>) -> JString<'l> {
    call(env, |env| Ok(env.new_string(env!("CARGO_PKG_VERSION"))?))
}

/// What Kotlin writes once more, for the test that compares it: the names of the kinds of errors and of the privileges,
/// and the two usual validities.
#[jni_mangle("io.github.usersig.internal.Native")]
pub fn facts<'l>(env: EnvUnowned<'l>, _: JClass<'l>) -> JByteArray<'l> {
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
#[jni_mangle("io.github.usersig.internal.Native")]
pub fn secret_key<'l>(env: EnvUnowned<'l>, _: JClass<'l>, key: JString<'l>) -> jlong {
    call(env, |env| Ok(owned(SecretKey::new(&secret(env, &key)?)?)))
}

/// Reads a private key.
#[jni_mangle("io.github.usersig.internal.Native")]
pub fn private_key<'l>(env: EnvUnowned<'l>, _: JClass<'l>, pem: JString<'l>) -> jlong {
    call(env, |env| ecdsa::private_key(&secret(env, &pem)?))
}

/// Reads a public key.
#[jni_mangle("io.github.usersig.internal.Native")]
pub fn public_key<'l>(env: EnvUnowned<'l>, _: JClass<'l>, pem: JString<'l>) -> jlong {
    call(env, |env| ecdsa::public_key(&text(env, &pem, &mut PLACE.clone())?))
}

/// Frees an object of any kind, and wipes what is secret in it.
#[jni_mangle("io.github.usersig.internal.Native")]
pub fn free<'l>(env: EnvUnowned<'l>, _: JClass<'l>, kind: jint, object: jlong) {
    call(env, |_| {
        // SAFETY: Kotlin frees an object once, when no call has it and none can begin.
        unsafe { free_object(kind, object) };
        Ok(())
    });
}

/// Makes a signer with a secret key, or with a private one.
#[jni_mangle("io.github.usersig.internal.Native")]
pub fn signer<'l>(
    env: EnvUnowned<'l>,
    _: JClass<'l>,
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
#[jni_mangle("io.github.usersig.internal.Native")]
pub fn sdkappid<'l>(env: EnvUnowned<'l>, _: JClass<'l>, signer: jlong) -> jint {
    // SAFETY: Kotlin passes a signer, and holds it during the call.
    call(env, |_| Ok(unsafe { lent::<Signer>(signer) }.sdkappid().get().cast_signed()))
}

/// Whether a signer's key is a private one.
#[jni_mangle("io.github.usersig.internal.Native")]
pub fn has_private_key<'l>(env: EnvUnowned<'l>, _: JClass<'l>, signer: jlong) -> jboolean {
    // SAFETY: Kotlin passes a signer, and holds it during the call.
    call(env, |_| Ok(unsafe { lent::<Signer>(signer) }.key_kind() == KeyKind::Public))
}

/// Signs one token. The userbuf and the room's name are null unless the kind of contents says that they are there.
#[jni_mangle("io.github.usersig.internal.Native")]
pub fn sign<'l>(
    env: EnvUnowned<'l>,
    _: JClass<'l>,
    signer: jlong,
    userid: JString<'l>,
    userid_rule: jint,
    validity: jlong,
    issued_at: jlong,
    contents: jint,
    userbuf: JByteArray<'l>,
    room_name: JString<'l>,
    room_number: jint,
    privileges: jint,
) -> JString<'l> {
    call(env, |env| {
        // SAFETY: Kotlin passes a signer, and holds it during the call.
        let signer = unsafe { lent::<Signer>(signer) };
        let mut place = PLACE;
        let userid = text(env, &userid, &mut place)?;
        let carried = Carried::read(env, contents, &userbuf, &room_name, room_number, privileges)?;
        token(env, signer, &request(&userid, userid_rule, validity, issued_at, &carried)?)
    })
}

/// Signs a plain UserSig for each user.
#[jni_mangle("io.github.usersig.internal.Native")]
pub fn sign_many<'l>(
    env: EnvUnowned<'l>,
    _: JClass<'l>,
    signer: jlong,
    userids: JObjectArray<'l, JString<'l>>,
    userid_rule: jint,
    validity_seconds: jlong,
    issued_at: jlong,
) -> JObjectArray<'l, JString<'l>> {
    call(env, |env| {
        // SAFETY: Kotlin passes a signer, and holds it during the call.
        let signer = unsafe { lent::<Signer>(signer) };
        let mut texts = Vec::new();
        for index in 0..userids.len(env)? {
            // The table of local references is small: each is freed at once.
            let userid = userids.get_element(env, index)?;
            texts.push(text(env, &userid, &mut PLACE.clone())?.into_owned());
            env.delete_local_ref(userid);
        }
        let users = texts
            .iter()
            .map(|userid| UserId::with_rule(userid, rule(userid_rule)))
            .collect::<Result<Vec<_>, _>>()?;
        let validity = validity(validity_seconds)?;
        let tokens = JObjectArray::<JString>::new(env, users.len(), JString::null())?;
        for (index, token) in signer.sign_many(users, validity, time_or_now(issued_at)?).enumerate() {
            let token = env.new_string(token?)?;
            tokens.set_element(env, index, &token)?;
            env.delete_local_ref(token);
        }
        Ok(tokens)
    })
}

/// Makes a verifier with a secret key, or with a public one.
#[jni_mangle("io.github.usersig.internal.Native")]
pub fn verifier<'l>(
    env: EnvUnowned<'l>,
    _: JClass<'l>,
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
#[jni_mangle("io.github.usersig.internal.Native")]
pub fn verify<'l>(
    env: EnvUnowned<'l>,
    _: JClass<'l>,
    verifier: jlong,
    token: JString<'l>,
    userid: JString<'l>,
    now: jlong,
    leeway: jlong,
    max_validity: jlong,
    contents: jint,
    userbuf: JByteArray<'l>,
    room_name: JString<'l>,
    room_number: jint,
    privileges: jint,
) -> JByteArray<'l> {
    call(env, |env| {
        // SAFETY: Kotlin passes a verifier, and holds it during the call.
        let verifier = unsafe { lent::<Verifier>(verifier) };
        let (mut token_place, mut userid_place) = (PLACE, PLACE);
        let token = text(env, &token, &mut token_place)?;
        let userid = text(env, &userid, &mut userid_place)?;
        let carried = Carried::read(env, contents, &userbuf, &room_name, room_number, privileges)?;
        let report = verifier.verify(&*token, &expectation(&userid, now, leeway, max_validity, &carried)?);
        let mut record = Record::new();
        record.report(&report, |finding| (finding.to_string(), finding.hint().to_owned()));
        record.into_array(env)
    })
}

/// Verifies a token, and names what is behind the verdict: a report and diagnoses. The text of the key may be null.
#[jni_mangle("io.github.usersig.internal.Native")]
pub fn diagnose<'l>(
    env: EnvUnowned<'l>,
    _: JClass<'l>,
    verifier: jlong,
    token: JString<'l>,
    userid: JString<'l>,
    now: jlong,
    leeway: jlong,
    max_validity: jlong,
    contents: jint,
    userbuf: JByteArray<'l>,
    room_name: JString<'l>,
    room_number: jint,
    privileges: jint,
    key_text: JString<'l>,
    language_number: jint,
) -> JByteArray<'l> {
    call(env, |env| {
        // SAFETY: Kotlin passes a verifier, and holds it during the call.
        let verifier = unsafe { lent::<Verifier>(verifier) };
        let (mut token_place, mut userid_place) = (PLACE, PLACE);
        let token = text(env, &token, &mut token_place)?;
        let userid = text(env, &userid, &mut userid_place)?;
        let carried = Carried::read(env, contents, &userbuf, &room_name, room_number, privileges)?;
        let expectation = expectation(&userid, now, leeway, max_validity, &carried)?;
        let key_text = if key_text.is_null() { None } else { Some(secret(env, &key_text)?) };
        let key_text = key_text.as_ref().map(|text| text.as_str());
        diagnosis::with_verifier(verifier, &token, &expectation, key_text, language(language_number))?
            .into_array(env)
    })
}

/// Reads a token without verifying it: a token.
#[jni_mangle("io.github.usersig.internal.Native")]
pub fn inspect<'l>(env: EnvUnowned<'l>, _: JClass<'l>, token: JString<'l>) -> JByteArray<'l> {
    call(env, |env| {
        let mut record = Record::new();
        record.token(&usersig::inspect_unverified(&*text(env, &token, &mut PLACE.clone())?)?);
        record.into_array(env)
    })
}

/// Names what is wrong with a token without a key: diagnoses.
#[jni_mangle("io.github.usersig.internal.Native")]
pub fn diagnose_unverified<'l>(
    env: EnvUnowned<'l>,
    _: JClass<'l>,
    token: JString<'l>,
    now: jlong,
    language_number: jint,
) -> JByteArray<'l> {
    call(env, |env| {
        let mut place = PLACE;
        let token = text(env, &token, &mut place)?;
        let now = UnixTime::from_secs(now.cast_unsigned());
        diagnosis::unverified(&token, now, language(language_number))?.into_array(env)
    })
}

/// Names the shape of a key's text: a list of diagnoses.
#[jni_mangle("io.github.usersig.internal.Native")]
pub fn diagnose_key<'l>(
    env: EnvUnowned<'l>,
    _: JClass<'l>,
    key: JString<'l>,
    language_number: jint,
) -> JByteArray<'l> {
    call(env, |env| diagnosis::key(&secret(env, &key)?, language(language_number))?.into_array(env))
}

/// What a code means: a list of explanations.
#[jni_mangle("io.github.usersig.internal.Native")]
pub fn explain<'l>(
    env: EnvUnowned<'l>,
    _: JClass<'l>,
    code: JString<'l>,
    language_number: jint,
) -> JByteArray<'l> {
    call(env, |env| {
        let found = usersig::explain(&text(env, &code, &mut PLACE.clone())?);
        let mut record = Record::new();
        record.list(&found, |record, entry| record.explanation(entry, language(language_number)));
        record.into_array(env)
    })
}

/// Every code: a list of explanations.
#[jni_mangle("io.github.usersig.internal.Native")]
pub fn explanations<'l>(env: EnvUnowned<'l>, _: JClass<'l>, language_number: jint) -> JByteArray<'l> {
    call(env, |env| {
        let mut record = Record::new();
        record.list(usersig::explanations(), |record, entry| {
            record.explanation(entry, language(language_number));
        });
        record.into_array(env)
    })
}
