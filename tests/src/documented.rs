//! The built-in schema against a fixture of what is documented of the protocol, so that nothing
//! gets lost in an edit: counts, names, types and flags.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Value, json};
use tdproto_schema::embedded;
use tdproto_schema::model::{
    Access, Deprecated, Docs, Entity, EnumBase, Field, Model, Presence, TypeKind, WireValue,
};

use crate::root;

fn fixture() -> Value {
    let path = root().join("tests/fixtures/documented.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn model() -> Model {
    let (schema, diagnostics) = embedded::compiled();
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    schema.model
}

fn entities(model: &Model) -> BTreeMap<&str, &Entity> {
    let entities = model.types().iter().filter_map(|def| match &def.kind {
        TypeKind::Entity(entity) => Some((def.name.as_str(), entity)),
        TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => None,
    });
    entities.collect()
}

#[test]
fn counts() {
    let model = model();
    let own = |entity: &&Entity| {
        entity
            .fields
            .iter()
            .filter(|f| f.included_from.is_none())
            .count()
    };
    let count =
        |wanted: fn(&TypeKind) -> bool| model.types().iter().filter(|d| wanted(&d.kind)).count();
    let found = json!({
        "entities": count(|kind| matches!(kind, TypeKind::Entity(_))),
        "fields": entities(&model).values().map(own).sum::<usize>(),
        "events": model.events().len(),
        "enums": count(|kind| matches!(kind, TypeKind::Enum(_))),
        "aliases": count(|kind| matches!(kind, TypeKind::Scalar(_) | TypeKind::Alias(_))),
    });
    assert_eq!(found, fixture()["counts"]);
    assert_eq!(found["entities"], 242);
    assert_eq!(found["events"], 65);
}

#[test]
fn documented_entities() {
    let model = model();
    for (name, expected) in fixture()["entities"].as_object().unwrap() {
        let id = model
            .find_type(name)
            .unwrap_or_else(|| panic!("no entity {name}"));
        let entity = model
            .entity(id)
            .unwrap_or_else(|| panic!("{name} is no entity"));
        let includes: Vec<_> = entity
            .includes
            .iter()
            .map(|id| &model.ty(*id).name)
            .collect();
        assert_eq!(json!(includes), expected["includes"], "includes of {name}");
        lifecycle(name, &model.ty(id).docs, expected);
        for (key, expected) in expected["fields"].as_object().unwrap() {
            let field = entity.fields.iter().find(|field| field.name == *key);
            let field = field.unwrap_or_else(|| panic!("no field {name}.{key}"));
            check_field(&model, entity, &format!("{name}.{key}"), field, expected);
        }
    }
}

fn check_field(model: &Model, entity: &Entity, place: &str, field: &Field, expected: &Value) {
    assert_eq!(
        json!(model.type_text(&field.ty)),
        expected["type"],
        "type of {place}"
    );
    let flag = |name: &str| expected[name].as_bool().unwrap_or_default();
    let holds_entity = model.entity_of(&field.ty).is_some();
    let presence = match (flag("nullable"), flag("omitempty")) {
        (false, false) => Presence::Required,
        (true, false) => Presence::Nullable,
        (false, true) if !holds_entity => Presence::OmitEmpty,
        (_, true) => Presence::OmitNull,
    };
    assert_eq!(field.presence, presence, "presence of {place}");
    assert_eq!(
        field.access == Access::ReadOnly,
        flag("readonly"),
        "readonly of {place}"
    );
    let when = field.when.as_ref().map_or(
        Value::Null,
        |when| json!({ &entity.fields[when.field].name: when.values }),
    );
    assert_eq!(when, expected["when"], "condition of {place}");
    lifecycle(place, &field.docs, expected);
}

fn lifecycle(place: &str, docs: &Docs, expected: &Value) {
    assert_eq!(json!(docs.since), expected["since"], "since of {place}");
    let note = docs.deprecated.as_ref().map(|Deprecated { note, .. }| note);
    assert_eq!(
        json!(note),
        expected["deprecated"],
        "deprecation of {place}"
    );
    let experimental = expected["experimental"].as_bool().unwrap_or_default();
    assert_eq!(docs.experimental, experimental, "experimental of {place}");
    assert!(!docs.text.is_empty(), "{place} has no doc");
}

#[test]
fn documented_events() {
    let model = model();
    for (name, expected) in fixture()["events"].as_object().unwrap() {
        let event = model
            .find_event(name)
            .unwrap_or_else(|| panic!("no event {name}"));
        assert_eq!(
            event.sender.name(),
            expected["direction"],
            "direction of {name}"
        );
        let params = event.params_type().map(|ty| model.type_text(ty));
        assert_eq!(json!(params), expected["params"], "params of {name}");
        lifecycle(name, &event.docs, expected);
    }
}

#[test]
fn enums_and_aliases() {
    let model = model();
    for (name, expected) in fixture()["enums"].as_object().unwrap() {
        let id = model
            .find_type(name)
            .unwrap_or_else(|| panic!("no enum {name}"));
        let TypeKind::Enum(found) = &model.ty(id).kind else {
            panic!("{name} is no enum")
        };
        let base = match found.base {
            EnumBase::Text => "string",
            EnumBase::Int => "int",
        };
        assert_eq!(base, expected["base"], "base of {name}");
        let values = found.values.iter().map(|value| match &value.value {
            WireValue::Text(text) => json!(text),
            WireValue::Int(number) => json!(number),
        });
        assert_eq!(
            values.collect::<Value>(),
            expected["values"],
            "values of {name}"
        );
    }
    for (name, expected) in fixture()["aliases"].as_object().unwrap() {
        let id = model
            .find_type(name)
            .unwrap_or_else(|| panic!("no alias {name}"));
        let text = match &model.ty(id).kind {
            // Date and time are text with a meaning, which the facts do not tell apart.
            TypeKind::Scalar(base) if base.is_text() => "string".to_owned(),
            TypeKind::Scalar(base) => base.name().to_owned(),
            TypeKind::Alias(ty) => model.type_text(ty),
            TypeKind::Entity(_) | TypeKind::Enum(_) | TypeKind::Union(_) => {
                panic!("{name} is no alias")
            }
        };
        assert_eq!(text, *expected, "what {name} stands for");
    }
}

#[test]
fn undocumented_names() {
    let (model, fixture) = (model(), fixture());
    for name in fixture["undocumented"]["entities"].as_array().unwrap() {
        assert!(
            model.find_type(name.as_str().unwrap()).is_some(),
            "no entity {name}"
        );
    }
    for name in fixture["undocumented"]["events"].as_array().unwrap() {
        assert!(
            model.find_event(name.as_str().unwrap()).is_some(),
            "no event {name}"
        );
    }
}
