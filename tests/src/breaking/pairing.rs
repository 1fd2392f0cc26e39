//! What is gone is reported, whatever came: a new type of the same shape does not hide it.

use std::collections::BTreeSet;

use tdproto_codegen::diff::{What, diff};
use tdproto_codegen::rules::breaking::Category;
use tdproto_schema::model::{Type, TypeKind};
use tdproto_schema::{Schema, SourceMap, compile};

use super::findings_of;
use crate::root;

/// The files of the built-in schema, by name.
fn files() -> Vec<(String, String)> {
    let folder = root().join("schema/protocol");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "toml"))
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

fn compiled(files: &[(String, String)]) -> Schema {
    let mut sources = SourceMap::default();
    for (name, text) in files {
        sources.add(name.clone(), text.clone());
    }
    compile(&sources).0
}

/// The entities that no event, field, alias or include of the schema leads to.
fn unused(schema: &Schema) -> Vec<String> {
    let model = &schema.model;
    let mut used = BTreeSet::new();
    for event in model.events() {
        used.extend(event.params_type().map(Type::named).unwrap_or_default());
    }
    for (_, def) in model.types_with_ids() {
        match &def.kind {
            TypeKind::Entity(entity) => {
                used.extend(entity.fields.iter().flat_map(|field| field.ty.named()));
                used.extend(entity.includes.iter().copied());
            }
            TypeKind::Alias(target) => used.extend(target.named()),
            TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Scalar(_) => {}
        }
    }
    let all = model.types_with_ids();
    all.filter(|(id, _)| model.entity(*id).is_some() && !used.contains(id))
        .map(|(_, def)| def.name.clone())
        .collect()
}

/// The built-in schema with entities of it under other names.
fn renamed(files: &[(String, String)], names: &[(&str, String)]) -> Schema {
    let renamed = files.iter().map(|(file, text)| {
        let text = names.iter().fold(text.clone(), |text, (old, new)| {
            text.replace(&format!("[entity.{old}]"), &format!("[entity.{new}]"))
                .replace(&format!("[entity.{old}."), &format!("[entity.{new}."))
        });
        (file.clone(), text)
    });
    compiled(&renamed.collect::<Vec<_>>())
}

/// Each of these is reported as removed, and nothing else is an error.
fn assert_removed(old: &Schema, new: &Schema, names: &[&str]) {
    let (_, changes) = diff(&old.model, &new.model);
    let count = |what: What| changes.iter().filter(|change| change.what == what).count();
    assert_eq!(count(What::Removed), names.len(), "{names:?}: {changes:?}");
    assert_eq!(count(What::Added), names.len(), "{names:?}: {changes:?}");
    let findings = findings_of(old, new, Category::Json);
    let removed = findings.iter().filter(|found| found.rule == "type-removed");
    let mut removed: Vec<&str> = removed.map(|found| found.subject.as_str()).collect();
    removed.sort_unstable();
    assert_eq!(removed, names);
}

#[test]
fn no_removal_of_an_unused_entity_is_hidden_by_an_unrelated_one() {
    let files = files();
    let old = compiled(&files);
    let names = unused(&old);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert!(names.len() >= 30, "{names:?}");
    // All at once: each is gone, and an entity of its shape is new.
    let all = names.iter().enumerate();
    let all: Vec<_> = all.map(|(at, name)| (*name, format!("Quux{at}"))).collect();
    assert_removed(&old, &renamed(&files, &all), &names);
    // One alone, where nothing else has its shape; a third of them, for the time it takes.
    for name in names.iter().copied().step_by(3) {
        let new = renamed(&files, &[(name, "Quux".to_owned())]);
        assert_removed(&old, &new, &[name]);
    }
}

/// A search that gives up on many types would call them removed, or not.
#[test]
fn the_verdict_does_not_depend_on_the_size() {
    let schema = |count: usize, name: &dyn Fn(usize) -> String| {
        let text: String = (0..count)
            .map(|at| {
                format!(
                    "[entity.{}.fields]\nf{at} = {{ type = \"string\" }}\n",
                    name(at)
                )
            })
            .collect();
        compiled(&[("chat.toml".to_owned(), text)])
    };
    for count in [20, 400] {
        let old = schema(count, &|at| format!("Message{at}"));
        let new = schema(count, &|at| format!("ChatMessage{at}"));
        assert!(
            findings_of(&old, &new, Category::Json).is_empty(),
            "{count} renamed"
        );
        let new = schema(count, &|at| format!("Zebra{at}"));
        let removed = findings_of(&old, &new, Category::Json);
        let removed = removed.iter().filter(|found| found.rule == "type-removed");
        assert_eq!(removed.count(), count, "{count} removed");
    }
}
