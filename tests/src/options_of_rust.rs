//! Options for generated Rust: code that is generated compiles, and an option that would give other
//! code is an error that names it.

use std::fs;
use std::path::{Path, PathBuf};

use tdproto_codegen::{Builder, OutputFile, RustLayout, UnknownFields};

use crate::generate_options::snapshot;
use crate::rustc::{Modules, errors};
use crate::scratch::Scratch;

const SCHEMA: &str = r#"
[protocol]
name = "chat"
version = "1.0"

[scalar.JID]
base = "string"
[scalar.Ratio]
base = "float64"

[alias.Jids]
type = "list<JID>"

[enum.Kind]
[enum.Kind.values]
plain = {}
rich = {}
[enum.Closed]
open = false
[enum.Closed.values]
one = {}

[entity.Message.fields]
id = { type = "JID", readonly = true }
text = { type = "string" }
kind = { type = "Kind" }
counts = { type = "map<JID, int>" }
[entity.Point.fields]
x = { type = "int" }
closed = { type = "Closed" }
[entity.Node.fields]
next = { type = "Node", nullable = true }
message = { type = "Message" }
items = { type = "list<Node>" }
rate = { type = "float64" }
rest = { type = "any" }
[entity.Plain.fields]
at = { type = "datetime" }
point = { type = "Point" }

[event."server.node"]
direction = "server"
params = "Node"
[event."client.node"]
direction = "client"
params = "Node"
[event."server.plain"]
direction = "server"
params = "Plain"
[event."server.point"]
direction = "server"
params = "Point"
"#;

type Change = fn(Builder) -> Builder;

/// What a builder is changed by, besides an option.
const VARIANTS: [(&str, Change); 5] = [
    ("plain", |b| b),
    ("borrowed", |b| b.rust_borrowed(true)),
    ("keep", |b| b.unknown_fields(UnknownFields::Keep)),
    ("deny", |b| b.unknown_fields(UnknownFields::Deny)),
    ("borrowed_keep", |b| {
        b.rust_borrowed(true).unknown_fields(UnknownFields::Keep)
    }),
];

const CASES: &[(&str, Change)] = &[
    ("rename_unknown_type", |b| b.rename("Mesage", "X")),
    ("rename_unknown_field", |b| b.rename("Message.txet", "x")),
    ("rename_empty", |b| b.rename("Message", "")),
    ("rename_field_empty", |b| b.rename("Message.text", "")),
    ("rename_sibling", |b| b.rename("Message.text", "kind")),
    ("rename_sibling_type", |b| b.rename("Message", "Kind")),
    ("rename_keyword", |b| b.rename("Message.text", "type")),
    ("rename_self", |b| b.rename("Message.text", "self")),
    ("rename_space", |b| b.rename("Message.text", "my text")),
    ("rename_code", |b| b.rename("Message.text", "x: (), pub y")),
    ("rename_lines", |b| b.rename("Message", "A;\nB")),
    ("rename_lower", |b| b.rename("Message", "message")),
    ("rename_camel_field", |b| b.rename("Message.text", "myText")),
    ("rename_type", |b| b.rename("Message", "Note")),
    ("rename_raw", |b| b.rename("Message.text", "r#text")),
    ("rename_vec", |b| b.rename("Message", "Vec")),
    ("rename_keyword_type", |b| b.rename("Message", "Self")),
    ("rename_str", |b| b.rename("Message", "str")),
    ("rename_wire", |b| b.rename("Message", "wire")),
    ("rename_input", |b| b.rename("Node", "MessageInput")),
    ("rename_events", |b| b.rename("Node", "ServerEvent")),
    ("rename_value", |b| b.rename("Kind.plain", "Normal")),
    ("rename_event", |b| b.rename("server.node", "Tree")),
    ("extern_unknown", |b| b.extern_type("Jid", "super::Id")),
    ("extern_key", |b| b.extern_type("JID", "super::Id")),
    ("extern_generic", |b| b.extern_type("JID", "crate::G<u8>")),
    ("extern_text", |b| b.extern_type("JID", "not a path!")),
    ("extern_one_name", |b| b.extern_type("JID", "Id")),
    ("extern_keyword", |b| b.extern_type("JID", "crate::type")),
    ("extern_input", |b| b.extern_type("Node", "super::Id")),
    ("extern_readonly", |b| b.extern_type("Message", "super::Id")),
    ("extern_entity", |b| b.extern_type("Point", "super::Id")),
    ("extern_enum", |b| b.extern_type("Kind", "super::Id")),
    ("extern_params_twice", |b| {
        b.extern_type("Point", "super::Id")
            .extern_type("Plain", "super::Id")
    }),
    ("extern_derive", |b| {
        b.extern_type("JID", "super::Id").derive("JID", "Eq")
    }),
    ("derive_hash", |b| b.derive("*", "Hash")),
    ("derive_more", |b| {
        b.derive("*", "Eq, std::hash::Hash")
            .derive("*", "PartialOrd, Ord,")
    }),
    ("derive_ord_alone", |b| b.derive("*", "Ord")),
    ("derive_ord_of_one", |b| b.derive("Point", "Ord")),
    ("derive_default", |b| b.derive("*", "Default, Debug, Clone")),
    ("derive_copy", |b| b.derive("*", "Copy")),
    ("derive_twice", |b| b.derive("Kind", "Hash")),
    ("derive_and_every", |b| {
        b.derive("*", "Eq").derive("Point", "::core::cmp::Eq")
    }),
    ("derive_float", |b| b.derive("Node", "Hash")),
    ("derive_scalar", |b| b.derive("Ratio", "Hash")),
    ("derive_copy_text", |b| b.derive("Message", "Copy")),
    ("derive_held", |b| b.derive("Plain", "Hash")),
    ("derive_with_held", |b| {
        b.derive("Plain", "Hash").derive("Point", "Hash")
    }),
    ("derive_events", |b| b.derive("ServerEvent", "Hash")),
    ("derive_client_events", |b| b.derive("ClientEvent", "Eq")),
    ("derive_alias", |b| b.derive("Jids", "Eq")),
    ("derive_unknown", |b| b.derive("Mesage", "Eq")),
    ("derive_field", |b| b.derive("Message.text", "Eq")),
    ("derive_empty", |b| b.derive("Message", "")),
    ("derive_code", |b| {
        b.derive("Message", "Eq)] struct X; #[a(")
    }),
    ("attribute", |b| {
        b.type_attribute("*", "#[must_use]")
            .type_attribute("Message", "#[doc(alias = \"]\")] #[repr(C)]")
    }),
    ("attribute_of_events", |b| {
        b.type_attribute("ClientEvent", "#[must_use]")
    }),
    ("attribute_open", |b| {
        b.type_attribute("Message", "#[derive(")
    }),
    ("attribute_code", |b| {
        b.type_attribute("Kind", "#[a] fn f() {}")
    }),
    ("attribute_inner", |b| b.type_attribute("*", "#![allow(x)]")),
    ("package", |b| {
        b.rust_package(|package| {
            package.name = Some("chat-types".to_owned());
            package.version = Some("2.0.0-beta.1".to_owned());
            package.license = Some("MIT OR Apache-2.0".to_owned());
            package.repository = Some("https://example.org/chat".to_owned());
            package.keywords = vec!["chat".to_owned()];
        })
    }),
    ("package_invalid", |b| {
        b.rust_package(|package| {
            package.name = Some("a\"\n[dependencies]".to_owned());
            package.version = Some("1.2".to_owned());
            package.license = Some("MIT\"".to_owned());
            package.repository = Some("here".to_owned());
            package.keywords = vec!["chat".to_owned(), "two words".to_owned()];
        })
    }),
    ("package_of_npm", |b| {
        b.typescript_package(|package| package.name = Some("Chat".to_owned()))
    }),
    ("attribute_doc", |b| {
        b.type_attribute("Message", "/// A text.")
    }),
];

/// What generated code asks of an existing type, which is in the root of each module.
const EXISTING: &str = r"
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(String);

impl<'de> wire::Value<'de> for Id {
    fn read_new(r: &mut wire::Reader<'de>) -> Result<Self, wire::Error> {
        wire::Value::read_new(r).map(Self)
    }
    fn write(&self, w: &mut wire::Writer) {
        wire::Value::write(&self.0, w);
    }
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'de> wire::Key<'de> for Id {
    fn from_text(text: std::borrow::Cow<'de, str>) -> Result<Self, wire::ErrorKind> {
        Ok(Self(text.into_owned()))
    }
    fn as_text(&self) -> std::borrow::Cow<'_, str> {
        self.0.as_str().into()
    }
}
";

fn builder(folder: &Path) -> Builder {
    let schema = folder.join("schema");
    fs::create_dir_all(&schema).unwrap();
    fs::write(schema.join("chat.toml"), SCHEMA).unwrap();
    let builder = Builder::new().schema(schema).out_dir(folder.join("out"));
    builder.rust_layout(RustLayout::Crate)
}

/// The files that a builder writes, or the first line of each of its errors.
fn generated(builder: Builder, folder: &Path) -> Result<Vec<OutputFile>, String> {
    builder.generate().map_err(|error| {
        let text = error.to_string();
        assert!(text.starts_with("the options have "), "{text}");
        let lines = text.lines().filter_map(|line| line.strip_prefix("error["));
        let lines = lines.map(|line| line.split_once("]: ").unwrap().1);
        lines.collect::<Vec<_>>().join("; ")
    })?;
    let crate_folder = folder.join("out/rust");
    let mut files = Vec::new();
    let mut open = vec![crate_folder.clone()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(&crate_folder).unwrap().to_str().unwrap();
                files.push(OutputFile::new(name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    Ok(files)
}

/// The library serde as the tests have it.
fn serde() -> PathBuf {
    let deps = std::env::current_exe().unwrap();
    let deps = deps.parent().unwrap();
    let mut found: Vec<_> = fs::read_dir(deps)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            name.starts_with("libserde-") && name.ends_with(".rlib")
        })
        .collect();
    found.sort();
    found.pop().expect("the tests depend on serde")
}

#[test]
fn every_option_compiles_or_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let mut modules = Modules::new(folder.path());
    let mut report = String::new();
    for (name, change) in CASES {
        let results = VARIANTS.map(|(variant, vary)| {
            let folder = tempfile::tempdir().unwrap();
            let files = generated(change(vary(builder(folder.path()))), folder.path())?;
            modules.add(&format!("{name}_{variant}"), &files, EXISTING);
            Ok::<(), String>(())
        });
        let first = results[0].clone();
        let line = first.map_or_else(|error| error, |()| "compiles".to_owned());
        report.push_str(&format!("{name}: {line}\n"));
        for ((variant, _), result) in VARIANTS.iter().zip(&results).skip(1) {
            if *result != results[0] {
                report.push_str(&format!("{name} {variant}: {result:?}\n"));
            }
        }
    }
    snapshot("options_of_rust", &report);
    let output = modules.compile(&[]);
    assert!(output.status.success(), "{}", errors(&output));
    let serde = serde();
    let library = format!("serde={}", serde.display());
    let deps = format!("dependency={}", serde.parent().unwrap().display());
    let args = [
        "--cfg",
        "feature=\"serde\"",
        "--extern",
        &library,
        "-L",
        &deps,
    ];
    let output = modules.compile(&args);
    assert!(output.status.success(), "with serde: {}", errors(&output));
}

#[test]
fn derives_reach_every_type_once() {
    let folder = tempfile::tempdir().unwrap();
    let builder = builder(folder.path());
    let builder = builder.derive("*", "Eq, Hash").derive("*", "x::Extra");
    let files = generated(builder.type_attribute("*", "#[must_use]"), folder.path()).unwrap();
    let above = |item: &str| {
        let text = files.iter().find(|file| file.text.contains(item)).unwrap();
        let lines: Vec<_> = text.text.lines().collect();
        let at = lines.iter().position(|line| *line == item).unwrap();
        let above = lines[..at].iter().rev();
        let above: Vec<_> = above.take_while(|line| line.starts_with("#[")).collect();
        above
            .into_iter()
            .rev()
            .copied()
            .filter(|line| !line.contains("Debug") && !line.contains("non_exhaustive"))
            .filter(|line| !line.contains("allow"))
            .collect::<Vec<_>>()
    };
    let (derive, more, other) = ("#[derive(Eq, Hash)]", "#[derive(x::Extra)]", "#[must_use]");
    for item in ["pub struct Message {", "pub struct MessageInput {"] {
        assert_eq!(above(item), [derive, more, other], "{item}");
    }
    for item in [
        "pub enum Kind {",
        "pub struct Node {",
        "pub enum ServerEvent {",
    ] {
        assert_eq!(above(item), [more, other], "{item}");
    }
}

#[test]
fn serde_is_derived_once() {
    let folder = tempfile::tempdir().unwrap();
    let builder = builder(folder.path()).rust_layout(RustLayout::SingleFile);
    let builder = builder.serde(true).derive("Message", "serde::Serialize");
    let error = builder.generate().unwrap_err().to_string();
    assert!(
        error.contains("derive of `Message`: the option `serde` implements `Serialize` already"),
        "{error}"
    );
}

#[test]
fn an_invalid_option_of_the_configuration_is_shown_at_its_place() {
    let scratch = Scratch::new();
    scratch.bash("mkdir proto");
    scratch.write("proto/chat.toml", SCHEMA);
    let options = r##"[generate.rename]
Message = "wire"
Node = "MessageInput"
"Message.text" = "self"
"Message.kind" = "counts"

[generate.rust]
extern-types = { JID = "Id", Node = "crate::Node" }
derive = { Node = "Hash", "Message.text" = "Eq" }
attributes = { Message = "#[derive(" }
"##;
    scratch.write("tdproto.toml", options);
    let ran = scratch.tdproto("", &["generate", "--schema", "proto"]);
    assert_eq!(ran.code, 1);
    snapshot("option_places", &ran.err);
}
