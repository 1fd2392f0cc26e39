//! What the macros say of mistakes: a file a mistake under `tests/ui/`, what the compiler prints
//! beside it. `TRYBUILD=overwrite cargo test -p tdproto-macros` writes the latter anew.

#[test]
fn mistakes_are_told_at_their_tokens() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
