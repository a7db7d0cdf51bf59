#!/usr/bin/env python3
"""`systemctl` on a machine without systemd: starts what the unit says, as its user, and nginx. The sandbox of the unit is not made:
systemd-analyze looks at it."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

UNIT = Path("/etc/systemd/system/usersig-serve.service")


def start():
    settings = dict(re.findall(r"^(\w+)=(.*)$", UNIT.read_text(encoding="utf-8"), re.M))
    user = ["setpriv", f"--reuid={settings['User']}", f"--regid={settings['Group']}", "--clear-groups", "--no-new-privs", "--bounding-set=-all"]
    subprocess.run(user + shlex.split(settings["ExecStartPre"]), check=True, stdout=subprocess.DEVNULL)
    # The journal.
    with open("/var/log/journal.txt", "ab") as journal:
        subprocess.Popen(user + shlex.split(settings["ExecStart"]), stdout=journal, stderr=journal, stdin=subprocess.DEVNULL,
                         umask=int(settings["UMask"], 8), cwd="/", env={"PATH": "/usr/bin"}, start_new_session=True)


match sys.argv[1:]:
    case ["daemon-reload"]:
        pass
    case ["enable", "--now", "usersig-serve"]:
        start()
    case ["reload", "nginx"]:
        # `nginx -t` makes the file too, without a number.
        is_running = Path("/run/nginx.pid").read_text(encoding="ascii").strip()
        subprocess.run(["nginx", "-s", "reload"] if is_running else ["nginx"], check=True)
    case other:
        sys.exit(f"systemctl {other}: not known here")
