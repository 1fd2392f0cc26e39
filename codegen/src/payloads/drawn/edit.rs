//! Changes at a place of a frame.

use tdproto_wire::Segment;

use crate::payloads::tree::Tree;

/// The value at the end of a path. Of a key that is there again, the first one.
pub(super) fn at<'t>(tree: &'t Tree, path: &[Segment]) -> Option<&'t Tree> {
    path.iter().try_fold(tree, |tree, step| match (tree, step) {
        (Tree::Object(_), Segment::Key(key)) => tree.get(key),
        (Tree::List(items), Segment::Index(index)) => items.get(*index),
        _ => None,
    })
}

/// The frame with another value at the end of a path; a value that was missing is the last one.
pub(super) fn with(tree: &Tree, path: &[Segment], value: Tree) -> Tree {
    let Some((step, rest)) = path.split_first() else {
        return value;
    };
    let mut tree = tree.clone();
    match (&mut tree, step) {
        (Tree::Object(_), Segment::Key(key)) => {
            let inner = tree.get(key).cloned().unwrap_or(Tree::Null);
            tree.set(key, with(&inner, rest, value));
        }
        (Tree::List(items), Segment::Index(index)) => match items.get_mut(*index) {
            Some(inner) => *inner = with(inner, rest, value),
            None => items.push(value),
        },
        _ => {}
    }
    tree
}

/// The frame without the value at the end of a path; of an array, without all items from it on.
pub(super) fn without(tree: &Tree, path: &[Segment]) -> Tree {
    let Some((last, outer)) = path.split_last() else {
        return Tree::Null;
    };
    let mut holder = at(tree, outer).cloned().unwrap_or(Tree::Null);
    match (&mut holder, last) {
        (Tree::Object(_), Segment::Key(key)) => holder.remove(key),
        (Tree::List(items), Segment::Index(index)) => items.truncate(*index),
        _ => {}
    }
    with(tree, outer, holder)
}

/// The frame with all objects turned round: their last members come first.
pub(super) fn turned(tree: &Tree) -> Tree {
    match tree {
        Tree::Object(members) => {
            let members = members.iter().rev();
            Tree::Object(
                members
                    .map(|(key, value)| (key.clone(), turned(value)))
                    .collect(),
            )
        }
        Tree::List(items) => Tree::List(items.iter().map(turned).collect()),
        Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::Text(_) | Tree::Escaped { .. } => {
            tree.clone()
        }
    }
}

/// A frame with the keys of another one, too, and the further items of its arrays.
pub(super) fn merged(tree: &Tree, other: &Tree) -> Tree {
    match (tree, other) {
        (Tree::Object(own), Tree::Object(others)) => {
            let mut all: Vec<(String, Tree)> = own
                .iter()
                .map(|(key, value)| match other.get(key) {
                    Some(more) => (key.clone(), merged(value, more)),
                    None => (key.clone(), value.clone()),
                })
                .collect();
            let further = others.iter().filter(|(key, _)| tree.get(key).is_none());
            all.extend(further.cloned());
            Tree::Object(all)
        }
        (Tree::List(own), Tree::List(others)) => {
            let pairs = own.iter().zip(others);
            let mut all: Vec<Tree> = pairs.map(|(own, other)| merged(own, other)).collect();
            let longer = if own.len() > others.len() {
                own
            } else {
                others
            };
            all.extend(longer[all.len()..].iter().cloned());
            Tree::List(all)
        }
        _ => tree.clone(),
    }
}
