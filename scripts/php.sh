# The PHP extension, which the package, its tests and the benchmark build in one way and place. Source it after lib.sh.
# shellcheck shell=bash

# Which PHP it is for: its php-config is beside it.
PHP=${PHP:-php8.2}

# php_extension COMMAND [ARGUMENT…]: run cargo for bindings/php/extension, so that what it builds loads with glibc 2.17 and newer.
php_extension() {
    # The headers of PHP, and libclang, which reads them.
    [ "$PHP" != php8.2 ] || need_apt php8.2-cli php8.2-dev
    need_apt libclang-14-dev
    local php
    php=$(command -v "$PHP") || die "there is no $PHP"
    php_workspace "$ROOT/target/php/workspace"
    # In a folder of its own: its library has the name of the C library.
    for_linux env CARGO_TARGET_DIR="$ROOT/target/php/cargo" PHP="$php" PHP_CONFIG="${php/php/php-config}" \
        cargo "$1" --quiet --locked --release --manifest-path "$ROOT/target/php/workspace/extension/Cargo.toml" "${@:2}"
}

# php_workspace FOLDER: the extension and the library in one workspace, as copies with the times of the originals. What cargo compiles it names
# after its path, unless that is below the root of the workspace: there the library is, and so the same commit makes the same bytes in any folder.
php_workspace() {
    local crate=bindings/php/extension
    rm -rf "$1"
    mkdir -p "$1/usersig" "$1/extension"
    cp -a Cargo.toml build.rs README.md src include "$1/usersig/"
    cp -a "$crate"/{Cargo.toml,src} "$1/extension/"
    cp -a "$crate/Cargo.lock" "$1/"
    find "$crate" -maxdepth 1 -name build.rs -exec cp -a {} "$1/extension/" \;
    sed -i -e '/^\[workspace\]$/d' -e '/^\[profile/,/^$/d' -e 's:path = "\.\./\.\./\.\.":path = "../usersig":' "$1/extension/Cargo.toml"
    printf '[workspace]\nresolver = "3"\nmembers = ["extension"]\nexclude = ["usersig"]\n\n' >"$1/Cargo.toml"
    sed -n '/^\[profile/,/^$/p' "$crate/Cargo.toml" >>"$1/Cargo.toml"
}
