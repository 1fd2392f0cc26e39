//! Schemas that grow, each kind in another way.

mod faults;
mod parts;
mod schema;
mod shapes;

use std::fs;
use std::path::Path;

use schema::Schema;

/// How schemas of one kind are made.
pub(super) struct Kind {
    pub(super) name: &'static str,
    /// How many parts the smaller one of two has.
    pub(super) count: usize,
    write: fn(&mut Schema, usize),
}

pub(super) const KINDS: &[Kind] = &[
    kind("entities", 4000, parts::entities),
    kind("fields", 1000, parts::fields),
    kind("fields optional", 1000, parts::optional_fields),
    kind("events", 2000, parts::events),
    kind("params", 2000, parts::params),
    kind("shared params", 2000, parts::shared_params),
    kind("values", 4000, parts::values),
    kind("value types", 1000, parts::value_types),
    kind("prefixes", 2000, parts::prefixes),
    kind("aliases", 4000, shapes::aliases),
    kind("alias of list", 4000, shapes::alias_of_list),
    kind("includes", 128, shapes::includes),
    kind("wide includes", 2000, shapes::wide_includes),
    kind("many includers", 2000, shapes::many_includers),
    kind("ring", 400, shapes::ring),
    kind("ring required", 2000, shapes::ring_required),
    kind("chain to root", 2000, shapes::chain_to_root),
    kind("complete", 30, shapes::complete),
    kind("nested", 1000, shapes::nested),
    kind("conditions", 1000, parts::conditions),
    kind("topics", 500, parts::topics),
    kind("one line", 2000, parts::one_line),
    kind("docs", 20_000, parts::docs),
    kind("comments", 10_000, parts::comments),
    kind("tombstones", 2000, parts::tombstones),
    kind("type tombstones", 2000, parts::type_tombstones),
    kind("exceptions", 1000, parts::exceptions),
    kind("accepted", 1000, parts::accepted),
    kind("examples", 500, parts::examples),
    kind("placeholders", 2000, parts::placeholders),
    kind("unresolved", 2000, faults::unresolved),
    kind("duplicates", 2000, faults::duplicates),
    kind("unknown keys", 2000, faults::unknown_keys),
    kind("renamed", 2000, faults::renamed),
    kind("retyped", 2000, faults::retyped),
];

const fn kind(name: &'static str, count: usize, write: fn(&mut Schema, usize)) -> Kind {
    Kind { name, count, write }
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
