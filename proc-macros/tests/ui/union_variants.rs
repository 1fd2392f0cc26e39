use tdproto_macros::{Entity, Union};

#[derive(Default, Entity)]
struct Text {
    text: String,
}

#[derive(Union)]
#[proto(tag = "type")]
enum Shapes {
    Pair(Box<Text>, Box<Text>),
    Maybe(Option<Box<Text>>),
    Number(i64),
    #[proto(type = "list<Text>")]
    List(Box<Text>),
    #[proto(type = "Text")]
    Nothing,
    #[proto(value = 1)]
    Value,
}

#[derive(Union)]
#[proto(tag = "type")]
enum Twice {
    X,
    #[proto(rename = "x")]
    Y,
    #[proto(name = "x", rename = "z")]
    Z,
}

#[derive(Union)]
#[proto(tag = "type")]
enum Absent {
    #[proto(absent)]
    Bare,
    #[proto(absent)]
    One(Box<Text>),
    #[proto(absent)]
    Two(Box<Text>),
    #[proto(absent, rename = "b")]
    Three(Box<Text>),
}

#[derive(Union)]
#[proto(tag = "type", base = "int")]
enum Integers {
    NoValue,
    #[proto(value = 9007199254740992)]
    Beyond,
    #[proto(rename = "a")]
    Renamed,
}

fn main() {}
