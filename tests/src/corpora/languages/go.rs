//! The module of the cases in Go, and its driver.

#[path = "../../languages/go/driver.rs"]
mod driver;
#[path = "../../languages/go/module.rs"]
pub(super) mod module;
