#!/usr/bin/env python3
"""The version that everything here has. It is written once, in Cargo.toml; every other place is compared with that, or written from it.

    scripts/publish/versions.py              print it
    scripts/publish/versions.py --check      fail if a place has another one, or if a place is not known here
    scripts/publish/versions.py --write 1.2.3

A place is a line that names usersig and the version, or one of OWN: a manifest's own line. Everything is done on the text, so that
comments and the order of keys stay as they are.
"""
import fnmatch
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SEMVER = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")

# What a text says as an example, and is no version of anything.
EXAMPLE = r"(?:such as|as in) [`\"<c>]*1\.2\.3|scripts/(?:release|publish/versions\.py) (?:--[a-z-]+ )?1\.2\.3"
# What is not ours, or is a record of what was: other packages' lock files have versions by the hundred.
LEFT_ALONE = ["CHANGELOG.md", "docs/LONG-TESTS.md", "docs/bench/*", "docs/DEPENDENCIES.md", "*go.sum", "*package-lock.json", "*.lock", "tests/release/*", "scripts/stages/release", "tests/vectors/*",
              "scripts/publish/others.tsv"]
# Which lines have the version of today and mean another package's. --write replaces it: a file, a tab, the line.
OTHERS = "scripts/publish/others.tsv"

# Files whose own line does not name usersig: the line, with V for the version, and how often it is there.
OWN = [
    (["Cargo.toml", "bindings/php/extension/Cargo.toml"], r'^version = "V"$', 1),
    (["packaging/cocoapods/*.podspec"], r"^  spec\.version = 'V'$", 1),
    (["bindings/dart/plugin/darwin/usersig.podspec"], r"^  s\.version = 'V'$", 1),
    (["bindings/dart/pubspec.yaml", "bindings/dart/plugin/pubspec.yaml"], r"^version: V$", 1),
    (["packaging/serve/helm/usersig-serve/Chart.yaml"], r"^(?:version|appVersion): V$", 2),
    (["packaging/vcpkg/usersig/vcpkg.json", "bindings/js/package.json", "demos/harmony/entry/oh-package.json5",
      "bindings/harmony/oh-package.json5", "bindings/harmony/native/oh-package.json5",
      "bindings/harmony/native/src/main/cpp/types/libusersig_napi/oh-package.json5"], r'^  "version": "V",$', 1),
    (["bindings/php/composer.json"], r'^    "version": "V",$', 1),
    (["demos/harmony/AppScope/app.json5"], r'^    "versionName": "V",$', 1),
    (["demos/harmony/entry/oh-package.json5"], r'^  // After the first release: "V"\.$', 1),
    (["demos/android/app/build.gradle.kts"], r'^        versionName = "V"$', 1),
    (["bindings/kotlin/pom.xml", "bindings/kotlin/consumers/pom.xml", "bindings/kotlin/minified/pom.xml"],
     r"^  <version>V</version>$", 1),
    (["bindings/dotnet/UserSig.Net.csproj"], r"^    <Version>V</Version>$", 1),
    (["bindings/php/src/Internal/Extension.php"], r"^    private const VERSION = 'V';$", 1),
]
# A part of the version.
MINOR = [
    (["*.md"], r"pod '[A-Za-z]+', '~> MINOR'", 0),
    (["SECURITY.md"], r"the newest minor version \(MINOR\)", 1),
    (["SECURITY.zh-CN.md"], r"最新的次版本（MINOR）", 1),
]
# Its three numbers, each on a line: the file, and what is before a number (N is the name) and after it.
NUMBERS = {
    "include/usersig.h": ("#define USERSIG_VERSION_{N} ", "$"),
    "src/capi/mod.rs": ("pub const USERSIG_VERSION_{N}: u32 = ", ";$"),
    "bindings/dart/lib/src/constants.dart": ("const version{n} = ", ";$"),
}


class Wrong(Exception):
    """A place that is not as it should be."""


def parse(version):
    if not SEMVER.fullmatch(version):
        raise Wrong(f"'{version}' is no version; expected three numbers, as in 1.2.3")
    return version.split(".")


def current(root=ROOT):
    match = re.search(r'^version = "(.*)"$', (root / "Cargo.toml").read_text(encoding="utf-8"), re.M)
    if not match:
        raise Wrong("Cargo.toml has no line `version = \"…\"`")
    parse(match[1])
    return match[1]


def bounded(version):
    """The version, and not a part of another: no digit or dot before it (but a `v`), none that goes on after it."""
    return rf"(?<![\d.]){re.escape(version)}(?!\d|\.\d)"


def matches(path, globs):
    return any(fnmatch.fnmatchcase(path, glob) for glob in globs)


def others(root=ROOT):
    """The lines in which another package has the version that ours has."""
    path = root / OTHERS
    return {tuple(line.split("\t", 1)) for line in path.read_text(encoding="utf-8").splitlines()} if path.exists() else set()


def lines_with(version, path, text):
    if not matches(path, LEFT_ALONE):
        for number, line in enumerate(text.split("\n")):
            if re.search(bounded(version), line) and not re.search(EXAMPLE, line):
                yield number, line


def tracked(root):
    listing = subprocess.check_output(["git", "ls-files", "-z"], cwd=root).decode()
    for name in sorted(filter(None, listing.split("\0"))):
        try:
            yield name, (root / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue


def edit(path, text, old, new, foreign=()):
    """The text of a file with the new version in all of its places but the foreign lines, and the problems."""
    problems, major, minor = [], parse(old), parse(new)

    def replace(pattern, source, target, wanted):
        nonlocal text
        text, count = re.subn(pattern, lambda m: m[0].replace(source, target), text, flags=re.M)
        if wanted and count != wanted:
            problems.append(f"{path}: {count} lines like {pattern}, expected {wanted}")

    for globs, pattern, wanted in OWN:
        if matches(path, globs):
            # re.escape escapes the dots only; V stands nowhere else in these patterns but in VERSION.
            replace(re.sub(r"\bV\b", lambda _: re.escape(old), pattern), old, new, wanted)
    for globs, pattern, wanted in MINOR:
        if matches(path, globs):
            replace(pattern.replace("MINOR", re.escape(".".join(major[:2]))), ".".join(major[:2]), ".".join(minor[:2]), wanted)
    if path in NUMBERS:
        start, end = NUMBERS[path]
        for name, before, after in zip(("MAJOR", "MINOR", "PATCH"), major, minor):
            start_of_line = re.escape(start.replace("{N}", name).replace("{n}", name.capitalize()))
            replace(f"(?<={start_of_line}){before}(?={end})", before, after, 1)
    if path.endswith("Cargo.lock"):
        replace(rf'^name = "usersig[a-z-]*"\nversion = "{re.escape(old)}"$', old, new, 0)
        if "usersig" in text and f'name = "usersig"\nversion = "{new}"' not in text:
            problems.append(f"{path}: the package usersig has another version than {old}")
    if path == "bindings/js/package-lock.json":
        # Its own two lines stand at the top.
        replace(rf'\A(?:.*\n){{0,10}}?  "version": "{re.escape(old)}",\n(?:.*\n){{0,6}}?      "version": "{re.escape(old)}",\n', old, new, 1)
    lines = text.split("\n")
    for number, line in lines_with(old, path, text):
        if (path, line.strip()) in foreign:
            continue
        if "usersig" in line.lower():
            lines[number] = re.sub(bounded(old), new, line)
        elif old != new:
            problems.append(f"{path}:{number + 1}: {old} in a place that scripts/publish/versions.py does not know: {line.strip()}")
    text = "\n".join(lines)
    return text, problems


def check(root=ROOT):
    """What is wrong: places with another version, and places that are not known. Written and back again: what is left is unknown."""
    version, foreign = current(root), others(root)
    problems, seen = [], set()
    for path, text in tracked(root):
        problems += edit(path, text, version, "999.998.997", foreign)[1]
        seen |= {(path, line.strip()) for _, line in lines_with(version, path, text)}
    return problems + [f"{OTHERS}: {path} has no such line: {line}" for path, line in sorted(foreign - seen)]


def write(new, root=ROOT):
    old, foreign = current(root), others(root)
    parse(new)
    changed, problems, theirs = {}, [], []
    for path, text in tracked(root):
        if old != new:
            # Before ours has this version, whatever has it is another's; but a line that has both changes.
            theirs += [f"{path}\t{line.strip()}\n" for _, line in lines_with(new, path, text) if not re.search(bounded(old), line)]
        after, wrong = edit(path, text, old, new, foreign)
        problems += wrong
        if after != text:
            changed[path] = after
    if problems:
        raise Wrong("\n".join(problems))
    if old != new and (theirs or foreign):
        changed[OTHERS] = "".join(dict.fromkeys(theirs))
    for path, text in changed.items():
        (root / path).write_text(text, encoding="utf-8", newline="")
    return sorted(changed)


def main():
    arguments = sys.argv[1:]
    try:
        if not arguments:
            print(current())
        elif arguments == ["--check"]:
            problems = check()
            if problems:
                raise Wrong("\n".join(problems))
            print(f"{current()} in every place")
        elif len(arguments) == 2 and arguments[0] == "--write":
            print("\n".join(write(arguments[1])))
        else:
            sys.exit(__doc__)
    except Wrong as wrong:
        sys.exit(f"error: {wrong}")


if __name__ == "__main__":
    main()
