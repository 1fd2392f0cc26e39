//! The tables `[plugin.NAME]`: programs that generate files, and what they are given.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Map, Number, Value as Json};
use tdproto_schema::cursor::{self, Table, Value};
use tdproto_schema::decl::Spanned;
use tdproto_schema::{Code, Diagnostic};
use toml::de::DeValue;

use super::choices::NameCase;
use super::keys;
use super::reader::Reader;
use crate::lang;
use crate::naming::{Case, file_name};

/// The time that a plug-in may take if none is set.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(60);

/// The longest time that a plug-in may take, in seconds: a day.
const LONGEST: i64 = 86_400;

/// A table `[plugin.NAME]`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Plugin {
    /// The name, which is the folder of its files, with its place.
    pub name: Spanned<String>,
    /// The program, then its arguments.
    pub command: Vec<String>,
    /// The options, which the program is given unchanged.
    pub options: Map<String, Json>,
    /// The time that a run may take.
    pub timeout: Duration,
    /// The convention for names in code.
    pub names: PluginNames,
}

impl Plugin {
    /// A plug-in that starts a command: names as in the schema, no options.
    #[must_use]
    pub fn new(name: Spanned<String>, command: Vec<String>) -> Self {
        Self {
            name,
            command,
            options: Map::new(),
            timeout: TIMEOUT,
            names: PluginNames::default(),
        }
    }
}

/// The convention for names in code of a plug-in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PluginNames {
    /// Types.
    pub types: Case,
    /// Fields.
    pub fields: Case,
    /// Enum values, and variants of unions.
    pub values: Case,
    /// Events.
    pub events: Case,
    /// Topics.
    pub topics: Case,
    /// Words that no name may be: they get `_` behind them.
    pub reserved: BTreeSet<String>,
}

impl Default for PluginNames {
    fn default() -> Self {
        Self {
            types: Case::Keep,
            fields: Case::Keep,
            values: Case::Keep,
            events: Case::Keep,
            topics: Case::Keep,
            reserved: BTreeSet::new(),
        }
    }
}

/// The names of all plug-ins of a file, also of those that cannot be read.
pub(super) fn names<'t>(root: &Table<'t>) -> Vec<&'t str> {
    let table = root
        .get("plugin")
        .and_then(|value| value.get_ref().as_table());
    let names = table.into_iter().flat_map(|table| table.keys());
    let mut names: Vec<&str> = names.map(|name| name.get_ref().as_ref()).collect();
    names.sort_unstable();
    names
}

/// Reads the table of all plug-ins, in the order of the file.
pub(super) fn read(reader: &mut Reader<'_>, table: &Table<'_>) -> Vec<Plugin> {
    let mut plugins = Vec::new();
    for (name, value) in reader.named(table, "plugin") {
        let table = reader.cursor.as_table(&name.value, value);
        let is_name = check_name(reader, &name);
        let plugin = table.and_then(|table| plugin(reader, name, &table));
        plugins.extend(plugin.filter(|_| is_name));
    }
    plugins
}

/// Reports a name that no folder beside those of languages can have.
fn check_name(reader: &mut Reader<'_>, name: &Spanned<String>) -> bool {
    let text = name.value.as_str();
    let is_plain = text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.split('-').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
    let problem = if lang::names().contains(&text) {
        "tdproto has a language of this name: expected another one"
    } else if is_plain && file_name(text) != text {
        "Windows takes this name for a device: expected another one"
    } else if !is_plain {
        "expected lower-case letters and digits, with `-` between words, such as \"csharp\""
    } else {
        return true;
    };
    let message = format!("a plug-in cannot be called `{}`", text.escape_debug());
    let found = Diagnostic::error(Code::ValueInvalid, message).at(name.span, problem);
    reader.cursor.push(found);
    false
}

fn plugin(reader: &mut Reader<'_>, name: Spanned<String>, table: &Table<'_>) -> Option<Plugin> {
    let place = format!("in `[plugin.{}]`", name.value.escape_debug());
    reader.cursor.check_keys(table, keys::PLUGIN, &place);
    let options = match reader.cursor.table(table, "options") {
        Some(table) => options(reader, &table),
        None => Map::new(),
    };
    let timeout = table
        .get("timeout")
        .and_then(|value| timeout(reader, value));
    let names = match reader.cursor.table(table, "names") {
        Some(table) => names_in_code(reader, &table, &name.value),
        None => PluginNames::default(),
    };
    Some(Plugin {
        command: command(reader, table, &name)?,
        name,
        options,
        timeout: timeout.unwrap_or(TIMEOUT),
        names,
    })
}

fn command(
    reader: &mut Reader<'_>,
    table: &Table<'_>,
    name: &Spanned<String>,
) -> Option<Vec<String>> {
    let example = "for example `command = [\"python3\", \"plugins/csharp.py\"]`";
    let Some(value) = table.get("command") else {
        let message = format!("plug-in `{}` has no `command`", name.value);
        let found = Diagnostic::error(Code::KeyMissing, message);
        let found = found.at(name.span, "needs `command`").help(example);
        reader.cursor.push(found);
        return None;
    };
    let words = reader.cursor.texts("command", value, false);
    let items = value.get_ref().as_array()?;
    let words: Vec<String> = words.into_iter().map(|word| word.value).collect();
    let is_command = words.first().is_some_and(|word| !word.trim().is_empty())
        && words.iter().all(|word| !word.contains('\0'));
    if words.len() == items.len() && is_command {
        return Some(words);
    }
    if words.len() == items.len() {
        let span = reader.cursor.span(value.span());
        let found = Diagnostic::error(Code::ValueInvalid, "`command` names no program");
        let found = found.at(span, "expected a program, then its arguments");
        reader.cursor.push(found.help(example));
    }
    None
}

fn timeout(reader: &mut Reader<'_>, value: Value<'_>) -> Option<Duration> {
    let seconds = cursor::integer(value).filter(|seconds| (1..=LONGEST).contains(seconds));
    let seconds = seconds.and_then(|seconds| u64::try_from(seconds).ok());
    if seconds.is_none() {
        let wanted = "a number of seconds, from 1 to 86400";
        reader.cursor.wrong_kind("timeout", wanted, value);
    }
    seconds.map(Duration::from_secs)
}

fn names_in_code(reader: &mut Reader<'_>, table: &Table<'_>, name: &str) -> PluginNames {
    let place = format!("in `[plugin.{name}.names]`");
    reader.cursor.check_keys(table, keys::PLUGIN_NAMES, &place);
    let mut case = |key: &str| {
        let word: Option<NameCase> = reader.choice(table, key);
        word.map_or(Case::Keep, NameCase::case)
    };
    let mut names = PluginNames {
        types: case("types"),
        fields: case("fields"),
        values: case("values"),
        events: case("events"),
        topics: case("topics"),
        reserved: BTreeSet::new(),
    };
    if let Some(value) = table.get("reserved") {
        let words = reader.cursor.texts("reserved", value, false);
        names.reserved = words.into_iter().map(|word| word.value).collect();
    }
    names
}

/// Reads a table of values that JSON has, too.
fn options(reader: &mut Reader<'_>, table: &Table<'_>) -> Map<String, Json> {
    let mut options = Map::new();
    for (key, value) in table.entries() {
        let key = reader.cursor.key(key).value;
        if let Some(value) = json(reader, &key, value) {
            options.insert(key, value);
        }
    }
    options
}

/// The value in JSON: dates are texts there.
fn json(reader: &mut Reader<'_>, key: &str, value: Value<'_>) -> Option<Json> {
    let number = |text: &str, radix: u32| {
        let signed = i64::from_str_radix(text, radix).map(Number::from);
        signed.or_else(|_| u64::from_str_radix(text, radix).map(Number::from))
    };
    match value.get_ref() {
        DeValue::String(text) => Some(Json::String(text.to_string())),
        DeValue::Boolean(is_true) => Some(Json::Bool(*is_true)),
        DeValue::Datetime(date) => Some(Json::String(date.to_string())),
        DeValue::Integer(found) => match number(found.as_str(), found.radix()) {
            Ok(number) => Some(Json::Number(number)),
            Err(_) => {
                let wanted = "an integer of 64 bits";
                reader.cursor.wrong_kind(key, wanted, value);
                None
            }
        },
        DeValue::Float(found) => {
            let number = found.as_str().parse().ok().and_then(Number::from_f64);
            if number.is_none() {
                let wanted = "a finite number: JSON has no others";
                reader.cursor.wrong_kind(key, wanted, value);
            }
            number.map(Json::Number)
        }
        DeValue::Array(items) => {
            let items = items.iter().map(|item| json(reader, key, item));
            items.collect::<Option<_>>().map(Json::Array)
        }
        DeValue::Table(_) => {
            let table = reader.cursor.as_table(key, value)?;
            Some(Json::Object(options(reader, &table)))
        }
    }
}
