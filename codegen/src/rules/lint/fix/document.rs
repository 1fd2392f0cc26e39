//! A file as text and tree at once. It has the places of keys and values, so that a fix changes
//! those bytes and no others.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use tdproto_schema::{FileId, SourceFile, Span};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The files that fixes may change, each parsed once.
pub(super) struct Documents<'a>(BTreeMap<FileId, Document<'a>>);

impl<'a> Documents<'a> {
    pub(super) fn new(files: impl Iterator<Item = &'a SourceFile>) -> Self {
        Self(files.map(|file| (file.id, Document::new(file))).collect())
    }

    pub(super) fn get(&self, id: FileId) -> Option<&Document<'a>> {
        self.0.get(&id)
    }
}

/// A file.
pub(super) struct Document<'a> {
    pub(super) file: &'a SourceFile,
    table: Spanned<DeTable<'a>>,
}

/// A key with its value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'d> {
    key: &'d Spanned<Cow<'d, str>>,
    pub(super) value: &'d Spanned<DeValue<'d>>,
}

/// The written form of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// A table in braces on a line.
    Inline,
    /// A table below a header.
    Header,
    /// A table by dotted keys, or a value that is no table.
    Other,
}

/// The bytes of a file, and the text that replaces them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    /// The bytes; empty if the edit only inserts.
    pub(super) span: Span,
    /// The text that replaces them.
    pub(super) text: String,
}

impl<'a> Document<'a> {
    /// Parses a file; of a file that is no valid TOML, the part that could be read.
    fn new(file: &'a SourceFile) -> Self {
        let (table, _) = DeTable::parse_recoverable(&file.text);
        Self { file, table }
    }

    /// Returns the key and value at a path.
    pub(super) fn find(&self, path: &[&str]) -> Option<Place<'_>> {
        let (last, above) = path.split_last()?;
        let mut table = self.table.get_ref();
        for key in above {
            table = table.get(*key)?.get_ref().as_table()?;
        }
        let (key, value) = table.get_key_value(*last)?;
        Some(Place { key, value })
    }

    pub(super) fn edit(&self, range: Range<usize>, text: impl Into<String>) -> Edit {
        Edit {
            span: Span::new(self.file.id, range),
            text: text.into(),
        }
    }

    /// Makes an edit that inserts a text.
    pub(super) fn insert(&self, at: usize, text: impl Into<String>) -> Edit {
        self.edit(at..at, text)
    }

    /// The text of a range, as it is written.
    pub(super) fn written(&self, range: Range<usize>) -> &str {
        self.file.text.get(range).unwrap_or_default()
    }

    /// The end of the line with this byte, its line break included.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let rest = self.file.text.get(at..).unwrap_or_default();
        rest.find('\n')
            .map_or(self.file.text.len(), |end| at + end + 1)
    }

    /// The start of the line with this byte.
    pub(super) fn line_start(&self, at: usize) -> usize {
        let before = self.file.text.get(..at).unwrap_or_default();
        before.rfind('\n').map_or(0, |end| end + 1)
    }

    pub(super) fn how(&self, place: Place<'_>) -> Written {
        match self.file.text.as_bytes().get(place.value.span().start) {
            Some(b'{') => Written::Inline,
            Some(b'[') if place.value.get_ref().is_table() => Written::Header,
            Some(_) | None => Written::Other,
        }
    }

    /// The start of the line below a table and everything in it.
    pub(super) fn below(&self, place: Place<'_>) -> usize {
        self.line_end(end_of(place.value))
    }
}

impl Place<'_> {
    /// The range of the key.
    pub(super) fn key(&self) -> Range<usize> {
        self.key.span()
    }

    /// The range of the value; for a table with a header, that of the header.
    pub(super) fn value(&self) -> Range<usize> {
        self.value.span()
    }
}

fn end_of(value: &Spanned<DeValue<'_>>) -> usize {
    let mut end = value.span().end;
    if let Some(table) = value.get_ref().as_table() {
        for (key, value) in table {
            end = end.max(key.span().end).max(end_of(value));
        }
    }
    end
}
