//! The packages of the cases in Python, and their driver.

#[path = "../../languages/python/environment.rs"]
mod environment;
#[path = "../../languages/python/module.rs"]
pub(super) mod module;
