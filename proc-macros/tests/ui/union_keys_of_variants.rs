use tdproto_macros::{Entity, Union, WireEnum};

#[derive(Debug, Default, Entity)]
struct Text {
    text: String,
    #[proto(omitempty)]
    size: i64,
    #[proto(readonly)]
    set: i64,
}

#[derive(Debug, Default, Entity)]
struct Other {
    other: String,
    #[proto(optional)]
    text: Option<String>,
}

#[derive(WireEnum)]
enum Color {
    Red,
}

#[derive(Union)]
#[proto(form = "key")]
enum NoKey {
    #[proto(rename = "texts")]
    Text(Box<Text>),
    #[proto(rename = "size")]
    Size(Box<Text>),
    #[proto(rename = "set")]
    Set(Box<Text>),
}

#[derive(Union)]
#[proto(form = "key")]
enum KeyOfFirst {
    #[proto(absent)]
    Plain(Box<Text>),
    Text(Box<Text>),
    Other(Box<Other>),
}

fn main() {}
