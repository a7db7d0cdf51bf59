"""Instructions of one operation, counted by callgrind and compared with benches/instructions.json.

    instructions.py PROGRAM            compare; the last line is `N passed, N failed`
    instructions.py PROGRAM --update   write what is counted into the file

An operation costs what COUNT more of it cost: the start of the program falls out. Valgrind shows the program a
processor without SHA instructions, so SHA-256 runs in software here; it is counted apart, since it would hide the rest.
"""
import json
import os
import pathlib
import platform
import re
import subprocess
import sys
import tempfile

FILE = pathlib.Path(__file__).with_name("instructions.json")
OPERATIONS = ["sign_into", "sign", "sign_many", "private_map_key", "verify, our own", "verify, stored",
              "verify, fixed"]
# Both multiples of 64, for what is done in bunches; the first run also fills caches and tables.
FEW, MORE = 64, 320
TOLERANCE = 0.05


def collected(program, operation, count, folder):
    """(instructions outside of SHA-256, instructions in it) of a whole run."""
    # A bare environment, and of glibc's copies of memcpy and its like those that every x86-64 has: what they count
    # would else depend on the machine.
    environment = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-AVX512F,-AVX512VL,-ERMS,-FSRM", "PATH": os.environ["PATH"]}
    file = pathlib.Path(folder, "callgrind")
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", "--compress-strings=no", "--compress-pos=no", f"--callgrind-out-file={file}",
         program, operation, str(count)], env=environment, capture_output=True, encoding="utf-8")
    if done.returncode != 0:
        sys.exit(f"callgrind does not count {operation}:\n{done.stderr}")
    # `fn=NAME`, then its costs as `LINE COST`; the one after `calls=` is the callee's.
    sums, in_sha, callee = [0, 0], False, False
    for line in file.read_text().splitlines():
        if line.startswith("fn="):
            in_sha = "sha2::" in line
        elif line.startswith("calls="):
            callee = True
        elif line[:1].isdigit():
            sums[in_sha] += 0 if callee else int(line.split()[1])
            callee = False
    return sums


def instructions(program, operation):
    with tempfile.TemporaryDirectory() as folder:
        few, more = (collected(program, operation, count, folder) for count in (FEW, MORE))
    own, sha256 = (round((b - a) / (MORE - FEW)) for a, b in zip(few, more))
    return {"own": own, "sha256": sha256}


def main():
    program, update = sys.argv[1], "--update" in sys.argv[2:]
    rustc = re.match(r"rustc (\S+)", subprocess.run(["rustc", "--version"], capture_output=True, encoding="utf-8").stdout)[1]
    machine = f"{platform.machine()}, rustc {rustc}"
    counted = {operation: instructions(program, operation) for operation in OPERATIONS}
    committed = json.loads(FILE.read_text())
    if update:
        committed[machine] = counted
        FILE.write_text(json.dumps(committed, indent=2) + "\n")
    expected = committed.get(machine)
    failed = 0
    for operation, count in counted.items():
        # Another compiler counts differently: what can be held is that counting is repeatable.
        before = expected[operation] if expected else instructions(program, operation)
        right = all(count[part] <= before[part] * (1 + TOLERANCE if expected else 1.001) for part in count)
        change = count["own"] / before["own"] - 1
        failed += not right
        print(f"{'ok     ' if right else 'FAILED '} {operation:20} {count['own']:6} instructions ({change:+.1%}), and "
              f"{count['sha256']} in SHA-256 ({before['sha256']} before)", flush=True)
    if not expected:
        print(f"benches/instructions.json has nothing for {machine}: counted twice, and compared with itself")
    if failed and expected:
        print(f"More than {TOLERANCE:.0%} above benches/instructions.json. If the change is worth it, say so in its commit, "
              "and renew the file in it: scripts/instructions --update")
    print(f"{len(counted) - failed} passed, {failed} failed")
    sys.exit(failed != 0)


main()
