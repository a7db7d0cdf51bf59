#!/usr/bin/env python3
"""Writes each fenced code block of a language in some Markdown files to a file of its own.

  snippets.py LANGUAGE EXTENSION FOLDER FILE..."""

import re
import sys
from pathlib import Path


def blocks(text):
    """(language, code) of every fenced block."""
    return re.findall(r"^```(\w+)\n(.*?)^```$", text, re.M | re.S)


def main(language, extension, folder, *files):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for file in files:
        wanted = [code for found, code in blocks(Path(file).read_text(encoding="utf-8")) if found == language]
        if not wanted:
            sys.exit(f"error: {file} has no {language} snippet")
        for number, block in enumerate(wanted, 1):
            name = f"{str(Path(file).with_suffix('')).replace('/', '_')}_{number}.{extension}"
            (folder / name).write_text(block)


if __name__ == "__main__":
    main(*sys.argv[1:])
