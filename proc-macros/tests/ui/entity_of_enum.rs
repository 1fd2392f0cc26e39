#[derive(tdproto_macros::Entity)]
enum Chat {
    Direct,
}

fn main() {}
