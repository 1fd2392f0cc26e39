//! TypeScript: an interface an entity, unions of literals for enums, and the frames as unions that
//! narrow by the event's name.

mod checks;
mod codec;
mod conditional;
mod conditions;
mod connection;
mod defaults;
mod docs;
mod drawn;
mod enums;
mod events;
mod example;
mod exports;
mod items;
mod literal;
mod naming;
mod package;
mod readme;
mod runtime;
mod scalars;
mod snippet;
mod tables;
mod types;
mod unions;
mod wire;

use tdproto_schema::model::{TypeDef, TypeId};
use tdproto_schema::{Diagnostic, Model, parallel};

use super::{
    Backend, Input, OutputFile, PackageNames, Snippet, is_npm_name, json_schema, servers_list,
    topic_notes,
};
use crate::banner::banner;
use crate::naming::Convention;
use crate::options::{Int64, Options};
use crate::text::Writer;
use docs::Doc;
use types::Scope;

/// The name that the user gives it.
const NAME: &str = "typescript";
/// The indentation of one level.
const INDENT: &str = "  ";
/// The file of the built-in types, below `src/` and without its ending. Topics never have it.
const WIRE: &str = "wire";
/// The file of the connection helper.
const CONNECTION: &str = "connect";
/// The file of the checks of constraints.
const CHECK: &str = "check";
/// The file of the frames.
const EVENTS: &str = "events";

/// The TypeScript back end.
#[derive(Debug)]
pub struct TypeScript;

impl Backend for TypeScript {
    fn name(&self) -> &'static str {
        NAME
    }

    fn about(&self) -> &'static str {
        "an npm package of types, input views and frames"
    }

    fn convention(&self) -> &'static Convention {
        &naming::CONVENTION
    }

    fn package_names(&self) -> Option<PackageNames> {
        Some(PackageNames {
            about: "The npm package.",
            is_name: is_npm_name,
            expected: "a name of an npm package, such as \"chat\" or \"@team/chat\"",
        })
    }

    /// The output is as large as the schema.
    fn check_size(&self, _input: &Input<'_>) -> Option<Diagnostic> {
        None
    }

    fn files(&self, input: &Input<'_>) -> Vec<OutputFile> {
        let topics = topics_with_types(input);
        let mut files = vec![
            OutputFile::new("README.md", readme::text(input)),
            OutputFile::new("package.json", package::manifest(input)),
            OutputFile::new("schema.json", json_schema::whole_bundle(input)),
            OutputFile::new("tsconfig.json", package::compiler_options(input.model)),
            source(WIRE, wire::file(input)),
            source("index", index(input, &topics)),
        ];
        if draws_frames(input.model) {
            files.push(source(EVENTS, drawn::file(input)));
            if drawn::connection::has_connection(input.model) {
                let text = drawn::connection::file(Writer::new(INDENT), input);
                files.push(source(CONNECTION, text));
            }
        } else {
            files.push(source(EVENTS, events::file(input)));
            files.push(source(CONNECTION, connection::file(input)));
        }
        files.extend(checks::file(input).map(|text| source(CHECK, text)));
        let types = input.model.types_by_topic();
        files.extend(parallel::map(&topics, |(topic, stem)| {
            source(stem, topic_file(input, topic, &types[topic], stem))
        }));
        files.extend(runtime::files(input));
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    }

    fn snippets(&self, input: &Input<'_>) -> Vec<Snippet> {
        snippet::all(input)
    }
}

/// Returns true if the schema draws its frames, so that there is no envelope.
fn draws_frames(model: &Model) -> bool {
    !model.frames().is_empty()
}

fn source(stem: &str, text: String) -> OutputFile {
    OutputFile::new(format!("src/{stem}.ts"), text)
}

/// The topics that declare types, each with the stem of its file, sorted by the latter.
fn topics_with_types<'a>(input: &Input<'a>) -> Vec<(&'a str, &'a str)> {
    let topics = input.model.types_by_topic().into_keys();
    let mut topics: Vec<_> = topics
        .map(|topic| (topic, input.names.topic(topic)))
        .collect();
    topics.sort_unstable_by_key(|(_, stem)| *stem);
    topics
}

/// Reports options with which no encoder could distinguish the variants of a union.
pub(super) fn check_options(model: &Model, options: &Options) -> Option<Diagnostic> {
    match options.typescript.int64 {
        Int64::String => unions::ambiguous(model),
        Int64::Bigint | Int64::Number => None,
    }
}

/// Exports all that the package holds.
fn index(input: &Input<'_>, topics: &[(&str, &str)]) -> String {
    let mut w = Writer::new(INDENT);
    w.line(format!("// {}", banner(input.model)));
    w.blank();
    let protocol = &input.model.protocol;
    let title = protocol.title.iter().map(String::as_str);
    let doc = Some(protocol.doc.as_str()).filter(|doc| !doc.is_empty());
    let servers = servers_list(protocol).map(|servers| format!("Servers:\n\n{servers}"));
    let parts: Vec<&str> = title.chain(doc).chain(servers.as_deref()).collect();
    if !parts.is_empty() {
        Doc::new(&parts.join("\n\n"))
            .tag("@packageDocumentation")
            .write(&mut w);
        w.blank();
    }
    let has_checks = checks::are_there(input);
    let own = [CONNECTION, EVENTS, WIRE];
    let connects = !draws_frames(input.model) || drawn::connection::has_connection(input.model);
    let own = own
        .into_iter()
        .filter(|stem| connects || *stem != CONNECTION)
        .chain(has_checks.then_some(CHECK));
    let mut stems: Vec<_> = topics.iter().map(|(_, stem)| *stem).chain(own).collect();
    stems.sort_unstable();
    w.lines(
        stems
            .iter()
            .map(|stem| format!("export * from \"./{stem}.js\";")),
    );
    if has_checks {
        w.line("export type { Breach } from \"./runtime/check.js\";");
    }
    w.lines(exports::of_runtime(input.model));
    if unions::has_objects(input.model) {
        // The type of unknown objects in unions by key is there only with such unions.
        let keys = match unions::has_keyed(input.model) {
            true => "type UnknownKeys, ",
            false => "",
        };
        w.line(format_args!(
            "export {{ UNKNOWN, {keys}type UnknownVariant }} from \"./runtime/table.js\";"
        ));
    }
    w.finish()
}

/// The types of one topic.
fn topic_file(input: &Input<'_>, topic: &str, types: &[(TypeId, &TypeDef)], stem: &str) -> String {
    let mut scope = Scope::new(input, stem);
    let mut w = Writer::new(INDENT);
    for (id, _) in types {
        items::write(&mut w, &mut scope, *id);
    }
    let about = input.model.protocol.topics.get(topic);
    let title = about.and_then(|about| about.title.clone());
    let notes = about.map(topic_notes).unwrap_or_default();
    let parts: Vec<String> = title.into_iter().chain(notes).collect();
    let mut header = Writer::new(INDENT);
    if !parts.is_empty() {
        Doc::new(&parts.join("\n\n"))
            .tag("@module")
            .write(&mut header);
    }
    scope.file_about(header, w)
}
