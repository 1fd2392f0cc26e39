use tdproto_macros::Entity;

#[derive(Default, Entity)]
struct Base {
    kind: String,
}

#[derive(Default, Entity)]
struct Alone {
    #[proto(const = "task", override)]
    kind: (),
}

#[derive(Default, Entity)]
#[proto(includes(Base))]
struct Both {
    #[proto(const = "task", included, override)]
    kind: (),
}

fn main() {}
