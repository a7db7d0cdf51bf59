//! Link arguments of the shared library; writes nothing.

use std::env::var;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let os = var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if os == "linux" || os == "android" {
        // No version in the name: Java loads the file by this very name.
        println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libusersig_jni.so");
        // Android 15 has devices with 16 KB pages; a library aligned to less does not load there.
        println!("cargo:rustc-cdylib-link-arg=-Wl,-z,max-page-size=16384");
    }
}
