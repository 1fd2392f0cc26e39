//! Walks the parsed tree, and says what is wrong with a value where it stands.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use crate::decl::Spanned;
use crate::type_expr::is_built_in;
use crate::{Code, Diagnostic, FileId, Sink, Span, TypeExpr, did_you_mean, parse_type};

/// How many syntax errors of one file are told: later ones mostly follow from earlier ones.
const MAX_SYNTAX_ERRORS: usize = 5;

pub type Key<'a> = &'a TomlSpanned<Cow<'a, str>>;
pub type Value<'a> = &'a TomlSpanned<DeValue<'a>>;

/// A table of the file.
pub struct Table<'a> {
    table: &'a DeTable<'a>,
    range: Range<usize>,
    file: Option<FileId>,
}

/// What a file that is not valid TOML gives.
pub fn syntax_errors(file: FileId, errors: &[toml::de::Error]) -> Vec<Diagnostic> {
    let told = errors.iter().take(MAX_SYNTAX_ERRORS).map(|error| {
        let message = error.message().lines().next().unwrap_or("invalid TOML");
        let range = error.span().unwrap_or(0..0);
        Diagnostic::error(Code::TomlSyntax, message).at(Span::new(file, range), "")
    });
    told.collect()
}

/// The table that is the file itself.
pub fn root<'a>(table: &'a TomlSpanned<DeTable<'a>>) -> Table<'a> {
    Table {
        table: table.get_ref(),
        range: table.span(),
        file: None,
    }
}

impl<'a> Table<'a> {
    /// The entries in the order they stand in the file.
    pub fn entries(&self) -> Vec<(Key<'a>, Value<'a>)> {
        let mut entries: Vec<_> = self.table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        entries
    }

    pub fn get(&self, key: &str) -> Option<Value<'a>> {
        self.table.get(key)
    }

    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Whether a key that is not allowed is told as a slip for one that is missing.
    pub(super) fn misspells(&self, missing: &str, allowed: &[&str]) -> bool {
        let meant = |key: &str| did_you_mean(key, allowed.iter().copied());
        let mut keys = self.table.keys().map(|key| key.get_ref().as_ref());
        keys.any(|key| !allowed.contains(&key) && meant(key) == meant(missing))
    }

    /// Where the table is; for a header that is the header.
    pub fn span(&self) -> Span {
        self.file
            .map_or(Span::NONE, |file| Span::new(file, self.range.clone()))
    }
}

/// The file being read, and what was found wrong with it.
pub struct Cursor<'a> {
    file: FileId,
    topic: &'a str,
    text: &'a str,
    sink: Sink,
}

impl<'a> Cursor<'a> {
    pub fn new(file: FileId, topic: &'a str, text: &'a str) -> Self {
        Self {
            file,
            topic,
            text,
            sink: Sink::default(),
        }
    }

    pub fn finish(self) -> Vec<Diagnostic> {
        self.sink.finish()
    }

    pub(super) fn topic(&self) -> &str {
        self.topic
    }

    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.sink.push(diagnostic);
    }

    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    /// The bytes between the quotes of a text, if it is written without escapes, so that a part
    /// of the text is the same part of the file.
    fn inner_span(&self, value: &str, range: Range<usize>) -> Option<Span> {
        let raw = self.text.get(range.clone())?;
        let quotes = raw.len().checked_sub(value.len())? / 2;
        (raw.get(quotes..quotes + value.len())? == value)
            .then(|| self.span(range.start + quotes..range.start + quotes + value.len()))
    }

    fn text_span(&self, value: &str, range: Range<usize>) -> Span {
        self.inner_span(value, range.clone())
            .unwrap_or_else(|| self.span(range))
    }

    pub fn key(&self, key: Key<'_>) -> Spanned<String> {
        let span = self.text_span(key.get_ref(), key.span());
        Spanned::new(key.get_ref().to_string(), span)
    }

    /// Reports every key of the table that is not among `allowed`.
    pub fn check_keys(&mut self, table: &Table<'_>, allowed: &[&str], place: &str) {
        for (key, _) in table.entries() {
            let name: &str = key.get_ref();
            if allowed.contains(&name) {
                continue;
            }
            let found =
                Diagnostic::error(Code::KeyUnknown, format!("unknown key `{name}` {place}"))
                    .at(self.text_span(name, key.span()), "not a key here")
                    .help(
                        did_you_mean(name, allowed.iter().copied())
                            .unwrap_or_else(|| format!("the keys here are {}", listed(allowed))),
                    );
            self.push(found);
        }
    }

    pub fn wrong_kind(&mut self, key: &str, wanted: &str, value: Value<'_>) {
        let found = kind_name(value.get_ref());
        let diagnostic = Diagnostic::error(Code::ValueKind, format!("`{key}` is to be {wanted}"))
            .at(self.span(value.span()), format!("this is {found}"));
        self.push(diagnostic);
    }

    /// Reports a key that a table lacks, unless an unknown one was told as a slip for it.
    pub(super) fn missing(
        &mut self,
        owner: &Spanned<String>,
        (table, allowed): (&Table<'_>, &[&str]),
        key: &str,
        example: &str,
    ) {
        if table.misspells(key, allowed) {
            return;
        }
        let message = format!("`{}` has no `{key}`", owner.value);
        let diagnostic = Diagnostic::error(Code::KeyMissing, message)
            .at(owner.span, format!("needs a `{key}`"))
            .help(format!("for example `{example}`"));
        self.push(diagnostic);
    }

    pub fn table<'t>(&mut self, table: &Table<'t>, key: &str) -> Option<Table<'t>> {
        let value = table.get(key)?;
        self.as_table(key, value)
    }

    pub fn as_table<'t>(&mut self, key: &str, value: Value<'t>) -> Option<Table<'t>> {
        let DeValue::Table(inner) = value.get_ref() else {
            self.wrong_kind(key, "a table", value);
            return None;
        };
        Some(Table {
            table: inner,
            range: value.span(),
            file: Some(self.file),
        })
    }

    pub fn as_text(&mut self, key: &str, value: Value<'_>) -> Option<Spanned<String>> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_kind(key, "a text", value);
            return None;
        };
        let span = self.text_span(text, value.span());
        let written = self.text.get(value.span()).unwrap_or_default();
        // Only a line break of Windows is written so: `\r` would be an escape.
        if written.contains("\r\n") {
            return Some(Spanned::new(text.replace("\r\n", "\n"), span));
        }
        Some(Spanned::new(text.to_owned(), span))
    }

    pub fn text(&mut self, table: &Table<'_>, key: &str) -> Option<Spanned<String>> {
        self.as_text(key, table.get(key)?)
    }

    pub(super) fn non_empty_text(&mut self, table: &Table<'_>, key: &str) -> Option<String> {
        let found = self.text(table, key)?;
        if found.value.is_empty() {
            let diagnostic = Diagnostic::error(Code::ValueInvalid, format!("`{key}` is empty"));
            self.push(diagnostic.at(found.span, "expected a key"));
            return None;
        }
        Some(found.value)
    }

    /// A boolean, or what it is when it is not written.
    pub fn flag(&mut self, table: &Table<'_>, key: &str, default: bool) -> bool {
        let Some(value) = table.get(key) else {
            return default;
        };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong_kind(key, "`true` or `false`", value);
            default
        })
    }

    /// A list of texts; a single text, where `single` allows it, is a list of one.
    pub fn texts(&mut self, key: &str, value: Value<'_>, single: bool) -> Vec<Spanned<String>> {
        if single && value.get_ref().is_str() {
            return self.as_text(key, value).into_iter().collect();
        }
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_kind(key, "a list of texts", value);
            return Vec::new();
        };
        items
            .iter()
            .filter_map(|item| self.as_text(key, item))
            .collect()
    }

    pub(super) fn version(&mut self, table: &Table<'_>, key: &str) -> Option<String> {
        let found = self.text(table, key)?;
        let parts: Vec<_> = found.value.split('.').collect();
        let number = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if parts.len() <= 3 && parts.iter().all(number) {
            return Some(found.value);
        }
        let message = format!("`{}` is not a version", found.value);
        let diagnostic = Diagnostic::error(Code::ValueInvalid, message).at(
            found.span,
            "expected numbers with dots between them, such as \"1.2\" or \"1.2.3\"",
        );
        self.push(diagnostic);
        None
    }

    pub(super) fn as_type(&mut self, value: Value<'_>) -> Option<TypeExpr> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_kind("type", "a text such as \"list<string>\"", value);
            return None;
        };
        let (inner, whole) = (self.inner_span(text, value.span()), self.span(value.span()));
        let at = |range: Range<usize>| inner.map_or(whole, |span| span.part(range));
        match parse_type(text, at) {
            Ok(ty) => Some(ty),
            Err(error) => {
                let code = if error.too_deep {
                    Code::TypeTooDeep
                } else {
                    Code::TypeSyntax
                };
                let help = if error.too_deep {
                    "give the inner part a name with `[alias.NAME]`"
                } else {
                    "a type is a name, `list<T>` or `map<K, V>`"
                };
                let diagnostic = Diagnostic::error(code, error.message);
                self.push(diagnostic.at(at(error.range), "").help(help));
                None
            }
        }
    }

    pub(super) fn type_name(&mut self, key: Key<'_>) -> Option<Spanned<String>> {
        let name = self.key(key);
        if is_built_in(&name.value) {
            let message = format!("`{}` is the name of a built-in type", name.value);
            self.push(Diagnostic::error(Code::NameInvalid, message).at(name.span, ""));
            return None;
        }
        if is_identifier(&name.value) {
            return Some(name);
        }
        let message = format!(
            "`{}` cannot be the name of a type",
            name.value.escape_debug()
        );
        let label = "expected a letter, then letters, digits and `_`";
        self.push(Diagnostic::error(Code::NameInvalid, message).at(name.span, label));
        None
    }

    pub(super) fn event_name(&mut self, key: Key<'_>) -> Option<Spanned<String>> {
        let name = self.key(key);
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':' | '/');
        let word = |word: &str| !word.is_empty() && word.chars().all(allowed);
        if name.value.split('.').all(word) && name.value.contains(|c: char| c.is_ascii_alphabetic())
        {
            return Some(name);
        }
        let message = format!(
            "`{}` cannot be the name of an event",
            name.value.escape_debug()
        );
        let label = "expected words with dots between them, such as \"server.message.updated\"";
        self.push(Diagnostic::error(Code::EventName, message).at(name.span, label));
        None
    }

    /// `[event.server.chat.updated]` without quotes: tables inside tables.
    pub(super) fn unquoted_event(&mut self, name: &Spanned<String>, table: &Table<'_>) -> bool {
        let entries = table.entries();
        let unquoted = !table.has("direction")
            && !entries.is_empty()
            && entries.iter().all(|(_, value)| value.get_ref().is_table());
        if unquoted {
            let message = "the name of an event with dots in it is to be quoted";
            let found = Diagnostic::error(Code::EventName, message)
                .at(name.span, "is read as a table with tables in it")
                .help("write `[event.\"server.message.updated\"]`");
            self.push(found);
        }
        unquoted
    }

    /// A name that code may use: `name` of a field, or the name of a protocol.
    pub(super) fn identifier(&mut self, table: &Table<'_>, key: &str) -> Option<String> {
        let found = self.text(table, key)?;
        if is_identifier(&found.value) {
            return Some(found.value);
        }
        let message = format!("`{}` cannot be a name in code", found.value.escape_debug());
        let label = "expected a letter, then letters, digits and `_`";
        self.push(Diagnostic::error(Code::NameInvalid, message).at(found.span, label));
        None
    }

    /// The name of a protocol: packages are called after it, so it may hold `-`, too.
    pub(super) fn protocol_name(&mut self, table: &Table<'_>) -> Option<String> {
        let found = self.text(table, "name")?;
        if is_identifier(&found.value.replace('-', "_")) && found.value.is_ascii() {
            return Some(found.value);
        }
        let message = format!(
            "`{}` cannot be the name of a protocol",
            found.value.escape_debug()
        );
        let label =
            "packages are called after it: expected a letter, then letters, digits, `-` and `_`";
        self.push(Diagnostic::error(Code::NameInvalid, message).at(found.span, label));
        None
    }

    /// A key on the wire: any text that is not empty and holds no control characters.
    pub(super) fn wire_key(&mut self, key: Key<'_>) -> Option<Spanned<String>> {
        let name = self.key(key);
        if !name.value.is_empty() && !name.value.chars().any(char::is_control) {
            return Some(name);
        }
        let message = format!(
            "`{}` cannot be a key on the wire",
            name.value.escape_debug()
        );
        let span = self.span(key.span());
        let label = "expected at least one character, and no control characters";
        self.push(Diagnostic::error(Code::NameInvalid, message).at(span, label));
        None
    }
}

pub(crate) fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn listed(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn kind_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
