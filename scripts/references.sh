# The official packages of PyPI, npm, Go and Maven, pinned in tests/references, and the npm package of usersig: what the
# stage `references` and scripts/bench install. Source it after lib.sh.
# shellcheck shell=bash

REFS="$ROOT/tests/references"
INSTALLED="$ROOT/target/references"

# need_references_tools: the languages that the packages are for.
need_references_tools() {
    command -v npm >/dev/null || need_apt nodejs npm
    need_go
    command -v javac >/dev/null || need_apt openjdk-17-jdk-headless
    command -v mvn >/dev/null || need_apt maven
    python3 -m pip --version >/dev/null 2>&1 || need_apt python3-pip
}

# build_go OUTPUT FILE…: a Go program over the pinned module.
build_go() {
    (cd "$REFS/go" && with_retries env GOFLAGS=-mod=readonly go build -o "$1" "${@:2}")
}

# build_go_over_usersig OUTPUT FILE…: a Go program over our modules; one over the official module, by its replace line.
build_go_over_usersig() (
    folder="$INSTALLED/go-over-usersig"
    mkdir -p "$folder"
    cd "$folder" || exit
    ours=github.com/usersig/usersig/bindings/go official=github.com/tencentyun/tls-sig-api-v2-golang
    printf 'module ours\n\ngo 1.18\n\nrequire (\n\t%s v0.0.0\n\t%s v1.4.0\n)\n\nreplace %s => %s\nreplace %s => %s\n' "$ours" "$official" \
        "$ours" "$ROOT/bindings/go" "$official" "$ROOT/bindings/go/drop-in/tls-sig-api-v2-golang" >go.mod
    GOPROXY=off GOFLAGS=-mod=mod go build -o "$1" "${@:2}"
)

# install_references: the packages, into target/references; nothing if these very pins are there. One caller at a
# time, and never while another uses them, because npm empties the folder first.
install_references() (
    flock 9
    pins=$(cat "$REFS"/node/{package*.json,web.sha512} "$REFS/python/requirements.txt" "$REFS/java/pom.xml" | cksum)
    [ "$pins" != "$(cat "$INSTALLED/pins" 2>/dev/null)" ] || exit 0
    # What breaks off is begun again.
    rm -rf "$INSTALLED"/{pins,web}
    mkdir -p "$INSTALLED"/{node,python,java,web}
    cp "$REFS"/node/package*.json "$INSTALLED/node/"
    with_retries npm ci --prefix "$INSTALLED/node" --no-audit --no-fund --loglevel=error
    # The class of the Web demos is in packages that depend on hundreds of others: only the archive is fetched.
    (cd "$INSTALLED/web" && with_retries npm pack --silent --ignore-scripts @tencentcloud/chat-uikit-vue@3.0.2 >/dev/null &&
        sha512sum --check --strict --quiet "$REFS/node/web.sha512" &&
        tar -xzf ./*.tgz --strip-components=2 package/debug && echo '{ "type": "module" }' >package.json)
    # Each package is listed, so none is resolved; a folder of their own leaves the machine's packages alone.
    with_retries python3 -m pip install --quiet --no-deps --upgrade --root-user-action=ignore --disable-pip-version-check \
        --target "$INSTALLED/python" -r "$REFS/python/requirements.txt"
    with_retries mvn --quiet --batch-mode -f "$REFS/java/pom.xml" dependency:copy-dependencies -DoutputDirectory="$INSTALLED/java"
    printf '%s\n' "$pins" >"$INSTALLED/pins"
) 9>"$CACHE/references.lock"

# fetch_source NAME REPOSITORY COMMIT PATH: the source of an official class into target/references/NAME, from its repository; no registry that
# is used here has it. Fails if the repository cannot be reached and the file is not there.
fetch_source() {
    local folder="$INSTALLED/$1" file=${4##*/}
    [ ! -e "$folder/$file" ] || return 0
    mkdir -p "$folder"
    git init --quiet "$folder/repository" &&
        timeout 60 git -C "$folder/repository" fetch --quiet --depth 1 "https://github.com/tencentyun/$2" "$3" &&
        git -C "$folder/repository" show "$3:$4" >"$folder/fetched" &&
        mv "$folder/fetched" "$folder/$file"
}
# The library's header and its source.
fetch_cpp() {
    local file
    for file in tls_sig_api_v2.{h,cpp}; do
        fetch_source cpp tls-sig-api-v2-cpp e845df8a4b6960867f8c5e34f3f68e1b5d1bcfc5 "src/$file" || return
    done
}
fetch_csharp() { fetch_source csharp tls-sig-api-v2-cs e87cd89255b13d28bd953d8fff2ab1502268633e tls-sig-api-v2-cs/TLSSigAPIv2.cs; }
fetch_php() { fetch_source php tls-sig-api-v2-php b042465dd4f508493a3c4e036266547018baca0b src/TLSSigAPIv2.php; }

# unpack_usersig FOLDER: the npm package that scripts/pack makes, for programs whose NODE_PATH is FOLDER.
unpack_usersig() {
    scripts/pack js >&2
    rm -rf "$1/usersig"
    mkdir -p "$1/usersig"
    tar -xzf "$ROOT"/target/packages/js/usersig-*.tgz -C "$1/usersig" --strip-components=1
}

# What the differential test asks of each package, in hundredths of a percent of all cases: by their speed.
DIFFERENTIAL_SHARES="go=5000 go-verify=1500 node=800 node-mac=700 python=1000 python-decode=400 java=450 web=80
    node-1.0=20 node-1.0-verify=15 python-1.0=20 java-1.0=5 java-1.0-verify=10"

# run_differential PROGRAM CASES SEED [PACKAGE…]: so many random cases against the packages, or against some of them
# (tests/references/differential), with at least a hundred for each. Ends with `N passed, N failed`.
run_differential() {
    local program=$1 cases=$2 seed=$3 share name command count passed=0 failed=0
    local wanted=" ${*:4} "
    for share in $DIFFERENTIAL_SHARES; do
        name=${share%=*}
        if [ "$wanted" != "  " ] && [[ $wanted != *" $name "* ]]; then continue; fi
        case $name in
            go*) command=("$INSTALLED/go/reference") ;;
            node*) command=(env NODE_PATH="$INSTALLED/node/node_modules" node "$REFS/node/reference.js") ;;
            web) command=(env NODE_PATH="$INSTALLED/node/node_modules" node "$REFS/node/reference.js"
                "$INSTALLED/web/lib-generate-test-usersig-es.min.js") ;;
            python*) command=(env PYTHONPATH="$INSTALLED/python" python3 -B "$REFS/python/reference.py") ;;
            java*) command=(java -cp "$INSTALLED/java/*" "$REFS/java/Reference.java") ;;
        esac
        count=$((cases * ${share#*=} / 10000))
        if [ "$count" -lt 100 ]; then count=100; fi
        if "$program" "$name" "$count" "$seed" "$ROOT/tests/vectors/reference-tokens.json" "${command[@]}"; then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
        fi
    done
    echo "$passed passed, $failed failed"
}
