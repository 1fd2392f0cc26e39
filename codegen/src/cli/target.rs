//! The target of generated code: the directory, the languages and their options. The command line
//! comes first, then `[generate]` of the project's configuration.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;
use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use tdproto_schema::{Diagnostic, SourceMap, did_you_mean};

use super::config::{self, ConfigArgs, FoundConfig};
use super::quoted::quoted;
use super::reference;
use crate::config::Plugin;
use crate::files::targets_in;
use crate::lang;
use crate::load::SchemaSource;
use crate::options::{EventSchemas, Int64, Options, UnknownFields};
use crate::paths::display;

/// The directory of generated code, if neither the command line nor the configuration names one.
const OUT: &str = "generated";

/// Returns the languages that `tdproto generate` makes by itself for a configuration.
pub(super) fn languages(config: &FoundConfig) -> Vec<&'static str> {
    let generate = &config.config.generate;
    let out = out(config, generate.out.as_deref());
    targets_in(&out, &generate.languages, &[]).0
}

/// The directory of generated code: that of the configuration, or else the usual one.
fn out(config: &FoundConfig, configured: Option<&Path>) -> PathBuf {
    let beside = config.folder.as_deref().unwrap_or(Path::new(""));
    configured.map_or_else(|| PathBuf::from(OUT), |out| beside.join(out))
}

/// The arguments for the directory and the options of generated code.
#[derive(Debug, Clone, ClapArgs)]
pub(super) struct TargetArgs {
    /// The directory with a folder for each language [default: `generate.out` of tdproto.toml, or
    /// ./generated]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The type of 64-bit integers in TypeScript [default: bigint]
    #[arg(long, value_enum, value_name = "TYPE")]
    int64: Option<Int64>,
    /// Treatment of received keys that the schema does not have [default: ignore]
    #[arg(long, value_enum, value_name = "POLICY")]
    unknown_fields: Option<UnknownFields>,
    /// Let Rust types borrow their texts from the frame
    #[arg(long)]
    rust_borrowed: bool,
    /// Where the JSON Schema of a single event has the definitions that it needs [default:
    /// standalone]
    #[arg(long, value_enum, value_name = "HOW")]
    event_schemas: Option<EventSchemas>,
    /// Older schemas for the page of changes of the reference, the oldest first
    #[arg(long, value_name = "SCHEMA", value_delimiter = ',', value_parser = history)]
    history: Vec<String>,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Checks the source of an older version.
fn history(text: &str) -> Result<String, String> {
    SchemaSource::parse(text.as_ref()).map(|_| text.to_owned())
}

/// Reads the name of a language or a plug-in: which plug-ins there are is in the configuration. The
/// languages are shown and completed.
#[derive(Debug, Clone, Copy)]
pub(super) struct TargetNames;

impl TypedValueParser for TargetNames {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        arg: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(lang::names().into_iter().map(PossibleValue::new)))
    }
}

/// The message for a name that neither a language nor a plug-in has.
fn no_target(name: &str, plugins: &[&str]) -> String {
    let mut known = lang::names();
    known.extend(plugins);
    let help = did_you_mean(name, known.iter().copied());
    let help = help.unwrap_or_else(|| format!("known are {}", known.join(", ")));
    let name = name.escape_debug();
    format!("there is no language or plug-in `{name}`; {help}")
}

/// The target that `TargetArgs` and the configuration ask for.
pub(super) struct Target {
    pub(super) out: PathBuf,
    /// The languages, in the order of their names, with the model among them.
    pub(super) languages: Vec<&'static str>,
    /// The plug-ins, in the order of the configuration.
    pub(super) plugins: Vec<Plugin>,
    /// The directory of the configuration, in which plug-ins are started.
    pub(super) folder: PathBuf,
    pub(super) options: Options,
}

/// Returns true if an output is a reference, which shows more than the schema.
fn is_reference(name: &str) -> bool {
    matches!(name, "html" | "markdown")
}

impl TargetArgs {
    /// Returns the target for a schema; the configuration file is added to the sources. `named` are
    /// the languages and plug-ins of the command line.
    ///
    /// # Errors
    /// The message for a name that neither a language nor a plug-in has.
    pub(super) fn target(
        &self,
        schema: &SchemaSource,
        named: &[String],
        sources: &mut SourceMap,
    ) -> Result<(Target, Vec<Diagnostic>), String> {
        let config = config::find(&self.config, schema, sources);
        let configured = out(&config, config.config.generate.out.as_deref());
        let out = self.out.clone().unwrap_or(configured);
        let generate = config.config.generate;
        let mut plugins = config.config.plugins;
        let beside = config.folder.as_deref().unwrap_or(Path::new(""));
        let wanted = match named {
            [] => generate.languages.as_slice(),
            named => named,
        };
        let names: Vec<String> = plugins.iter().map(|p| p.name.value.clone()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let (languages, chosen) = targets_in(&out, wanted, &names);
        plugins.retain(|plugin| chosen.contains(&plugin.name.value.as_str()));
        let is_known = |name: &str| lang::names().contains(&name) || names.contains(&name);
        let unknown = named.iter().find(|name| !is_known(name));
        // A plug-in that could not be read is reported already.
        if let Some(unknown) = unknown.filter(|_| config.diagnostics.is_empty()) {
            return Err(no_target(unknown, &names));
        }
        let mut options = self.options(generate.options);
        let diagnostics = match languages.iter().any(|name| is_reference(name)) {
            true => reference::fill(&mut options, schema, &generate.languages, sources),
            false => Vec::new(),
        };
        let target = Target {
            languages,
            plugins,
            folder: beside.to_owned(),
            options,
            out,
        };
        let diagnostics = config.diagnostics.into_iter().chain(diagnostics);
        Ok((target, diagnostics.collect()))
    }

    fn options(&self, mut options: Options) -> Options {
        if let Some(int64) = self.int64 {
            options.typescript.int64 = int64;
        }
        if let Some(policy) = self.unknown_fields {
            options.unknown_fields = policy;
        }
        options.rust.borrowed |= self.rust_borrowed;
        if let Some(how) = self.event_schemas {
            options.json_schema.event_schemas = how;
        }
        if !self.history.is_empty() {
            options.html.history.clone_from(&self.history);
        }
        options
    }

    /// Returns the command that generates the target of these arguments.
    pub(super) fn command(&self, schema: &SchemaSource, named: &[String]) -> String {
        let mut parts = vec!["tdproto generate".to_owned()];
        parts.extend(named.iter().cloned());
        if *schema != SchemaSource::BuiltIn {
            parts.push(format!("--schema {}", quoted(&schema.to_string())));
        }
        if let Some(out) = &self.out {
            parts.push(format!("--out {}", quoted(&display(out))));
        }
        if let Some(int64) = self.int64 {
            parts.push(format!("--int64 {}", int64.name()));
        }
        if let Some(policy) = self.unknown_fields {
            parts.push(format!("--unknown-fields {}", policy.name()));
        }
        if self.rust_borrowed {
            parts.push("--rust-borrowed".to_owned());
        }
        if let Some(how) = self.event_schemas {
            parts.push(format!("--event-schemas {}", how.name()));
        }
        if !self.history.is_empty() {
            parts.push(format!("--history {}", quoted(&self.history.join(","))));
        }
        if let Some(config) = &self.config.config {
            parts.push(format!("--config {}", quoted(&display(config))));
        }
        parts.join(" ")
    }
}
