"""A server with the package of PyPI: positional arguments, keywords, and the default of 180 days."""
import os

from TLSSigAPIv2 import TLSSigAPIv2

# os.environ has texts only.
api = TLSSigAPIv2(os.environ["APP"], os.environ["KEY"])


def tokens(user):
    yield api.gen_sig(user)
    yield api.gen_sig(user, 86400)
    yield api.gen_sig(identifier=user, expire=86400 * 180)
    yield api.gen_sig(user, expire=3600)
    yield api.gen_sig_with_userbuf(user, 86400, "abc".encode("utf-8"))
    yield api.gen_sig_with_userbuf(identifier=user, expire=86400, userbuf=b"abc")
