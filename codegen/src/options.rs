//! The options of the generated code.

use std::collections::BTreeMap;

use tdproto_schema::{Code, Diagnostic, Model, Span, did_you_mean};

use crate::naming::Renames;

/// Choices for all languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Options {
    /// Names given by hand: `Type` or `Type.field` as in the schema, to the name in code.
    pub renames: Renames,
    /// The treatment of keys that the schema does not know.
    pub unknown_fields: UnknownFields,
    /// Choices for Rust alone.
    pub rust: RustOptions,
    /// Choices for TypeScript alone.
    pub typescript: TypeScriptOptions,
    /// Choices for JSON Schema alone.
    pub json_schema: JsonSchemaOptions,
    /// The places of options in a configuration file, by the option and the name that it is set
    /// for.
    pub(crate) places: BTreeMap<(Setting, String), Span>,
}

/// An option that a diagnostic may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Setting {
    /// A name given by hand.
    Rename,
    /// Attributes or derives of a Rust type.
    Attribute,
    /// An existing Rust type in place of a generated one.
    ExternType,
}

impl Setting {
    /// The beginning of the diagnostics about it.
    fn words(self) -> &'static str {
        match self {
            Self::Rename => "rename",
            Self::Attribute => "attribute",
            Self::ExternType => "extern type",
        }
    }
}

/// The treatment of received keys that the schema does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum UnknownFields {
    /// Skip them.
    #[default]
    Ignore,
    /// Keep them with their values, and write them back.
    Keep,
    /// Report the object as malformed.
    Deny,
}

impl UnknownFields {
    /// All treatments.
    pub const ALL: &[Self] = &[Self::Ignore, Self::Keep, Self::Deny];

    /// The word for it in the configuration and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ignore => "ignore",
            Self::Keep => "keep",
            Self::Deny => "deny",
        }
    }
}

/// The name, version, licence, repository and keywords of a generated package, where they do not
/// follow from the protocol.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct PackageOptions {
    /// The name; `None`: the name of the protocol.
    pub name: Option<String>,
    /// The version, by the rules of semantic versions; `None`: the version of the protocol.
    pub version: Option<String>,
    /// The licence, an SPDX expression; `None`: it names none.
    pub license: Option<String>,
    /// The URL of the repository that the package comes from; `None`: it names none.
    pub repository: Option<String>,
    /// The words by which people find the package in its registry.
    pub keywords: Vec<String>,
}

/// Choices for Rust alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct RustOptions {
    /// The name, version, licence, repository and keywords of the crate.
    pub package: PackageOptions,
    /// The layout of the code in files.
    pub layout: RustLayout,
    /// Attributes put above a type, by its name in the schema; `*` stands for every type.
    pub attributes: BTreeMap<String, Vec<String>>,
    /// Paths of existing types to use in place of generated ones, by the name in the schema.
    pub extern_types: BTreeMap<String, String>,
    /// True if code in one file has serde's traits; in a crate they are a feature of it.
    pub serde: bool,
    /// True if types in one file have the derives of `tdproto-macros` in place of explicit code.
    pub derive: bool,
    /// True if types borrow their texts from the text they are read from. Derived types own theirs
    /// in any case.
    pub borrowed: bool,
}

/// The layout of generated Rust in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RustLayout {
    /// A crate: `Cargo.toml`, `src/lib.rs`, a module per topic.
    #[default]
    Crate,
    /// A file to `include!`, called after the protocol, a nested module per topic.
    SingleFile,
}

impl RustLayout {
    /// All layouts.
    pub const ALL: &[Self] = &[Self::Crate, Self::SingleFile];

    /// The word for it in the configuration and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Crate => "crate",
            Self::SingleFile => "single-file",
        }
    }
}

/// Choices for TypeScript alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct TypeScriptOptions {
    /// The name, version, licence, repository and keywords of the npm package.
    pub package: PackageOptions,
    /// The type of integers of 64 bits.
    pub int64: Int64,
}

/// The type of integers of 64 bits in TypeScript. On the wire they are bare numbers in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Int64 {
    /// A bigint: exact.
    #[default]
    Bigint,
    /// A number: rounded beyond ±(2⁵³ − 1).
    Number,
    /// A string of decimal digits: exact.
    String,
}

impl Int64 {
    /// All types of integers of 64 bits.
    pub const ALL: &[Self] = &[Self::Bigint, Self::Number, Self::String];

    /// The word for it in the configuration and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bigint => "bigint",
            Self::Number => "number",
            Self::String => "string",
        }
    }
}

/// Choices for JSON Schema alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct JsonSchemaOptions {
    /// The place of the definitions that the schema of a single event needs.
    pub event_schemas: EventSchemas,
}

/// The place of the definitions that the schema of a single event needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum EventSchemas {
    /// In the same file, which checks a frame on its own and repeats what events share.
    #[default]
    Standalone,
    /// In the bundle, to which the file refers by its `$id`: a checker needs both.
    Bundled,
    /// There are no schemas of single events.
    None,
}

impl EventSchemas {
    /// All places of definitions.
    pub const ALL: &[Self] = &[Self::Standalone, Self::Bundled, Self::None];

    /// The word for it in arguments.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Standalone => "standalone",
            Self::Bundled => "bundled",
            Self::None => "none",
        }
    }
}

impl Options {
    /// The default options after a change.
    ///
    /// ```
    /// use tdproto_codegen::{Options, UnknownFields};
    ///
    /// let options = Options::with(|options| options.unknown_fields = UnknownFields::Keep);
    /// assert_ne!(options, Options::default());
    /// ```
    #[must_use]
    pub fn with(change: impl FnOnce(&mut Self)) -> Self {
        let mut options = Self::default();
        change(&mut options);
        options
    }

    /// Reports options for a type or field that the model does not have.
    #[must_use]
    pub fn check(&self, model: &Model) -> Vec<Diagnostic> {
        let renames = self.renames.keys().map(|name| (Setting::Rename, name));
        let attributes = self.rust.attributes.keys();
        let attributes = attributes.filter(|name| *name != EVERY_TYPE);
        let attributes = attributes.map(|name| (Setting::Attribute, name));
        let external = self.rust.extern_types.keys();
        let external = external.map(|name| (Setting::ExternType, name));
        let all = renames.chain(attributes).chain(external);
        all.filter_map(|(setting, name)| self.unknown_name(model, setting, name))
            .collect()
    }

    fn unknown_name(&self, model: &Model, setting: Setting, name: &str) -> Option<Diagnostic> {
        let (what, help) = missing_name(model, name)?;
        let message = format!("{} of `{name}`: {what}", setting.words());
        let found = Diagnostic::error(Code::OptionUnknown, message).help_if(help);
        Some(match self.places.get(&(setting, name.to_owned())) {
            Some(span) => found.at(*span, "not in the schema"),
            None => found,
        })
    }
}

/// The text that stands for every type where an option takes the name of one.
pub(crate) const EVERY_TYPE: &str = "*";

/// The error in a name of an option that the model does not have, and the name that was meant.
fn missing_name(model: &Model, name: &str) -> Option<(String, Option<String>)> {
    let (ty, field) = name
        .split_once('.')
        .map_or((name, None), |(ty, field)| (ty, Some(field)));
    let Some(id) = model.find_type(ty) else {
        let names = model.types().iter().map(|def| def.name.as_str());
        let message = format!("the schema has no type `{ty}`");
        return Some((message, did_you_mean(ty, names)));
    };
    let field = field?;
    let fields = model
        .entity(id)
        .map(|entity| entity.fields.as_slice())
        .unwrap_or_default();
    if fields.iter().any(|known| known.name == field) {
        return None;
    }
    let names = fields.iter().map(|known| known.name.as_str());
    let message = format!("`{ty}` has no field `{field}`");
    Some((message, did_you_mean(field, names)))
}
