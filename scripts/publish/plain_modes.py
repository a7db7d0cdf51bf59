#!/usr/bin/env python3
"""Gives the entries of zip archives modes of one kind, and leaves their order, times and contents as they are.

    scripts/publish/plain_modes.py FILE…
"""
import os
import sys
import zipfile


def plain(path):
    new = f"{path}.new"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(new, "w") as out:
        for entry in old.infolist():
            data = old.read(entry)
            # The high half of the field is a Unix mode, and the low one DOS's: 0x10 is a folder.
            entry.external_attr = (0o40755 << 16 | 0x10) if entry.is_dir() else 0o100644 << 16
            out.writestr(entry, data)
    os.replace(new, path)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__.strip())
    for name in sys.argv[1:]:
        plain(name)
