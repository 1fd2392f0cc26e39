//! Frames: whatever comes is an event, an unknown one or a malformed one, and never the end.

mod damaged;

use tdproto::wire::{Direction, ErrorKind, Frame, decode_all};
use tdproto::{
    ClientConfirmParams, ClientEvent, ClientFrame, Decoded, Message, MessageInput, ServerEvent,
};

pub(crate) use damaged::{example_frames, mutants};

fn decode(text: &str) -> Decoded<ServerEvent> {
    ServerEvent::decode(text.as_bytes())
}

/// The error of a frame that is malformed.
fn error(text: &str) -> String {
    match decode(text) {
        Decoded::Malformed { error, raw, .. } => {
            assert_eq!(raw, text.as_bytes());
            error.to_string()
        }
        Decoded::Known(frame) => panic!("{text}: {frame:?}"),
        Decoded::Unknown { name, .. } => panic!("{text}: unknown {name}"),
    }
}

#[test]
fn keys_come_in_any_order() {
    let frames = [
        r#"{"event":"server.time","confirm_id":"a","params":{"time":"t"}}"#,
        r#"{"params":{"time":"t"},"confirm_id":"a","event":"server.time"}"#,
        r#" { "confirm_id" : "a" , "params" : { "new" : [ { } ] , "time" : "t" } , "event" : "server.time" } "#,
        r#"{"new":null,"confirm_id":"a","event":"server.time","params":{"time":"t"}}"#,
    ];
    for text in frames {
        let frame = decode(text).known().unwrap();
        assert_eq!(frame.encode(), frames[0]);
    }
}

#[test]
fn absent_and_null_params_are_empty() {
    for text in [
        r#"{"event":"server.time"}"#,
        r#"{"event":"server.time","params":null}"#,
        r#"{"event":"server.time","params":{}}"#,
        r#"{"event":"server.time","confirm_id":"","params":{"time":null}}"#,
        r#"{"event":"server.time","confirm_id":null}"#,
    ] {
        let frame = decode(text).known().unwrap();
        assert_eq!(frame.confirm_id, None);
        assert_eq!(
            frame.encode(),
            r#"{"event":"server.time","params":{"time":""}}"#
        );
    }
    let ping = Frame::<ClientEvent>::decode(br#"{"event":"client.ping","params":[1]}"#);
    assert_eq!(ping.known().unwrap().encode(), r#"{"event":"client.ping"}"#);
}

#[test]
fn unknown_events_are_kept_whole() {
    for text in [
        r#"{"event":"server.new","confirm_id":"x","params":{"a":1}}"#,
        r#"{"params":{"a":1},"confirm_id":"x","event":"client.ping"}"#,
    ] {
        let decoded = decode(text);
        assert_eq!(decoded.confirm_id(), Some("x"));
        let Decoded::Unknown { name, raw, .. } = decoded else {
            panic!("{text}")
        };
        assert!(text.contains(&name));
        assert_eq!(raw.as_str(), text);
    }
}

#[test]
fn errors_have_path_and_offset() {
    let cases = [
        ("", "the value ends too early at byte 0"),
        ("[]", "expected an object, found an array at byte 0"),
        ("{}", "the frame does not say which event it is at byte 0"),
        (
            r#"{"event":7}"#,
            "event: expected a string, found a number at byte 9",
        ),
        (
            r#"{"event":"server.time","params":{"time":1}}"#,
            "params.time: expected a string, found a number at byte 40",
        ),
        (
            r#"{"params":{"time":1},"event":"server.time"}"#,
            "params.time: expected a string, found a number at byte 18",
        ),
        (
            r#"{"event":"server.team.deleted","params":{"teams":[{},{"uid":[]}]}}"#,
            "params.teams[1].uid: expected a string, found an array at byte 60",
        ),
        (
            r#"{"event":"server.team.deleted","params":{"teams":[null]}}"#,
            "params.teams[0]: expected an item that is not null, found null at byte 50",
        ),
        (
            r#"{"event":"server.time","params":{"time":"a"}} x"#,
            "something comes after the value at byte 46",
        ),
        (
            r#"{"event":"server.time","params":{"time":"\ud80"}}"#,
            "params.time: an escape has four hexadecimal digits at byte 41",
        ),
        (
            r#"{"event":"server.time","params":{"time":"a"},}"#,
            "no value comes after the comma at byte 45",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(error(text), expected, "{text}");
    }
    let bytes = b"{\"event\":\"\xff\"}";
    let Decoded::Malformed { error, name, .. } = ServerEvent::decode(bytes) else {
        panic!("not UTF-8")
    };
    assert_eq!(
        (error.kind(), error.offset(), name),
        (&ErrorKind::Utf8, 10, None)
    );
}

#[test]
fn numbers_keep_to_their_ranges() {
    let gentime = |number: &str| {
        format!(
            r#"{{"event":"server.message.updated","params":{{"messages":[{{"gentime":{number}}}]}}}}"#
        )
    };
    for number in [
        "0",
        "1569546094920474368",
        "9223372036854775807",
        "-9223372036854775808",
    ] {
        let written = decode(&gentime(number)).known().unwrap().encode();
        assert!(
            written.contains(&format!("\"gentime\":{number},")),
            "{written}"
        );
    }
    for (number, problem) in [
        ("9223372036854775808", "the number is out of range"),
        ("-9223372036854775809", "the number is out of range"),
        ("100000000000000000000000000", "the number is out of range"),
        ("9223372036854775808.0", "the number is out of range"),
        ("1e400", "the number is out of range"),
        ("1e99999999999999999999", "the number is out of range"),
        (
            "1.5",
            "expected an integer of 64 bits, found a number that is no integer",
        ),
        (
            "9007199254740993.5",
            "expected an integer of 64 bits, found a number that is no integer",
        ),
        (
            "1e-1",
            "expected an integer of 64 bits, found a number that is no integer",
        ),
        (
            "1e-99999999999999999999",
            "expected an integer of 64 bits, found a number that is no integer",
        ),
    ] {
        let error = error(&gentime(number));
        let expected = format!("params.messages[0].gentime: {problem}");
        assert!(error.starts_with(&expected), "{error}");
    }
    for wrong in ["01", "-", "1.", ".5", "+1", "1e", "0x1", "NaN", "--1", "00"] {
        error(&gentime(wrong));
    }
}

#[test]
fn an_integer_is_one_however_it_is_written() {
    for (text, expected) in [
        ("-0", 0),
        ("-0.0", 0),
        ("0e-5", 0),
        ("0.000e99999999999999999999", 0),
        ("1.0", 1),
        ("1e3", 1000),
        ("1E+3", 1000),
        ("1e15", 1_000_000_000_000_000),
        ("1e16", 10_000_000_000_000_000),
        ("10.00e-1", 1),
        ("-120e-1", -12),
        ("0.00000000000000000000001e24", 10),
        ("9223372036854775807.000", i64::MAX),
        ("-92233720368547758.08e2", i64::MIN),
    ] {
        assert_eq!(tdproto::wire::from_str(text), Ok(expected), "{text}");
        let digits = tdproto::wire::to_string(&expected);
        assert_eq!(digits, expected.to_string());
    }
    let long = format!("1{}e-1000000", "0".repeat(1_000_000));
    assert_eq!(tdproto::wire::from_str(&long), Ok(1_u8));
}

#[test]
fn half_a_surrogate_pair_is_read_as_the_replacement_character() {
    for (text, expected) in [
        (r#""\ud83d""#, "\u{fffd}"),
        (r#""\ude00\ud83d""#, "\u{fffd}\u{fffd}"),
        (r#""a\ud83d\u0041""#, "a\u{fffd}A"),
        (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
        (r#""\ud83d\n""#, "\u{fffd}\n"),
    ] {
        assert_eq!(tdproto::wire::from_str(text), Ok(expected.to_owned()));
    }
    let text = r#"{"event":"server.debug","params":{"\ud83d":{"k":"\udc00"}}}"#;
    assert!(matches!(decode(text), Decoded::Known(_)));
}

#[test]
fn a_stream_goes_on_after_what_cannot_be_read() {
    let frames = [
        r#"{"event":"server.time","params":{}}"#,
        "garbage",
        r#"{"event":"server.from.the.future"}"#,
        r#"{"event":"server.time","params":{}}"#,
    ];
    let decoded: Vec<_> = decode_all::<ServerEvent>(frames).collect();
    assert!(matches!(
        decoded.as_slice(),
        [
            Decoded::Known(_),
            Decoded::Malformed { .. },
            Decoded::Unknown { .. },
            Decoded::Known(_)
        ]
    ));
}

#[test]
fn confirmations_answer_by_id() {
    let frame = decode(r#"{"event":"server.time","confirm_id":"abc","params":{}}"#);
    let ack: ClientFrame = frame.known().unwrap().ack().unwrap();
    let expected = r#"{"event":"client.confirm","params":{"confirm_id":"abc"}}"#;
    assert_eq!(ack.encode(), expected);
    assert_eq!(
        decode(r#"{"event":"server.time"}"#).known().unwrap().ack(),
        None
    );
    let sent = ClientFrame::confirmed(ClientConfirmParams::default());
    let id = sent.confirm_id.unwrap();
    assert!(id.len() == 12 && id.chars().all(|c| c.is_ascii_alphanumeric()));
}

#[test]
fn input_views_have_what_a_client_may_set() {
    let whole = Message {
        message_id: "m".to_owned(),
        gentime: 7,
        reply_to: Some(Box::new(Message {
            gentime: 8,
            message_id: "r".to_owned(),
            ..Message::default()
        })),
        ..Message::default()
    };
    let input = MessageInput::from(whole);
    assert_eq!(input.reply_to.as_ref().unwrap().message_id, "r");
    let text = tdproto::wire::to_string(&input);
    assert!(
        text.contains(r#""message_id":"m""#) && !text.contains("gentime"),
        "{text}"
    );
}

#[test]
fn few_required_fields_make_a_constructor() {
    let params = ClientConfirmParams::new("abc");
    assert_eq!(params.confirm_id, "abc");
    let content = tdproto::MessageContent::new("hello", tdproto::Mediatype::Plain);
    let written = tdproto::wire::to_string(&content);
    assert_eq!(written, r#"{"text":"hello","type":"plain"}"#);
}

#[test]
fn the_table_of_events_has_every_event() {
    assert_eq!(tdproto::EVENTS.len(), 65);
    let time = tdproto::EVENTS
        .iter()
        .find(|info| info.name == "server.time")
        .unwrap();
    assert_eq!(
        (time.direction, time.since),
        (Direction::ServerToClient, "1.0")
    );
}
