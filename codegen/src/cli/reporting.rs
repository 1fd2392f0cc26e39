//! `--format` and `--output`: one run writes as many reports as wanted.

use std::path::PathBuf;

use clap::{
    Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, ValueEnum as _, value_parser,
};
use tdproto_schema::Severity;

use super::{Exit, Io};
use crate::files;
use crate::load::display;
use crate::render::{self, Format, Style};
use crate::report::Report;

/// Where reports go: a format each, to a file or to standard output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReportArgs {
    targets: Vec<Target>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Target {
    format: Format,
    file: Option<PathBuf>,
}

impl Args for ReportArgs {
    fn augment_args(command: Command) -> Command {
        command
            .arg(
                Arg::new("format")
                    .long("format")
                    .value_name("FORMAT")
                    .action(ArgAction::Append)
                    .value_parser(value_parser!(Format))
                    .help("How to report; may be repeated, each with an --output of its own [default: text]"),
            )
            .arg(
                Arg::new("output")
                    .long("output")
                    .value_name("FILE")
                    .action(ArgAction::Append)
                    .value_parser(value_parser!(PathBuf))
                    .help("Write the report of the --format before it to a file, not to standard output"),
            )
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for ReportArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut given: Vec<(usize, Given)> = Vec::new();
        given.extend(indexed(matches, "format", Given::Format));
        given.extend(indexed(matches, "output", Given::Output));
        given.sort_by_key(|(index, _)| *index);
        targets(given.into_iter().map(|(_, given)| given))
            .map(|targets| Self { targets })
            .map_err(|message| clap::Error::raw(clap::error::ErrorKind::ArgumentConflict, message))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

enum Given {
    Format(Format),
    Output(PathBuf),
}

/// The values of an argument with their places in the command line.
fn indexed<T: Clone + Send + Sync + 'static>(
    matches: &ArgMatches,
    name: &str,
    make: fn(T) -> Given,
) -> Vec<(usize, Given)> {
    let indices = matches.indices_of(name).into_iter().flatten();
    let values = matches.get_many::<T>(name).into_iter().flatten();
    indices.zip(values.cloned().map(make)).collect()
}

/// Each output belongs to the format before it; a first one without a format is text.
fn targets(given: impl Iterator<Item = Given>) -> Result<Vec<Target>, String> {
    let mut targets: Vec<Target> = Vec::new();
    for given in given {
        match given {
            Given::Format(format) => targets.push(Target { format, file: None }),
            Given::Output(file) => match targets.last_mut() {
                Some(last) if last.file.is_none() => last.file = Some(file),
                None => targets.push(Target {
                    format: Format::Text,
                    file: Some(file),
                }),
                Some(_) => {
                    let file = display(&file);
                    return Err(format!("--output {file} has no --format of its own\n"));
                }
            },
        }
    }
    if targets.is_empty() {
        targets.push(Target {
            format: Format::Text,
            file: None,
        });
    }
    let mut unwritten = targets.iter().filter(|target| target.file.is_none());
    if let (Some(first), Some(second)) = (unwritten.next(), unwritten.next()) {
        return Err(format!(
            "both {} and {} would go to standard output: give one of them an --output FILE\n",
            first.name(),
            second.name()
        ));
    }
    Ok(targets)
}

impl Target {
    fn name(&self) -> String {
        let value = self.format.to_possible_value();
        value.map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

impl ReportArgs {
    /// Writes a report to all its targets; how the run ended follows from the findings that are
    /// as bad as the threshold or worse (`None`: none is bad enough) and from what could not be
    /// written.
    pub(super) fn write(
        &self,
        report: &Report,
        fail_on: Option<Severity>,
        io: &mut Io<'_>,
    ) -> Exit {
        let mut exit = match fail_on {
            Some(threshold) if report.fails(threshold) => Exit::Findings,
            Some(_) | None => Exit::Clean,
        };
        for target in &self.targets {
            match &target.file {
                None => {
                    let style = io.out_style;
                    io.print(&render::report(report, target.format, style));
                }
                Some(file) => {
                    let text = render::report(report, target.format, Style::Plain);
                    if let Err(error) = files::write_atomically(file, &text) {
                        exit = io.report(&report.sources, &[files::unwritable(file, &error)]);
                    }
                }
            }
        }
        exit
    }
}
