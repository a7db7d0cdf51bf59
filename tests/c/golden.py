"""Holds the shared library to tests/vectors/golden.json, through ctypes: python3 golden.py LIBUSERSIG

Also a second reader of the ABI: the structs are laid out here by hand, from the header.
"""

import base64
import ctypes
import json
import pathlib
import sys
import traceback
import zlib
from ctypes import POINTER, byref, c_char, c_char_p, c_int32, c_size_t, c_uint32, c_uint64, c_void_p

OK, TOO_SMALL, ABSENT = 0, 203, 206
ANY_USERID = 1


class Report(ctypes.Structure):
    _fields_ = [
        ("size", c_uint32), ("status", c_int32), ("problems", c_uint32), ("service_code", c_uint32),
        ("detail", c_char * 1536), ("hint", c_char * 512),
    ]


class Token(ctypes.Structure):
    _fields_ = [
        ("size", c_uint32), ("version", c_uint32), ("flags", c_uint32), ("sdkappid", c_uint32),
        ("issued_at", c_uint64), ("expire", c_uint64), ("expires_at", c_uint64),
        ("userid_len", c_uint32), ("userbuf_len", c_uint32), ("record_account_len", c_uint32),
        ("record_sdkappid", c_uint32), ("record_room", c_uint32), ("record_room_name_len", c_uint32),
        ("record_privileges", c_uint32), ("record_expires_at", c_uint32),
    ]


# What a function takes before its report; text and bytes are two arguments.
TEXT, OUT = [c_char_p, c_size_t], [c_char_p, c_size_t, POINTER(c_size_t)]
HANDLE, NEW = [c_void_p], [POINTER(c_void_p)]
U32, U64 = [c_uint32], [c_uint64]
SIGN = HANDLE + TEXT + U64
SIGNATURES = {
    "usersig_signer_new": U32 + TEXT + NEW,
    "usersig_signer_new_from_private_key": U32 + TEXT + NEW,
    "usersig_signer_sign_at": SIGN + U64 + U32 + OUT,
    "usersig_signer_sign_with_userbuf_at": SIGN + TEXT + U64 + U32 + OUT,
    "usersig_signer_private_map_key_at": SIGN + U32 + U32 + U64 + U32 + OUT,
    "usersig_signer_private_map_key_string_room_at": SIGN + TEXT + U32 + U64 + U32 + OUT,
    "usersig_verifier_new": U32 + TEXT + U64 + NEW,
    "usersig_verifier_new_from_public_key": U32 + TEXT + U64 + NEW,
    "usersig_verifier_verify_at": HANDLE + TEXT + TEXT + U64,
    "usersig_inspect_unverified": TEXT + [POINTER(Token)],
    "usersig_unverified_userid": TEXT + OUT,
    "usersig_unverified_userbuf": TEXT + OUT,
    "usersig_unverified_account": TEXT + OUT,
    "usersig_unverified_room_name": TEXT + OUT,
}
NAMES = ["empty", "malformed", "wrong_key_kind", "sdkappid_mismatch", "userid_mismatch", "bad_signature", "expired"]
APP, KEY, NOW, WEEK = 1400000000, b"k", 1700000000, 604800

library = ctypes.CDLL(sys.argv[1])
library.usersig_status_name.restype = c_char_p
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
    assert status == report.status, (name, status, report.status)
    return status


def status_name(status: int) -> str:
    return library.usersig_status_name(status).decode()


def output(name: str, *arguments) -> tuple[int, bytes]:
    """Asks for the length first, and then takes exactly that."""
    needed = c_size_t()
    status = call(name, *arguments, None, 0, byref(needed))
    if status not in (OK, TOO_SMALL):
        return status, b""
    buffer, length = ctypes.create_string_buffer(needed.value + 1), c_size_t()
    status = call(name, *arguments, buffer, needed.value + 1, byref(length))
    assert status == OK and length.value == needed.value, name
    return OK, buffer.raw[: length.value]


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


def verifier(case: dict, leeway: int) -> Handle:
    key = data["keys"][case["key"]]
    if "secret_key" in key:
        return Handle("verifier", "new", case["sdkappid"], key["secret_key"], leeway)
    return Handle("verifier", "new_from_public_key", case["sdkappid"], key["public"], leeway)


def sign(one: Handle, case: dict) -> tuple[int, bytes]:
    common = [one.pointer, case["userid"], case["expire"]]
    last = [int(case["issued_at"]), ANY_USERID if case["any_userid"] else 0]
    record = case["private_map_key"]
    if record is None and case["userbuf"] is None:
        return output("usersig_signer_sign_at", *common, *last)
    if record is None:
        return output("usersig_signer_sign_with_userbuf_at", *common, base64.b64decode(case["userbuf"]), *last)
    kind = "private_map_key_at" if isinstance(record["room"], int) else "private_map_key_string_room_at"
    return output(f"usersig_signer_{kind}", *common, record["room"], record["privileges"], *last)


def check_sign(case: dict) -> None:
    with signer(case) as one, verifier(case, 0) as judge:
        status, token = sign(one, case)
        assert status == OK, report.detail
        zipped = base64.b64decode(token.translate(bytes.maketrans(b"*-_", b"+/=")), validate=True)
        assert json.loads(zlib.decompress(zipped)) == case["document"]
        now = int(case["issued_at"])
        assert call("usersig_verifier_verify_at", judge.pointer, token, case["userid"], now) == OK, report.detail


def check_input(case: dict) -> bool:
    """Whether C has this input; its status must be the golden error."""
    what, value = case["input"], case["value"]
    sign_case = {
        "key": "secret", "sdkappid": APP, "userid": "xiaojun", "any_userid": False, "issued_at": NOW,
        "expire": WEEK, "userbuf": None, "private_map_key": None,
    }
    if what in ("validity_text", "privileges_text"):
        return False
    if what in ("secret_key", "private_key", "public_key", "sdkappid"):
        arguments = {
            "secret_key": ("signer", "new", APP, value),
            "private_key": ("signer", "new_from_private_key", APP, value),
            "public_key": ("verifier", "new_from_public_key", APP, value, 0),
            "sdkappid": ("signer", "new", value, KEY),
        }[what]
        with Handle(*arguments) as made:
            status = made.status
    else:
        sign_case |= {
            "userid": lambda: {"userid": value},
            "userid_any": lambda: {"userid": value, "any_userid": True},
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
            status, _ = sign(one, sign_case)
    expected = {None: "ok", "private_map_key_expiry": "bad_expiry"}.get(case["error"], f"bad_{case['error']}")
    assert status_name(status) == expected, report.detail
    return True


def check_fields(token: str, fields: dict) -> None:
    info = Token(size=ctypes.sizeof(Token))
    assert call("usersig_inspect_unverified", token, byref(info)) == OK
    sdkappid = int(fields["sdkappid"])
    assert info.sdkappid == (sdkappid if 0 <= sdkappid < 2**32 else 0)
    assert {1: "1.0", 10: "1.0", 2: "2.0"}[info.version] == fields["version"]
    for name in ("issued_at", "expire", "expires_at"):
        assert getattr(info, name) == int(fields[name]), name
    assert bool(info.flags & 8) == fields["is_time_approximate"]
    assert output("usersig_unverified_userid", token) == (OK, fields["userid"].encode())
    assert info.userid_len == len(fields["userid"].encode())

    status, userbuf = output("usersig_unverified_userbuf", token)
    assert bool(info.flags & 1) == (status == OK) == (fields["userbuf"] is not None)
    if fields["userbuf"] is not None:
        assert base64.b64encode(userbuf).decode() == fields["userbuf"] and info.userbuf_len == len(userbuf)

    record = fields["private_map_key"]
    status, account = output("usersig_unverified_account", token)
    assert bool(info.flags & 2) == (status == OK) == (record is not None)
    status, name = output("usersig_unverified_room_name", token)
    if record is None:
        assert status == ABSENT
        return
    assert account.decode("utf-8", "replace") == record["account"] and info.record_account_len == len(account)
    assert info.record_sdkappid == record["sdkappid"] and info.record_privileges == record["privileges"]
    assert info.record_expires_at == int(record["expires_at"])
    if isinstance(record["room"], int):
        assert status == ABSENT and info.record_room == record["room"]
    else:
        assert status == OK and name.decode() == record["room"] and info.record_room_name_len == len(name)


def check_verify(case: dict) -> None:
    with verifier(case, int(case["leeway"])) as judge:
        status = call("usersig_verifier_verify_at", judge.pointer, case["token"], case["userid"], int(case["now"]))
    assert status_name(status) == case["finding"].replace("valid", "ok"), report.detail
    assert [name for bit, name in enumerate(NAMES) if report.problems >> bit & 1] == case["problems"]
    assert report.service_code == case["service_code"]
    if case["layer"]:
        assert report.detail.decode().split(":")[0] == case["layer"], report.detail
    if case["fields"] is None:
        info = Token(size=ctypes.sizeof(Token))
        assert call("usersig_inspect_unverified", case["token"], byref(info)) == status
    else:
        check_fields(case["token"], case["fields"])


def main() -> int:
    passed = failed = left_out = 0
    for kind, check in (("sign", check_sign), ("inputs", check_input), ("verify", check_verify)):
        for case in data[kind]:
            try:
                if check(case) is False:
                    left_out += 1
                else:
                    passed += 1
            except AssertionError as fault:
                failed += 1
                line = traceback.extract_tb(fault.__traceback__)[-1].lineno
                print(f"FAILED  {kind}: {case.get('id', case)}: {fault!r}, line {line}")
    # C has no text form of a validity or of privileges: those cases, and no others.
    if left_out != sum(case["input"] in ("validity_text", "privileges_text") for case in data["inputs"]):
        failed += 1
        print(f"FAILED  {left_out} cases left out")
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 and passed > 0 else 1


sys.exit(main())
