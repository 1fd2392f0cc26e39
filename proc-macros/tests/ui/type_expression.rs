#[derive(Default, tdproto_macros::Entity)]
struct Chat {
    #[proto(type = "list<string")]
    title: Vec<String>,
    members: [String; 2],
}

fn main() {}
