# The core as WebAssembly, and the npm packages that turn it into a file for Node, a page or Go. Source it after lib.sh.
# shellcheck shell=bash disable=SC2034

# The folder of the tools, after install_js_tools.
JS_MODULES="$ROOT/target/js/npm/node_modules"

need_wasm_tools() {
    command -v npm >/dev/null || need_apt nodejs npm
    need_apt lld-19
}

SMALL_FLAGS='--cfg sha2_backend_soft="compact"'

# wasm32 NAME FOLDER OPT-LEVEL FEATURES RUSTC-FLAGS: bindings/js/engine for wasm32 as target/js/NAME.a. Those with the same level
# and flags are built in the same folder, where the standard library is already. Only the first instructions of WebAssembly,
# which every engine and wasm2js know; Node also has those that copy and fill memory, from 12.5 on. A panic is a trap:
# nothing here could print its text.
wasm32() {
    local name=$1 folder=$ROOT/target/js/$2 level=$3 features=$4
    CARGO_TARGET_DIR="$folder" CARGO_PROFILE_RELEASE_OPT_LEVEL=$level CARGO_PROFILE_RELEASE_LTO=fat \
        CARGO_PROFILE_RELEASE_CODEGEN_UNITS=1 CARGO_PROFILE_RELEASE_PANIC=abort CARGO_PROFILE_RELEASE_STRIP=none \
        RUSTFLAGS="-Ctarget-cpu=mvp -Zunstable-options -Cpanic=immediate-abort $5" \
        scripts/cross wasm32-unknown-unknown rustc --quiet --release --locked --lib -p usersig-wasm \
        --features "small,$features" --crate-type staticlib -Zbuild-std-features=optimize_for_size
    cp "$folder/wasm32-unknown-unknown/release/libusersig_wasm.a" "$(built "$name")"
}

# built NAME: what wasm32 has made.
built() { printf '%s' "$ROOT/target/js/$1.a"; }

# npm_install FOLDER TARGET: the packages of FOLDER's lock file into TARGET/node_modules, if they are not there. One caller at a time.
npm_install() (
    pins=$(cat "$1/package.json" "$1/package-lock.json" | cksum)
    mkdir -p "$2"
    flock 8
    [ "$pins" != "$(cat "$2/pins" 2>/dev/null)" ] || exit 0
    cp "$1/package.json" "$1/package-lock.json" "$2/"
    npm ci --prefix "$2" --ignore-scripts --no-audit --no-fund --loglevel=error >&2
    printf '%s\n' "$pins" >"$2/pins"
) 8>"$CACHE/npm.lock"

install_js_tools() { npm_install bindings/js "$ROOT/target/js/npm"; }
