"""The module that replaces the official one of Go by a `replace` line, beside it: the same program, the same calls."""
from harness import INSTALLED, KEY, OTHER_KEY, Case, Reference, check, decode, go, usersig

ours = Reference(f"{INSTALLED}/go/drop-in")
VERDICTS = ["valid", "expired", "sig not match", "identifier not match", "sdk appid not match"]


def in_one_second(case):
    """Both tokens, with the same time in them."""
    while True:
        tokens = [program(case.call, key=KEY, **case.request())["token"] for program in (go, ours)]
        documents = [decode(token) for token in tokens]
        if documents[0]["TLS.time"] == documents[1]["TLS.time"]:
            return tokens, documents


def verdicts(program, token, case, userbuf, issued_at):
    request = {"token": token, "sdkappid": case.sdkappid, "userid": case.userid, "userbuf": userbuf, "now": issued_at, "key": KEY}
    changes = [{}, {"now": issued_at + case.expire + 1}, {"key": OTHER_KEY}, {"userid": "mallory"}, {"sdkappid": 2}]
    return [program("verify", **{**request, **change})["verdict"] for change in changes]


def same_tokens(cases):
    for case in cases:
        tokens, (theirs, own) = in_one_second(case)
        check(f"2.0 tencentyun {case}: the document of the official module, signature included", own, theirs)
        for writer, token in zip(("the official module", "ours"), tokens):
            for verifier, program in (("the official module", go), ("ours", ours)):
                check(f"2.0 tencentyun {case}: by {writer}, verified by {verifier}",
                      verdicts(program, token, case, own.get("TLS.userbuf"), own["TLS.time"]), VERDICTS)
    # What it rejects has the text that the command prints, which is the core's. (The command's options reject room 0 before it.)
    for name, case in {
        "a line break": Case(1400000000, "a\nb", 60), "no UserID": Case(1400000000, "", 60), "1025 bytes": Case(1400000000, "x" * 1025, 60),
        "SDKAppID 0": Case(0, "a", 60), "a validity of 0": Case(1, "a", 0), "51 years": Case(1, "a", 51 * 366 * 86400),
        "privileges of 256": Case(1, "a", 60, room=(1, 256)),
        "a room name of 65 bytes": Case(1, "a", 60, room=("r" * 65, 255)), "a userbuf of 32769 bytes": Case(1, "a", 60, userbuf=bytes(32769)),
    }.items():
        _, _, rejected = ours(case.call, key=KEY, **case.request())["error"].split(": ", 2)
        printed = usersig("sign", *case.options(), USERSIG_SECRET_KEY=KEY).stderr
        check(f"2.0 tencentyun rejects {name}, as the command does", rejected if rejected in printed else printed, rejected)
