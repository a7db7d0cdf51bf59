#!/usr/bin/env python3
"""Checks packages as their registries do before they accept an upload: the client's own dry run where there is one, and the written rules.

    scripts/publish/check.py LANGUAGE VERSION PACKAGES     a language of --list, or `all`; PACKAGES is target/packages
    scripts/publish/check.py --list                        every language with what is checked

Nothing is uploaded, and no account is needed. Ends in `N passed, N failed`.
"""

import csv
import html.parser
import io
import json
import os
import pathlib
import posixpath
import re
import shutil
import sys
import tempfile
import tomllib
import xml.etree.ElementTree as xml

import yaml_subset
from common import GROUP, MODULE, ROOT, Failure, bash, digest, members, only, run

REPOSITORY = "https://github.com/usersig/usersig"
MEGABYTE = 1_000_000


class Checks:
    """Prints each check and counts it, as the stages do."""

    def __init__(self):
        self.passed = self.failed = 0

    def that(self, name, good, detail=""):
        self.passed, self.failed = self.passed + bool(good), self.failed + (not good)
        print(f"{'ok     ' if good else 'FAILED '} {name}" + (f"\n        {detail}" if detail and not good else ""), flush=True)

    def equal(self, name, found, expected):
        self.that(name, found == expected, f"{found!r}, expected {expected!r}")

    def none(self, name, problems):
        """A list of what is wrong, which must be empty."""
        problems = list(problems)
        self.that(name, not problems, "; ".join(map(str, problems)))

    def runs(self, name, action, *arguments, **more):
        try:
            action(*arguments, **more)
        except (Failure, OSError) as error:
            self.that(name, False, str(error).replace("\n", "\n        "))
        else:
            self.that(name, True)


def missing(content, *names):
    """Which of these files an archive does not have."""
    return [f"no {name}" for name in names if name not in content]


def fields(found, *names):
    return [f"no {name}" for name in names if not found.get(name)]


def broken_links(archive):
    """The links of an archive's pages that lead to no file of it."""
    content = members(archive)
    pages = [name for name in content if name.endswith(".md")]
    # PyPI and nuget.org show one page, with nothing beside it.
    alone = [name for name in content if name.endswith(("/METADATA", "/PKG-INFO"))] or (["README.md"] if archive.suffix == ".nupkg" else [])
    for name in alone or pages:
        for link in re.findall(r"\]\(([^)#\s]+)", content[name].decode()):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), link))
            if ":" not in link and (alone or target not in content):
                yield f"{name}: {link}"


def elf_interpreter(data):
    """The loader that an ELF program for 64 bits asks for, or None."""
    if data[:5] != b"\x7fELF\x02":
        raise Failure("not a program for 64-bit Linux")
    start, size, count = (int.from_bytes(data[at:at + length], "little") for at, length in ((32, 8), (54, 2), (56, 2)))
    for header in (data[start + n * size:start + (n + 1) * size] for n in range(count)):
        if int.from_bytes(header[:4], "little") == 3:
            offset, length = int.from_bytes(header[8:16], "little"), int.from_bytes(header[32:40], "little")
            return data[offset:offset + length].rstrip(b"\0").decode()
    return None


# --- crates.io ---------------------------------------------------------------------------------------------


def crate_problems(crate):
    manifest = tomllib.loads(members(crate)[f"{crate.stem}/Cargo.toml"].decode())
    package = manifest["package"]
    yield from fields(package, "description", "license", "repository")
    words = package.get("keywords", [])
    if len(words) > 5 or any(len(word) > 20 or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_+-]*", word) for word in words):
        yield f"keywords {words}"
    if len(package.get("categories", [])) > 5:
        yield "more than 5 categories"
    if crate.stat().st_size > 10 * MEGABYTE:
        yield "more than 10 MB"
    for name, dependency in manifest.get("dependencies", {}).items():
        if set(dependency) & {"path", "git"} or dependency.get("version", "*") == "*":
            yield f"dependency {name}: {dependency}"


def rust(checks, packages, version):
    """cargo publish --dry-run for all crates together, each compiled from its archive; the fields that crates.io requires."""
    crates = sorted(packages.glob(f"*-{version}.crate"))
    checks.that("there are crates", crates)
    names = [crate.name.removesuffix(f"-{version}.crate") for crate in crates]
    for crate in crates:
        checks.none(f"{crate.name}: the fields and limits of crates.io", crate_problems(crate))
    # Together: usersig-cli finds usersig, which is in no index yet, in the one that cargo makes of this run.
    target = ROOT / "target/publish/cargo"
    command = ["cargo", "publish", "--dry-run", "--quiet", "--locked", "--allow-dirty", *(word for name in names for word in ("-p", name))]
    checks.runs(" ".join(command), run, command, ROOT, os.environ | {"CARGO_TARGET_DIR": str(target), "CARGO_TERM_COLOR": "never"})
    for crate in crates:
        # cargo has another place for several crates at once.
        made = next((file for file in target.glob("package/**/" + crate.name) if file.parent.name != "tmp-registry"), target)
        other = members(made) if made.is_file() else {}
        differ = [name for name in sorted(members(crate).keys() | other.keys()) if members(crate).get(name) != other.get(name)]
        checks.that(f"{crate.name}: what cargo would upload is this file", other and digest(made) == digest(crate), f"other files: {' '.join(differ)}")


# --- PyPI --------------------------------------------------------------------------------------------------


def wheel_problems(wheel):
    """RECORD must name every file, with its size."""
    content = members(wheel)
    record = next(name for name in content if name.endswith(".dist-info/RECORD"))
    rows = {row[0]: row[2] for row in csv.reader(io.StringIO(content[record].decode()))}
    yield from (f"{name} is not in RECORD" for name in content.keys() - rows.keys())
    yield from (f"{name}: {len(content[name])} bytes, RECORD {size}" for name, size in rows.items() if size and len(content.get(name, b"")) != int(size))
    yield from missing({name.split("/")[-1] for name in content}, "METADATA", "WHEEL", "py.typed", "LICENSE-MIT", "LICENSE-APACHE")


def python(checks, packages, version):
    """twine check --strict; the files of a wheel; PyPI's limits."""
    files = sorted([*packages.glob("*.whl"), *packages.glob("*.tar.gz")])
    checks.equal("one source distribution", [file.name for file in files if file.suffix == ".gz"], [f"usersig-{version}.tar.gz"])
    wheels = [file for file in files if file.suffix == ".whl"]
    checks.that("there are wheels, of this version", wheels and all(file.name.startswith(f"usersig-{version}-") for file in wheels))
    names = " ".join(f"'{file}'" for file in files)
    twine = '. "$ROOT/scripts/python.sh"\nenvironment=$(kept_venv twine twine==7.0.0)\n"$environment/bin/python" -m twine check --strict ' + names
    checks.runs("twine check --strict", bash, twine)
    for wheel in wheels:
        checks.none(f"{wheel.name}: RECORD, types and licences", wheel_problems(wheel))
    checks.none("at most 100 MB each", (file.name for file in files if file.stat().st_size > 100 * MEGABYTE))
    checks.none("no platform tag that PyPI rejects", (file.name for file in wheels if re.search(r"-linux_\w+\.whl$", file.name)))


# --- npm ---------------------------------------------------------------------------------------------------


def js(checks, packages, version):
    """npm publish --dry-run; what provenance requires."""
    archive = only(packages, "*.tgz")
    content = members(archive)
    manifest = json.loads(content["package/package.json"])
    checks.equal("the coordinates", (manifest["name"], manifest["version"], archive.name), ("usersig", version, f"usersig-{version}.tgz"))
    checks.none("fields", fields(manifest, "description", "license", "repository", "keywords"))
    # Provenance is compared with the repository that the workflow runs in.
    checks.equal("the repository, for provenance", manifest["repository"]["url"], f"git+{REPOSITORY}.git")
    checks.none("README and licences", missing(content, "package/README.md", "package/LICENSE-MIT", "package/LICENSE-APACHE"))
    checks.none("no script runs when it is installed", manifest.get("scripts", {}).keys() & {"preinstall", "install", "postinstall", "prepare"})
    files = [manifest["main"], manifest["module"], manifest["types"]]
    checks.none("its entries are there", missing(content, *(f"package/{name.removeprefix('./')}" for name in files)))
    bash("command -v npm >/dev/null || need_apt nodejs npm")
    with tempfile.TemporaryDirectory() as folder:
        def dry_run():
            output = run(["npm", "publish", "--dry-run", "--json", "--access", "public", archive.resolve()], folder)
            if f'"id": "usersig@{version}"' not in output:
                raise Failure(f"npm would publish something else: {output}")
        checks.runs("npm publish --dry-run", dry_run)


# --- Maven Central -----------------------------------------------------------------------------------------


def pom_problems(pom):
    root = xml.fromstring(pom)
    for name in ("groupId", "artifactId", "version", "name", "description", "url", "licenses/{*}license/{*}name", "licenses/{*}license/{*}url",
                 "developers/{*}developer/{*}name", "scm/{*}url", "scm/{*}connection", "scm/{*}developerConnection"):
        if not (root.findtext(f"{{*}}{name}") or "").strip():
            yield f"no {name.replace('{*}', '')}"
    if "SNAPSHOT" in (root.findtext("{*}version") or ""):
        yield "a snapshot"
    for dependency in root.iterfind("{*}dependencies/{*}dependency"):
        if not (dependency.findtext("{*}version") or "").strip() or "${" in "".join(dependency.itertext()):
            yield f"dependency {dependency.findtext('{*}artifactId')} has no version"
    if root.find("{*}repositories") is not None:
        yield "repositories, which Central advises against"


def central_problems(folder, artifact, version):
    """What Central's validation would reject in the folder of one artifact: https://central.sonatype.org/publish/requirements/"""
    stem = f"{artifact}-{version}"
    files = {file.name for file in folder.iterdir()}
    pom = folder / f"{stem}.pom"
    if not pom.is_file():
        yield f"no {pom.name}"
        return
    yield from (f"{pom.name}: {problem}" for problem in pom_problems(pom.read_bytes()))
    packaging = xml.fromstring(pom.read_bytes()).findtext("{*}packaging") or "jar"
    wanted = [f"{stem}.pom"] + ([] if packaging == "pom" else [f"{stem}.{packaging}", f"{stem}-sources.jar", f"{stem}-javadoc.jar"])
    yield from (f"no {name}" for name in wanted if name not in files)
    for name in sorted(files):
        if name.endswith((".md5", ".sha1", ".sha256", ".sha512", ".asc")):
            continue
        for algorithm in ("md5", "sha1", "sha256"):
            sum_file = folder / f"{name}.{algorithm}"
            if not sum_file.is_file():
                # Central asks for the first two, and these are what it compares.
                yield f"no {sum_file.name}"
            elif sum_file.read_text("ascii").split()[0] != digest(folder / name, algorithm):
                yield f"{sum_file.name} is not the checksum"
        if f"{name}.asc" not in files:
            yield f"no {name}.asc"
        if name.endswith(("-javadoc.jar", "-sources.jar")) and not any(not entry.startswith("META-INF/") for entry in members(folder / name)):
            yield f"{name} is empty"


class ThrowAwayKey:
    """A key of GnuPG that ends with the block: it signs a trial, and no release."""

    def __enter__(self):
        self.home = tempfile.TemporaryDirectory(prefix="gpg-")
        self.environment = os.environ | {"GNUPGHOME": self.home.name}
        self.gpg("--quick-generate-key", "Trial <trial@usersig.invalid>", "rsa2048", "sign", "1d")
        return self

    def gpg(self, *arguments):
        return run(["gpg", "--batch", "--quiet", "--yes", "--no-tty", "--pinentry-mode", "loopback", "--passphrase", "", *arguments], None, self.environment)

    def sign(self, file):
        self.gpg("--armor", "--detach-sign", "--output", f"{file}.asc", file)

    def verify(self, file):
        self.gpg("--verify", f"{file}.asc", file)

    def __exit__(self, *_):
        run(["gpgconf", "--kill", "all"], None, self.environment)
        self.home.cleanup()


def central_bundle(packages, folder, version, key):
    """A copy as it is uploaded: every file with its checksums and its signature. Returns the folders of the artifacts."""
    found = {}
    for source in sorted((packages / GROUP).glob(f"*/{version}")):
        target = folder / GROUP / source.parent.name / version
        target.mkdir(parents=True)
        for file in sorted(source.iterdir()):
            if file.suffix not in (".md5", ".sha1", ".sha256", ".sha512", ".asc"):
                copy = pathlib.Path(shutil.copy(file, target / file.name))
                for algorithm in ("md5", "sha1", "sha256", "sha512"):
                    (target / f"{file.name}.{algorithm}").write_text(digest(copy, algorithm), "ascii")
                key.sign(copy)
        found[source.parent.name] = target
    return found


def jvm(checks, packages, version):
    """Maven Central's requirements, with signatures of a throw-away key that are verified."""
    bash("need_apt gnupg")
    with tempfile.TemporaryDirectory() as folder, ThrowAwayKey() as key:
        artifacts = central_bundle(packages, pathlib.Path(folder), version, key)
        checks.that("the two jars are there", {"usersig-jvm", "usersig-tlssigapi"} <= artifacts.keys(), str(list(artifacts)))
        for artifact, target in artifacts.items():
            checks.none(f"{artifact}: Central's requirements", central_problems(target, artifact, version))
            for file in sorted(target.glob("*.asc")):
                checks.runs(f"{artifact}: the signature of {file.stem}", key.verify, file.with_suffix(""))
        # What scripts/pack writes beside each file is compared by Maven.
        for file in sorted(packages.rglob("*.sha1")):
            checks.equal(f"{file.name} is the checksum", file.read_text("ascii").split()[0], digest(file.with_suffix(""), "sha1"))


# --- NuGet -------------------------------------------------------------------------------------------------


def nupkg_problems(package, version):
    """https://learn.microsoft.com/nuget/reference/nuspec, and what nuget.org validates."""
    content = members(package)
    specs = [name for name in content if name.endswith(".nuspec") and "/" not in name]
    if len(specs) != 1:
        yield f"{len(specs)} nuspecs"
        return
    metadata = xml.fromstring(content[specs[0]])[0]
    for name, expected in {"id": "UserSig.Net", "version": version, "projectUrl": REPOSITORY, "license": "MIT OR Apache-2.0"}.items():
        if (found := metadata.findtext(f"{{*}}{name}")) != expected:
            yield f"{name} {found!r}, expected {expected!r}"
    yield from (f"no {name}" for name in ("authors", "description", "tags", "readme") if not metadata.findtext(f"{{*}}{name}"))
    licence, repository = metadata.find("{*}license"), metadata.find("{*}repository")
    if licence is not None and licence.get("type") != "expression":
        yield "the licence is no expression"
    if repository is None or (repository.get("type"), repository.get("url")) != ("git", f"{REPOSITORY}.git"):
        yield "no repository"
    yield from missing(content, metadata.findtext("{*}readme") or "README.md", "[Content_Types].xml", "_rels/.rels")
    assemblies = [name for name in content if re.fullmatch(r"lib/[^/]+/[^/]+\.dll", name)]
    yield from missing(content, *(name.removesuffix(".dll") + ".xml" for name in assemblies))
    frameworks = {name.split("/")[1] for name in assemblies}
    groups = {group.get("targetFramework").removeprefix(".").lower() for group in metadata.iterfind(".//{*}group")}
    if frameworks != groups:
        yield f"assemblies for {sorted(frameworks)}, dependency groups for {sorted(groups)}"
    known = {entry.get("Extension") for entry in xml.fromstring(content["[Content_Types].xml"])}
    parts = {entry.get("PartName") for entry in xml.fromstring(content["[Content_Types].xml"])}
    for name in content:
        extension = name.rpartition("/")[2].rpartition(".")[2] if "." in name else ""
        if name != "[Content_Types].xml" and extension not in known and f"/{name}" not in parts:
            yield f"{name} has no content type"
    if package.stat().st_size > 250 * MEGABYTE:
        yield "more than 250 MB"


def dotnet(checks, packages, version):
    """The rules of nuget.org for a .nupkg; there is no client in Debian, PyPI or npm."""
    package = only(packages, "*.nupkg")
    checks.equal("its name", package.name, f"UserSig.Net.{version}.nupkg")
    checks.none("nuget.org's rules", nupkg_problems(package, version))
    only(packages, f"usersig-{version}-unity.zip")


# --- Go ----------------------------------------------------------------------------------------------------


def module_problems(folder, version):
    """https://go.dev/ref/mod#zip-files"""
    path = folder.parent.as_posix()
    path = path[path.index("github.com/"):]
    info, archive = json.loads((folder / f"v{version}.info").read_text("utf-8")), folder / f"v{version}.zip"
    if info["Version"] != f"v{version}" or not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", info["Time"]):
        yield f"info {info}"
    content = members(archive)
    prefix = f"{path}@v{version}/"
    yield from (f"{name} is outside {prefix}" for name in content if not name.startswith(prefix))
    yield from missing(content, *(prefix + name for name in ("go.mod", "LICENSE-MIT", "LICENSE-APACHE")))
    if content.get(f"{prefix}go.mod") != (folder / f"v{version}.mod").read_bytes():
        yield "go.mod differs from the .mod"
    # One that is only for `replace` has the path that it replaces.
    wanted = path if "/drop-in/" not in path else f"github.com/tencentyun/{path.split('/')[-1]}"
    if not content[f"{prefix}go.mod"].decode().startswith(f"module {wanted}\n"):
        yield f"go.mod is not of the module {wanted}"
    if "/drop-in/" in path and f"{MODULE} v{version}\n" not in content[f"{prefix}go.mod"].decode():
        yield f"it does not require {MODULE} v{version}"
    if sum(map(len, content.values())) > 500 * MEGABYTE or len(content[f"{prefix}go.mod"]) > 16 * MEGABYTE:
        yield "too large"
    yield from (f"{name}: two names that differ in case" for name in content if sum(other.lower() == name.lower() for other in content) > 1)


def go(checks, packages, version):
    """The rules for module archives, and that each file is one for a proxy."""
    modules = sorted(packages.rglob("@v"))
    checks.equal("usersig and the two modules in place of official ones", len(modules), 3)
    for folder in modules:
        checks.none(f"{folder.parent.relative_to(packages)}", module_problems(folder, version))
        checks.equal("… has this version only", (folder / "list").read_text("utf-8").split(), [f"v{version}"])


# --- Packagist ---------------------------------------------------------------------------------------------


def php(checks, packages, version):
    """composer validate --strict on what is in the archive; the version, which Packagist has from the tag."""
    bash("need_apt composer unzip")
    archive = only(packages, f"usersig-{version}.zip")
    content = members(archive)
    manifest = json.loads(content[f"usersig-{version}/composer.json"])
    checks.equal("the coordinates", (manifest["name"], manifest.get("version", version)), ("usersig/usersig", version))
    checks.none("README and licences", missing(content, *(f"usersig-{version}/{name}" for name in ("README.md", "LICENSE-MIT", "LICENSE-APACHE"))))
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "composer.json").write_bytes(content[f"usersig-{version}/composer.json"])
        environment = os.environ | {"COMPOSER_ALLOW_SUPERUSER": "1", "COMPOSER_HOME": f"{folder}/home"}
        # It states its version for those who install from the archive, which --strict would advise against.
        command = ["composer", "validate", "--strict", "--no-check-version", "--no-interaction"]
        checks.runs(" ".join(command), run, command, folder, environment)
    names = sorted(file.name for file in packages.glob("usersig-extension-*.zip"))
    checks.that("the extension is of this version", names and all(f"-{version}-php" in name for name in names), str(names))


# --- pub.dev -----------------------------------------------------------------------------------------------


def pub_problems(archive, version):
    """https://dart.dev/tools/pub/publishing, and what `dart pub publish --dry-run` warns of."""
    content = members(archive)
    yield from missing(content, "pubspec.yaml", "README.md", "CHANGELOG.md", "LICENSE", "lib/usersig.dart", "example/usersig_example.dart")
    if "pubspec.yaml" not in content:
        return
    pubspec = yaml_subset.loads(content["pubspec.yaml"].decode())
    if (pubspec["name"], pubspec["version"]) != ("usersig", version):
        yield f"{pubspec['name']} {pubspec['version']}"
    if not 60 <= len(pubspec.get("description", "")) <= 180:
        yield f"a description of {len(pubspec.get('description', ''))} characters, expected 60 to 180"
    yield from fields(pubspec, "repository", "environment")
    if "publish_to" in pubspec:
        yield "publish_to"
    topics = pubspec.get("topics", [])
    if len(topics) > 5 or not all(re.fullmatch(r"[a-z](?:-?[a-z0-9])+", topic) and 2 <= len(topic) <= 32 for topic in topics):
        yield f"topics {topics}"
    if not re.fullmatch(r"\^\d+\.\d+\.\d+", pubspec["environment"]["sdk"]):
        yield f"sdk {pubspec['environment']['sdk']}"
    for name, wanted in (pubspec.get("dependencies") or {}).items():
        if not isinstance(wanted, str) or wanted in ("any", ""):
            yield f"dependency {name}: {wanted}"
    if not re.search(rf"^## \[?{re.escape(version)}\b", content.get("CHANGELOG.md", b"").decode(), re.MULTILINE):
        yield f"CHANGELOG.md does not name {version}"
    if archive.stat().st_size > 100 * MEGABYTE:
        yield "more than 100 MB"


def dart(checks, packages, version):
    """pub.dev's rules; there is no `dart pub` in Debian, PyPI or npm."""
    checks.none("pub.dev's rules", pub_problems(only(packages, f"usersig-{version}.tar.gz"), version))
    checks.none("the plugin for older Flutter", pub_problems(only(packages, f"usersig-{version}-plugin.tar.gz"), version))


# --- what is downloaded ------------------------------------------------------------------------------------


def sums_problems(folder):
    """SHA256SUMS must name each file, and nothing else."""
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines() if (folder / "SHA256SUMS").is_file() else []
    sums = {name.removeprefix("./"): value for value, name in (line.split(maxsplit=1) for line in lines)}
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file() and file.name != "SHA256SUMS"}
    yield from (f"{name} is not in SHA256SUMS" for name in files.keys() - sums.keys())
    yield from (f"{name} is only in SHA256SUMS" for name in sums.keys() - files.keys())
    yield from (f"{name} has another checksum" for name in files.keys() & sums.keys() if digest(files[name]) != sums[name])


def c(checks, packages, version):
    """The archives for C: the version in what CMake and pkg-config read, licences, bill of materials, checksums."""
    checks.none("SHA256SUMS", sums_problems(packages))
    archives = sorted([*packages.glob("*.tar.gz"), *packages.glob("*.zip")])
    checks.that("there are archives", archives)
    for archive in archives:
        name, content = re.sub(r"\.(tar\.gz|zip)$", "", archive.name), members(archive)
        checks.that(f"{archive.name}: its name", name.startswith(f"usersig-{version}-"))
        checks.none(f"{archive.name}: files", missing(content, *(f"{name}/{path}" for path in (
            "include/usersig.h", "include/usersig.hpp", "share/doc/usersig/LICENSE-MIT", "share/doc/usersig/LICENSE-APACHE",
            "share/doc/usersig/usersig.cdx.json"))))
        configuration = content.get(f"{name}/lib/cmake/usersig/usersigConfigVersion.cmake", b"") or content.get(
            f"{name}/lib/cmake/usersig/usersig-config-version.cmake", b"")
        checks.that(f"{archive.name}: CMake finds {version}", f'set(PACKAGE_VERSION "{version}")' in configuration.decode())
        if "windows" not in name:
            checks.that(f"{archive.name}: pkg-config finds it", f"Version: {version}\n" in content.get(f"{name}/lib/pkgconfig/usersig.pc", b"").decode())


def cpp(checks, packages, version):
    """The drop-in files for C++: licences, checksums."""
    checks.none("SHA256SUMS", sums_problems(packages))
    content = members(only(packages, f"usersig-{version}-cpp.tar.gz"))
    root = f"usersig-{version}-cpp"
    checks.none("files", missing(content, *(f"{root}/{name}" for name in ("LICENSE-MIT", "LICENSE-APACHE", "testing/GenerateTestUserSig.h"))))


def image_problems(archive, version):
    """Whether the Dockerfile in the archive can be built from the archive: every file that it copies, a program that needs no library."""
    content = {name.split("/", 1)[1]: data for name, data in members(archive).items()}
    dockerfile = content.get("share/usersig-serve/Dockerfile", b"").decode()
    if not dockerfile:
        yield "no Dockerfile"
        return
    final = dockerfile[dockerfile.rindex("\nFROM "):]
    if not final.startswith("\nFROM scratch\n"):
        yield "the last stage is not FROM scratch"
    for line in re.findall(r"^COPY (?!--)(.*)$", final, re.MULTILINE):
        yield from missing(content, *line.split()[:-1])
    if not re.search(r"^USER [1-9]\d*:[1-9]\d*$", final, re.MULTILINE):
        yield "no USER with numbers, so that Kubernetes can see that it is not root"
    entry = re.search(r'^ENTRYPOINT \["(.*)"\]$', final, re.MULTILINE)
    if not entry or f"COPY bin/usersig-serve {entry[1]}\n" not in final:
        yield "ENTRYPOINT is not the program"
    if interpreter := elf_interpreter(content["bin/usersig-serve"]):
        yield f"the program needs {interpreter}, which an image from scratch has not"
    chart = yaml_subset.loads(re.sub(r"^(#|sources:).*$", "", content["share/usersig-serve/helm/usersig-serve/Chart.yaml"].decode(), flags=re.MULTILINE))
    if (chart["version"], chart["appVersion"]) != (version, version):
        yield f"the chart is {chart['version']} for {chart['appVersion']}"
    yield from missing(content, "usersig-serve.cdx.json", "LICENSE-MIT", "LICENSE-APACHE", "README.md")


def serve(checks, packages, version):
    """The server: its archive is what the image is built from; the chart has the version."""
    checks.none("SHA256SUMS", sums_problems(packages))
    for archive in sorted(packages.glob("*.tar.gz")) or [only(packages, "*.tar.gz")]:
        checks.that(f"{archive.name}: its name", archive.name.startswith(f"usersig-serve-{version}-"))
        checks.none(f"{archive.name}: the image's layout", image_problems(archive, version))


def loaded_by(text):
    """The addresses that a page loads by itself; text inside a script is no tag."""
    found = []

    class Tags(html.parser.HTMLParser):
        def handle_starttag(self, tag, attributes):
            found.extend(f"{tag} {value}" for name, value in attributes
                         if (name == "src" or (tag, name) == ("link", "href")) and not (value or "").startswith("data:"))

    Tags().feed(text)
    return found


def page(checks, packages, version):
    """The page: one file that loads nothing."""
    checks.none("SHA256SUMS", sums_problems(packages))
    text = only(packages, "usersig.html").read_text("utf-8")
    checks.none("nothing is loaded", loaded_by(text))
    checks.that("a content security policy", "Content-Security-Policy" in text)


def harmony(checks, packages, version):
    """ohpm's rules for a HAR."""
    checks.none("SHA256SUMS", sums_problems(packages))
    for name in ("usersig", "usersig_native"):
        content = members(only(packages, f"{name}.har"))
        manifest = json.loads(content["package/oh-package.json5"])
        checks.equal(f"{name}: its coordinates", (manifest["name"], manifest["version"]), (name, version))
        checks.none(f"{name}: fields", fields(manifest, "description", "author", "license", "repository", "main"))
        checks.none(f"{name}: files", missing(content, *(f"package/{file}" for file in (
            "README.md", "CHANGELOG.md", "LICENSE", "src/main/module.json", manifest["main"]))))
        checks.none(f"{name}: dependencies are in it or in the registry", (
            f"{key}: {path}" for key, path in manifest["dependencies"].items() if path.startswith("file:") and not any(
                entry.startswith(f"package/{path.removeprefix('file:./')}/") for entry in content)))


def swift(checks, packages, version):
    """SwiftPM's archive and the podspecs, which tests/packaging/podspecs.rb reads."""
    checks.none("SHA256SUMS", sums_problems(packages))
    content = members(only(packages, f"usersig-{version}-swift.tar.gz"))
    checks.none("the package's files", missing(content, "usersig/Package.swift", "usersig/LICENSE-MIT", "usersig/bindings/swift/README.md"))
    address = re.findall(r"releases/download/v([^/\"]+)/", content["usersig/Package.swift"].decode())
    checks.equal("the XCFrameworks that it downloads are of this version", set(address) or {version}, {version})
    only(packages, f"usersig-{version}-swift-drop-in.zip")
    bash("need_apt ruby")
    checks.runs("the podspecs", run, ["ruby", "-W", "tests/packaging/podspecs.rb"], ROOT)


def objc(checks, packages, version):
    """The zip for Objective-C: its podspec has the version."""
    checks.none("SHA256SUMS", sums_problems(packages))
    content = members(only(packages, f"usersig-{version}-objc.zip"))
    root = f"usersig-{version}-objc"
    checks.none("files", missing(content, *(f"{root}/{name}" for name in ("GenerateTestUserSig.h", "GenerateTestUserSig.m", "usersig.h", "LICENSE-MIT"))))
    checks.that("its podspec has the version", re.search(rf"\.version = '{re.escape(version)}'", content[f"{root}/CUserSig.podspec"].decode()))


def ports(checks, _packages, version):
    """vcpkg's port and Conan's recipe have this version; the stage packaging builds with both."""
    port = json.loads((ROOT / "packaging/vcpkg/usersig/vcpkg.json").read_text("utf-8"))
    checks.equal("vcpkg: the version", port["version"], version)
    checks.none("vcpkg: fields", fields(port, "name", "description", "homepage", "license"))
    checks.that("vcpkg: a portfile", (ROOT / "packaging/vcpkg/usersig/portfile.cmake").is_file())
    # The recipe reads it from there.
    recipe = (ROOT / "packaging/conan/conanfile.py").read_text("utf-8")
    checks.that("Conan: the version of Cargo.toml", "def set_version" in recipe and '"Cargo.toml"' in recipe)
    manifest = tomllib.loads((ROOT / "Cargo.toml").read_text("utf-8"))
    checks.equal("Cargo.toml: the version", manifest["workspace"]["package"]["version"], version)


LANGUAGES = {function.__name__: function for function in (
    rust, python, js, jvm, dotnet, go, php, dart, c, cpp, serve, page, harmony, swift, objc, ports)}
ARCHIVES = (".tar.gz", ".tgz", ".zip", ".whl", ".nupkg", ".har", ".aar", ".jar")
# Their pages are the repository's own: crates.io and pkg.go.dev resolve links as the repository does.
RESOLVED = {"rust", "go"}


def check(checks, language, version, packages):
    folder = pathlib.Path(packages) / language
    print(f"--- {language}", flush=True)
    if language != "ports" and not folder.is_dir():
        checks.that(f"{folder} is there", False, f"scripts/pack {language} makes it")
        return
    try:
        LANGUAGES[language](checks, folder.resolve(), version)
        if language not in RESOLVED:
            for archive in sorted(file for file in folder.rglob("*") if file.name.endswith(ARCHIVES)):
                checks.none(f"{archive.name}: its pages' links", broken_links(archive))
    except (Failure, KeyError, ValueError) as error:
        checks.that(f"{language} can be checked", False, f"{type(error).__name__}: {error}")


def main(arguments):
    if arguments == ["--list"]:
        for name, function in LANGUAGES.items():
            print(f"{name:8} {function.__doc__.split(chr(10))[0]}")
        return
    if len(arguments) != 3 or arguments[0] not in (*LANGUAGES, "all"):
        sys.exit(__doc__.strip())
    checks = Checks()
    for language in LANGUAGES if arguments[0] == "all" else arguments[:1]:
        check(checks, language, *arguments[1:])
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(checks.failed > 0 or checks.passed == 0)


if __name__ == "__main__":
    main(sys.argv[1:])
