//! TypeScript: what is generated of all pairs is one project, a folder a pair, with the user code
//! beside it, and is checked at once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use tdproto_codegen::lang::typescript::TypeScript;
use tdproto_codegen::{Options, OutputFile, generate};
use tdproto_schema::Schema;
use tdproto_schema::model::WireValue;

use super::{Pair, Verdict};
use crate::npm;

fn generated(schema: &Schema) -> Vec<OutputFile> {
    let (generated, found) = generate(schema, &TypeScript, &Options::default());
    assert!(found.is_empty(), "{found:#?}");
    generated.files
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The pairs whose user code breaks, each with its first error.
pub(super) fn broken(pairs: &[Pair]) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    for pair in pairs {
        let name = &pair.name;
        for file in generated(&pair.new) {
            match file.path.strip_prefix("src/") {
                // The runtime is the same for all, and is there once.
                Some(path) if path.starts_with("runtime/") || path == "wire.ts" => {
                    write(&folder.path().join(path), &file.text);
                }
                Some(path) => {
                    let text = file.text.replace("\"./runtime/", "\"../runtime/");
                    let text = text.replace("\"./wire.js\"", "\"../wire.js\"");
                    write(&folder.path().join(name).join(path), &text);
                }
                None if file.path == "tsconfig.json" => {
                    let text = file
                        .text
                        .replace("\"rootDir\": \"src\"", "\"noEmit\": true");
                    let text = text.replace("\"src\"\n", "\"user\"\n");
                    write(&folder.path().join("tsconfig.json"), &text);
                }
                None => {}
            }
        }
        write(
            &folder.path().join(format!("user/{name}.ts")),
            &user_code(name, &pair.old),
        );
    }
    write(
        &folder.path().join("package.json"),
        "{ \"type\": \"module\" }\n",
    );
    let tsc = ["-p", ".", "--pretty", "false"];
    let output = npm::run("node_modules/typescript/bin/tsc", &tsc, folder.path());
    let text = String::from_utf8_lossy(&output.stdout);
    let mut broken = BTreeMap::new();
    for line in text.lines().filter(|line| line.contains(": error ")) {
        let place = line
            .strip_prefix("user/")
            .and_then(|line| line.split_once(".ts("));
        let (name, error) = place.unwrap_or_else(|| panic!("{text}"));
        broken
            .entry(name.to_owned())
            .or_insert_with(|| error.to_owned());
    }
    assert_eq!(broken.is_empty(), output.status.success(), "{text}");
    broken
}

/// An exported type.
enum Item {
    Interface(String, Vec<(String, String)>),
    Alias(String, String),
}

impl Item {
    fn name(&self) -> &str {
        match self {
            Self::Interface(name, _) | Self::Alias(name, _) => name,
        }
    }
}

fn items(text: &str) -> Vec<Item> {
    let lines: Vec<_> = text.lines().collect();
    let mut items = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if let Some(rest) = line.strip_prefix("export interface ") {
            let name = rest.trim_end_matches(" {").trim_end_matches(" {}");
            let body = lines[at + 1..]
                .iter()
                .take_while(|line| line.starts_with(' '));
            let members = body.filter_map(|line| line.trim().strip_suffix(';')?.split_once(": "));
            let members = members.map(|(name, ty)| (name.to_owned(), ty.to_owned()));
            items.push(Item::Interface(name.to_owned(), members.collect()));
        } else if let Some(rest) = line.strip_prefix("export type ")
            && let Some((name, ty)) = rest.trim_end_matches(';').split_once(" = ")
        {
            items.push(Item::Alias(name.to_owned(), ty.to_owned()));
        }
    }
    items.retain(|item| !item.name().contains('<'));
    items
}

/// User code of an old schema: reads every type, makes what clients send, makes and matches every
/// event. A switch over an open enum or over events has a default; what a server sends is not made.
fn user_code(module: &str, old: &Schema) -> String {
    let files = generated(old);
    let text = |path: &str| {
        let file = files.iter().find(|file| file.path == path);
        file.map_or("", |file| &file.text)
    };
    let topics = files.iter().filter(|file| {
        let path = file.path.strip_prefix("src/").unwrap_or_default();
        path.ends_with(".ts")
            && !path.contains('/')
            && !["events.ts", "index.ts", "connect.ts", "wire.ts"].contains(&path)
    });
    let types: Vec<_> = topics.flat_map(|file| items(&file.text)).collect();
    let maps = [("server", "Server"), ("client", "Client")].map(|(_, side)| {
        let name = format!("{side}EventMap");
        let found = items(text("src/events.ts"))
            .into_iter()
            .find(|item| item.name() == name);
        match found {
            Some(Item::Interface(_, members)) => members,
            Some(Item::Alias(..)) | None => Vec::new(),
        }
    });
    let mut code = format!("import * as p from \"../{module}/index.js\";\n");
    let wire = items(text("src/wire.ts"));
    for item in types.iter().chain(&wire) {
        writeln!(code, "type {0} = p.{0};", item.name()).unwrap();
    }
    let sent = sent(&types, &maps[1]);
    for item in &types {
        match item {
            Item::Alias(name, ty) if ty.ends_with("t.UnknownKeys") => {
                use_keyed(&mut code, name, ty, old);
            }
            Item::Interface(..) | Item::Alias(..) => {
                use_item(&mut code, item, sent.contains(item.name()));
            }
        }
    }
    for (side, events) in ["Server", "Client"].iter().zip(&maps) {
        // Without events, none is known.
        if events.is_empty() {
            continue;
        }
        use_events(&mut code, side, events);
    }
    code
}

/// The types that clients send.
fn sent(types: &[Item], events: &[(String, String)]) -> BTreeSet<String> {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        words.map(str::to_owned).collect()
    };
    let mut sent = BTreeSet::new();
    let mut open: Vec<_> = events
        .iter()
        .flat_map(|(_, params)| words(params))
        .collect();
    while let Some(name) = open.pop() {
        let Some(item) = types.iter().find(|item| item.name() == name) else {
            continue;
        };
        if sent.insert(name) {
            match item {
                Item::Interface(_, members) => {
                    open.extend(members.iter().flat_map(|(_, ty)| words(ty)))
                }
                Item::Alias(_, ty) => open.extend(words(ty)),
            }
        }
    }
    sent
}

fn use_item(code: &mut String, item: &Item, is_sent: bool) {
    match item {
        Item::Interface(name, members) => {
            let plain = |name: &str| name.trim_end_matches('?').to_owned();
            let types: Vec<_> = members
                .iter()
                .map(|(name, ty)| {
                    if name.ends_with('?') {
                        format!("{ty} | undefined")
                    } else {
                        ty.clone()
                    }
                })
                .collect();
            let reads: Vec<_> = members
                .iter()
                .map(|(name, _)| format!("value.{}", plain(name)))
                .collect();
            writeln!(
                code,
                "export function read{name}(value: {name}): [{}] {{ return [{}]; }}",
                types.join(", "),
                reads.join(", ")
            )
            .unwrap();
            if is_sent {
                let arguments: Vec<_> = members
                    .iter()
                    .map(|(name, ty)| format!("{}: {ty}", plain(name)))
                    .collect();
                let names: Vec<_> = members.iter().map(|(name, _)| plain(name)).collect();
                writeln!(
                    code,
                    "export function make{name}({}): {name} {{ return {{ {} }}; }}",
                    arguments.join(", "),
                    names.join(", ")
                )
                .unwrap();
            }
        }
        Item::Alias(name, ty) if ty.starts_with('"') => {
            let is_open = ty.contains("(string & {})");
            let values: Vec<_> = ty
                .split(" | ")
                .filter(|value| value.starts_with('"'))
                .collect();
            writeln!(
                code,
                "export function match{name}(value: {name}): number {{\n  switch (value) {{"
            )
            .unwrap();
            for (at, value) in values.iter().enumerate() {
                writeln!(code, "    case {value}: return {at};").unwrap();
            }
            let default = if is_open {
                "-1"
            } else {
                "((never: never) => never)(value)"
            };
            writeln!(code, "    default: return {default};\n  }}\n}}").unwrap();
            let values = values.join(", ");
            writeln!(code, "export const made{name}: {name}[] = [{values}];").unwrap();
        }
        Item::Alias(name, ty) if ty.starts_with("({ ") => use_union(code, name, ty),
        // The mark of a scalar is not for users to name.
        Item::Alias(_, ty) if ty.contains("Branded<") => {}
        Item::Alias(name, ty) => {
            // Constants, such as the prefixes of a scalar, are named by their module.
            let ty = ty.replace("typeof ", "typeof p.");
            writeln!(
                code,
                "export function alias{name}(value: {name}): {ty} {{ return value; }}"
            )
            .unwrap();
        }
    }
}

/// A switch over the tag, with what each variant holds.
fn use_union(code: &mut String, name: &str, ty: &str) {
    let variants = || {
        let variants = ty.split(" | ").filter_map(|variant| {
            let (tag, held) = variant.trim_matches(['(', ')']).split_once(" & ")?;
            Some((tag.strip_prefix("{ ")?.strip_suffix(" }")?, held))
        });
        variants.filter_map(|(tag, held)| Some((tag.split_once(": ")?, held)))
    };
    let ((key, _), _) = variants().next().unwrap();
    let key = key.trim_end_matches('?');
    writeln!(
        code,
        "export function match{name}(value: {name}): number {{\n  switch (value.{key}) {{"
    )
    .unwrap();
    for (at, ((_, value), held)) in variants().enumerate() {
        writeln!(
            code,
            "    case {value}: {{ const held: {held} = value; void held; return {at}; }}"
        )
        .unwrap();
    }
    let default = if ty.contains("UnknownVariant<") {
        "-1"
    } else {
        "((never: never) => never)(value)"
    };
    writeln!(code, "    default: return {default};\n  }}\n}}").unwrap();
}

/// What each variant of an open union by key holds, as far as its key is there; one without a key
/// is what is left.
fn use_keyed(code: &mut String, name: &str, ty: &str, old: &Schema) {
    // In the view of clients, the keys are the same.
    let model = &old.model;
    let id = model
        .find_type(name)
        .or_else(|| model.find_type(name.strip_suffix("Input")?));
    let union = model.union(id.unwrap()).unwrap();
    writeln!(
        code,
        "export function match{name}(value: {name}): number {{"
    )
    .unwrap();
    let variants = union.variants.iter().zip(ty.split(" | "));
    for (at, (variant, held)) in variants.enumerate() {
        if let Some(WireValue::Text(key)) = &variant.value {
            writeln!(
                code,
                "  if ({key:?} in value) {{ const held: {held} = value; void held; return {at}; }}"
            )
            .unwrap();
        }
    }
    writeln!(code, "  return -1;\n}}").unwrap();
}

fn use_events(code: &mut String, side: &str, events: &[(String, String)]) {
    writeln!(
        code,
        "export function match{side}(text: string): void {{\n  const event = p.decode{side}Event(text);\n  \
         if (event.kind !== \"known\") return;\n  switch (event.event) {{"
    )
    .unwrap();
    for (name, params) in events {
        match params.as_str() {
            "undefined" => writeln!(code, "    case {name}: break;"),
            params => writeln!(
                code,
                "    case {name}: {{ const params: {params} = event.params; void params; break; }}"
            ),
        }
        .unwrap();
    }
    writeln!(code, "    default: break;\n  }}\n}}").unwrap();
    for (at, (name, params)) in events.iter().enumerate() {
        match params.as_str() {
            "undefined" => writeln!(code, "export const {side}{at} = p.encode{side}Event({{ event: {name} }});"),
            params => writeln!(
                code,
                "export const {side}{at} = (params: {params}) => p.encode{side}Event({{ event: {name}, params }});"
            ),
        }
        .unwrap();
    }
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
