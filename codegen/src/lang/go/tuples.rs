//! Tuples: a generic type for each number of items that the schema has.

use std::collections::BTreeSet;

use tdproto_schema::model::{Type, TypeDef};

use super::scope::{INDENT, Scope};
use crate::banner::banner;
use crate::lang::OutputFile;
use crate::text::Writer;

/// The file of the tuples; `None`: the schema has none.
pub(super) fn file(scope: &Scope<'_>, package: &str, files: &[OutputFile]) -> Option<OutputFile> {
    let counts = counts(scope);
    if counts.is_empty() {
        return None;
    }
    let mut w = Writer::new(INDENT);
    w.line(format!("// {}", banner(scope.model())));
    w.blank();
    w.line(format!("package {package}"));
    for count in counts {
        w.blank();
        let call = format!("readTuple{count}(");
        let is_read = files.iter().any(|file| file.text.contains(&call));
        tuple(&mut w, scope, count, is_read);
    }
    Some(OutputFile::new("tuples.go", w.finish()))
}

/// The numbers of items.
fn counts(scope: &Scope<'_>) -> BTreeSet<usize> {
    let model = scope.model();
    let declared = model.types().iter().flat_map(TypeDef::parts);
    let carried = model.carriers().map(|(_, ty)| ty);
    let mut open: Vec<&Type> = declared.chain(carried).collect();
    let mut counts = BTreeSet::new();
    while let Some(ty) = open.pop() {
        match ty {
            Type::Tuple(items) => {
                counts.insert(items.len());
                open.extend(items);
            }
            Type::Map(key, item) => open.extend([&**key, &**item]),
            Type::List(item) | Type::Nullable(item) => open.push(item),
            Type::Scalar(_) | Type::Named(_) | Type::Constant(_) | Type::Null | Type::Any => {}
        }
    }
    counts
}

fn tuple(w: &mut Writer, scope: &Scope<'_>, count: usize, is_read: bool) {
    let each = |one: &dyn Fn(usize) -> String, sign: &str| {
        let parts: Vec<String> = (1..=count).map(one).collect();
        parts.join(sign)
    };
    let names = each(&|at| format!("T{at}"), ", ");
    w.line(format!(
        "// Tuple{count} is an array of {count} items, each of its own type."
    ));
    w.block(
        format!("type Tuple{count}[{names} any] struct {{"),
        "}",
        |w| {
            let width = format!("V{count}").len();
            for at in 1..=count {
                w.line(format!("{:width$} T{at}", format!("V{at}")));
            }
            if scope.keeps() {
                w.line("// Rest has the further items that the schema does not have.");
                w.line("Rest []RawJSON");
            }
        },
    );
    let readers = each(
        &|at| format!("null{at} bool, read{at} func(*T{at}, *reader) bool"),
        ", ",
    );
    let arguments = each(&|at| format!("null{at}, read{at}"), ", ");
    if is_read {
        w.blank();
        w.block(
            format!(
                "func readTuple{count}[{names} any](dst *Tuple{count}[{names}], r *reader, needed int, isNeverEmpty bool, {readers}) bool {{"
            ),
            "}",
            |w| {
                w.block("if !isNeverEmpty && r.null() {", "}", |w| {
                    w.line(format!("*dst = Tuple{count}[{names}]{{}}"));
                    w.line("return true");
                });
                w.line(format!(
                    "return r.array() && readTuple{count}Items(dst, r, 0, needed, {arguments})"
                ));
            },
        );
    }
    w.blank();
    w.block(
        format!(
            "func readTuple{count}Items[{names} any](dst *Tuple{count}[{names}], r *reader, from, needed int, {readers}) bool {{"
        ),
        "}",
        |w| {
            w.line(format!("*dst = Tuple{count}[{names}]{{}}"));
            w.line("items := tupleItems{index: from, needed: from + needed}");
            let mut calls: Vec<String> = (1..=count)
                .map(|at| format!("readItem(&items, &dst.V{at}, r, null{at}, read{at})"))
                .collect();
            calls.push(match (scope.keeps(), scope.denies()) {
                (true, _) => "items.keepRest(r, &dst.Rest)".to_owned(),
                (_, true) => "items.denyRest(r)".to_owned(),
                (false, false) => "items.ignoreRest(r)".to_owned(),
            });
            let (last, others) = calls.split_last().map_or(("", &[][..]), |(l, o)| (l, o));
            for (at, call) in others.iter().enumerate() {
                let start = if at == 0 { "return " } else { "\t" };
                w.line(format!("{start}{call} &&"));
            }
            w.line(format!("\t{last}"));
        },
    );
}
