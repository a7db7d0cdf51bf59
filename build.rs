//! Link arguments of the C library; writes nothing.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(usersig_panic_probe)");
    if env::var_os("CARGO_FEATURE_CAPI").is_none() {
        return;
    }
    let arguments: &[&str] = match env::var("CARGO_CFG_TARGET_OS").as_deref() {
        // The loader finds the library by its ABI's number.
        Ok("linux" | "freebsd" | "netbsd" | "openbsd" | "dragonfly") => &["-Wl,-soname,libusersig.so.0"],
        // An app package only takes files named lib*.so; devices have pages of up to 16 KB.
        Ok("android") => &["-Wl,-soname,libusersig.so", "-Wl,-z,max-page-size=16384"],
        Ok("macos" | "ios" | "tvos" | "watchos" | "visionos") => {
            &["-Wl,-install_name,@rpath/libusersig.0.dylib"]
        }
        _ => &[],
    };
    for argument in arguments {
        println!("cargo::rustc-cdylib-link-arg={argument}");
    }
}
