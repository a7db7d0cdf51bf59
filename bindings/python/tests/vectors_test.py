"""The vectors that every language passes; tests/vectors/README.md explains the fields."""
import base64
import hashlib
import hmac
import json
import zlib

import usersig
from check import KEY, NOW, equal, fails, signer, test, vectors, verifier

GOLDEN = vectors("golden")
RULES = ["trtc", "im", "any"]


def signer_of(key, sdkappid):
    if "secret_key" in key:
        return usersig.Signer(sdkappid, usersig.SecretKey(key["secret_key"]))
    equal(usersig.PrivateKey(key["sec1"]).public_key(), usersig.PublicKey(key["public"]))
    return usersig.Signer(sdkappid, usersig.PrivateKey(key["pkcs8"]))


def verifier_of(key, sdkappid):
    of = usersig.SecretKey(key["secret_key"]) if "secret_key" in key else usersig.PublicKey(key["public"])
    return usersig.Verifier(sdkappid, of)


def contents(vector):
    """The arguments of sign and verify: userbuf, or room and privileges."""
    if vector.get("userbuf") is not None:
        return {"userbuf": base64.b64decode(vector["userbuf"])}
    record = vector.get("private_map_key") or (vector if vector.get("room") is not None else None)
    return {"room": record["room"], "privileges": record["privileges"]} if record else {}


def decode(token):
    """What is in the token, by other code."""
    return json.loads(zlib.decompress(base64.b64decode(token.translate(str.maketrans("*-_", "+/=")))))


def sign(vector):
    key = GOLDEN["keys"][vector["key"]]
    one = signer_of(key, vector["sdkappid"])
    options = {"issued_at": int(vector["issued_at"]), **contents(vector)}
    strictest = RULES.index(vector["userid_rule"])
    for rule in RULES[:strictest]:
        fails("userid", one.sign, vector["userid"], vector["expire"], userid_rule=rule, **options)
    for rule in RULES[strictest:]:
        document = decode(one.sign(vector["userid"], vector["expire"], userid_rule=rule, **options))
        equal(vector["document"], document)
        if "secret_key" in key:
            mac = hmac.new(key["secret_key"].encode(), vector["signed_text"].encode(), hashlib.sha256).digest()
            equal(base64.b64encode(mac).decode(), document["TLS.sig"])


def signed_for(userid, rule):
    return lambda: signer().sign(userid, 60, issued_at=NOW, userid_rule=rule)


def in_room(room, privileges, **options):
    return lambda: signer().sign("a", 604800, room=room, privileges=privileges, **{"issued_at": NOW, **options})


# A Python surface has no text form of a validity and of privileges.
INPUTS = {
    "sdkappid": lambda value: lambda: usersig.Signer(value, usersig.SecretKey(KEY)),
    "userid": lambda value: signed_for(value, "im"),
    "userid_trtc": lambda value: signed_for(value, "trtc"),
    "userid_any": lambda value: signed_for(value, "any"),
    "room_name": lambda value: in_room(value, 255),
    "room_number": lambda value: in_room(value, 255),
    "privileges_bits": lambda value: in_room(1, value),
    "validity_seconds": lambda value: lambda: signer().sign("a", value, issued_at=NOW),
    "leeway_seconds": lambda value: lambda: verifier().report("", "a", leeway=value),
    "userbuf_length": lambda value: lambda: signer().sign("a", 60, userbuf=bytes(value)),
    "private_map_key_issued_at": lambda value: in_room(1, 255, issued_at=int(value)),
    "secret_key": lambda value: lambda: usersig.SecretKey(value),
    "private_key": lambda value: lambda: usersig.PrivateKey(value),
    "public_key": lambda value: lambda: usersig.PublicKey(value),
}


def accepts(vector):
    call = INPUTS[vector["input"]](vector["value"])
    if vector["error"] is None:
        call()
    else:
        assert fails(vector["error"], call).service_code is None


def compare_fields(token, vector):
    fields = vector["fields"]
    found = {
        "version": token.version, "userid": token.userid, "sdkappid": token.sdkappid_text,
        "issued_at": str(token.issued_at), "expire": str(token.validity), "expires_at": str(token.expires_at),
        "is_time_approximate": token.is_time_approximate,
        "userbuf": None if token.userbuf is None else base64.b64encode(token.userbuf).decode(),
    }
    equal({name: fields[name] for name in found}, found)
    equal(vector["warnings"], [warning.name for warning in token.warnings])
    record, expected = token.private_map_key, fields["private_map_key"]
    equal(expected is None, record is None)
    if record is not None:
        equal(expected, {
            "account": record.account, "sdkappid": record.sdkappid, "room": record.room,
            "privileges": int(record.privileges), "expires_at": str(record.expires_at)})


def inspect(vector):
    if vector["fields"] is not None:
        compare_fields(usersig.inspect_unverified(vector["token"]), vector)
        return
    kind = "empty" if vector["token"] == "" else "malformed"
    fails(kind, usersig.inspect_unverified, vector["token"], error=usersig.InvalidTokenError)


def verify(vector):
    one = verifier_of(GOLDEN["keys"][vector["key"]], vector["sdkappid"])
    longest = vector["max_validity"]
    expect = vector["expect"] or {}
    options = {
        "now": int(vector["now"]), "leeway": int(vector["leeway"]), "plain": expect.get("contents") == "none",
        "max_validity": None if longest is None else int(longest), **contents(expect)}
    report = one.report(vector["token"], vector["userid"], **options)
    equal(vector["finding"] == "valid", report.is_valid)
    equal(report.is_valid, bool(report))
    equal(vector["findings"], [finding.kind for finding in report.findings])
    equal(vector["warnings"], [warning.name for warning in report.warnings])
    if report.is_valid:
        compare_fields(report.token, vector)
        equal(report.token, one.verify(vector["token"], vector["userid"], **options))
        equal(report.token, report.token_or_raise())
        return
    equal(None, report.token)
    first = report.findings[0]
    equal(vector["service_code"], first.service_code or 0)
    if vector["layer"]:
        assert first.detail.startswith(vector["layer"] + ": "), first.detail
    for call in (lambda: one.verify(vector["token"], vector["userid"], **options), report.token_or_raise):
        error = fails(vector["finding"], call, error=usersig.InvalidTokenError)
        equal((first.detail, first.hint, first.service_code), (str(error), error.hint, error.service_code))


def reference(keys, vector):
    user, expected, issued_at = vector["userid"], vector["expect"], vector["issued_at"]
    if vector["version"] == "2.0":
        key = usersig.SecretKey(vector["secret_key"])
    else:
        key = usersig.PublicKey(vector.get("public_key") or keys[vector["curve"]]["pub"])
    if expected == "malformed":
        fails("malformed", usersig.inspect_unverified, vector["token"])
        issued_at = 0
    else:
        token = usersig.inspect_unverified(vector["token"])
        equal((user, vector["expire"], vector["version"]), (token.userid, token.validity, token.version))
        # In the oldest form it is a date.
        if isinstance(issued_at, str):
            assert token.is_time_approximate
            issued_at = token.issued_at
        equal(issued_at, token.issued_at)
    one = usersig.Verifier(vector["sdkappid"], key)

    def finding(now, by=one):
        report = by.report(vector["token"], user, now=now)
        return report.findings[0].kind if report.findings else "valid"

    equal([expected] * 2, [finding(issued_at), finding(issued_at + vector["expire"])])
    if expected == "valid":
        equal("expired", finding(issued_at + vector["expire"] + 1))
    assert finding(issued_at, usersig.Verifier(vector["sdkappid"], usersig.SecretKey("another key"))) != "valid"


def diagnose(file, vector):
    token, key = base64.b64decode(vector["token_base64"]), file["key"]
    try:
        user = usersig.inspect_unverified(token).userid
    except usersig.InvalidTokenError:
        user = file["userid"]
    one = usersig.Verifier(file["sdkappid"], usersig.SecretKey(key))
    found = one.diagnose(token, user, now=file["now"], key=key)
    equal(one.report(token, user, now=file["now"]), found.report)
    causes = [cause.name for cause in found.causes]
    warnings = [cause.name for cause in found.warnings]
    if found.report.is_valid:
        equal(([], vector["warnings"]), (causes, sorted(warnings)))
    elif causes != vector["causes"]:
        equal(vector["causes"] + vector["warnings"], causes)
    inner = None
    if found.unwrapped is not None:
        report = one.report(found.unwrapped, user, now=file["now"])
        inner = "valid" if report else report.findings[0].kind
    equal(vector["inner"], inner)
    for cause in found.causes + found.warnings:
        texts = [cause.detail, cause.fix, cause.detail_zh, cause.fix_zh]
        assert all(texts) and key[:8] not in "".join(texts)


def run():
    for vector in GOLDEN["sign"]:
        test(f"sign {vector['id']}", sign, vector)
    inputs = [vector for vector in GOLDEN["inputs"] if vector["input"] in INPUTS]
    for vector in inputs:
        test(f"input {vector['input']} {str(vector['value'])[:40]!r}", accepts, vector)
    test("every input that a Python surface has", equal, {"validity_text", "privileges_text"},
         {vector["input"] for vector in GOLDEN["inputs"]} - set(INPUTS))
    for vector in GOLDEN["verify"]:
        test(f"inspect {vector['id']}", inspect, vector)
        test(f"verify {vector['id']}", verify, vector)
    references = vectors("reference-tokens")
    for vector in references["vectors"]:
        test(f"reference {vector['id']}", reference, references["keys"], vector)
    diagnoses = vectors("diagnoses")
    for vector in diagnoses["cases"]:
        test(f"diagnosis {vector['id']}", diagnose, diagnoses, vector)
    test("all of them", equal, (131, 520, 150, 201),
         (len(GOLDEN["sign"]), len(GOLDEN["verify"]), len(references["vectors"]), len(diagnoses["cases"])))
