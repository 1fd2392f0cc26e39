use tdproto_macros::{Union, WireEnum};

#[derive(WireEnum)]
enum Color {
    Red,
}

#[derive(Union)]
#[proto(form = "key")]
enum ByKey {
    Color(Box<Color>),
}

fn main() {}
