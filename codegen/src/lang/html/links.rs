//! Links between the pages.

use crate::reference::{Place, Reference, is_safe_url};

/// The page that is written: what links in it are relative to.
pub(super) struct Links<'r, 'a> {
    pub(super) reference: &'r Reference<'a>,
    /// The page, without its ending; `None`: everything is on one page.
    pub(super) page: Option<String>,
}

impl<'r, 'a> Links<'r, 'a> {
    /// The links of the page of a place.
    pub(super) fn new(reference: &'r Reference<'a>, place: Place<'_>) -> Self {
        let is_single = reference.input.options.html.single_file;
        Self {
            reference,
            page: (!is_single).then(|| reference.pages.page(place)),
        }
    }

    /// The way from the page to the folder of all pages.
    pub(super) fn root(&self) -> &'static str {
        match &self.page {
            Some(page) if page.contains('/') => "../",
            Some(_) | None => "",
        }
    }

    /// The address of a place.
    pub(super) fn to(&self, place: Place<'_>) -> String {
        let anchor = place.anchor();
        let Some(own) = &self.page else {
            return format!("#{anchor}");
        };
        let page = self.reference.pages.page(place);
        if page == *own {
            return format!("#{anchor}");
        }
        let path = format!("{}{page}.html", self.root());
        match place {
            Place::Start
            | Place::Check
            | Place::Changes
            | Place::Frames
            | Place::Topic(_)
            | Place::Type(_)
            | Place::Event(_) => path,
            Place::Member(..) | Place::Section(..) | Place::Frame(_) | Place::FrameField(..) => {
                format!("{path}#{anchor}")
            }
        }
    }

    /// The level of the heading of a page: all pages in one file are below the start page.
    pub(super) fn level(&self) -> u8 {
        match self.page {
            Some(_) => 1,
            None => 2,
        }
    }

    /// The address of a file of the JSON Schema back end.
    pub(super) fn schema(&self, path: &str) -> Option<String> {
        let base = self.reference.input.options.html.json_schema.as_ref()?;
        let is_url = is_safe_url(base) || base.starts_with('/');
        if base.contains(':') && !is_url {
            return None;
        }
        let root = if is_url { "" } else { self.root() };
        let slash = if base.ends_with('/') { "" } else { "/" };
        Some(format!("{root}{base}{slash}{path}"))
    }
}
