#[derive(Default, tdproto_macros::Entity)]
#[proto(name = "X", name = "Y")]
struct Chat {
    #[proto(rename = "b", rename = "c")]
    a: String,
    #[proto(readonly)]
    #[proto(readonly)]
    d: String,
}

fn main() {}
