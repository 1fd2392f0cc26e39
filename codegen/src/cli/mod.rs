//! The `tdproto` command: arguments in, text and an exit code out. All its work is in the library.

mod args;
mod breaking;
mod captures;
mod check;
mod compare;
mod config;
mod diff;
mod example;
mod explain;
mod fmt;
mod follow;
mod generate;
mod import;
mod infer;
mod init;
mod lint;
mod model;
mod output;
mod payloads;
mod plugin;
mod quoted;
mod reference;
mod report_args;
mod schema;
mod source;
mod target;
mod validate;

use std::ffi::OsString;
use std::io::{IsTerminal as _, Write};
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};
use tdproto_schema::{Code, Diagnostic, SourceMap};

use crate::render::{Style, render, summary};
use crate::report::is_unreadable;
use args::{Args, ColourChoice, Command};
use output::Output;

/// The outcome of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// A run without findings that fail it.
    Clean,
    /// A run with findings that fail it.
    Findings,
    /// A run with invalid arguments.
    Usage,
    /// A run that could not read, parse or write something.
    Unreadable,
}

impl Exit {
    /// Returns the exit code: 0, 1, 2 or 3.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Usage => 2,
            Self::Unreadable => 3,
        }
    }

    /// Returns an error unless the step before had no findings.
    fn passed(self) -> Result<(), Self> {
        match self {
            Self::Clean => Ok(()),
            Self::Findings | Self::Usage | Self::Unreadable => Err(self),
        }
    }
}

/// The outputs of a run, and their properties.
pub struct Io<'a> {
    /// The stream of results.
    pub out: &'a mut dyn Write,
    /// The stream of diagnostics.
    pub err: &'a mut dyn Write,
    /// The colour of results.
    pub out_style: Style,
    /// The colour of diagnostics.
    pub style: Style,
    /// The width of help in characters; `None` for the width of the terminal.
    pub width: Option<usize>,
    /// True if long runs may show their progress on standard error.
    pub progress: bool,
    /// True if long runs may end with a report when a signal ends this process.
    pub signals: bool,
}

impl std::fmt::Debug for Io<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Io")
            .field("style", &self.style)
            .finish_non_exhaustive()
    }
}

impl Io<'_> {
    /// Writes a line of results. An error is reported at the end of the run.
    fn say(&mut self, text: impl std::fmt::Display) {
        let _ = writeln!(self.out, "{text}");
    }

    /// Writes text of results unchanged.
    fn print(&mut self, text: &str) {
        let _ = self.out.write_all(text.as_bytes());
    }

    /// Returns true if the reader still takes results; otherwise there is no use in making more.
    fn takes_more(&mut self) -> bool {
        self.out.flush().is_ok()
    }

    /// Reports an error in the arguments.
    fn complain(&mut self, text: &str) {
        let _ = writeln!(self.err, "error: {text}");
    }

    /// Writes diagnostics and a line that counts them; returns the outcome that follows from them.
    fn report(&mut self, sources: &SourceMap, diagnostics: &[Diagnostic]) -> Exit {
        if !diagnostics.is_empty() {
            let _ = self
                .err
                .write_all(render(sources, diagnostics, self.style).as_bytes());
            let _ = writeln!(self.err, "{}", summary(diagnostics));
        }
        exit_of(diagnostics)
    }
}

fn exit_of(diagnostics: &[Diagnostic]) -> Exit {
    let mut errors = diagnostics
        .iter()
        .filter(|found| found.is_error())
        .peekable();
    if errors.peek().is_none() {
        Exit::Clean
    } else if errors.any(|found| is_unreadable(found.code)) {
        Exit::Unreadable
    } else {
        Exit::Findings
    }
}

/// Runs the command with the arguments and streams of this process.
#[must_use]
pub fn main() -> ExitCode {
    let (mut out, mut err) = (std::io::stdout().lock(), std::io::stderr());
    let allowed = std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty());
    let style = |is_terminal| match allowed && is_terminal {
        true => Style::Colour,
        false => Style::Plain,
    };
    let mut io = Io {
        out_style: style(out.is_terminal()),
        style: style(err.is_terminal()),
        progress: err.is_terminal(),
        signals: true,
        out: &mut out,
        err: &mut err,
        width: None,
    };
    ExitCode::from(run(std::env::args_os(), &mut io).code())
}

/// Runs the command; the first argument is its name. If results could not be written, the exit code
/// is 3, unless their reader went away.
pub fn run(args: impl IntoIterator<Item = impl Into<OsString> + Clone>, io: &mut Io<'_>) -> Exit {
    let mut output = Output::new(io.out);
    let mut inner = Io {
        out: &mut output,
        err: &mut *io.err,
        out_style: io.out_style,
        style: io.style,
        width: io.width,
        progress: io.progress,
        signals: io.signals,
    };
    let exit = dispatch(args, &mut inner);
    let style = inner.style;
    let Some(error) = output.finish() else {
        return exit;
    };
    let message = format!("cannot write to standard output: {error}");
    let diagnostic = Diagnostic::error(Code::OutputUnwritable, message);
    let text = render(&SourceMap::default(), &[diagnostic], style);
    let _ = io.err.write_all(text.as_bytes());
    Exit::Unreadable
}

fn dispatch(args: impl IntoIterator<Item = impl Into<OsString> + Clone>, io: &mut Io<'_>) -> Exit {
    let mut command = Args::command();
    if let Some(width) = io.width {
        command = command.term_width(width);
    }
    let parsed = command.try_get_matches_from(args);
    let args = match parsed.and_then(|matches| Args::from_arg_matches(&matches)) {
        Ok(args) => args,
        Err(error) => {
            let text = match io.style {
                Style::Plain => error.render().to_string(),
                Style::Colour => error.render().ansi().to_string(),
            };
            if error.use_stderr() {
                let _ = io.err.write_all(text.as_bytes());
                return Exit::Usage;
            }
            io.print(&text);
            return Exit::Clean;
        }
    };
    match args.colour {
        ColourChoice::Auto => {}
        ColourChoice::Always => (io.out_style, io.style) = (Style::Colour, Style::Colour),
        ColourChoice::Never => (io.out_style, io.style) = (Style::Plain, Style::Plain),
    }
    match args.command {
        Command::Generate(args) => generate::run(&args, io),
        Command::Check(args) => check::run(&args, io),
        Command::Fmt(args) => fmt::run(&args, io),
        Command::Lint(args) => lint::run(&args, io),
        Command::Breaking(args) => breaking::run(&args, io),
        Command::Diff(args) => diff::run(&args, io),
        Command::Validate(args) => validate::run(&args, io),
        Command::Model(args) => model::run(&args, io),
        Command::Example(args) => example::run(&args, io),
        Command::Payloads(args) => payloads::run(&args, io),
        Command::Explain(args) => explain::run(&args, io),
        Command::Import(args) => import::run(&args, io),
        Command::Init(args) => init::run(&args, io),
        Command::Plugin(args) => plugin::run(&args, io),
        Command::Infer(args) => infer::run(&args, io),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Args::command(), "tdproto", &mut io.out);
            Exit::Clean
        }
    }
}
