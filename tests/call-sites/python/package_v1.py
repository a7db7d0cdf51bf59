"""A server of an application with a key pair: the older package of PyPI."""
import os

from TLSSigAPI import TLSSigAPI, base64_decode_url, base64_encode_url


def tokens(user):
    api = TLSSigAPI(int(os.environ["APP"]), os.environ["PRIVATE_KEY"], os.environ["PUBLIC_KEY"])
    token = api.gen_sig(user)
    assert api.tls_verify_sig(token.encode(), user) is None
    yield token
    yield api.gen_sig(identifier=user, expire=3600)
    yield api.tls_gen_sig(user)
    yield base64_encode_url(base64_decode_url(token.encode()))
