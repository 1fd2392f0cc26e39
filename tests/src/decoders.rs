//! What decoders promise besides values: repeated keys, limits, confirmations, text of their own.

use tdproto::wire::{Json, Limits, from_str, from_str_with, to_string};
use tdproto::{ClientFrame, Decoded, Frame, Mediatype, Message, ServerEvent};

use crate::borrowed::compiled as borrowed;
use crate::derived::compiled as derived;

fn decode(text: &str) -> Decoded<ServerEvent> {
    ServerEvent::decode(text.as_bytes())
}

#[test]
fn of_a_repeated_key_the_last_value_counts_as_a_whole() {
    let with = |content: &str| format!(r#"{{"message_id":"m",{content}"gentime":1}}"#);
    let last = with(r#""content":{"type":"plain"},"#);
    let twice = with(r#""content":{"text":"first","title":"t"},"content":{"type":"plain"},"#);
    let apart = with(r#""content":{"text":"first"},"reply_to":{},"content":{"type":"plain"},"#);
    let expected: Message = from_str(&last).unwrap();
    for text in [&twice, &apart] {
        let owned: Message = from_str(text).unwrap();
        assert_eq!(owned.content, expected.content, "{text}");
        let owned: derived::Message = tdproto_wire::from_str(text).unwrap();
        let written = tdproto_wire::to_string(&owned.content);
        assert_eq!(written, to_string(&expected.content));
        let borrowed: borrowed::Message<'_> = borrowed::wire::from_str(text).unwrap();
        let written = borrowed::wire::to_string(&borrowed.content);
        assert_eq!(written, to_string(&expected.content));
    }
    // Many lists of entities, so that their places repeat.
    let items = r#"{"content":{"text":"a"}},{"content":{"type":"plain"}},"#.repeat(200);
    let text = format!(r#"[{}]"#, items.trim_end_matches(','));
    let messages: Vec<Message> = from_str(&text).unwrap();
    for pair in messages.chunks(2) {
        assert_eq!((&*pair[0].content.text, &*pair[1].content.text), ("a", ""));
    }
}

#[test]
fn a_repeated_key_of_a_boxed_entity_and_of_params() {
    use crate::rust::compiled::recursion::{Chat, Message};
    let text = r#"{"last":{"chat":{}},"last":{"reply_to":{}}}"#;
    let chat: Chat = crate::rust::compiled::recursion::wire::from_str(text).unwrap();
    let expected = Message {
        reply_to: Some(Box::default()),
        ..Message::default()
    };
    assert_eq!(chat.last, Some(Box::new(expected)));
    let text = r#"{"event":"server.time","params":{"time":"a"},"params":{}}"#;
    let frame = decode(text).known().unwrap();
    assert_eq!(
        frame.encode(),
        r#"{"event":"server.time","params":{"time":""}}"#
    );
}

/// The error of a frame that is beyond limits.
fn refused(text: &str, limits: Limits) -> String {
    match ServerEvent::decode_with(text.as_bytes(), limits) {
        Decoded::Malformed { error, .. } => error.to_string(),
        Decoded::Known(_) | Decoded::Unknown { .. } => "nothing".to_owned(),
    }
}

#[test]
fn frames_beyond_the_limits_are_malformed() {
    let frame = r#"{"event":"server.chat.updated","params":{"chats":[{"members":[{},{}]},{}]}}"#;
    let limits = Limits {
        frame_bytes: frame.len(),
        items: 4,
        depth: 6,
    };
    assert_eq!(refused(frame, limits), "nothing");
    let few = Limits { items: 3, ..limits };
    assert_eq!(
        refused(frame, few),
        "params.chats: more than 3 items at byte 70"
    );
    let flat = Limits { depth: 5, ..limits };
    assert_eq!(
        refused(frame, flat),
        "params.chats[0].members[0]: nested more than 5 deep at byte 62"
    );
    let short = Limits {
        frame_bytes: frame.len() - 1,
        ..limits
    };
    let expected = format!(
        "the frame has more than {} bytes at byte 0",
        frame.len() - 1
    );
    assert_eq!(refused(frame, short), expected);
    assert_eq!(
        from_str_with::<Message>("{}", limits),
        Ok(Message::default())
    );
    assert!(from_str_with::<Vec<Vec<u8>>>("[[1,2],[3]]", few).is_err());
    let none = Limits { depth: 0, ..limits };
    assert!(from_str_with::<Message>("{}", none).is_err());
}

#[test]
fn the_default_limits_apply_to_frames_and_bodies() {
    let items = |count: usize| format!("[{}0]", "0,".repeat(count - 1));
    let million = Limits::default().items;
    assert_eq!(from_str::<Vec<u8>>(&items(million)).unwrap().len(), million);
    let error = from_str::<Vec<u8>>(&items(million + 1)).unwrap_err();
    assert!(error.to_string().starts_with("more than 1000000 items"));
    let space = " ".repeat(Limits::default().frame_bytes - 2);
    assert!(from_str::<Message>(&format!("{space}{{}}")).is_ok());
    let text = format!("{space} {{}}");
    assert!(from_str::<Message>(&text).is_err());
    let Decoded::Malformed { error, .. } = ServerEvent::decode_str(&text) else {
        panic!("a frame beyond the limit")
    };
    let expected = "the frame has more than 67108864 bytes at byte 0";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn frames_that_are_not_understood_are_confirmed_too() {
    let ack = |text: &str| decode(text).ack().map(|ack: ClientFrame| ack.encode());
    let expected = r#"{"event":"client.confirm","params":{"confirm_id":"abc"}}"#;
    for frame in [
        r#"{"event":"server.time","confirm_id":"abc","params":{}}"#,
        r#"{"event":"server.of.tomorrow","confirm_id":"abc"}"#,
        r#"{"event":"server.time","confirm_id":"abc","params":[]}"#,
    ] {
        assert_eq!(ack(frame).as_deref(), Some(expected), "{frame}");
    }
    assert_eq!(ack(r#"{"event":"server.of.tomorrow"}"#), None);
}

#[test]
fn frames_are_appended_to_a_buffer() {
    let frame = decode(r#"{"event":"server.time","params":{"time":"t"}}"#);
    let frame: Frame<ServerEvent> = frame.known().unwrap();
    let mut out = String::new();
    frame.encode_into(&mut out);
    out.push('\n');
    frame.encode_into(&mut out);
    assert_eq!(out, format!("{0}\n{0}", frame.encode()));
}

#[test]
fn malformed_frames_show_their_text() {
    let shown = format!("{:?}", ServerEvent::decode(b"{\"event\":\"\xff\xc3\xa9"));
    assert!(shown.contains(r#"raw: "{\"event\":\"�é""#), "{shown}");
    let shown = format!("{:?}", decode("[]"));
    assert!(shown.contains(r#"raw: "[]""#), "{shown}");
}

#[test]
fn values_of_open_enums_are_equal_by_their_text() {
    use std::collections::HashSet;
    let (plain, other) = (Mediatype::Plain, Mediatype::from("of_tomorrow"));
    let spelled = Mediatype::Unknown("plain".to_owned());
    assert_eq!(spelled, plain);
    assert_eq!(spelled.cmp(&plain), std::cmp::Ordering::Equal);
    let set = HashSet::from([plain.clone(), spelled]);
    assert_eq!(set.len(), 1);
    assert_ne!(other, plain);
    assert!(plain == "plain" && other == *"of_tomorrow");
    let text = "of_tomorrow".to_owned();
    assert!(other == text);
    assert_eq!("plain".parse(), Ok(plain.clone()));
    assert_eq!(Mediatype::from("of_tomorrow".to_owned()), other);
    assert!(Mediatype::ALL.contains(&plain) && !Mediatype::ALL.contains(&other));
    let texts: HashSet<_> = Mediatype::ALL.iter().map(Mediatype::as_str).collect();
    assert_eq!(texts.len(), Mediatype::ALL.len());
}

#[test]
fn enums_of_other_kinds_list_and_compare_their_values() {
    use crate::rust::compiled::enums::{Closed, Level};
    assert_eq!(Level::Unknown(2), Level::High);
    assert!(Level::High == 2 && Level::ALL.contains(&Level::Unknown(-1)));
    assert_eq!("yes".parse(), Ok(Closed::Yes));
    assert_eq!(Closed::try_from("yes".to_owned()), Ok(Closed::Yes));
    assert!(Closed::Yes == "yes" && "no".parse::<Closed>().is_err());
    assert!(Closed::ALL.contains(&Closed::Yes));
}

#[test]
fn any_value_has_serdes_traits() {
    let json: Json = serde_json::from_str(r#"{"b": [1, null], "a": "x"}"#).unwrap();
    assert_eq!(json.as_str(), r#"{"b":[1,null],"a":"x"}"#);
    assert_eq!(serde_json::to_string(&json).unwrap(), json.as_str());
}

/// Halves of surrogate pairs come back where no type holds them.
#[test]
fn unknown_keys_keep_half_a_surrogate_pair() {
    let text = r#"{"size":1,"new":{"a":"\ud83d","\udc00":["\u0041"]}}"#;
    use crate::rust::compiled::presence_keep::{Part, wire};
    let part: Part = wire::from_str(text).unwrap();
    assert_eq!(wire::to_string(&part), text);
}

#[test]
fn serde_writes_what_the_types_write() {
    use tdproto_codegen::load::built_in_examples;
    let mut written = 0;
    for example in built_in_examples().files {
        let Some(frame) = decode(&example.text).known() else {
            continue;
        };
        // Of these, the params have the types that are used most.
        let (ours, by_serde) = if let ServerEvent::ChatUpdated(params) = &frame.event {
            (to_string(params), serde_json::to_string(params))
        } else if let ServerEvent::MessageUpdated(params) = &frame.event {
            (to_string(params), serde_json::to_string(params))
        } else if let ServerEvent::ContactUpdated(params) = &frame.event {
            (to_string(params), serde_json::to_string(params))
        } else {
            continue;
        };
        assert_eq!(by_serde.unwrap(), ours, "{}", example.name);
        written += 1;
    }
    assert_eq!(written, 3);
}
