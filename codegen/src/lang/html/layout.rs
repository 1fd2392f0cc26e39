//! What all pages have: the head, the bar with the search, and the list of topics.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::super::OutputFile;
use super::links::Links;
use crate::banner::banner;
use crate::reference::{Place, Reference, shown_name};

/// A page.
pub(super) struct Page<'a> {
    pub(super) place: Place<'a>,
    /// The content of the main part.
    pub(super) main: Markup,
}

impl<'a> Page<'a> {
    /// Writes a page.
    pub(super) fn new(
        reference: &Reference<'a>,
        place: Place<'a>,
        write: impl FnOnce(&Links<'_, 'a>) -> Markup,
    ) -> Self {
        let links = Links::new(reference, place);
        Self {
            place,
            main: write(&links),
        }
    }
}

/// The policy of pages in a folder: nothing but their own style and scripts.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'";

/// A page of a folder.
pub(super) fn file(reference: &Reference<'_>, page: &Page<'_>) -> OutputFile {
    let links = Links::new(reference, page.place);
    let root = links.root();
    let head = html! {
        link rel="stylesheet" href={ (root) "style.css" };
        script src={ (root) "script.js" } {}
        @if page.place == Place::Check {
            script src="checker.js" defer {}
            script src="tables.js" defer {}
        }
    };
    let topic = page.place.topic(reference.model);
    let parts = Parts {
        policy: POLICY,
        head: &head,
        main: &page.main,
        topic,
    };
    let text = document(&links, page.place, &parts);
    OutputFile::new(format!("{}.html", reference.pages.page(page.place)), text)
}

/// The parts of a document.
pub(super) struct Parts<'p> {
    /// The content security policy.
    pub(super) policy: &'p str,
    /// The style and the scripts.
    pub(super) head: &'p Markup,
    /// The content of the main part.
    pub(super) main: &'p Markup,
    /// The topic whose events and types are listed.
    pub(super) topic: Option<&'p str>,
}

/// A whole document.
pub(super) fn document(links: &Links<'_, '_>, place: Place<'_>, parts: &Parts<'_>) -> String {
    let reference = links.reference;
    let title = match place == Place::Start {
        true => reference.title().to_owned(),
        false => format!("{} · {}", shown_name(place), reference.title()),
    };
    let banner = format!("<!-- {} -->", banner(reference.model));
    let page = html! {
        (DOCTYPE) "\n"
        (PreEscaped(banner)) "\n"
        html lang="en" data-root=(links.root()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(parts.policy);
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                title { (title) }
                (parts.head)
            }
            body {
                a.skip href="#main" { "Skip to the content" }
                (bar(links))
                div.page {
                    main id="main" tabindex="-1" { (parts.main) }
                    (contents(links, place, parts.topic))
                }
            }
        }
        "\n"
    };
    page.into_string()
}

/// The bar at the top. The script shows the search, which needs it.
fn bar(links: &Links<'_, '_>) -> Markup {
    let reference = links.reference;
    let version = reference.model.protocol.version.as_deref();
    html! {
        header.bar {
            a.home href=(links.to(Place::Start)) {
                (reference.title())
                @if let Some(version) = version { " " span.m { (version) } }
            }
            div.find hidden {
                input type="search" id="q" role="combobox" placeholder="Search" aria-label="Search names and descriptions"
                    aria-autocomplete="list" aria-expanded="false" aria-controls="hits" aria-describedby="hits-count"
                    autocomplete="off" spellcheck="false";
                kbd { "/" }
                ul id="hits" role="listbox" aria-label="Results" hidden {}
                p id="hits-count" class="vh" aria-live="polite" {}
            }
            a.jump href="#contents" { "Contents" }
            button id="theme" type="button" hidden { "Dark" }
        }
    }
}

/// The most topics, or events and types of one, that every page lists. With more, the size of all
/// pages would grow with the square of their number.
const MAX_LISTED: usize = 150;

/// The list of topics, with the events and types of one.
fn contents(links: &Links<'_, '_>, place: Place<'_>, open: Option<&str>) -> Markup {
    let reference = links.reference;
    let model = reference.model;
    let current = |other: Place<'_>| (other == place).then_some("page");
    let item = |other: Place<'_>, text: &str| {
        html! { li { a href=(links.to(other)) aria-current=[current(other)] { (breakable(text)) } } }
    };
    let of_topic = |topic: &str| Some(topic) == open;
    let events = model.events().iter().filter(|event| of_topic(&event.topic));
    let types = model.types().iter().filter(|def| of_topic(&def.topic));
    let is_short = events.count() + types.count() <= MAX_LISTED;
    let mut topics = model.topics();
    if topics.len() > MAX_LISTED {
        topics.retain(|topic| Some(*topic) == open);
    }
    html! {
        nav id="contents" aria-label="Contents" {
            ul {
                (item(Place::Start, "Overview"))
                (item(Place::Check, "Check a frame"))
                @if !model.frames().is_empty() { (item(Place::Frames, "Frames")) }
                @if !reference.history.steps.is_empty() { (item(Place::Changes, "Changes")) }
            }
            (editions(links))
            p.over { "Topics" }
            ul {
                @for topic in topics {
                    li {
                        a href=(links.to(Place::Topic(topic))) aria-current=[current(Place::Topic(topic))] {
                            (reference.topic_title(topic))
                        }
                        @if open == Some(topic) && is_short {
                            ul {
                                @for event in model.events().iter().filter(|event| event.topic == topic) {
                                    (item(Place::Event(&event.name), &event.name))
                                }
                                @for def in model.types().iter().filter(|def| def.topic == topic) {
                                    (item(Place::Type(&def.name), &def.name))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Links to the references of other versions.
fn editions(links: &Links<'_, '_>) -> Markup {
    let reference = links.reference;
    // The way up from the folder of this edition.
    let up = "../".repeat(reference.path.matches('/').count());
    html! {
        @if !reference.editions.is_empty() {
            p.over { "Versions" }
            ul {
                @for edition in &reference.editions {
                    @let current = (edition.path == reference.path).then_some("true");
                    li { a href={ (links.root()) (up) (edition.path) "index.html" } aria-current=[current] { (edition.name) } }
                }
            }
        }
    }
}

/// A name that may break between its words.
fn breakable(name: &str) -> Markup {
    let mut words: Vec<&str> = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    for (at, c) in name.char_indices() {
        if c.is_uppercase() && before.is_lowercase() || c == '.' && at > start {
            words.push(&name[start..at]);
            start = at;
        }
        before = c;
    }
    words.push(&name[start..]);
    html! {
        @for (at, word) in words.iter().enumerate() {
            @if at > 0 { wbr; }
            (word)
        }
    }
}
