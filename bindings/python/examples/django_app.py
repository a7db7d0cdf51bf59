"""Django: a view that signs for the user of the session.

    DJANGO_SETTINGS_MODULE=settings python -m django runserver

In a project, the signer is made in the settings or in AppConfig.ready, and the view is in views.py.
"""
import os

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.urls import path

import usersig

with usersig.SecretKey(os.environ["USERSIG_SECRET_KEY"]) as key:
    signer = usersig.Signer(int(os.environ["USERSIG_SDKAPPID"]), key)


@login_required
def user_sig(request):
    # The user of the session, never a name from the request.
    userid = str(request.user.pk)
    response = JsonResponse({"userId": userid, "userSig": signer.sign(userid, 24 * 3600)})
    response["Cache-Control"] = "no-store"
    return response


urlpatterns = [path("usersig", user_sig)]
