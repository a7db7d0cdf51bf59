"""What a type checker has to accept."""
from datetime import datetime, timedelta, timezone

import TLSSigAPI
import TLSSigAPIv2
import usersig

with usersig.SecretKey("k") as key, usersig.Signer(1, key) as signer, usersig.Verifier(1, key) as verifier:
    one: str = signer.sign("a", timedelta(hours=1), issued_at=datetime.now(timezone.utc))
    many: list[str] = signer.sign_many((name for name in ("a", "b")), 60, userid_rule="trtc")
    room: str = signer.sign("a", 60, room="lesson", privileges=usersig.Privileges.AUDIENCE | usersig.Privileges.SEND_AUDIO)
    token: usersig.Token = verifier.verify(one, "a", plain=True, leeway=5)
    record: usersig.PrivateMapKey | None = token.private_map_key
    report: usersig.Report = verifier.report(one.encode(), "a")
    codes: list[int | None] = [finding.service_code for finding in report.findings]
    fixes: list[str] = [cause.fix for cause in verifier.diagnose(one, "a", key=bytearray(b"k")).causes]
try:
    usersig.inspect_unverified(one)
except usersig.InvalidTokenError as error:
    kind: str = error.kind
    code: int | None = error.service_code
advice: list[str] = [entry.advice for entry in usersig.explain(70001)]
pair: tuple[usersig.PrivateKey, usersig.PublicKey] = (usersig.PrivateKey("x"), usersig.PublicKey("x"))
api = TLSSigAPIv2.TLSSigAPIv2("1", "k")
old: list[str] = [api.gen_sig(10086), api.gen_sig(identifier="a", expire="60"), api.genPrivateMapKey("a", 60, "7", 255)]
TLSSigAPI.TLSSigAPI(1, "x", None).tls_verify_sig(b"x", "a")
