"""What the modules TLSSigAPIv2 and TLSSigAPI have in common: their constructors never fail, their methods do."""

import base64
import copy

from . import PrivateKey, SecretKey, UserSigError
from ._usersig import _ServerSigner

_TO_URL = bytes.maketrans(b"+/=", b"*-_")
_FROM_URL = bytes.maketrans(b"*-_", b"+/=")


def base64_encode_url(data):
    """Returns the bytes in the base64 of tokens: ``*``, ``-`` and ``_`` in place of ``+``, ``/`` and ``=``."""
    return base64.b64encode(data).translate(_TO_URL).decode("ascii")


def base64_decode_url(base64_data):
    """Returns the bytes behind the base64 of tokens, which is passed as bytes or as a text."""
    if isinstance(base64_data, str):
        base64_data = base64_data.encode("ascii")
    return base64.b64decode(base64_data.translate(_FROM_URL))


class _Failed:
    """In place of a signer that could not be made: whatever it is asked for fails with the reason."""

    def __init__(self, failure):
        self._failure = failure

    def sign(self, *_values):
        # A copy: each has the stack of its own call.
        raise copy.copy(self._failure)

    sign_room = sign_string_room = sign


def _signer(kind, sdkappid, key):
    try:
        with kind(key) as secret:
            return _ServerSigner(sdkappid, secret)
    except (TypeError, UserSigError) as error:
        # Without the frames, which have the key in a variable.
        return _Failed(error.with_traceback(None))


def of_secret_key(sdkappid, key):
    """Returns a signer of version 2.0. With an SDKAppID or a key that cannot be used, signing fails."""
    return _signer(SecretKey, sdkappid, key)


def of_private_key(sdkappid, pem):
    """Returns a signer of version 1.0. With an SDKAppID or a key that cannot be used, signing fails."""
    return _signer(PrivateKey, sdkappid, pem)
