//! Objects as text, with their keys in other orders and with keys that come twice.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// How many keys an object has at most of which every order is tried.
const FEW: usize = 5;

/// An object as text, its members in an order.
fn text_of(members: &[(String, String)]) -> String {
    let members = members.iter();
    let members = members.map(|(key, value)| format!("{}:{value}", Value::from(key.as_str())));
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

fn members_of(value: &Value) -> Vec<(String, String)> {
    let Value::Object(object) = value else {
        return Vec::new();
    };
    let members = object.iter();
    members
        .map(|(key, value)| (key.clone(), value.to_string()))
        .collect()
}

/// The texts that some changes make of a value: of the value itself, and of the objects in it.
fn changed<T>(
    value: &Value,
    deep: usize,
    change: &mut impl FnMut(&[(String, String)]) -> Vec<T>,
    around: &impl Fn(T, &dyn Fn(String) -> String) -> T,
) -> Vec<T> {
    if !value.is_object() {
        return Vec::new();
    }
    let members = members_of(value);
    let mut all = change(&members);
    if deep == 0 {
        return all;
    }
    for (at, (key, _)) in members.iter().enumerate() {
        for inner in changed(&value[key], deep - 1, change, around) {
            let outer = |text: String| {
                let mut members = members.clone();
                members[at].1 = text;
                text_of(&members)
            };
            all.push(around(inner, &outer));
        }
    }
    all
}

/// A frame with the keys of one of its objects in other orders.
pub(crate) fn orders(frame: &Value) -> Vec<String> {
    let mut change = |members: &[(String, String)]| {
        let mut orders = Vec::new();
        match members.len() <= FEW {
            true => permute(members.to_vec(), 0, &mut orders),
            false => {
                let mut members = members.to_vec();
                for _ in 0..members.len() {
                    members.rotate_left(1);
                    orders.push(text_of(&members));
                    orders.push(text_of(&members.iter().rev().cloned().collect::<Vec<_>>()));
                }
            }
        }
        orders
    };
    changed(frame, 1, &mut change, &|text, outer| outer(text))
}

fn permute(mut members: Vec<(String, String)>, from: usize, orders: &mut Vec<String>) {
    if from + 1 >= members.len() {
        orders.push(text_of(&members));
        return;
    }
    for at in from..members.len() {
        members.swap(from, at);
        permute(members.clone(), from + 1, orders);
        members.swap(from, at);
    }
}

/// A frame in which a key comes twice, and the same frame with the last of them alone.
#[derive(Debug, Clone)]
pub(crate) struct Repeated {
    pub(crate) text: String,
    pub(crate) last: String,
}

/// The values of the keys of some frames, wherever they are in them.
pub(crate) fn values(frames: &[Value]) -> BTreeMap<String, Vec<String>> {
    let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut open: Vec<&Value> = frames.iter().collect();
    while let Some(value) = open.pop() {
        for (key, text) in members_of(value) {
            let known = values.entry(key).or_default();
            if !known.contains(&text) && known.len() < 6 {
                known.push(text);
            }
        }
        open.extend(
            value
                .as_object()
                .into_iter()
                .flat_map(|object| object.values()),
        );
    }
    values
}

/// A frame with each key of its objects twice: once before all others and once behind them, with
/// values that the key has in other frames.
pub(crate) fn repeated(frame: &Value, values: &BTreeMap<String, Vec<String>>) -> Vec<Repeated> {
    let strange = [json!(null), json!(1.5), json!({})].map(|value| value.to_string());
    let mut change = |members: &[(String, String)]| {
        let mut all = Vec::new();
        for at in 0..members.len() {
            let key = &members[at].0;
            let known = values.get(key).into_iter().flatten();
            for other in known.chain(&strange) {
                let mut before = members.to_vec();
                before.insert(0, (key.clone(), other.clone()));
                all.push(Repeated {
                    text: text_of(&before),
                    last: text_of(members),
                });
                let mut behind = members.to_vec();
                behind.push((key.clone(), other.clone()));
                let text = text_of(&behind);
                behind.remove(at);
                let last = text_of(&behind);
                all.push(Repeated { text, last });
            }
        }
        all
    };
    changed(frame, 1, &mut change, &|repeated, outer| Repeated {
        text: outer(repeated.text),
        last: outer(repeated.last),
    })
}
