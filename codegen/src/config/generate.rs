//! The table `[generate]`: the directory of generated code, and the options of each language.

use std::path::PathBuf;

use tdproto_schema::cursor::{Table, Value};
use tdproto_schema::decl::Spanned;
use tdproto_schema::names::{is_license, is_url};

use super::choices::named;
use super::keys;
use super::reader::Reader;
use crate::lang::{self, Backend, PackageNames, REGISTRY, is_keyword, is_version};
use crate::load::SchemaSource;
use crate::options::{
    DocumentFormat, EventSchemas, Int64, Options, PackageOptions, RustLayout, Setting,
    UnknownFields,
};

/// The table `[generate]`.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Generate {
    /// The directory that gets a folder for each language, relative to the directory of the file;
    /// `None` if not set.
    pub out: Option<PathBuf>,
    /// The languages and plug-ins, in the order of the file; empty if not set.
    pub languages: Vec<String>,
    /// The options of all languages.
    pub options: Options,
}

/// Reads the table; `plugins` are the names of plug-ins.
pub(super) fn read(reader: &mut Reader<'_>, table: &Table<'_>, plugins: &[&str]) -> Generate {
    reader
        .cursor
        .check_keys(table, &keys::generate(), "in `[generate]`");
    let mut generate = Generate {
        out: reader
            .filled_text(table, "out")
            .map(|out| PathBuf::from(out.value)),
        languages: languages_of(reader, table, plugins),
        options: Options::default(),
    };
    let options = &mut generate.options;
    options.unknown_fields = reader.choice(table, "unknown-fields").unwrap_or_default();
    for (name, value) in reader.named(table, "rename") {
        if let Some(to) = reader.cursor.as_text(&name.value, value) {
            place(options, Setting::Rename, &name);
            options.renames.insert(name.value, to.value);
        }
    }
    for backend in REGISTRY {
        if let Some(table) = reader.cursor.table(table, backend.name()) {
            language(reader, &table, *backend, options);
        }
    }
    generate
}

/// Reads the table of a language.
fn language(
    reader: &mut Reader<'_>,
    table: &Table<'_>,
    backend: &dyn Backend,
    options: &mut Options,
) {
    let name = backend.name();
    let place = format!("in `[generate.{name}]`");
    reader
        .cursor
        .check_keys(table, &keys::of_language(backend), &place);
    if let Some(names) = backend.package_names() {
        let package = package(reader, table, &names);
        options.packages.insert(name.to_owned(), package);
    }
    match name {
        "rust" => rust(reader, table, options),
        "typescript" => {
            options.typescript.int64 = reader.choice(table, "int64").unwrap_or_default();
        }
        "json-schema" => {
            let how = reader.choice(table, "event-schemas");
            options.json_schema.event_schemas = how.unwrap_or_default();
        }
        "asyncapi" => options.asyncapi.format = reader.choice(table, "format").unwrap_or_default(),
        "openapi" => options.openapi.format = reader.choice(table, "format").unwrap_or_default(),
        "html" => html(reader, table, options),
        _ => {}
    }
}

fn html(reader: &mut Reader<'_>, table: &Table<'_>, options: &mut Options) {
    let mut filled = |key: &str| reader.filled_text(table, key).map(|text| text.value);
    options.html.title = filled("title");
    options.html.json_schema = filled("json-schema");
    options.html.single_file = reader.cursor.flag(table, "single-file", false);
    match reader.filled_text(table, "url") {
        Some(url) if is_url(&url.value) => options.html.url = Some(url.value),
        Some(url) => {
            let expected = "a URL such as \"https://example.com/reference/\"";
            reader.invalid("url", &url, expected);
        }
        None => {}
    }
    if let Some(value) = table.get("history") {
        for source in reader.cursor.texts("history", value, true) {
            match SchemaSource::parse(source.value.as_ref()) {
                Ok(_) => options.html.history.push(source.value),
                Err(_) => reader.invalid("history", &source, "a schema such as \"git:v1.2\""),
            }
        }
    }
}

fn languages_of(reader: &mut Reader<'_>, table: &Table<'_>, plugins: &[&str]) -> Vec<String> {
    let Some(value) = table.get("languages") else {
        return Vec::new();
    };
    let mut known = lang::names();
    known.extend(plugins.iter().filter(|name| !lang::names().contains(name)));
    let mut names: Vec<String> = Vec::new();
    for name in reader.cursor.texts("languages", value, false) {
        if !known.contains(&name.value.as_str()) {
            reader.no_choice("languages", &name, &known);
        } else if names.contains(&name.value) {
            reader.invalid("languages", &name, "each language once");
        } else {
            names.push(name.value);
        }
    }
    names
}

fn rust(reader: &mut Reader<'_>, table: &Table<'_>, options: &mut Options) {
    options.rust.layout = reader.choice(table, "layout").unwrap_or_default();
    options.rust.serde = reader.cursor.flag(table, "serde", false);
    options.rust.derive = reader.cursor.flag(table, "derive-macros", false);
    options.rust.borrowed = reader.cursor.flag(table, "borrowed", false);
    for (name, value) in reader.named(table, "extern-types") {
        if let Some(path) = reader.cursor.as_text(&name.value, value) {
            place(options, Setting::ExternType, &name);
            options.rust.extern_types.insert(name.value, path.value);
        }
    }
    for (name, value) in reader.named(table, "attributes") {
        place(options, Setting::Attribute, &name);
        attributes(reader, options, &name, value, str::to_owned);
    }
    for (name, value) in reader.named(table, "derive") {
        place(options, Setting::Derive, &name);
        attributes(reader, options, &name, value, |path| {
            format!("#[derive({path})]")
        });
    }
}

/// Adds attributes of a type, each written by a function.
fn attributes(
    reader: &mut Reader<'_>,
    options: &mut Options,
    name: &Spanned<String>,
    value: Value<'_>,
    written: impl Fn(&str) -> String,
) {
    let texts = reader.cursor.texts(&name.value, value, true);
    let all = options.rust.attributes.entry(name.value.clone());
    all.or_default()
        .extend(texts.iter().map(|text| written(&text.value)));
}

fn package(reader: &mut Reader<'_>, table: &Table<'_>, names: &PackageNames) -> PackageOptions {
    let mut checked = |key: &str, is_right: fn(&str) -> bool, expected: &str| {
        let text = reader.cursor.text(table, key)?;
        if is_right(&text.value) {
            return Some(text.value);
        }
        reader.invalid(key, &text, expected);
        None
    };
    let semantic = "a semantic version such as \"1.2.3\" or \"2.0.0-beta.1\"";
    let spdx = "an SPDX expression such as \"MIT OR Apache-2.0\"";
    let url = "a URL such as \"https://example.com/team/chat\"";
    PackageOptions {
        name: checked("package", names.is_name, names.expected),
        version: checked("version", is_version, semantic),
        license: checked("license", is_license, spdx),
        repository: checked("repository", is_url, url),
        keywords: keywords(reader, table),
    }
}

fn keywords(reader: &mut Reader<'_>, table: &Table<'_>) -> Vec<String> {
    let Some(value) = table.get("keywords") else {
        return Vec::new();
    };
    let mut keywords = Vec::new();
    for keyword in reader.cursor.texts("keywords", value, false) {
        if is_keyword(&keyword.value) {
            keywords.push(keyword.value);
        } else {
            let expected = "at most 20 letters, digits, `-`, `_` and `+`";
            reader.invalid("keywords", &keyword, expected);
        }
    }
    keywords
}

/// Keeps the place of an option's name.
fn place(options: &mut Options, setting: Setting, name: &Spanned<String>) {
    options
        .places
        .insert((setting, name.value.clone()), name.span);
}

named!(
    UnknownFields,
    Int64,
    EventSchemas,
    RustLayout,
    DocumentFormat
);
