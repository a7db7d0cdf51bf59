//! What Kotlin and Java call on the JVM and on Android: the native methods of `io.github.usersig.internal.Native`.
//!
//! A thin layer, no logic of its own. Texts and numbers are passed on as they are, and checked by the core's own types;
//! `bindings/kotlin/jni` is its other half. No class of this project is looked up here, so that a shrinker may rename
//! them all but `Native`:
//!
//! * an object is a number, the address of a box; Kotlin counts its calls and frees it once, after the last one;
//! * a result with more than one field is a byte array (`record.rs`);
//! * an error is an exception of the platform (`failure.rs`);
//! * the virtual machine is called in `env.rs` only.
#![warn(clippy::undocumented_unsafe_blocks)]
// A native method has the arguments that Java has, by value.
#![allow(clippy::too_many_arguments, clippy::needless_pass_by_value)]

mod diagnosis;
mod ecdsa;
mod env;
mod failure;
mod fields;
mod natives;
mod objects;
mod record;
mod text;
