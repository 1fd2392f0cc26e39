#[derive(Default, tdproto_macros::Entity)]
#[proto(sinse = "1.0")]
struct Chat {
    #[proto(omitemtpy)]
    title: String,
    #[proto(read_only)]
    id: String,
}

fn main() {}
