//! Link arguments of the C library, and the version resource of the DLL on Windows.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(usersig_panic_probe)");
    println!("cargo::rustc-check-cfg=cfg(usersig_grown_structs)");
    if env::var_os("CARGO_FEATURE_CAPI").is_none() {
        return;
    }
    let arguments: &[&str] = match env::var("CARGO_CFG_TARGET_OS").as_deref() {
        // The loader finds the library by the number of its ABI.
        Ok("linux" | "freebsd" | "netbsd" | "openbsd" | "dragonfly") => &["-Wl,-soname,libusersig.so.0"],
        // An app package may only contain libraries named lib*.so; devices have pages of up to 16 KB.
        Ok("android") => &["-Wl,-soname,libusersig.so", "-Wl,-z,max-page-size=16384"],
        Ok("macos" | "ios" | "tvos" | "watchos" | "visionos") => {
            &["-Wl,-install_name,@rpath/libusersig.0.dylib"]
        }
        _ => &[],
    };
    for argument in arguments {
        println!("cargo::rustc-cdylib-link-arg={argument}");
    }
    if var("CARGO_CFG_TARGET_OS") == "windows" {
        match version_resource() {
            Ok(object) => println!("cargo::rustc-cdylib-link-arg={}", object.display()),
            // The library works without the resource, but should not be shipped without it.
            Err(why) => println!("cargo::warning=usersig.dll gets no version resource: {why}"),
        }
    }
}

fn var(name: &str) -> String {
    env::var(name).unwrap_or_else(|why| panic!("cargo did not set {name}: {why}"))
}

/// Compiles the version resource with the resource compiler of the target's toolchain.
fn version_resource() -> Result<PathBuf, String> {
    let out = PathBuf::from(var("OUT_DIR"));
    let source = out.join("usersig.rc");
    fs::write(&source, resource_script()).map_err(|e| format!("{}: {e}", source.display()))?;
    if var("CARGO_CFG_TARGET_ENV") == "msvc" {
        let object = out.join("usersig.res");
        run(Command::new("rc.exe").args(["/nologo", "/fo"]).arg(&object).arg(&source))
            .or_else(|_| run(Command::new("llvm-rc").arg("/fo").arg(&object).arg(&source)))?;
        Ok(object)
    } else {
        let object = out.join("usersig.o");
        // MinGW's tools are named i686- where Rust's architecture is x86.
        let target = var("TARGET");
        let processor = target.split('-').next().unwrap_or_default();
        windres(&format!("{processor}-w64-mingw32-windres"), &source, &object)
            .or_else(|_| windres("windres", &source, &object))?;
        Ok(object)
    }
}

fn windres(program: &str, source: &Path, object: &Path) -> Result<(), String> {
    run(Command::new(program).args(["-O", "coff"]).arg(source).arg(object))
}

fn run(command: &mut Command) -> Result<(), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{program}: {status}")),
        Err(e) => Err(format!("{program}: {e}")),
    }
}

fn resource_script() -> String {
    let numbers = format!(
        "{},{},{},0",
        var("CARGO_PKG_VERSION_MAJOR"),
        var("CARGO_PKG_VERSION_MINOR"),
        var("CARGO_PKG_VERSION_PATCH"),
    );
    let version = var("CARGO_PKG_VERSION");
    let description = var("CARGO_PKG_DESCRIPTION");
    let licence = var("CARGO_PKG_LICENSE");
    // 0x40004: Windows NT; 2: a DLL; 040904b0: US English in UTF-16.
    format!(
        r#"1 VERSIONINFO
FILEVERSION {numbers}
PRODUCTVERSION {numbers}
FILEOS 0x40004
FILETYPE 2
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "040904b0"
    BEGIN
      VALUE "FileDescription", "{description}"
      VALUE "FileVersion", "{version}"
      VALUE "InternalName", "usersig"
      VALUE "LegalCopyright", "{licence}"
      VALUE "OriginalFilename", "usersig.dll"
      VALUE "ProductName", "usersig"
      VALUE "ProductVersion", "{version}"
    END
  END
  BLOCK "VarFileInfo"
  BEGIN
    VALUE "Translation", 0x409, 1200
  END
END
"#
    )
}
