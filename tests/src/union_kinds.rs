//! Unions by kind as users of generated Rust have them, and in values of bad intent.

use crate::rust::compiled::union_kinds as types;
use crate::rust::compiled::union_kinds_borrowed as borrowed;
use types::{Content, Id, Level, LevelName, Provider, Shape, Term, Tree, wire};

/// How many unions are in one another.
const DEEP: usize = 100_000;

#[test]
fn a_variant_is_known_by_the_kind_of_its_value() {
    assert_eq!(wire::from_str::<Id>("-1"), Ok(Id::from(-1)));
    assert_eq!(wire::from_str::<Id>(" \"1\""), Ok(Id::from("1".to_owned())));
    assert_eq!(
        wire::from_str::<Level>("\"of_tomorrow\""),
        Ok(Level::Named(LevelName::Unknown("of_tomorrow".to_owned())))
    );
    let options = types::Options::new("a");
    let provider = Provider::from(options.clone());
    assert_eq!(wire::to_string(&provider), "{\"name\":\"a\"}");
    assert_eq!(wire::from_str("{\"name\":\"a\"}"), Ok(provider));
    let content = Content::from(vec![options]);
    assert_eq!(wire::to_string(&content), "[{\"name\":\"a\"}]");
    let shape = Content::from(Shape::Point);
    assert_eq!(wire::from_str("{\"type\":\"point\"}"), Ok(shape));
}

#[test]
fn tuples_hold_their_union_again() {
    let text = "[\"add\",1.5,[\"neg\",2]]";
    let term = wire::from_str::<Term>(text).unwrap();
    assert_eq!(wire::to_string(&term), text);
    let Term::Call(call) = term else {
        panic!("an array is a call");
    };
    assert_eq!(call.1, Term::Number(1.5));
}

#[test]
fn values_of_other_kinds_are_of_a_wrong_type() {
    for (text, message) in [
        ("true", "expected a number or a string, found a boolean"),
        ("null", "expected a number or a string, found null"),
        ("[1]", "expected a number or a string, found an array"),
        ("{}", "expected a number or a string, found an object"),
    ] {
        let error = wire::from_str::<Id>(text).unwrap_err();
        assert!(error.to_string().contains(message), "{error}");
    }
    // A bad value of a variant has its own place.
    let error = wire::from_str::<Content>("[{\"name\":\"a\"},{\"name\":1}]").unwrap_err();
    assert!(error.to_string().contains("[1].name"), "{error}");
    let error = wire::from_str::<Id>("9007199254740993").unwrap_err();
    assert!(
        matches!(error.kind(), wire::ErrorKind::OutOfRange(_)),
        "{error}"
    );
    for text in ["", "x", "-", "\"", "[", "nul"] {
        let error = wire::from_str::<Id>(text).unwrap_err();
        assert!(
            matches!(error.kind(), wire::ErrorKind::Syntax(_)),
            "{text}: {error}"
        );
    }
}

#[test]
fn values_in_one_another_are_too_deep() {
    for (before, after) in [("[", "]"), ("{\"a\":", "}")] {
        let text = [&before.repeat(DEEP), "1", &after.repeat(DEEP)].concat();
        let error = wire::from_str::<Tree>(&text).unwrap_err();
        assert!(
            matches!(error.kind(), wire::ErrorKind::TooDeep(_)),
            "{error}"
        );
    }
}

#[test]
fn texts_are_borrowed_and_copied() {
    let text = "{\"a\":[\"b\",1,{}]}".to_owned();
    let tree: borrowed::Tree<'_> = borrowed::wire::from_str(&text).unwrap();
    let owned: borrowed::Tree<'static> = tree.into_owned();
    assert_eq!(borrowed::wire::to_string(&owned), text);
    drop(text);
}
