//! The record of deviations, a TOML file: a table an example, a rule a key, paths as values.

use std::collections::{BTreeMap, BTreeSet};

use tdproto_schema::{Code, Diagnostic, FileId, Span, cursor, did_you_mean};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::text::Writer;
use crate::toml_text;
use crate::validate::Rule;

/// Rule and path of one deviation, and where it is recorded.
type Recorded = BTreeMap<(Rule, String), Span>;

/// The deviations recorded, by example.
#[derive(Debug, Clone, Default)]
pub(super) struct Record {
    examples: BTreeMap<String, (Span, Recorded)>,
}

impl Record {
    /// The deviations of one example, which are taken out.
    pub(super) fn take(&mut self, example: &str) -> Recorded {
        let found = self.examples.remove(example);
        found.map(|(_, recorded)| recorded).unwrap_or_default()
    }

    /// The examples that were not taken.
    pub(super) fn rest(self) -> impl Iterator<Item = (String, Span)> {
        let rest = self.examples.into_iter();
        rest.map(|(name, (span, _))| (name, span))
    }
}

/// Reads a record.
pub(super) fn read(file: FileId, text: &str) -> (Record, Vec<Diagnostic>) {
    let mut reader = Reader {
        file,
        found: Vec::new(),
    };
    let mut record = Record::default();
    let (table, errors) = DeTable::parse_recoverable(text);
    reader
        .found
        .extend(cursor::syntax_errors(file, text, &errors));
    if errors.is_empty() {
        for (name, value) in table.get_ref() {
            let span = reader.span(name.span());
            let recorded = reader.example(value);
            record
                .examples
                .insert(name.get_ref().to_string(), (span, recorded));
        }
    }
    (record, reader.found)
}

struct Reader {
    file: FileId,
    found: Vec<Diagnostic>,
}

impl Reader {
    fn example(&mut self, value: &Spanned<DeValue<'_>>) -> Recorded {
        let mut recorded = Recorded::new();
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_kind(value, "a table of rules");
            return recorded;
        };
        for (key, paths) in table {
            let Some(rule) = Rule::from_name(key.get_ref()) else {
                let names = Rule::ALL.iter().map(|rule| rule.name());
                let message = format!("unknown rule `{}`", key.get_ref());
                let found = Diagnostic::error(Code::KeyUnknown, message)
                    .at(self.span(key.span()), "not a rule")
                    .help_if(did_you_mean(key.get_ref(), names));
                self.found.push(found);
                continue;
            };
            for path in self.paths(paths) {
                recorded.insert((rule, path.0), path.1);
            }
        }
        recorded
    }

    fn paths(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<(String, Span)> {
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_kind(value, "an array of paths");
            return Vec::new();
        };
        let mut paths = Vec::new();
        for item in items.iter() {
            match item.get_ref().as_str() {
                Some(path) => paths.push((path.to_owned(), self.span(item.span()))),
                None => self.wrong_kind(item, "a path in quotes"),
            }
        }
        paths
    }

    fn wrong_kind(&mut self, value: &Spanned<DeValue<'_>>, expected: &str) {
        let message = "a record of deviations has tables of rules, each with its paths";
        let found = Diagnostic::error(Code::ValueKind, message)
            .at(self.span(value.span()), format!("expected {expected}"));
        self.found.push(found);
    }

    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, range)
    }
}

/// The text of a record.
pub(super) fn write(all: &BTreeMap<&str, BTreeMap<Rule, BTreeSet<String>>>) -> String {
    let mut w = Writer::new("    ");
    w.lines([
        "# Where examples that stay as they were recorded deviate from the schema.",
        "#",
        "# Written by `tdproto check --record-deviations`. A deviation that is not listed here fails",
        "# `tdproto check`, and so does one that is listed and gone.",
    ]);
    for (example, rules) in all {
        w.blank();
        w.line(format!("[{}]", toml_text::basic(example)));
        for (rule, paths) in rules {
            w.block(format!("{} = [", rule.name()), "]", |w| {
                w.lines(
                    paths
                        .iter()
                        .map(|path| format!("{},", toml_text::basic(path))),
                );
            });
        }
    }
    w.finish()
}
