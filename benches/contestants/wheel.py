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


def signing(signer, **options):
    return lambda _: lambda: signer.sign(USERID, EXPIRE, **options)


def verifying(verifier, **options):
    return lambda token: lambda: verifier.verify(token, USERID, **options)


def version_1(curve):
    private, public = usersig.PrivateKey(os.environ[f"BENCH_{curve}_PRIVATE"]), usersig.PublicKey(os.environ[f"BENCH_{curve}_PUBLIC"])
    return usersig.Signer(SDKAPPID, private), usersig.Verifier(SDKAPPID, public)


P256, SECP256K1 = version_1("P256"), version_1("SECP256K1")
OPERATIONS = {
    "empty": lambda _: lambda: SIGNER.sdkappid,
    "sign": signing(SIGNER),
    "sign-at": signing(SIGNER, issued_at=NOW),
    "sign-many": lambda _: lambda: SIGNER.sign_many(SIXTY_FOUR, EXPIRE, issued_at=NOW)[0],
    "room": signing(SIGNER, issued_at=NOW, room=10000, privileges=255),
    "verify": verifying(VERIFIER, now=NOW),
    "sign-p256": signing(P256[0]),
    "verify-p256": verifying(P256[1]),
    "sign-secp256k1": signing(SECP256K1[0]),
    "verify-secp256k1": verifying(SECP256K1[1]),
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
