//! The references of earlier versions: each in a folder of its own.

use tdproto_schema::Origins;

use super::super::definitions::Shared;
use super::super::{Input, OutputFile};
use super::folder;
use super::naming::CONVENTION;
use crate::experimental::Experimental;
use crate::naming::{Renames, plan};
use crate::options::Version;
use crate::reference::{Edition, Reference};
use crate::views::InputViews;

/// The folder of the references of earlier versions.
const FOLDER: &str = "versions";

/// The editions of a reference with history, the newest first; none if there is no history.
pub(super) fn editions(input: &Input<'_>) -> Vec<Edition> {
    let versions = &input.options.reference.versions;
    if versions.is_empty() || input.options.html.single_file {
        return Vec::new();
    }
    let now = input.model.protocol.version.clone();
    let newest = Edition {
        name: now.unwrap_or_else(|| "newest".to_owned()),
        path: String::new(),
    };
    let older = versions.iter().rev().map(|version| Edition {
        name: version.name.clone(),
        path: format!("{}/", folder(version)),
    });
    std::iter::once(newest).chain(older).collect()
}

/// The folder of a version: characters that file systems could trip over become `_`.
fn folder(version: &Version) -> String {
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let name: String = version
        .name
        .chars()
        .map(|c| if safe(c) { c } else { '_' })
        .collect();
    format!("{FOLDER}/{}", name.trim_matches('.'))
}

/// The files of an earlier version.
pub(super) fn files(input: &Input<'_>, version: &Version, editions: &[Edition]) -> Vec<OutputFile> {
    let model = &version.model;
    let views = InputViews::new(model);
    let mut options = input.options.clone();
    options.reference.versions.clear();
    options.renames = Renames::new();
    let origins = Origins::default();
    let (names, _) = plan(model, &origins, &views, &CONVENTION, &options.renames);
    let input = Input {
        model,
        names: &names,
        views: &views,
        experimental: &Experimental::new(model),
        examples: &[],
        options: &options,
        backends: input.backends,
        shared: &Shared::default(),
    };
    let mut reference = Reference::new(&input);
    let folder = folder(version);
    reference.editions = editions.to_vec();
    reference.path = format!("{folder}/");
    let files = folder::files(&reference).into_iter();
    files
        .map(|file| OutputFile::new(format!("{folder}/{}", file.path), file.text))
        .collect()
}
