//! Checks captures of traffic against a model: files of any size, frame by frame. The memory that
//! this takes does not grow with them.
//!
//! ```
//! use tdproto_codegen::capture::{self, Input, Settings};
//! use tdproto_codegen::validate::{Rule, Validator};
//!
//! let (schema, _) = tdproto_schema::embedded::compiled();
//! let validator = Validator::new(&schema.model);
//! let text = "{\"event\": \"client.activity\", \"params\": {\"afk\": 1}}\n{\"event\": \"client.ping\"}\n";
//! let input = Input {
//!     name: "traffic.ndjson".to_owned(),
//!     bytes: Ok(Box::new(text.as_bytes())),
//!     live: false,
//! };
//! let outcome = capture::check(&validator, [input], &Settings::default());
//! assert_eq!(outcome.values(), 2);
//! let found = &outcome.found[0];
//! assert_eq!((found.line, found.column), (1, 48));
//! assert_eq!(found.deviation.rule, Rule::WrongType);
//! assert_eq!(outcome.deviations(), 1);
//! ```

pub(crate) mod batch;
mod checker;
mod compressed;
mod detect;
mod facts;
mod findings;
mod har;
pub(crate) mod pool;
pub(crate) mod reading;
mod run;
mod source;
mod split;
mod values;

use std::fmt;

use tdproto_schema::model::TypeId;

use crate::validate::{Counts, Coverage, Deviation, Options, Rule, Side, Validator};

pub use findings::{Findings, report};
pub use run::{Watch, follow};
pub use source::Input;

/// The longest value that is checked, in bytes. WebSocket libraries take no longer messages either,
/// unless they are set to.
pub(crate) const MAX_VALUE: usize = 64 << 20;

/// The settings of a check of captures.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// The kind of the values.
    pub subject: Subject,
    /// The strictness and the view of the check.
    pub options: Options,
    /// The layout of the captures.
    pub layout: Layout,
    /// The number of threads that check; with one, the same thread reads.
    pub threads: usize,
    /// The largest number of deviations that are kept; all are counted.
    pub max: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            subject: Subject::Frames,
            options: Options {
                lenient: false,
                placeholders: false,
                side: Side::Any,
                correlate: false,
            },
            layout: Layout::Auto,
            threads: 1,
            max: 1000,
        }
    }
}

/// The kind of the values in captures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Frames, each with the name of its event.
    Frames,
    /// Values of this type.
    Entity(TypeId),
}

/// The layout of values in a capture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Layout {
    /// Detected from the first lines.
    Auto,
    /// JSON over any number of lines: one value, several, an array of them, or a sequence of JSON
    /// texts (RFC 7464).
    Json,
    /// A line for each value, or for several.
    Ndjson,
    /// An HTTP archive of a browser: the WebSocket messages in it.
    Har,
}

/// The place of a WebSocket message in a HAR; shown as a JSON Pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HarMessage {
    /// The position of the message's entry.
    pub entry: usize,
    /// The position of the message in its entry.
    pub message: usize,
}

impl fmt::Display for HarMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { entry, message } = self;
        write!(f, "/log/entries/{entry}/_webSocketMessages/{message}")
    }
}

/// A deviation with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptureFinding {
    /// The position of the capture among the inputs.
    pub file: usize,
    /// The line, counted from 1.
    pub line: u64,
    /// The column, counted from 1, in characters.
    pub column: u64,
    /// The position of the event in the model, if the value is a frame of one.
    pub event: Option<usize>,
    /// The message, if the capture is a HAR.
    pub message: Option<HarMessage>,
    /// The deviation.
    pub deviation: Deviation,
}

/// The outcome of a capture.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileOutcome {
    /// The name in reports.
    pub name: String,
    /// The number of bytes, decompressed.
    pub bytes: u64,
    /// The values in it.
    pub values: u64,
    /// The values that could not be parsed.
    pub unparsed: u64,
    /// The number of values that deviate.
    pub deviating: u64,
    /// The deviations of all values.
    pub deviations: u64,
    /// The parts of a HAR that were skipped.
    pub skipped: Skipped,
    /// The error that kept it from being read to its end, and the number of lines before that.
    pub unreadable: Option<(String, u64)>,
    /// The number of lines before the interruption, if the run was interrupted in this capture.
    pub interrupted: Option<u64>,
}

/// The parts of a HAR besides frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Skipped {
    /// Entries without WebSocket messages.
    pub entries: u64,
    /// Binary messages.
    pub binary: u64,
    /// Messages that are no data: pings, closes, errors.
    pub control: u64,
}

/// The outcome of all captures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// The outcome of each capture, in the order they came.
    pub files: Vec<FileOutcome>,
    /// The first deviations.
    pub found: Vec<CaptureFinding>,
    /// The deviations of each event by rule, in the order of the model; the last place is that of
    /// values that are no frames of an event.
    pub table: Vec<Counts>,
    /// The number of times that each part of the model came.
    pub coverage: Coverage,
    /// The number of captures that were not read, since the run was interrupted before.
    pub unread: usize,
}

impl Outcome {
    /// The number of values of all captures.
    #[must_use]
    pub fn values(&self) -> u64 {
        self.files.iter().map(|file| file.values).sum()
    }

    /// The number of deviations of all captures, kept or not.
    #[must_use]
    pub fn deviations(&self) -> u64 {
        self.files.iter().map(|file| file.deviations).sum()
    }

    /// The number of deviations that were counted and not kept.
    #[must_use]
    pub(crate) fn unlisted(&self) -> u64 {
        let kept = u64::try_from(self.found.len()).unwrap_or(u64::MAX);
        self.deviations().saturating_sub(kept)
    }

    /// The number of deviations of all captures by rule, in the order of [`Rule::ALL`].
    #[must_use]
    pub fn by_rule(&self) -> Counts {
        let mut sum = [0; Rule::ALL.len()];
        for row in &self.table {
            for (sum, count) in sum.iter_mut().zip(row) {
                *sum += count;
            }
        }
        sum
    }

    /// Returns true if the run was interrupted before all captures were read.
    #[must_use]
    pub(crate) fn is_interrupted(&self) -> bool {
        self.files.iter().any(|file| file.interrupted.is_some()) || self.unread > 0
    }

    /// Returns true if a capture could not be read to its end, or no value of it could be parsed.
    #[cfg(feature = "cli")]
    pub(crate) fn is_incomplete(&self) -> bool {
        self.files.iter().any(FileOutcome::is_incomplete)
    }
}

impl FileOutcome {
    /// Returns true if it could not be read to its end, or no value of it could be parsed.
    #[cfg(feature = "cli")]
    pub(crate) fn is_incomplete(&self) -> bool {
        let is_nothing = self.unparsed == self.values && self.interrupted.is_none();
        self.unreadable.is_some() || is_nothing
    }
}

/// Checks captures, one after another. The outcome does not depend on the number of threads.
#[must_use]
pub fn check(
    validator: &Validator<'_>,
    inputs: impl IntoIterator<Item = Input>,
    settings: &Settings,
) -> Outcome {
    follow(validator, inputs, settings, &mut ())
}
