//! Go: a module of structs, typed texts for enums, and sealed interfaces for unions and events.

mod checks;
mod collisions;
mod convert;
mod defaults;
mod docs;
mod drawn;
mod entities;
mod entity_reading;
mod entity_writing;
mod enums;
mod envelopes;
mod example;
mod layout;
mod literal;
mod members;
mod naming;
mod package;
mod ranges;
mod reading;
mod readme;
mod readme_parts;
mod runtime;
mod scalars;
mod scope;
mod snippet;
mod table;
mod tuples;
mod types;
mod union_reading;
mod unions;
mod writing;

use tdproto_schema::model::{EnumBase, Openness, Scalar, TypeDef, TypeId, TypeKind};
use tdproto_schema::{Diagnostic, parallel};

use super::{Backend, Input, OutputFile, PackageNames, Snippet, topic_notes, type_notes};
use crate::banner::banner;
use crate::naming::Convention;
use crate::text::Writer;
use crate::views::View;
use docs::Doc;
use scope::{INDENT, Scope};

/// The name that the user gives it.
const NAME: &str = "go";

/// The Go back end.
#[derive(Debug)]
pub struct Go;

impl Backend for Go {
    fn name(&self) -> &'static str {
        NAME
    }

    fn about(&self) -> &'static str {
        "a Go module of types, input views and frames"
    }

    fn convention(&self) -> &'static Convention {
        &naming::CONVENTION
    }

    fn package_names(&self) -> Option<PackageNames> {
        Some(PackageNames {
            about: "The Go module.",
            is_name: naming::is_module,
            expected: "a path of a Go module, such as \"example.com/team/chat\"",
        })
    }

    /// The output is as large as the schema. The type of an event may have the name of another type.
    fn check_size(&self, input: &Input<'_>) -> Option<Diagnostic> {
        collisions::check(&Scope::new(input))
    }

    fn files(&self, input: &Input<'_>) -> Vec<OutputFile> {
        let scope = Scope::new(input);
        let module = package::facts(input).name;
        let package = naming::package(&module);
        let mut files = vec![package::doc(input, &package)];
        files.extend(sources(&scope, &package));
        let tuples = tuples::file(&scope, &package, &files);
        files.extend(tuples);
        files.extend(pools(input, &package, &files));
        let merged = parallel::map(&files, |file| writing::merged(&file.text));
        for (file, text) in files.iter_mut().zip(merged) {
            file.text = text;
        }
        files.extend(readme::examples(&scope));
        let runtime = runtime::file(&package, &banner(input.model), &files);
        files.push(runtime);
        files.push(package::manifest(input, &module));
        files.push(readme::file(&scope));
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    }

    fn snippets(&self, input: &Input<'_>) -> Vec<Snippet> {
        snippet::all(input)
    }
}

/// A file whose text depends on no other one.
enum Source<'a> {
    Frames,
    Events,
    Table,
    Checks,
    Topic(&'a str, Vec<(TypeId, &'a TypeDef)>),
}

/// The files whose texts depend on no other ones.
fn sources(scope: &Scope<'_>, package: &str) -> Vec<OutputFile> {
    let model = scope.model();
    let mut sources = vec![Source::Table, Source::Checks];
    if !model.frames().is_empty() {
        sources.push(Source::Frames);
    } else if !model.events().is_empty() {
        sources.push(Source::Events);
    }
    let topics = model.types_by_topic().into_iter();
    sources.extend(topics.map(|(topic, types)| Source::Topic(topic, types)));
    let files = parallel::map(&sources, |source| match source {
        Source::Frames => Some(OutputFile::new("frames.go", drawn::file(scope, package))),
        Source::Events => {
            let text = envelopes::file(scope, package);
            Some(OutputFile::new("events.go", text))
        }
        Source::Table => table::file(scope, package),
        Source::Checks => checks::file(scope, package),
        Source::Topic(topic, types) => {
            let path = format!("{}.go", scope.input.names.topic(topic));
            Some(OutputFile::new(
                path,
                topic_file(scope, package, topic, types),
            ))
        }
    });
    files.into_iter().flatten().collect()
}

/// The file of the variables that have room for the items of lists; `None`: there are none.
fn pools(input: &Input<'_>, package: &str, files: &[OutputFile]) -> Option<OutputFile> {
    let pools = reading::pools(files);
    if pools.is_empty() {
        return None;
    }
    let mut w = Writer::new(INDENT);
    w.line(format!("// {}", banner(input.model)));
    w.blank();
    w.line(format!("package {package}"));
    w.blank();
    w.line("// Room for the items of lists while they are read.");
    let rows: Vec<layout::Row> = pools
        .into_iter()
        .map(|(name, item)| layout::Row {
            comment: Vec::new(),
            cells: vec![name, format!("itemPool[{item}]")],
        })
        .collect();
    w.block("var (", ")", |w| layout::rows(w, &rows));
    Some(OutputFile::new("pools.go", w.finish()))
}

/// The types of one topic.
fn topic_file(
    scope: &Scope<'_>,
    package: &str,
    topic: &str,
    types: &[(TypeId, &TypeDef)],
) -> String {
    let mut w = Writer::new(INDENT);
    w.line(format!("// {}", banner(scope.model())));
    w.blank();
    if let Some(about) = scope.model().protocol.topics.get(topic) {
        let mut doc = Doc::new(about.title.as_deref().unwrap_or_default());
        for note in topic_notes(about) {
            doc = doc.markdown_of(&note);
        }
        if !doc.is_empty() {
            doc.write(&mut w);
            w.blank();
        }
    }
    w.line(format!("package {package}"));
    let imports = imports(types);
    w.blank();
    match imports.as_slice() {
        [] => {}
        [one] => w.line(format!("import \"{one}\"")),
        many => w.block("import (", ")", |w| {
            w.lines(many.iter().map(|path| format!("\"{path}\"")));
        }),
    }
    for (id, def) in types {
        declared(&mut w, scope, *id, def);
    }
    w.finish()
}

/// The packages that the types of a topic use.
fn imports(types: &[(TypeId, &TypeDef)]) -> Vec<&'static str> {
    let mut imports = Vec::new();
    let has = |is: &dyn Fn(&TypeDef) -> bool| types.iter().any(|(_, def)| is(def));
    let prints_numbers = |def: &TypeDef| match &def.kind {
        TypeKind::Enum(found) => found.base == EnumBase::Int,
        TypeKind::Union(found) => {
            let is_closed = found.openness == Openness::Closed;
            is_closed && found.tag().is_some_and(|tag| tag.base == EnumBase::Int)
        }
        TypeKind::Entity(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => false,
    };
    if has(&prints_numbers) {
        imports.push("strconv");
    }
    if has(&|def| def.base().is_some() && !def.prefixes.is_empty()) {
        imports.push("strings");
    }
    if has(&|def| def.base() == Some(Scalar::Datetime)) {
        imports.push("time");
    }
    imports
}

fn declared(w: &mut Writer, scope: &Scope<'_>, id: TypeId, def: &TypeDef) {
    match &def.kind {
        TypeKind::Entity(entity) => entities::write(w, scope, id, entity),
        TypeKind::Enum(found) => enums::write(w, scope, id, found),
        TypeKind::Union(found) => unions::write(w, scope, id, found),
        TypeKind::Scalar(base) => scalars::write(w, scope, id, *base),
        TypeKind::Alias(target) => {
            w.blank();
            Doc::of(&def.docs, &type_notes(&scope.input, id)).write(w);
            let ty = scope.ty(target, View::Whole);
            w.line(format!("type {} = {ty}", scope.names.ty(id)));
            if scope.views.differs(id) {
                w.blank();
                let (name, input) = (scope.names.ty(id), scope.names.input(id));
                let text = super::input_note(&format!("[{name}]"));
                Doc::new("").text(&format!("{input} is {text}")).write(w);
                let ty = scope.ty(target, View::Input);
                w.line(format!("type {input} = {ty}"));
            }
        }
    }
}
