use std::collections::{BTreeMap, HashMap};

#[derive(Default, tdproto_macros::Entity)]
struct Chat {
    a: HashMap<String, String>,
    b: BTreeMap<f64, String>,
    #[proto(type = "map<any, string>")]
    c: BTreeMap<String, String>,
}

fn main() {}
