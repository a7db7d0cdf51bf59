"""What a release consists of: each language's `scripts/pack`, what it makes, and which crates are compiled into it."""
import collections
import fnmatch
import json
import os
import subprocess
import uuid

from common import digest

# A language of scripts/pack, its arguments for a release, and those for one on a machine that has no NDK of Android.
PACKS = collections.OrderedDict([
    ("rust", []), ("cpp", []), ("go", []), ("objc", []), ("swift", []),
    ("js", []), ("page", []), ("harmony", []),
    ("c", []), ("serve", []),
    ("jvm", []), ("python", ["--all"]), ("dart", []), ("dotnet", []), ("php", []),
])
WITHOUT_NDK = {"jvm": ["--stubs"]}

LINUX, ARM, MUSL, WINDOWS = ("x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu", "x86_64-unknown-linux-musl", "x86_64-pc-windows-gnu")
WASM = "wasm32-unknown-unknown"
THREE = [LINUX, ARM, WINDOWS]
JVM = [LINUX, ARM, MUSL, "aarch64-unknown-linux-musl", WINDOWS]
ANDROID = ["aarch64-linux-android", "armv7-linux-androideabi", "x86_64-linux-android"]
LIBRARY = ("usersig", "--features", "usersig/capi")
ANDROID_SMALL = ("usersig-jni", "--no-default-features", "--features", "usersig-jni/small")
ANDROID_FULL = ("usersig-jni", "--no-default-features", "--features", "usersig-jni/small,usersig-jni/diagnose,usersig-jni/ecdsa")
WASM_FULL = ("usersig-wasm", "--features", "usersig-wasm/ecdsa,usersig-wasm/diagnose")
EXTENSION = "bindings/php/extension/Cargo.toml"

# Artefact, package URL, targets, and what cargo is asked for. An artefact of sources has nothing compiled into it. First match.
# {v} is the version, {target} what is in the place of the *
BILLS = [
    ("usersig-{v}-cpp.tar.gz", "pkg:generic/usersig-cpp@{v}", [], None),
    ("usersig-{v}-swift.tar.gz", "pkg:swift/github.com/usersig/usersig@{v}", [], None),
    ("usersig-{v}-swift-drop-in.zip", "pkg:generic/usersig-swift-drop-in@{v}", [], None),
    ("usersig-{v}-objc.zip", "pkg:generic/usersig-objc@{v}", [], None),
    ("usersig-{v}.crate", "pkg:cargo/usersig@{v}", [LINUX], ("usersig",)),
    ("usersig-cli-{v}.crate", "pkg:cargo/usersig-cli@{v}", [LINUX], ("usersig-cli",)),
    ("usersig-serve-{v}.crate", "pkg:cargo/usersig-serve@{v}", [LINUX], ("usersig-serve",)),
    ("usersig-serve-{v}-*.tar.gz", "pkg:generic/usersig-serve@{v}", ["{target}"], ("usersig-serve",)),
    ("usersig-{v}-i686-pc-windows-gnu.zip", "pkg:generic/usersig@{v}", ["i686-pc-windows-gnu"], LIBRARY),
    ("dart/usersig-{v}*.tar.gz", "pkg:pub/usersig@{v}", THREE, LIBRARY),
    ("python/usersig-{v}.tar.gz", "pkg:pypi/usersig@{v}", [LINUX], ("usersig-python",)),
    ("c/usersig-{v}-*.tar.gz", "pkg:generic/usersig@{v}", ["{target}"], ("usersig", "usersig-cli", "--features", "usersig/capi")),
    ("c/usersig-{v}-*.zip", "pkg:generic/usersig@{v}", ["{target}"], ("usersig", "usersig-cli", "--features", "usersig/capi")),
    ("usersig-*manylinux*x86_64.whl", "pkg:pypi/usersig@{v}", [LINUX], ("usersig-python",)),
    ("usersig-*manylinux*aarch64.whl", "pkg:pypi/usersig@{v}", [ARM], ("usersig-python",)),
    ("usersig-*musllinux*x86_64.whl", "pkg:pypi/usersig@{v}", [MUSL], ("usersig-python",)),
    ("usersig-*musllinux*aarch64.whl", "pkg:pypi/usersig@{v}", ["aarch64-unknown-linux-musl"], ("usersig-python",)),
    ("usersig-*win_amd64.whl", "pkg:pypi/usersig@{v}", [WINDOWS], ("usersig-python",)),
    ("usersig-{v}.tgz", "pkg:npm/usersig@{v}", [WASM], WASM_FULL),
    ("usersig.html", "pkg:generic/usersig-page@{v}", [WASM], ("usersig-wasm", "--features", "usersig-wasm/diagnose")),
    ("usersig.har", "pkg:generic/usersig.har@{v}", [WASM], ("usersig-wasm",)),
    ("usersig_native.har", "pkg:generic/usersig_native.har@{v}", ["aarch64-unknown-linux-ohos"], LIBRARY),
    ("go/*.zip", "pkg:golang/github.com/usersig/usersig/bindings/go@v{v}", [WASM], WASM_FULL),
    ("usersig-jvm-{v}.jar", "pkg:maven/io.github.usersig/usersig-jvm@{v}", JVM, ("usersig-jni",)),
    ("usersig-tlssigapi-{v}.jar", "pkg:maven/io.github.usersig/usersig-tlssigapi@{v}", [], None),
    ("usersig-android-full-{v}.aar", "pkg:maven/io.github.usersig/usersig-android-full@{v}", ANDROID, ANDROID_FULL),
    ("usersig-android-{v}.aar", "pkg:maven/io.github.usersig/usersig-android@{v}", ANDROID, ANDROID_SMALL),
    ("usersig-testing-{v}.aar", "pkg:maven/io.github.usersig/usersig-testing@{v}", [], None),
    ("UserSig.Net.{v}.nupkg", "pkg:nuget/UserSig.Net@{v}", THREE, LIBRARY),
    ("usersig-{v}-unity.zip", "pkg:generic/usersig-unity@{v}", THREE, LIBRARY),
    ("usersig-extension-{v}-*.zip", "pkg:generic/usersig-php-extension@{v}", [LINUX], EXTENSION),
    ("php/usersig-{v}.zip", "pkg:composer/usersig/usersig@{v}", [], None),
]
# What belongs to an artefact, and needs no bill of its own.
BESIDE = ["SHA256SUMS", "SHA256SUMS.minisig", "*/SHA256SUMS", "sbom/*", "*.md5", "*.sha1", "*.sha256", "*.asc", "*.pom", "*.mod", "*.info", "*/list", "*-sources.jar", "*-javadoc.jar"]


def files(folder):
    """Every file below the folder, as names relative to it, sorted."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def artefacts(packages):
    """What users install: without checksums, signatures and what only accompanies an artefact."""
    return [name for name in files(packages) if not any(fnmatch.fnmatchcase(name, pattern) for pattern in BESIDE)]


def bill_of(name, version):
    """(package URL, targets, what cargo is asked for) of an artefact."""
    for pattern, purl, targets, packages in BILLS:
        pattern = pattern.replace("{v}", version)
        whole = pattern if "/" in pattern else f"*/{pattern}"
        if fnmatch.fnmatchcase(name, whole):
            before, _, after = pattern.rpartition("/")[2].partition("*")
            base = name.rpartition("/")[2]
            target = base[len(before):len(base) - len(after)] if "*" in pattern else ""
            return purl.replace("{v}", version), [t.replace("{target}", target) for t in targets], packages
    raise LookupError(f"{name} is no artefact that scripts/publish/artefacts.py knows: add it to BILLS")


class Bills:
    """Bills of materials, made by scripts/sbom in a checkout, each once."""

    def __init__(self, checkout, work):
        self.checkout, self.work, self.made = checkout, work, {}
        work.mkdir(parents=True, exist_ok=True)

    def crates(self, target, packages):
        """(components, dependencies) of what is linked for one target."""
        key = (target, packages)
        if key not in self.made:
            output = self.work / f"{len(self.made)}.json"
            command = ["scripts/sbom", target, str(output)]
            command += ["--manifest-path", packages] if isinstance(packages, str) else packages
            subprocess.run(command, cwd=self.checkout, check=True)
            bom = json.loads(output.read_text(encoding="utf-8"))
            main = bom["metadata"]["component"]
            self.made[key] = ([main, *bom["components"]], bom["dependencies"])
        return self.made[key]

    def write(self, packages, name, version):
        """Write sbom/NAME.cdx.json for an artefact: its digest, and every crate that is compiled into it for any target.

        In a folder of its own: what is beside an artefact, a registry would take for one."""
        purl, targets, asked = bill_of(name, version)
        components, dependencies = {}, {}
        for target in targets:
            found, edges = self.crates(target, asked)
            components.update((component["bom-ref"], component) for component in found)
            for edge in edges:
                dependencies.setdefault(edge["ref"], set()).update(edge["dependsOn"])
        bom = {
            "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
            "metadata": {
                "component": {
                    "type": "library", "bom-ref": purl, "name": purl.rpartition("/")[2].partition("@")[0], "version": version, "purl": purl,
                    "hashes": [{"alg": "SHA-256", "content": digest(packages / name)}],
                    "licenses": [{"expression": "MIT OR Apache-2.0"}],
                    "properties": [{"name": "usersig:file", "value": os.path.basename(name)},
                                   *({"name": "usersig:target", "value": target} for target in targets)],
                },
            },
            "components": [components[ref] for ref in sorted(components) if ref != purl],
            "dependencies": [{"ref": ref, "dependsOn": sorted(dependencies[ref])} for ref in sorted(dependencies)],
        }
        if purl not in dependencies:
            bom["dependencies"].insert(0, {"ref": purl, "dependsOn": [ref for ref in sorted(components) if ref.startswith("pkg:cargo/usersig")]})
        text = json.dumps(bom, sort_keys=True)
        bom["serialNumber"] = uuid.uuid5(uuid.NAMESPACE_URL, text).urn
        path = packages / "sbom" / f"{name}.cdx.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(bom, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
