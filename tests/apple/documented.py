#!/usr/bin/env python3
"""Checks a module's symbol graph: every public symbol has a comment (its own, or that of the protocol that asks for
it), and none shows a type of the generated module.

  documented.py GRAPH"""

import json
import sys
from pathlib import Path

symbols = json.loads(Path(sys.argv[1]).read_text())["symbols"]
bare = [symbol for symbol in symbols if "docComment" not in symbol]
generated = [symbol for symbol in symbols
             if any("UserSigBindings" in part.get("preciseIdentifier", "") for part in symbol["declarationFragments"])]
print(f"{len(symbols)} public symbols")
for symbol in bare:
    print("no comment:", ".".join(symbol["pathComponents"]))
for symbol in generated:
    print("shows a generated type:", ".".join(symbol["pathComponents"]))
sys.exit(1 if bare or generated or not symbols else 0)
