//! Reads schemas from a directory, from git, and the built-in one. All reading of files by the
//! generator is here.

mod directory;
mod examples;
#[cfg(feature = "gate")]
mod git;
#[cfg(feature = "cli")]
mod moved;
mod names;
#[cfg(feature = "gate")]
mod places;
#[cfg(feature = "gate")]
mod source;
mod text;
mod walk;

pub use directory::{Loaded, built_in, load};
pub use examples::{Example, Examples, built_in_examples, load_examples};
#[cfg(feature = "gate")]
pub use git::GitSource;
#[cfg(feature = "gate")]
pub(crate) use git::without_ref;
#[cfg(feature = "cli")]
pub(crate) use moved::{Alike, alike};
#[cfg(feature = "cli")]
pub(crate) use names::{EXAMPLES_FOLDER, RECORD};
#[cfg(feature = "gate")]
pub use places::Places;
#[cfg(feature = "cli")]
pub(crate) use places::find_above;
#[cfg(feature = "gate")]
pub use source::{Reading, SchemaSource};
#[cfg(feature = "gate")]
pub(crate) use text::read_text;
