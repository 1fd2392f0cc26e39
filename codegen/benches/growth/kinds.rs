//! Schemas that grow, each kind in another way.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// How schemas of one kind are made.
pub(super) struct Kind {
    pub(super) name: &'static str,
    /// How many parts the smaller one of two has.
    pub(super) count: usize,
    write: fn(&mut Schema, usize),
}

pub(super) const KINDS: &[Kind] = &[
    kind("entities", 4000, entities),
    kind("fields", 1000, fields),
    kind("fields optional", 1000, optional_fields),
    kind("events", 2000, events),
    kind("params", 2000, params),
    kind("shared params", 2000, shared_params),
    kind("values", 4000, values),
    kind("value types", 1000, value_types),
    kind("prefixes", 2000, prefixes),
    kind("aliases", 4000, aliases),
    kind("alias of list", 4000, alias_of_list),
    kind("includes", 128, includes),
    kind("wide includes", 2000, wide_includes),
    kind("many includers", 2000, many_includers),
    kind("ring", 400, ring),
    kind("ring required", 2000, ring_required),
    kind("chain to root", 2000, chain_to_root),
    kind("complete", 30, complete),
    kind("nested", 1000, nested),
    kind("conditions", 1000, conditions),
    kind("topics", 500, topics),
    kind("one line", 2000, one_line),
    kind("docs", 20_000, docs),
    kind("comments", 10_000, comments),
    kind("tombstones", 2000, tombstones),
    kind("type tombstones", 2000, type_tombstones),
    kind("exceptions", 1000, exceptions),
    kind("accepted", 1000, accepted),
    kind("examples", 500, examples),
    kind("placeholders", 2000, placeholders),
    kind("unresolved", 2000, unresolved),
    kind("duplicates", 2000, duplicates),
    kind("unknown keys", 2000, unknown_keys),
    kind("renamed", 2000, renamed),
    kind("retyped", 2000, retyped),
];

const fn kind(name: &'static str, count: usize, write: fn(&mut Schema, usize)) -> Kind {
    Kind { name, count, write }
}

/// A schema in the making: the newer version, or an older one that differs in every second part.
pub(super) struct Schema {
    text: String,
    /// More files, with their paths from the directory of the schema.
    files: Vec<(String, String)>,
    is_old: bool,
}

/// Writes both versions of a schema.
pub(super) fn write(kind: &Kind, count: usize, folder: &Path) {
    for (name, is_old) in [("old", true), ("new", false)] {
        let mut schema = Schema {
            text: "[protocol]\nname = \"p\"\nversion = \"1.0\"\ndoc = \"P.\"\n\n".to_owned(),
            files: Vec::new(),
            is_old,
        };
        (kind.write)(&mut schema, count);
        schema.files.push(("a.toml".to_owned(), schema.text));
        for (path, text) in schema.files {
            let path = folder.join(name).join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
}

impl Schema {
    fn add(&mut self, args: std::fmt::Arguments<'_>) {
        self.text.write_fmt(args).unwrap();
    }

    /// Whether the newer version lacks a part.
    fn lacks(&self, index: usize) -> bool {
        !self.is_old && index % 2 == 1
    }

    fn entity(&mut self, name: &str) {
        self.add(format_args!("[entity.{name}]\ndoc = \"An entity.\"\n"));
    }

    fn fields(&mut self, name: &str) {
        self.entity(name);
        self.add(format_args!("[entity.{name}.fields]\n"));
    }

    fn field(&mut self, name: &str, ty: &str) {
        self.add(format_args!(
            "{name} = {{ type = \"{ty}\", doc = \"A field.\" }}\n"
        ));
    }

    fn optional(&mut self, name: &str, ty: &str) {
        self.add(format_args!(
            "{name} = {{ type = \"{ty}\", nullable = true, doc = \"A field.\" }}\n"
        ));
    }

    fn event(&mut self, name: &str, params: Option<&str>) {
        self.add(format_args!(
            "[event.\"{name}\"]\ndirection = \"server\"\ndoc = \"An event.\"\n"
        ));
        if let Some(params) = params {
            self.add(format_args!("params = \"{params}\"\n"));
        }
    }
}

fn entities(schema: &mut Schema, count: usize) {
    for i in (0..count)
        .filter(|i| i % 2 == 0 || schema.is_old)
        .collect::<Vec<_>>()
    {
        schema.fields(&format!("E{i}"));
        schema.field("id", "string");
        schema.field("n", "int");
    }
}

fn fields(schema: &mut Schema, count: usize) {
    schema.fields("Wide");
    for i in 0..count {
        if !schema.lacks(i) {
            schema.field(&format!("f{i}"), "string");
        }
    }
    schema.event("server.wide", Some("Wide"));
}

fn optional_fields(schema: &mut Schema, count: usize) {
    schema.fields("Wide");
    for i in 0..count {
        let ty = if schema.lacks(i) { "int" } else { "string" };
        schema.add(format_args!(
            "f{i} = {{ type = \"{ty}\", omitempty = true }}\n"
        ));
    }
    schema.add(format_args!(
        "[event.\"client.wide\"]\ndirection = \"client\"\nparams = \"Wide\"\n"
    ));
}

fn events(schema: &mut Schema, count: usize) {
    for i in 0..count {
        if !schema.lacks(i) {
            schema.event(&format!("server.e{i}"), None);
        }
    }
}

fn params(schema: &mut Schema, count: usize) {
    for i in 0..count {
        if !schema.lacks(i) {
            schema.event(&format!("server.e{i}"), Some(&format!("ServerE{i}Params")));
            schema.fields(&format!("ServerE{i}Params"));
            schema.field("id", "string");
        }
    }
}

fn shared_params(schema: &mut Schema, count: usize) {
    schema.fields("Shared");
    schema.field("id", if schema.is_old { "string" } else { "int" });
    for i in 0..count {
        schema.event(&format!("server.e{i}"), Some("Shared"));
    }
}

fn values(schema: &mut Schema, count: usize) {
    schema.add(format_args!(
        "[enum.Big]\ndoc = \"An enum.\"\n[enum.Big.values]\n"
    ));
    for i in 0..count {
        if !schema.lacks(i) {
            schema.add(format_args!("v{i} = {{ doc = \"A value.\" }}\n"));
        }
    }
    schema.fields("Params");
    schema.field("big", "Big");
    schema.event("server.big", Some("Params"));
}

fn value_types(schema: &mut Schema, count: usize) {
    schema.fields("Params");
    for i in 0..count {
        schema.field(&format!("f{i}"), &format!("T{i}"));
    }
    schema.event("server.e", Some("Params"));
    for i in 0..count {
        let lacks = schema.lacks(i);
        schema.add(format_args!("[enum.T{i}]\n[enum.T{i}.values]\na = {{}}\n"));
        if !lacks {
            schema.add(format_args!("b{i} = {{}}\n"));
        }
    }
}

fn prefixes(schema: &mut Schema, count: usize) {
    schema.add(format_args!(
        "[scalar.Id]\nbase = \"string\"\ndoc = \"An id.\"\n[scalar.Id.prefixes]\n"
    ));
    for i in 0..count {
        if !schema.lacks(i) {
            schema.add(format_args!(
                "\"p{i}:\" = {{ name = \"kind{i}\", doc = \"A kind.\" }}\n"
            ));
        }
    }
    schema.fields("Params");
    schema.field("id", "Id");
    schema.event("server.id", Some("Params"));
}

fn aliases(schema: &mut Schema, count: usize) {
    let end = if schema.is_old { "string" } else { "int" };
    schema.add(format_args!(
        "[alias.A0]\ntype = \"{end}\"\ndoc = \"An alias.\"\n"
    ));
    for i in 1..count {
        schema.add(format_args!(
            "[alias.A{i}]\ntype = \"A{}\"\ndoc = \"An alias.\"\n",
            i - 1
        ));
    }
    schema.fields("Params");
    schema.field("last", &format!("A{}", count - 1));
    schema.event("server.last", Some("Params"));
}

fn alias_of_list(schema: &mut Schema, count: usize) {
    let end = if schema.is_old { "string" } else { "int" };
    schema.add(format_args!(
        "[alias.A0]\ntype = \"{end}\"\ndoc = \"An alias.\"\n"
    ));
    for i in 1..count {
        schema.add(format_args!(
            "[alias.A{i}]\ntype = \"list<A{}>\"\ndoc = \"An alias.\"\n",
            i - 1
        ));
    }
}

fn includes(schema: &mut Schema, count: usize) {
    schema.fields("I0");
    schema.field("f0", "string");
    for i in 1..count {
        schema.entity(&format!("I{i}"));
        schema.add(format_args!(
            "includes = [\"I{}\"]\n[entity.I{i}.fields]\n",
            i - 1
        ));
        let ty = if schema.lacks(i) { "int" } else { "string" };
        schema.field(&format!("f{i}"), ty);
    }
}

fn wide_includes(schema: &mut Schema, count: usize) {
    let names: Vec<_> = (0..count).map(|i| format!("\"I{i}\"")).collect();
    schema.entity("All");
    schema.add(format_args!("includes = [{}]\n", names.join(", ")));
    for i in 0..count {
        schema.fields(&format!("I{i}"));
        let ty = if schema.lacks(i) { "int" } else { "string" };
        schema.field(&format!("f{i}"), ty);
    }
}

fn many_includers(schema: &mut Schema, count: usize) {
    schema.fields("Base");
    schema.field("base", if schema.is_old { "string" } else { "int" });
    for i in 0..count {
        schema.entity(&format!("I{i}"));
        schema.add(format_args!("includes = [\"Base\"]\n"));
    }
}

fn ring(schema: &mut Schema, count: usize) {
    for i in 0..count {
        schema.fields(&format!("R{i}"));
        schema.optional("next", &format!("R{}", (i + 1) % count));
        if !schema.lacks(i) {
            schema.optional("more", "string");
        }
        schema.event(&format!("server.r{i}"), Some(&format!("R{i}")));
    }
}

fn ring_required(schema: &mut Schema, count: usize) {
    for i in 0..count {
        schema.fields(&format!("R{i}"));
        schema.field("next", &format!("R{}", (i + 1) % count));
    }
}

/// Every entity of a long chain leads back to the first one.
fn chain_to_root(schema: &mut Schema, count: usize) {
    for i in 0..count {
        schema.fields(&format!("C{i}"));
        schema.field("root", "C0");
        schema.field("next", &format!("C{}", (i + 1).min(count - 1)));
    }
}

/// Every entity has a field of every other one: the text grows with the square of the entities.
fn complete(schema: &mut Schema, count: usize) {
    for i in 0..count {
        schema.fields(&format!("K{i}"));
        for j in 0..count {
            schema.optional(&format!("f{j}"), &format!("K{j}"));
        }
    }
    schema.event("server.k", Some("K0"));
}

fn nested(schema: &mut Schema, count: usize) {
    let end = if schema.is_old { "string" } else { "int" };
    let ty = format!("{}{end}{}", "list<".repeat(16), ">".repeat(16));
    schema.fields("Params");
    for i in 0..count {
        schema.field(&format!("f{i}"), &ty);
    }
}

fn conditions(schema: &mut Schema, count: usize) {
    schema.add(format_args!("[enum.Kind]\n[enum.Kind.values]\n"));
    for i in 0..count {
        schema.add(format_args!("v{i} = {{}}\n"));
    }
    schema.fields("Params");
    schema.field("kind", "Kind");
    for i in 0..count {
        if !schema.lacks(i) {
            schema.add(format_args!(
                "f{i} = {{ type = \"string\", omitempty = true, when = {{ kind = [\"v{i}\"] }} }}\n"
            ));
        }
    }
    schema.event("server.e", Some("Params"));
}

fn topics(schema: &mut Schema, count: usize) {
    for i in 0..count {
        let ty = if schema.lacks(i) { "int" } else { "string" };
        let text = format!(
            "[entity.T{i}.fields]\nid = {{ type = \"{ty}\" }}\n\
             [event.\"server.t{i}\"]\ndirection = \"server\"\nparams = \"T{i}\"\n"
        );
        schema.files.push((format!("t{i}.toml"), text));
    }
}

/// The same as `fields`, in one line of the file.
fn one_line(schema: &mut Schema, count: usize) {
    schema.add(format_args!("[entity.Wide]\nfields = {{ "));
    for i in 0..count {
        let ty = if schema.lacks(i) { "int" } else { "string" };
        let comma = if i == 0 { "" } else { ", " };
        schema.add(format_args!("{comma}F{i} = {{ type = \"{ty}\" }}"));
    }
    schema.add(format_args!(" }}\n"));
}

fn docs(schema: &mut Schema, count: usize) {
    schema.entity("Params");
    schema
        .text
        .truncate(schema.text.len() - "doc = \"An entity.\"\n".len());
    schema.add(format_args!("doc = \"\"\"\n"));
    for i in 0..count {
        if !schema.lacks(i) {
            schema.add(format_args!("Line {i} of the text, with `code` in it.\n"));
        }
    }
    schema.add(format_args!("\"\"\"\n"));
    schema.event("server.e", Some("Params"));
}

fn comments(schema: &mut Schema, count: usize) {
    schema.fields("Params");
    for i in 0..count {
        schema.add(format_args!(
            "# Comment {i}.\nf{i}={{type='string'}} # Behind.\n"
        ));
    }
}

fn tombstones(schema: &mut Schema, count: usize) {
    schema.fields("Params");
    for i in 0..count {
        schema.field(&format!("f{i}"), "string");
    }
    schema.add(format_args!("[entity.Params.removed]\n"));
    for i in 0..count {
        if !schema.lacks(i) {
            schema.add(format_args!(
                "gone{i} = {{ since = \"1.0\", doc = \"Gone.\" }}\n"
            ));
        }
    }
}

fn type_tombstones(schema: &mut Schema, count: usize) {
    events(schema, count);
    for kind in ["events", "types"] {
        schema.add(format_args!("[removed.{kind}]\n"));
        for i in 0..count {
            if !schema.lacks(i) {
                schema.add(format_args!("\"Gone{i}\" = {{ since = \"1.0\" }}\n"));
            }
        }
    }
}

fn exceptions(schema: &mut Schema, count: usize) {
    let mut config = "[lint]\nlevel = \"docs\"\n".to_owned();
    for i in 0..count {
        config.push_str(&format!(
            "[[lint.except]]\nrule = \"field-name-case\"\nat = \"*.F{i}\"\nreason = \"Old.\"\n"
        ));
    }
    schema.files.push(("../tdproto.toml".to_owned(), config));
    schema.fields("Params");
    for i in 0..count {
        schema.field(&format!("F{i}"), "string");
    }
}

fn accepted(schema: &mut Schema, count: usize) {
    let mut config = "[breaking]\n".to_owned();
    for i in 0..count {
        config.push_str(&format!(
            "[[breaking.accept]]\nrule = \"field-removed\"\nat = \"*.f{i}\"\nreason = \"Old.\"\n"
        ));
    }
    schema.files.push(("../tdproto.toml".to_owned(), config));
    fields(schema, count);
}

fn examples(schema: &mut Schema, count: usize) {
    params(schema, count);
    for i in 0..count {
        let text = format!("{{\"event\":\"server.e{i}\",\"params\":{{\"id\":{i}}}}}\n");
        schema
            .files
            .push((format!("examples/server.e{i}.json"), text));
    }
}

fn placeholders(schema: &mut Schema, count: usize) {
    schema.add(format_args!("[protocol.placeholders]\n"));
    for i in 0..count {
        schema.add(format_args!("\"text {i}\" = \"int\"\n"));
    }
    params(schema, count / 4);
}

/// Half of the types are declared, and every field misspells another one of them.
fn unresolved(schema: &mut Schema, count: usize) {
    for i in 0..count {
        schema.fields(&format!("Entity{i}"));
        schema.field("other", &format!("Entitty{i}"));
        schema.event(&format!("server.e{i}"), Some(&format!("Enttity{i}")));
    }
    schema.add(format_args!(
        "[protocol.envelope]\nconfirms = [\"server.e\"]\n"
    ));
}

fn duplicates(schema: &mut Schema, count: usize) {
    for i in 0..count {
        for file in ["b", "c"] {
            let text = format!("[entity.D{i}.fields]\n{file} = {{ type = \"string\" }}\n");
            match schema
                .files
                .iter_mut()
                .find(|(path, _)| path.starts_with(file))
            {
                Some((_, whole)) => whole.push_str(&text),
                None => schema.files.push((format!("{file}.toml"), text)),
            }
        }
    }
}

fn unknown_keys(schema: &mut Schema, count: usize) {
    for i in 0..count {
        schema.entity(&format!("U{i}"));
        schema.add(format_args!("dok = \"Misspelt.\"\n"));
    }
    schema.entity("Wide");
    for i in 0..count {
        schema.add(format_args!("key{i} = true\n"));
    }
}

/// Every type, field and event has another name, but the same shape.
fn renamed(schema: &mut Schema, count: usize) {
    let mark = if schema.is_old { "Old" } else { "New" };
    let lower = mark.to_lowercase();
    for i in 0..count {
        schema.event(&format!("server.{lower}{i}"), Some(&format!("{mark}{i}")));
        schema.fields(&format!("{mark}{i}"));
        schema.field(&format!("{lower}_id"), "string");
    }
}

fn retyped(schema: &mut Schema, count: usize) {
    schema.fields("Wide");
    for i in 0..count {
        let ty = if schema.is_old { "string" } else { "int" };
        schema.field(&format!("f{i}"), ty);
    }
    schema.event("server.wide", Some("Wide"));
    schema.add(format_args!(
        "[event.\"client.wide\"]\ndirection = \"client\"\nparams = \"Wide\"\n"
    ));
}
