//! The binding generator in the version of this crate, so that nobody has to install one.
#![forbid(unsafe_code)]

fn main() {
    uniffi::uniffi_bindgen_main();
}
