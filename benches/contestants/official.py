"""A contestant of scripts/bench: the official PyPI packages, or what replaces them in the wheel. The lines are explained in compare/src/main.rs."""
import os
import sys
import time
import warnings

import TLSSigAPI
import TLSSigAPIv2

warnings.simplefilter("ignore")  # tls-sig-api calls functions that pyOpenSSL calls deprecated
USERID, EXPIRE = os.environ["BENCH_USERID"], int(os.environ["BENCH_EXPIRE"])
SDKAPPID = int(os.environ["BENCH_SDKAPPID"])
API = TLSSigAPIv2.TLSSigAPIv2(SDKAPPID, os.environ["BENCH_KEY"])


def v1(curve):
    api = TLSSigAPI.TLSSigAPI(SDKAPPID, os.environ[f"BENCH_{curve}_PRIVATE"], os.environ[f"BENCH_{curve}_PUBLIC"])
    return lambda: api.gen_sig(USERID, EXPIRE)


OPERATIONS = {
    "sign": lambda: lambda: API.gen_sig(USERID, EXPIRE),
    "sign-p256": lambda: v1("P256"),
    "sign-secp256k1": lambda: v1("SECP256K1"),
}

answers, sys.stdout = sys.stdout, open(os.devnull, "w")  # tls-sig-api prints
for line in sys.stdin:
    operation, argument = line.split()[:2]
    answer = "-"
    if operation == "token":
        answer = API.gen_sig(argument, EXPIRE)
    elif operation in OPERATIONS:
        work, last = OPERATIONS[operation](), "-"
        start = time.perf_counter_ns()
        for _ in range(int(argument)):
            last = work()
        took = time.perf_counter_ns() - start
        answer = f"{took} - {last}"
    print(answer, file=answers, flush=True)
