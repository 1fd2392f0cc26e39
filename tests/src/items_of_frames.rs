//! Arrays of frames that end in the items of a value, as generated Rust reads and writes them.

use std::borrow::Cow;

use crate::compiled::{odd_frames, socket_io, socket_io_borrowed};

/// The error of a frame of a client.
fn error(text: &str) -> String {
    match socket_io::ClientFrame::decode_str(text) {
        socket_io::DecodedFrame::Malformed { error, .. } => error.to_string(),
        other @ (socket_io::DecodedFrame::Known(_) | socket_io::DecodedFrame::Unknown { .. }) => {
            panic!("{text}: {other:?}")
        }
    }
}

#[test]
fn errors_have_the_index_in_the_frame() {
    let cases = [
        (
            r#"["chat message",1]"#,
            "[1]: expected a string, found a number at byte 16",
        ),
        (
            r#"["chat message","a",1.5]"#,
            "[2]: expected an integer of 64 bits, found a number that is no integer at byte 20",
        ),
        (
            r#"["private message",{"content":[]}]"#,
            "[1].content: expected a string, found an array at byte 30",
        ),
        (
            r#"["private message"]"#,
            "expected an array with more items, found its end at byte 19",
        ),
        // That it is too short is said first, as in other languages.
        (
            r#"["upload",1]"#,
            "expected an array with more items, found its end at byte 12",
        ),
        (
            r#"["join","a",null]"#,
            "[2]: expected an item that is not null, found null at byte 12",
        ),
        (
            r#"["join","a",]"#,
            "no value comes after the comma at byte 12",
        ),
        (
            r#"["join","a"] x"#,
            "something comes after the value at byte 13",
        ),
        (
            "[]",
            "the frame is of no kind that the schema draws at byte 0",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(error(text), expected, "{text}");
    }
}

#[test]
fn errors_have_the_path_to_the_array() {
    let text = r#"{"shot":["1","at",2,{"form":"circle","radius":"x"}]}"#;
    let odd_frames::DecodedFrame::Malformed { error, id, .. } =
        odd_frames::ClientFrame::decode_str(text)
    else {
        panic!("{text}")
    };
    let expected = "shot[3].radius: expected an integer of 64 bits, found a string at byte 46";
    assert_eq!(error.to_string(), expected);
    assert_eq!(id.unwrap().as_str(), "\"1\"");
    let text = r#"{"hit":["1","ship",{"text":5}]}"#;
    let decoded = odd_frames::ServerFrame::decode_str(text).known();
    let Some(odd_frames::ServerFrame::Hit(hit)) = decoded else {
        panic!("{text}")
    };
    assert_eq!(hit.result.as_str(), r#"["ship",{"text":5}]"#);
    let error = hit
        .reply::<odd_frames::requests::Shoot>()
        .expect_err("a number is no text");
    assert_eq!(error.path(), "hit[2].text");
}

#[test]
fn limits_hold_for_the_items() {
    let limits = socket_io::wire::Limits {
        items: 2,
        ..socket_io::wire::Limits::DEFAULT
    };
    let decode = |text: &str| socket_io::ClientFrame::decode_with(text.as_bytes(), limits);
    assert!(decode(r#"["join","a","b"]"#).known().is_some());
    let socket_io::DecodedFrame::Malformed { error, .. } = decode(r#"["join","a","b","c"]"#) else {
        panic!("three items")
    };
    assert_eq!(error.kind(), &socket_io::wire::ErrorKind::TooManyItems(2));
    let deep = |depth: usize| {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        let text = format!(r#"["upload","a",{{"num":1}},{{"k":{open}{close}}}]"#);
        socket_io::ClientFrame::decode_str(&text).known().is_some()
    };
    assert!(deep(125) && !deep(126));
}

/// Items that the schema does not know are skipped, or kept and written back, as those of a tuple.
#[test]
fn further_items_are_unknown_keys() {
    let text = r#"["chat message","a",1,{"later":true},[2]]"#;
    let skipped = socket_io::ClientFrame::decode_str(text).known();
    assert_eq!(skipped.unwrap().encode(), r#"["chat message","a",1]"#);
    let kept = socket_io_borrowed::ClientFrame::decode_str(text).known();
    assert_eq!(kept.unwrap().encode(), text);
    // Without params, there is no type that could keep them.
    let ping = socket_io_borrowed::ClientFrame::decode_str(r#"["ping",{"later":true}]"#).known();
    assert_eq!(ping.unwrap().encode(), r#"["ping"]"#);
}

#[test]
fn texts_of_items_borrow_from_the_frame() {
    let text = String::from(r#"["join","plain","esc\"aped"]"#);
    let frame = socket_io_borrowed::ClientFrame::decode_str(&text).known();
    let Some(socket_io_borrowed::ClientFrame::Packet(packet)) = frame else {
        panic!("{text}")
    };
    let socket_io_borrowed::ClientPacket::Join(rooms) = packet.event else {
        panic!("{text}")
    };
    assert!(matches!(
        rooms.as_slice(),
        [Cow::Borrowed("plain"), Cow::Owned(escaped)] if escaped == "esc\"aped"
    ));
}

/// The name comes first, so that the items are read as they come, unless other kinds of frames look
/// at some of them.
#[test]
fn items_behind_the_name_are_read_at_once() {
    // Both protocols share their runtime here.
    use odd_frames::wire::DrawnFrame as _;

    let [packet] = socket_io::ClientFrame::KINDS else {
        panic!("one kind")
    };
    let params = packet.params.expect("a place of their own");
    assert!(socket_io::ClientFrame::PLACES[params].holds_params);
    let is_early = |name: &str| {
        let mut kinds = odd_frames::ClientFrame::KINDS.iter();
        let kind = kinds.find(|kind| kind.name == name);
        kind.is_some_and(|kind| kind.params.is_some())
    };
    assert!(is_early("shot") && !is_early("emit"));
}

/// White space is everywhere, and a key comes twice.
#[test]
fn frames_are_read_however_they_are_spelled() {
    let text = " [ \"join\" ,\n\"a\" , \"b\"\t] ";
    let frame = socket_io::ClientFrame::decode_str(text).known();
    assert_eq!(frame.unwrap().encode(), r#"["join","a","b"]"#);
    let twice =
        r#"{"shot":["1","at",2,{"form":"circle","radius":1}],"shot":["2","shoot",null,7,8]}"#;
    let frame = odd_frames::ClientFrame::decode_str(twice).known();
    let last = r#"{"shot":["2","shoot",null,7,8]}"#;
    assert_eq!(frame.unwrap().encode(), last);
    let shorter = r#"{"shot":["1","shoot",2,3],"shot":["2","shoot"]}"#;
    let frame = odd_frames::ClientFrame::decode_str(shorter).known();
    assert_eq!(frame.unwrap().encode(), r#"{"shot":["2","shoot"]}"#);
}

#[test]
fn results_and_errors_are_written_as_items() {
    let result = odd_frames::wire::Json::new(" [ \"ship\" , null ] ").unwrap();
    let hit = odd_frames::ServerHitFrame {
        id: "1".to_owned(),
        result,
    };
    assert_eq!(
        odd_frames::ServerFrame::from(hit).encode(),
        r#"{"hit":["1","ship",null]}"#
    );
    let miss = odd_frames::ServerMissFrame {
        id: "1".to_owned(),
        error: (4, None),
    };
    assert_eq!(
        odd_frames::ServerFrame::from(miss).encode(),
        r#"["miss","1",{"why":[4]}]"#
    );
}
