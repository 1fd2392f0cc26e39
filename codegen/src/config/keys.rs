//! Every key that may stand in the configuration file. The reader refuses all others, and a test
//! holds the JSON Schema of the file to the same lists.

/// At the top of the file.
pub const FILE: &[&str] = &["lint", "breaking", "generate"];
/// In `[lint]`.
pub const LINT: &[&str] = &["level", "rules", "except"];
/// In the long form of a rule in `[lint.rules]`; `severity` may stand for every rule, the others
/// for those that have them.
pub const RULE: &[&str] = &["severity", "allow", "recorded"];
/// In `[breaking]`.
pub const BREAKING: &[&str] = &["category", "fail-on", "version", "accept"];
/// In `[breaking.version]`.
pub const VERSION: &[&str] = &["check", "breaking", "compatible", "docs"];
/// In `[[lint.except]]` and `[[breaking.accept]]`.
pub const EXCEPTION: &[&str] = &["rule", "at", "reason", "expires"];
/// In `[generate]`.
pub const GENERATE: &[&str] = &[
    "out",
    "languages",
    "unknown-fields",
    "rename",
    "rust",
    "typescript",
    "json-schema",
];
/// In `[generate.rust]`.
pub const GENERATE_RUST: &[&str] = &[
    "package",
    "version",
    "license",
    "layout",
    "serde",
    "derive-macros",
    "borrowed",
    "extern-types",
    "attributes",
    "derive",
];
/// In `[generate.typescript]`.
pub const GENERATE_TYPESCRIPT: &[&str] = &["package", "version", "license", "int64"];
/// In `[generate.json-schema]`.
pub const GENERATE_JSON_SCHEMA: &[&str] = &["event-schemas"];
