//! The Debug Adapter Protocol as schema files.

use std::collections::BTreeMap;

use tdproto_codegen::naming::Case;

use super::source::{Declaration, Member, Type};
use crate::schema_text::{IN_PLACE, Inline, SchemaText, Tables, capitalized, quoted};

/// The protocol as a whole, and its frames. `DOC Name` stands for the description of a declaration.
const FRAMES: &str = include_str!("../../../corpora/dap/protocol.toml");

/// The declarations that are frames.
pub(super) const FRAME_NAMES: [&str; 5] = [
    "ProtocolMessage",
    "Request",
    "Event",
    "Response",
    "ErrorResponse",
];

/// What says of a request that the adapter sends it.
const REVERSE: &str = "sent from the debug adapter to the client";

/// What comes before the description of the body of a response.
pub(super) const BODY: &str = "\n\nIts body: ";

/// The files of a schema directory.
pub(super) fn schema(declarations: &[Declaration]) -> SchemaText {
    let by_name = declarations
        .iter()
        .map(|found| (found.name.as_str(), found));
    let mut converter = Converter {
        by_name: by_name.collect(),
        tables: Tables::default(),
    };
    let mut schema = SchemaText::default();
    converter.frames();
    schema.add("protocol", std::mem::take(&mut converter.tables));
    for declaration in declarations {
        let parent = declaration.extends.first().map(String::as_str);
        match parent {
            Some("Request") => converter.request(declaration),
            Some("Event") => converter.event(declaration),
            Some(_) | None => {}
        }
    }
    schema.add("messages", std::mem::take(&mut converter.tables));
    for declaration in declarations {
        if !is_message(declaration) {
            converter.declared(declaration);
        }
    }
    schema.add("types", converter.tables);
    schema
}

/// Returns true if a declaration is a frame, or what one carries.
pub(super) fn is_message(declaration: &Declaration) -> bool {
    let parent = declaration.extends.first();
    let is_frame = |name: &str| FRAME_NAMES.contains(&name);
    is_frame(&declaration.name) || parent.is_some_and(|parent| is_frame(parent))
}

struct Converter<'a> {
    by_name: BTreeMap<&'a str, &'a Declaration>,
    tables: Tables,
}

impl Converter<'_> {
    fn frames(&mut self) {
        let lines = FRAMES.lines().map(|line| {
            let Some((before, place)) = line.split_once("DOC ") else {
                return line.to_owned();
            };
            let (place, after) = place.split_once(' ').unwrap_or((place, ""));
            let (name, member) = place.split_once('.').unwrap_or((place, ""));
            let declaration = self.by_name[name];
            let doc = match declaration.member(member) {
                Some(member) => &member.doc,
                None => &declaration.doc,
            };
            format!("{before}{} {after}", quoted(doc))
        });
        let text: Vec<_> = lines.collect();
        self.tables.raw(&text.join("\n"));
        self.tables.raw("\n");
        let message = self.by_name["Response"].member("message").unwrap();
        self.named_union("Response", message);
        self.body(self.by_name["ErrorResponse"]);
    }

    fn request(&mut self, request: &Declaration) {
        let command = request.note("command").expect("a request has a command");
        let response = format!("{}Response", capitalized(command));
        let response = self.by_name[response.as_str()];
        let direction = match request.doc.contains(REVERSE) {
            true => "server",
            false => "client",
        };
        let mut doc = format!("{}\n\n{}", request.doc, response.doc);
        self.tables.table(&format!("event.{command}"));
        self.tables.key("direction", &quoted(direction));
        if let Some(arguments) = request.member("arguments") {
            let params = self.carried(request, arguments);
            self.tables.key("params", &params);
        }
        let null = Inline::default()
            .text("type", "null")
            .flag("optional", true);
        let reply = match response.member("body") {
            Some(body) if body.doc.is_empty() => self.carried(response, body),
            Some(body) => {
                doc = format!("{doc}{BODY}{}", body.doc);
                self.carried(response, body)
            }
            None => null.value(),
        };
        self.tables.key("reply", &reply);
        self.tables.keys(&Inline::default().text("doc", &doc));
        self.body(response);
    }

    fn event(&mut self, event: &Declaration) {
        let name = event.note("event").expect("an event has a name");
        self.tables.table(&format!("event.{name}"));
        self.tables.key("direction", &quoted("server"));
        if let Some(body) = event.member("body") {
            let params = self.carried(event, body);
            self.tables.key("params", &params);
        }
        self.tables.keys(&Inline::default().text("doc", &event.doc));
        self.body(event);
    }

    /// The type that a frame carries, an inline table if it may be left out.
    fn carried(&self, owner: &Declaration, member: &Member) -> String {
        let (ty, _) = self.ty(&owner.name, member);
        match member.optional {
            true => Inline::default()
                .text("type", &ty)
                .flag("optional", true)
                .value(),
            false => quoted(&ty),
        }
    }

    /// The entity of a body that is declared in place.
    fn body(&mut self, owner: &Declaration) {
        if let Some(body) = owner.member("body")
            && let Type::Object { members } = &body.r#type
        {
            let name = format!("{}Body", owner.name);
            self.tables.table(&format!("entity.{name}"));
            self.fields(&name, members);
        }
    }

    fn declared(&mut self, declaration: &Declaration) {
        let name = &declaration.name;
        let docs = Inline::default().text_if("doc", Some(&declaration.doc));
        if let Some(Type::Union { types }) = &declaration.r#type {
            return self.union(name, &docs, types);
        }
        self.tables.table(&format!("entity.{name}"));
        self.tables.keys(&docs);
        if !declaration.extends.is_empty() {
            let parents: Vec<_> = declaration
                .extends
                .iter()
                .map(|name| quoted(name))
                .collect();
            self.tables
                .key("includes", &format!("[{}]", parents.join(", ")));
        }
        self.fields(name, &declaration.members);
    }

    /// The fields of an entity, and the types that they declare in place.
    fn fields(&mut self, owner: &str, members: &[Member]) {
        self.tables.table(&format!("entity.{owner}.fields"));
        for member in members {
            let (ty, is_nullable) = self.ty(owner, member);
            let field = Inline::default().text("type", &ty);
            let field = field.flag("nullable", is_nullable);
            let field = field.flag("optional", member.optional);
            let field = field.text_if("doc", Some(&member.doc));
            self.tables.key(&quoted(&member.name), &field.value());
        }
        for member in members {
            self.named_union(owner, member);
        }
    }

    /// Declares the union of a property, or of its items, if it needs a name.
    fn named_union(&mut self, owner: &str, member: &Member) {
        if let Type::Union { types } = member.r#type.item()
            && self.simple(types).is_none()
        {
            let doc = format!("{IN_PLACE}`{owner}.{}`.", member.name);
            let docs = Inline::default().text("doc", &doc);
            self.union(&in_place(owner, member), &docs, types);
        }
    }

    /// An enum of texts, open if any text may be there, or a union of several kinds of values.
    fn union(&mut self, name: &str, docs: &Inline, types: &[Type]) {
        let is_enum = types.iter().any(|ty| matches!(ty, Type::Text { .. }));
        let table = if is_enum { "enum" } else { "union" };
        self.tables.table(&format!("{table}.{name}"));
        self.tables.keys(docs);
        if !is_enum {
            self.tables.key("form", &quoted("kind"));
            self.tables.table(&format!("union.{name}.variants"));
            for ty in types {
                let (short, ty) = (self.wire(ty), self.written(ty));
                self.tables
                    .key(short, &Inline::default().text("type", &ty).value());
            }
            return;
        }
        if !types.contains(&Type::named("string")) {
            self.tables.key("open", "false");
        }
        self.tables.table(&format!("enum.{name}.values"));
        for ty in types {
            if let Type::Text { text } = ty {
                let short = Case::Snake.apply(text);
                let differs = (short != *text).then_some(text.as_str());
                let value = Inline::default().text_if("value", differs).value();
                self.tables.key(&quoted(&short), &value);
            }
        }
    }

    /// The type of a property, and whether it may be null.
    fn ty(&self, owner: &str, member: &Member) -> (String, bool) {
        let name = in_place(owner, member);
        match &member.r#type {
            Type::Union { types } => self.simple(types).unwrap_or((name, false)),
            Type::List { item } if matches!(**item, Type::Union { .. }) => {
                (format!("list<{name}>"), false)
            }
            Type::Object { .. } => (format!("{owner}Body"), false),
            ty @ (Type::Name { .. } | Type::Text { .. } | Type::List { .. } | Type::Map { .. }) => {
                (self.written(ty), false)
            }
        }
    }

    /// The type of a union that needs no name: of another type and null, or of objects of which one
    /// has all properties of the others.
    fn simple(&self, types: &[Type]) -> Option<(String, bool)> {
        let null = Type::named("null");
        if let [ty, other] = types
            && *other == null
        {
            return Some((self.written(ty), true));
        }
        let members = |ty: &Type| {
            let declaration = self.by_name.get(ty.name()?);
            declaration.map(|declaration| &declaration.members)
        };
        let of_types: Option<Vec<_>> = types.iter().map(members).collect();
        let of_types = of_types?;
        let holds = |all: &Vec<Member>| {
            let mut others = of_types.iter().copied().flatten();
            others.all(|member| all.contains(member))
        };
        let widest = of_types.iter().position(|all| holds(all));
        widest.map(|at| (self.written(&types[at]), false))
    }

    /// A type that needs no declaration of its own.
    fn written(&self, ty: &Type) -> String {
        match ty {
            Type::Name { .. } => self.wire(ty).to_owned(),
            Type::List { item } => format!("list<{}>", self.written(item)),
            Type::Map { value } => format!("map<string, {}>", self.value_of_map(value)),
            Type::Text { .. } | Type::Union { .. } | Type::Object { .. } => {
                panic!("{ty:?} needs a name")
            }
        }
    }

    fn value_of_map(&self, value: &Type) -> String {
        let Type::Union { types } = value else {
            return self.written(value);
        };
        let (ty, is_nullable) = self.simple(types).expect("the union needs no name");
        let mark = if is_nullable { "?" } else { "" };
        format!("{ty}{mark}")
    }

    fn wire<'t>(&self, ty: &'t Type) -> &'t str {
        let name = ty.name().expect("the type has a name");
        match name {
            "number" => "float64",
            "boolean" => "bool",
            "string" | "any" => name,
            other => {
                assert!(self.by_name.contains_key(other), "{other} is declared");
                other
            }
        }
    }
}

/// The name of a type that a property declares in place.
fn in_place(owner: &str, member: &Member) -> String {
    format!("{owner}{}", capitalized(&member.name))
}
