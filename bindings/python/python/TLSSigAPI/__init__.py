"""The module of ``tls-sig-api``, for applications with a key pair (version 1.0).

What changes: a value that cannot be used is a ``usersig.UserSigError`` that says why; verifying also rejects a token that has
expired or is for another user or application, which the original accepts; nothing is printed. Applications with a secret key
use ``TLSSigAPIv2``.
"""

from usersig import PublicKey, Verifier
from usersig._server import base64_decode_url, base64_encode_url, of_private_key
from usersig._usersig import _whole_sdkappid

__all__ = ["TLSSigAPI", "base64_decode_url", "base64_encode_url", "get_prime256v1", "list_all_curves"]


def list_all_curves():
    """Returns the names of the curves that keys may be on, where the original prints what OpenSSL has."""
    return ["prime256v1", "secp256k1"]


def get_prime256v1():
    """Returns the name of the usual curve, where the original prints it."""
    return "prime256v1"


class TLSSigAPI:
    """Signs and verifies tokens of one application. Its constructor never fails: with a key that cannot be used, methods raise.

    Args:
        sdkappid: The application's SDKAppID, as a number or as its digits.
        pri_key: The private key as PEM; not read unless something is signed.
        pub_key: The public key as PEM; not read unless something is verified.
    """

    def __init__(self, sdkappid, pri_key, pub_key):
        self._sdkappid = sdkappid
        self._signer = of_private_key(sdkappid, pri_key)
        self._public = pub_key

    def gen_sig(self, identifier, expire=3600 * 24 * 180):
        """Signs a UserSig that is valid for ``expire`` seconds."""
        return self._signer.sign(identifier, expire)

    def tls_gen_sig(self, identifier):
        """Signs a UserSig that is valid for 180 days."""
        return self.gen_sig(identifier)

    def tls_verify_sig(self, tlssig, identifier):
        """Returns None, as the original does, if the token is valid for this user now; else raises ``usersig.InvalidTokenError``."""
        verifier = Verifier(_whole_sdkappid(self._sdkappid), PublicKey(self._public))
        verifier.verify(tlssig, str(identifier))
