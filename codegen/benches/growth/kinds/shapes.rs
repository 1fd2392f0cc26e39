//! How types use each other: chains, rings, includes.

use super::schema::Schema;

pub(super) fn includes(schema: &mut Schema, count: usize) {
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

pub(super) fn wide_includes(schema: &mut Schema, count: usize) {
    let names: Vec<_> = (0..count).map(|i| format!("\"I{i}\"")).collect();
    schema.entity("All");
    schema.add(format_args!("includes = [{}]\n", names.join(", ")));
    for i in 0..count {
        schema.fields(&format!("I{i}"));
        let ty = if schema.lacks(i) { "int" } else { "string" };
        schema.field(&format!("f{i}"), ty);
    }
}

pub(super) fn many_includers(schema: &mut Schema, count: usize) {
    schema.fields("Base");
    schema.field("base", if schema.is_old { "string" } else { "int" });
    for i in 0..count {
        schema.entity(&format!("I{i}"));
        schema.add(format_args!("includes = [\"Base\"]\n"));
    }
}

pub(super) fn ring(schema: &mut Schema, count: usize) {
    for i in 0..count {
        schema.fields(&format!("R{i}"));
        schema.optional("next", &format!("R{}", (i + 1) % count));
        if !schema.lacks(i) {
            schema.optional("more", "string");
        }
        schema.event(&format!("server.r{i}"), Some(&format!("R{i}")));
    }
}

pub(super) fn ring_required(schema: &mut Schema, count: usize) {
    for i in 0..count {
        schema.fields(&format!("R{i}"));
        schema.field("next", &format!("R{}", (i + 1) % count));
    }
}

/// Every entity of a long chain leads back to the first one.
pub(super) fn chain_to_root(schema: &mut Schema, count: usize) {
    for i in 0..count {
        schema.fields(&format!("C{i}"));
        schema.field("root", "C0");
        schema.field("next", &format!("C{}", (i + 1).min(count - 1)));
    }
}

/// Every entity has a field of every other one: the text grows with the square of the entities.
pub(super) fn complete(schema: &mut Schema, count: usize) {
    for i in 0..count {
        schema.fields(&format!("K{i}"));
        for j in 0..count {
            schema.optional(&format!("f{j}"), &format!("K{j}"));
        }
    }
    schema.event("server.k", Some("K0"));
}

pub(super) fn nested(schema: &mut Schema, count: usize) {
    let end = if schema.is_old { "string" } else { "int" };
    let ty = format!("{}{end}{}", "list<".repeat(16), ">".repeat(16));
    schema.fields("Params");
    for i in 0..count {
        schema.field(&format!("f{i}"), &ty);
    }
}

pub(super) fn aliases(schema: &mut Schema, count: usize) {
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

pub(super) fn alias_of_list(schema: &mut Schema, count: usize) {
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
