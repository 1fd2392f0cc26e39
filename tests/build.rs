//! Generates Rust for every fixture, so that it is compiled with the tests: each as a module of
//! `fixtures.rs`, and once more for each way to treat unknown keys.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use tdproto_codegen::lang::rust::Rust;
use tdproto_codegen::views::InputViews;
use tdproto_codegen::{Backend as _, Builder, UnknownFields, naming};
use tdproto_schema::embedded;
use tdproto_schema::model::TypeKind;

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
    derived(&out)
}

/// The built-in schema once more, as types with derives, and a list of all that describe
/// themselves.
fn derived(out: &Path) -> Result<(), Box<dyn Error>> {
    Builder::new()
        .rust_derives(true)
        .out_dir(out.join("derived"))
        .generate()?;
    let (schema, _) = embedded::compiled();
    let (names, _) = naming::plan(
        &schema.model,
        &schema.origins,
        &InputViews::new(&schema.model),
        Rust.convention(),
        &naming::Renames::new(),
    );
    let mut list = String::from(
        "#[allow(deprecated)]\npub(crate) fn describe_all(into: &mut tdproto_schema::Decls) {\n",
    );
    for (id, def) in schema.model.types_with_ids() {
        // An alias is no type of its own.
        if !matches!(def.kind, TypeKind::Alias(_)) {
            writeln!(list, "    describe::<compiled::{}>(into);", names.ty(id))?;
        }
    }
    for events in ["ServerEvent", "ClientEvent"] {
        writeln!(list, "    describe::<compiled::{events}>(into);")?;
    }
    list.push_str("}\n");
    fs::write(out.join("describe_all.rs"), list)?;
    Ok(())
}
