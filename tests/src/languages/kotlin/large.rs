//! A schema of much: an entity of 200 fields, and a kind of frame of 100 events.

use std::fmt::Write as _;

use tdproto_schema::Schema;

use crate::fixtures;

/// The types of fields, in turn.
const FIELDS: [&str; 8] = [
    "type = \"string\"",
    "type = \"bool\", omitempty = true",
    "type = \"string\", nullable = true",
    "type = \"int32\", optional = true, nullable = true",
    "type = \"list<string>\", omitempty = true",
    "type = \"map<string, list<int32>>\", omitempty = true",
    "type = \"tuple<string, int32>\"",
    "type = \"Shape\"",
];

/// The schema: `Large`, which is a variant of `Shape`, too, and events with params of all kinds.
pub(super) fn schema() -> Schema {
    let mut text = String::from(
        "[protocol]\nname = \"large\"\n\
         [frame.notice]\ndirection = \"server\"\n\
         shape = { method = \"$event\", params = \"$params\", more = \"$more\" }\n\
         [frame.notice.fields]\nmore = { type = \"list<string>\", optional = true }\n\
         [entity.Point.fields]\nx = { type = \"int32\" }\ny = { type = \"int32\" }\n\
         [union.Shape]\ntag = \"kind\"\n[union.Shape.variants]\n\
         large = { type = \"Large\" }\npoint = { type = \"Point\" }\n\
         [entity.Holder.fields]\nshape = { type = \"Shape\" }\n\
         [entity.Large.fields]\nkind = { const = \"large\" }\n",
    );
    for at in 0..200 {
        let field = FIELDS[at % FIELDS.len()];
        // To write into a text cannot fail.
        let _ = writeln!(text, "field_{at} = {{ {field} }}");
    }
    for at in 0..100 {
        let params = ["Point", "list<Point>", "map<string, Point>", "Shape"][at % 4];
        let _ = write!(
            text,
            "[event.e{at}]\ndirection = \"server\"\nparams = \"{params}\"\n"
        );
    }
    let (schema, diagnostics) = fixtures::compiled(&text);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    schema
}
