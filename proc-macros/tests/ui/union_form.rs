use tdproto_macros::Union;

#[derive(Union)]
enum NoForm {
    A,
}

#[derive(Union)]
#[proto(form = "key")]
enum ByKey {
    A,
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
