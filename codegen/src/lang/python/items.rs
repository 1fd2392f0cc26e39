//! Declared types: a dataclass an entity, classes for enums, and names for the rest.

use tdproto_schema::model::{
    DefaultValue, Entity, Enum, EnumBase, Field, JsonScalar, Number, Openness, Scalar, Type,
    TypeId, TypeKind, Union, UnionForm, Variant,
};

use super::docs::{Doc, string};
use super::idents::Idents;
use super::lines::{apart, assigned, either, plain_assignment, quoted, tuple};
use super::types::{Scope, constant_literal, is_fixed, plain, wire_literal};
use crate::lang::{
    bounds_note, default_note, entity_notes, field_notes, input_note, lifecycle_notes,
    scalar_notes, type_notes,
};
use crate::options::UnknownFields;
use crate::text::Writer;
use crate::views::View;

/// Writes a declared type, and its input view if that differs.
pub(super) fn write(w: &mut Writer, scope: &mut Scope<'_>, idents: &Idents, id: TypeId) {
    let input = scope.input;
    let def = input.model.ty(id);
    let views: &[View] = match input.views.differs(id) {
        true => &[View::Whole, View::Input],
        false => &[View::Whole],
    };
    for view in views {
        match &def.kind {
            TypeKind::Entity(entity) => self::entity(w, scope, id, entity, *view),
            TypeKind::Union(union) => self::union(w, scope, idents, id, union, *view),
            TypeKind::Alias(target) => alias(w, scope, id, target, *view),
            TypeKind::Enum(listing) => enumeration(w, scope, id, listing),
            TypeKind::Scalar(base) => scalar(w, scope, id, *base),
        }
    }
}

/// The docs of a declared type in a view.
fn docs(scope: &Scope<'_>, id: TypeId, view: View, notes: &[String]) -> Doc {
    let input = scope.input;
    let def = input.model.ty(id);
    match view {
        View::Whole => Doc::of(&def.docs, notes),
        View::Input => Doc::new(&input_note(&format!("``{}``", input.names.ty(id)))),
    }
}

fn entity(w: &mut Writer, scope: &mut Scope<'_>, id: TypeId, entity: &Entity, view: View) {
    let input = scope.input;
    scope.import("dataclasses", "dataclass");
    scope.import("._runtime.values", "Entity");
    let name = input.names.in_view(id, view).to_owned();
    apart(w);
    w.line("@dataclass(frozen=True, slots=True, kw_only=True)");
    let doc = docs(scope, id, view, &entity_notes(input, id));
    let since = input.model.ty(id).docs.since.clone();
    w.block(format!("class {name}(Entity):"), "\u{1}", |w| {
        let mut is_empty = doc.is_empty();
        doc.write(w);
        if !doc.is_empty() {
            w.blank();
        }
        for (at, field) in view.fields(entity) {
            is_empty = false;
            let attribute = input.names.field(id, at);
            self::field(w, scope, entity, field, (attribute, view, since.as_deref()));
        }
        for (at, field) in view.fields(entity) {
            is_empty &= field.default.is_none();
            default(w, scope, field, input.names.field(id, at));
        }
        if input.options.unknown_fields == UnknownFields::Keep {
            scope.import("collections.abc", "Mapping");
            scope.import("dataclasses", "field");
            scope.import("typing", "Any");
            scope.import("._runtime.values", "no_entries");
            w.line("unknown_fields: Mapping[str, Any] = field(default_factory=no_entries)");
            w.line("\"\"\"Keys that the schema does not have, with their values.\"\"\"");
            is_empty = false;
        }
        if view == View::Whole && input.views.differs(id) {
            to_input(w, scope, id);
            is_empty = false;
        }
        if is_empty {
            w.line("pass");
        }
    });
}

/// Writes the constant that is the default of a field, if it has one.
fn default(w: &mut Writer, scope: &mut Scope<'_>, field: &Field, attribute: &str) {
    let Some(default) = &field.default else {
        return;
    };
    let is_float = match scope.input.model.wire_scalar(&field.ty) {
        Some(scalar) => scalar.json() == JsonScalar::Number,
        None => false,
    };
    let (annotation, value) = match default {
        DefaultValue::Text(text) => ("str", string(text)),
        DefaultValue::Bool(true) => ("bool", "True".to_owned()),
        DefaultValue::Bool(false) => ("bool", "False".to_owned()),
        DefaultValue::Number(number) if is_float => ("float", float(*number)),
        DefaultValue::Number(number) => ("int", number.to_string()),
        DefaultValue::EmptyList => ("tuple[()]", "()".to_owned()),
        DefaultValue::EmptyMap => {
            scope.import("collections.abc", "Mapping");
            scope.import("typing", "Any");
            ("Mapping[str, Any]", "{}".to_owned())
        }
    };
    scope.import("typing", "ClassVar");
    let name = format!("DEFAULT_{}", attribute.trim_end_matches('_').to_uppercase());
    assigned(w, &name, &format!("ClassVar[{annotation}]"), Some(&value));
    Doc::new(&format!("The default of ``{attribute}``.")).write(w);
}

/// A number as Python writes a float.
fn float(number: Number) -> String {
    match number {
        Number::Int(number) => format!("{number}.0"),
        Number::Float(_) => number.to_string(),
    }
}

/// The method that makes a client's view of an entity.
fn to_input(w: &mut Writer, scope: &mut Scope<'_>, id: TypeId) {
    let name = scope.input.names.input(id).to_owned();
    scope.import("._runtime.views", "input_of");
    w.blank();
    w.block(format!("def to_input(self) -> {name}:"), "\u{1}", |w| {
        Doc::new("Returns the object without what only the server sets.").write(w);
        w.line(format!("return input_of(self, {name})"));
    });
}

fn field(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    entity: &Entity,
    field: &Field,
    (name, view, since): (&str, View, Option<&str>),
) {
    if is_fixed(field) {
        scope.import("typing", "ClassVar");
        let annotation = scope.annotation(&field.ty, view);
        let value = field
            .ty
            .constant()
            .map_or("None".to_owned(), constant_literal);
        assigned(w, name, &format!("ClassVar[{annotation}]"), Some(&value));
    } else {
        let (annotation, default) = scope.attribute(&field.ty, field.presence, view);
        assigned(w, name, &annotation, default.as_deref());
    }
    let mut notes = field_notes(entity, field, since);
    notes.extend(bounds_note(scope.input.model, field));
    notes.extend(default_note(field));
    if let Some(constant) = field.ty.constant().filter(|_| !is_fixed(field)) {
        notes.push(format!(
            "True if the key is there: its value is {constant}."
        ));
    }
    Doc::of(&field.docs, &notes).write(w);
}

fn alias(w: &mut Writer, scope: &mut Scope<'_>, id: TypeId, target: &Type, view: View) {
    scope.import("typing", "TypeAlias");
    let name = scope.input.names.in_view(id, view).to_owned();
    let text = scope.annotation(target, view);
    w.blank();
    quoted(w, &name, &text);
    docs(scope, id, view, &type_notes(scope.input, id)).write(w);
}

fn scalar(w: &mut Writer, scope: &mut Scope<'_>, id: TypeId, base: Scalar) {
    let input = scope.input;
    let name = input.names.ty(id).to_owned();
    let def = input.model.ty(id);
    w.blank();
    let python = plain(base);
    if python == "bool" {
        scope.import("typing", "TypeAlias");
        w.line(format!("{name}: TypeAlias = bool"));
    } else {
        scope.import("typing", "NewType");
        let line = format!("{name} = NewType(\"{name}\", {python})");
        w.line(line);
    }
    let mut doc = docs(scope, id, View::Whole, &scalar_notes(input, id, base));
    if !def.prefixes.is_empty() {
        let lines = def.prefixes.iter().map(|prefix| {
            let about = prefix.doc.split_whitespace().collect::<Vec<_>>().join(" ");
            let about = if about.is_empty() {
                about
            } else {
                format!(": {about}")
            };
            format!("- `{}` {}{about}", prefix.text, prefix.name)
        });
        let lines: Vec<String> = lines.collect();
        doc.add(&format!("Prefixes:\n\n{}", lines.join("\n")));
    }
    doc.write(w);
}

fn enumeration(w: &mut Writer, scope: &mut Scope<'_>, id: TypeId, listing: &Enum) {
    let input = scope.input;
    let name = input.names.ty(id).to_owned();
    let base = match listing.base {
        EnumBase::Text => "str",
        EnumBase::Int => "int",
    };
    let doc = docs(scope, id, View::Whole, &type_notes(input, id));
    let since = input.model.ty(id).docs.since.clone();
    let is_open = listing.openness == Openness::Open;
    let parents = match is_open {
        true => base.to_owned(),
        false => {
            scope.import("enum", "Enum");
            format!("{base}, Enum")
        }
    };
    apart(w);
    w.block(format!("class {name}({parents}):"), "\u{1}", |w| {
        doc.write(w);
        if !doc.is_empty() {
            w.blank();
        }
        if is_open {
            scope.import("typing", "ClassVar");
            w.line("__slots__ = ()");
            w.blank();
        }
        for (at, value) in listing.values.iter().enumerate() {
            let ident = input.names.value(id, at);
            match is_open {
                true => w.line(format!("{ident}: ClassVar[{name}]")),
                false => w.line(format!("{ident} = {}", wire_literal(&value.value))),
            }
            let notes = lifecycle_notes(&value.docs, since.as_deref());
            Doc::of(&value.docs, &notes).write(w);
        }
        if is_open {
            w.line(format!("VALUES: ClassVar[tuple[{name}, ...]]"));
            Doc::new("The values of this version; others are possible.").write(w);
        } else if listing.values.is_empty() && doc.is_empty() {
            w.line("pass");
        }
    });
    if is_open {
        w.blank();
        w.line("\u{2}");
        for (at, value) in listing.values.iter().enumerate() {
            let ident = input.names.value(id, at);
            let call = format!("{name}({})", wire_literal(&value.value));
            plain_assignment(w, &format!("{name}.{ident}"), &call);
        }
        let values: Vec<String> = (0..listing.values.len())
            .map(|at| format!("{name}.{}", input.names.value(id, at)))
            .collect();
        tuple(w, &format!("{name}.VALUES"), &values);
    }
}

fn union(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    idents: &Idents,
    id: TypeId,
    union: &Union,
    view: View,
) {
    let input = scope.input;
    scope.import("typing", "TypeAlias");
    let name = input.names.in_view(id, view).to_owned();
    let doc = docs(scope, id, view, &type_notes(input, id));
    if union.form == UnionForm::Kind {
        let variants = union.variants.iter();
        let types = variants.filter_map(|variant| variant.ty.as_ref());
        let mut parts: Vec<String> = types.map(|ty| scope.annotation(ty, view)).collect();
        parts.dedup();
        w.blank();
        quoted(w, &name, &parts.join(" | "));
        doc.write(w);
        return;
    }
    let mut classes = Vec::new();
    for (at, variant) in union.variants.iter().enumerate() {
        let class = idents.variant(input, id, view, at).to_owned();
        self::variant(w, scope, (union, variant), &class, view);
        classes.push(class);
    }
    if union.openness == Openness::Open {
        scope.import("._runtime.values", "UnknownVariant");
        classes.push("UnknownVariant".to_owned());
    }
    w.blank();
    w.line("\u{2}");
    either(w, &name, &classes);
    doc.write(w);
}

/// Writes the class around a variant.
fn variant(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    (union, variant): (&Union, &Variant),
    class: &str,
    view: View,
) {
    scope.import("dataclasses", "dataclass");
    apart(w);
    w.line("@dataclass(frozen=True, slots=True)");
    let mut notes = lifecycle_notes(&variant.docs, None);
    notes.push(match (&union.form, &variant.value) {
        (UnionForm::Tag(tag), Some(value)) => {
            format!(
                "The object whose `{}` is `{}`.",
                tag.key,
                wire_literal(value)
            )
        }
        (UnionForm::Tag(tag), None) => format!("The object without `{}`.", tag.key),
        (UnionForm::Key | UnionForm::Kind, Some(value)) => {
            format!("The object that has the key `{}`.", wire_literal(value))
        }
        (UnionForm::Key | UnionForm::Kind, None) => "The object without the keys.".to_owned(),
    });
    w.block(format!("class {class}:"), "\u{1}", |w| {
        Doc::of(&variant.docs, &notes).write(w);
        if let Some(ty) = &variant.ty {
            let annotation = scope.annotation(ty, view);
            w.blank();
            assigned(w, "value", &annotation, None);
        }
    });
}
