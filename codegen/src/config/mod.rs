//! The project's configuration, `tdproto.toml`: the strictness of lint and breaking, the exceptions
//! to their rules with a reason each, the options of generated code, and plug-ins.
//!
//! The file is in a directory above the schema, whose own `.toml` files are all schema.
//!
//! ```toml
//! [lint]
//! level = "standard"
//!
//! [lint.rules]
//! example-missing = "off"
//! field-name-case = { severity = "error", allow = ["mediaURL"] }
//!
//! [[lint.except]]
//! rule = "type-unused"
//! at = ["*Request", "*Response"]
//! reason = "bodies of the HTTP API, which no event carries"
//!
//! [[breaking.accept]]
//! rule = "field-removed"
//! at = "Chat.draft_num"
//! reason = "no client ever read it"
//! expires = 2027-01-31
//! ```

mod choices;
mod date;
mod except;
pub mod format;
mod generate;
pub mod keys;
mod level;
mod plugin;
mod read;
mod reader;
mod rules;

use std::collections::BTreeMap;
use std::path::Path;

use tdproto_schema::decl::Spanned;
use tdproto_schema::{Diagnostic, Severity, SourceMap, Span, embedded};

use crate::{load, paths};

pub use choices::{Category, FailOn, NameCase, VersionPart};
pub use date::Date;
pub use except::{Applied, Exception, apply};
pub(crate) use except::{EXPIRED, UNUSED};
pub use generate::Generate;
pub use level::Level;
pub use plugin::{Plugin, PluginNames};
pub use read::read;
pub use rules::{KnownRule, KnownRules, RuleOption};

/// The name of the file.
#[cfg(feature = "cli")]
pub(crate) const FILE_NAME: &str = "tdproto.toml";

/// The content of the file.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Config {
    /// The table `[lint]`.
    pub lint: Lint,
    /// The table `[breaking]`.
    pub breaking: Breaking,
    /// The table `[generate]`.
    pub generate: Generate,
    /// The tables `[plugin.NAME]`, in the order of the file.
    pub plugins: Vec<Plugin>,
}

/// The table `[lint]`.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Lint {
    /// The rules that run: those of this level and of the ones below it.
    pub level: Level,
    /// The settings of single rules, by their id.
    pub rules: BTreeMap<String, RuleConfig>,
    /// The accepted findings.
    pub except: Vec<Exception>,
}

/// The setting of a rule in `[lint.rules]`.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleConfig {
    /// The place of the rule's id.
    pub span: Span,
    /// The state of the rule and the severity of its findings; `None` if not set.
    pub setting: Option<Setting>,
    /// The names that the rule accepts.
    pub allow: Vec<Spanned<String>>,
    /// The case of names; `None`: that of the rule.
    pub case: Option<NameCase>,
    /// The share that a ratchet holds, in percent, as `tdproto lint --fix` recorded it.
    pub recorded: Option<Spanned<f64>>,
}

/// The state of a rule and the severity of its findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// The rule does not run.
    Off,
    /// The rule runs at any level, with this severity.
    On(Severity),
}

/// The table `[breaking]`.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Breaking {
    /// The promise to consumers; `None` if not set.
    pub category: Option<Category>,
    /// The lowest severity that fails the run; `None` if not set.
    pub fail_on: Option<FailOn>,
    /// The table `[breaking.version]`.
    pub version: Versions,
    /// The breaking changes that are accepted.
    pub accept: Vec<Exception>,
}

/// The table `[breaking.version]`: the version bump that each kind of change needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Versions {
    /// True if the version is checked even without `--check-version`.
    pub check: bool,
    /// The bump for a change that breaks clients or servers.
    pub breaking: VersionPart,
    /// The bump for a change that breaks neither.
    pub compatible: VersionPart,
    /// The bump for a change of descriptions only.
    pub docs: VersionPart,
}

impl Default for Versions {
    fn default() -> Self {
        Self {
            check: false,
            breaking: VersionPart::Major,
            compatible: VersionPart::Minor,
            docs: VersionPart::Patch,
        }
    }
}

/// Returns the configuration of the built-in schema, and its diagnostics. Its file is added to the
/// sources.
#[must_use]
pub fn built_in(sources: &mut SourceMap, rules: &KnownRules) -> (Config, Vec<Diagnostic>) {
    let (path, text) = embedded::config();
    let file = sources.add(path, text);
    read(sources, file, rules)
}

/// Reads a configuration file, which is added to the sources.
#[must_use]
pub fn load(path: &Path, sources: &mut SourceMap, rules: &KnownRules) -> (Config, Vec<Diagnostic>) {
    match load::read_text(path) {
        Ok(text) => {
            let file = sources.add(paths::display(path), text);
            read(sources, file, rules)
        }
        Err(found) => (Config::default(), vec![*found]),
    }
}
