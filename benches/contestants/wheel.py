"""A contestant of scripts/bench: the wheel of usersig. The lines are explained in compare/src/main.rs."""
import os
import sys
import time

import usersig

USERID, EXPIRE = os.environ["BENCH_USERID"], int(os.environ["BENCH_EXPIRE"])
SDKAPPID, NOW = int(os.environ["BENCH_SDKAPPID"]), int(os.environ["BENCH_NOW"])
KEY = usersig.SecretKey(os.environ["BENCH_KEY"])
SIGNER, VERIFIER = usersig.Signer(SDKAPPID, KEY), usersig.Verifier(SDKAPPID, KEY)
SIXTY_FOUR = [USERID] * 64


def version_1(curve):
    private, public = usersig.PrivateKey(os.environ[f"BENCH_{curve}_PRIVATE"]), usersig.PublicKey(os.environ[f"BENCH_{curve}_PUBLIC"])
    return usersig.Signer(SDKAPPID, private), usersig.Verifier(SDKAPPID, public)


P256, SECP256K1 = version_1("P256"), version_1("SECP256K1")
OPERATIONS = {
    "empty": lambda _: lambda: SIGNER.sdkappid,
    "sign": lambda _: lambda: SIGNER.sign(USERID, EXPIRE),
    "sign-at": lambda _: lambda: SIGNER.sign(USERID, EXPIRE, issued_at=NOW),
    "sign-many": lambda _: lambda: SIGNER.sign_many(SIXTY_FOUR, EXPIRE, issued_at=NOW)[0],
    "room": lambda _: lambda: SIGNER.sign(USERID, EXPIRE, issued_at=NOW, room=10000, privileges=255),
    "verify": lambda token: lambda: VERIFIER.verify(token, USERID, now=NOW),
    "sign-p256": lambda _: lambda: P256[0].sign(USERID, EXPIRE),
    "verify-p256": lambda token: lambda: P256[1].verify(token, USERID),
    "sign-secp256k1": lambda _: lambda: SECP256K1[0].sign(USERID, EXPIRE),
    "verify-secp256k1": lambda token: lambda: SECP256K1[1].verify(token, USERID),
}

for line in sys.stdin:
    operation, argument, *token = line.split()
    answer = "-"
    if operation == "token":
        answer = SIGNER.sign(argument, EXPIRE)
    elif operation in OPERATIONS:
        work, last = OPERATIONS[operation](token[0]), "-"
        count = int(argument)
        # One call signs 64.
        calls = range(-(-count // 64) if operation == "sign-many" else count)
        start = time.perf_counter_ns()
        for _ in calls:
            last = work()
        took = time.perf_counter_ns() - start
        if operation == "sign-many":
            took = took * count // (64 * len(calls))
        answer = f"{took} - {last if isinstance(last, str) else '-'}"
    print(answer, flush=True)
