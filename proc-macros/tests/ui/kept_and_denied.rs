#[derive(Default, tdproto_macros::Entity)]
#[proto(deny_unknown)]
struct Chat {
    #[proto(unknown)]
    rest: std::collections::BTreeMap<String, tdproto_wire::Json>,
}

fn main() {}
