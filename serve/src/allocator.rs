//! What the static program allocates with.

/// The static program is linked by zig, whose `malloc` has a list of free memory for each processor. What one thread allocates and another
/// frees is in the other's list; a thread that finds its own list empty looks at one more, and if that is in use just then, asks the
/// system for 64 KB. Each line of the audit log goes that way, so the server grew by seven bytes a token, without an end.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;
