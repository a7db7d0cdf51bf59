#!/usr/bin/env python3
"""Lays out what scripts/pack has made as the registries of all ecosystems have it: static files, which serve.py serves.

    scripts/publish/registry.py PACKAGES REGISTRY VERSION [LANGUAGE…]

PACKAGES is target/packages. Without a language all of them must be there. REGISTRY is made again from nothing; registry.json in it lists
each artefact with its size and digest. What is in the metadata is computed from the packages themselves, never from the sources.
"""

import base64
import hashlib
import html
import json
import pathlib
import re
import shutil
import sys
import tomllib
import xml.etree.ElementTree as xml

import yaml_subset
from common import GROUP, MODULE, Failure, digest, members, only
from serve import BASE

# Where a crate's dependencies are, unless they are our own.
CRATES_IO = "https://github.com/rust-lang/crates.io-index"


def write(file, text):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text if isinstance(text, str) else json.dumps(text, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def put(file, folder):
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, folder / file.name)
    return folder / file.name


def same(what, found, expected):
    if found != expected:
        raise Failure(f"{what}: {found!r}, expected {expected!r}")


# --- crates.io: the sparse index ---------------------------------------------------------------------


def crate_dependencies(manifest, own):
    """The dependencies as the index has them. Those that are not `own` come from crates.io."""
    tables = [(None, manifest)] + list(manifest.get("target", {}).items())
    for target, table in tables:
        for section, kind in (("dependencies", "normal"), ("dev-dependencies", "dev"), ("build-dependencies", "build")):
            for name, wanted in table.get(section, {}).items():
                package = wanted.get("package", name)
                entry = {
                    # A bare version of Cargo.toml is a caret requirement.
                    "name": name, "req": re.sub(r"^(?=\d)", "^", wanted["version"]), "features": wanted.get("features", []),
                    "optional": wanted.get("optional", False), "default_features": wanted.get("default-features", True),
                    "target": target, "kind": kind, "registry": None if package in own else CRATES_IO,
                }
                yield entry | ({"package": package} if package != name else {})


def index_line(crate, own):
    """The line of the sparse index for a .crate file."""
    data = crate.read_bytes()
    manifest = tomllib.loads(members(crate)[f"{crate.stem}/Cargo.toml"].decode())
    package, features = manifest["package"], manifest.get("features", {})
    same(f"the name of {crate.name}", f"{package['name']}-{package['version']}", crate.stem)
    # What older cargo cannot read is in a field of its own.
    new = {name: list_ for name, list_ in features.items() if any(":" in item or "?" in item for item in list_)}
    line = {
        "name": package["name"], "vers": package["version"], "deps": list(crate_dependencies(manifest, own)),
        "cksum": digest(data), "features": {name: list_ for name, list_ in features.items() if name not in new},
        "yanked": False, "links": package.get("links"), "rust_version": package.get("rust-version"),
    }
    return line | ({"features2": new, "v": 2} if new else {})


def index_path(name):
    return {1: f"1/{name}", 2: f"2/{name}", 3: f"3/{name[0]}/{name}"}.get(len(name), f"{name[:2]}/{name[2:4]}/{name}")


def rust(packages, registry, version):
    root = registry / "cargo"
    crates = sorted(packages.glob(f"*-{version}.crate"))
    own = {crate.name.removesuffix(f"-{version}.crate") for crate in crates}
    same("the crates", own >= {"usersig", "usersig-cli"}, True)
    write(root / "config.json", {"dl": f"{BASE}/cargo/crates/{{crate}}/{{crate}}-{{version}}.crate", "api": f"{BASE}/cargo"})
    for crate in crates:
        line = index_line(crate, own)
        write(root / index_path(line["name"]), json.dumps(line, separators=(",", ":")) + "\n")
        yield put(crate, root / "crates" / line["name"])


# --- PyPI: the simple index ---------------------------------------------------------------------------


def python_metadata(archive):
    """The core metadata of a wheel or a source distribution."""
    name = next(name for name in members(archive) if re.fullmatch(r"[^/]+\.dist-info/METADATA|[^/]+/PKG-INFO", name))
    text = members(archive)[name].decode().split("\n\n")[0]
    return dict(line.split(": ", 1) for line in text.split("\n") if re.match(r"[A-Za-z-]+: ", line))


def python(packages, registry, version):
    root = registry / "pypi"
    files = sorted([*packages.glob(f"usersig-{version}-*.whl"), *packages.glob(f"usersig-{version}.tar.gz")])
    same("a source distribution and wheels", [any(file.suffix == suffix for file in files) for suffix in (".gz", ".whl")], [True, True])
    links, entries = [], []
    for file in files:
        metadata = python_metadata(file)
        same(f"the coordinates in {file.name}", (metadata["Name"], metadata["Version"]), ("usersig", version))
        requires, sha256 = metadata["Requires-Python"], digest(file)
        links.append(f'<a href="../../files/{file.name}#sha256={sha256}" data-requires-python="{html.escape(requires)}">{file.name}</a><br>')
        entries.append({"filename": file.name, "url": f"../../files/{file.name}", "hashes": {"sha256": sha256}, "size": file.stat().st_size,
                        "requires-python": requires, "yanked": False, "upload-time": "2020-01-01T00:00:00Z"})
        yield put(file, root / "files")
    head = '<!DOCTYPE html>\n<html><head><meta name="pypi:repository-version" content="1.1"><title>{}</title></head><body>\n{}\n</body></html>\n'
    write(root / "simple/index.html", head.format("simple index", '<a href="usersig/">usersig</a>'))
    write(root / "simple/index.json", {"meta": {"api-version": "1.1"}, "projects": [{"name": "usersig"}]})
    write(root / "simple/usersig/index.html", head.format("usersig", "\n".join(links)))
    write(root / "simple/usersig/index.json", {"meta": {"api-version": "1.1"}, "name": "usersig", "versions": [version], "files": entries})


# --- npm ------------------------------------------------------------------------------------------------


def js(packages, registry, version):
    archive = only(packages, f"usersig-{version}.tgz")
    content = members(archive)
    manifest = json.loads(content["package/package.json"])
    same(f"the coordinates in {archive.name}", (manifest["name"], manifest["version"]), ("usersig", version))
    data = archive.read_bytes()
    dist = {
        "tarball": f"{BASE}/npm/usersig/-/{archive.name}", "shasum": digest(data, "sha1"),
        "integrity": "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode(),
        "fileCount": len(content), "unpackedSize": sum(map(len, content.values())),
    }
    packument = {
        "_id": "usersig", "name": "usersig", "dist-tags": {"latest": version}, "time": {version: "2020-01-01T00:00:00.000Z"},
        "versions": {version: manifest | {"_id": f"usersig@{version}", "dist": dist}},
    }
    write(registry / "npm/usersig/index.json", packument)
    yield put(archive, registry / "npm/usersig/-")


# --- Maven ------------------------------------------------------------------------------------------------

SUMS = ("md5", "sha1", "sha256", "sha512")


def summed(file):
    for algorithm in SUMS:
        (file.parent / f"{file.name}.{algorithm}").write_text(digest(file, algorithm), encoding="ascii")


def jvm(packages, registry, version):
    artifacts = sorted(folder.name for folder in (packages / GROUP).glob("*") if (folder / version).is_dir())
    same("the jars", {"usersig-jvm", "usersig-tlssigapi"} <= set(artifacts), True)
    for artifact in artifacts:
        folder = registry / "maven" / GROUP / artifact
        pom = xml.parse(packages / GROUP / artifact / version / f"{artifact}-{version}.pom").getroot()
        found = tuple(pom.findtext(f"{{*}}{name}") for name in ("groupId", "artifactId", "version"))
        same(f"the coordinates of {artifact}", found, (GROUP.replace("/", "."), artifact, version))
        for file in sorted((packages / GROUP / artifact / version).iterdir()):
            if file.suffix[1:] not in (*SUMS, "asc"):
                summed(put(file, folder / version))
                yield folder / version / file.name
        write(folder / "maven-metadata.xml", f"""<?xml version="1.0" encoding="UTF-8"?>
<metadata>
  <groupId>{found[0]}</groupId>
  <artifactId>{artifact}</artifactId>
  <versioning>
    <latest>{version}</latest>
    <release>{version}</release>
    <versions><version>{version}</version></versions>
    <lastUpdated>20200101000000</lastUpdated>
  </versioning>
</metadata>
""")
        summed(folder / "maven-metadata.xml")


# --- NuGet: version 3 of its protocol ---------------------------------------------------------------------


def dotnet(packages, registry, version):
    package = only(packages, f"UserSig.Net.{version}.nupkg")
    nuspec = members(package)["UserSig.Net.nuspec"]
    metadata = {child.tag.rpartition("}")[2]: child.text for child in xml.fromstring(nuspec)[0]}
    same(f"the coordinates in {package.name}", (metadata["id"], metadata["version"]), ("UserSig.Net", version))
    root, url, name = registry / "nuget", f"{BASE}/nuget", "usersig.net"
    write(root / "v3/index.json", {"version": "3.0.0", "resources": [
        {"@id": f"{url}/flat/", "@type": "PackageBaseAddress/3.0.0"},
        {"@id": f"{url}/registration/", "@type": "RegistrationsBaseUrl/3.6.0"},
    ]})
    # In these paths everything is in lower case.
    write(root / f"flat/{name}/index.json", {"versions": [version]})
    folder = root / f"flat/{name}/{version}"
    folder.mkdir(parents=True)
    (folder / f"{name}.nuspec").write_bytes(nuspec)
    content = folder / f"{name}.{version}.nupkg"
    shutil.copyfile(package, content)
    page, download = f"{url}/registration/{name}/index.json", f"{url}/flat/{name}/{version}/{name}.{version}.nupkg"
    entry = {
        "@id": f"{page}#{version}", "id": metadata["id"], "version": version, "listed": True, "packageContent": download,
        "description": metadata["description"], "licenseExpression": metadata["license"], "packageHash": sha512(package),
        "packageHashAlgorithm": "SHA512",
        "dependencyGroups": [{"targetFramework": group.get("targetFramework")} for group in xml.fromstring(nuspec).iterfind(".//{*}group")],
    }
    write(root / f"registration/{name}/index.json", {"@id": page, "count": 1, "items": [
        {"@id": f"{page}#page", "count": 1, "lower": version, "upper": version, "items": [
            {"@id": f"{page}#{version}", "catalogEntry": entry, "packageContent": download, "registration": page}]}]})
    yield content
    yield from folders(packages, registry, version, "dotnet", ["usersig-*-unity.zip"])


def sha512(file):
    return base64.b64encode(hashlib.sha512(file.read_bytes()).digest()).decode()


# --- Go: the protocol of a module proxy -------------------------------------------------------------------


def go(packages, registry, version):
    same("the module's versions", (packages / MODULE / "@v/list").read_text("utf-8").split(), [f"v{version}"])
    for file in sorted(packages.rglob("@v/*")):
        yield put(file, (registry / "go" / file.relative_to(packages)).parent)


# --- Composer ---------------------------------------------------------------------------------------------


def php(packages, registry, version):
    archive = only(packages, f"usersig-{version}.zip")
    manifest = json.loads(members(archive)[f"usersig-{version}/composer.json"])
    same(f"the name in {archive.name}", manifest["name"], "usersig/usersig")
    # Packagist has it from the tag; an archive that states one must state this one.
    same(f"the version in {archive.name}", manifest.get("version", version), version)
    dist = {"type": "zip", "url": f"{BASE}/composer/dist/{archive.name}", "shasum": digest(archive, "sha1"), "reference": digest(archive)[:40]}
    write(registry / "composer/packages.json", {"packages": {"usersig/usersig": {version: manifest | {"version": version, "dist": dist}}}})
    yield put(archive, registry / "composer/dist")
    yield from folders(packages, registry, version, "php", ["usersig-extension-*.zip"])


# --- pub --------------------------------------------------------------------------------------------------


def dart(packages, registry, version):
    archive = only(packages, f"usersig-{version}.tar.gz")
    pubspec = yaml_subset.loads(members(archive)["pubspec.yaml"].decode())
    same(f"the coordinates in {archive.name}", (pubspec["name"], pubspec["version"]), ("usersig", version))
    entry = {"version": version, "pubspec": pubspec, "archive_url": f"{BASE}/pub/packages/{archive.name}",
             "archive_sha256": digest(archive), "published": "2020-01-01T00:00:00Z"}
    write(registry / "pub/api/packages/usersig/index.json", {"name": "usersig", "latest": entry, "versions": [entry]})
    yield put(archive, registry / "pub/packages")
    # One name has one archive there: the plugin for older Flutter is downloaded.
    yield from folders(packages, registry, version, "dart", ["usersig-*-plugin.tar.gz"])


# --- what is downloaded -----------------------------------------------------------------------------------


def folders(packages, registry, version, language, patterns):
    """Files with their checksums, in a folder of the language."""
    folder = registry / "files" / language
    found = sorted({file for pattern in patterns for file in packages.glob(pattern)})
    same(f"files like {patterns} in {packages}", bool(found), True)
    for file in found:
        # A page, a HAR or a podspec has no version in its name.
        if re.search(r"\d+\.\d+\.\d+", file.name) and version not in file.name:
            raise Failure(f"{file} is not of version {version}")
        put(file, folder)
    write(folder / "SHA256SUMS", "".join(f"{digest(file)}  {file.name}\n" for file in found))
    yield from (folder / file.name for file in found)


def archives(language, *patterns):
    return lambda packages, registry, version: folders(packages, registry, version, language, patterns)


LANGUAGES = {
    "rust": rust, "python": python, "js": js, "jvm": jvm, "dotnet": dotnet, "go": go, "php": php, "dart": dart,
    "c": archives("c", "usersig-*.tar.gz", "usersig-*.zip"), "cpp": archives("cpp", "usersig-*.tar.gz"),
    "serve": archives("serve", "usersig-serve-*.tar.gz"), "page": archives("page", "usersig.html"),
    "swift": archives("swift", "*.tar.gz", "*.zip"), "objc": archives("objc", "*.zip"), "harmony": archives("harmony", "*.har"),
}


def layout(packages, registry, version, languages=()):
    packages, registry = pathlib.Path(packages), pathlib.Path(registry)
    # What is there belongs to another run; a folder that is none of these is left alone.
    if registry.exists() and any(registry.iterdir()) and not (registry / "registry.json").exists():
        raise Failure(f"{registry} has files in it and is no registry")
    shutil.rmtree(registry, ignore_errors=True)
    registry.mkdir(parents=True)
    write(registry / "registry.json", {})
    artefacts = {}
    for language in languages or LANGUAGES:
        if not (packages / language).is_dir():
            raise Failure(f"{packages / language} is missing: scripts/pack {language} makes it")
        artefacts[language] = [
            {"file": file.relative_to(registry).as_posix(), "bytes": file.stat().st_size, "sha256": digest(file)}
            for file in LANGUAGES[language](packages / language, registry, version)
        ]
    write(registry / "registry.json", {"version": version, "artefacts": artefacts})
    return artefacts


def main(arguments):
    if len(arguments) < 3:
        sys.exit(__doc__.strip())
    try:
        artefacts = layout(*arguments[:3], arguments[3:])
    except (Failure, KeyError) as error:
        sys.exit(f"error: {error}")
    for language, files in artefacts.items():
        print(f"{language:8} {len(files):3} files, {sum(file['bytes'] for file in files):9} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
