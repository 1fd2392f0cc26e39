//! Infers a schema from captures of traffic: the events, entities by shape, and the presence and the
//! types of fields. Each guess is in a comment with its evidence. The memory that this takes does not
//! grow with the captures.
//!
//! ```
//! use tdproto_codegen::capture::Input;
//! use tdproto_codegen::infer::{self, Options};
//!
//! let text = "{\"event\": \"chat.created\", \"params\": {\"title\": \"Lunch\"}}\n";
//! let input = Input {
//!     name: "traffic.ndjson".to_owned(),
//!     bytes: Ok(Box::new(text.as_bytes())),
//!     live: false,
//! };
//! let inferred = infer::infer([input], &Options::default(), &mut || false).expect("a frame");
//! assert_eq!(inferred.decls.events[0].name.value, "chat.created");
//! ```

mod alike;
mod declare_frames;
mod draft;
mod drawn;
mod drawn_frames;
mod events;
mod form;
mod formats;
mod frames;
mod guess;
mod merging;
mod naming;
mod observe;
mod options;
mod own_frames;
mod probe;
mod requests;
mod run;
mod settle;
mod shape;
mod tape;
mod unify;
mod unwrap;
mod update;
mod words;
mod worker;

use tdproto_schema::Decls;

use crate::capture::Input;
use crate::schema_text::Comments;

pub use draft::Guesses;
pub use form::Form;
pub use options::{Guess, Options};
pub use run::{Captures, Failed};
pub use update::{Updated, update};

/// An inferred schema.
#[derive(Debug)]
pub struct Inferred {
    /// The declarations.
    pub decls: Decls,
    /// The evidence.
    pub comments: Comments,
    /// The number of guesses.
    pub guesses: Guesses,
    /// The form of frames, and the reasons for it.
    pub form: Vec<String>,
    /// What was left out, in words.
    pub left_out: Vec<String>,
    /// The captures that were read.
    pub captures: Captures,
}

/// Infers a schema from captures; `interrupted` ends the reading early.
///
/// # Errors
/// If no frame could be read, or no key names the event.
pub fn infer(
    inputs: impl IntoIterator<Item = Input>,
    options: &Options,
    interrupted: &mut dyn FnMut() -> bool,
) -> Result<Inferred, Failed> {
    let observed = run::observe(inputs, options, interrupted)?;
    Ok(events::inferred(observed, options))
}
