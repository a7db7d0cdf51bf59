"""Describes a C header for scripts/abi: describe.py HEADER FOLDER writes usersig.abi, layout.txt and constants.txt."""

import pathlib
import re
import subprocess
import sys

header, out = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
include = ["-I", str(header.parent)]
text = subprocess.check_output(["gcc", "-E", "-P", *include, str(header)], text=True)
# Only definitions leave debug information behind: each declared function gets a body.
functions = re.findall(r"[^;{}]*?\busersig_\w+\s*\([^;{}]*\)\s*;", text)
functions = [f.strip() for f in functions if not f.strip().startswith("typedef")]
if not functions:
    sys.exit(f"{header}: no function found")
source = f'#include "{header.name}"\n' + "\n".join(f[:-1] + " { __builtin_trap(); }" for f in functions)
(out / "abi.c").write_text(source, encoding="utf-8")
subprocess.check_call(["gcc", "-g", "-fPIC", "-shared", "-w", *include, "-o", str(out / "libusersig.so"),
                       "-Wl,-soname,libusersig.so.0", str(out / "abi.c")])
subprocess.check_call(["abidw", "--no-corpus-path", "--no-comp-dir-path", "--no-show-locs", "--type-id-style", "hash",
                       "--out-file", str(out / "usersig.abi"), str(out / "libusersig.so")])

def compiled(name: str, lines: str) -> None:
    """Writes what a program with these lines prints."""
    program = f'#include <stddef.h>\n#include <stdio.h>\n#include "{header.name}"\nint main(void) {{\n{lines}    return 0;\n}}\n'
    subprocess.run(["gcc", *include, "-xc", "-", "-o", str(out / "program")], input=program, text=True, check=True)
    (out / name).write_text(subprocess.check_output([str(out / "program")], text=True), encoding="utf-8")


# Fields: abidiff lets too much pass in the structs that may grow.
fields = [(struct, *re.fullmatch(r"(.*?)(\w+)(?:\[.*\])?", field.strip()).groups())
          for body, struct in re.findall(r"typedef struct \w+ \{(.*?)\} (\w+);", text, re.DOTALL)
          for field in body.split(";") if field.strip()]
if not fields:
    sys.exit(f"{header}: no field found")
compiled("layout.txt", "".join(
    f'    printf("{struct}.{name} %zu %zu {kind.strip()}\\n", offsetof({struct}, {name}), sizeof((({struct} *) 0)->{name}));\n'
    for struct, kind, name in fields))

# Macros that are a number, and enumerators.
macros = subprocess.check_output(["gcc", "-E", "-dM", *include, str(header)], text=True)
names = set(re.findall(r"^#define (USERSIG_\w+) \(*-?[0-9][0-9a-fA-FxXuUlL]*\)*$", macros, re.MULTILINE))
names |= set(re.findall(r"\b(USERSIG_\w+)\s*=", text))
# The version is meant to change.
names = sorted(n for n in names if not n.startswith("USERSIG_VERSION_"))
compiled("constants.txt", "".join(f'    printf("%s %lld\\n", "{name}", (long long) {name});\n' for name in names))
