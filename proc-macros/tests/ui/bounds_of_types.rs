use tdproto_macros::{Entity, Scalar, WireEnum};

#[derive(Debug, Default, Entity)]
struct Other {
    text: String,
}

#[derive(Debug, WireEnum)]
enum Color {
    Red,
}

#[derive(Debug, Default, Scalar)]
struct Flag(bool);

#[derive(Debug, Default, Entity)]
struct Bounded {
    #[proto(max = 5)]
    other: Other,
    #[proto(max = 5, nullable)]
    color: Option<Color>,
    #[proto(max = 5)]
    flag: Flag,
}

fn main() {}
