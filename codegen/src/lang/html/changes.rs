//! The page of changes, and the feed of them.

use maud::{Markup, PreEscaped, html};

use super::super::OutputFile;
use super::links::Links;
use super::parts;
use super::prose;
use super::topics;
use crate::banner::banner;
use crate::reference::{History, Place, Reference, version_anchor};

/// The page of changes.
pub(super) fn page(links: &Links<'_, '_>) -> Markup {
    let history = &links.reference.history;
    let level = links.level();
    html! {
        p.over { "Protocol reference" }
        (parts::section(level, &Place::Changes.anchor(), "Changes"))
        @if let Some(first) = &history.first {
            p.m { "Since version " (first) ", the oldest on record. " @if links.page.is_some() && history.steps.iter().any(|step| step.date.is_some()) { a href="feed.xml" { "Feed of changes" } } }
        }
        @for step in &history.steps {
            (parts::section(level + 1, &version_anchor(&step.version), &title(&step.version)))
            @if let Some(date) = step.date { p.m { time datetime=(date) { (date) } } }
            @for (heading, text) in groups(body(&step.section)) {
                @if !heading.is_empty() { (topics::plain(level + 2, heading)) }
                (prose::blocks(links, &text))
            }
        }
    }
}

/// The groups of a section, each with its heading.
fn groups(section: &str) -> Vec<(&str, String)> {
    let mut groups = vec![("", String::new())];
    for line in section.lines() {
        match line.strip_prefix("### ") {
            Some(heading) => groups.push((heading, String::new())),
            None => {
                if let Some((_, text)) = groups.last_mut() {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
    }
    groups
}

fn title(version: &str) -> String {
    match version.starts_with(|c: char| c.is_ascii_digit()) {
        true => format!("Version {version}"),
        false => version.to_owned(),
    }
}

/// A section of a changelog without its heading.
fn body(section: &str) -> &str {
    let section = section.trim();
    match section.split_once('\n') {
        Some((first, rest)) if first.starts_with("## ") => rest,
        Some(_) | None => section,
    }
}

/// The feed of changes (RFC 4287). Versions without a date are not in it.
pub(super) fn feed(reference: &Reference<'_>) -> Option<OutputFile> {
    let History { steps, .. } = &reference.history;
    let protocol = &reference.model.protocol;
    let dated: Vec<_> = steps
        .iter()
        .filter_map(|step| Some((step, step.date?)))
        .collect();
    let (_, newest) = dated.iter().max_by_key(|(_, date)| *date)?;
    let id = format!("urn:tdproto:{}:changes", protocol.name);
    let url = reference
        .input
        .options
        .html
        .url
        .as_deref()
        .unwrap_or_default();
    let slash = if url.is_empty() || url.ends_with('/') {
        ""
    } else {
        "/"
    };
    let page = format!("{url}{slash}changes.html");
    let links = Links::new(reference, Place::Changes);
    let entries = dated.iter().map(|(step, date)| {
        let anchor = version_anchor(&step.version);
        let content = prose::blocks(&links, body(&step.section)).into_string();
        html! {
            "  " (element("entry", &html! {
                (element("title", &html! { (title(&step.version)) }))
                (element("id", &html! { (id) ":" (step.version) }))
                (element("updated", &html! { (date) "T00:00:00Z" }))
                (PreEscaped(format!("<link href=\"{page}#{anchor}\"/>")))
                (PreEscaped("<content type=\"html\">")) (content) (PreEscaped("</content>"))
            })) "\n"
        }
    });
    let feed = html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- ")) (PreEscaped(banner(reference.model))) (PreEscaped(" -->\n"))
        (PreEscaped("<feed xmlns=\"http://www.w3.org/2005/Atom\">\n  "))
        (element("title", &html! { (reference.title()) ": changes" }))
        (element("id", &html! { (id) }))
        (element("updated", &html! { (newest) "T00:00:00Z" }))
        (element("author", &element("name", &html! { (reference.title()) })))
        (PreEscaped(format!("<link href=\"{page}\"/>\n")))
        @for entry in entries { (entry) }
        (PreEscaped("</feed>\n"))
    };
    Some(OutputFile::new("feed.xml", feed.into_string()))
}

/// An element of XML.
fn element(name: &str, content: &Markup) -> Markup {
    html! {
        (PreEscaped(format!("<{name}>"))) (content) (PreEscaped(format!("</{name}>")))
    }
}
