//! Every key that the configuration file may have. The reader refuses all others, and a test
//! compares the JSON Schema of the file with the same lists.

/// The tables at the top of the file.
pub const FILE: &[&str] = &["lint", "breaking", "generate"];
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
/// The keys of `[generate]`.
pub const GENERATE: &[&str] = &[
    "out",
    "languages",
    "unknown-fields",
    "rename",
    "rust",
    "typescript",
    "json-schema",
];
/// The keys of `[generate.rust]`.
pub const GENERATE_RUST: &[&str] = &[
    "package",
    "version",
    "license",
    "repository",
    "keywords",
    "layout",
    "serde",
    "derive-macros",
    "borrowed",
    "extern-types",
    "attributes",
    "derive",
];
/// The keys of `[generate.typescript]`.
pub const GENERATE_TYPESCRIPT: &[&str] = &[
    "package",
    "version",
    "license",
    "repository",
    "keywords",
    "int64",
];
/// The keys of `[generate.json-schema]`.
pub const GENERATE_JSON_SCHEMA: &[&str] = &["event-schemas"];
