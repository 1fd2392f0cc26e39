//! Fields whose only value is null.

use crate::model::{Presence, Type};
use crate::{Code, Diagnostic, Model, Origins, Sink, Span};

/// Reports flags of fields that are always null. Null is their value, and cannot mean "none" as
/// well.
pub(super) fn check_presence(model: &Model, origins: &Origins, sink: &mut Sink) {
    for (id, def) in model.types_with_ids() {
        let own = def.fields().iter().enumerate();
        for (index, field) in own.filter(|(_, field)| field.included_from.is_none()) {
            if *model.unaliased(&field.ty) != Type::Null {
                continue;
            }
            let help = match field.presence {
                Presence::Required | Presence::Patch => continue,
                Presence::Nullable => "remove `nullable`",
                Presence::OmitEmpty | Presence::OmitNull | Presence::Optional => {
                    "write `optional = true, nullable = true`, if the field may be left out"
                }
            };
            let span = origins.field(id, index).map(|origin| origin.ty.span());
            let message = format!(
                "field `{}.{}` is always null, and null means none by its flags",
                def.name, field.name
            );
            let found = Diagnostic::error(Code::PresenceConflict, message)
                .at(span.unwrap_or(Span::NONE), "null is its only value")
                .help(help);
            sink.push(found);
        }
    }
}
