//! The reader of all tables of the configuration file.

use tdproto_schema::cursor::{Cursor, Table, Value};
use tdproto_schema::decl::Spanned;
use tdproto_schema::{Code, Diagnostic, did_you_mean};

use super::choices::Choice;
use super::rules::KnownRules;

/// The file that is being read, and the diagnostics of it.
pub(super) struct Reader<'a> {
    pub(super) cursor: Cursor<'a>,
    /// The rules that the file may name.
    pub(super) rules: &'a KnownRules,
}

impl Reader<'_> {
    /// Reads a word that a key accepts.
    pub(super) fn choice<T: Choice>(&mut self, table: &Table<'_>, key: &str) -> Option<T> {
        let found = self.cursor.text(table, key)?;
        let choice = T::CHOICES
            .iter()
            .copied()
            .find(|choice| choice.word() == found.value);
        if choice.is_none() {
            let words: Vec<_> = T::CHOICES.iter().map(|choice| choice.word()).collect();
            self.no_choice(key, &found, &words);
        }
        choice
    }

    pub(super) fn no_choice(&mut self, key: &str, found: &Spanned<String>, words: &[&str]) {
        let listed: Vec<_> = words.iter().map(|word| format!("\"{word}\"")).collect();
        let message = format!("`{key}` cannot be \"{}\"", found.value);
        let diagnostic = Diagnostic::error(Code::ValueInvalid, message)
            .at(found.span, format!("expected {}", listed.join(", ")))
            .help_if(did_you_mean(&found.value, words.iter().copied()));
        self.cursor.push(diagnostic);
    }

    /// Reads a text that is not empty, if the key is there.
    pub(super) fn filled_text(&mut self, table: &Table<'_>, key: &str) -> Option<Spanned<String>> {
        let found = self.cursor.text(table, key)?;
        if found.value.trim().is_empty() {
            let empty = Diagnostic::error(Code::ValueInvalid, format!("`{key}` is empty"));
            self.cursor.push(empty.at(found.span, "expected a text"));
            return None;
        }
        Some(found)
    }

    /// Reads the named entries of a table, each key with its value, in the order of the file.
    pub(super) fn named<'t>(
        &mut self,
        table: &Table<'t>,
        key: &str,
    ) -> Vec<(Spanned<String>, Value<'t>)> {
        let Some(inner) = self.cursor.table(table, key) else {
            return Vec::new();
        };
        let entries = inner.entries().into_iter();
        entries
            .map(|(key, value)| (self.cursor.key(key), value))
            .collect()
    }

    /// Reports a text that a key cannot have.
    pub(super) fn invalid(&mut self, key: &str, text: &Spanned<String>, expected: &str) {
        let message = format!("`{key}` cannot be \"{}\"", text.value.escape_debug());
        let found = Diagnostic::error(Code::ValueInvalid, message);
        self.cursor
            .push(found.at(text.span, format!("expected {expected}")));
    }
}
