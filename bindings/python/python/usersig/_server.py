"""What the modules TLSSigAPIv2 and TLSSigAPI have in common: their constructors never fail, their methods do."""

import base64
import copy

from . import PrivateKey, SecretKey, Signer, UserSigError

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


def whole(value, kind, what):
    """Returns a whole number that the caller may have as a text: ``os.environ`` has nothing else."""
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        number = None
    # A fraction would be signed as something else than what is written in the token.
    if number is None or (isinstance(value, float) and number != value):
        error = UserSigError(f"{what} is no whole number; expected an int or its digits")
        error.kind = kind
        raise error from None
    return number


class ServerSigner:
    """A signer whose constructor never fails: with an SDKAppID or a key that cannot be used, signing does."""

    def __init__(self, sdkappid, key, kind):
        try:
            with kind(key) as secret:
                self._signer = Signer(whole(sdkappid, "sdkappid", "the SDKAppID"), secret)
        except (TypeError, UserSigError) as error:
            # Without the frames, which have the key in a variable.
            self._signer, self._failure = None, error.with_traceback(None)

    def sign(self, userid, expire, **contents):
        """Signs for a user whose name may be a number, such as the key of a database."""
        if self._signer is None:
            raise copy.copy(self._failure)
        return self._signer.sign(str(userid), whole(expire, "validity", "the validity"), userid_rule="any", **contents)


def of_secret_key(sdkappid, key):
    """Returns a signer of version 2.0."""
    return ServerSigner(sdkappid, key, SecretKey)


def of_private_key(sdkappid, pem):
    """Returns a signer of version 1.0."""
    return ServerSigner(sdkappid, pem, PrivateKey)
