//! Texts that are hostile to a reader of JSON or of captures.

use serde_json::Value;

/// A frame of a protocol, with all that can break: escapes, numbers, words, nesting.
pub(super) fn frame_of(name: &str) -> &'static str {
    match name {
        "phoenix" => {
            r#"["1", "2", "room:\u00e9\ud83d\ude00", "phx_join", {"a": [1.5e-3, true, null]}]"#
        }
        "dap" => {
            r#"{"seq": 1, "type": "event", "event": "stopped", "body": {"reason": "\n\u0041", "threadId": -12}}"#
        }
        _ => {
            r#"{"event": "client.activity", "confirm_id": "\u00e9\ud83d\ude00", "params": {"afk": [1.5e-3, true, null, {}], "x": -0}}"#
        }
    }
}

/// A frame with a fault at each of its places: it ends there, a character is missing, another one is
/// there, one more is there.
pub(super) fn broken(frame: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for (at, c) in frame.char_indices() {
        let (before, behind) = (&frame[..at], &frame[at + c.len_utf8()..]);
        texts.push(before.to_owned());
        texts.push(format!("{before}{behind}"));
        for other in [
            "\"", "\\", "{", "}", "]", ",", ":", "0", "e", "\u{1}", "\u{1e}", "\n", "é",
        ] {
            texts.push(format!("{before}{other}{behind}"));
            texts.push(format!("{before}{other}{c}{behind}"));
        }
    }
    texts
}

/// Texts that are nested about as deeply as receivers go, or much deeper.
pub(super) fn nested(frame: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for depth in [120, 124, 125, 126, 127, 128, 129, 130, 100_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("{\"params\":", "}")] {
            let inner = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            texts.push(inner.clone());
            texts.push(open.repeat(depth));
            texts.push(format!("{{\"x\":1,\"frame\":{inner},\"dir\":\"in\"}}"));
            texts.push(format!("{{\"dir\":\"out\",\"frame\":{inner}}}"));
            texts.push(format!("{{\"frame\":{inner},\"frame\":{inner}}}"));
            texts.push(format!("{{\"other\":{inner},\"frame\":{frame}}}"));
            let text = Value::from(inner.as_str());
            texts.push(format!("{{\"frame\":{text}}}"));
            texts.push(format!("[{frame},{inner}]"));
        }
    }
    texts
}

/// Texts that are no frames, frames in odd forms, and captures with faults.
const ODD: &[&str] = &[
    "",
    " ",
    "\n\n\r\n",
    "\u{feff}",
    "\u{feff}{\"event\":\"client.ping\"}",
    "\u{feff}\u{feff}{\"event\":\"client.ping\"}",
    "null",
    "nul",
    "\"",
    // Several values, and arrays of them.
    "{}{}[]{}",
    "{} {}\n[]\n{} x",
    "{}\n {} [] \n\n{\n}",
    "[{}, {}\n{}]",
    "[,]]}",
    "[1][2]",
    "[tru",
    "[{}",
    "}{}",
    "{\"a\": [",
    "{\"a\":1]{}",
    "\u{1e}{\"event\":1}\n\u{1e}{\"event\"",
    "\u{1e}{}\n\u{1e}{\n\"a\": \"\u{1e}12\u{1e}\"\\\u{1e}",
    // Lines, or a document over several.
    "{\"event\":\"a\"}\n{\"event\":\"b\"}\n",
    "{\"event\":\"a\"}{\"event\":\"b\"}\n",
    "{\n\"event\":\"a\"}",
    "{\"params\":\n{}}",
    "{\"event\":\n{\"event\":\"a\"}",
    "{\"event\":[\n{\"event\":\"a\"}",
    "{\"event\":[\n\n 1]}",
    "{\"event\":\"a\", \t\r\n\"b\":1}",
    "{\"event\":\"a\" \u{a0}\n{}",
    "hello\n{}",
    // Archives of browsers.
    r#"{"log": {"entries": [{"_webSocketMessages": [{"data": "{}"}]}"#,
    r#"{"log":{"entries":[}]}"#,
    r#"{"log":{"entries":[{"x": "#,
    r#"{"log":{"version":1}} 5 [{}] }"#,
    r#"{"log":{"level":1},"event":"a"}"#,
    "{ \"log\" : {\n\"version\":\"1.2\"",
    r#"{"log":{"pages":[{"entries":[{"_webSocketMessages":[1]}]}],"entries":[{"a":{"_webSocketMessages":[{}]},"_webSocketMessages":[{"data":"{\"}"},7],"x":null},{"_webSocketMessages":null},3,[]]}}"#,
    r#"{"log":{"version":1,"entries":[{"_webSocketMessages":[{"type":"send","opcode":1,"data":"{\"event\":\"client.ping\",\"x\":1e400}"},{"opcode":2},{"type":"error"},5,{"data":6},{}]}]}}"#,
    // Keys that come twice, and objects around frames.
    r#"{"event":"client.ping","event":"client.pong","\u0065vent":1}"#,
    r#"{"frame":"{\"event\":\"\\ud83d\"","dir":"in"}"#,
    r#"{"frame":"\ud83d\u00e9\n{\"a\":}","dir":"sideways"}"#,
    r#"{"frame":"\ud83d\ude00 \u00e9","dir":1}"#,
    r#"{"frame":{"event":"client.ping"},"dir":"in","dir":"out"}"#,
    r#"{"frame":5,"frame":{"event":"client.ping"},"dir":"in"}"#,
    r#"{"frame":{"event":"client.ping","x":"\ud83d"},"y":"\ud83d"}"#,
    r#"{"event":"client.ping","frame":{}}"#,
    // Halves of surrogate pairs, and escapes that are none.
    r#"{"event":"client.ping","\ud83d\ude0":1}"#,
    r#"{"event":"client.ping","\ude00\ude0":1}"#,
    r#"{"event":"client.ping","\ud83d\ud83d\ude00":"\ude00\ud83d"}"#,
    // Names that objects of JavaScript have.
    r#"{"__proto__":{},"constructor":1,"event":"__proto__"}"#,
    r#"{"event":"client.activity","params":{"__proto__":1,"toString":2,"afk":true}}"#,
    r#"{"event":"client.activity","params":{"afk":true},"__proto__":{"event":"a"}}"#,
];

/// The texts in odd forms.
pub(super) fn odd_texts() -> Vec<String> {
    ODD.iter().map(|text| (*text).to_owned()).collect()
}

/// Frames of 10 MB, and others that are long in a way that may cost too much time.
pub(super) fn long_texts() -> Vec<String> {
    let long = "é".repeat(5 << 20);
    let many = r#"[1,{"a":"b"}],"#.repeat(700_000);
    let (zeros, nines) = ("0".repeat(1 << 20), "9".repeat(1 << 20));
    let values = [
        format!("\"{long}\""),
        format!("[{many}0]"),
        format!("0.{zeros}1"),
        format!("1e{nines}"),
        format!("{nines}.{zeros}"),
    ];
    let frames = values.iter();
    let mut texts: Vec<String> = frames
        .map(|value| format!(r#"{{"event":"client.activity","params":{{"afk":{value}}}}}"#))
        .collect();
    texts.push(format!(
        "{{\"event\":\"client.ping\"{}\n}}",
        " ".repeat(1 << 20)
    ));
    texts.push(format!(r#"{{"frame":"{{\"event\":\"{long}\",}}"}}"#));
    texts
}

/// A schema of requests of which one has an error of its own.
pub(super) const CALLS: &str = r#"
[frame.call]
shape = { id = "$id", call = "$event" }

[frame.result]
replies = "call"
shape = { id = "$id", result = "$result" }

[frame.failure]
replies = "call"
shape = { id = "$id", error = "$error" }
[frame.failure.fields]
error = { type = "int" }

[event.own]
direction = "client"
reply = "string"
error = "string"

[event.shared]
direction = "client"
reply = "string"
"#;

/// Frames of these requests and of their replies.
pub(super) fn calls() -> Vec<String> {
    let ids = ["1", "null", "\"a\"", "[null]"];
    let rests = [
        r#""call":"own""#,
        r#""call":"shared""#,
        r#""call":"other""#,
        r#""call":null"#,
        r#""result":"a""#,
        r#""result":null"#,
        r#""error":"a""#,
        r#""error":1.5"#,
        r#""error":null"#,
        r#""error":1,"result":"a""#,
    ];
    let frames = ids
        .iter()
        .flat_map(|id| rests.map(|rest| format!("{{\"id\":{id},{rest}}}")));
    frames.collect()
}
