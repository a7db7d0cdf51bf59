#!/usr/bin/env python3
"""Installs a package by its coordinates from a registry into an empty project, and runs a program there that signs and verifies.

    scripts/publish/install.py LANGUAGE VERSION REGISTRY-URL     a language of --list, or `all`
    scripts/publish/install.py --list                            every language, and what is not installed, with the reason

For each language two lines: the command that installs, and what the program prints. The registry is that of serve.py. What a project needs
beside our packages comes from the public registries. Whatever is missing is an error.
"""

import base64
import hashlib
import io
import json
import os
import pathlib
import re
import shutil
import sys
import tarfile
import tempfile
import urllib.error
import urllib.request
import zipfile

from common import GROUP, KEY, MODULE, ROOT, Failure, bash, digest, only, run

PROGRAMS = pathlib.Path(__file__).with_name("programs")
EXPECTED = "xiaojun: valid, mallory: rejected"

# What no machine like this one installs: scripts/publish/check.py, or the stage that is named, looks at it instead.
NOT_INSTALLED = {
    "XCFramework and CocoaPods (CUserSig, UserSig, UserSigFFI, UserSigBindings)": "need macOS; podspecs by tests/packaging/podspecs.rb, the sources by the stage apple",
    "objc": "needs macOS; compiled with GNUstep's headers by the stage objc",
    "Swift drop-in zip": "a file for an app's own target, not a package; compiled by the stage swift",
    "AARs on a device": "needs Android; resolved by their coordinates (android), their libraries by scripts/check-android-elf",
    "usersig_native.har": "needs a HarmonyOS device; its layout by check.py, its library by the stage harmony",
    "Unity folder": "needs the Unity editor; its assembly runs on mono in the stage dotnet",
    "pub, ohpm and the NuGet client": "not in Debian, PyPI or npm: dart, harmony and dotnet do by the protocol what those clients do",
    "libraries for Windows, ARM64 and macOS": "not of this machine; the stages windows and aarch64 run them",
    "container image": "needs a container engine; its program and its files by serve and check.py",
    "vcpkg and Conan": "ports and recipes build from the sources; created and used by the stage packaging",
}


class Project:
    """An empty project in a temporary folder, an environment without this machine's own sources, and the registry."""

    def __init__(self, language, version, url, folder):
        self.language, self.version, self.url, self.folder = language, version, url.rstrip("/"), pathlib.Path(folder)
        # Other sources of packages, and defaults that other commands of this project have set.
        dropped = ("PIP_", "npm_config_", "NPM_CONFIG_", "GO", "COMPOSER", "MAVEN_", "PYTHON", "CARGO_")
        # … but for what a machine needs to reach the public registries.
        kept = ("PIP_CERT", "PIP_PROXY", "GOROOT", "GOTOOLCHAIN", "CARGO_HTTP", "CARGO_HOME")
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(dropped) or name.startswith(kept)}
        self.environment |= {"USERSIG_SECRET_KEY": KEY, "HOME": str(self.folder / "home"), "PYTHONDONTWRITEBYTECODE": "1"}
        # rustup and cargo are installed in the real one.
        home = pathlib.Path.home()
        self.environment.setdefault("RUSTUP_HOME", str(home / ".rustup"))
        self.environment["NO_PROXY"] = self.environment["no_proxy"] = ",".join(
            filter(None, [os.environ.get("NO_PROXY", os.environ.get("no_proxy")), "127.0.0.1"]))
        (self.folder / "home").mkdir(exist_ok=True)
        self.app = self.folder / "app"
        self.app.mkdir()

    def program(self, name, folder="."):
        (self.app / folder).mkdir(parents=True, exist_ok=True)
        return shutil.copy(PROGRAMS / name, self.app / folder / name)

    def run(self, *command, **more):
        return run(command, self.app, self.environment | more)

    def bash(self, script, **more):
        return bash(script, self.app, self.environment | {"HOME": os.environ.get("HOME", "/root")} | more)

    def get(self, path, sha256=None):
        """A file of the registry; the digest is what its metadata says."""
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(path if "://" in path else f"{self.url}/{path}") as answer:
                data = answer.read()
        except urllib.error.HTTPError as error:
            raise Failure(f"{path}: {error}") from error
        if sha256 and digest(data) != sha256:
            raise Failure(f"{path}: digest {digest(data)}, expected {sha256}")
        return data

    def download(self, language, pattern):
        """The one file of files/LANGUAGE with such a name, after its checksum: its name and its content."""
        sums = dict(reversed(line.split("  ")) for line in self.get(f"files/{language}/SHA256SUMS").decode().splitlines())
        names = [name for name in sums if re.fullmatch(pattern, name)]
        if len(names) != 1:
            raise Failure(f"{len(names)} files {pattern} in files/{language}, expected one")
        return names[0], self.get(f"files/{language}/{names[0]}", sums[names[0]])

    def unpack(self, language, pattern, folder):
        name, data = self.download(language, pattern)
        target = self.app / folder
        unpack(data, target)
        return name, target

    def java_home(self):
        self.bash("need_apt maven openjdk-17-jdk-headless")


def unpack(data, folder):
    folder.mkdir(parents=True, exist_ok=True)
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            archive.extractall(folder)
    else:
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            # Older releases of Python 3.11 have no filters.
            archive.extractall(folder, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))


def last_line(output):
    return output.strip().split("\n")[-1]


# --- one function for each language: it returns the command that installs and what the program prints -----------


def cargo(project):
    """cargo with this registry beside crates.io, and what it builds in one place for both crates."""
    project.environment |= {"CARGO_REGISTRIES_TRIAL_INDEX": f"sparse+{project.url}/cargo/", "CARGO_TARGET_DIR": str(ROOT / "target/publish/cargo"),
                            "CARGO_HOME": str(project.folder / "cargo-home"), "CARGO_TERM_COLOR": "never"}
    shutil.copy(ROOT / "rust-toolchain.toml", project.app)


def rust(project):
    cargo(project)
    project.run("cargo", "init", "--quiet", "--vcs", "none", "--name", "app")
    install = ("cargo", "add", f"usersig@={project.version}", "--registry", "trial")
    project.run(*install, "--quiet")
    project.program("main.rs", "src")
    output = project.run("cargo", "run", "--quiet")
    lock = (project.app / "Cargo.lock").read_text("utf-8")
    if f'name = "usersig"\nversion = "{project.version}"\nsource = "sparse+{project.url}' not in lock:
        raise Failure("Cargo.lock has usersig from elsewhere")
    return " ".join(install), output


def cli(project):
    cargo(project)
    install = ("cargo", "install", "usersig-cli", "--version", project.version, "--registry", "trial")
    # The manifest of a crate says nothing of registries: what it depends on is looked for in crates.io, where usersig is not yet. In debug, as
    # `rust` has built what both need.
    project.run(*install, "--quiet", "--debug", "--root", project.folder / "installed",
                "--config", f'patch.crates-io.usersig.version="={project.version}"', "--config", 'patch.crates-io.usersig.registry="trial"')
    usersig = project.folder / "installed/bin/usersig"
    command = {"USERSIG_SDKAPPID": "1400000000"}
    if (version := project.run(usersig, "--version")) != f"usersig {project.version}\n":
        raise Failure(f"usersig --version prints {version!r}")
    token = project.run(usersig, "sign", "--userid", "xiaojun", **command).strip()
    valid = project.run(usersig, "verify", "--userid", "xiaojun", token, **command).split("\n")[0]
    run([usersig, "verify", "--userid", "mallory", token], project.app, project.environment | command, expect=1)
    return " ".join(install), f"xiaojun: {valid}, mallory: rejected"


def python(project):
    project.bash('. "$ROOT/scripts/python.sh" && venv venv')
    python3 = project.app / "venv/bin/python"
    install = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-cache-dir", f"usersig=={project.version}",
               "--index-url", f"{project.url}/pypi/simple/")
    project.run(python3, *install)
    return "pip install " + " ".join(install[6:]), project.run(python3, project.program("app.py"))


def js(project):
    project.bash("command -v npm >/dev/null || need_apt nodejs npm")
    (project.app / "package.json").write_text('{ "private": true }\n', "utf-8")
    install = ("npm", "install", f"usersig@{project.version}", "--registry", f"{project.url}/npm/")
    project.run(*install, "--cache", project.folder / "npm-cache", "--no-audit", "--no-fund", "--loglevel=error")
    locked = json.loads((project.app / "package-lock.json").read_text("utf-8"))["packages"]["node_modules/usersig"]
    if not locked["integrity"].startswith("sha512-") or locked["version"] != project.version:
        raise Failure(f"package-lock.json: {locked}")
    return " ".join(install), project.run("node", project.program("app.mjs"))


def maven(project, dependencies):
    """A project with these dependencies (artifact and type), and what Maven copies for it into jars/."""
    project.java_home()
    lines = "".join(f"<dependency><groupId>io.github.usersig</groupId><artifactId>{artifact}</artifactId><version>{project.version}</version>"
                    f"<type>{kind}</type></dependency>\n    " for artifact, kind in dependencies).rstrip()
    text = (PROGRAMS / "pom.xml").read_text("utf-8").replace("@DEPENDENCIES@", lines)
    (project.app / "pom.xml").write_text(text, "utf-8")
    cache = ROOT / "target/cache/maven-trial"
    # What an earlier run has installed must not be found; dependencies and plugins may.
    shutil.rmtree(cache / GROUP, ignore_errors=True)
    project.run("mvn", "-q", "-B", "-Dstyle.color=never", f"-Dmaven.repo.local={cache}", f"-Dtrial.url={project.url}/maven",
                "dependency:copy-dependencies", "-DoutputDirectory=jars", HOME=os.environ.get("HOME", "/root"))
    for artifact, kind in dependencies:
        only(project.app / "jars", f"{artifact}-{project.version}.{kind}")
    return ", ".join(f"io.github.usersig:{artifact}:{project.version}{'' if kind == 'jar' else '@' + kind}" for artifact, kind in dependencies)


def jvm(project):
    installed = maven(project, [("usersig-jvm", "jar"), ("usersig-tlssigapi", "jar")])
    output = project.run("java", "-cp", "jars/*", project.program("App.java"))
    return f"mvn dependency:copy-dependencies with {installed} in pom.xml", output


def android(project):
    """Resolved with what they depend on; Android is not there."""
    installed = maven(project, [("usersig-android", "aar"), ("usersig-android-full", "aar"), ("usersig-testing", "aar")])
    project.bash("need_apt unzip")
    for name in ("usersig-android", "usersig-android-full"):
        aar = only(project.app / "jars", f"{name}-{project.version}.aar")
        project.bash(f'cd "$ROOT" && scripts/check-android-elf "{aar}"')
    only(project.app / "jars", "kotlin-stdlib-1*.jar")
    return f"mvn dependency:copy-dependencies with {installed} in pom.xml", "resolved, libraries checked; not run: no Android"


def go(project):
    """usersig, and the module in place of the official one."""
    version, official = f"v{project.version}", "github.com/tencentyun/tls-sig-api-v2-golang"
    project.program("main.go")
    install = f"go get {MODULE}@{version}"
    output = project.bash(f"""
        need_go
        export GOPROXY={project.url}/go GONOSUMDB=github.com/usersig/* GOMODCACHE="{project.folder}/modules" GOFLAGS="-mod=mod -modcacherw"
        export GOENV=off CGO_ENABLED=0
        go mod init example >/dev/null 2>&1
        {install} >&2
        go mod edit -require={official}@v1.0.0 -replace={official}={MODULE}/drop-in/tls-sig-api-v2-golang@{version}
        go run .
    """)
    if f"{MODULE} {version} h1:" not in (project.app / "go.sum").read_text("utf-8"):
        raise Failure("go.sum does not have the module")
    return f"GOPROXY={project.url}/go {install}", output


def php(project):
    project.bash("need_apt php8.2-cli composer unzip")
    (project.app / "composer.json").write_text(json.dumps({
        "repositories": [{"type": "composer", "url": f"{project.url}/composer"}, {"packagist.org": False}],
        # A registry on this machine has no certificate.
        "config": {"secure-http": False},
    }), "utf-8")
    install = ("composer", "require", f"usersig/usersig:{project.version}")
    project.run(*install, "--no-interaction", "--no-progress", "--quiet", COMPOSER_HOME=str(project.folder / "composer"), COMPOSER_ALLOW_SUPERUSER="1")
    output = project.run("php8.2", project.program("app.php"))
    # The extension is for one PHP: that of the package.
    _, folder = project.unpack("php", r"usersig-extension-.*-php8\.2-nts-linux-x86_64\.zip", "extension")
    faster = project.run("php8.2", "-d", f"extension={only(folder, '*/usersig.so')}", "app.php")
    if last_line(faster) != f"{EXPECTED} (extension)":
        raise Failure(f"with the extension: {faster}")
    return " ".join(install), output


def dart(project):
    """As pub does: the version and the digest from the API, the archive into a cache, and package_config.json."""
    versions = json.loads(project.get("pub/api/packages/usersig"))["versions"]
    entry = next((entry for entry in versions if entry["version"] == project.version), None)
    if not entry:
        raise Failure(f"pub has no usersig {project.version}")
    cached = project.app / f"hosted/usersig-{project.version}"
    unpack(project.get(entry["archive_url"], entry["archive_sha256"]), cached)
    program = project.program("app.dart")
    output = project.bash(f"""
        . "$ROOT/scripts/dart.sh"
        need_dart
        # The virtual machine is one of 32 bits, for which no package has a library.
        [ -e "$DART_LIBRARY/libusersig.so" ] || (cd "$ROOT" && build_dart_library >&2)
        dart_packages packages.json "usersig={cached}"
        dart --packages=packages.json "{program}"
    """)
    return f"pub's protocol: GET /api/packages/usersig, usersig {project.version} by its archive_sha256", output


def dotnet(project):
    """As NuGet does: the service index, the package by its hash, and from it the assembly for .NET 8 and the library of this machine."""
    index = json.loads(project.get("nuget/v3/index.json"))
    services = {service["@type"].split("/")[0]: service["@id"] for service in index["resources"]}
    if project.version not in json.loads(project.get(f"{services['PackageBaseAddress']}usersig.net/index.json"))["versions"]:
        raise Failure(f"NuGet has no UserSig.Net {project.version}")
    data = project.get(f"{services['PackageBaseAddress']}usersig.net/{project.version}/usersig.net.{project.version}.nupkg")
    page = json.loads(project.get(f"{services['RegistrationsBaseUrl']}usersig.net/index.json"))["items"][0]["items"][0]["catalogEntry"]
    if base64.b64encode(hashlib.sha512(data).digest()).decode() != page["packageHash"]:
        raise Failure("UserSig.Net has another hash than its registration")
    package = project.app / "package"
    unpack(data, package)
    for file in ("lib/net8.0/UserSig.Net.dll", "runtimes/linux-x64/native/libusersig.so"):
        shutil.copy(package / file, project.app)
    program = project.program("Program.cs")
    output = project.bash(f"""
        . "$ROOT/scripts/dotnet.sh"
        need_dotnet
        csc -nologo -langversion:10 -nullable:enable -out:"$PWD/app.dll" -r:"$PWD/UserSig.Net.dll" "{program}" >&2
        dotnet_config app
        on_dotnet app.dll
    """)
    return f"NuGet's protocol: GET /v3/index.json, flat container, UserSig.Net {project.version} by its packageHash", output


def native(project, name):
    project.bash("need_apt cmake g++ make")
    _, prefix = project.unpack("c", rf"usersig-{project.version}-x86_64-unknown-linux-gnu\.tar\.gz", "usersig")
    prefix = only(prefix, "*")
    project.program("CMakeLists.txt")
    project.program(name)
    project.run("cmake", "-S", ".", "-B", "build", f"-DVERSION={project.version}", f"-DCMAKE_PREFIX_PATH={prefix}", "-DCMAKE_BUILD_TYPE=Debug")
    project.run("cmake", "--build", "build")
    outputs = {project.run("build/app_usersig"), project.run("build/app_static")}
    if len(outputs) != 1:
        raise Failure(f"the shared and the static library differ: {outputs}")
    if (version := project.run(prefix / "bin/usersig", "--version")) != f"usersig {project.version}\n":
        raise Failure(f"bin/usersig --version prints {version!r}")
    return outputs.pop()


def c(project):
    output = native(project, "main.c")
    return f"usersig-{project.version}-x86_64-unknown-linux-gnu.tar.gz by SHA256SUMS; find_package(usersig {project.version} EXACT)", output


def cpp(project):
    name, folder = project.unpack("cpp", rf"usersig-{project.version}-cpp\.tar\.gz", "drop-in")
    for file in (only(folder, "*") / "testing").glob("GenerateTestUserSig.*"):
        shutil.copy(file, project.app)
    return f"{name} by SHA256SUMS, its GenerateTestUserSig.cpp beside the program", native(project, "main.cpp")


def serve(project):
    name, folder = project.unpack("serve", rf"usersig-serve-{project.version}-x86_64-unknown-linux-musl\.tar\.gz", "serve")
    version = project.run(only(folder, "*/bin/usersig-serve"), "--version").strip()
    if version != f"usersig serve {project.version}":
        raise Failure(f"usersig-serve --version prints {version!r}")
    return f"{name} by SHA256SUMS", version


def page(project):
    """Opened in a browser, which has to run its script: the title is there before it, the version only after it."""
    project.bash("need_apt chromium-headless-shell")
    name, data = project.download("page", r"usersig\.html")
    (project.app / name).write_bytes(data)
    shown = project.run("chromium-headless-shell", "--no-sandbox", "--virtual-time-budget=3000", "--dump-dom", f"file://{project.app / name}")
    if project.version not in shown:
        raise Failure(f"the page does not show {project.version}")
    return f"{name} by SHA256SUMS, opened in Chromium", f"shows {project.version}"


def harmony(project):
    """As ohpm does: unpacked into oh_modules. Its engine is JavaScript, which Node runs."""
    project.bash("command -v npm >/dev/null || need_apt nodejs npm")
    name, folder = project.unpack("harmony", r"usersig\.har", "har")
    manifest = json.loads((folder / "package/oh-package.json5").read_text("utf-8"))
    if (manifest["name"], manifest["version"]) != ("usersig", project.version):
        raise Failure(f"{name} is {manifest['name']} {manifest['version']}")
    installed = project.app / "node_modules/usersig"
    installed.mkdir(parents=True)
    shutil.copy(folder / "package/src/main/ets/usersig.js", installed / "index.mjs")
    (installed / "package.json").write_text('{ "name": "usersig", "exports": "./index.mjs" }', "utf-8")
    return f"{name} by SHA256SUMS, unpacked as ohpm does", project.run("node", project.program("app.mjs"))


def swift(project):
    """SwiftPM, which clones the tag: the archive as a git repository, as a mirror of the one that the coordinates name."""
    _, origin = project.unpack("swift", rf"usersig-{project.version}-swift\.tar\.gz", "origin")
    project.program("main.swift", "Sources/app")
    manifest = (PROGRAMS / "Package.swift").read_text("utf-8").replace("@VERSION@", project.version)
    (project.app / "Package.swift").write_text(manifest, "utf-8")
    # Swift's Debian 13 has the project at /src, and no git.
    inside = pathlib.Path("/src") / project.app.relative_to(ROOT)
    output = project.bash(f"""
        need_apt git
        cd "{origin}/usersig"
        git init --quiet
        git add --all
        git -c user.name=trial -c user.email=trial@usersig.invalid -c commit.gpgSign=false commit --quiet --message trial
        git tag v{project.version}
        cd "$ROOT"
        cargo build --quiet --locked -p usersig-uniffi --lib >&2
        mkdir -p target/swift-library
        cp target/debug/libusersig_uniffi.so target/swift-library/
        scripts/swift-env sh -c 'command -v git >/dev/null || {{ apt-get update -qq && apt-get install -y -qq --no-install-recommends git; }}' >&2
        in_app() {{
            scripts/swift-env env -C {inside} LIBRARY_PATH=/src/target/swift-library LD_LIBRARY_PATH=/src/target/swift-library USERSIG_SECRET_KEY={KEY} "$@"
        }}
        in_app swift package config set-mirror --original https://github.com/usersig/usersig --mirror file://{inside}/origin/usersig >&2
        in_app swift build >&2
        in_app .build/debug/app
    """)
    resolved = json.loads((project.app / "Package.resolved").read_text("utf-8"))["pins"]
    if [pin["state"].get("version") for pin in resolved] != [project.version]:
        raise Failure(f"Package.resolved: {resolved}")
    return f'.package(url: "https://github.com/usersig/usersig", exact: "{project.version}"), from a mirror', output


INSTALLS = {function.__name__: function for function in (
    rust, cli, python, js, jvm, android, go, php, dart, dotnet, c, cpp, serve, page, harmony, swift)}
# Those whose program does something else than EXPECTED.
OTHER = {"android", "serve", "page"}


def install(language, version, url):
    """Installs and runs; returns the command and the line that the program prints."""
    # Swift's system sees only what is below the project.
    inside = ROOT / "target/publish" if language == "swift" else None
    if inside:
        inside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"usersig-{language}-", dir=inside) as folder:
        command, output = INSTALLS[language](Project(language, version, url, folder))
    line = last_line(output)
    if language not in OTHER and line != EXPECTED:
        raise Failure(f"the program prints {output!r}, expected {EXPECTED!r}")
    return command, line


def main(arguments):
    if arguments == ["--list"]:
        for name, function in INSTALLS.items():
            print(f"{name:8} {(function.__doc__ or 'by its coordinates').split(chr(10))[0]}")
        for name, reason in NOT_INSTALLED.items():
            print(f"not: {name}: {reason}")
        return
    if len(arguments) != 3 or arguments[0] not in (*INSTALLS, "all"):
        sys.exit(__doc__.strip())
    failed = False
    for language in INSTALLS if arguments[0] == "all" else arguments[:1]:
        try:
            command, line = install(language, *arguments[1:])
            print(f"{language}: {command}\n{language}: {line}", flush=True)
        except (Failure, KeyError, OSError) as error:
            failed = True
            print(f"{language}: FAILED {error}", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main(sys.argv[1:])
