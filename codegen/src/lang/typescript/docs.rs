//! Comments that editors show: JSDoc, with texts of the schema made harmless.

use tdproto_schema::model::{Deprecated, Docs};

use super::types::WIDTH;
use crate::lang::comment::{joined, write_block};
use crate::lang::wrapping::{starts_item, wrapped};
use crate::lang::{deprecation_note, lifecycle_notes};
use crate::text::{Writer, is_invisible, with_line_feeds};

/// The comment above one declaration: blocks of Markdown, then tags.
#[derive(Debug, Clone, Default)]
pub(super) struct Doc {
    blocks: Vec<String>,
    tags: Vec<String>,
}

impl Doc {
    /// Starts with a description from the schema.
    pub(super) fn new(text: &str) -> Self {
        Self::default().safe(harmless(text))
    }

    /// The docs of a part with the notes on it, deprecation included.
    pub(super) fn of(docs: &Docs, notes: &[String]) -> Self {
        Self::new(&docs.text)
            .notes(notes)
            .deprecated(docs.deprecated.as_ref())
    }

    /// A block that is harmless already.
    pub(super) fn safe(mut self, block: String) -> Self {
        let block = block.trim_matches('\n').trim_end();
        if !block.is_empty() {
            self.blocks.push(block.to_owned());
        }
        self
    }

    /// Adds the notes as one paragraph.
    pub(super) fn notes(self, notes: &[String]) -> Self {
        self.safe(one_line(&notes.join(" ")))
    }

    /// A tag.
    pub(super) fn tag(mut self, tag: &str) -> Self {
        self.tags.push(tag.to_owned());
        self
    }

    /// The mark that makes editors strike a name through.
    pub(super) fn deprecated(self, deprecated: Option<&Deprecated>) -> Self {
        match deprecated {
            Some(deprecated) => self.tag(&format!("@deprecated{}", deprecation(deprecated))),
            None => self,
        }
    }

    /// Writes the comment: on one line if it fits there, none if it would be empty.
    pub(super) fn write(&self, w: &mut Writer) {
        let room = WIDTH.saturating_sub(w.column());
        let blocks = joined(&self.blocks, room.saturating_sub("/**  */".len()));
        if let Some(line) = single_line(&blocks, &self.tags, room) {
            w.line(line);
            return;
        }
        let room = room.saturating_sub(" * ".len());
        let mut lines = Vec::new();
        for block in &blocks {
            lines.extend(wrapped(block, room));
            lines.push(String::new());
        }
        for tag in &self.tags {
            lines.extend(wrapped(tag, room));
        }
        write_block(w, lines);
    }
}

fn single_line(blocks: &[String], tags: &[String], room: usize) -> Option<String> {
    let text = match (blocks, tags) {
        ([], [tag]) => tag,
        ([block], []) if !block.contains('\n') && !starts_item(block) => block,
        _ => return None,
    };
    let line = format!("/** {text} */");
    (line.chars().count() <= room).then_some(line)
}

/// The text after the tag of a deprecation: nothing, or a space and more.
fn deprecation(deprecated: &Deprecated) -> String {
    let note = one_line(&deprecated.note);
    match &deprecated.since {
        Some(since) if note.is_empty() => format!(" since {}", one_line(since)),
        Some(since) => format!(" since {}: {note}", one_line(since)),
        None if note.is_empty() => String::new(),
        None => format!(" {note}"),
    }
}

/// A text as one harmless line.
pub(super) fn one_line(text: &str) -> String {
    harmless(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The docs of a value or a variant, behind its name in a list of them: it has no comment of its own
/// that an editor could strike through.
pub(super) fn in_line(docs: &Docs, owner_since: Option<&str>) -> String {
    let mut texts = vec![one_line(&docs.text)];
    texts.extend(lifecycle_notes(docs, owner_since));
    let deprecated = docs.deprecated.as_ref();
    texts.extend(deprecated.map(|deprecated| one_line(&deprecation_note(deprecated))));
    texts.retain(|text| !text.is_empty());
    match texts.as_slice() {
        [] => String::new(),
        texts => format!(": {}", texts.join(" ")),
    }
}

/// A text that is shown as code, harmless.
pub(super) fn code(text: &str) -> String {
    let text = harmless(text);
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}

/// Makes a text unable to end the comment, to start a tag or a link, or to look like something
/// else. Markdown shows an escaped character as that character.
fn harmless(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_control();
    if text
        .bytes()
        .all(|byte| plain(byte) && !matches!(byte, b'/' | b'@'))
    {
        return text.to_owned();
    }
    let text = with_line_feeds(text);
    let mut out = String::with_capacity(text.len());
    let mut before = '\n';
    for c in text
        .chars()
        .filter(|c| matches!(c, '\n' | '\t') || !is_invisible(*c))
    {
        let escaped = match c {
            '/' => matches!(before, '*' | '<'),
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
        assert_eq!(harmless("a */ b"), "a *\\/ b");
        assert_eq!(harmless("</script>"), "<\\/script>");
        assert_eq!(
            harmless("@a (@) b@c {@link d} e @f"),
            "\\@a (@) b@c {\\@link d} e \\@f"
        );
        assert_eq!(harmless("a\r\nb\u{2028}c\u{7}\u{202e}d"), "a\nb\ncd");
        assert_eq!(harmless("*@a *\u{7}/"), "*\\@a *\\/");
    }
}
