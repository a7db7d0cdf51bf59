# Checks that the stages c, packaging, windows and aarch64 share. Sourced after scripts/lib.sh.
# The stage sets `package` (the unpacked archive), `scratch` (its folder), `version` and `usersig` (how the command is run).
# shellcheck shell=bash disable=SC2154

KEY=5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e

# exports LIBRARY [TOOLS]: a shared library of Linux has the names in abi/exports.txt and no other. TOOLS is the prefix of
# another processor's binutils.
exports() { diff abi/exports.txt <("${2:-}nm" -D --defined-only "$1" | awk '{print $3}' | LC_ALL=C sort); }
soname() { "${2:-}readelf" -d "$1" | grep -F 'soname: [libusersig.so.0]'; }
# loads_on_old_systems FILE [TOOLS]: it asks for no symbol that is newer than the oldest glibc we name.
loads_on_old_systems() {
    local newest
    newest=$("${2:-}objdump" -T "$1" | grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -n 1)
    echo "newest: $newest"
    [ -n "$newest" ] && [ "$(printf '%s\nGLIBC_%s\n' "$newest" "$OLDEST_GLIBC" | sort -V | tail -n 1)" = "GLIBC_$OLDEST_GLIBC" ]
}
# layout FILE: the archive holds what the file lists, links too; the version is written VERSION there.
layout() {
    diff "$1" <(cd "$package" && find . ! -type d -printf '%P\n' | sed "s/${version//./\\.}/VERSION/" | LC_ALL=C sort)
}
no_paths() { ! grep -rlaF -e "$ROOT" -e "$HOME/" "$package"; }

# native_libraries LOG: what rustc says that the static library needs, as `-lNAME …`. All of them are shared
# libraries or import libraries, of which only the last mention counts.
native_libraries() {
    sed -n 's/^note: native-static-libs: //p' "$1" | head -n 1 | tr ' ' '\n' | tac | awk '!seen[$0]++' | tac | paste -sd ' '
}
native_pinned() {
    local printed
    printed=$(native_libraries "$1")
    [ -n "$printed" ] && diff <(echo "Libs.private: $printed") <(grep '^Libs.private' "$package/lib/pkgconfig/usersig.pc")
}

# expect STATUS PART COMMAND...: the exit status, and a part of what it prints to either stream.
expect() {
    local status=$1 part=$2 got=0 out
    shift 2
    out=$("$@" 2>&1) || got=$?
    [ "$got" = "$status" ] || { printf 'exit status %s, not %s\n%s\n' "$got" "$status" "$out"; return 1; }
    [[ $out == *"$part"* ]] || { printf 'no "%s" in:\n%s\n' "$part" "$out"; return 1; }
}

# A key in a file whose path is not ASCII, for a UserID that is not either.
chinese() {
    local dir="$scratch/密钥" token
    mkdir -p "$dir"
    printf '%s\n' "$KEY" >"$dir/密钥.txt"
    token=$(env -u USERSIG_SECRET_KEY "${usersig[@]}" sign --userid-rule any --userid 小军 --at 1700000000 --secret-key-file "$dir/密钥.txt") || return 1
    expect 0 '"userid":"小军"' "${usersig[@]}" verify --userid 小军 --at 1700000000 --format json "${token%$'\r'}"
}

# A reader that goes away after the first line: no panic, no message, and an end.
closed_pipe() {
    local first
    seq 1 20000 | sed 's/^/user_/' >"$scratch/userids.txt"
    first=$("${usersig[@]}" batch <"$scratch/userids.txt" 2>"$scratch/stderr.txt" | head -n 1 || true)
    [[ $first == *'"userid":"user_1"'* ]] || { printf 'first line: %s\n' "$first"; return 1; }
    if grep -i -E 'panic|error' "$scratch/stderr.txt"; then return 1; fi
}

batch_counts() {
    local lines
    seq 1 2000 | sed 's/^/user_/' >"$scratch/userids.txt"
    lines=$("${usersig[@]}" batch --at 1700000000 <"$scratch/userids.txt" 2>/dev/null | grep -c '"usersig":"e') || return 1
    [ "$lines" = 2000 ]
}

command_checks() {
    local on=$1 token
    export USERSIG_SECRET_KEY=$KEY USERSIG_SDKAPPID=1400000000
    token=$("${usersig[@]}" sign --userid xiaojun --at 1700000000 --expire 7d) || token=
    token=${token%$'\r'}
    check "command on $on: signs" test "${#token}" -gt 100
    check "command on $on: verifies its own token" expect 0 '"valid":true' "${usersig[@]}" verify --userid xiaojun --at 1700000000 --format json -- "$token"
    check "command on $on: a second too late is 70001, status 1" expect 1 70001 "${usersig[@]}" verify --userid xiaojun --at 1700604801 -- "$token"
    check "command on $on: another user is 70013" expect 1 70013 "${usersig[@]}" verify --userid xiaoming --at 1700000000 -- "$token"
    check "command on $on: inspects" expect 0 xiaojun "${usersig[@]}" inspect -- "$token"
    check "command on $on: explains 70009" expect 0 70009 "${usersig[@]}" explain 70009
    check "command on $on: wrong usage is status 2" expect 2 '' "${usersig[@]}" sign --no-such-option
    check "command on $on: UserID, folder and file name in Chinese" chinese
    check "command on $on: batch of 2000" batch_counts
    check "command on $on: a closed pipe is no panic" closed_pipe
    unset USERSIG_SECRET_KEY USERSIG_SDKAPPID
}

# count_core_tests TARGET [OPTION-OF-CARGO…]: the core's own tests. All but the properties: their 100 000 cases take a minute without optimisation
# and six in an emulator, and depend on no system. The stage `rust` has them. It has more of the other random cases, too.
count_core_tests() {
    local file name suites=()
    for file in tests/*.rs; do
        name=$(basename "$file" .rs)
        [ "$name" = properties ] || suites+=(--test "$name")
    done
    count_cargo env USERSIG_CASES=1000 scripts/cross "$1" test "${@:2}" --locked --no-fail-fast -p usersig --features usersig/capi --lib "${suites[@]}"
}
