"""Limits: in memory, in a real Redis, and when that is away."""
import itertools
import pathlib
import subprocess
import tempfile
import time

from harness import WORK, Server, bearer, call, free_port, run, test, wait_for


class Redis:
    def __init__(self, stack):
        self.port = free_port()
        self.folder = stack.enter_context(tempfile.TemporaryDirectory(dir=WORK))
        self.process = None
        stack.callback(self.stop)
        self.start()

    def start(self):
        self.process = subprocess.Popen(["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", self.folder],
                                        stdout=subprocess.DEVNULL)
        wait_for(lambda: self.run("ping") == "PONG")

    def run(self, *command):
        return subprocess.run(["redis-cli", "-p", str(self.port), *command], capture_output=True, text=True).stdout.strip()

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


def statuses(count, ask):
    return [ask(number).status for number in range(count)]


@test
def a_user_and_an_address_have_their_share(stack):
    server = Server(stack, '[[header]]\nname = "h"\nheader = "X-User"\nfrom = ["127.0.0.1"]', head='proxies = ["127.0.0.1"]',
                    limits='per_user = "3/1m"\nper_address = "5/1m"')
    assert statuses(4, lambda _: server.sign("alice")) == [200, 200, 200, 429]
    reply = server.sign("alice")
    assert reply.json["kind"] == "rate_limited" and 1 <= int(reply.headers["Retry-After"]) <= 21
    assert server.sign("bob").status == 200
    # Servers are not counted by their address; users are, by the one that the named proxy writes.
    by = lambda address, user: server.call(headers={"X-User": user, "X-Forwarded-For": f"9.9.9.9, {address}"}).status
    assert [by("203.0.113.1", f"u{number}") for number in range(6)] == [200] * 5 + [429]
    assert by("203.0.113.2", "u0") == 200
    assert [by(f"2001:db8::{number}", f"v{number}") for number in range(6)] == [200] * 5 + [429]
    # Who guesses a server's token is counted.
    guess = lambda number: server.call(headers=bearer(f"{number:040}", **{"X-Forwarded-For": "203.0.113.3"}))
    assert statuses(6, guess) == [401] * 5 + [429]
    assert server.metric('usersig_limited_total{limit="user"}') == 2 and server.metric('usersig_limited_total{limit="address"}') == 3


@test
def who_is_no_named_proxy_cannot_name_an_address(stack):
    server = Server(stack, limits='per_address = "5/1m"', head="")
    guess = lambda number: server.call(headers={"X-Forwarded-For": f"203.0.113.{number}"})
    assert statuses(6, guess) == [401] * 5 + [429]


@test
def a_reload_does_not_reset_the_counts(stack):
    server = Server(stack, limits='per_user = "2/1m"')
    assert statuses(2, lambda _: server.sign("alice")) == [200, 200]
    server.reload()
    assert server.sign("alice").status == 429


def replicas(stack, redis, more=""):
    config = f'[redis]\nurl = "redis://127.0.0.1:{redis.port}/0"\n{more}'
    return [Server(stack, config, limits='per_user = "4/1m"') for _ in range(2)]


@test
def replicas_count_together(stack):
    redis = Redis(stack)
    # What a replica asks first opens a connection and loads the script.
    one, two = replicas(stack, redis, 'timeout = "5s"')
    got = [server.sign("alice").status for _ in range(3) for server in (one, two)]
    assert got == [200] * 4 + [429] * 2, got
    assert one.sign("bob").status == 200
    assert redis.run("pttl", "usersig:user:1400000000:bob").isdigit()
    # One script call for each token.
    redis.run("config", "resetstat")
    assert two.sign("carol").status == 200
    calls = [line for line in redis.run("info", "commandstats").splitlines() if "evalsha" in line]
    assert len(calls) == 1 and "calls=1," in calls[0], calls


def counts_in_redis(server, redis, name):
    """Asks for users of this name until one is counted there: before, a slow answer of Redis may be none."""
    numbers = itertools.count()

    def is_counted():
        user = f"{name}-{next(numbers)}"
        return server.sign(user).status == 200 and redis.run("exists", f"usersig:user:1400000000:{user}") == "1"
    wait_for(is_counted)


@test
def when_redis_is_away_each_replica_counts_alone(stack):
    redis = Redis(stack)
    one, _ = replicas(stack, redis, 'when_away = "local"')
    counts_in_redis(one, redis, "first")
    slowest = []
    # A machine that stands still for a second does so once; a server that waits for Redis does so each time.
    while not slowest or (slowest[-1] >= 1 and len(slowest) < 3):
        user = f"alice-{len(slowest)}"
        assert one.sign(user).status == 200
        redis.stop()
        got, times = [], []
        for _ in range(6):
            begun = time.monotonic()
            got.append(one.sign(user).status)
            times.append(time.monotonic() - begun)
        assert got == [200] * 4 + [429] * 2, got
        slowest.append(max(times))
        assert one.metric("usersig_redis_failures_total") >= 1
        redis.start()
        counts_in_redis(one, redis, f"back-{len(slowest)}")
    slowest = slowest[-1]
    assert slowest < 1, slowest
    print(f"        Redis killed: slowest request {slowest * 1000:.0f} ms; counted again after it was back")


@test
def when_redis_is_away_nothing_is_signed_if_it_is_so_configured(stack):
    redis = Redis(stack)
    one, _ = replicas(stack, redis, 'when_away = "deny"\ntimeout = "5s"')
    assert one.sign("alice").status == 200
    redis.stop()
    reply = one.sign("alice")
    assert reply.status == 503 and reply.headers["Retry-After"] == "1", reply
    assert len(one.audit_lines()) == 1
    redis.start()
    wait_for(lambda: one.sign("bob").status == 200)


@test
def a_redis_that_hangs_is_not_waited_for(stack):
    redis = Redis(stack)
    one, _ = replicas(stack, redis, 'when_away = "local"\ntimeout = "100ms"')
    assert one.sign("alice").status == 200
    redis.process.send_signal(19)
    times = []
    for number in range(3):
        begun = time.monotonic()
        assert one.sign(f"bob-{number}").status == 200
        times.append(time.monotonic() - begun)
    # Each waits, if one does.
    assert min(times) < 1, times
    redis.process.send_signal(18)


if __name__ == "__main__":
    run()
