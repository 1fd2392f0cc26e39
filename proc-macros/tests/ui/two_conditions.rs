#[derive(Default, tdproto_macros::Entity)]
struct Chat {
    kind: String,
    #[proto(when(kind = "task", other = "x"))]
    done: bool,
}

fn main() {}
