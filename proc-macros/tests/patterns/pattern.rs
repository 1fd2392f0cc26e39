use tdproto_macros::{Entity, Scalar};
use tdproto_wire::Datetime;

#[derive(Debug, Default, Scalar)]
#[proto(pattern = "^(a$")]
struct Slug(String);

#[derive(Debug, Default, Entity)]
struct Defaults {
    #[proto(default = "yesterday")]
    at: Datetime,
}

fn main() {}
