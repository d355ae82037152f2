//! The binary: everything it does is in [`scrublint::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    scrublint::cli::main()
}
