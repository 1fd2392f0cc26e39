//! Uses of types: as annotations, and as expressions of tables.

use std::collections::{BTreeMap, BTreeSet};

use tdproto_schema::model::{
    Constant, Field, JsonScalar, Openness, Presence, Scalar, Type, TypeId, TypeKind, WireValue,
    needed_items,
};

use super::docs::string;
use super::sorted;
use crate::lang::Input;
use crate::views::View;

/// What a module refers to.
pub(super) struct Scope<'a> {
    pub(super) input: &'a Input<'a>,
    /// The module itself.
    module: String,
    /// Names of other modules of the package that only annotations need.
    annotated: BTreeMap<String, BTreeSet<String>>,
    /// The same of types that are written as texts.
    quoted: BTreeMap<String, BTreeSet<String>>,
    /// Names by the modules of the runtime and of the standard library.
    imported: BTreeMap<&'static str, BTreeSet<&'static str>>,
    /// The types of which the module has a constant for the empty value, with that.
    empties: BTreeMap<String, &'static str>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(input: &'a Input<'a>, module: &str) -> Self {
        Self {
            input,
            module: module.to_owned(),
            annotated: BTreeMap::new(),
            quoted: BTreeMap::new(),
            imported: BTreeMap::new(),
            empties: BTreeMap::new(),
        }
    }

    /// Imports a name of the standard library or of the runtime.
    pub(super) fn import(&mut self, module: &'static str, name: &'static str) {
        self.imported.entry(module).or_default().insert(name);
    }

    /// The name of a declared type in a view.
    pub(super) fn named(&mut self, id: TypeId, view: View) -> String {
        let input = self.input;
        let name = input.names.in_view(id, view).to_owned();
        let module = input.names.topic(&input.model.ty(id).topic);
        if module != self.module {
            self.of_module(module, &name);
        }
        name
    }

    /// The annotation of a type.
    pub(super) fn annotation(&mut self, ty: &Type, view: View) -> String {
        match ty {
            Type::Scalar(scalar) => plain(*scalar).to_owned(),
            Type::Named(id) => self.named(*id, view),
            Type::List(item) => format!("tuple[{}, ...]", self.annotation(item, view)),
            Type::Map(key, item) => {
                self.import("collections.abc", "Mapping");
                let key = self.annotation(key, view);
                format!("Mapping[{key}, {}]", self.annotation(item, view))
            }
            Type::Tuple(items) if items.is_empty() => "tuple[()]".to_owned(),
            Type::Tuple(items) => {
                let items: Vec<_> = items.iter().map(|ty| self.annotation(ty, view)).collect();
                format!("tuple[{}]", items.join(", "))
            }
            Type::Nullable(item) => or_none(self.annotation(item, view)),
            Type::Constant(constant) => {
                self.import("typing", "Literal");
                format!("Literal[{}]", constant_literal(constant))
            }
            Type::Null => "None".to_owned(),
            Type::Any => {
                self.import("typing", "Any");
                "Any".to_owned()
            }
        }
    }

    /// The annotation of an attribute, and its default if it has one.
    pub(super) fn attribute(
        &mut self,
        ty: &Type,
        presence: Presence,
        view: View,
    ) -> (String, Option<String>) {
        if ty.constant().is_some() {
            return ("bool".to_owned(), Some("False".to_owned()));
        }
        let annotation = self.annotation(ty, view);
        match presence {
            Presence::Required => (annotation, None),
            Presence::Nullable => (or_none(annotation), None),
            Presence::OmitEmpty => match self.empty(ty, view) {
                Some(empty) => (annotation, Some(empty)),
                None => (or_none(annotation), Some("None".to_owned())),
            },
            Presence::OmitNull | Presence::Optional => {
                (or_none(annotation), Some("None".to_owned()))
            }
            Presence::Patch => {
                self.import("._runtime.values", "UNSET");
                self.import("._runtime.values", "Unset");
                let annotation = or_none(annotation);
                let annotation = match annotation.as_str() {
                    "Any" => annotation,
                    _ => format!("{annotation} | Unset"),
                };
                (annotation, Some("UNSET".to_owned()))
            }
        }
    }

    /// The empty value of a type that a sender leaves out, if it has one.
    fn empty(&mut self, ty: &Type, view: View) -> Option<String> {
        let model = self.input.model;
        match model.unaliased(ty) {
            Type::Scalar(scalar) => Some(empty_scalar(*scalar).to_owned()),
            Type::List(_) => Some("()".to_owned()),
            Type::Map(..) => {
                self.import("dataclasses", "field");
                self.import("._runtime.values", "no_entries");
                Some("field(default_factory=no_entries)".to_owned())
            }
            Type::Named(id) => {
                let def = model.ty(*id);
                let base = match &def.kind {
                    TypeKind::Scalar(base) => *base,
                    TypeKind::Enum(listing) if listing.openness == Openness::Open => {
                        listing.base.scalar()
                    }
                    TypeKind::Enum(_)
                    | TypeKind::Entity(_)
                    | TypeKind::Union(_)
                    | TypeKind::Alias(_) => return None,
                };
                let empty = empty_scalar(base);
                if base == Scalar::Bool {
                    return Some(empty.to_owned());
                }
                self.import("typing", "Final");
                self.import("typing", "cast");
                let name = self.named(*id, view);
                self.empties.insert(name.clone(), empty);
                Some(format!("_NO_{name}"))
            }
            Type::Tuple(_) | Type::Nullable(_) | Type::Constant(_) | Type::Null | Type::Any => None,
        }
    }

    /// The import statements, with an empty line between groups.
    pub(super) fn imports(&self) -> Vec<Vec<String>> {
        let group = |is_own: bool| {
            let modules = self.imported.iter();
            let modules = modules.filter(|(module, _)| module.starts_with('.') == is_own);
            let mut lines = Vec::new();
            for (module, names) in modules {
                lines.extend(import(module, names.iter().copied(), 0));
            }
            lines
        };
        vec![group(false), group(true)]
    }

    /// Imports a name of another module of the package, for annotations.
    pub(super) fn of_module(&mut self, module: &str, name: &str) {
        let names = self.annotated.entry(module.to_owned()).or_default();
        names.insert(name.to_owned());
    }

    /// The constants for empty values.
    pub(super) fn constants(&self) -> Vec<String> {
        let empties = self.empties.iter();
        empties
            .map(|(name, empty)| format!("_NO_{name}: Final = cast(\"{name}\", {empty})"))
            .collect()
    }

    /// The imports that only annotations need.
    pub(super) fn for_annotations(&self) -> Vec<String> {
        let mut modules: Vec<&String> = self.annotated.keys().chain(self.quoted.keys()).collect();
        modules.sort_by(|a, b| sorted::module(a, b));
        modules.dedup();
        let none = BTreeSet::new();
        let mut lines = Vec::new();
        for module in modules {
            let names = self.annotated.get(module).unwrap_or(&none);
            let quoted = self.quoted.get(module).unwrap_or(&none);
            let unseen: BTreeSet<&str> = quoted.difference(names).map(String::as_str).collect();
            let all = names
                .iter()
                .map(String::as_str)
                .chain(unseen.iter().copied());
            if unseen.is_empty() {
                lines.extend(import(&format!(".{module}"), all, 4));
                continue;
            }
            // `ruff` does not look into texts outside annotations.
            let mut all: Vec<&str> = all.collect();
            sorted::imported(&mut all);
            lines.push(format!("from .{module} import ("));
            lines.extend(all.iter().map(|name| match unseen.contains(name) {
                true => format!("    {name},  # noqa: F401"),
                false => format!("    {name},"),
            }));
            lines.push(")".to_owned());
        }
        lines
    }

    /// Collects the names of other modules in types that are written as texts outside annotations.
    pub(super) fn in_text<T>(&mut self, types: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::take(&mut self.annotated);
        let result = types(self);
        for (module, names) in std::mem::replace(&mut self.annotated, before) {
            self.quoted.entry(module).or_default().extend(names);
        }
        result
    }

    /// Makes sure that annotations of other modules can be imported.
    pub(super) fn settle(&mut self) {
        if !self.annotated.is_empty() || !self.quoted.is_empty() {
            self.import("typing", "TYPE_CHECKING");
        }
    }
}

/// An import statement: on one line if it fits.
pub(super) fn import<'n>(
    module: &str,
    names: impl Iterator<Item = &'n str>,
    indent: usize,
) -> Vec<String> {
    let mut names: Vec<&str> = names.collect();
    sorted::imported(&mut names);
    let line = format!("from {module} import {}", names.join(", "));
    if line.chars().count() + indent <= super::WIDTH {
        return vec![line];
    }
    let mut lines = vec![format!("from {module} import (")];
    lines.extend(names.iter().map(|name| format!("    {name},")));
    lines.push(")".to_owned());
    lines
}

/// A type, or nothing.
pub(super) fn or_none(annotation: String) -> String {
    match annotation.as_str() {
        "Any" | "None" => annotation,
        text if text.ends_with(" | None") => annotation,
        _ => format!("{annotation} | None"),
    }
}

/// The type of a built-in scalar.
pub(super) fn plain(scalar: Scalar) -> &'static str {
    match scalar.json() {
        JsonScalar::Text => "str",
        JsonScalar::Base64 => "bytes",
        JsonScalar::Bool => "bool",
        JsonScalar::Integer { .. } => "int",
        JsonScalar::Number => "float",
    }
}

fn empty_scalar(scalar: Scalar) -> &'static str {
    match scalar.json() {
        JsonScalar::Text => "\"\"",
        JsonScalar::Base64 => "b\"\"",
        JsonScalar::Bool => "False",
        JsonScalar::Integer { .. } => "0",
        JsonScalar::Number => "0.0",
    }
}

/// A constant as a literal.
pub(super) fn constant_literal(constant: &Constant) -> String {
    match constant {
        Constant::Text(text) => string(text),
        Constant::Int(number) => number.to_string(),
        Constant::Bool(true) => "True".to_owned(),
        Constant::Bool(false) => "False".to_owned(),
    }
}

/// A value of an enum or of a tag as a literal.
pub(super) fn wire_literal(value: &WireValue) -> String {
    match value {
        WireValue::Text(text) => string(text),
        WireValue::Int(number) => number.to_string(),
    }
}

/// The name of a built-in scalar in tables.
pub(super) fn table_scalar(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::String | Scalar::Datetime => "STRING",
        Scalar::Bool => "BOOL",
        Scalar::Int => "INT",
        Scalar::Int8 => "INT8",
        Scalar::Int16 => "INT16",
        Scalar::Int32 => "INT32",
        Scalar::Int64 => "INT64",
        Scalar::Uint => "UINT",
        Scalar::Uint8 => "UINT8",
        Scalar::Uint16 => "UINT16",
        Scalar::Uint32 => "UINT32",
        Scalar::Uint64 => "UINT64",
        Scalar::Float32 => "FLOAT32",
        Scalar::Float64 => "FLOAT64",
        Scalar::Bytes => "BYTES",
    }
}

/// A type as an expression of a table.
pub(super) fn table_type(input: &Input<'_>, ty: &Type, view: View) -> String {
    let of = |ty: &Type| table_type(input, ty, view);
    match input.model.unaliased(ty) {
        Type::Scalar(scalar) => format!("t.{}", table_scalar(*scalar)),
        Type::Named(id) => match &input.model.ty(*id).kind {
            TypeKind::Scalar(base) => format!("t.{}", table_scalar(*base)),
            TypeKind::Entity(_) | TypeKind::Union(_) | TypeKind::Enum(_) | TypeKind::Alias(_) => {
                format!("t.Ref(\"{}\")", input.names.in_view(*id, view))
            }
        },
        Type::List(item) => format!("t.Seq({})", of(item)),
        Type::Map(key, item) => format!("t.Map({}, {})", of(key), of(item)),
        Type::Tuple(items) => {
            let parts = std::iter::once(needed_items(items).to_string());
            let parts: Vec<_> = parts.chain(items.iter().map(of)).collect();
            format!("t.tup({})", parts.join(", "))
        }
        Type::Nullable(item) => format!("t.OrNull({})", of(item)),
        Type::Constant(constant) => format!("t.Const({})", constant_literal(constant)),
        Type::Null => "t.NULL".to_owned(),
        Type::Any => "t.ANY".to_owned(),
    }
}

/// The name of a presence in tables.
pub(super) fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "t.REQUIRED",
        Presence::Nullable => "t.NULLABLE",
        Presence::OmitEmpty => "t.OMIT_EMPTY",
        Presence::OmitNull => "t.OMIT_NULL",
        Presence::Optional => "t.OPTIONAL",
        Presence::Patch => "t.PATCH",
    }
}

/// Returns true if there is only one value, so that there is no attribute to set.
pub(super) fn is_fixed(field: &Field) -> bool {
    let has_one = field.ty.constant().is_some() || field.ty == Type::Null;
    has_one && field.presence == Presence::Required
}
