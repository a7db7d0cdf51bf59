#!/usr/bin/env python3
"""Finds public names of the Dart package without documentation: no analyzer is to be had here. Ends in `N passed, N failed`."""
import pathlib
import re
import sys

LIBRARY = pathlib.Path(__file__).resolve().parent.parent / "lib"
# A declaration of the library begins at the margin, a member of a type two columns from it.
DECLARATION = re.compile(r"(?!part |import )[A-Za-z]")
TYPE = re.compile(r"(final class|enum|extension type) ")


def is_private(line):
    """Its name begins with `_`, or it is the constructor of an enum."""
    return re.search(r"\b_", re.split(r"[(={]", line)[0]) or "(this._" in line


def files():
    main = LIBRARY / "usersig.dart"
    return [main, *(LIBRARY / name for name in re.findall(r"^part '(.*)';", main.read_text("utf-8"), re.M))]


def main():
    passed = failed = 0
    for path in files():
        before, in_type = "", False
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            member = in_type and line.startswith("  ") and DECLARATION.match(line[2:])
            if DECLARATION.match(line):
                in_type = TYPE.match(line)
            if (DECLARATION.match(line) or member) and not is_private(line):
                if before.strip().startswith(("///", "@override")):
                    passed += 1
                else:
                    failed += 1
                    print(f"FAILED  {path.name}:{number} has no documentation: {line.strip()}")
            before = line
    print(f"{passed} passed, {failed} failed")
    sys.exit(bool(failed) or not passed)


main()
