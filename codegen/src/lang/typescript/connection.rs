//! The connection helper, specialised to the protocol.

use tdproto_schema::Model;
use tdproto_schema::model::{Direction, Event};

use super::codec;
use super::literal::string;
use crate::banner::banner;
use crate::lang::Input;
use crate::text::Writer;

/// The file of the connection helper.
pub(super) fn file(input: &Input<'_>) -> String {
    let mut w = Writer::new(super::INDENT);
    w.line(format!("// {}", banner(input.model)));
    w.blank();
    w.lines(IMPORTS.lines());
    w.blank();
    protocol(&mut w, input.model);
    w.blank();
    w.lines(CONNECT.lines());
    w.finish()
}

fn protocol(w: &mut Writer, model: &Model) {
    w.block("const protocol: Protocol = {", "};", |w| {
        w.line(format!(
            "server: {},",
            codec::table_name(Direction::ServerToClient)
        ));
        w.line(format!(
            "client: {},",
            codec::table_name(Direction::ClientToServer)
        ));
        match confirms(model) {
            Some((server, client, key)) => w.line(format!(
                "confirms: {{ server: {}, client: {}, key: {} }},",
                string(server),
                string(client),
                string(key)
            )),
            None => w.line("confirms: undefined,"),
        }
        let ping = ping(model).map_or("undefined".to_owned(), |event| string(&event.name));
        w.line(format!("ping: {ping},"));
    });
}

/// The events of the server and of the client that confirm others, and the key of their params
/// that holds the id.
fn confirms(model: &Model) -> Option<(&str, &str, &str)> {
    let key = model.protocol.envelope.id.as_deref()?;
    let of = |direction| {
        model
            .confirming(direction)
            .map(|(_, event)| event.name.as_str())
    };
    Some((
        of(Direction::ServerToClient)?,
        of(Direction::ClientToServer)?,
        key,
    ))
}

/// The event of the client that checks the connection: one without params whose name ends so.
fn ping(model: &Model) -> Option<&Event> {
    model.events().iter().find(|event| {
        event.is_sent(Direction::ClientToServer)
            && event.params.is_none()
            && event.name.ends_with(".ping")
    })
}

const IMPORTS: &str = r#"import { type ClientEvent, clientEvents, type ServerEventMap, serverEvents } from "./events.js";
import { Connection as TypedConnection, type Protocol } from "./runtime/connection.js";
import type { Address, ConnectOptions } from "./runtime/options.js";"#;

const CONNECT: &str = r#"/** A connection to the server. It opens by itself, and again when it is lost. */
export type Connection = TypedConnection<ServerEventMap, ClientEvent>;

/**
 * Connects to a server. The address is a URL, or a function that is called for each attempt to
 * connect.
 *
 * @throws TypeError if there is no class `WebSocket`.
 */
export function connect(address: Address, options: ConnectOptions = {}): Connection {
  return new TypedConnection(protocol, address, options);
}"#;
