//! Plug-ins: programs that generate files from a model. tdproto plans names, starts the program,
//! checks its answer and writes the files.
//!
//! A plug-in gets one JSON request on standard input and writes one JSON answer to standard output.

mod answer;
mod cases;
mod features;
mod output;
mod place;
mod process;
mod request;
pub mod schemas;
mod walk;

use std::collections::BTreeMap;
use std::path::Path;

use tdproto_schema::{Code, Diagnostic, Schema, Severity, Span, did_you_mean};
use unicode_ident::is_xid_continue;

use crate::banner::banner;
use crate::config::{Plugin, PluginNames};
use crate::generate::Generated;
use crate::naming::{self, Case, Chosen, Convention, Extra, Names};
use crate::options::{Options, Setting};
use crate::text::is_invisible;
use crate::views::InputViews;
pub use walk::features_of;

use answer::{Answer, Fault, Remark};
use process::{Ended, Failure};

pub use cases::cases;
pub(crate) use cases::{Checked, check};
pub use features::{Feature, FirstUse};

/// The number of the protocol between tdproto and plug-ins.
pub const PROTOCOL: u64 = 1;

/// The result of a run of a plug-in.
#[derive(Debug)]
pub struct Ran {
    /// The files; none if there is an error.
    pub generated: Generated,
    /// The diagnostics of tdproto and of the plug-in.
    pub diagnostics: Vec<Diagnostic>,
    /// The lines that the plug-in wrote to standard error, each behind its name.
    pub said: String,
    /// The names of the constructs that the plug-in understands.
    pub understood: Vec<String>,
    /// The constructs that the schema uses.
    pub used: Vec<Feature>,
    /// The bytes of the answer.
    output: Vec<u8>,
}

/// Runs a plug-in on a schema that has no errors, in the folder of its configuration.
#[must_use]
pub fn run(plugin: &Plugin, schema: &Schema, options: &Options, folder: &Path) -> Ran {
    let mut ran = Ran {
        generated: Generated {
            language: plugin.name.value.clone().into(),
            folder: plugin.name.value.clone().into(),
            files: Vec::new(),
        },
        diagnostics: Vec::new(),
        said: String::new(),
        understood: Vec::new(),
        used: features_of(schema).into_keys().collect(),
        output: Vec::new(),
    };
    let (text, found) = request(plugin, schema, options);
    ran.diagnostics = found;
    if ran.diagnostics.iter().any(Diagnostic::is_error) {
        return ran;
    }
    let Ended { output, errors } = process::run(&plugin.command, folder, text, plugin.timeout);
    ran.said = said(&plugin.name.value, &errors);
    let output = match output {
        Ok(output) => output,
        Err(failure) => {
            ran.diagnostics.push(failed(plugin, folder, &failure));
            return ran;
        }
    };
    match answer::read(&output) {
        Ok(answer) => accept(plugin, schema, answer, &mut ran),
        Err(fault) => ran.diagnostics.push(faulty(plugin, fault)),
    }
    ran.output = output;
    ran
}

/// The request to a plug-in for a schema that has no errors, and errors in names.
#[must_use]
pub fn request(plugin: &Plugin, schema: &Schema, options: &Options) -> (String, Vec<Diagnostic>) {
    let model = &schema.model;
    let mut diagnostics = options.check(model);
    let views = InputViews::new(model);
    let (names, found) = naming::plan_with(
        model,
        &schema.origins,
        &views,
        &convention(&plugin.names),
        &Chosen {
            renames: &options.renames,
            place: &|name| options.place(Setting::Rename, name),
            extra: Some(Extra {
                language: &plugin.name.value,
                reserved: &plugin.names.reserved,
            }),
        },
    );
    diagnostics.extend(found);
    let text = request::text(plugin, schema, &names, &views, &features_of(schema));
    (text, diagnostics)
}

/// The convention that the configuration asks for. Where it sets a case, names are identifiers.
fn convention(names: &PluginNames) -> Convention {
    let ident = |case: Case| match case {
        Case::Keep => str::to_owned,
        Case::Kebab => kebab as fn(&str) -> String,
        Case::Snake | Case::LowerCamel | Case::UpperCamel | Case::Shouty | Case::Initialisms => {
            identifier
        }
    };
    let mut convention = Convention::new("");
    convention.types = names.types;
    convention.fields = names.fields;
    convention.values = names.values;
    convention.events = names.events;
    convention.topics = names.topics;
    convention.field_ident = ident(names.fields);
    // Events and values share the function; both cases leave what an identifier has.
    convention.value_ident = match (names.values, names.events) {
        (Case::Keep, _) | (_, Case::Keep) => str::to_owned,
        (Case::Kebab, _) | (_, Case::Kebab) => kebab,
        (values, _) => ident(values),
    };
    convention.topic_ident = ident(names.topics);
    convention
}

/// A cased name as an identifier: `_` in the place of what no identifier has.
fn identifier(name: &str) -> String {
    plain(name, is_xid_continue)
}

/// A name in kebab case: `_` in the place of what is neither in an identifier nor `-`.
fn kebab(name: &str) -> String {
    plain(name, |c| is_xid_continue(c) || c == '-')
}

fn plain(name: &str, is_allowed: impl Fn(char) -> bool) -> String {
    let mut ident: String = name
        .chars()
        .map(|c| if is_allowed(c) { c } else { '_' })
        .collect();
    if ident.starts_with(|c: char| c.is_ascii_digit()) {
        ident.insert(0, '_');
    }
    ident
}

/// The number of errors in the files of an answer that are shown.
const MOST_FAULTS: usize = 20;

/// Checks an answer against the schema, and takes its files if all is right.
fn accept(plugin: &Plugin, schema: &Schema, answer: Answer, ran: &mut Ran) {
    let remarks = answer.diagnostics.iter();
    let remarks = remarks.map(|remark| remark_of(plugin, schema, remark));
    ran.diagnostics.extend(remarks);
    ran.diagnostics.extend(unknown(plugin, &answer.features));
    let is_refused = answer
        .diagnostics
        .iter()
        .any(|remark| match remark.severity {
            Severity::Error => true,
            Severity::Warning | Severity::Info => false,
        });
    if !is_refused {
        let used = features_of(schema);
        let missing = missing(plugin, &used, &answer.features);
        ran.diagnostics.extend(missing);
    }
    let mut faults = output::check(&answer.files, &banner(&schema.model));
    let more = faults.len().saturating_sub(MOST_FAULTS);
    faults.truncate(MOST_FAULTS);
    let faults = faults.into_iter().map(|fault| faulty(plugin, fault));
    ran.diagnostics.extend(faults);
    if let Some(last) = ran.diagnostics.last_mut().filter(|_| more > 0) {
        last.help.push(format!("{more} more errors in the files"));
    }
    if !ran.diagnostics.iter().any(Diagnostic::is_error) {
        ran.generated.files = answer.files;
        ran.generated.files.sort_by(|a, b| a.path.cmp(&b.path));
    }
    ran.understood = answer.features;
}

/// The diagnostics of constructs that the schema uses and the plug-in does not understand.
fn missing<'a>(
    plugin: &'a Plugin,
    used: &'a BTreeMap<Feature, FirstUse>,
    understood: &'a [String],
) -> impl Iterator<Item = Diagnostic> + 'a {
    let missing = used
        .iter()
        .filter(|(feature, _)| !understood.iter().any(|name| name == feature.name()));
    missing.map(|(feature, first)| {
        let (name, part) = (&plugin.name.value, &first.part);
        let construct = feature.name();
        let message =
            format!("plug-in `{name}` does not understand `{construct}`, which `{part}` uses");
        Diagnostic::error(Code::PluginConstruct, message)
            .at(first.span, format!("uses `{construct}`"))
            .help(format!("`{construct}`: {}", feature.about()))
            .help("nothing was written; a plug-in names in `features` what it understands")
    })
}

/// A warning for a construct that the plug-in understands and this version does not have: it may be
/// of a later version, or misspelled.
fn unknown(plugin: &Plugin, understood: &[String]) -> Option<Diagnostic> {
    let is_unknown = |name: &&String| Feature::from_name(name).is_none();
    let name = understood.iter().find(is_unknown)?;
    let known = Feature::ALL.iter().map(|feature| feature.name());
    let message = format!(
        "plug-in `{}` names a feature `{}`, which this tdproto does not have",
        plugin.name.value,
        harmless(name)
    );
    let found = Diagnostic::warning(Code::PluginConstruct, message);
    let found = found.at(plugin.name.span, "this plug-in");
    Some(found.help_if(did_you_mean(name, known)))
}

/// A diagnostic of the plug-in, at its place in the schema.
fn remark_of(plugin: &Plugin, schema: &Schema, remark: &Remark) -> Diagnostic {
    let name = &plugin.name.value;
    let mut found = Diagnostic::error(Code::PluginFinding, harmless(&remark.message));
    found.severity = remark.severity;
    let place = remark.at.as_deref();
    found = match place.map(|part| (part, place::find(schema, part))) {
        None => found.at(plugin.name.span, format!("reported by `{name}`")),
        Some((part, Some(span))) => match span == Span::NONE {
            true => found.help(format!("at `{}`", harmless(part))),
            false => found.at(span, format!("reported by `{name}`")),
        },
        Some((part, None)) => {
            let part = harmless(part);
            found
                .at(plugin.name.span, format!("reported by `{name}`"))
                .help(format!(
                    "the plug-in names `{part}`, which the schema does not have"
                ))
        }
    };
    remark
        .help
        .iter()
        .fold(found, |found, line| found.help(harmless(line)))
}

/// The diagnostic of an answer that cannot be used.
fn faulty(plugin: &Plugin, fault: Fault) -> Diagnostic {
    let message = format!(
        "plug-in `{}`: {}",
        plugin.name.value,
        harmless(&fault.message)
    );
    Diagnostic::error(Code::PluginAnswer, message)
        .at(plugin.name.span, "this plug-in")
        .help_if(fault.help)
        .help("nothing was written; `tdproto plugin schema answer` prints the form of answers")
}

/// The diagnostic of a run that gave nothing.
fn failed(plugin: &Plugin, folder: &Path, failure: &Failure) -> Diagnostic {
    let name = &plugin.name.value;
    let program = plugin.command.first().map_or("", String::as_str);
    let program = program.escape_debug();
    let error = |code, message: String| {
        Diagnostic::error(code, message).at(plugin.name.span, "this plug-in")
    };
    match failure {
        Failure::Start(reason) => {
            let folder = match crate::paths::display(folder) {
                folder if folder.is_empty() => ".".to_owned(),
                folder => folder,
            };
            let message = format!("plug-in `{name}`: cannot run `{program}`: {reason}");
            let found = error(Code::PluginStart, message);
            found.help(format!("it was started in `{folder}`, without a shell"))
        }
        Failure::Status(status) => {
            let how = match status.code() {
                Some(code) => format!("exit code {code}"),
                None => status.to_string(),
            };
            let message = format!("plug-in `{name}`: `{program}` ended with {how}");
            error(Code::PluginFailed, message).help("nothing was written")
        }
        Failure::TimedOut => {
            let seconds = plugin.timeout.as_secs();
            let message = format!("plug-in `{name}`: `{program}` took longer than {seconds} s");
            let help = format!("it was ended; `timeout` of `[plugin.{name}]` gives it more time");
            error(Code::PluginFailed, message).help(help)
        }
        Failure::TooMuch => {
            let most = process::MOST_OUTPUT >> 20;
            let message = format!("plug-in `{name}`: `{program}` wrote more than {most} MiB");
            error(Code::PluginFailed, message).help("it was ended; nothing was written")
        }
        Failure::Lost(reason) => {
            let message = format!("plug-in `{name}`: cannot watch `{program}`: {reason}");
            error(Code::PluginFailed, message)
        }
    }
}

/// The longest line of standard error that is shown whole, in characters.
const LONGEST_LINE: usize = 1_000;

/// The lines of standard error, each behind the name of the plug-in.
fn said(name: &str, errors: &str) -> String {
    let mut text = String::new();
    for line in errors.lines() {
        let mut line = harmless_line(line);
        if let Some((end, _)) = line.char_indices().nth(LONGEST_LINE) {
            line.truncate(end);
            line.push('…');
        }
        text.push_str(&format!("{name}: {line}\n"));
    }
    text
}

/// A text of a plug-in in one line.
fn harmless(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(harmless_line).collect();
    lines.join(" ")
}

/// A line in which no character moves the cursor or turns the direction of text.
fn harmless_line(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    for c in line.trim_end().chars() {
        match c {
            '\t' => shown.push(' '),
            c if is_invisible(c) => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    shown
}
