#!/usr/bin/env python3
"""Writes diagnoses.json: tokens as people make them wrong, and the cause of each, from the Python standard library.

    python3 tests/vectors/make-diagnoses.py            write the file
    python3 tests/vectors/make-diagnoses.py --check    fail if the file is not what this writes

Every cause that a token can have has at least three members here. All tokens are for one application and user; each is
verified at NOW with the key `KEY`, whose text is known. `causes` are expected in this order, `warnings` in any.
"""
import base64
import gzip
import hashlib
import hmac
import itertools
import json
import pathlib
import struct
import sys
import urllib.parse
import zlib

HERE = pathlib.Path(__file__).resolve().parent
KEY = "6f1d3c0b9a8e7d5c4b3a29181706f5e4d3c2b1a0918273645546372819aabbcc"
OTHER = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
APP, USER, TIME, EXPIRE, NOW = 1600012345, "li-lei", 1790000001, 86400, 1790000100
CASES = []


def b64(data):
    return base64.b64encode(data).decode()


def ours(text):
    return text.replace("+", "*").replace("/", "-").replace("=", "_")


def mac(text, key=KEY, hash_=hashlib.sha256):
    return hmac.new(key if isinstance(key, bytes) else key.encode(), text.encode(), hash_).digest()


def lines(user=USER, app=APP, time=TIME, expire=EXPIRE, userbuf=None):
    return [f"TLS.identifier:{user}", f"TLS.sdkappid:{app}", f"TLS.time:{time}", f"TLS.expire:{expire}",
            *([f"TLS.userbuf:{userbuf}"] if userbuf else [])]


def text(end="\n", between="\n", **fields):
    return between.join(lines(**fields)) + end


def document(sig=None, user=USER, app=APP, time=TIME, expire=EXPIRE, **more):
    fields = {"TLS.ver": "2.0", "TLS.identifier": user, "TLS.sdkappid": app, "TLS.expire": expire, "TLS.time": time, **more}
    if sig is None:
        sig = b64(mac(text(user=user, app=app, time=time, expire=expire, userbuf=more.get("TLS.userbuf"))))
    return {**fields, "TLS.sig": sig}


def js(fields, **how):
    return json.dumps(fields, **{"separators": (",", ":"), **how}).encode()


def pack(fields, level=6):
    return ours(b64(zlib.compress(fields if isinstance(fields, bytes) else js(fields), level)))


GOOD = pack(document())


def case(name, token, *causes, warnings=(), inner=None):
    """`inner`: the result of verifying the token without the text around it; null if there was no such text."""
    data = token if isinstance(token, bytes) else token.encode()
    CASES.append({"id": name, "token_base64": b64(data), "causes": list(causes), "warnings": sorted(warnings), "inner": inner})


def pasted():
    url = "https://console.example.com/v4/openim/sendmsg?sdkappid=1&identifier=x&usersig={}&random=1"
    case("url/query", url.format(GOOD), "inside_url", inner="valid")
    case("url/capital", f"wss://h.example.com/?userSig={GOOD}&a=b", "inside_url", inner="valid")
    case("url/tail", f"{GOOD}&contenttype=json&sdkappid=1", "inside_url", inner="valid")
    case("url/encoded", url.format(urllib.parse.quote(GOOD, safe="")), "inside_url",
         *(["percent_encoded"] if "*" in GOOD else []), inner="valid")
    case("json/nested", json.dumps({"code": 0, "data": {"sdkAppId": APP, "userSig": GOOD}}), "inside_json", inner="valid")
    case("json/snake", json.dumps({"user_sig": GOOD, "expires": 1}, indent=2), "inside_json", inner="valid")
    case("json/list", json.dumps([{"id": 1}, {"value": GOOD}]), "inside_json", inner="valid")
    case("json/gzip", json.dumps({"userSig": ours(b64(gzip.compress(js(document()), mtime=0)))}), "inside_json", "gzip",
         inner="malformed")
    case("text/header", f"Authorization: Bearer {GOOD}", "inside_text", inner="valid")
    case("text/log", f"2026-11-25 10:00:00 INFO login ok, sig {GOOD} user=x", "inside_text", inner="valid")
    case("text/assignment", f"login with usersig: {GOOD}", "inside_text", inner="valid")
    percent = urllib.parse.quote(pack(document(expire=EXPIRE + 7)).replace("e", "%65", 1), safe="%")
    case("percent/letter", percent, "percent_encoded", inner="valid")
    starred = next(pack(document(time=TIME - n)) for n in range(99) if "*" in pack(document(time=TIME - n)))
    case("percent/star", starred.replace("*", "%2A"), "percent_encoded", inner="valid")
    case("percent/lower", starred.replace("*", "%2a"), "percent_encoded", inner="valid")
    case("quoted/double", f'"{GOOD}"', "quoted", inner="valid")
    case("quoted/single", f"'{GOOD}',", "quoted", inner="valid")
    case("quoted/escaped", f'\\"{GOOD}\\"', "quoted", inner="valid")
    for width in (64, 76):
        wrapped = "\n".join(GOOD[at:at + width] for at in range(0, len(GOOD), width))
        case(f"lines/{width}", wrapped, "line_broken", inner="valid")
    case("lines/crlf", "\r\n".join(GOOD[at:at + 60] for at in range(0, len(GOOD), 60)) + "\r\n", "line_broken", inner="valid")
    case("bom/plain", b"\xef\xbb\xbf" + GOOD.encode(), "byte_order_mark", inner="valid")
    case("bom/line_end", b"\xef\xbb\xbf" + GOOD.encode() + b"\r\n", "byte_order_mark", inner="valid")
    case("bom/quoted", b"\xef\xbb\xbf" + f'"{GOOD}"'.encode(), "byte_order_mark", "quoted", inner="valid")
    case("utf16/le", b"\xff\xfe" + f"{GOOD}\r\n".encode("utf-16-le"), "utf16", inner="valid")
    case("utf16/be", b"\xfe\xff" + GOOD.encode("utf-16-be"), "utf16", inner="valid")
    case("utf16/bare", GOOD.encode("utf-16-le"), "utf16", inner="valid")
    case("shortened/dots", GOOD[:40] + "...", "shortened")
    case("shortened/ellipsis", GOOD[:60] + "\u2026", "shortened")
    case("shortened/middle", GOOD[:20] + "..." + GOOD[-20:], "shortened")
    for name, word in {"undefined": "undefined", "null": "null", "object": "[object Object]", "nan": "NaN", "none": "None",
                       "sample": "your_usersig", "brackets": "<YOUR_USERSIG>", "variable": "${USERSIG}", "x": "xxxxxxxx",
                       "chinese": "\u8bf7\u586b\u5199 UserSig"}.items():
        case(f"placeholder/{name}", word, "placeholder")
    jwt = ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=")
                   for part in (b'{"alg":"HS256","typ":"JWT"}', b'{"sub":"x","exp":1790000000}', bytes(32)))
    case("jwt/plain", jwt, "jwt")
    case("jwt/bearer", f"Bearer {jwt}", "jwt")
    case("jwt/quoted", f'"{jwt}"', "quoted", "jwt")
    payload = b64(zlib.compress(js({"TLS.userid": USER})))
    case("two_part/mac_first", f"{b64(mac(payload))}.{payload}", "two_part")
    case("two_part/hex", f"{mac(payload).hex()}.{payload}", "two_part")
    case("two_part/url", f"{base64.urlsafe_b64encode(mac('x')).decode().rstrip('=')}.{payload.rstrip('=')}", "two_part")


def envelopes():
    def with_text(wanted, encode):
        for n in range(3000):
            token = encode(zlib.compress(js(document(time=TIME - n))))
            if wanted(token):
                return token
        raise AssertionError("no such token")

    standard = base64.standard_b64encode
    case("standard/padded", with_text(lambda t: "=" in t and "+" in t, lambda z: standard(z).decode()), "base64_standard")
    case("standard/plus", with_text(lambda t: "+" in t and "/" not in t, lambda z: standard(z).decode().rstrip("=")),
         "base64_standard")
    case("standard/slash", with_text(lambda t: "/" in t and "+" not in t, lambda z: standard(z).decode()), "base64_standard")
    url = base64.urlsafe_b64encode
    case("url_alphabet/both", with_text(lambda t: "-" in t and "_" in t, lambda z: url(z).decode().rstrip("=")), "base64_url")
    case("url_alphabet/minus", with_text(lambda t: "-" in t and "_" not in t, lambda z: url(z).decode().rstrip("=")),
         "base64_url")
    case("url_alphabet/padded", with_text(lambda t: "_" in t and "=" in t, lambda z: url(z).decode()), "base64_url")
    doc = js(document())
    case("gzip/plain", ours(b64(gzip.compress(doc, mtime=0))), "gzip")
    case("gzip/fast", ours(b64(gzip.compress(doc, 1, mtime=0))), "gzip")
    case("gzip/no_padding", ours(b64(gzip.compress(doc, mtime=0))).rstrip("_"), "gzip")
    for level in (1, 6, 9):
        raw = zlib.compressobj(level, zlib.DEFLATED, -15)
        case(f"raw_deflate/{level}", ours(b64(raw.compress(doc) + raw.flush())), "raw_deflate")
    case("not_compressed/ours", ours(b64(doc)), "not_compressed")
    case("not_compressed/indented", ours(b64(js(document(), indent=2))), "not_compressed")
    case("not_compressed/no_padding", ours(b64(doc)).rstrip("_"), "not_compressed")
    case("twice/ours", ours(b64(GOOD.encode())), "base64_twice")
    case("twice/standard_inside", ours(b64(b64(zlib.compress(doc)).encode())), "base64_twice", "base64_standard")
    case("twice/no_padding", ours(b64(GOOD.encode())).rstrip("_"), "base64_twice")
    case("mac/ours", ours(b64(mac(text()))), "bare_mac")
    case("mac/hex", mac(text()).hex(), "bare_mac")
    case("mac/sha1", ours(b64(mac(text(), hash_=hashlib.sha1))), "bare_mac")
    case("document/plain", js(document()), "bare_document")
    case("document/indented", js(document(), indent=2), "bare_document")
    case("document/bad_key", js(document(sig=b64(mac(text(), OTHER)))), "bare_document")
    old = {"TLS.account_type": "0", "TLS.identifier": USER, "TLS.appid_at_3rd": "0", "TLS.sdk_appid": str(APP),
           "TLS.expire_after": str(EXPIRE), "TLS.time": str(TIME), "TLS.sig": "MAYCAQECAQE="}
    case("document/1.0", js(old), "bare_document")
    case("signed_text/plain", text(), "signed_text_only")
    case("signed_text/packed", ours(b64(zlib.compress(text().encode()))), "signed_text_only")
    case("signed_text/encoded", ours(b64(text().encode())), "signed_text_only")
    for cut in (30, 60, 100):
        whole = pack(document(), 0)
        case(f"truncated/{cut}", whole[:len(whole) - cut], "truncated")


def documents():
    def without_ver(**fields):
        return {name: value for name, value in document(**fields).items() if name != "TLS.ver"}

    case("version/missing", pack(without_ver()), "version_missing")
    case("version/userbuf", pack(without_ver(**{"TLS.userbuf": "QUJD"})), "version_missing")
    case("version/other_key", pack({**without_ver(), "TLS.sig": b64(mac(text(), OTHER))}), "version_missing")
    for name in ("TLS.time", "TLS.expire", "TLS.sdkappid"):
        fields = document()
        case(f"as_text/{name}", pack({**fields, name: str(fields[name])}), warnings=["number_as_text"])
    case("as_text/leading_zero", pack({**document(), "TLS.time": f"0{TIME}"}), "number_as_text")
    case("as_number/identifier", pack({**document(user="12345"), "TLS.identifier": 12345}), "text_as_number")
    case("as_number/ver", pack({**document(), "TLS.ver": 2.0}), "text_as_number")
    case("as_number/sig_null", pack({**document(), "TLS.sig": None}), "text_as_number")
    for old, new in (("TLS.expire", "TLS.expireTime"), ("TLS.sdkappid", "TLS.appId"), ("TLS.identifier", "TLS.userid"),
                     ("TLS.sig", "TLS.signature"), ("TLS.time", "time")):
        fields = {new if name == old else name: value for name, value in document().items()}
        case(f"renamed/{new}", pack(fields), "member_renamed")
    for name, time in {"now": TIME * 1000, "with_millis": TIME * 1000 + 123, "earlier": 1700000000000}.items():
        case(f"milliseconds/{name}", pack(document(time=time)), warnings=["time_in_milliseconds"])
    for name, time in {"micro": TIME * 10**6, "nano": TIME * 10**9, "ticks": 639000000000000000}.items():
        case(f"ticks/{name}", pack(document(time=time)), warnings=["time_in_ticks"])
    for expire in (604800000, 86400000, 15552000000):
        case(f"validity_ms/{expire}", pack(document(expire=expire)), warnings=["validity_in_milliseconds"])
    for length in (86400, 604800, 15552000):
        case(f"moment/{length}", pack(document(expire=TIME + length)), warnings=["validity_is_a_moment"])
    case("zero/plain", pack(document(expire=0)), "validity_zero")
    case("zero/userbuf", pack(document(expire=0, **{"TLS.userbuf": "QUJD"})), "validity_zero")
    case("zero/stored", pack(document(expire=0), 0), "validity_zero")
    for expire in (1576800001, 1600012345, 4294967295):
        case(f"limit/{expire}", pack(document(expire=expire)), warnings=["validity_above_limit"])
    for ahead in (28800 + 86400, 200000, 31536000):
        case(f"future/{ahead}", pack(document(time=NOW + ahead)), warnings=["issued_in_future"])
    case("mac_hex/lower", pack(document(sig=mac(text()).hex())), "mac_in_hex")
    case("mac_hex/upper", pack(document(sig=mac(text()).hex().upper())), "mac_in_hex")
    case("mac_hex/base64_of_hex", pack(document(sig=b64(mac(text()).hex().encode()))), "mac_in_hex")
    for name, hash_ in {"sha1": hashlib.sha1, "md5": hashlib.md5, "sha512": hashlib.sha512}.items():
        case(f"mac_length/{name}", pack(document(sig=b64(mac(text(), hash_=hash_)))), "mac_length")


def signatures():
    def signed(name, signed_text, cause, key=KEY, **more):
        case(f"signature/{name}", pack(document(sig=b64(mac(signed_text, key)), **more)), cause)

    for name, end in {"both": "\\n", "no_end": ""}.items():
        signed(f"backslash/{name}", text(between="\\n", end=end), "text_literal_backslash_n")
    signed("backslash/userbuf", text(between="\\n", end="\\n", userbuf="QUJD"), "text_literal_backslash_n", **{"TLS.userbuf": "QUJD"})
    for name, end in {"all": "\r\n", "last_missing": "", "last_lf": "\n"}.items():
        signed(f"crlf/{name}", text(between="\r\n", end=end), "text_crlf")
    signed("no_end/plain", text(end=""), "text_no_final_line_end")
    signed("no_end/userbuf", text(end="", userbuf="QUJD"), "text_no_final_line_end", **{"TLS.userbuf": "QUJD"})
    case("signature/no_end/stored", pack(document(sig=b64(mac(text(end="")))), 0), "text_no_final_line_end")
    for at, order in enumerate(itertools.islice(itertools.permutations(range(4)), 1, 24, 7)):
        parts = lines()
        signed(f"order/{at}", "\n".join(parts[n] for n in order) + "\n", "text_other_order")
    fields = {name: value for name, value in document(sig="").items() if name != "TLS.sig"}
    signed("json/compact", js(fields).decode(), "text_is_the_json")
    signed("json/spaced", json.dumps(fields), "text_is_the_json")
    signed("json/sorted", json.dumps(fields, sort_keys=True, separators=(",", ":")), "text_is_the_json")
    for name, buf in {"abc": "QUJD", "empty_record": b64(bytes(30)), "long": b64(b"x" * 200)}.items():
        signed(f"without_userbuf/{name}", text(), "text_without_userbuf", **{"TLS.userbuf": buf})
    for expire in (86400, 604800, 7200):
        signed(f"expires_at/{expire}", text(expire=TIME + expire), "text_expires_at", expire=expire)
    keys = {
        "line_end/lf": (KEY + "\n", "key_with_line_end"), "line_end/crlf": (KEY + "\r\n", "key_with_line_end"),
        "space/after": (KEY + " ", "key_with_space"), "space/before": (" " + KEY, "key_with_space"),
        "space/tab": ("\t" + KEY, "key_with_space"), "quoted/double": (f'"{KEY}"', "key_quoted"),
        "quoted/single": (f"'{KEY}'", "key_quoted"), "hex": (bytes.fromhex(KEY), "key_hex_decoded"),
        "base64": (base64.b64decode(KEY), "key_base64_decoded"), "upper": (KEY.upper(), "key_upper_case"),
        "sample/word": ("YOUR_SECRET_KEY", "key_placeholder"), "sample/empty": ("", "key_placeholder"),
        "sample/published": ("5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e", "key_placeholder"),
    }
    for name, (key, cause) in keys.items():
        signed(f"key/{name}", text(), cause, key=key)
        signed(f"key/{name}/long", text(expire=604800), cause, key=key, expire=604800)
        signed(f"key/{name}/userbuf", text(userbuf="QUJD"), cause, key=key, **{"TLS.userbuf": "QUJD"})
    case("signature/other_key", pack(document(sig=b64(mac(text(), OTHER)))))
    case("signature/other_key/in_url", "https://h.example.com/?usersig=" + pack(document(sig=b64(mac(text(end=""))))),
         "inside_url", "text_no_final_line_end", inner="bad_signature")


def record(account=USER, app=APP, room=1234, expires=TIME + EXPIRE, order=">"):
    account = account.encode() if isinstance(account, str) else account
    return b"\0" + struct.pack(order + "H", len(account)) + account + struct.pack(order + "IIIII", app, room, expires, 255, 0)


def records():
    def pmk(name, buf, *causes, user=USER, warnings=()):
        case(f"record/{name}", pack(document(user=user, **{"TLS.userbuf": b64(buf)})), *causes, warnings=warnings)

    for expires in (0, EXPIRE, 604800):
        pmk(f"expired/{expires}", record(expires=expires), "record_expired")
    for account in ("bob", "li-leI", "x"):
        pmk(f"userid/{account}", record(account), "record_userid_mismatch")
    for app in (7, APP + 1, 1400000000):
        pmk(f"sdkappid/{app}", record(app=app), "record_sdkappid_mismatch")
    pmk("room_zero/plain", record(room=0), "record_room_zero")
    pmk("room_zero/expired", record(room=0, expires=1), "record_room_zero", "record_expired")
    pmk("room_zero/bob", record("bob", room=0), "record_userid_mismatch", "record_room_zero")
    # Readers do not see a record here: it is a valid userbuf like any other.
    pmk("little_endian/all", record(order="<"), warnings=["record_little_endian"])
    pmk("little_endian/room_1", record(room=1, order="<"), warnings=["record_little_endian"])
    numbers = b"\0" + struct.pack(">H", len(USER)) + USER.encode() + struct.pack("<IIIII", APP, 1234, TIME + EXPIRE, 255, 0)
    pmk("little_endian/numbers", numbers, "record_little_endian")
    for user in ("\u5f20\u4e09", "\u674e\u96f7a", "\u00e9ric"):
        pmk(f"corrupt/{len(user)}/{ord(user[0]):x}", record(bytes(ord(c) & 0xff for c in user)), "record_corrupt_account", user=user)


def main():
    pasted()
    envelopes()
    documents()
    signatures()
    records()
    case("valid", GOOD)
    case("valid/indented", pack(js(document(), indent=1)))
    names = [one["id"] for one in CASES]
    assert len(names) == len(set(names)), "an id twice"
    data = {"about": "Written by make-diagnoses.py; explained there.", "key": KEY, "sdkappid": APP, "userid": USER, "now": NOW,
            "cases": CASES}
    text_ = json.dumps(data, indent=1) + "\n"
    path = HERE / "diagnoses.json"
    if sys.argv[1:] == ["--check"]:
        if path.read_text(encoding="ascii") != text_:
            sys.exit(f"{path.name} is not what {pathlib.Path(__file__).name} writes: run it, and look at the difference")
    elif sys.argv[1:]:
        sys.exit(__doc__)
    else:
        path.write_text(text_, encoding="ascii")
        print(f"{len(CASES)} cases, {len(text_)} bytes")


main()
