//! The payload of a finding is one that the writer's schema allows and the reader's does not.

use tdproto_codegen::rules::breaking::Category;
use tdproto_codegen::validate::{Side, Validator};
use tdproto_codegen::views::View;
use tdproto_schema::Model;
use tdproto_schema::model::Direction;

use super::{DIRECTIONS, findings_of, rows, schema, verdicts};

fn sent(direction: &str) -> Direction {
    match direction {
        "client" => Direction::ClientToServer,
        _ => Direction::ServerToClient,
    }
}

#[test]
fn payloads_follow_the_writer_and_break_the_reader() {
    let mut wrong = Vec::new();
    for row in rows() {
        let [old, new] =
            ["before", "after"].map(|side| schema(&row.dir().join(side), |_, text| text));
        let findings = findings_of(&old, &new, Category::Json);
        let verdicts = verdicts(&findings, &row.rule);
        for direction in DIRECTIONS {
            let Some(verdict) = verdicts.get(direction) else {
                continue;
            };
            if verdict["severity"] == "info" {
                continue;
            }
            let mut say = |text: String| wrong.push(format!("{} {direction}: {text}", row.name()));
            let payload = &verdict["payload"];
            if payload.is_null() != row.unshown(direction) {
                say(format!("payload {payload}"));
            }
            if payload.is_null() {
                continue;
            }
            let (writer, reader) = match direction {
                "client" => (&old, &new),
                _ => (&new, &old),
            };
            let deviations = |model: &Model| {
                let (validator, text) = (Validator::new(model), payload.to_string());
                match verdict["payload_of"].as_str() {
                    // Of drawn frames, the sender tells some kinds apart.
                    None if !model.frames().is_empty() => {
                        validator.frame_from(Side::of(sent(direction)), &text)
                    }
                    None => validator.frame(&text),
                    Some(body) => {
                        let id = model.find_type(body).unwrap();
                        let view = View::of(sent(direction));
                        validator.of_type(id, view, &text)
                    }
                }
            };
            let written = deviations(&writer.model);
            if !written.is_empty() {
                say(format!(
                    "the writer's schema does not allow {payload}: {}",
                    written[0]
                ));
            }
            let read = deviations(&reader.model);
            if read.is_empty() != row.misread(direction) {
                say(format!("{payload}: the reader says {read:?}"));
            }
            if let Some(told) = verdict["deviation"].as_str() {
                let known = read.iter().any(|deviation| deviation.to_string() == told);
                // A reply is read by its request, which the payload does not show.
                if !known && !row.misread(direction) {
                    say(format!("{told} is no deviation of {payload}"));
                }
            } else if !row.misread(direction) {
                say(format!("the deviation of {payload} is not told: {read:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
