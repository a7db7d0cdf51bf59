import os
from datetime import timedelta

from usersig import SecretKey, Signer, Verifier

with SecretKey(os.environ["USERSIG_SECRET_KEY"]) as key:
    signer, verifier = Signer(1400000000, key), Verifier(1400000000, key)
token = signer.sign("xiaojun", timedelta(days=7))
verdicts = ["valid" if verifier.report(token, user) else "rejected" for user in ("xiaojun", "mallory")]
print("xiaojun: %s, mallory: %s" % tuple(verdicts))
