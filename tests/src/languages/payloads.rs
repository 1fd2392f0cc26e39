//! The vectors, and the judgement of what a language makes of them: shared with the test binary of
//! the other languages.

#[path = "../payloads/cases.rs"]
pub(crate) mod cases;
#[path = "../payloads/differences.rs"]
mod differences;
#[path = "../payloads/frame_mutations.rs"]
pub(crate) mod frame_mutations;
#[path = "../payloads/mutations.rs"]
pub(crate) mod mutations;
#[path = "../payloads/outcome.rs"]
pub(crate) mod outcome;
#[path = "../payloads/report.rs"]
pub(crate) mod report;
#[path = "../payloads/table.rs"]
mod table;
#[path = "../payloads/typescript.rs"]
pub(crate) mod typescript;

use cases::Case;
use outcome::Outcome;
