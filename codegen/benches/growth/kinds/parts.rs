//! Many parts of one kind.

use super::schema::Schema;

pub(super) fn entities(schema: &mut Schema, count: usize) {
    for i in (0..count)
        .filter(|i| i % 2 == 0 || schema.is_old)
        .collect::<Vec<_>>()
    {
        schema.fields(&format!("E{i}"));
        schema.field("id", "string");
        schema.field("n", "int");
    }
}

pub(super) fn fields(schema: &mut Schema, count: usize) {
    schema.fields("Wide");
    for i in 0..count {
        if !schema.lacks(i) {
            schema.field(&format!("f{i}"), "string");
        }
    }
    schema.event("server.wide", Some("Wide"));
}

pub(super) fn optional_fields(schema: &mut Schema, count: usize) {
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

pub(super) fn events(schema: &mut Schema, count: usize) {
    for i in 0..count {
        if !schema.lacks(i) {
            schema.event(&format!("server.e{i}"), None);
        }
    }
}

pub(super) fn params(schema: &mut Schema, count: usize) {
    for i in 0..count {
        if !schema.lacks(i) {
            schema.event(&format!("server.e{i}"), Some(&format!("ServerE{i}Params")));
            schema.fields(&format!("ServerE{i}Params"));
            schema.field("id", "string");
        }
    }
}

pub(super) fn shared_params(schema: &mut Schema, count: usize) {
    schema.fields("Shared");
    schema.field("id", if schema.is_old { "string" } else { "int" });
    for i in 0..count {
        schema.event(&format!("server.e{i}"), Some("Shared"));
    }
}

pub(super) fn values(schema: &mut Schema, count: usize) {
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

pub(super) fn value_types(schema: &mut Schema, count: usize) {
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

pub(super) fn prefixes(schema: &mut Schema, count: usize) {
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

pub(super) fn conditions(schema: &mut Schema, count: usize) {
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

pub(super) fn topics(schema: &mut Schema, count: usize) {
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
pub(super) fn one_line(schema: &mut Schema, count: usize) {
    schema.add(format_args!("[entity.Wide]\nfields = {{ "));
    for i in 0..count {
        let ty = if schema.lacks(i) { "int" } else { "string" };
        let comma = if i == 0 { "" } else { ", " };
        schema.add(format_args!("{comma}F{i} = {{ type = \"{ty}\" }}"));
    }
    schema.add(format_args!(" }}\n"));
}

pub(super) fn docs(schema: &mut Schema, count: usize) {
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

pub(super) fn comments(schema: &mut Schema, count: usize) {
    schema.fields("Params");
    for i in 0..count {
        schema.add(format_args!(
            "# Comment {i}.\nf{i}={{type='string'}} # Behind.\n"
        ));
    }
}

pub(super) fn tombstones(schema: &mut Schema, count: usize) {
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

pub(super) fn type_tombstones(schema: &mut Schema, count: usize) {
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

pub(super) fn exceptions(schema: &mut Schema, count: usize) {
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

pub(super) fn accepted(schema: &mut Schema, count: usize) {
    let mut config = "[breaking]\n".to_owned();
    for i in 0..count {
        config.push_str(&format!(
            "[[breaking.accept]]\nrule = \"field-removed\"\nat = \"*.f{i}\"\nreason = \"Old.\"\n"
        ));
    }
    schema.files.push(("../tdproto.toml".to_owned(), config));
    fields(schema, count);
}

pub(super) fn examples(schema: &mut Schema, count: usize) {
    params(schema, count);
    for i in 0..count {
        let text = format!("{{\"event\":\"server.e{i}\",\"params\":{{\"id\":{i}}}}}\n");
        schema
            .files
            .push((format!("examples/server.e{i}.json"), text));
    }
}

pub(super) fn placeholders(schema: &mut Schema, count: usize) {
    schema.add(format_args!("[protocol.placeholders]\n"));
    for i in 0..count {
        schema.add(format_args!("\"text {i}\" = \"int\"\n"));
    }
    params(schema, count / 4);
}
