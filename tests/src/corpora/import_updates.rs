//! An import into a directory that has one: what a person changed stays.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tdproto_codegen::import::update::{Texts, record, update};
use tdproto_codegen::import::{Document, Documents, Options, json_schema};
use tdproto_codegen::schema_text::{self, Comments};

use crate::consumers::{run, tdproto};

fn imported(definitions: &Value) -> Texts {
    let path = "chat.json".to_owned();
    let value = json!({ "$defs": definitions });
    let documents = Documents::new(vec![Document { path, value }]);
    let imported = json_schema(&documents, &Options::default());
    assert_eq!(imported.losses.count(), 0);
    schema_text::write(&imported.decls, &Comments::default()).unwrap()
}

fn first() -> Value {
    json!({
        "user": { "type": "object", "properties": {
            "id": { "type": "integer" },
            "name": { "type": "string", "description": "A name." },
            "age": { "type": "integer" },
        } },
        "empty": { "type": "object", "additionalProperties": false },
        "gone": { "type": "object", "properties": { "id": { "type": "integer" } } },
    })
}

/// The files as a person left them.
fn edited(files: &Texts) -> Texts {
    let text = &files["types.toml"];
    let text = text
        .replace(
            "[entity.User]",
            "# Who takes part.\n[entity.User]\ndoc = \"A user.\"",
        )
        .replace("doc = \"A name.\"", "doc = \"What others call them.\"");
    let protocol = files["protocol.toml"].clone();
    BTreeMap::from([
        ("types.toml".to_owned(), text),
        ("protocol.toml".to_owned(), protocol),
    ])
}

#[test]
fn what_a_person_changed_stays_and_the_rest_follows_the_description() {
    let before = imported(&first());
    let mut description = first();
    let user = &mut description["user"]["properties"];
    user["nick"] = json!({ "type": "string" });
    user["id"] = json!({ "type": "string" });
    user.as_object_mut().unwrap().remove("age");
    description["empty"]["properties"] = json!({ "at": { "type": "string" } });
    description.as_object_mut().unwrap().remove("gone");
    let updated = update(&edited(&before), &record(&before), &imported(&description)).unwrap();
    let expected = r#"# Who takes part.
[entity.User]
doc = "A user."

[entity.User.fields]
id = { type = "string", optional = true }
name = { type = "string", optional = true, doc = "What others call them." }
nick = { type = "string", optional = true }

[entity.Empty]

[entity.Empty.fields]
at = { type = "string", optional = true }
"#;
    assert_eq!(updated.files["types.toml"], expected);
    assert_eq!(updated.conflicts, []);
    assert_eq!(updated.counts.kept, 2);
    let again = update(
        &updated.files,
        &record(&imported(&description)),
        &imported(&description),
    );
    assert_eq!(again.unwrap().files, updated.files);
}

#[test]
fn comments_stay_where_the_description_changed_a_value() {
    let mut description = first();
    description["user"]["description"] = "Who.".into();
    let before = imported(&description);
    let mut present = before.clone();
    let types = &before["types.toml"];
    let commented = types.replace("doc = \"Who.\"", "# Above it.\ndoc = \"Who.\" # Behind it.");
    assert_ne!(commented, *types);
    present.insert("types.toml".to_owned(), commented.clone());
    description["user"]["description"] = "Anybody.".into();
    let updated = update(&present, &record(&before), &imported(&description)).unwrap();
    let expected = commented.replace("Who.", "Anybody.");
    assert_eq!(updated.files["types.toml"], expected);
}

#[test]
fn what_both_changed_is_reported_and_stays() {
    let before = imported(&first());
    let mut description = first();
    description["user"]["properties"]["name"]["description"] = "Another text.".into();
    let present = edited(&before);
    let updated = update(&present, &record(&before), &imported(&description)).unwrap();
    assert_eq!(updated.files, present);
    let [conflict] = updated.conflicts.as_slice() else {
        panic!("{:?}", updated.conflicts);
    };
    assert_eq!(conflict.path.join("."), "entity.User.fields.name.doc");
    assert_eq!(conflict.ours.as_deref(), Some("\"What others call them.\""));
    assert_eq!(conflict.theirs.as_deref(), Some("\"Another text.\""));
}

/// Writes a description, and imports it into `proto` beside it; the exit code and what was said.
fn import(folder: &Path, definitions: &Value) -> (u8, String) {
    let input = folder.join("chat.json");
    fs::write(&input, json!({ "$defs": definitions }).to_string()).unwrap();
    let out = folder.join("proto");
    let [input, out] = [&input, &out].map(|path| path.to_str().unwrap());
    run(&["import", "json-schema", input, "--out", out])
}

#[test]
fn the_command_updates_what_it_wrote_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let proto = folder.path().join("proto");
    assert_eq!(import(folder.path(), &first()).0, 0);
    let (code, said) = import(folder.path(), &first());
    assert!(
        code == 0 && said.contains("0 values added, 0 changed"),
        "{said}"
    );
    tdproto(&["fmt", "--check", proto.to_str().unwrap()]);
    let path = proto.join("types.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("A name.", "Mine.")).unwrap();
    let mut description = first();
    description["user"]["properties"]["name"]["description"] = "Theirs.".into();
    let (code, said) = import(folder.path(), &description);
    assert!(
        code == 1 && said.contains("import-changed"),
        "{code} {said}"
    );
    // A file that a person moved into a folder is still one of the schema.
    fs::create_dir(proto.join("more")).unwrap();
    let moved = proto.join("more/types.toml");
    fs::rename(&path, &moved).unwrap();
    let (code, said) = import(folder.path(), &description);
    assert!(
        code == 0 && said.contains("0 values added, 0 changed"),
        "{code} {said}"
    );
    fs::rename(&moved, &path).unwrap();
    // A schema that nobody imported is not touched.
    fs::remove_file(proto.join(".import.json")).unwrap();
    let (code, said) = import(folder.path(), &description);
    assert!(
        code == 1 && said.contains("was not imported"),
        "{code} {said}"
    );
    assert!(fs::read_to_string(&path).unwrap().contains("Mine."));
}
