#[derive(Default, tdproto_macros::Entity)]
struct Chat {
    kind: String,
    #[proto(when(knid = "task"))]
    a: bool,
    #[proto(when(kind = "task"))]
    b: bool,
    #[proto(when(c = "task"))]
    c: bool,
    #[proto(when(kind = []))]
    d: bool,
}

fn main() {}
