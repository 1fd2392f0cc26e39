//! Schemas of single parts, for documents that hold them in other places than `$defs`. References
//! begin with [`DEFINITIONS`].

use tdproto_schema::model::{EnumBase, Event, FrameKind, Sender, Type, TypeDef, TypeId, Variant};

use super::drawn::Frame;
use super::{events, items, params, types, unions};
use crate::lang::Input;
use crate::lang::node::Object;
use crate::views::View;

pub(in crate::lang) use super::naming::DEFINITIONS;
#[cfg(feature = "asyncapi")]
pub(in crate::lang) use super::params::{DATA, ERROR, RESULT};

fn of_view(view: View) -> types::View {
    match view {
        View::Whole => types::View::Whole,
        View::Input => types::View::Input,
    }
}

/// The key of a type's definition in a view.
pub(in crate::lang) fn key<'a>(input: &Input<'a>, id: TypeId, view: View) -> &'a str {
    types::key(input, id, of_view(view))
}

/// The definition of a declared type.
pub(in crate::lang) fn definition<'a>(input: &Input<'a>, id: TypeId, view: View) -> Object<'a> {
    items::define(input, id, of_view(view))
}

/// The docs of a declared type.
pub(in crate::lang) fn head<'a>(input: &Input<'a>, id: TypeId, view: View) -> Object<'a> {
    items::head(input, id, of_view(view))
}

/// A value of a type.
pub(in crate::lang) fn value<'a>(input: &Input<'a>, ty: &Type, view: View) -> Object<'a> {
    types::of(input, ty, of_view(view), false)
}

/// The value of a tag or of an enum, whichever it is.
pub(in crate::lang) fn wire_value<'a>(base: EnumBase) -> Object<'a> {
    match base {
        EnumBase::Text => types::typed("string"),
        EnumBase::Int => types::of_scalar(base.scalar(), false),
    }
}

/// A reference to the members of an object, which other members may be beside.
pub(in crate::lang) fn members<'a>(input: &Input<'a>, id: TypeId, view: View) -> Object<'a> {
    unions::refer(input, id, of_view(view))
}

/// The title and the docs of a variant.
pub(in crate::lang) fn variant<'a>(def: &TypeDef, variant: &'a Variant) -> Object<'a> {
    unions::titled(def, variant)
}

/// The whole frame of an event as its senders write it, without its docs.
pub(in crate::lang) fn frame<'a>(input: &Input<'a>, event: &'a Event) -> Object<'a> {
    let views = params::views_of(event.sender, types::View::Whole);
    events::undocumented(input, event, views)
}

/// A reply as its senders write it, without its docs. `None` as the event: to some request.
pub(in crate::lang) fn reply<'a>(
    input: &Input<'a>,
    kind: &'a FrameKind,
    event: Option<&'a Event>,
    sender: Sender,
) -> Object<'a> {
    let frame = Frame {
        input,
        kind,
        event,
        views: params::views_of(sender, types::View::Whole),
    };
    frame.schema()
}
