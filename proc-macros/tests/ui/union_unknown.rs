use tdproto_macros::Union;
use tdproto_wire::Json;

#[derive(Union)]
#[proto(tag = "type")]
enum Tag {
    A,
    Unknown { tag: i64, raw: Json },
}

#[derive(Union)]
#[proto(tag = "type", base = "int")]
enum Raw {
    #[proto(value = 1)]
    A,
    Unknown { tag: i64, raw: String },
}

#[derive(Union)]
#[proto(tag = "type")]
enum Fields {
    A,
    Unknown { raw: Json },
    More { tag: String, raw: Json, more: bool },
}

#[derive(Union)]
#[proto(tag = "type")]
enum Two {
    A,
    Unknown { tag: String, raw: Json },
    Other { tag: String, raw: Json },
}

#[derive(Union)]
#[proto(tag = "type")]
enum Attributes {
    A,
    #[proto(rename = "b")]
    Unknown { tag: String, raw: Json },
}

#[derive(Union)]
#[proto(form = "kind")]
enum Kind {
    Text(String),
    Unknown { tag: String, raw: Json },
}

fn main() {}
