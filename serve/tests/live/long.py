"""A day of the server in an hour: mixed load from first to last, and what becomes of its memory, its files and its audit log.

    long.py [SECONDS [CLIENTS]]

The time has 24 parts, as a day has hours (fewer if it is short). In each, the key rotates, the audit log is rotated, and callers that are slow come and
go; in every third, a half written key is to be loaded. Clients ask for tokens of all kinds without a pause, some with what is wrong. A
line is printed 60 times. The last line is `N passed, N failed`.
"""
import asyncio
import collections
import contextlib
import json
import os
import pathlib
import random
import re
import signal
import sys
import time

from harness import BACKEND, KEY, Server, check_token, wait_for, write
from users import AUDIENCE, EC, ISSUER, RSA, Provider

SECONDS, CLIENTS = int((sys.argv[1:] or [3600])[0]), int((sys.argv[2:] or [16])[0])
SAMPLES = 60
# The hours. Slow callers are there for two seconds and more: a short run has fewer.
PARTS = min(24, max(3, SECONDS // 5))
USERS = 50
# One in so many tokens is verified here, without the library.
VERIFIED = 50
# By how much the memory may differ from that after the first quarter, in KiB: an allocator is never quite still.
GROWTH = 8 * 1024
STRANGER = Provider("rsa-1", "RS256")
HEAD = "{} {} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer {}\r\nContent-Length: {}\r\n\r\n"

# What is asked, in how many of a hundred requests, and the status that it must have.
KINDS = {
    "usersig": (42, 200), "user": (15, 200), "room": (8, 200), "string room": (8, 200), "verify": (10, 200), "explain": (5, 200),
    "wrong JWT": (5, 401), "no JWT": (2, 401), "another user": (2, 403), "room that is not allowed": (2, 403), "bad request": (1, 400),
}


class Day:
    def __init__(self, stack):
        jwks = {"keys": [RSA.jwk, EC.jwk]}
        self.server = Server(stack, f"""
[[oidc]]
name = "login"
issuer = "{ISSUER}"
audience = ["{AUDIENCE}"]
jwks_file = "{{folder}}/jwks.json"
""", app="""
earlier_key = { file = "{folder}/earlier" }
[app.private_map_key]
rooms = ["class-*"]
room_numbers = ["1000-1999"]
""", head='log.level = "warn"', limits='header_timeout = "2s"\nrequest_timeout = "5s"\nper_user = "off"\nper_address = "off"',
            files={"earlier": KEY, "jwks.json": json.dumps(jwks)})
        self.keys = [KEY]
        self.statuses = collections.Counter()
        self.unexpected, self.lost, self.bad_tokens = [], 0, []
        # Tokens by user: those that arrived, and the lines of the audit log. Names are few, so that a day fits into memory.
        self.tokens, self.lines = collections.Counter(), collections.Counter()
        self.slow_closed = self.slow_opened = self.rotations = self.half_keys = self.verified = 0
        self.jwts = []
        self.samples = []
        self.end = 0.0

    async def run(self):
        self.end = time.monotonic() + SECONDS
        self.renew_jwts()
        clients = [asyncio.create_task(self.client(number)) for number in range(CLIENTS)]
        others = [asyncio.create_task(job) for job in (self.hours(), self.sample(), self.renew())]
        await asyncio.gather(*clients)
        await asyncio.gather(*others)
        await asyncio.to_thread(self.count_lines, self.server.audit)

    def renew_jwts(self):
        self.jwts = [(f"user-{number}", (RSA if number % 2 else EC).jwt(sub=f"user-{number}")) for number in range(USERS)]
        self.wrong = [STRANGER.jwt(), RSA.jwt(aud="another"), RSA.jwt(exp=int(time.time()) - 60), RSA.jwt({"alg": "none"}, sign=lambda _: b""),
                      "x" * 3000]

    async def renew(self):
        while time.monotonic() < self.end:
            await asyncio.sleep(min(100, self.end - time.monotonic()))
            self.renew_jwts()

    async def client(self, number):
        choose = random.Random(number)
        names, weights = list(KINDS), [share for share, _ in KINDS.values()]
        reader = writer = None
        token = None
        while time.monotonic() < self.end:
            kind = choose.choices(names, weights)[0]
            user = f"{choose.randrange(USERS)}-of-{number}"
            if kind == "verify" and token is None:
                continue
            method, path, bearer, body, user = self.request(kind, user, token, choose)
            text = "" if body is None else json.dumps(body)
            try:
                if writer is None:
                    reader, writer = await asyncio.open_connection("127.0.0.1", self.server.port)
                writer.write((HEAD.format(method, path, bearer, len(text)) + text).encode())
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                reply = await reader.readexactly(int(re.search(r"content-length: (\d+)", head, re.I)[1]))
            except (OSError, asyncio.IncompleteReadError) as error:
                self.lost += 1
                self.unexpected.append((kind, repr(error)))
                writer = None
                continue
            status = int(head.split()[1])
            self.statuses[kind, status] += 1
            if status != KINDS[kind][1]:
                self.unexpected.append((kind, status, reply[:300]))
            elif kind in ("usersig", "user", "room", "string room"):
                document = json.loads(reply)
                self.tokens[user] += 1
                signed = document.get("user_sig") or document["private_map_key"]
                if kind == "usersig":
                    token = user, signed
                if choose.randrange(VERIFIED) == 0:
                    self.verify(signed, user)
            elif kind == "verify" and json.loads(reply)["valid"] is not True:
                # Signed with a key before the earlier one: only two are known.
                token = None
            if "connection: close" in head.lower():
                writer.close()
                writer = None

    def request(self, kind, user, token, choose):
        """Returns method, path, token of the caller, body, and for whom it is."""
        usersig, room = "/v1/usersig", "/v1/private-map-key"
        name, jwt = choose.choice(self.jwts)
        return {
            "usersig": lambda: ("POST", usersig, BACKEND, {"user_id": user, "validity": choose.choice([86400, 60, 21600])}, user),
            "user": lambda: ("POST", usersig, jwt, None, name),
            "room": lambda: ("POST", room, BACKEND, {"user_id": user, "room": choose.randint(1000, 1999)}, user),
            "string room": lambda: ("POST", room, jwt, {"room": f"class-{user}"}, name),
            "verify": lambda: ("POST", "/v1/verify", BACKEND, {"user_id": token[0], "token": token[1]}, user),
            "explain": lambda: ("GET", f"/v1/explain/{choose.choice([70001, 70003, 70009])}", BACKEND, None, user),
            "wrong JWT": lambda: ("POST", usersig, choose.choice(self.wrong), None, user),
            "no JWT": lambda: ("POST", usersig, "", None, user),
            "another user": lambda: ("POST", usersig, jwt, {"user_id": "somebody-else"}, user),
            "room that is not allowed": lambda: ("POST", room, BACKEND, {"user_id": user, "room": 7}, user),
            "bad request": lambda: ("POST", usersig, BACKEND, {"user_id": user, "validity": "tomorrow"}, user),
        }[kind]()

    def verify(self, token, user):
        self.verified += 1
        # The key may rotate while the reply is on its way.
        for key in self.keys[-3:]:
            with contextlib.suppress(AssertionError):
                check_token(token, user, key)
                return
        self.bad_tokens.append((user, token))

    async def hours(self):
        for hour in range(PARTS):
            slow = asyncio.create_task(self.slow_callers())
            await asyncio.to_thread(self.rotate, hour)
            await slow
            left = self.end - (PARTS - 1 - hour) * SECONDS / PARTS - time.monotonic()
            if left > 0:
                await asyncio.sleep(left)

    def rotate(self, hour):
        """The key before stays for verifying, a new one signs; the audit log is moved away and counted."""
        server, folder = self.server, self.server.folder
        if hour % 3 == 2:
            write(server.key, self.keys[-1][:33])
            server.signal(signal.SIGHUP)
            wait_for(lambda: server.call("/readyz").json["configuration"] == "stale", 60)
            self.half_keys += 1
        key = random.Random(hour).randbytes(32).hex()
        self.keys.append(key)
        write(folder / "earlier", self.keys[-2])
        write(folder / "new", key)
        os.replace(folder / "new", server.key)
        moved = folder / f"audit.{hour}"
        os.rename(server.audit, moved)
        # Until both are loaded: an earlier change may have begun a reload of its own. It logs nothing: a day's log is for what is wrong.
        server.signal(signal.SIGHUP)
        wait_for(server.audit.exists, 60)
        wait_for(lambda: server.call("/readyz").json["configuration"] == "current", 60)
        self.rotations += 1
        # Requests that had begun may still write to the file that is moved.
        time.sleep(0.5)
        self.count_lines(moved)
        moved.unlink()

    def count_lines(self, path):
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                self.lines[json.loads(line)["user_id"]] += 1

    async def slow_callers(self):
        """Twenty heads that never end: the server must close each of them."""
        async def one():
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", self.server.port)
            except OSError:
                return
            self.slow_opened += 1
            writer.write(b"POST /v1/usersig HTTP/1.1\r\nHost: x\r\n")
            closed = asyncio.ensure_future(reader.read(-1))
            for _ in range(60):
                with contextlib.suppress(OSError):
                    writer.write(b"X")
                await asyncio.wait([closed], timeout=0.25)
                if closed.done():
                    self.slow_closed += 1
                    break
            closed.cancel()
            writer.close()

        await asyncio.gather(*(one() for _ in range(20)))

    async def sample(self):
        begun = time.monotonic()
        print("| second | requests | tokens | 4xx | 5xx | memory | files | threads |\n|---|---|---|---|---|---|---|---|", flush=True)
        for number in range(1, SAMPLES + 1):
            await asyncio.sleep(max(0, begun + number * SECONDS / SAMPLES - time.monotonic()))
            process = pathlib.Path(f"/proc/{self.server.process.pid}")
            row = {
                "second": round(time.monotonic() - begun), "requests": sum(self.statuses.values()), "tokens": sum(self.tokens.values()),
                "4xx": self.count(400), "5xx": self.count(500), "memory": self.server.memory(), "files": len(list((process / "fd").iterdir())),
                "threads": len(list((process / "task").iterdir())),
            }
            self.samples.append(row)
            print("| " + " | ".join(f"{value:,}" for value in row.values()) + " |", flush=True)

    def count(self, status):
        return sum(count for (_, one), count in self.statuses.items() if one // 100 == status // 100)

    def checks(self):
        """Yields the name of each check, whether it passes, and what there is to see."""
        tokens, lines = sum(self.tokens.values()), sum(self.lines.values())
        yield "each token has its line in the audit log, and each line its token", self.tokens == self.lines, f"{tokens:,} and {lines:,}"
        yield "each request has the expected status", not self.unexpected, self.unexpected[:5] or f"{sum(self.statuses.values()):,} requests"
        yield "no request is without a reply, and none has a 5xx", self.lost == self.count(500) == 0, (self.lost, self.count(500))
        yield "every kind of request was sent", {kind for kind, _ in self.statuses} == set(KINDS), dict(self.statuses)
        yield "tokens are signed by the key of their time", not self.bad_tokens and self.verified > 0, (self.verified, self.bad_tokens[:2])
        yield f"keys and the audit log were rotated {PARTS} times", self.rotations == PARTS and self.half_keys == PARTS // 3, (
            self.rotations, self.half_keys)
        yield "slow callers were closed", self.slow_opened == self.slow_closed == 20 * PARTS, (self.slow_opened, self.slow_closed)
        memory = [row["memory"] for row in self.samples]
        warm, last = max(memory[SAMPLES // 8:SAMPLES // 4]), max(memory[-SAMPLES // 8:])
        yield "memory does not grow after the first quarter", last - warm < GROWTH, f"{warm:,} KiB and {last:,} KiB, peak {max(memory):,}"
        files = [row["files"] for row in self.samples]
        yield "files stay as few", max(files) <= 2 * CLIENTS + 20 + 40 and files[-1] <= files[SAMPLES // 4] + 25, (
            files[SAMPLES // 4], files[-1], max(files))


def main():
    passed = failed = 0
    with contextlib.ExitStack() as stack:
        day = Day(stack)
        asyncio.run(day.run())
        for name, good, seen in day.checks():
            passed, failed = passed + bool(good), failed + (not good)
            print(f"{'ok    ' if good else 'FAILED'}  {name}: {seen}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
