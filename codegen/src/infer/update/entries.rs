//! Entries of the tables of declarations: fields, values and variants.

use std::collections::BTreeMap;

use tdproto_schema::decl::{Decls, DocsDecl, EnumValueDecl, Spanned, TypeBody, TypeDecl};
use tdproto_schema::model::{EnumBase, WireValue};

use super::Old;
use super::edit::{Texts, put};
use super::known::Known;
use crate::infer::draft::times;
use crate::infer::words::{Taken, snake};
use crate::schema_text::{self, Comments};

/// An entry of a table of a declaration.
pub(super) struct Edit {
    /// The kind of the declaration, its name, and the table in it.
    path: [String; 3],
    /// The declaration with the entry alone.
    decls: Decls,
    comments: Comments,
    line: String,
}

impl Edit {
    pub(super) fn new(path: [&str; 3], body: TypeBody, note: (&str, &str), line: String) -> Self {
        let mut comments = Comments::default();
        comments.add([path[0], path[1], path[2], note.0], note.1);
        let mut decls = Decls::default();
        decls.types.push(TypeDecl {
            name: Spanned::unplaced(path[1].to_owned()),
            topic: "new".to_owned(),
            docs: DocsDecl::default(),
            body,
        });
        Self {
            path: path.map(str::to_owned),
            decls,
            comments,
            line,
        }
    }

    pub(super) fn write(
        self,
        old: &Old<'_>,
        known: &Known<'_>,
        texts: &mut Texts,
        lines: &mut Vec<String>,
    ) {
        let def = known.types.get(self.path[1].as_str());
        let Some(file) = def.and_then(|def| old.file(def.name.span)) else {
            return;
        };
        let Ok(written) = schema_text::write(&self.decls, &self.comments) else {
            return;
        };
        let keys = self.path.each_ref().map(String::as_str);
        for text in written.values() {
            texts.edit(file, &keys, |table| put(table, text, &keys));
        }
        lines.push(self.line);
    }
}

/// Adds values to an enum.
pub(super) fn add_values(
    (old, known): (&Old<'_>, &Known<'_>),
    texts: &mut Texts,
    (name, new): (&str, &BTreeMap<String, u64>),
    lines: &mut Vec<String>,
) {
    let mut taken = Taken::default();
    if let Some(TypeBody::Enum { values, .. }) = known.body(name) {
        values.iter().for_each(|value| taken.add(&value.name.value));
    }
    for (text, count) in new {
        let short = taken.take_any(&snake(text));
        let body = TypeBody::Enum {
            base: EnumBase::Text,
            open: true,
            empty: None,
            values: vec![EnumValueDecl {
                name: Spanned::unplaced(short.clone()),
                value: Spanned::unplaced(WireValue::Text(text.clone())),
                docs: DocsDecl::default(),
            }],
        };
        let note = times(*count);
        let line = format!("added: value `{name}.{short}`: {note}");
        let edit = Edit::new(["enum", name, "values"], body, (&short, &note), line);
        edit.write(old, known, texts, lines);
    }
}
