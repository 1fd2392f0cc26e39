//! Docstrings, with texts of the schema made harmless.

use tdproto_schema::model::Docs;

use crate::lang::deprecation_note;
use crate::lang::wrapping::wrapped;
use crate::text::{Writer, is_invisible, with_line_feeds};

/// The indentation of one level.
pub(super) const INDENT: &str = "    ";
/// The longest line, as `ruff format` has it.
pub(super) const WIDTH: usize = 88;

/// A docstring: blocks of Markdown.
#[derive(Debug, Clone, Default)]
pub(super) struct Doc {
    blocks: Vec<String>,
}

impl Doc {
    /// Starts with a text of the schema.
    pub(super) fn new(text: &str) -> Self {
        let mut doc = Self::default();
        doc.add(text);
        doc
    }

    /// The docs of a part with the notes on it, deprecation included.
    pub(super) fn of(docs: &Docs, notes: &[String]) -> Self {
        let mut doc = Self::new(&docs.text);
        doc.note(&notes.join(" "));
        if let Some(deprecated) = &docs.deprecated {
            doc.note(&deprecation_note(deprecated));
        }
        doc
    }

    /// Adds a block.
    pub(super) fn add(&mut self, text: &str) {
        let text = with_line_feeds(text);
        let visible: String = text
            .chars()
            .filter(|c| *c == '\n' || !is_invisible(*c))
            .collect();
        let block = visible.trim_matches('\n').trim_end();
        let block = if block.trim().is_empty() { "" } else { block };
        if !block.is_empty() {
            self.blocks.push(block.to_owned());
        }
    }

    /// Adds a text as one paragraph.
    pub(super) fn note(&mut self, text: &str) {
        self.add(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    }

    /// Returns true if it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Writes the docstring, if it says anything.
    pub(super) fn write(&self, w: &mut Writer) {
        let room = WIDTH.saturating_sub(w.column());
        let lines = self.lines(room);
        let Some((first, rest)) = lines.split_first() else {
            return;
        };
        // A quote at the start would be one too many.
        let first = match first.trim_start().strip_prefix('"') {
            Some(rest) => format!("\\\"{rest}"),
            None => first.trim_start().to_owned(),
        };
        if rest.is_empty() && first.chars().count() + 6 <= room {
            w.line(format!("\"\"\"{first}\"\"\""));
            return;
        }
        w.line(format!("\"\"\"{first}"));
        w.lines(rest);
        w.line("\"\"\"");
    }

    fn lines(&self, room: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for (at, block) in self.blocks.iter().enumerate() {
            if at > 0 {
                lines.push(String::new());
            }
            let room = if at == 0 {
                room.saturating_sub(6)
            } else {
                room
            };
            lines.extend(wrapped(block, room).iter().map(|line| escaped(line)));
        }
        if let [only] = lines.as_mut_slice()
            && only.len() > 1
            && let Some(start) = only.strip_suffix('"')
            && (start.len() - start.trim_end_matches('\\').len()).is_multiple_of(2)
        {
            *only = format!("{start}\\\"");
        }
        lines
    }
}

/// A line that cannot end the docstring.
fn escaped(line: &str) -> String {
    let line = line.replace('\\', "\\\\").replace('\t', "    ");
    let line = line.replace('\u{200b}', "\\u200b");
    line.replace("\"\"\"", "\\\"\\\"\\\"").trim_end().to_owned()
}

/// A text as a literal, as `ruff format` writes it.
pub(super) fn string(text: &str) -> String {
    let quote = match text.contains('"') && !text.contains('\'') {
        true => '\'',
        false => '"',
    };
    let mut out = String::from(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            c if is_invisible(c) && u32::from(c) < 0x100 => {
                out.push_str(&format!("\\x{:02x}", u32::from(c)));
            }
            c if is_invisible(c) || c == '\u{200b}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)))
            }
            c => out.push(c),
        }
    }
    out.push(quote);
    out
}
