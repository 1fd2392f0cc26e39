//! KDoc, with texts of the schema made harmless.

use tdproto_schema::model::{Deprecated, Docs};

use super::literal::string;
use crate::lang::comment::{joined, write_block};
use crate::lang::wrapping::wrapped;
use crate::text::{Writer, is_invisible, with_line_feeds};

/// The line length that comments are laid out for.
const WIDTH: usize = 110;

/// The comment above one declaration, and the mark of a deprecated one.
#[derive(Debug, Clone, Default)]
pub(super) struct Doc {
    blocks: Vec<String>,
    deprecated: Option<String>,
}

impl Doc {
    /// Starts with a description from the schema.
    pub(super) fn new(text: &str) -> Self {
        Self::default().safe(harmless(text))
    }

    /// The docs of a part with the notes on it, deprecation included.
    pub(super) fn of(docs: &Docs, notes: &[String]) -> Self {
        let doc = Self::new(&docs.text).safe(one_line(&notes.join(" ")));
        Self {
            deprecated: docs.deprecated.as_ref().map(deprecation),
            ..doc
        }
    }

    /// A block that is harmless already.
    pub(super) fn safe(mut self, block: impl Into<String>) -> Self {
        let block = block.into();
        let block = block.trim_matches('\n').trim_end();
        if !block.is_empty() {
            self.blocks.push(block.to_owned());
        }
        self
    }

    /// The comment of a declaration that has no docs of its own.
    pub(super) fn or(self, block: &str) -> Self {
        match self.blocks.is_empty() {
            true => self.safe(block),
            false => self,
        }
    }

    /// Writes the comment, and the annotation of what is deprecated.
    pub(super) fn write(&self, w: &mut Writer) {
        self.write_comment(w);
        if let Some(note) = &self.deprecated {
            w.line(format!("@Deprecated({note})"));
        }
    }

    /// Writes the comment: on one line if it fits there, none if it would be empty.
    pub(super) fn write_comment(&self, w: &mut Writer) {
        let room = WIDTH.saturating_sub(w.column());
        let blocks = joined(&self.blocks, room.saturating_sub("/**  */".len()));
        if let [block] = &blocks[..]
            && !block.contains('\n')
            && block.chars().count() + "/**  */".len() <= room
        {
            w.line(format!("/** {block} */"));
            return;
        }
        let room = room.saturating_sub(" * ".len());
        let mut lines = Vec::new();
        for block in &blocks {
            lines.extend(wrapped(block, room));
            lines.push(String::new());
        }
        write_block(w, lines);
    }
}

/// The literal of the reason of a deprecation.
fn deprecation(deprecated: &Deprecated) -> String {
    let note = deprecated.note.split_whitespace().collect::<Vec<_>>();
    let note = note.join(" ");
    let since = deprecated.since.as_ref();
    let since = since.map(|since| format!("since {since}"));
    let parts: Vec<String> = since.into_iter().chain(Some(note)).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let text = parts.into_iter().filter(|part| !part.is_empty());
    let text = text.collect::<Vec<_>>().join(": ");
    match text.is_empty() {
        true => string("deprecated"),
        false => string(&text),
    }
}

/// A text as one harmless line.
pub(super) fn one_line(text: &str) -> String {
    harmless(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A text that is shown as code, harmless.
pub(super) fn code(text: &str) -> String {
    let text = one_line(text);
    match text.contains('`') {
        true => format!("`` {text} ``"),
        false => format!("`{text}`"),
    }
}

/// Makes a text unable to end the comment, to start one in it (they nest), to start a tag, or to look
/// like something else. Markdown shows an escaped character as that character.
fn harmless(text: &str) -> String {
    let text = with_line_feeds(text);
    let mut out = String::with_capacity(text.len());
    let mut before = '\n';
    let shown = |c: &char| matches!(c, '\n' | '\t') || !is_invisible(*c);
    for c in text.chars().filter(shown) {
        let escaped = match c {
            '/' => matches!(before, '*' | '<'),
            '*' => before == '/',
            '@' => before.is_whitespace() || matches!(before, '{' | '*'),
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_cannot_leave_the_comment_or_speak_for_it() {
        assert_eq!(harmless("a */ b /* c"), "a *\\/ b /\\* c");
        assert_eq!(harmless("@a b@c"), "\\@a b@c");
        assert_eq!(harmless("a\r\nb\u{2028}c\u{7}\u{202e}d"), "a\nb\ncd");
    }
}
