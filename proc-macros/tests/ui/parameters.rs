use tdproto_macros::{Entity, Event, Scalar, WireEnum};

#[derive(Default, Entity)]
struct Chat<'a> {
    title: &'a str,
}

#[derive(WireEnum)]
enum Kind<T> {
    A,
    Unknown(T),
}

#[derive(Default, Scalar)]
struct Id<const N: usize>(String);

#[derive(Event)]
#[proto(direction = "server")]
enum Events<T> {
    #[proto(event = "a")]
    A(T),
}

fn main() {}
