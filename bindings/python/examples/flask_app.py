"""Flask: a route that signs for the user of the session.

    flask --app flask_app run
"""
import os

from flask import Flask, abort, session

import usersig

app = Flask(__name__)
app.secret_key = os.environ["SESSION_KEY"]
with usersig.SecretKey(os.environ["USERSIG_SECRET_KEY"]) as key:
    signer = usersig.Signer(int(os.environ["USERSIG_SDKAPPID"]), key)


@app.get("/usersig")
def user_sig():
    # The user of the session, never a name from the request.
    userid = session.get("userid") or abort(401)
    return {"userId": userid, "userSig": signer.sign(userid, 24 * 3600)}, {"Cache-Control": "no-store"}
