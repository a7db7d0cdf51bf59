#!/usr/bin/env python3
"""Lays out by hand what packaging/serve/Dockerfile makes, and runs it as a container would: read-only, without rights. No image is
built: that needs a daemon.

  image.py UNPACKED-ARCHIVE FOLDER       the image's files are made in FOLDER"""

import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from itertools import takewhile
from pathlib import Path

from machine import check, enter_namespaces, expect, finish, wait_for

CONFIG = """
listen = "0.0.0.0:8600"
metrics.listen = "0.0.0.0:8601"
shutdown.delay = "0s"
[[app]]
sdk_app_id = 1400000000
key = { file = "/etc/usersig/key" }
[[bearer]]
name = "backend"
token = { file = "/etc/usersig/token" }
"""
KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"
TOKEN = "0123456789abcdef0123456789abcdef"


def instructions(text):
    """(name, rest) of each instruction."""
    for line in text.replace("\\\n", " ").splitlines():
        if line.strip() and not line.startswith("#"):
            name, rest = line.split(maxsplit=1)
            yield name, rest


def example_of_chart(archive):
    """The configuration in the example of the chart's values."""
    text = (archive / "share/usersig-serve/helm/usersig-serve/values-example.yaml").read_text(encoding="utf-8")
    block = text.split("config: |\n", 1)[1]
    return "".join(line[2:] or "\n" for line in takewhile(lambda line: line.startswith("  ") or not line.strip(), block.splitlines(keepends=True)))


def lay_out(dockerfile, context, tree):
    """Copies what the last stage copies. Returns its other instructions by name. What an earlier stage would have, this machine has."""
    others = {}
    for name, rest in instructions(dockerfile):
        if name == "FROM":
            others = {"FROM": rest}
        elif name == "COPY" and others["FROM"] == "scratch":
            words = shlex.split(rest)
            source = Path("/") if words[0].startswith("--from=") else context
            *files, target = [word for word in words if not word.startswith("--")]
            for file in files:
                place = tree / target.lstrip("/")
                place = place / Path(file).name if target.endswith("/") else place
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source / file.lstrip("/"), place)
        else:
            others[name] = rest
    return others


def main(archive, folder):
    enter_namespaces()
    archive, tree = Path(archive).resolve(), Path(folder).resolve()
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    image = lay_out((archive / "share/usersig-serve/Dockerfile").read_text(encoding="utf-8"), archive, tree)
    files = sorted(str(path.relative_to(tree)) for path in tree.rglob("*") if path.is_file())
    expect("the image has the program, certificates and licences, and no shell", files, [
        "etc/ssl/certs/ca-certificates.crt", "usr/bin/usersig-serve", "usr/share/doc/usersig-serve/LICENSE-APACHE",
        "usr/share/doc/usersig-serve/LICENSE-MIT"])
    expect("its user is a number, and not root", image["USER"], "65532:65532")
    expect("its ports", image["EXPOSE"], "8600 8601")

    with tempfile.TemporaryDirectory() as outside:
        files = {"serve.toml": CONFIG, "key": KEY, "token": TOKEN, "chart.toml": example_of_chart(archive),
                 "keys/1400000000": KEY, "keys/backend": TOKEN}
        os.mkdir(f"{outside}/keys")
        for name, text in files.items():
            Path(outside, name).write_text(text, encoding="ascii")
        os.chmod(outside, 0o755)
        # Docker makes the folder that a volume is mounted on.
        (tree / "etc/usersig").mkdir()
        command = json.loads(image["ENTRYPOINT"]) + json.loads(image["CMD"])
        start = """
            mount --bind "$1" "$1"
            mount --bind -o ro "$2" "$1/etc/usersig"
            mount -o remount,bind,ro "$1"
            cd /
            exec chroot --userspec="$3" "$1" "${@:4}"
        """
        server = subprocess.Popen(["bash", "-euc", start, "start", str(tree), outside, image["USER"], *command],
                                  env={}, stdout=subprocess.PIPE, text=True)
        ready = wait_for("http://127.0.0.1:8601/readyz")
        check("it starts without a variable of the environment, on a read-only root", None if ready else "not ready after 20 s")
        status = Path(f"/proc/{server.pid}/status").read_text(encoding="ascii")
        ids = {line.split()[0]: line.split()[1:] for line in status.splitlines() if line.startswith(("Uid", "Gid", "CapEff"))}
        expect("as that user, without capabilities", ids, {"Uid:": ["65532"] * 4, "Gid:": ["65532"] * 4, "CapEff:": ["0" * 16]})
        mounts = Path(f"/proc/{server.pid}/mounts").read_text(encoding="ascii").splitlines()
        # chroot shows its own root as /.
        writable = [line for line in mounts if line.split()[1] in ("/", "/etc/usersig") and "ro" not in line.split()[3].split(",")]
        expect("no mount of it can be written", writable, [])
        request = urllib.request.Request("http://127.0.0.1:8600/v1/usersig", b'{"user_id": "xiaojun"}',
                                         {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=5) as reply:
            token = json.load(reply)
        expect("it signs", (token["user_id"], token["expires_at"] - token["refresh_after"]), ("xiaojun", 17280))
        done = subprocess.run(["chroot", f"--userspec={image['USER']}", str(tree), command[0], "--check", "--config", "/etc/usersig/chart.toml"],
                              capture_output=True, text=True, check=False)
        expect("the example of the chart is valid", (done.returncode, done.stderr), (0, ""))
        server.terminate()
        try:
            output, _ = server.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            server.kill()
            output = "{}"
        expect("it stops when asked to", server.returncode, 0)
        lines = [json.loads(line) for line in output.splitlines()]
        expect("the audit log is on standard output", [line["user_id"] for line in lines], ["xiaojun"])
    finish()


if __name__ == "__main__":
    main(*sys.argv[1:])
