//! Values that are a little wrong.

use serde_json::{Value, json};

/// Every part of a value changed, one at a time: removed, of another type, null, with a key more;
/// at most so many of these, evenly spread.
pub(crate) fn mutants(value: &Value, most: usize) -> Vec<Value> {
    let mut pointers = Vec::new();
    collect(value, &mut String::new(), &mut pointers);
    let mut mutants = Vec::new();
    for pointer in pointers {
        let mut change = |with: fn(&Value) -> Value| {
            let mut mutant = value.clone();
            let part = mutant.pointer_mut(&pointer).unwrap();
            *part = with(part);
            mutants.push(mutant);
        };
        change(|_| Value::Null);
        change(|part| match part {
            Value::Object(_) => json!([]),
            Value::String(_) => json!(1.5),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => json!("?"),
        });
        change(|part| match part {
            Value::Number(_) => json!(-1e30),
            Value::Object(object) => {
                let mut more = object.clone();
                more.insert("not_in_the_schema".to_owned(), json!(1));
                more.into()
            }
            Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) => json!({}),
        });
        if let Some((parent, key)) = pointer.rsplit_once('/') {
            let mut mutant = value.clone();
            if let Some(object) = mutant.pointer_mut(parent).unwrap().as_object_mut() {
                object.remove(&key.replace("~1", "/").replace("~0", "~"));
                mutants.push(mutant);
            }
        }
    }
    let step = mutants.len().div_ceil(most);
    mutants.into_iter().step_by(step.max(1)).collect()
}

fn collect(value: &Value, at: &mut String, pointers: &mut Vec<String>) {
    pointers.push(at.clone());
    let parts: Vec<(String, &Value)> = match value {
        Value::Object(object) => object
            .iter()
            .map(|(key, part)| (key.replace('~', "~0").replace('/', "~1"), part))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, part)| (index.to_string(), part))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    for (step, part) in parts {
        let length = at.len();
        at.push('/');
        at.push_str(&step);
        collect(part, at, pointers);
        at.truncate(length);
    }
}
