"""The bugs of the official packages, each reproduced, and what usersig does with the same input."""
import base64
import json
import random
import time

from harness import (
    CURVES, KEY, Case, check, decode, encode, finding, go, java, node, python, record, sign, usersig,
)

ALICE = Case(1400000000, "alice", 600)
KEYS = CURVES["prime256v1"]


def in_v2():
    alice = {"key": KEY, **ALICE.request()}
    of_alice = KEY, 1400000000, "alice"

    token = go("userbuf", **alice, userbuf="")["token"]
    now = decode(token)["TLS.time"]
    check("bug, Go: an empty userbuf is signed but left out of the JSON", "TLS.userbuf" in decode(token), False)
    check("bug, Go: its own verifier rejects that token",
          go("verify", token=token, now=now, **alice)["verdict"], "sig not match")
    check("usersig on that token", finding(token, *of_alice, now), "bad_signature")
    fields = decode(sign(KEY, Case(1400000000, "alice", 600, userbuf=b""), now))
    mac = node("mac", **alice, time=now, userbuf="")["mac"]
    check("usersig signs an empty userbuf and writes it", (fields["TLS.userbuf"], fields["TLS.sig"]), ("", mac))
    for name, writer in (("Python", python), ("Node", node)):
        token = writer("userbuf", **alice, userbuf="")["token"]
        check(f"usersig on an empty userbuf of {name}", finding(token, *of_alice, decode(token)["TLS.time"]), "valid")

    token = encode("this is no JSON")
    check("bug, Go: text that is not JSON is reported as a wrong SDKAppID",
          go("verify", token=token, **alice)["verdict"], "sdk appid not match")
    check("usersig on that token", finding(token, *of_alice, 0), "malformed")

    document = decode(go("plain", **alice)["token"])
    token, now = encode(json.dumps(document) + " " * (16 << 20)), document["TLS.time"]
    check("bug, Go: inflates without bound, here 16 MiB from 22 KB",
          (go("verify", token=token, now=now, **alice)["verdict"], len(token) < 23000), ("valid", True))
    check("usersig on that token", finding(token, *of_alice, now), "malformed")

    zhang = {**alice, "userid": "张三", "room": 7, "privileges": 255}
    accounts = {name: record(decode(writer("room", **zhang)["token"])["TLS.userbuf"])["account"]
                for name, writer in (("Go", go), ("Node", node), ("Java", java))}
    for name in ("Node", "Java"):
        check(f"bug, {name}: of a non-ASCII account only the low byte of each UTF-16 unit is left", accounts[name], b"\x20\x09")
    userbuf = decode(sign(KEY, Case(1400000000, "张三", 600, room=(7, 255)), now))["TLS.userbuf"]
    check("usersig and Go write the account's UTF-8 bytes", [record(userbuf)["account"], accounts["Go"]], ["张三".encode()] * 2)

    userbuf = decode(node("room_str", **alice, room_str="", privileges=255)["token"])["TLS.userbuf"]
    check("bug, Node: a string room of \"\" still makes record version 1",
          (base64.b64decode(userbuf)[0], record(userbuf)["room"]), (1, ""))
    rejected = usersig("sign", *ALICE.options(), "--room-str", "", USERSIG_SECRET_KEY=KEY)
    check("usersig rejects an empty string room", (rejected.returncode, rejected.stdout), (2, ""))

    # Letters without a pattern: 4000 of them do not compress into 2048 bytes.
    letters = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", k=4000))
    token = java("plain", **{**alice, "userid": letters})["token"]
    length = len(base64.b64decode(token.translate(str.maketrans("*-_", "+/="))))
    check("bug, Java: a token of more than 2048 compressed bytes is silently truncated",
          (length, decode(token)), (2048, {}))
    check("usersig on that token", finding(token, *of_alice, 0), "malformed")


def in_v1():
    now = int(time.time())
    alice = {"private_key": KEYS["pkcs8"], "public_key": KEYS["pub"], **ALICE.request()}
    of_alice = KEYS["pub"], 1400000000, "alice"

    token = sign(KEYS["pkcs8"], ALICE, 1000000000)
    check("bug, Node 1.0: its verifier never checks the expiry", node("v1_verify", token=token, **alice)["verdict"], True)
    answer = java("v1_verify", token=token, **alice)
    check("Java 1.0 rejects that token as expired", (answer["verdict"], answer["message"]), (False, "TLS sig is out of date"))
    check("usersig on that token", finding(token, *of_alice, now), "expired")

    token = python("v1_plain", **alice)["token"]
    check("bug, PyPI 1.0: TLS.appid_at_3rd is written empty", decode(token)["TLS.appid_at_3rd"], "")
    check("bug, Java 1.0: its verifier assumes 0 instead, and rejects the token",
          java("v1_verify", token=token, **alice)["verdict"], False)
    check("usersig and Node use the value in the token",
          (finding(token, *of_alice, now), node("v1_verify", token=token, **alice)["verdict"]), ("valid", True))
    check("bug, PyPI 1.0: its verifier cannot run",
          python("v1_verify", token=token, **alice)["error"].split(":")[0], "AttributeError")

    token = sign(KEYS["pkcs8"], Case(2147483648, "alice", 600), now)
    big = {**alice, "sdkappid": 2147483648, "token": token}
    check("bug, Java 1.0: its verifier rejects an SDKAppID over 31 bits", java("v1_verify", **big)["verdict"], False)
    check("usersig and Node accept that token",
          (finding(token, KEYS["pub"], 2147483648, "alice", now), node("v1_verify", **big)["verdict"]), ("valid", True))

    quoted = {**alice, "userid": 'a"b'}
    check("bug, Java 1.0: cannot sign a UserID with a quote, since it does not escape its JSON",
          java("v1_plain", **quoted)["token"], "")
    token = sign(KEYS["pkcs8"], Case(1400000000, 'a"b', 600), now)
    check("usersig signs that UserID, and Node accepts it", node("v1_verify", **quoted, token=token)["verdict"], True)

    # Letters without a pattern: 600 of them do not compress into 512 bytes; with 1000, the JSON is longer than 1024.
    letters = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", k=1000))
    token = java("v1_plain", **{**alice, "userid": letters[:600]})["token"]
    length = len(base64.b64decode(token.translate(str.maketrans("*-_", "+/="))))
    check("bug, Java 1.0: a token of more than 512 compressed bytes is silently truncated", (length, decode(token)), (512, {}))
    check("usersig on that token", finding(token, KEYS["pub"], 1400000000, letters[:600], now), "malformed")
    long = {**alice, "userid": letters, "token": sign(KEYS["pkcs8"], Case(1400000000, letters, 600), now)}
    check("bug, Java 1.0: its verifier throws if a token has more than 1024 bytes of JSON", "error" in java("v1_verify", **long), True)
    check("usersig and Node accept that token",
          (finding(long["token"], KEYS["pub"], 1400000000, letters, now), node("v1_verify", **long)["verdict"]), ("valid", True))

    token = java("v1_plain", **{**alice, "userid": "a\\\\b"})["token"]
    check("bug, Java 1.0: of two backslashes in a UserID it signs one, since it does not escape its JSON",
          decode(token)["TLS.identifier"], "a\\b")

    token = node("v1_plain", **{**alice, "expire": 0})["token"]
    check("bug, Node 1.0: a validity of 0 is one of 180 days", decode(token)["TLS.expire_after"], str(180 * 86400))


def one_signed_text_two_documents():
    """With a line break in a UserID, two documents have the same signed text; usersig rejects both of them."""
    for name, writer in (("Go", go), ("Node", node), ("Java", java), ("Python", python)):
        case = Case(1, "bob\nTLS.sdkappid:1400000000", 60)
        token = writer("plain", key=KEY, **case.request())["token"]
        check(f"bug, {name}: signs a UserID with a line break", decode(token)["TLS.identifier"], case.userid)
        check("usersig on that token", finding(token, KEY, 1, "bob", 0), "malformed")

    now = int(time.time())
    lines = f"TLS.sdk_appid:1400000000\nTLS.time:{now}\nTLS.expire_after:99999999\nTLS.userbuf:QUJD"
    case = Case(1400000000, f"bob\n{lines}", 60)
    fields = decode(node("v1_plain", private_key=KEYS["pkcs8"], **case.request())["token"])
    rest = f"TLS.sdk_appid:1400000000\nTLS.time:{fields['TLS.time']}\nTLS.expire_after:60"
    forged = encode(json.dumps({**fields, "TLS.identifier": "bob", "TLS.time": str(now), "TLS.expire_after": "99999999",
                                "TLS.userbuf": f"QUJD\n{rest}"}))
    answer = node("v1_verify_userbuf", token=forged, sdkappid=1400000000, userid="bob", public_key=KEYS["pub"])
    check("bug, Node 1.0: a signature for 60 seconds passes as bob's for 99999999 seconds", str(answer["verdict"])[:3], "ABC")
    check("usersig on that forgery", finding(forged, KEYS["pub"], 1400000000, "bob", now), "malformed")
    rejected = usersig("sign", *case.options(), USERSIG_SECRET_KEY=KEY)
    check("usersig signs no UserID with a line break, whatever is asked", (rejected.returncode, rejected.stdout), (2, ""))
