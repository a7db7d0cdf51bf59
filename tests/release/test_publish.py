"""Tests scripts/publish with small packages that are made here: what the indexes hold, that each client rejects a file with a changed byte,
and that the rules find what is missing. Needs cargo, go, npm and pip; asks no server but its own.

    python3 -m unittest tests/release/test_publish.py
"""

import base64
import hashlib
import io
import json
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import unittest
import urllib.error
import urllib.request
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts/publish"))

# pylint: disable=wrong-import-position
import check
import install
import registry
import yaml_subset
from common import GROUP, MODULE, Failure, digest
from serve import SIMPLE, Server

VERSION = "1.2.3"

CARGO = """[package]
name = "usersig"
version = "1.2.3"
edition = "2021"
description = "d"
license = "MIT"
repository = "r"
[features]
default = ["ecdsa"]
ecdsa = ["dep:p256"]
small = []
"""
DEPENDENCIES = """[dependencies.p256]
version = "0.14"
features = ["std"]
optional = true
default-features = false
[dependencies.json]
version = "=1.0"
package = "serde_json"
[dev-dependencies.hmac]
version = "0.13"
[target.'cfg(unix)'.dependencies.usersig-cli]
version = "1.2.3"
"""
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>io.github.usersig</groupId>
<artifactId>{0}</artifactId><version>1.2.3</version><packaging>{1}</packaging><name>n</name><description>d</description><url>u</url>
<licenses><license><name>MIT</name><url>u</url></license></licenses><developers><developer><name>d</name></developer></developers>
<scm><url>u</url><connection>c</connection><developerConnection>c</developerConnection></scm></project>"""


def tar(file, content):
    file.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(file, "w:gz") as archive:
        for name, text in content.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))


def zip_(file, content):
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in content.items():
            archive.writestr(name, text)


def rust(folder, dependencies=""):
    tar(folder / "usersig-1.2.3.crate", {"usersig-1.2.3/Cargo.toml": CARGO.replace('"dep:p256"', '"dep:p256"' if dependencies else "") + dependencies,
                                         "usersig-1.2.3/src/lib.rs": ""})
    tar(folder / "usersig-cli-1.2.3.crate", {"usersig-cli-1.2.3/Cargo.toml": '[package]\nname = "usersig-cli"\nversion = "1.2.3"\n'})


def python(folder):
    metadata = "Metadata-Version: 2.1\nName: usersig\nVersion: 1.2.3\nRequires-Python: >=3.9\n\nText: none\n"
    information = "usersig-1.2.3.dist-info"
    zip_(folder / "usersig-1.2.3-py3-none-any.whl", {
        "usersig/__init__.py": "", f"{information}/METADATA": metadata, f"{information}/RECORD": "",
        f"{information}/WHEEL": "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n"})
    tar(folder / "usersig-1.2.3.tar.gz", {"usersig-1.2.3/PKG-INFO": metadata})


def js(folder):
    tar(folder / "usersig-1.2.3.tgz", {"package/package.json": '{"name": "usersig", "version": "1.2.3", "main": "index.js"}', "package/index.js": ""})


def go(folder):
    files = folder / MODULE / "@v"
    zip_(files / "v1.2.3.zip", {f"{MODULE}@v1.2.3/go.mod": f"module {MODULE}\n", f"{MODULE}@v1.2.3/usersig.go": "package usersig\n"})
    (files / "v1.2.3.mod").write_text(f"module {MODULE}\n")
    (files / "v1.2.3.info").write_text('{"Version": "v1.2.3", "Time": "2020-01-01T00:00:00Z"}')
    (files / "list").write_text("v1.2.3\n")


def jvm(folder):
    for artifact, packaging in (("usersig-jvm", "jar"), ("usersig-tlssigapi", "jar"), ("usersig-android", "aar")):
        files = folder / GROUP / artifact / VERSION
        for suffix in (f".{packaging}", "-sources.jar", "-javadoc.jar"):
            zip_(files / f"{artifact}-1.2.3{suffix}", {"A": suffix})
        (files / f"{artifact}-1.2.3.pom").write_text(POM.format(artifact, packaging))


def php(folder):
    zip_(folder / "usersig-1.2.3.zip", {"usersig-1.2.3/composer.json": '{"name": "usersig/usersig"}'})
    zip_(folder / "usersig-extension-1.2.3-php8.2-nts-linux-x86_64.zip", {"usersig.so": ""})


def dart(folder):
    for kind in ("", "-plugin"):
        tar(folder / f"usersig-1.2.3{kind}.tar.gz", {"pubspec.yaml": "name: usersig\nversion: 1.2.3\nenvironment:\n  sdk: ^3.10.0\n"})


def dotnet(folder):
    nuspec = ('<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata><id>UserSig.Net</id><version>1.2.3</version>'
              '<license type="expression">MIT</license><description>d</description>'
              '<dependencies><group targetFramework="net8.0"/></dependencies></metadata></package>')
    zip_(folder / "UserSig.Net.1.2.3.nupkg", {"UserSig.Net.nuspec": nuspec})
    zip_(folder / "usersig-1.2.3-unity.zip", {"Assets/a": ""})


def c(folder):
    tar(folder / "usersig-1.2.3-x86_64-unknown-linux-gnu.tar.gz", {"usersig/a": ""})


FAKES = {function.__name__: function for function in (rust, python, js, go, jvm, php, dart, dotnet, c)}


def change_a_byte(file):
    """In the time of an archive: it unpacks as before, and only its digest is another."""
    data = bytearray(file.read_bytes())
    data[10 if data.startswith(b"PK") else 4] ^= 1
    file.write_bytes(data)


class Trial(unittest.TestCase):
    """A folder for packages, one for the registry."""

    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = pathlib.Path(self.temporary.name)
        self.packages, self.registry = self.folder / "packages", self.folder / "registry"
        self.app = self.folder / "app"
        self.app.mkdir()

    def lay_out(self, *languages):
        for language in languages:
            FAKES[language](self.packages / language)
        return registry.layout(self.packages, self.registry, VERSION, languages)

    def read(self, path):
        return json.loads((self.registry / path).read_text("utf-8"))

    def serve(self):
        server = Server(self.registry)
        server.__enter__()
        self.addCleanup(server.__exit__)
        return server

    def get(self, server, path, **headers):
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(urllib.request.Request(server.url + path, headers=headers)) as answer:
            return answer.headers["Content-Type"], answer.read()

    def client(self, *command, **environment):
        """Runs a client in the empty project; returns whether it succeeded, and what it printed."""
        unset = {name for name in os.environ if name.startswith(("PIP_", "GO", "npm_config_"))} - {"GOROOT", "GOTOOLCHAIN"}
        values = {name: value for name, value in os.environ.items() if name not in unset} | {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
        done = subprocess.run([str(word) for word in command], cwd=self.app, env=values | {n: str(v) for n, v in environment.items()},
                              capture_output=True, text=True, check=False)
        return done.returncode == 0, done.stdout + done.stderr

    def assert_rejects_changed(self, client, file, expected, change=change_a_byte):
        """The client installs; after one byte of the served file has changed it does not, and says that the digest differs."""
        good, output = client("first")
        self.assertTrue(good, output)
        change(self.registry / file)
        good, output = client("second")
        self.assertFalse(good, "a changed file was accepted")
        self.assertRegex(output, expected)


class Indexes(Trial):
    def test_cargo_index_has_dependencies_features_and_checksum(self):
        rust(self.packages / "rust", DEPENDENCIES)
        registry.layout(self.packages, self.registry, VERSION, ["rust"])
        line = self.read("cargo/us/er/usersig")
        self.assertEqual(line["cksum"], digest(self.packages / "rust/usersig-1.2.3.crate"))
        self.assertEqual((line["features"], line["features2"], line["v"]), ({"default": ["ecdsa"], "small": []}, {"ecdsa": ["dep:p256"]}, 2))
        dependencies = {entry["name"]: entry for entry in line["deps"]}
        self.assertEqual(dependencies["p256"], {"name": "p256", "req": "^0.14", "features": ["std"], "optional": True, "default_features": False,
                                                "target": None, "kind": "normal", "registry": registry.CRATES_IO})
        self.assertEqual((dependencies["json"]["req"], dependencies["json"]["package"]), ("=1.0", "serde_json"))
        self.assertEqual(dependencies["hmac"]["kind"], "dev")
        own = dependencies["usersig-cli"]
        self.assertEqual((own["registry"], own["target"]), (None, "cfg(unix)"))

    def test_cargo_index_paths(self):
        self.assertEqual([registry.index_path(name) for name in ("a", "ab", "abc", "abcd", "usersig")], ["1/a", "2/ab", "3/a/abc", "ab/cd/abcd", "us/er/usersig"])

    def test_simple_index(self):
        self.lay_out("python")
        page, data = (self.registry / "pypi/simple/usersig/index.html").read_text(), self.read("pypi/simple/usersig/index.json")
        for file in ("usersig-1.2.3-py3-none-any.whl", "usersig-1.2.3.tar.gz"):
            value = digest(self.packages / "python" / file)
            self.assertIn(f'href="../../files/{file}#sha256={value}" data-requires-python="&gt;=3.9"', page)
            self.assertIn((file, value), [(entry["filename"], entry["hashes"]["sha256"]) for entry in data["files"]])

    def test_packument(self):
        self.lay_out("js")
        entry = self.read("npm/usersig/index.json")["versions"][VERSION]
        data = (self.packages / "js/usersig-1.2.3.tgz").read_bytes()
        self.assertEqual(entry["dist"]["integrity"], "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode())
        self.assertEqual(entry["main"], "index.js")

    def test_maven_metadata_and_sums(self):
        self.lay_out("jvm")
        folder = self.registry / "maven" / GROUP / "usersig-android"
        self.assertIn("<release>1.2.3</release>", (folder / "maven-metadata.xml").read_text())
        for file in (folder / "maven-metadata.xml", folder / "1.2.3/usersig-android-1.2.3.aar"):
            for algorithm in registry.SUMS:
                self.assertEqual(pathlib.Path(f"{file}.{algorithm}").read_text(), digest(file, algorithm))

    def test_others(self):
        artefacts = self.lay_out("php", "dart", "dotnet", "go", "c")
        package = self.read("composer/packages.json")["packages"]["usersig/usersig"][VERSION]
        self.assertEqual((package["version"], package["dist"]["shasum"]), (VERSION, digest(self.packages / "php/usersig-1.2.3.zip", "sha1")))
        entry = self.read("pub/api/packages/usersig/index.json")["versions"][0]
        self.assertEqual((entry["archive_sha256"], entry["pubspec"]["environment"]), (digest(self.packages / "dart/usersig-1.2.3.tar.gz"), {"sdk": "^3.10.0"}))
        self.assertEqual(self.read("nuget/flat/usersig.net/index.json"), {"versions": [VERSION]})
        leaf = self.read("nuget/registration/usersig.net/index.json")["items"][0]["items"][0]["catalogEntry"]
        self.assertEqual(leaf["dependencyGroups"], [{"targetFramework": "net8.0"}])
        self.assertEqual((self.registry / "go" / MODULE / "@v/list").read_text(), "v1.2.3\n")
        archive = "usersig-1.2.3-x86_64-unknown-linux-gnu.tar.gz"
        self.assertEqual((self.registry / "files/c/SHA256SUMS").read_text(), f"{digest(self.packages / 'c' / archive)}  {archive}\n")
        self.assertEqual(self.read("registry.json"), {"version": VERSION, "artefacts": artefacts})
        self.assertEqual(artefacts["c"][0], {"file": f"files/c/{archive}", "bytes": (self.packages / "c" / archive).stat().st_size,
                                             "sha256": digest(self.packages / "c" / archive)})

    def test_another_version_is_an_error(self):
        for language in FAKES:
            with self.subTest(language), self.assertRaises((Failure, FileNotFoundError)):
                FAKES[language](self.packages / language)
                registry.layout(self.packages, self.registry, "1.2.4", [language])

    def test_a_missing_language_is_an_error(self):
        with self.assertRaisesRegex(Failure, "scripts/pack rust makes it"):
            registry.layout(self.packages, self.registry, VERSION)

    def test_foreign_folders_stay(self):
        (self.registry / "work").mkdir(parents=True)
        with self.assertRaisesRegex(Failure, "is no registry"):
            self.lay_out("js")
        self.assertTrue((self.registry / "work").is_dir())

    def test_pubspecs(self):
        text = 'a: 1 # c\nb:\n  # c\n  c: "^1 #"\n  d:\n    e: [x, \'y\']\nf:\n'
        self.assertEqual(yaml_subset.loads(text.replace(' #"', '"')), {"a": "1", "b": {"c": "^1", "d": {"e": ["x", "y"]}}, "f": None})
        with self.assertRaisesRegex(ValueError, "line 2"):
            yaml_subset.loads("a: 1\n- b\n")


class Serving(Trial):
    def test_the_address_is_filled_in_metadata_only(self):
        self.lay_out("js")
        (self.registry / "npm/usersig/-/raw.tgz").write_bytes(b"{{BASE}}")
        server = self.serve()
        kind, body = self.get(server, "/npm/usersig")
        self.assertEqual((kind, json.loads(body)["versions"][VERSION]["dist"]["tarball"]), ("application/json", f"{server.url}/npm/usersig/-/usersig-1.2.3.tgz"))
        self.assertEqual(self.get(server, "/npm/usersig/-/raw.tgz"), ("application/gzip", b"{{BASE}}"))

    def test_the_simple_index_in_the_form_that_is_asked_for(self):
        self.lay_out("python")
        server = self.serve()
        self.assertTrue(self.get(server, "/pypi/simple/usersig/", Accept="text/html")[0].startswith("text/html"))
        kind, body = self.get(server, "/pypi/simple/usersig/", Accept=f"{SIMPLE}, text/html;q=0.1")
        self.assertEqual((kind, json.loads(body)["name"]), (SIMPLE, "usersig"))

    def test_what_is_not_there_is_404(self):
        self.lay_out("js")
        (self.folder / "secret").write_text("x")
        server = self.serve()
        for path in ("/npm/other", "/npm", "/../secret", "/%2e%2e/secret", "/npm/usersig/-/usersig-1.2.4.tgz"):
            with self.subTest(path), self.assertRaises(urllib.error.HTTPError) as raised:
                self.get(server, path)
            self.assertEqual(raised.exception.code, 404)
            raised.exception.close()

    def test_a_folder_that_is_no_registry(self):
        with self.assertRaises(FileNotFoundError):
            Server(self.folder)


class Clients(Trial):
    def test_pip(self):
        self.lay_out("python")
        url = self.serve().url

        def download(name):
            return self.client(sys.executable, "-m", "pip", "download", "--isolated", "--no-cache-dir", "--no-deps", "--only-binary", ":all:",
                               f"usersig=={VERSION}", "--index-url", f"{url}/pypi/simple/", "--dest", self.folder / name)

        self.assert_rejects_changed(download, "pypi/files/usersig-1.2.3-py3-none-any.whl", "DO NOT MATCH THE HASHES")

    def test_npm(self):
        self.lay_out("js")
        url = self.serve().url

        def install_(name):
            (self.app / name).mkdir()
            (self.app / name / "package.json").write_text("{}")
            return self.client("npm", "install", "--prefix", name, f"usersig@{VERSION}", "--registry", f"{url}/npm/", "--cache", self.folder / name,
                               "--no-audit", "--no-fund", "--fetch-retries=0")

        self.assert_rejects_changed(install_, "npm/usersig/-/usersig-1.2.3.tgz", "EINTEGRITY")

    def test_cargo(self):
        self.lay_out("rust")
        url = self.serve().url
        (self.app / "src").mkdir()
        (self.app / "src/lib.rs").touch()
        (self.app / "Cargo.toml").write_text(f'[package]\nname = "app"\nversion = "1.0.0"\n[dependencies]\nusersig = {{ version = "={VERSION}", registry = "trial" }}\n')

        def fetch(name):
            return self.client("cargo", "fetch", CARGO_REGISTRIES_TRIAL_INDEX=f"sparse+{url}/cargo/", CARGO_HOME=self.folder / name,
                               RUSTUP_HOME=os.environ.get("RUSTUP_HOME", pathlib.Path.home() / ".rustup"), CARGO_NET_RETRY=0)

        self.assert_rejects_changed(fetch, "cargo/crates/usersig/usersig-1.2.3.crate", "failed to verify the checksum")

    def test_go(self):
        self.lay_out("go")
        url = self.serve().url
        (self.app / "go.mod").write_text("module example\n\ngo 1.18\n")

        # The first call writes go.sum: no server of checksums knows the module.
        def get(name):
            return self.client("go", "get", f"{MODULE}@v{VERSION}", GOPROXY=f"{url}/go", GONOSUMDB="github.com/usersig/*", GOENV="off",
                               GOFLAGS="-modcacherw -mod=mod", GOMODCACHE=self.folder / name)

        # Its digest is that of the files, without their times.
        def change(file):
            zip_(file, {f"{MODULE}@v1.2.3/go.mod": f"module {MODULE}\n", f"{MODULE}@v1.2.3/usersig.go": "package usersig // changed\n"})

        self.assert_rejects_changed(get, f"go/{MODULE}/@v/v1.2.3.zip", "checksum mismatch", change)

    def test_downloads(self):
        self.lay_out("c")
        url = self.serve().url

        def download(name):
            try:
                return True, install.Project("c", VERSION, url, self.project(name)).download("c", ".*gz")[0]
            except Failure as failure:
                return False, str(failure)

        self.assert_rejects_changed(download, "files/c/usersig-1.2.3-x86_64-unknown-linux-gnu.tar.gz", "digest .*, expected")

    def project(self, name):
        (self.folder / name).mkdir()
        return self.folder / name

    def test_the_clients_of_nuget_and_pub(self):
        self.lay_out("dotnet", "dart")
        url = self.serve().url
        change_a_byte(self.registry / "nuget/flat/usersig.net/1.2.3/usersig.net.1.2.3.nupkg")
        change_a_byte(self.registry / "pub/packages/usersig-1.2.3.tar.gz")
        with self.assertRaisesRegex(Failure, "another hash than its registration"):
            install.install("dotnet", VERSION, url)
        with self.assertRaisesRegex(Failure, "digest .*, expected"):
            install.install("dart", VERSION, url)

    def test_an_install_that_finds_nothing_fails(self):
        self.lay_out("js")
        url = self.serve().url
        with self.assertRaisesRegex(Failure, "404"):
            install.install("js", "9.9.9", f"{url}/nowhere")
        with self.assertRaises(Failure):
            install.install("dart", VERSION, url)


class CentralRules(Trial):
    @classmethod
    def setUpClass(cls):
        cls.key = check.ThrowAwayKey().__enter__()
        cls.addClassCleanup(cls.key.__exit__)

    def setUp(self):
        super().setUp()
        jvm(self.packages)
        self.artifacts = check.central_bundle(self.packages, self.folder / "bundle", VERSION, self.key)

    def problems(self, artifact="usersig-jvm"):
        return list(check.central_problems(self.artifacts[artifact], artifact, VERSION))

    def file(self, name, artifact="usersig-jvm"):
        return self.artifacts[artifact] / f"{artifact}-1.2.3{name}"

    def test_a_complete_bundle(self):
        self.assertEqual([self.problems(artifact) for artifact in self.artifacts], [[], [], []])

    def test_missing_jars(self):
        for suffix in ("-sources.jar", "-javadoc.jar"):
            self.file(suffix).unlink()
        self.assertEqual(self.problems(), ["no usersig-jvm-1.2.3-sources.jar", "no usersig-jvm-1.2.3-javadoc.jar"])

    def test_the_documentation_of_an_aar(self):
        self.file("-javadoc.jar", "usersig-android").unlink()
        self.assertEqual(self.problems("usersig-android"), ["no usersig-android-1.2.3-javadoc.jar"])

    def test_sums_and_signatures(self):
        self.file(".jar.sha1").write_text("0" * 40)
        self.file(".jar.md5").unlink()
        self.file(".pom.asc").unlink()
        self.assertEqual(self.problems(), ["no usersig-jvm-1.2.3.jar.md5", "usersig-jvm-1.2.3.jar.sha1 is not the checksum", "no usersig-jvm-1.2.3.pom.asc"])

    def test_a_signature_of_other_bytes(self):
        self.key.verify(self.file(".jar"))
        change_a_byte(self.file(".jar"))
        with self.assertRaisesRegex(Failure, "BAD signature"):
            self.key.verify(self.file(".jar"))

    def test_poms(self):
        pom = POM.format("usersig-jvm", "jar")
        self.assertEqual(list(check.pom_problems(pom)), [])
        for tag, problem in (("developers", "no developers/developer/name"), ("description", "no description"), ("url", "no url")):
            start, end = pom.index(f"<{tag}>"), pom.index(f"</{tag}>")
            self.assertIn(problem, list(check.pom_problems(pom[:start] + pom[end + len(tag) + 3:])))
        self.assertIn("a snapshot", list(check.pom_problems(pom.replace("1.2.3", "1.2.3-SNAPSHOT"))))


class OtherRules(Trial):
    def test_pub(self):
        file = self.folder / "usersig-1.2.3.tar.gz"
        content = {
            "pubspec.yaml": f"name: usersig\nversion: 1.2.3\ndescription: {'d' * 60}\nrepository: r\nenvironment:\n  sdk: ^3.10.0\n",
            "README.md": "", "CHANGELOG.md": "# Changelog\n\n## [1.2.3] 2026\n", "LICENSE": "", "lib/usersig.dart": "", "example/usersig_example.dart": "",
        }
        tar(file, content)
        self.assertEqual(list(check.pub_problems(file, VERSION)), [])
        tar(file, content | {"CHANGELOG.md": "## [1.2.30]\n"})
        self.assertEqual(list(check.pub_problems(file, VERSION)), ["CHANGELOG.md does not name 1.2.3"])
        tar(file, {name: text for name, text in content.items() if name != "LICENSE"})
        self.assertEqual(list(check.pub_problems(file, VERSION)), ["no LICENSE"])

    def test_crates(self):
        file = self.folder / "usersig-1.2.3.crate"
        tar(file, {"usersig-1.2.3/Cargo.toml": CARGO})
        self.assertEqual(list(check.crate_problems(file)), [])
        tar(file, {"usersig-1.2.3/Cargo.toml": CARGO.replace('license = "MIT"\n', 'keywords = ["a b"]\n') + '[dependencies]\nx = { path = "x" }\n'})
        self.assertEqual(list(check.crate_problems(file)), ["no license", "keywords ['a b']", "dependency x: {'path': 'x'}"])

    def test_nupkg(self):
        file = self.folder / "UserSig.Net.1.2.3.nupkg"
        nuspec = (ROOT / "bindings/dotnet/UserSig.Net.nuspec").read_text("utf-8").replace("$version$", VERSION)
        types = "".join(f'<Default Extension="{extension}"/>' for extension in ("nuspec", "rels", "dll", "xml", "md"))
        content = {"UserSig.Net.nuspec": nuspec, "README.md": "", "_rels/.rels": "", "[Content_Types].xml": f"<Types>{types}</Types>"}
        for framework in ("net8.0", "netstandard2.0"):
            content |= {f"lib/{framework}/UserSig.Net.{extension}": "" for extension in ("dll", "xml")}
        zip_(file, content)
        self.assertEqual(list(check.nupkg_problems(file, VERSION)), [])
        del content["lib/net8.0/UserSig.Net.xml"]
        zip_(file, content | {"UserSig.Net.nuspec": nuspec.replace("repository type", "other type"), "LICENSE": ""})
        self.assertEqual(list(check.nupkg_problems(file, VERSION)), ["no repository", "no lib/net8.0/UserSig.Net.xml", "LICENSE has no content type"])

    def test_sums(self):
        c(self.folder / "c")
        folder = self.folder / "c"
        name = "usersig-1.2.3-x86_64-unknown-linux-gnu.tar.gz"
        (folder / "SHA256SUMS").write_text(f"{digest(folder / name)}  {name}\n")
        self.assertEqual(list(check.sums_problems(folder)), [])
        change_a_byte(folder / name)
        (folder / "more").touch()
        self.assertEqual(list(check.sums_problems(folder)), ["more is not in SHA256SUMS", f"{name} has another checksum"])

    def test_pages(self):
        page = '<script>a = "<img src=\'http://x\'>"</script><img src="data:image/png,"><a href="https://x">'
        self.assertEqual(check.loaded_by(page), [])
        self.assertEqual(check.loaded_by(page + '<script src="https://y"></script>'), ["script https://y"])

    def test_wheels(self):
        python(self.folder)
        problems = list(check.wheel_problems(self.folder / "usersig-1.2.3-py3-none-any.whl"))
        self.assertIn("usersig/__init__.py is not in RECORD", problems)
        self.assertIn("no LICENSE-MIT", problems)

    def test_links_lead_to_files_of_the_archive(self):
        archive = self.folder / "usersig-1.2.3.tar.gz"
        page = "[a](b/README.md#c) [d](#e) [f](https://x/y) [g](../README.md)"
        tar(archive, {"usersig/README.md": page, "usersig/b/README.md": "[up](../README.md)"})
        self.assertEqual(list(check.broken_links(archive)), ["usersig/README.md: ../README.md"])

    def test_links_of_a_page_that_is_shown_alone(self):
        page = "[a](README.zh-CN.md) [b](https://x/y) [c](#d)"
        tar(self.folder / "a.tar.gz", {"a/PKG-INFO": page, "a/README.md": page, "a/README.zh-CN.md": ""})
        zip_(self.folder / "a.nupkg", {"README.md": page, "README.zh-CN.md": "[e](README.md)"})
        self.assertEqual(list(check.broken_links(self.folder / "a.tar.gz")), ["a/PKG-INFO: README.zh-CN.md"])
        self.assertEqual(list(check.broken_links(self.folder / "a.nupkg")), ["README.md: README.zh-CN.md"])

    def test_a_check_that_fails_is_counted(self):
        checks = check.Checks()
        stdout, sys.stdout = sys.stdout, io.StringIO()
        try:
            check.check(checks, "js", VERSION, self.folder)
        finally:
            sys.stdout = stdout
        self.assertEqual((checks.passed, checks.failed), (0, 1))


if __name__ == "__main__":
    unittest.main()
