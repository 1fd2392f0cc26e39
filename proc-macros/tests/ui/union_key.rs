use tdproto_macros::{Entity, Union};
use tdproto_wire::Json;

#[derive(Debug, Default, Entity)]
struct Text {
    text: String,
}

#[derive(Union)]
#[proto(form = "key")]
enum Nothing {
    Text,
    #[proto(absent)]
    Plain,
}

#[derive(Union)]
#[proto(form = "key")]
enum NoBox {
    Text(Text),
}

#[derive(Union)]
#[proto(form = "key")]
enum NoEntity {
    Text(String),
    #[proto(type = "list<int>")]
    List(Vec<i64>),
}

#[derive(Union)]
#[proto(form = "key")]
enum Twice {
    Text(Box<Text>),
    #[proto(rename = "text")]
    Again(Box<Text>),
    #[proto(absent)]
    Plain(Box<Text>),
    #[proto(absent)]
    Other(Box<Text>),
}

#[derive(Union)]
#[proto(form = "key")]
enum AbsentKey {
    #[proto(absent, rename = "text")]
    Text(Box<Text>),
}

#[derive(Union)]
#[proto(form = "key")]
enum Needed {
    #[proto(needed)]
    Text(Box<Text>),
}

#[derive(Union)]
#[proto(form = "key")]
enum UnknownTag {
    Text(Box<Text>),
    Unknown { tag: String, raw: Json },
}

fn main() {}
