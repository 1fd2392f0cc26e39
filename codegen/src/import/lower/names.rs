//! Names of types, from the places they are written at.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Lower;
use crate::import::documents::Place;
use crate::naming::Case;

/// The words of a text, joined as the name of a type.
pub(in crate::import) fn upper_camel(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    let words = plain.split_whitespace().map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    });
    words.collect()
}

/// The keywords that hold schemas by a name or a number, and what the name is in that of a type:
/// `None`, the name itself.
const HOLDERS: [(&str, Option<&str>); 9] = [
    ("properties", None),
    ("definitions", None),
    ("$defs", None),
    ("schemas", None),
    ("patternProperties", Some("Value")),
    ("prefixItems", Some("Item")),
    ("allOf", Some("")),
    ("oneOf", Some("Option")),
    ("anyOf", Some("Option")),
];

/// The keywords that hold one schema.
const SINGLE: [(&str, &str); 6] = [
    ("items", "Item"),
    ("additionalItems", "Item"),
    ("additionalProperties", "Value"),
    ("unevaluatedProperties", "Value"),
    ("propertyNames", "Key"),
    ("key", "Key"),
];

impl Lower<'_> {
    /// Gives a place a name, unless it has one; a number goes behind a name that is taken.
    pub(in crate::import) fn suggest(&mut self, place: &Place, name: &str) {
        if !self.names.contains_key(place) {
            let shown = self.documents.show(place);
            let pointer = format!("#{}", place.pointer);
            let renames = self.renames;
            let chosen = renames.get(&shown).or_else(|| renames.get(&pointer));
            let name = chosen.map_or(name, String::as_str);
            let name = self.free(name);
            self.names.insert(place.clone(), name);
        }
    }

    /// Gives the params of an event their usual name, unless they have one.
    pub(in crate::import) fn suggest_params(&mut self, place: &Place, event: &str) {
        let name = format!("{}Params", upper_camel(event));
        self.suggest(place, &name);
    }

    /// Gives the name of a place to a part of it, unless a type has the name already.
    pub(in crate::import) fn pass_name(&mut self, from: &Place, to: &Place) {
        if self.begun.contains(from) || self.names.contains_key(to) {
            return;
        }
        if let Some(name) = self.names.remove(from) {
            self.lent.insert(from.clone(), name.clone());
            self.names.insert(to.clone(), name);
        }
    }

    /// Returns true if a part of a place has its name.
    pub(in crate::import) fn is_lent(&self, place: &Place) -> bool {
        self.lent.contains_key(place)
    }

    /// The name of the type that is written at a place.
    pub(super) fn name(&mut self, place: &Place) -> String {
        if let Some(name) = self.names.get(place) {
            return name.clone();
        }
        let (owner, label) = self.owner(place);
        let name = match owner {
            Some(owner) => format!("{owner}{label}"),
            None => label,
        };
        self.suggest(place, &name);
        self.names.get(place).cloned().unwrap_or(name)
    }

    /// The name of the nearest place above that has one, and what the steps from there add.
    fn owner(&self, place: &Place) -> (Option<String>, String) {
        let steps = place.steps();
        let mut above = vec![Place::root(place.document)];
        for step in &steps {
            let last = above.last().cloned();
            above.extend(last.map(|last| last.at(step)));
        }
        let name_of = |place: &Place| self.names.get(place).or_else(|| self.lent.get(place));
        let nearest = (0..steps.len())
            .rev()
            .find(|count| name_of(&above[*count]).is_some());
        let owner = nearest.and_then(|count| name_of(&above[count]).cloned());
        let mut rest = Vec::new();
        let mut at = nearest.unwrap_or(0);
        while let Some(step) = steps.get(at) {
            if self.is_only_choice(&above[at + 1], step) {
                at += 2;
                continue;
            }
            rest.push(step.clone());
            at += 1;
        }
        (owner, label(&rest))
    }

    /// Returns true if a place holds several schemas, of which only one is not null.
    fn is_only_choice(&self, place: &Place, step: &str) -> bool {
        let is_choice = ["oneOf", "anyOf"].contains(&step);
        let Some(Value::Array(items)) = self.documents.get(place).filter(|_| is_choice) else {
            return false;
        };
        let is_null = |item: &&Value| {
            let ty = item.get("type");
            let is_typed = ty == Some(&Value::from("null")) || ty == Some(&json!(["null"]));
            is_typed || item.get("const") == Some(&Value::Null)
        };
        items.len() - items.iter().filter(is_null).count() == 1
    }

    /// A name that no other type has, with a letter at its beginning.
    fn free(&mut self, name: &str) -> String {
        let mut name = upper_camel(name);
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            name = format!("Type{name}");
        }
        let mut free = name.clone();
        let mut number = 2;
        // Files and modules are named alike on systems that do not know the case.
        while !self.taken.insert(free.to_ascii_lowercase()) {
            free = format!("{name}{number}");
            number += 1;
        }
        free
    }

    /// Returns true if a name is not taken.
    pub(super) fn is_free(&self, name: &str) -> bool {
        !self.taken.contains(&name.to_ascii_lowercase())
    }
}

/// The part of a name that steps of a pointer stand for.
fn label(steps: &[String]) -> String {
    let mut label = String::new();
    let mut at = 0;
    while let Some(step) = steps.get(at) {
        at += 1;
        if let Some((_, name)) = SINGLE.iter().find(|(keyword, _)| keyword == step) {
            label.push_str(name);
            // The items of a tuple have numbers.
            let is_number = |step: &&String| step.parse::<usize>().is_ok();
            if let Some(number) = steps.get(at).filter(is_number) {
                label.push_str(number);
                at += 1;
            }
            continue;
        }
        let holder = HOLDERS.iter().find(|(keyword, _)| keyword == step);
        match (holder, steps.get(at)) {
            (Some((_, None)), Some(name)) => label.push_str(&upper_camel(name)),
            (Some((_, Some(""))), Some(_)) => {}
            (Some((_, Some(word))), Some(name)) => {
                label.push_str(word);
                if let Ok(number) = name.parse::<usize>() {
                    label.push_str(&(number + 1).to_string());
                }
            }
            (Some(_) | None, _) => {
                label.push_str(&upper_camel(step));
                continue;
            }
        }
        at += 1;
    }
    label
}

/// The short name of an enum's value or of a variant, unlike those that are taken.
pub(super) fn short(text: &str, taken: &mut BTreeSet<String>) -> String {
    let name = Case::Snake.apply(text);
    let is_key = !name.is_empty() && name.starts_with(|c: char| c.is_ascii_alphabetic());
    let name = match text {
        "" => "empty".to_owned(),
        "*" => "any".to_owned(),
        _ if is_key => name,
        text => {
            let words = text.replace('+', " plus ").replace('-', " minus ");
            let name = Case::Snake.apply(&words);
            match name.as_str() {
                "" => "value".to_owned(),
                name if name.starts_with(|c: char| c.is_ascii_alphabetic()) => name.to_owned(),
                name => format!("value_{name}"),
            }
        }
    };
    let mut free = name.clone();
    let mut number = 2;
    while !taken.insert(free.clone()) {
        free = format!("{name}_{number}");
        number += 1;
    }
    free
}
