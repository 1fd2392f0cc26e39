//! What is declared in files, written as files again, means the same.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tdproto_codegen::schema_text::{self, Comments};
use tdproto_schema::{Decls, FileId, SourceMap, compile, json, read};

use crate::root;

/// Every schema of the repository that compiles.
fn schemas() -> Vec<PathBuf> {
    let mut found = vec![root().join("schema/protocol")];
    for folder in ["tests/fixtures", "tests/protocols"] {
        let folders = fs::read_dir(root().join(folder)).unwrap();
        let folders = folders.map(|entry| entry.unwrap().path());
        found.extend(folders.filter(|path| path.is_dir()));
    }
    found.sort();
    found
}

fn sources(folder: &Path) -> (SourceMap, Vec<FileId>) {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == "toml"))
        .collect();
    files.sort();
    let mut sources = SourceMap::default();
    let ids = files.iter().map(|file| {
        let name = file.file_name().unwrap().to_str().unwrap();
        sources.add(name, fs::read_to_string(file).unwrap())
    });
    let ids = ids.collect();
    (sources, ids)
}

/// The model of files as JSON, without the order of what has names.
fn meaning(sources: &SourceMap) -> Value {
    let (schema, diagnostics) = compile(sources);
    let errors: Vec<_> = diagnostics
        .iter()
        .filter(|found| found.is_error())
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let mut model = serde_json::from_str(&json::to_json(&schema.model, "")).unwrap();
    let Value::Object(members) = &mut model else {
        panic!("{model} is no object");
    };
    for list in members.values_mut() {
        if let Value::Array(items) = list {
            items.sort_by_key(|item| (item["kind"].to_string(), item["name"].to_string()));
        }
    }
    model
}

#[test]
fn files_written_from_declarations_mean_the_same() {
    let schemas = schemas();
    for folder in &schemas {
        let (former, ids) = sources(folder);
        let mut decls = Decls::default();
        for file in ids {
            decls.append(read(&former, file).0);
        }
        let written = schema_text::write(&decls, &Comments::default());
        let written = written.unwrap_or_else(|(_, found)| panic!("{folder:?}: {found:#?}"));
        let mut again = SourceMap::default();
        for (name, text) in &written {
            again.add(name, text.as_str());
        }
        assert_eq!(meaning(&again), meaning(&former), "{}", folder.display());
    }
    assert!(schemas.len() > 30, "{} schemas", schemas.len());
}

#[test]
fn a_text_of_several_lines_stays_and_comments_stand_where_they_belong() {
    let text = "[entity.Chat]\ndoc = \"One \\\"\\\"\\\" line.\\n\\tAnd \\\\ another.\"\n\
                [entity.Chat.fields]\nid = { type = \"int\", doc = \"a\\nb\" }\n";
    let mut sources = SourceMap::default();
    let file = sources.add("chat.toml", text);
    let (decls, _) = read(&sources, file);
    let mut comments = Comments::default();
    comments.add(["entity", "Chat"], "Seen often.\nAnd twice.");
    comments.add(["entity", "Chat", "fields", "id"], "In 41 of 57 frames.");
    let files = schema_text::write(&decls, &comments).unwrap();
    let expected = r##"# Seen often.
# And twice.
[entity.Chat]
doc = """
One \"\"\" line.
\tAnd \\ another."""

[entity.Chat.fields]
id = { type = "int", doc = "a\nb" } # In 41 of 57 frames.
"##;
    assert_eq!(
        files,
        BTreeMap::from([("chat.toml".to_owned(), expected.to_owned())])
    );
}
