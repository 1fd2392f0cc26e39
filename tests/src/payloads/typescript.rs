//! TypeScript: the generated package, in Node.js.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tdproto_codegen::lang::typescript::TypeScript;
use tdproto_codegen::payloads::Vector;
use tdproto_codegen::views::InputViews;
use tdproto_codegen::{Backend as _, Options, generate, naming};
use tdproto_schema::Schema;
use tdproto_schema::model::{Openness, TypeKind, UnionForm};

use super::{Case, Outcome, report};
use crate::npm;

/// What the package makes of every vector of every case; `None`: it has nothing that reads it.
pub(crate) fn outcomes(cases: &[Case]) -> Vec<Vec<Option<Outcome>>> {
    report::outcomes(cases, &lines(cases))
}

/// The outcomes as the driver writes them: a line a vector, for one case after the other.
pub(crate) fn lines(cases: &[Case]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let packages: Vec<Value> = cases
        .iter()
        .map(|case| package(case, &folder.path().join(&case.name)))
        .collect();
    let task = folder.path().join("task.json");
    fs::write(&task, json!({ "packages": packages }).to_string()).unwrap();
    run("payloads/decode.mjs", &task)
}

/// Runs a script on a task, and returns what it says.
pub(super) fn run(script: &str, task: &Path) -> String {
    let output = npm::run(script, &[task.to_str().unwrap()], &npm::folder());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    String::from_utf8(output.stdout).unwrap()
}

/// Writes the package and the vectors of a case; says where they are.
pub(super) fn package(case: &Case, folder: &Path) -> Value {
    for (path, text) in sources(case) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let vectors = folder.join("vectors.ndjson");
    let lines: Vec<String> = case.vectors.iter().map(Vector::to_line).collect();
    fs::write(&vectors, lines.join("\n")).unwrap();
    json!({ "folder": folder, "types": types(&case.schema), "vectors": vectors })
}

/// The files of the package.
pub(super) fn sources(case: &Case) -> Vec<(String, String)> {
    let options = Options::with(|options| options.unknown_fields = case.unknown_fields);
    let (generated, diagnostics) = generate(&case.schema, &TypeScript, &options);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    let files = generated.files.into_iter();
    files.map(|file| (file.path, file.text)).collect()
}

/// What the package has for each entity and enum.
fn types(schema: &Schema) -> Value {
    let views = InputViews::new(&schema.model);
    let (names, _) = naming::plan(
        &schema.model,
        &schema.origins,
        &views,
        TypeScript.convention(),
        &naming::Renames::new(),
    );
    let mut types = serde_json::Map::new();
    for (id, def) in schema.model.types_with_ids() {
        let name = names.ty(id);
        let found = match &def.kind {
            TypeKind::Entity(_) => json!({ "table": format!("{name}Schema") }),
            TypeKind::Union(found) => {
                let tag = found.tag().map(|tag| &tag.key);
                let keyed = found.form == UnionForm::Key;
                json!({ "table": format!("{name}Schema"), "tag": tag, "keyed": keyed })
            }
            TypeKind::Enum(found) => {
                json!({ "guard": format!("is{name}"), "open": found.openness == Openness::Open })
            }
            TypeKind::Scalar(_) | TypeKind::Alias(_) => continue,
        };
        types.insert(def.name.clone(), found);
    }
    types.into()
}
