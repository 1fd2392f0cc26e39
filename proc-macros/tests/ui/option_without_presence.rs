#[derive(Default, tdproto_macros::Entity)]
struct Chat {
    title: Option<String>,
}

fn main() {}
