//! The object that a capture may put around each frame.

use tdproto_schema::Model;
use tdproto_schema::model::{Field, FrameKind, Member, Part, TypeDef, Union};

/// The key of the frame in the object around it.
pub(super) const FRAME: &str = "frame";

/// The key of the frame's direction.
pub(super) const DIR: &str = "dir";

/// The key of the frame's event, for frames that do not say it.
pub(super) const EVENT: &str = "event";

/// Returns true if a capture may hold each frame in an object of its own: no frame has the keys of
/// that object.
pub(crate) fn may_be_wrapped(model: &Model) -> bool {
    let envelope = &model.protocol.envelope;
    let own: Vec<&str> = match model.frames() {
        [] => [&envelope.event, &envelope.params]
            .into_iter()
            .chain(&envelope.id)
            .map(String::as_str)
            .collect(),
        kinds => {
            let types = model.types_with_ids().filter(|(id, _)| model.is_flat(*id));
            let flat = types.flat_map(|(_, def)| keys(def));
            kinds.iter().flat_map(top_keys).chain(flat).collect()
        }
    };
    !own.iter().any(|key| [FRAME, DIR].contains(key))
}

/// The keys that a shape draws at the top of a frame.
fn top_keys(kind: &FrameKind) -> impl Iterator<Item = &str> {
    let members = match &kind.shape {
        Part::Object(members) => members.as_slice(),
        Part::Array(_) | Part::Constant(_) | Part::Null | Part::Hole(_) | Part::Items(_) => &[],
    };
    members.iter().filter_map(|member| match member {
        Member::Key(key, _) => Some(key.as_str()),
        Member::Flat(_) => None,
    })
}

/// The keys of an entity, or those of a union itself.
fn keys(def: &TypeDef) -> impl Iterator<Item = &str> {
    let fields = def.fields().iter().map(|field: &Field| field.name.as_str());
    fields.chain(def.union().into_iter().flat_map(Union::own_keys))
}
