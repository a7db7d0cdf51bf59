#!/usr/bin/env python3
"""Reads pairs of lines, a document and its token, and unpacks each token with Python's zlib.

Usage: read-tokens.py COUNT <PAIRS (the dump of tests/writer.rs)
"""

import base64
import json
import sys
import zlib

expected = int(sys.argv[1])
table = bytes.maketrans(b"*-_", b"+/=")
count = 0
lines = sys.stdin.buffer
for document in lines:
    document = document.rstrip(b"\n")
    token = lines.readline().rstrip(b"\n")
    stream = base64.b64decode(token.translate(table), validate=True)
    inflater = zlib.decompressobj()
    content = inflater.decompress(stream)
    if content != document or not inflater.eof or inflater.unused_data:
        sys.exit(f"token {count} does not unpack to its document: {token.decode()}")
    json.loads(content)
    count += 1
if count != expected:
    sys.exit(f"{count} tokens, expected {expected}")
print(f"{count} tokens read by zlib {zlib.ZLIB_RUNTIME_VERSION}")
