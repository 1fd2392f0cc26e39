//! Every key that the configuration file may have. The reader refuses all others, and a test
//! compares the JSON Schema of the file with the same lists.

use crate::lang::{Backend, REGISTRY};

/// The tables at the top of the file.
pub const FILE: &[&str] = &["lint", "breaking", "generate", "plugin"];
/// The keys of `[lint]`.
pub const LINT: &[&str] = &["level", "rules", "except"];
/// The keys of the long form of a rule in `[lint.rules]`. Every rule may have `severity`; the other
/// keys are for the rules that use them.
pub const RULE: &[&str] = &["severity", "allow", "case", "recorded"];
/// The keys of `[breaking]`.
pub const BREAKING: &[&str] = &["category", "fail-on", "version", "accept"];
/// The keys of `[breaking.version]`.
pub const VERSION: &[&str] = &["check", "breaking", "compatible", "docs"];
/// The keys of `[[lint.except]]` and `[[breaking.accept]]`.
pub const EXCEPTION: &[&str] = &["rule", "at", "reason", "expires"];
/// The keys of `[generate]` before the tables of languages.
const GENERATE: &[&str] = &["out", "languages", "unknown-fields", "rename"];
/// The keys of every language that makes a package.
const PACKAGE: &[&str] = &["package", "version", "license", "repository", "keywords"];
/// The further keys of `[generate.rust]`.
const RUST: &[&str] = &[
    "layout",
    "serde",
    "derive-macros",
    "borrowed",
    "extern-types",
    "attributes",
    "derive",
];
/// The keys of `[generate.html]`.
const HTML: &[&str] = &["single-file", "title", "json-schema", "url", "history"];

/// The keys of `[plugin.NAME]`.
pub const PLUGIN: &[&str] = &["command", "options", "timeout", "names"];
/// The keys of `[plugin.NAME.names]`.
pub const PLUGIN_NAMES: &[&str] = &["types", "fields", "values", "events", "topics", "reserved"];

/// The keys of `[generate]`.
#[must_use]
pub fn generate() -> Vec<&'static str> {
    let languages = REGISTRY.iter().map(|language| language.name());
    GENERATE.iter().copied().chain(languages).collect()
}

/// The keys of the table of a language in `[generate]`.
#[must_use]
pub fn of_language(language: &dyn Backend) -> Vec<&'static str> {
    let package = match language.package_names() {
        Some(_) => PACKAGE,
        None => &[],
    };
    let own: &[&str] = match language.name() {
        "rust" => RUST,
        "typescript" => &["int64"],
        "json-schema" => &["event-schemas"],
        "asyncapi" | "openapi" => &["format"],
        "html" => HTML,
        _ => &[],
    };
    [package, own].concat()
}
