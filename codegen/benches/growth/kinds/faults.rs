//! Schemas with many mistakes, and pairs of which much changed.

use super::schema::Schema;

/// Half of the types are declared, and every field misspells another one of them.
pub(super) fn unresolved(schema: &mut Schema, count: usize) {
    for i in 0..count {
        schema.fields(&format!("Entity{i}"));
        schema.field("other", &format!("Entitty{i}"));
        schema.event(&format!("server.e{i}"), Some(&format!("Enttity{i}")));
    }
    schema.add(format_args!(
        "[protocol.envelope]\nconfirms = [\"server.e\"]\n"
    ));
}

pub(super) fn duplicates(schema: &mut Schema, count: usize) {
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

pub(super) fn unknown_keys(schema: &mut Schema, count: usize) {
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
pub(super) fn renamed(schema: &mut Schema, count: usize) {
    let mark = if schema.is_old { "Old" } else { "New" };
    let lower = mark.to_lowercase();
    for i in 0..count {
        schema.event(&format!("server.{lower}{i}"), Some(&format!("{mark}{i}")));
        schema.fields(&format!("{mark}{i}"));
        schema.field(&format!("{lower}_id"), "string");
    }
}

pub(super) fn retyped(schema: &mut Schema, count: usize) {
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
