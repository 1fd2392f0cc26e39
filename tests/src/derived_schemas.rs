//! The JSON Schemas of derived types take what a strict checker takes, and refuse the rest.

use std::collections::BTreeMap;

use jsonschema::Validator;
use tdproto_codegen::payloads::{Of, Vector, vectors};
use tdproto_codegen::validate::Rule;
use tdproto_schema::model::Direction;

use crate::derived::fixtures::union_forms::types;
use crate::features_of_rust::described;

/// The schemas of types by their names.
macro_rules! schemas {
    ($($name:ident)*) => {
        BTreeMap::from([$((stringify!($name), described::<types::$name>())),*])
    };
}

/// Returns true if a vector breaks a rule that JSON Schema knows.
fn is_asked(vector: &Vector) -> bool {
    let wrong = vector.strict.iter().flatten();
    !wrong.into_iter().any(|wrong| {
        matches!(
            wrong.rule,
            Rule::HalfSurrogatePair | Rule::DuplicateKey | Rule::WrongDirection
        )
    })
}

#[test]
fn schemas_of_unions_are_strict() {
    let schemas = schemas! {
        Shape TextOrNumber Code Edit Snippet Range Maybe Fixed Target User Chat Circle HasCircle
        HasSquare Outer Point ShapeHolder Color Page
    };
    let compile = |schema| jsonschema::validator_for(schema).unwrap();
    let schemas: BTreeMap<&str, Validator> = schemas
        .iter()
        .map(|(name, schema)| (*name, compile(schema)))
        .collect();
    let (mut compared, mut refused) = (0, 0);
    for vector in vectors(&crate::fixtures::one("union_forms").model, 0) {
        let Of::Type(name) = &vector.of else {
            continue;
        };
        let Some(schema) = schemas.get(name.as_str()).filter(|_| is_asked(&vector)) else {
            continue;
        };
        let (Some(strict), Ok(value)) = (&vector.strict, serde_json::from_str(&vector.text)) else {
            continue;
        };
        // The checker takes these for doubles. A client sends no readonly fields.
        let is_beyond = vector.text.contains("9223372036854775809");
        if is_beyond || vector.from != Direction::ServerToClient {
            continue;
        }
        assert_eq!(
            schema.is_valid(&value),
            strict.is_empty(),
            "{name}: {}",
            vector.text
        );
        compared += 1;
        refused += usize::from(!strict.is_empty());
    }
    assert!(compared > 1000 && refused > 500, "{compared}, {refused}");
}
