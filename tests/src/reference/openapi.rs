//! OpenAPI documents: Redocly takes them, their schemas take the frames that JSON Schema takes.

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};
use tdproto_codegen::lang::json_schema::JsonSchema;
use tdproto_codegen::{Options, generate, sample};
use tdproto_schema::Schema;

use crate::apis::{all, built_in, document, node, refusal, same_each_time, validator, verdicts};
use crate::mutants::mutants;

/// How many mutants of one frame are tried.
const MUTANTS: usize = 60;

#[test]
fn redocly_takes_every_document() {
    for (name, found) in verdicts("openapi", "openapi.mjs") {
        assert_eq!(found, json!([]), "{name}");
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("built-in.json");
    std::fs::write(&path, built_in("openapi").to_string()).unwrap();
    let task = folder.path().join("task");
    std::fs::write(&task, json!([path]).to_string()).unwrap();
    assert_eq!(node("openapi.mjs", &task)[0], json!([]));
}

/// The frame of an event in a document: of a webhook, or of what only clients send.
fn body<'d>(document: &'d Value, event: &str) -> &'d Value {
    let webhook = document["webhooks"].get(event);
    let content = match webhook {
        Some(webhook) => &webhook["post"]["requestBody"]["content"],
        None => &document["x-client-events"][event]["content"],
    };
    &content["application/json"]
}

fn examples_are_valid(name: &str, document: &Value, schema: &Schema) {
    for event in schema.model.events() {
        let body = body(document, &event.name);
        let validator = validator(document, Draft::Draft202012, &body["schema"]);
        let examples = body["examples"].as_object().unwrap();
        assert_eq!(examples.len(), 1, "{name}, {}", event.name);
        for example in examples.values() {
            let refused = refusal(&validator, &example["value"]);
            assert_eq!(
                refused, None,
                "{name}, {}: {}",
                event.name, example["value"]
            );
        }
    }
}

#[test]
fn every_example_is_valid() {
    let (built_in_schema, others) = all().split_last().unwrap();
    for (name, schema) in others {
        examples_are_valid(name, &document("openapi", schema), schema);
    }
    examples_are_valid("built-in", &built_in("openapi"), &built_in_schema.1);
}

/// The schema of each event's frame by the back end of JSON Schema.
fn by_json_schema(schema: &Schema) -> Vec<Validator> {
    let (generated, _) = generate(schema, &JsonSchema, &Options::default());
    let text = |event: &str| {
        let files = generated
            .files
            .iter()
            .filter(|file| file.path.starts_with("events/"));
        let mut files = files.map(|file| serde_json::from_str::<Value>(&file.text).unwrap());
        files.find(|file| file["title"] == event).unwrap()
    };
    let events = schema.model.events().iter();
    let options = || jsonschema::options().with_draft(Draft::Draft202012);
    events
        .map(|event| {
            options()
                .should_validate_formats(true)
                .build(&text(&event.name))
                .unwrap()
        })
        .collect()
}

/// A union is a chain of rules there, and one of several schemas here.
#[test]
fn schemas_take_the_frames_that_json_schema_takes() {
    let (mut taken, mut refused) = (0, 0);
    let (_, others) = all().split_last().unwrap();
    for (name, schema) in others.iter().filter(|(name, _)| name != "hostile") {
        let (openapi, asyncapi) = (document("openapi", schema), document("asyncapi", schema));
        let messages = asyncapi["components"]["messages"].as_object().unwrap();
        for (event, expected) in schema.model.events().iter().zip(by_json_schema(schema)) {
            let body = &body(&openapi, &event.name)["schema"];
            let found = validator(&openapi, Draft::Draft202012, body);
            let message = messages
                .values()
                .find(|message| message["name"] == event.name.as_str());
            let payload = &message.unwrap()["payload"];
            let wider = validator(&asyncapi, Draft::Draft7, payload);
            let frame = sample::frame(&schema.model, event, 1);
            let all = mutants(&frame, MUTANTS).into_iter().chain([frame]);
            for frame in all {
                let is_taken = expected.is_valid(&frame);
                assert_eq!(
                    found.is_valid(&frame),
                    is_taken,
                    "{name}, {}: {frame}",
                    event.name
                );
                // Draft 7 cannot close an object that is a part of another.
                assert!(
                    !is_taken || wider.is_valid(&frame),
                    "{name}, {}: {frame}",
                    event.name
                );
                *(if is_taken { &mut taken } else { &mut refused }) += 1;
            }
        }
    }
    assert!(taken > 400 && refused > 2000, "{taken} and {refused}");
}

#[test]
fn a_document_is_the_same_each_time_and_the_same_as_yaml() {
    same_each_time("openapi");
}

#[test]
fn unions_by_a_text_have_a_discriminator() {
    let (schema, found) = crate::fixtures::compiled(
        r#"
[event."server.drawn"]
direction = "server"
params = "Shape"
[union.Shape]
tag = "form"
[union.Shape.variants]
round = { value = "circle", type = "Circle" }
none = {}
[entity.Circle.fields]
r = { type = "int32" }
"#,
    );
    assert!(found.is_empty(), "{found:?}");
    let document = document("openapi", &schema);
    let known = &document["components"]["schemas"]["Shape"]["anyOf"][0];
    let expected = json!({
        "propertyName": "form",
        "mapping": {
            "circle": "#/components/schemas/Shape.round",
            "none": "#/components/schemas/Shape.none",
        },
    });
    assert_eq!(known["discriminator"], expected);
    let round = &document["components"]["schemas"]["Shape.round"];
    assert_eq!(round["properties"]["form"]["const"], "circle");
    assert_eq!(
        round["allOf"],
        json!([{ "$ref": "#/components/schemas/Circle" }])
    );
}
