"""Measures servers that sign for the user of a JWT, with wrk beside them. Called by scripts/bench-serve.

  measure.py FOLDER SECONDS ROUNDS NAME=COMMAND…     FOLDER has what keys.cjs makes

In COMMAND, %PORT% is the port. Every server gets the same requests. Contestants take turns: what else runs on the machine meets all of them.
Of the rounds, the one with the most requests per second counts."""

import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
SATURATION, BELOW = 64, 128  # connections


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def family(pid):
    """The process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [pid, *(member for child in children for member in family(int(child)))]


def memory(pid):
    """MB of a server with its workers: pages that they share are counted once."""
    lines = [Path(f"/proc/{member}/smaps_rollup").read_text(encoding="ascii") for member in family(pid)]
    return sum(int(line.split()[1]) for text in lines for line in text.splitlines() if line.startswith("Pss:")) / 1024


def processor(pid):
    """Seconds of processor time."""
    fields = [Path(f"/proc/{member}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split() for member in family(pid)]
    return sum(int(one[11]) + int(one[12]) for one in fields) / os.sysconf("SC_CLK_TCK")


def load(folder, port, seconds, connections, pause=0):
    """(requests a second, median, 99th percentile in ms) of a run of wrk."""
    environment = {**os.environ, "USERS": f"{folder}/users.txt", "PAUSE": str(pause)}
    done = subprocess.run(["wrk", "--threads=1", f"--connections={connections}", f"--duration={seconds}s", "--timeout=10s",
                           f"--script={HERE}/load.lua", f"http://127.0.0.1:{port}"], env=environment, capture_output=True, text=True, check=True)
    figures = next(line for line in done.stdout.splitlines() if line.startswith("FIGURES")).split()
    if figures[4] != "0":
        sys.exit(f"error: {figures[4]} requests failed:\n{done.stdout}")
    return float(figures[1]), float(figures[2]), float(figures[3])


def first_token(folder, port):
    """Waits for the server, and looks at what it returns: all have to do the same work."""
    user = Path(folder, "users.txt").read_text(encoding="ascii").split()[0]
    request = urllib.request.Request(f"http://127.0.0.1:{port}/v1/usersig", b"{}", {"Authorization": f"Bearer {user}", "Content-Type": "application/json"})
    for attempt in range(300):
        try:
            with urllib.request.urlopen(request, timeout=5) as reply:
                found = json.load(reply)
            break
        except urllib.error.HTTPError as error:
            sys.exit(f"error: {error.read().decode()}")
        except OSError:
            if attempt == 299:
                sys.exit("error: the server does not start")
            time.sleep(0.1)
    if sorted(found) != ["expires_at", "refresh_after", "sdk_app_id", "user_id", "user_sig"] or found["user_id"] != "user_0":
        sys.exit(f"error: another reply: {found}")
    forged = urllib.request.Request(request.full_url, b"{}", {"Authorization": f"Bearer {user[:-8]}AAAAAAAA", "Content-Type": "application/json"})
    try:
        urllib.request.urlopen(forged, timeout=5)
        sys.exit("error: a forged JWT is accepted")
    except urllib.error.HTTPError as error:
        if error.code != 401:
            sys.exit(f"error: a forged JWT gets {error.code}")


def measure(folder, command, seconds):
    port = free_port()
    server = subprocess.Popen([part.replace("%PORT%", str(port)) for part in shlex.split(command)], start_new_session=True,
                              stdout=subprocess.DEVNULL)
    try:
        first_token(folder, port)
        load(folder, port, min(seconds, 2), SATURATION)
        used = processor(server.pid)
        most, median, slow = load(folder, port, seconds, SATURATION)
        microseconds = (processor(server.pid) - used) / (most * seconds) * 1e6
        megabytes = memory(server.pid)
        pause = round(BELOW / (most / 2) * 1000)
        half = load(folder, port, seconds, BELOW, pause)
        return {"rate": most, "median": median, "slow": slow, "half": half, "memory": megabytes, "microseconds": microseconds}
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def main(folder, seconds, rounds, *contestants):
    best = {}
    for _ in range(int(rounds)):
        for contestant in contestants:
            name, command = contestant.split("=", 1)
            found = measure(folder, command, int(seconds))
            if name not in best or found["rate"] > best[name]["rate"]:
                best[name] = found
    ours = next(iter(best.values()))
    print("| server | requests/s | ours is | p50, p99 at saturation | at half: requests/s | p50, p99 | memory | processor time a request |")
    print("|---|---|---|---|---|---|---|---|")
    for name, one in best.items():
        half = one["half"]
        print(f"| {name} | {one['rate']:.0f} | {ours['rate'] / one['rate']:.2f} times | {one['median']:.1f} ms, {one['slow']:.1f} ms | {half[0]:.0f} "
              f"| {half[1]:.2f} ms, {half[2]:.2f} ms | {one['memory']:.0f} MB | {one['microseconds']:.0f} µs |")


if __name__ == "__main__":
    main(*sys.argv[1:])
