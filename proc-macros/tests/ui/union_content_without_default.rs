use tdproto_macros::{Entity, Union};

#[derive(Union)]
#[proto(tag = "type", content = "value")]
enum Setting {
    Volume(i64),
    Holder(Box<Holder>),
}

#[derive(Entity)]
struct Holder {
    #[proto(needed)]
    setting: Setting,
}

fn main() {}
