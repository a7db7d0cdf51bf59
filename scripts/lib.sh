# Shared by every script here: where the project is, installing what is missing, counting checks.
# Source it: . "$(dirname "${BASH_SOURCE[0]}")/lib.sh"   (stages: "/../lib.sh")
# shellcheck shell=bash

set -euo pipefail
# What is packed has the modes that its files have here: the same for every builder.
umask 022
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export ROOT
export CARGO_TERM_COLOR=never CARGO_INCREMENTAL=${CARGO_INCREMENTAL:-0}
# The caches every stage shares; CI keeps nothing else between stages.
CACHE="$ROOT/target/cache"
mkdir -p "$CACHE"
cd "$ROOT"

# Maven 3.8 downloads into FILE.part, so that it can resume: of two processes, or of two modules that are built side by side, one takes the
# other's part away (MRESOLVER-25). Without that, each has a file of its own, which it renames.
[[ ${MAVEN_OPTS:-} = *resumeDownloads* ]] || export MAVEN_OPTS="${MAVEN_OPTS:-} -Daether.connector.resumeDownloads=false"

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }

# with_retries COMMAND…: run what downloads, three times at most: a network fails for seconds, and Go, pip and Debian's Maven end with that.
with_retries() {
    local pause
    for pause in 5 15; do
        "$@" && return 0
        say "tried again in $pause s: $*"
        sleep "$pause"
    done
    "$@"
}

# The version that everything here has.
crate_version() { sed -n '/^version = /{s/^version = "\(.*\)"$/\1/p;q}' Cargo.toml; }

# without_lto: builds are released builds from here on, but for the optimisation across crates, which takes minutes
# in each. Where what is built is run and not weighed, and the standard library is shared with the next build.
without_lto() { export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16; }

# not_optimised: so are builds for this machine, and most of those by scripts/cross are not optimised at all: they need half of the time,
# and are looked at and run for some seconds. Cargo has one place for a result, so the stages that share it build it in this way.
not_optimised() { without_lto && export CROSS_OPT_LEVEL=0; }

# cross_c_library TARGET: the C library for another target, as CMakeLists.txt builds it for this machine. One way for all that pack it:
# cargo has one place for the result, so two stages that built it in two ways would take each other's.
cross_c_library() {
    scripts/cross "$1" rustc --release --locked --lib -p usersig --features usersig/capi --crate-type cdylib,staticlib \
        -- --print native-static-libs
}

# for_linux COMMAND…: cargo builds for x86-64 Linux, so that it loads on older systems too: the C library and the packages that
# have a library of their own. In one folder, so that what they depend on is compiled once.
LINUX_BUILD="$ROOT/target/linux-x64"
for_linux() {
    local -x CARGO_TARGET_DIR="$LINUX_BUILD"
    local -x RUSTFLAGS="--remap-path-prefix=$ROOT=/usersig --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
    # What need_zig sets is for this command alone.
    local -x ZIG_TARGET CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER PYTHONPATH="${PYTHONPATH:-}"
    need_zig x86_64-unknown-linux-gnu "x86_64-linux-gnu.$OLDEST_GLIBC"
    "$@"
}

# linux_c_library: the C library with every feature, as $LINUX_C_LIBRARY/libusersig.so and libusersig.a.
export LINUX_C_LIBRARY="$LINUX_BUILD/release"
linux_c_library() {
    for_linux cargo rustc --quiet --locked --release --lib -p usersig --features usersig/capi --crate-type cdylib,staticlib
}

# build_c_library: the same, as stages want it. Whichever comes first does the work.
build_c_library() {
    without_lto
    linux_c_library
}

# smallest_c_library: the C library without any feature, as $SMALLEST_C_LIBRARY/libusersig.so and libusersig.a.
export SMALLEST_C_LIBRARY="$ROOT/target/c-min/release"
smallest_c_library() {
    CARGO_TARGET_DIR="$ROOT/target/c-min" cargo rustc --quiet --locked --release --lib -p usersig --crate-type cdylib,staticlib \
        --no-default-features --features capi
}

# What takes minutes to generate is not generated again to see whether it is current: beside it is a file, the caller's SUMS, with the hashes
# of what came out, the files GENERATED, and of what went in, which the caller's function `inputs` prints.
# generated_sums FOLDER: what that file has to hold, for the outputs in a copy of the checkout.
generated_sums() {
    printf '%s  inputs\n' "$(inputs | sha256sum | cut -d ' ' -f 1)"
    (cd "$1" && sha256sum "${GENERATED[@]}")
}
# check_generated FOLDER: fail if that file holds something else.
check_generated() {
    diff "$SUMS" <(generated_sums "$1") || die "the sources are not what was generated, or something else went in: run scripts/${0##*/}"
}
# crates_of PACKAGE OPTION-OF-CARGO…: the crates that it is compiled from, with their features; the version of usersig is left out.
crates_of() {
    cargo tree --quiet --locked --edges normal,build --prefix none --format '{p} {f}' -p "$@" |
        sed -E 's/ \([^)]*\)//; s/^(usersig[a-z-]*) v[^ ]+/\1/' | LC_ALL=C sort -u
}

# zip_folder FOLDER: make $OUT/NAME.zip of a folder called NAME. The same files and the same commit make the same bytes.
zip_folder() {
    need_apt zip
    find "$1" -type f -exec chmod 644 {} + -exec touch -d "@${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}" {} +
    rm -f "$OUT/${1##*/}.zip"
    (cd "${1%/*}" && find "${1##*/}" -type f | LC_ALL=C sort | TZ=UTC zip -q -X -9 "$OUT/${1##*/}.zip" -@)
}

# plain_modes FOLDER: modes of one kind, whatever the umask of the builder.
plain_modes() {
    find "$1" -type d -exec chmod 755 {} +
    find "$1" -type f -perm -u+x -exec chmod 755 {} +
    find "$1" -type f ! -perm -u+x -exec chmod 644 {} +
}

# tar_folder FOLDER: make $OUT/NAME.tar.gz of a folder called NAME. The same files and the same commit make the same bytes.
tar_folder() {
    plain_modes "$1"
    tar -C "${1%/*}" --sort=name --mtime="@${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}" --owner=0 --group=0 --numeric-owner \
        --format=ustar -cf - "${1##*/}" | gzip -9n >"$OUT/${1##*/}.tar.gz"
}

# need_apt PACKAGE...: install the Debian packages that are not there yet. One at a time machine-wide,
# because stages run side by side and dpkg allows one caller.
need_apt() {
    local missing=() p
    for p in "$@"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null || true)" = installed ] || missing+=("$p")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    [ "$(id -u)" = 0 ] || die "missing Debian packages: ${missing[*]}; run as root, or: sudo apt-get install ${missing[*]}"
    (
        flock 9
        # The index is fetched once a run: without it a fresh machine knows no package at all.
        [ -e "$CACHE/apt-updated" ] || apt-get update -qq >&2
        touch "$CACHE/apt-updated"
        # An update that the network has broken off ends without an error, and then a package is not known.
        apt_install "${missing[@]}" || { apt-get update -qq >&2 && apt_install "${missing[@]}"; }
    ) 9>"$CACHE/apt.lock"
}
apt_install() {
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=600 "$@" >&2
}

# unpack_apt FOLDER ARCHITECTURE PACKAGE…: unpack Debian packages for another processor into a folder. Nothing is installed,
# and this machine's package lists stay as they are.
unpack_apt() (
    dir=$1 architecture=$2
    shift 2
    flock 9
    [ ! -e "$dir/ready" ] || exit 0
    rm -rf "$dir"
    mkdir -p "$dir/lists/partial" "$dir/archives/partial"
    options=(-qq -o "APT::Architecture=$architecture" -o "Dir::State::lists=$dir/lists" -o "Dir::Cache=$dir"
        -o Dir::State::status=/dev/null -o APT::Sandbox::User=root)
    # Some source may be incomplete for this processor. What is missing because of that fails the download.
    apt-get update "${options[@]}" >&2 || true
    (cd "$dir" && apt-get download "${options[@]}" "$@") >&2
    for deb in "$dir"/*.deb; do dpkg-deb -x "$deb" "$dir"; done
    rm -rf "$dir/lists" "$dir/archives" "$dir"/*.deb "$dir"/*.bin
    touch "$dir/ready"
) 9>"$CACHE/unpack-apt.lock"

# need_cargo_tool BINARY CRATE VERSION: install a cargo subcommand into the cache, not into the user's home.
need_cargo_tool() {
    local bin=$1 crate=$2 version=$3 dir="$CACHE/tools/$2-$3"
    if [ ! -x "$dir/bin/$bin" ]; then
        say "installing $crate $version"
        cargo install --quiet --locked --root "$dir" --version "$version" "$crate" >&2
    fi
    PATH="$dir/bin:$PATH"
    export PATH
}

# The Go that builds our tools, and the hash of its module as go.sum has it.
GO_VERSION=1.26.8
GO_HASH=h1:ZOmGe1OnfREDMIdb1Qi4G9JSuDPBLGExZMQ4nis1RXM=

# install_go VERSION HASH: a release of Go into the cache, where any other Go can download it: it is a module.
install_go() (
    dir="$CACHE/tools/go-$1"
    flock 9
    [ ! -e "$dir/ready" ] || exit 0
    command -v go >/dev/null || need_apt golang-go
    say "installing Go $1"
    chmod -R u+w "$dir" 2>/dev/null || true
    rm -rf "$dir"
    mkdir -p "$dir"
    cd "$dir"
    module="golang.org/toolchain@v0.0.1-go$1.linux-amd64"
    # The hash is known here: no other server is asked for it.
    GOMODCACHE="$dir/modules" GOFLAGS=-modcacherw GOTOOLCHAIN=local GONOSUMDB='*' with_retries go mod download -json "$module" >module.json
    grep -qF "\"Sum\": \"$2\"" module.json || die "Go $1 has another hash than $2"
    mv "modules/$module" root
    rm -rf modules
    # A module has no modes.
    chmod +x root/bin/* root/pkg/tool/linux_amd64/*
    touch ready
) 9>"$CACHE/go.lock"

# need_go: `go` is that release from here on.
need_go() {
    install_go "$GO_VERSION" "$GO_HASH"
    export GOROOT="$CACHE/tools/go-$GO_VERSION/root" GOTOOLCHAIN=local GOCACHE="$CACHE/go-build"
    PATH="$GOROOT/bin:$PATH"
    export PATH
}

# need_go_tool BINARY PACKAGE VERSION: install a Go program into the cache.
need_go_tool() {
    local bin=$1 package=$2 version=$3 dir="$CACHE/tools/$1-$3"
    if [ ! -x "$dir/$bin" ]; then
        command -v go >/dev/null || need_apt golang-go
        say "installing $package $version"
        GOBIN="$dir" with_retries go install "$package@v$version" >&2
    fi
    PATH="$dir:$PATH"
    export PATH
}

# The oldest glibc on which our Linux libraries load: that of RHEL 7 and Amazon Linux 2 is 2.17 and 2.26, of Ubuntu 20.04 2.31.
export OLDEST_GLIBC=2.17

# install_zig: `python3 -m ziglang` from here on. One at a time: stages that run side by side want it.
install_zig() {
    local version=0.17.1 dir
    dir="$CACHE/tools/ziglang-$version"
    (
        flock 9
        [ ! -e "$dir/ready" ] || exit 0
        python3 -m pip --version >/dev/null 2>&1 || need_apt python3-pip
        with_retries python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --upgrade --target "$dir" \
            "ziglang==$version" >&2
        touch "$dir/ready"
    ) 9>"$CACHE/zig.lock"
    export PYTHONPATH="$dir${PYTHONPATH:+:$PYTHONPATH}" ZIG_GLOBAL_CACHE_DIR="$CACHE/zig"
}

# need_zig RUST-TARGET ZIG-TARGET: cargo links this target with zig from here on, so that the libraries load on older systems too.
need_zig() {
    install_zig
    export ZIG_TARGET=$2 "CARGO_TARGET_$(tr 'a-z-' 'A-Z_' <<<"$1")_LINKER=$ROOT/scripts/zig-cc"
}

# What rustc needs for a program with musl inside it, linked by zig, which has the files to start a program with.
export STATIC_MUSL="-Ctarget-feature=+crt-static -Clink-self-contained=no"

# Checks of a stage. Each counts as one test; the stage ends with `finish`.
PASSED=0
FAILED=0
pass() { PASSED=$((PASSED + 1)); printf 'ok      %s\n' "$1"; }
fail() { FAILED=$((FAILED + 1)); printf 'FAILED  %s\n' "$1"; }
# check NAME COMMAND...: passes when the command does; its output is shown only when it does not.
check() {
    local name=$1 out
    shift
    if out=$("$@" 2>&1); then pass "$name"; else fail "$name"; printf '%s\n' "$out" | sed 's/^/        /'; fi
}
# count_cargo COMMAND...: run `cargo test …`, and add the tests it counted to ours.
count_cargo() {
    local log status=0 p f
    log=$(mktemp)
    "$@" 2>&1 | tee "$log" || status=$?
    p=$(awk '/^test result:/ {n += $4} END {print n + 0}' "$log")
    f=$(awk '/^test result:/ {n += $6} END {print n + 0}' "$log")
    rm -f "$log"
    PASSED=$((PASSED + p))
    FAILED=$((FAILED + f))
    # A build that breaks reports no test: that is a failure of its own.
    if [ "$status" -ne 0 ] && [ "$f" -eq 0 ]; then fail "$*"; fi
}
# count_line COMMAND...: run a suite that ends in `N passed, N failed`, and add its numbers to ours.
count_line() {
    local log status=0 line
    log=$(mktemp)
    "$@" 2>&1 | tee "$log" || status=$?
    # A program for Windows ends its lines in CR LF.
    line=$(tr -d '\r' <"$log" | grep -E '^[0-9]+ passed, [0-9]+ failed' | tail -n 1 || true)
    rm -f "$log"
    if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed ]]; then
        PASSED=$((PASSED + BASH_REMATCH[1]))
        FAILED=$((FAILED + BASH_REMATCH[2]))
        if [ "$status" -ne 0 ] && [ "${BASH_REMATCH[2]}" -eq 0 ]; then fail "exit status $status: $*"; fi
    else
        fail "no result line from: $*"
    fi
}
# check_sizes COMPILER NAME=FILE…: compare the size of what this stage has made with the committed one (scripts/sizes). COMPILER says which
# Rust has made it: cargo (the one in PATH), cross (that of scripts/cross), both, or none. What is not built as for a release has that in its
# name. A part of an archive is a pipe: "NAME"=<(unzip …).
check_sizes() { count_line python3 -B benches/sizes.py check "${0##*/}" "$$" "$@"; }
# count_junit FILE…: add the tests of JUnit reports to ours.
count_junit() {
    local p=0 f=0
    read -r p f < <(python3 "$ROOT/scripts/count-junit.py" "$@") || true
    PASSED=$((PASSED + p))
    FAILED=$((FAILED + f))
    printf '%d tests passed, %d failed\n' "$p" "$f"
    [ $((p + f)) -gt 0 ] || fail "no test in the reports: $*"
}
# count_node_tests NODE OPTION… FILE: run a file of Node's own tests, and add them to ours.
count_node_tests() {
    local report status=0 before=$FAILED
    report=$(mktemp)
    "${@:1:$#-1}" --test-reporter=junit --test-reporter-destination="$report" \
        --test-reporter=spec --test-reporter-destination=stdout --test "${@: -1}" || status=$?
    count_junit "$report"
    rm -f "$report"
    [ "$status" -eq 0 ] || [ "$FAILED" -gt "$before" ] || fail "exit status $status: ${*: -1}"
}
# count_gtest COMMAND…: run GoogleTest, and add its numbers to ours. In the folder of the report: Wine knows no other path.
count_gtest() {
    local folder status=0 before=$FAILED
    folder=$(mktemp -d "$ROOT/target/gtest.XXXXXX")
    GTEST_OUTPUT=xml:report.xml env -C "$folder" "$@" >"$folder/log" 2>&1 || status=$?
    if [ -e "$folder/report.xml" ]; then count_junit "$folder/report.xml"; fi
    if [ "$status" -ne 0 ]; then
        cat "$folder/log"
        [ "$FAILED" -gt "$before" ] || fail "exit status $status: $*"
    elif [ ! -e "$folder/report.xml" ]; then
        fail "no report from: $*"
    fi
    rm -rf "$folder"
}
# count_native_tests FOLDER OPTION…: build the C and C++ tests (tests/CMakeLists.txt) there with CMake's options, run them,
# and add them to ours.
build_native_tests() {
    cmake -S tests -B "$1" -DCMAKE_COMPILE_WARNING_AS_ERROR=ON "${@:2}" && cmake --build "$1" --parallel "$(nproc)"
}
count_native_tests() {
    local folder=$1 status=0 before=$FAILED
    check "the C and C++ tests build in ${folder#"$ROOT/"}" build_native_tests "$@"
    [ "$FAILED" -eq "$before" ] || return 0
    rm -f "$folder/report.xml"
    ctest --test-dir "$folder" --parallel "$(nproc)" --timeout 900 --no-tests=error --output-on-failure --output-junit report.xml \
        >"$folder/ctest.log" 2>&1 || status=$?
    if [ -e "$folder/report.xml" ]; then count_junit "$folder/report.xml"; fi
    [ "$status" -ne 0 ] || return 0
    cat "$folder/ctest.log"
    [ "$FAILED" -gt "$before" ] || fail "exit status $status: ctest in $folder"
}
finish() {
    printf '%d passed, %d failed\n' "$PASSED" "$FAILED"
    [ "$FAILED" -eq 0 ] && [ "$PASSED" -gt 0 ]
}
