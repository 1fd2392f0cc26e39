//! The functions that make the event by which a frame is confirmed.

use tdproto_schema::model::{Direction, Event, EventId, Presence, Scalar};

use super::docs::Doc;
use super::docs::string;
use super::idents::Idents;
use super::lines::apart;
use super::types::Scope;
use crate::lang::Input;
use crate::lang::direction::words;
use crate::text::Writer;
use crate::views::View;

/// The event by which the receivers of a side's frames confirm them; `None`: the schema has no event
/// that needs the id alone.
pub(super) fn confirming<'a>(input: &Input<'a>, frames: Direction) -> Option<(EventId, &'a Event)> {
    let model = input.model;
    let key = model.protocol.envelope.id.as_deref()?;
    let answers = frames.opposite();
    let (id, event) = model.confirming(answers)?;
    let mut fields = model.entity(model.params_entity(event)?)?.fields.iter();
    let is_enough = fields.clone().all(|field| {
        field.name == key || !matches!(field.presence, Presence::Required | Presence::Nullable)
    });
    let field = fields.find(|field| field.name == key)?;
    let is_text = model.wire_scalar(&field.ty) == Some(Scalar::String);
    (is_enough && is_text && View::of(answers).has(field)).then_some((id, event))
}

/// The name of the function for the frames of a side.
pub(super) fn function(frames: Direction) -> String {
    format!("ack_{}_event", words(frames).prefix.to_lowercase())
}

/// Writes the function for the frames of a side, if they can be confirmed.
pub(super) fn write(w: &mut Writer, scope: &mut Scope<'_>, idents: &Idents, frames: Direction) {
    let input = scope.input;
    let Some((id, event)) = confirming(input, frames) else {
        return;
    };
    let (frame, answer) = (words(frames), words(frames.opposite()));
    let class = idents.event(frames.opposite(), id);
    scope.of_module("events", class);
    apart(w);
    let open = format!(
        "def {}(event: {}Event) -> {class} | None:",
        function(frames),
        frame.prefix
    );
    w.block(open, "\u{1}", |w| {
        let doc = format!(
            "Returns the event that confirms a frame of {}, understood or not.",
            frame.sender
        );
        let mut doc = Doc::new(&doc);
        doc.add("``None``: the frame need not be confirmed.");
        doc.write(w);
        w.block("if event.confirm_id is None:", "\u{1}", |w| {
            w.line("return None")
        });
        let table = answer.prefix.to_uppercase();
        w.line(format!(
            "confirm: {class} = {table}.confirming({}, event.confirm_id)",
            string(&event.name)
        ));
        w.line("return confirm");
    });
}
