"""What is done to the server, and what is lost: nothing that was acknowledged."""
import asyncio
import json
import os
import pathlib
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor

from harness import APP, BACKEND, KEY, OTHER_KEY, WORK, Load, Server, bearer, call, check_token, free_port, run, test, wait_for, write

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "tests" / "wipe"))
from search import copies, secret_needles  # noqa: E402

# For ten thousand connections.
_, most_files = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (most_files, most_files))
assert most_files > 10200, f"{most_files} open files are allowed; expected more than 10200 (ulimit -Hn)"


def every_token_has_its_line(server, load, torn=0):
    lines = set()
    for line in server.audit.read_text().splitlines():
        try:
            lines.add(json.loads(line)["user_id"])
        except ValueError:
            torn -= 1
            assert torn >= 0, line
    missing = [user for user, _ in load.tokens if user not in lines]
    assert not missing, missing[:5]
    assert len(load.tokens) > 20, load.statuses


@test
def keys_rotate_under_load_and_no_request_fails(stack):
    server = Server(stack)
    keys = [KEY, OTHER_KEY, "c3" * 32]
    with Load(server.port) as load:
        for number in range(12):
            # As Kubernetes does: the name is moved to another file.
            write(server.folder / "new", keys[number % 3])
            os.replace(server.folder / "new", server.key)
            server.reload()
            time.sleep(0.05)
    assert set(load.statuses) == {200} and load.lost == load.unconnected == 0, (load.statuses, load.lost, load.unconnected)
    signed_by = {key: 0 for key in keys}
    for user, token in load.tokens:
        for key in keys:
            try:
                check_token(token, user, key)
                signed_by[key] += 1
            except AssertionError:
                continue
    assert sum(signed_by.values()) == len(load.tokens) and min(signed_by.values()) > 0, signed_by
    every_token_has_its_line(server, load)
    print(f"        12 key rotations under load: {len(load.tokens)} tokens, 0 failed")


@test
def a_changed_file_is_noticed_and_a_half_written_one_is_not_used(stack):
    server = Server(stack)
    mount = server.folder / "mount"
    for name, key in [("1", KEY), ("2", OTHER_KEY)]:
        (mount / name).mkdir(parents=True)
        write(mount / name / "key", key)
    os.symlink("1", mount / "data")
    os.symlink("data/key", mount / "key")
    server.config.write_text(server.config.read_text().replace(str(server.key), str(mount / "key")))
    wait_for(lambda: "loaded again" in server.log())
    check_token(server.sign().json["user_sig"], "xiaojun", KEY)
    # A Kubernetes mount: the link to the folder is replaced.
    os.symlink("2", mount / "new")
    os.replace(mount / "new", mount / "data")
    wait_for(lambda: server.log().count("loaded again") == 2)
    check_token(server.sign().json["user_sig"], "xiaojun", OTHER_KEY)
    for half in [KEY[:33], "", "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMG"]:
        failures = server.metric("usersig_reload_failures_total")
        write(mount / "2" / "key", half)
        wait_for(lambda: server.metric("usersig_reload_failures_total") > failures)
        check_token(server.sign().json["user_sig"], "xiaojun", OTHER_KEY)
        ready = server.call("/readyz")
        assert (ready.status, ready.json["configuration"]) == (200, "stale"), ready
        assert not half or half not in server.log()
    (mount / "data").unlink()
    time.sleep(2.5)
    check_token(server.sign().json["user_sig"], "xiaojun", OTHER_KEY)
    os.symlink("1", mount / "data")
    wait_for(lambda: server.call("/readyz").json["configuration"] == "current")
    check_token(server.sign().json["user_sig"], "xiaojun", KEY)
    # A configuration that is wrong changes nothing either, and never who may ask.
    text = server.config.read_text()
    server.config.write_text(text.replace("[[bearer]]", "[[bearrer]]"))
    server.reload()
    assert server.sign().status == 200 and server.call().status == 401
    assert server.call("/readyz").json["configuration"] == "stale"


@test
def a_stop_ends_the_requests_that_have_begun(stack):
    server = Server(stack, shutdown='delay = "3s"')
    with Load(server.port) as load:
        time.sleep(0.5)
        server.signal(signal.SIGTERM)
        wait_for(lambda: call(server.metrics_port, "/readyz").status == 503)
        assert server.process.wait(10) == 0
        before = len(load.tokens)
        server.start()
        wait_for(lambda: len(load.tokens) > before + 20)
    assert set(load.statuses) == {200} and load.lost == 0, (load.statuses, load.lost)
    every_token_has_its_line(server, load)
    print(f"        SIGTERM and start: {len(load.tokens)} tokens, 0 requests without a reply")


@test
def a_rolling_restart_behind_nginx_fails_no_request(stack):
    servers = [Server(stack, shutdown='delay = "1s"') for _ in range(2)]
    port, folder = free_port(), servers[0].folder
    config = write(folder / "nginx.conf", f"""
daemon off; pid {folder}/nginx.pid; worker_processes 1; events {{ worker_connections 512; }}
http {{
    access_log off; client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
    upstream usersig {{ server 127.0.0.1:{servers[0].port} fail_timeout=1s; server 127.0.0.1:{servers[1].port} fail_timeout=1s; }}
    server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://usersig; proxy_http_version 1.1; proxy_set_header Connection ""; }} }}
}}
""")
    nginx = subprocess.Popen(["nginx", "-c", config, "-e", folder / "nginx.log"], stdin=subprocess.DEVNULL)
    stack.callback(nginx.wait)
    stack.callback(nginx.terminate)
    wait_for(lambda: socket.socket().connect_ex(("127.0.0.1", port)) == 0)
    with Load(port) as load:
        for server in servers:
            time.sleep(0.5)
            server.signal(signal.SIGTERM)
            assert server.process.wait(10) == 0
            time.sleep(0.3)
            server.start()
            time.sleep(1.2)
    assert set(load.statuses) == {200} and load.lost == load.unconnected == 0, (load.statuses, load.lost, load.unconnected)
    lines = {line["user_id"] for server in servers for line in server.audit_lines()}
    assert all(user in lines for user, _ in load.tokens)
    print(f"        rolling restart of two replicas: {len(load.tokens)} tokens, 0 failed")


@test
def a_killed_server_has_lost_nothing_that_it_acknowledged(stack):
    server = Server(stack)
    killed = 0
    with Load(server.port) as load:
        for _ in range(5):
            before = len(load.tokens)
            wait_for(lambda: len(load.tokens) > before + 50)
            server.process.kill()
            server.process.wait()
            killed += 1
            server.start()
    # A line that was being written has no end, and its caller no token. No other line is lost with it.
    every_token_has_its_line(server, load, torn=killed)
    assert set(load.statuses) == {200}, load.statuses
    print(f"        kill -9, {killed} times: {len(load.tokens)} tokens acknowledged, {load.lost} requests without a reply, 0 lines lost")


@test
def a_line_without_an_end_takes_no_other_with_it(stack):
    server = Server(stack)
    server.sign("before")
    server.process.kill()
    server.process.wait()
    with open(server.audit, "a") as audit:
        audit.write('{"time":17')
    for user in ("after", "later"):
        server.start()
        server.sign(user)
        server.process.kill()
        server.process.wait()
    first, torn, *others = server.audit.read_text().splitlines()
    assert torn == '{"time":17', torn
    assert [json.loads(line)["user_id"] for line in (first, *others)] == ["before", "after", "later"], others


@test
def a_full_disk_issues_no_token(stack):
    # The limit of a file's length is what a full disk is: a part of a line is written, and then nothing.
    limit = 40_000
    server = Server(stack, environment={"USERSIG_LOG_LEVEL": "error"}, restore_signals=False,
                    preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY)))
    acknowledged = []
    number = 0
    while True:
        number += 1
        reply = server.sign(f"user-{number}")
        if reply.status != 200:
            break
        acknowledged.append(f"user-{number}")
    assert reply.status == 503 and reply.json["kind"] == "unavailable" and "user_sig" not in reply.body.decode(), reply
    assert server.sign("denied").status == 503 and server.metric("usersig_audit_failures_total") == 2
    assert server.call("/healthz").status == 200
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert server.sign("after").status == 200
    acknowledged.append("after")
    lines, torn = [], 0
    for line in server.audit.read_text().splitlines():
        try:
            lines.append(json.loads(line)["user_id"])
        except ValueError:
            torn += 1
    assert lines == acknowledged and torn <= 1, (lines[-3:], acknowledged[-3:], torn)
    print(f"        disk full after {len(acknowledged) - 1} tokens: then 503, then {len(lines)} whole lines, {torn} torn one that no token left for")


@test
def a_full_device_denies_or_continues_as_configured(stack):
    server = Server(stack, audit="/dev/full")
    assert server.sign().status == 503
    server = Server(stack, audit="/dev/full", environment={"USERSIG_AUDIT_WHEN_FULL": "continue"})
    assert server.sign().status == 200 and server.metric("usersig_audit_failures_total") == 1


@test
def the_audit_log_can_be_rotated(stack):
    server = Server(stack)
    server.sign("before")
    os.rename(server.audit, server.folder / "audit.1")
    server.reload()
    server.sign("after")
    assert "before" in (server.folder / "audit.1").read_text() and [line["user_id"] for line in server.audit_lines()] == ["after"]


def slow(port, count, first, more, seconds):
    """Opens connections, sends `first` on each and then `more` every half second; returns how many the server has closed."""
    async def one():
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        closed = asyncio.ensure_future(reader.read(-1))
        writer.write(first)
        end = time.monotonic() + seconds
        while time.monotonic() < end and not closed.done():
            try:
                if more:
                    writer.write(more)
                    await writer.drain()
            except OSError:
                break
            await asyncio.wait([closed], timeout=0.5)
        done = closed.done()
        closed.cancel()
        writer.close()
        return done

    async def all_of_them():
        return await asyncio.gather(*(one() for _ in range(count)))

    return sum(asyncio.run(all_of_them()))


@test
def slow_callers_are_closed_and_others_do_not_notice(stack):
    server = Server(stack, limits='header_timeout = "2s"\nrequest_timeout = "2s"\nidle_timeout = "3s"\nconnections_per_address = 3000\n'
                                  'per_user = "off"\nper_address = "off"')
    head = b"POST /v1/usersig HTTP/1.1\r\nHost: x\r\n"
    body = head + b"Authorization: Bearer " + BACKEND.encode() + b"\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{"
    # In a process of their own, so that the time of a request is that of the server, not of Python beside a thousand connections.
    others = stack.enter_context(ProcessPoolExecutor(1))
    worst = 0.0
    for name, first, more in [("head, byte by byte", head, b"X"), ("head, silent", head, b""), ("nothing at all", b"", b""),
                              ("body, byte by byte", body, b" ")]:
        closed = others.submit(slow, server.port, 1000, first, more, 8)
        time.sleep(1)
        for _ in range(10):
            begun = time.monotonic()
            assert server.sign().status == 200
            worst = max(worst, time.monotonic() - begun)
        assert closed.result() == 1000, (name, closed.result())
        wait_for(lambda: server.metric("usersig_connections") == 0)
    assert worst < 2, worst
    print(f"        4 x 1 000 slow connections: all closed; slowest other request beside them {worst * 1000:.0f} ms; "
          f"{server.memory() // 1024} MB")


@test
def ten_thousand_idle_connections_have_bounded_memory(stack):
    # A connection that has sent nothing yet has the time of a head. Opening ten thousand takes a busy machine longer than the usual ten
    # seconds, and then the first ones are closed before the last ones are open.
    server = Server(stack, limits='connections = 10100\nconnections_per_address = 10100\nheader_timeout = "300s"\n'
                                  'idle_timeout = "300s"\nper_user = "off"\nper_address = "off"')
    server.sign()
    before = server.memory()

    async def connect():
        connections = []
        for _ in range(20):
            connections += await asyncio.gather(*(asyncio.open_connection("127.0.0.1", server.port) for _ in range(500)))
            # The system's queue has places for them; whoever finds it full tries again seconds later, or is forgotten.
            await asyncio.to_thread(wait_for, lambda: server.metric("usersig_connections") == len(connections), 240)
        # Half of them have sent a request before.
        for reader, writer in connections[::2]:
            writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        for reader, writer in connections[::2]:
            await reader.readuntil(b"}")
        await asyncio.to_thread(wait_for, lambda: server.metric("usersig_connections") == 10000, 240)
        assert (await asyncio.to_thread(server.sign)).status == 200
        after = server.memory()
        for _, writer in connections:
            writer.close()
        return after

    after = asyncio.run(connect())
    wait_for(lambda: server.metric("usersig_connections") == 0, 60)
    print(f"        10 000 idle connections: {before / 1024:.0f} MB before, {after / 1024:.0f} MB with them, "
          f"{(after - before) / 10000:.1f} KB each")
    assert after - before < 200 * 1024, after


@test
def connections_are_limited(stack):
    server = Server(stack, limits='connections = 20\nconnections_per_address = 8\nidle_timeout = "60s"')
    opened = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(8)]
    wait_for(lambda: server.metric("usersig_connections") == 8)
    try:
        server.sign()
        raise RuntimeError("a ninth connection of one address was served")
    except OSError:
        pass
    for one in opened:
        one.close()
    wait_for(lambda: server.metric("usersig_connections") == 0)
    assert server.sign().status == 200


@test
def huge_bodies_are_not_read(stack):
    server = Server(stack, limits='request_timeout = "3s"\nconnections_per_address = 3000')
    server.sign()
    before = server.memory()
    head = b"POST /v1/usersig HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer " + BACKEND.encode()

    async def announced():
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(head + b"\r\nContent-Length: 10000000000\r\n\r\n" + b" " * 100000)
        return await reply_of(reader, writer)

    async def endless():
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(head + b"\r\nTransfer-Encoding: chunked\r\n\r\n")
        try:
            for _ in range(500):
                writer.write(b"10000\r\n" + b" " * 65536 + b"\r\n")
                await writer.drain()
        except OSError:
            pass
        return await reply_of(reader, writer)

    async def reply_of(reader, writer):
        try:
            line = await asyncio.wait_for(reader.readline(), 10)
            return line.split()[1].decode() if line else "closed"
        except OSError:
            return "closed"
        finally:
            writer.close()

    async def all_of_them():
        return await asyncio.gather(*([announced() for _ in range(100)] + [endless() for _ in range(100)]))

    replies = asyncio.run(all_of_them())
    # The connection may be reset before the reply is read.
    assert set(replies) <= {"413", "closed"} and "413" in replies, set(replies)
    after = server.memory("VmHWM")
    assert after - before < 30 * 1024, (before, after)
    # Heads are limited, too.
    with socket.create_connection(("127.0.0.1", server.port)) as one:
        one.settimeout(10)
        try:
            for _ in range(100):
                one.sendall(b"GET /" if _ == 0 else b"x" * 10000)
        except OSError:
            pass
    assert server.sign().status == 200
    print(f"        200 huge bodies: 413 or closed; peak {(after - before) / 1024:.1f} MB more")


@test
def a_key_that_was_replaced_is_not_in_memory(stack):
    server = Server(stack, environment={"USERSIG_LOG_LEVEL": "trace"})
    with Load(server.port, clients=4):
        time.sleep(1)
    needles = {name: secret_needles(key.encode()) for name, key in [("old", KEY), ("new", OTHER_KEY)]}
    # In use: found, so the search can find. Its text is gone already.
    found = copies(server.process.pid, needles["old"])
    assert set(found) == {"inner state", "outer state"}, found
    with Load(server.port, clients=4):
        write(server.key, OTHER_KEY)
        server.reload()
        # Who watches the file loads it once more, and memory moves while it is read.
        wait_for(lambda: server.log().count("loaded again") >= 2)
        time.sleep(1)
    found = copies(server.process.pid, needles["old"])
    assert found == {}, found
    assert set(copies(server.process.pid, needles["new"])) == {"inner state", "outer state"}
    print("        memory after a reload: 0 copies of the old key, in any form")


if __name__ == "__main__":
    run()
