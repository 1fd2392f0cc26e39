use std::collections::BTreeMap;

use tdproto_wire::{Datetime, Json};

#[derive(Default, tdproto_macros::Entity)]
struct Chat {
    #[proto(type = "list<int>")]
    a: String,
    #[proto(type = "string")]
    b: Vec<String>,
    #[proto(type = "int8")]
    c: i64,
    #[proto(type = "map<string, int>")]
    d: BTreeMap<String, String>,
    #[proto(type = "list<string>", nullable)]
    e: Option<Box<BTreeMap<String, String>>>,
    #[proto(type = "string")]
    f: Json,
    // These fit.
    #[proto(type = "int")]
    g: i64,
    #[proto(type = "datetime", allow_empty)]
    h: String,
    #[proto(type = "Ids")]
    i: Vec<String>,
    #[proto(type = "list<JID>")]
    j: Vec<String>,
    #[proto(type = "datetime")]
    k: Datetime,
}

#[derive(Default, tdproto_macros::Scalar)]
#[proto(base = "int")]
struct Count(String);

fn main() {}
