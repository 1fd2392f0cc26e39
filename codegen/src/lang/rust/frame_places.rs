//! The places of the frames of a direction, and the tests of kinds, as code.

use tdproto_schema::model::{Constant, Test};

pub(super) use crate::lang::frame_places::Tree;
use crate::text::Writer;

/// Writes the table of the places.
pub(super) fn write(w: &mut Writer, tree: &Tree) {
    w.block("const PLACES: &'static [wire::Place] = &[", "];", |w| {
        for (at, place) in tree.places.iter().enumerate() {
            let depth = place.depth;
            if place.is_leaf() {
                let holds_params = place.holds_params && tree.is_read_at_once(at);
                let kind = if holds_params { "params" } else { "leaf" };
                w.line(format!("wire::Place::{kind}({depth}),"));
                continue;
            }
            let keys = place
                .keys
                .iter()
                .map(|(key, at)| format!("({key:?}, {at})"));
            let keys = keys.collect::<Vec<_>>().join(", ");
            let [items, rest] = [&place.items, &place.rest].map(|items| {
                let items = items.iter().map(|(index, at)| format!("({index}, {at})"));
                items.collect::<Vec<_>>().join(", ")
            });
            w.line(format!(
                "wire::Place {{ depth: {depth}, keys: &[{keys}], items: &[{items}], \
                 rest: &[{rest}], holds_params: false }},"
            ));
        }
    });
}

/// A test as code.
pub(super) fn test(test: &Test<'_>) -> String {
    match test {
        Test::Object => "wire::Test::Object".to_owned(),
        Test::Array => "wire::Test::Array".to_owned(),
        Test::Exists => "wire::Test::Exists".to_owned(),
        Test::NotNull => "wire::Test::NotNull".to_owned(),
        Test::Null => "wire::Test::Null".to_owned(),
        Test::Is(constant) => constant_test(constant),
    }
}

/// The test of a constant as code.
pub(super) fn constant_test(constant: &Constant) -> String {
    match constant {
        Constant::Text(text) => format!("wire::Test::Text({text:?})"),
        Constant::Int(number) => format!("wire::Test::Int({number})"),
        Constant::Bool(is_true) => format!("wire::Test::Bool({is_true})"),
    }
}
