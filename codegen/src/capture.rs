//! Checks captures of traffic against a model: files of any size, frame by frame, in memory that
//! does not grow with them.
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
//! };
//! let outcome = capture::check(&validator, [input], &Settings::default());
//! assert_eq!(outcome.values(), 2);
//! let found = &outcome.found[0];
//! assert_eq!((found.line, found.column), (1, 48));
//! assert_eq!(found.deviation.rule, Rule::WrongType);
//! assert_eq!(outcome.deviations(), 1);
//! ```

mod batch;
mod judge;
mod pool;
mod report;
mod source;
mod split;
mod values;

use std::io;
use std::sync::Mutex;
use std::sync::mpsc::channel;

use tdproto_schema::model::TypeId;

use crate::validate::{Counts, Coverage, Deviation, Options, Rule, Side, Validator};
use batch::{Batch, Extent};
use judge::{Judge, Part};
use pool::Pool;
use split::Splitter;

pub use report::report;
pub use source::Input;

/// The longest value that is checked, in bytes. WebSocket libraries take no longer messages either,
/// unless they are told to.
pub const MAX_VALUE: usize = 64 << 20;

/// How captures are checked.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// What the values are.
    pub subject: Subject,
    /// How they are judged.
    pub options: Options,
    /// How they stand in the captures.
    pub layout: Layout,
    /// How many threads judge; with one, the same thread reads.
    pub threads: usize,
    /// How many deviations are kept; all are counted.
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
            },
            layout: Layout::Auto,
            threads: 1,
            max: 1000,
        }
    }
}

/// What the values of captures are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Frames, each of which says which event it is.
    Frames,
    /// Values of this type.
    Entity(TypeId),
}

/// How values stand in a capture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Layout {
    /// One of the others, as the first lines say.
    Auto,
    /// JSON over any number of lines: one value, several, or an array of them.
    Json,
    /// A value a line.
    Ndjson,
}

/// A deviation with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The position of the capture among the inputs.
    pub file: usize,
    /// The line, counted from 1.
    pub line: u64,
    /// The column, counted from 1, in characters.
    pub column: u64,
    /// The position of the event in the model, if the value is a frame of one.
    pub event: Option<usize>,
    /// What deviates.
    pub deviation: Deviation,
}

/// What one capture gave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileOutcome {
    /// What people call it.
    pub name: String,
    /// Its bytes, decompressed.
    pub bytes: u64,
    /// The values in it.
    pub values: u64,
    /// The values that could not be parsed.
    pub unparsed: u64,
    /// The values that deviate.
    pub deviating: u64,
    /// The deviations of all values.
    pub deviations: u64,
    /// Why it could not be read, or not to its end, and how many lines were read before that.
    pub unreadable: Option<(String, u64)>,
}

/// What all captures gave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// Each capture, in the order they came.
    pub files: Vec<FileOutcome>,
    /// The first deviations.
    pub found: Vec<Found>,
    /// The deviations of each event by rule, in the order of the model; the last place is that of
    /// values that are no frames of an event.
    pub table: Vec<Counts>,
    /// How often each part of the model came.
    pub coverage: Coverage,
}

impl Outcome {
    /// The values of all captures.
    #[must_use]
    pub fn values(&self) -> u64 {
        self.files.iter().map(|file| file.values).sum()
    }

    /// The deviations of all captures, kept or not.
    #[must_use]
    pub fn deviations(&self) -> u64 {
        self.files.iter().map(|file| file.deviations).sum()
    }

    /// The same by rule, in the order of [`Rule::ALL`].
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

    /// Whether a capture could not be read to its end, or nothing of it could be parsed.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        self.files.iter().any(FileOutcome::is_incomplete)
    }
}

impl FileOutcome {
    /// Whether it could not be read to its end, or nothing of it could be parsed.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        self.unreadable.is_some() || self.unparsed == self.values
    }
}

/// Checks captures, one after another. What comes out does not depend on the number of threads.
#[must_use]
pub fn check(
    validator: &Validator<'_>,
    inputs: impl IntoIterator<Item = Input>,
    settings: &Settings,
) -> Outcome {
    let (sender, tasks) = channel();
    let queue = Mutex::new(tasks);
    // One thread alone reads and judges by turns.
    let threads = if settings.threads > 1 {
        settings.threads
    } else {
        0
    };
    std::thread::scope(|scope| {
        let judge = || Judge::new(validator, settings);
        let mut run = Run {
            pool: Pool::start(scope, &queue, sender, threads, judge),
            outcome: Outcome::default(),
            settings,
        };
        for input in inputs {
            run.input(input);
        }
        run.finish()
    })
}

struct Run<'s, 'scope, 'v> {
    pool: Pool<'scope, 'v>,
    outcome: Outcome,
    settings: &'s Settings,
}

impl<'scope, 'v: 'scope> Run<'_, 'scope, 'v> {
    fn input(&mut self, input: Input) {
        let mut file = FileOutcome {
            name: input.name,
            ..FileOutcome::default()
        };
        let mut merge = Merge {
            file: &mut file,
            number: self.outcome.files.len(),
            found: &mut self.outcome.found,
            max: self.settings.max,
            extent: Extent::default(),
            spares: Vec::new(),
        };
        let result = input
            .bytes
            .and_then(source::decoded)
            .and_then(|bytes| Splitter::new(bytes, self.settings.layout, MAX_VALUE))
            .and_then(|splitter| batches(splitter, &mut self.pool, &mut merge));
        self.pool.drain(&mut |part| merge.part(part));
        let lines = merge.extent.newlines;
        match result {
            Ok(0) => file.unreadable = Some(("it is empty".to_owned(), 0)),
            Ok(_) if file.values == 0 => {
                file.unreadable = Some(("there is no frame in it".to_owned(), lines));
            }
            Ok(_) => {}
            Err(error) => file.unreadable = Some((error.to_string(), lines)),
        }
        self.outcome.files.push(file);
    }

    fn finish(self) -> Outcome {
        let mut outcome = self.outcome;
        for judge in self.pool.finish() {
            outcome.coverage.add(judge.coverage());
            outcome
                .table
                .resize(judge.table.len(), [0; Rule::ALL.len()]);
            for (sums, counts) in outcome.table.iter_mut().zip(&judge.table) {
                for (sum, count) in sums.iter_mut().zip(counts) {
                    *sum += count;
                }
            }
        }
        outcome
    }
}

/// Has every batch of a capture judged; gives its bytes.
fn batches<'scope, 'v: 'scope>(
    mut splitter: Splitter,
    pool: &mut Pool<'scope, 'v>,
    merge: &mut Merge<'_>,
) -> io::Result<u64> {
    loop {
        let spare = merge.spares.pop().unwrap_or_default();
        let next = splitter.next(spare);
        merge.file.bytes = splitter.bytes();
        match next? {
            Some(batch) => {
                let room = merge.max - merge.found.len();
                pool.judge(batch, room, &mut |part| merge.part(part));
            }
            None => return Ok(splitter.bytes()),
        }
    }
}

/// Puts the parts of one capture together.
struct Merge<'o> {
    file: &'o mut FileOutcome,
    number: usize,
    found: &'o mut Vec<Found>,
    max: usize,
    /// How far the text went so far.
    extent: Extent,
    spares: Vec<Batch>,
}

impl Merge<'_> {
    fn part(&mut self, part: Part) {
        self.file.values += part.values;
        self.file.unparsed += part.unparsed;
        self.file.deviating += part.deviating;
        self.file.deviations += part.deviations;
        let room = self.max.saturating_sub(self.found.len());
        for located in part.found.into_iter().take(room) {
            let at = located.at.after(self.extent);
            self.found.push(Found {
                file: self.number,
                line: at.newlines + 1,
                column: at.characters + 1,
                event: located.event,
                deviation: located.deviation,
            });
        }
        self.extent = part.extent.after(self.extent);
        self.spares.push(part.spare);
    }
}
