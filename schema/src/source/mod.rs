//! Source files and places in them.

mod lines;

use std::ops::Range;
use std::sync::OnceLock;

use lines::Lines;

/// The number of a file in its [`SourceMap`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A range of bytes in one file; or no place at all, for declarations that came from code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    file: FileId,
    start: u32,
    end: u32,
}

impl Span {
    /// No place: the declaration did not come from a file.
    pub const NONE: Self = Self {
        file: FileId(u32::MAX),
        start: 0,
        end: 0,
    };

    /// The bytes `range` of `file`.
    #[must_use]
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let start = u32::try_from(range.start).unwrap_or(u32::MAX);
        let end = u32::try_from(range.end).unwrap_or(u32::MAX);
        Self {
            file,
            start,
            end: end.max(start),
        }
    }

    /// The file, unless the span is [`Span::NONE`].
    #[must_use]
    pub fn file(self) -> Option<FileId> {
        (self != Self::NONE).then_some(self.file)
    }

    /// The bytes covered.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// A part of this span, `range` counted from its start.
    #[must_use]
    pub fn part(self, range: Range<usize>) -> Self {
        if self == Self::NONE {
            return self;
        }
        let start = self.start as usize;
        Self::new(self.file, start + range.start..start + range.end)
    }
}

/// A file: its path as shown to people, and its text.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The number in the map.
    pub id: FileId,
    /// The path as shown in diagnostics, with `/` between its parts.
    pub path: String,
    /// The path below the schema directory, without its ending, parts joined by `_`.
    pub topic: String,
    /// The text.
    pub text: String,
    /// True if the path leads to a file on disk: not so for built-in files and those of git.
    pub on_disk: bool,
    /// The starts of the lines of the text, found when a line is first asked for.
    lines: OnceLock<Lines>,
}

impl SourceFile {
    /// Line and column of a byte offset, both counted from 1, the column in characters.
    #[must_use]
    pub fn line_col(&self, offset: usize) -> (usize, usize) {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        self.lines().line_col(&self.text, offset)
    }

    /// The byte offset of a line and column, both counted from 1, the column in bytes.
    #[must_use]
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let start = self.lines().start(&self.text, line);
        let at = start.saturating_add(column.saturating_sub(1));
        self.text.floor_char_boundary(at.min(self.text.len()))
    }

    /// The bytes of the line that holds a byte offset, without its line feed.
    #[must_use]
    pub fn line_around(&self, offset: usize) -> Range<usize> {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        self.lines().around(&self.text, offset)
    }

    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::new(&self.text))
    }
}

/// All files of one run, in the order they were added.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// Adds a file whose topic is the stem of its path.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        let path = path.into();
        let name = path.rsplit('/').next().unwrap_or(&path);
        let topic = name.strip_suffix(".toml").unwrap_or(name).to_owned();
        self.add_topic(path, topic, text)
    }

    /// Adds a file of the given topic.
    pub fn add_topic(
        &mut self,
        path: impl Into<String>,
        topic: impl Into<String>,
        text: impl Into<String>,
    ) -> FileId {
        self.push(path.into(), topic.into(), text.into(), true)
    }

    /// Adds a file that is not on disk: its path is only shown to people.
    pub fn add_virtual(
        &mut self,
        path: impl Into<String>,
        topic: impl Into<String>,
        text: impl Into<String>,
    ) -> FileId {
        self.push(path.into(), topic.into(), text.into(), false)
    }

    fn push(&mut self, path: String, topic: String, text: String, on_disk: bool) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX - 1));
        self.files.push(SourceFile {
            id,
            path,
            topic,
            text,
            on_disk,
            lines: OnceLock::new(),
        });
        id
    }

    /// Adds the files of another map, whose numbers change; only for maps that no span points into.
    pub fn append(&mut self, other: Self) {
        for file in other.files {
            self.push(file.path, file.topic, file.text, file.on_disk);
        }
    }

    /// The files, in the order they were added.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The file of a span.
    #[must_use]
    pub fn file_of(&self, span: Span) -> Option<&SourceFile> {
        self.files.get(span.file()?.0 as usize)
    }

    /// The file with this number.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }
}
