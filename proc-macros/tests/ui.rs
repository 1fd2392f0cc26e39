//! What the macros say of mistakes: a file a mistake under `tests/ui/`, what the compiler prints
//! beside it. What is under `tests/pass/` compiles and runs. `TRYBUILD=overwrite cargo test -p tdproto-macros` writes the latter anew.

#[test]
fn mistakes_are_told_at_their_tokens() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/*.rs");
    cases.pass("tests/pass/*.rs");
    if cfg!(feature = "patterns") {
        cases.compile_fail("tests/patterns/*.rs");
    }
}
