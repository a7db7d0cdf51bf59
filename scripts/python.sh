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
    python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target "$folder" "$@" >&2
    touch "$folder/ready"
) 9>"$CACHE/pip.lock"

# need_maturin: `maturin` is in PATH from here on.
need_maturin() {
    local folder="$CACHE/tools/maturin-1.16.0"
    pip_install "$folder" maturin==1.16.0
    PATH="$folder/bin:$PATH"
    export PATH
}

# venv FOLDER [PYTHON]: an empty environment, with pip and nothing else.
venv() {
    rm -rf "$1"
    "${2:-python3}" -m venv "$1" 2>/dev/null || { need_apt python3-venv && "${2:-python3}" -m venv --clear "$1"; }
}

# install_wheel FOLDER WHEEL: into an environment, from this file and nothing else.
install_wheel() { "$1/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps "$2"; }
