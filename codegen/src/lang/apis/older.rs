//! Schemas in the words of draft 7, which AsyncAPI's are made of.

use std::borrow::Cow;

use crate::lang::json_schema::parts;
use crate::lang::node::{Node, Object};

/// The schema in the words of draft 7; what is inside of it was brought into them before. Beside a
/// reference nothing counts there, so that the reference moves into `allOf`.
pub(super) fn draft7(schema: Object<'_>) -> Object<'_> {
    const OTHERS: [&str; 4] = ["prefixItems", "unevaluatedProperties", "$comment", "$ref"];
    if !OTHERS.iter().any(|key| schema.has(key)) && !schema.has("allOf") {
        return schema;
    }
    let members = schema.into_members();
    let has_items = members.iter().any(|(key, _)| key == "prefixItems");
    // A reference alone has the name of what it leads to, in all tools; what is in a place of every
    // frame needs no words. Those of authors are owned texts.
    let is_known = |(key, value): &(Cow<'_, str>, Node<'_>)| {
        let own = |text: &&str| [parts::DATA, parts::RESULT, parts::ERROR].contains(text);
        key == "$ref" || matches!(value, Node::Text(Cow::Borrowed(text)) if own(text))
    };
    let has_reference = members.iter().any(|(key, _)| key == "$ref");
    let is_alone = has_reference && members.iter().all(is_known);
    let mut made = Object::new();
    let (mut reference, mut others) = (None, Vec::new());
    for (key, value) in members {
        let key: Cow<'_, str> = match key.as_ref() {
            "prefixItems" => "items".into(),
            "items" if has_items => "additionalItems".into(),
            "unevaluatedProperties" => "x-unevaluatedProperties".into(),
            "$comment" => "x-comment".into(),
            "description" if is_alone => continue,
            "$ref" if !is_alone => {
                reference = Some(Object::new().with("$ref", value));
                continue;
            }
            "allOf" => {
                others.push(value);
                continue;
            }
            _ => key,
        };
        made.set(key, value);
    }
    let all = others.into_iter().flat_map(|value| {
        if let Node::Array(items) = value {
            items
        } else {
            vec![value]
        }
    });
    let all: Vec<Node<'_>> = reference.map(Node::from).into_iter().chain(all).collect();
    if !all.is_empty() {
        made.set("allOf", Node::Array(all));
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(schema: Object<'_>) -> String {
        let mut text = String::new();
        draft7(schema).write(&mut text, 0);
        text.split_whitespace().collect()
    }

    #[test]
    fn references_move_and_tuples_get_their_older_words() {
        let alone = Object::new().with("$ref", "#/a");
        assert_eq!(written(alone), r##"{"$ref":"#/a"}"##);
        let beside = Object::new()
            .with("description", "x")
            .with("$ref", "#/a")
            .with("unevaluatedProperties", false);
        assert_eq!(
            written(beside),
            r##"{"description":"x","x-unevaluatedProperties":false,"allOf":[{"$ref":"#/a"}]}"##
        );
        let tuple = Object::new()
            .with("prefixItems", vec![true])
            .with("items", false);
        assert_eq!(
            written(tuple),
            r##"{"items":[true],"additionalItems":false}"##
        );
    }
}
