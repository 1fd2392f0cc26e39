use std::collections::BTreeMap;

use tdproto_macros::{Entity, Scalar};
use tdproto_wire::{Datetime, Json};

#[derive(Debug, Default, Entity)]
struct Bounded {
    #[proto(min = 1)]
    flag: bool,
    #[proto(max = 5)]
    at: Datetime,
    #[proto(max = 5)]
    free: Json,
    #[proto(min = 1)]
    pair: (i64, i64),
    #[proto(min = 3, max = 2)]
    reversed: i64,
    #[proto(max = 256)]
    wide: u8,
    #[proto(min = 0.5)]
    half: i64,
    #[proto(min = -1)]
    text: String,
    #[proto(max = 1.5)]
    list: Vec<i64>,
    #[proto(max = -1, optional)]
    map: Option<BTreeMap<String, i64>>,
    #[proto(type = "Kind", min = 3, max = 2)]
    kind: Kind,
    #[proto(type = "int", max = 9007199254740992)]
    exact: i64,
}

#[derive(Debug, Default, Scalar)]
#[proto(min = 1)]
struct Kind(bool);

#[derive(Debug, Default, Scalar)]
#[proto(min = 5, max = 4)]
struct Reversed(i64);

#[derive(Debug, Default, Scalar)]
#[proto(pattern = "^a$")]
struct Number(i64);

#[derive(Debug, Default, Scalar)]
#[proto(format = "uuid")]
struct Id(i64);

#[derive(Debug, Default, Scalar)]
#[proto(format = "guid")]
struct Guid(String);

#[derive(Debug, Default, Scalar)]
#[proto(max = "5")]
struct Text(String);

fn main() {}
