#[derive(Default, tdproto_macros::Scalar)]
struct Id {
    text: String,
}

fn main() {}
