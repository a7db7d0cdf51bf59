"""Runs each file here for a few users, and verifies every token: VECTORS=… python run.py. Ends with `N passed, N failed`."""
import contextlib
import importlib
import io
import json
import os
import pathlib

import usersig

KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"
PAIR = json.loads(pathlib.Path(os.environ["VECTORS"], "reference-tokens.json").read_text(encoding="utf-8"))["keys"]["prime256v1"]
APP = 1400000000
os.environ.update(APP=str(APP), KEY=KEY, PRIVATE_KEY=PAIR["sec1only"], PUBLIC_KEY=PAIR["pub"])

SITES = {
    "package_v2": (usersig.SecretKey(KEY), 6),
    "vendored_v2": (usersig.SecretKey(KEY), 7),
    "subclass_v2": (usersig.SecretKey(KEY), 2),
    "package_v1": (usersig.PublicKey(PAIR["pub"]), 4),
}

passed = failed = 0
for name, (key, expected) in SITES.items():
    verifier = usersig.Verifier(APP, key)
    for user in ("xiaojun", "小军", 10086):
        output = io.StringIO()
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            tokens = list(importlib.import_module(name).tokens(user))
        verdicts = [verifier.report(token, str(user)) for token in tokens]
        if len(tokens) == expected and all(verdicts) and not output.getvalue():
            passed += len(tokens)
        else:
            failed += 1
            print(f"FAILED  {name} for {user}: {verdicts}, printed {output.getvalue()!r}")
print(f"{passed} passed, {failed} failed")
raise SystemExit(failed > 0 or passed == 0)
