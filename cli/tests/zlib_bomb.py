"""Writes a token that inflates to 40 MiB to standard output."""

import base64
import zlib

print(base64.b64encode(zlib.compress(b" " * (40 << 20), 9)).decode().translate(str.maketrans("+/=", "*-_")))
