//! The project's configuration, `tdproto.toml`: how strict lint and breaking are, the exceptions to
//! their rules with a reason each, and the options of generated code.
//!
//! It lies in a directory above the schema, whose own `.toml` files are all schema.
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
mod read;
mod reader;
mod rules;

use std::collections::BTreeMap;
use std::path::Path;

use tdproto_schema::decl::Spanned;
use tdproto_schema::{Diagnostic, Severity, SourceMap, Span, embedded};

use crate::{load, paths};

pub use choices::{Category, FailOn, VersionPart};
pub use date::Date;
pub use except::{Applied, EXPIRED, Exception, UNUSED, apply};
pub use generate::Generate;
pub use level::Level;
pub use read::read;
pub use rules::{KnownRule, KnownRules, RuleOption};

/// What the file is called.
pub const FILE_NAME: &str = "tdproto.toml";

/// All that the file says.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Config {
    /// `[lint]`
    pub lint: Lint,
    /// `[breaking]`
    pub breaking: Breaking,
    /// `[generate]`
    pub generate: Generate,
}

/// `[lint]`
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Lint {
    /// The rules that run: those of this level and of the ones below it.
    pub level: Level,
    /// What is said about single rules, by their id.
    pub rules: BTreeMap<String, RuleConfig>,
    /// The accepted findings.
    pub except: Vec<Exception>,
}

/// What `[lint.rules]` says about a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleConfig {
    /// The place of the rule's id.
    pub span: Span,
    /// Whether it runs, and the severity of its findings; `None`: not set.
    pub setting: Option<Setting>,
    /// Names that it lets pass.
    pub allow: Vec<Spanned<String>>,
    /// The share that a ratchet holds, in percent, as `tdproto lint --fix` recorded it.
    pub recorded: Option<Spanned<f64>>,
}

/// Whether a rule runs, and the severity of its findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// It does not run.
    Off,
    /// It runs at any level.
    On(Severity),
}

/// `[breaking]`
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Breaking {
    /// What is promised to consumers; `None`: nothing is said.
    pub category: Option<Category>,
    /// Lowest severity that fails the run; `None`: not set.
    pub fail_on: Option<FailOn>,
    /// `[breaking.version]`
    pub version: Versions,
    /// What may break.
    pub accept: Vec<Exception>,
}

/// `[breaking.version]`: how far the schema's version has to move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Versions {
    /// Whether the version is checked even without `--check-version`.
    pub check: bool,
    /// For a change that breaks clients or servers.
    pub breaking: VersionPart,
    /// For a change that breaks nobody.
    pub compatible: VersionPart,
    /// For a change of descriptions only.
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

/// The configuration of the built-in schema, and what is wrong with it. Its file is added to the
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
