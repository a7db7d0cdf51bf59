"""The modules TLSSigAPIv2 and TLSSigAPI of the wheel beside those of PyPI that they replace: the same program, the same calls."""
import sys

from harness import CURVES, HERE, INSTALLED, KEY, Reference, check, decode, finding, python

ours = Reference(sys.executable, f"{HERE}/python/reference.py", PYTHONPATH=f"{INSTALLED}/python-drop-in")


def in_one_second(call, request, key):
    """Both documents, with the same time in them."""
    while True:
        tokens = [program(call, **request, **key)["token"] for program in (python, ours)]
        documents = [decode(token) for token in tokens]
        if documents[0]["TLS.time"] == documents[1]["TLS.time"]:
            return tokens, documents


def same_tokens(plain, with_userbuf):
    for case in plain + with_userbuf:
        _, (theirs, own) = in_one_second(case.call, case.request(), {"key": KEY})
        check(f"2.0 TLSSigAPIv2 {case}: the document of PyPI's, signature included", own, theirs)
    for sdkappid, userid, expire in (("1400000000", "a", 600), (1400000000, 10086, 600), ("1400000000", 7, "86400")):
        _, (theirs, own) = in_one_second("plain", {"sdkappid": sdkappid, "userid": userid, "expire": expire}, {"key": KEY})
        check(f"2.0 TLSSigAPIv2 {sdkappid!r}, {userid!r}, {expire!r}: the document of PyPI's", own, theirs)
    # A fraction: the original signs the text "600.5" and writes the number 600.
    request = {"sdkappid": 1400000000, "userid": "a", "expire": 600.5, "key": KEY}
    token = python("plain", **request)["token"]
    check("bug, PyPI: a validity with a fraction is signed as another text than is written",
          finding(token, KEY, 1400000000, "a", decode(token)["TLS.time"]), "bad_signature")
    check("TLSSigAPIv2 raises", ours("plain", **request)["error"].startswith("UserSigError: the validity"), True)

    free = {"TLS.sig", "TLS.version", "TLS.appid_at_3rd"}
    for curve, keys in CURVES.items():
        pair = {"private_key": keys["pkcs8"], "public_key": keys["pub"]}
        for case in plain:
            tokens, documents = in_one_second("v1_plain", case.request(), pair)
            theirs, own = ({name: value for name, value in document.items() if name not in free} for document in documents)
            check(f"1.0 {curve} TLSSigAPI {case}: the document of PyPI's", own, theirs)
            now = int(documents[0]["TLS.time"])
            check(f"1.0 {curve} TLSSigAPI {case}: both are valid",
                  [finding(token, keys["pub"], case.sdkappid, case.userid, now) for token in tokens], ["valid"] * 2)
            verdicts = [ours("v1_verify", token=token, **case.request(), **pair) for token in tokens]
            if case.expire == 1 and verdicts != [{"verdict": None}] * 2:
                # It verifies by the clock, and the second may be over on a busy machine.
                again, _ = in_one_second("v1_plain", case.request(), pair)
                verdicts = [ours("v1_verify", token=token, **case.request(), **pair) for token in again]
            check(f"1.0 {curve} TLSSigAPI {case}: ours verifies both", verdicts, [{"verdict": None}] * 2)
        answer = ours("v1_verify", token=tokens[0], **{**plain[0].request(), "userid": "mallory"}, **pair)
        check(f"1.0 {curve} TLSSigAPI raises for another user", answer["error"].startswith("InvalidTokenError: "), True)
