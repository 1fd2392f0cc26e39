use tdproto_macros::Union;
use tdproto_wire::Json;

#[derive(Union)]
#[proto(form = "kind")]
enum Same {
    Text(String),
    Bytes(tdproto_wire::Bytes),
    List(Vec<i64>),
    Pair((i64, i64)),
}

#[derive(Union)]
#[proto(form = "kind")]
enum None {
    Any(Json),
    Null(()),
    Maybe(Option<String>),
    Bare,
    #[proto(rename = "a")]
    Renamed(String),
}

fn main() {}
