#!/usr/bin/env python3
"""Does what docs/SERVER-PRODUCTION.md says, command by command, on a machine of its own (machine.py), and looks at what has come of it.

  production.py ARCHIVE"""

import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from machine import check, enter_machine, enter_namespaces, expect, finish

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT / "tests/readme"))
from snippets import blocks  # noqa: E402

PAGES = [ROOT / "docs/SERVER-PRODUCTION.md", ROOT / "docs/SERVER-PRODUCTION.zh-CN.md"]
# What is pasted where a key is asked for: first this one, then the new one.
KEYS = ["5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e", "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"]
NAME = "usersig.example.com"


class App(BaseHTTPRequestHandler):
    """The app behind nginx's auth_request: it knows one cookie."""

    def do_GET(self):  # noqa: N802
        is_known = "session=of-xiaojun" in self.headers.get("Cookie", "")
        self.send_response(204 if is_known else 401)
        if is_known:
            self.send_header("X-User-Id", "xiaojun")
        self.end_headers()

    def log_message(self, *_):
        pass


def post(path, headers=(), body="{}", source="127.0.0.1", plain=False):
    """(status, JSON) of a request to nginx, or to the server itself."""
    address = ("127.0.0.1", 8600) if plain else ("127.0.0.1", 443)
    connection = http.client.HTTPConnection(NAME, timeout=10)
    connection.sock = socket.create_connection(address, 10, (source, 0))
    if not plain:
        connection.sock = ssl.create_default_context(cafile="/etc/nginx/tls/usersig.crt").wrap_socket(connection.sock, server_hostname=NAME)
    connection.request("POST", path, body, {"Content-Type": "application/json", **dict(headers)})
    reply = connection.getresponse()
    text = reply.read()
    connection.close()
    return reply.status, json.loads(text) if text.startswith(b"{") else {}


def audit():
    """The lines of the audit log."""
    journal = Path("/var/log/journal.txt").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in journal if '"allowed_by"' in line]


def backend():
    token = Path("/etc/usersig/keys/backend").read_text(encoding="ascii").strip()
    return {"Authorization": f"Bearer {token}"}


def check_unit():
    unit = "/etc/systemd/system/usersig-serve.service"
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True, check=False)
    check("systemd-analyze verify finds nothing", None if done.returncode == 0 and not done.stderr else done.stderr)
    done = subprocess.run(["systemd-analyze", "security", "--offline=yes", "--threshold=15", unit], capture_output=True, text=True, check=False)
    check("systemd-analyze security: exposure 1.5 at most", None if done.returncode == 0 else done.stdout)
    shown = subprocess.run(["runuser", "-u", "nobody", "--", "cat", "/etc/usersig/keys/backend"], capture_output=True, check=False)
    check("other users cannot read the keys", None if shown.returncode else "nobody can")


def check_proxy():
    """What nginx lets through, and as whom."""
    threading.Thread(target=ThreadingHTTPServer(("127.0.0.1", 8080), App).serve_forever, daemon=True).start()
    # The comment at the top of the example: what nginx says about the user counts.
    with open("/etc/usersig/serve.toml", "a", encoding="utf-8") as config:
        config.write('\n[[header]]\nname = "nginx"\nheader = "X-Usersig-User"\nfrom = ["127.0.0.1"]\n')
    cookie, forged = {"Cookie": "session=of-xiaojun"}, {"X-Usersig-User": "administrator-of-all"}
    end = time.monotonic() + 20
    while post("/im/usersig", cookie)[0] != 200 and time.monotonic() < end:
        time.sleep(0.2)

    status, reply = post("/v1/usersig", backend(), '{"user_id": "xiaohong"}', source="127.0.0.5")
    expect("a server's token counts through nginx", (status, reply.get("user_id")), (200, "xiaohong"))
    expect("the audit log has the caller's address, not nginx's", audit()[-1]["address"], "127.0.0.5")
    post("/v1/usersig", {**backend(), "X-Forwarded-For": "203.0.113.9"}, '{"user_id": "xiaohong"}', source="127.0.0.6")
    expect("what a caller writes into X-Forwarded-For does not count", audit()[-1]["address"], "127.0.0.6")
    post("/v1/usersig", {**backend(), "X-Forwarded-For": "203.0.113.9"}, '{"user_id": "xiaohong"}', source="127.0.0.7", plain=True)
    expect("nor does it from an address that is no named proxy's", audit()[-1]["address"], "127.0.0.7")

    status, reply = post("/im/usersig", cookie)
    expect("auth_request: the app's cookie decides who it is", (status, reply.get("user_id")), (200, "xiaojun"))
    expect("auth_request: without the cookie, nothing", post("/im/usersig")[0], 401)
    expect("auth_request: a forged header is nothing", post("/im/usersig", forged)[0], 401)
    status, reply = post("/im/usersig", {**cookie, **forged})
    expect("auth_request: and does not replace the app's", (status, reply.get("user_id")), (200, "xiaojun"))
    status, reply = post("/im/usersig", {**cookie, **backend()}, '{"user_id": "xiaohong"}')
    expect("auth_request: a user cannot be a server as well", status, 403)
    expect("a forged header is nothing where a JWT is expected", post("/v1/usersig", forged)[0], 401)
    expect("nor from another address, past nginx", post("/v1/usersig", forged, source="127.0.0.8", plain=True)[0], 401)
    expect("nobody asks nginx for /whoami", post("/whoami", cookie)[0], 404)
    expect("a body of 20 KB is too long", post("/v1/usersig", backend(), '{"user_id": "' + "x" * 20000 + '"}')[0], 413)
    expect("metrics are not published", post("/metrics")[0], 404)


def sign():
    return post("/v1/usersig", backend(), '{"user_id": "xiaojun"}')[1]["user_sig"]


def key_of(token):
    """Which key a token fits: current, earlier, none."""
    return post("/v1/verify", backend(), json.dumps({"user_id": "xiaojun", "token": token}))[1]["key"]


def run(number, code, keys):
    """One block, as a reader types it. A key is pasted where one is asked for."""
    asks = "/dev/stdin" in code and "| install" not in code
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", code], input=f"{keys.pop(0)}\n" if asks else "", capture_output=True,
                          text=True, timeout=120, check=False)
    title = code.strip().splitlines()[-1].strip()
    check(f"block {number}: … {title[:90]}", None if done.returncode == 0 else f"{code}\n{done.stdout}{done.stderr}")


def prepare(archive):
    """What the reader has: the archive, a certificate, systemd, an nginx without other sites."""
    os.makedirs("/root/install", exist_ok=True)
    shutil.copy(archive, "/root/install/")
    os.chdir("/root/install")
    shutil.copy(HERE / "systemctl.py", "/usr/local/bin/systemctl")
    shutil.rmtree("/etc/nginx/sites-enabled", ignore_errors=True)
    os.makedirs("/etc/nginx/sites-enabled")
    Path("/run/nginx.pid").unlink(missing_ok=True)
    os.makedirs("/etc/nginx/tls")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", f"/CN={NAME}",
                    "-addext", f"subjectAltName=DNS:{NAME}", "-out", "/etc/nginx/tls/usersig.crt", "-keyout", "/etc/nginx/tls/usersig.key"],
                   check=True, capture_output=True)


def main(archive):
    archive = Path(archive).resolve()
    enter_namespaces()
    english, chinese = ([code for language, code in blocks(page.read_text(encoding="utf-8")) if language == "sh"] for page in PAGES)
    expect("both languages have the same commands", chinese, english)
    enter_machine()
    prepare(archive)
    keys, tokens = list(KEYS), []
    for number, code in enumerate(english, 1):
        if ".earlier\n" in code and "cp -p" in code:
            tokens.append(sign())
        run(number, code, keys)
        if "systemctl enable" in code:
            check_unit()
        elif "reload nginx" in code:
            check_proxy()
        elif '"current"' in code:
            tokens.append(sign())
            expect("rotation: the new key signs, and the old one verifies", [key_of(token) for token in tokens], ["earlier", "current"])
        elif "shred" in code:
            expect("rotation: the old key is forgotten", [key_of(token) for token in tokens], ["none", "current"])
    expect("every key was pasted", keys, [])
    journal = Path("/var/log/journal.txt").read_text(encoding="utf-8")
    secrets = [*KEYS, *tokens, backend()["Authorization"].split()[1]]
    expect("no key and no token is in the journal", [secret for secret in secrets if secret in journal], [])
    finish()


if __name__ == "__main__":
    main(*sys.argv[1:])
