//! The `tdproto` command, built along with the tests.

use std::process::ExitCode;

fn main() -> ExitCode {
    tdproto_codegen::main()
}
