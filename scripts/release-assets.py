#!/usr/bin/env python3
"""Copies what a release has into one folder, as GitHub's releases have no folders, and writes SHA256SUMS there.

    scripts/release-assets.py OUTPUT FOLDER…
    scripts/release-assets.py --self-test

Two packages may have one name: usersig-0.1.0.tar.gz is Python's and Dart's. The later one has its folder's name before it. Left out: what belongs to
the layout of a registry (Maven's sums, the proxy of Go's modules), and other sums and signatures, which OUTPUT's own replace.
"""
import filecmp
import hashlib
import pathlib
import shutil
import sys
import tempfile

LEFT_OUT = {".md5", ".sha1", ".sha256", ".minisig", ".pub", ".asc", ".info", ".mod"}


def collect(output, folders):
    output.mkdir(parents=True)
    for folder in folders:
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


def self_test():
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        for name, text in (("a/dart/x.tar.gz", "dart"), ("a/python/x.tar.gz", "python"), ("a/jvm/y.jar", "y"), ("a/jvm/y.jar.md5", "sum"),
                           ("a/go/@v/v1.zip", "go"), ("a/SHA256SUMS", "old"), ("b/x.tar.gz", "dart"), ("c/python/x.tar.gz", "another")):
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            (work / name).write_text(text, encoding="utf-8")
        (work / "empty").mkdir()
        collect(work / "out", [work / "a", work / "b"])
        names = sorted(file.name for file in (work / "out").iterdir())
        results = [
            names == ["SHA256SUMS", "python-x.tar.gz", "x.tar.gz", "y.jar"],
            f"{hashlib.sha256(b'dart').hexdigest()}  x.tar.gz\n" in (work / "out/SHA256SUMS").read_text(encoding="utf-8"),
        ]
        for folders in (["empty"], ["a", "c"]):
            try:
                collect(work / f"out-{folders[-1]}", [work / folder for folder in folders])
                results.append(False)
            except SystemExit as error:
                results.append("error: " in str(error))
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    sys.exit(not all(results))


if sys.argv[1:] == ["--self-test"]:
    self_test()
if len(sys.argv) < 3:
    sys.exit(__doc__)
collect(pathlib.Path(sys.argv[1]), [pathlib.Path(folder) for folder in sys.argv[2:]])
