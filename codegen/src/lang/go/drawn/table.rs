//! The table of the places and kinds of frames of a direction.

use tdproto_schema::model::{Constant, Direction, HoleKind, Test};

use super::kinds::Kind;
use crate::lang::direction::words;
use crate::lang::frame_places::Tree;
use crate::lang::go::literal::string;
use crate::text::Writer;

/// The variable of the table.
pub(super) fn name(direction: Direction) -> String {
    format!("{}Frames", words(direction).prefix.to_lowercase())
}

/// Writes the table.
pub(super) fn write(w: &mut Writer, direction: Direction, kinds: &[Kind<'_>], tree: &Tree) {
    let open = format!("var {} = frameTable{{", name(direction));
    w.block(open, "}", |w| {
        w.block("[]framePlace{", "},", |w| {
            for place in &tree.places {
                let keys = place.keys.iter();
                let keys = keys.map(|(key, at)| format!("{{{}, {at}}}", string(key)));
                let [items, rest] = [&place.items, &place.rest].map(|items| {
                    let items = items.iter().map(|(index, at)| format!("{{{index}, {at}}}"));
                    list("itemPlace", items.collect())
                });
                let keys = list("keyPlace", keys.collect());
                w.line(format!("{{{}, {keys}, {items}, {rest}}},", place.depth));
            }
        });
        if kinds.is_empty() {
            w.line("nil,");
            return;
        }
        w.block("[]frameKind{", "},", |w| {
            for kind in kinds {
                let mut tests = kind.kind.tests();
                // What costs least to look at comes first.
                tests.sort_by_key(|(_, found)| matches!(found, Test::Is(_)));
                let tests = tests.iter();
                let tests = tests.map(|(path, found)| test(tree.find(path), found));
                let tests = list("frameTest", tests.collect());
                let place = |hole: HoleKind| match tree.hole(kind.kind, hole) {
                    Some(at) => at.to_string(),
                    None => "-1".to_owned(),
                };
                let (event, id) = (place(HoleKind::Event), place(HoleKind::Id));
                w.line(format!(
                    "{{{}, {tests}, {event}, {id}}},",
                    string(&kind.kind.name)
                ));
            }
        });
    });
}

fn list(ty: &str, items: Vec<String>) -> String {
    match items.is_empty() {
        true => "nil".to_owned(),
        false => format!("[]{ty}{{{}}}", items.join(", ")),
    }
}

/// A test of a place.
pub(super) fn test(at: usize, test: &Test<'_>) -> String {
    let plain = |kind: &str| format!("{{{at}, {kind}, \"\", 0}}");
    match test {
        Test::Object => plain("testObject"),
        Test::Array => plain("testArray"),
        Test::Exists => plain("testExists"),
        Test::NotNull => plain("testNotNull"),
        Test::Null => plain("testNull"),
        Test::Is(constant) => match constant {
            Constant::Text(text) => format!("{{{at}, testText, {}, 0}}", string(text)),
            Constant::Int(number) => format!("{{{at}, testInt, \"\", {number}}}"),
            Constant::Bool(true) => plain("testTrue"),
            Constant::Bool(false) => plain("testFalse"),
        },
    }
}
