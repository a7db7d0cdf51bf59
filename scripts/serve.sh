# What the tests of the server run in. The stage `serve` and scripts/long-tests share it. Source it after lib.sh.
# shellcheck shell=bash

. "$ROOT/scripts/python.sh"

# serve_tools: $SERVE_PYTHON, a Python with the packages that the tests of the server use.
serve_tools() {
    SERVE_PYTHON=$({
        flock 9
        kept_venv serve cryptography==50.0.2 schemathesis==4.32.5
    } 9>"$CACHE/serve.lock")/bin/python
    export SERVE_PYTHON
}
