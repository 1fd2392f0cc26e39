//! The AsyncAPI documents in the npm package `@asyncapi/cli`: protocols of message queues and of
//! WebSockets, among them Slack's real-time messages, whose frames are flat.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tdproto_codegen::load;
use tdproto_schema::Schema;
use tdproto_schema::model::Sender;

use crate::{consumers, npm, vectors};

/// The package. It is unpacked alone, since it depends on hundreds of others.
const PACKAGE: &str = "@asyncapi/cli@4.1.1";

/// The documents, each with the numbers of its events and types, and of the losses of its import.
const DOCUMENTS: &[(&str, [usize; 3])] = &[
    ("anyof", [1, 3, 1]),
    ("application-headers", [1, 3, 5]),
    ("correlation-id", [2, 3, 5]),
    ("gitter-streaming", [2, 5, 6]),
    (KRAKEN, [8, 21, 4]),
    (
        "kraken-websocket-request-reply-multiple-channels",
        [8, 21, 4],
    ),
    ("mercure", [1, 2, 2]),
    ("not", [1, 1, 1]),
    ("oneof", [3, 3, 2]),
    ("operation-security", [1, 5, 4]),
    ("rpc-client", [2, 2, 6]),
    ("rpc-server", [2, 2, 6]),
    ("simple", [1, 2, 0]),
    (SLACK, [45, 66, 7]),
    ("streetlights-kafka", [3, 5, 6]),
    ("streetlights-mqtt", [3, 5, 7]),
    ("streetlights-operation-security", [3, 5, 6]),
    ("websocket-gemini", [1, 9, 5]),
];

/// Those that compilers are asked of: what the others have is in them, too.
const COMPILED: &[&str] = &[
    "gitter-streaming",
    KRAKEN,
    "mercure",
    "operation-security",
    SLACK,
    "websocket-gemini",
];

const KRAKEN: &str = "kraken-websocket-request-reply-message-filter-in-reply";

const SLACK: &str = "slack-rtm";

/// The one document that no schema can hold, and the reason.
const REFUSED: (&str, &str) = (
    "adeo-kafka-request-reply",
    "is in `application/vnd.apache.avro;version=1.9.0`, and only JSON Schema can be imported",
);

/// The folder of the imported schemas, and of what is generated from them.
fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("corpora/asyncapi")
}

/// The documents of the package, which lie in `examples` below the folder.
fn documents() -> &'static Path {
    static DOCUMENTS: OnceLock<PathBuf> = OnceLock::new();
    DOCUMENTS.get_or_init(|| {
        let _ = fs::remove_dir_all(folder());
        let package = folder().join("package");
        npm::unpack(PACKAGE, &package);
        package.join("assets/examples")
    })
}

/// The path of a document.
fn document(name: &str) -> PathBuf {
    documents().join(format!("{name}-asyncapi.yml"))
}

/// A document as a schema.
struct Imported {
    name: &'static str,
    schema: Schema,
    losses: usize,
}

/// Every document that can be imported, as a valid and canonical schema.
fn all() -> &'static [Imported] {
    static ALL: OnceLock<Vec<Imported>> = OnceLock::new();
    ALL.get_or_init(|| DOCUMENTS.iter().map(|(name, _)| imported(name)).collect())
}

fn imported(name: &'static str) -> Imported {
    let (document, out) = (document(name), folder().join(name).join("schema"));
    let [document, out_text] = [&document, &out].map(|path| path.to_str().unwrap());
    let said = consumers::tdproto(&["import", "asyncapi", document, "--out", out_text]);
    consumers::tdproto(&["check", "--no-generated", "--schema", out_text]);
    consumers::tdproto(&["fmt", "--check", out_text]);
    let (schema, diagnostics) = load::load(&out).compile();
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    let losses = said.matches("warning[import").count();
    Imported {
        name,
        schema,
        losses,
    }
}

/// Every event, type and loss is known: a change of the import shows here.
#[test]
fn every_document_becomes_a_valid_schema() {
    let mut differing = Vec::new();
    for (found, (_, expected)) in all().iter().zip(DOCUMENTS) {
        let model = &found.schema.model;
        let counts = [model.events().len(), model.types().len(), found.losses];
        if counts != *expected {
            differing.push(format!("(\"{}\", {counts:?}),", found.name));
        }
        let samples = consumers::samples_are_valid(&found.schema);
        assert!(samples >= 2 * counts[0], "{}: {samples}", found.name);
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn the_documents_are_all_that_the_package_has() {
    let files = fs::read_dir(documents()).unwrap();
    let names = files.filter_map(|file| {
        let name = file.unwrap().file_name().into_string().unwrap();
        name.strip_suffix("-asyncapi.yml").map(str::to_owned)
    });
    let mut names: Vec<String> = names.collect();
    names.sort();
    let known = DOCUMENTS.iter().map(|(name, _)| *name);
    let mut known: Vec<&str> = known.chain([REFUSED.0]).collect();
    known.sort_unstable();
    assert_eq!(names, known);
}

#[test]
fn a_document_with_payloads_in_another_language_is_refused() {
    let out = folder().join("refused");
    let document = document(REFUSED.0);
    let [document, out_text] = [&document, &out].map(|path| path.to_str().unwrap());
    let (code, said) = consumers::run(&["import", "asyncapi", document, "--out", out_text]);
    assert!(code == 3 && said.contains(REFUSED.1), "{code}: {said}");
    assert!(!out.exists(), "nothing is written");
}

/// Flat frames: the key `type` names the event, and all others are its params.
#[test]
fn slack_draws_one_frame_for_both_sides() {
    let schema = &all()
        .iter()
        .find(|found| found.name == SLACK)
        .unwrap()
        .schema;
    let kinds = schema.model.frames();
    assert_eq!(kinds.len(), 1, "{kinds:?}");
    let events = schema.model.events();
    let of_clients = events.iter().filter(|event| event.sender == Sender::Client);
    let names: Vec<&str> = of_clients.map(|event| event.name.as_str()).collect();
    assert_eq!(names, ["message"]);
    vectors::validator_agrees(schema, &vectors::some(&schema.model));
}

#[test]
fn bundles_compile_strictly_and_take_samples() {
    for Imported { name, schema, .. } in all() {
        consumers::samples_follow_the_bundle(schema, &folder().join(name).join("json-schema"));
    }
}

#[test]
fn rust_and_typescript_compile() {
    let compiled = all().iter().filter(|found| COMPILED.contains(&found.name));
    for Imported { name, schema, .. } in compiled {
        let folder = folder().join(name);
        consumers::compiles_as_rust(schema, &folder.join("rust"));
        consumers::compiles_as_typescript(schema, &folder.join("typescript"));
    }
}
