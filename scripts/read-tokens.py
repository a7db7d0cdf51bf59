#!/usr/bin/env python3
"""Reads pairs of lines, a document and its token, and unpacks each token with Python's zlib.

With --lengths, compares the token with the one that this zlib makes of the same document at level 6: those with a
UserID of up to 16 characters may be longer once in 2000, and none by more than 8 %.

Usage: read-tokens.py [--lengths] COUNT <PAIRS (the dumps of tests/writer.rs)
"""

import base64
import json
import sys
import zlib

compare = sys.argv[1] == "--lengths"
expected = int(sys.argv[-1])
table = bytes.maketrans(b"*-_", b"+/=")
count = short = longer = ours = theirs = 0
lines = sys.stdin.buffer
for document in lines:
    document = document.rstrip(b"\n")
    token = lines.readline().rstrip(b"\n")
    stream = base64.b64decode(token.translate(table), validate=True)
    inflater = zlib.decompressobj()
    content = inflater.decompress(stream)
    if content != document or not inflater.eof or inflater.unused_data:
        sys.exit(f"token {count} does not unpack to its document: {token.decode()}")
    fields = json.loads(content)
    count += 1
    if compare:
        level_6 = -(-len(zlib.compress(document, 6)) // 3) * 4
        ours += len(token)
        theirs += level_6
        if len(fields["TLS.identifier"]) <= 16:
            short += 1
            longer += len(token) > level_6
        if len(token) * 100 > level_6 * 108:
            sys.exit(f"{len(token)} characters against {level_6}: {token.decode()}")
if count != expected:
    sys.exit(f"{count} tokens, expected {expected}")
version = f"zlib {zlib.ZLIB_RUNTIME_VERSION}"
if compare:
    print(f"{count} tokens: {ours} characters; by level 6 of {version}: {theirs}")
    print(f"UserIDs of 1 to 16 characters: {longer} of {short} tokens longer than level 6 of {version}")
    if longer * 2000 > short or ours >= theirs:
        sys.exit("more than there may be")
else:
    print(f"{count} tokens read by {version}")
