"""What the live tests share: a server with a configuration, requests, and the list of tests.

Each test is a function with @test. A file ends with run(): it runs its tests, or those named as arguments, and prints
`N passed, N failed`.
"""
import asyncio
import base64
import contextlib
import hashlib
import hmac
import http.client
import http.server
import json
import os
import pathlib
import re
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import zlib

BINARY = os.environ["USERSIG_SERVE"]
WORK = pathlib.Path(os.environ["WORK"])
KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"
OTHER_KEY = "a1" * 32
APP = 1400000000
BACKEND = "backend-token-of-at-least-32-characters"
TESTS = []


def test(function):
    TESTS.append(function)
    return function


def run():
    wanted = sys.argv[1:]
    passed = failed = 0
    for function in TESTS:
        # Not those of a file that is only imported.
        if function.__module__ != "__main__" or (wanted and function.__name__ not in wanted):
            continue
        begun = time.monotonic()
        try:
            with contextlib.ExitStack() as stack:
                function(stack)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            failed += 1
            print(f"FAILED  {function.__name__}")
            traceback.print_exc(file=sys.stdout)
        else:
            passed += 1
            print(f"ok      {function.__name__} ({time.monotonic() - begun:.1f} s)", flush=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0 or passed == 0)


PORTS = set()


def free_port():
    """A port that nothing has, and that has not been returned before: whoever asked then may not listen on it yet."""
    while True:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
        if port not in PORTS:
            PORTS.add(port)
            return port


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f"{self.status} {self.body[:400]!r}"


def call(port, path="/v1/usersig", body=None, headers=None, method=None, tls=None, timeout=15):
    """Sends one request on a connection of its own."""
    headers = dict(headers or {})
    if body is not None and not isinstance(body, bytes):
        body = json.dumps(body).encode()
        headers.setdefault("Content-Type", "application/json")
    method = method or ("GET" if path.startswith(("/healthz", "/readyz", "/metrics", "/v1/explain", "/openapi")) else "POST")
    kind = http.client.HTTPSConnection if tls else http.client.HTTPConnection
    connection = kind("127.0.0.1", port, timeout=timeout, **({"context": tls} if tls else {}))
    with contextlib.closing(connection):
        connection.request(method, path, body, headers)
        reply = connection.getresponse()
        return Reply(reply.status, reply.headers, reply.read())


def bearer(token=BACKEND, **more):
    return {"Authorization": f"Bearer {token}", **more}


def write(path, text):
    path.write_text(text)
    return path


class Server:
    """A running server. `config` is what is added to listeners, audit log and one application."""

    def __init__(self, stack, config="", app="", head="", limits='per_user = "off"\nper_address = "off"', audit=None,
                 environment=None, shutdown='delay = "0s"', files=None, **process):
        self.folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(dir=WORK)))
        self.port, self.metrics_port = free_port(), free_port()
        self.key = write(self.folder / "key", KEY + "\n")
        self.audit = pathlib.Path(audit) if audit else self.folder / "audit.jsonl"
        write(self.folder / "backend", BACKEND)
        for name, text in (files or {}).items():
            write(self.folder / name, text)
        config += f'\n[[bearer]]\nname = "backend"\ntoken = {{ file = "{self.folder}/backend" }}\n'
        config = config.replace("{folder}", str(self.folder))
        head = head.replace("{folder}", str(self.folder))
        self.config = write(self.folder / "serve.toml", f"""
listen = "127.0.0.1:{self.port}"
{head}
[metrics]
listen = "127.0.0.1:{self.metrics_port}"
[audit]
file = "{self.audit}"
[limits]
{limits}
[shutdown]
{shutdown}
[[app]]
sdk_app_id = {APP}
key = {{ file = "{self.key}" }}
{app.replace('{folder}', str(self.folder))}
{config}
""")
        self.environment = {**os.environ, **(environment or {})}
        # Further arguments of Popen.
        self.options = process
        self.process = None
        stack.callback(self.kill)
        self.start()

    def start(self):
        self.errors = open(self.folder / "log", "ab")
        self.process = subprocess.Popen([BINARY, "--config", self.config], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=self.errors, env=self.environment,
                                        **self.options)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise AssertionError(f"ended with {self.process.returncode}: {self.log()}")
            try:
                call(self.metrics_port, "/healthz", timeout=2)
                return
            except OSError:
                time.sleep(0.02)
        raise AssertionError(f"does not start: {self.log()}")

    def log(self):
        return (self.folder / "log").read_text()

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.errors.close()

    def signal(self, number):
        self.process.send_signal(number)

    def reload(self):
        """SIGHUP, and wait until the configuration is loaded, or is not."""
        before = self.log().count("loaded again") + self.metric("usersig_reload_failures_total")
        self.signal(signal.SIGHUP)
        wait_for(lambda: self.log().count("loaded again") + self.metric("usersig_reload_failures_total") > before)

    def call(self, path="/v1/usersig", body=None, headers=None, **more):
        return call(self.port, path, body, headers, **more)

    def sign(self, user="xiaojun", headers=None, **fields):
        return self.call(body={"user_id": user, **fields}, headers=headers or bearer())

    def metric(self, name):
        for line in call(self.metrics_port, "/metrics").body.decode().splitlines():
            if line.startswith(name + " "):
                return float(line.rsplit(" ", 1)[1])
        return 0.0

    def audit_lines(self):
        return [json.loads(line) for line in self.audit.read_text().splitlines()]

    def memory(self, field="VmRSS"):
        """KiB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"^{field}:\s+(\d+) kB", status, re.M)[1])


def wait_for(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.02)


def check_token(token, user, key=KEY, app=APP):
    """Verifies a token of version 2.0 without the library, and returns its document."""
    packed = token.replace("*", "+").replace("-", "/").replace("_", "=")
    document = json.loads(zlib.decompress(base64.b64decode(packed)))
    text = (f"TLS.identifier:{document['TLS.identifier']}\nTLS.sdkappid:{document['TLS.sdkappid']}\n"
            f"TLS.time:{document['TLS.time']}\nTLS.expire:{document['TLS.expire']}\n")
    if "TLS.userbuf" in document:
        text += f"TLS.userbuf:{document['TLS.userbuf']}\n"
    mac = base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()
    assert document["TLS.sig"] == mac, "the signature"
    assert (document["TLS.identifier"], document["TLS.sdkappid"]) == (user, app), document
    return document


class Endpoint:
    """A small HTTP server of the test. `reply(handler)` returns status, headers and body."""

    def __init__(self, stack, reply, port=0):
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                if owner.server is None:
                    self.close_connection = True
                    return
                status, headers, body = reply(self)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                # Who does not wait any more gets nothing.
                with contextlib.suppress(BrokenPipeError):
                    self.wfile.write(body)

            do_POST = do_GET

            def log_message(self, *_):
                pass

        http.server.ThreadingHTTPServer.allow_reuse_address = True
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        # It is free while the endpoint is away.
        PORTS.add(self.port)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        stack.callback(self.close)

    def close(self):
        # Connections that are kept get no reply either.
        server, self.server = self.server, None
        if server:
            server.shutdown()
            server.server_close()


class Load:
    """Clients that ask for tokens, on kept connections, until the load ends."""

    def __init__(self, port, clients=8, path="/v1/usersig"):
        self.port, self.clients = port, clients
        self.statuses, self.tokens = {}, []
        # No connection; and a request without a reply.
        self.unconnected = self.lost = 0
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self.all()), daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        self.thread.join(30)

    async def all(self):
        await asyncio.gather(*(self.one(number) for number in range(self.clients)))

    async def one(self, number):
        count = 0
        reader = writer = None
        while not self.stopping.is_set():
            count += 1
            user = f"user-{number}-{count}"
            try:
                if writer is None:
                    reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            except OSError:
                self.unconnected += 1
                await asyncio.sleep(0.01)
                continue
            try:
                status, headers, body = await ask(reader, writer, user)
            except (OSError, asyncio.IncompleteReadError):
                self.lost += 1
                writer = None
                continue
            self.statuses[status] = self.statuses.get(status, 0) + 1
            if status == 200:
                self.tokens.append((user, json.loads(body)["user_sig"]))
            if "connection: close" in headers.lower():
                writer.close()
                writer = None


async def ask(reader, writer, user):
    body = json.dumps({"user_id": user}).encode()
    writer.write(b"POST /v1/usersig HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                 + BACKEND.encode() + b"\r\nContent-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body)
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    length = int(re.search(r"content-length: (\d+)", head, re.I)[1])
    return int(head.split()[1]), head, await reader.readexactly(length)
