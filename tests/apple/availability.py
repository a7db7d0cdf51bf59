#!/usr/bin/env python3
"""Checks that Swift sources use no part of the standard library or of Foundation that is newer than their oldest system.

  availability.py IOS MACOS GRAPHS SOURCE… < USED

IOS and MACOS are the oldest systems (13 11), GRAPHS is a folder with symbol graphs of the modules, each SOURCE a file, and
USED what used_symbols printed. What a paragraph with `@available(iOS …, macOS …, *)` uses may be as new as that says.

Foundation's graph is that of Linux, in which not every part says since when Apple's systems have it: the number of
those is printed. Ends in `N passed, N failed`: one for each source."""

import json
import re
import sys
from pathlib import Path

SYSTEMS = ("iOS", "macOS")


def introduced(symbol):
    """The oldest versions in a symbol's own annotation."""
    return {
        entry["domain"]: (entry["introduced"]["major"], entry["introduced"].get("minor", 0))
        for entry in symbol.get("availability", []) if entry.get("domain") in SYSTEMS and "introduced" in entry
    }


def read_graphs(folder):
    """Each symbol by its USR, with the oldest versions that it and what it is a member of have."""
    graphs = [json.loads(path.read_text()) for path in sorted(folder.glob("*.symbols.json"))]
    symbols = [symbol for graph in graphs for symbol in graph["symbols"]]
    by_path = {}
    for symbol in symbols:
        by_path.setdefault(tuple(symbol["pathComponents"]), introduced(symbol))
    found = {}
    for symbol in symbols:
        path = tuple(symbol["pathComponents"])
        versions = introduced(symbol)
        for end in range(1, len(path)):
            for system, version in by_path.get(path[:end], {}).items():
                versions[system] = max(version, versions.get(system, version))
        found[symbol["identifier"]["precise"]] = (".".join(path), versions)
    return found


def allowed_at(lines, number, oldest):
    """What may be used in this line: the oldest systems, or newer ones if its paragraph says so."""
    first = last = number - 1
    while first > 0 and lines[first - 1].strip():
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].strip():
        last += 1
    allowed = dict(oldest)
    for line in lines[first:last + 1]:
        if "@available" in line:
            for system, major in re.findall(r"\b(iOS|macOS) (\d+)", line):
                allowed[system] = max(allowed[system], (int(major), 0))
    return allowed


def main(ios, macos, graphs, *sources):
    oldest = {"iOS": (int(ios), 0), "macOS": (int(macos), 0)}
    symbols = read_graphs(Path(graphs))
    contents = {Path(source): Path(source).read_text().splitlines() for source in sources}
    failures = {source: [] for source in contents}
    dated, undated = set(), set()
    for use in sys.stdin:
        place, usr = use.rstrip("\n").split(" ", 1)
        file, line = place.removeprefix("/src/").rsplit(":", 1)
        source = Path(file)
        if source not in failures or usr not in symbols:
            continue
        name, versions = symbols[usr]
        (dated if versions else undated).add(name)
        allowed = allowed_at(contents[source], int(line), oldest)
        for system, version in versions.items():
            if version > allowed[system]:
                failures[source].append(f"{file}:{line} uses {name}, which {system} has since {version[0]}.{version[1]}")
    for source, newer in failures.items():
        print("FAILED " if newer else "ok     ", source)
        for problem in sorted(set(newer)):
            print("       ", problem)
    print(f"{len(dated)} names say since when Apple's systems have them, {len(undated)} are as old as the modules or do not say")
    failed = sum(map(bool, failures.values()))
    if not dated:
        sys.exit("error: no name of a module was used: the index is empty")
    print(f"{len(failures) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
