"""What nobody should pass: the only exceptions are those that are documented, and nothing fails open."""
import random

import usersig
from check import KEY, NOW, equal, fails, has_no_key, signer, test, verifier

ROUNDS = 10000
# The same texts in each run.
RANDOM = random.Random(1)


def text():
    """ASCII, every code point, halves of surrogate pairs among letters, or the alphabet of tokens."""
    length = RANDOM.randrange(40)
    characters = RANDOM.choice([
        lambda: chr(RANDOM.randrange(128)),
        lambda: chr(RANDOM.randrange(0x110000)),
        lambda: chr(0xD800 + RANDOM.randrange(0x800)) if RANDOM.randrange(3) == 0 else RANDOM.choice("abc"),
        lambda: RANDOM.choice("eJAabcXYZ019*-_"),
    ])
    return "".join(characters() for _ in range(length))


def has_half(value):
    return any("\ud800" <= character <= "\udfff" for character in value)


def allowed(kind, call, *arguments, **options):
    """Returns the result of a call that may only raise the library's exception of this kind, or None."""
    try:
        return call(*arguments, **options)
    except usersig.UserSigError as error:
        equal(kind, error.kind)
        has_no_key(str(error))
        assert error.__cause__ is None and error.__context__ is None, "an exception of Python would hold the text"
        return None


def userids(one, other):
    signed = 0
    for _ in range(ROUNDS):
        user = text()
        token = allowed("userid", one.sign, user, 60, issued_at=NOW, userid_rule="any")
        if token is None:
            continue
        assert not has_half(user)
        equal(user, other.verify(token, user, now=NOW).userid)
        assert not other.report(token, "y" if user == "x" else "x", now=NOW)
        signed += 1
    assert 1000 < signed < ROUNDS - 1000, signed


def tokens(one, other):
    for _ in range(ROUNDS):
        token = text()
        report = other.report(token, "xiaojun", now=NOW)
        assert not report and report.findings[0].detail
        kind = "malformed" if token else "empty"
        fails(kind, usersig.inspect_unverified, token)
        fails(kind, other.verify, token, "xiaojun", now=NOW)
        assert not other.diagnose(token, "xiaojun", now=NOW).report


def altered(one, other):
    genuine = one.sign("xiaojun", 60, issued_at=NOW)
    for _ in range(ROUNDS):
        characters = list(genuine)
        for _ in range(RANDOM.randrange(1, 4)):
            characters[RANDOM.randrange(len(characters))] = chr(RANDOM.randrange(RANDOM.choice([128, 0x110000])))
        report = other.report("".join(characters), "xiaojun", now=NOW)
        # Compression is malleable; what is signed is not.
        if report:
            equal(("xiaojun", 60, NOW), (report.token.userid, report.token.validity, report.token.issued_at))


def other_inputs(one, _):
    for _ in range(ROUNDS):
        value = text()
        allowed("key", usersig.SecretKey, value)
        allowed("room", one.sign, "a", 60, room=value, privileges=255)
        assert isinstance(usersig.explain(value), tuple)
        allowed("key", usersig.PrivateKey, value)
        allowed("key", usersig.PublicKey, f"-----BEGIN PUBLIC KEY-----\n{value}\n-----END PUBLIC KEY-----")
        allowed("key", usersig.diagnose_key, value)


def halves(one, other):
    genuine = one.sign("xiaojun", 60, issued_at=NOW)
    for half in ("\ud83d", "a\udca9", "\udca9\ud83d", "\ud83dx"):
        fails("userid", one.sign, half, 60)
        fails("userid", one.sign_many, ["a", half], 60)
        fails("userid", other.verify, genuine, half)
        fails("room", one.sign, "a", 60, room=half, privileges=255)
        fails("key", usersig.PrivateKey, half)
        fails("key", usersig.diagnose_key, half)
        for error in (fails("key", usersig.SecretKey, half + KEY), fails("key", usersig.SecretKey, KEY + half)):
            assert error.__cause__ is None and error.__context__ is None
        fails("malformed", other.verify, half, "xiaojun")
    token = one.sign("小军💩", 60, issued_at=NOW, userid_rule="any")
    equal("小军💩", other.verify(token, "小军💩", now=NOW).userid)


def huge(one, other):
    for value in ("x" * (20 << 20), "军" * (5 << 20), one.sign("xiaojun", 60) + "_" * (20 << 20)):
        fails("userid", one.sign, value, 60, userid_rule="any")
        fails("malformed", other.verify, value, "xiaojun")
        fails("malformed", usersig.inspect_unverified, value)
        fails("room", one.sign, "a", 60, room=value, privileges=255)
        fails("key", usersig.PrivateKey, value)
        equal((), usersig.explain(value))
    fails("userbuf", one.sign, "a", 60, userbuf=bytes(20 << 20))


def numbers(one, other):
    far = 1 << 70
    genuine = one.sign("a", 60, issued_at=NOW)
    for wrong in (0, -1, 1 << 32, far, -far):
        fails("sdkappid", usersig.Signer, wrong, usersig.SecretKey(KEY))
        fails("sdkappid", usersig.Verifier, wrong, usersig.SecretKey(KEY))
        fails("room", one.sign, "a", 60, room=wrong, privileges=255)
    for wrong in (-1, 256, 1 << 32, far):
        fails("privileges", one.sign, "a", 60, room=1, privileges=wrong)
    for wrong in (0, -1, 1576800001, far):
        fails("validity", one.sign, "a", wrong)
        fails("validity", other.verify, genuine, "a", max_validity=wrong)
    for wrong in (-1, far):
        fails("time", one.sign, "a", 60, issued_at=wrong)
        fails("time", other.verify, genuine, "a", now=wrong)
        fails("time", usersig.diagnose_unverified, genuine, now=wrong)
        fails("time", usersig.inspect_unverified(genuine).time_left, wrong)
    for wrong in (-1, 86401, far):
        fails("leeway", other.verify, genuine, "a", leeway=wrong)


def wrong_types(one, other):
    genuine = one.sign("a", 60, issued_at=NOW)
    for wrong in (None, 7, 7.5, [], object()):
        for call in (
            lambda: one.sign(wrong, 60), lambda: other.verify(wrong, "a"), lambda: other.verify(genuine, wrong),
            lambda: other.report(wrong, "a"), lambda: other.diagnose(wrong, "a"), lambda: usersig.inspect_unverified(wrong),
            lambda: usersig.diagnose_key(wrong),
        ):
            try:
                call()
            except TypeError:
                continue
            raise AssertionError(f"{wrong!r} was accepted")
    try:
        one.sign("a", 60, userid_rule="all")
    except ValueError as error:
        assert "userid_rule" in str(error)
        return
    raise AssertionError("a rule that does not exist was accepted")


def run():
    one, other = signer(), verifier()
    for call in (userids, tokens, altered, other_inputs, halves, huge, numbers, wrong_types):
        test(call.__name__, call, one, other)
