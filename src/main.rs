//! The binary: everything it does is in [`scrublint::cli`].

use std::process::ExitCode;

#[cfg(all(any(target_os = "linux", target_os = "macos"), target_pointer_width = "64"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    scrublint::cli::main()
}
