#[derive(Default, tdproto_macros::Entity)]
struct Chat<T> {
    title: T,
}

fn main() {}
