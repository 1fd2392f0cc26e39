//! Writes source text of any language: lines, indented by nesting closures, never by counting
//! braces in text.

use std::fmt::{Display, Write as _};

/// The room for a file of common size.
const CAPACITY: usize = 8 << 10;

/// A number of things in words: `1 file`, `2 files`.
#[cfg(feature = "gate")]
pub(crate) fn counted<N: Display + PartialEq + From<u8>>(count: N, one: &str) -> String {
    let end = if count == N::from(1) { "" } else { "s" };
    format!("{count} {one}{end}")
}

/// Collects the lines of one file.
///
/// ```
/// use tdproto_codegen::Writer;
/// let mut w = Writer::new("    ");
/// w.block("struct Chat {", "}", |w| w.line("title: String,"));
/// assert_eq!(w.finish(), "struct Chat {\n    title: String,\n}\n");
/// ```
#[derive(Debug, Clone)]
pub struct Writer {
    out: String,
    unit: &'static str,
    depth: usize,
}

impl Writer {
    /// An empty file whose levels are indented by `unit`.
    #[must_use]
    pub fn new(unit: &'static str) -> Self {
        Self {
            out: String::with_capacity(CAPACITY),
            unit,
            depth: 0,
        }
    }

    /// Writes a line at the current level. A text of several lines gives several; an empty one
    /// gives an empty line without trailing space.
    pub fn line(&mut self, text: impl Display) {
        let start = self.out.len();
        self.indent();
        let content = self.out.len();
        // Writing to a String cannot fail.
        let _ = write!(self.out, "{text}");
        if self.out.as_bytes()[content..].contains(&b'\n') {
            let lines = self.out.split_off(content);
            self.out.truncate(start);
            lines.split('\n').for_each(|line| self.line(line));
            return;
        }
        self.out
            .truncate(self.out.trim_end_matches([' ', '\t', '\r']).len());
        self.out.push('\n');
    }

    /// The text of another writer, unchanged.
    pub fn append(&mut self, other: Self) {
        self.out.push_str(&other.finish());
    }

    /// Writes several lines.
    pub fn lines<T: Display>(&mut self, lines: impl IntoIterator<Item = T>) {
        for line in lines {
            self.line(line);
        }
    }

    /// An empty line, unless the file is empty or just had one.
    pub fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// Indents the output of `body` by one level.
    pub(crate) fn indented(&mut self, body: impl FnOnce(&mut Self)) {
        self.depth += 1;
        body(self);
        self.depth -= 1;
    }

    /// Writes `open`, the output of `body` one level deeper, and `close`.
    pub fn block(&mut self, open: impl Display, close: impl Display, body: impl FnOnce(&mut Self)) {
        self.line(open);
        self.indented(body);
        self.line(close);
    }

    /// The number of columns that the current level is indented by.
    #[must_use]
    pub fn column(&self) -> usize {
        self.depth * self.unit.len()
    }

    /// The whole text; it ends in one line break, unless it is empty.
    #[must_use]
    pub fn finish(mut self) -> String {
        while self.out.ends_with("\n\n") {
            self.out.pop();
        }
        self.out
    }

    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.out.push_str(self.unit);
        }
    }
}

/// A text whose lines all end in LF, from any line ends: a lone CR and the separators of Unicode
/// end lines, too.
#[must_use]
pub(crate) fn with_line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n")
}

/// Control characters, line and paragraph separators, and marks that turn the direction of text. In
/// source they could make a text look like another one.
#[must_use]
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{feff}'
        )
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
