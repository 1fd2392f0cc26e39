//! Links between the files.

use crate::reference::{Place, Reference};

/// The folder of the files of topics.
pub(super) const TOPICS: &str = "topics";

/// The file that is written: what links in it are relative to.
pub(super) struct Links<'r, 'a> {
    pub(super) reference: &'r Reference<'a>,
    /// The path of the file.
    pub(super) path: String,
}

impl<'r, 'a> Links<'r, 'a> {
    /// The path of the file with a place.
    pub(super) fn path_of(reference: &Reference<'_>, place: Place<'_>) -> String {
        match (place.topic(reference.model), place) {
            (Some(topic), _) => format!("{TOPICS}/{}.md", reference.pages.topic(topic)),
            (None, Place::Changes) => "CHANGES.md".to_owned(),
            (None, _) => "README.md".to_owned(),
        }
    }

    /// The address of a place.
    pub(super) fn to(&self, place: Place<'_>) -> String {
        let path = Self::path_of(self.reference, place);
        let anchor = match place {
            Place::Start | Place::Changes | Place::Topic(_) => String::new(),
            Place::Check
            | Place::Frames
            | Place::Type(_)
            | Place::Member(..)
            | Place::Event(_)
            | Place::Section(..)
            | Place::Frame(_)
            | Place::FrameField(..) => format!("#{}", place.anchor()),
        };
        if path == self.path && !anchor.is_empty() {
            return anchor;
        }
        let from = self.path.rsplit_once('/').map(|(folder, _)| folder);
        let relative = match (from, path.rsplit_once('/')) {
            (Some(own), Some((folder, name))) if own == folder => name.to_owned(),
            (Some(_), _) => format!("../{path}"),
            (None, _) => path,
        };
        format!("{relative}{anchor}")
    }
}
