//! The options of the generated code.

use std::collections::BTreeMap;

use tdproto_schema::names::{Name, is_type_name_in_code};
use tdproto_schema::{Code, Diagnostic, Model, Span, did_you_mean};

use crate::naming::Renames;
pub use crate::reference_options::{HtmlOptions, ReferenceContent, Version};

/// Choices for all languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Options {
    /// Names given by hand: `Type` or `Type.field` as in the schema, to the name in code.
    pub renames: Renames,
    /// The treatment of keys that the schema does not know.
    pub unknown_fields: UnknownFields,
    /// The name, version, licence, repository and keywords of a language's package, by the name of
    /// the language.
    pub packages: BTreeMap<String, PackageOptions>,
    /// Choices for Rust alone.
    pub rust: RustOptions,
    /// Choices for TypeScript alone.
    pub typescript: TypeScriptOptions,
    /// Choices for JSON Schema alone.
    pub json_schema: JsonSchemaOptions,
    /// Choices for AsyncAPI alone.
    pub asyncapi: DocumentOptions,
    /// Choices for OpenAPI alone.
    pub openapi: DocumentOptions,
    /// Choices for the reference as pages alone.
    pub html: HtmlOptions,
    /// What a reference shows besides the schema: the languages and versions of the project.
    pub reference: ReferenceContent,
    /// The places of options in a configuration file, by the option and the name that it is set
    /// for.
    pub(crate) places: BTreeMap<(Setting, String), Span>,
}

/// An option that a diagnostic may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Setting {
    /// A name given by hand.
    Rename,
    /// Attributes of a Rust type.
    Attribute,
    /// Traits to derive for a Rust type.
    Derive,
    /// An existing Rust type in place of a generated one.
    ExternType,
    /// A fact of a generated package; it is set for a language.
    Package,
}

impl Setting {
    /// The beginning of the diagnostics about it.
    fn words(self) -> &'static str {
        match self {
            Self::Rename => "rename",
            Self::Attribute => "attribute",
            Self::Derive => "derive",
            Self::ExternType => "extern type",
            Self::Package => "package",
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

impl PackageOptions {
    /// No choices: all follows from the protocol.
    const NONE: Self = Self {
        name: None,
        version: None,
        license: None,
        repository: None,
        keywords: Vec::new(),
    };
}

/// Choices for Rust alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct RustOptions {
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

/// Choices for a document that describes the whole protocol.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct DocumentOptions {
    /// The form in which it is written.
    pub format: DocumentFormat,
}

/// The form in which a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DocumentFormat {
    /// JSON.
    #[default]
    Json,
    /// YAML.
    Yaml,
}

impl DocumentFormat {
    /// All forms.
    pub const ALL: &[Self] = &[Self::Json, Self::Yaml];

    /// The word for it in the configuration, and the end of the name of the file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Yaml => "yaml",
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

    /// The choices for the package of a language.
    #[must_use]
    pub fn package(&self, language: &str) -> &PackageOptions {
        static NONE: PackageOptions = PackageOptions::NONE;
        self.packages.get(language).unwrap_or(&NONE)
    }

    /// Reports options for a type or field that the model does not have, and names in code that no
    /// language could use.
    #[must_use]
    pub fn check(&self, model: &Model) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for (name, to) in &self.renames {
            let unknown = self.unknown_name(model, Setting::Rename, name);
            found.extend(unknown.or_else(|| self.invalid_rename(name, to)));
        }
        for (name, texts) in &self.rust.attributes {
            if name != EVERY_TYPE && !EVENT_ENUMS.contains(&name.as_str()) {
                let is_derive = |text: &String| text.starts_with("#[derive(");
                let setting = match texts.iter().all(is_derive) {
                    true => Setting::Derive,
                    false => Setting::Attribute,
                };
                found.extend(self.unknown_name(model, setting, name));
            }
        }
        for name in self.rust.extern_types.keys() {
            found.extend(self.unknown_name(model, Setting::ExternType, name));
        }
        found
    }

    fn unknown_name(&self, model: &Model, setting: Setting, name: &str) -> Option<Diagnostic> {
        let (what, help) = missing_name(model, name)?;
        let message = format!("{} of `{}`: {what}", setting.words(), name.escape_debug());
        let found = Diagnostic::error(Code::OptionUnknown, message).help_if(help);
        Some(found.at(self.place(setting, name), "not in the schema"))
    }

    fn invalid_rename(&self, name: &str, to: &str) -> Option<Diagnostic> {
        let (is_name, expected) = match name.contains('.') {
            true => (
                Name::Code.check(to).is_ok(),
                "expected a letter, then letters, digits and `_`",
            ),
            false => (
                is_type_name_in_code(to),
                "expected an upper-case letter, then letters, digits and `_`",
            ),
        };
        let message = format!("`{}` cannot be a name in code", to.escape_debug());
        (!is_name).then(|| self.invalid(Setting::Rename, name, &message, expected))
    }

    /// The diagnostic of an option whose value cannot be used. It shows the expected form at the
    /// option's place, or as help if the option has none.
    pub(crate) fn invalid(
        &self,
        setting: Setting,
        name: &str,
        message: &str,
        expected: &str,
    ) -> Diagnostic {
        let message = format!(
            "{} of `{}`: {message}",
            setting.words(),
            name.escape_debug()
        );
        let found = Diagnostic::error(Code::OptionInvalid, message);
        match self.place(setting, name) {
            Span::NONE => found.help(expected),
            place => found.at(place, expected),
        }
    }

    /// The place of an option in a configuration file.
    pub(crate) fn place(&self, setting: Setting, name: &str) -> Span {
        let place = self.places.get(&(setting, name.to_owned()));
        place.copied().unwrap_or(Span::NONE)
    }
}

/// The text that stands for every type where an option takes the name of one.
pub(crate) const EVERY_TYPE: &str = "*";

/// The enums of events in Rust, which take attributes by these names.
pub(crate) const EVENT_ENUMS: [&str; 2] = ["ServerEvent", "ClientEvent"];

/// The error in a name of an option that the model does not have, and the name that was meant.
fn missing_name(model: &Model, name: &str) -> Option<(String, Option<String>)> {
    if model.find_event(name).is_some() {
        let help = "give the event a name in code in the schema, with `name = \"…\"`";
        let message = "options name types and fields, and this is an event".to_owned();
        return Some((message, Some(help.to_owned())));
    }
    let (ty, field) = name
        .split_once('.')
        .map_or((name, None), |(ty, field)| (ty, Some(field)));
    let Some(id) = model.find_type(ty) else {
        let names = model.types().iter().map(|def| def.name.as_str());
        let message = format!("the schema has no type `{}`", ty.escape_debug());
        return Some((message, did_you_mean(ty, names)));
    };
    let field = field?;
    let fields = model.ty(id).fields();
    if fields.iter().any(|known| known.name == field) {
        return None;
    }
    let names = fields.iter().map(|known| known.name.as_str());
    let message = format!("`{ty}` has no field `{}`", field.escape_debug());
    Some((message, did_you_mean(field, names)))
}
