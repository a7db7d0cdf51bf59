"""The module of ``tls-sig-api-v2``, with the methods of every release, for applications with a secret key (version 2.0).

What changes: a value that cannot be used is a ``usersig.UserSigError`` that says why, where the original returns a token that
the service rejects. A UserID may be any text without control characters. Nothing is printed. Threads may share an object.
"""

from usersig._server import base64_decode_url, base64_encode_url, of_secret_key

__all__ = ["TLSSigAPIv2", "base64_decode_url", "base64_encode_url"]


class TLSSigAPIv2:
    """Signs tokens of one application. Its constructor never fails: with a key that cannot be used, each method raises.

    Args:
        sdkappid: The application's SDKAppID, as a number or as its digits.
        key: The application's secret key, as the console shows it.
    """

    def __init__(self, sdkappid, key):
        self._signer = of_secret_key(sdkappid, key)

    def gen_sig(self, identifier, expire=180 * 86400):
        """Signs a UserSig, under the name that the method has in the package."""
        return self._signer.sign(identifier, expire)

    def gen_sig_with_userbuf(self, identifier, expire, userbuf):
        """Signs a token with bytes of the application in it; a plain UserSig if they are None."""
        return self._signer.sign(identifier, expire, userbuf)

    def genUserSig(self, userid, expire=180 * 86400):
        """Signs a UserSig that is valid for ``expire`` seconds."""
        return self._signer.sign(userid, expire)

    def genPrivateMapKey(self, userid, expire, roomid, privilegeMap):
        """Signs a PrivateMapKey for a numeric room, 1 to 4294967294, with the privileges as bits, 0 to 255."""
        return self._signer.sign_room(userid, expire, roomid, privilegeMap)

    def genPrivateMapKeyWithStringRoomID(self, userid, expire, roomstr, privilegeMap):
        """Signs a PrivateMapKey for a string room, 1 to 64 bytes, with the privileges as bits, 0 to 255."""
        return self._signer.sign_string_room(userid, expire, roomstr, privilegeMap)
