//! `tdproto plugin check`: a plug-in on schemas that are built in, twice each.

use std::path::Path;

use tdproto_schema::{Code, Diagnostic, Schema, SourceMap, compile, embedded};

use super::{Ran, run};
use crate::config::Plugin;
use crate::options::Options;

/// The small schemas: a name, and a file.
const SMALL: &[(&str, &str)] = &[
    ("plain", include_str!("cases/plain.toml")),
    ("empty", include_str!("cases/empty.toml")),
    ("presence", include_str!("cases/presence.toml")),
    ("types", include_str!("cases/types.toml")),
    ("unions", include_str!("cases/unions.toml")),
    ("events", include_str!("cases/events.toml")),
    ("frames", include_str!("cases/frames.toml")),
    ("hostile", include_str!("cases/hostile.toml")),
];

/// The result for one schema.
pub(crate) struct Checked {
    /// The name of the schema.
    pub(crate) name: &'static str,
    /// The texts that diagnostics point into.
    pub(crate) sources: SourceMap,
    /// The result of the first run.
    pub(crate) ran: Ran,
    /// The errors of the plug-in, which it must not have.
    pub(crate) faults: Vec<Diagnostic>,
    /// The diagnostics that say that the plug-in does not take the schema, which it may.
    pub(crate) refusals: Vec<Diagnostic>,
}

/// The schemas: the built-in protocol, and a few small ones that have each construct, and hostile
/// names and texts.
pub fn cases() -> impl Iterator<Item = (&'static str, SourceMap)> {
    let small = SMALL.iter().map(|(name, text)| {
        let mut sources = SourceMap::default();
        sources.add_virtual(format!("tdproto plugin check/{name}.toml"), *name, *text);
        (*name, sources)
    });
    [("built-in", embedded::sources())].into_iter().chain(small)
}

/// Runs a plug-in twice on each schema. If it cannot be started, the first result is the only one.
pub(crate) fn check<'a>(
    plugin: &'a Plugin,
    folder: &'a Path,
) -> impl Iterator<Item = Checked> + 'a {
    let mut is_over = false;
    cases().map_while(move |(name, sources)| {
        if is_over {
            return None;
        }
        let (schema, _) = compile(&sources);
        let checked = check_one(plugin, folder, name, (sources, &schema));
        let mut codes = checked.faults.iter().map(|found| found.code);
        is_over = codes.any(|code| code == Code::PluginStart);
        Some(checked)
    })
}

fn check_one(
    plugin: &Plugin,
    folder: &Path,
    name: &'static str,
    (sources, schema): (SourceMap, &Schema),
) -> Checked {
    let options = Options::default();
    let ran = run(plugin, schema, &options, folder);
    let (mut faults, mut refusals) = (Vec::new(), Vec::new());
    let place = format!("found with the schema `{name}` of `tdproto plugin check`");
    for found in &ran.diagnostics {
        let is_about_schema = [Code::PluginConstruct, Code::PluginFinding].contains(&found.code);
        match (found.is_error(), is_about_schema) {
            (true, true) => refusals.push(found.clone()),
            (true, false) => faults.push(found.clone().help(&place)),
            // A name of a construct that does not exist.
            (false, _) if found.code == Code::PluginConstruct => {
                faults.push(found.clone().help(&place));
            }
            (false, _) => {}
        }
    }
    // A run that failed may fail in another way the next time.
    if faults.is_empty() && run(plugin, schema, &options, folder).output != ran.output {
        let message = format!("the answers for the schema `{name}` differ between two runs");
        let found = Diagnostic::error(Code::PluginAnswer, message);
        faults.push(found.help(
            "sort what has no order; leave out times, random numbers and what the machine is called",
        ));
    }
    Checked {
        name,
        sources,
        ran,
        faults,
        refusals,
    }
}
