"""Counts tests. A test is a function; what it raises is its failure."""
import json
import os
import traceback
from pathlib import Path

import usersig

VECTORS = Path(os.environ["VECTORS"])
KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"
APP, NOW = 1400000000, 1700000000

counts = {"passed": 0, "failed": 0}


def test(name, call, *arguments, **options):
    """Runs one test and counts it."""
    try:
        call(*arguments, **options)
    except BaseException:  # a panic is none of Exception's
        counts["failed"] += 1
        print(f"FAILED  {name}\n{traceback.format_exc()}", flush=True)
    else:
        counts["passed"] += 1


def finish():
    print(f"{counts['passed']} passed, {counts['failed']} failed")
    raise SystemExit(counts["failed"] > 0 or counts["passed"] == 0)


def equal(expected, found):
    assert expected == found, f"expected {expected!r}, found {found!r}"


def fails(kind, call, *arguments, error=usersig.UserSigError, **options):
    """Runs a call that has to raise the library's exception with this kind, and returns the exception."""
    try:
        result = call(*arguments, **options)
    except error as exception:
        equal(kind, exception.kind)
        has_no_key(str(exception), repr(exception), *map(repr, exception.args))
        return exception
    raise AssertionError(f"returned {result!r}, and did not fail with {kind}")


def raises(error, call, *arguments, **options):
    """Runs a call that has to raise this exception, and returns it."""
    try:
        result = call(*arguments, **options)
    except error as exception:
        has_no_key(str(exception))
        return exception
    raise AssertionError(f"returned {result!r}, and did not raise {error}")


def has_no_key(*texts):
    for text in texts:
        for part in (KEY[:8], KEY[-8:], "PRIVATE KEY-----\nMI"):
            assert part not in text, "there is a part of the key in a text"


def vectors(name):
    return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))


def signer():
    return usersig.Signer(APP, usersig.SecretKey(KEY))


def verifier():
    return usersig.Verifier(APP, usersig.SecretKey(KEY))
