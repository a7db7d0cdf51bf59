"""Users: OpenID Connect with keys that are made here, and the application's own endpoint behind a real nginx."""
import base64
import hashlib
import hmac
import json
import subprocess
import time

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from harness import APP, Endpoint, Server, bearer, check_token, free_port, run, test, wait_for, write

ISSUER, AUDIENCE = "https://login.example.com/", "my-app"


def b64(data):
    if isinstance(data, int):
        data = data.to_bytes((data.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def encoded(value):
    return b64(json.dumps(value).encode())


class Provider:
    """A key pair with its entry in the key set."""

    def __init__(self, kid, algorithm, bits=2048):
        self.kid, self.algorithm = kid, algorithm
        if algorithm in ("RS256", "PS256"):
            self.key = rsa.generate_private_key(65537, bits)
            numbers = self.key.public_key().public_numbers()
            self.jwk = {"kty": "RSA", "n": b64(numbers.n), "e": b64(numbers.e)}
        elif algorithm == "ES256":
            self.key = ec.generate_private_key(ec.SECP256R1())
            numbers = self.key.public_key().public_numbers()
            self.jwk = {"kty": "EC", "crv": "P-256", "x": b64(numbers.x.to_bytes(32, "big")), "y": b64(numbers.y.to_bytes(32, "big"))}
        else:
            self.key = ed25519.Ed25519PrivateKey.generate()
            raw = self.key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
            self.jwk = {"kty": "OKP", "crv": "Ed25519", "x": b64(raw)}
        self.jwk |= {"kid": kid, "use": "sig"}

    def pem(self):
        return self.key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)

    def signature(self, text):
        if self.algorithm == "RS256":
            return self.key.sign(text, padding.PKCS1v15(), hashes.SHA256())
        if self.algorithm == "PS256":
            return self.key.sign(text, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())
        if self.algorithm == "ES256":
            r, s = decode_dss_signature(self.key.sign(text, ec.ECDSA(hashes.SHA256())))
            return r.to_bytes(32, "big") + s.to_bytes(32, "big")
        return self.key.sign(text)

    def jwt(self, header=None, sign=None, drop=(), **claims):
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": "alice", "exp": now + 300, "nbf": now - 5, "iat": now, **claims}
        claims = {name: value for name, value in claims.items() if name not in drop}
        header = {"alg": self.algorithm, "typ": "JWT", "kid": self.kid, **(header or {})}
        header = {name: value for name, value in header.items() if value is not None}
        text = f"{encoded(header)}.{encoded(claims)}"
        return f"{text}.{b64((sign or self.signature)(text.encode()))}"


RSA, RSA2, EC, ED, PS = (Provider("rsa-1", "RS256"), Provider("rsa-2", "RS256"), Provider("ec-1", "ES256"), Provider("ed-1", "EdDSA"),
                         Provider("ps-1", "PS256"))


class KeySet:
    """The provider's address for its keys."""

    def __init__(self, stack, *providers):
        self.stack, self.providers, self.fetches = stack, list(providers), 0
        self.endpoint = Endpoint(stack, self.reply)
        self.port = self.endpoint.port

    def reply(self, _):
        self.fetches += 1
        return 200, {"Content-Type": "application/json"}, json.dumps({"keys": [one.jwk for one in self.providers]}).encode()

    def away(self):
        self.endpoint.close()

    def back(self):
        self.endpoint = Endpoint(self.stack, self.reply, self.port)


def server_with(stack, keys, more="", **options):
    server = Server(stack, f"""
[[oidc]]
name = "login"
issuer = "{ISSUER}"
audience = ["{AUDIENCE}", "other-app"]
jwks_url = "http://127.0.0.1:{keys.port}/keys"
{more}
""", **options)
    wait_for(lambda: server.call("/readyz").status == 200)
    return server


def ask(server, token, **body):
    return server.call(body=body or None, headers=bearer(token))


@test
def a_user_with_a_valid_token_gets_a_usersig(stack):
    server = server_with(stack, KeySet(stack, RSA, EC, ED, PS), 'algorithms = ["RS256", "ES256", "PS256", "EdDSA"]')
    for provider in [RSA, EC, ED, PS]:
        reply = ask(server, provider.jwt())
        check_token(reply.json["user_sig"], "alice")
    assert ask(server, RSA.jwt(aud=["x", "other-app"])).status == 200
    assert ask(server, RSA.jwt(sub=12345)).json["user_id"] == "12345"
    lines = server.audit_lines()
    assert {line["allowed_by"] for line in lines} == {"oidc:login"} and {line["asked_by"] for line in lines} == {"user"}
    # For whom is signed is never up to the request.
    assert ask(server, RSA.jwt(), user_id="bob").status == 403
    assert ask(server, RSA.jwt(sub="administrator")).status == 403
    assert len(server.audit_lines()) == len(lines)


@test
def a_token_that_is_wrong_in_any_way_is_rejected(stack):
    server = server_with(stack, KeySet(stack, RSA, EC))
    now = int(time.time())
    by_public_key = lambda key: lambda text: hmac.new(key, text, hashlib.sha256).digest()
    stranger = Provider("rsa-1", "RS256")
    tampered = RSA.jwt().split(".")
    tampered[1] = encoded({"iss": ISSUER, "aud": AUDIENCE, "sub": "mallory", "exp": now + 300})
    twice = RSA.jwt().split(".")
    for name, token, why in [
        ("another audience", RSA.jwt(aud="another-app"), "audience"),
        ("no audience", RSA.jwt(drop=["aud"]), "missing"),
        ("expired", RSA.jwt(exp=now - 60), "expired"),
        ("no expiry", RSA.jwt(drop=["exp"]), "missing"),
        ("an expiry that is no number", RSA.jwt(exp="never"), ""),
        ("not valid yet", RSA.jwt(nbf=now + 120), "not valid yet"),
        ("alg none", RSA.jwt({"alg": "none"}, sign=lambda _: b""), ""),
        ("alg None", RSA.jwt({"alg": "None"}, sign=lambda _: b""), ""),
        ("HS256 with the public key as PEM", RSA.jwt({"alg": "HS256"}, sign=by_public_key(RSA.pem())), "algorithm"),
        ("HS256 with the modulus", RSA.jwt({"alg": "HS256"}, sign=by_public_key(RSA.jwk["n"].encode())), "algorithm"),
        ("HS256 with the EC point", EC.jwt({"alg": "HS256"}, sign=by_public_key(EC.jwk["x"].encode())), "algorithm"),
        ("ES256 under the name of an RSA key", EC.jwt({"kid": "rsa-1"}), "algorithm"),
        ("RS256 under the name of an EC key", RSA.jwt({"kid": "ec-1"}), "algorithm"),
        ("PS256, which is not allowed", PS.jwt({"kid": "rsa-1"}), "algorithm"),
        ("another key of the same name", stranger.jwt(), "signature"),
        ("another subject in place", ".".join(tampered), "signature"),
        ("no signature", RSA.jwt(sign=lambda _: b""), "signature"),
        ("a DER signature", EC.jwt(sign=lambda text: EC.key.sign(text, ec.ECDSA(hashes.SHA256()))), "signature"),
        ("zeros as signature", EC.jwt(sign=lambda _: bytes(64)), "signature"),
        ("another issuer", RSA.jwt(iss="https://evil.example.com/"), ""),
        ("no subject", RSA.jwt(drop=["sub"]), "names no user"),
        ("an empty subject", RSA.jwt(sub=""), "names no user"),
        ("a list as subject", RSA.jwt(sub=["alice"]), ""),
        ("a critical extension", RSA.jwt({"crit": ["exp"]}), "algorithm"),
        ("a key in the header", stranger.jwt({"jwk": stranger.jwk, "kid": None}), "signature"),
        ("a key's address in the header", stranger.jwt({"jku": "http://127.0.0.1:1/keys"}), "signature"),
        ("two parts", ".".join(twice[:2]), ""),
        ("four parts", RSA.jwt() + ".x", ""),
        ("oversized", RSA.jwt(padding="x" * 14000), ""),
        ("garbage", "a.b.c", ""),
    ]:
        reply = ask(server, token)
        assert reply.status == 401 and why in reply.json["detail"], (name, reply)
        assert token not in reply.body.decode(), name
    # Longer than any head may be.
    assert ask(server, RSA.jwt(padding="x" * 60000)).status == 431
    assert server.audit.read_text() == ""
    ask(server, RSA.jwt())
    assert len(server.audit_lines()) == 1


@test
def keys_rotate_and_a_provider_that_is_away_does_not_matter(stack):
    keys = KeySet(stack, RSA)
    server = server_with(stack, keys)
    assert ask(server, RSA.jwt()).status == 200
    # Unknown keys are asked for once in ten seconds, however many callers name them.
    fetches = keys.fetches
    for number in range(50):
        assert ask(server, RSA.jwt({"kid": f"unknown-{number}"})).status == 401
    assert keys.fetches - fetches <= 1, keys.fetches - fetches
    keys.away()
    assert ask(server, RSA.jwt()).status == 200
    # A reload keeps the keys, too.
    server.reload()
    assert server.call("/readyz").status == 200 and ask(server, RSA.jwt()).status == 200
    keys.providers = [RSA2]
    keys.back()
    wait_for(lambda: ask(server, RSA2.jwt()).status == 200, 15)
    # What the provider has withdrawn is no key any more.
    assert ask(server, RSA.jwt()).status == 401


@test
def old_keys_are_fetched_again_and_a_failure_is_counted(stack):
    keys = KeySet(stack, RSA)
    server = server_with(stack, keys, 'refresh = "2s"')
    keys.providers = [RSA2]
    wait_for(lambda: ask(server, RSA2.jwt({"kid": "rsa-2"})).status == 200, 15)
    keys.away()
    wait_for(lambda: server.metric("usersig_jwks_failures_total") > 0, 15)
    assert ask(server, RSA2.jwt()).status == 200


@test
def without_the_providers_keys_the_server_is_not_ready(stack):
    keys = KeySet(stack, RSA)
    keys.away()
    server = Server(stack, f"""
[[oidc]]
name = "login"
issuer = "{ISSUER}"
audience = ["{AUDIENCE}"]
jwks_url = "http://127.0.0.1:{keys.port}/keys"
""")
    reply = ask(server, RSA.jwt())
    assert reply.status == 503 and reply.headers["Retry-After"], reply
    assert server.call("/readyz").status == 503
    # Servers do not need the provider.
    assert server.sign().status == 200
    keys.back()
    wait_for(lambda: server.call("/readyz").status == 200)
    assert ask(server, RSA.jwt()).status == 200


@test
def keys_come_from_a_file_and_a_claim_becomes_the_userid(stack):
    server = Server(stack, f"""
[[oidc]]
name = "login"
issuer = "{ISSUER}"
audience = ["{AUDIENCE}"]
jwks_file = "{{folder}}/keys.json"
user_id_claim = "oid"
user_id_format = "uuid"
""", files={"keys.json": json.dumps({"keys": [{"kty": "oct", "k": "AAAA", "kid": "h"}, RSA.jwk]})})
    reply = ask(server, RSA.jwt(oid="0A1B2C3D-0000-4000-8000-0123456789ab"))
    assert reply.json["user_id"] == "0a1b2c3d0000400080000123456789ab", reply
    assert ask(server, RSA.jwt(oid="alice")).status == 401
    assert ask(server, RSA.jwt()).status == 401
    write(server.folder / "keys.json", json.dumps({"keys": [EC.jwk]}))
    wait_for(lambda: ask(server, EC.jwt(oid="0a1b2c3d-0000-4000-8000-0123456789ab")).status == 200)
    write(server.folder / "keys.json", '{"keys": [')
    wait_for(lambda: server.metric("usersig_configuration_stale") == 1)
    assert ask(server, EC.jwt(oid="0a1b2c3d-0000-4000-8000-0123456789ab")).status == 200
    assert ask(server, RSA.jwt({"kid": "h", "alg": "HS256"}, sign=lambda text: hmac.new(b"\0\0\0", text, "sha256").digest())).status == 401


@test
def the_applications_endpoint_behind_nginx_names_the_user(stack):
    """nginx in front of a small application that knows a session cookie."""
    seen = []

    def application(request):
        seen.append(dict(request.headers))
        cookie, device = request.headers.get("Cookie", ""), request.headers.get("X-Device", "")
        session = cookie.partition("session=")[2].partition(";")[0]
        if session == "slow":
            time.sleep(6)
        replies = {"alice": (200, {"X-User-Id": "alice"}, b'{"user": "alice-by-json"}'),
                   "login": (302, {"Location": "/login", "X-User-Id": "alice"}, b""),
                   "broken": (500, {"X-User-Id": "alice"}, b""),
                   "nobody": (200, {}, b"{}"),
                   "admin": (200, {"X-User-Id": "administrator"}, b""),
                   "device": (200, {"X-User-Id": f"device-{device}"}, b"")}
        if request.headers.get("Authorization") == "Bearer opaque-token":
            return 200, {"X-User-Id": "bob"}, b""
        return replies.get(session, (401, {"X-User-Id": "alice"}, b""))

    app = Endpoint(stack, application)
    port = free_port()
    server = Server(stack, f"""
[[forward]]
name = "session"
url = "http://127.0.0.1:{port}/whoami"
headers = ["X-Device"]
timeout = "3s"
""")
    config = write(server.folder / "nginx.conf", f"""
daemon off; pid {server.folder}/nginx.pid; error_log {server.folder}/nginx.log; worker_processes 1;
events {{ worker_connections 64; }}
http {{
    access_log off; client_body_temp_path {server.folder}/t1; proxy_temp_path {server.folder}/t2; fastcgi_temp_path {server.folder}/t3;
    uwsgi_temp_path {server.folder}/t4; scgi_temp_path {server.folder}/t5;
    server {{ listen 127.0.0.1:{port}; location /whoami {{ proxy_pass http://127.0.0.1:{app.port}; proxy_intercept_errors off; }} }}
}}
""")
    nginx = subprocess.Popen(["nginx", "-c", config, "-e", server.folder / "nginx.log"], stdin=subprocess.DEVNULL)
    stack.callback(nginx.wait)
    stack.callback(nginx.terminate)
    session = lambda name, **headers: server.call(headers={"Cookie": f"a=b; session={name}; c=d", **headers})
    wait_for(lambda: session("alice").status == 200)
    check_token(session("alice").json["user_sig"], "alice")
    assert server.audit_lines()[0]["allowed_by"] == "forward:session"
    assert session("device", **{"X-Device": "7"}).json["user_id"] == "device-7"
    assert server.call(headers=bearer("opaque-token")).json["user_id"] == "bob"
    issued = len(server.audit_lines())
    for expected, name in [(401, "unknown"), (401, "login"), (503, "broken"), (503, "nobody"), (503, "slow"), (403, "admin")]:
        assert session(name).status == expected, (name, session(name))
    assert server.call(body={"user_id": "bob"}, headers={"Cookie": "session=alice"}).status == 403
    # Without a cookie or a token nobody is asked, and other headers are not passed on.
    before = len(seen)
    assert server.call(headers={"X-Other": "1"}).status == 401 and len(seen) == before
    assert not any("X-Other" in headers for headers in seen)
    nginx.terminate()
    nginx.wait()
    assert session("alice").status == 503
    assert len(server.audit_lines()) == issued
    # The UserID in a field of the reply.
    server.config.write_text(server.config.read_text().replace(f"127.0.0.1:{port}/whoami", f"127.0.0.1:{app.port}/")
                             .replace('timeout = "3s"', 'user_id_field = "user"'))
    server.reload()
    assert session("alice").json["user_id"] == "alice-by-json"


if __name__ == "__main__":
    run()
