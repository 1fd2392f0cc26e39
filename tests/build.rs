//! Generates Rust for every fixture, so that it is compiled with the tests: each as a module of
//! `fixtures.rs`, and once more for each way to treat unknown keys and with borrowed texts.

#[path = "build/replies.rs"]
mod replies;
#[path = "build/runtime.rs"]
mod runtime;
#[path = "build/travel.rs"]
mod travel;

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use tdproto_codegen::lang::rust::Rust;
use tdproto_codegen::views::InputViews;
use tdproto_codegen::{Backend as _, Builder, RustLayout, UnknownFields, load, naming};
use tdproto_schema::model::{Direction, TypeKind};
use tdproto_schema::{Diagnostic, Schema, embedded};

use runtime::Runtime;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rustc-env=TEST_TARGET={}", env::var("TARGET")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let fixtures = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("fixtures");
    println!("cargo::rerun-if-changed={}", fixtures.display());
    let mut cases: Vec<PathBuf> = fs::read_dir(&fixtures)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, std::io::Error>>()?;
    cases.retain(|path| path.is_dir());
    cases.sort();
    let (mut modules, mut drivers) = (String::new(), String::new());
    let mut runtime = Runtime::default();
    for case in &cases {
        let name = case
            .file_name()
            .and_then(|name| name.to_str())
            .ok_or("a fixture's name is not UTF-8")?;
        let policies = [
            ("", UnknownFields::Ignore, false),
            ("_keep", UnknownFields::Keep, false),
            ("_deny", UnknownFields::Deny, false),
            ("_borrowed", UnknownFields::Keep, true),
        ];
        for (suffix, policy, borrowed) in policies {
            let module = format!("{name}{suffix}");
            Builder::new()
                .schema(case)
                .out_dir(out.join(&module))
                .unknown_fields(policy)
                .rust_borrowed(borrowed)
                .serde(true)
                .generate()?;
            let file = out.join(&module).join("rust/protocol.rs");
            runtime.take_from_file(&file)?;
            writeln!(modules, "pub(crate) mod {module} {{ include!({file:?}); }}")?;
        }
        let types = format!("use crate::rust::compiled::{name} as types; use types::wire;");
        driver(
            &mut drivers,
            name,
            &types,
            "into",
            &load::load(case).compile().0,
        )?;
    }
    let modules = runtime.module() + &modules;
    fs::write(out.join("fixtures.rs"), modules)?;
    let built_in = embedded::compiled().0;
    let types = "use tdproto as types; use tdproto::wire;";
    driver(&mut drivers, "generated", types, "into", &built_in)?;
    let types = "use crate::derived::compiled as types; use tdproto_wire as wire;";
    driver(&mut drivers, "derived", types, "reread", &built_in)?;
    let names = cases.iter().filter_map(|case| case.file_name()?.to_str());
    let mut names: Vec<_> = names.map(str::to_owned).collect();
    names.extend(["generated".to_owned(), "derived".to_owned()]);
    names.extend(derived_fixtures(&out, &fixtures, &mut drivers)?);
    writeln!(drivers, "pub(crate) const READS: &[(&str, Read)] = &[")?;
    for name in names {
        writeln!(drivers, "({name:?}, {name}::read),")?;
    }
    writeln!(drivers, "];")?;
    fs::write(out.join("drivers.rs"), drivers)?;
    Builder::new()
        .rust_borrowed(true)
        .serde(true)
        .out_dir(out.join("borrowed"))
        .generate()?;
    derived(&out)?;
    protocols(&out)?;
    travel::write(&out)?;
    crates(&out, &cases)
}

/// Real protocols, with what decodes the frames of each side: a module each, once with texts of its
/// own and without unknown keys, and once with borrowed texts and all keys.
fn protocols(out: &Path) -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("protocols");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut cases: Vec<PathBuf> = fs::read_dir(&folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, std::io::Error>>()?;
    cases.sort();
    let (mut modules, mut list) = (String::new(), String::new());
    let (mut drivers, mut reads) = (String::new(), Vec::new());
    let mut runtime = Runtime::default();
    for case in &cases {
        let name = case.file_name().and_then(|name| name.to_str());
        let name = name.ok_or("a protocol's name is not UTF-8")?;
        let schema = load::load(case).compile().0;
        let protocol = &schema.model.protocol.name;
        let types = format!("use crate::compiled::{name} as types; use types::wire;");
        driver(&mut drivers, name, &types, "into", &schema)?;
        let types = format!("use crate::compiled::{name}_borrowed as types; use types::wire;");
        writeln!(drivers, "pub(crate) mod {name}_borrowed {{ {types}")?;
        frames_driver(&mut drivers, &schema)?;
        reads.push(format!("({name:?}, {name}::read, {name}_borrowed::read)"));
        let kinds = [
            ("", UnknownFields::Ignore, false),
            ("_borrowed", UnknownFields::Keep, true),
        ];
        for (suffix, policy, borrowed) in kinds {
            let module = format!("{name}{suffix}");
            Builder::new()
                .schema(case)
                .out_dir(out.join(&module))
                .unknown_fields(policy)
                .rust_borrowed(borrowed)
                .serde(true)
                .generate()?;
            let file = out.join(&module).join(format!("rust/{protocol}.rs"));
            runtime.take_from_file(&file)?;
            writeln!(modules, "pub(crate) mod {module} {{ include!({file:?}); }}")?;
            writeln!(list, "protocol!({name:?}, {module}),")?;
        }
    }
    writeln!(modules, "pub(crate) const ALL: &[Protocol] = &[{list}];")?;
    let modules = runtime.module() + &modules;
    fs::write(out.join("protocols.rs"), modules)?;
    let reads = reads.join(", ");
    writeln!(
        drivers,
        "pub(crate) const READS: &[(&str, Read, Read)] = &[{reads}];"
    )?;
    fs::write(out.join("protocol_drivers.rs"), drivers)?;
    Ok(())
}

/// The fixtures and the built-in schema once more, as crates with their features: each as a module,
/// with a list of its types.
fn crates(out: &Path, cases: &[PathBuf]) -> Result<(), Box<dyn Error>> {
    for feature in ["arbitrary", "patterns", "schemars"] {
        println!("cargo::rustc-cfg=feature={feature:?}");
    }
    let mut modules = String::new();
    let (mut list, mut paths) = (String::new(), Vec::new());
    let mut runtime = Runtime::default();
    for case in cases {
        let name = case.file_name().and_then(|name| name.to_str());
        let name = name.ok_or("a fixture's name is not UTF-8")?;
        let schema = load::load(case).compile().0;
        for (suffix, borrowed) in [("", false), ("_borrowed", true)] {
            let folder = out.join("crates").join(format!("{name}{suffix}"));
            Builder::new()
                .schema(case)
                .out_dir(&folder)
                .rust_layout(RustLayout::Crate)
                .rust_borrowed(borrowed)
                .unknown_fields(UnknownFields::Keep)
                .generate()?;
            runtime.take_from_crate(&folder)?;
            let path = folder.join("rust/src/lib.rs");
            writeln!(
                modules,
                "#[path = {path:?}]\npub(crate) mod {name}{suffix};"
            )?;
        }
        paths.push((name, format!("super::{name}"), schema));
    }
    paths.push(("built-in", "tdproto".to_owned(), embedded::compiled().0));
    for (index, (name, path, schema)) in paths.iter().enumerate() {
        writeln!(modules, "mod types_{index} {{ use {path} as types;")?;
        writeln!(modules, "feature_driver! {{ types {{ {} }}", types(schema)?)?;
        let directions = [
            ("ServerEvent", Direction::ServerToClient),
            ("ClientEvent", Direction::ClientToServer),
        ];
        let has = |direction| {
            schema
                .model
                .events()
                .iter()
                .any(|event| event.is_sent(direction))
        };
        let events = directions
            .into_iter()
            .filter(|(_, direction)| has(*direction));
        let events: Vec<_> = events.map(|(events, _)| events).collect();
        writeln!(modules, "events {{ {} }} }} }}", events.join(" "))?;
        writeln!(
            list,
            "Case {{ name: {name:?}, types: types_{index}::TYPES, frames: types_{index}::FRAMES }},"
        )?;
    }
    writeln!(modules, "pub(crate) const CASES: &[Case] = &[{list}];")?;
    let modules = format!("use super::Case;\n{}{modules}", runtime.module());
    fs::write(out.join("crates.rs"), modules)?;
    Ok(())
}

/// Every type of a schema in each of its views: its name in the schema, the view, and the Rust type.
fn types(schema: &Schema) -> Result<String, std::fmt::Error> {
    let views = InputViews::new(&schema.model);
    let (names, _) = names(schema);
    let mut list = String::new();
    for (id, def) in schema.model.types_with_ids() {
        if matches!(def.kind, TypeKind::Alias(_)) {
            continue;
        }
        write!(list, "{:?} Whole {} ", def.name, names.ty(id))?;
        if views.differs(id) {
            write!(list, "{:?} Input {} ", def.name, names.input(id))?;
        }
    }
    Ok(list)
}

/// What reads and writes any type of a module by its name. `sent` is how a type becomes the one that
/// a client sends.
fn driver(
    out: &mut String,
    module: &str,
    types: &str,
    sent: &str,
    schema: &Schema,
) -> std::fmt::Result {
    let views = InputViews::new(&schema.model);
    let (names, _) = names(schema);
    let (mut both, mut one) = (String::new(), String::new());
    let (mut enums, mut unions) = (String::new(), String::new());
    for (id, def) in schema.model.types_with_ids() {
        let (name, ty) = (&def.name, names.ty(id));
        match def.kind {
            TypeKind::Entity(_) if views.differs(id) => {
                write!(both, "{name:?} {ty} {} ", names.input(id))?;
            }
            TypeKind::Entity(_) => write!(one, "{name:?} {ty} ")?,
            TypeKind::Union(_) => write!(unions, "{name:?} {ty} {} ", names.input(id))?,
            TypeKind::Enum(_) => write!(enums, "{name:?} {ty} ")?,
            TypeKind::Scalar(_) | TypeKind::Alias(_) => {}
        }
    }
    writeln!(out, "#[allow(deprecated, unused_imports)]")?;
    writeln!(out, "pub(crate) mod {module} {{ {types}")?;
    let ([into, unions], [reread, reread_unions]) = match sent {
        "into" => ([both, unions], [String::new(), String::new()]),
        _ => ([String::new(), String::new()], [both, unions]),
    };
    write!(
        out,
        "rust_driver! {{ into {{ {into}}} reread {{ {reread}}} "
    )?;
    write!(out, "one {{ {one}}} enums {{ {enums}}} ")?;
    write!(out, "unions {{ {unions}}} ")?;
    write!(out, "reread_unions {{ {reread_unions}}} ")?;
    if schema.model.frames().is_empty() {
        return writeln!(out, "frames {{ envelopes }} }} }}");
    }
    writeln!(out, "frames {{ drawn }} }}")?;
    replies::write(out, &schema.model, &names)?;
    writeln!(out, "}}")
}

/// The rest of a module that reads and writes frames that the schema draws, whatever their types
/// borrow.
fn frames_driver(out: &mut String, schema: &Schema) -> std::fmt::Result {
    let none = "into {} reread {} one {} enums {} unions {} reread_unions {}";
    writeln!(out, "rust_driver! {{ {none} frames {{ drawn }} }}")?;
    replies::write(out, &schema.model, &names(schema).0)?;
    writeln!(out, "}}")
}

fn names(schema: &Schema) -> (naming::Names, Vec<Diagnostic>) {
    naming::plan(
        &schema.model,
        &schema.origins,
        &InputViews::new(&schema.model),
        Rust.convention(),
        &naming::Renames::new(),
    )
}

/// The built-in schema once more, as types with derives, and a list of all that describe
/// themselves.
fn derived(out: &Path) -> Result<(), Box<dyn Error>> {
    Builder::new()
        .rust_derives(true)
        .out_dir(out.join("derived"))
        .generate()?;
    let list = descriptions(&embedded::compiled().0, "compiled")?;
    fs::write(out.join("describe_all.rs"), list)?;
    Ok(())
}

/// A function that describes all types of a module.
fn descriptions(schema: &Schema, module: &str) -> Result<String, std::fmt::Error> {
    let (names, _) = names(schema);
    let mut list = String::from(
        "#[allow(deprecated, clippy::too_many_lines)]\npub(crate) fn describe_all(into: &mut tdproto_schema::Decls) {\n",
    );
    for (id, def) in schema.model.types_with_ids() {
        // An alias is no type of its own.
        if !matches!(def.kind, TypeKind::Alias(_)) {
            writeln!(list, "    describe::<{module}::{}>(into);", names.ty(id))?;
        }
    }
    for events in ["ServerEvent", "ClientEvent"] {
        writeln!(list, "    describe::<{module}::{events}>(into);")?;
    }
    list.push_str("}\n");
    Ok(list)
}

/// The fixtures that have derived types as well: those of what no field of the built-in schema has.
const DERIVED: [&str; 9] = [
    "bounds",
    "constants",
    "defaults",
    "overrides",
    "presence",
    "union_forms",
    "union_kinds",
    "unions",
    "values",
];

/// Some fixtures as types with derives, each a module with what describes its types; the names of
/// their drivers.
fn derived_fixtures(
    out: &Path,
    fixtures: &Path,
    drivers: &mut String,
) -> Result<Vec<String>, Box<dyn Error>> {
    let (mut modules, mut list, mut drivers_of) = (String::new(), String::new(), Vec::new());
    for name in DERIVED {
        let (case, driver_name) = (fixtures.join(name), format!("derived_{name}"));
        Builder::new()
            .schema(&case)
            .rust_derives(true)
            .out_dir(out.join(&driver_name))
            .generate()?;
        let file = out.join(&driver_name).join("rust/protocol.rs");
        let schema = load::load(&case).compile().0;
        let describe = descriptions(&schema, "types")?;
        writeln!(
            modules,
            "pub(crate) mod {name} {{ pub(crate) mod types {{ include!({file:?}); }} \
             use super::super::describe; {describe} }}"
        )?;
        write!(list, "({name:?}, {name}::describe_all), ")?;
        let types =
            format!("use crate::derived::fixtures::{name}::types; use tdproto_wire as wire;");
        driver(drivers, &driver_name, &types, "reread", &schema)?;
        drivers_of.push(driver_name);
    }
    writeln!(
        modules,
        "pub(crate) const ALL: &[(&str, fn(&mut tdproto_schema::Decls))] = &[{list}];"
    )?;
    fs::write(out.join("derived_fixtures.rs"), modules)?;
    Ok(drivers_of)
}
