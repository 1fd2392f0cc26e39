use tdproto_macros::Entity;

#[derive(Debug, Default, Entity)]
struct Other {
    text: String,
}

#[derive(Debug, Default, Entity)]
struct Defaults {
    #[proto(default = "a")]
    other: Other,
}

fn main() {}
