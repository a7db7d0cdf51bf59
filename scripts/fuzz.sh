# The fuzz targets: what they are called and how they are built. The stage `fuzz` and scripts/long-tests share it. Source it after lib.sh.
# shellcheck shell=bash

export FUZZ_TARGETS=(inspect verify userbuf diagnose readers)
FUZZ_HOST=x86_64-unknown-linux-gnu

# build_fuzz_targets FOLDER COVERAGE FLAG…: the targets as cargo-fuzz builds them, which saves building cargo-fuzz, into
# $FOLDER/$FUZZ_HOST/release. COVERAGE is `compares` for what cargo-fuzz has: libFuzzer sees the operands of each comparison too, and so
# guesses words and lengths; or `edges`: without them, in half the time. The flags are further ones of rustc.
build_fuzz_targets() {
    need_apt g++
    # libFuzzer is guided by the counters and comparisons that LLVM instruments.
    local coverage="-Cpasses=sancov-module" argument arguments=(level=4 inline-8bit-counters pc-table)
    [ "$2" = edges ] || arguments+=(trace-compares)
    for argument in "${arguments[@]}"; do
        coverage+=" -Cllvm-args=-sanitizer-coverage-$argument"
    done
    # Overflows and debug assertions are errors too. Flags with --target: build scripts stay as they are.
    RUSTFLAGS="$coverage --cfg fuzzing -Cdebug-assertions -Coverflow-checks ${*:3}" \
        cargo +nightly build --locked --release --manifest-path fuzz/Cargo.toml --target "$FUZZ_HOST" --target-dir "$1"
}
