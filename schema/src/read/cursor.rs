//! Walks the parsed tree, and reports invalid values at their places.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use super::conflict::conflict;
use crate::decl::{DocsDecl, Spanned};
use crate::names::Name;
use crate::{Code, Diagnostic, FileId, Sink, Span, TypeExpr, did_you_mean, parse_type};

/// The number of syntax errors of a file that are reported: later ones mostly follow from earlier
/// ones.
const MAX_SYNTAX_ERRORS: usize = 5;

pub type Key<'a> = &'a TomlSpanned<Cow<'a, str>>;
pub type Value<'a> = &'a TomlSpanned<DeValue<'a>>;

/// A table of the file.
pub struct Table<'a> {
    table: &'a DeTable<'a>,
    range: Range<usize>,
    file: Option<FileId>,
}

/// The diagnostics of a file that is not valid TOML.
pub fn syntax_errors(file: FileId, text: &str, errors: &[toml::de::Error]) -> Vec<Diagnostic> {
    if let Some(conflict) = conflict(file, text).filter(|_| !errors.is_empty()) {
        return vec![conflict];
    }
    let shown = errors.iter().take(MAX_SYNTAX_ERRORS).map(|error| {
        let message = error.message().lines().next().unwrap_or("invalid TOML");
        let range = error.span().unwrap_or(0..0);
        Diagnostic::error(Code::TomlSyntax, message).at(Span::new(file, range), "")
    });
    shown.collect()
}

/// The name that tables inside tables spell, down to the first one that holds more than tables.
fn dotted(name: &str, table: &Table<'_>) -> String {
    let (mut name, mut table) = (name.to_owned(), table.table);
    while table.values().all(|value| value.get_ref().is_table()) {
        let first = table.iter().min_by_key(|(key, _)| key.span().start);
        let Some((key, inner)) =
            first.and_then(|(key, value)| Some((key, value.get_ref().as_table()?)))
        else {
            break;
        };
        name.push('.');
        name.push_str(key.get_ref());
        table = inner;
    }
    name
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
    /// The entries in the order of the file.
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

    /// Returns true if a key that is not allowed is reported as a slip for one that is missing.
    pub(super) fn misspells(&self, missing: &str, allowed: &[&str]) -> bool {
        let meant = |key: &str| did_you_mean(key, allowed.iter().copied());
        let mut keys = self.table.keys().map(|key| key.get_ref().as_ref());
        keys.any(|key| !allowed.contains(&key) && meant(key) == meant(missing))
    }

    /// The place of the table; for a header that is the header.
    pub fn span(&self) -> Span {
        self.file
            .map_or(Span::NONE, |file| Span::new(file, self.range.clone()))
    }
}

/// The file being read, and the errors found in it.
pub struct Cursor<'a> {
    file: FileId,
    topic: &'a str,
    text: &'a str,
    sink: Sink,
    /// The lifecycle that the file's topic gives to declarations without one.
    covering: DocsDecl,
}

impl<'a> Cursor<'a> {
    pub fn new(file: FileId, topic: &'a str, text: &'a str) -> Self {
        Self {
            file,
            topic,
            text,
            sink: Sink::default(),
            covering: DocsDecl::default(),
        }
    }

    /// Sets the lifecycle of the file's topic.
    pub(super) fn cover(&mut self, topic: &DocsDecl) {
        self.covering = topic.clone();
    }

    /// The lifecycle of the file's topic.
    pub(super) fn covering(&self) -> &DocsDecl {
        &self.covering
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

    /// The bytes between the quotes of a text, if it is written without escapes. Only then is a
    /// part of the text the same part of the file.
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
        self.wrong_kind_with(key, wanted, value, None);
    }

    pub fn wrong_kind_with(
        &mut self,
        key: &str,
        wanted: &str,
        value: Value<'_>,
        help: Option<String>,
    ) {
        let found = kind_name(value.get_ref());
        let diagnostic = Diagnostic::error(Code::ValueKind, format!("`{key}` must be {wanted}"))
            .at(self.span(value.span()), format!("this is {found}"))
            .help_if(help);
        self.push(diagnostic);
    }

    /// Reports a key that a table lacks, unless an unknown one was reported as a slip for it.
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
            .at(owner.span, format!("needs `{key}`"))
            .help(format!("for example `{example}`"));
        self.push(diagnostic);
    }

    pub fn table<'t>(&mut self, table: &Table<'t>, key: &str) -> Option<Table<'t>> {
        let value = table.get(key)?;
        self.as_table(key, value)
    }

    /// A table of parts by name, each of which is a table, too.
    pub fn group<'t>(&mut self, table: &Table<'t>, key: &str, inner: &str) -> Option<Table<'t>> {
        let help = || format!("write a line for each in a table: `NAME = {{ {inner} = \"…\" }}`");
        self.as_table_or(key, table.get(key)?, |_| Some(help()))
    }

    /// The table of a part. A text, an integer or a boolean in its place was meant for a key of it.
    pub fn part<'t>(
        &mut self,
        key: &str,
        value: Value<'t>,
        [of_text, of_integer, of_boolean]: [Option<&str>; 3],
    ) -> Option<Table<'t>> {
        let text = self.text.get(value.span()).unwrap_or_default();
        self.as_table_or(key, value, |written| {
            let is_bare = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
            let key = match key.chars().all(is_bare) && !key.is_empty() {
                true => key.to_owned(),
                false => format!("{key:?}"),
            };
            let example =
                |inner: &str, value: &str| format!("write `{key} = {{ {inner} = {value} }}`");
            match written {
                DeValue::String(text) if text.chars().all(|c| !"\\\"\n\r".contains(c)) => {
                    of_text.map(|inner| example(inner, &format!("\"{text}\"")))
                }
                DeValue::Integer(_) => of_integer.map(|inner| example(inner, text)),
                DeValue::Boolean(_) => of_boolean.map(|inner| example(inner, text)),
                DeValue::String(_)
                | DeValue::Float(_)
                | DeValue::Datetime(_)
                | DeValue::Array(_)
                | DeValue::Table(_) => None,
            }
        })
    }

    pub fn as_table<'t>(&mut self, key: &str, value: Value<'t>) -> Option<Table<'t>> {
        self.as_table_or(key, value, |_| None)
    }

    fn as_table_or<'t>(
        &mut self,
        key: &str,
        value: Value<'t>,
        help: impl FnOnce(&DeValue<'t>) -> Option<String>,
    ) -> Option<Table<'t>> {
        let DeValue::Table(inner) = value.get_ref() else {
            let help = help(value.get_ref());
            self.wrong_kind_with(key, "a table", value, help);
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
        if text.contains('\r') && written.contains("\r\n") {
            return Some(Spanned::new(text.replace("\r\n", "\n"), span));
        }
        Some(Spanned::new(text.to_owned(), span))
    }

    pub fn text(&mut self, table: &Table<'_>, key: &str) -> Option<Spanned<String>> {
        self.as_text(key, table.get(key)?)
    }

    /// A boolean, or its default when it is not written.
    pub fn flag(&mut self, table: &Table<'_>, key: &str, default: bool) -> bool {
        let Some(value) = table.get(key) else {
            return default;
        };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong_kind(key, "`true` or `false`", value);
            default
        })
    }

    /// The place of the first of some keys that a table has; [`Span::NONE`] if it has none.
    pub fn first_key(&self, table: &Table<'_>, keys: &[&str]) -> Span {
        let mut entries = table.entries().into_iter();
        let key = entries.find(|(key, _)| keys.contains(&key.get_ref().as_ref()));
        key.map_or(Span::NONE, |(key, _)| self.span(key.span()))
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

    /// A text of the table that has to be a name or a version.
    pub(super) fn named(&mut self, kind: Name, table: &Table<'_>, key: &str) -> Option<String> {
        let found = self.text(table, key)?;
        self.checked(kind, found).map(|found| found.value)
    }

    fn checked(&mut self, kind: Name, name: Spanned<String>) -> Option<Spanned<String>> {
        let Err(refused) = kind.check(&name.value) else {
            return Some(name);
        };
        let found = Diagnostic::error(refused.code, refused.message);
        self.push(found.at(name.span, refused.expected));
        None
    }

    pub(super) fn version(&mut self, table: &Table<'_>, key: &str) -> Option<String> {
        self.named(Name::Version, table, key)
    }

    pub(super) fn as_type(&mut self, key: &str, value: Value<'_>) -> Option<TypeExpr> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_kind(key, "a text such as \"list<string>\"", value);
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
                    "a type is a name, `list<T>`, `map<K, V>` or `tuple<A, B>`; `T?` is an item or value that may be null"
                };
                let diagnostic = Diagnostic::error(code, error.message);
                self.push(diagnostic.at(at(error.range), "").help(help));
                None
            }
        }
    }

    pub(super) fn type_name(&mut self, key: Key<'_>) -> Option<Spanned<String>> {
        let name = self.key(key);
        self.checked(Name::Type, name)
    }

    pub(super) fn event_name(&mut self, key: Key<'_>) -> Option<Spanned<String>> {
        let name = self.key(key);
        self.checked(Name::Event, name)
    }

    pub(super) fn server_name(&mut self, key: Key<'_>) -> Option<Spanned<String>> {
        let name = self.key(key);
        self.checked(Name::Server, name)
    }

    /// `[event.server.chat.updated]` without quotes: tables inside tables.
    pub(super) fn unquoted_event(&mut self, name: &Spanned<String>, table: &Table<'_>) -> bool {
        let entries = table.entries();
        let unquoted = !table.has("direction")
            && !entries.is_empty()
            && entries.iter().all(|(_, value)| value.get_ref().is_table());
        if unquoted {
            let message = "the name of an event with dots must be quoted";
            let found = Diagnostic::error(Code::EventName, message)
                .at(name.span, "is read as a table with tables in it")
                .help(format!("write `[event.{:?}]`", dotted(&name.value, table)));
            self.push(found);
        }
        unquoted
    }

    /// The name of a field in code.
    pub(super) fn identifier(&mut self, table: &Table<'_>, key: &str) -> Option<String> {
        self.named(Name::Code, table, key)
    }

    /// A name in code that is a key.
    pub(super) fn code_name(&mut self, key: Key<'_>) -> Option<Spanned<String>> {
        let name = self.key(key);
        self.checked(Name::Code, name)
    }

    /// The name of a protocol: packages are called after it, so it may hold `-`, too.
    pub(super) fn protocol_name(&mut self, table: &Table<'_>) -> Option<String> {
        self.named(Name::Protocol, table, "name")
    }

    /// A key on the wire: any text that is not empty and holds no control characters.
    pub(super) fn wire_key(&mut self, key: Key<'_>) -> Option<Spanned<String>> {
        let mut name = self.key(key);
        if Name::Key.check(&name.value).is_err() {
            name.span = self.span(key.span());
        }
        self.checked(Name::Key, name)
    }

    /// A key on the wire that is the value of a key, with its place.
    pub(super) fn wire_key_value(
        &mut self,
        key: &str,
        value: Value<'_>,
    ) -> Option<Spanned<String>> {
        let name = self.as_text(key, value)?;
        self.checked(Name::Key, name)
    }

    /// A key on the wire that is the value of a key.
    pub(super) fn wire_key_text(&mut self, table: &Table<'_>, key: &str) -> Option<String> {
        self.named(Name::Key, table, key)
    }
}

fn listed(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// An integer of 64 bits, in any notation.
pub fn integer(value: Value<'_>) -> Option<i64> {
    let found = value.get_ref().as_integer()?;
    i64::from_str_radix(found.as_str(), found.radix()).ok()
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
