"""The PyPI references, versions 2.0 and 1.0: reads a JSON request per line and writes a JSON reply per line."""
import base64
import json
import os
import sys
import warnings
import zlib

import TLSSigAPI
import TLSSigAPIv2


def v2(r):
    return TLSSigAPIv2.TLSSigAPIv2(r["sdkappid"], r["key"])


def v1(r):
    return TLSSigAPI.TLSSigAPI(r["sdkappid"], r.get("private_key"), r.get("public_key"))


CALLS = {
    "plain": lambda r: {"token": v2(r).gen_sig(r["userid"], r["expire"])},
    "userbuf": lambda r: {
        "token": v2(r).gen_sig_with_userbuf(r["userid"], r["expire"], base64.b64decode(r["userbuf"]))
    },
    # The package has no verifier: its own base64, then the fields of the token, verbatim.
    "decode": lambda r: {"fields": json.loads(zlib.decompress(TLSSigAPIv2.base64_decode_url(r["token"].encode())))},
    "v1_plain": lambda r: {"token": v1(r).gen_sig(r["userid"], r["expire"])},
    "v1_verify": lambda r: {"verdict": v1(r).tls_verify_sig(r["token"].encode(), r["userid"])},
}

warnings.simplefilter("ignore")  # tls-sig-api calls functions that pyOpenSSL calls deprecated
answers, sys.stdout = sys.stdout, open(os.devnull, "w")  # tls-sig-api prints the public key while verifying
for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = CALLS[request["call"]](request)
    except Exception as error:  # what a reference throws is its result
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), file=answers, flush=True)
