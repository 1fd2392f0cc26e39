#[derive(Default, tdproto_macros::Entity)]
struct Chat {
    #[proto(nullable)]
    title: String,
}

fn main() {}
