//! Descriptions as HTML. They are Markdown without raw HTML; links lead to the web, to mail or to parts
//! of the schema, and names of parts in code are links, too.

use maud::{Markup, PreEscaped};
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

use super::links::Links;
use crate::reference::{clean, is_safe_url};

/// A description as blocks.
pub(super) fn blocks(links: &Links<'_, '_>, text: &str) -> Markup {
    let mut out = String::new();
    if !text.trim().is_empty() {
        let text = clean(text);
        html::push_html(&mut out, safe(links, &text).into_iter());
    }
    PreEscaped(out)
}

/// A description for a cell of a table: the paragraph alone, if it is one.
pub(super) fn cell(links: &Links<'_, '_>, text: &str) -> Markup {
    if is_plain(text) {
        return PreEscaped(text.to_owned());
    }
    let PreEscaped(out) = blocks(links, text);
    let inner = out.trim_end();
    let inner = inner
        .strip_prefix("<p>")
        .and_then(|s| s.strip_suffix("</p>"));
    match inner.filter(|inner| !inner.contains("<p>")) {
        Some(inner) => PreEscaped(inner.to_owned()),
        None => PreEscaped(out),
    }
}

/// Returns true if a text is one paragraph without marks, as most descriptions are: it needs no reader
/// of Markdown.
fn is_plain(text: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || " ,.;:()'/".contains(c);
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && !text.ends_with(' ')
        && text.chars().all(is_word)
}

/// The first paragraph of a description without links, for tables that link already.
pub(super) fn summary(text: &str) -> Markup {
    let mut out = String::new();
    let mut depth = 0;
    let text = clean(text);
    for event in Parser::new_ext(first_paragraph(&text), EXTENSIONS) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => depth += 1,
            Event::End(TagEnd::CodeBlock) => depth -= 1,
            Event::Text(text) if depth == 0 => escape(&text, &mut out),
            Event::Html(text) | Event::InlineHtml(text) => escape(&text, &mut out),
            Event::Code(text) => {
                out.push_str("<code>");
                escape(&text, &mut out);
                out.push_str("</code>");
            }
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            Event::Start(_)
            | Event::End(_)
            | Event::Text(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::Rule
            | Event::TaskListMarker(_) => {}
        }
    }
    PreEscaped(out)
}

/// The first paragraph of a text.
pub(super) fn first_paragraph(text: &str) -> &str {
    let text = text.trim();
    text.split("\n\n").next().unwrap_or_default()
}

const EXTENSIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

/// The events of a description, without what could do harm.
fn safe<'t>(links: &Links<'_, '_>, text: &'t str) -> Vec<Event<'t>> {
    let mut events = Vec::new();
    // True for each open link that is kept.
    let mut open = Vec::new();
    for event in Parser::new_ext(text, EXTENSIONS) {
        match event {
            Event::Html(text) | Event::InlineHtml(text) => events.push(Event::Text(text)),
            Event::Start(Tag::HtmlBlock) => events.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => events.push(Event::End(TagEnd::Paragraph)),
            // The headings of pages are those of the reference.
            Event::Start(Tag::Heading { .. }) => {
                events.extend([Event::Start(Tag::Paragraph), Event::Start(Tag::Strong)]);
            }
            Event::End(TagEnd::Heading(_)) => {
                events.extend([Event::End(TagEnd::Strong), Event::End(TagEnd::Paragraph)]);
            }
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                id,
                ..
            }) => {
                let place = dest_url.strip_prefix('#');
                let place = place.and_then(|name| links.reference.named(name));
                let dest_url = match place {
                    Some(place) => Some(CowStr::from(links.to(place))),
                    None => is_safe_url(&dest_url).then_some(dest_url),
                };
                open.push(dest_url.is_some());
                let title = CowStr::Borrowed("");
                events.extend(dest_url.map(|dest_url| {
                    Event::Start(Tag::Link {
                        link_type,
                        dest_url,
                        title,
                        id,
                    })
                }));
            }
            Event::End(TagEnd::Link) => {
                if open.pop() == Some(true) {
                    events.push(Event::End(TagEnd::Link));
                }
            }
            // Pages load nothing from elsewhere: the words of a picture are there in its place.
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            Event::Code(name) => code(links, name, open.contains(&true), &mut events),
            event @ (Event::Start(_)
            | Event::End(_)
            | Event::Text(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Rule
            | Event::TaskListMarker(_)) => events.push(event),
        }
    }
    events
}

/// Code, with a link if it is the name of a part.
fn code<'t>(
    links: &Links<'_, '_>,
    name: CowStr<'t>,
    is_in_link: bool,
    events: &mut Vec<Event<'t>>,
) {
    let place = links.reference.named(&name).filter(|_| !is_in_link);
    match place {
        Some(place) => {
            let mut text = format!("<a href=\"{}\"><code>", links.to(place));
            escape(&name, &mut text);
            text.push_str("</code></a>");
            events.push(Event::InlineHtml(text.into()));
        }
        None => events.push(Event::Code(name)),
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}
