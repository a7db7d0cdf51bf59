#!/usr/bin/env python3
"""Checks what scripts/build-xcframework made, with LLVM's tools: layout, Mach-O files, exports, headers, archives.

  check_xcframework.py TARGET...      the Rust targets that were built

Ends with `N passed, N failed`."""

import plistlib
import re
import stat
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
OUT = ROOT / "target" / "xcframework"
HEADER = ROOT / "bindings/swift/Sources/UserSigFFI/UserSigFFI.h"

# Rust target: slice, architecture, platform number of LC_BUILD_VERSION, oldest system, clang's target.
EXPECTED = {
    "aarch64-apple-ios": ("ios", None, "arm64", "2", "13.0", "arm64-apple-ios13.0"),
    "aarch64-apple-ios-sim": ("ios", "simulator", "arm64", "7", "14.0", "arm64-apple-ios14.0-simulator"),
    "x86_64-apple-ios": ("ios", "simulator", "x86_64", "7", "13.0", "x86_64-apple-ios13.0-simulator"),
    "aarch64-apple-darwin": ("macos", None, "arm64", "1", "11.0", "arm64-apple-macos11.0"),
    "x86_64-apple-darwin": ("macos", None, "x86_64", "1", "11.0", "x86_64-apple-macos11.0"),
}

# Functions whose use an app has to declare, by the category of the privacy manifest.
DECLARED_APIS = {
    "NSPrivacyAccessedAPICategoryFileTimestamp": {
        "_stat", "_fstat", "_fstatat", "_lstat", "_getattrlist", "_getattrlistbulk", "_fgetattrlist", "_stat$INODE64",
        "_fstat$INODE64", "_lstat$INODE64", "_fstatat$INODE64",
    },
    "NSPrivacyAccessedAPICategorySystemBootTime": {"_mach_absolute_time"},
    "NSPrivacyAccessedAPICategoryDiskSpace": {"_statfs", "_statvfs", "_fstatfs", "_fstatvfs"},
}

passed = failed = 0


def check(name, good, detail=""):
    global passed, failed
    if good:
        passed += 1
        print(f"ok      {name}")
    else:
        failed += 1
        print(f"FAILED  {name}\n        {detail}")


def same(name, found, expected):
    check(name, found == expected, f"found    {found}\n        expected {expected}")


def output(*command):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout


def plist(path):
    return plistlib.loads(path.read_bytes())


def architectures(binary):
    return output("llvm-lipo-19", "-archs", binary).split()


def thin(binary, arch, folder):
    """The part of one architecture, as a file of its own."""
    if len(architectures(binary)) == 1:
        return binary
    target = Path(folder) / f"{binary.name}-{arch}"
    output("llvm-lipo-19", "-thin", arch, binary, "-output", target)
    return target


def build_versions(binary):
    """Platform and oldest system of each object in a file."""
    commands = output("llvm-otool-19", "-l", binary)
    return set(re.findall(r"cmd LC_BUILD_VERSION\n.*\n\s*platform (\d+)\n(?:\s*sdk .*\n)?\s*minos (\S+)", commands))


def symbols(binary, *flags):
    lines = output("llvm-nm-19", *flags, "--just-symbol-name", binary).splitlines()
    return {line.strip() for line in lines if line.startswith("_")}


def parses(name, target, search, module, call):
    """A program that imports the module compiles: the module map, the header and their places are right."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "main.m"
        source.write_text(f"@import {module};\nvoid *use(void) {{ return (void *)&{call}; }}\n")
        done = subprocess.run(
            ["clang-19", "-target", target, "-fmodules", f"-fmodules-cache-path={folder}", "-ffreestanding",
             "-fsyntax-only", "-Werror", *search, str(source)], capture_output=True, text=True)
    check(name, done.returncode == 0, done.stderr)


def check_index(xcframework, identifiers, library):
    index = plist(xcframework / "Info.plist")
    same(f"{xcframework.name}: package type", index["CFBundlePackageType"], "XFWK")
    same(f"{xcframework.name}: format", index["XCFrameworkFormatVersion"], "1.0")
    entries = {entry["LibraryIdentifier"]: entry for entry in index["AvailableLibraries"]}
    same(f"{xcframework.name}: slices listed", sorted(entries), sorted(identifiers))
    folders = sorted(item.name for item in xcframework.iterdir() if item.is_dir())
    same(f"{xcframework.name}: slices there", folders, sorted(identifiers))
    for identifier, members in identifiers.items():
        entry = entries[identifier]
        name = f"{xcframework.name}/{identifier}"
        same(f"{name}: library", entry["LibraryPath"], library)
        same(f"{name}: architectures", entry["SupportedArchitectures"], [EXPECTED[target][2] for target in members])
        same(f"{name}: platform", entry["SupportedPlatform"], EXPECTED[members[0]][0])
        same(f"{name}: variant", entry.get("SupportedPlatformVariant"), EXPECTED[members[0]][1])
        binary = xcframework / identifier / entry["BinaryPath"]
        same(f"{name}: architectures of its binary", sorted(architectures(binary)),
             sorted(EXPECTED[target][2] for target in members))
        for key in ("HeadersPath", "DebugSymbolsPath"):
            if key in entry:
                check(f"{name}: {key} is there", (xcframework / identifier / entry[key]).is_dir())


def check_framework(xcframework, identifier, members, work):
    bundle = xcframework / identifier / "UserSigFFI.framework"
    macos = EXPECTED[members[0]][0] == "macos"
    name = f"{identifier}/UserSigFFI.framework"
    resources = bundle / "Resources" if macos else bundle
    if macos:
        links = {item.name: str(item.readlink()) for item in bundle.iterdir() if item.is_symlink()}
        same(f"{name}: its links", links, {
            part: f"Versions/Current/{part}" for part in ("UserSigFFI", "Headers", "Modules", "Resources")})
        same(f"{name}: the current version", str((bundle / "Versions/Current").readlink()), "A")
    info = plist(resources / "Info.plist")
    same(f"{name}: executable", info["CFBundleExecutable"], "UserSigFFI")
    same(f"{name}: type", info["CFBundlePackageType"], "FMWK")
    version = re.search(r'^version = "(.+)"', (ROOT / "Cargo.toml").read_text(), re.M).group(1)
    same(f"{name}: version", info["CFBundleShortVersionString"], version)
    same(f"{name}: header", (bundle / "Headers/UserSigFFI.h").read_bytes(), HEADER.read_bytes())

    privacy = plist(resources / "PrivacyInfo.xcprivacy")
    same(f"{name}: tracks nobody", privacy["NSPrivacyTracking"], False)
    same(f"{name}: collects nothing", privacy["NSPrivacyCollectedDataTypes"], [])
    declared = {entry["NSPrivacyAccessedAPIType"] for entry in privacy["NSPrivacyAccessedAPITypes"]}

    functions = {f"_{call}" for call in re.findall(r"\b((?:uniffi|ffi)_usersig_uniffi_\w+)\(", HEADER.read_text())}
    inside = "Versions/A/UserSigFFI" if macos else "UserSigFFI"
    for target in members:
        _, _, arch, platform, minimum, triple = EXPECTED[target]
        binary = thin((bundle / "UserSigFFI").resolve(), arch, work)
        same(f"{name} {arch}: platform and oldest system", build_versions(binary), {(platform, minimum)})
        install = output("llvm-otool-19", "-D", binary).splitlines()[-1]
        same(f"{name} {arch}: install name", install, f"@rpath/UserSigFFI.framework/{inside}")
        same(f"{name} {arch}: exports what the header declares", symbols(binary, "-gU"), functions)
        imported = symbols(binary, "-u")
        for category, calls in DECLARED_APIS.items():
            check(f"{name} {arch}: {category} is declared where it is used",
                  not imported & calls or category in declared, f"uses {sorted(imported & calls)}")
        parses(f"{name} {arch}: @import UserSigFFI compiles", triple, ["-F", str(bundle.parent)], "UserSigFFI",
               "ffi_usersig_uniffi_rustbuffer_free")
    dsym = bundle.parent / "dSYMs/UserSigFFI.framework.dSYM/Contents/Resources/DWARF/UserSigFFI"
    check(f"{name}: debug symbols", dsym.is_file(), str(dsym))
    uuids = {line.split()[1] for line in output("llvm-dwarfdump-19", "--uuid", (bundle / "UserSigFFI").resolve()).splitlines()}
    kept = {line.split()[1] for line in output("llvm-dwarfdump-19", "--uuid", dsym).splitlines()}
    check(f"{name}: the debug symbols are this binary's", uuids and uuids == kept, f"{uuids} {kept}")


def check_c_library(xcframework, identifier, members, work):
    folder = xcframework / identifier
    name = f"{identifier}/libusersig.a"
    exports = {f"_{line}" for line in (ROOT / "abi/exports.txt").read_text().split()}
    for target in members:
        _, _, arch, platform, minimum, triple = EXPECTED[target]
        library = thin(folder / "libusersig.a", arch, work)
        versions = build_versions(library)
        check(f"{name} {arch}: platform and oldest system", versions and versions <= {(platform, minimum)}, str(versions))
        defined = {symbol for symbol in symbols(library, "-gU") if symbol.startswith("_usersig_")}
        same(f"{name} {arch}: has the functions of the C ABI", defined, exports)
        parses(f"{name} {arch}: @import CUserSig compiles", triple, ["-I", str(folder / "Headers")],
               "CUserSig", "usersig_version")
    same(f"{name}: header", (folder / "Headers/CUserSig/usersig.h").read_bytes(), (ROOT / "include/usersig.h").read_bytes())
    same(f"{name}: nothing else among the headers", [item.name for item in (folder / "Headers").iterdir()], ["CUserSig"])


def check_archive(xcframework):
    path = xcframework.with_name(xcframework.name + ".zip")
    with zipfile.ZipFile(path) as archive:
        check(f"{path.name}: sound", archive.testzip() is None)
        entries = archive.infolist()
    names = [entry.filename for entry in entries]
    same(f"{path.name}: sorted", names, sorted(names, key=lambda name: Path(name).parts))
    same(f"{path.name}: without times", {entry.date_time for entry in entries}, {(1980, 1, 1, 0, 0, 0)})
    files = {str(item.relative_to(OUT)) for item in xcframework.rglob("*") if item.is_symlink() or item.is_file()}
    same(f"{path.name}: has every file", set(names), files)
    links = {entry.filename for entry in entries if stat.S_ISLNK(entry.external_attr >> 16)}
    same(f"{path.name}: keeps links", links, {str(item.relative_to(OUT)) for item in xcframework.rglob("*") if item.is_symlink()})
    for licence in ("LICENSE-MIT", "LICENSE-APACHE"):
        check(f"{path.name}: {licence}", f"{xcframework.name}/{licence}" in names)


def main(targets):
    slices = {}
    for target in EXPECTED:
        if target in targets:
            slices.setdefault(EXPECTED[target][:2], []).append(target)
    identifiers = {
        f"{platform}-{'_'.join(EXPECTED[target][2] for target in members)}{f'-{variant}' if variant else ''}": members
        for (platform, variant), members in slices.items()
    }
    framework, library = OUT / "UserSigFFI.xcframework", OUT / "CUserSig.xcframework"
    check_index(framework, identifiers, "UserSigFFI.framework")
    check_index(library, identifiers, "libusersig.a")
    with tempfile.TemporaryDirectory() as work:
        for identifier, members in identifiers.items():
            check_framework(framework, identifier, members, work)
            check_c_library(library, identifier, members, work)
    check_archive(framework)
    check_archive(library)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main(sys.argv[1:]))
