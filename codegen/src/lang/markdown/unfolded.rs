//! The value of an event, unfolded: a table of its keys, and tables of the objects inside of it behind
//! one line that opens them.

use tdproto_schema::model::Params;

use super::links::Links;
use super::parts::{self, Columns};
use super::prose;
use super::text::code;
use crate::reference::{Inner, Place, Unfolded, has_readonly, say};

const FIELDS: Columns = Columns {
    name: "Key",
    has_values: false,
    has_types: true,
    has_presence: true,
    is_home: false,
};

const VARIANTS: Columns = Columns {
    name: "Variant",
    has_values: true,
    has_types: true,
    has_presence: false,
    is_home: false,
};

/// The type of a value, unfolded. `section` is the anchor of the section about it.
pub(super) fn value(
    links: &Links<'_, '_>,
    params: &Params,
    (label, section): (&str, &str),
) -> Vec<String> {
    let marks = &links.reference.history.marks;
    let unfolded = Unfolded::new(links.reference.model, &params.ty, section, marks);
    let presence = say::presence(params.presence);
    let mut out = vec![format!(
        "**{label}**: {}, {presence}.",
        parts::ty(links, &params.ty)
    )];
    let inner = unfolded.in_order();
    let is_readonly = |object: &Inner<'_>| has_readonly(&object.rows);
    let is_known = unfolded.whole().is_some_and(is_readonly);
    out.extend(is_known.then(|| say::READONLY.to_owned()));
    out.extend(unfolded.whole().map(|whole| table(links, whole)));
    if !inner.is_empty() {
        let objects = match inner.len() {
            1 => "1 nested object".to_owned(),
            count => format!("{count} nested objects"),
        };
        out.push(format!("<details><summary>{label}: {objects}</summary>"));
        if !is_known && inner.iter().any(|object| is_readonly(object)) {
            out.push(say::READONLY.to_owned());
        }
        for object in inner {
            out.push(title(links, object));
            out.push(table(links, object));
        }
        out.push("</details>".to_owned());
    }
    out
}

/// The path of an object, its type, and other paths to objects of the type.
fn title(links: &Links<'_, '_>, object: &Inner<'_>) -> String {
    let name = &links.reference.model.ty(object.id).name;
    let mut words = Vec::new();
    if !object.path.is_empty() {
        words.push(format!("**{}**", code(&object.path)));
    }
    words.extend(
        object
            .variant
            .map(|variant| format!("as {}", code(variant))),
    );
    let path = words.join(" ");
    let mut sentence = format!("{path}: {}.", parts::link(links, Place::Type(name)));
    if let Some(others) = object.others() {
        sentence.push(' ');
        sentence.push_str(&prose::summary(links, &others));
    }
    sentence
}

fn table(links: &Links<'_, '_>, object: &Inner<'_>) -> String {
    let columns = if object.is_union { VARIANTS } else { FIELDS };
    parts::table_of(links, columns, &object.prefix(), &object.rows)
}
