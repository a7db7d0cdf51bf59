#!/usr/bin/env python3
"""Writes the modules of bindings/go as a module proxy serves them (https://go.dev/ref/mod#goproxy-protocol).

  pack.py VERSION FOLDER"""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ROOT = HERE.parent.parent
MODULE = "github.com/usersig/usersig/bindings/go"
# In the repository only: tests that read its vectors, and what generates sources.
NOT_PACKED = ("tests/", "tools/", "generate.py")
EPOCH = (2020, 1, 1, 0, 0, 0)


def committed(folder):
    """The files of a module: those that git knows or would add, without the modules inside it."""
    names = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "."], cwd=folder,
                           capture_output=True, check=True, encoding="utf-8").stdout.splitlines()
    inner = [str(Path(name).parent) + "/" for name in names if name.endswith("/go.mod")]
    return [name for name in sorted(names) if not name.startswith((*inner, *NOT_PACKED))]


def pack(module, folder, version, output):
    versions = output / module / "@v"
    versions.mkdir(parents=True)
    (versions / "list").write_text(f"{version}\n")
    (versions / f"{version}.info").write_text(json.dumps({"Version": version, "Time": "2020-01-01T00:00:00Z"}) + "\n")
    (versions / f"{version}.mod").write_bytes((folder / "go.mod").read_bytes())
    files = {name: folder / name for name in committed(folder)} | {path.name: path for path in sorted(ROOT.glob("LICENSE-*"))}
    with zipfile.ZipFile(versions / f"{version}.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, path in files.items():
            archive.writestr(zipfile.ZipInfo(f"{module}@{version}/{name}", EPOCH), path.read_bytes(), zipfile.ZIP_DEFLATED)


def main(version, output):
    pack(MODULE, HERE, version, Path(output))
    for file in sorted(HERE.glob("drop-in/*/go.mod")):
        pack(f"{MODULE}/drop-in/{file.parent.name}", file.parent, version, Path(output))


main(*sys.argv[1:])
