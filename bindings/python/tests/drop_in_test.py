"""The modules TLSSigAPIv2 and TLSSigAPI: what they return and what they do with input that cannot be used."""
import contextlib
import io
import pickle
import traceback
import uuid

import TLSSigAPI
import TLSSigAPIv2
import usersig
from check import APP, KEY, equal, fails, has_no_key, raises, test, vectors, verifier

KEYS = vectors("reference-tokens")["keys"]


def loose_types():
    """Numbers as texts and users as numbers, which callers rely on."""
    for sdkappid in (APP, str(APP), f" {APP} "):
        api = TLSSigAPIv2.TLSSigAPIv2(sdkappid, KEY)
        token = verifier().verify(api.gen_sig(10086, "86400"), "10086")
        equal((86400, APP, str(APP)), (token.validity, token.sdkappid, token.sdkappid_text))
    equal(86400, verifier().verify(api.gen_sig("a", 86400.0), "a").validity)
    equal("007", verifier().verify(api.genUserSig("007"), "007").userid)
    record = verifier().verify(api.genPrivateMapKey(7, "60", "12", "42"), "7").private_map_key
    equal((12, 42), (record.room, record.privileges))
    record = verifier().verify(api.genPrivateMapKeyWithStringRoomID(7, 60, 12, 42), "7").private_map_key
    equal("12", record.room)
    fails("validity", api.gen_sig, "a", 86400.5)
    fails("validity", api.gen_sig, "a", "a day")
    fails("validity", api.gen_sig, "a", None)
    fails("room", api.genPrivateMapKey, "a", 60, "lesson", 255)
    fails("privileges", api.genPrivateMapKey, "a", 60, 7, "all")


def no_user():
    """What the original signs as the text of the object, for a user whom nobody is."""
    api = TLSSigAPIv2.TLSSigAPIv2(APP, KEY)
    for userid in (None, True, b"a", bytearray(b"a")):
        raises(TypeError, api.gen_sig, userid)
        raises(TypeError, api.genUserSig, userid)
        raises(TypeError, api.gen_sig_with_userbuf, userid, 60, b"")
        raises(TypeError, api.genPrivateMapKey, userid, 60, 12, 255)
    raises(TypeError, api.genPrivateMapKeyWithStringRoomID, "a", 60, None, 255)
    user = uuid.UUID(int=7)
    equal(str(user), verifier().verify(api.gen_sig(user), str(user)).userid)


def constructors_never_fail():
    for sdkappid, key, kind in ((0, KEY, "sdkappid"), (-1, KEY, "sdkappid"), ("app", KEY, "sdkappid"), (None, KEY, "sdkappid"),
                                (APP, "", "key"), (APP, KEY + "\n", "key")):
        api = TLSSigAPIv2.TLSSigAPIv2(sdkappid, key)
        first, second = (fails(kind, call) for call in (lambda: api.gen_sig("a"), lambda: api.genUserSig("a")))
        assert first is not second, "each has the stack of its own call"
        text = "".join(traceback.format_exception(type(first), first, first.__traceback__))
        has_no_key(text)
    raises(TypeError, TLSSigAPIv2.TLSSigAPIv2(APP, None).gen_sig, "a")
    fails("key", TLSSigAPI.TLSSigAPI(APP, "no key", None).gen_sig, "a")


def frames_have_no_key():
    """What a service that collects exceptions would send: the variables of each frame."""
    api = TLSSigAPIv2.TLSSigAPIv2(0, KEY)
    try:
        api.gen_sig("a")
    except usersig.UserSigError as error:
        step = error.__traceback__.tb_next
        while step:
            has_no_key(repr(step.tb_frame.f_locals), repr(vars(step.tb_frame.f_locals["self"])))
            step = step.tb_next
        return
    raise AssertionError("signed")


def a_key_stays_here():
    """No object shows its key, and none goes to another process by mistake."""
    private = KEYS["prime256v1"]["pkcs8"]
    for api in (TLSSigAPIv2.TLSSigAPIv2(APP, KEY), TLSSigAPI.TLSSigAPI(APP, private, None)):
        has_no_key(repr(api), repr(vars(api)))
        raises(TypeError, pickle.dumps, api)
    # One whose key cannot be used has the reason only.
    for secret in (KEY + "\n", KEY + "\ud83d"):
        assert KEY[:8].encode() not in pickle.dumps(TLSSigAPIv2.TLSSigAPIv2(APP, secret))


def base64_of_tokens():
    for module in (TLSSigAPI, TLSSigAPIv2):
        for data in (b"", b"a", bytes(range(256)), b"\xfb\xff\xfe"):
            text = module.base64_encode_url(data)
            assert isinstance(text, str) and not set(text) & set("+/=")
            equal(data, module.base64_decode_url(text.encode()))
            equal(data, module.base64_decode_url(text))
    # In the usual base64: +/A=
    equal("*-A_", TLSSigAPIv2.base64_encode_url(b"\xfb\xf0"))


def version_1():
    for keys in KEYS.values():
        for private in (keys["sec1"], keys["sec1only"], keys["pkcs8"]):
            api = TLSSigAPI.TLSSigAPI(str(APP), private, keys["pub"])
            token = api.gen_sig("xiaojun", 60)
            equal(None, api.tls_verify_sig(token.encode(), "xiaojun"))
            equal(None, api.tls_verify_sig(api.tls_gen_sig(10086), 10086))
            equal(180 * 86400, usersig.inspect_unverified(api.gen_sig("a")).validity)
        fails("userid_mismatch", api.tls_verify_sig, token.encode(), "mallory", error=usersig.InvalidTokenError)
        fails("malformed", api.tls_verify_sig, b"no token", "xiaojun", error=usersig.InvalidTokenError)
        old = usersig.Signer(APP, usersig.PrivateKey(keys["pkcs8"])).sign("xiaojun", 60, issued_at=1)
        fails("expired", api.tls_verify_sig, old, "xiaojun", error=usersig.InvalidTokenError)
        only_signs = TLSSigAPI.TLSSigAPI(APP, keys["pkcs8"], None)
        api.tls_verify_sig(only_signs.gen_sig("a"), "a")
        raises(TypeError, only_signs.tls_verify_sig, token, "xiaojun")
        only_verifies = TLSSigAPI.TLSSigAPI(APP, None, keys["pub"])
        only_verifies.tls_verify_sig(token, "xiaojun")
        raises(TypeError, only_verifies.gen_sig, "a")
    equal(["prime256v1", "secp256k1"], TLSSigAPI.list_all_curves())
    equal("prime256v1", TLSSigAPI.get_prime256v1())


def run():
    for call in (loose_types, no_user, constructors_never_fail, frames_have_no_key, a_key_stays_here, base64_of_tokens, version_1):
        output = io.StringIO()

        def silent(call=call, output=output):
            with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
                call()
            equal("", output.getvalue())

        test(call.__name__, silent)
