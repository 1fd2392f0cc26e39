use std::collections::BTreeMap;

use tdproto_wire::Json;

#[derive(Default, tdproto_macros::Entity)]
struct Chat {
    #[proto(unknown)]
    a: BTreeMap<String, Json>,
    #[proto(unknown)]
    b: BTreeMap<String, Json>,
}

fn main() {}
