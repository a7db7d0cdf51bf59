"""Sizes of what users install, compared with benches/sizes.json. Stages measure what they have made (check_sizes in scripts/lib.sh).

    sizes.py check STAGE RUN COMPILER NAME=FILE…   compare; the last line is `N passed, N failed`
    sizes.py table                                 print each artefact with its committed size and the last one measured
    sizes.py update                                write into the file what the stages last measured
    sizes.py missing                               print the stages that have measured nothing
    sizes.py --self-test                           show that the comparison fails where it must

COMPILER says which Rust has made the bytes: `cargo` (the one in PATH), `cross` (that of scripts/cross), `both`, or `none`. RUN is the same
for all calls of one run of a stage.
"""
import contextlib
import io
import json
import pathlib
import platform
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMMITTED = ROOT / "benches/sizes.json"
# One file for each stage, with the sizes of its last run.
MEASURED = ROOT / "target/sizes"
TOLERANCE = 0.05


def rustc(program):
    text = subprocess.run([program, "--version"], capture_output=True, check=True, encoding="utf-8").stdout
    # Debian's is built from a tarball, and so is its standard library.
    return "rustc " + re.match(r"rustc (\S+)", text)[1] + (" of Debian" if "tarball" in text else "")


NO_COMPILER = "no Rust"


def compiler(kind):
    """The key in the file: another compiler makes other sizes."""
    keys = []
    if kind in ("cargo", "both"):
        keys.append(f"{rustc('rustc')} on {platform.machine()}")
    if kind in ("cross", "both"):
        keys.append(f"scripts/cross with {rustc('/usr/bin/rustc')}")
    return ", ".join(keys) or NO_COMPILER


def read(file):
    return json.loads(file.read_text()) if file.exists() else {}


def write(file, content):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, indent=2) + "\n")


def outside(now, before):
    return abs(now - before) > before * TOLERANCE


def change(now, before):
    return f"{now / before - 1:+.1%}"


def check(committed, measured, stage, run, key, artefacts):
    """Prints a line for each artefact; returns how many passed and failed."""
    last = read(measured / f"{stage}.json")
    if last.get("run") != run:
        last = {"run": run, "sizes": {}}
    known = read(committed).get(stage)
    expected = (known or {}).get(key)
    # What this compiler makes may have been measured by nobody. A new stage, and what no compiler changes, are measured by who adds them.
    if known is None or (known and key == NO_COMPILER):
        expected = expected or {}
    passed, failed = 0, []
    for name, file in artefacts:
        # What a pipe ends in has no size before it is read.
        now = len(pathlib.Path(file).read_bytes())
        last["sizes"].setdefault(key, {})[name] = now
        before = (expected or {}).get(name)
        if now == 0:
            failed.append(f"{name}: empty")
        elif expected is None:
            print(f"        {name}: {now} bytes, compared with nothing: {committed.name} has no sizes of {stage} for {key}")
        elif before is None:
            failed.append(f"{name}: {now} bytes, and {committed.name} has no size for it")
        elif outside(now, before):
            failed.append(f"{name}: {now} bytes now, {before} committed ({change(now, before)})")
        else:
            passed += 1
            print(f"ok      {name}: {now} bytes ({change(now, before)})")
    write(measured / f"{stage}.json", last)
    for line in failed:
        print(f"FAILED  {line}")
    if failed:
        print(f"        A size may differ by {TOLERANCE:.0%} from {committed.name}. If the change is worth it, say so in its commit, and renew "
              "the file in it: scripts/sizes --update")
    return passed, len(failed)


def table(committed, measured):
    print(f"{'bytes':52} {'committed':>10} {'now':>10}")
    stages = read(committed)
    last = {file.stem: read(file)["sizes"] for file in measured.glob("*.json")}
    for stage in sorted({*stages, *last}):
        keys = {**stages.get(stage, {}), **last.get(stage, {})}
        if not keys:
            print(f"{stage}: not measured yet")
        for key in keys:
            before, now = (sizes.get(stage, {}).get(key, {}) for sizes in (stages, last))
            print(f"{stage}: {key}")
            for name in {**before, **now}:
                old, new = before.get(name), now.get(name)
                note = change(new, old) if old and new else ""
                print(f"  {name:50} {old or '-':>10} {new or '-':>10} {note}".rstrip())


def update(committed, measured):
    content = read(committed)
    for file in sorted(measured.glob("*.json")):
        for key, sizes in read(file)["sizes"].items():
            content.setdefault(file.stem, {})[key] = sizes
    write(committed, dict(sorted(content.items())))


def missing(committed, measured):
    print(*(stage for stage in read(committed) if not (measured / f"{stage}.json").exists()))


def self_test():
    with tempfile.TemporaryDirectory() as folder:
        committed, measured, file = (pathlib.Path(folder, name) for name in ("sizes.json", "measured", "file"))
        write(committed, {"stage": {"known": {"file": 10000}}, "empty": {}})

        def sizes(size, key="known", name="file", run="1", stage="stage"):
            file.write_bytes(bytes(size))
            with contextlib.redirect_stdout(io.StringIO()) as output:
                return check(committed, measured, stage, run, key, [(name, file)]), output.getvalue()

        def says(output, *words):
            return all(word in output for word in words)

        larger, text = sizes(10600)
        cases = {
            "6 % larger fails": larger == (0, 1),
            "and says which, what was committed, what it is, and what to do":
                says(text, "FAILED  file: 10600 bytes now, 10000 committed (+6.0%)", "scripts/sizes --update"),
            "6 % smaller fails": sizes(9400)[0] == (0, 1),
            "4 % larger passes": sizes(10400)[0] == (1, 0),
            "4 % smaller passes": sizes(9600)[0] == (1, 0),
            "an empty file fails": sizes(0)[0] == (0, 1),
            "what has no size in the file fails": sizes(10000, name="other")[0] == (0, 1),
            "so does a stage that is not in it": sizes(10000, key="other", stage="other")[0] == (0, 1),
            "a stage without sizes is compared with nothing": sizes(10000, key=NO_COMPILER, stage="empty")[0] == (0, 0),
            "what no compiler has made needs a size, too": sizes(10000, key=NO_COMPILER)[0] == (0, 1),
            "another compiler is compared with nothing, and counts as no test": sizes(99999, key="other")[0] == (0, 0),
        }
        for stage in ("other", "empty"):
            (measured / f"{stage}.json").unlink()
        sizes(10600, run="2")
        update(committed, measured)
        cases["after an update it passes"] = sizes(10600)[0] == (1, 0)
        cases["an update writes the last run, and nothing of the one before"] = read(committed) == {"empty": {}, "stage": {"known": {"file": 10600}}}
    for name, right in cases.items():
        print(f"{'ok     ' if right else 'FAILED '} sizes: {name}")
    return sum(cases.values()), len(cases) - sum(cases.values())


def main():
    command, *arguments = sys.argv[1:]
    if command in ("table", "update", "missing"):
        globals()[command](COMMITTED, MEASURED)
        return
    if command == "--self-test":
        passed, failed = self_test()
    else:
        stage, run, kind, *artefacts = arguments
        passed, failed = check(COMMITTED, MEASURED, stage, run, compiler(kind), [artefact.rsplit("=", 1) for artefact in artefacts])
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed != 0)


main()
