//! What the tests of AsyncAPI and OpenAPI share: the protocols, their documents, the programs that
//! read them, and the examples in them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};
use tdproto_codegen::{DocumentFormat, Options, generate, lang};
use tdproto_schema::{Schema, embedded};

use crate::{fixtures, hostile_schema, in_process, npm};

/// All protocols: fixtures, drawn frames, the hostile one, and the built-in one at last.
pub(crate) fn all() -> &'static [(String, Schema)] {
    static ALL: OnceLock<Vec<(String, Schema)>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all = fixtures::all();
        all.extend(fixtures::protocols());
        all.push(("hostile".to_owned(), hostile_schema::schema()));
        all.push(("built-in".to_owned(), embedded::compiled().0));
        all
    })
}

/// The text of the one file that a back end makes.
pub(crate) fn text(backend: &str, schema: &Schema, format: DocumentFormat) -> String {
    let options = Options::with(|options| {
        options.asyncapi.format = format;
        options.openapi.format = format;
    });
    let (mut generated, found) = generate(schema, lang::find(backend).unwrap(), &options);
    let errors: Vec<_> = found.iter().filter(|found| found.is_error()).collect();
    assert!(errors.is_empty(), "{backend}: {errors:#?}");
    assert_eq!(generated.files.len(), 1, "{backend}");
    let file = generated.files.remove(0);
    assert_eq!(file.path, format!("{backend}.{}", format.name()));
    file.text
}

/// The document that a back end makes.
pub(crate) fn document(backend: &str, schema: &Schema) -> Value {
    serde_json::from_str(&text(backend, schema, DocumentFormat::Json)).unwrap()
}

/// Fails if a document is generated with other bytes at the second time, or its YAML has other values.
pub(crate) fn same_each_time(backend: &str) {
    for (name, schema) in all() {
        let text = |format| text(backend, schema, format);
        assert_eq!(
            text(DocumentFormat::Json),
            text(DocumentFormat::Json),
            "{name}"
        );
        let mut read: Value = serde_json::from_str(&text(DocumentFormat::Json)).unwrap();
        read.as_object_mut().unwrap().shift_remove("x-generated");
        assert_eq!(
            crate::yaml::read(&text(DocumentFormat::Yaml)),
            read,
            "{name}"
        );
    }
}

/// The document of the built-in schema with its documented examples, as the command makes it.
pub(crate) fn built_in(backend: &str) -> Value {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().to_str().unwrap();
    tdproto(&["generate", backend, "--out", folder]);
    let file = out.path().join(format!("{backend}/{backend}.json"));
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

/// Runs the command, which must succeed; what it says.
pub(crate) fn tdproto(args: &[&str]) -> String {
    let ran = in_process::tdproto(args);
    assert_eq!(ran.code, 0, "tdproto {}\n{}", args.join(" "), ran.err);
    ran.out + &ran.err
}

/// Writes the documents of some protocols into a folder; their paths.
pub(crate) fn write<'s>(
    backend: &str,
    schemas: impl Iterator<Item = &'s (String, Schema)>,
    folder: &Path,
) -> Vec<PathBuf> {
    let written = schemas.map(|(name, schema)| {
        let path = folder.join(format!("{name}.json"));
        fs::write(&path, text(backend, schema, DocumentFormat::Json)).unwrap();
        path
    });
    written.collect()
}

/// What a script of the npm project prints, as JSON.
pub(crate) fn node(script: &str, argument: &Path) -> Value {
    static INSTALLED: OnceLock<()> = OnceLock::new();
    INSTALLED.get_or_init(|| npm::install_project("apis"));
    let mut command = Command::new("node");
    command.arg(npm::folder().join("apis").join(script));
    let output = command.arg(argument).output();
    let output = output.expect("node (version 20 or later) is needed for this test");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What a script says of each document of all protocols but the built-in one.
pub(crate) fn verdicts(backend: &str, script: &str) -> Vec<(&'static str, Value)> {
    let folder = tempfile::tempdir().unwrap();
    let (_, others) = all().split_last().unwrap();
    let paths = write(backend, others.iter(), folder.path());
    let task = folder.path().join("task");
    fs::write(&task, json!(paths).to_string()).unwrap();
    let found = node(script, &task);
    let found = found.as_array().unwrap().clone();
    assert_eq!(found.len(), others.len());
    let names = others.iter().map(|(name, _)| name.as_str());
    names.zip(found).collect()
}

/// The validator of a part of a document, which may refer to the components.
pub(crate) fn validator(document: &Value, draft: Draft, schema: &Value) -> Validator {
    let whole = json!({ "components": document["components"], "allOf": [schema] });
    let options = jsonschema::options().with_draft(draft);
    options.should_validate_formats(true).build(&whole).unwrap()
}

/// The first reason for which a value is refused.
pub(crate) fn refusal(validator: &Validator, value: &Value) -> Option<String> {
    let error = validator.iter_errors(value).next()?;
    Some(format!("{} {error}", error.instance_path()))
}
