//! The Agent Client Protocol, from the JSON Schema in its npm package `@agentclientprotocol/sdk`:
//! JSON-RPC between an editor and an agent, with requests of both sides.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::{Map, Value};
use tdproto_codegen::load;
use tdproto_codegen::payloads::Vector;
use tdproto_schema::Schema;
use tdproto_schema::model::Sender;

use crate::schema_text::quoted;
use crate::{consumers, npm, readers, root, vectors};

/// The package, which is unpacked alone.
const PACKAGE: &str = "@agentclientprotocol/sdk@2.4.0";

/// Definitions of the frames around all params and results. The schema draws them.
const FRAMES: &[&str] = &[
    "AgentNotification",
    "AgentRequest",
    "AgentResponse",
    "ClientNotification",
    "ClientRequest",
    "ClientResponse",
    "ProtocolLevel",
];

/// Keywords for those who generate code: what a reader does with values that do not follow the
/// schema, and what the events are made of below.
const IGNORED: &[&str] = &[
    "x-deserialize-default-on-error",
    "x-deserialize-default-on-null",
    "x-deserialize-skip-invalid-items",
    "x-docs-ignore",
    "x-method",
    "x-side",
];

/// What the import cannot say, of each version of the protocol.
const LOSSES: &[(&str, &[&str])] = &[
    ("v1", &[NOT, DEFAULT, LISTS]),
    ("v2", &[NOT, DEFAULT, LISTS, STOPPED]),
];

/// Only variants for all values that others do not name have it, and unions say that by being open.
const NOT: &str = "warning[import-keyword]: keyword `not` is not understood";

const DEFAULT: &str = "warning[import-loss]: a default that a field of its type cannot have";

/// An update of a draft that may have a reason, of which some are known and others leave it out.
const STOPPED: &str = "warning[import-loss]: nothing distinguishes the objects of a choice: became \
    an entity with the keys of all";

const LISTS: &str = "warning[import-loss]: a choice of lists: became a list of all their items";

/// The folder of the imported schemas, and of what is generated from them.
fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("corpora/acp")
}

/// A version of the protocol as a schema.
struct Imported {
    schema: Schema,
    losses: Vec<String>,
}

/// The schema of a version, which lies in a folder of its name.
fn imported(package: &Path, version: &str) -> Imported {
    let description = package.join(format!("schema/{version}/schema.json"));
    let description = fs::read_to_string(description).unwrap();
    let mut description: Value = serde_json::from_str(&description).unwrap();
    let whole = description.as_object_mut().unwrap();
    whole.remove("anyOf").expect("the choice of all frames");
    let definitions = whole["$defs"].as_object_mut().unwrap();
    definitions.retain(|name, _| !FRAMES.contains(&name.as_str()));
    let events = events(definitions);
    let types = folder().join(format!("{version}.json"));
    fs::write(&types, description.to_string()).unwrap();
    let (out, frame) = (
        folder().join(version),
        root().join("tests/corpora/acp/frame.toml"),
    );
    let [types, out_text, frame] = [&types, &out, &frame].map(|path| path.to_str().unwrap());
    let mut args = vec![
        "import",
        "json-schema",
        types,
        "--out",
        out_text,
        "--frame",
        frame,
    ];
    args.extend(IGNORED.iter().flat_map(|keyword| ["--ignore", *keyword]));
    let said = consumers::tdproto(&args);
    fs::write(out.join("events.toml"), events).unwrap();
    consumers::tdproto(&["fmt", out_text]);
    let (schema, diagnostics) = load::load(&out).compile();
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    let losses = said.lines().filter(|line| line.starts_with("warning["));
    Imported {
        schema,
        losses: losses.map(str::to_owned).collect(),
    }
}

/// A schema file with the methods that definitions belong to.
fn events(definitions: &Map<String, Value>) -> String {
    let mut methods: BTreeMap<&str, BTreeMap<&str, (&str, &Value)>> = BTreeMap::new();
    for (name, definition) in definitions {
        let Some(method) = definition["x-method"].as_str() else {
            continue;
        };
        let role = if name.ends_with("Response") {
            "reply"
        } else {
            "params"
        };
        let other = methods
            .entry(method)
            .or_default()
            .insert(role, (name, definition));
        assert!(other.is_none(), "{name}");
    }
    let mut text = String::new();
    for (method, types) in methods {
        let (params, definition) = types["params"];
        // The side is the one that handles it.
        let direction = match definition["x-side"].as_str() {
            Some("agent") => "client",
            Some("client") => "server",
            _ => "both",
        };
        let doc = quoted(definition["description"].as_str().unwrap_or_default());
        writeln!(
            text,
            "[event.\"{method}\"]\ndirection = \"{direction}\"\nparams = \"{params}\"\ndoc = {doc}"
        )
        .unwrap();
        if let Some((reply, _)) = types.get("reply") {
            writeln!(text, "reply = \"{reply}\"").unwrap();
        }
    }
    text
}

/// Both versions of the protocol.
fn versions() -> &'static [Imported; 2] {
    static VERSIONS: OnceLock<[Imported; 2]> = OnceLock::new();
    VERSIONS.get_or_init(|| {
        let _ = fs::remove_dir_all(folder());
        let package = folder().join("package");
        npm::unpack(PACKAGE, &package);
        ["v1", "v2"].map(|version| imported(&package, version))
    })
}

/// The first version, which its peers speak.
pub(crate) fn schema() -> &'static Schema {
    &versions()[0].schema
}

/// Some of the vectors, which take a while to make.
pub(crate) fn vectors() -> &'static [Vector] {
    static VECTORS: OnceLock<Vec<Vector>> = OnceLock::new();
    VECTORS.get_or_init(|| vectors::some(&schema().model))
}

#[test]
fn every_loss_is_known() {
    for (found, (version, losses)) in versions().iter().zip(LOSSES) {
        assert_eq!(found.losses, *losses, "{version}");
    }
}

#[test]
fn requests_and_notifications_of_both_sides_are_events() {
    let events = schema().model.events();
    let types = schema().model.types().iter();
    let entities = types.filter(|def| def.entity().is_some()).count();
    assert_eq!(entities, 140, "tests/README.md says how many there are");
    let count = |sender, is_request: bool| {
        let mut events: Vec<_> = events.iter().collect();
        events.retain(|event| event.sender == sender && event.reply.is_some() == is_request);
        events.len()
    };
    assert_eq!(
        [count(Sender::Client, true), count(Sender::Client, false)],
        [12, 1]
    );
    assert_eq!(
        [count(Sender::Server, true), count(Sender::Server, false)],
        [9, 2]
    );
    assert_eq!(
        [count(Sender::Both, true), count(Sender::Both, false)],
        [0, 1]
    );
}

#[test]
fn check_fmt_and_lint_accept_the_schema() {
    versions();
    let config = root().join("tests/corpora/acp/tdproto.toml");
    consumers::judged(&folder().join("v1"), &config);
}

#[test]
fn breaking_tells_the_versions_apart() {
    versions();
    let found = consumers::breaking(&folder().join("v1"), &folder().join("v2"));
    let count = |rule: &str| {
        let mut found = found.iter();
        found.find_map(|(id, count)| (id == rule).then_some(*count))
    };
    assert_eq!(count("event-removed"), Some(10), "{found:?}");
    assert_eq!(count("field-removed"), Some(21), "{found:?}");
    assert_eq!(count("union-variant-removed"), Some(6), "{found:?}");
}

#[test]
fn the_validator_agrees_with_the_vectors() {
    consumers::samples_are_valid(schema());
    vectors::validator_agrees(schema(), vectors());
}

#[test]
fn the_bundle_compiles_strictly_and_takes_samples() {
    consumers::samples_follow_the_bundle(schema(), &folder().join("json-schema"));
}

#[test]
fn typescript_compiles_and_agrees_with_the_vectors() {
    consumers::compiles_as_typescript(schema(), &folder().join("typescript"));
    readers::typescript_agrees("acp", schema(), vectors());
}

#[test]
fn rust_compiles_and_agrees_with_the_vectors() {
    let folder = folder().join("rust");
    consumers::compiles_as_rust(schema(), &folder);
    readers::rust_agrees(&folder, vectors());
}
