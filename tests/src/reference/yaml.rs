//! YAML as another reader than ours takes it.

use serde_json::{Map, Number, Value};
use yaml_rust2::{Yaml, YamlLoader};

/// The one document of a text, as JSON.
pub(crate) fn read(text: &str) -> Value {
    let documents = YamlLoader::load_from_str(text).unwrap();
    assert_eq!(documents.len(), 1);
    value(&documents[0])
}

fn value(yaml: &Yaml) -> Value {
    match yaml {
        Yaml::Null => Value::Null,
        Yaml::Boolean(is_true) => (*is_true).into(),
        Yaml::Integer(number) => (*number).into(),
        // Of numbers that 64 bits do not hold, JSON's reader makes doubles, too.
        Yaml::Real(text) => match text.parse::<u64>() {
            Ok(number) => number.into(),
            Err(_) => Number::from_f64(text.parse().unwrap()).unwrap().into(),
        },
        Yaml::String(text) => text.as_str().into(),
        Yaml::Array(items) => items.iter().map(value).collect(),
        Yaml::Hash(members) => {
            let members = members.iter();
            let members =
                members.map(|(key, found)| (key.as_str().unwrap().to_owned(), value(found)));
            Value::Object(members.collect::<Map<_, _>>())
        }
        Yaml::Alias(_) | Yaml::BadValue => panic!("{yaml:?}"),
    }
}
