"""FastAPI: a route that signs for the user who has logged in.

    fastapi run fastapi_app.py
"""
import os
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Request, Response

import usersig

app = FastAPI()
with usersig.SecretKey(os.environ["USERSIG_SECRET_KEY"]) as key:
    signer = usersig.Signer(int(os.environ["USERSIG_SDKAPPID"]), key)


def logged_in(request: Request) -> str:
    """Your own authentication: here, a header that only your gateway can set."""
    if userid := request.headers.get("X-Authenticated-User"):
        return userid
    raise HTTPException(401)


@app.get("/usersig")
async def user_sig(userid: Annotated[str, Depends(logged_in)], response: Response) -> dict[str, str]:
    # Signing takes a microsecond: no thread is needed.
    try:
        token = signer.sign(userid, 24 * 3600)
    except usersig.UserSigError as error:
        raise HTTPException(422, str(error)) from None
    response.headers["Cache-Control"] = "no-store"
    return {"userId": userid, "userSig": token}
