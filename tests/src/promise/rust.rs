//! Rust: the crates of all pairs are one crate, a module a pair, which is compiled once; so is the
//! user code, a module a pair again.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use tdproto_codegen::lang::rust::Rust;
use tdproto_codegen::{Options, OutputFile, RustLayout, generate};
use tdproto_schema::Schema;

use super::{Pair, Verdict};
use crate::rustc::{Modules, errors, rustc, write};

fn generated(schema: &Schema) -> Vec<OutputFile> {
    let (generated, found) = generate(schema, &Rust, &Options::default());
    assert!(found.is_empty(), "{found:#?}");
    generated.files
}

/// Compiles what is generated of the new schemas; their runtime is the same, and is there once.
fn library(folder: &Path, pairs: &[Pair]) {
    let mut modules = Modules::new(folder);
    for pair in pairs {
        modules.add(&pair.name, &generated(&pair.new), "");
    }
    let output = modules.compile(&[]);
    assert!(output.status.success(), "{}", errors(&output));
}

/// Compiles the user code of pairs against the library; gives the first error of each that breaks.
/// What cannot be resolved hides other errors, so that the others are compiled once more.
fn compile(folder: &Path, pairs: &[&Pair]) -> BTreeMap<String, String> {
    for pair in pairs {
        write(
            &folder.join(format!("user/{}.rs", pair.name)),
            &user_code(&pair.name, &pair.old),
        );
    }
    let mut broken: BTreeMap<String, String> = BTreeMap::new();
    loop {
        let mut user = String::from("#![allow(warnings)]\n");
        for pair in pairs.iter().filter(|pair| !broken.contains_key(&pair.name)) {
            writeln!(user, "#[path = \"user/{0}.rs\"]\npub mod {0};", pair.name).unwrap();
        }
        write(&folder.join("user.rs"), &user);
        let output = rustc(folder, "user.rs", &["--extern", "generated"]);
        let before = broken.len();
        for line in errors(&output).lines() {
            let place = line
                .strip_prefix("user/")
                .and_then(|line| line.split_once(".rs:"));
            if let Some((name, error)) = place {
                broken
                    .entry(name.to_owned())
                    .or_insert_with(|| error.to_owned());
            }
        }
        if output.status.success() {
            return broken;
        }
        assert!(broken.len() > before, "{}", errors(&output));
    }
}

/// The pairs whose user code breaks.
pub(super) fn broken(pairs: &[Pair]) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    library(folder.path(), pairs);
    compile(folder.path(), &pairs.iter().collect::<Vec<_>>())
}

/// User code of an old schema: makes, reads and takes apart every type, makes and matches every
/// event. Literals end in `..Default::default()`, patterns in `..`; matches on open enums, kinds
/// and events have a wildcard arm.
fn user_code(module: &str, old: &Schema) -> String {
    let mut code = format!("use generated::{module}::*;\n");
    for file in generated(old) {
        let topic = file
            .path
            .strip_prefix("src/")
            .and_then(|path| path.strip_suffix(".rs"));
        let Some(topic) = topic.filter(|topic| *topic != "lib" && !topic.starts_with("wire"))
        else {
            continue;
        };
        for item in items(&file.text) {
            if topic != "events"
                && let Some(name) = item.name()
            {
                writeln!(
                    code,
                    "pub use generated::{module}::{topic}::{name} as {name}_of_{topic};"
                )
                .unwrap();
            }
            use_item(&mut code, &item);
        }
    }
    code
}

/// What a variant holds whose fields have names.
const NAMED: &str = "{ .. }";

/// Something that is declared in generated code, by its lines.
enum Item {
    /// Its name and fields, and whether it has an empty value.
    Struct(String, Vec<(String, String)>, bool),
    Newtype(String, String),
    /// Its name, the variants with what they hold, and whether it is `#[non_exhaustive]`.
    Enum(String, Vec<(String, Option<String>)>, bool),
    Alias(String, String),
    Constructor(String, Vec<(String, String)>),
    /// What converts into the event.
    Conversion(String, String),
}

impl Item {
    fn name(&self) -> Option<&str> {
        match self {
            Self::Struct(name, ..)
            | Self::Newtype(name, _)
            | Self::Enum(name, ..)
            | Self::Alias(name, _) => Some(name),
            Self::Constructor(..) | Self::Conversion(..) => None,
        }
    }
}

fn items(text: &str) -> Vec<Item> {
    let lines: Vec<_> = text.lines().collect();
    let mut items = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let body = || {
            let body = lines[at + 1..].iter().take_while(|line| **line != "}");
            let body = body.map(|line| line.trim().trim_end_matches([',', ';']));
            body.filter(|line| !line.starts_with("///") && !line.starts_with('#'))
        };
        let fields = || -> Vec<_> {
            let fields = body().filter_map(|line| line.split_once(": "));
            fields
                .map(|(name, ty)| (name.trim_start_matches("pub ").to_owned(), ty.to_owned()))
                .collect()
        };
        if let Some(rest) = line.strip_prefix("pub struct ") {
            match rest.split_once("(pub ") {
                Some((name, held)) => {
                    let held = held.trim_end_matches(");").to_owned();
                    items.push(Item::Newtype(name.to_owned(), held));
                }
                None => {
                    let (name, end) = rest.split_once(' ').unwrap();
                    let fields = if end == "{}" { Vec::new() } else { fields() };
                    let is_whole = text.contains(&format!("object_value!({name}"));
                    items.push(Item::Struct(name.to_owned(), fields, !is_whole));
                }
            }
        } else if let Some(rest) = line.strip_prefix("pub enum ") {
            let (name, end) = rest.split_once(' ').unwrap();
            let variant = |line: &str| match line.split_once('(') {
                Some((name, held)) => {
                    (name.to_owned(), Some(held.trim_end_matches(')').to_owned()))
                }
                // Fields with names: it is matched, but not made.
                None => match line.strip_suffix(" {") {
                    Some(name) => (name.to_owned(), Some(NAMED.to_owned())),
                    None => (line.to_owned(), None),
                },
            };
            let variants = if end == "{}" {
                Vec::new()
            } else {
                let mut is_outside = true;
                let lines = body().filter(|line| {
                    let was_outside = is_outside;
                    match *line {
                        "}" => is_outside = true,
                        line if line.ends_with('{') => is_outside = false,
                        _ => {}
                    }
                    was_outside
                });
                lines.map(variant).collect()
            };
            let is_open = lines[at.saturating_sub(3)..at].contains(&"#[non_exhaustive]");
            items.push(Item::Enum(name.to_owned(), variants, is_open));
        } else if let Some((name, ty)) = line
            .strip_prefix("pub type ")
            .and_then(|rest| rest.split_once(" = "))
        {
            items.push(Item::Alias(
                name.to_owned(),
                ty.trim_end_matches(';').to_owned(),
            ));
        } else if ["constructor! {", "object_constructor! {"].contains(line) {
            items.push(Item::Constructor(lines[at + 1].trim().to_owned(), fields()));
        } else if let Some((ty, event)) = line
            .strip_prefix("impl From<")
            .and_then(|rest| rest.split_once("> for "))
            && event.ends_with("Event {")
        {
            items.push(Item::Conversion(
                ty.to_owned(),
                event.trim_end_matches(" {").to_owned(),
            ));
        }
    }
    items
}

fn use_item(code: &mut String, item: &Item) {
    let listed = |fields: &[(String, String)], each: &dyn Fn(&str, &str) -> String| -> String {
        fields.iter().map(|(name, ty)| each(name, ty)).collect()
    };
    let text = match item {
        Item::Struct(name, fields, has_empty) => {
            let arguments = listed(fields, &|name, ty| format!("{name}: {ty}, "));
            let types = listed(fields, &|_, ty| format!("{ty}, "));
            let names = listed(fields, &|name, _| format!("{name}, "));
            let reads = listed(fields, &|name, _| format!("value.{name}, "));
            let make = match has_empty {
                true => format!(
                    "pub fn make_{name}({arguments}) -> {name} {{ {name} {{ {names}..Default::default() }} }}\n"
                ),
                // Its constructor makes it.
                false => String::new(),
            };
            format!(
                "{make}\
                 pub fn read_{name}(value: {name}) -> ({types}) {{ ({reads}) }}\n\
                 pub fn split_{name}({name} {{ {names}.. }}: {name}) -> ({types}) {{ ({names}) }}\n\
                 pub fn wire_{name}(text: &str) -> Option<String> {{\n    \
                     wire::from_str::<{name}>(text).ok().map(|value| wire::to_string(&value))\n}}\n"
            )
        }
        Item::Newtype(name, held) => format!(
            "pub fn make_{name}(held: {held}) -> {name} {{ {name}(held) }}\n\
             pub fn read_{name}(value: {name}) -> {held} {{ value.0 }}\n"
        ),
        Item::Enum(name, variants, is_open) => use_enum(name, variants, *is_open),
        Item::Alias(name, ty) => {
            format!("pub fn alias_{name}(value: {name}) -> {ty} {{ value }}\n")
        }
        Item::Constructor(name, fields) => {
            let arguments = listed(fields, &|name, ty| format!("{name}: {ty}, "));
            let names = listed(fields, &|name, _| format!("{name}, "));
            format!("pub fn new_{name}({arguments}) -> {name} {{ {name}::new({names}) }}\n")
        }
        Item::Conversion(ty, event) => {
            let frame = event.replace("Event", "Frame");
            format!(
                "pub fn convert_{ty}_{event}(params: {ty}) -> {event} {{ params.into() }}\n\
                 pub fn frame_{ty}_{event}(params: {ty}) -> {frame} {{ {frame}::new(params) }}\n"
            )
        }
    };
    code.push_str(&text);
}

fn use_enum(name: &str, variants: &[(String, Option<String>)], is_open: bool) -> String {
    let mut code = String::new();
    let is_made = |(_, held): &&(String, Option<String>)| held.as_deref() != Some(NAMED);
    for (variant, held) in variants.iter().filter(is_made) {
        let (arguments, value) = match held {
            Some(held) => (format!("held: {held}"), "(held)"),
            None => (String::new(), ""),
        };
        writeln!(
            code,
            "pub fn make_{name}_{variant}({arguments}) -> {name} {{ {name}::{variant}{value} }}"
        )
        .unwrap();
    }
    writeln!(
        code,
        "pub fn match_{name}(value: {name}) -> usize {{\n    match value {{"
    )
    .unwrap();
    for (at, (variant, held)) in variants.iter().enumerate() {
        match held {
            Some(held) if held == NAMED => {
                writeln!(code, "        {name}::{variant} {{ .. }} => {at},")
            }
            Some(held) => writeln!(
                code,
                "        {name}::{variant}(held) => {{ let _: {held} = held; {at} }}"
            ),
            None => writeln!(code, "        {name}::{variant} => {at},"),
        }
        .unwrap();
    }
    if is_open {
        code.push_str("        _ => usize::MAX,\n");
    }
    code.push_str("    }\n}\n");
    if name.ends_with("Event") {
        writeln!(
            code,
            "pub fn decode_{name}(frame: &[u8]) -> Option<String> {{\n    match {name}::decode(frame) {{\n        \
             Decoded::Known(frame) => Some(frame.encode()),\n        _ => None,\n    }}\n}}"
        )
        .unwrap();
    }
    code
}

#[test]
fn user_code_compiles_where_source_is_clean() {
    let pairs: Vec<_> = super::pairs()
        .into_iter()
        .filter(|pair| pair.verdict == Verdict::Clean)
        .collect();
    assert!(pairs.len() > 20, "{}", pairs.len());
    let broken = broken(&pairs);
    assert!(broken.is_empty(), "{broken:#?}");
}

/// In code that a build script makes and the crate includes, `#[non_exhaustive]` does nothing: the
/// arm is as needed, but the compiler does not ask for it.
#[test]
fn included_code_needs_wildcard_arms_just_the_same() {
    let pairs = super::pairs();
    let pair = pairs
        .iter()
        .find(|pair| pair.name == "value_of_an_open_enum_both");
    let pair = pair.unwrap();
    let compiles = |schema: &Schema, is_careful: bool| {
        let folder = tempfile::tempdir().unwrap();
        let mut options = Options::default();
        options.rust.layout = RustLayout::SingleFile;
        let (generated, found) = generate(schema, &Rust, &options);
        assert!(found.is_empty(), "{found:#?}");
        write(&folder.path().join("proto.rs"), &generated.files[0].text);
        let (arms, end) = (["Plain", "Poll", "Unknown(_)"], ["", "_ => {}"]);
        let arms = arms.map(|variant| format!("proto::Kind::{variant} => {{}} "));
        let text = format!(
            "#![allow(warnings)]\npub mod proto {{ include!(\"proto.rs\"); }}\n\
             pub fn kind(kind: proto::Kind) {{ match kind {{ {}{} }} }}\n",
            arms.concat(),
            end[usize::from(is_careful)]
        );
        write(&folder.path().join("user.rs"), &text);
        rustc(folder.path(), "user.rs", &[]).status.success()
    };
    assert!(
        compiles(&pair.old, false),
        "the compiler does not ask for it"
    );
    assert!(
        !compiles(&pair.new, false),
        "a new value breaks a match without it"
    );
    assert!(compiles(&pair.old, true) && compiles(&pair.new, true));
}
