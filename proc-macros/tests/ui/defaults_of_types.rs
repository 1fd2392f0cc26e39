use tdproto_macros::{Entity, Scalar, WireEnum};

#[derive(Debug, WireEnum)]
enum Color {
    Red,
}

#[derive(Debug, WireEnum)]
enum Kind {
    Plain,
    Unknown(String),
}

#[derive(Debug, Default, Scalar)]
#[proto(min = 2, max = 8)]
struct Slug(String);

#[derive(Debug, Default, Scalar)]
struct Flag(bool);

type Small = u8;

#[derive(Debug, Default, Entity)]
struct Defaults {
    #[proto(default = "blue")]
    color: Color,
    #[proto(default = 1, optional)]
    kind: Option<Kind>,
    #[proto(default = "other")]
    open: Kind,
    #[proto(default = "a")]
    slug: Slug,
    #[proto(default = "a")]
    flag: Flag,
    #[proto(default = 300)]
    small: Small,
}

fn main() {}
