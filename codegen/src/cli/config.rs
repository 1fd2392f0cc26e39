//! `--config`: the project's configuration that a command uses.

use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;
use tdproto_schema::{Diagnostic, FileId, SourceMap, embedded};

use crate::config::{self, Config, FILE_NAME};
use crate::load::{SchemaSource, find_above};
use crate::{paths, rules};

/// The arguments that name the configuration.
#[derive(Debug, Clone, ClapArgs)]
pub(super) struct ConfigArgs {
    /// The project's configuration [default: the nearest tdproto.toml above the schema]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
}

/// A configuration.
pub(super) struct FoundConfig {
    pub(super) config: Config,
    /// The file, as people are shown it; `None` if there is none.
    pub(super) shown: Option<String>,
    /// The directory of the file, if that is on disk.
    pub(super) folder: Option<PathBuf>,
    /// The file among the sources, if it is on disk.
    pub(super) file: Option<FileId>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Finds and reads the configuration for a schema; its file is added to the sources. For a schema
/// in git, the search starts at the current directory.
pub(super) fn find(
    args: &ConfigArgs,
    schema: &SchemaSource,
    sources: &mut SourceMap,
) -> FoundConfig {
    if args.config.is_none() && *schema == SchemaSource::BuiltIn {
        let (config, diagnostics) = config::built_in(sources, &rules::known());
        return FoundConfig {
            config,
            shown: Some(embedded::config().0.to_owned()),
            folder: None,
            file: None,
            diagnostics,
        };
    }
    let path = args.config.clone();
    let path = path.or_else(|| find_above(schema.path().unwrap_or(Path::new("schema")), FILE_NAME));
    let before = sources.files().len();
    let (config, diagnostics) = match &path {
        Some(path) => config::load(path, sources, &rules::known()),
        None => (Config::default(), Vec::new()),
    };
    FoundConfig {
        config,
        shown: path.as_deref().map(paths::display),
        folder: path.as_deref().and_then(Path::parent).map(Path::to_owned),
        file: sources.files().get(before).map(|file| file.id),
        diagnostics,
    }
}
