//! The documents of a description, and what their references lead to.

use std::collections::BTreeMap;

use serde_json::Value;

use super::own;

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The document, by its number.
    pub document: usize,
    /// The JSON pointer.
    pub pointer: String,
}

impl Place {
    /// The whole of a document.
    #[must_use]
    pub fn root(document: usize) -> Self {
        Self {
            document,
            pointer: String::new(),
        }
    }

    /// A member or an item of this part.
    #[must_use]
    pub fn at(&self, step: &str) -> Self {
        let step = step.replace('~', "~0").replace('/', "~1");
        Self {
            document: self.document,
            pointer: format!("{}/{step}", self.pointer),
        }
    }

    /// Returns true if this is a part of another part.
    pub(super) fn is_below(&self, other: &Self) -> bool {
        let rest = self.pointer.strip_prefix(&other.pointer);
        self.document == other.document && rest.is_some_and(|rest| rest.starts_with('/'))
    }

    /// The member of a name beside this one; `None`: this is the whole of a document.
    pub(super) fn beside(&self, name: &str) -> Option<Self> {
        let (above, _) = self.pointer.rsplit_once('/')?;
        let above = Self {
            document: self.document,
            pointer: above.to_owned(),
        };
        Some(above.at(name))
    }

    /// The steps from the whole document to this part.
    #[must_use]
    pub fn steps(&self) -> Vec<String> {
        let steps = self.pointer.split('/').skip(1);
        steps
            .map(|step| step.replace("~1", "/").replace("~0", "~"))
            .collect()
    }
}

/// A document.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The path in messages.
    pub path: String,
    /// The content.
    pub value: Value,
}

/// The documents of one description.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    documents: Vec<Document>,
    /// The parts that have an id or an anchor: absolute, or `#name` behind the id of their document.
    ids: BTreeMap<String, Place>,
    /// The constants of keys of objects, as discriminators give them.
    constants: BTreeMap<Place, Vec<(String, Vec<Value>)>>,
    /// Places that no document has, with those they were made from.
    aliases: Vec<(Place, Place)>,
}

impl Documents {
    /// Documents in their order.
    #[must_use]
    pub fn new(documents: Vec<Document>) -> Self {
        let mut ids = BTreeMap::new();
        for (at, document) in documents.iter().enumerate() {
            let place = Place::root(at);
            ids.insert(file_name(&document.path).to_owned(), place.clone());
            collect_ids(&document.value, &place, "", &mut ids);
        }
        Self {
            documents,
            ids,
            ..Self::default()
        }
    }

    /// The documents.
    #[must_use]
    pub fn all(&self) -> &[Document] {
        &self.documents
    }

    /// The part at a place.
    #[must_use]
    pub fn get(&self, place: &Place) -> Option<&Value> {
        let document = self.documents.get(place.document)?;
        document.value.pointer(&place.pointer)
    }

    /// Adds the constants of keys, and places that are made from others.
    pub(super) fn extend(
        &mut self,
        constants: BTreeMap<Place, Vec<(String, Vec<Value>)>>,
        aliases: Vec<(Place, Place)>,
    ) {
        self.constants = constants;
        self.aliases = aliases;
    }

    /// The constants of keys of the object at a place.
    pub(super) fn constants(&self, place: &Place) -> &[(String, Vec<Value>)] {
        self.constants.get(place).map_or(&[], Vec::as_slice)
    }

    /// A place in messages: the file, and the pointer in it.
    #[must_use]
    pub fn show(&self, place: &Place) -> String {
        for (made, from) in &self.aliases {
            let rest = place.pointer.strip_prefix(&made.pointer);
            let rest = rest.filter(|rest| rest.is_empty() || rest.starts_with('/'));
            if let Some(rest) = rest.filter(|_| made.document == place.document) {
                let pointer = format!("{}{rest}", from.pointer);
                let document = from.document;
                return self.show(&Place { document, pointer });
            }
        }
        let document = self.documents.get(place.document);
        let path = document.map_or("", |document| document.path.as_str());
        format!("{path}#{}", place.pointer)
    }

    /// The place that a reference leads to, from a place of a document; `None`: no document has it.
    #[must_use]
    pub fn resolve(&self, from: &Place, reference: &str) -> Option<Place> {
        let (base, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let fragment = percent_decoded(fragment);
        let root = match base {
            "" => Place::root(from.document),
            base => self.document_of(base)?,
        };
        let found = match fragment.as_str() {
            "" => root,
            pointer if pointer.starts_with('/') => Place {
                document: root.document,
                pointer: format!("{}{pointer}", root.pointer),
            },
            anchor => {
                let own = format!("{}#{anchor}", root.document);
                self.ids.get(&own)?.clone()
            }
        };
        let value = self.get(&found)?;
        // What clients send of a type is a part of that type.
        let whole = own::view_of(value).and_then(|whole| found.beside(whole));
        let whole = whole.filter(|whole| self.get(whole).is_some());
        Some(whole.unwrap_or(found))
    }

    /// The document, or the part of one, of an id or a path.
    fn document_of(&self, base: &str) -> Option<Place> {
        let by_name = || self.ids.get(file_name(base));
        self.ids.get(base).or_else(by_name).cloned()
    }
}

/// Notes the ids and anchors of a part and of those in it.
fn collect_ids(value: &Value, place: &Place, base: &str, ids: &mut BTreeMap<String, Place>) {
    match value {
        Value::Object(members) => {
            let text = |key: &str| members.get(key).and_then(Value::as_str);
            let id = text("$id").or_else(|| text("id").filter(|id| id.contains("://")));
            let mut base = base.to_owned();
            if let Some(id) = id {
                match id.strip_prefix('#') {
                    Some(anchor) => {
                        ids.insert(format!("{}#{anchor}", place.document), place.clone());
                    }
                    None => {
                        let id = id.trim_end_matches('#');
                        let whole = joined(&base, id);
                        ids.insert(id.to_owned(), place.clone());
                        ids.insert(whole.clone(), place.clone());
                        base = whole;
                    }
                }
            }
            if let Some(anchor) = text("$anchor") {
                ids.insert(format!("{}#{anchor}", place.document), place.clone());
            }
            for (key, member) in members {
                collect_ids(member, &place.at(key), &base, ids);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                collect_ids(item, &place.at(&at.to_string()), base, ids);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// An id behind the folder of another.
fn joined(base: &str, id: &str) -> String {
    match base.rsplit_once('/') {
        Some((folder, _)) if !id.contains("://") => format!("{folder}/{id}"),
        Some(_) | None => id.to_owned(),
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// A text with `%24` for `$` as it was.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digits = behind
            .get(..2)
            .and_then(|two| std::str::from_utf8(two).ok());
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match byte.filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &behind[2..];
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
