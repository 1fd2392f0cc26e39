//! The packages of the cases in Kotlin, and their driver.

#[path = "../../languages/kotlin/dispatch.rs"]
mod dispatch;
#[path = "../../languages/kotlin/drawn.rs"]
mod drawn;
#[path = "../../languages/kotlin/functions.rs"]
mod functions;
#[path = "../../languages/kotlin/module.rs"]
pub(super) mod module;
#[path = "../../languages/kotlin/tools.rs"]
mod tools;
