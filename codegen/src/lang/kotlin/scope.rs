//! A file while it is written: the names it may use, and the imports they need.

use std::collections::{BTreeSet, HashSet};

use tdproto_schema::model::{Type, TypeId};

use super::naming::{NESTED, bare, codec};
use crate::banner::banner;
use crate::lang::Input;
use crate::options::UnknownFields;
use crate::text::Writer;
use crate::views::{NeverEmpty, View};

/// The indentation of one level.
pub(super) const INDENT: &str = "    ";

/// Facts of the package that all its files need.
pub(super) struct Package<'a> {
    pub(super) input: Input<'a>,
    /// The name of the Kotlin package.
    pub(super) name: String,
    /// The names that the package declares.
    taken: HashSet<String>,
    pub(super) never: NeverEmpty,
    /// The numbers of items of tuples.
    pub(super) tuples: BTreeSet<usize>,
}

impl<'a> Package<'a> {
    pub(super) fn new(input: &Input<'a>, name: String) -> Self {
        let model = input.model;
        let mut taken = HashSet::new();
        for (id, _) in model.types_with_ids() {
            for name in [input.names.ty(id), input.names.input(id)] {
                taken.insert(bare(name).to_owned());
                taken.insert(codec(bare(name)));
            }
        }
        Self {
            input: *input,
            name,
            taken,
            never: NeverEmpty::new(model),
            tuples: tuples(input),
        }
    }

    /// The treatment of keys that the schema does not have.
    pub(super) fn unknown(&self) -> UnknownFields {
        self.input.options.unknown_fields
    }
}

/// The numbers of items that tuples of a model have.
fn tuples(input: &Input<'_>) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let model = input.model;
    let parts = model.types().iter().flat_map(|def| def.parts());
    for ty in parts.chain(model.carriers().map(|(_, ty)| ty)) {
        collect(ty, &mut found);
    }
    found
}

fn collect(ty: &Type, found: &mut BTreeSet<usize>) {
    match ty {
        Type::Tuple(items) => {
            found.insert(items.len());
            items.iter().for_each(|item| collect(item, found));
        }
        Type::List(item) | Type::Nullable(item) => collect(item, found),
        Type::Map(key, item) => {
            collect(key, found);
            collect(item, found);
        }
        Type::Scalar(_) | Type::Named(_) | Type::Constant(_) | Type::Null | Type::Any => {}
    }
}

/// A file while it is written.
pub(super) struct Scope<'a> {
    pub(super) package: &'a Package<'a>,
    imports: BTreeSet<String>,
    /// Names of the type that is being written, which hide others.
    nested: HashSet<String>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(package: &'a Package<'a>) -> Self {
        Self {
            package,
            imports: BTreeSet::new(),
            nested: HashSet::new(),
        }
    }

    pub(super) fn input(&self) -> &'a Input<'a> {
        &self.package.input
    }

    /// Sets the names of a type with values, variants or events that is being written.
    pub(super) fn nest(&mut self, names: impl IntoIterator<Item = String>) {
        self.nest_only(names);
        self.nested
            .extend(NESTED.iter().map(|name| (*name).to_owned()));
    }

    /// Sets the names in a type that is being written.
    pub(super) fn nest_only(&mut self, names: impl IntoIterator<Item = String>) {
        let names = names.into_iter().map(|name| bare(&name).to_owned());
        self.nested = names.collect();
    }

    /// There are no such names.
    pub(super) fn leave(&mut self) {
        self.nested.clear();
    }

    fn is_hidden(&self, name: &str) -> bool {
        self.package.taken.contains(name) || self.nested.contains(name)
    }

    /// A type that Kotlin imports by itself.
    pub(super) fn built_in(&self, path: &str) -> String {
        let name = path.rsplit('.').next().unwrap_or(path);
        match self.is_hidden(name) {
            true => path.to_owned(),
            false => name.to_owned(),
        }
    }

    /// A name from another package.
    pub(super) fn foreign(&mut self, path: &str) -> String {
        let name = path.rsplit('.').next().unwrap_or(path);
        if self.is_hidden(name) {
            return path.to_owned();
        }
        self.imports.insert(path.to_owned());
        name.to_owned()
    }

    /// A name of the runtime.
    pub(super) fn wire(&mut self, name: &str) -> String {
        let path = format!("{}.wire.{name}", self.package.name);
        self.foreign(&path)
    }

    /// A value of any type.
    pub(super) fn json(&mut self, name: &str) -> String {
        self.foreign(&format!("kotlinx.serialization.json.{name}"))
    }

    /// A declared type.
    pub(super) fn named(&self, id: TypeId, view: View) -> String {
        self.own(self.input().names.in_view(id, view))
    }

    /// The codec of a declared type.
    pub(super) fn codec(&self, id: TypeId, view: View) -> String {
        codec(bare(self.input().names.in_view(id, view)))
    }

    /// A name that the package declares.
    pub(super) fn own(&self, name: &str) -> String {
        match self.nested.contains(bare(name)) {
            true => format!("{}.{name}", self.package.name),
            false => name.to_owned(),
        }
    }

    /// Imports a name that the package declares, for code outside of it.
    pub(super) fn import_own(&mut self, name: &str) {
        self.imports.insert(format!("{}.{name}", self.package.name));
    }

    /// The lines that import names, as a linter sorts them.
    pub(super) fn imports(&self) -> Vec<String> {
        let mut imports: Vec<&String> = self.imports.iter().collect();
        imports.sort_by_key(|path| {
            let is_last = ["java.", "kotlin."]
                .iter()
                .any(|start| path.starts_with(start));
            (is_last, path.as_str())
        });
        let lines = imports.into_iter().map(|path| format!("import {path}"));
        lines.collect()
    }

    /// The text of the file; empty if nothing was written.
    pub(super) fn file(self, body: Writer, suppressed: &[&str]) -> Option<String> {
        let body = body.finish();
        if body.is_empty() {
            return None;
        }
        let mut w = Writer::new(INDENT);
        w.line(format!("// {}", banner(self.package.input.model)));
        w.blank();
        let names: Vec<String> = suppressed
            .iter()
            .map(|name| format!("\"{name}\""))
            .collect();
        w.line(format!("@file:Suppress({})", names.join(", ")));
        w.blank();
        w.line(format!("package {}", self.package.name));
        w.blank();
        w.lines(self.imports());
        w.blank();
        Some(w.finish() + "\n" + &body)
    }
}
