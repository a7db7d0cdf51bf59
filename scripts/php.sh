# The PHP extension, which the package, its tests and the benchmark build in one way and place. Source it after lib.sh.
# shellcheck shell=bash

# Which PHP it is for: its php-config is beside it.
PHP=${PHP:-php8.2}

# php_extension COMMAND [ARGUMENT…]: run cargo for bindings/php/extension, so that what it builds loads with glibc 2.17 and newer.
php_extension() (
    # The headers of PHP, and libclang, which reads them.
    [ "$PHP" != php8.2 ] || need_apt php8.2-cli php8.2-dev
    need_apt libclang-14-dev
    local php
    php=$(command -v "$PHP") || die "there is no $PHP"
    need_zig x86_64-unknown-linux-gnu "x86_64-linux-gnu.$OLDEST_GLIBC"
    export CARGO_TARGET_DIR="$ROOT/target/php/cargo"
    export RUSTFLAGS="--remap-path-prefix=$ROOT=/usersig --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
    PHP=$php PHP_CONFIG=${php/php/php-config} cargo "$1" --quiet --locked --release --manifest-path bindings/php/extension/Cargo.toml "${@:2}"
)
