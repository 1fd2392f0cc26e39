//! The description of the Chrome DevTools Protocol, written back from the converted model.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use tdproto_schema::Model;
use tdproto_schema::model::{
    Docs, Event, Field, Params, Presence, Scalar, Type, TypeDef, TypeId, TypeKind, WireValue,
};

use super::convert::BINARY;
use super::roles::{Role, Roles};

/// The domains by their names.
pub(super) fn domains(model: &Model) -> BTreeMap<String, Value> {
    let writer = Writer {
        model,
        roles: Roles::new(model),
    };
    let topics = model.protocol.topics.iter();
    let domains = topics.map(|(topic, about)| {
        let name = about
            .title
            .clone()
            .expect("a topic has the name of its domain");
        let domain = writer.domain(topic, &name, &about.docs);
        (name, domain)
    });
    domains.collect()
}

struct Writer<'a> {
    model: &'a Model,
    roles: Roles,
}

impl Writer<'_> {
    fn domain(&self, topic: &str, name: &str, docs: &Docs) -> Value {
        let mut domain = Map::new();
        domain.insert("domain".to_owned(), json!(name));
        let (text, dependencies) = without_note(&docs.text, "Depends on: ");
        if let Some(dependencies) = dependencies {
            let list: Vec<_> = dependencies.split(", ").collect();
            domain.insert("dependencies".to_owned(), json!(list));
        }
        describe(&mut domain, text, docs);
        let types = self.model.types_with_ids();
        let declared = types
            .filter(|(id, def)| def.topic == topic && self.roles.of(*id) == Role::Declared)
            .map(|(_, def)| self.declared(name, def));
        insert_list(&mut domain, "types", declared.collect());
        let events = self
            .model
            .events()
            .iter()
            .filter(|event| event.topic == topic);
        let (commands, events): (Vec<_>, Vec<_>) = events.partition(|event| event.reply.is_some());
        for (key, methods) in [("commands", commands), ("events", events)] {
            let methods = methods.into_iter().map(|event| self.method(name, event));
            insert_list(&mut domain, key, methods.collect());
        }
        Value::Object(domain)
    }

    fn declared(&self, domain: &str, def: &TypeDef) -> Value {
        let mut declared = match &def.kind {
            TypeKind::Entity(entity) => {
                let properties = self.fields(domain, &entity.fields);
                object(json!({ "type": "object", "properties": properties }))
            }
            TypeKind::Enum(_) => values(def),
            TypeKind::Scalar(scalar) => self.ty(domain, &Type::Scalar(*scalar)),
            TypeKind::Alias(ty) => self.ty(domain, ty),
            TypeKind::Union(_) => panic!("{} is a union", def.name),
        };
        declared.insert("id".to_owned(), json!(id_in(domain, def)));
        describe(&mut declared, &def.docs.text, &def.docs);
        Value::Object(declared)
    }

    fn method(&self, domain: &str, event: &Event) -> Value {
        let mut method = Map::new();
        let name = event.name.strip_prefix(domain);
        let name = name.and_then(|name| name.strip_prefix('.')).unwrap();
        method.insert("name".to_owned(), json!(name));
        let (text, redirect) = without_note(&event.docs.text, "Redirected to: ");
        if let Some(redirect) = redirect {
            method.insert("redirect".to_owned(), json!(redirect));
        }
        describe(&mut method, text, &event.docs);
        let carried = |params: &Option<Params>| {
            let ty = params.as_ref().map(|params| &params.ty);
            ty.and_then(|ty| self.model.entity_of(ty))
        };
        let parts = [("parameters", &event.params), ("returns", &event.reply)];
        for (key, params) in parts {
            let id = carried(params).filter(|id| self.roles.of(*id) != Role::OfFrames);
            if let Some(id) = id {
                let fields = self.fields(domain, self.model.ty(id).fields());
                method.insert(key.to_owned(), fields);
            }
        }
        Value::Object(method)
    }

    fn fields(&self, domain: &str, fields: &[Field]) -> Value {
        let fields = fields.iter().map(|field| self.field(domain, field));
        fields.collect()
    }

    fn field(&self, domain: &str, field: &Field) -> Value {
        let mut property = self.ty(domain, &field.ty);
        property.insert("name".to_owned(), json!(field.name));
        match field.presence {
            Presence::Required => {}
            Presence::Optional => {
                property.insert("optional".to_owned(), json!(true));
            }
            Presence::Nullable | Presence::OmitEmpty | Presence::OmitNull | Presence::Patch => {
                panic!("{} is {}", field.name, field.presence.name())
            }
        }
        let mut text = field.docs.text.clone();
        if field.ty == Type::Scalar(Scalar::Bytes) && !text.is_empty() {
            text = format!("{text} {BINARY}");
        }
        describe(&mut property, &text, &field.docs);
        Value::Object(property)
    }

    fn ty(&self, domain: &str, ty: &Type) -> Map<String, Value> {
        let ty = match ty {
            Type::Scalar(Scalar::String | Scalar::Bytes) => json!({ "type": "string" }),
            Type::Scalar(Scalar::Bool) => json!({ "type": "boolean" }),
            Type::Scalar(Scalar::Int) => json!({ "type": "integer" }),
            Type::Scalar(Scalar::Float64) => json!({ "type": "number" }),
            Type::Any => json!({ "type": "any" }),
            Type::Map(..) => json!({ "type": "object" }),
            Type::List(item) => json!({ "type": "array", "items": self.ty(domain, item) }),
            Type::Named(id) => return self.named(domain, *id),
            Type::Scalar(_)
            | Type::Tuple(_)
            | Type::Nullable(_)
            | Type::Constant(_)
            | Type::Null => panic!("the description has no type {ty:?}"),
        };
        object(ty)
    }

    fn named(&self, domain: &str, id: TypeId) -> Map<String, Value> {
        let def = self.model.ty(id);
        if self.roles.of(id) == Role::InPlace {
            return values(def);
        }
        let topic = &self.model.protocol.topics[&def.topic];
        let owner = topic.title.as_deref().unwrap();
        let id = id_in(owner, def);
        let reference = match owner == domain {
            true => id.to_owned(),
            false => format!("{owner}.{id}"),
        };
        object(json!({ "$ref": reference }))
    }
}

/// The name of a type in its domain.
fn id_in<'a>(domain: &str, def: &'a TypeDef) -> &'a str {
    def.name
        .strip_prefix(domain)
        .expect("the name begins with the domain")
}

fn values(def: &TypeDef) -> Map<String, Value> {
    let texts = def.values().iter().map(|value| match &value.value {
        WireValue::Text(text) => text,
        WireValue::Int(number) => panic!("{number} is no text"),
    });
    let values: Vec<_> = texts.collect();
    object(json!({ "type": "string", "enum": values }))
}

fn describe(part: &mut Map<String, Value>, text: &str, docs: &Docs) {
    if !text.is_empty() {
        part.insert("description".to_owned(), json!(text));
    }
    if docs.deprecated.is_some() {
        part.insert("deprecated".to_owned(), json!(true));
    }
    if docs.experimental {
        part.insert("experimental".to_owned(), json!(true));
    }
}

/// A text without its last paragraph, if that is a note of this beginning, and what the note says.
fn without_note<'a>(text: &'a str, beginning: &str) -> (&'a str, Option<&'a str>) {
    let (rest, last) = text.rsplit_once("\n\n").unwrap_or(("", text));
    let note = last.strip_prefix(beginning);
    match note.and_then(|note| note.strip_suffix('.')) {
        Some(note) => (rest, Some(note)),
        None => (text, None),
    }
}

fn insert_list(owner: &mut Map<String, Value>, key: &str, list: Vec<Value>) {
    if !list.is_empty() {
        owner.insert(key.to_owned(), Value::Array(list));
    }
}

fn object(value: Value) -> Map<String, Value> {
    let Value::Object(object) = value else {
        panic!("{value} is no object")
    };
    object
}
