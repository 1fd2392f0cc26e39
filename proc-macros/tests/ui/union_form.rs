use tdproto_macros::Union;

#[derive(Union)]
enum NoForm {
    A,
}

#[derive(Union)]
#[proto(form = "keys")]
enum ByKeys {
    A,
}

#[derive(Union)]
#[proto(form = "key", tag = "type")]
enum KeyWithTag {
    A(Box<Struct>),
}

#[derive(Union)]
#[proto(form = "key", content = "value")]
enum KeyWithContent {
    A(Box<Struct>),
}

#[derive(Union)]
#[proto(content = "value")]
enum ContentAlone {
    A(i64),
}

#[derive(Union)]
#[proto(tag = "type", content = "type")]
enum ContentUnderTag {
    A(i64),
}

#[derive(Union)]
#[proto(form = "kind", tag = "type")]
enum Both {
    A(String),
}

#[derive(Union)]
#[proto(form = "kind", base = "int")]
enum BaseOfKind {
    A(String),
}

#[derive(Union)]
#[proto(tag = "type", base = "text")]
enum Base {
    A,
}

#[derive(Union)]
#[proto(tag = "")]
enum EmptyTag {
    A,
}

#[derive(Union)]
#[proto(tag = "type", open)]
enum OtherKey {
    A,
}

#[derive(Union)]
#[proto(tag = "type")]
struct Struct;

#[derive(Union)]
#[proto(tag = "type")]
enum Empty {}

fn main() {}
