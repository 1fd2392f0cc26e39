//! The connection helper of a protocol with drawn frames.

use tdproto_schema::Model;
use tdproto_schema::model::{Direction, HoleKind};

use super::super::literal::string;
use super::{is_sent, requests};
use crate::banner::banner;
use crate::lang::Input;
use crate::text::Writer;

/// The type without values.
const NEVER: &str = "never";

/// Returns true if a connection can carry the frames: their events are known by them.
pub(in super::super) fn has_connection(model: &Model) -> bool {
    model.ambiguous_kind().is_none()
}

/// The file of the connection helper, written into an empty one.
pub(in super::super) fn file(mut w: Writer, input: &Input<'_>) -> String {
    let model = input.model;
    let has_replies = requests::has_replies(model);
    w.line(format!("// {}", banner(model)));
    w.blank();
    imports(&mut w, model, has_replies);
    w.blank();
    w.block("const protocol: FrameProtocol = {", "};", |w| {
        w.lines(["server: serverFrames,", "client: clientFrames,"]);
        let (requests, answers) = match has_replies {
            true => ("clientRequests", "serverRequests"),
            false => ("undefined", "undefined"),
        };
        w.line(format!("requests: {requests},"));
        w.line(format!("answers: {answers},"));
    });
    w.blank();
    types(&mut w, model);
    w.blank();
    w.lines(CONNECT.lines());
    if has_replies {
        w.blank();
        w.lines(IS_REQUEST_ERROR.lines());
    }
    w.finish()
}

fn imports(w: &mut Writer, model: &Model, has_replies: bool) {
    let answers = [HoleKind::Result, HoleKind::Error]
        .iter()
        .any(|body| replies(model, *body) != NEVER);
    w.block("import {", "} from \"./events.js\";", |w| {
        w.lines(["type ClientEventFrames,", "type ClientFrame,"]);
        if answers {
            w.line("type ClientFrameKinds,");
        }
        w.lines(["type ClientRequests,", "clientFrames,"]);
        if has_replies {
            w.line("clientRequests,");
        }
        w.lines([
            "type ServerEventFrames,",
            "type ServerEventMap,",
            "type ServerReply,",
            "type ServerRequests,",
            "serverFrames,",
        ]);
        if has_replies {
            w.line("serverRequests,");
        }
    });
    w.line("import { FrameConnection } from \"./runtime/frame-connection.js\";");
    w.line("import type { FrameConnectOptions } from \"./runtime/frame-options.js\";");
    if has_replies {
        w.line("import { RequestError } from \"./runtime/frame-reply.js\";");
    }
    w.line("import type { FrameProtocol } from \"./runtime/frame-types.js\";");
    w.line("import type { Address } from \"./runtime/options.js\";");
}

/// Writes the interface of the types that the connection deals in.
fn types(w: &mut Writer, model: &Model) {
    w.line("/** The types of the protocol, for its connection. */");
    w.block("export interface ConnectionTypes {", "}", |w| {
        w.lines([
            "params: ServerEventMap;",
            "frames: ServerEventFrames;",
            "replies: ServerReply;",
            "sent: ClientFrame;",
            "sentFrames: ClientEventFrames;",
            "requests: ClientRequests;",
            "answers: ServerRequests;",
        ]);
        w.line(format!("results: {};", replies(model, HoleKind::Result)));
        w.line(format!("errors: {};", replies(model, HoleKind::Error)));
    });
}

/// The replies of the client that have a value.
fn replies(model: &Model, body: HoleKind) -> String {
    let kinds = model.frames().iter();
    let kinds = kinds.filter(|kind| {
        let is_sent = is_sent(kind, Direction::ClientToServer);
        kind.replies.is_some() && is_sent && kind.has(body)
    });
    let names: Vec<_> = kinds.map(|kind| string(&kind.name)).collect();
    match names.is_empty() {
        true => NEVER.to_owned(),
        false => format!("ClientFrameKinds[{}]", names.join(" | ")),
    }
}

const CONNECT: &str = r#"/** A connection to the server. It opens by itself, and again when it is lost. */
export type Connection = FrameConnection<ConnectionTypes>;

/**
 * Connects to a server. The address is a URL, or a function that is called for each attempt to
 * connect.
 *
 * @throws TypeError if there is no class `WebSocket`.
 */
export function connect(address: Address, options: FrameConnectOptions = {}): Connection {
  return new FrameConnection(protocol, address, options);
}"#;

const IS_REQUEST_ERROR: &str = r#"/** Returns true if a request of this name failed because the server replied with an error. */
export function isRequestError<Name extends keyof ClientRequests>(
  error: unknown,
  request: Name,
): error is RequestError<ClientRequests[Name]["error"]> {
  return error instanceof RequestError && error.request === request && error.malformed === undefined;
}"#;
