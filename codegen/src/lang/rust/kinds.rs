//! Unions by kind: the code by which the runtime reads and writes them.

use tdproto_schema::model::{JsonKind, Presence, Type, kinds_text};

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
        let way = match is_tuple {
            true => format!("wire::Boxed<{way}>"),
            false => way,
        };
        Some(Self {
            is_boxed: is_tuple || model.entity_of(ty).is_some(),
            kind: Some((kind, way)),
            ..Self::whole(input, ty, view)
        })
    }

    /// The content of a variant, which may be of any type.
    pub(super) fn content(input: &RustInput<'_>, ty: &Type, view: View) -> Self {
        let model = input.model;
        // Each of them may hold the union again.
        let is_tuple = matches!(model.unaliased(ty), Type::Tuple(_));
        let way = value_way(input, ty);
        let way = match is_tuple {
            true => format!("wire::Boxed<{way}>"),
            false => way,
        };
        Self {
            is_boxed: is_tuple || model.object_of(ty).is_some(),
            content: Some((way, input.is_needed(ty, Presence::Required, view))),
            ..Self::whole(input, ty, view)
        }
    }

    /// A value that is read as a whole.
    fn whole(input: &RustInput<'_>, ty: &Type, view: View) -> Self {
        Self {
            ty: plain(input, ty, view),
            unaliased: unaliased(input, ty, view),
            is_boxed: false,
            is_union: false,
            has_tag: false,
            borrows: input.borrows(ty, view),
            convert: convert(input, ty),
            kind: None,
            content: None,
        }
    }
}

/// A Rust type without aliases; one that the options replace as its path.
fn unaliased(input: &RustInput<'_>, ty: &Type, view: View) -> String {
    let expanded = input.model.expanded(ty);
    let name = match &expanded {
        Type::Named(id) => Some(&input.model.ty(*id).name),
        Type::Scalar(_)
        | Type::List(_)
        | Type::Map(..)
        | Type::Tuple(_)
        | Type::Nullable(_)
        | Type::Constant(_)
        | Type::Null
        | Type::Any => None,
    };
    let path = name.and_then(|name| input.options.rust.extern_types.get(name));
    path.map_or_else(|| plain(input, &expanded, view), ToString::to_string)
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
