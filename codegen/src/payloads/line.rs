//! Vectors as NDJSON: one line each.

use serde_json::{Value, json};

use super::lenient::Decoded;
use super::vector::{Of, Vector};

impl Vector {
    /// The vector as one line of JSON, without the line end.
    #[must_use]
    pub fn to_line(&self) -> String {
        let strict = self.strict.as_ref().map(|wrong| {
            let wrong = wrong.iter();
            wrong
                .map(|wrong| json!({ "path": wrong.path, "rule": wrong.rule.name() }))
                .collect::<Value>()
        });
        let lenient = match &self.lenient {
            Decoded::Known(text) => json!({ "known": text }),
            Decoded::Unknown(text) => json!({ "unknown": text }),
            Decoded::Malformed(path) => json!({ "malformed": path }),
        };
        let mut line = json!({
            "id": self.id,
            "class": self.class.name(),
            "from": self.from.name(),
            "text": self.text,
            "strict": strict,
            "lenient": lenient,
        });
        if let Of::Type(name) = &self.of {
            line["type"] = name.as_str().into();
        }
        for (key, name) in [("kind", &self.kind), ("event", &self.event)] {
            if let Some(name) = name {
                line[key] = name.as_str().into();
            }
        }
        if let Some(sent) = &self.sent {
            line["sent"] = sent.as_str().into();
        }
        line.to_string()
    }
}
