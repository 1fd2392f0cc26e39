//! Generation from other crates' build scripts.

use std::fmt;
use std::path::{Path, PathBuf};

use tdproto_schema::{Code, Diagnostic, SourceMap};

use crate::files;
use crate::generate::generate;
use crate::lang::{self, REGISTRY};
use crate::load::{self, Loaded};
use crate::options::{
    DocumentFormat, EventSchemas, Int64, Options, PackageOptions, RustLayout, UnknownFields,
};
use crate::render::{Style, render, summary};

/// Generates code in a build script.
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), tdproto_codegen::BuildError> {
///     tdproto_codegen::Builder::new()
///         .schema("proto")
///         .type_attribute("Message", "#[derive(Hash)]")
///         .generate()
/// }
/// ```
///
/// With a protocol called `chat`, the code is then in the crate by
/// `include!(concat!(env!("OUT_DIR"), "/rust/chat.rs"));`. It needs no other crate.
#[derive(Debug, Clone, Default)]
pub struct Builder {
    schema: Option<PathBuf>,
    languages: Vec<String>,
    out: Option<PathBuf>,
    layout: Option<RustLayout>,
    replaced: Vec<String>,
    options: Options,
}

impl Builder {
    /// The built-in schema into Rust, below `OUT_DIR`.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The schema directory, relative to the package of the build script.
    #[must_use]
    pub fn schema(mut self, dir: impl Into<PathBuf>) -> Self {
        self.schema = Some(dir.into());
        self
    }

    /// Adds a language; without any, it is `rust`.
    #[must_use]
    pub fn language(mut self, name: impl Into<String>) -> Self {
        self.languages.push(name.into());
        self
    }

    /// Sets the directory that gets a folder for each language; `OUT_DIR` by default.
    #[must_use]
    pub fn out_dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.out = Some(dir.into());
        self
    }

    /// Replaces the files of this protocol, too: the name that the protocol had when they were
    /// generated. Files of any other protocol are errors.
    #[must_use]
    pub fn replace(mut self, protocol: impl Into<String>) -> Self {
        self.replaced.push(protocol.into());
        self
    }

    /// Sets the layout of Rust; one file to `include!` by default.
    #[must_use]
    pub fn rust_layout(mut self, layout: RustLayout) -> Self {
        self.layout = Some(layout);
        self
    }

    /// Puts an attribute above a Rust type, named as in the schema, and above its input view. `*`
    /// stands for every type that is not an alias, and for the enums of events; one of those is
    /// `ServerEvent` or `ClientEvent`.
    #[must_use]
    pub fn type_attribute(mut self, ty: impl Into<String>, attribute: impl Into<String>) -> Self {
        self.options
            .rust
            .attributes
            .entry(ty.into())
            .or_default()
            .push(attribute.into());
        self
    }

    /// Derives a trait for a Rust type, named as in [`Builder::type_attribute`]. A trait that a type
    /// has already is not derived twice. `*` derives the traits of the standard library for the types
    /// whose fields have them: an entity with a `float64` never gets `Eq`.
    #[must_use]
    pub fn derive(self, ty: impl Into<String>, path: impl fmt::Display) -> Self {
        self.type_attribute(ty, format!("#[derive({path})]"))
    }

    /// Gives the Rust types serde's traits; the crate then needs `serde`.
    #[must_use]
    pub fn serde(mut self, wanted: bool) -> Self {
        self.options.rust.serde = wanted;
        self
    }

    /// Gives the Rust types the derives of `tdproto-macros` in place of explicit code; the crate
    /// then needs `tdproto-macros`, `tdproto-schema` and `tdproto-wire`. There are no derives of drawn
    /// frames.
    #[must_use]
    pub fn rust_derives(mut self, wanted: bool) -> Self {
        self.options.rust.derive = wanted;
        self
    }

    /// Lets the Rust types borrow their texts from the frame that they are read from: they are
    /// `Cow<'a, str>`, and what holds one has the lifetime `'a`. Reading copies no text but those
    /// with escapes. Of serde's traits, such types have `Serialize` alone; types with derives own
    /// their texts in any case.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), tdproto_codegen::BuildError> {
    /// tdproto_codegen::Builder::new().rust_borrowed(true).generate()
    /// # }
    /// ```
    #[must_use]
    pub fn rust_borrowed(mut self, wanted: bool) -> Self {
        self.options.rust.borrowed = wanted;
        self
    }

    /// Uses an existing Rust type, such as `crate::Id`, in place of a generated one. It implements
    /// all traits that generated code uses: `Debug`, `Clone`, `PartialEq`, `Default` and the `Value`
    /// of the generated module `wire`; as a key of a map also `Ord` and the `Key` of that module. An
    /// entity with readonly fields cannot be one, since clients send it without these.
    #[must_use]
    pub fn extern_type(mut self, ty: impl Into<String>, path: impl Into<String>) -> Self {
        self.options
            .rust
            .extern_types
            .insert(ty.into(), path.into());
        self
    }

    /// Gives a type (`Message`) or a field (`Message.text`) of the schema another name in code. The
    /// name of a type starts with an upper-case letter.
    #[must_use]
    pub fn rename(mut self, name: impl Into<String>, to: impl Into<String>) -> Self {
        self.options.renames.insert(name.into(), to.into());
        self
    }

    /// Sets the treatment of keys that the schema does not know.
    #[must_use]
    pub fn unknown_fields(mut self, policy: UnknownFields) -> Self {
        self.options.unknown_fields = policy;
        self
    }

    /// Changes the name, version, licence, repository and keywords of a language's package. The
    /// name of a language that has no packages changes nothing.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), tdproto_codegen::BuildError> {
    /// tdproto_codegen::Builder::new()
    ///     .language("typescript")
    ///     .package("typescript", |package| package.name = Some("@team/chat".to_owned()))
    ///     .generate()
    /// # }
    /// ```
    #[must_use]
    pub fn package(
        mut self,
        language: impl Into<String>,
        change: impl FnOnce(&mut PackageOptions),
    ) -> Self {
        change(self.options.packages.entry(language.into()).or_default());
        self
    }

    /// Changes the name, version, licence, repository and keywords of the crate.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), tdproto_codegen::BuildError> {
    /// tdproto_codegen::Builder::new()
    ///     .rust_package(|package| package.license = Some("MIT".to_owned()))
    ///     .generate()
    /// # }
    /// ```
    #[must_use]
    pub fn rust_package(self, change: impl FnOnce(&mut PackageOptions)) -> Self {
        self.package("rust", change)
    }

    /// Changes the name, version, licence, repository and keywords of the npm package.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), tdproto_codegen::BuildError> {
    /// tdproto_codegen::Builder::new()
    ///     .language("typescript")
    ///     .typescript_package(|package| package.name = Some("@team/chat".to_owned()))
    ///     .generate()
    /// # }
    /// ```
    #[must_use]
    pub fn typescript_package(self, change: impl FnOnce(&mut PackageOptions)) -> Self {
        self.package("typescript", change)
    }

    /// Sets the type of integers of 64 bits in TypeScript.
    #[must_use]
    pub fn typescript_int64(mut self, int64: Int64) -> Self {
        self.options.typescript.int64 = int64;
        self
    }

    /// Sets the place of the definitions that the JSON Schemas of single events need.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), tdproto_codegen::BuildError> {
    /// use tdproto_codegen::{Builder, EventSchemas};
    /// Builder::new().language("json-schema").event_schemas(EventSchemas::Bundled).generate()
    /// # }
    /// ```
    #[must_use]
    pub fn event_schemas(mut self, event_schemas: EventSchemas) -> Self {
        self.options.json_schema.event_schemas = event_schemas;
        self
    }

    /// Sets the form of the documents of AsyncAPI and OpenAPI.
    #[must_use]
    pub fn document_format(mut self, format: DocumentFormat) -> Self {
        self.options.asyncapi.format = format;
        self.options.openapi.format = format;
        self
    }

    /// Generates, and names to cargo the files to watch: every file and directory of the schema.
    ///
    /// # Errors
    /// If the schema cannot be read or has errors, a language is not known, or a file cannot be
    /// written; the error's text shows each diagnostic.
    pub fn generate(self) -> Result<(), BuildError> {
        let loaded = match &self.schema {
            Some(dir) => load::load(dir),
            None => load::built_in(),
        };
        print_for_cargo(self.schema.as_deref(), &loaded);
        let (schema, found) = loaded.compile();
        let sources = &loaded.sources;
        report("the schema has", sources, &found)?;
        let out = self.out_dir_or_cargo()?;
        let options = Options {
            rust: crate::options::RustOptions {
                layout: self.layout.unwrap_or(RustLayout::SingleFile),
                ..self.options.rust
            },
            ..self.options
        };
        let languages = if self.languages.is_empty() {
            vec!["rust".to_owned()]
        } else {
            self.languages
        };
        let mut generated = Vec::new();
        for name in &languages {
            let backend = lang::find(name).ok_or_else(|| unknown_language(name))?;
            let (files, found) = generate(&schema, backend, &options);
            report(subject(&found), sources, &found)?;
            generated.push(files);
        }
        let written = files::update(&out, generated, &self.replaced);
        written
            .map(|_| ())
            .map_err(|found| BuildError::new("the output directory has", sources, &found))
    }

    fn out_dir_or_cargo(&self) -> Result<PathBuf, BuildError> {
        let out = self
            .out
            .clone()
            .or_else(|| std::env::var_os("OUT_DIR").map(PathBuf::from));
        out.ok_or_else(|| BuildError {
            text: "no output directory: call out_dir, or run in a build script".to_owned(),
        })
    }
}

/// Names the files to watch to cargo, which reads the standard output of build scripts.
#[allow(
    clippy::print_stdout,
    reason = "it is how a build script tells cargo what to watch"
)]
fn print_for_cargo(schema: Option<&Path>, loaded: &Loaded) {
    let paths = schema.into_iter();
    for line in watched(paths.chain(loaded.watched.iter().map(PathBuf::as_path))) {
        println!("{line}");
    }
}

/// The instructions that make cargo watch files. A line feed in a name would start another
/// instruction; the directory of such a file is watched in any case.
fn watched<'a>(paths: impl Iterator<Item = &'a Path>) -> impl Iterator<Item = String> {
    let paths = paths.map(|path| path.display().to_string());
    let paths = paths.filter(|path| !path.contains(char::is_control));
    paths.map(|path| format!("cargo::rerun-if-changed={path}"))
}

/// Hands warnings to cargo; errors end the build.
#[allow(
    clippy::print_stdout,
    reason = "it is how a build script tells cargo of a warning"
)]
fn report(subject: &str, sources: &SourceMap, found: &[Diagnostic]) -> Result<(), BuildError> {
    if found.iter().any(Diagnostic::is_error) {
        return Err(BuildError::new(subject, sources, found));
    }
    for warning in found {
        let message = warning.message.replace(char::is_control, " ");
        println!("cargo::warning={message} [{}]", warning.code.id());
        for help in &warning.help {
            println!("cargo::warning=  {}", help.replace(char::is_control, " "));
        }
    }
    Ok(())
}

/// The subject of the errors in what is generated: the options of the `Builder`, the schema or both.
fn subject(found: &[Diagnostic]) -> &'static str {
    let mut errors = found.iter().filter(|found| found.is_error());
    let of_options =
        |found: &Diagnostic| matches!(found.code, Code::OptionUnknown | Code::OptionInvalid);
    match (errors.clone().any(of_options), errors.all(of_options)) {
        (true, true) => "the options have",
        (true, false) => "the schema and the options have",
        (false, _) => "the schema has",
    }
}

/// The languages that are features of this crate.
const FEATURES: &[&str] = &[
    "asyncapi", "go", "html", "kotlin", "markdown", "openapi", "python",
];

fn unknown_language(name: &str) -> BuildError {
    if FEATURES.contains(&name) {
        return BuildError {
            text: format!(
                "language `{name}` is a feature of tdproto-codegen: add `features = [\"{name}\"]` \
                 to the build dependency"
            ),
        };
    }
    let known: Vec<_> = REGISTRY.iter().map(|backend| backend.name()).collect();
    BuildError {
        text: format!("no language `{name}`; known are {}", known.join(", ")),
    }
}

/// The reason that a build script could not generate.
pub struct BuildError {
    text: String,
}

impl BuildError {
    fn new(subject: &str, sources: &SourceMap, found: &[Diagnostic]) -> Self {
        let text = render(sources, found, Style::Plain);
        Self {
            text: format!("{subject} {}\n\n{}", summary(found), text.trim_end()),
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Prints the text to be shown, since `main` prints an error by `Debug`.
impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for BuildError {}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::watched;

    #[test]
    fn names_of_files_are_no_instructions_to_cargo() {
        let paths = [
            "proto",
            "proto/a\ncargo::rustc-env=X=1.toml",
            "proto/b.toml",
        ];
        let lines: Vec<_> = watched(paths.into_iter().map(Path::new)).collect();
        let expected = ["proto", "proto/b.toml"];
        assert_eq!(
            lines,
            expected.map(|path| format!("cargo::rerun-if-changed={path}"))
        );
    }
}
