#!/usr/bin/env python3
"""Copies what a release has into one folder, as GitHub's releases have no folders, and writes SHA256SUMS there.

    scripts/release-assets.py OUTPUT FOLDER…

Two packages may have one name: usersig-0.1.0.tar.gz is Python's and Dart's. The later one has its folder's name before it. Left out: what belongs to
the layout of a registry (Maven's sums, the proxy of Go's modules), and other sums and signatures, which OUTPUT's own replace.
"""
import filecmp
import hashlib
import pathlib
import shutil
import sys

LEFT_OUT = {".md5", ".sha1", ".sha256", ".minisig", ".pub", ".asc", ".info", ".mod"}


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    output = pathlib.Path(sys.argv[1])
    output.mkdir(parents=True)
    for folder in map(pathlib.Path, sys.argv[2:]):
        files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
        if not files:
            sys.exit(f"error: {folder} has no file")
        for file in files:
            parts = file.relative_to(folder).parts
            if file.suffix in LEFT_OUT or file.name.startswith("SHA256SUMS") or "@v" in parts or "natives" in parts:
                continue
            to = output / file.name
            if to.exists() and not filecmp.cmp(file, to, shallow=False):
                to = output / f"{parts[0] if len(parts) > 1 else folder.name}-{file.name}"
                if to.exists() and not filecmp.cmp(file, to, shallow=False):
                    sys.exit(f"error: two files would have the name {to.name}")
            shutil.copyfile(file, to)
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in sorted(output.iterdir())]
    (output / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")


main()
