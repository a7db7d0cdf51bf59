"""A machine to try things on: this one's files, with a memory of its own for what is written, and a network of its own, in
which every port is free. Both end with the process that enters it."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request

passed = failed = 0


def check(name, problem):
    """Counts one check; `problem` is None, or what is wrong."""
    global passed, failed
    if problem is None:
        passed += 1
        print(f"ok      {name}", flush=True)
    else:
        failed += 1
        print(f"FAILED  {name}\n        {problem}", flush=True)


def expect(name, found, expected):
    check(name, None if found == expected else f"{found!r}, expected {expected!r}")


def finish():
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


def enter_namespaces():
    """Goes on in mounts and a network of its own."""
    if os.environ.get("USERSIG_NAMESPACES") != "own":
        # --kill-child: whatever was started ends too.
        command = ["unshare", "--net", "--mount", "--mount-proc", "--pid", "--fork", "--kill-child", "--propagation", "private", sys.executable, *sys.argv]
        os.execvpe(command[0], command, {**os.environ, "USERSIG_NAMESPACES": "own"})
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)


def enter_machine():
    """Makes / a copy of this machine's files, whose changes are in memory."""
    folder = tempfile.mkdtemp()
    subprocess.run(["mount", "-t", "tmpfs", "none", folder], check=True)
    for name in ("upper", "work", "root"):
        os.mkdir(f"{folder}/{name}")
    options = f"lowerdir=/,upperdir={folder}/upper,workdir={folder}/work"
    subprocess.run(["mount", "-t", "overlay", "overlay", "-o", options, f"{folder}/root"], check=True)
    subprocess.run(["mount", "-t", "proc", "proc", f"{folder}/root/proc"], check=True)
    subprocess.run(["mount", "--rbind", "/dev", f"{folder}/root/dev"], check=True)
    os.chroot(f"{folder}/root")


def wait_for(url, seconds=20):
    """The body of the first reply with a status of 200; None if there is none."""
    for _ in range(seconds * 10):
        try:
            with urllib.request.urlopen(url, timeout=2) as reply:
                return reply.read().decode()
        except OSError:
            time.sleep(0.1)
    return None
