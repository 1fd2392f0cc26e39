//! A variant of a union that has another tag.

use tdproto_schema::model::{Direction, Union, UnionForm, Variant};

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, Part, What, words};
use crate::sample::minimal;
use crate::views::View;

pub(super) const RULE: Rule = Rule {
    id: "union-variant-changed",
    about: "The tag or the key of a variant changed.",
    category: Category::Wire,
    client: "error",
    server: "error",
    explanation: "\
One version writes the variant with one tag or key, and the other reads another variant or none. Code still
compiles but its meaning changed. Keep the old one, and give the new one its own variant.",
    mirror: Mirror::Rule("union-variant-changed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let [(old, before), (new, now)] = context.variant(change)?;
    let (before, now) = (before?, now.filter(|_| change.what == What::WireValue)?);
    let Part::Variant { variant: at, .. } = &change.part else {
        return None;
    };
    let mark = mark(new);
    let verdict = |reader: &Union, written: &Variant, shown| {
        Verdict::error(format!("the variant has another {mark}"))
            .of(category(reader, written))
            .shown_by(Mutation::Put(shown))
    };
    let pairs = context.pairs;
    let (client, server) = (
        View::of(Direction::ClientToServer),
        View::of(Direction::ServerToClient),
    );
    let sent = minimal::of_variant(pairs.old, client, old, at.before()?);
    let received = minimal::of_variant(pairs.new, server, new, at.after()?);
    let (subject, words) = (context.subject(change), words(pairs, change));
    Some(
        Assessment::new(format!("variant `{subject}` changed on the wire: {words}"))
            .labels(format!("the old {mark}"), format!("the new {mark}"))
            .client(verdict(new, before, sent))
            .server(verdict(old, now, received))
            .help("keep the variant as it was, and add another one"),
    )
}

/// The promise that a written tag breaks: a reader of other variants may still keep it.
fn category(reader: &Union, written: &Variant) -> Category {
    let is_listed = reader
        .variants
        .iter()
        .any(|variant| variant.value == written.value);
    match is_listed || reader.keeps(written) {
        true => Category::Json,
        false => Category::Wire,
    }
}

/// The part of an object by which the variants of a union are known.
fn mark(union: &Union) -> &'static str {
    match union.form {
        UnionForm::Tag(_) => "tag",
        UnionForm::Key => "key",
        UnionForm::Kind => "kind",
    }
}
