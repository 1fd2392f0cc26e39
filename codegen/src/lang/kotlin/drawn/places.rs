//! The places of frames: a slot for each, by which decoders find them.

use std::collections::BTreeMap;

use tdproto_schema::Model;
use tdproto_schema::model::{Constant, Direction, Step, Test};

use crate::lang::kotlin::literal::string;

/// The slots of the places in the frames of a side.
pub(super) struct Places {
    root: Node,
    slots: BTreeMap<Vec<Step>, usize>,
}

#[derive(Default)]
struct Node {
    slot: usize,
    keys: Vec<(String, Node)>,
    items: Vec<Node>,
}

impl Places {
    /// The places of the kinds that a side sends.
    pub(super) fn new(model: &Model, direction: Direction) -> Self {
        let mut places = Self {
            root: Node::default(),
            slots: BTreeMap::from([(Vec::new(), 0)]),
        };
        for kind in model
            .frames()
            .iter()
            .filter(|kind| kind.sender.sends(direction))
        {
            for (path, _) in kind.tests() {
                places.add(&path);
            }
            for place in kind.places() {
                places.add(&place.path);
            }
        }
        places
    }

    fn add(&mut self, path: &[Step]) {
        let mut node = &mut self.root;
        for (at, step) in path.iter().enumerate() {
            node = match step {
                Step::Key(key) => {
                    let found = node.keys.iter().position(|(known, _)| known == key);
                    let found = found.unwrap_or_else(|| {
                        let slot = self.slots.len();
                        self.slots.insert(path[..=at].to_vec(), slot);
                        node.keys.push((
                            key.clone(),
                            Node {
                                slot,
                                ..Node::default()
                            },
                        ));
                        node.keys.len() - 1
                    });
                    &mut node.keys[found].1
                }
                Step::Index(index) => {
                    while node.items.len() <= *index {
                        let slot = self.slots.len();
                        let mut own = path[..at].to_vec();
                        own.push(Step::Index(node.items.len()));
                        self.slots.insert(own, slot);
                        node.items.push(Node {
                            slot,
                            ..Node::default()
                        });
                    }
                    &mut node.items[*index]
                }
            };
        }
    }

    /// The number of slots.
    pub(super) fn count(&self) -> usize {
        self.slots.len()
    }

    /// The slot of a place.
    pub(super) fn slot(&self, path: &[Step]) -> usize {
        self.slots.get(path).copied().unwrap_or_default()
    }

    /// The expression of the part that is the whole frame.
    pub(super) fn expression(&self, part: &str, keys: &str) -> String {
        expression(&self.root, part, keys)
    }
}

fn expression(node: &Node, part: &str, keys: &str) -> String {
    if node.keys.is_empty() && node.items.is_empty() {
        return format!("{part}({})", node.slot);
    }
    let names: Vec<String> = node.keys.iter().map(|(key, _)| string(key)).collect();
    let names = match names.is_empty() {
        true => "null".to_owned(),
        false => format!("{keys}({})", names.join(", ")),
    };
    let parts = node
        .items
        .iter()
        .chain(node.keys.iter().map(|(_, node)| node));
    let parts: Vec<String> = parts.map(|node| expression(node, part, keys)).collect();
    format!(
        "{part}({}, {names}, {}, arrayOf({}))",
        node.slot,
        node.items.len(),
        parts.join(", ")
    )
}

/// The condition that a place passes a test.
pub(super) fn condition(slot: usize, test: &Test<'_>) -> String {
    match test {
        Test::Exists => format!("f.has({slot})"),
        Test::NotNull => format!("f.isFilled({slot})"),
        Test::Object => format!("f.isObject({slot})"),
        Test::Array => format!("f.isArray({slot})"),
        Test::Null => format!("f.isNull({slot})"),
        Test::Is(constant) => is(slot, constant),
    }
}

/// The condition that a place has a constant.
pub(super) fn is(slot: usize, constant: &Constant) -> String {
    match constant {
        Constant::Text(text) => format!("f.isText({slot}, {})", string(text)),
        Constant::Int(number) => format!("f.isInteger({slot}, \"{number}\")"),
        Constant::Bool(true) => format!("f.isTrue({slot})"),
        Constant::Bool(false) => format!("f.isFalse({slot})"),
    }
}
