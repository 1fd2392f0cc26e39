//! Kotlin: a data class an entity, sealed interfaces for unions and events, and a reader and a writer
//! of JSON that are as exact as the protocol.

mod bot;
mod checks;
mod companion;
mod defaults;
mod docs;
mod drawn;
mod entities;
mod entity_codecs;
mod enums;
mod events;
mod example;
mod literal;
mod members;
mod naming;
mod package;
mod reading;
mod readme;
mod runtime;
mod scope;
mod size;
mod snippet;
mod types;
mod union_codecs;
mod union_parts;
mod unions;
mod writing;

use tdproto_schema::model::{TypeDef, TypeId, TypeKind};
use tdproto_schema::{Diagnostic, Model, parallel};

use super::{Backend, Input, OutputFile, PackageNames, Snippet, topic_notes};
use crate::naming::{Convention, file_name};
use crate::text::Writer;
use crate::views::View;
use checks::Checks;
use docs::Doc;
use scope::{INDENT, Package, Scope};

/// The name that the user gives it.
const NAME: &str = "kotlin";

/// The Kotlin back end.
#[derive(Debug)]
pub struct Kotlin;

impl Backend for Kotlin {
    fn name(&self) -> &'static str {
        NAME
    }

    fn about(&self) -> &'static str {
        "a Maven project of Kotlin types, input views and events"
    }

    fn convention(&self) -> &'static Convention {
        &naming::CONVENTION
    }

    fn package_names(&self) -> Option<PackageNames> {
        Some(PackageNames {
            about: "The Kotlin package.",
            is_name: naming::is_package_name,
            expected: "a name of a Kotlin package, such as `chat` or `org.example.chat`",
        })
    }

    fn check_size(&self, input: &Input<'_>) -> Option<Diagnostic> {
        size::check(input)
    }

    fn files(&self, input: &Input<'_>) -> Vec<OutputFile> {
        let package = Package::new(input, package::name(input));
        let checks = Checks::new(input);
        let mut files = package::files(input, &package.name);
        files.push(OutputFile::new("README.md", readme::text(&package)));
        files.push(OutputFile::new(
            "schema.json",
            super::json_schema::whole_bundle(input),
        ));
        let topics: Vec<_> = input.model.types_by_topic().into_iter().collect();
        let sources = parallel::map(&topics, |(topic, types)| {
            let stem = input.names.topic(topic);
            let text = topic_file(&package, &checks, topic, types);
            let codecs = codecs_file(&package, &checks, types);
            [
                source(&package.name, stem, text),
                source(&package.name, &format!("{stem}Codecs"), codecs),
            ]
        });
        files.extend(sources.into_iter().flatten().flatten());
        files.extend(source(&package.name, "Protocol", protocol(&package)));
        let events = match draws_frames(input.model) {
            true => {
                files.extend(source(
                    &package.name,
                    "EventsCodecs",
                    drawn::tables(&package),
                ));
                files.extend(source(&package.name, "Requests", drawn::requests(&package)));
                drawn::file(&package)
            }
            false => events::file(&package),
        };
        files.extend(source(&package.name, "Events", events));
        files.extend(runtime::files(&package));
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    }

    fn snippets(&self, input: &Input<'_>) -> Vec<Snippet> {
        snippet::all(input)
    }
}

/// The folder of the sources of a package.
fn folder(package: &str) -> String {
    let parts: Vec<String> = package.split('.').map(file_name).collect();
    format!("src/main/kotlin/{}", parts.join("/"))
}

fn source(package: &str, stem: &str, text: Option<String>) -> Option<OutputFile> {
    let folder = folder(package);
    text.map(|text| OutputFile::new(format!("{folder}/{stem}.kt"), text))
}

/// Returns true if the schema draws its frames, so that there is no envelope.
fn draws_frames(model: &Model) -> bool {
    !model.frames().is_empty()
}

/// The views that have types of their own.
fn views_of(package: &Package<'_>, id: TypeId) -> Vec<View> {
    match package.input.views.differs(id) {
        true => vec![View::Whole, View::Input],
        false => vec![View::Whole],
    }
}

/// The types of one topic.
fn topic_file(
    package: &Package<'_>,
    checks: &Checks,
    topic: &str,
    types: &[(TypeId, &TypeDef)],
) -> Option<String> {
    let mut scope = Scope::new(package);
    let mut w = Writer::new(INDENT);
    let about = package.input.model.protocol.topics.get(topic);
    if let Some(about) = about {
        let title = about.title.clone();
        let parts: Vec<String> = title.into_iter().chain(topic_notes(about)).collect();
        let lines = Doc::new(&parts.join("\n\n"));
        let mut header = Writer::new(INDENT);
        lines.write_comment(&mut header);
        let text = header.finish().replace("/**", "/*");
        w.lines(text.lines());
    }
    for (id, def) in types {
        for view in views_of(package, *id) {
            w.blank();
            declared(&mut w, &mut scope, checks, *id, def, view);
        }
        if package.input.views.differs(*id) {
            match &def.kind {
                TypeKind::Entity(entity) => {
                    entities::conversion(&mut w, &mut scope, *id, entity);
                }
                TypeKind::Union(union) => unions::conversion(&mut w, &mut scope, *id, union),
                TypeKind::Enum(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => {}
            }
        }
    }
    scope.file(w, &["DEPRECATION"])
}

fn declared<'a>(
    w: &mut Writer,
    scope: &mut Scope<'a>,
    checks: &Checks,
    id: TypeId,
    def: &'a TypeDef,
    view: View,
) {
    match &def.kind {
        TypeKind::Entity(entity) => entities::class(w, scope, id, entity, view, checks),
        TypeKind::Union(union) => unions::class(w, scope, id, union, view, checks),
        TypeKind::Enum(found) => enums::write(w, scope, id, found),
        TypeKind::Scalar(base) => enums::scalar(w, scope, id, *base, checks),
        TypeKind::Alias(target) => {
            let notes = super::type_notes(scope.input(), id);
            Doc::of(&def.docs, &notes)
                .or(&format!(
                    "The alias {} of the schema.",
                    docs::code(&def.name)
                ))
                .write(w);
            let (name, target) = (scope.named(id, view), scope.ty(target, view));
            w.line(format!("public typealias {name} = {target}"));
        }
    }
}

/// The codecs of the types of one topic.
fn codecs_file(
    package: &Package<'_>,
    checks: &Checks,
    types: &[(TypeId, &TypeDef)],
) -> Option<String> {
    let mut scope = Scope::new(package);
    let mut w = Writer::new(INDENT);
    for (id, def) in types {
        for view in views_of(package, *id) {
            let scope = &mut scope;
            match &def.kind {
                TypeKind::Entity(entity) => {
                    entity_codecs::codec(&mut w, scope, *id, entity, view, checks)
                }
                TypeKind::Union(union) => {
                    union_codecs::codec(&mut w, scope, *id, union, view, checks)
                }
                TypeKind::Enum(found) => enums::codec(&mut w, scope, *id, found),
                TypeKind::Scalar(_) => enums::scalar_codec(&mut w, scope, *id, checks),
                TypeKind::Alias(_) => {}
            }
        }
    }
    scope.file(
        w,
        &[
            "DEPRECATION",
            "UNUSED_PARAMETER",
            "UNUSED_VARIABLE",
            "USELESS_ELVIS",
            "SENSELESS_COMPARISON",
        ],
    )
}

/// The facts of the protocol.
fn protocol(package: &Package<'_>) -> Option<String> {
    let protocol = &package.input.model.protocol;
    let version = protocol.version.as_deref()?;
    let scope = Scope::new(package);
    let mut w = Writer::new(INDENT);
    w.line("/** The version of the protocol. */");
    let text = scope.built_in("kotlin.String");
    w.line(format!(
        "public const val PROTOCOL_VERSION: {text} = {}",
        literal::string(version)
    ));
    scope.file(w, &["DEPRECATION"])
}
