#!/usr/bin/env python3
"""Writes what the Dart package knows of the C ABI, from include/usersig.h: every number, struct and function.

    bindings/dart/generate.py            write the files
    bindings/dart/generate.py --check    compare them with the tree; ends in `N passed, N failed`

lib/src/constants.dart has the numbers, also for the web; lib/src/native.dart the structs and functions, for dart:ffi;
plugin/darwin/Classes/usersig.c refers to each function, so that the framework of Apple systems has it.
"""
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
HEADER = (HERE / "../../include/usersig.h").read_text("utf-8")
TOP = "// Written by bindings/dart/generate.py from include/usersig.h.\n"

# Short calls, which need not tell the virtual machine that native code runs. It cannot collect garbage meanwhile, so each is there twice:
# what is long is called in the other way.
LEAVES = ["signer_sign", "verifier_verify", "inspect_unverified"]

# Those that make a signer for one token: the package keeps its signers.
UNUSED = ["sign", "verify"]

# C type: that of dart:ffi, and what Dart has for it.
NUMBERS = {
    "uint32_t": ("Uint32", "int"),
    "int64_t": ("Int64", "int"),
    "uint64_t": ("Uint64", "int"),
    "size_t": ("Size", "int"),
    "usersig_status": ("Int32", "int"),
    "void": ("Void", "void"),
}
BYTES = {"char", "uint8_t"}


def camel(name):
    first, *rest = name.lower().split("_")
    return first + "".join(word.capitalize() for word in rest)


def pascal(name):
    return "".join(word.capitalize() for word in name.split("_"))


def types(c):
    """The two types of a C type such as `const struct usersig_note *const *`."""
    words = re.sub(r"\b(const|struct)\b", " ", c).replace("*", " * ").split()
    base, stars = words[0], words.count("*")
    if not stars:
        return NUMBERS[base]
    if base in BYTES:
        inner = "Uint8"
    elif base == "size_t":
        inner = "Size"
    elif base in STRUCTS:
        inner = pascal(base)
    else:
        inner = "Void"
    text = "Pointer<" * stars + inner + ">" * stars
    return text, text


STRUCTS = dict(re.findall(r"typedef struct (\w+) \{\n(.*?)\n\}", HEADER, re.S))
FUNCTIONS = re.findall(r"^(const char \*|[a-z]\w+ )(usersig_\w+)\(([^)]*)\);", re.sub(r"^USERSIG_API ?\n?|^USERSIG_MUST_USE\n", "", HEADER, flags=re.M), re.M)
DEFINES = [(name, int(value)) for name, value in re.findall(r"^#define USERSIG_(\w+) (\d+)$", HEADER, re.M)]


def constants():
    yield TOP
    for name, value in DEFINES:
        yield f"const {camel(name)} = {value};"
    yield ""
    yield "/// The stable names of the statuses."
    yield "const statusNames = {"
    for name, _ in DEFINES:
        if name.startswith("STATUS_"):
            yield f"  {camel(name)}: '{name.removeprefix('STATUS_').lower()}',"
    yield "};"


def fields(body):
    sizes = dict(DEFINES)
    for c, name, size in re.findall(r"^  ([\w *]+?)(\w+)(?:\[USERSIG_(\w+)\])?;$", body, re.M):
        if size:
            yield f"  @Array({sizes[size]})\n  external Array<Uint8> {camel(name)};"
        else:
            native, dart = types(c)
            annotation = "" if native.startswith("Pointer") else f"  @{native}()\n"
            yield f"{annotation}  external {dart} {camel(name)};"


def native():
    yield TOP
    yield "import 'dart:ffi';\n\nimport 'library.dart';\n"
    for name, body in STRUCTS.items():
        yield f"final class {pascal(name)} extends Struct {{"
        yield "\n\n".join(fields(body))
        yield "}\n"
    for result, name, parameters in FUNCTIONS:
        short = name.removeprefix("usersig_")
        if short in UNUSED:
            continue
        given = [] if parameters == "void" else [re.sub(r"\w+$", "", parameter.strip()) for parameter in parameters.split(",")]
        signature = [f"{types(result)[side]} Function({', '.join(types(c)[side] for c in given)})" for side in (0, 1)]
        for leaf in ["", "Leaf"] if short in LEAVES else [""]:
            option = ", isLeaf: true" if leaf else ""
            yield f"final {camel(short)}{leaf} = library.lookupFunction<{signature[0]}, {signature[1]}>('{name}'{option});"
        if short.endswith("_free") and short.split("_")[0] in ("signer", "verifier"):
            yield f"final {camel(short)}Pointer = library.lookup<NativeFinalizerFunction>('{name}');"


def apple():
    yield TOP
    yield "#include <usersig.h>\n"
    yield "// Without a reference, the linker would leave out what is in a static library."
    yield "__attribute__((used)) static const void *const functions[] = {"
    for _, name, _ in FUNCTIONS:
        if name.removeprefix("usersig_") not in UNUSED:
            yield f"    (const void *)&{name},"
    yield "};"


WRITERS = {"lib/src/constants.dart": constants, "lib/src/native.dart": native, "plugin/darwin/Classes/usersig.c": apple}
FILES = {HERE / name: "\n".join(writer()) + "\n" for name, writer in WRITERS.items()}


def main():
    if "--check" not in sys.argv[1:]:
        for path, text in FILES.items():
            path.write_text(text, encoding="utf-8")
        return
    stale = [path for path, text in FILES.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in stale:
        print(f"FAILED  {path.relative_to(HERE)} is not what generate.py writes")
    print(f"{len(FILES) - len(stale)} passed, {len(stale)} failed")
    sys.exit(bool(stale))


main()
