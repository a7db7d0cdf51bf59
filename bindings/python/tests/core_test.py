"""Compares error texts with those of the Rust library, through its C ABI: LIBRARY=libusersig.so VECTORS=tests/vectors python core_test.py"""
import ctypes
import os
import re

import check
import usersig
import vectors_test

LIBRARY = ctypes.CDLL(os.environ["LIBRARY"])
ROOT = check.VECTORS.resolve().parents[1]
LAYOUT = (ROOT / "abi/layout.txt").read_text("ascii")
TYPES = {1: ctypes.c_uint8, 4: ctypes.c_uint32, 8: ctypes.c_uint64}
FIXED_TIME, BUFFER = 1, 65536
# What usersig.h calls USERSIG_CONTENTS_….
CONTENTS = dict(re.findall(r"#define USERSIG_CONTENTS_(\w+) (\d+)", (ROOT / "include/usersig.h").read_text("utf-8")))


def struct(name):
    """A struct of usersig.h, whose `size` is set, as abi/layout.txt describes it."""
    fields = re.findall(rf"^{name}\.(\w+) (\d+) (\d+) (.*)$", LAYOUT, re.M)
    members, end = [], 0
    for field, offset, size, kind in fields:
        assert int(offset) == end, f"{name}.{field} has a gap before it"
        end += int(size)
        text = kind == "char"
        members.append((field, ctypes.c_char * int(size) if text else ctypes.c_char_p if "*" in kind else TYPES[int(size)]))
    made = type(name, (ctypes.Structure,), {"_fields_": members})()
    made.size = ctypes.sizeof(made)
    return made


def error_of_key(function, sdkappid, key):
    report, made, key = struct("usersig_report"), ctypes.c_void_p(), key.encode()
    status = getattr(LIBRARY, function)(sdkappid, key, ctypes.c_size_t(len(key)), ctypes.byref(made), ctypes.byref(report))
    return report.detail.decode() if status else None


def error_of_signing(userid="a", validity=604800, rule=0, issued_at=vectors_test.NOW, contents="NONE", **fields):
    request, report, userid = struct("usersig_request"), struct("usersig_report"), userid.encode()
    request.flags, request.userid, request.userid_len = FIXED_TIME, userid, len(userid)
    request.validity, request.issued_at, request.userid_rule, request.contents = validity, issued_at, rule, int(CONTENTS[contents])
    for name, value in fields.items():
        setattr(request, name, value)
        if isinstance(value, bytes):
            setattr(request, f"{name}_len", len(value))
    status = LIBRARY.usersig_sign(1400000000, b"k", ctypes.c_size_t(1), ctypes.byref(request), ctypes.create_string_buffer(BUFFER),
                                  ctypes.c_size_t(BUFFER), ctypes.byref(ctypes.c_size_t()), ctypes.byref(report))
    return report.detail.decode() if status else None


# The same inputs as in vectors_test.INPUTS. Of a userbuf, the core knows the bytes.
CORE = {
    "sdkappid": lambda value: error_of_key("usersig_signer_new", value, "k"),
    "secret_key": lambda value: error_of_key("usersig_signer_new", 1, value),
    "private_key": lambda value: error_of_key("usersig_signer_new_from_private_key", 1, value),
    "public_key": lambda value: error_of_key("usersig_verifier_new_from_public_key", 1, value),
    "userid": lambda value: error_of_signing(value, rule=0),
    "userid_trtc": lambda value: error_of_signing(value, rule=1),
    "userid_any": lambda value: error_of_signing(value, rule=2),
    "room_name": lambda value: error_of_signing(contents="ROOM_NAME", room_name=value.encode(), privileges=255),
    "room_number": lambda value: error_of_signing(contents="ROOM_NUMBER", room=value, privileges=255),
    "privileges_bits": lambda value: error_of_signing(contents="ROOM_NUMBER", room=1, privileges=value),
    "validity_seconds": lambda value: error_of_signing(validity=value),
    "userbuf_length": lambda value: error_of_signing(contents="USERBUF", userbuf=bytes(value)),
    "private_map_key_issued_at": lambda value: error_of_signing(contents="ROOM_NUMBER", room=1, privileges=255, issued_at=int(value)),
}


def same_text(vector):
    try:
        vectors_test.INPUTS[vector["input"]](vector["value"])()
        found = None
    except usersig.UserSigError as error:
        found = str(error)
    check.equal(CORE[vector["input"]](vector["value"]), found)


inputs = [vector for vector in vectors_test.GOLDEN["inputs"] if vector["input"] in CORE]
for vector in inputs:
    check.test(f"text of input {vector['input']} {str(vector['value'])[:40]!r}", same_text, vector)
check.test("every input that both have", check.equal, {"leeway_seconds"}, set(vectors_test.INPUTS) - set(CORE))
check.finish()
