<#
Builds the archives for Visual C++ on a Windows machine with Visual Studio 2022 (C++ and CMake), rustup and
Python 3.11 or later:

    scripts\package-msvc.ps1                    every target: x64, x86 and ARM64
    scripts\package-msvc.ps1 -Platforms x64     this one

They land in target\dist as usersig-VERSION-ARCH-pc-windows-msvc.zip with their checksums. The DLL needs no
redistributable: the C runtime is linked into it.
#>
param(
    [ValidateSet("x64", "x86", "ARM64")]
    [string[]]$Platforms = @("x64", "x86", "ARM64")
)
$ErrorActionPreference = "Stop"
Set-Location (Split-Path -Parent $PSScriptRoot)

function Invoke-Checked([string]$program, [string[]]$arguments) {
    & $program @arguments
    if ($LASTEXITCODE -ne 0) { throw "$program ended with status $LASTEXITCODE" }
}

$version = (Select-String -Path Cargo.toml -Pattern '^version = "(.*)"$').Matches[0].Groups[1].Value
$dist = Join-Path (Get-Location) "target\dist"
New-Item -ItemType Directory -Force $dist | Out-Null

foreach ($platform in $Platforms) {
    $target = @{ x64 = "x86_64-pc-windows-msvc"; x86 = "i686-pc-windows-msvc"; ARM64 = "aarch64-pc-windows-msvc" }[$platform]
    # CMake's name for the 32-bit one is older.
    $architecture = @{ x64 = "x64"; x86 = "Win32"; ARM64 = "ARM64" }[$platform]
    $name = "usersig-$version-$target"
    $build = "target\package\build-$target"
    $prefix = "target\package\$name"
    if (Test-Path $prefix) { Remove-Item -Recurse $prefix }
    Invoke-Checked rustup @("target", "add", $target)
    Invoke-Checked cmake @("-S", ".", "-B", $build, "-A", $architecture, "-DUSERSIG_INSTALL=ON", "-DUSERSIG_COMMAND=ON",
        "-DUSERSIG_WINDOWS_DEMOS=ON", "-DUSERSIG_RUST_TARGET=$target")
    Invoke-Checked cmake @("--build", $build, "--config", "Release")
    Invoke-Checked cmake @("--install", $build, "--config", "Release", "--prefix", $prefix)
    $doc = New-Item -ItemType Directory -Force "$prefix\share\doc\usersig"
    Copy-Item CHANGELOG.md, SECURITY.md, SECURITY.zh-CN.md, LICENSE-MIT, LICENSE-APACHE, docs\FORMAT.md, docs\FORMAT.zh-CN.md,
        bindings\cpp\README.md, bindings\cpp\README.zh-CN.md $doc
    Invoke-Checked python @("scripts\sbom", $target, "$doc\usersig.cdx.json")
    # The build goes on without a resource compiler; what is shipped should not.
    $shown = (Get-Item "$prefix\bin\usersig.dll").VersionInfo.FileVersion
    if ($shown -ne $version) { throw "usersig.dll shows the version '$shown', not $version" }
    $zip = Join-Path $dist "$name.zip"
    if (Test-Path $zip) { Remove-Item $zip }
    Compress-Archive -Path $prefix -DestinationPath $zip
    $hash = (Get-FileHash -Algorithm SHA256 $zip).Hash.ToLower()
    # Windows PowerShell would write UTF-16, which sha256sum does not read.
    Set-Content -Encoding ascii -Path "$zip.sha256" -Value "$hash  $name.zip"
    Write-Output "$hash  $name.zip"
}
