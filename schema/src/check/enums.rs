//! Values of enums.

use std::collections::BTreeMap;

use crate::model::{Enum, Openness, WireValue};
use crate::{Code, Diagnostic, Model, Origins, Sink};

/// Reports closed enums without values, which admit nothing, and values that are the same on the
/// wire: a receiver could not distinguish them.
pub(super) fn check_values(model: &Model, origins: &Origins, sink: &mut Sink) {
    for (id, def) in model.types_with_ids() {
        let Some(found) = def.enumeration() else {
            continue;
        };
        if found.values.is_empty() && found.openness == Openness::Closed {
            let message = format!("closed enum `{}` has no values", def.name);
            let diagnostic = Diagnostic::error(Code::EnumEmpty, message);
            sink.push(diagnostic.at(origins.type_name(id), "add a value, or make the enum open"));
        }
        let mut seen = BTreeMap::new();
        for (index, value) in found.values.iter().enumerate() {
            if let Some(first) = seen.insert(&value.value, index) {
                let message = format!("enum `{}` has one value twice", def.name);
                let diagnostic = Diagnostic::error(Code::EnumValueDuplicate, message)
                    .at(origins.wire_value(id, index), "the same on the wire")
                    .at(origins.wire_value(id, first), "as this one");
                sink.push(diagnostic);
            }
            if let Some(number) = out_of_range(found, &value.value) {
                let message = format!("enum `{}` has a value that no `int` is", def.name);
                let label = format!("{number} is beyond ±(2^53 - 1)");
                let diagnostic = Diagnostic::error(Code::ValueInvalid, message)
                    .at(origins.wire_value(id, index), label)
                    .help("choose a number that JavaScript holds exactly, or texts as values");
                sink.push(diagnostic);
            }
        }
    }
}

/// The number of a value that is out of range for the type of the enum's values.
fn out_of_range(found: &Enum, value: &WireValue) -> Option<i64> {
    let scalar = found.base.scalar();
    match value {
        WireValue::Int(number) if scalar.is_integer() => {
            (!scalar.holds((*number).into())).then_some(*number)
        }
        WireValue::Int(_) | WireValue::Text(_) => None,
    }
}
