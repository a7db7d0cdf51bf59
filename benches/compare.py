"""usersig beside the others: one run, in which the contestants take turns.

Started by scripts/bench, which builds them; --help says what can be chosen. docs/bench/README.md says how to read
the result.
"""
import argparse
import base64
import datetime
import gzip
import hmac
import json
import os
import pathlib
import platform
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib

import chart
from contestants import BUILT, ROOT, contestants

VECTORS = json.loads((ROOT / "tests/vectors/reference-tokens.json").read_text("utf-8"))
SDKAPPID, USERID, EXPIRE, NOW = 1400000000, "user_12345678", 604800, 1700000000
KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"
FIELDS = {
    "BENCH_KEY": KEY, "BENCH_SDKAPPID": str(SDKAPPID), "BENCH_USERID": USERID, "BENCH_EXPIRE": str(EXPIRE),
    "BENCH_NOW": str(NOW),
}
for _curve, _name in (("prime256v1", "P256"), ("secp256k1", "SECP256K1")):
    FIELDS[f"BENCH_{_name}_PRIVATE"] = VECTORS["keys"][_curve]["pkcs8"]
    FIELDS[f"BENCH_{_name}_PUBLIC"] = VECTORS["keys"][_curve]["pub"]

# id, what it is, the contestants' word for it, the row that the others are divided by
OPERATIONS = [
    ("sign", "sign, by the system clock, to a new string", "sign", "sign"),
    ("sign-stored", "the same, uncompressed", "sign-stored", "sign"),
    ("sign-at", "sign, with a given clock, to a new string", "sign-at", "sign-into"),
    ("sign-into", "sign, with a given clock, into a buffer", "sign-into", "sign-into"),
    ("sign-many", "sign 64 in one call, per token", "sign-many", "sign-into"),
    ("sign-two-threads", "sign into a buffer, two threads, per token", "sign-two-threads", "sign-into"),
    ("three-blocks", "the floor: three blocks of SHA-256", "three-blocks", "sign-into"),
    ("room", "sign a PrivateMapKey", "room", "room"),
    ("verify-own", "verify our own token", "verify", "verify-own"),
    ("verify-stored", "verify a stored token", "verify", "verify-stored"),
    ("verify-fixed", "verify a fixed-Huffman token", "verify", "verify-fixed"),
    ("verify-dynamic", "verify a dynamic-Huffman token", "verify", "verify-dynamic"),
    ("sign-p256", "1.0: sign, P-256", "sign-p256", "sign-p256"),
    ("sign-secp256k1", "1.0: sign, secp256k1", "sign-secp256k1", "sign-secp256k1"),
    ("verify-p256", "1.0: verify, P-256", "verify-p256", "verify-p256"),
    ("verify-secp256k1", "1.0: verify, secp256k1", "verify-secp256k1", "verify-secp256k1"),
    ("empty", "a call that does nothing", "empty", None),
]
# Nothing is handed over that could be checked: a buffer or 64 tokens stay where they are.
HAND_OVER_NOTHING = {"sign-into", "sign-many", "sign-two-threads", "three-blocks", "empty"}
OURS = "usersig Rust"
# Libraries are stripped.
ANDROID = "Android library, arm64, without backtraces"
ANDROID_STABLE = "… with the stable standard library"
WEB_FILE = "file of the small JavaScript engine, gzip"
SIZE_LIMITS = {"libusersig.so, HMAC only": 360, "libusersig.so": 560, WEB_FILE: 42, ANDROID: 320, ANDROID_STABLE: 520}


def run_text(*command):
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT)
    return (done.stdout or done.stderr).strip()


# Tokens, by hand.

def seal(document, level, strategy=zlib.Z_DEFAULT_STRATEGY):
    packer = zlib.compressobj(level, strategy=strategy)
    stream = packer.compress(document) + packer.flush()
    return base64.b64encode(stream).translate(bytes.maketrans(b"+/=", b"*-_")).decode()


def unseal(token):
    return zlib.decompress(base64.b64decode(token.translate(str.maketrans("*-_", "+/="))))


def block_type(token):
    """0 stored, 1 fixed, 2 dynamic: the two bits after the first of the deflate stream."""
    return base64.b64decode(token[:4].translate(str.maketrans("*-_", "+/=")))[2] >> 1 & 3


def mac(userid, sdkappid, at, expire, userbuf=None):
    text = f"TLS.identifier:{userid}\nTLS.sdkappid:{sdkappid}\nTLS.time:{at}\nTLS.expire:{expire}\n"
    if userbuf is not None:
        text += f"TLS.userbuf:{userbuf}\n"
    return base64.b64encode(hmac.digest(KEY.encode(), text.encode(), "sha256")).decode()


def is_genuine(token, userid=USERID):
    """Whether a token of version 2.0 is for these fields and signed with the key, without usersig."""
    document = json.loads(unseal(token))
    at, expire = document["TLS.time"], document["TLS.expire"]
    signed = mac(userid, SDKAPPID, at, expire, document.get("TLS.userbuf"))
    return (document["TLS.sig"], document["TLS.identifier"], document["TLS.sdkappid"], expire) == (
        signed, userid, SDKAPPID, EXPIRE)


def tokens_to_verify(rust):
    """Version 2.0: one document, packed in three ways, and our own. zlib's level 6 gives most documents of this
    length the fixed code, so the issue time is one at which it chooses a code of its own."""
    def document(at):
        fields = {"TLS.ver": "2.0", "TLS.identifier": USERID, "TLS.sdkappid": SDKAPPID, "TLS.expire": EXPIRE,
                  "TLS.time": at, "TLS.sig": mac(USERID, SDKAPPID, at, EXPIRE)}
        return json.dumps(fields, separators=(",", ":")).encode()

    chosen = next(d for d in map(document, range(NOW, 0, -1)) if block_type(seal(d, 6)) == 2)
    tokens = {
        "verify-own": rust.run("sign-at", 1)[2], "verify-stored": seal(chosen, 0),
        "verify-fixed": seal(chosen, 6, zlib.Z_FIXED), "verify-dynamic": seal(chosen, 6),
        "verify-p256": rust.run("sign-p256", 1)[2], "verify-secp256k1": rust.run("sign-secp256k1", 1)[2],
    }
    kinds = [block_type(tokens[f"verify-{kind}"]) for kind in ("stored", "fixed", "dynamic")]
    assert kinds == [0, 1, 2], kinds
    return tokens


# Measuring.

class Row:
    """One contestant at one operation."""

    def __init__(self, contestant, operation, token):
        self.contestant, (self.operation, _, self.word, _), self.token = contestant, operation, token
        self.samples, self.allocated, self.last = [], None, None

    def measure(self, count):
        answer = self.contestant.run(self.word, count, self.token)
        if answer is None:
            return None
        nanoseconds, self.allocated, self.last = answer
        return nanoseconds

    def calibrate(self, slice_ns, warmth):
        """Warms it up, and finds the count that fills a slice; false if the contestant has no such operation."""
        self.count, spent, end = 1, 0, self.contestant.warm_up * 1e9 * warmth
        while True:
            took = self.measure(self.count)
            if took is None:
                return False
            spent += took
            if took >= slice_ns / 2 and spent >= end:
                self.count = max(1, round(self.count * slice_ns / took))
                return True
            if took < slice_ns / 2:
                self.count *= 2

    def sample(self):
        # A tenth first, which is not counted: caches and branch predictors are the last contestant's.
        if self.count >= 10:
            self.measure(self.count // 10)
        self.samples.append(self.measure(self.count) / self.count)

    @property
    def minimum(self):
        return min(self.samples)

    @property
    def median(self):
        return statistics.median(self.samples)


def check_token(row, rust):
    """What a contestant made while it was timed is a token, not an error that is quick."""
    if row.last is None:
        if row.operation in HAND_OVER_NOTHING or row.operation.startswith("verify") or not row.contestant.hands_over_tokens:
            return
        raise SystemExit(f"{row.contestant.name} made no token at {row.operation}")
    if row.operation in ("sign-p256", "sign-secp256k1"):
        good = rust.run(row.operation.replace("sign", "verify"), 1, row.last) is not None
    else:
        good = is_genuine(row.last)
    if not good:
        raise SystemExit(f"{row.contestant.name} made a wrong token at {row.operation}: {row.last}")


def measure(running, arguments, tokens):
    rows = []
    # A short look is not worth a long warming up.
    warmth = min(1, arguments.rounds / 10)
    for contestant in running:
        for operation in OPERATIONS:
            row = Row(contestant, operation, tokens.get(operation[0], "-"))
            if row.calibrate(arguments.slice * 1e6, warmth):
                check_token(row, running[0])
                rows.append(row)
        print(f"ready: {contestant.name}", file=sys.stderr)
    order = random.Random(1)
    for number in range(arguments.rounds):
        order.shuffle(rows)
        for row in rows:
            row.sample()
        print(f"round {number + 1} of {arguments.rounds}, load {os.getloadavg()[0]:.2f}", file=sys.stderr)
    rank = {name: n for n, name in enumerate(operation[0] for operation in OPERATIONS)}
    rows.sort(key=lambda row: (rank[row.operation], running.index(row.contestant)))
    return rows


def allocations(rows):
    """(bytes, calls or None) for one operation of each row that can be counted."""
    counted = {}
    for row in rows:
        key = row.contestant.name, row.operation
        if row.operation == "empty" or row.operation == "sign-two-threads":
            continue
        if row.contestant.counts_malloc:
            counted[key] = row.contestant.malloc(FIELDS, row.word, row.token)
        elif row.allocated is not None:
            counted[key] = row.allocated, None
    return counted


def token_lengths(running):
    """Lengths of one document as each contestant writes it: of UserIDs like ours, and of 1 to 16 characters."""
    alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
    picks = random.Random(2)
    alike = [f"user_{picks.randrange(10**8):08}" for _ in range(300)]
    short = ["".join(picks.choices(alphabet, k=1 + n % 16)) for n in range(960)]
    # The class of the Web demos rounds its time, so it may be in another second; it compresses as npm does.
    writers = [c for c in running if c.name == OURS or not (c.ours or c.client or c.name.endswith("(malloc tuned)"))]
    lengths = {c.name: [] for c in writers}
    for userid in alike + short:
        while True:
            second = int(time.time())
            made = {c.name: c.token(userid) for c in writers}
            # All in one second, so that all have the same signature in them.
            if int(time.time()) == second:
                break
        for name, token in made.items():
            assert is_genuine(token, userid), (name, token)
            lengths[name].append(len(token))
    split = len(alike)
    official = [lengths[c.name][split:] for c in writers if c.official]
    longer = {}
    if official:
        excess = [ours - min(others) for ours, *others in zip(lengths[OURS][split:], *official)]
        longer = {"userids": len(short), "longer_than_the_shortest_official": sum(e > 0 for e in excess),
                  "at_most_by": max(max(excess), 0)}
    return {
        "of_userids_like": USERID,
        "contestants": {name: {"minimum": min(all_[:split]), "mean": round(statistics.mean(all_[:split]), 1),
                               "maximum": max(all_[:split])} for name, all_ in lengths.items()},
        "of_1_to_16_characters": longer,
    }


def sizes():
    """Bytes of each artefact, stripped; for the C libraries also their sections and largest symbols. An Android library only if
    scripts/pack has left one, for which the NDK that the other one needs is not there."""
    result = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, file in (("libusersig.so, HMAC only", "hmac/libusersig.so"), ("libusersig.so", "full/libusersig.so"),
                           ("libusersig_jni.so", "libusersig_jni.so"), ("usersig (command)", "usersig")):
            stripped = f"{folder}/stripped"
            subprocess.run(["strip", "-o", stripped, BUILT / file], check=True)
            entry = {"bytes": os.path.getsize(stripped)}
            if "libusersig.so" in name:
                sections = re.findall(r"^(\.\S+)\s+(\d+)", run_text("size", "-A", stripped), re.M)
                entry["sections"] = {section: int(size) for section, size in sections if int(size) >= 1000}
                # The libraries of the stage `bench` have no table of symbols.
                symbols = re.findall(r"^[0-9a-f]+ ([0-9a-f]+) \S (.*)$", run_text("nm", "-C", "-S", "--size-sort", "-r", str(BUILT / file)), re.M)
                entry["symbols"] = [[int(size, 16), name] for size, name in symbols[:15]]
            result[name] = entry
    web_class = BUILT / "node_modules/usersig/dist/compat/lib-generate-test-usersig-es.min.mjs"
    result[WEB_FILE] = {"bytes": len(gzip.compress(web_class.read_bytes(), 9))}
    for archive in (ROOT / "target/packages/jvm").glob("io/github/usersig/usersig-android/*/*.aar"):
        result[ANDROID] = {"bytes": zipfile.ZipFile(archive).getinfo("jni/arm64-v8a/libusersig_jni.so").file_size}
    return result


# Reporting.

def machine():
    cpu = re.search(r"^model name\s*:\s*(.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.M)
    flags = pathlib.Path("/proc/cpuinfo").read_text()
    memory = re.search(r"^MemTotal:\s*(\d+) kB", pathlib.Path("/proc/meminfo").read_text(), re.M)
    return {
        "cpu": cpu[1] if cpu else platform.machine(), "architecture": platform.machine(), "cores": os.cpu_count(),
        "sha_instructions": bool(re.search(r"\bsha_ni\b|\bsha2\b", flags)), "memory_gb": round(int(memory[1]) / 1e6),
        "system": f"Linux {platform.release().split('-')[0]}, glibc {platform.libc_ver()[1]}",
    }


def versions():
    references = ROOT / "tests/references"
    node = json.loads((references / "node/package.json").read_text())["dependencies"]
    python = dict(re.findall(r"^(\S+?)==(\S+)$", (references / "python/requirements.txt").read_text(), re.M))
    web = re.search(r"(\S+)-([\d.]+)\.tgz", (references / "node/web.sha512").read_text())
    maven = re.findall(r"<artifactId>(tls\S+)</artifactId>\s*<version>(.*?)<", (references / "java/pom.xml").read_text())
    crates = dict(re.findall(r'^name = "(.*)"\nversion = "(.*)"', (ROOT / "benches/compare/Cargo.lock").read_text(), re.M))
    commit = run_text("git", "rev-parse", "--short=10", "HEAD")
    changed = " with changes" if run_text("git", "status", "--porcelain", "--untracked-files=no", "--", "src", "bindings", "Cargo.toml", "Cargo.lock") else ""
    return {
        "usersig": f"{crates['usersig']}, commit {commit}{changed}", "rustc": run_text("rustc", "--version"),
        "cc": run_text("gcc", "--version").splitlines()[0], "go": run_text("go", "env", "GOVERSION"),
        "node": run_text("node", "--version"), "python": platform.python_version(),
        "java": run_text("java", "-version").splitlines()[0],
        "go module": re.search(r"golang (v\S+)", (references / "go/go.mod").read_text())[1],
        "npm": {**node, web[1]: web[2]}, "pypi": {name: python[name] for name in ("tls-sig-api", "tls-sig-api-v2")}, "maven": dict(maven),
        "crates": {name: crates[name] for name in ("tls_sig_api", "flate2", "zlib-rs", "hmac", "sha2", "serde_json")},
    }


def compare_with_targets(rows, counted, lengths, size):
    """The targets of the project, each with the result of this run. A ratio is the smaller of medians' and minima's."""
    of = {(row.contestant.name, row.operation): row for row in rows}
    verdicts = []

    def target(what, wanted, got, reached):
        verdicts.append({"what": what, "target": wanted, "measured": got, "reached": reached})

    def ratio(other, ours):
        return min(other.minimum / ours.minimum, other.median / ours.median)

    def faster(what, times, other, ours):
        if other is None or ours is None:
            return target(what, f"≥ {times}×", "not run", None)
        by = ratio(other, ours)
        target(what, f"≥ {times}×", f"{by:.1f}× ({other.contestant.name})", by >= times)

    def official(operation, tuned=False):
        left_out = "PyPI" if tuned else None
        found = [r for r in rows if r.operation == operation and r.contestant.official and not r.contestant.client
                 and r.contestant.name != left_out]
        return sorted(found, key=lambda row: row.minimum)

    def in_language(what, times, ours, other, operation="sign"):
        faster(what, times, of.get((other, operation)), of.get((ours, operation)))

    sign, fastest, tuned = of.get((OURS, "sign")), official("sign"), official("sign", tuned=True)
    faster("generate, against the fastest reference", 5, fastest[0] if fastest else None, sign)
    # Of an even number the faster of the two in the middle.
    faster("generate, against the median reference, malloc tuned", 30, tuned[(len(tuned) - 1) // 2] if tuned else None, sign)
    in_language("generate a PrivateMapKey, against Go", 4.5, OURS, "Go module", "room")
    for kind, what, times in (("stored", "a stored", 13), ("own", "our own", 12), ("dynamic", "a dynamic", 5)):
        in_language(f"verify {what} token, against Go", times, OURS, "Go module", f"verify-{kind}")
    in_language("generate in Java and Kotlin, against Maven", 12, "usersig Kotlin/JNI", "Maven")
    jvm, c = of.get(("usersig Kotlin/JNI", "verify-own")), of.get(("usersig C", "verify-own"))
    share = None if jvm is None or c is None else 1 / ratio(c, jvm)
    target("verify in Java and Kotlin, against the C call", "≤ 1.3×", "not run" if share is None else f"{share:.2f}×",
           None if share is None else share <= 1.3)
    in_language("generate in Node, against npm", 6, "usersig Node", "npm")
    in_language("generate in plain JavaScript, against the Web class", 10, "usersig plain JavaScript", "Web class")
    in_language("generate in Python, against PyPI's, malloc tuned", 15, "usersig TLSSigAPIv2.py", "PyPI (malloc tuned)")
    in_language("generate in Go, against the official module", 2, "usersig Go", "Go module")
    in_language("generate in Go by the drop-in, against the official module", 2, "usersig Go drop-in", "Go module")
    in_language("generate in C#, against the official class", 20, "usersig .NET", "C# class")
    in_language("generate in PHP, against the official class", 1, "usersig PHP", "PHP class")
    in_language("… with the extension", 15, "usersig PHP extension", "PHP class")
    target("usersig serve, against Express with npm", "≥ 6×", "by scripts/bench-serve", None)
    target("… against Go's net/http with the module", "≥ 1.5×", "by scripts/bench-serve", None)
    short = lengths["of_1_to_16_characters"]
    if short:
        longer = short["longer_than_the_shortest_official"]
        target("token length, UserID of 1 to 16 characters", "≤ every reference's",
               f"longer in {longer} of {short['userids']}" + (f", by at most {short['at_most_by']}" if longer else ""),
               longer == 0)
    else:
        target("token length, UserID of 1 to 16 characters", "≤ every reference's", "not run", None)
    calls = counted[OURS, "sign-into"][1]
    target("allocations in sign_into", "0", f"{calls:g}", calls == 0)
    c, rust = of.get(("usersig C", "sign-into")), of[OURS, "sign-into"]
    if c is None:
        target("C ABI over the Rust call", "≤ 15 ns", "not run", None)
    else:
        over = max(c.minimum - rust.minimum, c.median - rust.median)
        target("C ABI over the Rust call", "≤ 15 ns", f"{over:.0f} ns", over <= 15)
    many, one = of[OURS, "sign-many"], of[OURS, "sign-at"]
    share = 1 / ratio(one, many)
    target("many tokens under one key, against one at a time", "≤ 0.8×", f"{share:.2f}×", share <= 0.8)
    for name, limit in SIZE_LIMITS.items():
        bytes_ = size[name]["bytes"] if name in size else None
        target(name, f"≤ {limit} KB", "not run" if bytes_ is None else f"{bytes_ / 1000:.0f} KB",
               None if bytes_ is None else bytes_ <= limit * 1000)
    return verdicts


def nanoseconds(value):
    return f"{value:,.1f}" if value < 100 else f"{value:,.0f}"


def table(result):
    """Returns the result as text, for the terminal and results.txt."""
    m, out = result["machine"], []
    out.append(f"{m['cpu']}, {m['cores']} cores, SHA instructions: {'yes' if m['sha_instructions'] else 'no'}, {m['system']}")
    out.append(f"{result['date']}; {result['rounds']} rounds, slices of {result['slice_ms']} ms; load average "
               f"{result['load_start']} at the start, {result['load_end']} at the end")
    for name, version in result["versions"].items():
        out.append(f"  {name}: {version if isinstance(version, str) else ', '.join(f'{k} {v}' for k, v in version.items())}")
    for name, reason in result["absent"].items():
        out.append(f"  {name}: {reason}")
    rows = {}
    for row in result["rows"]:
        rows.setdefault(row["operation"], []).append(row)
    for operation, title, _, base in OPERATIONS:
        if operation not in rows:
            continue
        out += ["", f"{title}" + (f"   (× against {OURS}, {base})" if base else ""),
                f"  {'':26}{'min ns':>11}{'median ns':>11}{'× min':>9}{'× median':>9}{'bytes':>10}{'mallocs':>9}"]
        for row in rows[operation]:
            by = ["", ""] if row["ratio_min"] is None else [f"{row['ratio_min']:.2f}", f"{row['ratio_median']:.2f}"]
            got, calls = row["bytes"], row["mallocs"]
            out.append(f"  {row['contestant']:26}{nanoseconds(row['min_ns']):>11}{nanoseconds(row['median_ns']):>11}"
                       f"{by[0]:>9}{by[1]:>9}{'-' if got is None else f'{got:,.0f}':>10}"
                       f"{'-' if calls is None else f'{calls:.0f}':>9}")
    out += ["", f"token length, 300 UserIDs like {USERID}   (min, mean, max)"]
    for name, length in result["token_lengths"]["contestants"].items():
        out.append(f"  {name:26}{length['minimum']:>11}{length['mean']:>11}{length['maximum']:>9}")
    out += ["", "sizes, stripped"]
    for name, entry in result["sizes"].items():
        out.append(f"  {name:44}{entry['bytes']:>11,} bytes")
    for name in ("libusersig.so, HMAC only", "libusersig.so"):
        entry = result["sizes"][name]
        out += ["", f"where the bytes of {name} are",
                "  " + ", ".join(f"{section} {size:,}" for section, size in entry["sections"].items())]
        out += [f"  {size:>8,}  {symbol[:100]}" for size, symbol in entry["symbols"]]
    out += ["", "targets"]
    words = {True: "reached", False: "NOT REACHED", None: "not run"}
    for t in result["targets"]:
        out.append(f"  {t['what']:62}{t['target']:>22}   {t['measured']:36} {words[t['reached']]}")
    return "\n".join(out) + "\n"


def main():
    everyone = contestants()
    parser = argparse.ArgumentParser(prog="scripts/bench", description="usersig beside the other writers and readers of UserSigs, in one run.",
                                     epilog="Contestants: " + "; ".join(c.name for c in everyone))
    parser.add_argument("--rounds", type=int, default=25, metavar="N", help="turns that everyone gets (25)")
    parser.add_argument("--slice", type=float, default=30, metavar="MS", help="milliseconds of a turn (30)")
    parser.add_argument("--only", metavar="NAME,…", help="contestants, by any part of their name; usersig in Rust always takes part")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "docs/bench", metavar="DIR",
                        help="folder of the results and charts (docs/bench)")
    parser.add_argument("--no-build", action="store_true", help="measure what the last run has built")
    arguments = parser.parse_args()

    load_start = [round(n, 2) for n in os.getloadavg()]
    wanted = arguments.only.lower().split(",") if arguments.only else [""]
    chosen = [c for c in everyone if c.name == OURS or any(word.strip() in c.name.lower() for word in wanted)]
    absent = {c.name: c.absent for c in chosen if c.absent}
    running = [c for c in chosen if not c.absent]
    for contestant in running:
        contestant.start(FIELDS)
    tokens = tokens_to_verify(running[0])
    rows = measure(running, arguments, tokens)
    lengths = token_lengths(running)
    for contestant in running:
        contestant.stop()
    counted, size = allocations(rows), sizes()

    of = {(row.contestant.name, row.operation): row for row in rows}
    bases = {operation[0]: of.get((OURS, operation[3])) for operation in OPERATIONS}
    result = {
        "about": "Written by scripts/bench; docs/bench/README.md says how to read it.",
        "date": datetime.date.today().isoformat(), "machine": machine(), "versions": versions(),
        "rounds": arguments.rounds, "slice_ms": arguments.slice, "load_start": load_start,
        "load_end": [round(n, 2) for n in os.getloadavg()], "absent": absent,
        "operations": {operation[0]: operation[1] for operation in OPERATIONS},
        "rows": [], "token_lengths": lengths, "sizes": size, "targets": compare_with_targets(rows, counted, lengths, size),
    }
    for row in rows:
        base = bases[row.operation]
        bytes_, mallocs = counted.get((row.contestant.name, row.operation), (None, None))
        result["rows"].append({
            "contestant": row.contestant.name, "operation": row.operation, "ours": row.contestant.ours,
            "official": row.contestant.official, "min_ns": round(row.minimum, 1), "median_ns": round(row.median, 1),
            "ratio_min": base and round(row.minimum / base.minimum, 3),
            "ratio_median": base and round(row.median / base.median, 3),
            "bytes": bytes_, "mallocs": mallocs, "samples_ns": [round(sample, 1) for sample in row.samples],
        })
    text = table(result)
    print(text, end="")
    arguments.out.mkdir(parents=True, exist_ok=True)
    # A line a row: short to read, and a diff shows which row changed.
    rows_json = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in result["rows"])
    dumped = json.dumps({**result, "rows": "ROWS"}, ensure_ascii=False, indent=1)
    (arguments.out / "results.json").write_text(dumped.replace('"ROWS"', f"[\n{rows_json}\n ]") + "\n")
    (arguments.out / "results.txt").write_text(text)
    chart.draw_all(result, arguments.out)
    print(f"\nwritten: results.json, results.txt and three charts in {arguments.out}", file=sys.stderr)


main()
