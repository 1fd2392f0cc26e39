//! Rust: a struct for each entity and an enum for each enum, read and written by a small runtime
//! that is part of the output.

mod attribute;
mod attributes;
mod borrow;
mod chains;
mod checks;
mod constraints;
mod defaults;
mod derives;
mod docs;
mod entities;
mod enums;
mod event_items;
mod events;
mod example;
mod frame_items;
mod frame_kinds;
mod frame_places;
mod frame_reading;
mod frame_writing;
mod frames;
mod groups;
mod impls;
mod imports;
mod items;
mod kinds;
mod layout;
mod naming;
mod nesting;
mod objects;
mod order;
mod readme;
mod requests;
mod runtime;
mod snippet;
mod traits;
mod types;
mod union_items;
mod union_members;
mod unions;
mod ways;
mod whole_events;

use tdproto_schema::{Diagnostic, Model, parallel};

use attributes::Attributes;
use borrow::RustInput;
pub(super) use checks::check as check_options;

use super::{
    Backend, Input, OutputFile, Package, PackageNames, Snippet, is_cargo_name, json_schema,
    servers_list, topic_notes,
};
use crate::banner::banner;
use crate::naming::{Convention, file_name};
use crate::options::RustLayout;
use crate::text::Writer;
use crate::toml_text;
use crate::views::boxed_fields;

/// The Rust back end.
#[derive(Debug)]
pub struct Rust;

const INDENT: &str = "    ";
/// The name that the user gives it.
const NAME: &str = "rust";

/// The lints that generated code does not follow: it uses what is deprecated itself, and a name that
/// an option or the schema gives may have another case than Rust's.
const ALLOWED: &str = "deprecated, nonstandard_style, unused_imports";

/// The oldest Rust that compiles generated crates.
const RUST_VERSION: &str = "1.88";

impl Backend for Rust {
    fn name(&self) -> &'static str {
        NAME
    }

    fn about(&self) -> &'static str {
        "a crate of types that read and write themselves, and need no other crate"
    }

    fn convention(&self) -> &'static Convention {
        &naming::CONVENTION
    }

    fn package_names(&self) -> Option<PackageNames> {
        Some(PackageNames {
            about: "The Rust crate.",
            is_name: is_cargo_name,
            expected: "a name of a crate: a letter, then letters, digits, `-` and `_`",
        })
    }

    /// The output is as large as the schema, but its types may be too deep for the compiler.
    fn check_size(&self, input: &Input<'_>) -> Option<Diagnostic> {
        frames::refused(input).or_else(|| nesting::check(input))
    }

    fn files(&self, input: &Input<'_>) -> Vec<OutputFile> {
        let context = RustInput::new(input);
        let modules = modules(&context);
        match input.options.rust.layout {
            RustLayout::Crate => crate_files(&context, modules),
            RustLayout::SingleFile => vec![single_file(&context, modules)],
        }
    }

    fn snippets(&self, input: &Input<'_>) -> Vec<Snippet> {
        snippet::all(input)
    }
}

/// A module of the output, in the order they are declared.
struct Module {
    name: String,
    body: String,
}

impl Module {
    /// The name without the mark of a raw identifier.
    fn bare_name(&self) -> &str {
        self.name.trim_start_matches("r#")
    }
}

fn modules(input: &RustInput<'_>) -> Vec<Module> {
    let boxed = boxed_fields(input.model);
    let attributes = Attributes::new(input.model, input.options);
    let topics: Vec<_> = input.model.types_by_topic().into_iter().collect();
    let mut modules = parallel::map(&topics, |(topic, types)| {
        let mut w = Writer::new(INDENT);
        docs::inner(&mut w, &topic_docs(input.model, topic));
        w.blank();
        w.line("use super::*;");
        for (id, _) in types {
            items::item(&mut w, input, &attributes, *id, &boxed[id.index()]);
        }
        Module {
            name: input.names.topic(topic).to_owned(),
            body: w.finish(),
        }
    });
    modules.push(Module {
        name: "events".to_owned(),
        body: events::module(input, &attributes),
    });
    modules.sort_by(|a, b| a.bare_name().cmp(b.bare_name()));
    modules
}

/// A crate: the modules as files.
fn crate_files(input: &RustInput<'_>, modules: Vec<Module>) -> Vec<OutputFile> {
    let banner = banner(input.model);
    let mut lib = Writer::new(INDENT);
    lib.line(format!("// {banner}"));
    lib.blank();
    docs::inner(&mut lib, &crate_docs(input.model));
    lib.blank();
    lib.line(format!("#![allow({ALLOWED})]"));
    if let Some(limit) = nesting::recursion_limit(input.model) {
        lib.line(format!("#![recursion_limit = \"{limit}\"]"));
    }
    lib.blank();
    lib.line("#[macro_use]");
    lib.line("pub mod wire;");
    for module in &modules {
        if !module.bare_name().is_ascii() {
            lib.line(format!(
                "#[path = {:?}]",
                format!("{}.rs", module.bare_name())
            ));
        }
        lib.line(format!("pub mod {};", module.name));
    }
    lib.blank();
    let impls = impls::modules(input);
    for (feature, module) in &impls {
        lib.line(format!("#[cfg(feature = {feature:?})]"));
        lib.line(format!("mod {};", module.name));
    }
    lib.blank();
    reexports(&mut lib, input, &modules, "");
    let mut files = vec![
        OutputFile::new("Cargo.toml", manifest(input)),
        OutputFile::new("README.md", readme::text(input)),
        OutputFile::new(impls::BUNDLE, json_schema::whole_bundle(input)),
        OutputFile::new("src/lib.rs", lib.finish()),
    ];
    files.extend(runtime::files(&banner));
    let impls = impls.into_iter().map(|(_, module)| module);
    for module in modules.into_iter().chain(impls) {
        let path = format!("src/{}.rs", module.bare_name());
        files.push(OutputFile::new(
            path,
            format!("// {banner}\n\n{}", module.body),
        ));
    }
    files
}

/// A file to include: the modules nested.
fn single_file(input: &RustInput<'_>, modules: Vec<Module>) -> OutputFile {
    let mut w = Writer::new(INDENT);
    w.line(format!("// {}", banner(input.model)));
    w.blank();
    if input.options.rust.derive {
        w.line("pub use ::tdproto_wire as wire;");
    } else {
        runtime::nested(&mut w, input.options.rust.serde);
    }
    for module in &modules {
        w.blank();
        w.line(format!("#[allow({ALLOWED})]"));
        w.block(format!("pub mod {} {{", module.name), "}", |w| {
            w.line(module.body.trim_end());
        });
    }
    w.blank();
    reexports(&mut w, input, &modules, "#[allow(unused_imports)]");
    let path = file_name(&format!("{}.rs", input.model.protocol.name));
    OutputFile::new(path, w.finish())
}

/// Exports the types of all modules, each line below `attribute` if there is one.
fn reexports(w: &mut Writer, input: &RustInput<'_>, modules: &[Module], attribute: &str) {
    let modules = modules.iter();
    let mut paths: Vec<(&str, &str)> = modules.map(|module| (&*module.name, "*")).collect();
    let is_drawn = !input.model.frames().is_empty();
    match (input.is_borrowed(), is_drawn) {
        (true, false) => {
            paths.push(("wire", "borrowed::{Datetime, Json}"));
            paths.push(("wire", "{Decoded, Frame}"));
        }
        (true, true) => {
            paths.push(("wire", "DecodedFrame"));
            paths.push(("wire", "borrowed::{Datetime, Json}"));
        }
        (false, false) => paths.push(("wire", "{Datetime, Decoded, Frame, Json}")),
        (false, true) => paths.push(("wire", "{Datetime, DecodedFrame, Json}")),
    }
    paths.sort_by(|(a, _), (b, _)| order::as_versions(a, b));
    for (module, names) in paths {
        w.lines((!attribute.is_empty()).then_some(attribute));
        w.line(format_args!("pub use {module}::{names};"));
    }
}

/// The docs of the module of a topic.
fn topic_docs(model: &Model, topic: &str) -> String {
    let first = format!("The types of the topic `{topic}`.");
    let Some(about) = model.protocol.topics.get(topic) else {
        return first;
    };
    let first = match &about.title {
        Some(title) => format!("{title}: the types of the topic `{topic}`."),
        None => first,
    };
    let parts = std::iter::once(first).chain(topic_notes(about));
    parts.collect::<Vec<_>>().join("\n\n")
}

fn crate_docs(model: &Model) -> String {
    let protocol = &model.protocol;
    let name = protocol.shown_name();
    let mut text = match &protocol.version {
        Some(version) => format!("The types of the protocol {name}, version {version}."),
        None => format!("The types of the protocol {name}."),
    };
    if !protocol.doc.is_empty() {
        text.push_str("\n\n");
        text.push_str(&protocol.doc);
    }
    if let Some(servers) = servers_list(protocol) {
        text.push_str(&format!("\n\nServers:\n\n{servers}"));
    }
    text.push_str(
        "\n\nReading is lenient: a missing or `null` field is its empty value, unknown values of \
         enums are kept, unknown keys are skipped. Writing is exact. Every type is at the top of \
         the crate; the module `events` has the events of each direction.",
    );
    text
}

fn package(input: &Input<'_>) -> Package {
    Package::new(input.model, input.options.package(NAME), str::to_owned)
}

fn manifest(input: &Input<'_>) -> String {
    let model = input.model;
    let package = package(input);
    let mut w = Writer::new(INDENT);
    w.line(format!("# {}", banner(model)));
    w.line("[package]");
    w.line(format!("name = {:?}", package.name));
    w.line(format!("version = {:?}", package.version));
    w.line("edition = \"2024\"");
    w.line(format!("rust-version = {RUST_VERSION:?}"));
    let description = format!("The types of the protocol {}.", model.protocol.shown_name());
    w.line(format!("description = {}", toml_text::basic(&description)));
    if let Some(license) = &package.license {
        w.line(format!("license = {license:?}"));
    }
    if let Some(homepage) = &package.homepage {
        w.line(format!("homepage = {homepage:?}"));
    }
    if let Some(repository) = &package.repository {
        w.line(format!("repository = {repository:?}"));
    }
    if !package.keywords.is_empty() {
        w.line(format!("keywords = {:?}", package.keywords));
    }
    w.line("publish = false");
    w.blank();
    w.line("[features]");
    w.line("# serde's traits for every type, by way of its own reading and writing.");
    w.line("serde = [\"dep:serde\"]");
    w.line("# Conversions of dates and times.");
    for name in ["time", "chrono", "jiff"] {
        w.line(format!("{name} = [\"dep:{name}\"]"));
    }
    w.line("# Faster checks that bytes are UTF-8.");
    w.line("simdutf8 = [\"dep:simdutf8\"]");
    w.line("# Ids from the system's random numbers; needed in WebAssembly without an operating system.");
    w.line("getrandom = [\"dep:getrandom\"]");
    w.line("# Values of random bytes, for fuzzers and tests.");
    w.line("arbitrary = [\"dep:arbitrary\"]");
    w.line("# JSON Schema of every type: its definition in `schema.json`.");
    w.line("schemars = [\"dep:schemars\"]");
    w.line("# Checks of regular expressions in the methods `check`.");
    w.line("patterns = [\"dep:regress\"]");
    w.blank();
    w.line("[dependencies]");
    let version = "version = \"1.0.200\", default-features = false, features = [\"std\"]";
    w.line(format!("serde = {{ {version}, optional = true }}"));
    let features = "features = [\"formatting\", \"parsing\"]";
    w.line(format!(
        "time = {{ version = \"0.3.36\", {features}, optional = true }}"
    ));
    let features = "default-features = false, features = [\"alloc\"]";
    w.line(format!(
        "chrono = {{ version = \"0.4.38\", {features}, optional = true }}"
    ));
    w.line("jiff = { version = \"0.2\", optional = true }");
    w.line("simdutf8 = { version = \"0.1.5\", optional = true }");
    w.line("getrandom = { version = \"0.4\", optional = true }");
    w.line("arbitrary = { version = \"1.4\", optional = true }");
    w.line("schemars = { version = \"1.0\", default-features = false, optional = true }");
    let features = "default-features = false, features = [\"std\"]";
    w.line(format!(
        "regress = {{ version = \"0.12\", {features}, optional = true }}"
    ));
    w.finish()
}
