"""Sign, verify and explain Tencent Cloud UserSig tokens.

A UserSig is the signed token with which one user logs in to one application of chat (IM) or audio and video (TRTC). The
application's server signs it: whoever has the key can log in as any user.

    >>> import usersig
    >>> signer = usersig.Signer(1400000000, usersig.SecretKey("5bd2850fff3ecb11"))
    >>> token = signer.sign("xiaojun", 24 * 3600)
    >>> usersig.Verifier(1400000000, usersig.SecretKey("5bd2850fff3ecb11")).verify(token, "xiaojun").userid
    'xiaojun'
"""

from ._privileges import Privileges
from ._usersig import (
    CLIENT_VALIDITY,
    SERVER_VALIDITY,
    Cause,
    Diagnosis,
    Explanation,
    Finding,
    InvalidTokenError,
    PrivateKey,
    PrivateMapKey,
    PublicKey,
    Report,
    SecretKey,
    Signer,
    Token,
    TokenWarning,
    UserSigError,
    Verifier,
    __version__,
    diagnose_key,
    diagnose_unverified,
    explain,
    explanations,
    inspect_unverified,
)

__all__ = [
    "CLIENT_VALIDITY",
    "SERVER_VALIDITY",
    "Cause",
    "Diagnosis",
    "Explanation",
    "Finding",
    "InvalidTokenError",
    "PrivateKey",
    "PrivateMapKey",
    "Privileges",
    "PublicKey",
    "Report",
    "SecretKey",
    "Signer",
    "Token",
    "TokenWarning",
    "UserSigError",
    "Verifier",
    "__version__",
    "diagnose_key",
    "diagnose_unverified",
    "explain",
    "explanations",
    "inspect_unverified",
]
