//! Frames that a schema draws: what reads them, and what is in replies.

use tdproto_codegen::naming::{Case, Names};
use tdproto_schema::Schema;
use tdproto_schema::model::{Direction, FrameKind, HoleKind};

use super::functions::functions;

/// The functions that read frames of a package.
pub(super) fn dispatch(schema: &Schema, names: &Names) -> String {
    let mut text = String::from(
        "    override fun frame(isClient: Boolean, text: String, event: String?): Outcome? =\n\
         \x20       if (isClient) client(text, event) else server(text, event)\n\n",
    );
    for direction in [Direction::ServerToClient, Direction::ClientToServer] {
        text.push_str(&side(schema, names, direction));
    }
    text
}

fn side(schema: &Schema, names: &Names, direction: Direction) -> String {
    let model = &schema.model;
    let (lower, name, asks) = match direction {
        Direction::ServerToClient => ("server", "ServerEvent", "ClientRequests"),
        Direction::ClientToServer => ("client", "ClientEvent", "ServerRequests"),
    };
    let kinds = model
        .frames()
        .iter()
        .filter(|kind| kind.sender.sends(direction));
    let kinds: Vec<&FrameKind> = kinds.collect();
    if kinds.is_empty() {
        return format!(
            "    private fun {lower}(text: String, event: String?): Outcome? = null\n\n"
        );
    }
    let replies: Vec<&FrameKind> = kinds
        .into_iter()
        .filter(|kind| kind.replies.is_some())
        .collect();
    let reply = match replies.is_empty() {
        true => String::new(),
        false => format!(
            "            is {name}.Reply -> ({lower}Answer(event, frame) ?: {lower}Plain(text, event, frame)).ofKind(frame.kind)\n"
        ),
    };
    let mut text = format!(
        "    private fun {lower}(text: String, event: String?): Outcome? =\n\
         \x20       when (val frame = {name}.decode(text, event)) {{\n\
         \x20           is {name}.Unknown -> Outcome.later(frame.name.orEmpty(), frame.raw).ofKind(frame.kind)\n\
         \x20           is {name}.Malformed -> Outcome.malformed(frame.path).ofKind(frame.kind)\n\
         \x20           is {name}.Known -> {{\n\
         \x20               val written = frame.encode()\n\
         \x20               (if ({name}.decode(written, event) == frame) Outcome.known(written) else Outcome.unstable(written)).ofKind(frame.kind)\n\
         \x20           }}\n\n{reply}\
         \x20       }}\n\n"
    );
    if replies.is_empty() {
        return text;
    }
    text.push_str(&format!(
        "    private fun {lower}Plain(text: String, event: String?, frame: {name}.Reply): Outcome {{\n\
         \x20       val written = frame.encode()\n\
         \x20       return if ({name}.decode(written, event) == frame) Outcome.known(written) else Outcome.unstable(written)\n\
         \x20   }}\n\n"
    ));
    let mut arms = Vec::new();
    for (id, event) in model.events_with_ids() {
        if event.reply.is_none() || !event.is_sent(direction.opposite()) {
            continue;
        }
        let own: Vec<String> = replies
            .iter()
            .filter(|kind| kind.replies == event.frame)
            .map(|kind| format!("{:?}", kind.name))
            .collect();
        arms.push(format!(
            "{:?} -> if (frame.kind in setOf({})) {lower}Read(frame, {asks}.{}) else null",
            event.name,
            own.join(", "),
            names.event(id)
        ));
    }
    let frame = format!("{name}.Reply");
    let params = [("event", "String?"), ("frame", frame.as_str())];
    text.push_str(&functions(&format!("{lower}Answer"), &params, &arms));
    text.push_str(&read(lower, name, schema, &replies));
    text
}

fn read(lower: &str, name: &str, schema: &Schema, replies: &[&FrameKind]) -> String {
    let with = |hole: HoleKind, member: &str| {
        let mut arms = String::new();
        for kind in replies {
            let mut ident = Case::UpperCamel.apply(&kind.name);
            if ["Known", "Reply", "Unknown"].contains(&ident.as_str()) {
                ident.insert_str(0, "The");
            }
            let is_typed = hole == HoleKind::Error
                && kind.error.is_some()
                && !schema.model.has_own_errors(kind);
            let is_flat = kind.flat_keys(hole).is_some();
            let is_items = kind.items_from(hole).is_some();
            let cast = match (is_flat, is_items) {
                (true, _) => "body as kotlinx.serialization.json.JsonObject",
                (false, true) => "body as kotlinx.serialization.json.JsonArray",
                (false, false) => "body",
            };
            if kind.has(hole) && !is_typed {
                arms.push_str(&format!(
                    "                    is {name}.Reply.{ident} -> frame.copy({member} = {cast}).encode()\n"
                ));
            }
        }
        arms + "                    else -> frame.encode()\n"
    };
    format!(
        "    private fun <R, E> {lower}Read(frame: {name}.Reply, request: PACKAGE.wire.Request<R, E>): Outcome =\n\
         \x20       when (val read = frame.read(request)) {{\n\
         \x20           is PACKAGE.wire.ReplyTo.Malformed -> Outcome.malformed(read.path)\n\
         \x20           is PACKAGE.wire.ReplyTo.Success -> {{\n\
         \x20               val body = request.result(read.result)\n\
         \x20               val written = when (frame) {{\n{}                }}\n\
         \x20               Outcome.known(written)\n\
         \x20           }}\n\n\
         \x20           is PACKAGE.wire.ReplyTo.Failure -> {{\n\
         \x20               val body = request.error(read.error)\n\
         \x20               val written = when (frame) {{\n{}                }}\n\
         \x20               Outcome.known(written)\n\
         \x20           }}\n\
         \x20       }}\n\n",
        with(HoleKind::Result, "result"),
        with(HoleKind::Error, "error"),
    )
}
