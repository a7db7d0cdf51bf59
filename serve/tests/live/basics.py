"""Configuration, the interface, policies, who may ask."""
import hashlib
import os
import pathlib
import re
import socket
import ssl
import subprocess
import tempfile
import time

from harness import (APP, BACKEND, BINARY, KEY, OTHER_KEY, WORK, Endpoint, Server, bearer, call, check_token, free_port, run, test,
                     wait_for, write)


def start(stack, text, *arguments, environment=None, files=None):
    """Runs the command until it ends, and returns its exit status and what it printed."""
    folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(dir=WORK)))
    for name, content in (files or {}).items():
        write(folder / name, content)
    config = write(folder / "serve.toml", text.replace("{folder}", str(folder)))
    result = subprocess.run([BINARY, "--config", config, *arguments], capture_output=True, text=True, timeout=20,
                            env={**os.environ, **(environment or {})})
    return result.returncode, (result.stdout + result.stderr).replace(str(folder) + "/", "")


ONE_APP = f'[[app]]\nsdk_app_id = {APP}\nkey = {{ file = "{{folder}}/key" }}\n'
KEY_FILE = {"key": KEY}


@test
def nothing_starts_without_a_rule_that_says_who_may_ask(stack):
    status, text = start(stack, ONE_APP, files=KEY_FILE)
    assert status == 2 and "no rule says who may ask" in text, (status, text)


@test
def check_names_every_error_with_its_line_and_field(stack):
    status, text = start(stack, ONE_APP + """earlier_key = { env = "USERSIG_TEST_NO_SUCH" }
validity = "2w"
[app.private_map_key]
rooms = ["a"]
privileges = "fly"
[[bearer]]
name = "b"
apps = [7]
token_sha256 = "00"
[[oidc]]
name = "b"
issuer = "https://x"
audience = ["a"]
jwks_url = "http://example.com/keys"
[[forward]]
name = "f"
url = "ftp://x"
[[header]]
name = "h"
header = "X-User"
from = []
[[mtls]]
name = "m"
dns = "a"
uri = "b"
""", "--check")
    for expected in [
        "serve.toml:3: app[0].key: the file key: cannot be read: No such file",
        "serve.toml:4: app[0].earlier_key: the environment variable USERSIG_TEST_NO_SUCH is not set",
        "serve.toml:5: app[0].validity: 1209600 s is longer than max_validity",
        "serve.toml:8: app[0].private_map_key.privileges: \"fly\" is not a privilege",
        "serve.toml:11: bearer[0].apps: there is no [[app]] with the sdk_app_id 7",
        "serve.toml:12: bearer[0].token_sha256: this is no SHA-256",
        "serve.toml:20: forward[0].url: \"ftp://x\" is not an address",
        "serve.toml:17: oidc[0].jwks_url: whoever is in between could send other keys",
        "serve.toml:24: header[0].from: no address is named",
        "serve.toml:25: mtls[0]: expected one of dns, uri or subject",
        "bearer[0].name: the name \"b\" is empty or used twice",
    ]:
        assert expected in text, (expected, text)
    assert status == 2


@test
def check_of_a_valid_configuration_is_0_and_starts_nothing(stack):
    rule = f'[[bearer]]\nname = "b"\ntoken_sha256 = "{"0" * 64}"\n'
    assert start(stack, ONE_APP + rule, "--check", files=KEY_FILE) == (0, "valid: 1 applications, listening on 127.0.0.1:8600\n")


@test
def unknown_settings_and_secrets_in_the_file_are_errors(stack):
    status, text = start(stack, 'listen = "127.0.0.1:1"\n[limits]\nper_usr = "1/1s"\n', "--check")
    assert status == 2 and "serve.toml:3: unknown field `per_usr`" in text, text
    status, text = start(stack, f'[[app]]\nsdk_app_id = 1\nkey = "{KEY}"\n', "--check")
    assert status == 2 and "serve.toml:3: a secret is written in the configuration" in text and KEY not in text, text
    for half in [KEY[:40], KEY[:10], "", "-----BEGIN PRIVATE KEY-----\nMIGH"]:
        status, text = start(stack, ONE_APP, "--check", files={"key": half})
        assert status == 2 and "app[0].key" in text and (not half or half not in text), text


@test
def keys_come_from_the_environment_and_from_systemd(stack):
    folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(dir=WORK)))
    write(folder / "old", OTHER_KEY)
    environment = {"CREDENTIALS_DIRECTORY": str(folder), "USERSIG_TEST_KEY": KEY, "USERSIG_AUDIT_WHEN_FULL": "continue",
                   "USERSIG_SERVICE_HOST": "10.0.0.1", "USERSIG_PORT": "tcp://10.0.0.1:80"}
    server = Server(stack, f'[[app]]\nsdk_app_id = 2\nkey = {{ env = "USERSIG_TEST_KEY" }}\nearlier_key = {{ credential = "old" }}',
                    environment=environment)
    check_token(server.sign(sdk_app_id=2).json["user_sig"], "xiaojun", KEY, 2)
    status, text = start(stack, f'[[app]]\nsdk_app_id = 1\nkey = {{ credential = "../old" }}\n', "--check", environment=environment)
    assert status == 2 and "is not the name of a credential" in text, text
    status, text = start(stack, "", "--check", environment={"USERSIG_LIMITS_BODY": "much"})
    assert status == 2 and "USERSIG_LIMITS_BODY" in text, text


@test
def the_demo_is_for_this_machine_and_prints_a_line_that_works(stack):
    result = subprocess.run([BINARY, "--demo", "--listen", "0.0.0.0:0"], capture_output=True, text=True, timeout=20)
    assert result.returncode == 2 and "an address of this machine alone" in result.stderr, result
    process = subprocess.Popen([BINARY, "--demo", "--listen", f"127.0.0.1:{free_port()}"], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True)
    stack.callback(process.wait)
    stack.callback(process.kill)
    printed = ""
    while "-d '" not in printed:
        read = process.stderr.readline()
        assert read, f"ended: {printed}"
        printed += read
    line = printed[printed.index("curl"):].replace("\\\n", " ")
    reply = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=20, check=True).stdout
    assert '"user_sig":"eJ' in reply and '"user_id":"xiaojun"' in reply, reply
    assert '"allowed_by":"bearer:demo"' in process.stdout.readline()


@test
def a_server_gets_a_token_for_the_user_that_it_names(stack):
    server = Server(stack)
    before = int(time.time())
    reply = server.sign(validity=1000)
    body = reply.json
    document = check_token(body["user_sig"], "xiaojun")
    assert document["TLS.expire"] == 1000 and before <= document["TLS.time"] <= time.time()
    assert body["expires_at"] == document["TLS.time"] + 1000 and body["refresh_after"] == document["TLS.time"] + 800
    assert (body["sdk_app_id"], body["user_id"]) == (APP, "xiaojun")
    assert reply.headers["Cache-Control"] == "no-store"
    [line] = server.audit_lines()
    assert line["user_id"] == "xiaojun" and line["expires_at"] == body["expires_at"] and line["address"] == "127.0.0.1"
    assert line["allowed_by"] == line["asked_by"] == "bearer:backend" and line["request_id"] == reply.headers["X-Request-Id"]
    assert body["user_sig"] not in server.audit.read_text()


@test
def what_is_wrong_is_a_problem_with_a_stable_kind(stack):
    server = Server(stack, f'[[app]]\nsdk_app_id = 2\nkey = {{ file = "{{folder}}/key" }}', app='max_validity = "2d"')
    one = {"sdk_app_id": APP, "user_id": "x"}
    for expected, kind, call_ in [
        (401, "unauthenticated", lambda: server.call(body=one)),
        (401, "unauthenticated", lambda: server.call(body=one, headers=bearer("wrong" * 10))),
        (401, "unauthenticated", lambda: server.call(body=one, headers={"Authorization": "Basic " + BACKEND})),
        (400, "sdkappid", lambda: server.sign()),
        (404, "not_found", lambda: server.sign(sdk_app_id=3)),
        (400, "userid", lambda: server.sign("a\nb", sdk_app_id=2)),
        (400, "userid", lambda: server.sign("x" * 33, sdk_app_id=2)),
        (400, "userid", lambda: server.call(body={"sdk_app_id": 2}, headers=bearer())),
        (403, "forbidden", lambda: server.sign("administrator", sdk_app_id=2)),
        (403, "forbidden", lambda: server.sign("Administrator", sdk_app_id=2)),
        (400, "validity", lambda: server.sign(sdk_app_id=APP, validity=0)),
        (403, "forbidden", lambda: server.sign(sdk_app_id=APP, validity=172801)),
        (400, "bad_request", lambda: server.sign(sdk_app_id=APP, validity="1d")),
        (400, "bad_request", lambda: server.sign(sdk_app_id=APP, admin=True)),
        (400, "bad_request", lambda: server.call(body=b"{", headers=bearer(**{"Content-Type": "application/json"}))),
        (415, "unsupported_media_type", lambda: server.call(body=b"{}", headers=bearer(**{"Content-Type": "text/plain"}))),
        (413, "too_large", lambda: server.call(body=b" " * 17000, headers=bearer(**{"Content-Type": "application/json"}))),
        (405, "method_not_allowed", lambda: server.call(method="GET", headers=bearer())),
        (404, "not_found", lambda: server.call("/v2", headers=bearer())),
        (404, "not_found", lambda: server.call("/", method="GET")),
        (404, "not_found", lambda: server.call("/v1/explain/12345")),
        (404, "not_found", lambda: server.call("/metrics", method="GET")),
    ]:
        reply = call_()
        assert reply.status == expected and reply.json["kind"] == kind and reply.json["status"] == expected, (expected, kind, reply)
        assert reply.headers["Content-Type"] == "application/problem+json" and reply.headers["Cache-Control"] == "no-store"
        assert reply.json["type"] == f"urn:usersig:problem:{kind}"
    assert server.audit.read_text() == ""


@test
def request_ids_are_kept_if_they_can_be_logged(stack):
    server = Server(stack)
    assert server.sign(headers=bearer(**{"X-Request-Id": "abc-1"})).headers["X-Request-Id"] == "abc-1"
    made = server.sign(headers=bearer(**{"X-Request-Id": 'a"b'})).headers["X-Request-Id"]
    assert re.fullmatch("[0-9a-f]{32}", made), made


@test
def a_private_map_key_is_signed_as_the_policy_allows(stack):
    server = Server(stack, app='[app.private_map_key]\nrooms = ["class-*"]\nroom_numbers = ["1000-1999"]\n'
                               'privileges = "enter,audio-receive"\nmax_validity = "1h"')
    ask = lambda **fields: server.call("/v1/private-map-key", {"user_id": "x", **fields}, bearer())
    reply = ask(room=1500)
    document = check_token(reply.json["private_map_key"], "x")
    assert "TLS.userbuf" in document and reply.json["room"] == 1500
    assert ask(room="class-7", privileges=["enter"]).json["room"] == "class-7"
    lines = server.audit_lines()
    assert (lines[0]["room"], lines[0]["privileges"]) == (1500, 10) and (lines[1]["room"], lines[1]["privileges"]) == ("class-7", 2)
    for expected, fields in [(403, {"room": 999}), (403, {"room": "1500"}), (403, {"room": "x-class-"}), (400, {}),
                             (400, {"room": [1500]}), (403, {"room": 1500, "privileges": ["video-send"]}),
                             (400, {"room": 1500, "privileges": ["fly"]}), (403, {"room": 1500, "validity": 3601}),
                             (400, {"room": 0}), (400, {"room": "class-/"})]:
        assert ask(**fields).status == expected, (fields, ask(**fields))
    assert len(server.audit_lines()) == 2
    assert Server(stack).call("/v1/private-map-key", {"user_id": "x", "room": 1}, bearer()).status == 403


@test
def verify_is_for_servers_and_knows_both_keys(stack):
    server = Server(stack, app='earlier_key = { file = "{folder}/earlier" }', files={"earlier": OTHER_KEY})
    token = server.sign().json["user_sig"]
    verify = lambda **fields: server.call("/v1/verify", {"user_id": "xiaojun", "token": token, **fields}, bearer())
    assert (verify().json["valid"], verify().json["key"]) == (True, "current")
    other = verify(user_id="mallory").json
    assert (other["valid"], other["findings"][0]["service_code"]) == (False, 70013)
    assert verify(token="undefined").json["causes"][0]["cause"] == "placeholder"
    assert server.call("/v1/verify", {"user_id": "xiaojun", "token": token}).status == 401
    # Rotation: what the earlier key has signed verifies still, and is not signed any more.
    write(server.key, OTHER_KEY)
    write(server.folder / "earlier", KEY)
    server.reload()
    assert (verify().json["valid"], verify().json["key"]) == (True, "earlier")
    check_token(server.sign().json["user_sig"], "xiaojun", OTHER_KEY)
    write(server.folder / "earlier", "b2" * 32)
    server.reload()
    assert (verify().json["valid"], verify().json["key"]) == (False, "none")


@test
def a_private_key_signs_version_1(stack):
    pem = subprocess.run(["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"], capture_output=True,
                         text=True, check=True).stdout
    server = Server(stack)
    write(server.key, pem)
    server.reload()
    token = server.sign().json["user_sig"]
    assert server.call("/v1/verify", {"user_id": "xiaojun", "token": token}, bearer()).json["valid"]


@test
def servers_have_applications_and_users_of_their_own(stack):
    digest = hashlib.sha256(b"another-token-of-at-least-32-characters").hexdigest()
    server = Server(stack, f"""
[[app]]
sdk_app_id = 2
key = {{ file = "{{folder}}/key" }}
[[bearer]]
name = "narrow"
token_sha256 = "{digest}"
apps = [2]
users = ["bot-*", "administrator"]
reserved_users = true
""")
    headers = bearer("another-token-of-at-least-32-characters")
    assert server.sign("bot-1", headers, sdk_app_id=2).status == 200
    assert server.sign("administrator", headers, sdk_app_id=2).status == 200
    assert server.sign("alice", headers, sdk_app_id=2).status == 403
    assert server.sign("bot-1", headers, sdk_app_id=APP).status == 403
    assert server.call("/v1/verify", {"user_id": "x", "token": "t", "sdk_app_id": APP}, headers).status == 403
    assert [line["allowed_by"] for line in server.audit_lines()] == ["bearer:narrow"] * 2


@test
def a_header_counts_from_the_proxy_only(stack):
    rule = '[[header]]\nname = "proxy"\nheader = "X-User"\nfrom = ["{}"]\n'
    server = Server(stack, rule.format("127.0.0.1"))
    reply = server.call(headers={"X-User": "alice"})
    check_token(reply.json["user_sig"], "alice")
    assert server.audit_lines()[0]["asked_by"] == "user" and server.audit_lines()[0]["allowed_by"] == "header:proxy"
    assert server.call(body={"user_id": "alice"}, headers={"X-User": "alice"}).status == 200
    assert server.call(body={"user_id": "bob"}, headers={"X-User": "alice"}).status == 403
    assert server.call(headers={"X-User": "administrator"}).status == 403
    assert server.call(headers={"X-User": ""}).status == 401
    other = Server(stack, rule.format("10.0.0.0/8"))
    assert other.call(headers={"X-User": "alice", "X-Forwarded-For": "10.0.0.1"}).status == 401


@test
def cors_is_closed_but_for_named_origins(stack):
    server = Server(stack, '[cors]\norigins = ["https://app.example.com"]')
    ask = lambda origin: server.call(method="OPTIONS", headers={"Origin": origin, "Access-Control-Request-Method": "POST"})
    assert ask("https://app.example.com").headers["Access-Control-Allow-Origin"] == "https://app.example.com"
    for origin in ["https://evil.example.com", "https://app.example.com.evil.com", "null"]:
        assert ask(origin).headers["Access-Control-Allow-Origin"] is None
        assert server.sign(headers=bearer(Origin=origin)).headers["Access-Control-Allow-Origin"] is None


@test
def explain_speaks_two_languages(stack):
    server = Server(stack)
    assert server.call("/v1/explain/70001").json[0]["meaning"] == "the UserSig has expired"
    assert "UserSig" in server.call("/v1/explain/70001", headers={"Accept-Language": "zh-CN"}).json[0]["meaning"]
    assert server.call("/v1/explain/70001", headers={"Accept-Language": "zh-CN"}).json != server.call("/v1/explain/70001").json


@test
def the_page_is_served_if_it_is_named(stack):
    server = Server(stack, head='page = "{folder}/page.html"', files={"page.html": "<!DOCTYPE html>"})
    reply = server.call("/", method="GET")
    assert reply.body == b"<!DOCTYPE html>" and reply.headers["Content-Type"] == "text/html; charset=utf-8"


def certificates(folder):
    """An authority, a certificate of the server, and one of a client with a DNS name, a URI and a subject."""
    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "ca.key", "-out", "ca.crt",
            "-subj", "/CN=test authority", "-days", "2")
    for name, subject, alternatives in [("server", "/CN=localhost", "IP:127.0.0.1"), ("server2", "/CN=second", "IP:127.0.0.1"),
                                        ("client", "/O=Example/CN=backend", "DNS:backend.example.com,URI:spiffe://example.com/backend"),
                                        ("stranger", "/CN=stranger", "DNS:stranger.example.com")]:
        write(folder / f"{name}.ext", f"subjectAltName={alternatives}\n")
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr",
                "-subj", subject)
        openssl("x509", "-req", "-in", f"{name}.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-out", f"{name}.crt",
                "-days", "2", "-extfile", f"{name}.ext")


def context(folder, client=None):
    tls = ssl.create_default_context(cafile=folder / "ca.crt")
    if client:
        tls.load_cert_chain(folder / f"{client}.crt", folder / f"{client}.key")
    return tls


@test
def client_certificates_name_servers_and_a_new_certificate_is_used(stack):
    folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(dir=WORK)))
    certificates(folder)
    for name, place in [("server.crt", "tls.crt"), ("server.key", "tls.key")]:
        write(folder / place, (folder / name).read_text())
    for rule in ['dns = "backend.example.com"', 'uri = "spiffe://example.com/backend"', 'subject = "CN=backend,O=Example"']:
        server = Server(stack, f"""
[tls]
certificate_file = "{folder}/tls.crt"
key = {{ file = "{folder}/tls.key" }}
client_ca_file = "{folder}/ca.crt"
[[mtls]]
name = "m"
{rule}
""")
        ask = lambda client: server.call(body={"user_id": "x"}, tls=context(folder, client))
        assert ask("client").status == 200 and server.audit_lines()[0]["allowed_by"] == "mtls:m"
        assert ask("stranger").status == 401 and ask(None).status == 401
        assert server.call(body={"user_id": "x"}, headers=bearer(), tls=context(folder)).status == 200
    subject = lambda: peer_subject(server.port, folder)
    assert subject() == "localhost"
    for name, place in [("server2.crt", "tls.crt"), ("server2.key", "tls.key")]:
        write(folder / place, (folder / name).read_text())
    wait_for(lambda: subject() == "second")


def peer_subject(port, folder):
    with socket.create_connection(("127.0.0.1", port)) as plain, context(folder).wrap_socket(plain, server_hostname="127.0.0.1") as tls:
        return dict(pair[0] for pair in tls.getpeercert()["subject"])["commonName"]


@test
def logs_have_no_secret(stack):
    server = Server(stack, head="", environment={"USERSIG_LOG_LEVEL": "trace"})
    server.sign(headers=bearer(Cookie="session=cookie-of-the-test"))
    token = server.sign().json["user_sig"]
    server.call(headers=bearer("wrong-token-of-at-least-32-characters"))
    server.reload()
    log = server.log() + call(server.metrics_port, "/metrics").body.decode()
    for secret in [KEY, BACKEND, token, "cookie-of-the-test", "wrong-token", "xiaojun"]:
        assert secret not in log, secret
    assert '"route":"/v1/usersig"' in log and '"request_id"' in log


@test
def a_collector_gets_a_span_inside_the_callers_trace(stack):
    sent = []

    def collector(request):
        sent.append((request.path, request.rfile.read(int(request.headers["Content-Length"]))))
        return 200, {}, b""

    endpoint = Endpoint(stack, collector)
    server = Server(stack, environment={"OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{endpoint.port}"})
    trace = "0af7651916cd43dd8448eb211c80319c"
    server.sign(headers=bearer(traceparent=f"00-{trace}-b7ad6b7169203331-01"))
    wait_for(lambda: sent, 20)
    path, span = sent[0]
    assert path == "/v1/traces" and b"/v1/usersig" in span and bytes.fromhex(trace) in span
    assert BACKEND.encode() not in span and b"xiaojun" not in span


if __name__ == "__main__":
    run()
