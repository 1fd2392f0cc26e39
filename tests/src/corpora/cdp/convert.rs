//! The Chrome DevTools Protocol as schema files: a domain is a topic.

use std::collections::BTreeSet;

use tdproto_codegen::naming::Case;

use super::binaries::place;
use super::source::{Domain, Items, Kind, Method, Property, ProtocolFile, TypeDecl};
use crate::schema_text::{IN_PLACE, Inline, SchemaText, Tables, capitalized, quoted};

/// The end of the description of a property that is binary.
pub(super) const BINARY: &str = "(Encoded as a base64 string when passed over JSON)";

/// The protocol as a whole, and its frames.
const FRAMES: &str = include_str!("../../../corpora/cdp/protocol.toml");

/// The files of a schema directory. `binaries` are the properties that are binary.
pub(super) fn schema(files: &[ProtocolFile], binaries: &BTreeSet<String>) -> SchemaText {
    let mut schema = SchemaText::default();
    let mut protocol = Tables::default();
    let version = &files[0].version;
    let number = format!("{}.{}", version.major, version.minor);
    protocol.raw(&FRAMES.replace("VERSION", &number));
    schema.add("protocol", protocol);
    for domain in files.iter().flat_map(|file| &file.domains) {
        let mut topic = Topic {
            domain: &domain.domain,
            binaries,
            tables: Tables::default(),
        };
        topic.write(domain);
        schema.add(&Case::Snake.apply(&domain.domain), topic.tables);
    }
    schema
}

/// The name of a declared type. Domains may have types of the same name.
pub(super) fn type_name(domain: &str, id: &str) -> String {
    format!("{domain}{}", capitalized(id))
}

/// A file that is written.
struct Topic<'a> {
    domain: &'a str,
    binaries: &'a BTreeSet<String>,
    tables: Tables,
}

impl Topic<'_> {
    fn write(&mut self, domain: &Domain) {
        let mut doc = domain.description.clone().unwrap_or_default();
        if !domain.dependencies.is_empty() {
            doc = format!("{doc}\n\nDepends on: {}.", domain.dependencies.join(", "));
        }
        self.tables.table("topic");
        let docs = Inline::default().text("title", &domain.domain);
        let docs = with_docs(docs, Some(&doc), domain.deprecated, domain.experimental);
        self.tables.keys(&docs);
        for declared in &domain.types {
            self.declared(declared);
        }
        for command in &domain.commands {
            self.method(command, "client");
        }
        for event in &domain.events {
            self.method(event, "server");
        }
    }

    fn declared(&mut self, declared: &TypeDecl) {
        let name = type_name(self.domain, &declared.id);
        let docs = with_docs(
            Inline::default(),
            declared.description.as_deref(),
            declared.deprecated,
            declared.experimental,
        );
        if let Some(values) = &declared.r#enum {
            return self.values(&name, &docs, values);
        }
        if let Some(properties) = &declared.properties {
            self.tables.table(&format!("entity.{name}"));
            self.tables.keys(&docs);
            return self.fields(&name, &declared.id, properties);
        }
        let (table, key, ty) = match declared.r#type {
            Kind::String | Kind::Boolean | Kind::Integer | Kind::Number => {
                ("scalar", "base", built_in(declared.r#type).to_owned())
            }
            Kind::Array => ("alias", "type", self.list(declared.items.as_ref())),
            Kind::Object | Kind::Any => ("alias", "type", built_in(declared.r#type).to_owned()),
        };
        self.tables.table(&format!("{table}.{name}"));
        self.tables.key(key, &quoted(&ty));
        self.tables.keys(&docs);
    }

    fn values(&mut self, name: &str, docs: &Inline, values: &[String]) {
        self.tables.table(&format!("enum.{name}"));
        self.tables.keys(docs);
        self.tables.table(&format!("enum.{name}.values"));
        for value in values {
            let short = Case::Snake.apply(value);
            let differs = (short != *value).then_some(value.as_str());
            let inline = Inline::default().text_if("value", differs);
            self.tables.key(&quoted(&short), &inline.value());
        }
    }

    /// The fields of an entity, and the enums that they declare in place. `owner` is the type,
    /// command or event that has the properties.
    fn fields(&mut self, name: &str, owner: &str, properties: &[Property]) {
        self.tables.table(&format!("entity.{name}.fields"));
        for property in properties {
            let (ty, doc) = self.type_and_doc(owner, property);
            let field = Inline::default().text("type", &ty);
            let field = field.flag("optional", property.optional);
            let field = with_docs(field, doc, property.deprecated, property.experimental);
            self.tables.key(&quoted(&property.name), &field.value());
        }
        let wire = format!("{}.{owner}", self.domain);
        for property in properties {
            if let Some(values) = &property.r#enum {
                let doc = format!("{IN_PLACE}`{wire}.{}`.", property.name);
                let docs = Inline::default().text("doc", &doc);
                self.values(&self.in_place(owner, &property.name), &docs, values);
            }
        }
    }

    fn method(&mut self, method: &Method, direction: &'static str) {
        let owner = type_name(self.domain, &method.name);
        let wire = format!("{}.{}", self.domain, method.name);
        let mut doc = method.description.clone().unwrap_or_default();
        if let Some(domain) = &method.redirect {
            doc = format!("{doc}\n\nRedirected to: {domain}.");
        }
        let is_command = direction == "client";
        self.tables.table(&format!("event.{}", quoted(&wire)));
        self.tables.key("direction", &quoted(direction));
        if let Some(parameters) = &method.parameters {
            let params = format!("{owner}Params");
            let all_optional = parameters.iter().all(|parameter| parameter.optional);
            let inline = Inline::default().text("type", &params);
            let value = match all_optional {
                true => inline.flag("optional", true).value(),
                false => quoted(&params),
            };
            self.tables.key("params", &value);
        }
        if is_command {
            let result = match method.returns {
                Some(_) => format!("{owner}Result"),
                None => "Empty".to_owned(),
            };
            self.tables.key("reply", &quoted(&result));
        }
        let docs = Inline::default();
        let docs = with_docs(docs, Some(&doc), method.deprecated, method.experimental);
        self.tables.keys(&docs);
        for (end, properties) in [("Params", &method.parameters), ("Result", &method.returns)] {
            if let Some(properties) = properties {
                let name = format!("{owner}{end}");
                self.tables.table(&format!("entity.{name}"));
                self.fields(&name, &method.name, properties);
            }
        }
    }

    /// The type of a property, and its description without the note that it is binary.
    fn type_and_doc<'p>(&self, owner: &str, property: &'p Property) -> (String, Option<&'p str>) {
        let doc = property.description.as_deref();
        if property.r#enum.is_some() {
            return (self.in_place(owner, &property.name), doc);
        }
        let unmarked = doc.and_then(|doc| doc.strip_suffix(BINARY));
        let place = place(self.domain, owner, &property.name);
        let is_binary = self.binaries.contains(&place);
        assert!(is_binary || unmarked.is_none(), "{place} is binary");
        let ty = match property.r#type {
            Some(Kind::String) if is_binary => return ("bytes".to_owned(), unmarked.or(doc)),
            Some(Kind::Array) if is_binary => "list<bytes>".to_owned(),
            Some(Kind::Array) => self.list(property.items.as_ref()),
            kind => self.used(kind, property.reference.as_deref()),
        };
        (ty, doc)
    }

    /// The name of an enum that a property declares in place.
    fn in_place(&self, owner: &str, property: &str) -> String {
        let owner = type_name(self.domain, owner);
        type_name(&owner, property)
    }

    fn list(&self, items: Option<&Items>) -> String {
        let items = items.expect("an array has items");
        format!(
            "list<{}>",
            self.used(items.r#type, items.reference.as_deref())
        )
    }

    /// A type without items.
    fn used(&self, kind: Option<Kind>, reference: Option<&str>) -> String {
        match (kind, reference) {
            (Some(kind), None) => built_in(kind).to_owned(),
            (None, Some(reference)) => {
                let (domain, id) = reference
                    .split_once('.')
                    .unwrap_or((self.domain, reference));
                type_name(domain, id)
            }
            (Some(_), Some(_)) | (None, None) => panic!("a type is built in or declared"),
        }
    }
}

/// The built-in type of a kind. An object without properties may have any.
fn built_in(kind: Kind) -> &'static str {
    match kind {
        Kind::String => "string",
        Kind::Boolean => "bool",
        Kind::Integer => "int",
        Kind::Number => "float64",
        Kind::Object => "map<string, any>",
        Kind::Any => "any",
        Kind::Array => panic!("an array is a list of its items"),
    }
}

fn with_docs(inline: Inline, doc: Option<&str>, deprecated: bool, experimental: bool) -> Inline {
    let inline = inline.text_if("doc", doc.map(str::trim));
    let inline = inline.flag("deprecated", deprecated);
    inline.flag("experimental", experimental)
}
