use tdproto_macros::Union;

#[derive(Union)]
#[proto(tag = "type", content = "value")]
enum Null {
    A(()),
    #[proto(type = "null")]
    B(()),
}

#[derive(Union)]
#[proto(tag = "type", content = "value")]
enum Maybe {
    A(Option<i64>),
}

#[derive(Union)]
#[proto(tag = "type", content = "value")]
enum NothingNeeded {
    #[proto(needed)]
    A,
    #[proto(no_from)]
    B,
}

#[derive(Union)]
#[proto(tag = "type", content = "value")]
enum Absent {
    #[proto(absent)]
    A,
}

#[derive(Union)]
#[proto(tag = "type")]
enum NoContent {
    #[proto(needed)]
    A(Box<A>),
}

struct A;

fn main() {}
