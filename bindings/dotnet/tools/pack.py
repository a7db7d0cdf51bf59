"""Writes the NuGet package and the Unity folder.

    pack.py VERSION ASSEMBLIES NATIVES OUT    UserSig.Net.VERSION.nupkg and usersig-VERSION-unity.zip
    pack.py --list                            every platform that there can be a library for, and its file name

ASSEMBLIES has net8.0/, netstandard2.0/ and ios/ with the compiled assembly, NATIVES a folder for each row of PLATFORMS that there is a
library for; a row without one is left out of both. The same input makes the same bytes.
"""
import hashlib
import pathlib
import string
import sys
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
DOTNET = ROOT / "bindings/dotnet"

# The name of the platform for NuGet, its library, the folder in a Unity project and Unity's import settings. What NuGet has no name
# for is only for Unity, and the other way round.
PLATFORMS = {
    "linux-x64": ("libusersig.so", "x86_64", {"Editor": "CPU: x86_64, DefaultValueInitialized: true, OS: Linux", "Linux64": "CPU: x86_64"}),
    "linux-arm64": ("libusersig.so", None, None),
    "linux-musl-x64": ("libusersig.so", None, None),
    "linux-musl-arm64": ("libusersig.so", None, None),
    "win-x64": ("usersig.dll", "x86_64", {"Editor": "CPU: x86_64, DefaultValueInitialized: true, OS: Windows", "Win64": "CPU: x86_64"}),
    "win-x86": ("usersig.dll", "x86", {"Win": "CPU: x86"}),
    "win-arm64": ("usersig.dll", None, None),
    "osx-x64": ("libusersig.dylib", "macOS/x86_64", {"Editor": "CPU: x86_64, DefaultValueInitialized: true, OS: OSX", "OSXUniversal": "CPU: x86_64"}),
    "osx-arm64": ("libusersig.dylib", "macOS/ARM64", {"Editor": "CPU: ARM64, DefaultValueInitialized: true, OS: OSX", "OSXUniversal": "CPU: ARM64"}),
    "android-arm64": ("libusersig.so", "Android/arm64-v8a", {"Android": "CPU: ARM64"}),
    "android-arm": ("libusersig.so", "Android/armeabi-v7a", {"Android": "CPU: ARMv7"}),
    "android-x64": ("libusersig.so", "Android/x86_64", {"Android": "CPU: X86_64"}),
    "ios": ("libusersig.a", "iOS", {"iPhone": "CPU: AnyCPU"}),
}

CONTENT_TYPES = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml", "psmdcp": "application/vnd.openxmlformats-package.core-properties+xml",
}

RELATIONSHIPS = string.Template("""\
<?xml version="1.0" encoding="utf-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Type="http://schemas.microsoft.com/packaging/2010/07/manifest" Target="/UserSig.Net.nuspec" Id="R1" />
  <Relationship Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="/$properties" Id="R2" />
</Relationships>
""")

PROPERTIES = string.Template("""\
<?xml version="1.0" encoding="utf-8"?>
<coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">
  <dc:creator>usersig</dc:creator>
  <dc:identifier>UserSig.Net</dc:identifier>
  <version>$version</version>
</coreProperties>
""")

FOLDER_META = string.Template("""\
fileFormatVersion: 2
guid: $guid
folderAsset: yes
DefaultImporter:
  externalObjects: {}
  userData:$space
  assetBundleName:$space
  assetBundleVariant:$space
""")
PLUGIN_META = string.Template("""\
fileFormatVersion: 2
guid: $guid
PluginImporter:
  externalObjects: {}
  serializedVersion: 2
  iconMap: {}
  executionOrder: {}
  defineConstraints: []
  isPreloaded: 0
  isOverridable: 0
  isExplicitlyReferenced: 0
  validateReferences: 1
  platformData:
$platforms
  userData:$space
  assetBundleName:$space
  assetBundleVariant:$space
""")
FILE_META = string.Template("fileFormatVersion: 2\nguid: $guid\n")


def write(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            # The time, the mode and the system are fixed: the same input makes the same file.
            entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr, entry.compress_type = 3, 0o100644 << 16, zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])


def read(folder):
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def documents():
    files = {name: (ROOT / name).read_bytes() for name in ("LICENSE-MIT", "LICENSE-APACHE")}
    return files | {name: (DOTNET / name).read_bytes() for name in ("README.md", "README.zh-CN.md")}


def nuget(version, assemblies, natives):
    files = documents()
    for framework in ("net8.0", "netstandard2.0"):
        files |= {f"lib/{framework}/{name}": data for name, data in read(assemblies / framework).items()}
    for platform, data in natives.items():
        if not platform.startswith(("android", "ios")):
            files[f"runtimes/{platform}/native/{PLATFORMS[platform][0]}"] = data
    files |= {f"drop-in/{name}": data for name, data in read(DOTNET / "drop-in").items()}
    files["build/net461/UserSig.Net.targets"] = (DOTNET / "UserSig.Net.targets").read_bytes()
    files["UserSig.Net.nuspec"] = (DOTNET / "UserSig.Net.nuspec").read_text("utf-8").replace("$version$", version).encode()
    properties = f"package/services/metadata/core-properties/{hashlib.sha256(version.encode()).hexdigest()[:32]}.psmdcp"
    files[properties] = PROPERTIES.substitute(version=version).encode()
    files["_rels/.rels"] = RELATIONSHIPS.substitute(properties=properties).encode()
    files["[Content_Types].xml"] = content_types(files).encode()
    return files


def content_types(files):
    """A type for each extension, and for each file without one."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">']
    names = [pathlib.PurePosixPath(name) for name in files]
    for extension in sorted({name.suffix[1:] for name in names if name.suffix} | {"rels"}):
        lines.append(f'  <Default Extension="{extension}" ContentType="{CONTENT_TYPES.get(extension, "application/octet")}" />')
    lines += [f'  <Override PartName="/{name}" ContentType="application/octet" />' for name in sorted(map(str, names)) if "." not in name]
    return "\n".join([*lines, "</Types>", ""])


def platform_data(settings, excluded=()):
    """Unity's import settings: only the platforms of `settings`, or everywhere but for `excluded` if there are none."""
    rows = [(": Any", 0, [f"Exclude {name}: 1" for name in excluded]), ("Any: ", int(not settings), [])]
    for name, values in settings.items():
        group = {"Editor": "Editor: Editor", "Android": "Android: Android", "iPhone": "iPhone: iOS"}.get(name, f"Standalone: {name}")
        rows.append((group, 1, values.split(", ")))
    lines = []
    for group, enabled, values in rows:
        lines += ["  - first:", f"      {group}", "    second:", f"      enabled: {enabled}"]
        lines += ["      settings:", *(f"        {value}" for value in values)] if values else ["      settings: {}"]
    return "\n".join(lines)


def unity(assemblies, natives):
    root = "Assets/UserSig"
    files = {f"{root}/{name}": data for name, data in documents().items()}
    plugins = {f"{root}/Plugins/UserSig.Net.dll": platform_data({}, ("iOS", "WebGL"))}
    files[f"{root}/Plugins/UserSig.Net.dll"] = (assemblies / "netstandard2.0/UserSig.Net.dll").read_bytes()
    for platform, data in natives.items():
        library, folder, settings = PLATFORMS[platform]
        if folder:
            name = f"{root}/Plugins/{folder}/{library}"
            files[name], plugins[name] = data, platform_data(settings)
        if platform == "ios":
            # The library is linked into the app, so this assembly has another name for it.
            name = f"{root}/Plugins/iOS/UserSig.Net.dll"
            files[name], plugins[name] = (assemblies / "ios/UserSig.Net.dll").read_bytes(), platform_data(settings)
    files[f"{root}/GenerateTestUserSig.cs"] = (DOTNET / "drop-in/TRTCCUnityDemo/GenerateTestUserSig.cs").read_bytes()
    folders = {str(parent) for name in files for parent in pathlib.PurePosixPath(name).parents if str(parent) not in (".", "Assets")}
    for name in [*files, *sorted(folders)]:
        template = FOLDER_META if name in folders else PLUGIN_META if name in plugins else FILE_META
        # The name decides the identifier: a new version replaces the files of an older one.
        guid = hashlib.md5(f"usersig {name}".encode()).hexdigest()
        files[f"{name}.meta"] = template.substitute(guid=guid, platforms=plugins.get(name), space=" ").encode()
    return files


def main(version, assemblies, natives, out):
    assemblies, out = pathlib.Path(assemblies), pathlib.Path(out)
    found = {name: pathlib.Path(natives, name, row[0]) for name, row in PLATFORMS.items()}
    found = {name: file.read_bytes() for name, file in found.items() if file.exists()}
    print(f"libraries: {' '.join(found)}", file=sys.stderr)
    write(out / f"UserSig.Net.{version}.nupkg", nuget(version, assemblies, found))
    write(out / f"usersig-{version}-unity.zip", unity(assemblies, found))


if sys.argv[1:] == ["--list"]:
    print("\n".join(f"{platform} {row[0]}" for platform, row in PLATFORMS.items()))
else:
    main(*sys.argv[1:])
