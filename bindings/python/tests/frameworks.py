"""The examples for Django, Flask and FastAPI, each with a user who has logged in and with one who has not."""
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "examples"))
from check import APP, KEY, equal, finish, has_no_key, test, verifier

os.environ.update(USERSIG_SDKAPPID=str(APP), USERSIG_SECRET_KEY=KEY, SESSION_KEY="only for this test")


def accepted(status, cache_control, body, userid):
    equal((200, "no-store", userid), (status, cache_control, body["userId"]))
    equal(24 * 3600, verifier().verify(body["userSig"], userid, plain=True).validity)


def django():
    from django.conf import settings

    settings.configure(
        SECRET_KEY="only for this test", ROOT_URLCONF="django_app", ALLOWED_HOSTS=["testserver"], LOGIN_URL="/login",
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
        MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    import django

    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    user, client = User.objects.create_user("xiaojun"), Client()
    response = client.get("/usersig?userid=mallory")
    equal((302, True), (response.status_code, response["Location"].startswith("/login")))
    client.force_login(user)
    response = client.get("/usersig?userid=mallory")
    accepted(response.status_code, response["Cache-Control"], response.json(), str(user.pk))


def flask():
    from flask_app import app

    client = app.test_client()
    equal(401, client.get("/usersig?userid=mallory").status_code)
    with client.session_transaction() as session:
        session["userid"] = "xiaojun"
    response = client.get("/usersig?userid=mallory")
    accepted(response.status_code, response.headers["Cache-Control"], response.get_json(), "xiaojun")


def fastapi():
    from fastapi.testclient import TestClient
    from fastapi_app import app

    client = TestClient(app)
    equal(401, client.get("/usersig?userid=mallory").status_code)
    response = client.get("/usersig?userid=mallory", headers={"X-Authenticated-User": "xiaojun"})
    accepted(response.status_code, response.headers["Cache-Control"], response.json(), "xiaojun")
    response = client.get("/usersig", headers={"X-Authenticated-User": "x" * 33})
    equal(422, response.status_code)
    has_no_key(response.text)


for call in (django, flask, fastapi):
    test(call.__name__, call)
finish()
