//! Reads the configuration file, with a place for every error in it.

use tdproto_schema::cursor::{self, Cursor, Table, Value};
use tdproto_schema::decl::Spanned;
use tdproto_schema::{Code, Diagnostic, FileId, Severity, SourceMap, did_you_mean};
use toml::de::{DeTable, DeValue};

use super::reader::Reader;
use super::rules::KnownRules;
use super::{
    Breaking, Config, Date, Exception, Lint, RuleConfig, Setting, Versions, generate, keys, plugin,
};

/// Reads a configuration that is among the sources and may name these rules. Invalid parts are left
/// out and reported.
#[must_use]
pub fn read(sources: &SourceMap, file: FileId, rules: &KnownRules) -> (Config, Vec<Diagnostic>) {
    let Some(source) = sources.get(file) else {
        return (Config::default(), Vec::new());
    };
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    if !errors.is_empty() {
        return (
            Config::default(),
            cursor::syntax_errors(file, &source.text, &errors),
        );
    }
    let mut reader = Reader {
        cursor: Cursor::new(file, "", &source.text),
        rules,
    };
    let root = cursor::root(&table);
    reader
        .cursor
        .check_keys(&root, keys::FILE, "at the top of tdproto.toml");
    let mut config = Config::default();
    if let Some(table) = reader.cursor.table(&root, "lint") {
        config.lint = reader.lint(&table);
    }
    if let Some(table) = reader.cursor.table(&root, "breaking") {
        config.breaking = reader.breaking(&table);
    }
    config.plugins = plugin::read(&mut reader, &root);
    if let Some(table) = reader.cursor.table(&root, "generate") {
        config.generate = generate::read(&mut reader, &table, &plugin::names(&root));
    }
    let mut found = reader.cursor.finish();
    found.sort_by_key(Diagnostic::span);
    (config, found)
}

impl Reader<'_> {
    fn lint(&mut self, table: &Table<'_>) -> Lint {
        self.cursor.check_keys(table, keys::LINT, "in `[lint]`");
        let mut lint = Lint {
            level: self.choice(table, "level").unwrap_or_default(),
            except: self.exceptions(table, "except", Self::may_be_set),
            ..Lint::default()
        };
        let Some(rules) = self.cursor.table(table, "rules") else {
            return lint;
        };
        for (key, value) in rules.entries() {
            let id = self.cursor.key(key);
            if self.may_be_set(&id)
                && let Some(config) = self.rule(&id, value)
            {
                lint.rules.insert(id.value, config);
            }
        }
        lint
    }

    /// Returns true if there is such a rule and the configuration can set it; reports it otherwise.
    fn may_be_set(&mut self, id: &Spanned<String>) -> bool {
        let rules = self.rules;
        let Some(rule) = rules.find_lint(&id.value) else {
            let names = rules.lint.iter().map(|rule| rule.id);
            self.no_rule(id, "lint", names);
            return false;
        };
        if rule.is_fixed {
            let message = format!("rule `{}` cannot be set", id.value);
            let found = Diagnostic::error(Code::ValueInvalid, message)
                .at(id.span, "every schema needs this rule");
            self.cursor.push(found);
        }
        !rule.is_fixed
    }

    /// Returns true if there is such a rule of breaking; reports it otherwise.
    fn is_breaking(&mut self, id: &Spanned<String>) -> bool {
        let names = self.rules.breaking.iter().copied();
        if names.clone().any(|name| name == id.value) {
            return true;
        }
        self.no_rule(id, "breaking", names);
        false
    }

    fn no_rule<'n>(
        &mut self,
        id: &Spanned<String>,
        command: &str,
        names: impl Iterator<Item = &'n str>,
    ) {
        let help = did_you_mean(&id.value, names);
        let help = help.unwrap_or_else(|| "`tdproto explain` lists every rule".to_owned());
        let message = format!("there is no rule `{}`", id.value);
        let found = Diagnostic::error(Code::ValueInvalid, message);
        let found = found.at(id.span, format!("not a rule of {command}"));
        self.cursor.push(found.help(help));
    }

    fn rule(&mut self, id: &Spanned<String>, value: Value<'_>) -> Option<RuleConfig> {
        let mut config = RuleConfig {
            span: id.span,
            setting: None,
            allow: Vec::new(),
            case: None,
            recorded: None,
        };
        match value.get_ref() {
            DeValue::String(_) => config.setting = self.setting(&id.value, value),
            DeValue::Table(_) => {
                let table = self.cursor.as_table(&id.value, value)?;
                let rule = self.rules.find_lint(&id.value);
                let options = rule.map_or(&[][..], |rule| rule.options);
                let mut allowed = vec!["severity"];
                allowed.extend(options.iter().map(|option| option.name()));
                self.cursor
                    .check_keys(&table, &allowed, &format!("of rule `{}`", id.value));
                let severity = table.get("severity");
                config.setting = severity.and_then(|value| self.setting("severity", value));
                let allow = table.get("allow");
                config.allow =
                    allow.map_or_else(Vec::new, |value| self.cursor.texts("allow", value, true));
                config.case = self.choice(&table, "case");
                let recorded = table.get("recorded");
                config.recorded = recorded.and_then(|value| self.percent("recorded", value));
            }
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_) => {
                let wanted = "\"off\", a severity, or a table of options";
                self.cursor.wrong_kind(&id.value, wanted, value);
                return None;
            }
        }
        Some(config)
    }

    fn setting(&mut self, key: &str, value: Value<'_>) -> Option<Setting> {
        let found = self.cursor.as_text(key, value)?;
        if found.value == "off" {
            return Some(Setting::Off);
        }
        let severity = Severity::from_name(&found.value);
        if severity.is_none() {
            let words = Severity::ALL.iter().map(|severity| severity.name());
            self.no_choice(
                key,
                &found,
                &["off"].into_iter().chain(words).collect::<Vec<_>>(),
            );
        }
        severity.map(Setting::On)
    }

    fn percent(&mut self, key: &str, value: Value<'_>) -> Option<Spanned<f64>> {
        let number = match value.get_ref() {
            DeValue::Float(number) => number.as_str().parse::<f64>().ok(),
            DeValue::Integer(number) => number.as_str().parse::<f64>().ok(),
            DeValue::String(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => None,
        };
        let number = number.filter(|number| (0.0..=100.0).contains(number));
        if number.is_none() {
            self.cursor
                .wrong_kind(key, "a share in percent, from 0 to 100", value);
        }
        number.map(|number| Spanned::new(number, self.cursor.span(value.span())))
    }

    fn breaking(&mut self, table: &Table<'_>) -> Breaking {
        self.cursor
            .check_keys(table, keys::BREAKING, "in `[breaking]`");
        let mut versions = Versions::default();
        if let Some(table) = self.cursor.table(table, "version") {
            self.cursor
                .check_keys(&table, keys::VERSION, "in `[breaking.version]`");
            versions = Versions {
                check: self.cursor.flag(&table, "check", versions.check),
                breaking: self.choice(&table, "breaking").unwrap_or(versions.breaking),
                compatible: self
                    .choice(&table, "compatible")
                    .unwrap_or(versions.compatible),
                docs: self.choice(&table, "docs").unwrap_or(versions.docs),
            };
        }
        Breaking {
            category: self.choice(table, "category"),
            fail_on: self.choice(table, "fail-on"),
            version: versions,
            accept: self.exceptions(table, "accept", Self::is_breaking),
        }
    }

    /// Reads exceptions; `is_rule` returns true if there is such a rule, and reports it otherwise.
    fn exceptions(
        &mut self,
        table: &Table<'_>,
        key: &str,
        is_rule: fn(&mut Self, &Spanned<String>) -> bool,
    ) -> Vec<Exception> {
        let Some(value) = table.get(key) else {
            return Vec::new();
        };
        let Some(items) = value.get_ref().as_array() else {
            self.cursor.wrong_kind(key, "an array of tables", value);
            return Vec::new();
        };
        let mut exceptions = Vec::new();
        for item in items.iter() {
            if let Some(table) = self.cursor.as_table(key, item) {
                let found = self.exception(&table);
                let known = found.rule.as_ref().is_some_and(|rule| is_rule(self, rule));
                exceptions.extend(found.finish().filter(|_| known));
            }
        }
        exceptions
    }

    fn exception(&mut self, table: &Table<'_>) -> Draft {
        self.cursor
            .check_keys(table, keys::EXCEPTION, "of an exception");
        let rule = self.needed(table, "rule", "rule = \"field-name-case\"");
        let reason = self.needed(
            table,
            "reason",
            "reason = \"the key is as old as the protocol\"",
        );
        let at = match table.get("at") {
            Some(value) => {
                if value.get_ref().as_array().is_some_and(|all| all.is_empty()) {
                    let span = self.cursor.span(value.span());
                    let empty = Diagnostic::error(Code::ValueInvalid, "`at` is empty");
                    self.cursor
                        .push(empty.at(span, "expected a part of the schema, as reports name it"));
                }
                self.cursor.texts("at", value, true)
            }
            None => {
                self.missing(table, "at", "at = \"Message.mediaURL\"");
                Vec::new()
            }
        };
        let expires = table
            .get("expires")
            .and_then(|value| self.date("expires", value));
        Draft {
            rule,
            at,
            reason,
            expires,
        }
    }

    /// Reads a text that must be there and not be empty.
    fn needed(&mut self, table: &Table<'_>, key: &str, example: &str) -> Option<Spanned<String>> {
        if !table.has(key) {
            self.missing(table, key, example);
            return None;
        }
        self.filled_text(table, key)
    }

    fn missing(&mut self, table: &Table<'_>, key: &str, example: &str) {
        let found = Diagnostic::error(Code::KeyMissing, format!("an exception has no `{key}`"))
            .at(table.span(), format!("needs `{key}`"))
            .help(format!("for example `{example}`"));
        self.cursor.push(found);
    }

    /// Reads a day, with or without quotes.
    fn date(&mut self, key: &str, value: Value<'_>) -> Option<Spanned<Date>> {
        let text = match value.get_ref() {
            DeValue::Datetime(found) => found.to_string(),
            DeValue::String(found) => found.to_string(),
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => {
                self.cursor
                    .wrong_kind(key, "a day such as 2027-01-31", value);
                return None;
            }
        };
        let span = self.cursor.span(value.span());
        let date = Date::parse(&text);
        if date.is_none() {
            let found = Diagnostic::error(Code::ValueInvalid, format!("`{text}` is not a day"));
            self.cursor
                .push(found.at(span, "expected a day such as 2027-01-31"));
        }
        date.map(|date| Spanned::new(date, span))
    }
}

/// An exception as far as it could be read.
struct Draft {
    rule: Option<Spanned<String>>,
    at: Vec<Spanned<String>>,
    reason: Option<Spanned<String>>,
    expires: Option<Spanned<Date>>,
}

impl Draft {
    fn finish(self) -> Option<Exception> {
        Some(Exception {
            rule: self.rule?,
            at: self.at,
            reason: self.reason?.value,
            expires: self.expires,
        })
    }
}
