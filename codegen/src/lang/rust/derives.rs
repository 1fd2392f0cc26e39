//! Types with the derives of `tdproto-macros` in place of explicit code. The attributes above each
//! part make it describe itself exactly as its schema file does.

use tdproto_schema::Model;
use tdproto_schema::model::{
    Access, Bounds, Constant, DefaultValue, Docs, Entity, Enum, EnumBase, EnumValue, Event, Field,
    Presence, Scalar, Type, TypeDef, Union, UnionForm, Variant, WireValue,
};

use crate::text::Writer;

/// Collects the keys of one `#[proto(…)]`.
#[derive(Default)]
struct Proto {
    keys: Vec<String>,
}

impl Proto {
    fn word(&mut self, word: &str, is_set: bool) {
        if is_set {
            self.keys.push(word.to_owned());
        }
    }

    fn text(&mut self, key: &str, text: &str) {
        self.keys.push(format!("{key} = {text:?}"));
    }

    fn presence(&mut self, presence: Presence) {
        let flags: &[&str] = match presence {
            Presence::Required => &[],
            Presence::Nullable => &["nullable"],
            Presence::OmitEmpty => &["omitempty"],
            Presence::OmitNull => &["nullable", "omitempty"],
            Presence::Optional => &["optional"],
            Presence::Patch => &["optional", "nullable"],
        };
        for flag in flags {
            self.word(flag, true);
        }
    }

    fn bounds(&mut self, bounds: &Bounds) {
        for (key, bound) in [("min", bounds.min), ("max", bounds.max)] {
            if let Some(bound) = bound {
                self.keys.push(format!("{key} = {bound}"));
            }
        }
    }

    fn docs(&mut self, docs: &Docs) {
        self.text("doc", &docs.text);
        if let Some(since) = &docs.since {
            self.text("since", since);
        }
        if let Some(deprecated) = &docs.deprecated {
            let note = &deprecated.note;
            self.keys.push(match &deprecated.since {
                Some(since) => format!("deprecated(since = {since:?}, note = {note:?})"),
                None => format!("deprecated = {note:?}"),
            });
        }
        self.word("experimental", docs.experimental);
    }

    fn write(self, w: &mut Writer) {
        w.line(format!("#[proto({})]", self.keys.join(", ")));
    }
}

fn of_type(def: &TypeDef) -> Proto {
    let mut proto = Proto::default();
    proto.text("name", &def.name);
    proto.text("topic", &def.topic);
    proto.docs(&def.docs);
    proto
}

/// Writes the attributes above the struct of an entity.
pub(super) fn entity(w: &mut Writer, model: &Model, def: &TypeDef, entity: &Entity, deny: bool) {
    w.line("#[derive(::tdproto_macros::Entity)]");
    let mut proto = of_type(def);
    if let Some(direction) = entity.direction {
        proto.text("direction", direction.name());
    }
    let names: Vec<_> = entity
        .includes
        .iter()
        .map(|id| model.ty(*id).name.as_str())
        .collect();
    proto.word(
        &format!("includes({})", names.join(", ")),
        !names.is_empty(),
    );
    proto.word("deny_unknown", deny);
    proto.write(w);
}

/// Writes the attributes above a field; `is_needed`: its type has no empty value.
pub(super) fn field(
    w: &mut Writer,
    model: &Model,
    entity: &Entity,
    field: &Field,
    is_needed: bool,
) {
    let mut proto = Proto::default();
    proto.text("rename", &field.name);
    match &field.ty {
        Type::Constant(constant) => proto.word(&format!("const = {}", literal(constant)), true),
        ty @ (Type::Scalar(_)
        | Type::Named(_)
        | Type::List(_)
        | Type::Map(..)
        | Type::Tuple(_)
        | Type::Nullable(_)
        | Type::Null
        | Type::Any) => proto.text("type", &model.type_text(ty)),
    }
    proto.word("override", field.overrides.is_some());
    proto.word("readonly", field.access == Access::ReadOnly);
    proto.presence(field.presence);
    proto.word("allow_empty", field.allow_empty);
    proto.bounds(&field.bounds);
    if let Some(default) = &field.default {
        proto.keys.push(match default {
            DefaultValue::Text(text) => format!("default = {text:?}"),
            DefaultValue::Number(_)
            | DefaultValue::Bool(_)
            | DefaultValue::EmptyList
            | DefaultValue::EmptyMap => format!("default = {default}"),
        });
    }
    if let Some(when) = &field.when {
        let sibling = &entity.fields[when.field].name;
        proto.word(&format!("when({sibling:?} = {:?})", when.values), true);
    }
    if let Some(name) = &field.code_name {
        proto.text("code_name", name);
    }
    proto.word("needed", is_needed);
    proto.word("included", field.included_from.is_some());
    proto.docs(&field.docs);
    proto.write(w);
}

/// The only value of a field, as an attribute has it.
fn literal(constant: &Constant) -> String {
    match constant {
        Constant::Text(text) => format!("{text:?}"),
        Constant::Int(number) => number.to_string(),
        Constant::Bool(is_true) => is_true.to_string(),
    }
}

/// Writes the attributes above an enum.
pub(super) fn enumeration(w: &mut Writer, def: &TypeDef, found: &Enum) {
    w.line("#[derive(::tdproto_macros::WireEnum)]");
    let mut proto = of_type(def);
    match found.base {
        EnumBase::Text => {}
        EnumBase::Int => proto.text("base", "int"),
    }
    // The first value is the empty one by default.
    if let Some(empty) = found.empty_value().filter(|_| found.empty != 0) {
        proto.text("empty", &empty.name);
    }
    proto.write(w);
}

/// Writes the attributes above a variant of an enum.
pub(super) fn value(w: &mut Writer, value: &EnumValue) {
    let mut proto = Proto::default();
    proto.text("name", &value.name);
    match &value.value {
        WireValue::Text(text) => proto.text("rename", text),
        WireValue::Int(number) => proto.word(&format!("value = {number}"), true),
    }
    proto.docs(&value.docs);
    proto.write(w);
}

/// Writes the attributes above the enum of a union.
pub(super) fn union(w: &mut Writer, def: &TypeDef, union: &Union, deny: bool) {
    w.line("#[derive(::tdproto_macros::Union)]");
    let mut proto = of_type(def);
    if let Some(direction) = union.direction {
        proto.text("direction", direction.name());
    }
    match &union.form {
        UnionForm::Tag(tag) => {
            proto.text("tag", &tag.key);
            match tag.base {
                EnumBase::Text => {}
                EnumBase::Int => proto.text("base", "int"),
            }
            if let Some(content) = &tag.content {
                proto.text("content", content);
            }
        }
        UnionForm::Key => proto.text("form", "key"),
        UnionForm::Kind => proto.text("form", "kind"),
    }
    proto.word("deny_unknown", deny);
    proto.write(w);
}

/// Writes the attributes above a variant of a union, with flags that are no part of the schema.
pub(super) fn variant(
    w: &mut Writer,
    model: &Model,
    union: &Union,
    variant: &Variant,
    flags: [(&str, bool); 2],
) {
    let mut proto = Proto::default();
    proto.text("name", &variant.name);
    match (&union.form, &variant.value) {
        (UnionForm::Tag(_) | UnionForm::Key, None) => proto.word("absent", true),
        (_, Some(WireValue::Text(text))) => proto.text("rename", text),
        (_, Some(WireValue::Int(number))) => proto.word(&format!("value = {number}"), true),
        (UnionForm::Kind, None) => {}
    }
    if let Some(ty) = &variant.ty {
        proto.text("type", &model.type_text(ty));
    }
    for (flag, is_set) in flags {
        proto.word(flag, is_set);
    }
    proto.docs(&variant.docs);
    proto.write(w);
}

/// Writes the attributes above the newtype of a scalar.
pub(super) fn scalar(w: &mut Writer, def: &TypeDef, base: Scalar) {
    w.line("#[derive(::tdproto_macros::Scalar)]");
    let mut proto = of_type(def);
    proto.text("base", base.name());
    proto.word("allow_empty", def.allow_empty);
    proto.bounds(&def.constraints.bounds);
    if let Some(pattern) = &def.constraints.pattern {
        proto.text("pattern", pattern);
    }
    if let Some(format) = def.constraints.format {
        proto.text("format", format.name());
    }
    for prefix in &def.prefixes {
        let (text, name, doc) = (&prefix.text, &prefix.name, &prefix.doc);
        proto.word(
            &format!("prefix({text:?}, name = {name:?}, doc = {doc:?})"),
            true,
        );
    }
    proto.write(w);
}

/// Writes the attributes above the events of a direction.
pub(super) fn events(w: &mut Writer, model: &Model, direction: &str) {
    let envelope = &model.protocol.envelope;
    let id = envelope.id.as_deref().unwrap_or_default();
    let mut proto = Proto::default();
    proto.text("direction", direction);
    proto.word(
        &format!("keys({:?}, {id:?}, {:?})", envelope.event, envelope.params),
        true,
    );
    w.line("#[derive(::tdproto_macros::Event)]");
    proto.write(w);
}

/// Writes the attributes above the variant of an event; `is_whole`: its params have no empty value.
pub(super) fn event(w: &mut Writer, model: &Model, event: &Event, is_whole: bool) {
    let mut proto = Proto::default();
    proto.text("event", &event.name);
    proto.text("topic", &event.topic);
    if let Some(params) = &event.params {
        proto.text("params", &model.type_text(&params.ty));
        proto.presence(params.presence);
    }
    proto.word("needed", is_whole);
    if let Some(name) = &event.code_name {
        proto.text("code_name", name);
    }
    proto.docs(&event.docs);
    proto.write(w);
}
