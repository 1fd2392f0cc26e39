//! Unions by kind: the code by which the runtime reads and writes them.

use tdproto_schema::model::{JsonKind, Type, kinds_text};

use super::borrow::RustInput;
use super::types::{convert, plain};
use super::unions::{Emitter, Held};
use super::ways::value_way;
use crate::text::Writer;
use crate::views::View;

impl Held {
    /// The value of a variant by its kind.
    pub(super) fn by_kind(input: &RustInput<'_>, ty: &Type, view: View) -> Option<Self> {
        let model = input.model;
        let kind = model.json_kind(ty)?;
        // An entity is in a box as everywhere in unions; a tuple may hold the union again.
        let is_tuple = matches!(model.unaliased(ty), Type::Tuple(_));
        let way = value_way(input, ty);
        Some(Self {
            ty: plain(input, ty, view),
            is_boxed: is_tuple || model.entity_of(ty).is_some(),
            is_union: false,
            has_tag: false,
            borrows: input.borrows(ty, view),
            convert: convert(input, ty),
            kind: Some((
                kind,
                match is_tuple {
                    true => format!("wire::Boxed<{way}>"),
                    false => way,
                },
            )),
        })
    }
}

impl Emitter<'_> {
    /// Writes the code that reads each variant by its kind.
    pub(super) fn kinds(&self, w: &mut Writer) {
        let held = self.members.iter().filter_map(|member| {
            let (kind, way) = member.held.as_ref()?.kind.as_ref()?;
            Some((&member.name, *kind, way))
        });
        let held: Vec<_> = held.collect();
        let kinds: Vec<_> = held.iter().map(|(_, kind, _)| *kind).collect();
        w.block("kind_union! {", "}", |w| {
            let name = self.with_lifetime("'de");
            w.line(format_args!("{name} {:?}", kinds_text(&kinds)));
            for (name, kind, way) in held {
                w.line(format_args!("{name} {} {way};", name_of(kind)));
            }
        });
    }
}

/// The name of a kind in the runtime.
fn name_of(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::String => "String",
        JsonKind::Number => "Number",
        JsonKind::Boolean => "Boolean",
        JsonKind::Array => "Array",
        JsonKind::Object => "Object",
    }
}
