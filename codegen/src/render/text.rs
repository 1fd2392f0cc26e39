//! Diagnostics for a terminal: the message, the source line with a marker, help.

use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, renderer::DecorStyle,
};
use tdproto_schema::{Diagnostic, Label, Severity, SourceFile, SourceMap};

use super::harmless::{harmless, harmless_in_place, harmless_path};
use crate::report::{Finding, Position};

/// The use of colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// Text without colour.
    #[default]
    Plain,
    /// Text with terminal colours.
    Colour,
}

/// The number of diagnostics that a run shows in full.
const MAX_SHOWN: usize = 100;

/// Lines longer than this are shown as a piece around the marker.
const MAX_LINE: usize = 400;

/// The number of bytes of a long line that are shown on each side of the marker.
const PIECE: usize = 60;

/// Renders diagnostics, each followed by an empty line.
#[must_use]
pub fn render(sources: &SourceMap, diagnostics: &[Diagnostic], style: Style) -> String {
    render_all(
        sources,
        diagnostics.iter().map(Message::from),
        style,
        MAX_SHOWN,
    )
}

/// Renders findings, each followed by an empty line. Help that several in a row share is shown
/// once, at the last of them.
#[must_use]
#[cfg(feature = "gate")]
pub(crate) fn render_findings(sources: &SourceMap, findings: &[Finding], style: Style) -> String {
    render_all(sources, messages(findings), style, MAX_SHOWN)
}

/// Renders findings that come while a run goes on, without a limit on their number.
#[must_use]
#[cfg(feature = "cli")]
pub(crate) fn render_coming(findings: &[Finding], style: Style) -> String {
    render_all(&SourceMap::default(), messages(findings), style, usize::MAX)
}

#[cfg(feature = "gate")]
fn messages(findings: &[Finding]) -> impl ExactSizeIterator<Item = Message<'_>> {
    findings.iter().enumerate().map(|(at, found)| {
        let is_shared = findings.get(at + 1).is_some_and(|next| {
            next.rule == found.rule && next.help == found.help && found.labels.is_empty()
        });
        let message = Message::from(found);
        match is_shared {
            true => Message {
                help: &[],
                ..message
            },
            false => message,
        }
    })
}

fn render_all<'a>(
    sources: &'a SourceMap,
    messages: impl ExactSizeIterator<Item = Message<'a>>,
    style: Style,
    max: usize,
) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    let left_out = messages.len().saturating_sub(max);
    for message in messages.take(max) {
        out.push_str(&renderer.render(&[group(sources, &message)]));
        out.push('\n');
        if !message.excerpt.is_empty() {
            out.push_str(harmless(message.excerpt).trim_end_matches('\n'));
            out.push('\n');
        }
        out.push('\n');
    }
    if left_out > 0 {
        out.push_str(&format!("… and {left_out} more\n\n"));
    }
    out
}

/// Returns a line that counts diagnostics; empty if there are none.
#[must_use]
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    count_severities(diagnostics.iter().map(|found| found.severity))
}

/// Returns a line that counts findings by severity; empty if there are none.
pub(super) fn count_severities(severities: impl Iterator<Item = Severity> + Clone) -> String {
    let counts = Severity::ALL.iter().filter_map(|severity| {
        let count = severities.clone().filter(|found| found == severity).count();
        let plural = match severity {
            Severity::Error | Severity::Warning if count != 1 => "s",
            Severity::Error | Severity::Warning | Severity::Info => "",
        };
        (count > 0).then(|| format!("{count} {}{plural}", severity.name()))
    });
    counts.collect::<Vec<_>>().join(", ")
}

/// The common parts of diagnostics and findings.
struct Message<'a> {
    severity: Severity,
    id: &'a str,
    text: &'a str,
    labels: &'a [Label],
    position: Option<&'a Position>,
    notes: &'a [String],
    help: &'a [String],
    /// A text that is shown unchanged below the rest.
    excerpt: &'a str,
}

impl<'a> From<&'a Diagnostic> for Message<'a> {
    fn from(found: &'a Diagnostic) -> Self {
        Self {
            severity: found.severity,
            id: found.code.id(),
            text: &found.message,
            labels: &found.labels,
            position: None,
            notes: &[],
            help: &found.help,
            excerpt: "",
        }
    }
}

impl<'a> From<&'a Finding> for Message<'a> {
    fn from(found: &'a Finding) -> Self {
        Self {
            severity: found.severity,
            id: &found.rule,
            text: &found.message,
            labels: &found.labels,
            position: found.position.as_ref(),
            notes: &found.notes,
            help: &found.help,
            excerpt: &found.excerpt,
        }
    }
}

fn group<'a>(sources: &'a SourceMap, message: &Message<'a>) -> Group<'a> {
    let level = match message.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level
        .primary_title(harmless(message.text))
        .id(harmless(message.id));
    let mut elements = Vec::new();
    if let Some(position) = message.position {
        let mut origin = Origin::path(harmless_path(&position.path));
        if let Some((line, column)) = position.start {
            origin = origin.line(line).char_column(column);
        }
        elements.push(Element::Origin(origin));
    }
    let mut rest = message.labels;
    let mut kind = AnnotationKind::Primary;
    while let Some(first) = rest.first() {
        let Some(file) = sources.file_of(first.span) else {
            break;
        };
        // Labels in one file share a snippet; a piece of a long line has its own.
        let long = long_line(file, first);
        let same = |label: &&Label| sources.file_of(label.span).is_some_and(|f| f.id == file.id);
        let count = if long {
            1
        } else {
            rest.iter().take_while(same).count()
        };
        let (here, others) = rest.split_at(count);
        if long {
            piece(&mut elements, file, first);
        } else {
            elements.push(snippet(file, here, kind));
        }
        (rest, kind) = (others, AnnotationKind::Context);
    }
    let notes = message
        .notes
        .iter()
        .map(|note| Level::NOTE.message(harmless(note)));
    let help = message
        .help
        .iter()
        .map(|help| Level::HELP.message(harmless(help)));
    title
        .elements(elements)
        .elements(notes.chain(help).map(Element::Message))
}

fn snippet<'a>(file: &'a SourceFile, labels: &'a [Label], kind: AnnotationKind) -> Element<'a> {
    let text = harmless_in_place(&file.text);
    let mut snippet = Snippet::source(text).path(harmless_path(&file.path));
    for (index, label) in labels.iter().enumerate() {
        let kind = if index == 0 {
            kind
        } else {
            AnnotationKind::Context
        };
        let text = (!label.text.is_empty()).then(|| harmless(&label.text));
        snippet = snippet.annotation(kind.span(clamped(file, label)).label(text));
    }
    Element::Cause(snippet)
}

/// The marked bytes, kept inside the text and on character boundaries.
fn clamped(file: &SourceFile, label: &Label) -> std::ops::Range<usize> {
    let range = label.span.range();
    let start = file.text.floor_char_boundary(range.start);
    let end = file.text.ceil_char_boundary(range.end.min(file.text.len()));
    start..end.max(start)
}

/// The bytes of the line that the marker begins on.
fn line_around(file: &SourceFile, label: &Label) -> std::ops::Range<usize> {
    file.line_around(clamped(file, label).start)
}

fn long_line(file: &SourceFile, label: &Label) -> bool {
    line_around(file, label).len() > MAX_LINE
}

/// The place, and the piece of the line around the marker.
fn piece<'a>(elements: &mut Vec<Element<'a>>, file: &'a SourceFile, label: &'a Label) {
    let (line, column) = file.line_col(label.span.range().start);
    let around = line_around(file, label);
    let range = clamped(file, label);
    let end = range
        .end
        .min(around.end)
        .min(file.text.floor_char_boundary(range.start + PIECE));
    let from = file
        .text
        .ceil_char_boundary(range.start.saturating_sub(PIECE).max(around.start));
    let to = file.text.floor_char_boundary((end + PIECE).min(around.end));
    let marked = range.start - from..end.max(range.start) - from;
    let text = (!label.text.is_empty()).then(|| harmless(&label.text));
    let origin = Origin::path(harmless_path(&file.path))
        .line(line)
        .char_column(column);
    elements.push(Element::Origin(origin));
    let text_around = harmless_in_place(&file.text[from..to]);
    let snippet = Snippet::source(text_around).line_start(line);
    let annotation = AnnotationKind::Primary.span(marked).label(text);
    elements.push(Element::Cause(snippet.annotation(annotation)));
}
