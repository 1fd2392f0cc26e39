//! AsyncAPI documents: the parser takes them, their examples are valid, and import reads them again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use jsonschema::Draft;
use serde_json::{Value, json};
use tdproto_schema::Schema;
use tdproto_schema::model::Model;

use crate::apis::{
    all, built_in, document, node, refusal, same_each_time, validator, verdicts, write,
};

/// The numbers of the events, and of the replies at most: one for each kind that answers a request.
fn frames(model: &Model) -> (usize, usize) {
    let requests = model.events().iter().filter_map(|event| event.frame);
    let replies = requests.map(|frame| model.replies_to(frame).count());
    (model.events().len(), replies.sum())
}

#[test]
fn the_parser_takes_every_document() {
    for (name, found) in verdicts("asyncapi", "asyncapi.mjs") {
        assert_eq!(found["diagnostics"], json!([]), "{name}");
        let model = &all()
            .iter()
            .find(|(known, _)| known == name)
            .unwrap()
            .1
            .model;
        let (events, replies) = frames(model);
        let messages = usize::try_from(found["messages"].as_u64().unwrap()).unwrap();
        assert!(
            messages >= events && messages <= events + replies,
            "{name}: {found}"
        );
        let directions = model
            .events()
            .iter()
            .map(|event| event.sender.directions().len());
        assert_eq!(
            found["operations"],
            json!(directions.sum::<usize>()),
            "{name}"
        );
    }
}

#[test]
fn modelina_makes_types_of_the_built_in_protocol() {
    let folder = tempfile::tempdir().unwrap();
    let paths = write("asyncapi", all().last().into_iter(), folder.path());
    let found = node("modelina.mjs", &paths[0]);
    assert_eq!(found["diagnostics"], json!([]));
    assert_eq!(found["errors"], json!([]));
    let types: BTreeSet<&str> = found["types"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    for name in [
        "Chat",
        "Message",
        "ServerMessageUpdated",
        "ServerMessageUpdatedParams",
    ] {
        assert!(types.contains(name), "{name}: {types:?}");
    }
}

/// The messages of a document, by their keys.
fn messages(document: &Value) -> BTreeMap<&str, &Value> {
    let messages = document["components"]["messages"].as_object().unwrap();
    messages
        .iter()
        .map(|(key, message)| (key.as_str(), message))
        .collect()
}

fn examples_are_valid(name: &str, document: &Value) -> usize {
    let mut count = 0;
    for (key, message) in messages(document) {
        let validator = validator(document, Draft::Draft7, &message["payload"]);
        for example in message["examples"].as_array().into_iter().flatten() {
            let refused = refusal(&validator, &example["payload"]);
            assert_eq!(refused, None, "{name}, {key}: {}", example["payload"]);
            count += 1;
        }
    }
    count
}

#[test]
fn every_example_is_valid() {
    let (_, others) = all().split_last().unwrap();
    for (name, schema) in others {
        let document = document("asyncapi", schema);
        let count = examples_are_valid(name, &document);
        // Examples with a key that a reader takes for more than a key are left out.
        assert!(
            count >= schema.model.events().len() || name == "hostile",
            "{name}"
        );
    }
    let document = built_in("asyncapi");
    assert_eq!(examples_are_valid("built-in", &document), 65);
    let documented = messages(&document).into_values();
    let documented = documented.filter(|message| message["examples"][0]["name"] == "documented");
    assert_eq!(documented.count(), 42);
}

#[test]
fn a_document_is_the_same_each_time_and_the_same_as_yaml() {
    same_each_time("asyncapi");
}

#[test]
fn acknowledgement_is_a_reply_by_the_id() {
    let document = built_in("asyncapi");
    let messages = &document["components"]["messages"];
    let location = |event: &str| {
        messages[event]["correlationId"]["location"]
            .as_str()
            .unwrap()
    };
    assert_eq!(
        location("server.chat.updated"),
        "$message.payload#/confirm_id"
    );
    assert_eq!(
        location("client.confirm"),
        "$message.payload#/params/confirm_id"
    );
    let operation = |event: &str| &document["operations"][event];
    let reply = |event: &str| &operation(event)["reply"]["messages"][0]["$ref"];
    assert_eq!(
        reply("server.chat.updated"),
        "#/channels/connection/messages/client.confirm"
    );
    assert_eq!(
        reply("client.activity"),
        "#/channels/connection/messages/server.confirm"
    );
    assert_eq!(operation("client.confirm").get("reply"), None);
    assert_eq!(operation("client.activity")["action"], "receive");
    assert_eq!(
        operation("client.activity")["x-direction"],
        "client-to-server"
    );
    assert_eq!(operation("server.chat.updated")["action"], "send");
    assert_eq!(messages["server.roster"]["x-deprecated"], json!(true));
    assert_eq!(
        document["components"]["schemas"]["ServerRoster"]["deprecated"],
        json!(true)
    );
    assert_eq!(
        document["channels"]["connection"]["bindings"]["ws"]["bindingVersion"],
        "0.1.0"
    );
}

fn protocol(name: &str) -> &'static Schema {
    &all().iter().find(|(known, _)| known == name).unwrap().1
}

#[test]
fn requests_have_the_replies_that_answer_them() {
    let document = document("asyncapi", protocol("jsonrpc_lsp"));
    let operation = &document["operations"]["textDocument_hover"];
    let replies = operation["reply"]["messages"].as_array().unwrap();
    let replies: Vec<&str> = replies
        .iter()
        .filter_map(|reply| reply["$ref"].as_str())
        .collect();
    assert_eq!(
        replies,
        [
            "#/channels/connection/messages/textDocument_hover.result",
            "#/channels/connection/messages/reply.error",
        ]
    );
    let result = &document["components"]["messages"]["textDocument_hover.result"];
    assert_eq!(result["correlationId"]["location"], "$message.payload#/id");
    assert_eq!(result["x-direction"], "server-to-client");
    assert_eq!(
        document["components"]["messages"]["textDocument_hover"]["name"],
        "textDocument/hover"
    );
}

#[test]
fn unions_are_one_of_their_variants_and_others() {
    let document = document("asyncapi", protocol("unions"));
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let text = document.to_string();
    assert!(!text.contains("\"discriminator\"") && !text.contains("\"prefixItems\""));
    let shape = schemas
        .values()
        .find(|schema| schema.get("oneOf").is_some())
        .unwrap();
    assert!(
        shape["oneOf"][0]["properties"]
            .as_object()
            .unwrap()
            .values()
            .any(|tag| tag.get("const").is_some())
    );
}

#[test]
fn servers_are_in_parts() {
    let text = r#"
[protocol]
name = "chat"
title = "A chat"
license = "MIT"
url = "https://example.org/chat"
[protocol.servers.main]
url = "wss://example.org:8443/v1/ws"
doc = "The one."
[protocol.servers.odd]
url = "wss://{region}.example.org?x={y}"
[event."server.hello"]
direction = "server"
"#;
    let (schema, found) = crate::fixtures::compiled(text);
    assert!(found.is_empty(), "{found:?}");
    let document = document("asyncapi", &schema);
    let main = json!({
        "host": "example.org:8443", "protocol": "wss", "pathname": "/v1/ws", "description": "The one.",
    });
    assert_eq!(document["servers"]["main"], main);
    let odd = &document["servers"]["odd"];
    assert_eq!(odd["host"], "%7Bregion%7D.example.org");
    assert_eq!(odd["x-url"], "wss://{region}.example.org?x={y}");
    assert_eq!(document["info"]["license"]["name"], "MIT");
    assert_eq!(
        document["info"]["externalDocs"]["url"],
        "https://example.org/chat"
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chat.json");
    fs::write(&path, document.to_string()).unwrap();
    let task = folder.path().join("task");
    fs::write(&task, json!([path]).to_string()).unwrap();
    assert_eq!(node("asyncapi.mjs", &task)[0]["diagnostics"], json!([]));
}
