"""Whether a result of scripts/bench is whole: `check.py DIR`. The last line is `N passed, N failed`."""
import json
import pathlib
import sys
import xml.etree.ElementTree

import chart
from contestants import contestants

folder = pathlib.Path(sys.argv[1])
result = json.loads((folder / "results.json").read_text("utf-8"))
# What a contestant must have been able to do, beside signing.
ABLE = {
    "usersig Rust": {"sign-into", "sign-many", "room", "verify-own", "sign-p256", "verify-secp256k1"},
    "usersig C": {"sign-into", "room", "verify-own", "sign-p256", "verify-secp256k1"},
    "usersig C++": {"sign-at", "room", "verify-own"},
    "usersig Kotlin/JNI": {"sign-at", "room", "verify-own", "sign-p256", "verify-secp256k1"},
    "usersig Node": {"sign-at", "room", "verify-own", "sign-p256", "verify-p256", "sign-secp256k1", "verify-secp256k1"},
    "usersig plain JavaScript": {"sign-at", "room", "verify-own"},
    "usersig Go": {"sign-at", "room", "verify-own", "sign-p256", "verify-p256", "sign-secp256k1", "verify-secp256k1"},
    "usersig Go drop-in": {"room", "verify-own"},
    "usersig Python": {"sign-at", "sign-many", "room", "verify-own", "sign-p256", "verify-p256", "sign-secp256k1", "verify-secp256k1"},
    "usersig TLSSigAPIv2.py": {"sign-p256", "sign-secp256k1"},
    "usersig .NET": {"sign-at", "room", "verify-own", "sign-p256", "verify-p256", "sign-secp256k1", "verify-secp256k1"},
    "usersig Dart (32-bit, JIT)": {"sign-at", "room", "verify-own", "sign-p256", "verify-p256", "sign-secp256k1", "verify-secp256k1"},
    "usersig PHP": {"sign-at", "room", "verify-own", "sign-p256", "verify-p256", "sign-secp256k1", "verify-secp256k1"},
    "usersig PHP extension": {"sign-at", "room", "verify-own", "sign-p256", "verify-p256", "sign-secp256k1", "verify-secp256k1"},
    "usersig Swift": {"sign-at", "room", "verify-own", "sign-p256", "verify-p256", "sign-secp256k1", "verify-secp256k1"},
    "C++ library": {"room"},
    "C# class": {"room"},
    "PHP class": {"room"},
    "Go module": {"room", "verify-own", "verify-stored", "verify-fixed", "verify-dynamic"},
    "npm": {"room", "sign-p256", "verify-p256", "sign-secp256k1", "verify-secp256k1"},
    "PyPI": {"sign-p256", "sign-secp256k1"},
    "Maven": {"room", "sign-p256", "verify-p256", "sign-secp256k1", "verify-secp256k1"},
    "Rust (common crates)": {"three-blocks", "verify-own", "verify-stored", "verify-fixed", "verify-dynamic"},
}
# The targets that this run need not judge, and those that it cannot judge without a contestant.
ELSEWHERE = ("usersig serve", "… against Go's net/http", "Android library", "… with the stable standard library")
NEEDS = {"C# class": ("generate in C#",), "PHP class": ("generate in PHP", "… with the extension")}
results = []


def check(name, right):
    results.append(bool(right))
    print(f"{'ok     ' if right else 'FAILED '} {name}")


for contestant in contestants():
    name = contestant.name
    rows = {row["operation"]: row for row in result["rows"] if row["contestant"] == name}
    if contestant.absent:
        check(f"{name}: the result says why it is missing", result["absent"].get(name) and not rows)
        continue
    check(f"{name}: took part", {"sign", *ABLE.get(name, ())} <= rows.keys())
    check(f"{name}: every time is one", all(0 < row["min_ns"] <= row["median_ns"] for row in rows.values()))
    check(f"{name}: a sample for each round", all(len(row["samples_ns"]) == result["rounds"] for row in rows.values()))
excused = ELSEWHERE + tuple(what for name in result["absent"] for what in NEEDS.get(name, ()))
for target in result["targets"]:
    check(f"judged: {target['what']}", target["reached"] is not None or target["what"].startswith(excused))
shown = {name for _, names in chart.LANGUAGES for name in names}
check("the chart of languages has everyone in it", shown | {"usersig batch", "Rust (common crates)"} == {c.name for c in contestants()})
check("the token lengths have the official packages", {"Go module", "npm", "PyPI", "Maven"} < result["token_lengths"]["contestants"].keys())
check("the sizes have the largest symbols", len(result["sizes"]["libusersig.so, HMAC only"]["symbols"]) == 15)
for file in chart.FILES:
    check(f"{file} is SVG", xml.etree.ElementTree.parse(folder / file).getroot().tag.endswith("}svg"))
check("the table is there", result["targets"][0]["what"] in (folder / "results.txt").read_text("utf-8"))
print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
sys.exit(not all(results))
