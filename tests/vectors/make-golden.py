#!/usr/bin/env python3
"""Writes golden.json, from docs/FORMAT.md, with only the Python standard library.

    python3 tests/vectors/make-golden.py            write the file
    python3 tests/vectors/make-golden.py --check    fail if the file is not what this writes

Nothing of the library is used here: HMAC comes from Python, ECDSA (RFC 6979) and DER are written out below,
and the zlib streams hold one stored block made by hand, so that no version of zlib changes the file.
"""
import base64
import hashlib
import hmac
import json
import pathlib
import string
import sys
import zlib

HERE = pathlib.Path(__file__).resolve().parent
APP = 1400000000
NOW = 1700000000
DAYS_180 = 15552000
U64_MAX = 2**64 - 1


def b64(data):
    return base64.b64encode(data).decode()


# --- ECDSA over SHA-256, short Weierstrass curves y^2 = x^3 + ax + b ------------------------------------

class Curve:
    def __init__(self, p, a, n, gx, gy, oid, low_s):
        self.p, self.a, self.n, self.g, self.oid, self.low_s = p, a, n, (gx, gy), bytes.fromhex(oid), low_s

    def add(self, one, two):
        if one is None or two is None:
            return one or two
        (x1, y1), (x2, y2) = one, two
        if x1 == x2 and (y1 + y2) % self.p == 0:
            return None
        if one == two:
            slope = (3 * x1 * x1 + self.a) * pow(2 * y1, -1, self.p)
        else:
            slope = (y2 - y1) * pow(x2 - x1, -1, self.p)
        x = (slope * slope - x1 - x2) % self.p
        return x, (slope * (x1 - x) - y1) % self.p

    def times(self, k, point):
        total = None
        while k:
            if k & 1:
                total = self.add(total, point)
            point = self.add(point, point)
            k >>= 1
        return total


P256 = Curve(
    0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF,
    -3,
    0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
    "06082a8648ce3d030107",
    low_s=False,
)
SECP256K1 = Curve(
    0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFC2F,
    0,
    0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141,
    0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
    0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8,
    "06052b8104000a",
    low_s=True,
)


def der(tag, content):
    length = len(content)
    head = bytes([length]) if length < 128 else bytes([0x81, length])
    return bytes([tag]) + head + content


def der_int(number):
    content = number.to_bytes(33, "big").lstrip(b"\0") or b"\0"
    return der(2, (b"\0" if content[0] & 0x80 else b"") + content)


def pem(label, content):
    text = b64(content)
    lines = [text[at:at + 64] for at in range(0, len(text), 64)]
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""])


class EcKey:
    """A key pair whose private number is the hash of its name. It belongs to no application."""

    def __init__(self, curve, name):
        self.curve = curve
        self.d = int.from_bytes(hashlib.sha256(name.encode()).digest(), "big") % (curve.n - 1) + 1
        x, y = curve.times(self.d, curve.g)
        point = b"\4" + x.to_bytes(32, "big") + y.to_bytes(32, "big")
        algorithm = der(0x30, bytes.fromhex("06072a8648ce3d0201") + curve.oid)
        bits = der(3, b"\0" + point)
        secret = self.d.to_bytes(32, "big")
        sec1 = der(0x30, der_int(1) + der(4, secret) + der(0xA0, curve.oid) + der(0xA1, bits))
        inner = der(0x30, der_int(1) + der(4, secret) + der(0xA1, bits))
        self.pems = {
            "pkcs8": pem("PRIVATE KEY", der(0x30, der_int(0) + algorithm + der(4, inner))),
            "sec1": pem("EC PARAMETERS", curve.oid) + pem("EC PRIVATE KEY", sec1),
            "public": pem("PUBLIC KEY", der(0x30, algorithm + bits)),
        }

    def nonce(self, digest):
        """RFC 6979, section 3.2, with HMAC-SHA256; both orders have 256 bits."""
        n = self.curve.n
        hashed = int.from_bytes(digest, "big") % n
        seed = self.d.to_bytes(32, "big") + hashed.to_bytes(32, "big")
        k, v = b"\0" * 32, b"\1" * 32
        for separator in (b"\0", b"\1"):
            k = hmac.digest(k, v + separator + seed, "sha256")
            v = hmac.digest(k, v, "sha256")
        while True:
            v = hmac.digest(k, v, "sha256")
            candidate = int.from_bytes(v, "big")
            if 1 <= candidate < n:
                return candidate
            k = hmac.digest(k, v + b"\0", "sha256")
            v = hmac.digest(k, v, "sha256")

    def numbers(self, text):
        digest = hashlib.sha256(text.encode()).digest()
        n, k = self.curve.n, self.nonce(digest)
        r = self.curve.times(k, self.curve.g)[0] % n
        s = pow(k, -1, n) * (int.from_bytes(digest, "big") + r * self.d) % n
        if self.curve.low_s and s > n // 2:
            s = n - s
        return r, s

    def sign(self, text):
        r, s = self.numbers(text)
        return der(0x30, der_int(r) + der_int(s))

    def sign_high(self, text):
        r, s = self.numbers(text)
        return der(0x30, der_int(r) + der_int(max(s, self.curve.n - s)))


class Secret:
    def __init__(self, text):
        self.text = text

    def sign(self, text):
        return hmac.digest(self.text.encode(), text.encode(), "sha256")


KEYS = {
    "secret": Secret("5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"),
    "secret_other": Secret("0000000000000000000000000000000000000000000000000000000000000000"),
    "secret_short": Secret("k"),
    "secret_long": Secret("0123456789abcdef" * 9),
    "secret_not_ascii": Secret("\u5bc6\u94a5 \u043a\u043b\u044e\u0447"),
    "p256": EcKey(P256, "usersig golden P-256"),
    "p256_other": EcKey(P256, "usersig golden P-256, another"),
    "secp256k1": EcKey(SECP256K1, "usersig golden secp256k1"),
}


def is_v2(key):
    return isinstance(KEYS[key], Secret)


# --- Documents and tokens -------------------------------------------------------------------------------

def signed_text(document):
    if document.get("TLS.ver") == "2.0":
        lines = ["identifier", "sdkappid", "time", "expire", "userbuf"]
    else:
        lines = ["appid_at_3rd", "account_type", "identifier", "sdk_appid", "time", "expire_after", "userbuf"]
    lines = [f"TLS.{name}" for name in lines]
    return "".join(f"{name}:{document[name]}\n" for name in lines if name in document)


def document_of(key, sdkappid, userid, time, expire, userbuf=None):
    if is_v2(key):
        fields = {"TLS.ver": "2.0", "TLS.identifier": userid, "TLS.sdkappid": sdkappid, "TLS.time": time,
                  "TLS.expire": expire}
    else:
        fields = {"TLS.account_type": "0", "TLS.identifier": userid, "TLS.appid_at_3rd": "0",
                  "TLS.sdk_appid": str(sdkappid), "TLS.time": str(time), "TLS.expire_after": str(expire),
                  "TLS.version": "201803230000"}
    if userbuf is not None:
        fields["TLS.userbuf"] = b64(userbuf)
    return sealed(key, fields)


def sealed(key, fields):
    return {**fields, "TLS.sig": b64(KEYS[key].sign(signed_text(fields)))}


def zlib_stored(content):
    size = len(content).to_bytes(2, "little")
    inverse = (len(content) ^ 0xFFFF).to_bytes(2, "little")
    return b"\x78\x01\x01" + size + inverse + content + zlib.adler32(content).to_bytes(4, "big")


def envelope(stream):
    return base64.b64encode(stream, b"*-").decode().replace("=", "_")


def pack(document):
    """A token of a document (a dict), or of JSON text or bytes, verbatim."""
    if isinstance(document, dict):
        document = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    if isinstance(document, str):
        document = document.encode()
    return envelope(zlib_stored(document))


def record(account, sdkappid, room, expires_at, privileges):
    by_name = isinstance(room, str)
    words = [sdkappid, 0 if by_name else room, expires_at, privileges, 0]
    name = account.encode()
    out = bytes([by_name]) + len(name).to_bytes(2, "big") + name
    out += b"".join(word.to_bytes(4, "big") for word in words)
    return out + (len(room).to_bytes(2, "big") + room.encode() if by_name else b"")


def bytes_of(length):
    return bytes((at * 7 + 3) % 256 for at in range(length))


# --- What signing writes --------------------------------------------------------------------------------

SIGN = []
ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
ROOM_CHARACTERS = ("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                   " !#$%&()+-:;<=.>?@[]^_{}|~,")
FOREIGN = {
    "chinese": "\u5f20\u4e09",
    "emoji": "\U0001f469\u200d\U0001f680",
    "quote": "a\"b\\c'd",
    "slash": "a/b</script>&",
    "email": "user@example.com",
    "space": " a b ",
    "line_separator": "a\u2028b\u0085c",
    "1024_bytes": "x" * 1024,
    "1024_bytes_of_4": "\U0001d11e" * 256,
    "1024_quotes": "\"" * 1024,
}


def sign(name, key="secret", sdkappid=APP, userid="xiaojun", time=NOW, expire=DAYS_180, userbuf=None, room=None,
         privileges=None):
    pmk = None
    if room is not None:
        userbuf = record(userid, sdkappid, room, time + expire, privileges)
        pmk = {"room": room, "privileges": privileges}
    document = document_of(key, sdkappid, userid, time, expire, userbuf)
    rule = "any"
    if 1 <= len(userid.encode()) <= 32 and all(" " <= c <= "~" for c in userid):
        rule = "trtc" if all(c in ALPHABET for c in userid) else "im"
    SIGN.append({
        "id": name,
        "key": key,
        "sdkappid": sdkappid,
        "userid": userid,
        "userid_rule": rule,
        "issued_at": str(time),
        "expire": expire,
        "userbuf": None if userbuf is None or pmk else b64(userbuf),
        "private_map_key": pmk,
        "document": document,
        "signed_text": signed_text(document),
    })


def make_sign():
    for key in KEYS:
        sign(f"key/{key}", key=key)
    for length in range(1, 33):
        start = length * 5 % 32
        sign(f"length/{length}", userid=ALPHABET[start:start + length])
    for sdkappid in (1, 2**31 - 1, 2**31, 2**32 - 1):
        sign(f"sdkappid/{sdkappid}", sdkappid=sdkappid)
        sign(f"1.0/sdkappid/{sdkappid}", key="p256", sdkappid=sdkappid)
    for time in (0, 1, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**53, 2**53 + 1, U64_MAX):
        sign(f"time/{time}", time=time)
    sign(f"1.0/time/{U64_MAX}", key="p256", time=U64_MAX)
    for expire in (1, 604800, DAYS_180, 1576800000):
        sign(f"expire/{expire}", expire=expire)
    for name, userid in FOREIGN.items():
        sign(f"userid/{name}", userid=userid)
    for key in ("p256", "secp256k1"):
        for name in ("chinese", "emoji", "quote"):
            sign(f"1.0/{key}/userid/{name}", key=key, userid=FOREIGN[name])
    for key in ("secret", "p256", "secp256k1"):
        for length in (0, 1, 2, 3, 255, 4096):
            sign(f"userbuf/{key}/{length}", key=key, userbuf=bytes_of(length))
    for room in (1, 10001, 2**31, 2**32 - 2):
        sign(f"private_map_key/number/{room}", room=room, privileges=255)
    for number, room in enumerate(("r", ROOM_CHARACTERS[:64], ROOM_CHARACTERS[64:], " " * 64)):
        sign(f"private_map_key/name/{number}", room=room, privileges=42)
    for privileges in (0, 1, 2, 4, 8, 16, 32, 64, 128, 42, 254):
        sign(f"private_map_key/privileges/{privileges}", room=10001, privileges=privileges)
    for name, userid in FOREIGN.items():
        sign(f"private_map_key/userid/{name}", userid=userid, room="room", privileges=255)
    sign("private_map_key/last_second", time=2**32 - 1 - 604800, expire=604800, room=1, privileges=255)
    sign("private_map_key/sdkappid", sdkappid=2**32 - 1, room="room", privileges=255)
    for key in ("p256", "secp256k1"):
        sign(f"1.0/{key}/private_map_key/number", key=key, room=10001, privileges=255)
        sign(f"1.0/{key}/private_map_key/name", key=key, room="room 1", privileges=42)


# --- What each input type accepts and rejects ------------------------------------------------------------

INPUTS = []


def make_inputs():
    def cases(what, error, rejected, accepted=()):
        for value in rejected:
            INPUTS.append({"input": what, "value": value, "error": error})
        for value in accepted:
            INPUTS.append({"input": what, "value": value, "error": None})

    controls = [chr(c) for c in [*range(0x20), 0x7F]]
    forged = "bob\nTLS.sdkappid:1400000000\nTLS.time:1700000000\nTLS.expire:99999999\nTLS.userbuf:QUJD"
    cases("sdkappid", "sdkappid", [0], [1, 2**31, 2**32 - 1])
    cases("userid", "userid",
          ["", "x" * 33, " " * 33, "\u5f20\u4e09", "a\u00e9", "a\u0080", forged, *controls, *("a" + c for c in controls)],
          ["x", "x" * 32, "_-", "administrator", "0", "a b", "a.b", "a@b", "a\"b", "a/b", "a:b", " ", "~" * 32])
    cases("userid_trtc", "userid",
          ["", "x" * 33, "a b", "a.b", "a@b", "\u5f20\u4e09", "a\"b", "a/b", "a:b", forged, *controls],
          ["x", "x" * 32, "_-", "administrator", "0"])
    cases("userid_any", "userid", ["", "x" * 1025, "\u5f20" * 342, forged, *("a" + c for c in controls)],
          ["x" * 1024, "\u5f20" * 341, *FOREIGN.values()])
    cases("validity_seconds", "validity", [0, 1576800001, 2**32], [1, 1576800000])
    cases("validity_text", "validity",
          ["", "0", "7 d", "-1", "+1", "1.5d", "d", "7x", "18251d", "99999999999999999999", "7d7d", "\u0667d"],
          ["1", "604800", "60s", "45m", "12h", "7d", "2w", "18250d"])
    cases("leeway_seconds", "leeway", [86401, 2**32], [0, 1, 86400])
    cases("userbuf_length", "userbuf", [32769, 100000], [0, 1, 32768])
    cases("room_number", "room", [0, 4294967295], [1, 4294967294])
    cases("room_name", "room",
          ["", "r" * 65, "\u623f\u95f4", "a\"b", "a'b", "a\\b", "a/b", "a*b", "a`b", *("r" + c for c in controls)],
          ["r", "0", " ", ROOM_CHARACTERS[:64], ROOM_CHARACTERS[64:]])
    cases("privileges_bits", "privileges", [256, 4294967295], [0, 42, 255])
    cases("privileges_text", "privileges",
          ["", "256", "-1", "enter,", "fly", "ALL", "enter;create", "99999999999"],
          ["all", "0", "255", "enter", "enter,audio-receive,video-receive"])
    cases("secret_key", "key", ["", " k", "k ", "k\n", "\tk", "a\0b", "a\nb", "\u3000k", " "],
          ["k", "a b", "\u5bc6\u94a5", KEYS["secret"].text])
    keys = [KEYS["p256"], KEYS["secp256k1"]]
    broken = keys[0].pems["pkcs8"].replace("MIGH", "MIGI")
    other = pem("CERTIFICATE", b"\x30\x00")
    cut = keys[0].pems["pkcs8"].split("-----END")[0]
    cases("private_key", "key", ["", "text", broken, other, cut, keys[0].pems["public"], KEYS["secret"].text],
          [key.pems[form] for key in keys for form in ("pkcs8", "sec1")])
    cases("public_key", "key", ["", "text", other, keys[0].pems["pkcs8"], keys[1].pems["sec1"]],
          [key.pems["public"] for key in keys])
    # A PrivateMapKey of 7 days, issued at this time: its record holds 32 bits.
    cases("private_map_key_issued_at", "private_map_key_expiry",
          [str(2**32 - 604800), str(2**32), str(2**53), str(U64_MAX)], ["0", str(2**32 - 1 - 604800)])


# --- What verification reports --------------------------------------------------------------------------

VERIFY = []
CODES = {"valid": 0, "empty": 70002, "malformed": 70003, "wrong_key_kind": 70016, "sdkappid_mismatch": 70014,
         "userid_mismatch": 70013, "bad_signature": 70009, "expired": 70001, "validity_too_long": 0,
         "userbuf_mismatch": 0, "record_mismatch": 0}


def verify(name, token, *findings, key="secret", sdkappid=APP, userid="xiaojun", now=NOW, leeway=0, layer=None,
           truncated=False, fields=None, expect=None, max_validity=None, warnings=()):
    """One case: `findings` in the order in which they are reported; none means valid."""
    finding = findings[0] if findings else "valid"
    assert (finding == "malformed") == (layer is not None), name
    VERIFY.append({
        "id": name,
        "key": key,
        "sdkappid": sdkappid,
        "userid": userid,
        "token": token,
        "now": str(now),
        "leeway": str(leeway),
        "max_validity": None if max_validity is None else str(max_validity),
        "expect": expect,
        "finding": finding,
        "findings": list(findings),
        "warnings": list(warnings),
        "service_code": 70004 if truncated else CODES[finding],
        "layer": layer,
        "fields": fields,
    })


def fields_of(document, pmk=None, approximate=False, issued_at=None):
    """What a reader sees in a document that it can read."""
    v2 = document.get("TLS.ver") == "2.0"
    time = issued_at if issued_at is not None else int(document["TLS.time"])
    expire = int(document["TLS.expire" if v2 else "TLS.expire_after"])
    return {
        "version": "2.0" if v2 else "1.0",
        "userid": document["TLS.identifier"],
        "sdkappid": str(document["TLS.sdkappid" if v2 else "TLS.sdk_appid"]),
        "issued_at": str(time),
        "expire": str(expire),
        "expires_at": str(min(time + expire, U64_MAX)),
        "userbuf": document.get("TLS.userbuf"),
        "is_time_approximate": approximate,
        "private_map_key": pmk,
    }


def make_verify_times():
    last = NOW + DAYS_180
    for key in ("secret", "p256", "secp256k1"):
        document = document_of(key, APP, "xiaojun", NOW, DAYS_180)
        token, seen = pack(document), fields_of(document)
        verify(f"{key}/issued", token, key=key, fields=seen)
        verify(f"{key}/clock_0", token, key=key, now=0, fields=seen)
        verify(f"{key}/last_second", token, key=key, now=last, fields=seen)
        verify(f"{key}/one_second_late", token, "expired", key=key, now=last + 1, fields=seen)
        verify(f"{key}/clock_u64_max", token, "expired", key=key, now=U64_MAX, fields=seen)
        verify(f"{key}/in_leeway", token, key=key, now=last + 60, leeway=60, fields=seen)
        verify(f"{key}/after_leeway", token, "expired", key=key, now=last + 61, leeway=60, fields=seen)
        verify(f"{key}/leeway_of_a_day", token, key=key, now=last + 86400, leeway=86400, fields=seen)
        # time + expire lies above 64 bits: it must not wrap into the past.
        late = document_of(key, APP, "xiaojun", U64_MAX - 9, DAYS_180)
        verify(f"{key}/beyond_u64", pack(late), key=key, now=U64_MAX, fields=fields_of(late))
        end = document_of(key, APP, "xiaojun", U64_MAX - 9, 8)
        verify(f"{key}/before_u64_max", pack(end), "expired", key=key, now=U64_MAX, fields=fields_of(end))
        verify(f"{key}/before_u64_max_leeway", pack(end), key=key, now=U64_MAX, leeway=1, fields=fields_of(end))
        zero = document_of(key, APP, "xiaojun", NOW, 0)
        verify(f"{key}/expire_0", pack(zero), key=key, fields=fields_of(zero))
        verify(f"{key}/expire_0_late", pack(zero), "expired", key=key, now=NOW + 1, fields=fields_of(zero))


def make_verify_answers():
    good = document_of("secret", APP, "xiaojun", NOW, DAYS_180)
    old = document_of("p256", APP, "xiaojun", NOW, DAYS_180)
    token, seen = pack(good), fields_of(good)
    verify("empty", "", "empty")
    verify("other_sdkappid", token, "sdkappid_mismatch", sdkappid=APP + 1, fields=seen)
    verify("other_userid", token, "userid_mismatch", userid="mallory", fields=seen)
    verify("userid_case", token, "userid_mismatch", userid="Xiaojun", fields=seen)
    verify("other_key", token, "bad_signature", key="secret_other", fields=seen)
    verify("public_key_for_2.0", token, "wrong_key_kind", key="p256", fields=seen)
    verify("secret_key_for_1.0", pack(old), "wrong_key_kind", fields=fields_of(old))
    verify("other_public_key", pack(old), "bad_signature", key="p256_other", fields=fields_of(old))
    verify("other_curve", pack(old), "bad_signature", key="secp256k1", fields=fields_of(old))
    verify("all_but_kind", token, "sdkappid_mismatch", "userid_mismatch", "bad_signature", "expired",
           key="secret_other", sdkappid=1, userid="mallory", now=U64_MAX, fields=seen)
    verify("all_with_kind", token, "wrong_key_kind", "sdkappid_mismatch", "userid_mismatch", "expired",
           key="p256", sdkappid=1, userid="mallory", now=U64_MAX, fields=seen)

    for name, value in {"negative": -1, "u32_plus_1": 2**32, "u64_plus_1": 2**64, "zero": 0}.items():
        document = document_of("secret", value, "xiaojun", NOW, DAYS_180)
        verify(f"sdkappid/{name}", pack(document), "sdkappid_mismatch", fields=fields_of(document))
    document = document_of("p256", 2**32, "xiaojun", NOW, DAYS_180)
    verify("1.0/sdkappid/u32_plus_1", pack(document), "sdkappid_mismatch", key="p256", fields=fields_of(document))

    for name, change in {
        "userid": {"TLS.identifier": "xiaojum"},
        "expire": {"TLS.expire": DAYS_180 + 1},
        "time": {"TLS.time": NOW + 1},
        "sdkappid": {"TLS.sdkappid": APP + 1},
        "userbuf_added": {"TLS.userbuf": ""},
    }.items():
        changed = {**good, **change}
        verify(f"altered/{name}", pack(changed), "bad_signature", sdkappid=changed["TLS.sdkappid"],
               userid=changed["TLS.identifier"], fields=fields_of(changed))
    with_buf = document_of("secret", APP, "xiaojun", NOW, DAYS_180, b"ABC")
    verify("userbuf", pack(with_buf), fields=fields_of(with_buf))
    without = {name: value for name, value in with_buf.items() if name != "TLS.userbuf"}
    verify("altered/userbuf_removed", pack(without), "bad_signature", fields=fields_of(without))
    for name, sig in {"empty": "", "31_bytes": b64(bytes(31)), "33_bytes": b64(bytes(33)), "zeros": b64(bytes(32))}.items():
        changed = {**good, "TLS.sig": sig}
        verify(f"sig/{name}", pack(changed), "bad_signature", fields=fields_of(changed))

    for name, userid in FOREIGN.items():
        document = document_of("secret", APP, userid, NOW, DAYS_180)
        verify(f"userid/{name}", pack(document), userid=userid, fields=fields_of(document))

    for name, room in {"number": 10001, "name": "room 1"}.items():
        for key in ("secret", "p256"):
            buf = record("\u5f20\u4e09", APP, room, NOW + DAYS_180, 42)
            document = document_of(key, APP, "\u5f20\u4e09", NOW, DAYS_180, buf)
            pmk = {"account": "\u5f20\u4e09", "sdkappid": APP, "room": room, "privileges": 42,
                   "expires_at": str(NOW + DAYS_180)}
            verify(f"private_map_key/{key}/{name}", pack(document), key=key, userid="\u5f20\u4e09",
                   fields=fields_of(document, pmk))
    make_verify_contents()

    # Not exactly a record: a userbuf like any other.
    whole = record("xiaojun", APP, 10001, NOW + DAYS_180, 255)
    for name, buf in {"empty": b"", "cut": whole[:-1], "longer": whole + b"\0", "version_2": b"\2" + whole[1:]}.items():
        document = document_of("secret", APP, "xiaojun", NOW, DAYS_180, buf)
        verify(f"no_record/{name}", pack(document), fields=fields_of(document))


def make_verify_contents():
    """The contents that a caller expects, and records that are not for their token."""
    end = NOW + DAYS_180
    with_buf = document_of("secret", APP, "xiaojun", NOW, DAYS_180, b"ABC")
    plain = document_of("secret", APP, "xiaojun", NOW, DAYS_180)
    pmk = document_of("secret", APP, "xiaojun", NOW, DAYS_180, record("xiaojun", APP, 10001, end, 42))
    named = document_of("secret", APP, "xiaojun", NOW, DAYS_180, record("xiaojun", APP, "room 1", end, 42))

    def seen(document, room=None, account="xiaojun", sdkappid=APP, expires_at=end, privileges=42):
        if room is None:
            return fields_of(document)
        return fields_of(document, {"account": account, "sdkappid": sdkappid, "room": room, "privileges": privileges,
                                    "expires_at": str(expires_at)})

    none = {"contents": "none"}
    verify("expect/none/plain", pack(plain), expect=none, fields=seen(plain))
    verify("expect/none/userbuf", pack(with_buf), "userbuf_mismatch", expect=none, fields=seen(with_buf))
    verify("expect/none/record", pack(pmk), "userbuf_mismatch", expect=none, fields=seen(pmk, 10001))
    for name, buf, findings in (("same", b"ABC", ()), ("other", b"ABD", ("userbuf_mismatch",)),
                                ("longer", b"ABCD", ("userbuf_mismatch",)), ("empty", b"", ("userbuf_mismatch",))):
        expect = {"contents": "userbuf", "userbuf": b64(buf)}
        verify(f"expect/userbuf/{name}", pack(with_buf), *findings, expect=expect, fields=seen(with_buf))
    verify("expect/userbuf/missing", pack(plain), "userbuf_mismatch", expect={"contents": "userbuf", "userbuf": "QUJD"},
           fields=seen(plain))

    def room(room, privileges):
        return {"contents": "room", "room": room, "privileges": privileges}

    for name, expect, findings in (
        ("same", room(10001, 42), ()), ("less", room(10001, 2), ()), ("nothing", room(10001, 0), ()),
        ("more", room(10001, 255), ("record_mismatch",)), ("one_more", room(10001, 43), ("record_mismatch",)),
        ("other_room", room(10002, 42), ("record_mismatch",)),
        ("number_as_name", room("10001", 42), ("record_mismatch",)),
        ("room_and_privileges", room(10002, 255), ("record_mismatch", "record_mismatch")),
    ):
        verify(f"expect/room/{name}", pack(pmk), *findings, expect=expect, fields=seen(pmk, 10001))
    verify("expect/room_name/same", pack(named), expect=room("room 1", 42), fields=seen(named, "room 1"))
    verify("expect/room_name/case", pack(named), "record_mismatch", expect=room("Room 1", 42), fields=seen(named, "room 1"))
    verify("expect/room/plain", pack(plain), "record_mismatch", expect=room(10001, 42), fields=seen(plain))
    verify("expect/room/userbuf", pack(with_buf), "record_mismatch", expect=room(10001, 42), fields=seen(with_buf))

    verify("max_validity/equal", pack(plain), max_validity=DAYS_180, fields=seen(plain))
    verify("max_validity/less", pack(plain), "validity_too_long", max_validity=DAYS_180 - 1, fields=seen(plain))
    sdkappid_as_validity = document_of("secret", APP, "xiaojun", NOW, APP)
    verify("max_validity/44_years", pack(sdkappid_as_validity), "validity_too_long", max_validity=DAYS_180,
           fields=seen(sdkappid_as_validity))
    verify("max_validity/expired_too", pack(plain), "expired", "validity_too_long", now=end + 1, max_validity=1,
           fields=seen(plain))

    # A record that disagrees with its own token, for each expectation.
    for name, account, sdkappid, number, expires_at, mismatches in (
        ("userid", "bob", APP, 10001, end, 1), ("sdkappid", "xiaojun", 7, 10001, end, 1), ("room_0", "xiaojun", APP, 0, end, 1),
        ("all", "bob", 7, 0, 0, 5), ("in_1970", "xiaojun", APP, 10001, 0, 2), ("early", "xiaojun", APP, 10001, end - 61, 1),
        ("late", "xiaojun", APP, 10001, end + 61, 1), ("a_minute_early", "xiaojun", APP, 10001, end - 60, 0),
        ("a_minute_late", "xiaojun", APP, 10001, end + 60, 0),
    ):
        document = document_of("secret", APP, "xiaojun", NOW, DAYS_180, record(account, sdkappid, number, expires_at, 42))
        fields = seen(document, number, account, sdkappid, expires_at)
        findings = ["record_mismatch"] * mismatches
        verify(f"record/{name}", pack(document), *findings, fields=fields)
        verify(f"record/{name}/no_userbuf", pack(document), "userbuf_mismatch", *findings, expect=none, fields=fields)
    early = document_of("secret", APP, "xiaojun", NOW, DAYS_180, record("xiaojun", APP, 10001, end - 30, 42))
    verify("record/ended_before_its_token", pack(early), "record_mismatch", now=end - 29,
           fields=seen(early, 10001, expires_at=end - 30))
    verify("record/ended_in_leeway", pack(early), now=end - 29, leeway=1, fields=seen(early, 10001, expires_at=end - 30))
    verify("record/expired_with_its_token", pack(pmk), "expired", now=end + 1, fields=seen(pmk, 10001))


def make_verify_forgeries():
    # Algorithm confusion: a token of 2.0 made with the public key as the HMAC secret.
    fields = {"TLS.ver": "2.0", "TLS.identifier": "admin", "TLS.sdkappid": APP, "TLS.time": NOW, "TLS.expire": DAYS_180}
    public = KEYS["p256"].pems["public"]
    for name, secret in {"pem": public, "pem_trimmed": public.strip()}.items():
        minted = {**fields, "TLS.sig": b64(Secret(secret).sign(signed_text(fields)))}
        verify(f"forgery/confusion/{name}", pack(minted), "wrong_key_kind", key="p256", userid="admin",
               fields=fields_of(minted))

    # One signed text, two documents: what was signed for the UserID below also reads as a document for bob.
    userid = f"bob\nTLS.sdkappid:{APP}\nTLS.time:{NOW}\nTLS.expire:99999999\nTLS.userbuf:QUJD"
    signed = {"TLS.ver": "2.0", "TLS.identifier": userid, "TLS.sdkappid": APP, "TLS.time": NOW, "TLS.expire": 60}
    sig = b64(KEYS["secret"].sign(signed_text(signed)))
    forged = {"TLS.ver": "2.0", "TLS.identifier": "bob", "TLS.sdkappid": APP, "TLS.time": NOW, "TLS.expire": 99999999,
              "TLS.userbuf": f"QUJD\nTLS.sdkappid:{APP}\nTLS.time:{NOW}\nTLS.expire:60"}
    assert signed_text(signed) == signed_text(forged)
    for name, document in {"signed": signed, "forged": forged}.items():
        verify(f"forgery/newline/{name}", pack({**document, "TLS.sig": sig}), "malformed", userid="bob", now=NOW + 1000,
               layer="field")


def layer_of_cut(text):
    """The layer in which truncation is detected: base64 if one character is left over or unused bits are not 0, else zlib."""
    spare = {0: 0, 1: 0b111111, 2: 0b1111, 3: 0b11}[len(text) % 4]
    digit = (string.ascii_uppercase + string.ascii_lowercase + string.digits + "*-").index(text[-1])
    return "base64" if len(text) % 4 == 1 or digit & spare else "zlib"


def make_verify_envelope():
    good = document_of("secret", APP, "xiaojun", NOW, DAYS_180)
    seen = fields_of(good)
    text = json.dumps(good, separators=(",", ":"))
    # Trailing white space gives each length modulo 3, and so each padding.
    padded = {}
    for spaces in range(3):
        token = pack(text + " " * spaces)
        padded[token.count("_")] = token
    for pads, token in sorted(padded.items()):
        bare = token.rstrip("_")
        verify(f"padding/{pads}", token, fields=seen)
        verify(f"padding/{pads}/left_out", bare, fields=seen)
        verify(f"padding/{pads}/one_too_many", token + "_", "malformed", layer="base64", truncated=True)
        verify(f"padding/{pads}/last_character_cut", bare[:-1], "malformed", layer=layer_of_cut(bare[:-1]), truncated=True)
        verify(f"padding/{pads}/equals_signs", bare + "=" * (pads or 4), "malformed", layer="base64")
    verify("padding/in_part", padded[2][:-1], "malformed", layer="base64", truncated=True)
    verify("padding/alone", "____", "malformed", layer="base64", truncated=True)
    verify("padding/last_bits", padded[2].rstrip("_")[:-1] + "B", "malformed", layer="base64", truncated=True)
    token = pack(good)
    for name, character in {"plus": "+", "slash": "/", "space": " ", "newline": "\n", "nul": "\0", "underscore": "_",
                            "not_ascii": "\u00e9"}.items():
        verify(f"alphabet/{name}", token[:5] + character + token[6:], "malformed", layer="base64")
    verify("alphabet/leading_space", " " + token, "malformed", layer="base64")
    verify("alphabet/quoted", f'"{token}"', "malformed", layer="base64")
    verify("alphabet/json_with_leading_space", " " + text, "malformed", layer="base64")

    stream = zlib_stored(text.encode())
    for name, head in {"gzip": "1f8b", "dictionary": "78bb", "window": "8801", "check": "7802", "text": "7b22"}.items():
        verify(f"zlib/header/{name}", envelope(bytes.fromhex(head) + stream[2:]), "malformed", layer="zlib")
    # A length that base64 cannot have is a missing end only after the beginning of a token.
    for word in ("xiaojun", "1400000000", "--help"):
        verify(f"zlib/header/word/{word}", word, "malformed", layer="zlib")
    verify("zlib/header/only", "eJyrA", "malformed", layer="base64", truncated=True)
    verify("zlib/block_type", envelope(b"\x78\x01\x07" + stream[3:]), "malformed", layer="zlib")
    verify("zlib/stored_length", envelope(stream[:5] + b"\0" + stream[6:]), "malformed", layer="zlib")
    verify("zlib/checksum", envelope(stream[:-1] + bytes([stream[-1] ^ 1])), "malformed", layer="zlib")
    verify("zlib/content", envelope(stream.replace(b"xiaojun", b"xiaojum")), "malformed", layer="zlib")
    verify("zlib/trailing", envelope(stream + b"\0"), "malformed", layer="zlib")
    verify("zlib/two_streams", envelope(stream + stream), "malformed", layer="zlib")
    for cut in (1, 2, 6, 100, len(stream) - 4, len(stream) - 1):
        verify(f"zlib/cut/{cut}", envelope(stream[:cut]), "malformed", layer="zlib", truncated=True)


def make_verify_json():
    good = document_of("secret", APP, "xiaojun", NOW, DAYS_180)
    seen = fields_of(good)
    text = json.dumps(good, separators=(",", ":"))
    verify("json/indented", pack(json.dumps(good, indent=2)), fields=seen)
    verify("json/reversed", pack(dict(reversed(good.items()))), fields=seen)
    verify("json/white_space_around", pack(f"\r\n\t {text} \n"), fields=seen)
    verify("json/more_keys", pack({**good, "TLS.more": {"a": [1, 1.5e3, None, {"a": 1}], "b": "\n"}, "": ""}), fields=seen)
    verify("json/keys_of_1.0", pack({**good, "TLS.sdk_appid": "1", "TLS.account_type": "0"}), fields=seen)
    verify("json/escaped_key", pack(text.replace("TLS.ver", "TLS\\u002ever")), fields=seen)
    verify("json/escaped_value", pack(text.replace("xiaojun", "\\u0078iaojun")), fields=seen)
    verify("json/escaped_sig", pack(text.replace("/", "\\/")), fields=seen)
    pair = document_of("secret", APP, "\U0001f469", NOW, DAYS_180)
    verify("json/surrogate_pair", pack(json.dumps(pair)), userid="\U0001f469", fields=fields_of(pair))

    for name, content in {
        "empty": "", "space": " ", "text": "xiaojun", "cut": text[:-1], "more": text + "}", "two": text + text,
        "array": f"[{text}]", "string": json.dumps(text), "number": "1", "null": "null", "open_array": "[" * 9000,
        "trailing_comma": text[:-1] + ",}", "single_quotes": text.replace('"', "'"), "comment": "/**/" + text,
        "bom": "\ufeff" + text, "raw_newline": text.replace("xiaojun", "xiao\njun"), "nan": text.replace(str(NOW), "NaN"),
        "leading_zero": text.replace(str(NOW), f"0{NOW}"), "plus": text.replace(str(NOW), f"+{NOW}"),
        "lone_surrogate": text.replace("xiaojun", "\\ud800"), "bad_escape": text.replace("xiaojun", "\\x41"),
        "not_utf8": text.encode().replace(b"xiaojun", b"xiaoj\xfcn"), "overlong_utf8": text.encode().replace(b"xiaojun", b"\xc0\xaf"),
        "twice_same": text[:-1] + ',"TLS.time":1700000000}', "twice_other": text[:-1] + ',"TLS.time":1}',
        "twice_escaped": text[:-1] + ',"TLS.tim\\u0065":1700000000}', "twice_unknown": text[:-1] + ',"a":1,"a":1}',
    }.items():
        verify(f"json/{name}", pack(content), "malformed", layer="JSON")


def make_verify_fields():
    good = document_of("secret", APP, "xiaojun", NOW, DAYS_180, b"ABC")
    old = document_of("p256", APP, "xiaojun", NOW, DAYS_180, b"ABC")

    def rejected(name, document, key="secret"):
        verify(f"field/{name}", pack(document), "malformed", key=key, layer="field")

    for field in ("TLS.identifier", "TLS.sdkappid", "TLS.time", "TLS.expire", "TLS.sig"):
        rejected(f"missing/{field}", {name: value for name, value in good.items() if name != field})
    for field in ("TLS.account_type", "TLS.identifier", "TLS.sdk_appid", "TLS.time", "TLS.expire_after", "TLS.sig"):
        rejected(f"1.0/missing/{field}", {name: value for name, value in old.items() if name != field}, "p256")
    numbers = ("TLS.sdkappid", "TLS.time", "TLS.expire")
    for field in good:
        if field not in numbers:
            rejected(f"type/{field}", {**good, field: 1})
        rejected(f"null/{field}", {**good, field: None})
        rejected(f"object/{field}", {**good, field: {}})
    for field in old:
        if field != "TLS.version":
            rejected(f"1.0/type/{field}", {**old, field: 1}, "p256")
            rejected(f"1.0/null/{field}", {**old, field: None}, "p256")
    # Numbers as canonical decimal texts: the signed text is the same, and the official HarmonyOS demos write them.
    texts = {field: str(good[field]) for field in numbers}
    for field, value in texts.items():
        verify(f"number_as_text/{field}", pack({**good, field: value}), warnings=["number_as_text"],
               fields=fields_of(good))
        for form in ("", "0" + value, "+" + value, "-" + value, " " + value, value + " ", "1e9", "1.0", "0x10", "\u0661", "00"):
            rejected(f"number_as_text/{field}/{form!r}", {**good, field: form})
    verify("number_as_text/all", pack({**good, **texts}), warnings=["number_as_text"] * 3, fields=fields_of(good))
    verify("number_as_text/other_sdkappid", pack({**good, "TLS.sdkappid": str(2**64)}), "sdkappid_mismatch", "bad_signature",
           warnings=["number_as_text"], fields={**fields_of(good), "sdkappid": str(2**64)})
    for ver in ("", "1.0", "2", "2.00", "2.1", "3.0", " 2.0"):
        rejected(f"ver/{ver!r}", {**good, "TLS.ver": ver})

    text = json.dumps(good, separators=(",", ":"))
    for field, value in (("TLS.sdkappid", APP), ("TLS.time", NOW), ("TLS.expire", DAYS_180)):
        for form in (f"{value}.0", f"{value}e0", f"{value // 10}E1", f"{value}.5", "true"):
            rejected(f"number/{field}/{form}", text.replace(f'"{field}":{value}', f'"{field}":{form}'))
    for field in ("TLS.time", "TLS.expire"):
        for value in (-1, 2**64, 10**30):
            rejected(f"number/{field}/{value}", {**good, field: value})
        rejected(f"number/{field}/-0", text.replace(f'"{field}":{good[field]}', f'"{field}":-0'))
    for field in ("TLS.sdk_appid", "TLS.time", "TLS.expire_after"):
        for form in ("", "0" + old[field], "+" + old[field], "-1", " " + old[field], old[field] + " ", "1e9", "1.0", "0x10",
                     "\u0661", "00"):
            rejected(f"1.0/number/{field}/{form!r}", sealed("p256", {**{k: v for k, v in old.items() if k != "TLS.sig"}, field: form}),
                    "p256")
    for field in ("TLS.time", "TLS.expire_after"):
        rejected(f"1.0/number/{field}/u64_plus_1", {**old, field: str(2**64)}, "p256")

    for character in ("\0", "\n", "\r", "\t", "\x1f", "\x7f"):
        for field in ("TLS.identifier", "TLS.userbuf"):
            document = {k: v for k, v in good.items() if k != "TLS.sig"}
            rejected(f"control/{field}/{ord(character):02x}", sealed("secret", {**document, field: good[field] + character}))
        for field in ("TLS.identifier", "TLS.userbuf", "TLS.account_type", "TLS.appid_at_3rd", "TLS.sdk_appid", "TLS.time",
                      "TLS.expire_after"):
            document = {k: v for k, v in old.items() if k != "TLS.sig"}
            rejected(f"1.0/control/{field}/{ord(character):02x}",
                    sealed("p256", {**document, field: old[field] + character}), "p256")

    # Each decodes to the bytes of another, canonical text, or to nothing.
    for name, buf in {"unpadded": "QUI", "last_bits": "QUJ=", "url_alphabet": "-_-_", "two_paddings": "QQ==QQ==", "space": "QU JD",
                      "padding_alone": "====", "one_character": "Q", "own_alphabet": "QQ__", "not_ascii": "QUJ\u00e9"}.items():
        for key, base in (("secret", good), ("p256", old)):
            document = {k: v for k, v in base.items() if k != "TLS.sig"}
            rejected(f"userbuf/{key}/{name}", sealed(key, {**document, "TLS.userbuf": buf}), key)
    for name, change in {"unpadded": lambda sig: sig.rstrip("="), "space": lambda sig: " " + sig, "crlf": lambda sig: sig + "\r\n",
                         "last_bits": lambda sig: sig[:-2] + chr(ord(sig[-2]) + 1) + "=",
                         "own_alphabet": lambda sig: sig.replace("=", "_")}.items():
        rejected(f"sig/{name}", {**good, "TLS.sig": change(good["TLS.sig"])})


def make_verify_v1():
    base = {name: value for name, value in document_of("p256", APP, "xiaojun", NOW, DAYS_180, b"ABC").items() if name != "TLS.sig"}

    def without(*names):
        return {name: value for name, value in base.items() if name not in names}

    for key in ("p256", "secp256k1"):
        for name, fields in {
            "all": base,
            "no_userbuf": without("TLS.userbuf"),
            "no_appid_at_3rd": without("TLS.appid_at_3rd"),
            "no_version": without("TLS.version"),
            "another_version": {**base, "TLS.version": "201512300000"},
            "other_fixed_values": {**base, "TLS.account_type": "107", "TLS.appid_at_3rd": "150000000"},
            "empty_fixed_values": {**base, "TLS.account_type": "", "TLS.appid_at_3rd": ""},
        }.items():
            document = sealed(key, fields)
            verify(f"1.0/{key}/{name}", pack(document), key=key, fields=fields_of(document))
        document = sealed(key, base)
        seen, sig = fields_of(document), document["TLS.sig"]
        broken = "\r\n".join([sig[:64], sig[64:], ""])
        verify(f"1.0/{key}/crlf", pack({**document, "TLS.sig": broken}), key=key, fields=seen)
        verify(f"1.0/{key}/lf", pack({**document, "TLS.sig": broken.replace("\r", "")}), key=key, fields=seen)
        high = {**document, "TLS.sig": b64(KEYS[key].sign_high(signed_text(base)))}
        verify(f"1.0/{key}/high_s", pack(high), key=key, fields=seen)

        r, s = KEYS[key].numbers(signed_text(base))
        n = KEYS[key].curve.n
        good = KEYS[key].sign(signed_text(base))
        for name, wrong in {
            "empty": b"", "r_0": der(0x30, der_int(0) + der_int(s)), "s_0": der(0x30, der_int(r) + der_int(0)),
            "both_0": der(0x30, der_int(0) + der_int(0)), "r_n": der(0x30, der_int(n) + der_int(s)),
            "s_plus_n": der(0x30, der_int(r) + der_int(s + n)), "swapped": der(0x30, der_int(s) + der_int(r)),
            "trailing": good + b"\0", "cut": good[:-1], "raw": r.to_bytes(32, "big") + s.to_bytes(32, "big"),
            "long_length": b"\x30\x81" + good[1:], "zeros_before": der(0x30, der(2, b"\0\0" + r.to_bytes(32, "big")) + der_int(s)),
        }.items():
            verify(f"1.0/{key}/sig/{name}", pack({**document, "TLS.sig": b64(wrong)}), "bad_signature", key=key, fields=seen)
        for name, changed in {
            "no_appid_at_3rd": {name: value for name, value in document.items() if name != "TLS.appid_at_3rd"},
            "no_userbuf": {name: value for name, value in document.items() if name != "TLS.userbuf"},
            "account_type": {**document, "TLS.account_type": "1"},
            "expire": {**document, "TLS.expire_after": str(DAYS_180 + 1)},
        }.items():
            verify(f"1.0/{key}/altered/{name}", pack(changed), "bad_signature", key=key, fields=fields_of(changed))

        # The oldest form: the JSON itself. Its clock is read in UTC+8: 22:13:20 UTC is 06:13:20 there.
        date = "2023-11-15T06:13:20-08:00"
        plain = sealed(key, {**base, "TLS.time": date})
        seen = fields_of(plain, approximate=True, issued_at=NOW)
        verify(f"1.0/{key}/oldest", json.dumps(plain), key=key, fields=seen)
        verify(f"1.0/{key}/oldest/last_second", json.dumps(plain), key=key, now=NOW + DAYS_180, fields=seen)
        verify(f"1.0/{key}/oldest/one_second_late", json.dumps(plain), "expired", key=key, now=NOW + DAYS_180 + 1, fields=seen)
        for wrong in ("2023-11-15T06:13:20+08:00", "2023-11-15 06:13:20-08:00", "2023-02-29T06:13:20-08:00", "2023-11-15T24:00:00-08:00",
                      "1970-01-01T07:59:59-08:00", str(NOW), ""):
            verify(f"1.0/{key}/oldest/{wrong!r}", json.dumps(sealed(key, {**base, "TLS.time": wrong})), "malformed", key=key,
                   layer="field")
        verify(f"1.0/{key}/date_in_envelope", pack(plain), "malformed", key=key, layer="field")
    ver = document_of("secret", APP, "xiaojun", NOW, DAYS_180)
    verify("oldest/2.0", json.dumps(ver), "malformed", layer="JSON")
    verify("oldest/brace", "{", "malformed", layer="JSON")
    verify("oldest/nothing", "{}", "malformed", layer="field")


def main():
    make_sign()
    make_inputs()
    make_verify_times()
    make_verify_answers()
    make_verify_forgeries()
    make_verify_envelope()
    make_verify_json()
    make_verify_fields()
    make_verify_v1()
    for cases in (SIGN, VERIFY):
        names = [case["id"] for case in cases]
        assert len(names) == len(set(names)), "an id twice"
    keys = {name: {"secret_key": key.text} if isinstance(key, Secret) else key.pems for name, key in KEYS.items()}
    golden = {"about": "Written by make-golden.py; explained in README.md.", "keys": keys, "sign": SIGN, "inputs": INPUTS,
              "verify": VERIFY}
    text = json.dumps(golden, indent=1) + "\n"
    path = HERE / "golden.json"
    if sys.argv[1:] == ["--check"]:
        if path.read_text(encoding="ascii") != text:
            sys.exit(f"{path.name} is not what {pathlib.Path(__file__).name} writes: run it, and look at the difference")
    elif sys.argv[1:]:
        sys.exit(__doc__)
    else:
        path.write_text(text, encoding="ascii")
        print(f"{len(SIGN)} signed, {len(INPUTS)} inputs, {len(VERIFY)} verified, {len(text)} bytes")


main()
