#!/usr/bin/env python3
"""Signs golden.json's plain tokens of version 2.0 with a library for JNI, by the program `sign` beside this file.

usage: golden.py SIGN LIBRARY
"""

import base64
import json
import pathlib
import subprocess
import sys
import zlib

program, library = sys.argv[1:]
vectors = pathlib.Path(__file__).resolve().parents[3] / "tests/vectors/golden.json"
golden = json.loads(vectors.read_text(encoding="utf-8"))
RULES = {"im": "0", "trtc": "1", "any": "2"}


def document(token):
    text = token.replace("*", "+").replace("-", "/").replace("_", "=")
    return json.loads(zlib.decompress(base64.b64decode(text, validate=True)))


failed = passed = 0
for vector in golden["sign"]:
    key = golden["keys"][vector["key"]].get("secret_key")
    # The program knows only ASCII, and texts that end before the first zero. A time is a number of C's, with a sign.
    texts = [key or "", vector["userid"]]
    is_plain = vector["userbuf"] is None and vector["private_map_key"] is None and int(vector["issued_at"]) < 2**63
    if not key or not is_plain or not all(text.isascii() and "\0" not in text for text in texts):
        continue
    arguments = [vector["sdkappid"], key, vector["userid"], RULES[vector["userid_rule"]], vector["expire"], vector["issued_at"]]
    run = subprocess.run([program, library, *map(str, arguments)], capture_output=True, text=True, check=False)
    if run.returncode == 0 and document(run.stdout.strip()) == vector["document"]:
        passed += 1
    else:
        failed += 1
        print(f"FAILED  {vector['id']}: {run.stdout}{run.stderr}")
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
