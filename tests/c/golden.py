"""Holds the shared library to tests/vectors/golden.json, through ctypes: python3 golden.py LIBUSERSIG REPORT

Also a second reader of the ABI: the structs are laid out here by hand, from the header. The report has JUnit's form, with a
test for each case.
"""

import base64
import ctypes
import json
import pathlib
import sys
import traceback
import xml.etree.ElementTree as xml
import zlib
from ctypes import POINTER, byref, c_char, c_char_p, c_int32, c_size_t, c_uint32, c_uint64, c_void_p

OK, TOO_SMALL, FIXED_TIME = 0, 203, 1
USERID_RULES = ["im", "trtc", "any"]
ANY_CONTENTS, NO_USERBUF, USERBUF, ROOM_NUMBER, ROOM_NAME = range(5)
HAS_USERBUF, HAS_RECORD, HAS_ROOM_NAME, TIME_APPROXIMATE = 1, 2, 4, 8


class Report(ctypes.Structure):
    _fields_ = [
        ("size", c_uint32), ("ok", c_uint32), ("findings", c_uint32), ("warnings", c_uint32),
        ("service_code", c_uint32), ("detail", c_char * 1536), ("hint", c_char * 512),
    ]


class Request(ctypes.Structure):
    _fields_ = [
        ("size", c_uint32), ("flags", c_uint32), ("userid", c_char_p), ("userid_len", c_size_t),
        ("validity", c_uint64), ("issued_at", c_uint64), ("userid_rule", c_uint32), ("contents", c_uint32),
        ("userbuf", c_char_p), ("userbuf_len", c_size_t), ("room", c_uint32), ("privileges", c_uint32),
        ("room_name", c_char_p), ("room_name_len", c_size_t),
    ]


class Expectation(ctypes.Structure):
    _fields_ = [
        ("size", c_uint32), ("flags", c_uint32), ("userid", c_char_p), ("userid_len", c_size_t),
        ("now", c_uint64), ("leeway", c_uint64), ("max_validity", c_uint64), ("contents", c_uint32),
        ("room", c_uint32), ("userbuf", c_char_p), ("userbuf_len", c_size_t), ("room_name", c_char_p),
        ("room_name_len", c_size_t), ("privileges", c_uint32), ("reserved", c_uint32),
    ]


class Token(ctypes.Structure):
    _fields_ = [
        ("size", c_uint32), ("version", c_uint32), ("flags", c_uint32), ("warnings", c_uint32),
        ("issued_at", c_uint64), ("expire", c_uint64), ("expires_at", c_uint64),
        ("userid", c_void_p), ("userid_len", c_size_t), ("sdkappid_text", c_void_p), ("sdkappid_text_len", c_size_t),
        ("userbuf", c_void_p), ("userbuf_len", c_size_t), ("sdkappid", c_uint32), ("record_sdkappid", c_uint32),
        ("record_room", c_uint32), ("record_privileges", c_uint32), ("record_expires_at", c_uint64),
        ("record_account", c_void_p), ("record_account_len", c_size_t),
        ("record_room_name", c_void_p), ("record_room_name_len", c_size_t),
    ]

    def bytes(self, name: str) -> bytes | None:
        """What a pointer of this struct points to; None for NULL."""
        pointer, length = getattr(self, name), getattr(self, name + "_len")
        assert pointer is not None or length == 0, name
        return None if pointer is None else ctypes.string_at(pointer, length)


# What a function has before its report; text is two arguments.
TEXT, OUT = [c_char_p, c_size_t], [c_char_p, c_size_t, POINTER(c_size_t)]
NEW, TOKEN = [POINTER(c_void_p)], [POINTER(POINTER(Token))]
SIGNATURES = {
    "usersig_signer_new": [c_uint32, *TEXT, *NEW],
    "usersig_signer_new_from_private_key": [c_uint32, *TEXT, *NEW],
    "usersig_signer_sign": [c_void_p, POINTER(Request), *OUT],
    "usersig_verifier_new": [c_uint32, *TEXT, *NEW],
    "usersig_verifier_new_from_public_key": [c_uint32, *TEXT, *NEW],
    "usersig_verifier_verify": [c_void_p, *TEXT, POINTER(Expectation), *TOKEN],
    "usersig_inspect_unverified": [*TEXT, *TOKEN],
}
FINDINGS = ["empty", "malformed", "wrong_key_kind", "sdkappid_mismatch", "userid_mismatch", "bad_signature", "expired",
            "validity_too_long", "userbuf_mismatch", "record_mismatch"]
WARNINGS = ["number_as_text"]
APP, KEY, NOW, WEEK = 1400000000, b"k", 1700000000, 604800

library = ctypes.CDLL(sys.argv[1])
library.usersig_status_name.restype = c_char_p
library.usersig_token_free.restype, library.usersig_token_free.argtypes = None, [POINTER(Token)]
data = json.loads((pathlib.Path(__file__).resolve().parents[1] / "vectors/golden.json").read_text("utf-8"))
report = Report()


def call(name: str, *arguments) -> int:
    """Calls a function; text and bytes become two arguments."""
    function = getattr(library, name)
    function.restype = c_int32
    function.argtypes = SIGNATURES[name] + [POINTER(Report)]
    flat = []
    for argument in arguments:
        argument = argument.encode() if isinstance(argument, str) else argument
        flat += [argument, len(argument)] if isinstance(argument, bytes) else [argument]
    report.size = ctypes.sizeof(Report)
    status = function(*flat, byref(report))
    assert report.ok == (status == OK), (name, status)
    return status


def status_name(status: int) -> str:
    return library.usersig_status_name(status).decode()


def names_of(bits: int, names: list[str]) -> list[str]:
    assert bits >> len(names) == 0, bits
    return [name for bit, name in enumerate(names) if bits >> bit & 1]


class Handle:
    """A signer or a verifier."""

    def __init__(self, kind: str, maker: str, *arguments):
        self.kind, self.pointer = kind, c_void_p()
        self.status = call(f"usersig_{kind}_{maker}", *arguments, byref(self.pointer))

    def __enter__(self) -> "Handle":
        return self

    def __exit__(self, *_) -> None:
        free = getattr(library, f"usersig_{self.kind}_free")
        free.restype, free.argtypes = None, [c_void_p]
        free(self.pointer)


def signer(case: dict) -> Handle:
    key = data["keys"][case["key"]]
    if "secret_key" in key:
        return Handle("signer", "new", case["sdkappid"], key["secret_key"])
    return Handle("signer", "new_from_private_key", case["sdkappid"], key["pkcs8"])


def verifier(case: dict) -> Handle:
    key = data["keys"][case["key"]]
    if "secret_key" in key:
        return Handle("verifier", "new", case["sdkappid"], key["secret_key"])
    return Handle("verifier", "new_from_public_key", case["sdkappid"], key["public"])


def set_contents(struct: Request | Expectation, userbuf: str | None, room: dict | None) -> None:
    """A userbuf in base64, or a room with privileges, or neither."""
    if userbuf is not None:
        raw = base64.b64decode(userbuf)
        struct.contents, struct.userbuf, struct.userbuf_len = USERBUF, raw, len(raw)
    if room is not None:
        struct.privileges = room["privileges"]
        if isinstance(room["room"], int):
            struct.contents, struct.room = ROOM_NUMBER, room["room"]
        else:
            name = room["room"].encode()
            struct.contents, struct.room_name, struct.room_name_len = ROOM_NAME, name, len(name)


def request_of(case: dict) -> Request:
    userid = case["userid"].encode()
    request = Request(
        size=ctypes.sizeof(Request), flags=FIXED_TIME, userid=userid, userid_len=len(userid), validity=case["expire"],
        issued_at=int(case["issued_at"]), userid_rule=USERID_RULES.index(case["userid_rule"]),
    )
    set_contents(request, case["userbuf"], case["private_map_key"])
    return request


def expectation_of(userid: str, now: int) -> Expectation:
    text = userid.encode()
    return Expectation(
        size=ctypes.sizeof(Expectation), flags=FIXED_TIME, userid=text, userid_len=len(text), now=now,
    )


def sign(one: Handle, request: Request) -> tuple[int, bytes]:
    """Asks for the length first, and then passes exactly that much."""
    needed = c_size_t()
    status = call("usersig_signer_sign", one.pointer, byref(request), None, 0, byref(needed))
    if status not in (OK, TOO_SMALL):
        return status, b""
    buffer, length = ctypes.create_string_buffer(needed.value + 1), c_size_t()
    status = call("usersig_signer_sign", one.pointer, byref(request), buffer, needed.value + 1, byref(length))
    assert status == OK and length.value == needed.value
    return OK, buffer.raw[: length.value]


def verify(judge: Handle, token: str | bytes, expectation: Expectation, check=lambda token: None) -> int:
    """Verifies, and shows a valid token to `check`."""
    out = POINTER(Token)()
    status = call("usersig_verifier_verify", judge.pointer, token, byref(expectation), byref(out))
    assert bool(out) == (status == OK)
    try:
        if out:
            check(out.contents)
    finally:
        library.usersig_token_free(out)
    return status


def check_sign(case: dict) -> None:
    with signer(case) as one, verifier(case) as judge:
        request = request_of(case)
        status, token = sign(one, request)
        assert status == OK, report.detail
        zipped = base64.b64decode(token.translate(bytes.maketrans(b"*-_", b"+/=")), validate=True)
        assert json.loads(zlib.decompress(zipped)) == case["document"]
        expectation = expectation_of(case["userid"], int(case["issued_at"]))
        set_contents(expectation, case["userbuf"], case["private_map_key"])
        if expectation.contents == ANY_CONTENTS:
            expectation.contents = NO_USERBUF
        assert verify(judge, token, expectation) == OK, report.detail
        # The rule is the strictest that accepts the UserID.
        strictness = ["any", "im", "trtc"]
        for stricter in strictness[strictness.index(case["userid_rule"]) + 1:]:
            request.userid_rule = USERID_RULES.index(stricter)
            assert status_name(sign(one, request)[0]) == "bad_userid", stricter


def check_input(case: dict) -> bool:
    """Whether C has this input; its status must be the golden error."""
    what, value = case["input"], case["value"]
    sign_case = {
        "key": "secret", "sdkappid": APP, "userid": "xiaojun", "userid_rule": "im", "issued_at": NOW,
        "expire": WEEK, "userbuf": None, "private_map_key": None,
    }
    if what in ("validity_text", "privileges_text"):
        return False
    if what in ("secret_key", "private_key", "public_key", "sdkappid"):
        arguments = {
            "secret_key": ("signer", "new", APP, value),
            "private_key": ("signer", "new_from_private_key", APP, value),
            "public_key": ("verifier", "new_from_public_key", APP, value),
            "sdkappid": ("signer", "new", value, KEY),
        }[what]
        with Handle(*arguments) as made:
            status = made.status
    elif what == "leeway_seconds":
        with signer(sign_case) as one, verifier(sign_case) as judge:
            _, token = sign(one, request_of(sign_case))
            expectation = expectation_of("xiaojun", NOW)
            expectation.leeway = int(value)
            status = verify(judge, token, expectation)
    else:
        sign_case |= {
            "userid": lambda: {"userid": value},
            "userid_trtc": lambda: {"userid": value, "userid_rule": "trtc"},
            "userid_any": lambda: {"userid": value, "userid_rule": "any"},
            "validity_seconds": lambda: {"expire": int(value)},
            "userbuf_length": lambda: {"userbuf": base64.b64encode(bytes(value))},
            "room_number": lambda: {"private_map_key": {"room": value, "privileges": 255}},
            "room_name": lambda: {"private_map_key": {"room": value, "privileges": 255}},
            "privileges_bits": lambda: {"private_map_key": {"room": 1, "privileges": value}},
            "private_map_key_issued_at": lambda: {
                "private_map_key": {"room": 1, "privileges": 255}, "issued_at": int(value),
            },
        }[what]()
        with signer(sign_case) as one:
            status, _ = sign(one, request_of(sign_case))
    expected = {None: "ok", "private_map_key_expiry": "bad_expiry"}.get(case["error"], f"bad_{case['error']}")
    assert status_name(status) == expected, report.detail
    return True


def check_fields(token: Token, fields: dict) -> None:
    assert token.size == ctypes.sizeof(Token)
    sdkappid = int(fields["sdkappid"])
    assert token.sdkappid == (sdkappid if 0 <= sdkappid < 2**32 else 0)
    assert token.bytes("sdkappid_text").decode() == fields["sdkappid"]
    assert {1: "1.0", 10: "1.0", 2: "2.0"}[token.version] == fields["version"]
    for name in ("issued_at", "expire", "expires_at"):
        assert getattr(token, name) == int(fields[name]), name
    assert bool(token.flags & TIME_APPROXIMATE) == fields["is_time_approximate"]
    assert token.bytes("userid").decode() == fields["userid"]
    # Texts end in NUL.
    assert ctypes.string_at(token.userid).decode() == fields["userid"]

    userbuf = token.bytes("userbuf")
    assert bool(token.flags & HAS_USERBUF) == (fields["userbuf"] is not None) == (userbuf is not None)
    assert userbuf is None or base64.b64encode(userbuf).decode() == fields["userbuf"]

    record, account, room_name = fields["private_map_key"], token.bytes("record_account"), token.bytes("record_room_name")
    assert bool(token.flags & HAS_RECORD) == (record is not None) == (account is not None)
    assert bool(token.flags & HAS_ROOM_NAME) == (room_name is not None)
    if record is None:
        assert room_name is None
        return
    assert account.decode("utf-8", "replace") == record["account"]
    assert token.record_sdkappid == record["sdkappid"] and token.record_privileges == record["privileges"]
    assert token.record_expires_at == int(record["expires_at"])
    if isinstance(record["room"], int):
        assert room_name is None and token.record_room == record["room"]
    else:
        assert room_name.decode() == record["room"] and token.record_room == 0


def check_verify(case: dict) -> None:
    expectation = expectation_of(case["userid"], int(case["now"]))
    expectation.leeway = int(case["leeway"])
    expectation.max_validity = int(case["max_validity"] or 0)
    expected = case["expect"]
    if expected is not None:
        expectation.contents = NO_USERBUF if expected["contents"] == "none" else ANY_CONTENTS
        set_contents(expectation, expected.get("userbuf"), expected if expected["contents"] == "room" else None)
    # The set has each kind once, and the warnings too.
    warnings = list(dict.fromkeys(case["warnings"]))
    with verifier(case) as judge:
        status = verify(judge, case["token"], expectation, lambda token: check_fields(token, case["fields"]))
    assert status_name(status) == ("ok" if case["finding"] == "valid" else case["finding"]), report.detail
    assert names_of(report.findings, FINDINGS) == list(dict.fromkeys(case["findings"]))
    assert names_of(report.warnings, WARNINGS) == warnings
    assert report.service_code == case["service_code"]
    if case["layer"]:
        assert report.detail.decode().split(":")[0] == case["layer"], report.detail

    out = POINTER(Token)()
    inspected = call("usersig_inspect_unverified", case["token"], byref(out))
    if case["fields"] is None:
        assert inspected == status and not out
    else:
        assert inspected == OK and names_of(out.contents.warnings, WARNINGS) == warnings
        check_fields(out.contents, case["fields"])
    library.usersig_token_free(out)


def main() -> int:
    suite, left_out = xml.Element("testsuite", name="golden.json"), 0
    for kind, check in (("sign", check_sign), ("inputs", check_input), ("verify", check_verify)):
        for number, case in enumerate(data[kind]):
            test = xml.SubElement(suite, "testcase", classname=kind, name=str(case.get("id", number)))
            try:
                if check(case) is False:
                    left_out += 1
                    xml.SubElement(test, "skipped")
            except AssertionError as error:
                line = traceback.extract_tb(error.__traceback__)[-1].lineno
                xml.SubElement(test, "failure", message=f"{error!r}, line {line}")
                print(f"FAILED  {kind}: {case.get('id', case)}: {error!r}, line {line}")
    xml.ElementTree(suite).write(sys.argv[2], encoding="utf-8")
    # C has no text form of a validity or of privileges: those cases, and no others.
    assert left_out == sum(case["input"] in ("validity_text", "privileges_text") for case in data["inputs"]), left_out
    return 1 if suite.find("testcase/failure") is not None else 0


sys.exit(main())
