#!/usr/bin/env python3
"""Writes the seeds in fuzz/corpus from the vectors: one input for each case that the readers distinguish."""
import base64
import json
import pathlib
import re
import zlib

FUZZ = pathlib.Path(__file__).resolve().parent
CORPUS = FUZZ / "corpus"
VECTORS = FUZZ.parent / "tests" / "vectors"
golden = json.loads((VECTORS / "golden.json").read_text())
reference = json.loads((VECTORS / "reference-tokens.json").read_text())


def write(target, name, content):
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / re.sub(r"[^A-Za-z0-9._-]+", "-", name)).write_bytes(content)


def stream_of(token):
    return base64.b64decode(token.replace("*", "+").replace("-", "/").replace("_", "="))


def our_token():
    """The token of the essay in src/wire/deflate: a block with the fitted code."""
    lines = re.findall(r"^//! ([A-Za-z0-9*_-]{20,})$", (FUZZ.parent / "src" / "wire" / "deflate" / "mod.rs").read_text(), re.M)
    return "".join(lines)


(FUZZ / "src" / "p256.pem").write_text(golden["keys"]["p256"]["public"])

WANTED = [
    "secret/issued", "p256/issued", "secret/beyond_u64", "userbuf", "userid/quote", "userid/emoji", "1.0/p256/crlf",
    "1.0/p256/no_appid_at_3rd", "1.0/p256/oldest", "private_map_key/secret/number", "private_map_key/secret/name",
    "json/escaped_key", "json/more_keys", "json/twice_escaped", "forgery/newline/forged", "forgery/confusion/pem",
    "sdkappid/negative", "field/number/TLS.time/1700000000.0", "field/userbuf/secret/unpadded",
]
cases = {case["id"]: case for case in golden["verify"]}
for name in WANTED:
    token = cases[name]["token"]
    for target in ("inspect", "verify", "readers"):
        if token.startswith("{"):
            write(target, name, b"t" + token.encode())
        else:
            write(target, name, b"j" + zlib.decompress(stream_of(token)))
for name in ("zlib/block_type", "zlib/checksum", "zlib/cut/100", "zlib/trailing", "padding/2", "alphabet/plus"):
    write("inspect", name, b"t" + cases[name]["token"].encode())
# The compressed forms that each language writes: stored, fixed and dynamic blocks.
for source in sorted({vector["source"] for vector in reference["vectors"]}):
    token = next(vector["token"] for vector in reference["vectors"] if vector["source"] == source)
    if not token.startswith("{"):
        write("inspect", f"reference-{source}", b"z" + stream_of(token))
        write("readers", f"reference-{source}", b"d" + stream_of(token)[2:-4])
write("readers", "fitted", b"d" + stream_of(our_token())[2:-4])

# One of each kind of mistake.
seen = set()
for case in json.loads((VECTORS / "diagnoses.json").read_text())["cases"]:
    token = base64.b64decode(case["token_base64"])
    if tuple(case["causes"]) not in seen and len(token) < 600:
        seen.add(tuple(case["causes"]))
        write("diagnose", case["id"], b"t" + token)

for case in golden["sign"]:
    if case["key"] == "secret" and "TLS.userbuf" in case["document"]:
        userbuf = base64.b64decode(case["document"]["TLS.userbuf"])
        if len(userbuf) <= 128 and "privileges/" not in case["id"]:
            write("userbuf", case["id"], userbuf)
