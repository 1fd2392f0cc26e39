#[derive(Default, tdproto_macros::Entity)]
struct Chat {
    a: String,
    #[proto(rename = "a")]
    b: String,
    r#type: String,
    #[proto(rename = "type")]
    c: String,
}

fn main() {}
