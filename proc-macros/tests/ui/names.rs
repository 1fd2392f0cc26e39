use tdproto_macros::{Entity, Event, Scalar, WireEnum};

#[derive(Default, Entity)]
#[proto(name = "a chat", topic = "a/b", since = "x", includes(Größe))]
struct Chat {
    #[proto(rename = "")]
    a: String,
    #[proto(rename = "a\n")]
    b: String,
    #[proto(code_name = "a b")]
    c: String,
    #[proto(since = "not a version", deprecated(since = "1.2.3.4"))]
    d: String,
}

#[derive(Default, Entity)]
struct Größe {}

#[derive(WireEnum)]
enum Kind {
    #[proto(name = "")]
    A,
}

#[derive(Default, Scalar)]
#[proto(prefix("", name = "a"), name = "string")]
struct Id(String);

#[derive(Event)]
#[proto(direction = "server")]
enum Events {
    #[proto(event = "a b", params = "1")]
    A(Größe),
}

fn main() {}
