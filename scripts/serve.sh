# What the tests of the server run in. The stage `serve` and scripts/long-tests share it. Source it after lib.sh.
# shellcheck shell=bash

# serve_tools: $SERVE_PYTHON, a Python with the packages that the tests of the server use.
serve_tools() {
    local tools="$CACHE/tools/serve-1"
    need_apt python3-venv
    (
        flock 9
        [ ! -e "$tools/ready" ] || exit 0
        rm -rf "$tools"
        python3 -m venv "$tools"
        "$tools/bin/pip" install --quiet --disable-pip-version-check cryptography==50.0.2 schemathesis==4.32.5 >&2
        touch "$tools/ready"
    ) 9>"$CACHE/serve.lock"
    export SERVE_PYTHON="$tools/bin/python"
}
