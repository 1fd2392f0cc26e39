//! The command `tdproto diff`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};
use tdproto_schema::{Diagnostic, SourceMap};

use super::compare;
use super::source::schema_source;
use super::{Exit, Io};
use crate::changelog;
use crate::config::Date;
use crate::diff::{self, Compared};
use crate::files;
use crate::load::SchemaSource;
use crate::render::Style;

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  tdproto diff git:v1.2 proto                       changes in ./proto since the tag v1.2
  tdproto diff git:v1.2:proto git:main:proto        between two commits
  tdproto diff old.json new.json --format json      between two model.json, for programs
  tdproto diff git:v1.2 proto --format markdown     a section for a changelog, unreleased
  tdproto diff git:v1.2 git:v1.3:proto --format markdown --date 2027-01-31
                                                    the same, of a release
  tdproto diff git:main proto --exit-code           exit code 1 if there are differences

A schema is a directory, one file, a model.json, `builtin`, or one of these in git. Renamed types,
fields and events are recognised by similar names and common users.

Exit codes: 0 with or without differences (1 for differences with --exit-code), 2 wrong usage,
3 something could not be read or parsed.")]
pub(super) struct DiffArgs {
    /// The old schema
    #[arg(value_parser = schema_source())]
    pub(super) old: SchemaSource,
    /// The new schema
    #[arg(value_parser = schema_source())]
    pub(super) new: SchemaSource,
    /// Format of the output
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    pub(super) format: DiffFormat,
    /// The date in the heading of `--format markdown`; without it, the section is unreleased
    #[arg(long, value_parser = date, value_name = "YYYY-MM-DD")]
    pub(super) date: Option<Date>,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Exit with code 1 if there are differences
    #[arg(long)]
    pub(super) exit_code: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    /// A line a change, by topic
    Text,
    /// For programs; one object, in a versioned form
    Json,
    /// A section for a changelog or release notes: what breaks, then the other changes
    Markdown,
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "expected a day such as 2027-01-31".to_owned())
}

pub(super) fn run(args: &DiffArgs, io: &mut Io<'_>) -> Exit {
    let mut sources = SourceMap::default();
    let olds = std::slice::from_ref(&args.old);
    let mut comparison = compare::read(&args.new, olds, &mut sources);
    io.report(&sources, &comparison.diagnostics);
    let is_wrong = comparison.diagnostics.iter().any(Diagnostic::is_error);
    let (Some(old), Ok(now), false) = (comparison.olds.pop(), &comparison.new.schema, is_wrong)
    else {
        return Exit::Unreadable;
    };
    let new = comparison.new.name;
    if let Some(note) = &old.note {
        let _ = writeln!(io.err, "{note}");
    }
    match &old.schema {
        Ok(before) => show(
            args,
            &Compared::new((before, old.name), (now, new)),
            &sources,
            io,
        ),
        Err(absent) => {
            let text = format!("{absent}: new, nothing to compare");
            match args.format {
                DiffFormat::Text => io.say(text),
                DiffFormat::Json | DiffFormat::Markdown => {
                    let _ = writeln!(io.err, "{text}");
                    // Without an old side, nothing is a change.
                    let nothing = Compared::new((now, old.name), (now, new));
                    return show(args, &nothing, &sources, io);
                }
            }
            Exit::Clean
        }
    }
}

fn show(args: &DiffArgs, compared: &Compared<'_>, sources: &SourceMap, io: &mut Io<'_>) -> Exit {
    let style = if args.output.is_some() {
        Style::Plain
    } else {
        io.out_style
    };
    let text = match args.format {
        DiffFormat::Text => diff::text(compared, style),
        DiffFormat::Json => diff::json(compared, sources),
        DiffFormat::Markdown => changelog::section(compared, args.date),
    };
    match &args.output {
        None => io.print(&text),
        Some(file) => {
            if let Err(found) = files::write_one(file, &text) {
                return io.report(sources, &[*found]);
            }
            io.say(compared.summary());
        }
    }
    if args.exit_code && !compared.changes.is_empty() {
        Exit::Findings
    } else {
        Exit::Clean
    }
}
