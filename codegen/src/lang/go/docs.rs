//! Doc comments: the Markdown of the schema as gofmt lays out comments, and made harmless.

use tdproto_schema::model::{Deprecated, Docs};

use crate::lang::comment::fits_behind;
use crate::lang::wrapping::wrap;
use crate::lang::{deprecation_note, lifecycle_notes};
use crate::text::{Writer, is_invisible, with_line_feeds};

/// The width that comments are broken at.
const WIDTH: usize = 96;

/// The comment above one declaration.
#[derive(Debug, Clone, Default)]
pub(super) struct Doc {
    paragraphs: Vec<Paragraph>,
}

#[derive(Debug, Clone)]
enum Paragraph {
    /// Text, on lines of its own.
    Text(String),
    /// The items of a list.
    List(Vec<String>),
    /// Lines of code.
    Code(Vec<String>),
}

impl Doc {
    /// Starts with a description from the schema.
    pub(super) fn new(text: &str) -> Self {
        let mut doc = Self::default();
        doc.markdown(text);
        doc
    }

    /// The docs of a part with the notes on it, deprecation included.
    pub(super) fn of(docs: &Docs, notes: &[String]) -> Self {
        Self::new(&docs.text)
            .notes(notes)
            .deprecated(docs.deprecated.as_ref())
    }

    /// Adds a paragraph.
    pub(super) fn text(mut self, text: &str) -> Self {
        let text = one_line(text);
        if !text.is_empty() {
            self.paragraphs.push(Paragraph::Text(text));
        }
        self
    }

    /// Adds the items of a list.
    pub(super) fn list(mut self, items: Vec<String>) -> Self {
        if !items.is_empty() {
            let items = items.iter().map(|item| one_line(item)).collect();
            self.paragraphs.push(Paragraph::List(items));
        }
        self
    }

    /// Adds the notes as one paragraph.
    pub(super) fn notes(self, notes: &[String]) -> Self {
        self.text(&notes.join(" "))
    }

    /// The mark by which tools know what is deprecated.
    pub(super) fn deprecated(self, deprecated: Option<&Deprecated>) -> Self {
        let Some(deprecated) = deprecated else {
            return self;
        };
        let note = one_line(&deprecated.note);
        let since = deprecated.since.as_deref().map(one_line);
        self.text(&match (since, note.as_str()) {
            (Some(since), "") => format!("Deprecated: since {since}."),
            (Some(since), note) => format!("Deprecated: {note} (Since {since}.)"),
            (None, "") => "Deprecated: do not use it any more.".to_owned(),
            (None, note) => format!("Deprecated: {note}"),
        })
    }

    /// Returns true if there is nothing to say.
    pub(super) fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }

    /// Adds the blocks of a description.
    pub(super) fn markdown_of(mut self, text: &str) -> Self {
        self.markdown(text);
        self
    }

    /// Adds the blocks of Markdown.
    fn markdown(&mut self, text: &str) {
        let text = with_line_feeds(text);
        let mut lines = text.split('\n').peekable();
        while let Some(line) = lines.next() {
            let line = line.trim_end();
            let bare = line.trim_start();
            if let Some(fence) = fence(bare) {
                let inner = lines.by_ref().take_while(|line| !ends(line, fence));
                self.code(inner.map(clean).collect());
            } else if bare.is_empty() {
                continue;
            } else if let Some(item) = item(bare) {
                let mut item = item.to_owned();
                while let Some(more) = lines.next_if(|line| continues(line)) {
                    item.push(' ');
                    item.push_str(more.trim());
                }
                self.item(one_line(&item));
            } else {
                let mut paragraph = bare.to_owned();
                while let Some(more) = lines.next_if(|line| continues(line)) {
                    paragraph.push(' ');
                    paragraph.push_str(more.trim());
                }
                let paragraph = one_line(&paragraph);
                if !paragraph.is_empty() {
                    self.paragraphs.push(Paragraph::Text(paragraph));
                }
            }
        }
    }

    fn item(&mut self, item: String) {
        match self.paragraphs.last_mut() {
            Some(Paragraph::List(items)) => items.push(item),
            Some(Paragraph::Text(_) | Paragraph::Code(_)) | None => {
                self.paragraphs.push(Paragraph::List(vec![item]));
            }
        }
    }

    fn code(&mut self, mut lines: Vec<String>) {
        let is_blank = |line: &String| line.trim().is_empty();
        while lines.last().is_some_and(is_blank) {
            lines.pop();
        }
        let start = lines.iter().take_while(|line| is_blank(line)).count();
        lines.drain(..start);
        // The least indented line decides where code starts.
        let indent = |line: &String| line.len() - line.trim_start().len();
        let filled = lines.iter().filter(|line| !is_blank(line));
        let least = filled.map(indent).min().unwrap_or(0);
        let lines: Vec<String> = lines
            .iter()
            .map(|line| line.get(least..).unwrap_or_default().trim_end().to_owned())
            .collect();
        if !lines.is_empty() {
            self.paragraphs.push(Paragraph::Code(lines));
        }
    }

    /// The lines of the comment, with their signs.
    pub(super) fn lines(&self, column: usize) -> Vec<String> {
        let room = WIDTH.saturating_sub(column);
        let mut lines: Vec<String> = Vec::new();
        for (at, paragraph) in self.joined(room).iter().enumerate() {
            if at > 0 {
                lines.push("//".to_owned());
            }
            match paragraph {
                Paragraph::Text(text) => {
                    let mut wrapped = Vec::new();
                    wrap(text, room, &mut wrapped);
                    lines.extend(
                        wrapped
                            .iter()
                            .map(|line| format!("// {}", safe_start(line))),
                    );
                }
                Paragraph::List(items) => {
                    for item in items {
                        let mut wrapped = Vec::new();
                        wrap(item, room.saturating_sub(4), &mut wrapped);
                        let texts = wrapped.iter().enumerate();
                        lines.extend(texts.map(|(at, line)| match at {
                            0 => format!("//   - {line}"),
                            _ => format!("//     {}", safe_start(line)),
                        }));
                    }
                }
                Paragraph::Code(code) => lines.extend(code.iter().map(|line| match &**line {
                    "" => "//".to_owned(),
                    line => format!("//\t{line}"),
                })),
            }
        }
        lines
    }

    /// The paragraphs; sentences that fit on one line together are one.
    fn joined(&self, room: usize) -> Vec<Paragraph> {
        let mut joined: Vec<Paragraph> = Vec::new();
        for paragraph in &self.paragraphs {
            if let (Some(Paragraph::Text(last)), Paragraph::Text(text)) =
                (joined.last_mut(), paragraph)
                && !text.starts_with("Deprecated:")
                && fits_behind(last, text, room)
            {
                last.push(' ');
                last.push_str(text);
            } else {
                joined.push(paragraph.clone());
            }
        }
        joined
    }

    /// Writes the comment; none if it would be empty.
    pub(super) fn write(&self, w: &mut Writer) {
        w.lines(self.lines(w.column() * 4));
    }
}

/// The sign that opens or closes a block of code.
fn fence(line: &str) -> Option<&'static str> {
    ["```", "~~~"]
        .into_iter()
        .find(|sign| line.starts_with(sign))
}

fn ends(line: &str, fence: &str) -> bool {
    line.trim_start().starts_with(fence)
}

/// The text of an item of a list.
fn item(line: &str) -> Option<&str> {
    ["- ", "* ", "+ "]
        .iter()
        .find_map(|sign| line.strip_prefix(sign))
}

/// Returns true if a line goes on with the paragraph before it.
fn continues(line: &str) -> bool {
    let bare = line.trim();
    let is_block = fence(bare).is_some() || item(bare).is_some() || bare.starts_with(['#', '|']);
    !bare.is_empty() && !is_block
}

/// A line that gofmt does not take for more than text.
fn safe_start(line: &str) -> String {
    let is_number = line
        .split_once(['.', ')'])
        .is_some_and(|(number, _)| !number.is_empty() && number.chars().all(char::is_numeric));
    let is_mark = line.starts_with(['#', '[', '-', '*', '+', '•']);
    match is_number || is_mark {
        true => format!("\\{line}"),
        false => line.to_owned(),
    }
}

/// A text as one harmless line. Of two quotes gofmt would make another sign.
pub(super) fn one_line(text: &str) -> String {
    let words = with_line_feeds(text);
    let words: Vec<_> = words.split_whitespace().collect();
    let mut line = clean(&words.join(" "));
    for (two, one) in [("``", "`"), ("''", "'")] {
        while line.contains(two) {
            line = line.replace(two, one);
        }
    }
    line
}

/// A line without characters that would make it look like another one.
fn clean(line: &str) -> String {
    line.chars()
        .filter(|c| *c == '\t' || !is_invisible(*c))
        .collect()
}

/// The docs of a value or a variant, behind its name in a list of them.
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
