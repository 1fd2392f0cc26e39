use std::collections::BTreeMap;

use tdproto_macros::Entity;
use tdproto_wire::{Bytes, Datetime};

#[derive(Debug, Default, Entity)]
struct Defaults {
    #[proto(default = "a")]
    number: i64,
    #[proto(default = 1)]
    text: String,
    #[proto(default = 300)]
    small: u8,
    #[proto(default = 0.5)]
    half: i64,
    #[proto(default = true)]
    at: Datetime,
    #[proto(default = "a")]
    bytes: Bytes,
    #[proto(default = {})]
    list: Vec<i64>,
    #[proto(default = [])]
    map: BTreeMap<String, i64>,
    #[proto(default = 1)]
    pair: (i64, i64),
    #[proto(default = 11, min = 1, max = 10)]
    beyond: i64,
    #[proto(default = "abc", max = 2)]
    long: String,
    #[proto(default = [], min = 1)]
    filled: Vec<i64>,
    #[proto(default = 1, omitempty)]
    left_out: i64,
    #[proto(type = "Level", default = 5, max = 4)]
    level: Level,
    #[proto(default = [1])]
    items: Vec<i64>,
}

type Level = i64;

fn main() {}
