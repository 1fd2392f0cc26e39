//! `--format` and `--output`: one run writes any number of reports.

use std::path::{Path, PathBuf};
use std::{fs, io};

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, value_parser};
use tdproto_schema::{Diagnostic, Severity};

use super::{Exit, Io};
use crate::files;
use crate::load::Places;
use crate::paths::display;
use crate::render::{self, Context, Format, Style};
use crate::report::{Outcome, Report};

/// The variable that names the file for the Markdown of a step, set by the runner of GitHub
/// Actions.
const STEP_SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// The targets of reports: each a format, with a file or standard output.
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
                    .help("Format of the report; may be repeated, each with its own --output [default: text]"),
            )
            .arg(
                Arg::new("output")
                    .long("output")
                    .value_name("FILE")
                    .action(ArgAction::Append)
                    .value_parser(value_parser!(PathBuf))
                    .help("Write the report of the preceding --format to a file instead of standard output"),
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

/// Pairs each output with the format before it; a first output without a format is text.
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
        return Ok(ReportArgs::text().targets);
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
    fn name(&self) -> &'static str {
        self.format.name()
    }

    /// Returns true if the target is text on standard output.
    fn is_printed_text(&self) -> bool {
        self.format == Format::Text && self.file.is_none()
    }

    /// Writes a report to the target, and GitHub's table to the summary of the step. `printed` is
    /// true if standard output has the text of the findings already.
    fn write(
        &self,
        report: &Report,
        printed: bool,
        context: &Context,
        io: &mut Io<'_>,
    ) -> Result<(), Diagnostic> {
        match &self.file {
            None if printed && self.is_printed_text() => {
                io.print(&render::conclusion(report, context));
            }
            None => io.print(&render::report(report, self.format, context)),
            Some(file) => {
                let context = Context {
                    style: Style::Plain,
                    ..context.clone()
                };
                let text = render::report(report, self.format, &context);
                files::write_one(file, &text).map_err(|found| *found)?;
            }
        }
        let summary = std::env::var_os(STEP_SUMMARY).filter(|path| !path.is_empty());
        match (self.format, summary) {
            (Format::Github, Some(path)) => {
                let path = Path::new(&path);
                summarise(report, context, path).map_err(|error| files::unwritable(path, &error))
            }
            (Format::Github, None) => Ok(()),
            (
                Format::Text
                | Format::Json
                | Format::Gitlab
                | Format::Sarif
                | Format::Junit
                | Format::Markdown,
                _,
            ) => Ok(()),
        }
    }
}

/// Appends the table to the summary of the step, as far as there is room in it.
fn summarise(report: &Report, context: &Context, path: &Path) -> io::Result<()> {
    let size = fs::metadata(path).map_or(0, |found| found.len());
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let text = render::markdown(report, context, render::MAX_SUMMARY.saturating_sub(size));
    files::append(path, &text)
}

impl ReportArgs {
    /// Returns the arguments for text on standard output only.
    pub(super) fn text() -> Self {
        let format = Format::Text;
        Self {
            targets: vec![Target { format, file: None }],
        }
    }

    /// Returns true if text goes to standard output.
    pub(super) fn prints_text(&self) -> bool {
        self.targets.iter().any(Target::is_printed_text)
    }

    /// Writes a report to all its targets, and returns the outcome of the run. The outcome follows
    /// from findings of at least severity `fail_on` (`None`: none fails the run). Files that could
    /// not be read or written change it, too.
    pub(super) fn write(
        &self,
        report: &Report,
        fail_on: Option<Severity>,
        io: &mut Io<'_>,
    ) -> Exit {
        self.write_rest(report, false, fail_on, io)
    }

    /// Writes a report as [`write`](Self::write) does, at the end of a run. The run may have
    /// `printed` the text of its findings already.
    pub(super) fn write_rest(
        &self,
        report: &Report,
        printed: bool,
        fail_on: Option<Severity>,
        io: &mut Io<'_>,
    ) -> Exit {
        let mut exit = match report.outcome(fail_on) {
            Outcome::Clean => Exit::Clean,
            Outcome::Findings => Exit::Findings,
            Outcome::Unreadable => Exit::Unreadable,
        };
        let context = Context {
            style: io.out_style,
            fail_on,
            places: Places::current(),
        };
        for target in &self.targets {
            if let Err(found) = target.write(report, printed, &context, io) {
                exit = io.report(&report.sources, &[found]);
            }
        }
        exit
    }
}
