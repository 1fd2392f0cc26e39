//! The places of parts of a schema that a plug-in names.

use tdproto_schema::{Schema, Span};

/// The place of a part by its name: an event, a type, `Type.field`, a value or variant, a kind of
/// frame. `None` if there is no such part.
pub(super) fn find(schema: &Schema, part: &str) -> Option<Span> {
    let (model, origins) = (&schema.model, &schema.origins);
    if let Some(id) = model.event_id(part) {
        return Some(origins.event_name(id));
    }
    if part == "protocol" {
        return Some(origins.protocol());
    }
    let (owner, inner) = match part.split_once('.') {
        Some((owner, inner)) => (owner, Some(inner)),
        None => (part, None),
    };
    if let Some(id) = model.find_type(owner) {
        let Some(inner) = inner else {
            return Some(origins.type_name(id));
        };
        let def = model.ty(id);
        let field = def.fields().iter().position(|field| field.name == inner);
        let value = def.values().iter().position(|value| value.name == inner);
        let variants = &mut def.variants().iter();
        let variant = variants.position(|variant| variant.name == inner);
        let field = field.map(|at| origins.field_name(id, at));
        let value = value.map(|at| origins.value_name(id, at));
        let variant = variant.map(|at| origins.variant_name(id, at));
        return field.or(value).or(variant);
    }
    let id = model.find_frame(owner)?;
    let origin = origins.frame(id);
    let Some(inner) = inner else {
        return Some(origin.map_or(Span::NONE, |origin| origin.name));
    };
    let fields = &mut model.frame(id).fields.iter();
    let at = fields.position(|field| field.name == inner)?;
    let field = origin.and_then(|origin| origin.fields.get(at));
    Some(field.map_or(Span::NONE, |field| field.name))
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn parts_of_the_built_in_schema() {
        let (schema, _) = tdproto_schema::embedded::compiled();
        for part in ["Chat", "Chat.members", "server.message.updated"] {
            assert!(find(&schema, part).is_some(), "{part}");
        }
        for part in [
            "",
            "Chatt",
            "Chat.",
            "Chat.memberz",
            "server.message",
            ".",
            "Chat.members.",
        ] {
            assert_eq!(find(&schema, part), None, "{part}");
        }
    }
}
