#!/usr/bin/env python3
"""Writes each fenced code block of a language in some Markdown files to a file of its own.

  snippets.py LANGUAGE EXTENSION FOLDER FILE..."""

import re
import sys
from pathlib import Path


def main(language, extension, folder, *files):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for file in files:
        blocks = re.findall(rf"^```{language}\n(.*?)^```$", Path(file).read_text(), re.M | re.S)
        if not blocks:
            sys.exit(f"error: {file} has no {language} snippet")
        for number, block in enumerate(blocks, 1):
            name = f"{str(Path(file).with_suffix('')).replace('/', '_')}_{number}.{extension}"
            (folder / name).write_text(block)


main(*sys.argv[1:])
