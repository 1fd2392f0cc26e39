//! Uses of types, and the imports they need.

use std::collections::{BTreeMap, BTreeSet};

use tdproto_schema::model::{Params, Presence, Scalar, Type, TypeId, needed_items};

use super::WIRE;
use super::literal::constant;
use crate::banner::banner;
use crate::lang::Input;
use crate::options::{Int64, UnknownFields};
use crate::text::Writer;
use crate::views::View;

/// The line length that the output is laid out for.
pub(super) const WIDTH: usize = 100;

/// A file while it is written: the names it may use, and the imports they need.
pub(super) struct Scope<'a> {
    pub(super) input: Input<'a>,
    stem: &'a str,
    imports: BTreeMap<&'a str, BTreeSet<Import<'a>>>,
    table: bool,
    checks: bool,
}

/// A name from another file: a value comes before the types.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Import<'a> {
    Value(String),
    Type(&'a str),
}

impl<'a> Scope<'a> {
    /// The file of this stem, below `src/`.
    pub(super) fn new(input: &Input<'a>, stem: &'a str) -> Self {
        Self {
            input: *input,
            stem,
            imports: BTreeMap::new(),
            table: false,
            checks: false,
        }
    }

    /// A type, as one writes it after a colon.
    pub(super) fn ty(&mut self, ty: &Type, view: View) -> String {
        match ty {
            Type::Scalar(scalar) => self.scalar(*scalar).to_owned(),
            Type::Named(id) => self.named(*id, view).to_owned(),
            Type::List(item) => match &**item {
                Type::Nullable(_) => format!("({})[]", self.ty(item, view)),
                Type::Scalar(_)
                | Type::Named(_)
                | Type::List(_)
                | Type::Map(..)
                | Type::Tuple(_)
                | Type::Constant(_)
                | Type::Null
                | Type::Any => format!("{}[]", self.ty(item, view)),
            },
            Type::Tuple(items) => self.tuple(items, view),
            Type::Nullable(item) => or_null(self.ty(item, view)),
            Type::Constant(found) => constant(found),
            Type::Map(key, value) => {
                // Not every key has a value: reading one gives `undefined`, too, whether or not
                // the user has `noUncheckedIndexedAccess`.
                let key = self.key(key, view);
                format!("Partial<Record<{key}, {}>>", self.ty(value, view))
            }
            Type::Null => "null".to_owned(),
            Type::Any => "unknown".to_owned(),
        }
    }

    /// A tuple. Items at its end may be missing; where unknown keys are kept, more may come.
    fn tuple(&mut self, items: &[Type], view: View) -> String {
        let needed = needed_items(items);
        let mut parts = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let item = self.ty(item, view);
            parts.push(match at < needed {
                true => item,
                false => format!("({item})?"),
            });
        }
        if self.input.options.unknown_fields == UnknownFields::Keep {
            parts.push("...unknown[]".to_owned());
        }
        format!("[{}]", parts.join(", "))
    }

    /// The type of the keys of a map. An object cannot have a bigint as a key, but its digits.
    pub(super) fn key(&mut self, ty: &Type, view: View) -> String {
        let is_wide = matches!(
            self.input.model.wire_scalar(ty),
            Some(Scalar::Int64 | Scalar::Uint64)
        );
        match self.input.options.typescript.int64 {
            Int64::Bigint if is_wide => "`${bigint}`".to_owned(),
            Int64::Bigint | Int64::String | Int64::Number => self.ty(ty, view),
        }
    }

    /// The params of an event; `undefined` stands for none.
    pub(super) fn params(&mut self, params: &Params, view: View) -> String {
        let ty = self.ty(&params.ty, view);
        match params.presence {
            Presence::Required | Presence::OmitEmpty => ty,
            Presence::Nullable => or_null(ty),
            Presence::Optional => format!("{ty} | undefined"),
            Presence::OmitNull | Presence::Patch => format!("{} | undefined", or_null(ty)),
        }
    }

    /// A declared type.
    pub(super) fn named(&mut self, id: TypeId, view: View) -> &'a str {
        let names = self.input.names;
        let name = names.in_view(id, view);
        self.import(names.topic(&self.input.model.ty(id).topic), name);
        name
    }

    /// A built-in scalar.
    pub(super) fn scalar(&mut self, scalar: Scalar) -> &'static str {
        match scalar {
            Scalar::String => "string",
            Scalar::Bool => "boolean",
            Scalar::Int
            | Scalar::Int8
            | Scalar::Int16
            | Scalar::Int32
            | Scalar::Uint
            | Scalar::Uint8
            | Scalar::Uint16
            | Scalar::Uint32
            | Scalar::Float32
            | Scalar::Float64 => "number",
            Scalar::Int64 => self.built_in("Int64"),
            Scalar::Uint64 => self.built_in("Uint64"),
            Scalar::Bytes => "Uint8Array",
            Scalar::Datetime => self.built_in("Datetime"),
        }
    }

    /// A type that [`WIRE`] declares.
    pub(super) fn built_in(&mut self, name: &'static str) -> &'static str {
        self.import(WIRE, name);
        name
    }

    /// Makes the file import a type.
    pub(super) fn import(&mut self, stem: &'a str, name: &'a str) {
        if stem != self.stem {
            let names = self.imports.entry(stem).or_default();
            names.insert(Import::Type(name));
        }
    }

    /// Makes the file import the checks of the runtime as `$`, which no type is called.
    pub(super) fn import_checks(&mut self) {
        self.checks = true;
    }

    /// Makes the file import a value.
    pub(super) fn import_value(&mut self, stem: &'a str, name: String) {
        if stem != self.stem {
            let names = self.imports.entry(stem).or_default();
            names.insert(Import::Value(name));
        }
    }

    /// Makes the file import the parts of tables, as `t`.
    pub(super) fn import_table_parts(&mut self) {
        self.table = true;
    }

    /// The whole file: banner, imports, and the body.
    pub(super) fn file(self, body: Writer) -> String {
        self.file_about(Writer::new(super::INDENT), body)
    }

    /// The file of a body, with a comment about all of it, which may be empty.
    pub(super) fn file_about(self, about: Writer, body: Writer) -> String {
        let mut w = Writer::new(super::INDENT);
        w.line(format!("// {}", banner(self.input.model)));
        w.blank();
        w.append(about);
        w.blank();
        if self.table {
            w.line("import * as t from \"./runtime/table.js\";");
        }
        if self.checks {
            w.line("import * as $ from \"./runtime/check.js\";");
        }
        for (stem, names) in &self.imports {
            import_line(&mut w, stem, names);
        }
        w.blank();
        w.append(body);
        w.finish()
    }
}

/// A type, or null.
pub(super) fn or_null(ty: String) -> String {
    match ty.as_str() {
        "null" => ty,
        _ => format!("{ty} | null"),
    }
}

fn import_line(w: &mut Writer, stem: &str, names: &BTreeSet<Import<'_>>) {
    let values = names.iter().any(|name| matches!(name, Import::Value(_)));
    let names: Vec<_> = names
        .iter()
        .map(|name| match name {
            Import::Value(name) => name.clone(),
            Import::Type(name) if values => format!("type {name}"),
            Import::Type(name) => (*name).to_owned(),
        })
        .collect();
    let keyword = if values { "import" } else { "import type" };
    let line = format!("{keyword} {{ {} }} from \"./{stem}.js\";", names.join(", "));
    if line.len() <= WIDTH {
        w.line(line);
    } else {
        let close = format!("}} from \"./{stem}.js\";");
        w.block(format!("{keyword} {{"), close, |w| {
            w.lines(names.iter().map(|name| format!("{name},")));
        });
    }
}
