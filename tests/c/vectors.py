"""Writes tests/vectors/reference-tokens.json and diagnoses.json as C tables to standard output: what is in generated/."""

import base64
import json
import pathlib

STATUSES = {
    "valid": "USERSIG_STATUS_OK",
    "malformed": "USERSIG_STATUS_MALFORMED",
    "bad_signature": "USERSIG_STATUS_BAD_SIGNATURE",
    "sdkappid_mismatch": "USERSIG_STATUS_SDKAPPID_MISMATCH",
    "record_mismatch": "USERSIG_STATUS_RECORD_MISMATCH",
}


def text(value: str | bytes | None) -> str:
    """A C string and its length; octal escapes, since hexadecimal ones swallow what follows."""
    if value is None:
        return "NULL, 0"
    data = value.encode() if isinstance(value, str) else value
    plain = lambda b: 0x20 <= b < 0x7F and b not in b'"\\?'
    return '"' + "".join(chr(b) if plain(b) else f"\\{b:03o}" for b in data) + f'", {len(data)}'


def print_diagnoses(data: dict) -> None:
    key, userid, cases = data["key"], data["userid"], data["cases"]
    print(f"\nconst struct diagnosis_setup diagnosed_with = {{{text(key)}, {data['sdkappid']}u, {text(userid)}, {data['now']}u}};")
    print("const struct diagnosis_case diagnosis_cases[] = {")
    for case in cases:
        texts = [" ".join(case["causes"]), " ".join(case["warnings"]), case["inner"]]
        id_, causes, warnings, inner = (text(value).rpartition(",")[0] for value in [case["id"], *texts])
        print(f"    {{{id_}, {text(base64.b64decode(case['token_base64']))}, {causes}, {warnings}, {inner}}},")
    print("};\nconst size_t diagnosis_count = sizeof diagnosis_cases / sizeof *diagnosis_cases;")


def main() -> None:
    root = pathlib.Path(__file__).resolve().parents[1]
    data = json.loads((root / "vectors/reference-tokens.json").read_text("utf-8"))
    keys = data["keys"]
    print("/* Generated: python3 tests/c/vectors.py >tests/c/generated/vectors-table.c */\n/* clang-format off */")
    print('#include "check.h"\n#include "vectors.h"\n')
    print(f"const char *const private_key_p256 = {text(keys['prime256v1']['pkcs8']).rpartition(',')[0]};")
    print(f"const char *const public_key_p256 = {text(keys['prime256v1']['pub']).rpartition(',')[0]};\n")
    print("const struct vector vectors[] = {")
    for v in data["vectors"]:
        secret = v.get("secret_key")
        key = secret or v.get("public_key") or keys[v["curve"]]["pub"]
        userbuf = v.get("userbuf")
        userbuf = None if userbuf is None else base64.b64decode(userbuf)
        record = v.get("private_map_key")
        room = record["room"] if record else None
        issued_at = v["issued_at"]
        fields = [
            text(v["id"]).rpartition(",")[0],
            "1" if secret else "0",
            text(key),
            f"{v['sdkappid']}u",
            text(v["token"]),
            text(v["userid"]),
            f"{v['expire']}u",
            # The oldest form names a local date: the library's reading counts.
            f"{issued_at}u" if isinstance(issued_at, int) else "0",
            STATUSES[v["expect"]],
            "USERSIG_TOKEN_V2" if v["version"] == "2.0"
            else "USERSIG_TOKEN_V1_PLAIN" if v.get("plain") else "USERSIG_TOKEN_V1",
            text(userbuf),
            "1" if record else "0",
            f"{room}u" if isinstance(room, int) else "0",
            text(room if isinstance(room, str) else None),
            f"{record['privileges']}u" if record else "0",
        ]
        print("    {" + ", ".join(fields) + "},")
    print("};\nconst size_t vector_count = sizeof vectors / sizeof *vectors;")
    print_diagnoses(json.loads((root / "vectors/diagnoses.json").read_text("utf-8")))


main()
