"""A server with a class of its own over the package's, whose users are rows of a database; and a proxy that reads its tokens."""
import json
import os
import zlib

from TLSSigAPIv2 import TLSSigAPIv2, base64_decode_url, base64_encode_url


class Chat(TLSSigAPIv2):
    def __init__(self):
        super().__init__(sdkappid=int(os.environ["APP"]), key=os.environ["KEY"])

    def login(self, primary_key):
        return self.gen_sig(primary_key, 7 * 86400)


def tokens(user):
    token = Chat().login(user)
    document = zlib.decompress(base64_decode_url(token.encode()))
    assert json.loads(document)["TLS.identifier"] == str(user)
    yield token
    # Packed once more, by the proxy.
    yield base64_encode_url(zlib.compress(document))
