//! Functions that choose by the variant of a union, in parts where one method would be too long.

use std::ops::Range;

use tdproto_schema::Model;
use tdproto_schema::model::Union;

use super::size::{code_size, parts};
use crate::text::Writer;

/// The estimated bytes of a variant in a function, without its content.
pub(super) const VARIANT: usize = 50;

/// The parts of the variants of a union that a method each reads or writes.
pub(super) fn parts_of(model: &Model, union: &Union) -> Vec<Range<usize>> {
    let sizes: Vec<usize> = union
        .variants
        .iter()
        .map(|variant| {
            let content = variant.ty.as_ref().filter(|_| union.content().is_some());
            VARIANT + content.map_or(0, |ty| 40 + code_size(model, ty))
        })
        .collect();
    parts(&sizes)
}

/// A function whose value is that of the first part that has one.
pub(super) struct InParts<'a> {
    /// The name of the parts, with a receiver if they have one.
    pub(super) name: &'a str,
    pub(super) parameters: &'a str,
    pub(super) arguments: &'a str,
    /// What the branches are about, in parentheses.
    pub(super) subject: &'a str,
    pub(super) result: &'a str,
}

impl InParts<'_> {
    /// The expression that calls the parts.
    pub(super) fn calls(&self, count: usize) -> String {
        let name = self.name.rsplit('.').next().unwrap_or(self.name);
        let calls = (0..count).map(|at| format!("{name}{at}({})", self.arguments));
        calls.collect::<Vec<_>>().join(" ?: ")
    }

    /// Writes the parts. The last one has the rest of the branches, besides its own.
    pub(super) fn write(&self, w: &mut Writer, parts: &[&[String]], rest: &[String]) {
        for (at, arms) in parts.iter().enumerate() {
            let is_last = at + 1 == parts.len();
            let mark = if is_last || self.result.ends_with('?') {
                ""
            } else {
                "?"
            };
            w.blank();
            let head = format!(
                "private fun {}{at}({}): {}{mark} = when{} {{",
                self.name, self.parameters, self.result, self.subject
            );
            w.block(head, "}", |w| {
                w.lines(arms.iter());
                match is_last {
                    true => w.lines(rest.iter()),
                    false => w.line("else -> null"),
                }
            });
        }
    }
}

/// The branches in the parts that ranges name. One variant may have none.
pub(super) fn slices<'s>(arms: &'s [String], parts: &[Range<usize>]) -> Vec<&'s [String]> {
    let end = |at: usize| at.min(arms.len());
    let slices = parts
        .iter()
        .map(|part| &arms[end(part.start)..end(part.end)]);
    slices.collect()
}
