//! The judgement of what a language makes of vectors: shared with the test binary of all fixtures.

#[path = "../payloads/cases.rs"]
pub(crate) mod cases;
#[path = "../payloads/differences.rs"]
mod differences;
#[path = "../payloads/outcome.rs"]
mod outcome;
#[path = "../payloads/report.rs"]
pub(crate) mod report;
#[path = "../payloads/table.rs"]
mod table;
#[path = "../payloads/typescript.rs"]
pub(crate) mod typescript;

pub(crate) use cases::Case;
use outcome::Outcome;
