//! Diagnostics for a terminal: the message, the source line with a marker, help.

use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, renderer::DecorStyle,
};
use tdproto_schema::{Diagnostic, Label, Severity, SourceFile, SourceMap};

/// Whether to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// Text only.
    #[default]
    Plain,
    /// With terminal colours.
    Colour,
}

/// How many diagnostics one run shows in full.
const MAX_SHOWN: usize = 100;

/// Lines longer than this are shown as a piece around the marker.
const MAX_LINE: usize = 400;

/// How much of a long line is shown on each side of the marker.
const PIECE: usize = 60;

/// Renders diagnostics, each followed by an empty line.
#[must_use]
pub fn render(sources: &SourceMap, diagnostics: &[Diagnostic], style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    for diagnostic in diagnostics.iter().take(MAX_SHOWN) {
        out.push_str(&renderer.render(&[group(sources, diagnostic)]));
        out.push_str("\n\n");
    }
    if diagnostics.len() > MAX_SHOWN {
        out.push_str(&format!("… and {} more\n\n", diagnostics.len() - MAX_SHOWN));
    }
    out
}

/// One line that counts the findings; empty if there are none.
#[must_use]
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|found| found.is_error()).count();
    let warnings = diagnostics.len() - errors;
    let count = |count: usize, what: &str| {
        (count > 0).then(|| format!("{count} {what}{}", if count == 1 { "" } else { "s" }))
    };
    let counts = [count(errors, "error"), count(warnings, "warning")];
    counts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn group<'a>(sources: &'a SourceMap, diagnostic: &'a Diagnostic) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.id());
    let mut elements = Vec::new();
    let mut rest = diagnostic.labels.as_slice();
    let mut kind = AnnotationKind::Primary;
    while let Some(first) = rest.first() {
        let Some(file) = sources.file_of(first.span) else {
            break;
        };
        // Labels in one file share a snippet; a piece of a long line stands alone.
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
    let help = diagnostic
        .help
        .iter()
        .map(|help| Element::Message(Level::HELP.message(help.as_str())));
    title.elements(elements).elements(help)
}

fn snippet<'a>(file: &'a SourceFile, labels: &'a [Label], kind: AnnotationKind) -> Element<'a> {
    let mut snippet = Snippet::source(file.text.as_str()).path(file.path.as_str());
    for (index, label) in labels.iter().enumerate() {
        let kind = if index == 0 {
            kind
        } else {
            AnnotationKind::Context
        };
        let text = (!label.text.is_empty()).then_some(label.text.as_str());
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

fn line_around(file: &SourceFile, label: &Label) -> std::ops::Range<usize> {
    let range = clamped(file, label);
    let start = file.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = file.text[range.start..]
        .find('\n')
        .map_or(file.text.len(), |at| range.start + at);
    start..end
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
    let text = (!label.text.is_empty()).then_some(label.text.as_str());
    let origin = Origin::path(file.path.as_str())
        .line(line)
        .char_column(column);
    elements.push(Element::Origin(origin));
    let snippet = Snippet::source(&file.text[from..to]).line_start(line);
    let annotation = AnnotationKind::Primary.span(marked).label(text);
    elements.push(Element::Cause(snippet.annotation(annotation)));
}
