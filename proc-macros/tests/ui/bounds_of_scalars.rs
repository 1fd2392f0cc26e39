use tdproto_macros::{Entity, Scalar};

#[derive(Debug, Default, Scalar)]
struct Small(u8);

#[derive(Debug, Default, Scalar)]
struct Text(String);

type Names = Vec<String>;

#[derive(Debug, Default, Entity)]
struct Bounded {
    #[proto(max = 256)]
    small: Small,
    #[proto(min = -1)]
    text: Text,
    #[proto(max = 0.5)]
    names: Names,
}

fn main() {}
