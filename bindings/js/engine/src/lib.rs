//! The C ABI of `usersig` for WebAssembly, over an allocator of half the size of the standard library's: every page that
//! signs loads it.

pub use usersig::capi::*;

#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
