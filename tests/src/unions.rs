//! Unions as users of generated Rust have them, and in frames of bad intent.

use tdproto_codegen::load;
use tdproto_codegen::validate::{Rule, Validator};
use tdproto_codegen::views::View;

use crate::root;
use crate::rust::compiled::unions as types;
use types::{Action, Block, Edit, Holder, Input, Kept, wire};

/// How many unions are in one another.
const DEEP: usize = 100_000;

#[test]
fn unions_in_one_another_are_too_deep_wherever_their_tags_are() {
    let schema = load::load(&root().join("tests/fixtures/unions"))
        .compile()
        .0;
    let validator = Validator::new(&schema.model);
    let kept = schema.model.find_type("Kept").unwrap();
    for (before, after) in [
        ("{\"t\":\"node\",\"kept\":", "}"),
        ("{\"kept\":", ",\"t\":\"node\"}"),
        (
            "{\"name\":\"\",\"t\":\"leaf\",\"kept\":",
            ",\"t\":\"node\"}",
        ),
    ] {
        let text = [
            &before.repeat(DEEP),
            "{\"t\":\"leaf\"}",
            &after.repeat(DEEP),
        ]
        .concat();
        let error = wire::from_str::<Kept>(&text).unwrap_err();
        assert!(
            matches!(error.kind(), wire::ErrorKind::TooDeep(_)),
            "{error}"
        );
        let frame = format!("{{\"event\":\"client.node\",\"params\":{{\"kept\":{text}}}}}");
        let decoded = types::ClientEvent::decode(frame.as_bytes());
        assert!(matches!(decoded, wire::Decoded::Malformed { .. }));
        let deviations = validator.of_type(kept, View::Whole, &text);
        assert_eq!(deviations[0].rule, Rule::TooDeep);
    }
}

#[test]
fn tags_that_come_again_are_read_once_more_and_not_twice_at_each_level() {
    use crate::rust::compiled::union_forms::{self as types, wire};
    for (before, after, last) in [
        (
            "{\"type\":\"again\",\"value\":",
            ",\"type\":\"again\"}",
            true,
        ),
        (
            "{\"type\":\"text\",\"value\":",
            ",\"type\":\"again\"}",
            true,
        ),
        ("{\"type\":1,\"value\":", ",\"type\":\"again\"}", true),
        (
            "{\"type\":\"again\",\"value\":",
            ",\"type\":\"text\"}",
            false,
        ),
    ] {
        // The work would double at each level.
        let text = [
            &before.repeat(100),
            "{\"type\":\"nothing\"}",
            &after.repeat(100),
        ]
        .concat();
        let read = wire::from_str::<types::Shape>(&text);
        let once = "{\"type\":\"again\",\"value\":".repeat(100);
        let once = format!("{once}{{\"type\":\"nothing\"}}{}", "}".repeat(100));
        match last {
            true => assert_eq!(wire::to_string(&read.unwrap()), once),
            false => assert_eq!(
                read.unwrap_err().to_string(),
                "value: expected a string, found an object at byte 24"
            ),
        }
    }
}

#[test]
fn the_first_key_decides_wherever_it_is() {
    use crate::rust::compiled::union_forms::{self as types, Edit, Target, wire};
    let edit: Edit = wire::from_str("{\"start\":1,\"end\":2,\"snippet\":\"a\"}").unwrap();
    assert_eq!(wire::to_string(&edit), "{\"start\":1,\"snippet\":\"a\"}");
    let text = "{ \"end\": 2.50 }";
    let edit: Edit = wire::from_str(text).unwrap();
    assert_eq!(
        edit,
        Edit::Unknown {
            raw: wire::from_str(text).unwrap()
        }
    );
    assert_eq!(wire::to_string(&edit), text);
    let target: Target = wire::from_str("{\"x\":1}").unwrap();
    assert_eq!(target, Target::from(types::Point::new(1)));
    let error = wire::from_str::<types::Circle>("{\"x\":1}").unwrap_err();
    assert_eq!(
        error.to_string(),
        "`Circle` has none of the keys `circle`, `square` at byte 0"
    );
    let error = wire::from_str::<Edit>("{\"maybe\":{\"snippet\":1}}").unwrap_err();
    assert!(error.to_string().starts_with("maybe.snippet: "), "{error}");
}

#[test]
fn a_content_is_beside_its_tag() {
    use crate::rust::compiled::union_forms::{Code, Point, Shape, wire};
    let shape = Shape::Again(Box::new(Shape::Count(3)));
    let text = "{\"type\":\"again\",\"value\":{\"type\":\"count\",\"value\":3}}";
    assert_eq!(wire::to_string(&shape), text);
    assert_eq!(wire::from_str::<Shape>(text), Ok(shape));
    // A missing content is empty, but for one that has no empty value.
    assert_eq!(
        wire::from_str::<Code>("{\"op\":10}"),
        Ok(Code::from(Point::default()))
    );
    assert_eq!(wire::from_str::<Code>("{}"), Ok(Code::Plain(String::new())));
    let error = wire::from_str::<Shape>("{\"type\":\"again\"}").unwrap_err();
    assert_eq!(error.to_string(), "value: is missing at byte 16");
}

#[test]
fn variants_are_made_of_their_entities() {
    let block = Block::from(types::Group {
        blocks: vec![Block::Divider, Block::from(Input::Check)],
        ..Default::default()
    });
    let text =
        "{\"type\":\"group\",\"blocks\":[{\"type\":\"divider\"},{\"type\":\"input\",\"kind\":-2}]}";
    assert_eq!(wire::to_string(&block), text);
    assert_eq!(wire::from_str::<Block>(text), Ok(block));
    let plain = types::Plain::new("a");
    let holder = Holder::new(Action::Move(plain.clone().into()));
    assert_eq!(
        wire::to_string(&holder),
        "{\"action\":{\"action\":0,\"text\":\"a\"}}"
    );
    assert_eq!(wire::to_string(&Edit::from(plain)), "{\"text\":\"a\"}");
}

#[test]
fn other_variants_are_kept_as_they_came() {
    let text = "{ \"x\": 1.50, \"type\": \"new\", \"x\": 2 }";
    let block: Block = wire::from_str(text).unwrap();
    let Block::Unknown { tag, raw } = &block else {
        panic!("{block:?}");
    };
    assert_eq!((tag.as_str(), raw.as_str()), ("new", text));
    assert_eq!(wire::to_string(&block), text);
    // Of two tags, the last one counts.
    let text = "{\"type\":\"new\",\"text\":\"a\",\"type\":\"text\"}";
    let block: Block = wire::from_str(text).unwrap();
    assert_eq!(
        wire::to_string(&block),
        "{\"type\":\"text\",\"text\":\"a\"}"
    );
}

#[test]
fn errors_name_the_place() {
    for (text, expected) in [
        ("{}", "action: is missing at byte 2"),
        ("{\"action\":null}", "action: is missing at byte 15"),
        (
            "{\"action\":{\"action\":\"0\"}}",
            "action.action: expected ",
        ),
        (
            "{\"action\":{\"text\":1,\"action\":0}}",
            "action.text: expected a string",
        ),
        (
            "{\"action\":{\"action\":0,\"text\":1}}",
            "action.text: expected a string",
        ),
    ] {
        let error = wire::from_str::<Holder>(text).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{text}: {error}");
    }
    let error = wire::from_str::<Edit>("{\"op\":\"other\"}").unwrap_err();
    assert_eq!(
        error.to_string(),
        "op: Edit has no value \"other\" at byte 6"
    );
}
