#!/usr/bin/env python3
"""Writes the key pair of a curve from the golden vectors: FOLDER/private_key and FOLDER/public_key.

  keys.py CURVE FOLDER"""

import json
import sys
from pathlib import Path

curve, folder = sys.argv[1], Path(sys.argv[2])
key = json.loads((Path(__file__).resolve().parents[3] / "tests/vectors/golden.json").read_text("utf-8"))["keys"][curve]
folder.mkdir(parents=True, exist_ok=True)
(folder / "private_key").write_text(key["pkcs8"], "utf-8")
(folder / "public_key").write_text(key["public"], "utf-8")
