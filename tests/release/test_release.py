"""scripts/release and the modules it is made of: versions, changelog, bills, what differs, the signature."""
import hashlib
import importlib.machinery
import importlib.util
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts" / "publish"))
sys.dont_write_bytecode = True
# ruff: noqa: E402
import artefacts
import changelog
import common
import plain_modes
import versions


def load_release():
    loader = importlib.machinery.SourceFileLoader("release", str(ROOT / "scripts" / "release"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("release", loader))
    loader.exec_module(module)
    return module


release = load_release()


class Versions(unittest.TestCase):
    def test_every_place_here_is_known_and_agrees(self):
        self.assertEqual(versions.check(), [])

    def test_only_three_numbers_are_a_version(self):
        for text in ("", "1", "1.2", "1.2.3.4", "v1.2.3", "1.2.3-rc.1", "01.2.3", "1.2.x", "--help", "1.2.3\n"):
            with self.subTest(text), self.assertRaises(versions.Wrong):
                versions.parse(text)

    def test_another_number_is_left_alone(self):
        for line in ("usersig 127.0.0.1", "usersig 10.1.0", "usersig 0.1.01", "usersig 0.1.0.1"):
            self.assertEqual(versions.edit("x.md", line, "0.1.0", "9.9.9"), (line, []))
        self.assertEqual(versions.edit("x.md", "usersig v0.1.0.", "0.1.0", "9.9.9")[0], "usersig v9.9.9.")

    def test_a_dependency_of_the_same_version_is_not_changed_and_is_reported(self):
        text, problems = versions.edit("web/x.toml", 'other = "0.1.0"', "0.1.0", "0.2.0")
        self.assertEqual(text, 'other = "0.1.0"')
        self.assertEqual(len(problems), 1)

    def test_a_manifest_without_its_line_is_reported(self):
        self.assertTrue(versions.edit("bindings/dart/pubspec.yaml", "name: usersig\n", "0.1.0", "0.2.0")[1])

    def test_a_version_that_another_package_has_can_be_released(self):
        """1.0.0 is the version of much; after the release those lines are still theirs."""
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder)
            (copy / versions.OTHERS).parent.mkdir(parents=True)
            for name, text in (("Cargo.toml", 'name = "usersig"\nversion = "0.1.0"\n'), ("README.md", "usersig 0.1.0\nusersig-like 1.0.0\n"),
                               ("tools.txt", "other==1.0.0\n")):
                (copy / name).write_text(text)
            subprocess.run("git init -q && git add .", shell=True, check=True, cwd=copy)
            versions.write("1.0.0", copy)
            self.assertIn((versions.OTHERS, "tools.txt\tother==1.0.0"), {(versions.OTHERS, line) for line in
                          (copy / versions.OTHERS).read_text().splitlines()})
            subprocess.run("git add .", shell=True, check=True, cwd=copy)
            self.assertEqual(versions.check(copy), [])
            (copy / "tools.txt").write_text("other==1.0.0\nthird==1.0.0\n")
            self.assertEqual(len(versions.check(copy)), 1)
            (copy / "tools.txt").write_text("third==1.0.1\n")
            self.assertIn("no such line", versions.check(copy)[0])
            (copy / "tools.txt").write_text("other==1.0.0\n")
            versions.write("1.0.1", copy)
            self.assertEqual((copy / "README.md").read_text(), "usersig 1.0.1\nusersig-like 1.0.0\n")
            self.assertEqual((copy / "tools.txt").read_text(), "other==1.0.0\n")
            self.assertEqual((copy / versions.OTHERS).read_text(), "")

    def test_the_next_versions_can_be_written_and_are_then_right(self):
        """In memory: each file as it would be, and then checked as that version."""
        texts = list(versions.tracked(versions.ROOT))
        for new in ("0.2.0", "0.3.0", "1.0.0", "1.2.0"):
            foreign = {(path, line.strip()) for path, text in texts for _, line in versions.lines_with(new, path, text)}
            for path, text in texts:
                after, problems = versions.edit(path, text, versions.current(), new, versions.others())
                with self.subTest(new, path=path):
                    self.assertEqual(problems + versions.edit(path, after, new, "999.998.997", foreign)[1], [])

    def test_a_lock_file_with_another_version_is_reported(self):
        lock = 'name = "usersig"\nversion = "0.0.9"\n'
        self.assertTrue(versions.edit("fuzz/Cargo.lock", lock, "0.1.0", "0.2.0")[1])

    def test_the_macros_of_the_header_follow(self):
        header = "".join(f"#define USERSIG_VERSION_{name} {number}\n" for name, number in (("MAJOR", 0), ("MINOR", 1), ("PATCH", 0)))
        text, problems = versions.edit("include/usersig.h", header, "0.1.0", "3.20.4")
        self.assertEqual(problems, [])
        self.assertIn("MAJOR 3\n#define USERSIG_VERSION_MINOR 20\n#define USERSIG_VERSION_PATCH 4", text)

    def test_written_and_written_back_is_the_same_tree(self):
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder) / "copy"
            names = subprocess.check_output(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT).decode().split("\0")
            for name in filter(None, names):
                if (ROOT / name).is_file():
                    (copy / name).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy2(ROOT / name, copy / name)
            git = ["git", "-c", "user.name=test", "-c", "user.email=test@invalid", "-C", str(copy)]
            subprocess.run([*git, "init", "--quiet"], check=True)
            subprocess.run([*git, "add", "--all"], check=True)
            subprocess.run([*git, "commit", "--quiet", "--message", "test"], check=True)
            before = versions.current(copy)
            changed = versions.write("77.8.9", copy)
            self.assertEqual(versions.current(copy), "77.8.9")
            self.assertEqual(versions.check(copy), [])
            self.assertGreater(len(changed), 50)
            # As cargo reads it: the lock files fit, without a network.
            for manifest in ("Cargo.toml", "bindings/php/extension/Cargo.toml"):
                read = subprocess.run(["cargo", "metadata", "--locked", "--no-deps", "--format-version=1", "--manifest-path", str(copy / manifest)],
                                      capture_output=True, text=True)
                self.assertEqual(read.returncode, 0, read.stderr)
                self.assertIn('"version":"77.8.9"', read.stdout)
            versions.write(before, copy)
            self.assertEqual(subprocess.check_output([*git, "status", "--porcelain"]), b"")


class Changelog(unittest.TestCase):
    TEXT = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n* A thing.\n\n## [0.1.0] - 2026-01-02\n\n* The first.\n"

    def test_unreleased_becomes_the_version(self):
        text = changelog.release(self.TEXT, "0.2.0", "2026-11-27")
        self.assertIn("## [Unreleased]\n\n## [0.2.0] - 2026-11-27\n\n### Added", text)
        self.assertEqual(changelog.notes(text, "0.2.0"), "### Added\n\n* A thing.\n")
        self.assertEqual(changelog.notes(text, "0.1.0"), "* The first.\n")

    def test_what_is_not_released(self):
        empty = self.TEXT.replace("* A thing.", "")
        for text, version in ((self.TEXT, "0.1.0"), (self.TEXT, "0.0.9"), (empty, "0.2.0"), ("# Changelog\n", "0.2.0"),
                              (self.TEXT + "\n## [0.1.0]\n", "0.2.0")):
            with self.subTest(version), self.assertRaises(changelog.Wrong):
                changelog.release(text, version, "2026-11-27")
        # As numbers, not as text.
        self.assertIn("[0.10.0]", changelog.release(self.TEXT.replace("0.1.0", "0.9.0"), "0.10.0", "2026-11-27"))

    def test_ours_can_be_released(self):
        text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
        self.assertIn("## [9999.0.0] - 2026-11-27", changelog.release(text, "9999.0.0", "2026-11-27"))


class Artefacts(unittest.TestCase):
    def test_each_language_of_pack_is_released(self):
        languages = {path.name for path in (ROOT / "scripts" / "packages").iterdir()}
        self.assertEqual(set(artefacts.PACKS), languages)

    def test_the_bill_of_an_artefact(self):
        purl, targets, asked = artefacts.bill_of("c/usersig-1.2.3-aarch64-unknown-linux-gnu.tar.gz", "1.2.3")
        self.assertEqual((purl, targets), ("pkg:generic/usersig@1.2.3", ["aarch64-unknown-linux-gnu"]))
        self.assertIn("usersig-cli", asked)
        self.assertEqual(artefacts.bill_of("serve/usersig-serve-1.2.3-x86_64-unknown-linux-musl.tar.gz", "1.2.3")[1], ["x86_64-unknown-linux-musl"])
        self.assertEqual(artefacts.bill_of("swift/usersig-1.2.3-swift.tar.gz", "1.2.3")[1], [])
        with self.assertRaises(LookupError):
            artefacts.bill_of("c/usersig-9.9.9-x86_64-unknown-linux-gnu.tar.gz", "1.2.3")

    def test_a_bill_names_the_digest_and_what_is_linked(self):
        with tempfile.TemporaryDirectory() as folder:
            packages = pathlib.Path(folder) / "packages"
            (packages / "js").mkdir(parents=True)
            (packages / "js" / "usersig-1.2.3.tgz").write_bytes(b"an archive")
            for _ in range(2):
                artefacts.Bills(ROOT, pathlib.Path(folder) / "work").write(packages, "js/usersig-1.2.3.tgz", "1.2.3")
                bom = json.loads((packages / "sbom" / "js" / "usersig-1.2.3.tgz.cdx.json").read_text(encoding="utf-8"))
                self.assertEqual(artefacts.artefacts(packages), ["js/usersig-1.2.3.tgz"])
                self.assertEqual(bom["metadata"]["component"]["hashes"][0]["content"],
                                 hashlib.sha256(b"an archive").hexdigest())
                names = {component["name"] for component in bom["components"]}
                self.assertLessEqual({"usersig", "sha2", "p256"}, names)
                # No crate that only generates headers or tests.
                self.assertFalse(names & {"cbindgen", "proptest", "clap"})
                known = {component["bom-ref"] for component in bom["components"]} | {bom["metadata"]["component"]["bom-ref"]}
                for edge in bom["dependencies"]:
                    self.assertLessEqual({edge["ref"], *edge["dependsOn"]}, known)

    def test_what_differs_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            one, two = pathlib.Path(folder) / "one", pathlib.Path(folder) / "two"
            for copy, files in ((one, {"a": b"1", "b": b"1", "c": b"1"}), (two, {"a": b"1", "b": b"2", "d": b"1"})):
                copy.mkdir()
                for name, data in files.items():
                    (copy / name).write_bytes(data)
            self.assertEqual(release.differences(one, two), ["b", "c", "d"])


class Table(unittest.TestCase):
    HOW = {"rust": {"rust": "cargo add", "cli": "cargo install"}, "python": {"python": "pip install"}, "jvm": {"jvm": "mvn"}}

    def test_an_artefact_counts_as_installed_by_what_installed_it(self):
        release = load_release()
        for name, expected in (("rust/usersig-1.2.3.crate", "cargo add"), ("rust/usersig-cli-1.2.3.crate", "cargo install"),
                               ("python/usersig-1.2.3-cp39-abi3-manylinux2014_x86_64.manylinux_2_17_x86_64.whl", "pip install"),
                               ("jvm/io/github/usersig/usersig-jvm/1.2.3/usersig-jvm-1.2.3.jar", "mvn")):
            self.assertEqual(release.installed(name, self.HOW), expected)
        for name in ("python/usersig-1.2.3-cp39-abi3-musllinux_1_2_x86_64.whl", "rust/usersig-serve-1.2.3.crate", "objc/usersig-1.2.3-objc.zip",
                     "jvm/io/github/usersig/usersig-android/1.2.3/usersig-android-1.2.3.aar", "new/thing.zip"):
            self.assertRegex(release.installed(name, self.HOW), "^no: ")


class SameBytes(unittest.TestCase):
    def test_modes_of_the_builder_are_not_in_an_archive(self):
        with tempfile.TemporaryDirectory() as folder:
            made = []
            for mode in (0o640, 0o644):
                path = pathlib.Path(folder) / f"{mode:o}.jar"
                with zipfile.ZipFile(path, "w") as archive:
                    for name, kind in (("META-INF/", 0o40000), ("META-INF/MANIFEST.MF", 0o100000), ("a/", 0o40000), ("a/A.class", 0o100000)):
                        entry = zipfile.ZipInfo(name)
                        entry.external_attr = (kind | mode) << 16
                        archive.writestr(entry, name)
                plain_modes.plain(path)
                made.append(path.read_bytes())
                with zipfile.ZipFile(path) as archive:
                    self.assertEqual([entry.filename for entry in archive.infolist()], ["META-INF/", "META-INF/MANIFEST.MF", "a/", "a/A.class"])
                    self.assertEqual(archive.read("a/A.class"), b"a/A.class")
            self.assertEqual(*made)

    def test_symbols_of_imports_lose_the_path_and_stay_apart(self):
        symbols = "".join(f"0 I _head__{path}_rustc{letters}_{dll}_imports_lib\n0 U ___{path}_rustc{letters}_{dll}_imports_lib_iname\n"
                          for path, letters, dll in (("home_a", "5TwuuH", "kernel32_dll"), ("home_a", "eOra5T", "kernel32_dll"))) + "0 T _rustc10rust_panic\n"
        renamed = subprocess.run(["awk", "-f", str(ROOT / "scripts/publish/imports.awk")], input=symbols, text=True, check=True, capture_output=True).stdout
        pairs = dict(line.split() for line in renamed.splitlines())
        self.assertEqual(len(pairs), 4)
        self.assertEqual(sorted(pairs.values()), ["__usersig_0_kernel32_dll_imports_lib_iname", "__usersig_1_kernel32_dll_imports_lib_iname",
                                                  "_head_usersig_0_kernel32_dll_imports_lib", "_head_usersig_1_kernel32_dll_imports_lib"])


class Signature(unittest.TestCase):
    def test_a_changed_file_and_a_changed_list_are_found(self):
        with tempfile.TemporaryDirectory() as folder:
            packages = pathlib.Path(folder) / "packages"
            packages.mkdir()
            (packages / "a").write_bytes(b"1")
            (packages / "SHA256SUMS").write_text(f"{common.digest(packages / 'a')}  a\n", encoding="utf-8")
            secret, public = release.throw_away_key(pathlib.Path(folder) / "key")
            release.sign(packages, "1.2.3", secret)
            first = (packages / "SHA256SUMS.minisig").read_bytes()
            release.verify(packages, public)
            release.sign(packages, "1.2.3", secret)
            self.assertEqual(first, (packages / "SHA256SUMS.minisig").read_bytes())
            (packages / "a").write_bytes(b"2")
            with self.assertRaises(subprocess.CalledProcessError):
                release.verify(packages, public)


class Commands(unittest.TestCase):
    def test_wrong_arguments_say_what_is_expected(self):
        for arguments, text in (([], "expected a version"), (["1.2"], "expected three numbers"), (["--build", "1.2.3"], "expected a version"),
                                (["--build"], "no key to sign with"), (["--dry-run", "1.2.3", "--only", "cobol"], "no language cobol"),
                                (["--dry-run", "--help-me"], "unrecognized"), (["--dry-run", "2.0.0"], "Go demands"), (["--dry-run", "1.97.1", "--reuse"], "has no package")):
            with self.subTest(arguments):
                done = subprocess.run([sys.executable, str(ROOT / "scripts" / "release"), *arguments], capture_output=True, text=True)
                self.assertNotEqual(done.returncode, 0)
                self.assertIn(text, done.stderr)
                self.assertNotIn("Traceback", done.stderr)


if __name__ == "__main__":
    unittest.main()
