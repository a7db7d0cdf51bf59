//! Which standard streams were closed before the process started, as `usersig … >&-` does.
//!
//! Before `main`, the standard library opens `/dev/null` in place of a closed stream, so a write to it would succeed
//! and nothing would arrive. Only a function that runs earlier still sees the closed stream.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

static INPUT_IS_CLOSED: AtomicBool = AtomicBool::new(false);
static OUTPUT_IS_CLOSED: AtomicBool = AtomicBool::new(false);

/// Returns whether standard input was closed at the start.
pub fn input_is_closed() -> bool {
    INPUT_IS_CLOSED.load(Relaxed)
}

/// Returns whether standard output was closed at the start.
pub fn output_is_closed() -> bool {
    OUTPUT_IS_CLOSED.load(Relaxed) || has_no_handle()
}

#[cfg(windows)]
fn has_no_handle() -> bool {
    use std::os::windows::io::AsRawHandle;
    std::io::stdout().as_raw_handle().is_null()
}

#[cfg(not(windows))]
fn has_no_handle() -> bool {
    false
}

#[cfg(unix)]
mod before_main {
    use rustix::{io::fcntl_getfd, stdio};

    use super::{INPUT_IS_CLOSED, OUTPUT_IS_CLOSED, Relaxed};

    #[expect(unsafe_code, reason = "the loader calls each function of this section once, before main")]
    #[used]
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__mod_init_func"))]
    #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".init_array"))]
    static LOOK: extern "C" fn() = look;

    /// Two system calls and two stores: nothing of the standard library that `main` would have to prepare.
    extern "C" fn look() {
        INPUT_IS_CLOSED.store(fcntl_getfd(stdio::stdin()).is_err(), Relaxed);
        OUTPUT_IS_CLOSED.store(fcntl_getfd(stdio::stdout()).is_err(), Relaxed);
    }
}
