//! Generates Rust for every fixture, so that it is compiled with the tests: each as a module of
//! `fixtures.rs`, and once more for each way to treat unknown keys.

use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use tdproto_codegen::{Builder, UnknownFields};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let fixtures = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("fixtures");
    println!("cargo::rerun-if-changed={}", fixtures.display());
    let mut cases: Vec<PathBuf> = fs::read_dir(&fixtures)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, std::io::Error>>()?;
    cases.retain(|path| path.is_dir());
    cases.sort();
    let mut modules = String::new();
    for case in &cases {
        let name = case
            .file_name()
            .and_then(|name| name.to_str())
            .ok_or("a fixture's name is not UTF-8")?;
        let policies = [
            ("", UnknownFields::Ignore),
            ("_keep", UnknownFields::Keep),
            ("_deny", UnknownFields::Deny),
        ];
        for (suffix, policy) in policies {
            let module = format!("{name}{suffix}");
            Builder::new()
                .schema(case)
                .out_dir(out.join(&module))
                .unknown_fields(policy)
                .serde(true)
                .generate()?;
            let file = out.join(&module).join("rust/protocol.rs");
            writeln!(modules, "pub(crate) mod {module} {{ include!({file:?}); }}")?;
        }
    }
    fs::write(out.join("fixtures.rs"), modules)?;
    Ok(())
}
