//! The tables of frames.

use crate::lang::Input;
use crate::lang::python::idents::Idents;
use crate::text::Writer;

/// Writes the tables.
pub(in crate::lang::python) fn write(_w: &mut Writer, _input: &Input<'_>, _idents: &Idents) {}
