//! The `tdproto` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    tdproto_codegen::main()
}
