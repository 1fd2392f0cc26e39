//! The features `arbitrary` and `schemars` of generated crates: every fixture and the built-in
//! protocol have them.

/// How the types of a crate are made and described.
macro_rules! feature_driver {
    (
        types { $($name:literal $view:ident $ty:ident)* }
        events { $($events:ident)* }
    ) => {
        use types::wire;

        use crate::features_of_rust::{Frames, Type, described};

        pub(crate) const TYPES: &[Type] = &[$(Type {
            name: $name,
            view: tdproto_codegen::views::View::$view,
            round: round::<types::$ty>,
            described: described::<types::$ty>,
        }),*];

        pub(crate) const FRAMES: &[Frames] = &[$(Frames {
            round: frame::<types::$events>,
            described: described::<wire::Frame<types::$events>>,
        }),*];

        #[allow(dead_code)]
        fn round<T>(bytes: &[u8]) -> (String, bool)
        where
            T: for<'u> arbitrary::Arbitrary<'u> + for<'de> wire::Value<'de> + PartialEq,
        {
            let value = T::arbitrary(&mut arbitrary::Unstructured::new(bytes)).unwrap();
            let text = wire::to_string(&value);
            let is_same = wire::from_str::<T>(&text).is_ok_and(|again| again == value);
            (text, is_same)
        }

        #[allow(dead_code)]
        fn frame<E>(bytes: &[u8]) -> (String, bool)
        where
            E: for<'de> wire::Event<'de> + PartialEq,
            wire::Frame<E>: for<'u> arbitrary::Arbitrary<'u>,
        {
            let mut u = arbitrary::Unstructured::new(bytes);
            let frame: wire::Frame<E> = arbitrary::Arbitrary::arbitrary(&mut u).unwrap();
            let text = frame.encode();
            let again = wire::Frame::<E>::decode(text.as_bytes()).known();
            let is_same = again.is_some_and(|again| again == frame);
            (text, is_same)
        }
    };
}

/// Generated crates as modules.
#[allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    unexpected_cfgs,
    deprecated,
    unused_attributes,
    clippy::all
)]
pub(crate) mod crates {
    include!(concat!(env!("OUT_DIR"), "/crates.rs"));
}

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Value, json};
use tdproto_codegen::lang::json_schema::JsonSchema as Backend;
use tdproto_codegen::load::built_in_examples;
use tdproto_codegen::validate::{Rule, Validator};
use tdproto_codegen::views::View;
use tdproto_codegen::{Options, UnknownFields, examples, generate};
use tdproto_schema::{Schema, embedded};

use crate::fixtures;
use crate::mutants::mutants;

/// A generated crate.
pub(crate) struct Case {
    name: &'static str,
    types: &'static [Type],
    frames: &'static [Frames],
}

/// A generated type.
pub(crate) struct Type {
    name: &'static str,
    view: View,
    /// Writes a value made of bytes, and returns true if it is the same once it was read.
    round: fn(&[u8]) -> (String, bool),
    described: fn() -> Value,
}

/// The frames of one direction.
pub(crate) struct Frames {
    round: fn(&[u8]) -> (String, bool),
    described: fn() -> Value,
}

/// The JSON Schema of a type.
pub(crate) fn described<T: JsonSchema>() -> Value {
    SchemaGenerator::default()
        .into_root_schema_for::<T>()
        .to_value()
}

fn schema(case: &Case) -> Schema {
    match case.name {
        "built-in" => embedded::compiled().0,
        name => fixtures::one(name),
    }
}

/// How a crate treats unknown keys: fixtures keep them.
fn options(case: &Case) -> Options {
    Options::with(|options| {
        if case.name != "built-in" {
            options.unknown_fields = UnknownFields::Keep;
        }
    })
}

/// Random bytes, and some that make every value as deep or as small as it can be.
fn sources(seed: u64) -> Vec<Vec<u8>> {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut sources = vec![Vec::new(), vec![1; 4096], vec![0xff; 4096]];
    for _ in 0..6 {
        let mut bytes = vec![0; random.usize(..2048)];
        random.fill(&mut bytes);
        sources.push(bytes);
    }
    sources
}

#[test]
fn arbitrary_values_are_valid_and_the_same_once_they_were_read() {
    let mut longest = 0;
    for (seed, case) in crates::CASES.iter().enumerate() {
        let schema = schema(case);
        let checker = Validator::new(&schema.model);
        let sources = sources(seed as u64);
        for bytes in &sources {
            for ty in case.types {
                let (text, is_same) = (ty.round)(bytes);
                assert!(is_same, "{} {}: {text}", case.name, ty.name);
                let id = schema.model.find_type(ty.name).unwrap();
                let mut found = checker.of_type(id, ty.view, &text);
                // Random values know nothing of constraints, by which no receiver refuses any.
                found.retain(|found| !is_of_constraints(found.rule));
                assert_eq!(found, [], "{} {}: {text}", case.name, ty.name);
                longest = longest.max(text.len());
            }
            for frames in case.frames {
                let (text, is_same) = (frames.round)(bytes);
                assert!(is_same, "{}: {text}", case.name);
                let mut found = checker.frame(&text);
                found.retain(|found| !is_of_constraints(found.rule));
                assert_eq!(found, [], "{}: {text}", case.name);
            }
        }
    }
    assert!(longest > 1000, "all values are small");
}

#[test]
fn types_have_the_definitions_of_their_json_schema() {
    for case in crates::CASES {
        let (generated, _) = generate(&schema(case), &Backend, &options(case));
        let mut files = generated.files.iter();
        let bundle = files
            .find(|file| !file.path.contains('/') && !file.path.ends_with(".client.schema.json"));
        let bundle: Value = serde_json::from_str(&bundle.unwrap().text).unwrap();
        let definitions = &bundle["$defs"];
        for ty in case.types {
            let mut described = (ty.described)();
            let title = described["title"].as_str().unwrap().to_owned();
            match ty.view {
                View::Whole => assert_eq!(title, ty.name),
                View::Input => assert_eq!(title, format!("{}Input", ty.name)),
            }
            // The root has a shorter reference.
            let text = described.to_string();
            let own = format!("\"$ref\":\"#/$defs/{title}\"");
            described = serde_json::from_str(&text.replace("\"$ref\":\"#\"", &own)).unwrap();
            let members = described.as_object_mut().unwrap();
            members.remove("$schema");
            members.remove("title");
            let others = members.remove("$defs").unwrap_or_default();
            for (key, definition) in others.as_object().into_iter().flatten() {
                assert_eq!(*definition, definitions[key], "{}: {key}", case.name);
            }
            assert_eq!(described, definitions[&title], "{}: {title}", case.name);
        }
        for frames in case.frames {
            let described = (frames.described)();
            let branches = described["anyOf"].as_array().unwrap();
            assert!(!branches.is_empty());
            for (key, definition) in described["$defs"].as_object().unwrap() {
                assert_eq!(*definition, definitions[key], "{}: {key}", case.name);
            }
        }
    }
}

#[test]
fn the_schema_of_frames_accepts_documented_ones_and_no_damaged_ones() {
    let schema = embedded::compiled().0;
    let checker = Validator::new(&schema.model);
    let compiled = |described| jsonschema::validator_for(&described).unwrap();
    let server = compiled(described::<tdproto::ServerFrame>());
    let client = compiled(described::<tdproto::ClientFrame>());
    let mut rejected = 0;
    for example in &built_in_examples().files {
        let frame = examples::repaired(&schema.model, example).unwrap();
        let is_client = example.event().starts_with("client.");
        let (own, other) = match is_client {
            true => (&client, &server),
            false => (&server, &client),
        };
        assert!(own.is_valid(&frame), "{}", example.name);
        assert!(!other.is_valid(&frame), "{}", example.name);
        for mutant in mutants(&frame, 40) {
            let is_valid = checker.frame(&mutant.to_string()).is_empty();
            assert_eq!(own.is_valid(&mutant), is_valid, "{mutant}");
            rejected += usize::from(!is_valid);
        }
    }
    assert!(rejected > 500, "{rejected}");
}

/// A type of a user's own that holds generated ones refers to their definitions.
#[test]
fn generated_types_are_part_of_schemas_of_others() {
    #[derive(JsonSchema)]
    #[allow(dead_code)]
    struct Note {
        about: tdproto::Jid,
        at: tdproto::Datetime,
        more: Vec<tdproto::Json>,
    }
    let described = described::<Note>();
    let properties = &described["properties"];
    assert_eq!(properties["about"], json!({ "$ref": "#/$defs/JID" }));
    assert_eq!(properties["at"], json!({ "type": "string" }));
    assert_eq!(properties["more"]["items"], json!(true));
    assert_eq!(described["$defs"]["JID"]["type"], "string");
}

/// Returns true if a rule is about a constraint of the schema, which types alone do not have.
fn is_of_constraints(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::OutOfBounds | Rule::WrongPattern | Rule::WrongFormat
    )
}
