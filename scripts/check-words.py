#!/usr/bin/env python3
"""Searches the texts of the repository for the phrases that docs/STYLE.md replaces by others.

    scripts/check-words.py              search all tracked files, one check for each phrase
    scripts/check-words.py --self-test  show that each phrase is found where it is planted
"""

import fnmatch
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
STYLE = "docs/STYLE.md"
# Not prose of this project, or generated from files that are searched.
SKIPPED = (
    STYLE, "*/Cargo.lock", "Cargo.lock", "*/package-lock.json", "LICENSE*", "*.svg", "abi/usersig.abi", "docs/bench/results*",
    "fuzz/corpus/*", "tests/vectors/*.json", "bindings/kotlin/generated/*", "bindings/swift/Sources/UserSigBindings/*",
    "bindings/swift/Sources/UserSigFFI/*",
)
# Words are separated by spaces, or by the end of a line and the sign of a comment on the next one.
GAP = r"(?:\s|///?!?|//!|#|\*)+"


def rows(head):
    """Returns the cells of the rows of the table in STYLE.md that has this head."""
    lines = iter((ROOT / STYLE).read_text(encoding="utf-8").splitlines())
    found = []
    for line in lines:
        if line == head:
            next(lines)
            for row in lines:
                if not row.startswith("|"):
                    break
                found.append([re.findall(r"`([^`]+)`", cell) for cell in row.split("|")[1:-1]])
    assert found, f"{STYLE} has no table with the head {head}"
    return found


PHRASES = [phrase for forbidden, _ in rows("| not | but |") for phrase in forbidden]
ALLOWED = [(glob, phrase) for globs, phrases, _ in rows("| file | phrase | why |") for glob in globs for phrase in phrases]


def places(files, phrase):
    """Yields FILE:LINE of each occurrence of a phrase."""
    pattern = re.compile(r"\b" + GAP.join(map(re.escape, phrase.split())) + r"\b", re.IGNORECASE)
    for name, text in files.items():
        if any(phrase == allowed and fnmatch.fnmatch(name, glob) for glob, allowed in ALLOWED):
            continue
        for match in pattern.finditer(text):
            yield f"{name}:{text.count(chr(10), 0, match.start()) + 1}"


def texts(root, names):
    """Returns the texts of files, without those that are not text."""
    files = {}
    for name in names:
        try:
            files[name] = (root / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
    return files


def tracked():
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    wanted = [n for n in names.split("\0") if n and not any(fnmatch.fnmatch(n, skipped) for skipped in SKIPPED)]
    assert len(wanted) > 300, f"only {len(wanted)} files"
    return texts(ROOT, wanted)


def planted():
    """Yields each phrase that is not found in a file that has it, or is found in one that does not."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for number, phrase in enumerate(PHRASES):
            words = phrase.split()
            (root / f"{number}.rs").write_text(f"/// It {phrase.upper()}, so.\n", encoding="utf-8")
            (root / f"{number}-broken.rs").write_text("/// It " + "\n    /// ".join(words) + ".\n", encoding="utf-8")
            (root / f"{number}-longer.rs").write_text(f"/// un{phrase}ing\n", encoding="utf-8")
            names = [f"{number}.rs", f"{number}-broken.rs", f"{number}-longer.rs"]
            if list(places(texts(root, names), phrase)) != [f"{number}.rs:1", f"{number}-broken.rs:1"]:
                yield phrase


def main():
    passed = failed = 0
    if sys.argv[1:] == ["--self-test"]:
        wrong = list(planted())
        for phrase in wrong:
            print(f"FAILED  not found where it is planted: {phrase}")
        passed, failed = len(PHRASES) - len(wrong), len(wrong)
    else:
        files = tracked()
        for phrase in PHRASES:
            found = list(places(files, phrase))
            passed, failed = passed + (not found), failed + bool(found)
            print(f"{'FAILED' if found else 'ok    '}  no text has: {phrase}")
            for place in found:
                print(f"        {place}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
