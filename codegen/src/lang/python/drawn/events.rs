//! The classes of events and replies, and the functions that decode and encode frames.

use crate::lang::Input;
use crate::lang::python::idents::Idents;

/// The module of the classes.
pub(in crate::lang::python) fn file(_input: &Input<'_>, _idents: &Idents) -> String {
    String::new()
}

/// The module of the functions.
pub(in crate::lang::python) fn functions(_input: &Input<'_>, _idents: &Idents) -> String {
    String::new()
}

/// Adds what the package exports.
pub(in crate::lang::python) fn exports(
    _input: &Input<'_>,
    _idents: &Idents,
    _add: &mut dyn FnMut(&str, &str),
) {
}
