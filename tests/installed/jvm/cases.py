"""Writes golden.json's cases of version 2.0 as lines of hexadecimal fields, for a program without a JSON parser.

usage: cases.py OUTPUT

  sign    id, key, SDKAppID, UserID, time of issue, validity, signature
  verify  id, key, SDKAppID, UserID, token, time, kinds of the findings
"""
import json
import pathlib
import sys

golden = json.loads((pathlib.Path(__file__).resolve().parents[2] / "vectors/golden.json").read_text(encoding="utf-8"))
lines = []


def add(kind, *fields):
    lines.append(" ".join([kind, *(str(field).encode("utf-8").hex() or "-" for field in fields)]))


def fits(*numbers):
    return all(0 <= int(number) < 2**62 for number in numbers)


for vector in golden["sign"]:
    key = golden["keys"][vector["key"]].get("secret_key")
    plain = vector["userbuf"] is None and vector["private_map_key"] is None and vector["userid_rule"] == "im"
    if key and plain and fits(vector["issued_at"], vector["expire"]):
        add("sign", vector["id"], key, vector["sdkappid"], vector["userid"], vector["issued_at"], vector["expire"], vector["document"]["TLS.sig"])
for vector in golden["verify"]:
    key = golden["keys"][vector["key"]].get("secret_key")
    if key and vector["expect"] is None and vector["max_validity"] is None and vector["leeway"] == "0" and fits(vector["now"]):
        add("verify", vector["id"], key, vector["sdkappid"], vector["userid"], vector["token"], vector["now"], ",".join(vector["findings"]))
pathlib.Path(sys.argv[1]).write_text("\n".join(lines) + "\n", encoding="ascii")
