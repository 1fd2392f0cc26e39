//! Frames that a schema draws: the generated types beside serde's derives with a dispatch by hand, and
//! beside the generated types of the same events in envelopes. A union of 40 variants beside its
//! entities.

use std::hint::black_box;

use serde_json::{Value, json};
use tdproto_bench::peers::{gateway as gateway_peer, lsp as lsp_peer};
use tdproto_bench::{gateway, gateway_envelope, lsp, lsp_envelope, variants};

use crate::medians;

/// How often the frames of a row are decoded in a turn, and how many turns there are.
const TIMES: usize = 10;
const ROUNDS: usize = 150;

/// How a frame is decoded.
type Decode = fn(&str);

/// A frame, and how each peer decodes it.
struct Frame {
    text: String,
    ours: Decode,
    by_hand: Decode,
    /// The same event in an envelope, if it is one.
    envelope: Option<(String, Decode)>,
}

/// Prints the tables.
pub(crate) fn ratios() {
    println!(
        "\ndrawn frames                   bytes        µs     MB/s | decode: by hand  envelope, per byte"
    );
    let lsp = lsp_frames(["jsonrpc", "id", "method", "params"]);
    for (name, frames) in &lsp {
        row(
            &format!("JSON-RPC {name}"),
            &frames.iter().collect::<Vec<_>>(),
        );
    }
    let all: Vec<&Frame> = lsp.iter().flat_map(|(_, frames)| frames).collect();
    row("JSON-RPC", &all);
    for (name, keys) in [
        ("params before id", ["jsonrpc", "method", "params", "id"]),
        ("params first", ["params", "jsonrpc", "id", "method"]),
    ] {
        let frames = lsp_frames(keys);
        let all: Vec<&Frame> = frames.iter().flat_map(|(_, frames)| frames).collect();
        row(&format!("JSON-RPC, {name}"), &all);
    }
    let frames = gateway_frames();
    row("Discord", &frames.iter().collect::<Vec<_>>());
    println!("at most (JSON-RPC, all)                                              0.45");
    unions();
}

fn row(name: &str, frames: &[&Frame]) {
    let frames = || frames.iter().copied();
    let enveloped: Vec<(&Frame, &(String, Decode))> = frames()
        .filter_map(|frame| Some((frame, frame.envelope.as_ref()?)))
        .collect();
    let work: [&dyn Fn(); 4] = [
        &|| frames().for_each(|frame| (frame.ours)(black_box(&frame.text))),
        &|| frames().for_each(|frame| (frame.by_hand)(black_box(&frame.text))),
        &|| {
            for (frame, _) in &enveloped {
                (frame.ours)(black_box(&frame.text));
            }
        },
        &|| {
            for (_, (text, decode)) in &enveloped {
                decode(black_box(text));
            }
        },
    ];
    let [ours, by_hand, drawn, envelope] = medians(work, TIMES, ROUNDS);
    let bytes: usize = frames().map(|frame| frame.text.len()).sum();
    let of_drawn: usize = enveloped.iter().map(|(frame, _)| frame.text.len()).sum();
    let of_envelope: usize = enveloped.iter().map(|(_, (text, _))| text.len()).sum();
    let per_byte = (drawn / of_drawn as f64) / (envelope / of_envelope as f64);
    let per_byte = match enveloped.is_empty() {
        true => "-".to_owned(),
        false => format!("{per_byte:.2}"),
    };
    println!(
        "{name:<28} {bytes:>7} {:>9.2} {:>8.0} | {:>15.2} {per_byte:>19}",
        ours * 1e6,
        bytes as f64 / ours / 1e6,
        ours / by_hand
    );
}

fn client(text: &str) {
    let decoded = lsp::ClientFrame::decode(text.as_bytes());
    drop(black_box(decoded.known().unwrap()));
}

fn server(text: &str) {
    let decoded = lsp::ServerFrame::decode(text.as_bytes());
    drop(black_box(decoded.known().unwrap()));
}

fn client_by_hand(text: &str) {
    drop(black_box(
        lsp_peer::ClientMessage::read(text.as_bytes()).unwrap(),
    ));
}

fn server_by_hand(text: &str) {
    let read = lsp_peer::ServerMessage::<()>::read(text.as_bytes());
    drop(black_box(read.unwrap()));
}

fn client_envelope(text: &str) {
    let decoded = lsp_envelope::ClientEvent::decode(text.as_bytes());
    drop(black_box(decoded.known().unwrap()));
}

fn server_envelope(text: &str) {
    let decoded = lsp_envelope::ServerEvent::decode(text.as_bytes());
    drop(black_box(decoded.known().unwrap()));
}

/// A result, as the type that its request gives it.
fn result<R: lsp::wire::Request>(text: &str) {
    let decoded = lsp::ServerFrame::decode(text.as_bytes()).known();
    let Some(lsp::ServerFrame::Result(frame)) = decoded else {
        panic!("no result: {text}");
    };
    drop(black_box(frame.reply::<R>().unwrap()));
}

fn result_by_hand<R: for<'a> serde::Deserialize<'a>>(text: &str) {
    let read = lsp_peer::ServerMessage::<R>::read(text.as_bytes());
    drop(black_box(read.unwrap()));
}

/// Frames of 200 bytes to 20 kB, by kind, with their keys in an order.
fn lsp_frames(keys: [&str; 4]) -> [(&'static str, Vec<Frame>); 4] {
    let event = |is_client: bool, id: Option<&str>, method: &str, params: &Value| {
        let members = keys.iter().filter_map(|key| match *key {
            "jsonrpc" => Some("\"jsonrpc\":\"2.0\"".to_owned()),
            "id" => id.map(|id| format!("\"id\":{id}")),
            "method" => Some(format!("\"method\":\"{method}\"")),
            _ => Some(format!("\"params\":{params}")),
        });
        let members: Vec<String> = members.collect();
        let id = id.map_or(String::new(), |id| format!("\"confirm_id\":\"{id}\","));
        let (ours, by_hand, envelope): (Decode, Decode, Decode) = match is_client {
            true => (client, client_by_hand, client_envelope),
            false => (server, server_by_hand, server_envelope),
        };
        Frame {
            text: format!("{{{}}}", members.join(",")),
            ours,
            by_hand,
            envelope: Some((
                format!("{{\"event\":\"{method}\",{id}\"params\":{params}}}"),
                envelope,
            )),
        }
    };
    let reply = |id: &str, member: &str, ours: Decode, by_hand: Decode| Frame {
        text: format!("{{\"jsonrpc\":\"2.0\",\"id\":{id},{member}}}"),
        ours,
        by_hand,
        envelope: None,
    };
    let requests = vec![
        event(true, Some("17"), "textDocument/hover", &position()),
        event(true, Some("18"), "textDocument/completion", &position()),
        event(true, Some("19"), "textDocument/codeAction", &code_action()),
        event(
            false,
            Some("3"),
            "window/showMessageRequest",
            &json!({"type": 3, "message": "The workspace has changed. Reload it now?"}),
        ),
    ];
    let notifications = vec![
        event(true, None, "textDocument/didChange", &changes()),
        event(true, None, "textDocument/didOpen", &document()),
        event(
            false,
            None,
            "textDocument/publishDiagnostics",
            &json!({"uri": URI, "version": 7, "diagnostics": diagnostics(16)}),
        ),
        event(
            false,
            None,
            "window/logMessage",
            &json!({"type": 4, "message": "indexed 1,482 files of the workspace in 3.2 s"}),
        ),
    ];
    let results = vec![
        reply(
            "17",
            &format!("\"result\":{}", hover()),
            result::<lsp::requests::TextDocumentHover>,
            result_by_hand::<Option<lsp_peer::Hover>>,
        ),
        reply(
            "18",
            &format!("\"result\":{}", completions(60)),
            result::<lsp::requests::TextDocumentCompletion>,
            result_by_hand::<Option<lsp_peer::CompletionList>>,
        ),
    ];
    let error = json!({
        "code": -32801,
        "message": "content modified: the document has a newer version than the request",
        "data": {"uri": URI, "version": 7, "requested": 6},
    });
    let errors = vec![reply(
        "19",
        &format!("\"error\":{error}"),
        server,
        server_by_hand,
    )];
    [
        ("requests", requests),
        ("notifications", notifications),
        ("results", results),
        ("errors", errors),
    ]
}

const URI: &str = "file:///home/ann/projects/editor/src/buffer/rope.rs";

fn range(line: usize) -> Value {
    json!({
        "start": {"line": line, "character": 8},
        "end": {"line": line, "character": 27},
    })
}

fn position() -> Value {
    json!({"textDocument": {"uri": URI}, "position": {"line": 132, "character": 17}})
}

fn diagnostics(count: usize) -> Value {
    let all = (0..count).map(|at| {
        json!({
            "range": range(at * 11),
            "severity": 2,
            "code": "unused_variables",
            "source": "rustc",
            "message": "unused variable: `chunk`\n`#[warn(unused_variables)]` on by default",
            "relatedInformation": [{
                "location": {"uri": URI, "range": range(at * 11 + 1)},
                "message": "if this is intentional, prefix it with an underscore: `_chunk`",
            }],
        })
    });
    all.collect()
}

fn code_action() -> Value {
    json!({
        "textDocument": {"uri": URI},
        "range": range(40),
        "context": {"diagnostics": diagnostics(2), "only": ["quickfix", "refactor"]},
    })
}

fn changes() -> Value {
    let all: Value = (0..3)
        .map(|at| json!({"range": range(at), "text": "let chunk = "}))
        .collect();
    json!({"textDocument": {"uri": URI, "version": 8}, "contentChanges": all})
}

fn document() -> Value {
    let text = "    /// Inserts a text.\n    pub fn insert(&mut self, at: usize, text: &str) {\n        \
                self.root.insert(at, text, \"rope\");\n    }\n\n";
    json!({
        "textDocument": {"uri": URI, "languageId": "rust", "version": 1, "text": text.repeat(130)},
    })
}

fn hover() -> Value {
    json!({
        "contents": {
            "kind": "markdown",
            "value": "```rust\npub fn insert(&mut self, at: usize, text: &str)\n```\n\nInserts a text \
                      at a character, and splits the leaf that becomes too long.",
        },
        "range": range(132),
    })
}

fn completions(count: usize) -> Value {
    let items: Value = (0..count)
        .map(|at| {
            json!({
                "label": format!("insert_{at}"),
                "kind": 2,
                "detail": "fn(&mut self, at: usize, text: &str)",
                "documentation": {"kind": "markdown", "value": "Inserts a text at a character."},
                "sortText": format!("7fff{at:04}"),
                "textEdit": {"range": range(132), "newText": format!("insert_{at}($1, $2)$0")},
            })
        })
        .collect();
    json!({"isIncomplete": false, "items": items})
}

fn gateway(text: &str) {
    let decoded = gateway::ServerFrame::decode(text.as_bytes());
    drop(black_box(decoded.known().unwrap()));
}

fn gateway_by_hand(text: &str) {
    let read = gateway_peer::ServerFrame::read(text.as_bytes());
    drop(black_box(read.unwrap()));
}

fn gateway_envelope(text: &str) {
    let decoded = gateway_envelope::ServerEvent::decode(text.as_bytes());
    drop(black_box(decoded.known().unwrap()));
}

/// Frames of a Discord gateway, their keys in the order in which it sends them.
fn gateway_frames() -> Vec<Frame> {
    let buttons = [
        json!({"type": 2, "style": 1, "custom_id": "vote:yes:1109", "label": "Yes"}),
        json!({"type": 2, "style": 2, "custom_id": "vote:no:1109", "label": "Not this time"}),
        json!({"type": 2, "style": 5, "url": "https://example.com/polls/1109/results"}),
        json!({"type": 2, "style": 6, "sku_id": "1088510058284990888"}),
        json!({"type": 4, "custom_id": "vote:reason:1109"}),
    ];
    let message = |rows: usize| {
        let rows = vec![json!({"type": 1, "components": buttons}); rows];
        json!({"id": "1194022335117111437", "components": rows, "edited_timestamp": null})
    };
    let frame = |(t, s, op): (&str, &str, u8), d: Option<&Value>, event: &str| {
        let data = d.map_or(String::new(), |d| format!(",\"d\":{d}"));
        let params = d.map_or(String::new(), |d| format!(",\"params\":{d}"));
        Frame {
            text: format!("{{\"t\":{t},\"s\":{s},\"op\":{op}{data}}}"),
            ours: gateway,
            by_hand: gateway_by_hand,
            envelope: Some((
                format!("{{\"event\":\"{event}\"{params}}}"),
                self::gateway_envelope as Decode,
            )),
        }
    };
    let create = ("\"MESSAGE_CREATE\"", "41", 0);
    vec![
        frame(
            ("null", "null", 10),
            Some(&json!({"heartbeat_interval": 41250})),
            "HELLO",
        ),
        frame(("\"READY\"", "1", 0), Some(&json!({"v": 10})), "READY"),
        frame(create, Some(&message(1)), "MESSAGE_CREATE"),
        frame(create, Some(&message(5)), "MESSAGE_CREATE"),
        frame(("null", "null", 11), None, "HEARTBEAT_ACK"),
        frame(("null", "null", 9), Some(&json!(true)), "INVALID_SESSION"),
    ]
}

/// The entities of the variants, each with the function that reads it.
macro_rules! entities {
    ($($name:ident)*) => {
        [$({
            let read: Decode = |text| {
                let read: variants::$name = variants::wire::from_str(text).unwrap();
                drop(black_box(read));
            };
            read
        }),*]
    };
}

/// Prints the rows of a union of 40 variants.
fn unions() {
    let entities = entities! {
        Block0 Block1 Block2 Block3 Block4 Block5 Block6 Block7 Block8 Block9
        Block10 Block11 Block12 Block13 Block14 Block15 Block16 Block17 Block18 Block19
        Block20 Block21 Block22 Block23 Block24 Block25 Block26 Block27 Block28 Block29
        Block30 Block31 Block32 Block33 Block34 Block35 Block36 Block37 Block38 Block39
    };
    let members = "\"id\":\"b-0190163d\",\"text\":\"Texts of blocks are about as long as this one, \
                   which is a sentence.\",\"level\":2,\"hidden\":true,\"tags\":[\"draft\",\"to \
                   translate\"],\"author\":\"ann\",\"updated\":\"2026-03-01T12:30:05.250Z\"";
    let texts = |text: fn(usize, &str) -> String| -> Vec<String> {
        (0..entities.len()).map(|at| text(at, members)).collect()
    };
    let bare = texts(|_, members| format!("{{{members}}}"));
    let first = texts(|at, members| format!("{{\"type\":\"block_{at}\",{members}}}"));
    let last = texts(|at, members| format!("{{{members},\"type\":\"block_{at}\"}}"));
    let read = |texts: &[String]| {
        for text in texts {
            let read: variants::Block = variants::wire::from_str(black_box(text)).unwrap();
            drop(black_box(read));
        }
    };
    let work: [&dyn Fn(); 3] = [
        &|| {
            for (text, read) in bare.iter().zip(entities) {
                read(black_box(text));
            }
        },
        &|| read(&first),
        &|| read(&last),
    ];
    let times = medians(work, TIMES, ROUNDS);
    let speeds: Vec<f64> = [&bare, &first, &last]
        .iter()
        .zip(times)
        .map(|(texts, time)| texts.iter().map(String::len).sum::<usize>() as f64 / time)
        .collect();
    println!("\nunion of 40 variants            MB/s   of the entity");
    for (name, speed) in ["bare entity", "tag first", "tag last"].iter().zip(&speeds) {
        println!(
            "{name:<28} {:>7.0} {:>15.2}",
            speed / 1e6,
            speed / speeds[0]
        );
    }
    println!("at least (tag first)                            0.90");
}
