//! Unions of every form, by hand: what they read, write, describe and convert.

use tdproto_macros::{Entity, Event, Scalar, Union, WireEnum};
use tdproto_wire::{Json, from_str, to_string};

#[derive(Debug, Default, Clone, PartialEq, Entity)]
struct Text {
    text: String,
}

/// It has the tag as a constant.
#[derive(Debug, Default, Clone, PartialEq, Entity)]
struct Image {
    #[proto(const = "picture")]
    r#type: (),
    url: String,
}

#[derive(Debug, Clone, PartialEq, Union)]
#[proto(tag = "kind", base = "int")]
enum Input {
    #[proto(value = 1)]
    Line(Box<Text>),
    #[proto(value = -2)]
    Check,
    Unknown { tag: i64, raw: Json },
}

#[derive(Debug, Clone, PartialEq, Union)]
#[proto(tag = "type")]
enum Block {
    Text(Box<Text>),
    #[proto(rename = "picture")]
    Image(Box<Image>),
    Divider,
    Input(Input),
    #[proto(absent)]
    Plain(Box<Text>),
}

#[derive(Debug, Default, Clone, PartialEq, Eq, PartialOrd, Ord, Scalar)]
struct Id(String);

#[derive(Debug, WireEnum, Clone)]
#[proto(base = "int")]
enum Level {
    #[proto(value = 1)]
    Low,
    Unknown(i64),
}

type Points = Vec<(i64, Option<i64>)>;

macro_rules! by_kind {
    ($name:ident $text:ty) => {
        #[derive(Debug, Clone, PartialEq, Union)]
        #[proto(form = "kind")]
        enum $name {
            Id($text),
            Level(Level),
            #[proto(type = "list<tuple<int, int?>>")]
            Points(Points),
            Block(Block),
        }
    };
}
by_kind!(Value Id);

#[derive(Debug, Clone, PartialEq, Entity)]
struct Page {
    #[proto(needed)]
    main: Block,
    #[proto(needed)]
    pair: (Value, i64),
    #[proto(optional)]
    more: Option<Value>,
    title: String,
}

#[derive(Debug, Clone, PartialEq, Event)]
#[proto(direction = "server")]
enum Events {
    #[proto(event = "server.page", needed)]
    Page(Page),
    #[proto(event = "server.value", needed)]
    Value(Value),
    #[proto(event = "server.text")]
    Text(Text),
}

fn same(text: &str) {
    let event = format!("{{\"event\":\"server.value\",\"params\":{text}}}");
    let frame = tdproto_wire::Frame::<Events>::decode(event.as_bytes()).known().unwrap();
    assert_eq!(frame.encode(), event);
}

fn fails(text: &str, expected: &str) {
    let error = from_str::<Value>(text).unwrap_err().to_string();
    assert!(error.starts_with(expected), "{text}: {error}");
}

fn main() {
    let mut decls = tdproto_schema::Decls::default();
    <(Text, Image, Input, Block, Id, Level, Value, Page, Events) as tdproto_schema::Describe>::describe(&mut decls);
    let (schema, diagnostics) = tdproto_schema::compile_decls(decls);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    let block = schema.model.find_type("Block").unwrap();
    let union = schema.model.ty(block).union().unwrap();
    assert_eq!((union.variants.len(), union.absent()), (5, Some(4)));
    for text in [
        "\"a\"",
        "1",
        "3",
        "[[1],[2,3]]",
        "{\"type\":\"text\",\"text\":\"\"}",
        "{\"type\":\"picture\",\"url\":\"u\"}",
        "{\"type\":\"divider\"}",
        "{\"type\":\"input\",\"kind\":1,\"text\":\"\"}",
        "{\"type\":\"input\",\"kind\":7,\"a\":[1e2]}",
        "{\"text\":\"\"}",
    ] {
        same(text);
    }
    fails("true", "expected a string, a number, an array or an object");
    fails("null", "expected a string, a number, an array or an object");
    fails("{\"type\":\"new\"}", "type: Block has no value \"new\"");
    fails("{\"type\":1}", "type: expected a string");
    fails("{\"text\":1,\"type\":\"text\"}", "text: expected a string");
    fails("[[9007199254740992]]", "[0][0]: ");
    let page = "{\"main\":{\"type\":\"divider\"},\"pair\":[1,2],\"title\":\"\"}";
    let read: Page = from_str(page).unwrap();
    assert_eq!(read.pair.0, Level::Low.into());
    assert_eq!(to_string(&read), page);
    let error = from_str::<Page>("{\"pair\":[1,2]}").unwrap_err().to_string();
    assert!(error.starts_with("main: is missing"), "{error}");
    assert_eq!(Block::from(Image::default()), Block::Image(Box::default()));
    assert_eq!(Value::from(Id("a".to_owned())), Value::Id(Id("a".to_owned())));
}
