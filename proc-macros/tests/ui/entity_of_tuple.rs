#[derive(Default, tdproto_macros::Entity)]
struct Chat(String, String);

fn main() {}
